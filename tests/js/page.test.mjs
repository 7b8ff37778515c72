import assert from "node:assert/strict";
import { test } from "node:test";
import { island } from "./page.mjs";
import { citationsOf, csvOf, geojsonOf, rowsOf } from "../../koryo_geo/js/cards/rows.js";
import { readIsland } from "../../koryo_geo/js/core/data.js";
import { formatFragment, parseFragment } from "../../koryo_geo/js/panel/address.js";
import { findPlaces } from "../../koryo_geo/js/panel/spellings.js";

test("an address is read as it was written", () => {
  const state = { c: "fork", lang: "ko", card: "figure:a&b=c", view: null };
  const hash = "#" + formatFragment(state);
  assert.equal(hash, "#c=fork&lang=ko&card=figure:a%26b%3Dc");
  assert.deepEqual(parseFragment(hash), { c: "fork", lang: "ko", card: "figure:a&b=c" });
});

test("an anchor of the text is no address of the map", () => {
  assert.equal(parseFragment("#source-doe2030"), null);
  assert.equal(parseFragment(""), null);
});

test("an address that nobody can decode stays as it is", () => {
  assert.deepEqual(parseFragment("#t=%E0%A4%A"), { t: "%E0%A4%A" });
});

const PLACES = [
  {
    place: "u",
    rank: 1,
    name: { en: "Ushtobe", ru: "Уштобе", kk: "Үштөбе" },
    names: [{ lang: "ru", name: "Уш-Тобе", valid: "1930" }]
  },
  { place: "o", rank: 0, name: "Орда", name_then: { en: "Old Orda" } },
  { place: "oe", rank: 1, name: "Өрда" }
];
const found = (text) => findPlaces(PLACES, text).map(({ place }) => place.place);

for (const spelling of ["ushtobe", "USH", "Уштобе", "уш тобе", "Уш-Тобе", "Үштөбе", "уштөбе", "Úshtobe", "tobe"]) {
  test(`${spelling} finds Ushtobe`, () => assert.deepEqual(found(spelling), ["u"]));
}

test("a letter's own comes before its look-alike", () => {
  assert.deepEqual(found("өр"), ["oe", "o"]);
  assert.deepEqual(found("ор"), ["o", "oe"]);
});

test("a name that begins so comes before one that has it inside", () => {
  const places = [
    { place: "inside", rank: 0, name: "Ushtobe" },
    { place: "begins", rank: 9, name: "Tobe" }
  ];
  assert.deepEqual(
    findPlaces(places, "tobe").map(({ place }) => place.place),
    ["begins", "inside"]
  );
});

test("a name of the time finds its place; nothing finds none", () => {
  assert.deepEqual(found("old"), ["o"]);
  assert.deepEqual(found(""), []);
  assert.deepEqual(found("xyz"), []);
});

test("an island's texts and records are put together again, once", () => {
  const id = island("koryo-packed", {
    $languages: ["en", "ko"],
    $texts: [
      ["Sea", "바다"],
      ["Land", null]
    ],
    data: {
      name: { $: 0 },
      list: {
        $names: ["key", "name"],
        $rows: [
          ["a", { $: 1 }],
          ["b", null]
        ]
      }
    }
  });
  const data = readIsland(id);
  assert.deepEqual(data, { name: { en: "Sea", ko: "바다" }, list: [{ key: "a", name: { en: "Land" } }, { key: "b" }] });
  assert.equal(readIsland(id), data);
  assert.equal(readIsland("koryo-nothing"), null);
});

const RECORD = {
  figures: {
    f: {
      label: "Households",
      counted: "households",
      measure: "deported",
      date_words: "1937",
      attestations: [
        { source: "s", value: 36442, used: true, note: '=HYPERLINK("x")' },
        { source: "t", low: 0, high: 5, pages: "p. 1, 2" }
      ]
    }
  },
  sources: { s: { text: "Doe, Work." }, t: { text: "Roe, Other." } }
};

test("every attestation of a figure is a row, with the one that is used marked", () => {
  const rows = rowsOf(RECORD, ["f", "f", "unknown"], "Somewhere");
  assert.deepEqual(
    rows.map(({ figure, source, value, low, used, where }) => [figure, source, value, low, used, where]),
    [
      ["f", "s", 36442, null, true, "Somewhere"],
      ["f", "t", null, 0, false, "Somewhere"]
    ]
  );
});

test("rows leave as CSV with their citation, and no cell runs as a formula", () => {
  document.title = "A map";
  const lines = csvOf(rowsOf(RECORD, ["f"], ""), citationsOf(RECORD, ["s", "t", "s"])).split("\r\n");
  assert.deepEqual(lines.slice(0, 3), ["# A map", "# Doe, Work.", "# Roe, Other."]);
  assert.match(lines[4], /,"'=HYPERLINK\(""x""\)"$/);
  assert.match(lines[5], /,t,"p\. 1, 2",/);
  assert.equal(lines.at(-1), "");
});

test("no beginning of a formula is left, neither in a cell nor at the head", () => {
  for (const note of ["=1", "+1", "-1", "@x", "\tx", "\rx", " =1", "＝1"]) {
    const [row] = rowsOf(RECORD, ["f"], "");
    const lines = csvOf([{ ...row, note }], ['A title, =1; "+1"']).split("\r\n");
    assert.equal(lines[0], `# A title, '=1; "'+1"`);
    assert.ok(
      lines
        .slice(2)
        .join("\r\n")
        .includes("'" + note),
      note
    );
  }
});

test("rows leave as GeoJSON that any reader reads, to a metre", () => {
  const shape = { type: "Point", coordinates: [131.123456789, 43.1] };
  const data = JSON.parse(geojsonOf(rowsOf(RECORD, ["f"], ""), ["A map"], shape));
  assert.deepEqual(data.citation, ["A map"]);
  assert.deepEqual(data.features[0].geometry.coordinates, [131.12346, 43.1]);
  assert.equal(JSON.parse(geojsonOf([], [], null)).features.length, 0);
});
