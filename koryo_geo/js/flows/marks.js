// The people. One mark is one household (or person, or train); all are written straight into pixels, so a machine
// without a graphics card moves hundreds of thousands at full speed. Marks that fall on one pixel are counted, and the
// count chooses the ink: one household and a thousand look different, and neither is lost. No array is made while
// playing.
import { DARKEST } from "../core/inks.js";

const SPREAD_KM = 45; // a train's people lie along this much of the line behind its head

const SPREAD_PX = 9; // but never on less than this, or a small map would show one speck

const SAMPLES = 512;

const JITTERS = 4096; // a power of two: i & (JITTERS - 1)

// A well-mixed integer hash, so that every mark has its own fixed place beside the line without any randomness.
/** @param {number} i */
export function mixBits(i) {
  let h = Math.imul(i ^ (i >>> 16), 0x45d9f3b);
  h = Math.imul(h ^ (h >>> 16), 0x45d9f3b);
  return (h ^ (h >>> 16)) >>> 0;
}

// A sheet of cells that are counted first and inked last; only cells that were touched are ever cleared.
export class CellSheet {
  /** @param {Uint32Array} ink */
  constructor(ink) {
    this.ink = ink;
    this.used = 0;
    this.width = this.height = 0;
    this.top = this.bottom = 0;
    this.pixels = this.counts = new Uint32Array(0);
    this.touched = new Int32Array(0);
  }

  /** @param {Canvas} canvas */
  fit({ width, height, context }) {
    this.context = context;
    if (width === this.width && height === this.height) {
      this.clear();
      this.dirty(0, height - 1);
      return;
    }
    this.width = width;
    this.height = height;
    this.image = context.createImageData(width, height);
    this.pixels = new Uint32Array(this.image.data.buffer);
    this.counts = new Uint32Array(width * height);
    this.touched = new Int32Array(width * height);
    this.used = 0;
    this.dirty(0, height - 1);
  }

  /** @param {number} top @param {number} bottom */
  dirty(top, bottom) {
    this.top = top;
    this.bottom = bottom;
  }

  clear() {
    const { touched, counts, pixels } = this;
    for (let k = 0; k < this.used; k++) {
      counts[touched[k]] = 0;
      pixels[touched[k]] = 0;
    }
    this.used = 0;
  }

  // Ink what was counted and put back only the rows that changed: those of this frame and of the last.
  paint() {
    const { touched, counts, pixels, ink, width } = this;
    let low = this.height,
      high = -1;
    for (let k = 0; k < this.used; k++) {
      const p = touched[k],
        n = counts[p];
      pixels[p] = ink[n > DARKEST ? DARKEST : n];
      if (p < low * width) low = (p / width) | 0;
      if (p >= (high + 1) * width) high = (p / width) | 0;
    }
    const top = Math.min(low, this.top),
      bottom = Math.max(high, this.bottom);
    this.put(top, bottom - top + 1);
    this.dirty(low, high);
  }

  /** @param {number} top @param {number} rows */
  put(top, rows) {
    if (rows > 0 && this.context && this.image) this.context.putImageData(this.image, 0, 0, 0, top, this.width, rows);
  }
}

// Marks of every trip under way.
export class Marks {
  /**
   * @param {Timeline} timeline
   * @param {Project} project
   * @param {{ unit: Unit; ink: Uint32Array; radius: number }} options
   */
  constructor(timeline, project, options) {
    this.timeline = timeline;
    this.sizes = timeline.flows.map((flow) => marksOf(flow, options.unit));
    this.sheet = new CellSheet(options.ink);
    this.tracks = timeline.paths.map((path) => track(timeline, path, project));
    this.samples = new Int32Array(SAMPLES);
    this.jitter = new Int32Array(JITTERS);
    this.options = options;
    this.radius = 0;
  }

  /** @param {Scaled} overlay */
  fit(overlay) {
    this.sheet.fit(overlay);
    const { ax, bx, ay, by } = overlay.scale;
    for (const t of this.tracks) {
      for (let i = 0; i < t.x.length; i++) {
        t.px[i] = ax * t.x[i] + bx;
        t.py[i] = ay * t.y[i] + by;
      }
      t.pxPerKm = pixelsPerKm(t);
    }
    this.scatter();
  }

  // Each mark keeps to a small disc round its place on the line; the disc is a table of steps in memory.
  scatter() {
    const near = this.tracks.length ? Math.round(this.tracks[0].pxPerKm * 1.5) : 0;
    const radius = this.options.unit === "train" ? 0 : Math.max(this.options.radius, Math.min(near, 5));
    this.radius = radius;
    for (let i = 0; i < JITTERS; i++) {
      const h = mixBits(i + 1);
      const angle = ((h & 1023) / 1024) * 2 * Math.PI;
      const r = radius * Math.sqrt(((h >>> 10) & 1023) / 1024);
      this.jitter[i] = Math.round(r * Math.sin(angle)) * this.sheet.width + Math.round(r * Math.cos(angle));
    }
  }

  /** @param {Frame} frame */
  draw(frame) {
    this.sheet.clear();
    for (let f = 0; f < this.sizes.length; f++) {
      const { path } = this.timeline.flows[f];
      if (path === null) continue;
      for (let i = 0; i < this.sizes[f].length; i++) {
        const head = frame.trips[f][i];
        if (head !== null) this.drawTrip(this.tracks[path], head, this.sizes[f][i], f * 7919 + i * 101);
      }
    }
    this.sheet.paint();
  }

  /** @param {Track} t @param {number} head @param {number} marks @param {number} seed */
  drawTrip(t, head, marks, seed) {
    const spread = this.options.unit === "train" ? 0 : Math.max(SPREAD_KM, SPREAD_PX / t.pxPerKm);
    const wanted = Math.min(SAMPLES, Math.max(1, Math.round(spread * t.pxPerKm)), marks);
    this.sample(t, head, spread, wanted);
    const { samples, jitter, sheet } = this;
    const { counts, touched } = sheet;
    const step = wanted / marks;
    let used = sheet.used;
    for (let i = 0; i < marks; i++) {
      const s = samples[(i * step) | 0];
      if (s < 0) continue;
      const p = s + jitter[(i + seed) & (JITTERS - 1)];
      if (counts[p]++ === 0) touched[used++] = p;
    }
    sheet.used = used;
  }

  // Cells under the stretch of line a trip covers, from its tail to its head; -1 where that lies off the sheet.
  /** @param {Track} t @param {number} head @param {number} spread @param {number} wanted */
  sample(t, head, spread, wanted) {
    const { km, px, py } = t,
      { width, height } = this.sheet,
      edge = this.radius + 1;
    const tail = Math.max(0, head - spread);
    let i = segment(km, tail);
    for (let s = 0; s < wanted; s++) {
      const at = tail + ((head - tail) * (s + 0.5)) / wanted;
      while (i < km.length - 2 && km[i + 1] < at) i++;
      const f = (at - km[i]) / (km[i + 1] - km[i] || 1);
      const x = Math.round(px[i] + (px[i + 1] - px[i]) * f),
        y = Math.round(py[i] + (py[i + 1] - py[i]) * f);
      const inside = x > edge && y > edge && x < width - edge - 1 && y < height - edge - 1;
      this.samples[s] = inside ? y * width + x : -1;
    }
  }
}

/** @param {Timeline} timeline @param {PathData} path @param {Project} project */
function track(timeline, path, project) {
  const points = path.nodes.map((n) => project(L.latLng(timeline.nodes[n][1], timeline.nodes[n][0])));
  return {
    km: Float64Array.from(path.km),
    x: Float64Array.from(points, (p) => p.x),
    y: Float64Array.from(points, (p) => p.y),
    px: new Float64Array(points.length),
    py: new Float64Array(points.length),
    pxPerKm: 1
  };
}

/** @param {Track} t */
function pixelsPerKm(t) {
  let length = 0;
  for (let i = 1; i < t.px.length; i++) length += Math.hypot(t.px[i] - t.px[i - 1], t.py[i] - t.py[i - 1]);
  return length / t.km[t.km.length - 1];
}

// The stretch that holds this kilometre (binary search).
/** @param {Float64Array} km @param {number} at */
function segment(km, at) {
  let low = 0,
    high = km.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (km[middle] <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

// How many marks each trip of a flow is, in the layer's unit.
/** @param {FlowData} flow @param {Unit} unit */
export function marksOf(flow, unit) {
  if (unit === "train") return flow.trips.depart.map(() => 1);
  if (unit === "person") return flow.trips.persons;
  return flow.trips.households || flow.trips.persons.map(() => 0);
}
