// The ground of the journey, as paths in map kilometres: drawn once for a camera, and asked whose land a point is on.
import { paletteColor } from "../core/palette.js";
import { featuresOf } from "../map/topology.js";

/** @import { Pane } from "./room.js" */

/** @type {Record<string, string>} */
const read = {};

/** A colour of the palette, read once. @param {string} name */
function colour(name) {
  return (read[name] ||= paletteColor(name));
}

export const INKS = {
  get paper() {
    return colour("still-paper");
  },
  get text() {
    return colour("text");
  },
  get rule() {
    return colour("edge");
  },
  get sea() {
    return colour("still-sea");
  },
  get lake() {
    return colour("still-lake");
  },
  get river() {
    return colour("still-river");
  },
  get abroad() {
    return colour("still-abroad");
  },
  get state() {
    return colour("still-state");
  },
  get origin() {
    return colour("still-origin");
  },
  get destinations() {
    return [1, 2, 3, 4].map((number) => colour(`still-destination-${number}`));
  },
  get people() {
    return colour("still-people");
  },
  get border() {
    return colour("still-border");
  },
  passed: "rgba(214,150,112,.55)",
  passedEdge: "rgba(156,54,21,.8)",
  line: "rgba(74,62,50,.85)"
};

/** @typedef {{ unit: string, name: Words, level: string, path: Path2D, box: number[] }} State */

export class Land {
  /** @param {any} topology @param {(lonlat: LonLat) => [number, number]} project
   * @param {Record<string, string>} tints */
  constructor(topology, project, tints) {
    /** @type {Record<string, Path2D>} */
    this.paths = {};
    this.tints = tints;
    this.box = [Infinity, Infinity, -Infinity, -Infinity];
    const features = featuresOf(topology, "base");
    const isState = (/** @type {Feature} */ feature) => feature.properties.kind === "state";
    for (const item of features) if (!isState(item)) this.add(item.properties.kind, item.geometry, project);
    this.states = features.filter(isState).map((feature) => this.state(feature, project));
    // A unit lies above the state that it is part of.
    this.states.sort((a, b) => Number(a.unit in tints) - Number(b.unit in tints));
    this.pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  }

  /** @param {string} kind @param {Shape} geometry @param {(lonlat: LonLat) => [number, number]} project */
  add(kind, geometry, project) {
    const path = (this.paths[kind] ??= new Path2D());
    trace(path, geometry, project, kind === "land" ? this.box : undefined);
  }

  /** @param {Feature} feature @param {(lonlat: LonLat) => [number, number]} project @returns {State} */
  state({ properties: { unit, name, level }, geometry }, project) {
    const path = new Path2D();
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    trace(path, geometry, project, box);
    return { unit, name, level, path, box };
  }

  /** @param {[number, number]} km */
  isLand([x, y]) {
    const { land } = this.paths;
    return Boolean(land && this.pen.isPointInPath(land, x, y, "evenodd")) || this.isState([x, y]);
  }

  /** @param {[number, number]} km */
  isWater([x, y]) {
    const { lake } = this.paths;
    return Boolean(lake && this.pen.isPointInPath(lake, x, y, "evenodd"));
  }

  /** @param {[number, number]} km */
  isState([x, y]) {
    return this.states.some(({ path }) => this.pen.isPointInPath(path, x, y, "evenodd"));
  }

  /** @param {string} unit @param {[number, number]} km */
  isIn(unit, [x, y]) {
    const state = this.states.find((item) => item.unit === unit);
    return Boolean(state && this.pen.isPointInPath(state.path, x, y, "evenodd"));
  }

  /** @param {CanvasRenderingContext2D} pen @param {Pane} pane @param {number} u @param {number} dots */
  draw(pen, pane, u, dots) {
    const { box, scale } = pane;
    const k = 1 / scale;
    pen.save();
    pen.beginPath();
    pen.rect(box.x0 * dots, box.y0 * dots, (box.x1 - box.x0) * dots, (box.y1 - box.y0) * dots);
    pen.clip();
    pen.setTransform(scale * dots, 0, 0, -scale * dots, pane.dx * dots, pane.dy * dots);
    pen.fillStyle = INKS.sea;
    pen.fillRect(this.box[0], this.box[1], this.box[2] - this.box[0], this.box[3] - this.box[1]);
    pen.lineJoin = "round";
    for (const [width, ink] of /** @type {[number, string][]} */ ([
      [1.5, "rgba(255,255,255,.28)"],
      [0.75, "rgba(255,255,255,.4)"]
    ]))
      this.stroke(pen, "land", ink, width * u * k);
    this.fill(pen, this.paths.land, INKS.abroad);
    for (const { unit, path } of this.states) this.fill(pen, path, this.tints[unit] || INKS.state);
    this.stroke(pen, "land", "rgba(138,123,104,.55)", Math.max(0.07 * u, 0.5) * k);
    this.fill(pen, this.paths.lake, INKS.lake);
    this.stroke(pen, "lake", "rgba(110,140,146,.55)", 0.06 * u * k);
    this.stroke(pen, "river", INKS.river, 0.09 * u * k);
    for (const { unit, path } of this.states)
      if (unit in this.tints) this.line(pen, path, "rgba(138,123,104,.5)", 0.08 * u * k);
    this.stroke(pen, "border_inner", INKS.rule, 0.1 * u * k, [0.5 * u * k, 0.3 * u * k]);
    this.stroke(pen, "border_outer", "rgba(125,108,88,.22)", 0.6 * u * k);
    this.stroke(pen, "border_outer", INKS.border, 0.15 * u * k);
    pen.restore();
  }

  /** @param {CanvasRenderingContext2D} pen @param {Path2D | undefined} path @param {string} ink */
  fill(pen, path, ink) {
    if (!path) return;
    pen.fillStyle = ink;
    pen.fill(path, "evenodd");
  }

  /** @param {CanvasRenderingContext2D} pen @param {string} kind @param {string} ink @param {number} width
   * @param {number[]} [dash] */
  stroke(pen, kind, ink, width, dash = []) {
    if (this.paths[kind]) this.line(pen, this.paths[kind], ink, width, dash);
  }

  /** @param {CanvasRenderingContext2D} pen @param {Path2D} path @param {string} ink @param {number} width
   * @param {number[]} [dash] */
  line(pen, path, ink, width, dash = []) {
    pen.strokeStyle = ink;
    pen.lineWidth = width;
    pen.setLineDash(dash);
    pen.stroke(path);
    pen.setLineDash([]);
  }
}

/** @param {Path2D} path @param {Shape} geometry @param {(lonlat: LonLat) => [number, number]} project
 * @param {number[]} [box] */
function trace(path, { type, coordinates }, project, box) {
  const depth = { LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 }[type] || 0;
  const rings = depth ? coordinates.flat(depth - 1 === 2 ? 1 : 0) : [];
  const closed = type.endsWith("Polygon");
  for (const ring of depth === 1 ? [coordinates] : rings) {
    ring.forEach((/** @type {LonLat} */ lonlat, /** @type {number} */ i) => {
      const [x, y] = project(lonlat);
      if (i) path.lineTo(x, y);
      else path.moveTo(x, y);
      if (box) widen(box, x, y);
    });
    if (closed) path.closePath();
  }
}

/** @param {number[]} box @param {number} x @param {number} y */
function widen(box, x, y) {
  box[0] = Math.min(box[0], x);
  box[1] = Math.min(box[1], y);
  box[2] = Math.max(box[2], x);
  box[3] = Math.max(box[3], y);
}
