// The counts beside the map: each at its own date, by the same clock. A count is a point and nothing joins two of them,
// because nothing is known between them. Full: as counted; hollow: rounded, or one end of a range; hatched: number not
// known.
import { stateWords } from "../core/amounts.js";
import { onLanguage } from "../core/language.js";
import { el, empty, say, svg } from "../core/nodes.js";
import { extras, joinPlayer, openCard, sharedOf } from "../core/shared.js";
import { dateWords, grouped, phrase, textOf } from "../core/words.js";
import { hatchPattern, newPatternId } from "../map/patterns.js";

const HEIGHT = 116;
const EDGE = { top: 10, right: 10, bottom: 30, left: 54 };
const FLOOR = HEIGHT - EDGE.bottom;
const FINGER_PX = 16; // how near to a point a finger must come
const UNKNOWN_PX = 9; // the row beneath the axis, where a count is known to be unknown
/** @type {Record<string, (r: number) => SVGElement>} */
const SHAPES = {
  circle: (r) => svg("circle", { r }),
  square: (r) => svg("rect", { x: -r * 0.9, y: -r * 0.9, width: 1.8 * r, height: 1.8 * r }),
  triangle: (r) => svg("path", { d: "M0 " + -1.2 * r + "L" + 1.15 * r + " " + 0.85 * r + "H" + -1.15 * r + "Z" }),
  diamond: (r) => svg("path", { d: "M0 " + -1.35 * r + "L" + 1.35 * r + " 0L0 " + 1.35 * r + "L" + -1.35 * r + " 0Z" })
};
// Sixteen pairs of sign and colour before one comes again.
/** @param {number} i */
const signOf = (i) => Object.values(SHAPES)[i % 4];
/** @param {number} i */
const colorOf = (i) => "var(--koryo-series-" + (1 + ((i + Math.floor(i / 4)) % 4)) + ")";

/** @param {L.Map} map */
function makeChart(map) {
  const { timeline } = sharedOf(map);
  return timeline?.series.length ? joinPlayer(map, new Chart(map, timeline)) : null;
}

class Chart {
  /** @param {L.Map} map @param {Timeline} timeline */
  constructor(map, timeline) {
    this.map = map;
    this.timeline = timeline;
    this.heading = el("p", { class: "koryo-chart-title", id: map.getContainer().id + "-chart" });
    this.picture = el("div", {
      class: "koryo-chart-picture",
      role: "group",
      "aria-labelledby": this.heading.id,
      "aria-describedby": this.heading.id + "-note"
    });
    this.key = el("ul", { class: "koryo-chart-key", "aria-hidden": "true" });
    this.note = el("p", { class: "koryo-chart-note", id: this.heading.id + "-note" });
    this.node = el("div", { class: "koryo-chart" }, this.heading, this.picture, this.key, this.note);
    this.moment = -1;
    this.width = 0;
    this.step = this.top = 1;
    /** @type {ChartPoint[]} */
    this.points = [];
    this.now = svg("line", { class: "koryo-chart-now", y1: EDGE.top - 6, y2: FLOOR + UNKNOWN_PX + 4 });
    this.hatch = newPatternId();
    this.listen();
  }

  listen() {
    onLanguage(() => this.build());
    new ResizeObserver(() => {
      if (this.picture.clientWidth !== this.width) this.build();
    }).observe(this.picture);
    this.picture.addEventListener("keydown", (event) => this.walk(event));
    this.picture.addEventListener("click", (event) => this.open(this.meant(event)));
  }

  /** @param {ChartPoint | undefined} point */
  open(point) {
    if (point) openCard(this.map, { figure: point.figure });
  }

  // Points may lie closer than a fingertip: the nearest one is meant.
  /** @param {MouseEvent} event */
  meant(event) {
    const box = this.picture.getBoundingClientRect();
    /** @param {ChartPoint} point */
    const far = (point) => Math.hypot(event.clientX - box.left - point.x, event.clientY - box.top - point.y);
    const nearest = this.points.slice().sort((a, b) => far(a) - far(b))[0];
    return nearest && far(nearest) <= FINGER_PX
      ? nearest
      : this.points.find((point) => point.node.contains(/** @type {Node | null} */ (event.target)));
  }

  /** @param {Frame} frame */
  draw(frame) {
    if (frame.moment === this.moment) return;
    this.moment = frame.moment;
    this.mark();
  }

  build() {
    this.width = this.picture.clientWidth;
    if (!this.width) return;
    const focused = this.points.findIndex((point) => point.node === document.activeElement);
    this.measure();
    this.heading.textContent = phrase("chart_title", { measure: phrase("measure_" + this.timeline.series[0].measure) });
    this.note.textContent = phrase("chart_note");
    empty(this.key).append(...this.timeline.series.map((series, i) => this.keyOf(series, i)), ...this.keysOfDoubt());
    this.points = this.timeline.series
      .flatMap((series, i) => series.points.map((point) => this.point(series, i, point)))
      .sort((a, b) => a.moment - b.moment || a.y - b.y);
    empty(this.picture).append(
      svg(
        "svg",
        { width: this.width, height: HEIGHT, viewBox: "0 0 " + this.width + " " + HEIGHT },
        svg("defs", {}, hatchPattern(this.hatch)),
        ...this.axes(),
        this.now,
        ...this.points.map((point) => point.node)
      )
    );
    this.mark();
    if (focused >= 0) this.points[focused].node.focus();
  }

  measure() {
    const values = this.timeline.series.flatMap((series) => series.points.map((point) => point.value || 0));
    const most = Math.max(...values, 1);
    this.step = niceStep(most);
    this.top = Math.ceil(most / this.step) * this.step;
  }

  /** @param {number} day */
  x(day) {
    return EDGE.left + ((this.width - EDGE.left - EDGE.right) * day) / this.timeline.days;
  }

  /** @param {number} value */
  y(value) {
    return FLOOR - ((FLOOR - EDGE.top) * value) / this.top;
  }

  // Lines of equal number, each with its number; years beneath, as many as have room.
  axes() {
    /** @type {SVGElement[]} */
    const shapes = [];
    for (let value = 0; value <= this.top; value += this.step) {
      const y = this.y(value);
      shapes.push(svg("line", { class: "koryo-chart-line", x1: EDGE.left - 4, x2: this.width, y1: y, y2: y }));
      shapes.push(
        svg(
          "text",
          { class: "koryo-chart-word is-number", "aria-hidden": "true", x: EDGE.left - 9, y: y + 4 },
          grouped(value)
        )
      );
    }
    return shapes.concat(this.years());
  }

  years() {
    const { timeline } = this;
    let free = -Infinity;
    const counted = new Set(
      timeline.series.flatMap((series) => series.points.map((point) => timeline.moments[point.moment].day))
    );
    return [...counted]
      .sort((a, b) => a - b)
      .flatMap((day) => {
        const x = Math.min(this.x(day), this.width - 14);
        if (x - free < 34) return [];
        free = x;
        return svg(
          "text",
          { class: "koryo-chart-word is-year", "aria-hidden": "true", x, y: HEIGHT - 4 },
          timeline.date(day).slice(0, 4)
        );
      });
  }

  /** @param {Series} series @param {number} i @param {SeriesPoint} point */
  point(series, i, point) {
    const { value } = point;
    const known = value !== null && value !== undefined;
    const moment = this.timeline.moments[point.moment];
    const x = this.x(moment.day) + (known ? 0 : i * UNKNOWN_PX - UNKNOWN_PX / 2),
      y = known ? this.y(value) : FLOOR + UNKNOWN_PX / 2 + 2;
    /** @type {State} */
    const state = { ...point, status: known ? "known" : "unknown", counted: "persons" };
    const words = textOf(point.label) + ", " + dateWords(moment.date) + ": " + stateWords(state, true);
    const sign = signOf(i)(known ? 4 : UNKNOWN_PX / 2);
    const node = svg(
      "g",
      {
        class: "koryo-chart-point" + (point.qualifier ? " is-rough" : ""),
        transform: "translate(" + x + " " + y + ")",
        role: "button",
        tabindex: "-1",
        "aria-label": words,
        "data-koryo-card": "",
        color: colorOf(i),
        "data-series": series.unit
      },
      svg("title", {}, words),
      sign
    );
    if (!known) sign.style.fill = "url(#" + this.hatch + ")";
    return { node, moment: point.moment, x, y, figure: point.figure };
  }

  /** @param {Series} series @param {number} i */
  keyOf(series, i) {
    return this.keyed(signOf(i)(4), { color: colorOf(i) }, series.label);
  }

  // What a hollow and a hatched sign say, where the map has them.
  keysOfDoubt() {
    const points = this.timeline.series.flatMap((series) => series.points);
    const hatched = signOf(0)(UNKNOWN_PX / 2);
    hatched.style.fill = "url(#" + this.hatch + ")";
    const look = { class: "koryo-chart-point is-rough" };
    const rough = points.some((point) => point.qualifier);
    const unknown = points.some((point) => point.value === null || point.value === undefined);
    return [
      ...(rough ? [this.keyed(signOf(0)(4), look, phrase("chart_key_rough"))] : []),
      ...(unknown ? [this.keyed(hatched, {}, phrase("chart_key_unknown"))] : [])
    ];
  }

  /** @param {SVGElement} sign @param {Attributes} attributes @param {Words} text */
  keyed(sign, attributes, text) {
    const picture = svg(
      "svg",
      { width: 14, height: 14, viewBox: "-7 -7 14 14" },
      svg("g", Object.assign({ class: "koryo-chart-point" }, attributes), sign)
    );
    return el("li", {}, picture, say(el("span"), text));
  }

  // The moment of the clock: a line, and its counts stand out.
  mark() {
    if (!this.points.length) return;
    const moment = this.timeline.moments[this.moment];
    this.now.style.display = moment ? "" : "none";
    if (moment) for (const end of ["x1", "x2"]) this.now.setAttribute(end, String(this.x(moment.day)));
    const stop = this.points.find((point) => point.moment >= this.moment) || this.points[this.points.length - 1];
    this.points.forEach((point) => {
      point.node.classList.toggle("is-now", point.moment === this.moment);
      point.node.setAttribute("tabindex", point === stop ? "0" : "-1");
    });
  }

  // One tab stop; arrows walk from count to count, Enter opens its sources.
  /** @param {KeyboardEvent} event */
  walk(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = this.points.findIndex((point) => point.node === document.activeElement);
    if (at < 0) return;
    const opens = event.key === "Enter" || event.key === " ";
    /** @type {Record<string, number>} */
    const ways = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: this.points.length - 1
    };
    const to = ways[event.key];
    if (!opens && to === undefined) return;
    event.preventDefault();
    if (opens) this.open(this.points[at]);
    if (!this.points[to]) return;
    this.points[at].node.setAttribute("tabindex", "-1");
    this.points[to].node.setAttribute("tabindex", "0");
    this.points[to].node.focus();
  }
}

// One, two or five times a power of ten: two or three lines up to the largest value.
/** @param {number} most */
function niceStep(most) {
  const power = Math.pow(10, Math.floor(Math.log10(most)));
  // No half a person.
  return Math.max(1, [0.5, 1, 2, 5].map((n) => n * power).find((step) => most / step <= 3) || 5 * power);
}

extras.chart = makeChart;
