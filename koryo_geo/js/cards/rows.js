// What a card shows, as rows to take away: CSV and GeoJSON are written from the page itself, with the citation in their
// first lines, so that a number never travels without its source. Nothing is fetched and nothing is sent.
import { qualifierOf } from "../core/amounts.js";
import { el } from "../core/nodes.js";
import { textOf } from "../core/words.js";

const COLUMNS = [
  "figure",
  "label",
  "where",
  "date",
  "counted",
  "measure",
  "low",
  "value",
  "high",
  "qualifier",
  "used",
  "certainty",
  "confidence",
  "source",
  "pages",
  "as_in_source",
  "reason",
  "note"
];

// One row for each source of each figure; the value the map uses is marked.
/** @param {CardRecord} record @param {string[]} keys @param {string} where @returns {Row[]} */
export function rowsOf(record, keys, where) {
  const { figures = {} } = record;
  const known = [...new Set(keys)].filter((key) => figures[key]);
  return known.flatMap((key) => (figures[key].attestations || []).map((a) => rowOf(key, figures[key], a, where)));
}

/** @param {string} key @param {Figure} figure @param {Attestation} a @param {string} where @returns {Row} */
function rowOf(key, figure, a, where) {
  /** @type {Record<string, any>} */
  const values = {
    ...a,
    figure: key,
    label: textOf(figure.label),
    where,
    date: textOf(figure.date_words),
    counted: figure.counted,
    measure: figure.measure,
    qualifier: qualifierOf(a),
    reason: textOf(a.reason),
    note: textOf(a.note),
    used: Boolean(a.used)
  };
  return Object.fromEntries(COLUMNS.map((name) => [name, values[name] ?? null]));
}

// A source in full: from the record, or from the list of sources in the page's text version, where it stands already.
/** @param {CardRecord} record @param {string} key @returns {Words} */
export function citationOf(record, key) {
  const source = (record.sources || {})[key] || {};
  const row = source.text ? null : document.getElementById("source-" + key);
  return source.text || row?.firstElementChild?.firstChild?.textContent?.trim() || key;
}

// The page and every source of the rows, one to a line.
/** @param {CardRecord} record @param {string[]} sources */
export function citationsOf(record, sources) {
  const texts = [...new Set(sources)].map((key) => textOf(citationOf(record, key)));
  return [document.title].concat(texts).filter(Boolean);
}

/** @param {Row[]} rows @param {string[]} citation */
export function csvOf(rows, citation) {
  const lines = citation.map((text) => "# " + text.replace(/\s+/g, " ").replace(AFTER_SEPARATOR, "$1'"));
  const table = rows.map((row) => COLUMNS.map((name) => csvCell(row[name])).join(","));
  return [...lines, COLUMNS.join(","), ...table, ""].join("\r\n");
}

// How a text begins that a spreadsheet computes, and where that may stand in a line at the head; as in figures.csv.
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;
const AFTER_SEPARATOR = /([,;"]\s*)(?=[=+\-@＝＋－＠])/g;

// A cell that a spreadsheet would run as a formula is kept as text.
/** @param {Row[string]} value */
function csvCell(value) {
  if (value === null) return "";
  const text = typeof value === "string" && FORMULA.test(value) ? "'" + value : String(value);
  return /[",\r\n#]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
}

// One feature to a line; degrees to five places, about a metre.
/** @param {Row[]} rows @param {string[]} citation @param {Shape | null | undefined} geometry */
export function geojsonOf(rows, citation, geometry) {
  const shape = geometry ? { type: geometry.type, coordinates: roundedDegrees(geometry.coordinates) } : null;
  const features = rows.map((properties) => JSON.stringify({ type: "Feature", properties, geometry: shape }));
  return (
    '{"type": "FeatureCollection",\n"citation": ' +
    JSON.stringify(citation) +
    ',\n"features": [\n' +
    features.join(",\n") +
    "\n]}\n"
  );
}

/** @param {any} nested @returns {any} */
function roundedDegrees(nested) {
  return Array.isArray(nested) ? nested.map(roundedDegrees) : Math.round(nested * 1e5) / 1e5;
}

// A file where the page may give one; in a sandboxed frame, which may refuse downloads without a word, the text itself.
/** @param {string} name @param {string} type @param {string} text @param {(text: string) => void} show */
export function giveFile(name, type, text, show) {
  if (window.parent !== window && window.origin === "null") {
    show(text);
    return;
  }
  const link = el("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// True when the text reached the clipboard.
/** @param {string} text */
export function copyText(text) {
  if (!navigator.clipboard || !navigator.clipboard.writeText) return Promise.resolve(false);
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false
  );
}
