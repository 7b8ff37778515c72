// Cards: touch a figure and read who says so. The value the map uses comes first, then every rival value, each with
// its source, how that source was seen, and how far it is to be trusted.
import { attestedWords, stateWords } from "../core/amounts.js";
import { readIsland } from "../core/data.js";
import { drawIcon } from "../core/icons.js";
import { currentLanguage, onLanguage } from "../core/language.js";
import { el, empty, say } from "../core/nodes.js";
import { sharedOf } from "../core/shared.js";
import { dateWords, ownText, phrase, textOf } from "../core/words.js";
import { citationOf } from "./rows.js";
import { takeTools } from "./take.js";

const NOTES = "en"; // the language of the tables themselves; their notes are not translated

/** @param {L.Map} map @param {CardOptions} options */
export function addCards(map, options) {
  const record = readIsland(options.record) || {};
  const own = sharedOf(map);
  own.record = record;
  const card = new Card(map, record);
  own.card = card;
  own.openCard = (what) => card.open(what);
  own.closeCard = () => card.close();
  map.on("click", () => card.close());
  return card;
}

export class Card {
  /** @param {L.Map} map @param {CardRecord} record */
  constructor(map, record) {
    this.map = map;
    this.record = record;
    /** @type {Subject | null} */
    this.what = null;
    /** @type {Shown} */
    this.shown = { name: "", where: "", figures: [], sources: [] };
    /** @type {Element | null} */
    this.back = null;
    this.title = el("h2", { class: "koryo-card-title", id: map.getContainer().id + "-card-title", tabindex: "-1" });
    this.body = el("div", { class: "koryo-card-body" });
    this.closer = el("button", { type: "button", class: "koryo-button koryo-card-close" }, drawIcon("close"));
    this.node = el(
      "div",
      { class: "koryo-card", role: "dialog", "aria-labelledby": this.title.id, hidden: true },
      this.closer,
      this.title,
      this.body
    );
    (map.getContainer().closest(".koryo-main") || map.getContainer()).append(this.node);
    this.listen();
  }

  listen() {
    L.DomEvent.disableClickPropagation(this.node);
    L.DomEvent.disableScrollPropagation(this.node);
    this.closer.addEventListener("click", () => this.close());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    document.addEventListener("pointerdown", (event) => this.closeOutside(event));
    onLanguage(() => {
      if (this.what) this.fill(this.what);
    });
  }

  /** @param {Event} event */
  closeOutside(event) {
    const target = /** @type {Element} */ (event.target);
    const opens = "[data-koryo-card], .koryo-region, .koryo-dot, .koryo-languages";
    if (this.what && !this.node.contains(target) && !target.closest(opens)) this.close(false);
  }

  /** @param {Subject} what */
  open(what) {
    if (!this.what) this.back = document.activeElement;
    this.what = what;
    this.fill(what);
    this.node.hidden = false;
    this.node.scrollTop = 0;
    this.title.focus({ preventScroll: true });
    this.map.fire("koryo:card", { what });
  }

  /** @param {boolean} [returnFocus] */
  close(returnFocus) {
    if (!this.what) return;
    this.what = null;
    this.node.hidden = true;
    this.map.fire("koryo:card", { what: null });
    const back = /** @type {HTMLElement | null} */ (this.back);
    if (returnFocus !== false && back?.isConnected) back.focus({ preventScroll: true });
  }

  /** @param {Subject} what */
  fill(what) {
    this.closer.setAttribute("aria-label", phrase("close"));
    empty(this.body);
    const [kind, key] = /** @type {[CardKind, string]} */ (Object.entries(what)[0]);
    const item = this.find(kind, key);
    this.shown = { name: key, where: "", figures: [], sources: [], geometry: item.geometry };
    this.writers()[kind](item, key);
    this.shown.where = ["place", "region"].includes(kind) ? this.title.textContent || "" : "";
    const tools = takeTools(this.record, this.shown);
    if (tools) this.body.append(tools);
  }

  /** @returns {Record<CardKind, (item: any, key: string) => void>} */
  writers() {
    return {
      figure: (item, key) => this.writeFigure(item, key),
      place: (item, key) => this.writePlace(item, key),
      region: (item, key) => this.writeRegion(item, key),
      event: (item, key) => this.writeEvent(item, key),
      chapter: (item, key) => this.writeChapter(item, key),
      flow: (item, key) => this.writeFlow(item, key),
      move: (item, key) => this.writeMove(item, key),
      voice: (item, key) => this.writeVoice(item, key),
      unit: (item, key) => say(this.title, item.name || key)
    };
  }

  // What the record says of a thing and what its layer knows of it, together.
  /** @param {CardKind} kind @param {string} key */
  find(kind, key) {
    const { figures = {}, places = {} } = this.record;
    const drawn = sharedOf(this.map).items[kind]?.[key];
    const written = kind === "figure" ? figures[key] : kind === "place" ? places[key] : null;
    return { ...drawn, ...written };
  }

  /** @param {keyof HTMLElementTagNameMap} tag @param {string} className @param {Words} value @param {string} [own] */
  add(tag, className, value, own) {
    const text = textOf(value);
    if (text) this.body.append(say(el(tag, { class: className }), value, own));
  }

  /** @param {Figure} figure @param {string} key */
  writeFigure(figure, key) {
    say(this.title, figure.label || key);
    this.figure(figure, key);
  }

  /** @param {PlaceData & PlaceRecord} place @param {string} key */
  writePlace(place, key) {
    say(this.title, place.name || key);
    const then = ownText(place.name_then ?? "");
    if (then && then !== textOf(place.name)) this.add("p", "koryo-card-then", phrase("then_called", { name: then }));
    if (place.certainty && place.certainty !== "documented") {
      const radius = place.radius_km ? phrase("within_km", { n: place.radius_km }) : "";
      this.add(
        "p",
        "koryo-card-tags",
        [phrase("position") + ": " + phrase("certainty_" + place.certainty), radius].filter(Boolean).join(" · ")
      );
    }
    this.add("p", "koryo-card-note", place.note, NOTES);
    this.ways(place);
    this.names(place.names || []);
    if (place.lat !== undefined) this.shown.geometry = { type: "Point", coordinates: [place.lon, place.lat] };
    this.figures(place.figures);
    this.voices(key);
    this.sources(place.sources);
  }

  /** @param {RegionProperties & RegionState} region @param {string} key */
  writeRegion(region, key) {
    say(this.title, region.name || key);
    if (region.status === "known") this.add("p", "koryo-card-lead", stateWords(region, true));
    if (region.since) this.add("p", "koryo-card-lead", phrase("region_since", { date: dateWords(region.since) }));
    else if (region.status === "unknown") this.add("p", "koryo-card-lead", phrase("number_not_known_long"));
    if (region.status === "none") this.add("p", "koryo-card-lead", phrase("no_record_long"));
    this.figures([region.figure]);
    if (region.valid_from)
      this.add(
        "p",
        "koryo-card-where",
        phrase("borders_of", { time: dateWords(region.valid_from + "/" + (region.valid_to || "..")) })
      );
    if (region.uncertain) this.add("p", "koryo-card-note", region.uncertain_note || phrase("border_uncertain"));
  }

  /** @param {EventData} event @param {string} key */
  writeEvent(event, key) {
    say(this.title, event.date_words || key);
    this.add("p", "koryo-card-lead", event.text);
    if (event.certainty) this.add("p", "koryo-card-tags", phrase("certainty_" + event.certainty));
    this.sources(event.sources);
  }

  /** @param {ChapterData} chapter @param {string} key */
  writeChapter(chapter, key) {
    say(this.title, chapter.title || key);
    this.add("p", "koryo-card-lead", chapter.caption);
    this.sources(chapter.sources);
  }

  /** @param {FlowData} flow @param {string} key */
  writeFlow(flow, key) {
    say(this.title, flow.label || key);
    this.add("p", "koryo-card-lead", phrase("people", { n: flow.persons || 0 }));
    if (flow.path === null) this.add("p", "koryo-card-note", phrase("untraced_long"));
    this.figures([flow.figure]);
  }

  /** @param {MoveState} move @param {string} key */
  writeMove(move, key) {
    say(this.title, move.label || key);
    this.add("p", "koryo-card-lead", stateWords(move, true));
    this.add("p", "koryo-card-tags", phrase("certainty_" + move.certainty));
    this.figures([move.figure]);
    this.add("p", "koryo-card-note", move.note, NOTES);
    this.sources(move.sources);
  }

  // What a witness told stands in the text version of the page, once.
  /** @param {{ title?: Words }} voice @param {string} key */
  writeVoice(voice, key) {
    const told = document.getElementById("voice-" + key);
    const who = told && told.querySelector("dt, .koryo-voice-who");
    if (who) this.title.replaceChildren(...[...who.childNodes].map((node) => node.cloneNode(true)));
    else say(this.title, voice.title || key);
    if (!told) return;
    const copy = /** @type {HTMLElement} */ (told.cloneNode(true));
    copy.removeAttribute("id");
    copy.querySelector(".koryo-voice-who")?.remove();
    this.body.append(copy);
  }

  // Those whose words are tied to a place open from it.
  /** @param {string} place */
  voices(place) {
    const told = document.querySelectorAll("[data-voice-place='" + CSS.escape(place) + "']");
    if (!told.length) return;
    this.add("h3", "koryo-card-heading", phrase("text_voices"));
    told.forEach((node) => {
      const copy = /** @type {HTMLElement} */ (node.cloneNode(true));
      copy.removeAttribute("id");
      this.body.append(copy);
    });
  }

  /** @param {(string | null | undefined)[]} [keys] */
  figures(keys) {
    new Set(keys).forEach((key) => {
      const figure = key && this.record.figures?.[key];
      if (!figure) return;
      this.add("h3", "koryo-card-heading", figure.label || key);
      this.figure(figure, key);
    });
  }

  // A place that no railway in use touches says how it was reached.
  /** @param {PlaceRecord} given */
  ways({ rail, lines }) {
    if (!rail) return;
    this.add("p", "koryo-card-note", this.record.rail?.[rail]);
    const list = el("ul", { class: "koryo-card-names" });
    (lines || []).forEach((key) => {
      const line = this.record.lines?.[key];
      if (!line) return;
      const sure = " (" + phrase("certainty_" + line.certainty) + ")";
      list.append(el("li", {}, phrase("mode_" + line.mode) + ": ", say(el("span"), line.name), sure));
    });
    this.body.append(list);
  }

  // Names that stand nowhere else on the card: each in its own language, with that language's name and its years.
  /** @param {NameForm[]} names */
  names(names) {
    if (!names.length) return;
    this.add("h3", "koryo-card-heading", phrase("other_names"));
    const list = el("ul", { class: "koryo-card-names" });
    names.forEach(({ lang, name, valid }) => {
      const period = [languageName(lang), valid ? dateWords(valid) : ""].filter(Boolean).join(", ");
      list.append(
        el(
          "li",
          {},
          say(el("span"), name, lang),
          period ? el("span", { class: "koryo-card-tags" }, " (" + period + ")") : null
        )
      );
    });
    this.body.append(list);
  }

  /** @param {Figure} figure @param {string} key */
  figure(figure, key) {
    this.shown.figures.push(key);
    const said = figure.attestations || [];
    const used = said.filter((a) => a.used),
      rivals = said.filter((a) => !a.used);
    used.forEach((a) => this.body.append(this.attestation(a, figure)));
    if (used.length && rivals.length)
      this.add("h4", "koryo-card-rivals", phrase("other_sources_say", { n: rivals.length }));
    rivals.forEach((a) => this.body.append(this.attestation(a, figure)));
    this.add("p", "koryo-card-where", figure.date_words);
    this.add("p", "koryo-card-note", figure.note, NOTES);
    const link = this.link("figure", key, phrase("in_the_record"));
    if (link) this.body.append(el("p", {}, link));
  }

  // A way to the record's page, in the reader's language; null where the map stands alone.
  /** @param {string} kind @param {string} key @param {string} text */
  link(kind, key, text) {
    const page = sharedOf(this.map).recordPage;
    return page
      ? el("a", { href: page + "?lang=" + currentLanguage() + "#" + kind + "-" + encodeURIComponent(key) }, text)
      : null;
  }

  // A source's words, leading to the source in the record.
  /** @param {HTMLElement} node @param {string} key @param {string} text */
  cited(node, key, text) {
    const link = this.link("source", key, text);
    if (link && (this.record.sources || {})[key]) node.append(say(link, text));
    else say(node, text);
    return node;
  }

  /** @param {Attestation} a @param {Figure} figure */
  attestation(a, figure) {
    const box = el("div", { class: "koryo-attestation" + (a.used ? " is-used" : "") });
    /** @param {string} className @param {Words} value @param {string} [own] */
    const line = (className, value, own) => {
      if (textOf(value)) box.append(say(el("p", { class: className }), value, own));
    };
    line("koryo-attestation-value", attestedWords(a, figure.counted));
    line("koryo-card-tags", rangeWords(a));
    if (a.as_in_source)
      line("koryo-attestation-print", phrase(a.rendered ? "as_rendered" : "as_printed", { text: a.as_in_source }));
    const source = (this.record.sources || {})[a.source] || {};
    const pages = textOf(a.pages);
    box.append(
      this.cited(
        el("p", { class: "koryo-attestation-source" }),
        a.source,
        textOf(citationOf(this.record, a.source)) + (pages ? ", " + pages : "")
      )
    );
    line("koryo-card-tags", tags(a, source));
    line("koryo-attestation-note", a.reason);
    line("koryo-attestation-note", a.note, NOTES);
    return box;
  }

  /** @param {string[]} [keys] */
  sources(keys) {
    if (!keys || !keys.length) return;
    this.shown.sources.push(...keys);
    this.add("h3", "koryo-card-heading", phrase("sources"));
    const list = el("ul", { class: "koryo-card-sources" });
    keys.forEach((key) => {
      const source = (this.record.sources || {})[key] || {};
      const tagged = say(el("span", { class: "koryo-card-tags" }), tags({}, source));
      list.append(el("li", {}, this.cited(el("span"), key, textOf(citationOf(this.record, key))), tagged));
    });
    this.body.append(list);
  }
}

// A value inside a range that its source also gives.
/** @param {Attestation} given */
function rangeWords({ low, value, high }) {
  const [least, most] = [low ?? NaN, high ?? NaN];
  return typeof value === "number" && least < most ? phrase("from_to", { low: least, high: most }) : "";
}

/** @param {string} code */
function languageName(code) {
  try {
    return new Intl.DisplayNames([currentLanguage()], { type: "language" }).of(code);
  } catch {
    return code;
  }
}

/** @param {Partial<Attestation>} a @param {Source} source */
function tags(a, source) {
  /** @param {string} prefix @param {string | undefined} value */
  const named = (prefix, value) => (value ? phrase(prefix + value) : "");
  const seen = source.how_seen ? phrase("seen", { how: textOf(source.how_seen) }) : "";
  return [named("certainty_", a.certainty), named("confidence_", a.confidence), seen].filter(Boolean).join(" · ");
}
