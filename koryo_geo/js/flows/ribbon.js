// The ribbon: as wide as the number of people who have passed each stretch. A stretch that several flows share is drawn
// once, with their sum, so at every fork the widths of the branches add up to the trunk. Inferred stretches are dashed.
// It counts all who have passed so far, or those of the last days, or only those on the way now, as the reader chose.

const WINDOW_DAYS = 7;
const TRAIL_KM = 220; // how far behind a train its own ribbon reaches in the view of the moment
const STEP_PX = 0.5; // a change of width smaller than this is not drawn
const LINE = { rail: { color: "#4a4036", dash: [] }, other: { color: "#4c6a73", dash: [5, 4] } };

export class Ribbon {
  constructor(timeline, project) {
    this.timeline = timeline;
    this.edges = new Map();
    this.nodes = timeline.nodes.map(([lon, lat]) => project(L.latLng(lat, lon)));
    this.chains = timeline.paths.map((path) => this.edgesOf(path));
    this.middles = timeline.paths.map((path) =>
      Float64Array.from(path.modes, (_, i) => (path.km[i] + path.km[i + 1]) / 2)
    );
    this.loads = timeline.paths.map((path) => new Float64Array(path.modes.length + 1));
    this.rank();
  }

  edgesOf(path) {
    return path.modes.map((mode, i) => {
      const [a, b] = [path.nodes[i], path.nodes[i + 1]];
      const key = a < b ? a + ":" + b : b + ":" + a;
      if (!this.edges.has(key)) this.edges.set(key, { key, a, b, mode, certainty: path.certainty[i], people: 0 });
      return this.edges.get(key);
    });
  }

  // Draw each edge in the first chain that holds it: long unbroken runs, no seam at every station.
  rank() {
    const seen = new Set();
    this.runs = this.chains.map((chain) =>
      chain.map((edge) => {
        const mine = !seen.has(edge.key);
        seen.add(edge.key);
        return mine ? edge : null;
      })
    );
  }

  // People past the middle of each edge at this frame: each trip adds itself where its stretch begins and takes itself
  // off where it ends, and one walk along the path sums them up.
  count(frame) {
    for (const edge of this.edges.values()) edge.people = 0;
    for (const load of this.loads) load.fill(0);
    this.timeline.flows.forEach((flow) => {
      if (flow.path !== null && flow.trips.arrive) this.load(flow, frame.t, frame.view);
    });
    this.chains.forEach((chain, path) => {
      let people = 0;
      for (let k = 0; k < chain.length; k++) chain[k].people += people += this.loads[path][k];
    });
  }

  load(flow, t, view) {
    const { depart, arrive, persons } = flow.trips;
    const middles = this.middles[flow.path],
      load = this.loads[flow.path],
      length = this.timeline.lengths[flow.path];
    for (let i = 0; i < depart.length; i++) {
      if (depart[i] > t || (view === "moment" && arrive[i] <= t)) continue;
      const at = (day) => length * Math.min(Math.max((day - depart[i]) / (arrive[i] - depart[i]), 0), 1);
      const head = at(t);
      const tail = view === "moment" ? head - TRAIL_KM : view === "window" ? at(t - WINDOW_DAYS) : 0;
      load[firstPast(middles, tail)] += persons[i];
      load[firstPast(middles, head)] -= persons[i];
    }
  }

  // What would be seen of the counted people: it changes when some width changes by as much as an eye can tell.
  key(style) {
    let key = "";
    for (const edge of this.edges.values()) {
      key += Math.ceil(ribbonWidth(edge.people, this.timeline.persons, style) / STEP_PX) + " ";
    }
    return key;
  }

  // Runs of neighbouring edges with one width, one mode and one certainty: [{nodes, people, mode, certainty}]
  stretches() {
    const found = [];
    this.runs.forEach((run, path) => {
      let open = null;
      run.forEach((edge, i) => {
        if (!edge || !edge.people) {
          open = null;
          return;
        }
        if (!open || open.people !== edge.people || open.certainty !== edge.certainty || open.mode !== edge.mode) {
          found.push(
            (open = {
              people: edge.people,
              mode: edge.mode,
              certainty: edge.certainty,
              nodes: [this.timeline.paths[path].nodes[i]]
            })
          );
        }
        open.nodes.push(other(edge, open.nodes[open.nodes.length - 1]));
      });
    });
    return found;
  }

  draw(sheet, style) {
    const { context: pen, rule } = sheet;
    pen.clearRect(0, 0, sheet.width, sheet.height);
    const all = this.stretches();
    pen.lineJoin = "round";
    for (const pass of ["edge", "fill"]) all.forEach((stretch) => this.stroke(pen, rule, stretch, pass, style));
    all.forEach((stretch) => this.strokeLine(pen, rule, stretch));
  }

  trace(pen, rule, stretch) {
    pen.beginPath();
    stretch.nodes.forEach((node, i) => {
      const p = this.nodes[node];
      pen[i ? "lineTo" : "moveTo"](rule.ax * p.x + rule.bx, rule.ay * p.y + rule.by);
    });
  }

  stroke(pen, rule, stretch, pass, style) {
    const width = Math.max(ribbonWidth(stretch.people, this.timeline.persons, style), 1) * rule.dots;
    const inferred = stretch.certainty !== "documented";
    this.trace(pen, rule, stretch);
    pen.lineCap = inferred ? "butt" : "round";
    pen.setLineDash(inferred ? [Math.max(9 * rule.dots, width * 1.5), Math.max(3 * rule.dots, width * 0.28)] : []);
    pen.strokeStyle = pass === "edge" ? style.ribbon_edge : style.ribbon;
    pen.lineWidth = pass === "edge" ? width + 1.2 * rule.dots : width;
    pen.stroke();
  }

  // The line itself lies beneath the ribbon; it is drawn once more on it, so that the way is seen under the people.
  strokeLine(pen, rule, stretch) {
    const { color, dash } = LINE[stretch.mode] || LINE.other;
    this.trace(pen, rule, stretch);
    pen.lineCap = "butt";
    pen.setLineDash(dash.map((length) => length * rule.dots));
    pen.strokeStyle = color;
    pen.lineWidth = 1.1 * rule.dots;
    pen.stroke();
  }
}

function other(edge, node) {
  return edge.a === node ? edge.b : edge.a;
}

// The first edge whose middle lies beyond this kilometre (binary search); their number when there is none.
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
export function ribbonWidth(people, total, style) {
  return total ? (style.width_px * people) / total : 0;
}
