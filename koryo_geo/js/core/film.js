// The film: stops with one clock, made in Python and read here. at(s) is pure: a second of the film gives its day, its
// view and whether words are on the screen. At a stop the picture rests; between two stops camera and days move.

/** @typedef {[number, number, number, number]} Sides west, south, east, north in map kilometres */

/**
 * @typedef {object} FilmData
 * @property {string} kind
 * @property {FilmStop[]} stops
 * @property {Sides} whole
 * @property {Sides | null} origin
 * @property {number} left_by
 */

/**
 * @typedef {object} FilmStop
 * @property {string} stop
 * @property {string} table
 * @property {string} key
 * @property {number} from_s
 * @property {number} to_s
 * @property {number} day
 * @property {Sides} view
 * @property {Words} title
 * @property {Words} text
 * @property {string} told_by
 * @property {string[]} sources
 * @property {{ key: string, lon: number, lat: number }[]} rings
 * @property {Record<string, number>} words
 */

/** @typedef {{ day: number, view: Sides, stop: number, words: boolean, inset: boolean }} Shot */

export class Film {
  /** @param {FilmData} json */
  constructor(json) {
    this.kind = json.kind;
    this.stops = json.stops;
    this.whole = json.whole;
    this.origin = json.origin || null;
    this.leftBy = json.left_by;
    this.duration = json.stops[json.stops.length - 1].to_s;
  }

  /** @param {number} seconds @returns {Shot} */
  at(seconds) {
    const { stops } = this;
    let index = 0;
    while (index + 1 < stops.length && stops[index + 1].from_s <= seconds) index++;
    const here = stops[index];
    if (seconds <= here.to_s || index === stops.length - 1) return this.shot(here.day, here.view, index, true);
    const next = stops[index + 1];
    const share = eased((seconds - here.to_s) / (next.from_s - here.to_s));
    const day = this.kind === "flows" ? here.day + (next.day - here.day) * share : here.day;
    return this.shot(day, between(here.view, next.view, share), index, false);
  }

  /** @param {number} day @param {Sides} view @param {number} stop @param {boolean} words */
  shot(day, view, stop, words) {
    const waits = this.origin !== null && day < this.leftBy;
    return { day, view, stop, words, inset: waits && this.origin !== null && !holds(view, this.origin) };
  }

  /** @param {number} seconds */
  day(seconds) {
    return this.at(seconds).day;
  }

  // The first second that shows a day.
  /** @param {number} day */
  seconds(day) {
    const { stops } = this;
    const index = stops.findIndex((stop) => stop.day >= day - 1e-9);
    if (index < 0) return this.duration;
    const here = stops[index];
    if (index === 0 || here.day <= day + 1e-9) return here.from_s;
    const before = stops[index - 1];
    const share = uneased((day - before.day) / (here.day - before.day));
    return before.to_s + (here.from_s - before.to_s) * share;
  }

  // Where a stretch of days is told: its first stop, else its first second.
  /** @param {number} day @param {number} next */
  beginning(day, next) {
    const stop = this.stops.find((item) => item.day >= day && item.day < next);
    return stop ? stop.from_s : this.seconds(day);
  }
}

// Both cuts of a map's film have their stops in one list; each cut says which, and when.
/** @param {any} data @param {"full" | "short"} cut */
export function filmOf(data, cut) {
  const stops = data.cuts[cut].map((/** @type {[number, number, number]} */ [index, from_s, to_s]) => ({
    ...data.stops[index],
    from_s,
    to_s
  }));
  return new Film({ ...data, stops });
}

/** @param {number} share */
function eased(share) {
  return share * share * (3 - 2 * share);
}

/** @param {number} value */
function uneased(value) {
  return 0.5 - Math.sin(Math.asin(1 - 2 * Math.min(Math.max(value, 0), 1)) / 3);
}

/** @param {Sides} outer @param {Sides} inner */
export function holds(outer, inner) {
  return outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];
}

// The middle moves evenly, the size in equal ratios.
/** @param {Sides} a @param {Sides} b @param {number} share @returns {Sides} */
export function between(a, b, share) {
  /** @param {number} i */
  const half = (i) => ((a[i + 2] - a[i]) * ((b[i + 2] - b[i]) / (a[i + 2] - a[i])) ** share) / 2;
  /** @param {number} i */
  const middle = (i) => (a[i] + a[i + 2]) / 2 + ((b[i] + b[i + 2]) / 2 - (a[i] + a[i + 2]) / 2) * share;
  const [w, h, x, y] = [half(0), half(1), middle(0), middle(1)];
  return [x - w, y - h, x + w, y + h];
}
