// The ribbon: as wide as the number of people who have passed each stretch so far. A stretch that several flows share
// is drawn once, with their sum, so at every fork the widths of the branches add up to the trunk. Inferred stretches
// are dashed. Nothing here has a head or points at anything.
(function (koryo) {
  "use strict";

  koryo.Ribbon = class Ribbon {
    constructor(timeline, project) {
      this.timeline = timeline;
      this.edges = new Map();
      this.nodes = timeline.nodes.map(([lon, lat]) => project(L.latLng(lat, lon)));
      this.chains = timeline.paths.map((path, index) => this.edgesOf(path, index));
      this.rank();
    }

    edgesOf(path, index) {
      return path.modes.map((mode, i) => {
        const [a, b] = [path.nodes[i], path.nodes[i + 1]];
        const key = a < b ? a + ":" + b : b + ":" + a;
        if (!this.edges.has(key)) this.edges.set(key, { key, a, b, mode, certainty: path.certainty[i], uses: [], people: 0 });
        const edge = this.edges.get(key);
        edge.uses.push({ path: index, km: (path.km[i] + path.km[i + 1]) / 2 });
        return edge;
      });
    }

    // Draw each edge in the first chain that holds it: long unbroken runs, no seam at every station.
    rank() {
      const seen = new Set();
      this.runs = this.chains.map((chain) => chain.map((edge) => {
        const mine = !seen.has(edge.key);
        seen.add(edge.key);
        return mine ? edge : null;
      }));
    }

    // People past the middle of each edge at this frame.
    count(frame) {
      for (const edge of this.edges.values()) edge.people = 0;
      this.timeline.flows.forEach((flow, f) => {
        if (flow.path !== null && flow.trips.arrive) this.countFlow(flow, frame.trips[f], frame.t);
      });
    }

    countFlow(flow, positions, t) {
      const { depart, arrive, persons } = flow.trips;
      const path = this.timeline.paths[flow.path];
      const chain = this.chains[flow.path];
      for (let i = 0; i < depart.length; i++) {
        if (depart[i] > t) continue;
        const reached = arrive[i] <= t ? Infinity : positions[i];
        for (let k = 0; k < chain.length && (path.km[k] + path.km[k + 1]) / 2 <= reached; k++) chain[k].people += persons[i];
      }
    }

    // Runs of neighbouring edges with one width and one certainty: [{points, people, certainty}]
    stretches() {
      const found = [];
      for (const run of this.runs) {
        let open = null;
        run.forEach((edge, i) => {
          if (!edge || !edge.people) { open = null; return; }
          if (!open || open.people !== edge.people || open.certainty !== edge.certainty) {
            found.push(open = { people: edge.people, certainty: edge.certainty, nodes: [this.start(run, edge, i)] });
          }
          open.nodes.push(this.other(edge, open.nodes[open.nodes.length - 1]));
        });
      }
      return found;
    }

    start(run, edge, i) {
      const path = this.timeline.paths[this.runs.indexOf(run)];
      return path.nodes[i];
    }

    other(edge, node) {
      return edge.a === node ? edge.b : edge.a;
    }

    draw(sheet, style) {
      const { context: pen, rule } = sheet;
      pen.clearRect(0, 0, sheet.width, sheet.height);
      const all = this.stretches();
      pen.lineJoin = "round";
      for (const pass of ["edge", "fill"]) all.forEach((stretch) => this.stroke(pen, rule, stretch, pass, style));
    }

    stroke(pen, rule, stretch, pass, style) {
      const width = Math.max(koryo.ribbonWidth(stretch.people, this.timeline.persons, style), 1) * rule.dots;
      const inferred = stretch.certainty !== "documented";
      pen.beginPath();
      stretch.nodes.forEach((node, i) => {
        const p = this.nodes[node];
        pen[i ? "lineTo" : "moveTo"](rule.ax * p.x + rule.bx, rule.ay * p.y + rule.by);
      });
      pen.lineCap = inferred ? "butt" : "round";
      pen.setLineDash(inferred ? [Math.max(9 * rule.dots, width * 1.5), Math.max(3 * rule.dots, width * 0.28)] : []);
      pen.strokeStyle = pass === "edge" ? style.ribbon_edge : style.ribbon;
      pen.lineWidth = pass === "edge" ? width + 1.2 * rule.dots : width;
      pen.stroke();
    }
  };

  // Width is true to number: twice the people, twice the width, with nothing taken off and nothing added.
  koryo.ribbonWidth = function (people, total, style) {
    return total ? style.width_px * people / total : 0;
  };
})(window.koryo = window.koryo || {});
