// A canvas that lies on the map as Leaflet's own renderers do: it pans and zooms with the panes and is set anew when
// the map comes to rest. It offers one straight scale from projected metres to its own pixels, for any projection.
import { contextOf, el } from "../core/nodes.js";
import { crsOf } from "./projection.js";

/** What an overlay is told. Dots are canvas pixels for one CSS pixel; they may depend on how near the reader is.
 * @typedef {object} OverlayOptions
 * @property {string} pane
 * @property {number | ((pxPerKm: number) => number)} dots
 * @property {boolean} pixels whether its pixels are written and read one by one
 * @property {(overlay: Overlay) => void} onUpdate
 * @property {XY[]} around projected points: it covers no more than their box
 */

export class Overlay extends L.Renderer {
  /** @param {OverlayOptions} given */
  constructor(given) {
    super({ pane: given.pane, padding: 0.05 });
    this.given = given;
    this.dots = 1;
    this.width = this.height = 1;
    this.inset = L.point(0, 0);
    /** @type {Scale} */
    this.scale = { ax: 1, bx: 0, ay: 1, by: 0, dots: 1 };
    this.canvas = el("canvas", { class: "koryo-canvas", "aria-hidden": "true" });
    this.canvas.style.pointerEvents = "none";
    this.context = contextOf(this.canvas, given.pixels);
  }

  _initContainer() {
    this._container = this.canvas;
  }

  _destroyContainer() {
    this.canvas.remove();
  }

  _updatePaths() {}

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    super._update();
    this.dots = this.chooseDots();
    this.crop();
    const size = this._bounds.getSize();
    L.DomUtil.setPosition(this.canvas, this._bounds.getTopLeft());
    this.width = this.canvas.width = Math.max(1, Math.round(size.x * this.dots));
    this.height = this.canvas.height = Math.max(1, Math.round(size.y * this.dots));
    this.canvas.style.width = size.x + "px";
    this.canvas.style.height = size.y + "px";
    this.scale = this.measure();
    this.given.onUpdate(this);
    this.fire("update");
  }

  chooseDots() {
    const { dots } = this.given;
    if (typeof dots !== "function") return dots;
    this.dots = 1;
    return dots(this.measure().ax * 1000);
  }

  // A sheet that is redrawn every frame covers only what it can ever draw on: less to copy, less to compose.
  crop() {
    const from = this._bounds.getTopLeft();
    const to = this._bounds.getBottomRight();
    this.inset = L.point(0, 0);
    if (!this.given.around.length) return;
    const box = this.boxAroundPoints(from);
    const min = L.point(Math.max(from.x, box.getTopLeft().x - 24), Math.max(from.y, box.getTopLeft().y - 24)).floor();
    const end = box.getBottomRight();
    const max = L.point(Math.min(to.x, end.x + 24), Math.min(to.y, end.y + 24)).ceil();
    const some = max.x > min.x && max.y > min.y;
    this.cover(some ? L.bounds(min, max) : L.bounds(from, from.add([1, 1])));
    this.inset = this._bounds.getTopLeft().subtract(from);
  }

  /** @param {L.Bounds} box */
  cover(box) {
    this._bounds = box;
  }

  /** @param {L.Point} corner */
  boxAroundPoints(corner) {
    const { ax, bx, ay, by, dots } = this.measure();
    return L.bounds(this.given.around.map((p) => L.point((ax * p.x + bx) / dots, (ay * p.y + by) / dots).add(corner)));
  }

  // As Leaflet's own renderers do while zooming, with the inset of a cropped sheet.
  /** @param {L.LatLng} center @param {number} zoom */
  _updateTransform(center, zoom) {
    const map = this._map;
    const scale = map.getZoomScale(zoom, this._zoom);
    const half = map.getSize().multiplyBy(0.5 + (this.options.padding || 0));
    const corner = half
      .multiplyBy(-scale)
      .add(map.project(this._center, zoom))
      .subtract(map._getNewPixelOrigin(center, zoom))
      .add(this.inset.multiplyBy(scale));
    L.DomUtil.setTransform(this.canvas, corner, scale);
  }

  measure() {
    const dots = this.dots;
    const crs = crsOf(this._map);
    const scale = crs.scale(this._map.getZoom());
    const zero = crs.transformation.transform(L.point(0, 0), scale);
    const far = crs.transformation.transform(L.point(1e6, 1e6), scale);
    const shift = this._map.getPixelOrigin().add(this._bounds.getTopLeft());
    return {
      ax: ((far.x - zero.x) / 1e6) * dots,
      bx: (zero.x - shift.x) * dots,
      ay: ((far.y - zero.y) / 1e6) * dots,
      by: (zero.y - shift.y) * dots,
      dots: dots
    };
  }
}
