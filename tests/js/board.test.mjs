// Where words may stand on the journey's map: pure numbers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Board, around, away, besideDot, meet } from "../../koryo_geo/js/journey/board.js";
import { Pane, Room } from "../../koryo_geo/js/journey/room.js";

const inner = { x0: 0, y0: 0, x1: 200, y1: 100 };

test("a box keeps off what is taken, and off the edge", () => {
  const board = new Board(inner, 2);
  board.take({ x0: 50, y0: 40, x1: 90, y1: 60 });
  const placed = board.place(besideDot(45, 50, 40, 12, [6]), 40, 12);
  assert.ok(placed && !meet(placed, { x0: 50, y0: 40, x1: 90, y1: 60 }, 2));
  assert.equal(board.place([{ x: 190, y: 10 }], 40, 12), null);
});

test("a name is nearer to its own dot than to another's", () => {
  const board = new Board(inner, 0);
  board.dots = [
    { key: "a", x: 20, y: 50 },
    { key: "b", x: 80, y: 50 }
  ];
  assert.ok(board.isOf("a", { x0: 24, y0: 44, x1: 60, y1: 56 }));
  assert.ok(!board.isOf("a", { x0: 40, y0: 44, x1: 79, y1: 56 }));
  assert.equal(away({ x: 0, y: 0 }, { x0: 3, y0: 4, x1: 9, y1: 9 }), 5);
});

test("the first spot around a middle is the middle itself", () => {
  assert.deepEqual(around(50, 50, 20, 10, 5, 10)[0], { x: 40, y: 45 });
});

test("the unit of measure follows the screen", () => {
  const units = [
    [1280, 720, 10],
    [1920, 1080, 15],
    [3840, 2160, 30],
    [390, 844, 10],
    [1080, 1920, 23]
  ];
  for (const [width, height, u] of units) assert.ok(Math.abs(new Room(width, height).u - u) < 0.01, `${width}`);
});

test("all of a view is shown within the map, a wide one on an upright screen in two strips of one scale", () => {
  const view = [-3450, -810, 3054, 1130];
  for (const [width, height] of [
    [1280, 720],
    [844, 390],
    [3840, 2160]
  ]) {
    const room = new Room(width, height);
    const [pane, ...more] = room.panes(view);
    assert.equal(more.length, 0);
    for (const km of [
      [view[0], view[1]],
      [view[2], view[3]]
    ])
      assert.ok(pane.shows(km), `${width}`);
  }
  const [east, west] = new Room(390, 844).panes(view);
  assert.equal(east.scale, west.scale);
  assert.ok(east.shows([view[2], 0]) && west.shows([view[0], 0]));
});

test("a pane knows where a kilometre stands, and which kilometre stands at a pixel", () => {
  const pane = Pane.fit([0, 0, 10, 10], inner, inner);
  const [x, y] = pane.px([3, 4]);
  assert.deepEqual(
    pane.km(x, y).map((n) => Math.round(n * 1e6) / 1e6),
    [3, 4]
  );
});
