// Moves after settlement: a line that narrows towards where people were taken, with how many stands in words beside it.
// It is full where a number is known and hollow where none is; an end that no source names gets no line.
import { stateWords } from "../core/amounts.js";
import { onLanguage } from "../core/language.js";
import { el, empty } from "../core/nodes.js";
import { joinPlayer, openCard, remember, sharedOf } from "../core/shared.js";
import { phrase, textOf } from "../core/words.js";
import { walkLine } from "../map/boxes.js";
import { labelsOf } from "../map/labels.js";
import { paneOf, sheetOf } from "../map/panes.js";
import { projectionOf } from "../map/projection.js";

const STEPS = 24;
const BEND = 0.16; // how far a line bows out, as a share of its length
const WIDE_KM = [14, 34];
const NARROW_KM = 3;
const MOVE_REACH_PX = 150;

/** @param {L.Map} map */
export function addMoves(map) {
  return joinPlayer(map, new MoveLayer(map));
}

class MoveLayer {
  /** @param {L.Map} map */
  constructor(map) {
    this.map = map;
    this.moment = -2;
    /** @type {Move[]} */
    this.shown = [];
    this.list = el("ul", { class: "koryo-moves" });
    sharedOf(map).trails.push(() => this.shown.flatMap((move) => move.trail()));
    onLanguage(() => this.write());
  }

  /** @param {Frame} frame */
  draw(frame) {
    const { timeline, panel } = sharedOf(this.map);
    if (!timeline || frame.moment === this.moment) return;
    this.moment = frame.moment;
    this.shown.forEach((move) => move.remove());
    const moment = timeline.moments[frame.moment];
    this.shown = ((moment && moment.moves) || []).map((state) => new Move(this.map, state));
    const items = this.shown.flatMap((move) => move.item || []);
    labelsOf(this.map).set("moves", items);
    if (panel && !this.list.isConnected) panel.sources.after(this.list);
    this.write();
  }

  // Every move is told in words too: those whose ends no source names stand nowhere on the map.
  write() {
    this.shown.forEach((move) => move.write());
    empty(this.list).append(...this.shown.map((move) => el("li", {}, move.line())));
  }
}

class Move {
  /** @param {L.Map} map @param {MoveState} state */
  constructor(map, state) {
    this.map = map;
    this.state = state;
    remember(map, "move", state.move, state);
    const from = state.origin && L.latLng(state.origin[1], state.origin[0]);
    const to = state.destination && L.latLng(state.destination[1], state.destination[0]);
    /** @type {L.LatLng[]} */
    this.spine = [];
    this.shape = from && to ? this.drawLine(from, to) : null;
    // From a whole republic to nowhere named: no spot of it may carry the number.
    this.item = to ? this.labelAt(to) : null;
  }

  /** @param {L.LatLng} from @param {L.LatLng} to */
  drawLine(from, to) {
    const projection = projectionOf(this.map);
    const spine = bowed(projection.project(from), projection.project(to));
    const outline = tapered(spine).map((p) => projection.unproject(p));
    this.spine = spine.map((p) => projection.unproject(p));
    return L.polygon(outline, {
      renderer: sheetOf(this.map, "ribbon"),
      pane: paneOf(this.map, "ribbon"),
      noClip: true,
      smoothFactor: 0,
      interactive: false,
      className: "koryo-move is-" + this.state.status
    }).addTo(this.map);
  }

  // Points along the line, in container pixels: words keep off it where they can.
  trail() {
    const points = this.spine.map((at) => this.map.latLngToContainerPoint(at));
    return points.slice(1).flatMap((p, i) => walkLine(points[i], p, 2, 1, []));
  }

  /** @param {L.LatLng} to @returns {LabelItem} */
  labelAt(to) {
    const node = this.button("koryo-move-label");
    L.DomEvent.disableClickPropagation(node);
    const middle = this.spine[Math.round(STEPS * 0.6)];
    const search = { must: true, compact: true, reach: MOVE_REACH_PX };
    return { el: node, at: middle || to, rank: -4, gap: middle ? 10 : 4, ...search };
  }

  /** @param {string} className */
  button(className) {
    const node = el("button", { type: "button", class: className, "data-koryo-card": "" });
    node.addEventListener("click", () => openCard(this.map, { move: this.state.move }));
    return node;
  }

  words() {
    return stateWords(this.state, true);
  }

  sentence() {
    return phrase("move_line", { count: this.words(), label: textOf(this.state.label) });
  }

  write() {
    if (!this.item) return;
    this.item.el.textContent = this.words();
    this.item.el.setAttribute("aria-label", this.sentence());
  }

  line() {
    const node = this.button("koryo-source");
    node.textContent = this.sentence();
    return node;
  }

  remove() {
    if (this.shape) this.shape.remove();
  }
}

// A quadratic curve that bows to the left of its way, so that two opposite moves lie apart.
/** @param {L.Point} a @param {L.Point} b */
function bowed(a, b) {
  const way = b.subtract(a),
    middle = a.add(way.multiplyBy(0.5)).add(L.point(-way.y, way.x).multiplyBy(BEND));
  return Array.from({ length: STEPS + 1 }, (_, i) => {
    const t = i / STEPS;
    return a
      .multiplyBy((1 - t) * (1 - t))
      .add(middle.multiplyBy(2 * t * (1 - t)))
      .add(b.multiplyBy(t * t));
  });
}

// The outline of a spine that is wide where people left and narrow where they came to.
/** @param {L.Point[]} spine */
function tapered(spine) {
  const length = spine[0].distanceTo(spine[STEPS]);
  const wide = Math.min(Math.max(length * 0.035, WIDE_KM[0] * 1000), WIDE_KM[1] * 1000),
    narrow = NARROW_KM * 1000;
  /** @param {1 | -1} sign */
  const side = (sign) =>
    spine.map((p, i) => {
      const way = spine[Math.min(i + 1, STEPS)].subtract(spine[Math.max(i - 1, 0)]);
      const half = (sign * (wide + ((narrow - wide) * i) / STEPS)) / 2 / Math.hypot(way.x, way.y);
      return p.add(L.point(-way.y, way.x).multiplyBy(half));
    });
  return side(1).concat(side(-1).reverse());
}
