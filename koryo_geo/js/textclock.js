// The text version keeps the map's time: a line says which moment the map shows and how many people are where, and the chapter
// of that moment is marked. It changes when the clock rests or a chapter begins, never with every frame.
(function (koryo) {
  "use strict";

  koryo.textClock = function (player, panel) {
    const text = document.getElementById("koryo-text");
    const heading = text && text.querySelector("h2");
    return heading ? new TextClock(text, heading, player, panel) : null;
  };

  class TextClock {
    constructor(text, heading, player, panel) {
      this.player = player;
      this.panel = panel;
      this.line = koryo.el("p", { class: "koryo-text-now" });
      heading.after(this.line);
      this.sections = [...text.querySelectorAll("section[data-base^='timeline/chapters/']")];
      for (const name of ["pause", "seeked", "chapterchange", "ended"]) player.addEventListener(name, () => this.write());
      koryo.onLanguage(() => this.write());
      this.write();
    }

    write() {
      const { frame } = this.player;
      const date = koryo.t("text_now", { date: this.panel.dateWords(frame) });
      const people = Object.keys(this.panel.cells).length ? koryo.totalsWords(frame.totals) : "";
      this.line.textContent = koryo.sentences([date, people]);
      this.sections.forEach((section) => {
        const now = section.dataset.base.endsWith("/" + frame.chapter);
        const heading = section.querySelector("h4");
        if (now) heading.setAttribute("aria-current", "step");
        else heading.removeAttribute("aria-current");
      });
    }
  }
})(window.koryo = window.koryo || {});
