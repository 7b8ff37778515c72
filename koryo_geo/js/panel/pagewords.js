// What Python wrote into the HTML, in the reader's language: it is rewritten here from the attributes it carries, so
// that every text stands in the file once.
import { qualified, unitWords } from "../core/amounts.js";
import { readIsland } from "../core/data.js";
import { currentLanguage, languagesOffered, onLanguage } from "../core/language.js";
import { say, spoken } from "../core/nodes.js";
import { grouped, phrase } from "../core/words.js";

// How each attribute says its element. Elements keep their place and their focus: only the text changes.
/** @type {Record<string, (node: HTMLElement) => void>} */
const SAYINGS = {
  "data-text": (node) => say(node, textsOf(node)),
  "data-ref": (node) => sayReference(node),
  "data-say": (node) => {
    node.replaceChildren(...spoken(phrase(node.dataset.say || "", paramsOf(node)), currentLanguage()));
  },
  "data-say-label": (node) => node.setAttribute("aria-label", phrase(node.dataset.sayLabel || "", paramsOf(node))),
  "data-copy": (node) => copyWords(node, elementAt(node.dataset.copy || "")),
  "data-count": (node) => sayCount(node, JSON.parse(node.dataset.count || "{}")),
  "data-number": (node) => {
    node.textContent = grouped(node.dataset.number || "");
  }
};

// What stands in the element is the page's first language; the others are told beside it, in the page's order: whole,
// or as the letters that both ends share with it and what stands between. Nothing: the same. Nought: not held.
/** @type {WeakMap<HTMLElement, Words>} */
const texts = new WeakMap();

/** @param {HTMLElement} node @returns {Words} */
function textsOf(node) {
  const known = texts.get(node);
  if (known !== undefined) return known;
  const told = JSON.parse(node.dataset.text || "[]");
  const all = Array.isArray(told) ? besideFirst(node.textContent || "", told) : told;
  texts.set(node, all);
  return all;
}

/** @param {string} first @param {(string | [number, string, number] | number | null)[]} told */
function besideFirst(first, told) {
  const codes = languagesOffered().map(({ code }) => code);
  const pairs = codes.map((code, i) => [code, i ? textBeside(first, told[i - 1] ?? null) : first]);
  return Object.fromEntries(pairs.filter(([, text]) => text !== 0));
}

/** @param {string} first @param {string | [number, string, number] | number | null} text */
function textBeside(first, text) {
  if (!Array.isArray(text)) return text === null ? first : text;
  const [start, middle, end] = text;
  return first.slice(0, start) + middle + (end ? first.slice(-end) : "");
}

/** @param {HTMLElement} node @param {{ n: number, counted: string, qualifier: string | null }} given */
function sayCount(node, { n, counted, qualifier }) {
  node.textContent = qualified(unitWords(n, counted), qualifier);
}

// What the page has said once already, above.
/** @param {HTMLElement} node @param {HTMLElement | null} said */
function copyWords(node, said) {
  node.replaceChildren(...spoken(said?.textContent || "", said?.lang || currentLanguage()));
  if (said?.lang) node.lang = said.lang;
  else node.removeAttribute("lang");
}

/** @param {string} selector @returns {HTMLElement | null} */
function elementAt(selector) {
  return document.querySelector(selector);
}

/** @param {HTMLElement} node */
function paramsOf(node) {
  return node.dataset.params ? JSON.parse(node.dataset.params) : undefined;
}

// "/timeline/chapters/0/title": the kind of a data island, then the way into it. A way without its first slash goes on
// from the data-base of an element around it; a base that ends in a slash is completed by that element's id.
/** @param {HTMLElement} node */
function sayReference(node) {
  const { ref = "" } = node.dataset;
  /** @type {HTMLElement | null} */
  const around = node.closest("[data-base]");
  const path = ref.startsWith("/") ? ref.slice(1) : (around ? baseOf(around) + "/" : "") + ref;
  const [kind, ...given] = path.replace(/^\//, "").split("/");
  // "/regions/3": its name.
  const way = kind === "regions" ? ["objects", kind, "geometries", ...given, "properties", "name"] : given;
  const island = document.querySelector('script[type="application/json"][id^="koryo-' + kind + '-"]');
  const text = way.reduce(
    (data, key) => (data === null || data === undefined ? data : data[key]),
    island && readIsland(island.id)
  );
  if (text !== null && text !== undefined) say(node, text);
}

/** @param {HTMLElement} given */
function baseOf({ dataset, id }) {
  return (dataset.base || "").replace(/\/$/, () => "/" + id.replace(/^\w+-/, ""));
}

/** @param {string} selector @returns {NodeListOf<HTMLElement>} */
const nodesAt = (selector) => document.querySelectorAll(selector);

function sayPage() {
  document.documentElement.lang = currentLanguage();
  for (const [name, saying] of Object.entries(SAYINGS)) for (const node of nodesAt("[" + name + "]")) saying(node);
  // Links to the record's page open it in the same language.
  for (const link of document.links)
    if (/^[^#].*#figure-/.test(link.getAttribute("href") || "")) link.search = "lang=" + currentLanguage();
  const heading = document.querySelector(".koryo-header h1");
  if (heading) document.title = heading.textContent;
}

onLanguage(sayPage);
document.addEventListener("DOMContentLoaded", () => {
  if (currentLanguage() !== document.documentElement.lang) sayPage();
});
