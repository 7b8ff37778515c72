// The people, at their count and on their way. Each trip of the schematic has a square of its own where it left and one
// where it came to; on the line it is the same square, turned along it. Nearer, a square opens into its households, and
// nearer still into its people.
import { el } from "../core/nodes.js";
import { INKS } from "./land.js";

/** @import { Pane } from "./room.js" */

const LEAVES_DAYS = 0.5; // from its square to the line
const COMES_DAYS = 0.9; // from the line to its square
const OPENS_PX = 3; // device pixels of a mark, at least
const LEAST_PX = 5;

/** @typedef {{ x: number, y: number, angle: number, flow: number, trip: number, glides: number }} Train */
/** @typedef {{ people: string, block: number }} Touched */

export class Crowd {
  /** @param {Timeline} timeline @param {any} squares @param {(lonlat: LonLat) => [number, number]} project */
  constructor(timeline, squares, project) {
    this.timeline = timeline;
    this.squares = squares;
    const nodes = timeline.nodes.map(project);
    /** @type {[number, number][][]} */
    this.ways = timeline.paths.map((path) => path.nodes.map((node) => nodes[node]));
    /** @type {Map<string, HTMLCanvasElement>} */
    this.sprites = new Map();
    this.first = firstTrip(timeline);
  }

  // The point so many kilometres along a path, and the direction there on the map.
  /** @param {number} path @param {number} km */
  onWay(path, km) {
    const marks = this.timeline.paths[path].km,
      points = this.ways[path];
    let i = 0,
      high = points.length - 2;
    while (i < high) {
      const half = (i + high + 1) >> 1;
      if (marks[half] <= km) i = half;
      else high = half - 1;
    }
    const [x, y] = points[i],
      [a, b] = points[i + 1];
    const length = marks[i + 1] - marks[i];
    const share = length ? Math.min((km - marks[i]) / length, 1) : 0;
    return { x: x + (a - x) * share, y: y + (b - y) * share, angle: Math.atan2(b - y, a - x) };
  }

  /** @param {number} day @returns {Train[]} */
  trains(day) {
    /** @type {Train[]} */
    const found = [];
    this.timeline.flows.forEach((flow, index) => {
      const { depart, arrive } = flow.trips;
      if (!arrive || flow.path === null) return;
      for (let trip = 0; trip < depart.length; trip++)
        if (depart[trip] <= day && day < arrive[trip] + COMES_DAYS) found.push(this.train(index, trip, day));
    });
    return found;
  }

  /** @param {number} index @param {number} trip @param {number} day @returns {Train} */
  train(index, trip, day) {
    const { path, trips } = this.timeline.flows[index];
    const way = /** @type {number} */ (path);
    const leaves = trips.depart[trip],
      comes = /** @type {number[]} */ (trips.arrive)[trip];
    const km = (this.timeline.lengths[way] * Math.min(day - leaves, comes - leaves)) / (comes - leaves);
    const at = this.onWay(way, km);
    const { left, reached } = this.seats(index, trip);
    const away = Math.min((day - leaves) / LEAVES_DAYS, 1),
      home = Math.max((day - comes) / COMES_DAYS, 0);
    if (left && away < 1) return { ...onTheWay(left, at, gently(away)), flow: index, trip, glides: 1 - away };
    if (reached && home > 0) return { ...onTheWay(reached, at, 1 - gently(home)), flow: index, trip, glides: home };
    return { ...at, flow: index, trip, glides: 0 };
  }

  /** @param {number} index @param {number} trip */
  seats(index, trip) {
    const { flows, blocks } = this.squares;
    const { origin, destination, left, reached } = flows[index];
    return {
      left: blocks[origin].squares[left[trip]] || null,
      reached: destination === null || destination === undefined ? null : blocks[destination].squares[reached[trip]]
    };
  }

  /** @param {CanvasRenderingContext2D} pen @param {Pane} pane @param {number} u @param {number} dots
   * @param {number} day */
  draw(pen, pane, u, dots, day) {
    const side = this.squares.side_km * pane.scale;
    this.timeline.flows.forEach((flow, index) => {
      for (let trip = 0; trip < flow.trips.depart.length; trip++) this.seat(pen, pane, { index, trip }, dots, day);
    });
    const moving = Math.min(Math.max(side, LEAST_PX, 0.5 * u), 9 * u);
    for (const train of this.trains(day)) this.drawTrain(pen, pane, train, [side, moving], u, dots, day);
  }

  // The square of those who wait is full, of those who left an outline, of those who came full again.
  /** @param {CanvasRenderingContext2D} pen @param {Pane} pane @param {{ index: number, trip: number }} of
   * @param {number} dots @param {number} day */
  seat(pen, pane, { index, trip }, dots, day) {
    const side = this.squares.side_km * pane.scale;
    const { depart, arrive } = this.timeline.flows[index].trips;
    const traced = Boolean(arrive) && this.timeline.flows[index].path !== null;
    const { left, reached } = this.seats(index, trip);
    if (left && pane.shows(left, -side)) {
      if (depart[trip] <= day) this.outline(pen, pane.px(left), side, dots, 0.5);
      else if (traced) this.full(pen, pane.px(left), side, 0, dots, index, trip);
      else this.outline(pen, pane.px(left), side, dots, 1, true);
    }
    if (reached && arrive && arrive[trip] + COMES_DAYS <= day && pane.shows(reached, -side))
      this.full(pen, pane.px(reached), side, 0, dots, index, trip);
  }

  /** @param {CanvasRenderingContext2D} pen @param {Pane} pane @param {Train} train @param {number[]} sides
   * @param {number} u @param {number} dots @param {number} day */
  drawTrain(pen, pane, train, [still, moving], u, dots, day) {
    const side = moving + (still - moving) * train.glides;
    if (!pane.shows([train.x, train.y], -side)) return;
    const at = pane.px([train.x, train.y]);
    const angle = train.glides ? 0 : -train.angle;
    this.ring(pen, pane, train, u, dots, day);
    const edge = Math.max(0.1 * u, 0.5);
    pen.save();
    pen.translate(at[0] * dots, at[1] * dots);
    pen.rotate(angle);
    pen.fillStyle = INKS.paper;
    const outer = (side + 2 * edge) * dots;
    pen.fillRect(-outer / 2, -outer / 2, outer, outer);
    pen.restore();
    this.full(pen, at, side, angle, dots, train.flow, train.trip);
  }

  // One ring opens where a train has come, and fades.
  /** @param {CanvasRenderingContext2D} pen @param {Pane} pane @param {Train} train @param {number} u
   * @param {number} dots @param {number} day */
  ring(pen, pane, train, u, dots, day) {
    const { path, trips } = this.timeline.flows[train.flow];
    const comes = trips.arrive ? trips.arrive[train.trip] : Infinity;
    if (day < comes || path === null) return;
    const share = (day - comes) / COMES_DAYS;
    const end = this.onWay(path, this.timeline.lengths[path]);
    const [x, y] = pane.px([end.x, end.y]);
    pen.beginPath();
    pen.arc(x * dots, y * dots, (0.8 + 2.2 * share) * u * dots, 0, 2 * Math.PI);
    pen.strokeStyle = "rgba(156,54,21," + (0.6 * (1 - share)).toFixed(3) + ")";
    pen.lineWidth = 0.16 * u * dots;
    pen.stroke();
  }

  /** @param {CanvasRenderingContext2D} pen @param {[number, number]} at @param {number} side @param {number} angle
   * @param {number} dots @param {number} index @param {number} trip */
  full(pen, [x, y], side, angle, dots, index, trip) {
    const marks = this.marksAt(side * dots, index, trip);
    const px = side * dots;
    pen.save();
    pen.translate(x * dots, y * dots);
    if (angle) pen.rotate(angle);
    if (marks) pen.drawImage(this.sprite(marks, Math.round(px)), -px / 2, -px / 2, px, px);
    else {
      pen.fillStyle = INKS.people;
      pen.fillRect(-px / 2, -px / 2, px, px);
    }
    pen.restore();
  }

  /** @param {CanvasRenderingContext2D} pen @param {[number, number]} at @param {number} side @param {number} dots
   * @param {number} strength @param {boolean} [dashed] */
  outline(pen, [x, y], side, dots, strength, dashed) {
    const px = side * dots,
      edge = Math.max(px * 0.09, 0.5 * dots);
    pen.strokeStyle = "rgba(156,54,21," + strength + ")";
    pen.lineWidth = Math.min(edge, 1.6 * dots);
    pen.setLineDash(dashed ? [px * 0.22, px * 0.16] : []);
    const inner = px - pen.lineWidth;
    pen.strokeRect(x * dots - inner / 2, y * dots - inner / 2, inner, inner);
    pen.setLineDash([]);
  }

  // How many marks a square of so many device pixels opens into: none, its households, or its people.
  /** @param {number} px @param {number} index @param {number} trip */
  marksAt(px, index, trip) {
    const { persons, households } = this.timeline.flows[index].trips;
    const room = (px / OPENS_PX) ** 2;
    if (persons[trip] <= room) return persons[trip];
    return households && households[trip] <= room ? households[trip] : 0;
  }

  // What one mark is on a pane: a train, a household or a person.
  /** @param {Pane} pane @param {number} dots @returns {Unit} */
  unitOn(pane, dots) {
    const index = this.timeline.flows.findIndex((flow) => flow.path !== null);
    if (index < 0) return "train";
    const px = this.squares.side_km * pane.scale * dots;
    const marks = this.marksAt(px, index, 0);
    return !marks ? "train" : marks === this.timeline.flows[index].trips.persons[0] ? "person" : "household";
  }

  // A square with its marks, drawn once for each number and size.
  /** @param {number} marks @param {number} px */
  sprite(marks, px) {
    const key = marks + " " + px;
    const known = this.sprites.get(key);
    if (known) return known;
    if (this.sprites.size > 600) this.sprites.clear();
    const canvas = el("canvas", { width: px, height: px });
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const columns = Math.ceil(Math.sqrt(marks)),
      pitch = px / columns,
      side = Math.max(pitch * 0.74, 1);
    pen.fillStyle = "rgba(156,54,21,.14)";
    pen.fillRect(0, 0, px, px);
    pen.fillStyle = INKS.people;
    for (let i = 0; i < marks; i++) pen.fillRect((i % columns) * pitch, Math.floor(i / columns) * pitch, side, side);
    this.sprites.set(key, canvas);
    return canvas;
  }

  // How many people a block stands for.
  /** @param {number} block @param {Frame} frame */
  people(block, frame) {
    const { unit, role } = this.squares.blocks[block];
    let n = 0;
    this.timeline.flows.forEach((flow, i) => {
      if (role === "origin" && flow.origin === unit) n += flow.persons - frame.flows[i].departed;
      if (role === "destination" && flow.destination === unit) n += frame.flows[i].arrived;
    });
    return n;
  }

  // Days and kilometres of the first train, while it is on its way.
  /** @param {number} day */
  counter(day) {
    const { first } = this;
    if (!first || day < first.leaves || day >= first.comes) return null;
    const km = (this.timeline.lengths[first.path] * (day - first.leaves)) / (first.comes - first.leaves);
    return { n: Math.floor(day - first.leaves) + 1, km: Math.round(km / 10) * 10, at: this.onWay(first.path, km) };
  }
}

/** @param {Timeline} timeline */
function firstTrip(timeline) {
  /** @type {{ leaves: number, comes: number, path: number } | null} */
  let found = null;
  for (const flow of timeline.flows) {
    if (flow.path === null || !flow.trips.arrive) continue;
    const { depart, arrive } = flow.trips;
    for (let i = 0; i < depart.length; i++) {
      const leaves = depart[i],
        comes = arrive[i];
      if (!found || leaves < found.leaves) found = { leaves, comes, path: flow.path };
    }
  }
  return found;
}

/** @param {[number, number]} seat @param {{ x: number, y: number, angle: number }} at @param {number} share */
function onTheWay([x, y], at, share) {
  return { x: x + (at.x - x) * share, y: y + (at.y - y) * share, angle: at.angle };
}

/** @param {number} share */
function gently(share) {
  return share * share * (3 - 2 * share);
}
