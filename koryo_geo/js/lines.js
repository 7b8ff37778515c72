// Railways, roads and sea ways: fine lines that say how sure they are by how they are drawn. They carry nobody;
// the ribbons and marks do.
(function (koryo) {
  "use strict";

  koryo.lines = function (map, options) {
    const features = koryo.features(koryo.data(options.topology), "lines");
    features.forEach((feature) => drawLine(map, feature));
    return features;
  };

  function drawLine(map, feature) {
    const p = feature.properties;
    const names = ["koryo-line", "is-" + p.mode, "is-" + (p.certainty || "documented")];
    if (p.in_use && p.in_use !== "yes") names.push("is-not-in-use");
    L.polyline(koryo.latlngs(feature.geometry.coordinates), {
      renderer: koryo.sheet(map, "lines"), pane: koryo.pane(map, "lines"), className: names.join(" "),
      interactive: false, smoothFactor: 0.6
    }).addTo(map);
  }
})(window.koryo = window.koryo || {});
