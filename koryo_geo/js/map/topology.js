// TopoJSON to plain features. Neighbours share one arc in the file, so borders meet exactly and the page stays small.
// Arcs may be packed as text, in the encoded polyline format, with the topology's whole numbers and no decimals.

/** @param {Topology} topology @param {string} name @returns {Feature[]} */
export function featuresOf(topology, name) {
  const object = topology.objects[name] || Object.values(topology.objects)[0];
  const arcs = decodeArcs(topology);
  const geometries = object.geometries || [/** @type {PackedGeometry} */ (object)];
  return geometries
    .filter((g) => g.type)
    .map((g) => ({ properties: g.properties || {}, geometry: geometry(g, arcs), arcs: new Set(arcsOf(g)) }));
}

/** @param {PackedGeometry} g */
function arcsOf(g) {
  return (g.arcs || []).flat(3).map((/** @type {number} */ i) => (i < 0 ? ~i : i));
}

// Every arc by itself, for what is drawn along borders.
/** @param {Topology} topology */
export const borderArcs = (topology) => decodeArcs(topology);

// Without a transform the positions stand as they are.
/** @param {Topology} topology @returns {LonLat[][]} */
function decodeArcs(topology) {
  const t = topology.transform;
  if (!t) return /** @type {LonLat[][]} */ (topology.arcs);
  return topology.arcs.map((arc) => {
    let x = 0,
      y = 0;
    const steps = typeof arc === "string" ? unpack(arc) : arc;
    return steps.map(([dx, dy]) => [(x += dx) * t.scale[0] + t.translate[0], (y += dy) * t.scale[1] + t.translate[1]]);
  });
}

// Five bits a letter, lowest first; the sixth says that more follow. The lowest bit of a number is its sign.
/** @param {string} text @returns {LonLat[]} */
function unpack(text) {
  /** @type {number[]} */
  const numbers = [];
  for (let i = 0; i < text.length;) {
    let value = 0,
      shift = 0,
      letter;
    do {
      letter = text.charCodeAt(i++) - 63;
      value |= (letter & 31) << shift;
      shift += 5;
    } while (letter & 32);
    numbers.push(value & 1 ? ~(value >> 1) : value >> 1);
  }
  return Array.from({ length: numbers.length / 2 }, (_, k) => [numbers[2 * k], numbers[2 * k + 1]]);
}

// A negative index is the arc ~i walked backwards; consecutive arcs share their joint.
/** @param {number[]} indices @param {LonLat[][]} arcs @returns {LonLat[]} */
function stitch(indices, arcs) {
  /** @type {LonLat[]} */
  const line = [];
  for (const i of indices) {
    const arc = i < 0 ? arcs[~i].slice().reverse() : arcs[i];
    for (let k = line.length ? 1 : 0; k < arc.length; k++) line.push(arc[k]);
  }
  return line;
}

/** @param {PackedGeometry} g @param {LonLat[][]} arcs @returns {Shape} */
function geometry(g, arcs) {
  /** @param {number[]} indices */
  const line = (indices) => stitch(indices, arcs);
  /** @type {Record<string, () => any>} */
  const shapes = {
    Point: () => g.coordinates,
    MultiPoint: () => g.coordinates,
    LineString: () => line(g.arcs),
    MultiLineString: () => g.arcs.map(line),
    Polygon: () => g.arcs.map(line),
    MultiPolygon: () => g.arcs.map((/** @type {number[][]} */ polygon) => polygon.map(line))
  };
  return { type: g.type, coordinates: shapes[g.type]() };
}

// GeoJSON writes [lon, lat]; Leaflet wants [lat, lon], at any depth of nesting.
/** @param {any} coordinates @returns {any} */
export function latlngs(coordinates) {
  if (typeof coordinates[0] === "number") return L.latLng(coordinates[1], coordinates[0]);
  return coordinates.map(latlngs);
}
