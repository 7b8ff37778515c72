// DOM nodes. All text is data: nodes are made here with textContent and attributes only, so markup inside a place name
// or a note shows as the letters it is and never runs.
import { currentLanguage } from "./language.js";
import { langOf, textOf } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {Attributes | null} [attributes] @param {...Content} children
 */
export function el(tag, attributes, ...children) {
  return furnish(document.createElement(tag), attributes, children);
}

/**
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag @param {Attributes | null} [attributes] @param {...Content} children
 */
export function svg(tag, attributes, ...children) {
  return furnish(document.createElementNS(SVG, tag), attributes, children);
}

/**
 * @template {Element} T
 * @param {T} node @param {Attributes | null | undefined} attributes @param {Content[]} children
 */
function furnish(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child !== null && child !== undefined && child !== "") node.append(child);
  return node;
}

// Words in a script, with what joins them; and the languages that are written in it.
const HANGUL = /([가-힣]+(?:[\s·\u2011-]+[가-힣]+)*)/;
const CYRILLIC = /([\u0400-\u052f]+(?:[\s·\u2011-]+[\u0400-\u052f]+)*)/;
const ONLY_KK = /[әғқңөұүһ]/i;

// A text as nodes: words in another script than its language's say which language they are in (WCAG 3.1.2).
/** @param {string} text @param {string} lang @returns {(string | Node)[]} */
export function spoken(text, lang) {
  /** @type {(string | Node)[]} */
  const nodes = lang === "ko" ? [text] : marked(text, HANGUL);
  if (lang === "ru" || lang === "kk") return nodes;
  return nodes.flatMap((node) => (typeof node === "string" ? marked(node, CYRILLIC) : [node]));
}

// Splitting at a group keeps what was matched: every second part is in the script.
/** @param {string} text @param {RegExp} script @returns {(string | Node)[]} */
function marked(text, script) {
  const other = script === HANGUL ? () => "ko" : (/** @type {string} */ part) => (ONLY_KK.test(part) ? "kk" : "ru");
  const parts = text.split(script).map((part, i) => (i % 2 ? el("span", { lang: other(part) }, part) : part));
  return parts.filter((part) => part !== "");
}

// Put a value's text into a node, and its language when that differs from the page's.
/**
 * @template {HTMLElement} T
 * @param {T} node @param {Words} value @param {string} [own]
 */
export function say(node, value, own) {
  const lang = langOf(value, own);
  node.replaceChildren(...spoken(textOf(value), lang || currentLanguage()));
  if (lang) node.lang = lang;
  else node.removeAttribute("lang");
  return node;
}

/**
 * @template {Element} T
 * @param {T} node
 */
export function empty(node) {
  while (node.firstChild) node.firstChild.remove();
  return node;
}

export function reducedMotion() {
  return Boolean(window.matchMedia && window.matchMedia("(prefers-reduced-motion: reduce)").matches);
}

// Every browser draws on a canvas; without it there would be no map at all.
/** @param {HTMLCanvasElement} canvas @param {boolean} pixels whether its pixels are written and read one by one */
export function contextOf(canvas, pixels) {
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: pixels }));
}
