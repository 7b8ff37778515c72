// Fills that say by their pattern, not by colour alone, what kind of count a region has. The legend shows the same
// ones.
import { svg } from "../core/nodes.js";

let patterns = 0;

// An id that no other pattern of the page has.
export const newPatternId = () => "koryo-pattern-" + ++patterns;

// Thin slanted lines on pale ground: "people were sent here; how many is not known".
/** @param {string} id */
export function hatchPattern(id) {
  return svg(
    "pattern",
    { id, width: "8", height: "8", patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    svg("rect", { width: "8", height: "8", fill: "var(--koryo-hatch-ground)" }),
    svg("line", { x1: "0", y1: "0", x2: "0", y2: "8", stroke: "var(--koryo-hatch)", "stroke-width": "1.3" })
  );
}

// Fine upright strokes on nothing, for a strip along a border: "it ran about here".
/** @param {string} id */
export function stripePattern(id) {
  return svg(
    "pattern",
    { id, width: "4", height: "4", patternUnits: "userSpaceOnUse", patternTransform: "rotate(-45)" },
    svg("line", { x1: "0", y1: "0", x2: "0", y2: "4", stroke: "var(--koryo-border)", "stroke-width": "1.5" })
  );
}

// Open rings on pale ground: "households were counted here, people were not".
/** @param {string} id */
export function ringPattern(id) {
  return svg(
    "pattern",
    { id, width: "9", height: "9", patternUnits: "userSpaceOnUse" },
    svg("rect", { width: "9", height: "9", fill: "var(--koryo-households-ground)" }),
    svg("rect", {
      x: "2.5",
      y: "2.5",
      width: "4",
      height: "4",
      fill: "none",
      stroke: "var(--koryo-hatch)",
      "stroke-width": "1"
    })
  );
}
