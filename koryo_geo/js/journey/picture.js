// The journey's drawing: the ground once for a camera, the people for each moment, rings, scale and locator.
import { contextOf, el, svg } from "../core/nodes.js";
import { phrase } from "../core/words.js";
import { INKS } from "./land.js";
import { Lore } from "./lore.js";
import { Pane } from "./room.js";

const RIBBON_U = 1.3;
const RIBBON_EDGE_U = 0.08;
const WATER_DASH_U = [0.5, 0.4];

export class Picture extends Lore {
  drawGround() {
    const { groundPen: pen, room, dots } = this;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.fillStyle = INKS.paper;
    pen.fillRect(0, 0, this.ground.width, this.ground.height);
    for (const pane of this.drawnPanes()) {
      this.land.draw(pen, pane, room.u, dots);
      this.drawWays(pen, pane, room.u);
    }
  }

  // One pane of a wide window goes on below the words; strips and upright maps end at their edge.
  drawnPanes() {
    const { room, panes } = this;
    if (room.upright) return panes;
    return panes.map((pane) =>
      Object.assign(Object.create(Pane.prototype), pane, { box: { ...pane.box, y1: room.height } })
    );
  }

  /** @param {CanvasRenderingContext2D} pen @param {Pane} pane @param {number} u */
  drawWays(pen, pane, u) {
    const { dots } = this;
    this.clipped(pen, pane, () => {
      pen.lineJoin = "round";
      this.timeline.paths.forEach((path, index) => {
        const points = this.crowd.ways[index];
        for (let i = 0; i < path.modes.length;) {
          const from = i;
          while (i < path.modes.length && path.modes[i] === path.modes[from]) i++;
          pen.beginPath();
          for (let k = from; k <= i; k++) {
            const [x, y] = pane.px(points[k]);
            if (k > from) pen.lineTo(x * dots, y * dots);
            else pen.moveTo(x * dots, y * dots);
          }
          const water = path.modes[from] !== "rail";
          pen.setLineDash(water ? WATER_DASH_U.map((n) => n * u * dots) : []);
          pen.strokeStyle = INKS.line;
          pen.lineWidth = 0.2 * u * dots;
          pen.stroke();
        }
      });
      pen.setLineDash([]);
    });
  }

  /** @param {CanvasRenderingContext2D} pen @param {Pane} pane @param {() => void} act */
  clipped(pen, { box }, act) {
    const { dots } = this;
    pen.save();
    pen.beginPath();
    pen.rect(box.x0 * dots, box.y0 * dots, (box.x1 - box.x0) * dots, (box.y1 - box.y0) * dots);
    pen.clip();
    act();
    pen.restore();
  }

  /** @param {Frame} frame */
  drawPeople(frame) {
    const { pen, room, dots } = this;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.people.width, this.people.height);
    this.ribbon.count({ t: frame.t, view: frame.view });
    const stretches = this.ribbon.stretches();
    for (const pane of this.drawnPanes())
      this.clipped(pen, pane, () => {
        this.drawRibbon(pen, pane, stretches);
        this.crowd.draw(pen, pane, room.u, dots, frame.t);
        this.drawFirst(pen, pane, frame);
      });
  }

  // As wide as the people who have passed. Its colour lets the line through and is pale for that, so an edge tells it
  // from the ground: a wider stroke, of which only what lies outside the ribbon is left.
  /** @param {CanvasRenderingContext2D} pen @param {Pane} pane @param {Stretch[]} stretches */
  drawRibbon(pen, pane, stretches) {
    const edge = Math.max(RIBBON_EDGE_U * this.room.u, 0.75) * this.dots;
    pen.lineJoin = "round";
    this.strokeRibbon(pen, pane, stretches, INKS.passedEdge, 2 * edge);
    pen.globalCompositeOperation = "destination-out";
    this.strokeRibbon(pen, pane, stretches, INKS.text, 0);
    pen.globalCompositeOperation = "source-over";
    this.strokeRibbon(pen, pane, stretches, INKS.passed, 0);
  }

  /** @param {CanvasRenderingContext2D} pen @param {Pane} pane @param {Stretch[]} stretches @param {string} ink
   * @param {number} more */
  strokeRibbon(pen, pane, stretches, ink, more) {
    const { dots, room } = this;
    pen.strokeStyle = ink;
    for (const { nodes, people } of stretches) {
      pen.beginPath();
      nodes.forEach((node, i) => {
        const { x, y } = this.ribbon.nodes[node];
        const [a, b] = pane.px([x, y]);
        if (i) pen.lineTo(a * dots, b * dots);
        else pen.moveTo(a * dots, b * dots);
      });
      pen.lineWidth = Math.max((RIBBON_U * room.u * people) / this.timeline.persons, 0.5) * dots + more;
      pen.stroke();
    }
  }

  // A ring round the first train of the schematic.
  /** @param {CanvasRenderingContext2D} pen @param {Pane} pane @param {Frame} frame */
  drawFirst(pen, pane, frame) {
    const counter = this.crowd.counter(frame.t);
    if (!counter) return;
    const [x, y] = pane.px([counter.at.x, counter.at.y]);
    pen.beginPath();
    pen.arc(x * this.dots, y * this.dots, 1.05 * this.room.u * this.dots, 0, 2 * Math.PI);
    pen.strokeStyle = INKS.text;
    pen.lineWidth = 0.13 * this.room.u * this.dots;
    pen.stroke();
  }

  // At a stop its places wear a ring, and a hairline leads from the place to the sentence.
  /** @param {Frame} frame */
  drawRings(frame) {
    const { shot } = frame;
    const stop = shot && shot.words && !this.exploring ? this.film.stops[shot.stop] : null;
    const key = stop ? stop.stop + this.seen.camera : "";
    if (this.ring.dataset.key === key) return;
    this.ring.dataset.key = key;
    this.ring.replaceChildren();
    if (!stop) return;
    for (const pane of this.panes) for (const ring of stop.rings) this.addRing(ring, pane);
  }

  /** @param {{ key: string, lon: number, lat: number }} ring @param {Pane} pane */
  addRing({ key, lon, lat }, pane) {
    const km = this.project([lon, lat]);
    if (!pane.shows(km)) return;
    const { u } = this.room;
    const [cx, cy] = pane.px(km);
    const isPlace = this.places.some((/** @type {any} */ place) => place.place === key);
    const look = { cx, cy, r: 1.25 * u, "stroke-width": 0.14 * u };
    this.ring.append(svg("circle", { ...look, "stroke-dasharray": isPlace ? null : 0.45 * u + " " + 0.3 * u }));
    if (isPlace && pane === this.panes[this.panes.length - 1])
      this.ring.append(
        svg("line", { x1: cx, y1: cy + 1.25 * u, x2: cx, y2: this.room.map.y1, "stroke-width": 0.12 * u })
      );
  }

  drawScale() {
    const { u, upright, map } = this.room;
    const pane = this.panes[this.panes.length - 1];
    const most = (upright ? 12 : 15) * u;
    let km = 1;
    for (const step of [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000]) if (step * pane.scale <= most) km = step;
    const [words, bar] = /** @type {HTMLElement[]} */ ([...this.scale.children]);
    words.textContent = phrase("scale_km", { n: km });
    bar.style.width = km * pane.scale + "px";
    this.scale.style.right = (upright ? 1.5 : 3) * u + "px";
    this.scale.style.top = map.y1 - (upright ? 3.4 : 5.2) * u + "px";
  }

  // The locator stands whenever the view is nearer than the whole.
  placeLocator() {
    const { whole } = this.film;
    const near = this.exploring
      ? this.panes[0].scale > 1.25 * Pane.fit(whole, this.room.map, this.room.map).scale
      : this.panes.length === 1 && String(this.frame?.shot?.view || whole) !== String(whole);
    this.locator.hidden = !near;
    this.locator.setAttribute("aria-label", phrase("whole_map"));
    if (!near) return;
    this.locator.querySelector("i")?.remove();
    const frame = el("i");
    const [west, south, east, north] = this.panes[0].view;
    const [x0, y0] = this.smallPane.px([west, north]),
      [x1, y1] = this.smallPane.px([east, south]);
    const { x1: w, y1: h } = this.smallPane.box;
    const [a, b] = [Math.max(x0, 0), Math.max(y0, 0)];
    Object.assign(frame.style, {
      left: a + "px",
      top: b + "px",
      width: Math.max(Math.min(x1, w) - a, 4) + "px",
      height: Math.max(Math.min(y1, h) - b, 4) + "px"
    });
    this.locator.append(frame);
  }

  drawLocator() {
    const box = this.room.locator();
    const width = box.x1 - box.x0,
      height = box.y1 - box.y0;
    Object.assign(this.locator.style, {
      left: box.x0 + "px",
      top: box.y0 + "px",
      width: width + "px",
      height: height + "px"
    });
    const area = { x0: 0, y0: 0, x1: width, y1: height };
    this.smallPane = Pane.fit(this.film.whole, area, area);
    this.small.width = width * this.dots;
    this.small.height = height * this.dots;
    const pen = contextOf(this.small, false);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    this.land.draw(pen, this.smallPane, this.room.u * 0.5, this.dots);
    this.drawWays(pen, this.smallPane, this.room.u * 0.6);
  }
}
