// The choice of language: one control for the whole page, in its header; a map without a header keeps it at the foot of
// its panel.
import { drawIcon } from "../core/icons.js";
import { currentLanguage, currentLocale, languagesOffered, onLanguage, setLanguage } from "../core/language.js";
import { el } from "../core/nodes.js";
import { phrase } from "../core/words.js";

function build() {
  const languages = languagesOffered();
  const host = document.querySelector(".koryo-header") || document.querySelector(".koryo-panel");
  if (languages.length < 2 || !host || document.querySelector(".koryo-languages")) return;
  const menu = new Menu(languages);
  if (host.matches(".koryo-header")) host.prepend(menu.node);
  else host.append(menu.node);
  onLanguage(() => menu.name());
}

// Radios: one tab stop, arrows choose. Where room is short they fold behind one button.
class Menu {
  /** @param {{ code: string; name: string }[]} languages */
  constructor(languages) {
    this.legend = el("legend", { class: "koryo-hidden" });
    this.list = el(
      "fieldset",
      { class: "koryo-language-list", id: "koryo-language-list" },
      this.legend,
      ...languages.map((language) => this.choice(language))
    );
    this.word = el("span");
    this.opener = el(
      "button",
      { type: "button", class: "koryo-button koryo-language-opener", "aria-controls": this.list.id },
      drawIcon("language"),
      this.word
    );
    this.node = el("div", { class: "koryo-languages" }, this.opener, this.list);
    this.listen();
    this.open(false);
    this.name();
  }

  /** @param {{ code: string; name: string }} given */
  choice({ code, name }) {
    const radio = el("input", { type: "radio", name: "koryo-language", value: code, class: "koryo-choice-input" });
    radio.addEventListener("change", () => setLanguage(code));
    return el("label", { class: "koryo-choice", lang: code }, radio, el("span", {}, name));
  }

  listen() {
    this.opener.addEventListener("click", () => this.open(!this.node.classList.contains("is-open")));
    this.node.addEventListener("focusout", (event) => {
      const to = /** @type {Node | null} */ (event.relatedTarget);
      if (to && !this.node.contains(to)) this.open(false);
    });
    this.node.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.fold(event);
    });
    document.addEventListener("pointerdown", (event) => {
      if (!this.node.contains(/** @type {Node} */ (event.target))) this.open(false);
    });
    this.list.addEventListener("pointerup", () => {
      this.touched = true;
    });
    this.list.addEventListener("change", (event) => {
      if (this.touched) this.fold(event);
      this.touched = false;
    });
  }

  /** @param {boolean} open */
  open(open) {
    this.node.classList.toggle("is-open", open);
    this.opener.setAttribute("aria-expanded", String(open));
  }

  // A finger that has chosen is done; arrow keys may still be on their way.
  /** @param {Event} event */
  fold(event) {
    if (!this.node.classList.contains("is-open")) return;
    event.stopPropagation();
    this.open(false);
    this.opener.focus();
  }

  name() {
    const now = currentLanguage();
    this.list.querySelectorAll("input").forEach((radio) => {
      radio.checked = radio.value === now;
    });
    this.legend.textContent = phrase("language");
    this.word.textContent = currentLocale().name || now;
    this.opener.setAttribute("aria-label", phrase("language") + ": " + this.word.textContent);
  }
}

document.addEventListener("DOMContentLoaded", () => {
  build();
});
