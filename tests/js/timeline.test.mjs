import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Timeline } from "../../koryo_geo/js/core/timeline.js";

const cases = JSON.parse(readFileSync(new URL("../contract/frames.json", import.meta.url), "utf8"));

function near(one, other, path = "") {
  if (typeof one === "number" && typeof other === "number") return assert.ok(Math.abs(one - other) < 1e-9, path);
  if (one === null || typeof one !== "object") return assert.equal(other, one, path);
  assert.deepEqual(Object.keys(other).sort(), Object.keys(one).sort(), path);
  for (const key of Object.keys(one)) near(one[key], other[key], path + "." + key);
}

for (const { name, timeline, frames } of cases) {
  test(`${name}: the frames are those that Python wrote`, () => {
    const made = new Timeline(timeline);
    for (const { t_asked: t, frame } of frames) near(frame, made.at(t), `${t}`);
  });

  test(`${name}: nobody is lost at any time`, () => {
    const made = new Timeline(timeline);
    for (let t = 0; t <= made.days; t += made.days / 97) {
      const { totals } = made.at(t);
      assert.equal(totals.departed, totals.under_way + totals.arrived + totals.untraced);
      assert.equal(totals.departed + totals.waiting, made.persons);
    }
  });
}

const FLOW = { flow: "f", path: 0, persons: 30, trips: { depart: [1, 3], arrive: [5, 7], persons: [10, 20] } };
const ROAD = { nodes: [0, 1], km: [0, 400], modes: ["rail"], certainty: ["documented"] };
const DATA = {
  kind: "flows",
  start: "1937-09-09",
  days: 10,
  nodes: [
    [0, 0],
    [1, 0]
  ],
  paths: [ROAD],
  flows: [FLOW]
};

test("a trip is as far along its path as its time", () => {
  const timeline = new Timeline(DATA);
  assert.deepEqual(timeline.at(0).trips, [[null, null]]);
  assert.deepEqual(timeline.at(4).trips, [[300, 100]]);
  assert.deepEqual(timeline.at(5).trips, [[null, 200]]);
});

test("whoever leaves and arrives is counted on the day itself", () => {
  const { totals } = new Timeline(DATA).at(5);
  assert.deepEqual(totals, { departed: 30, under_way: 20, arrived: 10, untraced: 0, waiting: 0 });
});

test("people whose way no source names leave and are nowhere", () => {
  const { totals } = new Timeline({ ...DATA, flows: [{ ...FLOW, path: null }] }).at(2);
  assert.deepEqual(totals, { departed: 10, under_way: 0, arrived: 0, untraced: 10, waiting: 20 });
});

test("a time outside the story is its nearest end", () => {
  const timeline = new Timeline(DATA);
  assert.equal(timeline.at(-3).date, "1937-09-09");
  assert.equal(timeline.at(99).date, "1937-09-19");
});

test("pace: at a jump the later day holds, on a rest the first second", () => {
  const pace = [
    [0, 0],
    [2, 4],
    [2, 8],
    [5, 8],
    [6, 10]
  ];
  const timeline = new Timeline({ ...DATA, pace });
  assert.deepEqual(
    [-1, 1, 2, 3, 5.5, 9].map((s) => timeline.day(s)),
    [0, 2, 8, 8, 9, 10]
  );
  assert.deepEqual(
    [0, 2, 6, 8, 9, 12].map((day) => timeline.seconds(day)),
    [0, 1, 2, 2, 5.5, 6]
  );
});

test("without a pace the story takes a minute", () => {
  const timeline = new Timeline(DATA);
  assert.equal(timeline.duration, 60);
  assert.equal(timeline.day(30), 5);
});

test("the last moment, event and chapter that have come are shown; none before the first", () => {
  const moments = [{ day: 2 }, { day: 4 }, { day: 4 }, { day: 9 }];
  const timeline = new Timeline({ ...DATA, moments, chapters: [{ day: 0 }] });
  assert.deepEqual(
    [0, 2, 4.5, 10].map((t) => timeline.at(t).moment),
    [-1, 0, 2, 3]
  );
  assert.equal(timeline.at(0).chapter, 0);
  assert.equal(timeline.at(0).event, -1);
});
