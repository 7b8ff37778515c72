// Words: interface phrases, a dataset's texts, numbers and dates in the reader's language.
import { currentLanguage, currentLocale, dictionary } from "./language.js";

/** @type {Map<string, Intl.PluralRules>} */
const rules = new Map();

/** @param {Words | number} value @returns {string} */
export function textOf(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "object") return String(value);
  if (value.edtf) return dateWords(value.edtf);
  const first = Object.values(value)[0];
  return value[currentLanguage()] || value.en || (first === undefined ? "" : first);
}

// A text shown in a language other than the page's must say so (WCAG 3.1.2). `own` is the language of a plain string,
// where that is known.
/** @param {Words} value @param {string} [own] */
export function langOf(value, own) {
  const code = currentLanguage();
  if (!value || typeof value !== "object") return own && value && own !== code ? own : null;
  if (value[code] || value.edtf) return null;
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

/** @param {string} template @param {Params} [params] @returns {string} */
export function fillIn(template, params) {
  if (!params) return template;
  return template.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? grouped(value) : textOf(value);
  });
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
  return phrase("date_between", { first: dateWords(first), last: dateWords(last) });
}

// A date at the precision it is given with: 1867, 1867-22 (summer), 1867-09 or 1867-09-09.
/** @param {string} date */
function plainWords(date) {
  const [y, m, d] = date.split("-");
  const locale = currentLocale();
  const forms = locale.date || {};
  if (!m) return fillIn(forms.year || "{y}", { y: y });
  if (SEASONS[m]) return phrase("date_" + SEASONS[m], { year: y });
  const number = String(Number(m)); // some languages write the month as a number: {m}
  if (!d) return fillIn(forms.month || "{month} {y}", { month: monthName(locale.months, m), m: number, y: y });
  const month = monthName(locale.months_format || locale.months, m);
  return fillIn(forms.day || "{d} {month} {y}", { d: String(Number(d)), month: month, m: number, y: y });
}

/** @param {string[] | undefined} names @param {string} month */
function monthName(names, month) {
  return (names && names[Number(month) - 1]) || month;
}
