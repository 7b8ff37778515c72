// Words: interface phrases, a dataset's texts, numbers and dates in the reader's language.
import { settleParticles } from "./particles.js";
import { currentLanguage, currentLocale, dictionary } from "./language.js";

/** @type {Map<string, Intl.PluralRules>} */
const rules = new Map();

/** @param {Words | number} value @returns {string} */
export function textOf(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "object") return String(value);
  if (value.edtf) return dateWords(value.edtf);
  const code = currentLanguage();
  // Blank in a language is a text too: there is nothing to say in it.
  if (Object.hasOwn(value, code)) return value[code];
  const first = Object.values(value)[0];
  return value.en || (first === undefined ? "" : first);
}

// A text shown in a language other than the page's must say so (WCAG 3.1.2). `own` is the language of a plain string,
// where that is known.
/** @param {Words} value @param {string} [own] */
export function langOf(value, own) {
  const code = currentLanguage();
  if (!value || typeof value !== "object") return own && value && own !== code ? own : null;
  if (Object.hasOwn(value, code) || value.edtf) return null;
  return value.en ? "en" : Object.keys(value)[0] || null;
}

/** @param {number | string} n */
export function grouped(n) {
  const { group, decimal } = currentLocale();
  const [whole, part] = String(n).split(".");
  const thousands = whole.replace(/\B(?=(\d{3})+(?!\d))/g, group === undefined ? "," : group);
  return part ? thousands + (decimal || ".") + part : thousands;
}

/** @param {string} key @param {Params} [params] @returns {string} */
export function phrase(key, params) {
  const english = dictionary().languages.en || { strings: {} };
  const entry = currentLocale().strings[key] || english.strings[key] || key;
  const form = typeof entry === "string" ? entry : plural(entry, params && params.n);
  return fillIn(form, params);
}

/** @param {Record<string, string>} forms @param {any} n */
function plural(forms, n) {
  const code = currentLanguage();
  const rule = rules.get(code) || new Intl.PluralRules(code);
  rules.set(code, rule);
  return forms[rule.select(Number(n) || 0)] || forms.other || Object.values(forms)[0];
}

// Values into words: one full stop where a value brings its own, and particles by the word before them.
/** @param {string} template @param {Params} [params] @returns {string} */
export function fillIn(template, params) {
  if (!params) return template;
  const filled = template.replace(/\{(\w+)\}(\.?)/g, (whole, name, stop) => {
    const value = params[name];
    if (value === undefined) return whole;
    const said = typeof value === "number" ? grouped(value) : textOf(value);
    return said.endsWith(".") ? said : said + stop;
  });
  return currentLanguage() === "ko" ? settleParticles(filled) : filled;
}

// A text in the page's own language or not at all: a name of then never stands in for one in another script.
/** @param {Words} value @returns {string} */
export function ownText(value) {
  return value && typeof value === "object" ? value[currentLanguage()] || "" : textOf(value);
}

// Sentences in a row, each with its capital and one full stop: a date that ends in "г." brings its own.
/** @param {Words[]} values */
export function sentences(values) {
  const texts = values.map((value) => textOf(value)).filter(Boolean);
  const begun = texts.map((text) => text.charAt(0).toLocaleUpperCase(currentLanguage()) + text.slice(1));
  return begun.map((text) => (/[.!?…]$/.test(text) ? text : text + ".")).join(" ");
}

/** @type {Record<string, string>} */
const SEASONS = { 21: "spring", 22: "summer", 23: "autumn", 24: "winter" };
const PLAIN = /^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?|-2[1-4])?$/;

// An EDTF date in words, its vagueness included: 1867-09~, 1867-22, 1867/1868, 1867/.. What it can say beyond that
// has no words here and stands as it is written.
/** @param {string} date @returns {string} */
export function dateWords(date) {
  if (date.includes("/")) {
    const [first, last] = date.split("/");
    return spanWords(first, last);
  }
  const bare = date.replace(/[~?%]+$/, "");
  const plain = PLAIN.test(bare) ? plainWords(bare) : bare;
  return bare === date ? plain : phrase("date_about", { date: plain });
}

/** @param {string} first @param {string} last */
function spanWords(first, last) {
  /** @param {string} end */
  const open = (end) => end === "" || end === "..";
  if (open(last)) return phrase("date_from", { date: dateWords(first) });
  if (open(first)) return phrase("date_until", { date: dateWords(last) });
  if (YEAR.test(first) && YEAR.test(last)) return phrase("date_years", { first, last });
  return phrase("date_between", sharedYear(first, last) || { first: dateWords(first), last: dateWords(last) });
}

const YEAR = /^\d{4}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

// A year that two days share is said once, where the language puts it.
/** @param {string} first @param {string} last */
function sharedYear(first, last) {
  if (!DAY.test(first) || !DAY.test(last) || first.slice(0, 4) !== last.slice(0, 4)) return null;
  const leads = (currentLocale().date?.day || "").startsWith("{y}");
  return { first: inYear(first, leads ? "day" : "day_only"), last: inYear(last, leads ? "day_only" : "day") };
}

// A date at the precision it is given with: 1867, 1867-22 (summer), 1867-09 or 1867-09-09.
/** @param {string} date */
function plainWords(date) {
  const [year, month, day] = date.split("-");
  if (!month) return phrase("date_year", { year });
  if (SEASONS[month]) return phrase("date_" + SEASONS[month], { year });
  return inYear(date, day ? "day" : "month");
}

// The order of day, month and year is the language's; some languages write the month as a number: {m}.
/** @param {string} date @param {"day" | "day_only" | "month"} precision */
function inYear(date, precision) {
  const [y, month, day] = date.split("-");
  const { date: forms = {}, months, months_format: inDays } = currentLocale();
  const named = monthName(precision === "month" ? months : inDays || months, month);
  const form = forms[precision] || (precision === "day" ? "{d} {month} {y}" : "{month} {y}");
  return fillIn(form, { d: String(Number(day)), month: named, m: String(Number(month)), y });
}

/** @param {string[] | undefined} names @param {string} month */
function monthName(names, month) {
  return (names && names[Number(month) - 1]) || month;
}
