// The flows layer: ribbons below, people above, and the counted bodies at both ends. It draws the frame it is given
// and knows no time.
import { inkTable } from "../core/inks.js";
import { onLanguage } from "../core/language.js";
import { joinPlayer, remember, sharedOf, timelineOf } from "../core/shared.js";
import { walkLine } from "../map/boxes.js";
import { labelsOf } from "../map/labels.js";
import { Overlay } from "../map/overlay.js";
import { paneOf } from "../map/panes.js";
import { EndBody, OriginBody } from "./bodies.js";
import { planBodies } from "./bodyplan.js";
import { Marks } from "./marks.js";
import { Ribbon, ribbonWidth } from "./ribbon.js";
import "./stills.js";

const STYLE = { ink: "#a8431f", ink_dense: "#3f1208", ribbon: "#ecc9a4", ribbon_edge: "#9a6b3a", width_px: null };
const RIBBON_STEP_DAYS = 0.25; // ribbons change slowly: draw them on quarter days, the same on every machine

export function addFlows(map, options) {
  const timeline = timelineOf(map, options.timeline);
  timeline.flows.forEach((flow) => remember(map, "flow", flow.flow, flow));
  return joinPlayer(map, new FlowLayer(map, timeline, options));
}

class FlowLayer {
  constructor(map, timeline, options) {
    this.map = map;
    this.timeline = timeline;
    this.unit = unitFor(timeline, options.unit || "household");
    this.given = Object.assign({}, STYLE);
    this.style = Object.assign({}, this.given);
    this.ink = inkTable(this.style.ink, this.style.ink_dense);
    const project = (latlng) => map.options.crs.projection.project(latlng);
    this.ribbon = new Ribbon(timeline, project);
    this.marks = new Marks(timeline, project, { unit: this.unit, ink: this.ink, radius: 2 });
    this.bodies = makeBodies(map, timeline, options.bodies || {}, { unit: this.unit, ink: this.ink });
    this.frame = null;
    this.addSheets();
    this.followMap();
  }

  addSheets() {
    const { map } = this;
    const density = Math.min(window.devicePixelRatio || 1, 2);
    const cell = this.unit === "train" ? 4 : Math.max(1, Math.round(Math.min(map.getSize().x, map.getSize().y) / 1100));
    this.cell = cell;
    const make = (pane, dots, pixels, onUpdate, around) =>
      new Overlay({ pane: paneOf(map, pane), dots, pixels, onUpdate, around }).addTo(map);
    this.setSize();
    this.ribbonSheet = make(
      "ribbon",
      density,
      false,
      () => {
        this.ribbonKey = this.ribbonStep = null;
        this.redraw("ribbon");
      },
      this.ribbon.nodes
    );
    const nearer = (pxPerKm) => (pxPerKm > 1 && this.unit !== "train" ? 1 / (2 * cell) : 1 / cell);
    this.marksOverlay = make(
      "marks",
      nearer,
      true,
      (sheet) => {
        this.setSize();
        this.marks.fit(sheet);
        this.redraw("marks");
      },
      this.ribbon.nodes
    );
  }

  // Ribbons and scatter grow with the map's size on the wall, not with zoom: width stays comparable while reading.
  setSize() {
    const size = this.map.getSize();
    const side = Math.min(size.x, size.y * 1.5);
    this.style.width_px = this.given.width_px || Math.min(40, Math.max(7, side * 0.022));
    this.marks.options.radius = Math.max(1, Math.round((this.style.width_px * 0.08) / (this.cell || 1)));
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

  draw(frame) {
    this.frame = frame;
    this.drawRibbon();
    this.marks.draw(frame);
    for (const body of this.bodies) body.draw(frame);
  }

  redraw(part) {
    if (!this.frame) return;
    if (part === "ribbon") this.drawRibbon();
    else this.marks.draw(this.frame);
  }

  // Counted anew every quarter day, drawn only when some width has changed to the eye.
  drawRibbon() {
    const { frame, timeline } = this;
    if (!this.ribbonSheet) return;
    const t = frame.t >= timeline.days ? timeline.days : Math.floor(frame.t / RIBBON_STEP_DAYS) * RIBBON_STEP_DAYS;
    if (t === this.ribbonStep && frame.view === this.ribbonView) return;
    this.ribbonStep = t;
    this.ribbonView = frame.view;
    this.ribbon.count({ t, view: frame.view });
    const key = this.ribbon.key(this.style);
    if (key === this.ribbonKey) return;
    this.ribbonKey = key;
    this.ribbon.draw(this.ribbonSheet, this.style);
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
    if (this.frame) this.bodies.forEach((body) => body.draw(this.frame));
  }

  writeBodies() {
    if (this.frame) this.bodies.forEach((body) => body.write());
  }

  // Points along the lines people travel, in container pixels: words keep off them where they can.
  trail() {
    const { ax, bx, ay, by, dots } = this.ribbonSheet.rule;
    const shift = this.map.containerPointToLayerPoint([0, 0]).subtract(this.ribbonSheet._bounds.min);
    const points = this.ribbon.nodes.map((p) =>
      L.point((ax * p.x + bx) / dots - shift.x, (ay * p.y + by) / dots - shift.y)
    );
    const found = [];
    for (const edge of this.ribbon.edges.values())
      walkLine(points[edge.a], points[edge.b], this.style.width_px / 2, 1, found);
    return found;
  }
}

// Marks of households need a household number for every traced flow; otherwise the layer counts persons throughout.
function unitFor(timeline, unit) {
  const traced = timeline.flows.filter((flow) => flow.path !== null);
  return unit === "household" && traced.some((flow) => !flow.trips.households) ? "person" : unit;
}

// Those who wait, and those whose way no source names, stand beside the line's start: it is a point the map has, while
// the middle of a large unit would look like a place.
function makeBodies(map, timeline, places, options) {
  const bodies = [];
  const start = lineStart(timeline);
  if (places.origin) bodies.push(new OriginBody(map, timeline, Object.assign({}, places.origin, start), options));
  const groups = new Map();
  timeline.flows.forEach((flow, i) => {
    const key = places[flow.flow] ? flow.flow : flow.destination;
    if (!places[key]) return;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(i);
  });
  groups.forEach((flows, key) => {
    const untraced = flows.every((i) => timeline.flows[i].path === null);
    bodies.push(new EndBody(map, timeline, Object.assign({}, places[key], untraced ? start : null), options, flows));
  });
  return bodies;
}

function lineStart(timeline) {
  const traced = timeline.flows.find((flow) => flow.path !== null);
  if (!traced) return null;
  const [lon, lat] = timeline.nodes[timeline.paths[traced.path].nodes[0]];
  return { lon, lat };
}
