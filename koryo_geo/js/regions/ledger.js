// The ledger: a table of counts that is also their chart and the way through time. A row is a date, a column a whole,
// and all bars are on one scale. Where there is no number there is no bar, and words say why. The axis at the left is
// true to time, and a thread runs from each place on it to its row. Rows are points: nothing stands between two.
import { onLanguage } from "../core/language.js";
import { el, empty, say, svg } from "../core/nodes.js";
import { extras, joinPlayer, openCard, sharedOf } from "../core/shared.js";
import { dateWords, phrase, textOf } from "../core/words.js";
import { numberWords } from "./blocks.js";

/** @param {L.Map} map @param {LedgerData | null} data */
export function addLedger(map, data) {
  if (data) extras.ledger = () => joinPlayer(map, new Ledger(map, data));
}

class Ledger {
  /** @param {L.Map} map @param {LedgerData} data */
  constructor(map, data) {
    this.map = map;
    this.data = data;
    this.moment = -1;
    /** @type {LedgerLine[]} */
    this.rows = [];
    this.axis = svg("svg", { class: "koryo-ledger-axis", "aria-hidden": "true" });
    this.caption = el("caption", { class: "koryo-hidden" });
    this.head = el("thead");
    this.body = el("tbody");
    const table = el("table", { class: "koryo-ledger-table" }, this.caption, this.head, this.body);
    this.node = el("div", { class: "koryo-ledger" }, this.axis, table);
    // For a frame too small for the table: the counts of the moment in one line, and the way to the whole map.
    this.brief = el("p", { class: "koryo-brief" });
    this.listen();
    this.build();
  }

  listen() {
    onLanguage(() => this.build());
    new ResizeObserver(() => this.drawAxis()).observe(this.node);
    this.body.addEventListener("keydown", (event) => this.walk(event));
  }

  build() {
    const focused = this.rows.findIndex((row) => row.node.contains(document.activeElement));
    this.caption.textContent = phrase("ledger_title");
    const heads = this.data.columns.map((column) => say(el("th", { scope: "col" }), column.name));
    const first = el("th", { scope: "col" }, el("span", { class: "koryo-hidden" }, phrase("ledger_date")));
    empty(this.head).append(el("tr", {}, first, ...heads));
    this.rows = this.data.rows.map((row, i) => this.row(row, i));
    empty(this.body).append(...this.rows.map((row) => row.node));
    this.mark();
    this.drawAxis();
    if (focused >= 0) this.rows[focused].date.focus();
  }

  /** @param {LedgerRow} row @param {number} i @returns {LedgerLine} */
  row(row, i) {
    const date = el("button", { type: "button", class: "koryo-ledger-date" }, dateWords(row.date));
    const cells = row.cells.map((cell) => el("td", { class: "is-" + cell.status }, ...this.cell(cell)));
    const node = el("tr", {}, el("th", { scope: "row" }, date), ...cells);
    node.addEventListener("click", (event) => {
      const number = /** @type {Element} */ (event.target).closest(".koryo-ledger-number");
      if (!number) this.goTo(i);
    });
    return { node, date, numbers: [...node.querySelectorAll("button.koryo-ledger-number")] };
  }

  /** @param {LedgerCell} cell @returns {Node[]} */
  cell(cell) {
    if (cell.status === "counted") return [this.number(cell)];
    if (cell.status === "none")
      return [el("span", { "aria-hidden": "true" }, "–"), el("span", { class: "koryo-hidden" }, phrase("no_record"))];
    const chip = el("span", { class: "koryo-ledger-chip", "aria-hidden": "true" });
    const words = cell.status === "unknown" ? phrase("amount_unknown") : this.parts(cell);
    return [el("span", { class: "koryo-ledger-held" }, chip, el("span", { class: "koryo-ledger-words" }, words))];
  }

  // "by oblast", and how many of the parts that are named have a number.
  /** @param {LedgerCell} cell */
  parts({ level, parts: all = 0, parts_counted: n = 0 }) {
    const words = phrase(level === "oblast" ? "ledger_by_oblast" : "ledger_in_parts");
    return el("span", { title: words + ": " + phrase("ledger_parts_counted", { n, all }) }, words);
  }

  /** @param {LedgerCell} cell */
  number(cell) {
    const { figure = "" } = cell;
    const look = { type: "button", class: "koryo-ledger-number", tabindex: "-1", "data-koryo-card": "" };
    const sign = cell.precision === "about" ? "≈ " : cell.precision === "at_least" ? "≥ " : "";
    const words = numberWords(cell);
    const short = sign ? sign + numberWords({ ...cell, precision: "exact" }) : words;
    const node = el("button", { ...look, "aria-label": words }, short, this.bar(cell));
    node.addEventListener("click", () => openCard(this.map, { figure }));
    return node;
  }

  // Of households no bar is drawn: the scale is one of people.
  /** @param {LedgerCell} cell */
  bar({ value, low, high, counted, precision }) {
    const bar = el("span", { class: "koryo-ledger-bar is-" + (precision || "exact"), "aria-hidden": "true" });
    const n = counted === "households" ? 0 : (value ?? low ?? high ?? 0);
    bar.style.width = (100 * n) / (this.data.top || 1) + "%";
    bar.hidden = !n;
    return bar;
  }

  /** @param {number} i */
  goTo(i) {
    const { player } = sharedOf(this.map);
    if (!player) return;
    player.pause();
    player.goToChapter(i);
  }

  // Up and down walk from date to date, and the map goes with them.
  /** @param {KeyboardEvent} event */
  walk(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = this.rows.findIndex((row) => row.node.contains(/** @type {Node} */ (event.target)));
    /** @type {Record<string, number>} */
    const ways = {
      ArrowUp: at - 1,
      ArrowLeft: at - 1,
      ArrowDown: at + 1,
      ArrowRight: at + 1,
      Home: 0,
      End: this.rows.length - 1
    };
    const to = ways[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (!this.rows[to]) return;
    this.goTo(to);
    this.rows[to].date.focus();
  }

  /** @param {Frame} frame */
  draw(frame) {
    if (frame.moment === this.moment) return;
    this.moment = frame.moment;
    this.mark();
  }

  // One tab stop for the dates, and those of the numbers of the date that is shown.
  mark() {
    this.rows.forEach(({ node, date, numbers }, i) => {
      const now = i === this.moment;
      node.classList.toggle("is-now", now);
      date.setAttribute("tabindex", now || (this.moment < 0 && !i) ? "0" : "-1");
      if (now) date.setAttribute("aria-current", "date");
      else date.removeAttribute("aria-current");
      numbers.forEach((number) => number.setAttribute("tabindex", now ? "0" : "-1"));
    });
    const marked = /** @type {SVGElement[]} */ ([...this.axis.querySelectorAll("[data-row]")]);
    marked.forEach((line) => line.classList.toggle("is-now", Number(line.dataset.row) === this.moment));
    this.sayBrief();
  }

  sayBrief() {
    const row = this.data.rows[Math.max(this.moment, 0)];
    const told = this.data.columns.flatMap((column, i) => {
      const cell = row.cells[i];
      return cell.status === "counted" ? textOf(column.name) + " " + numberWords(cell) : [];
    });
    const way = el("a", { href: location.href, target: "_blank", rel: "noopener" }, phrase("open_full"));
    empty(this.brief).append(el("span", {}, told.join(" · ")), " ", way);
  }

  drawAxis() {
    const { height } = this.node.getBoundingClientRect();
    const width = this.axis.clientWidth;
    if (!height || !width || !this.rows.length) return;
    const top = this.node.getBoundingClientRect().top;
    const middles = this.rows.map(({ node }) => {
      const box = node.getBoundingClientRect();
      return box.top - top + box.height / 2;
    });
    const rows = this.data.rows;
    const [first, last] = [rows[0].start, Math.max(...rows.map((row) => row.end))];
    const [y0, y1] = [middles[0], middles[middles.length - 1]];
    const y = (/** @type {number} */ year) => y0 + ((year - first) / (last - first || 1)) * (y1 - y0);
    this.axis.setAttribute("viewBox", "0 0 " + width + " " + height);
    empty(this.axis).append(
      svg("line", { class: "koryo-ledger-time", x1: 3, x2: 3, y1: y0, y2: y1 }),
      ...rows.map((row, i) => this.thread(row, i, y, middles[i], width))
    );
    this.mark();
  }

  // From a date's true place to its row; a span of years is drawn as a span.
  /**
   * @param {LedgerRow} row @param {number} i
   * @param {(year: number) => number} y @param {number} to @param {number} width
   */
  thread({ start, end }, i, y, to, width) {
    const from = end - start > 1 ? (y(start) + y(end)) / 2 : y(start);
    const span = svg("line", { class: "koryo-ledger-span", x1: 3, x2: 3, y1: y(start), y2: y(end) });
    return svg(
      "g",
      { class: "koryo-ledger-thread", "data-row": i },
      end - start > 1 ? span : null,
      svg("line", { x1: 3, x2: width - 3, y1: from, y2: to }),
      svg("circle", { cx: 3, cy: from, r: 2 }),
      svg("circle", { cx: width - 3, cy: to, r: 2 })
    );
  }
}
