// Data islands: JSON that stands in the page in script elements, unpacked once and kept.

const islands = new Map();

// What stands in an island is what Python wrote: who reads it says which shape that is.
/** @param {string} id @returns {any} */
export function readIsland(id) {
  if (!islands.has(id)) islands.set(id, parseIsland(id));
  return islands.get(id);
}

/** @param {string} id */
function parseIsland(id) {
  const node = document.getElementById(id);
  return node ? unpacked(JSON.parse(node.textContent)) : null;
}

// Texts in several languages stand in a table of their own, each once; where one belongs, its row is named. Records of
// one shape stand as rows under their names: in a row, nothing means that the record lacks it.
/** @param {any} island */
function unpacked(island) {
  /** @param {any[]} pair */
  const known = ([, value]) => value !== null && value !== undefined;
  /** @param {any} name @param {any} value */
  const cell = (name, value) =>
    Array.isArray(name)
      ? [name[0], value && value.map((/** @type {any} */ row) => record(name[1], row))]
      : [name, value];
  /** @param {any[]} names @param {any[]} row @returns {any} */
  const record = (names, row) => Object.fromEntries(names.map((name, i) => cell(name, row[i])).filter(known));
  const texts = ((island && island.$texts) || []).map((/** @type {any} */ row) => record(island.$languages, row));
  /** @param {any} value @returns {any} */
  const restored = (value) => {
    if (value === null || typeof value !== "object") return value;
    if (value.$ !== undefined) return texts[value.$];
    for (const key of Object.keys(value)) if (key !== "$rows") value[key] = restored(value[key]);
    return value.$rows ? records(value) : value;
  };
  /** @param {any} packed */
  const records = ({ $names, $rows }) => {
    /** @param {any} row */
    const made = (row) => record($names, row.map(restored));
    return Array.isArray($rows)
      ? $rows.map(made)
      : Object.fromEntries(Object.entries($rows).map(([key, row]) => [key, made(row)]));
  };
  return restored(texts.length ? island.data : island);
}
