// The ground: land, water, rivers and borders in quiet tints, from one topology in the page. No tile, no request.
(function (koryo) {
  "use strict";

  const SURFACES = ["land", "lake"];
  const RAISED = ["lake", "border_outer", "border_inner"];   // what stays above the fills of regions

  koryo.base = function (map, options) {
    const features = koryo.features(koryo.data(options.topology), "base");
    map.getContainer().classList.add("koryo-has-base");
    koryo.of(map).landscape = features;
    drawSea(map, features);
    if (options.graticule !== false && koryo.of(map).home) drawGraticule(map);
    const order = ["land", "river", "lake", "border_inner", "border_outer"];
    for (const kind of order) features.filter((f) => f.properties.kind === kind).forEach((f) => drawFeature(map, f));
    return features;
  };

  // The sea reaches as far as the data do, a rectangle in the projection; beyond it is paper, not invented water.
  function drawSea(map, features) {
    const projection = map.options.crs.projection;
    const box = L.bounds([]);
    features.forEach((f) => flat(koryo.latlngs(f.geometry.coordinates)).forEach((p) => box.extend(projection.project(p))));
    const corners = [box.getBottomLeft(), box.getBottomRight(), box.getTopRight(), box.getTopLeft()];
    L.polygon(corners.map((p) => projection.unproject(p)), { renderer: koryo.sheet(map, "base"), pane: koryo.pane(map, "base"),
      className: "koryo-base is-sea", interactive: false, noClip: true }).addTo(map);
    koryo.of(map).ground = box;
    if (!koryo.of(map).moved && koryo.of(map).view) koryo.fit(map, koryo.of(map).view);
  }

  function flat(nested) {
    return Array.isArray(nested) ? nested.flatMap(flat) : [nested];
  }

  function drawFeature(map, feature) {
    const kind = feature.properties.kind;
    const shape = SURFACES.includes(kind) ? L.polygon : L.polyline;
    const drawn = shape(koryo.latlngs(feature.geometry.coordinates), {
      renderer: koryo.sheet(map, "base"), pane: koryo.pane(map, "base"),
      className: "koryo-base is-" + kind, interactive: false, smoothFactor: 0.8, noClip: shape === L.polygon });
    if (RAISED.includes(kind)) koryo.drawAbove(map, drawn);
    else drawn.addTo(map);
  }

  // A faint net of degrees: on a conic map it shows the reader which way north turns.
  function drawGraticule(map) {
    const [west, south, east, north] = koryo.of(map).home;
    for (let lon = Math.ceil(west / 10) * 10 - 20; lon <= east + 20; lon += 10) degree(map, meridian(lon, south, north));
    for (let lat = Math.ceil(south / 10) * 10 - 10; lat <= north + 20; lat += 10) degree(map, parallel(lat, west, east));
  }

  function meridian(lon, south, north) {
    return Array.from({ length: 25 }, (_, i) => [south - 12 + (north - south + 28) * i / 24, lon]);
  }

  function parallel(lat, west, east) {
    return Array.from({ length: 61 }, (_, i) => [lat, west - 25 + (east - west + 50) * i / 60]);
  }

  function degree(map, line) {
    L.polyline(line, { renderer: koryo.sheet(map, "base"), pane: koryo.pane(map, "base"),
      className: "koryo-base is-graticule", interactive: false }).addTo(map);
  }
})(window.koryo = window.koryo || {});
