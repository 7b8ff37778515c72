// Moves after settlement: an arrow from where people were taken to where they came, with a ring whose number leads to
// the list beside the map. Broken where the number is not known; an end that no source names gets no arrow.
import { stateWords } from "../core/amounts.js";
import { onLanguage } from "../core/language.js";
import { el, empty, svg } from "../core/nodes.js";
import { joinPlayer, openCard, remember, sharedOf } from "../core/shared.js";
import { phrase, textOf } from "../core/words.js";
import { overlap, walkLine } from "../map/boxes.js";
import { labelsOf } from "../map/labels.js";
import { sheetOf } from "../map/panes.js";
import { headAt, rem } from "./blocks.js";
import { houseOf, pathOf, squareOf } from "./signs.js";

const STEPS = 40;
const BEND = 0.16; // how far a line bows out, as a share of its length
const RING_REM = 0.62;
const RIDERS = 12; // more signs than this do not ride on a line
const RING_AT = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8]; // where along the line a ring may stand

const LOW = "(min-width: 961px) and (max-height: 860px) and (min-height: 421px) and (min-aspect-ratio: 1/1)";

/** @param {L.Map} map @param {RegionLayer} layer @param {Record<string, number>} per */
export function addMoves(map, layer, per) {
  return joinPlayer(map, new MoveLayer(map, layer, per));
}

class MoveLayer {
  /** @param {L.Map} map @param {RegionLayer} layer @param {Record<string, number>} per */
  constructor(map, layer, per) {
    this.map = map;
    this.layer = layer;
    this.per = per;
    this.moment = -2;
    /** @type {Move[]} */
    this.shown = [];
    this.group = svg("g", { class: "koryo-move-marks" });
    sheetOf(map, "marks")._container.append(this.group);
    this.control = new L.Control({ position: "bottomright" });
    this.list = el("ol", { class: "koryo-moves" });
    this.heading = el("p", { class: "koryo-moves-title" });
    this.box = el("div", { class: "koryo-moved", hidden: true }, this.heading, this.list);
    this.control.onAdd = () => this.box;
    L.DomEvent.disableClickPropagation(this.box);
    this.listen();
  }

  listen() {
    const own = sharedOf(this.map);
    own.trails.push(() => this.shown.flatMap((move) => move.trail()));
    own.solids.push(() => this.shown.flatMap((move) => move.ringBox() || []));
    own.describers.push(() => ({ moves: this.shown.map((move) => move.told()) }));
    this.map.on("moveend resize", () => this.drawMarks());
    const low = window.matchMedia(LOW);
    low.addEventListener("change", () => this.house(low.matches));
    queueMicrotask(() => this.house(low.matches));
    onLanguage(() => this.write());
  }

  // Beside the map; on it where there is no room for the list below the words.
  /** @param {boolean} low */
  house(low) {
    const { panel } = sharedOf(this.map);
    this.control.remove();
    if (low || !panel) this.control.addTo(this.map);
    else panel.sources.after(this.box);
    labelsOf(this.map).request();
  }

  /** @param {Frame} frame */
  draw(frame) {
    const { timeline } = sharedOf(this.map);
    if (!timeline || frame.moment === this.moment) return;
    this.moment = frame.moment;
    const moves = timeline.moments[frame.moment]?.moves || [];
    this.shown = moves.map((state, i) => new Move(this, state, i + 1));
    this.box.hidden = !moves.length;
    this.write();
    this.drawMarks();
    labelsOf(this.map).request();
  }

  drawMarks() {
    this.group.replaceChildren(...this.shown.flatMap((move) => move.draw()));
  }

  // Every move is told in words too: those whose ends no source names stand nowhere on the map.
  write() {
    this.heading.textContent = phrase("moved_again");
    empty(this.list).append(...this.shown.map((move) => el("li", {}, move.line())));
  }

  // Whether a ring may stand there: on no block and on no other ring.
  /** @param {Box} box */
  isFree(box) {
    const rings = this.shown.flatMap((move) => move.ringBox() || []);
    return !this.layer.blocks.some((block) => overlap(block.solid(), box)) && !rings.some((ring) => overlap(ring, box));
  }
}

class Move {
  /** @param {MoveLayer} layer @param {MoveState} state @param {number} number */
  constructor(layer, state, number) {
    this.layer = layer;
    this.map = layer.map;
    this.state = state;
    this.number = number;
    remember(this.map, "move", state.move, state);
    /** @type {L.Point[]} */
    this.spine = [];
    /** @type {L.Point | null} */
    this.ring = null;
  }

  // In pixels of the map's layers.
  draw() {
    const { origin, destination, status } = this.state;
    if (!origin || !destination) return [];
    const at = (/** @type {LonLat} */ [lon, lat]) =>
      this.map.project(L.latLng(lat, lon)).subtract(this.map.getPixelOrigin());
    this.spine = bowed(at(origin), at(destination));
    this.ring = null;
    this.ring = this.ringSpot();
    const way = "M" + this.spine.map(({ x, y }) => x.toFixed(1) + " " + y.toFixed(1)).join("L");
    const [a, b] = [this.spine[STEPS - 2], this.spine[STEPS]];
    const turn = (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI;
    return [
      svg("path", { class: "koryo-move is-" + status, d: way }),
      svg("circle", { class: "koryo-move-start", cx: this.spine[0].x, cy: this.spine[0].y, r: 0.16 * rem() }),
      headAt(b.x, b.y, turn, "koryo-move-head"),
      ...this.riders(),
      this.ringMark(this.ring)
    ];
  }

  ringSpot() {
    const spots = RING_AT.map((t) => this.spine[Math.round(t * STEPS)]);
    return spots.find((spot) => this.layer.isFree(this.boxAbout(spot))) || spots[0];
  }

  /** @param {L.Point} spot in pixels of the map's layers @returns {Box} in those of its window */
  boxAbout(spot) {
    const { x, y } = this.map.layerPointToContainerPoint(spot);
    const r = (RING_REM + 0.1) * rem();
    return { x0: x - r, y0: y - r, x1: x + r, y1: y + r };
  }

  ringBox() {
    return this.ring ? this.boxAbout(this.ring) : null;
  }

  /** @param {L.Point} spot */
  ringMark({ x, y }) {
    const node = svg(
      "g",
      { class: "koryo-ring", "data-koryo-card": "", transform: "translate(" + x + " " + y + ")" },
      svg("circle", { r: RING_REM * rem() }),
      svg("text", { y: "0.35em" }, String(this.number))
    );
    node.addEventListener("click", () => this.open());
    return node;
  }

  // As many squares or houses as people or households, of the size of all others, riding on the line.
  riders() {
    const { value, counted } = this.state;
    const houses = counted === "households";
    const count = Math.ceil((value || 0) / this.layer.per[houses ? "houses" : "people"]);
    const side = this.layer.layer.sideOf(houses);
    if (!count || count > RIDERS || !side) return [];
    const middle = Math.round(STEPS * 0.72);
    return Array.from({ length: count }, (_, i) => {
      const spot =
        this.spine[Math.min(STEPS - 3, Math.max(3, middle + Math.round((i - count / 2) * this.spacing(side))))];
      const at = { x: -side / 2, y: -side / 2, fill: 1, solid: 1 };
      const flat = (/** @type {number} */ x, /** @type {number} */ y) => L.point(spot.x + x, spot.y - y);
      const shape = houses ? houseOf(at, side) : squareOf(at, side, 0, 1);
      return svg("path", { class: houses ? "koryo-houses" : "koryo-squares is-solid", d: pathOf(flat, shape) });
    });
  }

  // So many steps of the line from sign to sign.
  /** @param {number} side */
  spacing(side) {
    const length = this.spine[0].distanceTo(this.spine[STEPS]) || 1;
    return Math.max(1, (1.15 * side * STEPS) / length);
  }

  // Points along the line, in container pixels: words keep off it where they can.
  trail() {
    const points = this.spine.map((at) => this.map.layerPointToContainerPoint(at));
    return points.slice(1).flatMap((p, i) => walkLine(points[i], p, 2, 1, []));
  }

  open() {
    openCard(this.map, { move: this.state.move });
  }

  line() {
    const node = el("button", { type: "button", class: "koryo-source", "data-koryo-card": "" });
    const count = stateWords(this.state, true);
    node.append(
      el("span", { class: "koryo-move-number", "aria-hidden": "true" }, String(this.number)),
      el("span", {}, phrase("move_line", { count, label: textOf(this.state.label) }))
    );
    node.addEventListener("click", () => this.open());
    return node;
  }

  told() {
    const { move, label } = this.state;
    return { move, number: this.number, on_map: Boolean(this.ring), text: textOf(label) };
  }
}

// A quadratic curve that bows to the left of its way, so that two opposite moves lie apart.
/** @param {L.Point} a @param {L.Point} b */
function bowed(a, b) {
  const way = b.subtract(a);
  const middle = a.add(way.multiplyBy(0.5)).add(L.point(way.y, -way.x).multiplyBy(BEND));
  return Array.from({ length: STEPS + 1 }, (_, i) => {
    const t = i / STEPS;
    return a
      .multiplyBy((1 - t) * (1 - t))
      .add(middle.multiplyBy(2 * t * (1 - t)))
      .add(b.multiplyBy(t * t));
  });
}
