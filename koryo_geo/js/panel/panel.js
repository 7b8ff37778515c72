// The panel beside the map: the date, how many people are where, what happened, and the player's buttons.
// Everything is a plain control with a name; the map can be read to its end with one finger or with none.
import { readIsland } from "../core/data.js";
import { drawIcon } from "../core/icons.js";
import { currentLanguage, onLanguage } from "../core/language.js";
import { el, empty, say, spoken } from "../core/nodes.js";
import { Player } from "../core/player.js";
import { extras, openCard, remember, sharedOf, timelineOf } from "../core/shared.js";
import { dateWords, grouped, ownText, phrase, sentences, textOf } from "../core/words.js";
import { goTo } from "../map/map.js";
import { ownAddress } from "./address.js";
import { listenToKeys } from "./keys.js";
import { addOptions } from "./options.js";
import { addSearch } from "./search.js";
import { addTextClock } from "./textclock.js";

const RATES = [0.5, 1, 2, 4];
const TOTALS = /** @type {const} */ (["waiting", "under_way", "arrived", "untraced"]);

/** @param {L.Map} map @param {PanelOptions} options */
export function addPanel(map, options) {
  const own = sharedOf(map);
  const timeline = timelineOf(map, options.timeline);
  timeline.events.forEach((event) => remember(map, "event", event.event, event));
  timeline.chapters.forEach((chapter) => remember(map, "chapter", chapter.chapter, chapter));
  const { journey } = own;
  const hold = timeline.kind === "regions" ? 0 : options.hold;
  const player = (own.player = new Player(timeline, { hold, film: journey ? journey.film : null }));
  map.getContainer().koryoPlayer = player;
  const panel = (own.panel = new Panel(map, player, hostOf(map, options.panel)));
  own.layers.forEach((layer) => player.add(layer));
  player.add(panel);
  listenToKeys(map, player, panel);
  if (journey && extras.story) extras.story(map, player, panel);
  else followChapters(map, player);
  addOptions(map, player, panel);
  addTextClock(player, panel);
  addSearch(map);
  if (extras.stills) extras.stills.keep(map, timeline);
  const restored = ownAddress(map, player);
  if (extras.ledger && options.panel) own.ledger = extras.ledger();
  if (timeline.kind === "regions" && options.panel) houseShelf(map, panel);
  if (options.autoplay && !player.reduced && !restored) player.play();
  return player;
}

/** @param {L.Map} map @param {string | null} id */
function hostOf(map, id) {
  const given = id && document.getElementById(id);
  if (given) return given;
  const box = el("div", { class: "koryo-panel is-in-map koryo-obstacle" });
  const control = new L.Control({ position: "bottomright" });
  control.onAdd = () => {
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    return box;
  };
  control.addTo(map);
  return box;
}

// A map of regions is full to its corners: its key stands below it where the panel is beside the map, and elsewhere in
// the panel, above the ledger. A touch of the map stops the clock: what is looked at stays.
/** @param {L.Map} map @param {Panel} panel */
function houseShelf(map, panel) {
  const own = sharedOf(map);
  const below = el("div", { class: "koryo-key" });
  map.getContainer().after(below);
  map.getContainer().addEventListener("pointerdown", () => panel.player.pause());
  if (own.ledger) {
    panel.shelf.append(own.ledger.node);
    panel.now.append(own.ledger.brief);
  }
  const wide = window.matchMedia("(min-width: 761px) and (min-height: 421px) and (min-aspect-ratio: 1/1)");
  const house = () => {
    if (wide.matches) map.getContainer().after(below);
    else panel.shelf.prepend(below);
    if (own.moveLegend) own.moveLegend(below);
  };
  wide.addEventListener("change", house);
  house();
}

// A chapter may look closer; a chapter without a view of its own shows the whole map.
/** @param {L.Map} map @param {Player} player */
function followChapters(map, player) {
  const own = sharedOf(map);
  player.addEventListener("chapterchange", () => {
    const chapter = player.timeline.chapters[player.frame.chapter];
    const view = (chapter && chapter.view) || own.home;
    if (view && String(view) !== String(own.view)) goTo(map, view);
  });
}

export class Panel {
  /** @param {L.Map} map @param {Player} player @param {HTMLElement} host */
  constructor(map, player, host) {
    this.map = map;
    this.player = player;
    this.timeline = player.timeline;
    // What each part of the panel shows now.
    /** @type {Record<string, unknown>} */
    this.shown = {};
    this.date = el("p", { class: "koryo-date" });
    this.totals = el("dl", { class: "koryo-totals" });
    // Numbers between two records are the timetable's, not the record's.
    this.schematic = el("p", { class: "koryo-totals-note" });
    this.cells = this.makeCells();
    this.title = el("h2", { class: "koryo-chapter-title" });
    this.caption = el("p", { class: "koryo-chapter-caption" });
    this.terms = el("p", { class: "koryo-terms" }); // words of the time, explained where they stand
    this.sources = el("p", { class: "koryo-sources" });
    this.event = el("div", { class: "koryo-event" });
    this.live = el("p", { class: "koryo-hidden", "aria-live": "polite" });
    const story = [this.title, this.caption, this.terms, this.sources, this.event];
    this.story = el("div", { class: "koryo-story", tabindex: "0", role: "region" }, ...story);
    this.shelf = el("div", { class: "koryo-shelf" });
    const dates = this.timeline.kind === "regions";
    this.previous = button(dates ? "back" : "previous", () => this.chapter(-1));
    this.back = button("back", () => player.step(-1));
    this.playWord = el("span", { class: "koryo-play-word" });
    this.playButton = button("play", () => this.toggle(), "koryo-play");
    this.playButton.append(this.playWord);
    this.forward = button("forward", () => player.step(1));
    this.next = button(dates ? "forward" : "next", () => this.chapter(1));
    this.speed = el("button", { type: "button", class: "koryo-button koryo-speed" });
    const span = { min: "0", max: player.duration, step: "any", value: "0" };
    this.range = el("input", { type: "range", class: "koryo-range", ...span });
    // A series of counts has dates and nothing between them: no track, and no step shorter than a date.
    const steps = dates ? [this.playButton] : [this.back, this.playButton, this.forward];
    this.buttons = el("div", { class: "koryo-buttons" }, this.previous, ...steps, this.next, this.speed);
    this.ticks = this.makeTicks();
    const track = el("div", { class: "koryo-track" }, this.range, this.ticks);
    this.controls = el("div", { class: "koryo-controls", role: "group" }, ...(dates ? [] : [track]), this.buttons);
    // Where the numbers stand on the map itself, they are not said beside it.
    const totals = this.cells && !player.film ? [this.totals, this.schematic] : [];
    this.now = el("div", { class: "koryo-now" }, this.date, ...totals);
    const parts = dates ? [this.controls, this.story, this.shelf] : [this.story, this.shelf, this.controls];
    host.append(this.now, ...parts, this.live);
    this.listen();
    this.name();
  }

  makeTicks() {
    const { film, chapterTimes } = this.player;
    const ticks = (film ? film.stops.map((stop) => stop.from_s) : chapterTimes).map((time) => {
      const tick = el("span", { class: "koryo-tick" });
      tick.style.left = (100 * time) / (this.player.duration || 1) + "%";
      return tick;
    });
    return el("div", { class: "koryo-ticks", "aria-hidden": "true" }, ...ticks);
  }

  // Totals are for maps where people move; a series of counts has no one "on the trains".
  makeCells() {
    const { kind, flows } = this.timeline;
    if (kind === "regions" || !flows.length) return null;
    return TOTALS.filter((key) => key !== "untraced" || flows.some((flow) => flow.path === null)).map((key) => {
      const cell = { key, word: el("dt"), number: el("dd") };
      this.totals.append(el("div", { class: "is-" + key }, cell.word, cell.number));
      return cell;
    });
  }

  listen() {
    const { player } = this;
    for (const name of ["play", "pause", "ended", "ratechange"]) player.addEventListener(name, () => this.name());
    player.addEventListener(player.film ? "stopchange" : "chapterchange", () => this.announce());
    player.addEventListener("recut", () => {
      this.range.max = String(player.duration);
      const ticks = this.makeTicks();
      this.ticks.replaceWith(ticks);
      this.ticks = ticks;
    });
    this.speed.addEventListener("click", () => this.faster());
    this.range.addEventListener("input", () => {
      player.currentTime = Number(this.range.value);
    });
    this.range.addEventListener("pointerdown", () => player.pause());
    onLanguage(() => {
      this.shown = {};
      this.name();
      this.draw(player.frame);
    });
  }

  name() {
    const playing = !this.player.paused;
    const word = phrase(playing ? "pause" : this.player.ended ? "play_again" : "play");
    this.playWord.textContent = word;
    this.playButton.setAttribute("aria-label", word);
    this.playButton.firstChild?.replaceWith(drawIcon(playing ? "pause" : "play"));
    const days = this.timeline.kind !== "regions";
    const step = this.player.film ? "stop" : "chapter";
    label(this.previous, days ? "previous_" + step : "count_back");
    label(this.next, days ? "next_" + step : "count_forward");
    label(this.back, "day_back");
    label(this.forward, "day_forward");
    this.range.setAttribute("aria-label", phrase("timeline"));
    this.controls.setAttribute("aria-label", phrase("player"));
    this.story.setAttribute("aria-label", phrase("story"));
    this.speed.textContent = this.pace();
    this.speed.setAttribute("aria-label", phrase("speed") + ": " + this.pace());
    for (const cell of this.cells || []) cell.word.textContent = phrase("total_" + cell.key);
    this.schematic.textContent = phrase("totals_schematic");
  }

  // Speed in words a visitor can judge: how long a week (or a year) takes on the screen.
  pace() {
    if (this.player.film) return phrase("speed_times", { n: this.player.playbackRate });
    const { pace, days } = this.timeline;
    const steep = pace
      .slice(1)
      .map((b, i) => [b[0] - pace[i][0], b[1] - pace[i][1]])
      .filter(([s, d]) => s > 0 && d > 0)
      .sort((a, b) => b[1] - a[1])[0];
    if (!steep) return this.countPace();
    const year = days > 1500;
    const seconds = ((year ? 365.25 : 7) * steep[0]) / steep[1] / this.player.playbackRate;
    return phrase(year ? "speed_year" : "speed_week", { n: roundedSeconds(seconds) });
  }

  countPace() {
    const seconds = this.player.duration / Math.max(1, this.timeline.moments.length) / this.player.playbackRate;
    return phrase("speed_count", { n: roundedSeconds(seconds) });
  }

  faster() {
    const at = RATES.indexOf(this.player.playbackRate);
    this.player.playbackRate = RATES[(at + 1) % RATES.length];
  }

  toggle() {
    if (this.player.paused) this.player.play();
    else this.player.pause();
  }

  /** @param {number} direction */
  chapter(direction) {
    if (this.player.film) return this.player.goToStop(direction);
    const at = this.player.frame.chapter;
    const into = this.player.seconds - (this.player.chapterTimes[at] || 0);
    const inside = !this.player.stands && direction < 0 && into > 1;
    return this.player.goToChapter(inside ? at : at + direction);
  }

  announce() {
    const { film, frame } = this.player;
    if (film && frame.shot) {
      const stop = film.stops[frame.shot.stop];
      if (frame.shot.words) say(this.live, sentences([dateWords(frame.date), stop.title, stop.text]));
      return;
    }
    const chapter = this.timeline.chapters[this.player.frame.chapter];
    say(this.live, chapter ? sentences([chapter.date_words, chapter.title, chapter.caption]) : "");
  }

  /** @param {Frame} frame */
  draw(frame) {
    this.change("range", Math.round((400 * this.player.seconds) / (this.player.duration || 1)), () => {
      this.range.value = String(this.player.seconds);
    });
    this.change("date", this.dateWords(frame), (words) => {
      this.date.textContent = words;
      this.range.setAttribute("aria-valuetext", words);
    });
    for (const { key, number } of this.cells || []) {
      this.change(key, grouped(frame.totals[key]), (text) => {
        number.textContent = text;
      });
    }
    if (this.player.film) return;
    this.change("chapter", frame.chapter, () => this.writeChapter(this.timeline.chapters[frame.chapter]));
    this.change("event", this.eventFor(frame), (event) => this.writeEvent(this.timeline.events[event]));
  }

  // Touch the page only where something changed: a frame costs nothing when nothing is new.
  /**
   * @template T
   * @param {string} key @param {T} value @param {(value: T) => void} write
   */
  change(key, value, write) {
    if (this.shown[key] === value) return;
    this.shown[key] = value;
    write(value);
  }

  // Days while people move; the words of the count's own date when the map is a series of counts.
  /** @param {Frame} frame */
  dateWords(frame) {
    if (this.timeline.kind !== "regions") return dateWords(frame.date);
    const moment = this.timeline.moments[frame.moment];
    const chapter = this.timeline.chapters[frame.chapter];
    if (chapter && textOf(chapter.date_words) && (!moment || moment.day <= chapter.day))
      return textOf(chapter.date_words);
    return dateWords(moment ? moment.date : frame.date);
  }

  // An event stays until the next chapter or event takes its place.
  /** @param {Frame} frame */
  eventFor(frame) {
    if (frame.event < 0) return -1;
    const event = this.timeline.events[frame.event];
    const chapter = this.timeline.chapters[frame.chapter];
    return chapter && event.day < chapter.day ? -1 : frame.event;
  }

  /** @param {ChapterData | undefined} chapter */
  writeChapter(chapter) {
    say(this.title, chapter ? chapter.title : "");
    say(this.caption, chapter ? chapter.caption : "");
    say(this.terms, chapter ? this.termsOf(chapter.chapter) : "");
    empty(this.sources);
    if (chapter && chapter.sources && chapter.sources.length)
      this.sources.append(this.sourceButton({ chapter: chapter.chapter }, chapter.sources));
    this.story.scrollTop = 0;
  }

  /** @param {EventData | undefined} event */
  writeEvent(event) {
    empty(this.event);
    if (!event) return;
    this.event.append(
      say(el("p", { class: "koryo-event-date" }), event.date_words),
      say(el("p", { class: "koryo-event-text" }), event.text),
      say(el("p", { class: "koryo-terms" }), this.termsOf(event.event))
    );
    if (event.sources && event.sources.length)
      this.event.append(this.sourceButton({ event: event.event }, event.sources));
  }

  /** @returns {CardRecord} */
  recorded() {
    return sharedOf(this.map).record || readIsland("koryo-record") || {};
  }

  // What a chapter or an event needs explained, in the reader's language or not at all.
  /** @param {string} key */
  termsOf(key) {
    return ownText(this.recorded().terms?.[key] ?? "");
  }

  // Sources by their short names; a press opens the card with the whole reference.
  /** @param {Subject} what @param {string[]} keys */
  sourceButton(what, keys) {
    const record = this.recorded();
    const names = keys.map((key) => textOf(record.sources?.[key]?.short) || key);
    const node = el("button", { type: "button", class: "koryo-source", "data-koryo-card": "" });
    node.append(
      el("span", { class: "koryo-source-word" }, phrase("source")),
      " ",
      ...spoken(names.join("; "), currentLanguage())
    );
    node.addEventListener("click", () => openCard(this.map, what));
    return node;
  }
}

/** @param {number} seconds */
function roundedSeconds(seconds) {
  return seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds);
}

/** @param {Parameters<typeof drawIcon>[0]} icon @param {() => void} press @param {string} [extra] */
function button(icon, press, extra) {
  const node = el("button", { type: "button", class: "koryo-button " + (extra || "") }, drawIcon(icon));
  node.addEventListener("click", press);
  return node;
}

/** @param {HTMLElement} node @param {string} key */
function label(node, key) {
  node.setAttribute("aria-label", phrase(key));
  node.title = phrase(key);
}
