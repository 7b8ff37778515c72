// Names and numbers of the journey, laid out once for a camera and a language: places at their dots, units and
// neighbours on their land, numbers at their land or, where it has no room, on a plate off the land with a leader.
import { currentLanguage } from "../core/language.js";
import { el, empty, say, svg } from "../core/nodes.js";
import { openCard } from "../core/shared.js";
import { grouped, phrase, textOf } from "../core/words.js";
import { Board, around, away, besideDot } from "./board.js";

/** @import { Area } from "./room.js" */
/** @import { Pane, Room } from "./room.js" */
/** @import { Journey } from "./stage.js" */

const TARGET_PX = 24;

/** @typedef {{ node: HTMLElement, width: number, height: number, box: Area | null, key: string, kind: string,
 * tip?: [number, number] }} Label */

/** @typedef {{ block: number, label: Label, plate: boolean, number: HTMLElement, words: HTMLElement }} NumberLabel */

export class Names {
  /** @param {Journey} journey */
  constructor(journey) {
    this.journey = journey;
    this.node = el("div", { class: "koryo-names" });
    this.lines = svg("svg", { class: "koryo-hairs", "aria-hidden": "true" });
    this.plates = el("div", { class: "koryo-plates" });
    this.row = el("div", { class: "koryo-plate-row" }, this.plates);
    /** @type {Label[]} */
    this.labels = [];
    /** @type {NumberLabel[]} */
    this.numbers = [];
    /** @type {NumberLabel | null} */
    this.underWay = null;
    /** @type {Room | null} */
    this.room = null;
    this.leads = "";
  }

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

  /** @param {[number, number]} from @param {Area} box */
  hair([x, y], box) {
    const end = [Math.min(Math.max(x, box.x0), box.x1), Math.min(Math.max(y, box.y0), box.y1)];
    this.lines.append(svg("line", { x1: x, y1: y, x2: end[0], y2: end[1] }));
  }

  /** @param {Pane} pane @param {Board} board @param {number} u */
  layNumbers(pane, board, u) {
    const { blocks } = this.journey.crowd.squares;
    this.numbers.forEach((number) => {
      const block = blocks[number.block];
      const spots = block.squares.length ? block.squares : block.tip ? [block.tip] : [];
      const seen = spots.filter((/** @type {[number, number]} */ spot) => pane.shows(spot)).length;
      if (number.label.box || number.plate || seen * 2 <= spots.length || !spots.length) return;
      this.layNumber(number, block, spots, pane, board, u);
    });
    this.layUnderWay(pane, board, u);
  }

  /** @param {NumberLabel} number @param {any} block @param {[number, number][]} spots @param {Pane} pane
   * @param {Board} board @param {number} u */
  layNumber(number, block, spots, pane, board, u) {
    const { label } = number;
    const half = (this.journey.crowd.squares.side_km * pane.scale) / 2;
    const px = spots.map((spot) => pane.px(spot));
    const [xs, ys] = [px.map((p) => p[0]), px.map((p) => p[1])];
    const box = {
      x0: Math.min(...xs) - half,
      y0: Math.min(...ys) - half,
      x1: Math.max(...xs) + half,
      y1: Math.max(...ys) + half
    };
    const x = (box.x0 + box.x1) / 2;
    const reach = Math.hypot(box.x1 - box.x0, box.y1 - box.y0) / 2 + 12 * u;
    const tries = around(x, box.y0 - label.height / 2 - 0.5 * u, label.width, label.height, u, reach);
    const fits = (/** @type {Area} */ area) => this.onlyOn(block.unit, area, pane);
    const placed = board.place(tries, label.width, label.height, fits);
    const tip = px.reduce((best, p) =>
      Math.hypot(p[0] - x, p[1] - box.y1) < Math.hypot(best[0] - x, best[1] - box.y1) ? p : best
    );
    if (!placed) return this.plate(number, tip);
    this.stand(label, placed);
    const near = px.reduce((best, p) => (awayOf(p, placed) < awayOf(best, placed) ? p : best));
    if (awayOf(near, placed) > 2.4 * u + half) this.hair(near, placed);
    return undefined;
  }

  // All of a box on one unit's land, or on water.
  /** @param {string} unit @param {Area} box @param {Pane} pane */
  onlyOn(unit, box, pane) {
    const { land } = this.journey;
    return probes(box).every(([x, y]) => {
      const km = pane.km(x, y);
      return land.isIn(unit, km) || !land.isLand(km);
    });
  }

  // A number without room on its own land stands off the map, on paper.
  /** @param {NumberLabel} number @param {[number, number]} tip */
  plate(number, tip) {
    number.plate = true;
    number.label.tip = tip;
    number.label.node.classList.add("is-plate");
    this.plates.append(number.label.node);
  }

  // The row of plates stands below what it speaks of, as far as the paper reaches, and a leader joins each to its land.
  lead() {
    const { room, row } = this;
    const shown = this.numbers.filter(({ plate, label }) => plate && !label.node.hidden && label.tip);
    const key = shown.map(({ label }) => label.key + label.tip).join() + row.clientWidth;
    if (!room || this.leads === key) return;
    this.leads = key;
    this.lines.querySelectorAll(".is-leader").forEach((line) => line.remove());
    const [first] = shown;
    const tip = first && first.label.tip;
    const right = Boolean(tip && !room.upright && tip[0] > 0.3 * room.width);
    const edge = (room.upright ? 2 : 3) * room.u;
    row.style.left = (right ? room.width - edge - row.clientWidth : edge) + "px";
    row.classList.toggle("is-right", right);
    const frame = this.node.getBoundingClientRect();
    for (const { label } of shown) {
      const box = label.node.getBoundingClientRect();
      const [x, y] = /** @type {[number, number]} */ (label.tip);
      const end = Math.min(Math.max(x, box.left - frame.left + room.u), box.right - frame.left - room.u);
      this.lines.append(svg("line", { x1: x, y1: y, x2: end, y2: box.top - frame.top, class: "is-leader" }));
    }
  }

  /** @param {Pane} pane @param {Board} board @param {number} u */
  layUnderWay(pane, board, u) {
    const { underWay: number } = this;
    const way = this.journey.crowd.ways[0];
    if (!number || number.label.box || !way) return;
    const seen = way.filter((point) => pane.shows(point, 4 * u));
    if (seen.length * 2 < way.length) return;
    const [x, y] = pane.px(seen[Math.floor(seen.length / 2)]);
    const { label } = number;
    const { land, tints } = this.journey;
    const own = (/** @type {[number, number]} */ km) =>
      land.isState(km) && !Object.keys(tints).some((unit) => land.isIn(unit, km));
    const fits = (/** @type {Area} */ area) =>
      probes(area).every((p) => own(pane.km(p[0], p[1]))) && !board.soft.some((box) => awayBoxes(box, area) < 0.4 * u);
    const box = board.place(
      around(x, y - 7 * u, label.width, label.height, 1.5 * u, 24 * u),
      label.width,
      label.height,
      fits
    );
    if (box) this.stand(label, box);
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

  // A unit whose number stands on its land has its name there.
  /** @param {string} unit */
  isNumbered(unit) {
    const { blocks } = this.journey.crowd.squares;
    return this.numbers.some((number) => blocks[number.block].unit === unit && number.label.box);
  }

  /** @param {Label} label @param {Area} box */
  stand(label, box) {
    label.box = box;
    label.node.style.transform = `translate(${box.x0.toFixed(1)}px, ${box.y0.toFixed(1)}px)`;
  }

  hidden() {
    for (const label of this.labels)
      label.node.classList.toggle("is-unplaced", !label.box && !label.node.classList.contains("is-plate"));
  }

  /** @param {HTMLElement} node @param {string} key @param {string} kind @returns {Label} */
  label(node, key, kind) {
    const label = { node, key, kind, width: 0, height: 0, box: null };
    node.classList.add("koryo-name");
    this.node.append(node);
    this.labels.push(label);
    return label;
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

  /** @param {number} block @returns {NumberLabel} */
  numberLabel(block) {
    const { unit } = this.journey.crowd.squares.blocks[block];
    const number = el("span", { class: "koryo-count" }),
      words = el("small");
    const node = this.button("is-number", () => openCard(this.journey.map, this.journey.subjectOf(block)));
    node.append(el("b", {}, textOf(this.journey.nameOf(unit))), number, words);
    const label = this.label(node, unit, "number");
    number.textContent = grouped(this.journey.timeline.persons);
    words.textContent = this.journey.wordsFor(block);
    return { block, label, plate: false, number, words };
  }

  /** @returns {NumberLabel | null} */
  wayLabel() {
    const flow = this.journey.timeline.flows.find((item) => item.path !== null);
    if (!flow) return null;
    const number = el("span", { class: "koryo-count" }),
      words = el("small", {}, phrase("total_under_way"));
    const node = this.button("is-number", () => openCard(this.journey.map, { flow: flow.flow }));
    node.append(number, words);
    number.textContent = grouped(this.journey.timeline.persons);
    return { block: -1, label: this.label(node, "under_way", "number"), plate: false, number, words };
  }

  /** @param {string} look @param {() => void} press */
  button(look, press) {
    const node = el("button", { type: "button", class: look, "data-koryo-card": "", lang: currentLanguage() });
    node.style.minHeight = TARGET_PX + "px";
    node.addEventListener("click", press);
    return node;
  }

  // The numbers of a moment; a line with nobody in it yet is absent, and no nought stands.
  /** @param {Frame} frame */
  count(frame) {
    const { crowd, timeline } = this.journey;
    for (const { block, label, plate, number, words } of this.numbers) {
      const n = crowd.people(block, frame);
      const origin = crowd.squares.blocks[block].role === "origin";
      write(number, n ? grouped(n) : "");
      write(
        words,
        n
          ? phrase(origin ? "total_waiting" : "total_arrived")
          : origin
            ? phrase("still_all_left", { n: allFrom(timeline, crowd.squares.blocks[block].unit) })
            : ""
      );
      label.node.classList.toggle("is-none", !n);
      if (plate) label.node.hidden = !n;
    }
    this.lead();
    if (this.underWay) {
      const n = frame.totals.under_way;
      write(this.underWay.number, n ? grouped(n) : "");
      this.underWay.label.node.hidden = !n;
    }
  }
}

/** @param {HTMLElement} node @param {string} text */
function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** @param {Timeline} timeline @param {string} unit */
function allFrom(timeline, unit) {
  return timeline.flows.reduce((n, flow) => n + (flow.origin === unit ? flow.persons : 0), 0);
}

/** @param {Area} box */
function probes({ x0, y0, x1, y1 }) {
  const xs = [x0, x0 + (x1 - x0) / 4, (x0 + x1) / 2, x1 - (x1 - x0) / 4, x1];
  return [y0, (y0 + y1) / 2, y1].flatMap((y) => xs.map((x) => /** @type {[number, number]} */ ([x, y])));
}

/** @param {[number, number][]} spots @param {(spot: [number, number]) => boolean} test */
function share(spots, test) {
  return spots.filter(test).length / spots.length;
}

/** @param {[number, number]} p @param {Area} box */
const awayOf = ([x, y], box) => away({ x, y }, box);

/** @param {Area} a @param {Area} b */
function awayBoxes(a, b) {
  return Math.max(a.x0 - b.x1, b.x0 - a.x1, a.y0 - b.y1, b.y0 - a.y1);
}
