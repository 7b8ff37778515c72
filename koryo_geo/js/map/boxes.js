// The geometry of labels: boxes beside a point, whether they overlap, and points along a line. Pure numbers, no DOM.

/** @param {XY} point @param {Box} box */
export function nearestIn(point, box) {
  return { x: Math.min(Math.max(point.x, box.x0), box.x1), y: Math.min(Math.max(point.y, box.y0), box.y1) };
}

// Points every few pixels from a to b; r = half the width of what is drawn there, w = how much it matters.
/** @param {XY} a @param {XY} b @param {number} r @param {number} w @param {Soft[]} found */
export function walkLine(a, b, r, w, found) {
  const steps = Math.min(200, Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / 6)) || 1;
  for (let i = 0; i <= steps; i++)
    found.push({ x: a.x + ((b.x - a.x) * i) / steps, y: a.y + ((b.y - a.y) * i) / steps, r, w });
  return found;
}

/** @param {Measured} item @param {number[]} given1 @param {number} distance @param {number} preference */
export function beside(item, [dx, dy], distance, preference) {
  const slack = dx && dy ? 0.72 : 1;
  const cx = item.point.x + dx * (distance * slack + item.width / 2);
  const cy = item.point.y + dy * (distance * slack + item.height / 2);
  const box = boxAt(cx, cy, item);
  return Object.assign(box, { preference, distance, side: dx < 0 ? "left" : dx > 0 ? "right" : "middle" });
}

/** @param {XY} point @param {Measured} item @param {number} preference */
export function centred(point, item, preference) {
  return Object.assign(boxAt(point.x, point.y, item), { preference, distance: 0, side: "middle" });
}

/** @returns {Box} @param {number} cx @param {number} cy @param {{ width: number; height: number }} item */
function boxAt(cx, cy, item) {
  const x0 = Math.round(cx - item.width / 2),
    y0 = Math.round(cy - item.height / 2);
  return { x0, y0, x1: x0 + item.width, y1: y0 + item.height };
}

/** @param {XY} point @param {number} radius @param {Element} [owner] */
export function boxAround(point, radius, owner) {
  return { x0: point.x - radius, y0: point.y - radius, x1: point.x + radius, y1: point.y + radius, owner };
}

/** @param {Box} box @param {number} by */
export function grown(box, by) {
  return { x0: box.x0 - by, y0: box.y0 - by, x1: box.x1 + by, y1: box.y1 + by };
}

/** @param {Box} a @param {Box} b */
export function overlap(a, b) {
  return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}
