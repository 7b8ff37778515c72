// Where to write inside a shape: the point farthest from its borders (the "pole of inaccessibility"), found by
// quartering cells. A centroid may fall outside a crescent; this never does. The shape is cut to what the view shows
// first, which a published library would not do for us, and none that does the rest comes as a Python package.

/** A square of the search: its middle, half its side, how far its middle and any point of it lie from the border.
 * @typedef {{ x: number, y: number, half: number, d: number, most: number }} Cell */

/** A rectangle. @typedef {{ min: XY, max: XY }} Rectangle */

/** @param {XY[][]} rings the outer one, then holes @param {number} precision in the units of the points */
export function interiorPoint(rings, precision) {
  const { min, max } = boundsOf(rings[0]);
  const side = Math.min(max.x - min.x, max.y - min.y) / 2 || 1;
  const queue = cover({ min, max }, side, rings);
  let best = cellAt((min.x + max.x) / 2, (min.y + max.y) / 2, 0, rings);
  for (let next = queue.pop(); next; next = queue.pop()) {
    if (next.d > best.d) best = next;
    if (next.most - best.d <= precision) continue;
    queue.push(...quarters(next, rings));
    queue.sort((a, b) => a.most - b.most);
  }
  return best;
}

/** @param {XY[]} ring @returns {Rectangle} */
export function boundsOf(ring) {
  const min = { x: Infinity, y: Infinity };
  const max = { x: -Infinity, y: -Infinity };
  for (const { x, y } of ring) {
    min.x = Math.min(min.x, x);
    min.y = Math.min(min.y, y);
    max.x = Math.max(max.x, x);
    max.y = Math.max(max.y, y);
  }
  return { min, max };
}

/** @param {Rectangle} box @param {number} half @param {XY[][]} rings */
function cover({ min, max }, half, rings) {
  /** @type {Cell[]} */
  const cells = [];
  for (let x = min.x; x < max.x; x += 2 * half) {
    for (let y = min.y; y < max.y; y += 2 * half) cells.push(cellAt(x + half, y + half, half, rings));
  }
  return cells.sort((a, b) => a.most - b.most);
}

/** @param {Cell} cell @param {XY[][]} rings */
function quarters({ x, y, half }, rings) {
  const h = half / 2;
  const corners = [cellAt(x - h, y - h, h, rings), cellAt(x + h, y - h, h, rings)];
  return corners.concat(cellAt(x - h, y + h, h, rings), cellAt(x + h, y + h, h, rings));
}

/** @param {number} x @param {number} y @param {number} half @param {XY[][]} rings @returns {Cell} */
function cellAt(x, y, half, rings) {
  const d = signedDistance(x, y, rings);
  return { x, y, half, d, most: d + half * Math.SQRT2 };
}

// Inside it is more than 0. A ray to the left crosses the border an odd number of times from there.
/** @param {number} x @param {number} y @param {XY[][]} rings */
function signedDistance(x, y, rings) {
  let inside = false;
  let least = Infinity;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const a = ring[i];
      const b = ring[j];
      if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
      least = Math.min(least, squaredDistance(x, y, a, b));
    }
  }
  return (inside ? 1 : -1) * Math.sqrt(least);
}

/** @param {number} x @param {number} y @param {XY} a @param {XY} b */
function squaredDistance(x, y, a, b) {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const along = dx || dy ? ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy) : 0;
  const f = Math.max(0, Math.min(1, along));
  return (x - a.x - f * dx) ** 2 + (y - a.y - f * dy) ** 2;
}

// The same within a rectangle: a shape that the view cuts is written in the part that is seen. null when none is.
/** @param {XY[][]} rings @param {Rectangle} view */
export function interiorSeen(rings, view) {
  const seen = rings.map((ring) => clipRing(ring, view)).filter((ring) => ring.length > 2);
  return seen.length ? interiorPoint(seen, (view.max.x - view.min.x) / 150) : null;
}

// Sutherland and Hodgman: one side of the rectangle after another.
/** @param {XY[]} ring @param {Rectangle} view */
function clipRing(ring, { min, max }) {
  const upright = clipSide(clipSide(ring, "x", min.x, 1), "x", max.x, -1);
  return clipSide(clipSide(upright, "y", min.y, 1), "y", max.y, -1);
}

/** @param {XY[]} ring @param {"x" | "y"} axis @param {number} edge @param {1 | -1} sign the side that is kept */
function clipSide(ring, axis, edge, sign) {
  /** @param {XY} p */
  const isKept = (p) => sign * (p[axis] - edge) >= 0;
  /** @type {XY[]} */
  const kept = [];
  ring.forEach((p, i) => {
    const last = ring[(i + ring.length - 1) % ring.length];
    if (isKept(p) !== isKept(last)) kept.push(crossing(last, p, axis, edge));
    if (isKept(p)) kept.push(p);
  });
  return kept;
}

/** @param {XY} a @param {XY} b @param {"x" | "y"} axis @param {number} edge @returns {XY} */
function crossing(a, b, axis, edge) {
  const f = (edge - a[axis]) / (b[axis] - a[axis]);
  return { x: a.x + (b.x - a.x) * f, y: a.y + (b.y - a.y) * f };
}

/** @param {number} x @param {number} y @param {XY[][]} rings */
export const insideRings = (x, y, rings) => signedDistance(x, y, rings) > 0;
