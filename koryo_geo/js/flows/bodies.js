// What stands beside a counted body: its name and how many people it is at this moment. Numbers change only when a
// train leaves or arrives; they do not run.
import { el, say } from "../core/nodes.js";
import { phrase } from "../core/words.js";
import { fitSheet, layBody, layHollow } from "./bodyplan.js";
import { CellSheet, marksOf } from "./marks.js";

const RINGS = Array.from({ length: 24 }, (_, i) => i * 11);
const BODY_REACH_PX = 200;
const BODY_LEADER_PX = 46; // a body nearer than this to its point stands by it and needs no line
const WAYS = Array.from({ length: 16 }, (_, i) => [Math.cos((i * Math.PI) / 8), Math.sin((i * Math.PI) / 8)]);

/** Marks that leave or arrive on one day. @typedef {{ day: number, marks: number }} Group */

class Body {
  /**
   * @param {BodyPlace} place
   * @param {Uint32Array} ink
   * @param {Group[]} groups those who ever stand here
   * @param {boolean} waits whether they stand here until their day; else from their day on
   */
  constructor(place, ink, groups, waits) {
    this.place = place;
    this.groups = groups;
    this.waits = waits;
    this.hollow = false;
    this.marks = groups.reduce((total, group) => total + group.marks, 0);
    this.canvas = el("canvas", { class: "koryo-body-frame koryo-canvas", "aria-hidden": "true" });
    this.name = el("span", { class: "koryo-body-name" });
    this.number = el("span", { class: "koryo-body-number" });
    const words = el("div", { class: "koryo-body-words" }, this.name, this.number);
    this.el = el("div", { class: "koryo-body" }, words, this.canvas);
    this.item = itemOf(this.el, place);
    this.sheet = new CellSheet(ink);
    /** @type {BodyPlan | null} */
    this.plan = null;
    this.drawn = this.said = -1;
  }

  /** @param {BodyPlan} plan @param {number} cell */
  resize(plan, cell) {
    this.plan = plan;
    fitSheet(this.sheet, this.canvas, plan);
    this.canvas.style.width = this.canvas.width * cell + "px";
    this.canvas.style.height = this.canvas.height * cell + "px";
    this.drawn = -1;
  }

  // How many marks stand here.
  /** @param {Frame} frame */
  count(frame) {
    let n = 0;
    for (const group of this.groups) if (group.day > frame.t === this.waits) n += group.marks;
    return n;
  }

  // Nothing is touched unless the number of those who stand here has changed.
  /** @param {Frame} frame @param {number} people */
  drawPeople(frame, people) {
    const n = this.count(frame);
    if (!this.plan || (n === this.drawn && people === this.said)) return;
    this.drawn = n;
    this.said = people;
    this.write();
    this.sheet.clear();
    (this.hollow ? layHollow : layBody)(this.sheet, this.plan, n);
    this.sheet.paint();
  }

  words() {
    return phrase("people", { n: this.said });
  }

  write() {
    say(this.name, this.place.label);
    this.number.textContent = this.words();
    this.el.classList.toggle("is-empty", this.said === 0);
    if (this.item.ink) this.item.ink.classList.toggle("is-empty", this.said === 0);
  }
}

/** @param {HTMLElement} node @param {BodyPlace} place @returns {LabelItem} */
function itemOf(node, place) {
  const search = {
    reach: BODY_REACH_PX,
    rings: RINGS,
    ways: WAYS,
    centre: true,
    softCost: 12,
    leadFrom: BODY_LEADER_PX
  };
  return { el: node, at: L.latLng(place.lat, place.lon), rank: -10, gap: 12, must: true, compact: true, ...search };
}

// Those who have not left.
export class OriginBody extends Body {
  /** @param {Timeline} timeline @param {BodyPlace} place @param {BodyOptions} options */
  constructor(timeline, place, options) {
    super(
      place,
      options.ink,
      timeline.flows.flatMap((flow) => groupsOf(flow, flow.trips.depart, options.unit)),
      true
    );
    this.all = timeline.flows.reduce((total, flow) => total + flow.persons, 0);
    this.el.classList.add("is-origin");
    Object.assign(this.item, { rank: -20, centre: false });
  }

  /** @param {Frame} frame */
  people(frame) {
    return frame.totals.waiting;
  }

  // Those counted here have all left; whoever else remained, the flows do not count.
  words() {
    return this.said === 0 ? phrase("none_of_counted", { n: this.all }) : super.words();
  }

  /** @param {Frame} frame */
  draw(frame) {
    this.drawPeople(frame, this.people(frame));
  }
}

// Those who have come to one unit, or whose way no source names.
export class EndBody extends Body {
  /** @param {Timeline} timeline @param {BodyPlace} place @param {BodyOptions} options @param {number[]} flows */
  constructor(timeline, place, options, flows) {
    super(
      place,
      options.ink,
      flows.flatMap((i) => endings(timeline.flows[i], options.unit)),
      false
    );
    this.flows = flows;
    this.hollow = flows.every((i) => timeline.flows[i].path === null);
    this.el.classList.toggle("is-untraced", this.hollow);
    this.el.classList.toggle("is-uncounted", this.marks === 0);
    // After the stations that all others passed.
    if (this.hollow) Object.assign(this.item, { leadFrom: Infinity, rank: 9 });
  }

  /** @param {Frame} frame */
  people(frame) {
    return this.flows.reduce((n, i) => n + frame.flows[i].arrived + frame.flows[i].untraced, 0);
  }

  /** @param {Frame} frame */
  draw(frame) {
    this.drawPeople(frame, this.people(frame));
  }
}

/** @param {FlowData} flow @param {Unit} unit */
function endings(flow, unit) {
  return groupsOf(flow, (flow.path !== null && flow.trips.arrive) || flow.trips.depart, unit);
}

/** @param {FlowData} flow @param {number[]} days @param {Unit} unit @returns {Group[]} */
function groupsOf(flow, days, unit) {
  const sizes = marksOf(flow, unit);
  return days.map((day, i) => ({ day, marks: sizes[i] }));
}
