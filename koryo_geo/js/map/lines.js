// Railways, roads and sea ways: fine lines that say how sure they are by how they are drawn. They carry nobody;
// the ribbons and marks do.
import { readIsland } from "../core/data.js";
import { sharedOf } from "../core/shared.js";
import { walkLine } from "./boxes.js";
import { drawAbove } from "./panes.js";
import { featuresOf, latlngs } from "./topology.js";

/** @param {L.Map} map @param {GroundOptions} options */
export function addLines(map, options) {
  const features = featuresOf(readIsland(options.topology), "lines");
  features.forEach((feature) => drawLine(map, feature));
  sharedOf(map).trails.push(() => features.flatMap((feature) => trail(map, feature)));
  return features;
}

/** @param {L.Map} map @param {Feature<LineProperties>} feature */
function trail(map, feature) {
  /** @type {Soft[]} */
  const found = [];
  const parts = feature.geometry.type === "LineString" ? [feature.geometry.coordinates] : feature.geometry.coordinates;
  for (const part of parts) {
    const points = part.map((/** @type {LonLat} */ [lon, lat]) => map.latLngToContainerPoint([lat, lon]));
    for (let i = 1; i < points.length; i++) walkLine(points[i - 1], points[i], 1, 0.15, found);
  }
  return found;
}

/** @param {L.Map} map @param {Feature<LineProperties>} feature */
function drawLine(map, feature) {
  const p = feature.properties;
  const names = ["koryo-line", "is-" + p.mode, "is-" + (p.certainty || "documented")];
  if (p.in_use && p.in_use !== "yes") names.push("is-not-in-use");
  drawAbove(
    map,
    L.polyline(latlngs(feature.geometry.coordinates), {
      className: names.join(" "),
      interactive: false,
      smoothFactor: 0.6
    })
  );
}
