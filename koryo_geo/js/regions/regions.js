// Regions: the polygons of the moment's own date. A known number is a tint and a figure; "sent here, number not known"
// is hatched; no record is plain paper. Each shape is a button that opens its sources.
import { stateWords } from "../core/amounts.js";
import { readIsland } from "../core/data.js";
import { onLanguage } from "../core/language.js";
import { el, say, svg } from "../core/nodes.js";
import { joinPlayer, openCard, remember, sharedOf } from "../core/shared.js";
import { textOf } from "../core/words.js";
import { labelsOf } from "../map/labels.js";
import { paneOf, raiseOverRegions, sheetOf } from "../map/panes.js";
import { hatchPattern, newPatternId, ringPattern, stripePattern } from "../map/patterns.js";
import { projectionOf } from "../map/projection.js";
import { borderArcs, featuresOf, latlngs } from "../map/topology.js";
import { boundsOf, insideRings, interiorPoint, interiorSeen } from "./interior.js";
import { addMoves } from "./moves.js";
import "./chart.js";

const VALUE_REACH_PX = 170; // how far off a number may stand from its shape
/** @type {Record<State["status"], number>} */
const RANKS = { known: -5, unknown: 4, none: 6, plain: 8 };
// Where a number may stand about the best point of its shape, in parts of the room that is there.
// prettier-ignore
const ABOUT = [[0, 0], [0, 0.5], [0, -0.5], [0.5, 0], [-0.5, 0], [0, 0.9], [0, -0.9], [0.8, 0.5], [-0.8, 0.5],
  [-0.8, -0.5], [0.8, -0.5]];
const PRECISION_M = 4000; // how exactly a label's place inside a shape is sought

/** @param {L.Map} map @param {RegionOptions} options */
export function addRegions(map, options) {
  const layer = joinPlayer(map, new RegionLayer(map, options));
  addMoves(map);
  return layer;
}

class RegionLayer {
  /** @param {L.Map} map @param {RegionOptions} options */
  constructor(map, options) {
    this.map = map;
    this.classes = options.classes || [];
    this.sheet = sheetOf(map, "regions");
    raiseOverRegions(map);
    this.hatch = addPattern(this.sheet, hatchPattern);
    this.dots = addPattern(this.sheet, ringPattern);
    this.stripes = addPattern(this.sheet, stripePattern);
    const features = featuresOf(readIsland(options.topology), "regions");
    this.shapes = new Map(features.map((feature) => [feature.properties.region, new Region(this, feature)]));
    this.arcs = borderArcs(readIsland(options.topology));
    this.moment = NaN;
    /** @type {Region[]} */
    this.shown = [];
    /** @type {L.Polyline | null} */
    this.strips = null;
    sharedOf(map).keepClear = () => this.outlines();
    onLanguage(() => this.shown.forEach((region) => region.write()));
  }

  /** @param {Frame} frame */
  draw(frame) {
    if (frame.moment === this.moment) return;
    this.moment = frame.moment;
    this.shown.forEach((region) => region.hide());
    this.shown = this.entries(frame).flatMap((entry) => this.show(entry));
    this.drawStrips();
    const items = this.shown.flatMap((region) => region.item || []);
    labelsOf(this.map).set("regions", items);
  }

  // Where an uncertain region meets another, nobody knows to a few kilometres where the border ran: a hatched strip,
  // not a line. Coasts and the edges of what is drawn are no border between two regions, and stay bare.
  drawStrips() {
    if (this.strips) this.strips.remove();
    const uncertain = this.shown.filter((region) => region.properties.uncertain);
    const doubtful = new Set(uncertain.flatMap((region) => this.sharedArcs(region)));
    if (!doubtful.size) return;
    const lines = [...doubtful].map((arc) => latlngs(this.arcs[arc]));
    this.strips = L.polyline(lines, {
      renderer: this.sheet,
      pane: paneOf(this.map, "regions"),
      interactive: false,
      noClip: true,
      smoothFactor: 0.5,
      className: "koryo-strip"
    }).addTo(this.map);
    nodeOf(this.strips).style.stroke = "url(#" + this.stripes + ")";
  }

  // The arcs of a region that another one of its level has too.
  /** @param {Region} region */
  sharedArcs(region) {
    const others = this.shown.filter((other) => other !== region && other.level === region.level);
    return [...region.arcs].filter((arc) => others.some((other) => other.arcs.has(arc)));
  }

  // Points on every region that ever carries people, so that the legend can choose a corner away from them.
  outlines() {
    const timeline = sharedOf(this.map).timeline;
    const moments = timeline ? timeline.moments : [];
    const counted = new Set(
      moments.flatMap((moment) => moment.regions.filter((r) => r.status !== "none").map((r) => r.region))
    );
    return [...counted].flatMap((key) => this.shapes.get(key)?.outline() || []);
  }

  // A number that has to stand outside its shape rather stands on open ground than on another's: there it would be read
  // as the other's.
  /** @param {Region} region @param {Box} box */
  strangeness(region, box) {
    const p = groundAt(this.map, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2);
    if (insideRings(p.x, p.y, region.rings)) return 0;
    const taken = this.shown.some(
      (other) => other !== region && other.entry.value !== null && insideRings(p.x, p.y, other.rings)
    );
    return taken ? 60 : 8;
  }

  // Without any moment (a map of flows) every polygon is drawn plain, as a border to read places by.
  /** @param {Frame} frame @returns {RegionState[]} */
  entries(frame) {
    const timeline = sharedOf(this.map).timeline;
    if (timeline && timeline.moments.length) return frame.moment < 0 ? [] : timeline.moments[frame.moment].regions;
    return [...this.shapes.keys()].map((region) => ({ region, status: "plain", value: null }));
  }

  /** @param {RegionState} entry */
  show(entry) {
    const region = this.shapes.get(entry.region);
    if (region) region.show(entry);
    return region || [];
  }
}

class Region {
  /** @param {RegionLayer} layer @param {Feature<RegionProperties>} feature */
  constructor(layer, feature) {
    this.layer = layer;
    this.map = layer.map;
    this.properties = feature.properties;
    this.level = feature.properties.level;
    this.geometry = feature.geometry;
    this.arcs = feature.arcs;
    this.polygon = L.polygon(latlngs(feature.geometry.coordinates), {
      renderer: layer.sheet,
      pane: paneOf(layer.map, "regions"),
      noClip: true,
      smoothFactor: 0.5,
      className: "koryo-region" + (feature.properties.uncertain ? " is-uncertain" : ""),
      bubblingMouseEvents: false
    });
    const projection = projectionOf(layer.map);
    this.rings = largest(feature.geometry).map((ring) =>
      ring.map(([lon, lat]) => projection.project(L.latLng(lat, lon)))
    );
    this.box = L.bounds(this.rings[0]);
    this.value = el("span", { class: "koryo-value-number" });
    this.name = el("span", { class: "koryo-value-name" });
    this.el = el("div", { class: "koryo-value", "aria-hidden": "true" }, this.name, this.value);
    /** @type {RegionState} */
    this.entry = { region: feature.properties.region, status: "plain" };
    /** @type {LabelItem | null} */
    this.item = null;
    this.polygon.on("click", () => this.open());
  }

  outline() {
    const ring = this.rings[0];
    const step = Math.ceil(ring.length / 24);
    const { x, y, d } = interiorPoint(this.rings, PRECISION_M);
    const turns = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => (i * Math.PI) / 4);
    const inner = turns.map((a) => L.point(x + d * Math.cos(a) * 0.8, y + d * Math.sin(a) * 0.8));
    const points = ring.filter((_, i) => i % step === 0).concat(inner);
    const unproject = (/** @type {L.Point} */ p) => projectionOf(this.map).unproject(p);
    return points.map((p) => Object.assign(this.map.latLngToContainerPoint(unproject(p)), { weight: 0.3 }));
  }

  /** @param {RegionState} entry */
  show(entry) {
    this.entry = entry;
    remember(this.map, "region", entry.region, Object.assign({ geometry: this.geometry }, this.properties, entry));
    this.polygon.addTo(this.map);
    this.paint(nodeOf(this.polygon));
    this.item = this.makeItem();
    this.write();
  }

  hide() {
    this.polygon.remove();
  }

  // A tint says persons; dots say that only households were counted; slanted lines that the number is not known.
  /** @param {SVGElement} node */
  paint(node) {
    const { status, counted } = this.entry;
    const step = status === "known" ? this.layer.classes[this.entry.class ?? -1] : null;
    node.classList.remove("is-known", "is-unknown", "is-none", "is-plain");
    node.classList.add("is-" + status);
    const pattern =
      status === "unknown" ? this.layer.hatch : status === "known" && counted === "households" ? this.layer.dots : "";
    node.style.fill = step ? step.color : pattern ? "url(#" + pattern + ")" : "";
    this.el.classList.toggle("is-on-dark", Boolean(step && luminance(step.color) < 0.25));
    if (status !== "plain") this.makeButton(node);
  }

  /** @param {SVGElement} node */
  makeButton(node) {
    node.setAttribute("role", "button");
    node.setAttribute("tabindex", "0");
    node.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      this.open();
    };
  }

  open() {
    if (this.entry.status !== "plain") openCard(this.map, { region: this.entry.region });
  }

  write() {
    say(this.name, this.properties.name);
    this.value.textContent =
      this.entry.status === "known" ? stateWords(this.entry, this.entry.counted === "households") : "";
    const node = this.polygon.getElement();
    if (node && this.entry.status !== "plain")
      node.setAttribute("aria-label", textOf(this.properties.name) + ": " + stateWords(this.entry, true));
  }

  // Known numbers are written first, then hatched names, then plain ones; a name that does not fit is left to the card.
  /** @returns {LabelItem} */
  makeItem() {
    const { status, counted } = this.entry;
    const p = interiorPoint(this.rings, PRECISION_M);
    const at = projectionOf(this.map).unproject(L.point(p.x, p.y));
    const rank = RANKS[status];
    const dark = this.el.classList.contains("is-on-dark") ? " is-on-dark" : "";
    this.el.className = "koryo-value is-" + status + dark;
    this.el.classList.toggle("is-households", counted === "households");
    return {
      el: this.el,
      at,
      rank,
      compact: true,
      must: status === "known",
      reach: status === "known" || status === "unknown" ? VALUE_REACH_PX : 0,
      fits: (box) => this.holds(box),
      spots: this.spots(p),
      before: () => this.settle(p),
      strange: (box) => this.layer.strangeness(this, box)
    };
  }

  // A shape that the view cuts is named in the part of it that is seen.
  /** @param {XY & { d: number }} p */
  settle(p) {
    const view = this.view();
    const cut = !view.contains(this.box);
    const { min, max } = boundsOf([view.getTopLeft(), view.getBottomRight()]);
    const seen = cut && view.intersects(this.box) ? interiorSeen(this.rings, { min, max }) : null;
    const spots = this.spots(seen && seen.d > 0 ? seen : p).concat(cut ? this.grid(view) : []);
    if (this.item) Object.assign(this.item, { spots, at: spots[0] });
  }

  // A legend may cover the best point of a shape that fills the view: then any other point of it will do.
  /** @param {L.Bounds} view */
  grid(view) {
    const min = view.getTopLeft();
    const size = view.getSize();
    const found = [];
    for (let i = 1; i < 8; i++) {
      for (let j = 1; j < 6; j++) {
        const p = L.point(min.x + (size.x * i) / 8, min.y + (size.y * j) / 6);
        if (insideRings(p.x, p.y, this.rings)) found.push(projectionOf(this.map).unproject(p));
      }
    }
    return found;
  }

  // What the window shows, in the projection's metres.
  view() {
    const { x, y } = this.map.getSize();
    return L.bounds(groundAt(this.map, 0, 0), groundAt(this.map, x, y));
  }

  // The best point first, then points about it, as far as the shape's own room goes.
  /** @param {XY & { d: number }} p */
  spots(p) {
    const reach = Math.max(p.d, 20000);
    return ABOUT.map(([dx, dy]) => projectionOf(this.map).unproject(L.point(p.x + dx * reach, p.y + dy * reach)));
  }

  /** @param {Box} box */
  holds(box) {
    /** @param {number} x @param {number} y */
    const inside = (x, y) => {
      const p = groundAt(this.map, x, y);
      return insideRings(p.x, p.y, this.rings);
    };
    return [box.y0, box.y1].every((y) => inside(box.x0, y) && inside(box.x1, y));
  }
}

// The point of the projection under a point of the window.
/** @param {L.Map} map @param {number} x @param {number} y */
function groundAt(map, x, y) {
  return projectionOf(map).project(map.containerPointToLatLng([x, y]));
}

// A shape that is on the map has its element.
/** @param {L.Path} shape */
function nodeOf(shape) {
  return /** @type {SVGElement} */ (shape.getElement());
}

/** @param {Shape} geometry @returns {LonLat[][]} */
function largest(geometry) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.reduce((/** @type {LonLat[][]} */ best, /** @type {LonLat[][]} */ polygon) =>
    area(polygon[0]) > area(best[0]) ? polygon : best
  );
}

/** @param {LonLat[]} ring */
function area(ring) {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) twice += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return Math.abs(twice);
}

/** @param {string} hex */
function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255);
  return 0.2126 * r ** 2.2 + 0.7152 * g ** 2.2 + 0.0722 * b ** 2.2;
}

/** @param {L.SVG} sheet @param {(id: string) => SVGElement} make */
function addPattern(sheet, make) {
  const id = newPatternId();
  sheet._container.prepend(svg("defs", {}, make(id)));
  return id;
}
