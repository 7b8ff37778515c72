// Albers equal-area conic on the WGS 84 ellipsoid (Snyder, Map Projections: A Working Manual, equations 14-1 to 14-21).
// A map of counts must not stretch the north, so this, not Web Mercator, is the default. It agrees with PROJ's
// +proj=aea.

const A = 6378137;
const F = 1 / 298.257223563;
const E2 = F * (2 - F);
const E = Math.sqrt(E2);
const RAD = Math.PI / 180;
const EQUATOR_M = 2 * Math.PI * A;

// q(phi): the authalic function; at the pole it is QP.
/** @param {number} phi */
function authalic(phi) {
  const s = Math.sin(phi);
  return (1 - E2) * (s / (1 - E2 * s * s) - Math.log((1 - E * s) / (1 + E * s)) / (2 * E));
}
const QP = authalic(Math.PI / 2);

/** @param {number} phi */
function radiusFactor(phi) {
  const s = Math.sin(phi);
  return Math.cos(phi) / Math.sqrt(1 - E2 * s * s);
}

/** @param {number} q */
function latitude(q) {
  if (Math.abs(q) >= QP) return (Math.sign(q) * Math.PI) / 2;
  let phi = Math.asin(Math.max(-1, Math.min(1, q / 2)));
  for (let i = 0; i < 12; i++) {
    const step = latitudeStep(phi, q);
    phi += step;
    if (Math.abs(step) < 1e-13) break;
  }
  return phi;
}

/** @param {number} phi @param {number} q */
function latitudeStep(phi, q) {
  const s = Math.sin(phi);
  const w = 1 - E2 * s * s;
  const inner = q / (1 - E2) - s / w + Math.log((1 - E * s) / (1 + E * s)) / (2 * E);
  return ((w * w) / (2 * Math.cos(phi))) * inner;
}

/** @param {AlbersData} spec */
function constants(spec) {
  const m1 = radiusFactor(spec.lat_1 * RAD);
  const q1 = authalic(spec.lat_1 * RAD);
  const m2 = radiusFactor(spec.lat_2 * RAD);
  const q2 = authalic(spec.lat_2 * RAD);
  const n = spec.lat_1 === spec.lat_2 ? Math.sin(spec.lat_1 * RAD) : (m1 * m1 - m2 * m2) / (q2 - q1);
  const c = m1 * m1 + n * q1;
  return { n, c, rho0: (A * Math.sqrt(c - n * authalic((spec.lat_0 || 0) * RAD))) / n, lon0: spec.lon_0 || 0 };
}

// {forward(lon, lat) -> [x, y] in metres, inverse(x, y) -> [lon, lat] in degrees}
/** @param {AlbersData} spec */
export function albers(spec) {
  const k = constants(spec);
  return {
    /** @param {number} lon @param {number} lat @returns {[number, number]} */
    forward: (lon, lat) => {
      const turn = ((((lon - k.lon0 + 540) % 360) + 360) % 360) - 180;
      const rho = (A * Math.sqrt(Math.max(0, k.c - k.n * authalic(lat * RAD)))) / k.n;
      const theta = k.n * turn * RAD;
      return [rho * Math.sin(theta), k.rho0 - rho * Math.cos(theta)];
    },
    /** @param {number} x @param {number} y @returns {LonLat} */
    inverse: (x, y) => {
      const dy = k.rho0 - y;
      const sign = Math.sign(k.n);
      const rho = sign * Math.hypot(x, dy);
      const q = (k.c - ((rho * k.n) / A) ** 2) / k.n;
      return [k.lon0 + Math.atan2(sign * x, sign * dy) / k.n / RAD, latitude(q) / RAD];
    }
  };
}

// A Leaflet CRS from the same formulas; zoom numbers keep their usual meaning (256 px round the equator at zoom 0).
/** @param {AlbersData} spec */
export function albersCrs(spec) {
  const formulas = albers(spec);
  const projection = {
    /** @param {L.LatLng} latlng */
    project: (latlng) => L.point(...formulas.forward(latlng.lng, latlng.lat)),
    /** @param {L.Point} point */
    unproject: (point) => {
      const [lon, lat] = formulas.inverse(point.x, point.y);
      return L.latLng(lat, lon);
    },
    bounds: L.bounds([
      [-EQUATOR_M / 2, -EQUATOR_M / 2],
      [EQUATOR_M / 2, EQUATOR_M / 2]
    ])
  };
  return L.extend({}, L.CRS.Earth, {
    code: "koryo:albers",
    projection: projection,
    transformation: L.transformation(1 / EQUATOR_M, 0.5, -1 / EQUATOR_M, 0.5),
    wrapLng: undefined,
    infinite: true
  });
}

// Leaflet's types do not say that a map's projection has these.
/** @param {L.Map} map */
export function crsOf(map) {
  return /** @type {L.CRS & { projection: L.Projection, transformation: L.Transformation }} */ (map.options.crs);
}

/** @param {L.Map} map @param {number} x @param {number} y metres @returns {LonLat} */
export function inverseOf(map, x, y) {
  const { lng, lat } = projectionOf(map).unproject(L.point(x, y));
  return [lng, lat];
}

/** @param {L.Map} map */
export const projectionOf = (map) => crsOf(map).projection;
