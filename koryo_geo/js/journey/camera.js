// The journey's camera: the film's, or, while the reader explores, that of Leaflet's map, which begins where the film
// was.
import { sharedOf } from "../core/shared.js";
import { crsOf, projectionOf } from "../map/projection.js";
import { Picture } from "./picture.js";
import { Pane, Room } from "./room.js";

/** @import { Sides } from "../core/film.js" */
/** @import { Area } from "./room.js" */

const WANDER_CLOSER = 7; // zoom steps nearer than the whole
const WANDER_FARTHER = 0.4;

export class Camera extends Picture {
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
    Object.assign(this.seen, { camera: "", named: "", day: -1 });
    if (this.frame) this.redraw(this.frame);
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
    else if (this.exploring && this.frame) this.redraw(this.frame);
  }

  // The reader leaves the film: its clock rests, and everything stays as it is.
  explore() {
    if (this.exploring) return;
    this.sync();
    const { player } = sharedOf(this.map);
    if (player) player.pause();
    this.leave(true);
    this.changed();
  }

  // And comes back, to the same second.
  comeBack() {
    if (!this.exploring) return;
    this.leave(false);
    this.changed();
  }

  changed() {
    document.body.classList.toggle("is-exploring", this.exploring);
    this.map.fire("koryo:explore", { exploring: this.exploring });
    if (this.frame) this.redraw(this.frame);
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

  // What the whole journey does anew for a frame.
  /** @type {(frame: Frame) => void} */
  redraw = () => {};
}
