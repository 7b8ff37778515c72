// Names of the journey, laid out once for a camera and a language: places at their dots, units and neighbours on their
// land, seas on water; a name without room is left out, never cut.
import { el, empty, say } from "../core/nodes.js";
import { openCard } from "../core/shared.js";
import { textOf } from "../core/words.js";
import { Board, around, away, besideDot } from "./board.js";
import { Numbers, awayBoxes, probes } from "./numbers.js";

/** @import { Area, Pane, Room } from "./room.js" */
/** @import { Label } from "./numbers.js" */

export class Names extends Numbers {
  clear() {
    empty(this.node).append(this.lines);
    empty(this.lines);
    empty(this.plates);
    this.labels = [];
    this.numbers = [];
    this.underWay = null;
  }

  /** @param {Pane[]} panes @param {Room} room @param {Area[]} kept */
  layOut(panes, room, kept) {
    this.clear();
    const places = this.journey.placesOn(panes);
    const dots = places.map((place) => this.placeLabel(place));
    const areas = this.journey.areas.map((area) => this.areaLabel(area));
    const states = this.journey.land.states.map((state) => this.stateLabel(state));
    this.numbers = this.journey.crowd.squares.blocks.map((/** @type {any} */ _, /** @type {number} */ i) =>
      this.numberLabel(i)
    );
    this.underWay = this.wayLabel();
    this.measure();
    for (const pane of panes) this.layPane(pane, room, kept, { places, dots, areas, states });
    this.hidden();
    this.room = room;
    this.leads = "";
  }

  // All sizes are read together: the page is laid out once.
  measure() {
    for (const label of this.labels) {
      label.width = label.node.offsetWidth;
      label.height = label.node.offsetHeight;
    }
  }

  /** @param {Pane} pane @param {Room} room @param {Area[]} kept @param {any} all */
  layPane(pane, room, kept, { places, dots, areas, states }) {
    const { u } = room;
    const edge = 0.6 * u;
    const { x0, y0, x1, y1 } = pane.box;
    const foot = room.upright ? edge : 2.2 * u;
    const board = new Board({ x0: x0 + edge, y0: y0 + edge, x1: x1 - edge, y1: y1 - foot }, 0.3 * u);
    board.taken.push(...kept, ...this.squareBoxes(pane));
    board.soft = this.wayBoxes(pane, 0.5 * u);
    const shown = places
      .map((/** @type {any} */ place, /** @type {number} */ i) => ({ place, label: dots[i], at: pane.px(place.km) }))
      .filter((/** @type {any} */ item) => pane.shows(item.place.km, 0.8 * u));
    for (const { place, at } of shown) {
      board.dots.push({ key: place.place, x: at[0], y: at[1] });
      board.take({ x0: at[0] - 0.5 * u, y0: at[1] - 0.5 * u, x1: at[0] + 0.5 * u, y1: at[1] + 0.5 * u });
    }
    for (const item of shown.filter((/** @type {any} */ one) => one.place.ringed)) this.layPlace(item, board, u);
    this.layNumbers(pane, board, u);
    for (const item of shown.filter((/** @type {any} */ one) => !one.place.ringed)) this.layPlace(item, board, u);
    this.journey.areas.forEach((area, i) => this.layArea(area, areas[i], pane, board, u));
    this.journey.land.states.forEach((state, i) => this.layState(state, states[i], pane, board, u));
  }

  /** @param {Pane} pane */
  squareBoxes(pane) {
    const { blocks, side_km: side } = this.journey.crowd.squares;
    const half = (side * pane.scale) / 2;
    /** @type {[number, number][]} */
    const squares = blocks.flatMap((/** @type {any} */ block) => block.squares);
    return squares
      .filter((square) => pane.shows(square, -2 * half))
      .map((square) => pane.px(square))
      .map(([x, y]) => ({ x0: x - half, y0: y - half, x1: x + half, y1: y + half }));
  }

  /** @param {Pane} pane @param {number} r */
  wayBoxes(pane, r) {
    /** @type {Area[]} */
    const boxes = [];
    for (const way of this.journey.crowd.ways)
      for (let i = 1; i < way.length; i++) {
        const [a, b] = [pane.px(way[i - 1]), pane.px(way[i])];
        const steps = Math.min(Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / (2 * r)) || 1, 400);
        for (let k = 0; k < steps; k++) {
          const x = a[0] + ((b[0] - a[0]) * k) / steps,
            y = a[1] + ((b[1] - a[1]) * k) / steps;
          if (x > pane.box.x0 - r && x < pane.box.x1 + r && y > pane.box.y0 - r && y < pane.box.y1 + r)
            boxes.push({ x0: x - r, y0: y - r, x1: x + r, y1: y + r });
        }
      }
    return boxes;
  }

  /** @param {any} item @param {Board} board @param {number} u */
  layPlace({ place, label, at }, board, u) {
    if (label.box) return this.again(place, label, at, board, u);
    const near = (place.ringed ? 1.7 : 0.85) * u;
    const spots = besideDot(at[0], at[1], label.width, label.height, [
      near,
      near * 1.6,
      near + 1.8 * u,
      near + 3.4 * u
    ]);
    const box = board.place(spots, label.width, label.height, (area) => board.isOf(place.place, area));
    this.dot(place, at, Boolean(box));
    if (!box) return undefined;
    this.stand(label, box);
    if (away({ x: at[0], y: at[1] }, box) > 2.2 * u) this.hair(at, box);
    return undefined;
  }

  // A place that two strips share is named on both.
  /** @param {any} place @param {Label} label @param {[number, number]} at @param {Board} board @param {number} u */
  again(place, label, at, board, u) {
    const copy = this.label(/** @type {HTMLElement} */ (label.node.cloneNode(true)), place.place, "place");
    copy.width = label.width;
    copy.height = label.height;
    this.layPlace({ place, label: copy, at }, board, u);
  }

  /** @param {any} place @param {[number, number]} at @param {boolean} named */
  dot(place, [x, y], named) {
    if ((!named && !place.ringed) || place.rank >= 1000) return; // a district has a ring of its own
    const node = el("button", {
      type: "button",
      class: "koryo-dot" + (place.ringed ? " is-ringed" : ""),
      "data-koryo-card": "",
      "aria-label": textOf(place.name)
    });
    node.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
    node.addEventListener("click", () => openCard(this.journey.map, { place: place.place }));
    this.node.append(node);
  }

  /** @param {any} area @param {Label} label @param {Pane} pane @param {Board} board @param {number} u */
  layArea(area, label, pane, board, u) {
    if (label.box || !pane.shows(area.km)) return;
    const { land } = this.journey;
    const [x, y] = pane.px(area.km);
    const fits = (/** @type {Area} */ box) =>
      area.level === "union" ||
      probes(box).every(([a, b]) => {
        const km = pane.km(a, b);
        return area.level === "sea" ? !land.isLand(km) || land.isWater(km) : !land.isState(km);
      });
    const hard = (/** @type {Area} */ box) => fits(box) && !board.soft.some((other) => awayBoxes(other, box) <= 0);
    const box = board.place(around(x, y, label.width, label.height, 1.2 * u, 7 * u), label.width, label.height, hard);
    if (box) this.stand(label, box);
  }

  /** @param {any} state @param {Label} label @param {Pane} pane @param {Board} board @param {number} u */
  layState(state, label, pane, board, u) {
    if (label.box || this.isNumbered(state.unit)) return;
    const middle = this.journey.middleOf(state, pane);
    if (!middle) return;
    const [x, y] = pane.px(middle);
    const fits = (/** @type {Area} */ box) =>
      share(probes(box), ([a, b]) => this.journey.land.isIn(state.unit, pane.km(a, b))) >= this.ownShare(state.unit) &&
      !board.soft.some((other) => awayBoxes(other, box) <= 0);
    const box = board.place(around(x, y, label.width, label.height, u, 5 * u), label.width, label.height, fits);
    if (box) this.stand(label, box);
  }

  // The name of a unit that the map tells of may reach over a border of narrow land; others stay within theirs.
  /** @param {string} unit */
  ownShare(unit) {
    return unit in this.journey.tints ? 0.5 : 1;
  }

  hidden() {
    for (const label of this.labels)
      label.node.classList.toggle("is-unplaced", !label.box && !label.node.classList.contains("is-plate"));
  }

  /** @param {any} place */
  placeLabel(place) {
    const node = say(el("span", { class: "is-place" + (place.ringed ? " is-ringed" : "") }), place.name);
    return this.label(node, place.place, "place");
  }

  // What follows a comma stands below the name; a name of two names stands in two lines.
  /** @param {any} area */
  areaLabel({ unit, name, level }) {
    const node = this.button("is-" + level, () => openCard(this.journey.map, { unit }));
    const [head, ...more] = textOf(name).split(", ");
    const parts = level === "sea" && head.includes(" / ") ? head.split(/(?<=\/) /) : [head];
    node.append(...parts.map((part) => el("span", {}, part)));
    if (more.length) node.append(el("small", {}, more.join(", ")));
    return this.label(node, unit, level);
  }

  /** @param {any} state */
  stateLabel({ unit, name }) {
    const node = this.button("is-state", () => openCard(this.journey.map, { unit }));
    node.append(textOf(name));
    return this.label(node, unit, "state");
  }
}

/** @param {[number, number][]} spots @param {(spot: [number, number]) => boolean} test */
function share(spots, test) {
  return spots.filter(test).length / spots.length;
}
