// The flows layer: ribbons below, people above, and the counted bodies at both ends. It draws the frame it is given
// and knows no time.
import { inkTable } from "../core/inks.js";
import { onLanguage } from "../core/language.js";
import { paletteColor } from "../core/palette.js";
import { joinPlayer, remember, sharedOf, timelineOf } from "../core/shared.js";
import { walkLine } from "../map/boxes.js";
import { labelsOf } from "../map/labels.js";
import { Overlay } from "../map/overlay.js";
import { paneOf } from "../map/panes.js";
import { projectionOf } from "../map/projection.js";
import { EndBody, OriginBody } from "./bodies.js";
import { planBodies } from "./bodyplan.js";
import { Marks } from "./marks.js";
import { Ribbon, ribbonWidth } from "./ribbon.js";
import "./stills.js";

const RIBBON_STEP_DAYS = 0.25; // ribbons change slowly: draw them on quarter days, the same on every machine

/** @param {L.Map} map @param {FlowOptions} options */
export function addFlows(map, options) {
  const timeline = timelineOf(map, options.timeline);
  timeline.flows.forEach((flow) => remember(map, "flow", flow.flow, flow));
  return joinPlayer(map, new FlowLayer(map, timeline, options));
}

class FlowLayer {
  /** @param {L.Map} map @param {Timeline} timeline @param {FlowOptions} options */
  constructor(map, timeline, options) {
    this.map = map;
    this.timeline = timeline;
    this.unit = unitFor(timeline, options.unit || "household");
    const project = (/** @type {L.LatLng} */ latlng) => projectionOf(map).project(latlng);
    /** @type {FlowStyle} */
    this.style = { ...flowColors(), width_px: 0 };
    /** @type {BodyOptions} */
    const look = { unit: this.unit, ink: inkTable(this.style.ink, this.style.ink_dense) };
    this.ribbon = new Ribbon(timeline, project);
    this.marks = new Marks(timeline, project, { ...look, radius: 2 });
    this.bodies = makeBodies(timeline, options.bodies || {}, look);
    /** @type {Frame | null} */
    this.frame = null;
    this.cell = cellOf(map, this.unit);
    // What the ribbon was drawn for last: the quarter day, the view, and the widths as the eye sees them.
    /** @type {{ step: number | null, view: View | undefined, key: string }} */
    this.seen = { step: null, view: undefined, key: "" };
    this.setSize();
    this.ribbonSheet = this.addSheet("ribbon", Math.min(window.devicePixelRatio || 1, 2), () => this.forget());
    const nearer = (/** @type {number} */ pxPerKm) => (pxPerKm > 1 && this.unit !== "train" ? 2 : 1) * this.cell;
    this.addSheet(
      "marks",
      (pxPerKm) => 1 / nearer(pxPerKm),
      (sheet) => this.fitMarks(sheet)
    );
    this.followMap();
  }

  /**
   * @param {"ribbon" | "marks"} pane
   * @param {number | ((pxPerKm: number) => number)} dots
   * @param {(sheet: Overlay) => void} onUpdate
   */
  addSheet(pane, dots, onUpdate) {
    const given = { pane: paneOf(this.map, pane), dots, onUpdate, pixels: pane === "marks", around: this.ribbon.nodes };
    return new Overlay(given).addTo(this.map);
  }

  // The sheet is new: whatever was drawn is gone.
  forget() {
    this.seen = { step: null, view: undefined, key: "" };
    if (this.frame) this.drawRibbon(this.frame);
  }

  /** @param {Overlay} sheet */
  fitMarks(sheet) {
    this.setSize();
    this.marks.fit(sheet);
    if (this.frame) this.marks.draw(this.frame);
  }

  // Ribbons and scatter grow with the map's size on the wall, not with zoom: width stays comparable while reading.
  setSize() {
    const size = this.map.getSize();
    const side = Math.min(size.x, size.y * 1.5);
    this.style.width_px = Math.min(40, Math.max(7, side * 0.022));
    this.marks.options.radius = Math.max(1, Math.round((this.style.width_px * 0.08) / this.cell));
  }

  followMap() {
    const own = sharedOf(this.map);
    own.trails.push(() => this.trail());
    own.ribbonWidth = (people) => {
      this.setSize();
      return ribbonWidth(people, this.timeline.persons, this.style);
    };
    own.unit = this.unit;
    own.flowStyle = this.style;
    this.map.on("resize", () => this.planBodies());
    this.map.on("koryo:labels", () => this.writeBodies());
    onLanguage(() => this.writeBodies());
    this.planBodies();
  }

  /** @param {Frame} frame */
  draw(frame) {
    this.frame = frame;
    this.drawRibbon(frame);
    this.marks.draw(frame);
    for (const body of this.bodies) body.draw(frame);
  }

  // Counted anew every quarter day, drawn only when some width has changed to the eye.
  /** @param {Frame} frame */
  drawRibbon({ t: day, view }) {
    if (!this.ribbonSheet) return;
    const { days } = this.timeline;
    const t = day >= days ? days : Math.floor(day / RIBBON_STEP_DAYS) * RIBBON_STEP_DAYS;
    if (t === this.seen.step && view === this.seen.view) return;
    this.ribbon.count({ t, view });
    const key = this.ribbon.key(this.style);
    const changed = key !== this.seen.key;
    this.seen = { step: t, view, key };
    if (changed) this.ribbon.draw(this.ribbonSheet, this.style);
  }

  planBodies() {
    const size = this.map.getSize();
    if (!size.x) return;
    const room = L.point((size.x * 0.2) / this.cell, (size.y * 0.3) / this.cell);
    const plans = planBodies(
      this.bodies.map((body) => body.marks),
      room
    );
    this.bodies.forEach((body, i) => body.resize(plans[i], this.cell));
    labelsOf(this.map).set(
      "bodies",
      this.bodies.map((body) => body.item)
    );
    const { frame } = this;
    if (frame) this.bodies.forEach((body) => body.draw(frame));
  }

  writeBodies() {
    if (this.frame) this.bodies.forEach((body) => body.write());
  }

  // Points along the lines people travel, in container pixels: words keep off them where they can.
  trail() {
    const { ax, bx, ay, by, dots } = this.ribbonSheet.scale;
    const shift = this.map.containerPointToLayerPoint([0, 0]).subtract(this.ribbonSheet._bounds.getTopLeft());
    const points = this.ribbon.nodes.map((p) =>
      L.point((ax * p.x + bx) / dots - shift.x, (ay * p.y + by) / dots - shift.y)
    );
    /** @type {Soft[]} */
    const found = [];
    for (const edge of this.ribbon.edges.values())
      walkLine(points[edge.a], points[edge.b], this.style.width_px / 2, 1, found);
    return found;
  }
}

// Marks of households need a household number for every traced flow; otherwise the layer counts persons throughout.
/** @param {Timeline} timeline @param {Unit} unit */
function unitFor(timeline, unit) {
  const traced = timeline.flows.filter((flow) => flow.path !== null);
  return unit === "household" && traced.some((flow) => !flow.trips.households) ? "person" : unit;
}

// Those who wait, and those whose way no source names, stand beside the line's start: it is a point the map has, while
// the middle of a large unit would look like a place.
/** @param {Timeline} timeline @param {Record<string, BodyPlace>} places @param {BodyOptions} options */
function makeBodies(timeline, places, options) {
  /** @type {(OriginBody | EndBody)[]} */
  const bodies = [];
  const start = lineStart(timeline);
  if (places.origin) bodies.push(new OriginBody(timeline, { ...places.origin, ...start }, options));
  for (const [key, flows] of flowsByEnd(timeline, places)) {
    const untraced = flows.every((i) => timeline.flows[i].path === null);
    bodies.push(new EndBody(timeline, { ...places[key], ...(untraced ? start : null) }, options, flows));
  }
  return bodies;
}

/** @param {Timeline} timeline @param {Record<string, BodyPlace>} places */
function flowsByEnd(timeline, places) {
  /** @type {Map<string, number[]>} */
  const groups = new Map();
  timeline.flows.forEach((flow, i) => {
    const key = places[flow.flow] ? flow.flow : flow.destination || "";
    if (places[key]) groups.set(key, [...(groups.get(key) || []), i]);
  });
  return groups;
}

/** @param {Timeline} timeline */
function lineStart(timeline) {
  for (const { path } of timeline.flows) {
    if (path === null) continue;
    const [lon, lat] = timeline.nodes[timeline.paths[path].nodes[0]];
    return { lon, lat };
  }
  return null;
}

// Pixels on an edge of one mark.
/** @param {L.Map} map @param {Unit} unit */
function cellOf(map, unit) {
  const size = map.getSize();
  return unit === "train" ? 4 : Math.max(1, Math.round(Math.min(size.x, size.y) / 1100));
}

function flowColors() {
  const people = { ink: paletteColor("ink"), ink_dense: paletteColor("ink-dense") };
  const ribbon = { ribbon: paletteColor("ribbon"), ribbon_edge: paletteColor("ribbon-edge") };
  return { ...people, ...ribbon, rail: paletteColor("rail"), waterway: paletteColor("waterway") };
}
