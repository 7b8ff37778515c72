// Every word on the map is placed here, so that no word covers another, a control, a dot or the people. Items are tried
// in order of rank at places round their point, then farther out with a leader line; what finds no room is left out
// (its dot stays). Placed once when the map comes to rest, never while it plays.
import { onLanguage } from "../core/language.js";
import { empty, svg } from "../core/nodes.js";
import { sharedOf } from "../core/shared.js";
import { beside, boxAround, centred, grown, nearestIn, overlap, walkLine } from "./boxes.js";
import { paneNode } from "./panes.js";

// prettier-ignore
const DIRECTIONS = [[1, 0], [1, -1], [0, -1], [-1, -1], [-1, 0], [-1, 1], [0, 1], [1, 1]];
const MARGIN_PX = 3;
const LEADER_FROM_PX = 16;
const AROUND = Array.from({ length: 16 }, (_, i) => [Math.cos((i * Math.PI) / 8), Math.sin((i * Math.PI) / 8)]);

const STRUCK_COST = 60; // a leader through another word is worse than a long one

/** @param {L.Map} map */
export function labelsOf(map) {
  return (sharedOf(map).labels ??= new Labels(map));
}

export class Labels {
  /** @param {L.Map} map */
  constructor(map) {
    this.map = map;
    /** @type {Map<string, Measured[]>} */
    this.owners = new Map();
    this.size = L.point(0, 0);
    /** @type {Box[]} */
    this.boxes = [];
    /** @type {Soft[]} */
    this.soft = [];
    this.pending = false;
    this.pane = paneNode(map, "labels");
    this.ink = svg("svg", { class: "koryo-leaders", width: "1", height: "1", "aria-hidden": "true" });
    paneNode(map, "leaders").append(this.ink);
    map.on("zoomstart", () => map.getContainer().classList.add("koryo-zooming"));
    map.on("moveend resize", () => this.layout());
    onLanguage(() => this.request());
  }

  // What has no room is tried once more in small letters (compact), then farther off, with a leader (reach), rather not
  // on strange ground.
  /** @param {string} owner @param {LabelItem[]} items */
  set(owner, items) {
    const old = this.owners.get(owner) || [];
    old.forEach((item) => {
      if (!items.some((other) => other.el === item.el)) item.el.remove();
    });
    items.forEach((item) => {
      if (item.el.parentNode !== this.pane) this.pane.append(item.el);
    });
    this.owners.set(owner, /** @type {Measured[]} */ (items));
    this.request();
  }

  // Many layers ask at once; the work is done once, after the present turn.
  request() {
    if (this.pending) return;
    this.pending = true;
    queueMicrotask(() => {
      this.pending = false;
      this.layout();
    });
  }

  layout() {
    const size = this.map.getSize();
    if (!size.x || !size.y) return;
    this.size = size;
    this.boxes = this.furniture().concat(sharedOf(this.map).solids.flatMap((solid) => solid()));
    this.soft = this.trails();
    empty(this.ink);
    const items = [...this.owners.values()].flat();
    items.forEach((item) => this.measure(item));
    items.sort((a, b) => a.rank - b.rank).forEach((item) => this.place(item));
    this.map.getContainer().classList.remove("koryo-zooming");
    this.map.fire("koryo:labels");
  }

  // Everything that wants to be seen, in container pixels, for those who choose a free corner.
  points() {
    const named = [...this.owners.values()].flat().filter((item) => !item.hidden);
    /** @type {Weighted[]} */
    const spots = named.map((item) => Object.assign(this.spot(item), { weight: item.centre ? 40 : 1 }));
    const { keepClear } = sharedOf(this.map);
    return spots.concat(this.trails(), keepClear ? keepClear() : []);
  }

  // What stands on the map now, in container pixels.
  written() {
    const items = [...this.owners.values()].flat();
    return items.filter((item) => item.box && !item.el.classList.contains("is-unplaced"));
  }

  /** @param {LabelItem} item */
  spot(item) {
    return this.map.latLngToContainerPoint(item.at);
  }

  // Points along every line that layers have declared: words keep off them where they can.
  trails() {
    return sharedOf(this.map).trails.flatMap((trail) => trail());
  }

  /** @param {Measured} item */
  measure(item) {
    if (item.before) item.before();
    item.point = this.spot(item);
    item.el.classList.remove("is-compact", "is-led");
    measureWords(item);
    if (item.dot && !item.hidden) this.boxes.push(boxAround(item.point, item.dot, item.el));
  }

  // Buttons, legend and scale are boxes that no word may enter.
  furniture() {
    const frame = this.map.getContainer().getBoundingClientRect();
    return [...this.map.getContainer().querySelectorAll(".leaflet-control, .koryo-obstacle")].map((node) => {
      const r = node.getBoundingClientRect();
      return {
        x0: r.left - frame.left - 4,
        y0: r.top - frame.top - 4,
        x1: r.right - frame.left + 4,
        y1: r.bottom - frame.top + 4
      };
    });
  }

  /** @param {Measured} item */
  place(item) {
    const best = item.hidden || !this.inView(item.point) ? null : this.search(item);
    item.el.classList.toggle("is-unplaced", !best);
    item.ink = null;
    item.box = best;
    if (best) this.put(item, best);
  }

  /** @param {Measured} item */
  search(item) {
    const found = this.best(item, this.candidates(item));
    if (found || !(item.compact || item.reach)) return found;
    if (item.compact) {
      item.el.classList.add("is-compact");
      measureWords(item);
    }
    return this.best(item, this.candidates(item)) || (item.reach ? this.away(item) : null);
  }

  // The best room anywhere within reach: what must be said is said, with a line to what it is said of.
  /** @param {Measured} item */
  away(item) {
    item.el.classList.add("is-led");
    measureWords(item);
    const free = Object.assign({}, item, { fits: null, leadFrom: item.leadFrom === Infinity ? Infinity : 0 });
    /** @type {Room[]} */
    const boxes = [];
    for (let ring = 18; ring < (item.reach || 0); ring += 14)
      boxes.push(...AROUND.map((way, i) => beside(item, way, ring, ring + (i % 4))));
    const found = this.best(free, boxes);
    return found && Object.assign(found, { away: item.leadFrom !== Infinity });
  }

  /** @param {XY} p */
  inView(p) {
    return p.x > 0 && p.y > 0 && p.x < this.size.x && p.y < this.size.y;
  }

  // Boxes come with the preferred first: once none can do better the search ends.
  /** @param {Measured} item @param {Room[]} boxes */
  best(item, boxes) {
    let best = null;
    let least = Infinity;
    for (const box of boxes) {
      if (box.preference >= least) continue;
      const cost = this.cost(item, box, least);
      if (cost < least) [best, least] = [box, cost];
    }
    return best;
  }

  /** @param {Measured} item */
  candidates(item) {
    if (item.around) return item.around(item);
    if (item.spots) return item.spots.map((spot) => centred(this.map.latLngToContainerPoint(spot), item, 0));
    const reach = Math.min(this.size.x, this.size.y) * 0.13;
    const rings = item.rings || (item.must ? [0, 14, 30, 50, 75, 105].filter((ring) => ring < reach) : [0, 16]);
    const middle = item.centre ? [centred(item.point, item, 0)] : [];
    return middle.concat(
      rings.flatMap((ring) =>
        (item.ways || DIRECTIONS).map((way, i) => beside(item, way, (item.gap || 6) + ring, ring * 1.2 + i))
      )
    );
  }

  /** @param {Measured} item @param {Room} box @param {number} limit */
  cost(item, box, limit) {
    if (box.x0 < 2 || box.y0 < 2 || box.x1 > this.size.x - 2 || box.y1 > this.size.y - 2) return Infinity;
    if (this.boxes.some((other) => other.owner !== item.el && overlap(box, other))) return Infinity;
    if (item.fits && !item.fits(box)) return Infinity;
    let cost = box.preference + (item.strange && !item.fits ? item.strange(box) : 0);
    for (const p of this.soft) {
      if (p.x > box.x0 - p.r && p.x < box.x1 + p.r && p.y > box.y0 - p.r && p.y < box.y1 + p.r)
        cost += (item.softCost || 5) * p.w;
      if (cost >= limit) return cost;
    }
    return leads(item, box) ? cost + this.struck(item, box) : cost;
  }

  // What a leader to this box would cross.
  /** @param {Measured} item @param {Room} box */
  struck(item, box) {
    const walk = walkLine(item.point, nearestIn(item.point, box), 0, 0, []);
    /** @param {XY} p */
    const hit = (p) =>
      this.boxes.some((o) => o.owner !== item.el && p.x > o.x0 && p.x < o.x1 && p.y > o.y0 && p.y < o.y1);
    /** @param {XY} p */
    const crossed = (p) => this.soft.some((o) => o.w >= 1 && Math.abs(p.x - o.x) < o.r && Math.abs(p.y - o.y) < o.r);
    return walk.slice(2).some(hit) ? STRUCK_COST : walk.some((p, i) => i % 2 && crossed(p)) ? STRUCK_COST / 2 : 0;
  }

  /** @param {Measured} item @param {Room} box */
  put(item, box) {
    this.boxes.push(grown(box, MARGIN_PX));
    const corner = this.map.containerPointToLayerPoint([box.x0, box.y0]);
    L.DomUtil.setPosition(item.el, corner.round());
    item.el.dataset.side = box.side || "";
    if (box.away || leads(item, box)) this.lead(item, box);
  }

  // A leader ends on its point with a dot, so that it cannot be read as a border or a road.
  /** @param {Measured} item @param {Room} box */
  lead(item, box) {
    const end = nearestIn(item.point, box);
    const a = this.map.containerPointToLayerPoint(item.point),
      b = this.map.containerPointToLayerPoint([end.x, end.y]);
    item.ink = svg(
      "g",
      {},
      svg("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y }),
      item.dot ? null : svg("circle", { cx: a.x, cy: a.y, r: 2.2 })
    );
    this.ink.append(item.ink);
    walkLine(item.point, end, 1, 4, this.soft);
  }
}

/** @param {Measured} item */
function measureWords(item) {
  item.width = item.el.offsetWidth;
  item.height = item.el.offsetHeight;
}

/** @param {Measured} item @param {Room} box */
function leads(item, box) {
  return box.distance >= (item.leadFrom === undefined ? LEADER_FROM_PX : item.leadFrom) && box.distance > 0;
}
