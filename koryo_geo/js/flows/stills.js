// The story as stills: for each chapter one small picture of its moment, with date and numbers in words. For paper, for
// readers who want no motion, and for machines that cannot give it. Each still is at(t) and nothing else.
import { totalsWords } from "../core/amounts.js";
import { onLanguage } from "../core/language.js";
import { el, empty, reducedMotion, say, svg } from "../core/nodes.js";
import { extras, sharedOf } from "../core/shared.js";
import { dateWords, grouped, phrase } from "../core/words.js";
import { projectedBox } from "../map/map.js";
import { projectionOf } from "../map/projection.js";
import { Ribbon, ribbonWidth } from "./ribbon.js";

const STILL_PX = 320;
const RIBBON_PX = 10;
const BODY_PX = 34; // the side of a square that holds everyone

/** @param {Timeline} timeline */
const hasStills = (timeline) =>
  timeline.kind !== "regions" && timeline.flows.length > 0 && timeline.chapters.length > 0;

/** @param {L.Map} map @returns {StillsLike | null} */
function stillsOf(map) {
  const own = sharedOf(map);
  return (own.stills ??= own.timeline && new Stills(map, own.timeline));
}

// Paper has no motion, and a reader who asked for less of it finds the stills ready below the map.
/** @param {L.Map} map @param {Timeline} timeline */
function keepStills(map, timeline) {
  if (!hasStills(timeline)) return;
  window.addEventListener("beforeprint", () => stillsOf(map)?.build());
  if (reducedMotion()) queueMicrotask(() => stillsOf(map)?.build().removePrintOnly());
}

class Stills {
  /** @param {L.Map} map @param {Timeline} timeline */
  constructor(map, timeline) {
    this.map = map;
    this.timeline = timeline;
    /** @type {Scene | null} */
    this.scene = null;
    this.heading = el("h2", { id: map.getContainer().id + "-stills" });
    this.list = el("div", { class: "koryo-stills-list" });
    this.node = el(
      "section",
      { class: "koryo-stills is-for-print", tabindex: "-1", "aria-labelledby": this.heading.id },
      this.heading,
      this.list
    );
  }

  build() {
    if (this.node.isConnected) return this;
    (this.map.getContainer().closest(".koryo-main") || this.map.getContainer()).after(this.node);
    this.write();
    onLanguage(() => this.write());
    return this;
  }

  removePrintOnly() {
    this.node.classList.remove("is-for-print");
    return this;
  }

  show() {
    this.build().removePrintOnly();
    this.node.scrollIntoView({ behavior: reducedMotion() ? "auto" : "smooth" });
    this.node.focus({ preventScroll: true });
  }

  write() {
    say(this.heading, phrase("stills"));
    const scene = (this.scene ??= new Scene(this.map, this.timeline));
    empty(this.list).append(...this.timeline.chapters.map((chapter) => this.figure(chapter, scene)));
  }

  /** @param {ChapterData} chapter @param {Scene} scene */
  figure(chapter, scene) {
    const frame = this.timeline.at(chapter.day);
    const caption = el(
      "figcaption",
      {},
      say(el("strong"), chapter.title),
      say(el("span", { class: "koryo-still-date" }), dateWords(frame.date)),
      el("span", {}, totalsWords(frame.totals))
    );
    return el("figure", { class: "koryo-still" }, scene.picture(frame), caption);
  }
}

// What all the pictures show: the whole map's box, and the land.
class Scene {
  /** @param {L.Map} map @param {Timeline} timeline */
  constructor(map, timeline) {
    this.map = map;
    this.timeline = timeline;
    this.projection = projectionOf(map);
    const { home, landscape } = sharedOf(map);
    const box = projectedBox(map, home || boxOfLines(timeline));
    this.corner = box.getBottomLeft();
    this.scale = STILL_PX / box.getSize().x;
    this.height = Math.round(box.getSize().y * this.scale);
    this.ribbon = new Ribbon(timeline, (latlng) => this.projection.project(latlng));
    this.ground = ["land", "lake"].map((kind) => [kind, outline(ringsOf(landscape, kind), this)]);
  }

  /** @param {XY} p projected metres */
  place(p) {
    return [(p.x - this.corner.x) * this.scale, (this.corner.y - p.y) * this.scale];
  }

  /** @param {number} lon @param {number} lat */
  at(lon, lat) {
    return this.place(this.projection.project(L.latLng(lat, lon)));
  }

  /** @param {Frame} frame */
  picture(frame) {
    this.ribbon.count(frame);
    const drawing = svg("svg", {
      viewBox: "0 0 " + STILL_PX + " " + this.height,
      width: STILL_PX,
      height: this.height,
      "aria-hidden": "true"
    });
    drawing.append(
      ...this.ground.map(([kind, d]) => svg("path", { d, class: "koryo-base is-" + kind })),
      ...this.ribbon.stretches().map((stretch) => this.stretch(stretch)),
      ...this.bodies().map((body) => this.body(body, frame))
    );
    return drawing;
  }

  /** @param {Stretch} given */
  stretch({ people, certainty, nodes }) {
    const points = nodes.map((node) => this.place(this.ribbon.nodes[node]).map(tenth).join(","));
    const width = Math.max(ribbonWidth(people, this.timeline.persons, { width_px: RIBBON_PX }), 0.6);
    return svg("polyline", {
      points: points.join(" "),
      class: "koryo-still-ribbon",
      "stroke-width": tenth(width),
      "stroke-dasharray": certainty === "documented" ? null : "4 2"
    });
  }

  bodies() {
    const layer = sharedOf(this.map).layers.find((other) => other.bodies);
    return layer?.bodies || [];
  }

  // A square whose area is the number of people, as everywhere on the map.
  /** @param {BodyLike} body @param {Frame} frame */
  body(body, frame) {
    const people = body.people(frame);
    const [x, y] = this.at(body.place.lon, body.place.lat);
    const side = BODY_PX * Math.sqrt(people / (this.timeline.persons || 1));
    const square = svg("rect", {
      x: tenth(x - side / 2),
      y: tenth(y - side / 2),
      width: tenth(side),
      height: tenth(side),
      class: "koryo-still-body" + (body.hollow ? " is-hollow" : "")
    });
    const number = svg(
      "text",
      { x: tenth(Math.min(Math.max(x, 24), STILL_PX - 24)), y: tenth(y - side / 2 - 3) },
      people ? grouped(people) : ""
    );
    return svg("g", {}, square, number);
  }
}

/** @param {Timeline} timeline @returns {Degrees} */
function boxOfLines({ nodes }) {
  const lons = nodes.map((node) => node[0]);
  const lats = nodes.map((node) => node[1]);
  return [Math.min(...lons) - 3, Math.min(...lats) - 3, Math.max(...lons) + 3, Math.max(...lats) + 3];
}

/** @param {Feature[]} features @param {string} kind @returns {LonLat[][]} */
function ringsOf(features, kind) {
  const polygons = features.filter((feature) => feature.properties.kind === kind).map(({ geometry }) => geometry);
  return polygons.flatMap(({ type, coordinates }) => (type === "MultiPolygon" ? coordinates.flat() : coordinates));
}

// Rings as one path, without the points that a small picture cannot show.
/** @param {LonLat[][]} rings @param {Scene} scene */
function outline(rings, scene) {
  return rings
    .map((ring) => {
      /** @type {number[] | null} */
      let last = null;
      const kept = ring
        .map(([lon, lat]) => scene.at(lon, lat))
        .filter((p) => {
          if (last && Math.hypot(p[0] - last[0], p[1] - last[1]) < 1.2) return false;
          last = p;
          return true;
        });
      return kept.length > 3 ? "M" + kept.map((p) => p.map(tenth).join(" ")).join("L") + "Z" : "";
    })
    .join("");
}

/** @param {number} n */
function tenth(n) {
  return Math.round(n * 10) / 10;
}

extras.stills = { fit: hasStills, of: stillsOf, keep: keepStills };
