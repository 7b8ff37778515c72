// The journey: a directed film on a map that fills the window. The camera and the days are the film's; a reader who
// drags or zooms leaves it for the free map, at the same moment, and comes back to the same second.
import { readIsland } from "../core/data.js";
import { onLanguage } from "../core/language.js";
import { contextOf, el, svg } from "../core/nodes.js";
import { joinPlayer, openCard, remember, sharedOf, timelineOf } from "../core/shared.js";
import { phrase } from "../core/words.js";
import { filmOf } from "../core/film.js";
import { Ribbon } from "../flows/ribbon.js";
import { crsOf, projectionOf } from "../map/projection.js";
import { Crowd } from "./crowd.js";
import { INKS, Land } from "./land.js";
import { Names } from "./names.js";
import { Pane, Room } from "./room.js";
import "./story.js";

/** @import { Sides } from "../core/film.js" */
/** @import { Area } from "./room.js" */

const WANDER_CLOSER = 7; // zoom steps nearer than the whole
const WANDER_FARTHER = 0.4;
const NEARER_NAMES = 2.2; // how much nearer than the whole smaller places are named
const RIBBON_U = 1.3;
const WATER_DASH_U = [0.5, 0.4];

/** @param {L.Map} map @param {{ data: string, topology: string, timeline: string }} options */
export function addJourney(map, options) {
  const timeline = timelineOf(map, options.timeline);
  timeline.flows.forEach((flow) => remember(map, "flow", flow.flow, flow));
  const journey = new Journey(map, timeline, readIsland(options.data), readIsland(options.topology));
  sharedOf(map).journey = journey;
  /** @type {any} */ (map.getContainer()).koryoMap = map;
  return joinPlayer(map, journey);
}

export class Journey {
  /** @param {L.Map} map @param {Timeline} timeline @param {any} data @param {any} topology */
  constructor(map, timeline, data, topology) {
    this.map = map;
    this.timeline = timeline;
    this.data = data;
    /** @type {(lonlat: LonLat) => [number, number]} */
    this.project = ([lon, lat]) => {
      const { x, y } = projectionOf(map).project(L.latLng(lat, lon));
      return [x / 1000, y / 1000];
    };
    this.tints = tintsOf(data.squares.blocks);
    this.land = new Land(topology, this.project, this.tints);
    this.crowd = new Crowd(timeline, data.squares, this.project);
    this.ribbon = new Ribbon(timeline, (latlng) => {
      const [x, y] = this.project([latlng.lng, latlng.lat]);
      return { x, y };
    });
    /** @type {any[]} */
    this.areas = data.areas.map((/** @type {any} */ area) => ({ ...area, km: this.project([area.lon, area.lat]) }));
    /** @type {any[]} */
    this.places = data.places.map((/** @type {any} */ place) => ({
      ...place,
      km: this.project([place.lon, place.lat])
    }));
    this.main = data.main;
    this.cut = /** @type {"full" | "short"} */ ("full");
    this.film = filmOf(data.film, this.cut);
    this.names = new Names(this);
    this.exploring = false;
    /** What stands beside the map is written first: names keep off it. @type {(frame: Frame) => void} */
    this.before = () => {};
    this.dots = 1;
    /** @type {Frame | null} */
    this.frame = null;
    this.seen = { camera: "", named: "", day: -1, view: "" };
    this.room = new Room(1, 1);
    this.smallPane = new Pane(this.room.map, 1, [0, 0], [0, 0]);
    this.syncing = this.handed = false;
    /** @type {Pane[]} */
    this.panes = [];
    this.ground = el("canvas", { class: "koryo-ground", "aria-hidden": "true" });
    this.people = el("canvas", { class: "koryo-people", "aria-hidden": "true" });
    this.small = el("canvas", { "aria-hidden": "true" });
    this.locator = el("button", { type: "button", class: "koryo-locator" }, this.small);
    this.scale = el("div", { class: "koryo-scale-bar" }, el("span"), el("i"));
    this.ring = svg("svg", { class: "koryo-rings", "aria-hidden": "true" });
    this.overlay = el("div", { class: "koryo-overlay" }, this.ring, this.names.node, this.scale, this.locator);
    this.groundPen = contextOf(this.ground, false);
    this.pen = contextOf(this.people, false);
    this.build();
    this.rememberAll();
    this.resize();
    this.listen();
  }

  build() {
    const node = this.map.getContainer();
    node.append(this.ground, this.people, this.overlay);
    node.classList.add("koryo-journey");
    L.DomEvent.disableClickPropagation(this.overlay);
    this.locator.addEventListener("click", () => this.showWhole());
    // Leaflet's own pictures of a zoom would leave the canvas behind.
    this.map.options.zoomAnimation = false;
    this.map._zoomAnimated = false;
  }

  rememberAll() {
    const { map } = this;
    this.places.forEach((/** @type {any} */ place) => remember(map, "place", place.place, place));
    this.areas.forEach((/** @type {any} */ area) => remember(map, "unit", area.unit, area));
    this.land.states.forEach((state) => remember(map, "unit", state.unit, { unit: state.unit, name: state.name }));
    this.data.film.stops.forEach((/** @type {any} */ stop) => {
      if (stop.table === "voices") remember(map, "voice", stop.key, stop);
    });
    for (const voice of this.data.voices) remember(map, "voice", voice, { voice });
  }

  listen() {
    const { map } = this;
    const node = map.getContainer();
    // Before Leaflet takes hold of the map, it stands where the film's camera is.
    for (const name of ["pointerdown", "wheel", "keydown"])
      node.addEventListener(name, (event) => this.handOver(event), { capture: true, passive: true });
    map.on("move", () => this.wander());
    map.on("resize", () => this.resize());
    map.on("click", (event) => this.touch(/** @type {L.LeafletMouseEvent} */ (event)));
    window.addEventListener("resize", () => this.resize());
    onLanguage(() => {
      this.seen.named = "";
      if (this.frame) this.draw(this.frame);
    });
  }

  resize() {
    const node = this.map.getContainer();
    const { clientWidth: width, clientHeight: height } = node;
    if (!width || !height) return;
    this.room = new Room(width, height);
    this.dots = Math.min(window.devicePixelRatio || 1, 3);
    for (const canvas of [this.ground, this.people]) {
      canvas.width = Math.round(width * this.dots);
      canvas.height = Math.round(height * this.dots);
    }
    document.documentElement.style.setProperty("--u", this.room.u + "px");
    document.documentElement.style.setProperty("--map-foot", this.room.map.y1 + "px");
    const { upright, low, tiny } = this.room;
    const classes = { "is-upright": upright, "is-low": low, "is-tiny": tiny };
    for (const [name, on] of Object.entries(classes)) document.body.classList.toggle(name, on);
    this.limit();
    this.drawLocator();
    this.seen = { camera: "", named: "", day: -1, view: "" };
    if (this.frame) this.draw(this.frame);
  }

  // How near and how far a reader may go.
  limit() {
    const [pane] = [Pane.fit(this.film.whole, this.room.map, this.room.map)];
    const zoom = this.zoomOf(pane.scale);
    this.map.options.minZoom = zoom - WANDER_FARTHER;
    this.map.options.maxZoom = zoom + WANDER_CLOSER;
  }

  /** @param {number} scale pixels per kilometre */
  zoomOf(scale) {
    const crs = crsOf(this.map);
    const a = crs.transformation.transform(L.point(0, 0)),
      b = crs.transformation.transform(L.point(1000, 0));
    return crs.zoom(scale / Math.abs(b.x - a.x));
  }

  // The camera: the film's, or where the reader has gone.
  /** @param {Frame} frame @returns {Pane[]} */
  camera(frame) {
    if (this.exploring) return [this.wandered()];
    return this.room.panes(frame.shot ? frame.shot.view : this.film.whole);
  }

  wandered() {
    const { map } = this;
    const middle = projectionOf(map).project(map.getCenter());
    const size = map.getSize();
    const crs = crsOf(map);
    const k = crs.scale(map.getZoom());
    const a = crs.transformation.transform(L.point(0, 0)),
      b = crs.transformation.transform(L.point(1000, 0));
    return new Pane(
      this.room.map,
      Math.abs(b.x - a.x) * k,
      [middle.x / 1000, middle.y / 1000],
      [size.x / 2, size.y / 2]
    );
  }

  // Leaflet's map stands where the film's camera stands.
  /** @param {XY} [at] where the reader points: of two strips, the one below it */
  sync(at) {
    if (this.exploring || !this.panes.length) return;
    const pane = (at && this.panes.find(({ box }) => at.y >= box.y0 && at.y <= box.y1)) || this.panes[0];
    const { width, height } = this.room;
    const [x, y] = pane.km(width / 2, height / 2);
    this.syncing = true;
    const center = projectionOf(this.map).unproject(L.point(x * 1000, y * 1000));
    this.map.setView(center, this.zoomOf(pane.scale), { animate: false, reset: true });
    this.syncing = false;
  }

  /** @param {Event} event */
  handOver(event) {
    const target = /** @type {Element} */ (event.target);
    if (this.exploring || target.closest(".leaflet-control, .koryo-card, .koryo-panel")) return;
    if (event instanceof KeyboardEvent && !/^(Arrow|[+=_-]$)/.test(event.key)) return;
    if (event instanceof KeyboardEvent && target !== this.map.getContainer()) return;
    this.handed = true;
    const { top, left } = this.map.getContainer().getBoundingClientRect();
    this.sync(event instanceof MouseEvent ? { x: event.clientX - left, y: event.clientY - top } : undefined);
  }

  wander() {
    if (this.syncing) return;
    if (!this.exploring && this.handed) this.explore();
    else if (this.exploring && this.frame) this.draw(this.frame);
  }

  // The reader leaves the film: its clock rests, and everything stays as it is.
  explore() {
    if (this.exploring) return;
    this.sync();
    const { player } = sharedOf(this.map);
    if (player) player.pause();
    this.exploring = true;
    this.changed();
  }

  // And comes back, to the same second.
  comeBack() {
    if (!this.exploring) return;
    this.exploring = this.handed = false;
    this.changed();
  }

  changed() {
    document.body.classList.toggle("is-exploring", this.exploring);
    this.map.fire("koryo:explore", { exploring: this.exploring });
    if (this.frame) this.draw(this.frame);
  }

  showWhole() {
    this.explore();
    this.lookAt(this.film.whole);
  }

  // A place that was searched for, near enough to see its neighbours.
  /** @param {{ lon: number, lat: number }} place */
  lookAtPlace({ lon, lat }) {
    const [x, y] = this.project([lon, lat]);
    const half = (this.film.whole[2] - this.film.whole[0]) * 0.055;
    this.explore();
    this.lookAt([x - half, y - half, x + half, y + half]);
  }

  /** @param {Sides} view */
  lookAt(view) {
    const { map } = this.room;
    const pane = Pane.fit(view, map, map);
    const [x, y] = pane.km(this.room.width / 2, this.room.height / 2);
    this.map.setView(projectionOf(this.map).unproject(L.point(x * 1000, y * 1000)), this.zoomOf(pane.scale), {
      animate: false,
      reset: true
    });
  }

  /** @param {Frame} frame */
  draw(frame) {
    this.frame = frame;
    this.before(frame);
    this.panes = this.camera(frame);
    const camera = this.panes.map((pane) => pane.key).join(" ");
    const moved = camera !== this.seen.camera;
    if (moved) this.drawGround();
    if (moved || frame.t !== this.seen.day || frame.view !== this.seen.view) this.drawPeople(frame);
    this.seen = { ...this.seen, camera, day: frame.t, view: frame.view || "" };
    this.name(frame, camera);
    this.names.count(frame);
    this.drawRings(frame);
  }

  // Names are laid out once for a camera, and leave while it moves.
  /** @param {Frame} frame @param {string} camera */
  name(frame, camera) {
    const { player } = sharedOf(this.map);
    const flies = !this.exploring && frame.shot && !frame.shot.words && this.movesCamera(frame.shot.stop);
    const hidden = Boolean(flies && player && !player.paused);
    this.overlay.classList.toggle("is-flying", hidden);
    document.body.classList.toggle("is-flying", Boolean(!this.exploring && frame.shot && !frame.shot.words));
    const rings = this.ringed(frame).join();
    if (hidden || this.seen.named === camera + rings) return;
    this.seen.named = camera + rings;
    this.drawScale();
    this.placeLocator();
    this.names.layOut(this.panes, this.room, this.keptFree());
  }

  /** @param {number} stop */
  movesCamera(stop) {
    const { stops } = this.film;
    return stop + 1 < stops.length && String(stops[stop].view) !== String(stops[stop + 1].view);
  }

  /** @param {Frame} frame @returns {string[]} */
  ringed(frame) {
    const { shot } = frame;
    return shot && shot.words && !this.exploring ? this.film.stops[shot.stop].rings.map((ring) => ring.key) : [];
  }

  // What lies over the map already: date, languages, locator, scale, what is apart.
  keptFree() {
    const frame = this.map.getContainer().getBoundingClientRect();
    const parts = ".koryo-now, .koryo-languages, .koryo-locator, .koryo-scale-bar, .leaflet-control";
    return [...document.querySelectorAll(parts)]
      .filter((node) => node.checkVisibility())
      .map((node) => node.getBoundingClientRect())
      .map((box) => ({
        x0: box.left - frame.left,
        y0: box.top - frame.top,
        x1: box.right - frame.left,
        y1: box.bottom - frame.top
      }));
  }

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

  // As wide as the people who have passed.
  /** @param {CanvasRenderingContext2D} pen @param {Pane} pane @param {Stretch[]} stretches */
  drawRibbon(pen, pane, stretches) {
    const { dots, room } = this;
    pen.lineJoin = "round";
    pen.strokeStyle = INKS.passed;
    for (const { nodes, people } of stretches) {
      pen.beginPath();
      nodes.forEach((node, i) => {
        const { x, y } = this.ribbon.nodes[node];
        const [a, b] = pane.px([x, y]);
        if (i) pen.lineTo(a * dots, b * dots);
        else pen.moveTo(a * dots, b * dots);
      });
      pen.lineWidth = Math.max((RIBBON_U * room.u * people) / this.timeline.persons, 0.5) * dots;
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

  // The places that are named: stops of the flows and what wears a ring; nearer, the others.
  /** @param {Pane[]} panes */
  placesOn(panes) {
    const rings = this.frame ? this.ringed(this.frame) : [];
    const near = panes[0].scale > NEARER_NAMES * Pane.fit(this.film.whole, this.room.map, this.room.map).scale;
    return this.places
      .map((/** @type {any} */ place) => ({ ...place, ringed: rings.includes(place.place) }))
      .filter(
        (/** @type {any} */ place) => place.ringed || (near && place.rank < 1000) || this.main.includes(place.place)
      )
      .filter((/** @type {any} */ place) => panes.some((pane) => pane.shows(place.km)))
      .sort((/** @type {any} */ a, /** @type {any} */ b) => this.weight(a) - this.weight(b) || a.rank - b.rank)
      .slice(0, near ? 40 : Infinity);
  }

  /** @param {any} place */
  weight(place) {
    if (place.ringed) return 0;
    const at = this.main.indexOf(place.place);
    return at === 0 || at === this.main.length - 1 ? 1 : at > 0 ? 2 : 3;
  }

  // The middle of what is seen of a state; null where that is too little for a name.
  /** @param {any} state @param {Pane} pane */
  middleOf(state, pane) {
    const [west, south, east, north] = pane.view;
    const [x0, y0, x1, y1] = [
      Math.max(west, state.box[0]),
      Math.max(south, state.box[1]),
      Math.min(east, state.box[2]),
      Math.min(north, state.box[3])
    ];
    if (x1 <= x0 || y1 <= y0) return null;
    /** @type {[number, number][]} */
    const inside = [];
    for (let i = 0.5; i < 14; i++)
      for (let k = 0.5; k < 10; k++) {
        const km = /** @type {[number, number]} */ ([x0 + ((x1 - x0) * i) / 14, y0 + ((y1 - y0) * k) / 10]);
        if (this.land.isIn(state.unit, km) && !this.isOtherUnit(state.unit, km)) inside.push(km);
      }
    if (inside.length < 14) return null;
    const [x, y] = [0, 1].map((axis) => inside.reduce((n, km) => n + km[axis], 0) / inside.length);
    return inside.reduce((best, km) =>
      Math.hypot(km[0] - x, km[1] - y) < Math.hypot(best[0] - x, best[1] - y) ? km : best
    );
  }

  /** @param {string} unit @param {[number, number]} km */
  isOtherUnit(unit, km) {
    return Object.keys(this.tints).some((other) => other !== unit && this.land.isIn(other, km));
  }

  /** @param {string} unit @returns {Words} */
  nameOf(unit) {
    const state = this.land.states.find((item) => item.unit === unit);
    return state ? state.name : this.data.names[unit] || unit;
  }

  // The ways on from the end: the dataset's other maps, and the record, where this map stands beside them.
  doors() {
    return {
      ways: /** @type {{ href: string, title: Words }[]} */ (this.data.ways || []),
      record: sharedOf(this.map).recordPage
    };
  }

  /** @param {number} block */
  wordsFor(block) {
    return phrase(this.crowd.squares.blocks[block].role === "origin" ? "total_waiting" : "total_arrived");
  }

  // What answers when a block, or its number, is touched: the flow that ends there, or the unit that it begins in.
  /** @param {number} block @returns {Subject} */
  subjectOf(block) {
    const { unit, role } = this.crowd.squares.blocks[block];
    const flow = this.timeline.flows.find((item) => (role === "origin" ? item.origin : item.destination) === unit);
    return flow ? { flow: flow.flow } : { unit };
  }

  /** @param {L.LeafletMouseEvent} event */
  touch(event) {
    const { x, y } = event.containerPoint;
    const pane = this.panes.find(({ box }) => y >= box.y0 && y <= box.y1) || this.panes[0];
    const found = pane && this.touched(pane, x, y);
    if (found) queueMicrotask(() => openCard(this.map, found));
  }

  /** @param {Pane} pane @param {number} x @param {number} y @returns {Subject | null} */
  touched(pane, x, y) {
    const [a, b] = pane.km(x, y);
    const { blocks, side_km: side } = this.crowd.squares;
    const reach = Math.max(side / 2, 12 / pane.scale);
    const train =
      this.frame && this.crowd.trains(this.frame.t).find((one) => Math.hypot(one.x - a, one.y - b) <= reach);
    if (train) return { flow: this.timeline.flows[train.flow].flow };
    const block = blocks.findIndex((/** @type {any} */ one) =>
      one.squares.some(
        (/** @type {[number, number]} */ s) => Math.abs(s[0] - a) <= reach && Math.abs(s[1] - b) <= reach
      )
    );
    if (block >= 0) return this.subjectOf(block);
    const flow = this.timeline.flows.find(({ path }) => path !== null && this.isNear(path, a, b, reach));
    return flow ? { flow: flow.flow } : null;
  }

  /** @param {number} path @param {number} x @param {number} y @param {number} reach */
  isNear(path, x, y, reach) {
    const way = this.crowd.ways[path];
    return way.some((point, i) => i > 0 && awayFrom(way[i - 1], point, x, y) <= reach);
  }
}

/** @param {[number, number]} a @param {[number, number]} b @param {number} x @param {number} y */
function awayFrom([ax, ay], [bx, by], x, y) {
  const [dx, dy] = [bx - ax, by - ay];
  const share = Math.min(Math.max(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1), 0), 1);
  return Math.hypot(x - ax - dx * share, y - ay - dy * share);
}

/** @param {any[]} blocks @returns {Record<string, string>} */
function tintsOf(blocks) {
  const ends = [...new Set(blocks.filter((block) => block.role === "destination").map((block) => block.unit))];
  const left = blocks.filter((block) => block.role === "origin").map((block) => [block.unit, INKS.origin]);
  return Object.fromEntries([
    ...ends.map((unit, i) => [unit, INKS.destinations[i % INKS.destinations.length]]),
    ...left
  ]);
}
