// The ground: land, water, rivers and borders in quiet tints, from one topology in the page. No tile, no request.
import { readIsland } from "../core/data.js";
import { sharedOf } from "../core/shared.js";
import { fitMap } from "./map.js";
import { drawAbove, paneOf, sheetOf } from "./panes.js";
import { featuresOf, latlngs } from "./topology.js";

const SURFACES = ["land", "lake"];
const RAISED = ["lake", "border_outer", "border_inner"]; // what stays above the fills of regions

export function addBase(map, options) {
  const features = featuresOf(readIsland(options.topology), "base");
  map.getContainer().classList.add("koryo-has-base");
  sharedOf(map).landscape = features;
  drawSea(map, features);
  if (sharedOf(map).home) drawGraticule(map);
  const order = ["land", "river", "lake", "border_inner", "border_outer"];
  for (const kind of order) features.filter((f) => f.properties.kind === kind).forEach((f) => drawFeature(map, f));
  return features;
}

// The sea reaches as far as the data do, a rectangle in the projection; beyond it is paper, not invented water.
function drawSea(map, features) {
  const projection = map.options.crs.projection;
  const box = L.bounds([]);
  features.forEach((f) => flat(latlngs(f.geometry.coordinates)).forEach((p) => box.extend(projection.project(p))));
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
  sharedOf(map).ground = box;
  if (!sharedOf(map).moved && sharedOf(map).view) fitMap(map, sharedOf(map).view);
}

function flat(nested) {
  return Array.isArray(nested) ? nested.flatMap(flat) : [nested];
}

function drawFeature(map, feature) {
  const kind = feature.properties.kind;
  const shape = SURFACES.includes(kind) ? L.polygon : L.polyline;
  const drawn = shape(latlngs(feature.geometry.coordinates), {
    renderer: sheetOf(map, "base"),
    pane: paneOf(map, "base"),
    className: "koryo-base is-" + kind,
    interactive: false,
    smoothFactor: 0.8,
    noClip: shape === L.polygon
  });
  if (RAISED.includes(kind)) drawAbove(map, drawn);
  else drawn.addTo(map);
}

// A faint net of degrees: on a conic map it shows the reader which way north turns.
function drawGraticule(map) {
  const [west, south, east, north] = sharedOf(map).home;
  for (let lon = Math.ceil(west / 10) * 10 - 20; lon <= east + 20; lon += 10) degree(map, meridian(lon, south, north));
  for (let lat = Math.ceil(south / 10) * 10 - 10; lat <= north + 20; lat += 10) degree(map, parallel(lat, west, east));
}

function meridian(lon, south, north) {
  return Array.from({ length: 25 }, (_, i) => [south - 12 + ((north - south + 28) * i) / 24, lon]);
}

function parallel(lat, west, east) {
  return Array.from({ length: 61 }, (_, i) => [lat, west - 25 + ((east - west + 50) * i) / 60]);
}

function degree(map, line) {
  L.polyline(line, {
    renderer: sheetOf(map, "base"),
    pane: paneOf(map, "base"),
    className: "koryo-base is-graticule",
    interactive: false
  }).addTo(map);
}
