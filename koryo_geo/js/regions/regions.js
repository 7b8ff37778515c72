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
import { borderArcs, featuresOf, latlngs } from "../map/topology.js";
import { insideRings, interiorPoint, interiorSeen } from "./interior.js";
import { addMoves } from "./moves.js";
import "./chart.js";

const VALUE_REACH_PX = 170; // how far off a number may stand from its shape
const PRECISION_M = 4000; // how exactly a label's place inside a shape is sought

export function addRegions(map, options) {
  const layer = joinPlayer(map, new RegionLayer(map, options));
  addMoves(map);
  return layer;
}

class RegionLayer {
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
    this.moment = undefined;
    this.shown = [];
    sharedOf(map).keepClear = () => this.outlines();
    onLanguage(() => this.shown.forEach((region) => region.write()));
  }

  draw(frame) {
    if (frame.moment === this.moment) return;
    this.moment = frame.moment;
    this.shown.forEach((region) => region.hide());
    this.shown = this.entries(frame)
      .map((entry) => this.show(entry))
      .filter(Boolean);
    this.drawStrips();
    labelsOf(this.map).set(
      "regions",
      this.shown.filter((r) => r.item).map((r) => r.item)
    );
  }

  // Where an uncertain region meets another, nobody knows to a few kilometres where the border ran: a hatched strip,
  // not a line. Coasts and the edges of what is drawn are no border between two regions, and stay bare.
  drawStrips() {
    if (this.strips) this.strips.remove();
    const meets = (region, arc) =>
      this.shown.some(
        (other) => other !== region && other.properties.level === region.properties.level && other.arcs.has(arc)
      );
    const doubtful = new Set(
      this.shown
        .filter((region) => region.properties.uncertain)
        .flatMap((region) => [...region.arcs].filter((arc) => meets(region, arc)))
    );
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
    this.strips.getElement().style.stroke = "url(#" + this.stripes + ")";
  }

  // Points on every region that ever carries people, so that the legend can choose a corner away from them.
  outlines() {
    const timeline = sharedOf(this.map).timeline;
    const moments = timeline ? timeline.moments : [];
    const counted = new Set(
      moments.flatMap((moment) => moment.regions.filter((r) => r.status !== "none").map((r) => r.region))
    );
    return [...counted].filter((key) => this.shapes.has(key)).flatMap((key) => this.shapes.get(key).outline());
  }

  // A number that has to stand outside its shape rather stands on open ground than on another's: there it would be read
  // as the other's.
  strangeness(region, box) {
    const p = this.map.options.crs.projection.project(
      this.map.containerPointToLatLng([(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2])
    );
    if (insideRings(p.x, p.y, region.rings)) return 0;
    const taken = this.shown.some(
      (other) => other !== region && other.entry.value !== null && insideRings(p.x, p.y, other.rings)
    );
    return taken ? 60 : 8;
  }

  // Without any moment (a map of flows) every polygon is drawn plain, as a border to read places by.
  entries(frame) {
    const timeline = sharedOf(this.map).timeline;
    if (timeline && timeline.moments.length) return frame.moment < 0 ? [] : timeline.moments[frame.moment].regions;
    return [...this.shapes.keys()].map((region) => ({ region, status: "plain", value: null }));
  }

  show(entry) {
    const region = this.shapes.get(entry.region);
    if (region) region.show(entry);
    return region;
  }
}

class Region {
  constructor(layer, feature) {
    this.layer = layer;
    this.map = layer.map;
    this.properties = feature.properties;
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
    this.rings = largest(feature.geometry).map((ring) =>
      ring.map(([lon, lat]) => layer.map.options.crs.projection.project(L.latLng(lat, lon)))
    );
    this.box = L.bounds(this.rings[0]);
    this.value = el("span", { class: "koryo-value-number" });
    this.name = el("span", { class: "koryo-value-name" });
    this.el = el("div", { class: "koryo-value", "aria-hidden": "true" }, this.name, this.value);
    this.polygon.on("click", () => this.open());
  }

  outline() {
    const ring = this.rings[0],
      step = Math.ceil(ring.length / 24),
      middle = interiorPoint(this.rings, PRECISION_M);
    const inner = [0, 1, 2, 3, 4, 5, 6, 7].map((i) =>
      L.point(
        middle.x + middle.d * Math.cos((i * Math.PI) / 4) * 0.8,
        middle.y + middle.d * Math.sin((i * Math.PI) / 4) * 0.8
      )
    );
    return ring
      .filter((_, i) => i % step === 0)
      .concat(inner)
      .map((p) =>
        Object.assign(this.map.latLngToContainerPoint(this.map.options.crs.projection.unproject(p)), { weight: 0.3 })
      );
  }

  show(entry) {
    this.entry = entry;
    remember(this.map, "region", entry.region, Object.assign({ geometry: this.geometry }, this.properties, entry));
    this.polygon.addTo(this.map);
    this.paint(this.polygon.getElement());
    this.makeItem();
    this.write();
  }

  hide() {
    this.polygon.remove();
  }

  // A tint says persons; dots say that only households were counted; slanted lines that the number is not known.
  paint(node) {
    const { status, counted } = this.entry;
    const step = status === "known" ? this.layer.classes[this.entry.class] : null;
    node.classList.remove("is-known", "is-unknown", "is-none", "is-plain");
    node.classList.add("is-" + status);
    const pattern =
      status === "unknown" ? this.layer.hatch : status === "known" && counted === "households" ? this.layer.dots : "";
    node.style.fill = step ? step.color : pattern ? "url(#" + pattern + ")" : "";
    this.el.classList.toggle("is-on-dark", Boolean(step) && luminance(step.color) < 0.25);
    if (status !== "plain") this.makeButton(node);
  }

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

  words() {
    return stateWords(this.entry, true);
  }

  write() {
    say(this.name, this.properties.name);
    this.value.textContent =
      this.entry.status === "known" ? stateWords(this.entry, this.entry.counted === "households") : "";
    const node = this.polygon.getElement();
    if (node && this.entry.status !== "plain")
      node.setAttribute("aria-label", textOf(this.properties.name) + ": " + this.words());
  }

  // Known numbers are written first, then hatched names, then plain ones; a name that does not fit is left to the card.
  makeItem() {
    const p = interiorPoint(this.rings, PRECISION_M);
    const at = this.map.options.crs.projection.unproject(L.point(p.x, p.y));
    const rank = { known: -5, unknown: 4, none: 6, plain: 8 }[this.entry.status];
    this.el.className =
      "koryo-value is-" + this.entry.status + (this.el.classList.contains("is-on-dark") ? " is-on-dark" : "");
    this.el.classList.toggle("is-households", this.entry.counted === "households");
    this.item = {
      el: this.el,
      at,
      rank,
      compact: true,
      must: this.entry.status === "known",
      fits: (box) => this.holds(box),
      spots: this.spots(p),
      before: () => this.settle(p),
      strange: (box) => this.layer.strangeness(this, box)
    };
    if (this.item.must || this.entry.status === "unknown") this.item.reach = VALUE_REACH_PX;
  }

  // A shape that the view cuts is named in the part of it that is seen.
  settle(p) {
    const view = this.view();
    const cut = !view.contains(this.box);
    const seen = cut && view.intersects(this.box) ? interiorSeen(this.rings, view) : null;
    this.item.spots = this.spots(seen && seen.d > 0 ? seen : p).concat(cut ? this.grid(view) : []);
    this.item.at = this.item.spots[0];
  }

  // A legend may cover the best point of a shape that fills the view: then any other point of it will do.
  grid(view) {
    const { min } = view,
      size = view.getSize(),
      found = [];
    for (let i = 1; i < 8; i++) {
      for (let j = 1; j < 6; j++) {
        const p = L.point(min.x + (size.x * i) / 8, min.y + (size.y * j) / 6);
        if (insideRings(p.x, p.y, this.rings)) found.push(this.map.options.crs.projection.unproject(p));
      }
    }
    return found;
  }

  // What the window shows, in the projection's metres.
  view() {
    const corner = (x, y) => this.map.options.crs.projection.project(this.map.containerPointToLatLng([x, y]));
    const { x, y } = this.map.getSize();
    return L.bounds(corner(0, 0), corner(x, y));
  }

  // The best point first, then points about it, as far as the shape's own room goes.
  spots(p) {
    const unproject = (x, y) => this.map.options.crs.projection.unproject(L.point(x, y));
    const reach = Math.max(p.d, 20000);
    return [
      [0, 0],
      [0, 0.5],
      [0, -0.5],
      [0.5, 0],
      [-0.5, 0],
      [0, 0.9],
      [0, -0.9],
      [0.8, 0.5],
      [-0.8, 0.5],
      [-0.8, -0.5],
      [0.8, -0.5]
    ].map(([dx, dy]) => unproject(p.x + dx * reach, p.y + dy * reach));
  }

  holds(box) {
    const crs = this.map.options.crs;
    return [
      [box.x0, box.y0],
      [box.x1, box.y0],
      [box.x0, box.y1],
      [box.x1, box.y1]
    ].every((corner) => {
      const p = crs.projection.project(this.map.containerPointToLatLng(corner));
      return insideRings(p.x, p.y, this.rings);
    });
  }
}

function largest(geometry) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.reduce((best, polygon) => (area(polygon[0]) > area(best[0]) ? polygon : best));
}

function area(ring) {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) twice += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return Math.abs(twice);
}

function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255);
  return 0.2126 * r ** 2.2 + 0.7152 * g ** 2.2 + 0.0722 * b ** 2.2;
}

function addPattern(sheet, make) {
  const id = newPatternId();
  sheet._container.prepend(svg("defs", {}, make(id)));
  return id;
}
