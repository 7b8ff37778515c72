// Where to write inside a shape: the point farthest from its borders (the "pole of inaccessibility"), found by
// quartering cells. A centroid may fall outside a crescent; this never does.

// rings: [[{x, y}...] outer, ...holes] -> {x, y, d}
export function interiorPoint(rings, precision) {
  const box = L.bounds(rings[0].map((p) => L.point(p.x, p.y)));
  const size = box.getSize();
  const side = Math.min(size.x, size.y) / 2 || 1;
  const queue = cover(box, side, rings);
  let best = cell(box.getCenter().x, box.getCenter().y, 0, rings);
  while (queue.length) {
    const next = queue.pop();
    if (next.d > best.d) best = next;
    if (next.most - best.d <= precision) continue;
    const h = next.half / 2;
    for (const [dx, dy] of [
      [-h, -h],
      [h, -h],
      [-h, h],
      [h, h]
    ])
      queue.push(cell(next.x + dx, next.y + dy, h, rings));
    queue.sort((a, b) => a.most - b.most);
  }
  return best;
}

function cover(box, half, rings) {
  const cells = [];
  for (let x = box.min.x; x < box.max.x; x += 2 * half) {
    for (let y = box.min.y; y < box.max.y; y += 2 * half) cells.push(cell(x + half, y + half, half, rings));
  }
  return cells.sort((a, b) => a.most - b.most);
}

function cell(x, y, half, rings) {
  const d = signedDistance(x, y, rings);
  return { x, y, half, d, most: d + half * Math.SQRT2 };
}

function signedDistance(x, y, rings) {
  let inside = false,
    nearest = Infinity;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const a = ring[i],
        b = ring[j];
      if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
      nearest = Math.min(nearest, squaredDistance(x, y, a, b));
    }
  }
  return (inside ? 1 : -1) * Math.sqrt(nearest);
}

function squaredDistance(x, y, a, b) {
  const dx = b.x - a.x,
    dy = b.y - a.y;
  const f = dx || dy ? Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy))) : 0;
  return (x - a.x - f * dx) ** 2 + (y - a.y - f * dy) ** 2;
}

// The same within a rectangle: a shape that the view cuts is written in the part that is seen. null when none is.
export function interiorSeen(rings, view) {
  const seen = rings.map((ring) => clipRing(ring, view)).filter((ring) => ring.length > 2);
  return seen.length ? interiorPoint(seen, (view.max.x - view.min.x) / 150) : null;
}

// Sutherland and Hodgman: one side of the rectangle after another.
function clipRing(ring, { min, max }) {
  const sides = [
    ["x", min.x, 1],
    ["x", max.x, -1],
    ["y", min.y, 1],
    ["y", max.y, -1]
  ];
  return sides.reduce((kept, [axis, edge, sign]) => clipSide(kept, axis, (p) => sign * (p[axis] - edge), edge), ring);
}

function clipSide(ring, axis, depth, edge) {
  const kept = [];
  ring.forEach((p, i) => {
    const last = ring[(i + ring.length - 1) % ring.length];
    if (depth(p) >= 0 !== depth(last) >= 0) kept.push(crossing(last, p, axis, edge));
    if (depth(p) >= 0) kept.push(p);
  });
  return kept;
}

function crossing(a, b, axis, edge) {
  const f = (edge - a[axis]) / (b[axis] - a[axis]);
  return { x: a.x + (b.x - a.x) * f, y: a.y + (b.y - a.y) * f };
}

export const insideRings = (x, y, rings) => signedDistance(x, y, rings) > 0;
