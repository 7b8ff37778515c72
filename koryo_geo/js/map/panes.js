// Panes and sheets: which drawing lies above which, whatever the order in which layers are added.
import { sharedOf } from "../core/shared.js";

// Panes lie in one order whichever layer is added first.
const ORDER = ["base", "regions", "borders", "ribbon", "marks", "leaders", "labels"];

/** @param {L.Map} map @param {string} name */
export function paneOf(map, name) {
  paneNode(map, name);
  return "koryo-" + name;
}

/** @param {L.Map} map @param {string} name */
export function paneNode(map, name) {
  return map.getPane("koryo-" + name) || newPane(map, name);
}

/** @param {L.Map} map @param {string} name */
function newPane(map, name) {
  const node = map.createPane("koryo-" + name);
  node.style.zIndex = String(250 + 20 * ORDER.indexOf(name));
  if (!["regions", "labels"].includes(name)) node.style.pointerEvents = "none";
  return node;
}

// One SVG sheet per pane, with room to pan before it must be drawn again.
/** @param {L.Map} map @param {string} name */
export function sheetOf(map, name) {
  return (sharedOf(map).sheets[name] ??= L.svg({ pane: paneOf(map, name), padding: 0.25 }).addTo(map));
}

// Water, borders and lines are drawn on the ground's own sheet (each sheet costs the screen time in every frame) and
// move above the regions only where there are regions: a lake is nobody's settled land.
/** @param {L.Map} map @param {L.Path} shape */
export function drawAbove(map, shape) {
  const own = sharedOf(map);
  own.above.push(shape);
  houseShape(map, shape, own.raised ? "borders" : "base");
}

/** @param {L.Map} map */
export function raiseOverRegions(map) {
  const own = sharedOf(map);
  if (own.raised) return;
  own.raised = true;
  own.above.forEach((shape) => houseShape(map, shape.remove(), "borders"));
}

/** @param {L.Map} map @param {L.Path} shape @param {string} name */
function houseShape(map, shape, name) {
  Object.assign(shape.options, { renderer: sheetOf(map, name), pane: paneOf(map, name) });
  shape.addTo(map);
}
