// Which language the page speaks, and the catalogue of its interface words.
import { readIsland } from "./data.js";

/** @type {Set<(code: string) => void>} */
const listeners = new Set();
/** @type {string | null} */
let language = null;

// Where a page says which language it is asked for in: the module that reads its address says so here.
/** @type {() => string | null | undefined} */
let asked = () => null;

/** @param {() => string | null | undefined} source */
export function askLanguageOf(source) {
  asked = source;
}

/** @returns {Dictionary} */
export function dictionary() {
  return keyed(readIsland("koryo-words") || { lang: "en", languages: {} });
}

// Several languages come as one list of keys and a list of words for each: the keys stand in the page once.
/** @param {any} words */
function keyed(words) {
  if (!words.keys) return words;
  const { keys } = words;
  delete words.keys;
  for (const entry of /** @type {any[]} */ (Object.values(words.languages)))
    entry.strings = Object.fromEntries(
      keys.map((/** @type {string} */ key, /** @type {number} */ i) => [key, entry.strings[i]])
    );
  return words;
}

// The language asked for in the address, else the page's first; decided once, at the first word.
/** @returns {string} */
export function currentLanguage() {
  const wanted = language || asked();
  return (language = wanted && speaks(wanted) ? wanted : firstLanguage());
}

export function firstLanguage() {
  return dictionary().lang || "en";
}

export function languagesOffered() {
  const { languages, order } = dictionary();
  return (order || Object.keys(languages)).map((code) => ({ code, name: languages[code].name || code }));
}

/** @param {string} code */
function speaks(code) {
  return Object.hasOwn(dictionary().languages, code);
}

// The current language's own words, else English: a half-translated catalogue still speaks.
/** @returns {Locale} */
export function currentLocale() {
  const all = dictionary().languages;
  return all[currentLanguage()] || all.en || Object.values(all)[0] || { strings: {} };
}

/** @param {(code: string) => void} listener */
export function onLanguage(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** @param {string} code */
export function setLanguage(code) {
  if (!speaks(code) || code === currentLanguage()) return;
  language = code;
  document.documentElement.lang = code;
  listeners.forEach((listener) => listener(code));
}
