// The film in JavaScript shows what the film in Python shows: tests/contract/films.json holds shots of every kind.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Film, filmOf } from "../../koryo_geo/js/core/film.js";

const cases = JSON.parse(readFileSync(new URL("../contract/films.json", import.meta.url), "utf8"));

/** @param {number[]} values */
const near = (values) => values.map((value) => Math.round(value * 1e6) / 1e6);

for (const { name, film, shots } of cases)
  test(`${name} shows at every second what Python says`, () => {
    const made = new Film(film);
    for (const { s, shot } of shots) {
      const { day, view, ...rest } = made.at(s);
      assert.deepEqual(near([day, ...view]), near([shot.day, ...shot.view]), `${name} at ${s}`);
      assert.deepEqual(rest, { stop: shot.stop, words: shot.words, inset: shot.inset }, `${name} at ${s}`);
    }
  });

test("a second found for a day shows that day", () => {
  const film = new Film(cases.find(({ film: { kind } }) => kind === "flows").film);
  const last = film.stops[film.stops.length - 1].day;
  for (let day = 0; day <= last; day += 0.5)
    assert.ok(Math.abs(film.at(film.seconds(day)).day - Math.max(day, film.stops[0].day)) < 1e-6, String(day));
});

test("a cut has its own seconds for the stops that both share", () => {
  const stop = (stop, day) => ({ stop, day, view: [0, 0, 1, 1] });
  const look = { kind: "flows", whole: [0, 0, 1, 1], origin: null, left_by: 0 };
  const cuts = {
    full: [
      [0, 0, 4],
      [1, 7, 11]
    ],
    short: [[1, 0, 4]]
  };
  const data = { ...look, stops: [stop("a", 0), stop("b", 3)], cuts };
  assert.deepEqual(
    filmOf(data, "short").stops.map(({ stop, from_s }) => [stop, from_s]),
    [["b", 0]]
  );
  assert.equal(filmOf(data, "full").duration, 11);
});
