// Which language the page speaks, and the catalogue of its interface words.
import { readIsland } from "./data.js";

const listeners = new Set();
let language = null;

// Where a page says which language it is asked for in: the module that reads its address says so here.
let asked = () => null;

export function askLanguageOf(source) {
  asked = source;
}

export function dictionary() {
  return keyed(readIsland("koryo-words") || { lang: "en", languages: {} });
}

// Several languages come as one list of keys and a list of words for each: the keys stand in the page once.
function keyed(words) {
  if (!words.keys) return words;
  const { keys } = words;
  delete words.keys;
  for (const entry of Object.values(words.languages))
    entry.strings = Object.fromEntries(keys.map((key, i) => [key, entry.strings[i]]));
  return words;
}

// The language asked for in the address, else the page's first; decided once, at the first word.
export function currentLanguage() {
  const wanted = language || asked();
  return (language = speaks(wanted) ? wanted : firstLanguage());
}

export function firstLanguage() {
  return dictionary().lang || "en";
}

export function languagesOffered() {
  const { languages, order } = dictionary();
  return (order || Object.keys(languages)).map((code) => ({ code, name: languages[code].name || code }));
}

function speaks(code) {
  return Boolean(code) && Object.hasOwn(dictionary().languages, code);
}

// The current language's own words, else English: a half-translated catalogue still speaks.
export function currentLocale() {
  const all = dictionary().languages;
  return all[currentLanguage()] || all.en || Object.values(all)[0] || { strings: {} };
}

export function onLanguage(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function setLanguage(code) {
  if (!speaks(code) || code === currentLanguage()) return;
  language = code;
  document.documentElement.lang = code;
  listeners.forEach((listener) => listener(code));
}
