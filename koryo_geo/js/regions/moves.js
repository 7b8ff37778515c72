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

const STEPS = 24;
const BEND = 0.16; // how far a line bows out, as a share of its length
const WIDE_KM = [14, 34];
const NARROW_KM = 3;
const MOVE_REACH_PX = 150;

export function addMoves(map) {
  return joinPlayer(map, new MoveLayer(map));
}

class MoveLayer {
  constructor(map) {
    this.map = map;
    this.moment = -2;
    this.shown = [];
    this.list = el("ul", { class: "koryo-moves" });
    sharedOf(map).trails.push(() => this.shown.flatMap((move) => move.trail()));
    onLanguage(() => this.write());
  }

  draw(frame) {
    const { timeline, panel } = sharedOf(this.map);
    if (!timeline || frame.moment === this.moment) return;
    this.moment = frame.moment;
    this.shown.forEach((move) => move.remove());
    const moment = timeline.moments[frame.moment];
    this.shown = ((moment && moment.moves) || []).map((state) => new Move(this.map, state));
    labelsOf(this.map).set(
      "moves",
      this.shown.filter((move) => move.item).map((move) => move.item)
    );
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
  constructor(map, state) {
    this.map = map;
    this.state = state;
    remember(map, "move", state.move, state);
    this.from = state.origin && L.latLng(state.origin[1], state.origin[0]);
    this.to = state.destination && L.latLng(state.destination[1], state.destination[0]);
    if (this.from && this.to) this.drawLine();
    if (this.to) this.makeLabel(); // from a whole republic to nowhere named: no spot of it may carry the number
  }

  drawLine() {
    const { projection } = this.map.options.crs;
    const spine = bowed(projection.project(this.from), projection.project(this.to));
    this.spine = spine.map((p) => projection.unproject(p));
    this.middle = this.spine[Math.round(STEPS * 0.6)];
    this.shape = L.polygon(
      tapered(spine).map((p) => projection.unproject(p)),
      {
        renderer: sheetOf(this.map, "ribbon"),
        pane: paneOf(this.map, "ribbon"),
        noClip: true,
        smoothFactor: 0,
        interactive: false,
        className: "koryo-move is-" + this.state.status
      }
    ).addTo(this.map);
  }

  // Points along the line, in container pixels: words keep off it where they can.
  trail() {
    const points = (this.spine || []).map((at) => this.map.latLngToContainerPoint(at));
    return points.slice(1).flatMap((p, i) => walkLine(points[i], p, 2, 1, []));
  }

  makeLabel() {
    this.el = this.button("koryo-move-label");
    L.DomEvent.disableClickPropagation(this.el);
    this.item = {
      el: this.el,
      at: this.middle || this.to,
      rank: -4,
      gap: this.middle ? 10 : 4,
      must: true,
      compact: true,
      reach: MOVE_REACH_PX
    };
  }

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
    if (!this.el) return;
    this.el.textContent = this.words();
    this.el.setAttribute("aria-label", this.sentence());
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
function tapered(spine) {
  const length = spine[0].distanceTo(spine[STEPS]);
  const wide = Math.min(Math.max(length * 0.035, WIDE_KM[0] * 1000), WIDE_KM[1] * 1000),
    narrow = NARROW_KM * 1000;
  const side = (sign) =>
    spine.map((p, i) => {
      const way = spine[Math.min(i + 1, STEPS)].subtract(spine[Math.max(i - 1, 0)]);
      const half = (sign * (wide + ((narrow - wide) * i) / STEPS)) / 2 / Math.hypot(way.x, way.y);
      return p.add(L.point(-way.y, way.x).multiplyBy(half));
    });
  return side(1).concat(side(-1).reverse());
}
