// What is read at a stop: who speaks, one sentence and its source; at the end, the ways on. Between stops nothing is
// to be read.
import { currentLanguage, onLanguage } from "../core/language.js";
import { el, empty, say, spoken } from "../core/nodes.js";
import { openCard, sharedOf } from "../core/shared.js";
import { grouped, phrase, textOf } from "../core/words.js";

/** @import { Journey } from "./stage.js" */
/** @import { FilmStop } from "../core/film.js" */

const LEAST_TYPE_PX = 15;
const SMALLER = 0.94;

export class Tale {
  /** @param {L.Map} map @param {Player} player @param {Journey} journey */
  constructor(map, player, journey) {
    this.map = map;
    this.player = player;
    this.journey = journey;
    this.shown = "";
    this.kicker = el("p", { class: "koryo-kicker" });
    this.sentence = el("p", { class: "koryo-sentence" });
    this.teller = el("p", { class: "koryo-teller" });
    this.source = el("p", { class: "koryo-sources" });
    this.doors = el("nav", { class: "koryo-doors" });
    this.text = el("div", { class: "koryo-tale-text" }, this.kicker, this.sentence, this.teller, this.source);
    this.node = el("div", { class: "koryo-tale" }, this.text, this.doors);
    this.counter = el("p", { class: "koryo-counter" });
    this.untraced = el("button", { type: "button", class: "koryo-untraced", "data-koryo-card": "" });
    this.hint = el("p", { class: "koryo-hint" });
    this.listen();
  }

  listen() {
    const again = () => {
      this.shown = "";
      this.draw(this.player.frame);
    };
    onLanguage(again);
    window.addEventListener("resize", again);
    document.fonts?.ready.then(again);
    const flow = this.journey.timeline.flows.find((item) => item.path === null);
    if (flow) this.untraced.addEventListener("click", () => openCard(this.map, { flow: flow.flow }));
    for (const name of ["play", "pause", "ended"]) this.player.addEventListener(name, () => this.advise());
    this.map.on("koryo:explore", () => this.advise());
  }

  /** @param {Frame} frame */
  draw(frame) {
    this.count(frame);
    const { shot } = frame;
    if (!shot) return;
    this.node.classList.toggle("is-away", !shot.words);
    if (!shot.words) return;
    const stop = this.journey.film.stops[shot.stop];
    const { row } = this.journey.names;
    const right = row.classList.contains("is-right");
    const key = [stop.stop, row.clientWidth, row.clientHeight, right].join();
    if (this.shown === key) return;
    this.shown = key;
    this.write(stop, shot.stop === this.journey.film.stops.length - 1);
    this.clear(row, right);
    this.fit();
  }

  // Words begin beside the plates; on an upright screen, below them.
  /** @param {HTMLElement} row @param {boolean} right */
  clear(row, right) {
    const { style, classList } = this.node;
    style.setProperty("--plates-width", row.clientWidth + "px");
    style.setProperty("--plates-height", row.clientHeight + "px");
    classList.toggle("has-plates", row.clientWidth > 0 && !right);
    classList.toggle("has-plates-right", row.clientWidth > 0 && right);
  }

  // Days and kilometres of the first train, and who was sent without a destination that is known.
  /** @param {Frame} frame */
  count(frame) {
    const counter = this.journey.crowd.counter(frame.t);
    const words = counter ? phrase("journey_counter", { n: counter.n, km: counter.km }) : "";
    if (this.counter.textContent !== words) this.counter.textContent = words;
    this.house();
    const n = frame.totals.untraced;
    const key = n + currentLanguage();
    if (this.untraced.dataset.n === key) return;
    this.untraced.dataset.n = key;
    this.untraced.hidden = !n;
    empty(this.untraced).append(
      el("i", { "aria-hidden": "true" }),
      el("span", { class: "koryo-count" }, grouped(n)),
      el("small", {}, phrase("total_untraced"))
    );
  }

  // Who was sent without a known destination stands apart: below the date, or beside the plates.
  house() {
    const { room, names } = this.journey;
    const home = room.upright || room.low ? names.row : this.counter.parentElement;
    if (home && this.untraced.parentElement !== home) home.append(this.untraced);
  }

  /** @param {FilmStop} stop @param {boolean} last */
  write(stop, last) {
    this.node.classList.toggle("is-title", stop.table === "maps");
    this.node.classList.toggle("is-end", last);
    say(this.kicker, stop.title);
    say(this.sentence, stop.text);
    this.teller.textContent = stop.told_by ? phrase("voice_told_" + stop.told_by) : "";
    this.teller.classList.toggle("is-state", stop.told_by === "state");
    empty(this.source);
    if (stop.sources.length) this.source.append(this.sourceButton(stop));
    this.writeDoors(last);
  }

  /** @param {boolean} last */
  writeDoors(last) {
    empty(this.doors);
    if (!last) return;
    const { ways, record } = this.journey.doors();
    this.doors.setAttribute("aria-label", phrase("journey_ways_on"));
    ways.forEach((way) => this.doors.append(say(el("a", { class: "koryo-door is-first", href: way.href }), way.title)));
    this.doors.append(el("a", { class: "koryo-door", href: record || "#koryo-text" }, phrase("journey_every_number")));
    const again = el("button", { type: "button", class: "koryo-door" }, phrase("journey_from_beginning"));
    again.addEventListener("click", () => {
      this.player.currentTime = 0;
      this.player.play();
    });
    this.doors.append(again);
  }

  /** @param {FilmStop} stop */
  sourceButton(stop) {
    const record = sharedOf(this.map).record;
    const names = stop.sources.map((key) => textOf(record?.sources?.[key]?.short) || key);
    const kinds = /** @type {Record<string, CardKind>} */ ({ events: "event", chapters: "chapter", voices: "voice" });
    const kind = kinds[stop.table];
    const words = phrase("source") + ": " + names.join("; ");
    const node = el("button", { type: "button", class: "koryo-source", "data-koryo-card": "" });
    node.append(...spoken(words, currentLanguage()));
    if (kind) node.addEventListener("click", () => openCard(this.map, { [kind]: stop.key }));
    return node;
  }

  // The sentence is as large as its room allows, and never under what can be read.
  fit() {
    const { style } = this.sentence;
    style.fontSize = "";
    let size = parseFloat(getComputedStyle(this.sentence).fontSize);
    while (size * SMALLER > LEAST_TYPE_PX && this.text.scrollHeight > this.text.clientHeight + 1) {
      size *= SMALLER;
      style.fontSize = size + "px";
    }
    // What still does not fit can be scrolled, with keys too.
    if (this.text.scrollHeight > this.text.clientHeight + 1) this.text.tabIndex = 0;
    else this.text.removeAttribute("tabindex");
  }

  // One line says what a visitor can do next, where nothing but a finger is at hand.
  advise() {
    const { player, journey } = this;
    const key = journey.exploring ? "journey_hint_explore" : player.paused ? "journey_hint_paused" : "";
    this.hint.textContent = key ? phrase(key) : "";
  }
}
