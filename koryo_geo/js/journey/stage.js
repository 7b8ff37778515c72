// The journey: a directed film on a map that fills the window. The camera and the days are the film's; a reader who
// drags or zooms leaves it for the free map, at the same moment, and comes back to the same second.
import { readIsland } from "../core/data.js";
import { onLanguage } from "../core/language.js";
import { joinPlayer, openCard, remember, sharedOf, timelineOf } from "../core/shared.js";
import { Camera } from "./camera.js";
import { describeJourney } from "./describe.js";
import "./story.js";

/** @param {L.Map} map @param {{ data: string, topology: string, timeline: string }} options */
export function addJourney(map, options) {
  const timeline = timelineOf(map, options.timeline);
  timeline.flows.forEach((flow) => remember(map, "flow", flow.flow, flow));
  const journey = new Journey(map, timeline, readIsland(options.data), readIsland(options.topology));
  const own = sharedOf(map);
  own.journey = journey;
  own.describers.push(() => describeJourney(map) || {});
  return joinPlayer(map, journey);
}

export class Journey extends Camera {
  /** @param {L.Map} map @param {Timeline} timeline @param {any} data @param {any} topology */
  constructor(map, timeline, data, topology) {
    super(map, timeline, data, topology);
    this.redraw = (/** @type {Frame} */ frame) => this.draw(frame);
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
    // The page's own words stand only now, and in their own letters.
    const again = () => {
      this.seen.named = "";
      if (this.frame) this.draw(this.frame);
    };
    document.addEventListener("DOMContentLoaded", again);
    document.fonts?.ready.then(again);
    onLanguage(() => {
      this.seen.named = "";
      if (this.frame) this.draw(this.frame);
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
    Object.assign(this.seen, { camera, day: frame.t, view: frame.view || "" });
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
    const rings = this.ringed(frame).join() + this.standing(frame);
    if (hidden || this.seen.named === camera + rings) return;
    this.seen.named = camera + rings;
    this.drawScale();
    this.placeLocator();
    this.names.layOut(this.panes, this.room, this.keptFree());
  }

  // What changes the room that names have: who stands beside the map, and a number that has become words.
  /** @param {Frame} frame */
  standing(frame) {
    const { crowd } = this;
    const left = crowd.squares.blocks.map((/** @type {any} */ _, /** @type {number} */ i) => !crowd.people(i, frame));
    return [Boolean(crowd.counter(frame.t)), frame.totals.untraced > 0, ...left].map(Number).join("");
  }

  /** @param {number} stop */
  movesCamera(stop) {
    const { stops } = this.film;
    return stop + 1 < stops.length && String(stops[stop].view) !== String(stops[stop + 1].view);
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

  /** @param {L.LeafletMouseEvent} event */
  touch(event) {
    const { x, y } = event.containerPoint;
    const pane = this.panes.find(({ box }) => y >= box.y0 && y <= box.y1) || this.panes[0];
    const found = pane && this.touched(pane, x, y);
    if (found) queueMicrotask(() => openCard(this.map, found));
  }
}
