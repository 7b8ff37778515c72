// The address carries what the reader sees: moment or chapter, card, language and view, as #c=fork&lang=ko. It works
// from file:// and asks no server. A hash without "=" is an ordinary anchor of the text and is left alone.
import { toDay } from "../core/dates.js";
import { askLanguageOf, currentLanguage, firstLanguage, onLanguage, setLanguage } from "../core/language.js";
import { sharedOf } from "../core/shared.js";

/** @type {CardKind[]} */
const CARDS = ["place", "figure", "region", "event", "chapter", "flow", "move", "voice", "unit"];
const WAIT_MS = 300; // browsers refuse an address that is rewritten with every pixel of a scrub

/** @param {string} hash @returns {Fragment | null} */
export function parseFragment(hash) {
  const body = hash.replace(/^#/, "");
  if (!/^\w+=/.test(body)) return null;
  const pairs = body.split("&").map((pair) => [pair.split("=")[0], decoded(pair.slice(pair.indexOf("=") + 1))]);
  return Object.fromEntries(pairs);
}

/** @param {Record<string, string | null | undefined>} state */
export function formatFragment(state) {
  const pairs = Object.entries(state).filter(([, value]) => value);
  return pairs.map(([key, value]) => key + "=" + encodeURIComponent(value || "").replace(/%3A/g, ":")).join("&");
}

// Between two counts nothing is known: a day between them shows the one before it.
/** @param {Timeline} timeline @param {number} day */
function countOf(timeline, day) {
  const moment = timeline.moments[Math.max(timeline.at(day).moment, 0)];
  return moment ? moment.day : day;
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

askLanguageOf(() => (parseFragment(location.hash) || {}).lang);

/** @type {Address | null} */
let owner = null;

// The first map of a page owns its address. True when the address named a moment, so that the map waits there.
/** @param {L.Map} map @param {Player} player */
export function ownAddress(map, player) {
  if (owner) return false;
  owner = new Address(map, player);
  return owner.open();
}

class Address {
  /** @param {L.Map} map @param {Player} player */
  constructor(map, player) {
    this.map = map;
    this.player = player;
    this.standard = player.view;
    /** @type {string | null} */
    this.card = null;
    this.timer = 0;
    this.quiet = false;
    this.past = this.settings();
    this.last = location.hash;
    this.listen();
  }

  listen() {
    const { player } = this;
    for (const name of ["pause", "seeked", "chapterchange", "stopchange"])
      player.addEventListener(name, () => this.later());
    player.addEventListener("chapterleave", () => this.replace());
    player.addEventListener("chapterchosen", () => this.push());
    player.addEventListener("viewchange", () => this.turn());
    this.map.on("koryo:card", (event) => {
      const { what } = /** @type {L.LeafletEvent & { what: Subject | null }} */ (event);
      this.card = what ? Object.entries(what)[0].join(":") : null;
      this.turn();
    });
    onLanguage(() => this.turn());
    for (const name of ["popstate", "hashchange"]) window.addEventListener(name, () => this.read());
  }

  // The page as it opens: the moment at once, the card when every layer stands.
  open() {
    const state = parseFragment(location.hash);
    if (!state) return false;
    const card = state.card;
    const restored = this.quietly(() => {
      this.setView(state);
      return this.setMoment(state);
    });
    if (card) queueMicrotask(() => this.quietly(() => this.setCard(state)));
    return restored || Boolean(card);
  }

  // Back and Forward, a pasted address, a link on the page.
  read() {
    if (location.hash === this.last) return;
    this.last = location.hash;
    const state = parseFragment(location.hash);
    if (!state && location.hash) return;
    this.quietly(() => this.apply(state || {}));
  }

  /** @param {Fragment} state */
  apply(state) {
    setLanguage(state.lang || firstLanguage());
    this.setView(state);
    this.setMoment(state);
    this.setCard(state);
  }

  // What the address itself causes is not written back into it.
  /**
   * @template T
   * @param {() => T} act
   */
  quietly(act) {
    clearTimeout(this.timer);
    this.quiet = true;
    try {
      return act();
    } finally {
      this.quiet = false;
      this.past = this.settings();
    }
  }

  /** @param {Fragment} state */
  setView(state) {
    this.player.view = /** @type {View} */ (state.view) || this.standard;
  }

  /** @param {Fragment} state */
  setMoment(state) {
    const seconds = this.secondsOf(state);
    if (seconds === null) return false;
    const before = this.player.frame.chapter;
    this.player.pause();
    this.player.currentTime = seconds;
    // Its view is asked for, even if it is the first.
    if (state.c && before === this.player.frame.chapter) this.player.emit("chapterchange");
    return true;
  }

  /** @param {Fragment} given */
  secondsOf({ c: chapter, t: date, s: key }) {
    const { timeline, chapterTimes, film } = this.player;
    const stop = film && film.stops.find((item) => item.stop === key);
    if (stop) return stop.from_s;
    const index = timeline.chapters.findIndex((item) => item.chapter === chapter);
    if (index >= 0) return chapterTimes[index];
    if (!date || !/^\d{4}-\d\d-\d\d$/.test(date)) return null;
    const day = Math.min(Math.max(toDay(date) - toDay(timeline.start), 0), timeline.days);
    return this.player.clock.seconds(timeline.kind === "regions" ? countOf(timeline, day) : day);
  }

  // Only a card that this page knows is opened: the address is anyone's writing.
  /** @param {Fragment} state */
  setCard(state) {
    const { items, record, ...own } = sharedOf(this.map);
    const [name, ...rest] = (state.card || "").split(":");
    const kind = CARDS.find((card) => card === name);
    const key = rest.join(":");
    const known = [kind && items[kind], kind === "figure" && record?.figures, kind === "place" && record?.places];
    if (kind && known.some((group) => group && Object.hasOwn(group, key))) own.openCard?.({ [kind]: key });
    else own.closeCard?.();
  }

  moment() {
    const { player } = this;
    const { shot, chapter: at } = player.frame;
    if (player.film && shot && shot.words) return { s: player.film.stops[shot.stop].stop };
    if (at >= 0 && Math.abs(player.chapterTimes[at] - player.seconds) < 1e-6)
      return { c: player.timeline.chapters[at].chapter };
    return { t: player.frame.date };
  }

  settings() {
    const lang = currentLanguage(),
      { view } = this.player;
    return {
      card: this.card,
      lang: lang === firstLanguage() ? null : lang,
      view: view === this.standard ? null : view
    };
  }

  later() {
    clearTimeout(this.timer);
    const reading = location.hash && !parseFragment(location.hash);
    if (this.quiet || (reading && !this.player.paused)) return;
    this.timer = window.setTimeout(() => this.replace(), WAIT_MS);
  }

  // A card, a language, a view: the entry that is left keeps its settings, and the new one gets its own.
  turn() {
    if (this.quiet) return;
    this.write("replaceState", Object.assign(this.moment(), this.past));
    this.push();
  }

  push() {
    this.write("pushState", Object.assign(this.moment(), this.settings()));
  }

  replace() {
    this.write("replaceState", Object.assign(this.moment(), this.settings()));
  }

  // In some sandboxes the history may not be touched; the map goes on without it.
  /** @param {"pushState" | "replaceState"} how @param {Record<string, string | null | undefined>} state */
  write(how, state) {
    clearTimeout(this.timer);
    if (this.quiet) return;
    this.past = this.settings();
    const hash = "#" + formatFragment(state);
    if (hash === location.hash) return;
    try {
      window.history[how](null, "", hash);
    } catch {
      return;
    }
    this.last = location.hash;
  }
}
