// Where to write inside a shape: the point farthest from its borders (the "pole of inaccessibility"), found by
// quartering cells. A centroid may fall outside a crescent; this never does.
(function (koryo) {
  "use strict";

  // rings: [[{x, y}...] outer, ...holes] -> {x, y, d}
  koryo.interior = function (rings, precision) {
    const box = L.bounds(rings[0].map((p) => L.point(p.x, p.y)));
    const size = box.getSize();
    const side = Math.min(size.x, size.y) / 2 || 1;
    let queue = cover(box, side, rings), best = cell(box.getCenter().x, box.getCenter().y, 0, rings);
    while (queue.length) {
      const next = queue.pop();
      if (next.d > best.d) best = next;
      if (next.most - best.d <= precision) continue;
      const h = next.half / 2;
      for (const [dx, dy] of [[-h, -h], [h, -h], [-h, h], [h, h]]) queue.push(cell(next.x + dx, next.y + dy, h, rings));
      queue.sort((a, b) => a.most - b.most);
    }
    return best;
  };

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
    let inside = false, nearest = Infinity;
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const a = ring[i], b = ring[j];
        if (a.y > y !== b.y > y && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x) inside = !inside;
        nearest = Math.min(nearest, squaredDistance(x, y, a, b));
      }
    }
    return (inside ? 1 : -1) * Math.sqrt(nearest);
  }

  function squaredDistance(x, y, a, b) {
    const dx = b.x - a.x, dy = b.y - a.y;
    const f = dx || dy ? Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy))) : 0;
    return (x - a.x - f * dx) ** 2 + (y - a.y - f * dy) ** 2;
  }

  koryo.insideRings = (x, y, rings) => signedDistance(x, y, rings) > 0;
})(window.koryo = window.koryo || {});
