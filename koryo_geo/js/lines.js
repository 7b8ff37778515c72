// Railways, roads and sea ways: fine lines that say how sure they are by how they are drawn. They carry nobody;
// the ribbons and marks do.
(function (koryo) {
  "use strict";

  koryo.lines = function (map, options) {
    const features = koryo.features(koryo.data(options.topology), "lines");
    features.forEach((feature) => drawLine(map, feature));
    koryo.of(map).trails.push(() => features.flatMap((feature) => trail(map, feature)));
    return features;
  };

  function trail(map, feature) {
    const found = [];
    const parts = feature.geometry.type === "LineString" ? [feature.geometry.coordinates] : feature.geometry.coordinates;
    for (const part of parts) {
      const points = part.map(([lon, lat]) => map.latLngToContainerPoint([lat, lon]));
      for (let i = 1; i < points.length; i++) koryo.walkLine(points[i - 1], points[i], 1, 0.15, found);
    }
    return found;
  }

  function drawLine(map, feature) {
    const p = feature.properties;
    const names = ["koryo-line", "is-" + p.mode, "is-" + (p.certainty || "documented")];
    if (p.in_use && p.in_use !== "yes") names.push("is-not-in-use");
    koryo.drawAbove(map, L.polyline(koryo.latlngs(feature.geometry.coordinates), {
      className: names.join(" "), interactive: false, smoothFactor: 0.6 }));
  }
})(window.koryo = window.koryo || {});
