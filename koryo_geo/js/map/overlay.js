// A canvas that lies on the map as Leaflet's own renderers do: it pans and zooms with the panes and is set anew when
// the map comes to rest. It offers one straight rule from projected metres to its own pixels, for any projection.
import { el } from "../core/nodes.js";

export const Overlay = L.Renderer.extend({
  options: { padding: 0.05, dots: 1, onUpdate: null, around: null }, // dots = canvas pixels for one CSS pixel

  _initContainer: function () {
    this._container = el("canvas", { class: "koryo-canvas", "aria-hidden": "true" });
    this._container.style.pointerEvents = "none";
    this.context = this._container.getContext("2d", { willReadFrequently: Boolean(this.options.pixels) });
  },

  _destroyContainer: function () {
    this._container.remove();
    this._container = null;
  },

  _updatePaths: function () {},

  _update: function () {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    this.dots = this.chooseDots();
    this.crop();
    const size = this._bounds.getSize(),
      dots = this.dots;
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this.width = this._container.width = Math.max(1, Math.round(size.x * dots));
    this.height = this._container.height = Math.max(1, Math.round(size.y * dots));
    this._container.style.width = size.x + "px";
    this._container.style.height = size.y + "px";
    this.rule = this.measure();
    if (this.options.onUpdate) this.options.onUpdate(this);
    this.fire("update");
  },

  // Dots may depend on how near the reader is: options.dots(pixels per kilometre).
  chooseDots: function () {
    const { dots } = this.options;
    if (typeof dots !== "function") return dots;
    this.dots = 1;
    return dots(this.measure().ax * 1000);
  },

  // A sheet that is redrawn every frame covers only what it can ever draw on: less to copy, less to compose.
  crop: function () {
    const whole = this._bounds,
      points = this.options.around;
    this.inset = L.point(0, 0);
    if (!points || !points.length) return;
    const rule = this.measure(),
      dots = this.dots;
    const box = L.bounds(
      points.map((p) => L.point((rule.ax * p.x + rule.bx) / dots, (rule.ay * p.y + rule.by) / dots).add(whole.min))
    );
    const min = L.point(Math.max(whole.min.x, box.min.x - 24), Math.max(whole.min.y, box.min.y - 24)).floor();
    const max = L.point(Math.min(whole.max.x, box.max.x + 24), Math.min(whole.max.y, box.max.y + 24)).ceil();
    this._bounds = max.x > min.x && max.y > min.y ? L.bounds(min, max) : L.bounds(whole.min, whole.min.add([1, 1]));
    this.inset = this._bounds.min.subtract(whole.min);
  },

  // As Leaflet's own renderers do while zooming, with the inset of a cropped sheet.
  _updateTransform: function (center, zoom) {
    const map = this._map,
      scale = map.getZoomScale(zoom, this._zoom);
    const half = map.getSize().multiplyBy(0.5 + this.options.padding);
    const corner = half
      .multiplyBy(-scale)
      .add(map.project(this._center, zoom))
      .subtract(map._getNewPixelOrigin(center, zoom))
      .add((this.inset || L.point(0, 0)).multiplyBy(scale));
    L.DomUtil.setTransform(this._container, corner, scale);
  },

  // pixel x = ax * metres east + bx, pixel y = ay * metres north + by
  measure: function () {
    const map = this._map,
      crs = map.options.crs,
      dots = this.dots;
    const scale = crs.scale(map.getZoom());
    const zero = crs.transformation.transform(L.point(0, 0), scale);
    const far = crs.transformation.transform(L.point(1e6, 1e6), scale);
    const shift = map.getPixelOrigin().add(this._bounds.min);
    return {
      ax: ((far.x - zero.x) / 1e6) * dots,
      bx: (zero.x - shift.x) * dots,
      ay: ((far.y - zero.y) / 1e6) * dots,
      by: (zero.y - shift.y) * dots,
      dots: dots
    };
  }
});
