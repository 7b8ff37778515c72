// The ground: land, water, rivers and borders in quiet tints, from one topology in the page. No tile, no request.
import { readIsland } from "../core/data.js";
import { sharedOf } from "../core/shared.js";
import { fitMap } from "./map.js";
import { drawAbove, paneOf, sheetOf } from "./panes.js";
import { projectionOf } from "./projection.js";
import { featuresOf, latlngs } from "./topology.js";

const SURFACES = ["land", "lake"];
const RAISED = ["lake", "border_outer", "border_inner"]; // what stays above the fills of regions

/** @param {L.Map} map @param {GroundOptions} options */
export function addBase(map, options) {
  const features = featuresOf(readIsland(options.topology), "base");
  map.getContainer().classList.add("koryo-has-base");
  sharedOf(map).landscape = features;
  drawSea(map, features);
  const { home } = sharedOf(map);
  if (home) drawGraticule(map, home);
  const order = ["land", "river", "lake", "border_inner", "border_outer"];
  for (const kind of order) features.filter((f) => f.properties.kind === kind).forEach((f) => drawFeature(map, f));
  return features;
}

// The sea reaches as far as the data do, a rectangle in the projection; beyond it is paper, not invented water.
/** @param {L.Map} map @param {Feature[]} features */
function drawSea(map, features) {
  const projection = projectionOf(map);
  const box = L.bounds([]);
  features.forEach((f) =>
    flat(latlngs(f.geometry.coordinates)).forEach((/** @type {L.LatLng} */ p) => box.extend(projection.project(p)))
  );
  const corners = [box.getBottomLeft(), box.getBottomRight(), box.getTopRight(), box.getTopLeft()];
  L.polygon(
    corners.map((p) => projection.unproject(p)),
    {
      renderer: sheetOf(map, "base"),
      pane: paneOf(map, "base"),
      className: "koryo-base is-sea",
      interactive: false,
      noClip: true
    }
  ).addTo(map);
  const own = sharedOf(map);
  own.ground = box;
  if (!own.moved && own.view) fitMap(map, own.view);
}

/** @param {any} nested @returns {any[]} */
function flat(nested) {
  return Array.isArray(nested) ? nested.flatMap(flat) : [nested];
}

/** @param {L.Map} map @param {Feature} feature */
function drawFeature(map, feature) {
  const kind = feature.properties.kind;
  const isSurface = SURFACES.includes(kind);
  const points = latlngs(feature.geometry.coordinates);
  const look = {
    renderer: sheetOf(map, "base"),
    pane: paneOf(map, "base"),
    className: "koryo-base is-" + kind,
    interactive: false,
    smoothFactor: 0.8,
    noClip: isSurface
  };
  const drawn = isSurface ? L.polygon(points, look) : L.polyline(points, look);
  if (RAISED.includes(kind)) drawAbove(map, drawn);
  else drawn.addTo(map);
}

// A faint net of degrees: on a conic map it shows the reader which way north turns.
/** @param {L.Map} map @param {Degrees} box */
function drawGraticule(map, [west, south, east, north]) {
  for (let lon = Math.ceil(west / 10) * 10 - 20; lon <= east + 20; lon += 10) degree(map, meridian(lon, south, north));
  for (let lat = Math.ceil(south / 10) * 10 - 10; lat <= north + 20; lat += 10) degree(map, parallel(lat, west, east));
}

/** @param {number} lon @param {number} south @param {number} north @returns {[number, number][]} */
function meridian(lon, south, north) {
  return Array.from({ length: 25 }, (_, i) => [south - 12 + ((north - south + 28) * i) / 24, lon]);
}

/** @param {number} lat @param {number} west @param {number} east @returns {[number, number][]} */
function parallel(lat, west, east) {
  return Array.from({ length: 61 }, (_, i) => [lat, west - 25 + ((east - west + 50) * i) / 60]);
}

/** @param {L.Map} map @param {[number, number][]} line */
function degree(map, line) {
  L.polyline(line, {
    renderer: sheetOf(map, "base"),
    pane: paneOf(map, "base"),
    className: "koryo-base is-graticule",
    interactive: false
  }).addTo(map);
}
