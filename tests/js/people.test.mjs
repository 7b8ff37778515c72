import assert from "node:assert/strict";
import { test } from "node:test";
import { DARKEST, inkSteps, inkTable } from "../../koryo_geo/js/core/inks.js";
import { layBody, layHollow, planBodies } from "../../koryo_geo/js/flows/bodyplan.js";
import { CellSheet, marksOf, mixBits } from "../../koryo_geo/js/flows/marks.js";
import { Ribbon, ribbonWidth } from "../../koryo_geo/js/flows/ribbon.js";
import { Timeline } from "../../koryo_geo/js/core/timeline.js";

globalThis.L = { latLng: (lat, lng) => ({ lat, lng }) };

function sheetFor(plan) {
  const put = [];
  const context = {
    createImageData: (width, height) => ({ data: { buffer: new ArrayBuffer(4 * width * height) } }),
    putImageData: (...given) => put.push(given)
  };
  const sheet = new CellSheet(inkTable("#a8431f", "#3f1208"));
  sheet.fit({ width: Math.ceil(plan.width) + 1, height: Math.ceil(plan.height) + 1, context });
  return { sheet, put };
}

const counted = (sheet) => sheet.touched.subarray(0, sheet.used).reduce((sum, p) => sum + sheet.counts[p], 0);

for (const n of [0, 1, 99, 100, 101, 1000, 36442]) {
  test(`a body of ${n} has ${n} marks`, () => {
    const [plan] = planBodies([n], { x: 400, y: 400 });
    const { sheet } = sheetFor(plan);
    layBody(sheet, plan, n);
    assert.equal(counted(sheet), n);
  });
}

test("all bodies of a map are packed alike", () => {
  const plans = planBodies([36442, 816, 1], { x: 200, y: 200 });
  assert.equal(new Set(plans.map((plan) => plan.packing)).size, 1);
});

test("a body stays within the room that it is given", () => {
  for (const { width, height } of planBodies([36442, 20000], { x: 240, y: 160 }))
    assert.ok(width <= 240 && height <= 160);
});

test("a hollow body inks the rims alone", () => {
  const [plan] = planBodies([100], { x: 400, y: 400 });
  const { sheet } = sheetFor(plan);
  layHollow(sheet, plan, 100);
  assert.equal(sheet.used, 36);
});

test("a sheet that is cleared is empty, and puts back the rows that changed alone", () => {
  const [plan] = planBodies([5], { x: 400, y: 400 });
  const { sheet, put } = sheetFor(plan);
  layBody(sheet, plan, 5);
  sheet.paint();
  sheet.clear();
  assert.ok(sheet.counts.every((n) => n === 0) && sheet.pixels.every((ink) => ink === 0));
  layBody(sheet, plan, 5);
  sheet.paint();
  assert.deepEqual(put[1].slice(4), [0, sheet.width, 1]);
});

test("more marks on a spot are darker, never lighter", () => {
  const table = inkTable("#ffffff", "#000000");
  const red = (n) => table[n] & 255;
  assert.equal(red(1), 255);
  assert.equal(red(DARKEST), 0);
  for (let n = 2; n <= DARKEST; n++) assert.ok(red(n) <= red(n - 1));
});

test("the legend's steps begin and end with the inks of the marks", () => {
  const steps = inkSteps("#a8431f", "#3f1208", 8);
  assert.deepEqual([steps.length, steps[0], steps[7]], [8, "rgb(168 67 31)", "rgb(63 18 8)"]);
});

test("the places of marks are mixed, and the same each time", () => {
  const found = new Set(Array.from({ length: 4096 }, (_, i) => mixBits(i)));
  assert.equal(found.size, 4096);
  assert.equal(mixBits(7), mixBits(7));
});

const FLOW = {
  flow: "a",
  path: 0,
  trips: { depart: [0, 0], arrive: [4, 8], persons: [100, 50], households: [20, 10] }
};

test("a mark is a household, a person or a train", () => {
  assert.deepEqual(
    ["household", "person", "train"].map((unit) => marksOf(FLOW, unit)),
    [
      [20, 10],
      [100, 50],
      [1, 1]
    ]
  );
  assert.deepEqual(marksOf({ ...FLOW, trips: { ...FLOW.trips, households: null } }, "household"), [0, 0]);
});

test("twice the people, twice the width; nobody, none", () => {
  const style = { width_px: 40 };
  assert.equal(ribbonWidth(50, 100, style), 20);
  assert.equal(ribbonWidth(100, 100, style), 2 * ribbonWidth(50, 100, style));
  assert.equal(ribbonWidth(0, 0, style), 0);
});

function fork() {
  const line = (nodes) => ({
    nodes,
    km: nodes.map((_, i) => 100 * i),
    modes: nodes.slice(1).map(() => "rail"),
    certainty: nodes.slice(1).map(() => "documented")
  });
  const trips = (n) => ({ depart: [0], arrive: [2], persons: [n], households: null });
  const flows = [
    { path: 0, persons: 300, trips: trips(300) },
    { path: 1, persons: 100, trips: trips(100) }
  ];
  const nodes = [
    [0, 0],
    [1, 0],
    [2, 1],
    [2, -1]
  ];
  return new Timeline({
    kind: "flows",
    start: "1937-09-09",
    days: 4,
    nodes,
    flows,
    paths: [line([0, 1, 2]), line([0, 1, 3])]
  });
}

test("at a fork the branches add up to the trunk", () => {
  const ribbon = new Ribbon(fork(), ({ lat, lng }) => ({ x: lng, y: lat }));
  ribbon.count({ t: 4, view: "cumulative" });
  const people = Object.fromEntries([...ribbon.edges].map(([key, edge]) => [key, edge.people]));
  assert.deepEqual(people, { "0:1": 400, "1:2": 300, "1:3": 100 });
});

test("the views of the moment and of the last days let go of those who have passed", () => {
  const ribbon = new Ribbon(fork(), ({ lat, lng }) => ({ x: lng, y: lat }));
  ribbon.count({ t: 4, view: "moment" });
  assert.ok([...ribbon.edges.values()].every((edge) => edge.people === 0));
  ribbon.count({ t: 12, view: "window" });
  assert.ok([...ribbon.edges.values()].every((edge) => edge.people === 0));
});

test("neighbouring stretches that look alike are one", () => {
  const ribbon = new Ribbon(fork(), ({ lat, lng }) => ({ x: lng, y: lat }));
  ribbon.count({ t: 4, view: "cumulative" });
  assert.deepEqual(
    ribbon.stretches().map(({ nodes, people }) => [nodes, people]),
    [
      [[0, 1], 400],
      [[1, 2], 300],
      [[1, 3], 100]
    ]
  );
});
