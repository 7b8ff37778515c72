// The text version keeps the map's time: a line says which moment the map shows and how many people are where, and the
// chapter of that moment is marked. It changes when the clock rests or a chapter begins, never with every frame.
import { totalsWords } from "../core/amounts.js";
import { onLanguage } from "../core/language.js";
import { el } from "../core/nodes.js";
import { phrase, sentences } from "../core/words.js";

/** @param {Player} player @param {Panel} panel */
export function addTextClock(player, panel) {
  const text = document.getElementById("koryo-text");
  const heading = text && text.querySelector("h2");
  return heading ? new TextClock(text, heading, player, panel) : null;
}

const CHAPTERS = "section[data-base^='timeline/chapters/']";

class TextClock {
  /** @param {HTMLElement} text @param {HTMLElement} heading @param {Player} player @param {Panel} panel */
  constructor(text, heading, player, panel) {
    this.player = player;
    this.panel = panel;
    this.line = el("p", { class: "koryo-text-now" });
    heading.after(this.line);
    this.sections = [.../** @type {NodeListOf<HTMLElement>} */ (text.querySelectorAll(CHAPTERS))];
    for (const name of ["pause", "seeked", "chapterchange", "ended"]) player.addEventListener(name, () => this.write());
    onLanguage(() => this.write());
    this.write();
  }

  write() {
    const { frame } = this.player;
    const date = phrase("text_now", { date: this.panel.dateWords(frame) });
    const people = this.panel.cells ? totalsWords(frame.totals) : "";
    this.line.textContent = sentences([date, people]);
    this.sections.forEach((section) => {
      const now = section.dataset.base?.endsWith("/" + frame.chapter);
      const heading = section.querySelector("h4");
      if (now) heading?.setAttribute("aria-current", "step");
      else heading?.removeAttribute("aria-current");
    });
  }
}
