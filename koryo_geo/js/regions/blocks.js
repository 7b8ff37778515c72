// Counts as blocks of squares inside the unit that was counted, households as houses. A line under a block says how
// exact its number is; the last count of an earlier date is pale, in a dashed frame, with its own date.
import { qualified, unitWords } from "../core/amounts.js";
import { el, empty, say, svg } from "../core/nodes.js";
import { openCard } from "../core/shared.js";
import { dateWords, grouped, phrase } from "../core/words.js";
import { overlap } from "../map/boxes.js";
import { houseOf, pathOf, signsOf, squareOf } from "./signs.js";

const ARROW_REM = 0.7; // how far the line of a lower limit runs on
const REACH_REM = 13; // how far off a number may stand, with a leader

export class Block {
  /** @param {RegionLayer} layer @param {BlockData} data @param {string} date of the moment */
  constructor(layer, data, date) {
    this.layer = layer;
    this.map = layer.map;
    this.data = data;
    this.date = date;
    this.signs = signsOf(data);
    this.node = svg("g", { class: "koryo-block is-" + data.sign + (data.standing === "last" ? " is-last" : "") });
    this.node.addEventListener("click", () => this.open());
    this.el = el("div", { class: "koryo-count" + (data.standing === "last" ? " is-last" : ""), "aria-hidden": "true" });
    this.el.classList.toggle("is-houses", data.sign === "houses");
    this.el.classList.toggle("is-part", Boolean(data.part_of));
    this.el.addEventListener("click", () => this.open());
    L.DomEvent.disableClickPropagation(this.el);
    this.el.dataset.koryoCard = "";
    this.node.dataset.koryoCard = "";
    this.box = { x0: 0, y0: 0, x1: 0, y1: 0 };
    this.item = this.makeItem();
    this.write();
  }

  open() {
    openCard(this.map, { figure: this.data.figure });
  }

  get unit() {
    return this.data.place || this.data.unit;
  }

  /** @returns {LabelItem} */
  makeItem() {
    return {
      el: this.el,
      at: this.layer.latLngOf(this.middle()),
      rank: this.data.part_of ? -6 : -8,
      key: this.unit,
      must: true,
      compact: true,
      reach: REACH_REM * rem(),
      before: () => this.measure(),
      around: (item) => this.rooms(item),
      strange: (box) => this.layer.strangeness(this.data, box)
    };
  }

  // In kilometres of the projection.
  middle() {
    if (!this.signs.length) return this.data.tip;
    const { west, south, east, north } = this.extent();
    return /** @type {[number, number]} */ ([(west + east) / 2, (south + north) / 2]);
  }

  extent() {
    const side = this.data.side_km;
    const xs = this.signs.map((sign) => sign.x);
    const ys = this.signs.map((sign) => sign.y);
    const [west, south] = [Math.min(...xs), Math.min(...ys)];
    return { west, south, east: Math.max(...xs) + side, north: Math.max(...ys) + side };
  }

  // In pixels of the window of the map.
  measure() {
    const corner = this.map.layerPointToContainerPoint([0, 0]);
    const { west, south, east, north } = this.signs.length ? this.extent() : pointBox(this.data.tip);
    const corners = [
      [west, south],
      [east, south],
      [east, north],
      [west, north]
    ];
    const points = corners.map(([x, y]) => this.layer.ground(x, y).add(corner));
    const [xs, ys] = [points.map((p) => p.x), points.map((p) => p.y)];
    this.box = { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
  }

  // What words keep off: the block with its line or frame.
  solid() {
    this.measure();
    const { x0, y0, x1, y1 } = this.box;
    const pad = 0.25 * rem();
    return { x0: x0 - pad, y0: y0 - pad, x1: x1 + pad, y1: y1 + pad };
  }

  // Where name and number may stand beside the block, the best first: above, below, at the sides, then a little off.
  /** @param {Measured} item @returns {Room[]} */
  rooms(item) {
    if (!this.signs.length) return [];
    const { x0, y0, x1, y1 } = this.solid();
    const { width: w, height: h } = item;
    const [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2];
    return [1, 0.6 * rem(), 1.4 * rem()].flatMap((gap, ring) => {
      const [left, right, top, foot] = [x0 - gap - w, x1 + gap, y0 - gap - h, y1 + gap];
      const spots = [
        [cx - w / 2, top],
        [cx - w / 2, foot],
        [right, cy - h / 2],
        [right, y0],
        [right, y1 - h],
        [left, cy - h / 2],
        [x0, top],
        [x1 - w, top],
        [x0, foot],
        [x1 - w, foot],
        [left, y0],
        [left, y1 - h]
      ];
      return spots.map(([x, y], i) => roomAt(x, y, item, ring * 14 + i));
    });
  }

  draw() {
    this.measure();
    const { sign, standing } = this.data;
    const parts = (sign === "houses" ? [this.houses()] : [this.squares("solid"), this.squares("open")]).filter(isShape);
    const edge = this.signs.length ? (standing === "last" ? this.frame() : this.foot()) : null;
    empty(this.node).append(...(standing === "last" && edge ? [edge] : []), ...parts);
    if (edge && standing !== "last") this.node.append(edge);
    if (this.data.place) this.node.append(this.dot());
  }

  /** @param {"solid" | "open"} which @returns {SVGElement | null} */
  squares(which) {
    const side = this.data.side_km;
    const shapes = this.signs
      .map((sign) =>
        which === "solid" ? squareOf(sign, side, 0, sign.solid) : squareOf(sign, side, sign.solid, sign.fill)
      )
      .filter((corners) => corners[2][1] > corners[0][1]);
    if (!shapes.length) return null;
    return svg("path", { class: "koryo-squares is-" + which, d: this.outline(shapes) });
  }

  /** @returns {SVGElement | null} */
  houses() {
    const shapes = this.signs.map((sign) => houseOf(sign, this.data.side_km));
    if (!shapes.length) return null;
    return svg("path", { class: "koryo-houses", d: this.outline(shapes) });
  }

  /** @param {[number, number][][]} shapes */
  outline(shapes) {
    return shapes.map((corners) => pathOf(this.layer.ground, corners)).join("");
  }

  // In pixels of the map's layers.
  onLayer() {
    const corner = this.map.containerPointToLayerPoint([0, 0]);
    const { x0, y0, x1, y1 } = this.box;
    return { x0: x0 + corner.x, y0: y0 + corner.y, x1: x1 + corner.x, y1: y1 + corner.y };
  }

  frame() {
    const { x0, y0, x1, y1 } = this.onLayer();
    const pad = 0.13 * rem();
    const size = { x: x0 - pad, y: y0 - pad, width: x1 - x0 + 2 * pad, height: y1 - y0 + 2 * pad };
    return svg("rect", { class: "koryo-last-frame", ...size });
  }

  foot() {
    const { x0, x1, y1 } = this.onLayer();
    const { precision } = this.data;
    const [y, on] = [y1 + 0.14 * rem(), precision === "at_least" ? ARROW_REM * rem() : 0];
    const line = svg("path", { class: "koryo-foot is-" + precision, d: "M" + x0 + " " + y + "H" + (x1 + on) });
    return precision === "at_least" ? svg("g", {}, line, headAt(x1 + on, y, 0, "koryo-foot-head")) : line;
  }

  dot() {
    const { x, y } = this.layer.ground(...this.data.tip);
    return svg("circle", { class: "koryo-town", cx: x, cy: y, r: 0.2 * rem() });
  }

  write() {
    const { data } = this;
    const name = say(el("span", { class: "koryo-count-name" }), this.layer.nameOf(data));
    const number = el("span", { class: "koryo-count-number" }, numberWords(data));
    const more = this.more().map((text) => el("span", { class: "koryo-count-more" }, text));
    empty(this.el).append(name, number, ...more);
  }

  // What has to stand beside a number: its own date, what it is part of, what lies outside the map.
  more() {
    const { standing, date, not_known_now: now, part_of: part, mostly_outside: outside } = this.data;
    return [
      standing === "last" ? dateWords(date) : "",
      now ? phrase("still_not_known_then", { date: dateWords(this.date) }) : "",
      part ? phrase("still_of_these") : "",
      outside ? phrase("still_outside") : ""
    ].filter(Boolean);
  }

  // For who asks the page what it shows.
  told() {
    const { low = null, value = null, high = null, place = "", part_of = "", ...data } = this.data;
    const { figure, unit, region, date, standing, sign, precision, stands, side_km } = data;
    const km = this.signs.map((one) => squareOf(one, side_km, 0, one.fill));
    const text = [...this.el.children].map((line) => line.textContent).join(" ");
    const number = { counted: sign, precision, low, value, high, people: sign === "people" ? value : null };
    const where = { unit, place, region, part_of, stands, side_km, km };
    const drawn = { cells: km.map((cell) => cell.map((spot) => this.cornerAt(spot))), plate: this.plate() };
    return { figure, text, date, standing, ...number, ...where, ...drawn };
  }

  /** @param {[number, number]} spot @returns {Corner} */
  cornerAt(spot) {
    const [lon, lat] = this.layer.degreesOf(spot);
    const { x, y } = this.map.layerPointToContainerPoint([0, 0]).add(this.layer.ground(...spot));
    const { left, top } = this.map.getContainer().getBoundingClientRect();
    return { lon, lat, x: x + left, y: y + top };
  }

  /** @returns {Corner[] | null} */
  plate() {
    const { box } = this.item;
    if (this.data.stands !== "plate" || !box) return null;
    const { left, top } = this.map.getContainer().getBoundingClientRect();
    const corners = [
      [box.x0, box.y1],
      [box.x1, box.y1],
      [box.x1, box.y0],
      [box.x0, box.y0]
    ];
    return corners.map(([x, y]) => {
      const { lng, lat } = this.map.containerPointToLatLng([x, y]);
      return { lon: lng, lat, x: x + left, y: y + top };
    });
  }
}

/** @param {SVGElement | null} shape @returns {shape is SVGElement} */
function isShape(shape) {
  return Boolean(shape);
}

/** @param {[number, number]} tip */
function pointBox([x, y]) {
  return { west: x, south: y, east: x, north: y };
}

/** @param {number} x @param {number} y @param {Measured} item @param {number} preference @returns {Room} */
function roomAt(x, y, item, preference) {
  const [x0, y0] = [Math.round(x), Math.round(y)];
  return { x0, y0, x1: x0 + item.width, y1: y0 + item.height, preference, distance: 0, side: "middle" };
}

// A number as its source gives it, with its unit where it is not people.
/** @param {Numbered} data */
export function numberWords({ value, low, high, sign, counted, precision }) {
  const inHouses = sign === "houses" || counted === "households";
  /** @param {number | undefined} n */
  const words = (n) => (inHouses ? unitWords(n, "households") : grouped(n ?? ""));
  if (value !== undefined) return qualified(words(value), precision);
  if (low !== undefined && high !== undefined) return phrase("amount_range", { low: grouped(low), high: words(high) });
  return low !== undefined ? qualified(words(low), "at_least") : qualified(words(high), "at_most");
}

/** @param {number} x @param {number} y @param {number} turn in degrees, clockwise from the east @param {string} look */
export function headAt(x, y, turn, look) {
  const size = 0.56 * rem();
  const d = "M0 0L" + -size + " " + -size * 0.42 + "V" + size * 0.42 + "Z";
  return svg("path", { class: look, d, transform: "translate(" + x + " " + y + ") rotate(" + turn + ")" });
}

// The page's own unit of measure, in pixels: everything drawn grows with the screen.
export function rem() {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

/** @param {Box} box @param {L.Map} map */
export function isInView(box, map) {
  const { x, y } = map.getSize();
  return overlap(box, { x0: 0, y0: 0, x1: x, y1: y });
}
