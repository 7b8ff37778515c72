// A count in words, as its source means it: "about 20,000", "over 72,000", a plan called a plan. The map's labels, the
// cards and the exported rows all say it from here.
import { grouped, phrase } from "./words.js";

/** @type {Record<string, string>} */
const UNITS = { households: "households", trains: "trains" };
/** @param {unknown} n */
const known = (n) => n !== null && n !== undefined;

/** @param {any} n @param {string | null | undefined} counted */
export const unitWords = (n, counted) => phrase(UNITS[counted || ""] || "people", { n });

// A number as its qualifier wants it; `text` is the number with or without its unit.
/** @param {string} text @param {string | null | undefined} qualifier */
export function qualified(text, qualifier) {
  if (qualifier === "about") return phrase("amount_about", { value: text });
  if (qualifier === "at_least") return phrase("amount_at_least", { low: text });
  if (qualifier === "at_most") return phrase("amount_at_most", { high: text });
  return text;
}

// How many people are where, in one line.
/** @param {Totals} totals */
export function totalsWords(totals) {
  const all = /** @type {const} */ (["waiting", "under_way", "arrived", "untraced"]);
  const keys = all.filter((key) => key !== "untraced" || totals.untraced);
  return keys.map((key) => phrase("total_line", { total: phrase("total_" + key), n: totals[key] })).join(" · ");
}

// What a region or a place has at a moment.
/** @param {State} state @param {boolean} [withUnit] */
export function stateWords(state, withUnit) {
  if (state.status === "none") return phrase("no_record");
  if (state.status !== "known") return phrase("number_not_known");
  const number = withUnit ? unitWords(state.value, state.counted) : grouped(state.value ?? "");
  const words = qualified(number, state.qualifier);
  return state.kind === "plan" ? words + " (" + phrase("measure_plan") + ")" : words;
}

// What one source says: a value, a range, one end of a range, or nothing that can be counted.
/** @param {Attestation} a @param {string} counted */
export function attestedWords(a, counted) {
  const { low, value, high } = a;
  if (known(value)) return qualified(unitWords(value, counted), qualifierOf(a));
  if (known(low) && known(high)) return phrase("from_to", { low, high: unitWords(high, counted) });
  if (known(low)) return qualified(unitWords(low, counted), "at_least");
  if (known(high)) return qualified(unitWords(high, counted), "at_most");
  return phrase("number_not_known");
}

// The same rule as in Python: a value that is one end of its own range is that end; an estimate is about.
/** @param {Attestation} a */
export function qualifierOf(a) {
  if (a.qualifier !== undefined) return a.qualifier;
  if (a.value === a.low && !known(a.high)) return "at_least";
  if (a.value === a.high && !known(a.low)) return "at_most";
  return a.certainty === "estimated" ? "about" : null;
}
