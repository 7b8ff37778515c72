// The Timeline: plain numbers made in Python, read here. at(t) is pure: the same day gives the same frame in both
// languages, so a scrub, a poster and a test all show one truth. It holds no clock.
import { addDays } from "./dates.js";

export class Timeline {
  /** @param {TimelineData} json */
  constructor(json) {
    this.kind = json.kind;
    this.start = json.start;
    this.days = json.days;
    /** @type {[number, number][]} */
    this.pace =
      json.pace && json.pace.length
        ? json.pace
        : [
            [0, 0],
            [60, json.days]
          ];
    this.flows = json.flows || [];
    this.moments = json.moments || [];
    this.events = json.events || [];
    this.chapters = json.chapters || [];
    this.nodes = json.nodes || [];
    this.paths = json.paths || [];
    this.duration = this.pace[this.pace.length - 1][0];
    this.lengths = this.paths.map((path) => path.km[path.km.length - 1]);
    this.persons = sum(this.flows.map((flow) => flow.persons));
  }

  /** @param {number} t @returns {Moving} */
  at(t) {
    const day = Math.min(Math.max(t, 0), this.days);
    const flows = this.flows.map((flow) => count(flow, day));
    return {
      t: day,
      date: addDays(this.start, Math.floor(day)),
      flows: flows,
      totals: this.totals(flows),
      trips: this.flows.map((flow) => this.positions(flow, day)),
      moment: lastAt(this.moments, day),
      event: lastAt(this.events, day),
      chapter: lastAt(this.chapters, day)
    };
  }

  // Nobody is lost: departed = under way + arrived + untraced, and waiting is all the rest.
  /** @param {Counts[]} flows */
  totals(flows) {
    /** @param {keyof Counts} key */
    const of = (key) => sum(flows.map((flow) => flow[key]));
    const departed = of("departed");
    return {
      departed,
      under_way: of("under_way"),
      arrived: of("arrived"),
      untraced: of("untraced"),
      waiting: this.persons - departed
    };
  }

  /** @param {FlowData} flow @param {number} day */
  positions(flow, day) {
    const { depart, arrive } = flow.trips;
    if (!arrive || flow.path === null) return depart.map(() => null);
    const length = this.lengths[flow.path];
    return depart.map((start, i) =>
      start <= day && day < arrive[i] ? (length * (day - start)) / (arrive[i] - start) : null
    );
  }

  // At a jump (equal seconds, two days) the later day holds; on a rest (equal days) every second gives that day.
  /** @param {number} seconds */
  day(seconds) {
    return walk(this.pace, 0, 1, seconds, (x, end) => x < end);
  }

  // A day inside a jump is the second of the jump; a day that rests is the first second of its rest.
  /** @param {number} day */
  seconds(day) {
    return walk(this.pace, 1, 0, day, (x, end) => x <= end);
  }

  /** @param {number} day */
  date(day) {
    return addDays(this.start, Math.floor(day));
  }
}

/** @param {number[]} numbers */
function sum(numbers) {
  let total = 0;
  for (const n of numbers) total += n;
  return total;
}

/** @param {FlowData} flow @param {number} day */
function count(flow, day) {
  const { depart, arrive, persons } = flow.trips;
  const traced = Boolean(arrive) && flow.path !== null;
  let departed = 0,
    arrived = 0;
  for (let i = 0; i < depart.length; i++) {
    if (depart[i] <= day) departed += persons[i];
    if (traced && arrive && arrive[i] <= day) arrived += persons[i];
  }
  return { departed, under_way: traced ? departed - arrived : 0, arrived, untraced: traced ? 0 : departed };
}

/** @param {{ day: number }[]} items @param {number} day */
function lastAt(items, day) {
  let found = -1;
  for (let i = 0; i < items.length && items[i].day <= day; i++) found = i;
  return found;
}

// Piecewise-linear reading of pairs: given column `from`, the value in column `to`.
/**
 * @param {[number, number][]} pairs
 * @param {0 | 1} from
 * @param {0 | 1} to
 * @param {number} x
 * @param {(x: number, end: number) => boolean} within
 */
function walk(pairs, from, to, x, within) {
  if (x <= pairs[0][from]) return pairs[0][to];
  for (let i = 1; i < pairs.length; i++) {
    const a = pairs[i - 1],
      b = pairs[i];
    if (!within(x, b[from])) continue;
    const span = b[from] - a[from];
    return span ? a[to] + ((b[to] - a[to]) * (x - a[from])) / span : b[to];
  }
  return pairs[pairs.length - 1][to];
}
