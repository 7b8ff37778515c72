// Bodies: people who stand still. Before departure and after arrival they are laid out to be counted: squares of
// 10 x 10, ten squares (1,000) to a strip. People whose destination no source names stand as hollow squares.
// Each body has a canvas of its own beneath its name, redrawn only when someone leaves or arrives.
import { contextOf } from "../core/nodes.js";

/** @import { CellSheet } from "./marks.js" */

const PACKINGS = [1, 2, 5, 10]; // marks along one edge of a cell
const STRIP_GAP = 3;

// The plan of a body: how many strips side by side, and its size in cells.
/** @param {number} marks @param {number} columns @param {number} packing */
function plan(marks, columns, packing) {
  const pitch = 10 / packing + 1;
  const groups = Math.ceil(marks / 100);
  const strips = Math.ceil(groups / 10);
  const across = Math.min(columns, Math.max(strips, 1));
  const wide = strips <= 1 ? Math.max(groups, 1) * pitch - 1 : across * (10 * pitch - 1) + (across - 1) * STRIP_GAP;
  return {
    marks,
    packing,
    pitch,
    columns: across,
    width: wide,
    height: Math.max(1, Math.ceil(strips / across)) * pitch - 1
  };
}

/** @param {number} marks @param {number} packing @param {XY} room */
function fitted(marks, packing, room) {
  const plans = [1, 2, 3, 4, 5, 6, 8, 10].map((columns) => plan(marks, columns, packing));
  const fitting = plans.filter((p) => p.width <= room.x && p.height <= room.y);
  return fitting.sort(
    (a, b) => Math.abs(Math.log(a.width / a.height / 1.4)) - Math.abs(Math.log(b.width / b.height / 1.4))
  )[0];
}

// One packing for all bodies of a map, so that equal areas are equal numbers.
/** @param {number[]} numbers @param {XY} room */
export function planBodies(numbers, room) {
  for (const packing of PACKINGS) {
    const plans = numbers.map((n) => fitted(n, packing, room));
    if (plans.every(Boolean)) return plans;
  }
  return numbers.map((n) => plan(n, 10, 10));
}

// Count the first n marks of a body into its sheet.
/** @param {CellSheet} sheet @param {BodyPlan} body @param {number} n */
export function layBody(sheet, body, n) {
  const { packing, pitch, columns } = body;
  const { counts, touched, width } = sheet;
  let used = sheet.used;
  for (let group = 0; group * 100 < n; group++) {
    const strip = (group / 10) | 0;
    const x = (strip % columns) * (10 * pitch - 1 + STRIP_GAP) + (group % 10) * pitch;
    const corner = ((strip / columns) | 0) * pitch * width + x;
    const last = Math.min(100, n - group * 100);
    for (let i = 0; i < last; i++) {
      const p = corner + ((i / 10 / packing) | 0) * width + (((i % 10) / packing) | 0);
      if (counts[p]++ === 0) touched[used++] = p;
    }
  }
  sheet.used = used;
}

// Hollow: only the rim of each square. A number is known or not; the place is not known.
/** @param {CellSheet} sheet @param {BodyPlan} body @param {number} n */
export function layHollow(sheet, body, n) {
  const side = Math.round(10 / body.packing),
    { counts, touched, width } = sheet;
  for (let group = 0; group * 100 < n; group++) {
    const strip = (group / 10) | 0;
    const x = (strip % body.columns) * (10 * body.pitch - 1 + STRIP_GAP) + (group % 10) * body.pitch;
    const corner = ((strip / body.columns) | 0) * body.pitch * width + x;
    for (let i = 0; i < side * side; i++) {
      const row = (i / side) | 0,
        column = i % side;
      if (row && column && row < side - 1 && column < side - 1) continue;
      const p = corner + row * width + column;
      if (counts[p]++ === 0) touched[sheet.used++] = p;
    }
  }
}

// The sheet of one body becomes as large as the body ever is.
/** @param {CellSheet} sheet @param {HTMLCanvasElement} canvas @param {BodyPlan} body */
export function fitSheet(sheet, canvas, body) {
  canvas.width = Math.ceil(body.width) + 1;
  canvas.height = Math.ceil(body.height) + 1;
  sheet.fit({ width: canvas.width, height: canvas.height, context: contextOf(canvas, true) });
}
