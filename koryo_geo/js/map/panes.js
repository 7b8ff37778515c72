// Panes and sheets: which drawing lies above which, whatever the order in which layers are added.
import { sharedOf } from "../core/shared.js";

// Panes lie in one order whichever layer is added first.
const ORDER = ["base", "regions", "borders", "ribbon", "marks", "leaders", "labels"];

export function paneOf(map, name) {
  const id = "koryo-" + name;
  if (!map.getPane(id)) {
    map.createPane(id).style.zIndex = 250 + 20 * ORDER.indexOf(name);
    if (!["regions", "labels"].includes(name)) map.getPane(id).style.pointerEvents = "none";
  }
  return id;
}

// One SVG sheet per pane, with room to pan before it must be drawn again.
export function sheetOf(map, name) {
  const own = sharedOf(map);
  own.sheets = own.sheets || {};
  if (!own.sheets[name]) own.sheets[name] = L.svg({ pane: paneOf(map, name), padding: 0.25 }).addTo(map);
  return own.sheets[name];
}

// Water, borders and lines are drawn on the ground's own sheet (each sheet costs the screen time in every frame) and
// move above the regions only where there are regions: a lake is nobody's settled land.
export function drawAbove(map, shape) {
  const own = sharedOf(map);
  (own.above = own.above || []).push(shape);
  houseShape(map, shape, own.raised ? "borders" : "base");
}

export function raiseOverRegions(map) {
  const own = sharedOf(map);
  if (own.raised) return;
  own.raised = true;
  (own.above || []).forEach((shape) => houseShape(map, shape.remove(), "borders"));
}

function houseShape(map, shape, name) {
  Object.assign(shape.options, { renderer: sheetOf(map, name), pane: paneOf(map, name) });
  shape.addTo(map);
}
