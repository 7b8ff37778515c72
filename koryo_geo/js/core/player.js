// The only file that reads a clock. A Player speaks as an HTML media element does (play, pause, currentTime, ended ...)
// and, on every change, computes one frame and hands it to each layer. Layers draw what they are given.
import { reducedMotion } from "./nodes.js";

/** @import { Film } from "./film.js" */

// Three views of one clock: who is under way, all who have passed so far, and who passed in the last seven days.
/** @type {View[]} */
export const VIEWS = ["moment", "cumulative", "window"];

const LONGEST_STEP_S = 0.25; // after a stall, go on from where we were: never jump over people

export class Player extends EventTarget {
  /** @param {Timeline} timeline @param {{ hold?: number; reduced?: boolean; film?: Film | null }} [options] */
  constructor(timeline, options) {
    super();
    const given = options || {};
    this.timeline = timeline;
    /** @type {Layer[]} */
    this.layers = [];
    this.loop = false;
    // With a film its seconds are the clock's, and the rests are in it.
    this.film = given.film || null;
    this.hold = given.hold === undefined ? 4 : given.hold;
    this.reduced = given.reduced === undefined ? reducedMotion() : given.reduced;
    this.paused = true;
    this.ended = false;
    this.duration = this.clock.duration;
    this.rate = 1;
    this.seconds = 0;
    this.holding = 0;
    this.handle = 0;
    /** @type {number | null} */
    this.last = null;
    this.chapterTimes = timeline.chapters.map((_, i) => this.chapterTime(i));
    /** @type {View} */
    this.viewed = "cumulative";
    /** @type {Frame} */
    this.frame = this.frameAt(0);
    this.tick = this.tick.bind(this);
    document.addEventListener("visibilitychange", () => this.resumeClock());
  }

  get clock() {
    return this.film || this.timeline;
  }

  /** @param {number} index */
  chapterTime(index) {
    const { chapters, days } = this.timeline;
    const next = chapters[index + 1];
    const { day } = chapters[index];
    return this.film ? this.film.beginning(day, next ? next.day : days + 1) : this.timeline.seconds(day);
  }

  // Another cut of the same film, at the same day.
  /** @param {Film} film */
  recut(film) {
    const day = this.frame.t;
    this.film = film;
    this.duration = film.duration;
    this.chapterTimes = this.timeline.chapters.map((_, i) => this.chapterTime(i));
    this.currentTime = film.seconds(day);
    this.emit("recut");
  }

  /** @param {Layer} layer */
  add(layer) {
    this.layers.push(layer);
    layer.draw(this.frame);
    return this;
  }

  /** @param {Layer} layer */
  remove(layer) {
    this.layers = this.layers.filter((other) => other !== layer);
  }

  get currentTime() {
    return this.seconds;
  }

  /** @param {number} value */
  set currentTime(value) {
    const seconds = Math.min(Math.max(Number(value) || 0, 0), this.duration);
    this.ended = false;
    this.holding = 0;
    this.show(seconds);
    this.emit("timeupdate");
    this.emit("seeked");
  }

  get playbackRate() {
    return this.rate;
  }

  /** @param {number} rate */
  set playbackRate(rate) {
    this.rate = rate;
    this.emit("ratechange");
  }

  get view() {
    return this.viewed;
  }

  /** @param {View} view */
  set view(view) {
    if (!VIEWS.includes(view) || view === this.viewed) return;
    this.viewed = view;
    this.redraw();
    this.emit("viewchange");
  }

  play() {
    if (!this.paused) return Promise.resolve();
    if (this.ended || this.seconds >= this.duration) this.currentTime = 0;
    this.paused = false;
    if ((this.reduced && !this.stands) || (!this.film && this.atFirstChapter())) this.holding = this.rests();
    this.emit("play");
    this.resumeClock();
    return Promise.resolve();
  }

  // On a map of counts nothing moves between two dates, and its own pace is one of rests.
  get stands() {
    return this.timeline.kind === "regions";
  }

  // How long the picture rests here.
  rests() {
    const { shot } = this.frame;
    if (!this.film || !shot) return this.hold;
    const { from_s, to_s } = this.film.stops[shot.stop];
    return to_s - from_s;
  }

  // The story begins with a rest: its first chapter is read before anything moves.
  atFirstChapter() {
    return this.seconds === this.chapterTimes[0];
  }

  pause() {
    if (this.paused) return;
    this.paused = true;
    cancelAnimationFrame(this.handle);
    this.emit("pause");
  }

  // A hidden tab stops the clock and keeps the moment; coming back goes on from the same day.
  resumeClock() {
    cancelAnimationFrame(this.handle);
    this.last = null;
    if (!this.paused && !document.hidden) this.handle = requestAnimationFrame(this.tick);
  }

  /** @param {number} now */
  tick(now) {
    const elapsed = this.last === null ? 0 : Math.min((now - this.last) / 1000, LONGEST_STEP_S);
    this.last = now;
    this.handle = requestAnimationFrame(this.tick);
    if (this.holding > 0) this.rest(elapsed);
    else if (this.reduced && !this.stands) this.leap();
    else this.advance(elapsed * this.rate);
  }

  /** @param {number} elapsed */
  rest(elapsed) {
    this.holding = Math.max(0, this.holding - elapsed);
  }

  /** @param {number} step */
  advance(step) {
    if (this.seconds >= this.duration) return this.beginAgain();
    const stop = this.film ? Infinity : this.nextChapterTime();
    const target = this.seconds + step;
    if (target < stop) return this.arriveAt(target);
    this.holding = this.hold;
    return this.arriveAt(stop);
  }

  // Less motion: whole chapters, one after another, each held long enough to read.
  leap() {
    if (this.seconds >= this.duration) return this.beginAgain();
    if (!this.film) {
      this.holding = this.hold * 2;
      return this.arriveAt(Math.min(this.nextChapterTime(), this.duration));
    }
    const next = this.film.stops.find((stop) => stop.from_s > this.seconds + 1e-9);
    this.arriveAt(next ? next.from_s : this.duration);
    this.holding = this.rests();
    return undefined;
  }

  /** @param {number} seconds */
  arriveAt(seconds) {
    if (seconds < this.duration) this.show(seconds);
    else this.finish();
    this.emit("timeupdate");
  }

  finish() {
    this.show(this.duration);
    if (this.loop) {
      this.holding = this.film ? 0 : Math.max(this.holding, this.hold);
      return;
    }
    this.ended = true;
    this.pause();
    this.emit("ended");
  }

  // A loop rests on its last moment, then goes on from the first.
  beginAgain() {
    this.show(0);
    this.emit("timeupdate");
  }

  /** @param {number} seconds */
  frameAt(seconds) {
    const shot = this.film ? this.film.at(seconds) : null;
    return Object.assign(this.timeline.at(shot ? Math.round(shot.day * 1e6) / 1e6 : this.timeline.day(seconds)), {
      view: this.viewed,
      shot
    });
  }

  /** @param {number} seconds */
  show(seconds) {
    const { chapter: before, shot: last } = this.frame;
    this.seconds = seconds;
    /** @type {Frame} */
    this.frame = this.frameAt(seconds);
    for (const layer of this.layers) layer.draw(this.frame);
    if (this.frame.chapter !== before) this.emit("chapterchange");
    const { shot } = this.frame;
    if (shot && last && (shot.stop !== last.stop || shot.words !== last.words)) this.emit("stopchange");
  }

  redraw() {
    this.show(this.seconds);
  }

  nextChapterTime() {
    return this.chapterTimes.find((time) => time > this.seconds + 1e-9) || Infinity;
  }

  // A chapter chosen by the reader is a place to come back to: the address hears of it before and after.
  /** @param {number} index */
  goToChapter(index) {
    const last = this.chapterTimes.length - 1;
    if (last < 0) return;
    this.emit("chapterleave");
    this.currentTime = this.chapterTimes[Math.min(Math.max(index, 0), last)];
    this.emit("chapterchosen");
  }

  // The stop beside this one; going back inside a stop begins it again.
  /** @param {number} direction */
  goToStop(direction) {
    const { shot } = this.frame;
    if (!this.film || !shot) return;
    const { stops } = this.film;
    const inside = direction < 0 && (!shot.words || this.seconds - stops[shot.stop].from_s > 1);
    const index = Math.min(Math.max(inside ? shot.stop : shot.stop + direction, 0), stops.length - 1);
    this.emit("chapterleave");
    this.currentTime = stops[index].from_s;
    if (!this.paused && this.reduced) this.holding = this.rests();
    this.emit("chapterchosen");
  }

  // The next or the last step a reader means: a day while people move, a moment when the map is a series of counts.
  /** @param {number} direction */
  step(direction) {
    this.pause();
    const day = this.timeline.kind === "regions" ? this.momentBeside(direction) : this.dayBeside(direction);
    const seconds = this.clock.seconds(day);
    const stuck = direction < 0 && seconds >= this.seconds; // a jump in the pace: step back over its edge
    this.currentTime = stuck ? this.seconds - 0.001 : seconds;
  }

  /** @param {number} direction */
  dayBeside(direction) {
    const t = this.frame.t;
    return direction > 0 ? Math.floor(t + 1e-6) + 1 : Math.ceil(t - 1e-6) - 1;
  }

  /** @param {number} direction */
  momentBeside(direction) {
    const moments = this.timeline.moments;
    const index = Math.min(Math.max(this.frame.moment + direction, 0), moments.length - 1);
    return moments.length ? moments[index].day : 0;
  }

  /** @param {string} name */
  emit(name) {
    this.dispatchEvent(new Event(name));
  }
}
