// Where words may stand: boxes that are taken, dots that names belong to, and the first free spot of those tried. Pure
// numbers, so that the same camera gives the same picture.

/** @import { Area } from "./room.js" */

/** @typedef {{ x: number, y: number }} Spot the left upper corner of a box */
/** @typedef {(box: Area) => boolean} Fits */

export class Board {
  /** @param {Area} inner @param {number} gap */
  constructor(inner, gap) {
    this.inner = inner;
    this.gap = gap;
    /** @type {Area[]} */
    this.taken = [];
    /** @type {Area[]} */
    this.soft = []; // kept off where there is a choice
    /** @type {{ key: string, x: number, y: number }[]} */
    this.dots = [];
  }

  /** @param {Area} box */
  take(box) {
    this.taken.push(box);
  }

  /** @param {Area} box */
  free(box) {
    const { inner, gap } = this;
    if (box.x0 < inner.x0 || box.y0 < inner.y0 || box.x1 > inner.x1 || box.y1 > inner.y1) return false;
    return !this.taken.some((other) => meet(box, other, gap));
  }

  // The first free box, those that lie on nothing soft before the others; it is taken.
  /** @param {Spot[]} spots @param {number} width @param {number} height @param {Fits} [fits] @returns {Area | null} */
  place(spots, width, height, fits) {
    const boxes = spots.map(({ x, y }) => ({ x0: x, y0: y, x1: x + width, y1: y + height }));
    const free = boxes.filter((box) => this.free(box) && (!fits || fits(box)));
    const best = free.find((box) => !this.soft.some((other) => meet(box, other, 0))) || free[0];
    if (!best) return null;
    this.take(best);
    return best;
  }

  // Whether a box is nearer to its own dot than to any other's.
  /** @param {string} key @param {Area} box */
  isOf(key, box) {
    const own = this.dots.find((dot) => dot.key === key);
    const far = own ? away(own, box) : 0;
    return !this.dots.some((dot) => dot.key !== key && away(dot, box) <= far);
  }
}

// Boxes beside a point, from the right round, then farther off.
/** @param {number} x @param {number} y @param {number} width @param {number} height @param {number[]} gaps */
export function besideDot(x, y, width, height, gaps) {
  return gaps.flatMap((gap) => {
    const slant = gap * 0.7;
    return [
      { x: x + gap, y: y - height / 2 },
      { x: x - gap - width, y: y - height / 2 },
      { x: x - width / 2, y: y - gap - height },
      { x: x - width / 2, y: y + gap },
      { x: x + slant, y: y - slant - height },
      { x: x + slant, y: y + slant },
      { x: x - slant - width, y: y - slant - height },
      { x: x - slant - width, y: y + slant }
    ];
  });
}

// Boxes around a middle, in rings that widen by a step.
/** @param {number} x @param {number} y @param {number} width @param {number} height @param {number} step
 * @param {number} reach */
export function around(x, y, width, height, step, reach) {
  const spots = [{ x: x - width / 2, y: y - height / 2 }];
  for (let r = step; r <= reach; r += step)
    for (let i = 0; i < 16; i++) {
      const turn = (i * Math.PI) / 8 - Math.PI / 2;
      spots.push({ x: x + r * Math.cos(turn) - width / 2, y: y + r * Math.sin(turn) - height / 2 });
    }
  return spots;
}

/** @param {Area} a @param {Area} b @param {number} gap */
export function meet(a, b, gap) {
  return a.x0 < b.x1 + gap && b.x0 < a.x1 + gap && a.y0 < b.y1 + gap && b.y0 < a.y1 + gap;
}

/** @param {{ x: number, y: number }} point @param {Area} box */
export function away({ x, y }, box) {
  return Math.hypot(Math.max(box.x0 - x, 0, x - box.x1), Math.max(box.y0 - y, 0, y - box.y1));
}
