// The room of the page, as the still divides it too: its unit of measure u, where the map and the words go, and how map
// kilometres become pixels. Pure numbers.

/** @import { Sides } from "../core/film.js" */

/** @typedef {{ x0: number, y0: number, x1: number, y1: number }} Area */

const WIDE = 2; // a view wider than this, for its height, stands in two strips on an upright screen
const SHARED = 0.56; // of the whole, in each of them
const LEAST_TARGET_PX = 44;

// A part of the window that shows map: `scale` pixels are a kilometre, and the kilometre `x`, `y` stands at `px`, `py`.
export class Pane {
  /** @param {Area} box @param {number} scale @param {[number, number]} km @param {[number, number]} spot */
  constructor(box, scale, [x, y], [px, py]) {
    this.box = box;
    this.scale = scale;
    this.dx = px - x * scale;
    this.dy = py + y * scale;
  }

  // Show all of a view within a focus, and what surrounds it as far as the box.
  /** @param {Sides} view @param {Area} focus @param {Area} box */
  static fit(view, focus, box) {
    const scale = Math.min((focus.x1 - focus.x0) / (view[2] - view[0]), (focus.y1 - focus.y0) / (view[3] - view[1]));
    const middle = /** @type {[number, number]} */ ([(view[0] + view[2]) / 2, (view[1] + view[3]) / 2]);
    return new Pane(box, scale, middle, [(focus.x0 + focus.x1) / 2, (focus.y0 + focus.y1) / 2]);
  }

  /** @param {[number, number]} km @returns {[number, number]} */
  px([x, y]) {
    return [this.dx + x * this.scale, this.dy - y * this.scale];
  }

  /** @param {number} x @param {number} y @returns {[number, number]} */
  km(x, y) {
    return [(x - this.dx) / this.scale, (this.dy - y) / this.scale];
  }

  /** @param {[number, number]} km @param {number} [margin] */
  shows(km, margin = 0) {
    const [x, y] = this.px(km);
    const { x0, y0, x1, y1 } = this.box;
    return x >= x0 + margin && x <= x1 - margin && y >= y0 + margin && y <= y1 - margin;
  }

  /** @returns {Sides} */
  get view() {
    const [west, north] = this.km(this.box.x0, this.box.y0);
    const [east, south] = this.km(this.box.x1, this.box.y1);
    return [west, south, east, north];
  }

  get key() {
    return [this.scale, this.dx, this.dy].map((n) => n.toFixed(3)).join(" ");
  }
}

export class Room {
  /** @param {number} width @param {number} height */
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.upright = height > 1.05 * width;
    const u = this.upright ? clamp(9.6, width / 39, 23) : clamp(8.6, Math.min(height / 72, width / 118), 34);
    this.u = u;
    this.low = !this.upright && height < 56 * u;
    this.tiny = this.low && height < 340;
    const top = this.upright
      ? height * (1 - (height / width >= 1.95 ? 0.38 : 0.36))
      : height - (this.tiny ? 7.5 : this.low ? 18 : 22) * u;
    /** @type {Area} */
    this.map = { x0: 0, y0: this.upright ? 6 * u : 0, x1: width, y1: top };
  }

  // One pane; of a wide view on an upright screen, two strips of one scale, the eastern above.
  /** @param {Sides} view */
  panes(view) {
    const { x0, y0, x1, y1 } = this.map;
    const { u } = this;
    if (this.upright && (view[2] - view[0]) / (view[3] - view[1]) > WIDE) {
      const across = (view[2] - view[0]) * SHARED;
      const middle = (y0 + y1) / 2;
      return [
        strip([view[2] - across, view[1], view[2], view[3]], { x0, y0, x1, y1: middle - 0.25 * u }, u),
        strip([view[0], view[1], view[0] + across, view[3]], { x0, y0: middle + 0.25 * u, x1, y1 }, u)
      ];
    }
    const head = this.upright ? 0 : (this.low ? 4.4 : 6.4) * u;
    const focus = { x0: x0 + 1.5 * u, y0: y0 + head + u, x1: x1 - 1.5 * u, y1: y1 - 2.5 * u };
    return [Pane.fit(view, focus, this.map)];
  }

  /** @returns {Area} */
  locator() {
    const [across, up] = this.upright ? [11, 6.6] : [15, 8.6];
    const { u } = this;
    const right = this.width - (this.upright ? 1 : 3) * u;
    const top = this.upright
      ? this.map.y0 + u
      : (this.low ? 0.8 * u : 2.2 * u) + Math.max(LEAST_TARGET_PX, 4.4 * u) + 0.6 * u;
    return { x0: right - across * u, y0: top, x1: right, y1: top + up * u };
  }
}

/** @param {Sides} view @param {Area} box @param {number} u */
function strip(view, box, u) {
  const edge = 0.5 * u;
  return Pane.fit(view, { x0: box.x0 + edge, y0: box.y0 + edge, x1: box.x1 - edge, y1: box.y1 - edge }, box);
}

/** @param {number} low @param {number} value @param {number} high */
function clamp(low, value, high) {
  return Math.min(Math.max(low, value), high);
}
