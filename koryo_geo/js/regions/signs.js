// Squares and houses of a block: where each stands in kilometres of the map's projection, and their outlines in pixels.
import { albers } from "../map/projection.js";

const M = 1000; // metres in a kilometre

// From kilometres of the projection to pixels of the map's layers, not rounded: all squares are of one size.
/** @param {L.Map} map @param {AlbersData} projection @returns {(x: number, y: number) => L.Point} */
export function groundOf(map, projection) {
  const { inverse } = albers(projection);
  return (x, y) => {
    const [lon, lat] = inverse(x * M, y * M);
    return map.project(L.latLng(lat, lon)).subtract(map.getPixelOrigin());
  };
}

// Columns are filled from the foot; the last sign is cut to the remainder; what lies above the low end of a range is
// outlined.
/** @param {BlockData} block @returns {Sign[]} */
export function signsOf({ foot = [0, 0], pitch = 0, column = 1, signs = 0, last = 1, filled }) {
  return Array.from({ length: signs }, (_, i) => {
    const fill = i === signs - 1 ? last : 1;
    const x = foot[0] + Math.floor(i / column) * pitch;
    return { x, y: foot[1] + (i % column) * pitch, fill, solid: Math.min(Math.max(filled - i, 0), fill) };
  });
}

/** @param {Sign} sign @param {number} side @param {number} from @param {number} to @returns {[number, number][]} */
export function squareOf({ x, y }, side, from, to) {
  return [
    [x, y + from * side],
    [x + side, y + from * side],
    [x + side, y + to * side],
    [x, y + to * side]
  ];
}

const EAVES = 0.6; // of a house's height, where its roof begins
const HOUSE = 0.8; // of its square, what a house covers

// A house that is filled in part is cut from the foot to that part of its area.
/** @param {Sign} sign @param {number} side @returns {[number, number][]} */
export function houseOf({ x, y, fill }, side) {
  const area = fill * HOUSE;
  /** @type {[number, number][]} */
  const shape =
    area <= EAVES
      ? [
          [0, 0],
          [1, 0],
          [1, area],
          [0, area]
        ]
      : [[0, 0], [1, 0], [1, EAVES], ...roof(area - EAVES), [0, EAVES]];
  return shape.map(([u, v]) => [x + u * side, y + v * side]);
}

// The roof up to a part of its area: a triangle whose top is cut off.
/** @param {number} area @returns {[number, number][]} */
function roof(area) {
  const up = 1 - Math.sqrt(Math.max(0, 1 - area / (HOUSE - EAVES)));
  const y = EAVES + up * (1 - EAVES);
  return up > 0.999
    ? [[0.5, 1]]
    : [
        [1 - up / 2, y],
        [up / 2, y]
      ];
}

/** @param {(x: number, y: number) => L.Point} ground @param {[number, number][]} corners */
export function pathOf(ground, corners) {
  const points = corners.map(([x, y]) => ground(x, y));
  return "M" + points.map(({ x, y }) => x.toFixed(2) + " " + y.toFixed(2)).join("L") + "Z";
}
