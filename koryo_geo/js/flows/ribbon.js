// The ribbon: as wide as the number of people who have passed each stretch. A stretch that several flows share is drawn
// once, with their sum, so at every fork the widths of the branches add up to the trunk. Inferred stretches are dashed.
// It counts all who have passed so far, or those of the last days, or only those on the way now, as the reader chose.

const WINDOW_DAYS = 7;
const TRAIL_KM = 220; // how far behind a train its own ribbon reaches in the view of the moment
const STEP_PX = 0.5; // a change of width smaller than this is not drawn
const WATER_DASH = [5, 4]; // a line of sea or river, as on the map

export class Ribbon {
  /** @param {Timeline} timeline @param {Project} project */
  constructor(timeline, project) {
    this.timeline = timeline;
    /** @type {Map<string, Edge>} */
    this.edges = new Map();
    this.nodes = timeline.nodes.map(([lon, lat]) => project(L.latLng(lat, lon)));
    this.chains = timeline.paths.map((path) => this.edgesOf(path));
    this.middles = timeline.paths.map((path) =>
      Float64Array.from(path.modes, (_, i) => (path.km[i] + path.km[i + 1]) / 2)
    );
    this.loads = timeline.paths.map((path) => new Float64Array(path.modes.length + 1));
    this.runs = this.rank();
  }

  /** @param {PathData} path */
  edgesOf(path) {
    return path.modes.map((mode, i) => {
      const [a, b] = [path.nodes[i], path.nodes[i + 1]];
      const key = a < b ? a + ":" + b : b + ":" + a;
      const edge = this.edges.get(key) || { key, a, b, mode, certainty: path.certainty[i], people: 0 };
      this.edges.set(key, edge);
      return edge;
    });
  }

  // Draw each edge in the first chain that holds it: long unbroken runs, no seam at every station.
  rank() {
    const seen = new Set();
    return this.chains.map((chain) =>
      chain.map((edge) => {
        const mine = !seen.has(edge.key);
        seen.add(edge.key);
        return mine ? edge : null;
      })
    );
  }

  // People past the middle of each edge at this frame: each trip adds itself where its stretch begins and takes itself
  // off where it ends, and one walk along the path sums them up.
  /** @param {{ t: number; view?: View }} frame */
  count(frame) {
    for (const edge of this.edges.values()) edge.people = 0;
    for (const load of this.loads) load.fill(0);
    this.timeline.flows.forEach((flow) => {
      if (flow.path !== null && flow.trips.arrive) this.load(flow.path, flow.trips, frame);
    });
    this.chains.forEach((chain, path) => {
      let people = 0;
      for (let k = 0; k < chain.length; k++) chain[k].people += people += this.loads[path][k];
    });
  }

  /** @param {number} path @param {TripsData} trips @param {{ t: number, view?: View }} frame */
  load(path, { depart, arrive, persons }, { t, view }) {
    const middles = this.middles[path];
    const load = this.loads[path];
    const length = this.timeline.lengths[path];
    if (!arrive) return;
    for (let i = 0; i < depart.length; i++) {
      if (depart[i] > t || (view === "moment" && arrive[i] <= t)) continue;
      /** @param {number} day */
      const at = (day) => length * Math.min(Math.max((day - depart[i]) / (arrive[i] - depart[i]), 0), 1);
      const head = at(t);
      const tail = view === "moment" ? head - TRAIL_KM : view === "window" ? at(t - WINDOW_DAYS) : 0;
      load[firstPast(middles, tail)] += persons[i];
      load[firstPast(middles, head)] -= persons[i];
    }
  }

  // What would be seen of the counted people: it changes when some width changes by as much as an eye can tell.
  /** @param {{ width_px: number }} style */
  key(style) {
    let key = "";
    for (const edge of this.edges.values()) {
      key += Math.ceil(ribbonWidth(edge.people, this.timeline.persons, style) / STEP_PX) + " ";
    }
    return key;
  }

  // Runs of neighbouring edges with one width, one mode and one certainty: [{nodes, people, mode, certainty}]
  stretches() {
    /** @type {Stretch[]} */
    const found = [];
    this.runs.forEach((run, path) => {
      /** @type {Stretch | null} */
      let open = null;
      run.forEach((edge, i) => {
        if (!edge || !edge.people) {
          open = null;
          return;
        }
        if (!open || !alike(open, edge)) {
          const { people, mode, certainty } = edge;
          open = { people, mode, certainty, nodes: [this.timeline.paths[path].nodes[i]] };
          found.push(open);
        }
        open.nodes.push(other(edge, open.nodes[open.nodes.length - 1]));
      });
    });
    return found;
  }

  /** @param {Scaled} sheet @param {FlowStyle} style */
  draw(sheet, style) {
    const { context: pen, scale } = sheet;
    pen.clearRect(0, 0, sheet.width, sheet.height);
    const all = this.stretches();
    pen.lineJoin = "round";
    for (const pass of /** @type {const} */ (["edge", "fill"]))
      all.forEach((stretch) => this.stroke(pen, scale, stretch, pass, style));
    all.forEach((stretch) => this.strokeLine(pen, scale, stretch, style));
  }

  /** @param {CanvasRenderingContext2D} pen @param {Scale} scale @param {Stretch} stretch */
  trace(pen, scale, stretch) {
    pen.beginPath();
    stretch.nodes.forEach((node, i) => {
      const p = this.nodes[node];
      pen[i ? "lineTo" : "moveTo"](scale.ax * p.x + scale.bx, scale.ay * p.y + scale.by);
    });
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {Scale} scale
   * @param {Stretch} stretch
   * @param {"edge" | "fill"} pass
   * @param {FlowStyle} style
   */
  stroke(pen, scale, stretch, pass, style) {
    const width = Math.max(ribbonWidth(stretch.people, this.timeline.persons, style), 1) * scale.dots;
    const inferred = stretch.certainty !== "documented";
    this.trace(pen, scale, stretch);
    pen.lineCap = inferred ? "butt" : "round";
    pen.setLineDash(inferred ? [Math.max(9 * scale.dots, width * 1.5), Math.max(3 * scale.dots, width * 0.28)] : []);
    pen.strokeStyle = pass === "edge" ? style.ribbon_edge : style.ribbon;
    pen.lineWidth = pass === "edge" ? width + 1.2 * scale.dots : width;
    pen.stroke();
  }

  // The line itself lies beneath the ribbon; it is drawn once more on it, so that the way is seen under the people.
  /** @param {CanvasRenderingContext2D} pen @param {Scale} scale @param {Stretch} stretch @param {FlowStyle} style */
  strokeLine(pen, scale, stretch, style) {
    const dash = stretch.mode === "rail" ? [] : WATER_DASH;
    this.trace(pen, scale, stretch);
    pen.lineCap = "butt";
    pen.setLineDash(dash.map((length) => length * scale.dots));
    pen.strokeStyle = stretch.mode === "rail" ? style.rail : style.waterway;
    pen.lineWidth = 1.1 * scale.dots;
    pen.stroke();
  }
}

/** @param {Stretch} a @param {Edge} b */
function alike(a, b) {
  return a.people === b.people && a.certainty === b.certainty && a.mode === b.mode;
}

/** @param {Edge} edge @param {number} node */
function other(edge, node) {
  return edge.a === node ? edge.b : edge.a;
}

// The first edge whose middle lies beyond this kilometre (binary search); their number when there is none.
/** @param {Float64Array} middles @param {number} km */
function firstPast(middles, km) {
  let low = 0,
    high = middles.length;
  while (low < high) {
    const half = (low + high) >> 1;
    if (middles[half] > km) high = half;
    else low = half + 1;
  }
  return low;
}

// Width is true to number: twice the people, twice the width, with nothing taken off and nothing added.
/** @param {number} people @param {number} total @param {{ width_px: number }} style */
export function ribbonWidth(people, total, style) {
  return total ? (style.width_px * people) / total : 0;
}
