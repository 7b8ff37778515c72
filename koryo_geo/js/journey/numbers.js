// Numbers of the journey: each at its own land or, where that has no room, on a plate off the land with a leader; no
// number stands on another's land.
import { currentLanguage } from "../core/language.js";
import { el, svg } from "../core/nodes.js";
import { openCard } from "../core/shared.js";
import { grouped, phrase, textOf } from "../core/words.js";
import { around, away } from "./board.js";

/** @import { Area, Pane, Room } from "./room.js" */
/** @import { Board } from "./board.js" */
/** @import { Journey } from "./stage.js" */

const TARGET_PX = 24;

/** @typedef {{ node: HTMLElement, width: number, height: number, box: Area | null, key: string, kind: string,
 * tip?: [number, number] }} Label */

/** @typedef {{ block: number, label: Label, plate: boolean, number: HTMLElement, words: HTMLElement }} NumberLabel */

export class Numbers {
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

  /** @param {HTMLElement} node @param {string} key @param {string} kind @returns {Label} */
  label(node, key, kind) {
    const label = { node, key, kind, width: 0, height: 0, box: null };
    node.classList.add("koryo-name");
    this.node.append(node);
    this.labels.push(label);
    return label;
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
    const { frame, crowd } = this.journey;
    if (frame && crowd.squares.blocks[block].role === "origin" && !crowd.people(block, frame)) {
      number.textContent = "";
      words.textContent = phrase("still_all_left", { n: allFrom(this.journey.timeline, unit) });
    }
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

/** @param {[number, number]} p @param {Area} box */
const awayOf = ([x, y], box) => away({ x, y }, box);

/** @param {Area} box */
export function probes({ x0, y0, x1, y1 }) {
  const xs = [x0, x0 + (x1 - x0) / 4, (x0 + x1) / 2, x1 - (x1 - x0) / 4, x1];
  return [y0, (y0 + y1) / 2, y1].flatMap((y) => xs.map((x) => /** @type {[number, number]} */ ([x, y])));
}

/** @param {Area} a @param {Area} b */
export function awayBoxes(a, b) {
  return Math.max(a.x0 - b.x1, b.x0 - a.x1, a.y0 - b.y1, b.y0 - a.y1);
}
