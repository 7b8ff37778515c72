// Cards: touch a figure and read who says so. The value the map uses comes first, then every rival value, each with
// its source, how that source was seen, and how far it is to be trusted.
(function (koryo) {
  "use strict";

  const NOTES = "en";            // the language of the tables themselves; their notes are not translated

  koryo.cards = function (map, options) {
    const record = koryo.data(options.record) || {};
    const own = koryo.of(map);
    own.record = record;
    own.card = new Card(map, record);
    own.openCard = (what) => own.card.open(what);
    own.closeCard = () => own.card.close();
    map.on("click", () => own.card.close());
    return own.card;
  };

  class Card {
    constructor(map, record) {
      this.map = map;
      this.record = record;
      this.what = null;
      this.title = koryo.el("h2", { class: "koryo-card-title", id: map.getContainer().id + "-card-title", tabindex: "-1" });
      this.body = koryo.el("div", { class: "koryo-card-body" });
      this.closer = koryo.el("button", { type: "button", class: "koryo-button koryo-card-close" }, koryo.icon("close"));
      this.node = koryo.el("div", { class: "koryo-card", role: "dialog", "aria-labelledby": this.title.id, hidden: true },
        this.closer, this.title, this.body);
      (map.getContainer().closest(".koryo-main") || map.getContainer()).append(this.node);
      this.listen();
    }

    listen() {
      L.DomEvent.disableClickPropagation(this.node);
      L.DomEvent.disableScrollPropagation(this.node);
      this.closer.addEventListener("click", () => this.close());
      document.addEventListener("keydown", (event) => { if (event.key === "Escape") this.close(); });
      document.addEventListener("pointerdown", (event) => this.closeOutside(event));
      koryo.onLanguage(() => { if (this.what) this.fill(); });
    }

    closeOutside(event) {
      if (!this.what || this.node.contains(event.target) || event.target.closest("[data-koryo-card], .koryo-region, .koryo-dot, .koryo-languages")) return;
      this.close(false);
    }

    open(what) {
      if (!this.what) this.back = document.activeElement;
      this.what = what;
      this.fill();
      this.node.hidden = false;
      this.node.scrollTop = 0;
      this.title.focus({ preventScroll: true });
      this.map.fire("koryo:card", { what });
    }

    close(returnFocus) {
      if (!this.what) return;
      this.what = null;
      this.node.hidden = true;
      this.map.fire("koryo:card", { what: null });
      if (returnFocus !== false && this.back && this.back.isConnected) this.back.focus({ preventScroll: true });
    }

    fill() {
      this.closer.setAttribute("aria-label", koryo.t("close"));
      koryo.empty(this.body);
      const [kind, key] = Object.entries(this.what)[0];
      const item = this.find(kind, key);
      this.shown = { name: key, figures: [], sources: [], geometry: item.geometry };
      this["write_" + kind](item, key);
      this.shown.where = ["place", "region"].includes(kind) ? this.title.textContent : "";
      const tools = koryo.takeTools(this.record, this.shown);
      if (tools) this.body.append(tools);
    }

    // What the record says of a thing and what its layer knows of it, together.
    find(kind, key) {
      const drawn = (koryo.of(this.map).items[kind] || {})[key] || {};
      const written = (this.record[kind + "s"] || {})[key] || {};
      return Object.assign({}, drawn, written);
    }

    add(tag, className, value, own) {
      const text = koryo.text(value);
      if (text) this.body.append(koryo.say(koryo.el(tag, { class: className }), value, own));
    }

    write_figure(figure, key) {
      koryo.say(this.title, figure.label || key);
      this.figure(figure, key);
    }

    write_place(place, key) {
      koryo.say(this.title, place.name || key);
      const then = koryo.own(place.name_then);
      if (then && then !== koryo.text(place.name)) this.add("p", "koryo-card-then", koryo.t("then_called", { name: then }));
      if (place.certainty && place.certainty !== "documented") {
        const radius = place.radius_km ? koryo.t("within_km", { n: place.radius_km }) : "";
        this.add("p", "koryo-card-tags", [koryo.t("position") + ": " + koryo.t("certainty_" + place.certainty), radius].filter(Boolean).join(" · "));
      }
      this.add("p", "koryo-card-note", place.note, NOTES);
      this.ways(place);
      this.names(place.names || []);
      if (place.lat !== undefined) this.shown.geometry = { type: "Point", coordinates: [place.lon, place.lat] };
      this.figures(place.figures);
      this.sources(place.sources);
    }

    write_region(region, key) {
      koryo.say(this.title, region.name || key);
      if (region.status === "known") this.add("p", "koryo-card-lead", koryo.stateWords(region, true));
      if (region.status === "unknown") this.add("p", "koryo-card-lead", koryo.t("number_not_known_long"));
      if (region.status === "none") this.add("p", "koryo-card-lead", koryo.t("no_record_long"));
      this.figures((region.figure ? [region.figure] : []).concat(region.figures || []));
      if (region.valid_from) this.add("p", "koryo-card-where", koryo.t("borders_of", { time: koryo.dates.words(region.valid_from + "/" + (region.valid_to || "..")) }));
      if (region.uncertain) this.add("p", "koryo-card-note", region.uncertain_note || koryo.t("border_uncertain"));
      this.add("p", "koryo-card-note", region.note, NOTES);
      this.sources(region.sources);
    }

    write_event(event, key) {
      koryo.say(this.title, event.words || key);
      this.add("p", "koryo-card-lead", event.text);
      if (event.certainty) this.add("p", "koryo-card-tags", koryo.t("certainty_" + event.certainty));
      this.sources(event.sources);
    }

    write_chapter(chapter, key) {
      koryo.say(this.title, chapter.title || key);
      this.add("p", "koryo-card-lead", chapter.caption);
      this.sources(chapter.sources);
    }

    write_flow(flow, key) {
      koryo.say(this.title, flow.label || key);
      this.add("p", "koryo-card-lead", koryo.t("people", { n: flow.persons || 0 }));
      if (flow.path === null) this.add("p", "koryo-card-note", koryo.t("untraced_long"));
      this.figures([flow.figure].concat(flow.figures || []).filter(Boolean));
      this.add("p", "koryo-card-note", flow.note, NOTES);
    }

    write_move(move, key) {
      koryo.say(this.title, move.label || key);
      this.add("p", "koryo-card-lead", koryo.stateWords(move, true));
      this.add("p", "koryo-card-tags", koryo.t("certainty_" + move.certainty));
      this.figures([move.figure]);
      this.add("p", "koryo-card-note", move.note, NOTES);
      this.sources(move.sources);
    }

    figures(keys) {
      [...new Set(keys || [])].forEach((key) => {
        const figure = (this.record.figures || {})[key];
        if (!figure) return;
        this.add("h3", "koryo-card-heading", figure.label || key);
        this.figure(figure, key);
      });
    }

    // A place that no railway in use touches says how it was reached.
    ways({ rail, lines }) {
      if (!rail) return;
      this.add("p", "koryo-card-note", this.record.rail[rail]);
      const list = koryo.el("ul", { class: "koryo-card-names" });
      lines.map((key) => this.record.lines[key]).forEach(({ mode, name, certainty }) => {
        list.append(koryo.el("li", {}, koryo.t("mode_" + mode) + ": ", koryo.say(koryo.el("span"), name), " (" + koryo.t("certainty_" + certainty) + ")"));
      });
      this.body.append(list);
    }

    // Names that stand nowhere else on the card: each in its own language, with that language's name and its years.
    names(names) {
      if (!names.length) return;
      this.add("h3", "koryo-card-heading", koryo.t("other_names"));
      const list = koryo.el("ul", { class: "koryo-card-names" });
      names.forEach(({ lang, name, valid }) => {
        const period = [languageName(lang), valid ? koryo.dates.words(valid) : ""].filter(Boolean).join(", ");
        list.append(koryo.el("li", {}, koryo.say(koryo.el("span"), name, lang), period ? koryo.el("span", { class: "koryo-card-tags" }, " (" + period + ")") : null));
      });
      this.body.append(list);
    }

    figure(figure, key) {
      this.shown.figures.push(key);
      const said = figure.attestations || [];
      const used = said.filter((a) => a.used), rivals = said.filter((a) => !a.used);
      used.forEach((a) => this.body.append(this.attestation(a, figure)));
      if (used.length && rivals.length) this.add("h4", "koryo-card-rivals", koryo.t("other_sources_say", { n: rivals.length }));
      rivals.forEach((a) => this.body.append(this.attestation(a, figure)));
      this.add("p", "koryo-card-where", [figure.where, figure.words].map(koryo.text).filter(Boolean).join(" · "));
      this.add("p", "koryo-card-note", figure.note, NOTES);
      const link = this.link("figure", key, koryo.t("in_the_record"));
      if (link) this.body.append(koryo.el("p", {}, link));
    }

    // A way to the record's page, in the reader's language; null where the map stands alone.
    link(kind, key, text) {
      const page = koryo.of(this.map).recordPage;
      return page ? koryo.el("a", { href: page + "?lang=" + koryo.language() + "#" + kind + "-" + encodeURIComponent(key) }, text) : null;
    }

    // A source's words, leading to the source in the record.
    cited(node, key, text) {
      const link = this.link("source", key, text);
      if (link && (this.record.sources || {})[key]) node.append(koryo.say(link, text));
      else koryo.say(node, text);
      return node;
    }

    attestation(a, figure) {
      const box = koryo.el("div", { class: "koryo-attestation" + (a.used ? " is-used" : "") });
      const line = (className, value, own) => {
        if (koryo.text(value)) box.append(koryo.say(koryo.el("p", { class: className }), value, own));
      };
      line("koryo-attestation-value", koryo.attestedWords(a, figure.counted));
      line("koryo-card-tags", rangeWords(a));
      if (a.as_in_source) line("koryo-attestation-print", koryo.t(a.rendered ? "as_rendered" : "as_printed", { text: a.as_in_source }));
      const source = (this.record.sources || {})[a.source] || {};
      const pages = koryo.text(a.pages);
      box.append(this.cited(koryo.el("p", { class: "koryo-attestation-source" }), a.source, koryo.text(koryo.citation(this.record, a.source)) + (pages ? ", " + pages : "")));
      line("koryo-card-tags", tags(a, source));
      line("koryo-attestation-note", a.reason);
      line("koryo-attestation-note", a.note, NOTES);
      return box;
    }

    sources(keys) {
      if (!keys || !keys.length) return;
      this.shown.sources.push(...keys);
      this.add("h3", "koryo-card-heading", koryo.t("sources"));
      const list = koryo.el("ul", { class: "koryo-card-sources" });
      keys.forEach((key) => {
        const source = (this.record.sources || {})[key] || {};
        const tagged = koryo.say(koryo.el("span", { class: "koryo-card-tags" }), tags({}, source));
        list.append(koryo.el("li", {}, this.cited(koryo.el("span"), key, koryo.text(koryo.citation(this.record, key))), tagged));
      });
      this.body.append(list);
    }
  }

  // A value inside a range that its source also gives.
  function rangeWords({ low, value, high }) {
    const known = [low, value, high].every((n) => n !== null && n !== undefined);
    return known && low < high ? koryo.t("from_to", { low, high }) : "";
  }

  function languageName(code) {
    try { return new Intl.DisplayNames([koryo.language()], { type: "language" }).of(code); } catch (error) { return code; }
  }

  function tags(a, source) {
    const named = (prefix, value) => (value ? koryo.t(prefix + value) : "");
    const seen = source.how_seen ? koryo.t("seen", { how: source.how_seen }) : "";
    return [named("certainty_", a.certainty), named("confidence_", a.confidence), seen].filter(Boolean).join(" · ");
  }
})(window.koryo = window.koryo || {});
