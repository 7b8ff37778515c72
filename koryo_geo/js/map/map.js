// The map itself: a Leaflet map in the page's own projection, fitted to its bounds, that leaves the page's scrolling,
// the keyboard and the reader's zoom alone.
import { drawIcon } from "../core/icons.js";
import { onLanguage } from "../core/language.js";
import { el, reducedMotion } from "../core/nodes.js";
import { sharedOf } from "../core/shared.js";
import { phrase, textOf } from "../core/words.js";
import { beDescribed } from "./describe.js";
import { albersCrs, crsOf, projectionOf } from "./projection.js";

const CLOSER = 5; // how many zoom steps nearer than the first view
const FARTHER = 0.6;
const SCALE_PX = 110;

/** @param {string} id @param {MapOptions} options */
export function addMap(id, options) {
  const map = L.map(id, leafletOptions(options));
  const own = sharedOf(map);
  const home = boxOf(options.bounds);
  own.home = own.view = home;
  own.recordPage = options.record_page || null;
  beDescribed(map);
  nameMap(map, options);
  addControls(map);
  fitMap(map, home);
  limit(map, home);
  politeWheel(map);
  keepFitted(map);
  followFocus(map);
  return map;
}

/** @param {MapOptions} options */
function leafletOptions(options) {
  /** @type {L.MapOptions} */
  const chosen = {
    zoomControl: false,
    attributionControl: false,
    zoomSnap: 0,
    zoomDelta: 0.75,
    wheelPxPerZoomLevel: 90,
    scrollWheelZoom: false,
    worldCopyJump: false,
    bounceAtZoomLimits: false,
    minZoom: 0,
    fadeAnimation: false
  };
  if (options.projection) chosen.crs = albersCrs(options.projection);
  if (reducedMotion()) Object.assign(chosen, { zoomAnimation: false, inertia: false });
  return chosen;
}

/** @param {MapOptions["bounds"]} bounds @returns {Degrees} */
function boxOf(bounds) {
  const [[south, west], [north, east]] = bounds;
  return [west, south, east, north];
}

/** @param {L.Map} map @param {MapOptions} options */
function nameMap(map, options) {
  const node = map.getContainer();
  node.setAttribute("role", "application");
  node.setAttribute("tabindex", "0");
  const label = () => node.setAttribute("aria-label", textOf(options.label) || phrase("map"));
  label();
  onLanguage(label);
}

/** @param {L.Map} map */
function addControls(map) {
  const zoom = L.control.zoom({
    position: "topleft",
    zoomInTitle: phrase("zoom_in"),
    zoomOutTitle: phrase("zoom_out")
  });
  zoom.addTo(map);
  addHome(zoom, map);
  const scale = new Scale({ position: "bottomright", imperial: false, maxWidth: SCALE_PX }).addTo(map);
  elementOf(scale).classList.add("koryo-scale");
  onLanguage(() => {
    nameZoom(zoom);
    scale._update();
  });
}

// Leaflet's own scale writes its units in Latin letters whatever the language.
class Scale extends L.Control.Scale {
  /** @param {number} longest metres that have room */
  _updateMetric(longest) {
    const metres = this._getRoundNum(longest);
    this._mScale.style.width = Math.round((SCALE_PX * metres) / longest) + "px";
    this._mScale.textContent =
      metres < 1000 ? phrase("scale_m", { n: metres }) : phrase("scale_km", { n: metres / 1000 });
  }
}

// After wandering, one press brings the whole map back.
/** @param {L.Control.Zoom} zoom @param {L.Map} map */
function addHome(zoom, map) {
  const home = el("a", { class: "koryo-home", href: "#", role: "button" });
  home.append(drawIcon("home"));
  elementOf(zoom).append(home);
  L.DomEvent.on(home, "click", (event) => {
    L.DomEvent.stop(event);
    const { view, journey } = sharedOf(map);
    if (journey) journey.showWhole();
    else if (view) goTo(map, view);
  });
  nameZoom(zoom);
}

/** @param {L.Control.Zoom} zoom */
function nameZoom(zoom) {
  const keys = ["zoom_in", "zoom_out", "whole_map"];
  elementOf(zoom)
    .querySelectorAll("a")
    .forEach((link, i) => {
      link.title = phrase(keys[i]);
      link.setAttribute("aria-label", phrase(keys[i]));
    });
}

// A control has its element once it is on a map.
/** @param {L.Control} control */
function elementOf(control) {
  return /** @type {HTMLElement} */ (control.getContainer());
}

// A box in degrees is bent on a conic map, so its outline is walked and measured in the projection.
/** @param {L.Map} map @param {Degrees} given1 */
export function projectedBox(map, [west, south, east, north]) {
  const box = L.bounds([]);
  for (let i = 0; i <= 16; i++) {
    const lon = west + ((east - west) * i) / 16,
      lat = south + ((north - south) * i) / 16;
    const edges = [L.latLng(south, lon), L.latLng(north, lon), L.latLng(lat, west), L.latLng(lat, east)];
    for (const at of edges) box.extend(projectionOf(map).project(at));
  }
  return box;
}

/** @param {L.Map} map @param {Degrees} box */
function viewOf(map, box) {
  const bounds = projectedBox(map, box);
  const crs = crsOf(map);
  const a = crs.transformation.transform(bounds.getTopLeft()),
    b = crs.transformation.transform(bounds.getBottomRight());
  const size = map.getSize();
  const room = Math.min(size.x / Math.abs(b.x - a.x), size.y / Math.abs(b.y - a.y)) * 0.97;
  const center = bounds.getCenter();
  center.y += lift(map, center, (size.y / 2 / room) * Math.abs(bounds.getSize().y / (b.y - a.y)));
  return { center: crs.projection.unproject(center), zoom: crs.zoom(Math.max(room, 1)) };
}

// Room to spare is taken where there is ground to show: the view does not look past the data's edge if it need not.
/** @param {L.Map} map @param {L.Point} center @param {number} half */
function lift(map, center, half) {
  const { ground } = sharedOf(map);
  if (!ground) return 0;
  if (ground.getSize().y < 2 * half) return ground.getCenter().y - center.y;
  const low = ground.getTopLeft().y;
  const high = ground.getBottomRight().y;
  return Math.max(0, low - (center.y - half)) - Math.max(0, center.y + half - high);
}

/** @param {L.Map} map @param {Degrees} box */
export function fitMap(map, box) {
  const { center, zoom } = viewOf(map, box);
  sharedOf(map).driven = true;
  map.setView(center, zoom, { animate: false, reset: true }); // without reset Leaflet pans there by whole pixels only
  sharedOf(map).driven = sharedOf(map).moved = false;
}

// The last view asked for wins, however fast they follow on each other: one flight a frame, none during another.
/** @param {L.Map} map @param {Degrees} box */
export function goTo(map, box) {
  const own = sharedOf(map);
  own.view = box;
  own.moved = false;
  if (!own.flight) own.flight = L.Util.requestAnimFrame(() => fly(map));
}

/** @param {L.Map} map */
function fly(map) {
  const own = sharedOf(map);
  if (map.getPanes().mapPane.classList.contains("leaflet-zoom-anim")) {
    // Leaflet drops a view asked for while it zooms
    map.once("moveend", () => {
      own.flight = L.Util.requestAnimFrame(() => fly(map));
    });
    return;
  }
  own.flight = null;
  if (!own.view) return;
  const { center, zoom } = viewOf(map, own.view);
  own.driven = true;
  map.setView(center, zoom, { animate: !reducedMotion() });
}

// The reader may wander, but not off the paper.
/** @param {L.Map} map @param {Degrees} home */
function limit(map, home) {
  const zooms = () => {
    if (sharedOf(map).journey) return; // it knows its own
    const { zoom } = viewOf(map, home);
    map.options.minZoom = zoom - FARTHER;
    map.options.maxZoom = zoom + CLOSER;
  };
  zooms();
  map.on("resize", zooms);
  map.on("dragend zoomend", () => keepOnPaper(map, home));
}

/** @param {L.Map} map @param {Degrees} home */
function keepOnPaper(map, home) {
  const projection = projectionOf(map);
  const box = projectedBox(map, home);
  const centre = projection.project(map.getCenter());
  const low = box.getTopLeft();
  const high = box.getBottomRight();
  const kept = L.point(Math.min(Math.max(centre.x, low.x), high.x), Math.min(Math.max(centre.y, low.y), high.y));
  const wandered = sharedOf(map).moved;
  if (wandered && kept.distanceTo(centre) > 0.02 * box.getSize().x)
    map.panTo(projection.unproject(kept), { animate: false });
}

// A flight may end a pixel beside the view asked for; setting it once more makes the same moment the same picture.
/** @param {L.Map} map */
function land(map) {
  const own = sharedOf(map);
  const flew = own.driven && !own.landing && !own.flight;
  own.driven = false;
  if (!flew) return;
  own.landing = true;
  if (own.view) fitMap(map, own.view);
  own.landing = false;
}

// The wheel belongs to the page until the reader has chosen the map (or holds Ctrl, as in every other map).
/** @param {L.Map} map */
function politeWheel(map) {
  const node = map.getContainer();
  const chosen = () => node.contains(document.activeElement);
  node.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey || chosen()) map.scrollWheelZoom.enable();
      else map.scrollWheelZoom.disable();
    },
    { capture: true, passive: true }
  );
}

// A place or region that the keyboard reaches beyond the view, or under a control, is brought into the open.
/** @param {L.Map} map */
function followFocus(map) {
  const node = map.getContainer();
  map.getPanes().mapPane.addEventListener("focusin", (event) => {
    const target = /** @type {Element} */ (event.target);
    // Browsers scroll the frame itself, which takes the map from under its controls.
    node.scrollLeft = node.scrollTop = 0;
    const box = target.getBoundingClientRect(),
      frame = node.getBoundingClientRect();
    const middle = L.point((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    if (target.matches(".koryo-region") ? meets(box, frame) : inTheOpen(node, middle, frame)) return;
    sharedOf(map).moved = true;
    map.panBy(middle.subtract([(frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2]), { animate: false });
  });
}

/** @param {DOMRect} a @param {DOMRect} b */
function meets(a, b) {
  return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
}

/** @param {HTMLElement} node @param {XY} given1 @param {DOMRect} frame */
function inTheOpen(node, { x, y }, frame) {
  const inside = x > frame.left && x < frame.right && y > frame.top && y < frame.bottom;
  return inside && !document.elementFromPoint(x, y)?.closest(".leaflet-control-container");
}

/** @param {L.Map} map */
function keepFitted(map) {
  const own = sharedOf(map);
  map.on("dragstart zoomstart", () => {
    if (!own.driven) own.moved = true;
  });
  map.on("moveend", () => land(map));
  map.on("resize", () => {
    if (!own.moved && own.view && !own.journey) fitMap(map, own.view);
  });
  if (!window.ResizeObserver) return;
  new ResizeObserver(() => {
    const wandered = own.moved;
    map.invalidateSize({ animate: false, pan: false });
    if (!wandered && own.view && !own.journey) fitMap(map, own.view);
  }).observe(map.getContainer());
}
