// The panel beside the map: the date, how many people are where, what happened, and the player's buttons.
// Everything is a plain control with a name; the map can be read to its end with one finger or with none.
(function (koryo) {
  "use strict";

  const RATES = [0.5, 1, 2, 4];

  koryo.player = function (map, options) {
    const own = koryo.of(map);
    const timeline = koryo.timeline(map, options.timeline);
    timeline.events.forEach((event) => koryo.remember(map, "event", event.event, event));
    timeline.chapters.forEach((chapter) => koryo.remember(map, "chapter", chapter.chapter, chapter));
    const player = own.player = new koryo.Player(timeline, { hold: options.hold, stops: options.stops });
    map.getContainer().koryoPlayer = player;
    const panel = own.panel = new Panel(map, player, hostOf(map, options.panel));
    own.layers.forEach((layer) => player.add(layer));
    player.add(panel);
    koryo.keys(map, player, panel);
    followChapters(map, player);
    koryo.options(map, player, panel);
    koryo.textClock(player, panel);
    koryo.search(map);
    if (koryo.keepStills) koryo.keepStills(map, timeline);
    const restored = koryo.address(map, player);
    if (koryo.chart && options.panel) own.chart = koryo.chart(map);
    if (timeline.kind === "regions" && options.panel) houseShelf(own, panel);
    if (options.autoplay && !player.reduced && !restored) player.play();
    return player;
  };

  function hostOf(map, id) {
    const given = id && document.getElementById(id);
    if (given) return given;
    const box = koryo.el("div", { class: "koryo-panel is-in-map koryo-obstacle" });
    const control = L.control({ position: "bottomright" });
    control.onAdd = () => { L.DomEvent.disableClickPropagation(box); L.DomEvent.disableScrollPropagation(box); return box; };
    control.addTo(map);
    return box;
  }

  // A map of regions is full to its corners: where the panel stands beside the map, the legend moves into it, beneath the
  // chart; elsewhere the chart follows the story.
  function houseShelf(own, panel) {
    const wide = window.matchMedia("(min-width: 761px) and (min-height: 421px) and (min-aspect-ratio: 1/1)");
    const house = () => {
      if (own.chart) (wide.matches ? panel.shelf : panel.story).append(own.chart.node);
      if (own.moveLegend) own.moveLegend(wide.matches ? panel.shelf : null);
    };
    wide.addEventListener("change", house);
    house();
  }

  // A chapter may look closer; a chapter without a view of its own shows the whole map.
  function followChapters(map, player) {
    const own = koryo.of(map);
    player.addEventListener("chapterchange", () => {
      const chapter = player.timeline.chapters[player.frame.chapter];
      const view = (chapter && chapter.view) || own.home;
      if (view && String(view) !== String(own.view)) koryo.goTo(map, view);
    });
  }

  class Panel {
    constructor(map, player, host) {
      this.map = map;
      this.player = player;
      this.timeline = player.timeline;
      this.shown = {};
      this.build(host);
      this.listen();
      this.name();
    }

    build(host) {
      this.date = koryo.el("p", { class: "koryo-date" });
      this.totals = koryo.el("dl", { class: "koryo-totals" });
      this.schematic = koryo.el("p", { class: "koryo-totals-note" });   // numbers between two records are the timetable's, not the record's
      this.title = koryo.el("h2", { class: "koryo-chapter-title" });
      this.caption = koryo.el("p", { class: "koryo-chapter-caption" });
      this.sources = koryo.el("p", { class: "koryo-sources" });
      this.terms = koryo.el("p", { class: "koryo-terms" });              // words of the time, explained where they stand
      this.event = koryo.el("div", { class: "koryo-event" });
      this.live = koryo.el("p", { class: "koryo-hidden", "aria-live": "polite" });
      this.story = koryo.el("div", { class: "koryo-story", tabindex: "0", role: "region" },
        this.title, this.caption, this.terms, this.sources, this.event);
      this.shelf = koryo.el("div", { class: "koryo-shelf" });
      this.buildControls();
      this.host = host;
      host.append(koryo.el("div", { class: "koryo-now" }, this.date, this.totals, this.schematic), this.story, this.shelf, this.controls, this.live);
      this.buildTotals();
    }

    buildControls() {
      this.previous = button("previous", () => this.chapter(-1));
      this.back = button("back", () => this.player.step(-1));
      this.playButton = button("play", () => this.toggle(), "koryo-play");
      this.playWord = koryo.el("span", { class: "koryo-play-word" });
      this.playButton.append(this.playWord);
      this.forward = button("forward", () => this.player.step(1));
      this.next = button("next", () => this.chapter(1));
      this.speed = koryo.el("button", { type: "button", class: "koryo-button koryo-speed" });
      this.speed.addEventListener("click", () => this.faster());
      this.range = koryo.el("input", { type: "range", class: "koryo-range", min: "0", max: this.player.duration, step: "any", value: "0" });
      this.ticks = koryo.el("div", { class: "koryo-ticks", "aria-hidden": "true" });
      this.buildTicks();
      this.controls = koryo.el("div", { class: "koryo-controls", role: "group" },
        koryo.el("div", { class: "koryo-track" }, this.range, this.ticks),
        this.buttons = koryo.el("div", { class: "koryo-buttons" }, this.previous, this.back, this.playButton, this.forward, this.next, this.speed));
    }

    buildTicks() {
      this.player.chapterTimes.forEach((time) => {
        const tick = koryo.el("span", { class: "koryo-tick" });
        tick.style.left = 100 * time / (this.player.duration || 1) + "%";
        this.ticks.append(tick);
      });
    }

    // Totals are for maps where people move; a series of counts has no one "on the trains".
    buildTotals() {
      this.cells = {};
      if (this.timeline.kind === "regions" || !this.timeline.flows.length) { this.totals.remove(); this.schematic.remove(); return; }
      const untraced = this.timeline.flows.some((flow) => flow.path === null);
      const keys = ["waiting", "under_way", "arrived"].concat(untraced ? ["untraced"] : []);
      for (const key of keys) {
        const cell = this.cells[key] = { word: koryo.el("dt"), number: koryo.el("dd") };
        this.totals.append(koryo.el("div", { class: "is-" + key }, cell.word, cell.number));
      }
    }

    listen() {
      const { player } = this;
      for (const name of ["play", "pause", "ended", "ratechange"]) player.addEventListener(name, () => this.name());
      player.addEventListener("chapterchange", () => this.announce());
      this.range.addEventListener("input", () => { player.currentTime = Number(this.range.value); });
      this.range.addEventListener("pointerdown", () => player.pause());
      koryo.onLanguage(() => { this.shown = {}; this.name(); this.draw(player.frame); });
    }

    name() {
      const playing = !this.player.paused;
      const word = koryo.t(playing ? "pause" : this.player.ended ? "play_again" : "play");
      this.playWord.textContent = word;
      this.playButton.setAttribute("aria-label", word);
      this.playButton.firstChild.replaceWith(koryo.icon(playing ? "pause" : "play"));
      const days = this.timeline.kind !== "regions";
      label(this.previous, "previous_chapter");
      label(this.next, "next_chapter");
      label(this.back, days ? "day_back" : "count_back");
      label(this.forward, days ? "day_forward" : "count_forward");
      this.range.setAttribute("aria-label", koryo.t("timeline"));
      this.controls.setAttribute("aria-label", koryo.t("player"));
      this.story.setAttribute("aria-label", koryo.t("story"));
      this.speed.textContent = this.pace();
      this.speed.setAttribute("aria-label", koryo.t("speed") + ": " + this.pace());
      for (const [key, cell] of Object.entries(this.cells)) cell.word.textContent = koryo.t("total_" + key);
      this.schematic.textContent = koryo.t("totals_schematic");
    }

    // Speed in words a visitor can judge: how long a week (or a year) takes on the screen.
    pace() {
      const { pace, days } = this.timeline;
      const steep = pace.slice(1).map((b, i) => [b[0] - pace[i][0], b[1] - pace[i][1]]).filter(([s, d]) => s > 0 && d > 0)
        .sort((a, b) => b[1] - a[1])[0];
      if (!steep) return this.countPace();
      const year = days > 1500;
      const seconds = (year ? 365.25 : 7) * steep[0] / steep[1] / this.player.playbackRate;
      return koryo.t(year ? "speed_year" : "speed_week", { n: rounded(seconds) });
    }

    countPace() {
      const seconds = this.player.duration / Math.max(1, this.timeline.moments.length) / this.player.playbackRate;
      return koryo.t("speed_count", { n: rounded(seconds) });
    }

    faster() {
      const at = RATES.indexOf(this.player.playbackRate);
      this.player.playbackRate = RATES[(at + 1) % RATES.length];
    }

    toggle() {
      if (this.player.paused) this.player.play();
      else this.player.pause();
    }

    chapter(direction) {
      const at = this.player.frame.chapter;
      const inside = direction < 0 && this.player.seconds - (this.player.chapterTimes[at] || 0) > 1;
      this.player.goToChapter(inside ? at : at + direction);
    }

    announce() {
      const chapter = this.timeline.chapters[this.player.frame.chapter];
      koryo.say(this.live, chapter ? koryo.sentences([chapter.date_words, chapter.title, chapter.caption]) : "");
    }

    draw(frame) {
      this.change("range", Math.round(400 * this.player.seconds / (this.player.duration || 1)), () => { this.range.value = this.player.seconds; });
      this.change("date", this.dateWords(frame), (words) => {
        this.date.textContent = words;
        this.range.setAttribute("aria-valuetext", words);
      });
      for (const [key, cell] of Object.entries(this.cells)) {
        this.change(key, koryo.number(frame.totals[key]), (text) => { cell.number.textContent = text; });
      }
      this.change("chapter", frame.chapter, () => this.writeChapter(this.timeline.chapters[frame.chapter]));
      this.change("event", this.eventFor(frame), (event) => this.writeEvent(this.timeline.events[event]));
    }

    // Touch the page only where something changed: a frame costs nothing when nothing is new.
    change(key, value, write) {
      if (this.shown[key] === value) return;
      this.shown[key] = value;
      write(value);
    }

    // Days while people move; the words of the count's own date when the map is a series of counts.
    dateWords(frame) {
      if (this.timeline.kind !== "regions") return koryo.dates.words(frame.date);
      const moment = this.timeline.moments[frame.moment];
      const chapter = this.timeline.chapters[frame.chapter];
      if (chapter && koryo.text(chapter.date_words) && (!moment || moment.day <= chapter.day)) return koryo.text(chapter.date_words);
      return koryo.dates.words(moment ? moment.date : frame.date);
    }

    // An event stays until the next chapter or event takes its place.
    eventFor(frame) {
      if (frame.event < 0) return -1;
      const event = this.timeline.events[frame.event];
      const chapter = this.timeline.chapters[frame.chapter];
      return chapter && event.day < chapter.day ? -1 : frame.event;
    }

    writeChapter(chapter) {
      koryo.say(this.title, chapter ? chapter.title : "");
      koryo.say(this.caption, chapter ? chapter.caption : "");
      koryo.say(this.terms, chapter ? this.termsOf(chapter.chapter) : "");
      koryo.empty(this.sources);
      if (chapter && chapter.sources && chapter.sources.length) this.sources.append(this.sourceButton({ chapter: chapter.chapter }, chapter.sources));
      this.story.scrollTop = 0;
    }

    writeEvent(event) {
      koryo.empty(this.event);
      if (!event) return;
      this.event.append(koryo.say(koryo.el("p", { class: "koryo-event-date" }), event.words),
        koryo.say(koryo.el("p", { class: "koryo-event-text" }), event.text),
        koryo.say(koryo.el("p", { class: "koryo-terms" }), this.termsOf(event.event)));
      if (event.sources && event.sources.length) this.event.append(this.sourceButton({ event: event.event }, event.sources));
    }

    termsOf(key) {
      return koryo.own((this.recorded().terms || {})[key]);
    }

    recorded() {
      return koryo.of(this.map).record || koryo.data("koryo-record") || {};
    }

    // Sources by their short names; a press opens the card with the whole reference.
    sourceButton(what, keys) {
      const record = this.recorded();
      const names = keys.map((key) => koryo.text(((record.sources || {})[key] || {}).short) || key);
      const node = koryo.el("button", { type: "button", class: "koryo-source", "data-koryo-card": "" });
      node.append(koryo.el("span", { class: "koryo-source-word" }, koryo.t("source")), " ", ...koryo.spoken(names.join("; "), koryo.language()));
      node.addEventListener("click", () => koryo.open(this.map, what));
      return node;
    }
  }

  function rounded(seconds) {
    return seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds);
  }

  function button(icon, press, extra) {
    const node = koryo.el("button", { type: "button", class: "koryo-button " + (extra || "") }, koryo.icon(icon));
    node.addEventListener("click", press);
    return node;
  }

  function label(node, key) {
    node.setAttribute("aria-label", koryo.t(key));
    node.title = koryo.t(key);
  }
})(window.koryo = window.koryo || {});
