// What the journey knows: its land, its people and its names, and whose land or flow is touched.
import { filmOf } from "../core/film.js";
import { contextOf, el, svg } from "../core/nodes.js";
import { sharedOf } from "../core/shared.js";
import { phrase } from "../core/words.js";
import { Ribbon } from "../flows/ribbon.js";
import { projectionOf } from "../map/projection.js";
import { Crowd } from "./crowd.js";
import { INKS, Land } from "./land.js";
import { Names } from "./names.js";
import { Pane, Room } from "./room.js";

/** @import { Area } from "./room.js" */
/** @import { Journey } from "./stage.js" */

const NEARER_NAMES = 2.2; // how much nearer than the whole smaller places are named
const DISTRICTS = 1000; // ranks of what is named only where a stop rings it

export class Lore {
  exploring = false;
  cut = /** @type {"full" | "short"} */ ("full");
  dots = 1;
  syncing = false;
  handed = false;
  seen = { camera: "", named: "", day: -1, view: "" };
  room = new Room(1, 1);
  smallPane = new Pane(this.room.map, 1, [0, 0], [0, 0]);
  /** @type {Frame | null} */
  frame = null;
  /** @type {Pane[]} */
  panes = [];
  /** What stands beside the map is written first: names keep off it. @type {(frame: Frame) => void} */
  before = () => {};

  ground = el("canvas", { class: "koryo-ground", "aria-hidden": "true" });
  people = el("canvas", { class: "koryo-people", "aria-hidden": "true" });
  small = el("canvas", { "aria-hidden": "true" });
  locator = el("button", { type: "button", class: "koryo-locator" }, this.small);
  scale = el("div", { class: "koryo-scale-bar" }, el("span"), el("i"));
  ring = svg("svg", { class: "koryo-rings", "aria-hidden": "true" });
  overlay = el("div", { class: "koryo-overlay" });
  groundPen = contextOf(this.ground, false);
  pen = contextOf(this.people, false);

  /** @param {L.Map} map @param {Timeline} timeline @param {any} data @param {any} topology */
  constructor(map, timeline, data, topology) {
    this.map = map;
    this.timeline = timeline;
    this.data = data;
    /** @type {(lonlat: LonLat) => [number, number]} */
    this.project = ([lon, lat]) => {
      const { x, y } = projectionOf(map).project(L.latLng(lat, lon));
      return [x / 1000, y / 1000];
    };
    this.tints = tintsOf(data.squares.blocks);
    this.land = new Land(topology, this.project, this.tints);
    this.crowd = new Crowd(timeline, data.squares, this.project);
    this.ribbon = new Ribbon(timeline, (latlng) => {
      const [x, y] = this.project([latlng.lng, latlng.lat]);
      return { x, y };
    });
    /** @type {any[]} */
    this.areas = data.areas.map((/** @type {any} */ area) => ({ ...area, km: this.project([area.lon, area.lat]) }));
    /** @type {any[]} */
    this.places = data.places.map((/** @type {any} */ place) => ({
      ...place,
      km: this.project([place.lon, place.lat])
    }));
    this.main = data.main;
    this.film = filmOf(data.film, this.cut);
    this.names = new Names(/** @type {any} */ (this));
    this.overlay.append(this.ring, this.names.node, this.scale, this.locator);
  }

  /** @param {boolean} exploring */
  leave(exploring) {
    this.exploring = exploring;
    this.handed = exploring && this.handed;
  }

  /** @param {Frame} frame @returns {string[]} */
  ringed(frame) {
    const { shot } = frame;
    return shot && shot.words && !this.exploring ? this.film.stops[shot.stop].rings.map((ring) => ring.key) : [];
  }

  // The places that are named: stops of the flows and what wears a ring; nearer, the others.
  /** @param {Pane[]} panes */
  placesOn(panes) {
    const rings = this.frame ? this.ringed(this.frame) : [];
    const near = panes[0].scale > NEARER_NAMES * Pane.fit(this.film.whole, this.room.map, this.room.map).scale;
    return this.places
      .map((/** @type {any} */ place) => ({ ...place, ringed: rings.includes(place.place) }))
      .filter(
        (/** @type {any} */ place) =>
          place.ringed || (near && place.rank < DISTRICTS) || this.main.includes(place.place)
      )
      .filter((/** @type {any} */ place) => panes.some((pane) => pane.shows(place.km)))
      .sort((/** @type {any} */ a, /** @type {any} */ b) => this.weight(a) - this.weight(b) || a.rank - b.rank)
      .slice(0, near ? 40 : Infinity);
  }

  /** @param {any} place */
  weight(place) {
    if (place.ringed) return 0;
    const at = this.main.indexOf(place.place);
    return at === 0 || at === this.main.length - 1 ? 1 : at > 0 ? 2 : 3;
  }

  // The middle of what is seen of a state; null where that is too little for a name.
  /** @param {any} state @param {Pane} pane */
  middleOf(state, pane) {
    const [west, south, east, north] = pane.view;
    const [x0, y0, x1, y1] = [
      Math.max(west, state.box[0]),
      Math.max(south, state.box[1]),
      Math.min(east, state.box[2]),
      Math.min(north, state.box[3])
    ];
    if (x1 <= x0 || y1 <= y0) return null;
    /** @type {[number, number][]} */
    const inside = [];
    for (let i = 0.5; i < 14; i++)
      for (let k = 0.5; k < 10; k++) {
        const km = /** @type {[number, number]} */ ([x0 + ((x1 - x0) * i) / 14, y0 + ((y1 - y0) * k) / 10]);
        if (this.land.isIn(state.unit, km) && !this.isOtherUnit(state.unit, km)) inside.push(km);
      }
    if (inside.length < 14) return null;
    const [x, y] = [0, 1].map((axis) => inside.reduce((n, km) => n + km[axis], 0) / inside.length);
    return inside.reduce((best, km) =>
      Math.hypot(km[0] - x, km[1] - y) < Math.hypot(best[0] - x, best[1] - y) ? km : best
    );
  }

  /** @param {string} unit @param {[number, number]} km */
  isOtherUnit(unit, km) {
    return Object.keys(this.tints).some((other) => other !== unit && this.land.isIn(other, km));
  }

  /** @param {string} unit @returns {Words} */
  nameOf(unit) {
    const state = this.land.states.find((item) => item.unit === unit);
    return state ? state.name : this.data.names[unit] || unit;
  }

  // The ways on from the end: the dataset's other maps, and the record, where this map stands beside them.
  doors() {
    return {
      ways: /** @type {{ href: string, title: Words }[]} */ (this.data.ways || []),
      record: sharedOf(this.map).recordPage
    };
  }

  /** @param {number} block */
  wordsFor(block) {
    return phrase(this.crowd.squares.blocks[block].role === "origin" ? "total_waiting" : "total_arrived");
  }

  // What answers when a block, or its number, is touched: the flow that ends there, or the unit that it begins in.
  /** @param {number} block @returns {Subject} */
  subjectOf(block) {
    const { unit, role } = this.crowd.squares.blocks[block];
    const flow = this.timeline.flows.find((item) => (role === "origin" ? item.origin : item.destination) === unit);
    return flow ? { flow: flow.flow } : { unit };
  }

  /** @param {Pane} pane @param {number} x @param {number} y @returns {Subject | null} */
  touched(pane, x, y) {
    const [a, b] = pane.km(x, y);
    const { blocks, side_km: side } = this.crowd.squares;
    const reach = Math.max(side / 2, 12 / pane.scale);
    const train =
      this.frame && this.crowd.trains(this.frame.t).find((one) => Math.hypot(one.x - a, one.y - b) <= reach);
    if (train) return { flow: this.timeline.flows[train.flow].flow };
    const block = blocks.findIndex((/** @type {any} */ one) =>
      one.squares.some(
        (/** @type {[number, number]} */ s) => Math.abs(s[0] - a) <= reach && Math.abs(s[1] - b) <= reach
      )
    );
    if (block >= 0) return this.subjectOf(block);
    const flow = this.timeline.flows.find(({ path }) => path !== null && this.isNear(path, a, b, reach));
    return flow ? { flow: flow.flow } : null;
  }

  /** @param {number} path @param {number} x @param {number} y @param {number} reach */
  isNear(path, x, y, reach) {
    const way = this.crowd.ways[path];
    return way.some((point, i) => i > 0 && awayFrom(way[i - 1], point, x, y) <= reach);
  }
}
/** @param {[number, number]} a @param {[number, number]} b @param {number} x @param {number} y */
function awayFrom([ax, ay], [bx, by], x, y) {
  const [dx, dy] = [bx - ax, by - ay];
  const share = Math.min(Math.max(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1), 0), 1);
  return Math.hypot(x - ax - dx * share, y - ay - dy * share);
}

/** @param {any[]} blocks @returns {Record<string, string>} */
function tintsOf(blocks) {
  const ends = [...new Set(blocks.filter((block) => block.role === "destination").map((block) => block.unit))];
  const left = blocks.filter((block) => block.role === "origin").map((block) => [block.unit, INKS.origin]);
  return Object.fromEntries([
    ...ends.map((unit, i) => [unit, INKS.destinations[i % INKS.destinations.length]]),
    ...left
  ]);
}
