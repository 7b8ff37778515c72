// DOM nodes. All text is data: nodes are made here with textContent and attributes only, so markup inside a place name
// or a note shows as the letters it is and never runs.
import { langOf, textOf } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";

export function el(tag, attributes, ...children) {
  return furnish(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return furnish(document.createElementNS(SVG, tag), attributes, children);
}

function furnish(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

// Put a value's text into a node, and its language when that differs from the page's.
export function say(node, value, own) {
  const lang = langOf(value, own);
  node.textContent = textOf(value);
  if (lang) node.lang = lang;
  else node.removeAttribute("lang");
  return node;
}

export function empty(node) {
  while (node.firstChild) node.firstChild.remove();
  return node;
}

export function reducedMotion() {
  return Boolean(window.matchMedia && window.matchMedia("(prefers-reduced-motion: reduce)").matches);
}
