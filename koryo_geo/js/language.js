// The page in the reader's language. The runtime's own parts register with koryo.onLanguage; what Python wrote into the
// HTML is rewritten here from the attributes it carries, so that every text stands in the file once.
(function (koryo) {
  "use strict";

  // How each attribute says its element. Elements keep their place and their focus: only the text changes.
  const SAYINGS = {
    "data-text": (node) => koryo.say(node, JSON.parse(node.dataset.text)),
    "data-ref": (node) => sayReference(node),
    "data-say": (node) => { node.textContent = koryo.t(node.dataset.say, paramsOf(node)); },
    "data-say-label": (node) => node.setAttribute("aria-label", koryo.t(node.dataset.sayLabel, paramsOf(node))),
    "data-copy": (node) => copy(node, document.querySelector(node.dataset.copy)),
    "data-count": (node) => { node.textContent = countWords(JSON.parse(node.dataset.count)); },
    "data-number": (node) => { node.textContent = koryo.number(node.dataset.number); }
  };

  const countWords = ({ n, counted, qualifier }) => koryo.qualified(koryo.unitWords(n, counted), qualifier);

  // What the page has said once already, above.
  function copy(node, { textContent, lang }) {
    node.replaceChildren(...koryo.spoken(textContent, lang || koryo.language()));
    if (lang) node.lang = lang;
    else node.removeAttribute("lang");
  }

  function paramsOf(node) {
    return node.dataset.params ? JSON.parse(node.dataset.params) : undefined;
  }

  // "/timeline/chapters/0/title": the kind of a data island, then the way into it. A way without its first slash goes on
  // from the data-base of an element around it; a base that ends in a slash is completed by that element's id.
  function sayReference(node) {
    const { ref } = node.dataset, around = node.closest("[data-base]");
    const path = ref.startsWith("/") ? ref.slice(1) : (around ? baseOf(around) + "/" : "") + ref;
    const [kind, ...given] = path.replace(/^\//, "").split("/");
    const way = kind === "regions" ? ["objects", kind, "geometries", ...given, "properties", "name"] : given;   // "/regions/3": its name
    const island = document.querySelector('script[type="application/json"][id^="koryo-' + kind + '-"]');
    const text = way.reduce((data, key) => (data === null || data === undefined ? data : data[key]), island && koryo.data(island.id));
    if (text !== null && text !== undefined) koryo.say(node, text);
  }

  function baseOf({ dataset, id }) {
    return dataset.base.replace(/\/$/, () => "/" + id.replace(/^\w+-/, ""));
  }

  koryo.sayPage = function () {
    document.documentElement.lang = koryo.language();
    for (const [name, say] of Object.entries(SAYINGS)) document.querySelectorAll("[" + name + "]").forEach(say);
    // Links to the record's page open it in the same language.
    for (const link of document.querySelectorAll('a[href*="#figure-"]:not([href^="#"])')) link.search = "lang=" + koryo.language();
    const heading = document.querySelector(".koryo-header h1");
    if (heading) document.title = heading.textContent;
  };

  // One control for the whole page, in its header; a map without a header keeps it at the foot of its panel.
  function build() {
    const languages = koryo.languages();
    const host = document.querySelector(".koryo-header") || document.querySelector(".koryo-panel");
    if (languages.length < 2 || !host || document.querySelector(".koryo-languages")) return;
    const menu = new Menu(languages);
    if (host.matches(".koryo-header")) host.prepend(menu.node);
    else host.append(menu.node);
    koryo.onLanguage(() => menu.name());
  }

  // Radios: one tab stop, arrows choose. Where room is short they fold behind one button.
  class Menu {
    constructor(languages) {
      this.legend = koryo.el("legend", { class: "koryo-hidden" });
      this.list = koryo.el("fieldset", { class: "koryo-language-list", id: "koryo-language-list" }, this.legend,
        ...languages.map((language) => this.choice(language)));
      this.word = koryo.el("span");
      this.opener = koryo.el("button", { type: "button", class: "koryo-button koryo-language-opener",
        "aria-controls": this.list.id }, koryo.icon("language"), this.word);
      this.node = koryo.el("div", { class: "koryo-languages" }, this.opener, this.list);
      this.listen();
      this.open(false);
      this.name();
    }

    choice({ code, name }) {
      const radio = koryo.el("input", { type: "radio", name: "koryo-language", value: code, class: "koryo-choice-input" });
      radio.addEventListener("change", () => koryo.setLanguage(code));
      return koryo.el("label", { class: "koryo-choice", lang: code }, radio, koryo.el("span", {}, name));
    }

    listen() {
      this.opener.addEventListener("click", () => this.open(!this.node.classList.contains("is-open")));
      this.node.addEventListener("focusout", (event) => {
        if (event.relatedTarget && !this.node.contains(event.relatedTarget)) this.open(false);
      });
      this.node.addEventListener("keydown", (event) => { if (event.key === "Escape") this.fold(event); });
      document.addEventListener("pointerdown", (event) => { if (!this.node.contains(event.target)) this.open(false); });
      this.list.addEventListener("pointerup", () => { this.touched = true; });
      this.list.addEventListener("change", (event) => { if (this.touched) this.fold(event); this.touched = false; });
    }

    open(open) {
      this.node.classList.toggle("is-open", open);
      this.opener.setAttribute("aria-expanded", String(open));
    }

    // A finger that has chosen is done; arrow keys may still be on their way.
    fold(event) {
      if (!this.node.classList.contains("is-open")) return;
      event.stopPropagation();
      this.open(false);
      this.opener.focus();
    }

    name() {
      const now = koryo.language();
      this.list.querySelectorAll("input").forEach((radio) => { radio.checked = radio.value === now; });
      this.legend.textContent = koryo.t("language");
      this.word.textContent = koryo.locale().name || now;
      this.opener.setAttribute("aria-label", koryo.t("language") + ": " + this.word.textContent);
    }
  }

  koryo.onLanguage(() => koryo.sayPage());
  document.addEventListener("DOMContentLoaded", () => {
    if (koryo.language() !== document.documentElement.lang) koryo.sayPage();
    build();
  });
})(window.koryo = window.koryo || {});
