// The ground every other file stands on: data islands, words, languages and DOM nodes.
// All text is data. Nodes are made here with textContent and attributes only, so markup inside a place name or a
// note shows as the letters it is and never runs.
(function (koryo) {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const islands = new Map();
  const listeners = new Set();
  const rules = new Map();
  let language = null;

  koryo.data = function (id) {
    if (!islands.has(id)) islands.set(id, parseIsland(id));
    return islands.get(id);
  };

  function parseIsland(id) {
    const node = document.getElementById(id);
    return node ? unpacked(JSON.parse(node.textContent)) : null;
  }

  // Texts in several languages stand in a table of their own, each once; where one belongs, its row is named. Records of
  // one shape stand as rows under their names: in a row, nothing means that the record lacks it.
  function unpacked(island) {
    const known = ([, value]) => value !== null && value !== undefined;
    const cell = (name, value) => (Array.isArray(name) ? [name[0], value && value.map((row) => record(name[1], row))] : [name, value]);
    const record = (names, row) => Object.fromEntries(names.map((name, i) => cell(name, row[i])).filter(known));
    const texts = ((island && island.$texts) || []).map((row) => record(island.$languages, row));
    const restored = (value) => {
      if (value === null || typeof value !== "object") return value;
      if (value.$ !== undefined) return texts[value.$];
      for (const key of Object.keys(value)) if (key !== "$rows") value[key] = restored(value[key]);
      return value.$rows ? records(value) : value;
    };
    const records = ({ $names, $rows }) => {
      const made = (row) => record($names, row.map(restored));
      return Array.isArray($rows) ? $rows.map(made) : Object.fromEntries(Object.entries($rows).map(([key, row]) => [key, made(row)]));
    };
    return restored(texts.length ? island.data : island);
  }

  function dictionary() {
    return keyed(koryo.data("koryo-words") || { lang: "en", languages: {} });
  }

  // Several languages come as one list of keys and a list of words for each: the keys stand in the page once.
  function keyed(words) {
    if (!words.keys) return words;
    const { keys } = words;
    delete words.keys;
    for (const entry of Object.values(words.languages)) entry.strings = Object.fromEntries(keys.map((key, i) => [key, entry.strings[i]]));
    return words;
  }

  // The language asked for in the address, else the page's first; decided once, at the first word.
  koryo.language = function () {
    const asked = language || (koryo.askedLanguage && koryo.askedLanguage());
    return language = speaks(asked) ? asked : koryo.firstLanguage();
  };

  koryo.firstLanguage = function () {
    return dictionary().lang || "en";
  };

  koryo.languages = function () {
    const { languages, order } = dictionary();
    return (order || Object.keys(languages)).map((code) => ({ code, name: languages[code].name || code }));
  };

  function speaks(code) {
    return Boolean(code) && Object.hasOwn(dictionary().languages, code);
  }

  // The current language's own words, else English: a half-translated catalogue still speaks.
  koryo.locale = function () {
    const all = dictionary().languages;
    return all[koryo.language()] || all.en || Object.values(all)[0] || { strings: {} };
  };

  koryo.onLanguage = function (listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  koryo.setLanguage = function (code) {
    if (!speaks(code) || code === koryo.language()) return;
    language = code;
    document.documentElement.lang = code;
    listeners.forEach((listener) => listener(code));
  };

  koryo.text = function (value) {
    if (value === null || value === undefined) return "";
    if (typeof value !== "object") return String(value);
    if (value.edtf) return koryo.dates.words(value.edtf);
    const first = Object.values(value)[0];
    return value[koryo.language()] || value.en || (first === undefined ? "" : first);
  };

  // A text shown in a language other than the page's must say so (WCAG 3.1.2). `own` is the language of a plain string,
  // where that is known.
  koryo.langOf = function (value, own) {
    const code = koryo.language();
    if (!value || typeof value !== "object") return own && value && own !== code ? own : null;
    if (value[code] || value.edtf) return null;
    return value.en ? "en" : Object.keys(value)[0] || null;
  };

  koryo.number = function (n) {
    const { group, decimal } = koryo.locale();
    const [whole, part] = String(n).split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, group === undefined ? "," : group);
    return part ? grouped + (decimal || ".") + part : grouped;
  };

  koryo.t = function (key, params) {
    const english = dictionary().languages.en || { strings: {} };
    const entry = koryo.locale().strings[key] || english.strings[key] || key;
    const form = typeof entry === "string" ? entry : plural(entry, params && params.n);
    return koryo.fill(form, params);
  };

  function plural(forms, n) {
    const code = koryo.language();
    if (!rules.has(code)) rules.set(code, new Intl.PluralRules(code));
    return forms[rules.get(code).select(Number(n) || 0)] || forms.other || Object.values(forms)[0];
  }

  // Values into words: one full stop where a value brings its own, and Korean particles by the word before them.
  koryo.fill = function (template, params) {
    if (!params) return template;
    const filled = template.replace(/\{(\w+)\}(\.?)/g, (whole, name, stop) => {
      const value = params[name];
      if (value === undefined) return whole;
      const said = typeof value === "number" ? koryo.number(value) : koryo.text(value);
      return said.endsWith(".") ? said : said + stop;
    });
    return koryo.language() === "ko" ? koryo.korean.settle(filled) : filled;
  };

  koryo.el = function (tag, attributes, ...children) {
    return furnish(document.createElement(tag), attributes, children);
  };

  koryo.svg = function (tag, attributes, ...children) {
    return furnish(document.createElementNS(SVG, tag), attributes, children);
  };

  function furnish(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return node;
  }

  // Words in a script, with what joins them; the language a voice reads them in; and the languages that are written so.
  const SCRIPTS = [
    { run: /([가-힣]+(?:[\s·\u2011-]+[가-힣]+)*)/, langs: ["ko"] },
    { run: /([\u0400-\u052f]+(?:[\s·\u2011-]+[\u0400-\u052f]+)*)/, langs: ["ru", "kk"] }
  ];
  const KAZAKH = /[әғқңөұүһі]/i;

  // A text as nodes: words in another script than its language's say which language they are in (WCAG 3.1.2).
  koryo.spoken = function (text, lang) {
    const foreign = SCRIPTS.filter(({ langs }) => !langs.includes(lang));
    return foreign.reduce((nodes, script) => nodes.flatMap((node) => marked(node, script)), [text]).filter((node) => node !== "");
  };

  // Splitting at a group keeps what was matched: every second part is in the script.
  function marked(node, { run, langs }) {
    if (typeof node !== "string") return [node];
    return node.split(run).map((part, i) => (i % 2 ? koryo.el("span", { lang: KAZAKH.test(part) ? langs[langs.length - 1] : langs[0] }, part) : part));
  }

  // A text in the page's own language or not at all: a name of then never stands in for one in another script.
  koryo.own = function (value) {
    return value && typeof value === "object" ? value[koryo.language()] || "" : value || "";
  };

  // Put a value's text into a node, and its language when that differs from the page's.
  koryo.say = function (node, value, own) {
    const lang = koryo.langOf(value, own);
    node.replaceChildren(...koryo.spoken(koryo.text(value), lang || koryo.language()));
    if (lang) node.lang = lang;
    else node.removeAttribute("lang");
    return node;
  };

  // Sentences in a row, with one full stop each: a date that ends in "г." brings its own.
  koryo.sentences = function (values) {
    return values.map(koryo.text).filter(Boolean).map((text) => (/[.!?…]$/.test(text) ? text : text + ".")).join(" ");
  };

  koryo.empty = function (node) {
    while (node.firstChild) node.firstChild.remove();
    return node;
  };

  koryo.reducedMotion = function () {
    return Boolean(window.matchMedia && window.matchMedia("(prefers-reduced-motion: reduce)").matches);
  };

  // What the layers of one map share. Each layer finds its neighbours here, and works when they are missing.
  koryo.of = function (map) {
    if (!map.koryo) map.koryo = { timeline: null, player: null, layers: [], panel: null, items: {}, trails: [] };
    return map.koryo;
  };

  koryo.remember = function (map, kind, key, item) {
    const items = koryo.of(map).items;
    (items[kind] = items[kind] || {})[key] = item;
  };
})(window.koryo = window.koryo || {});
