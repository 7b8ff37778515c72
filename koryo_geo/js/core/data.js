// Data islands: JSON that stands in the page in script elements, unpacked once and kept.

const islands = new Map();

export function readIsland(id) {
  if (!islands.has(id)) islands.set(id, parseIsland(id));
  return islands.get(id);
}

function parseIsland(id) {
  const node = document.getElementById(id);
  return node ? unpacked(JSON.parse(node.textContent)) : null;
}

// Texts in several languages stand in a table of their own, each once; where one belongs, its row is named. Records of
// one shape stand as rows under their names: in a row, nothing means that the record lacks it.
function unpacked(island) {
  const known = ([, value]) => value !== null && value !== undefined;
  const cell = (name, value) =>
    Array.isArray(name) ? [name[0], value && value.map((row) => record(name[1], row))] : [name, value];
  const record = (names, row) => Object.fromEntries(names.map((name, i) => cell(name, row[i])).filter(known));
  const texts = ((island && island.$texts) || []).map((row) => record(island.$languages, row));
  const restored = (value) => {
    if (value === null || typeof value !== "object") return value;
    if (value.$ !== undefined) return texts[value.$];
    for (const key of Object.keys(value)) if (key !== "$rows") value[key] = restored(value[key]);
    return value.$rows ? records(value) : value;
  };
  const records = ({ $names, $rows }) => {
    const made = (row) => record($names, row.map(restored));
    return Array.isArray($rows)
      ? $rows.map(made)
      : Object.fromEntries(Object.entries($rows).map(([key, row]) => [key, made(row)]));
  };
  return restored(texts.length ? island.data : island);
}
