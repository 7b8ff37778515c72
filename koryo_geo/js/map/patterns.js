// Fills that say by their pattern, not by colour alone, what kind of count a region has. The legend shows the same
// ones.
import { svg } from "../core/nodes.js";

let patterns = 0;

// An id that no other pattern of the page has.
export const newPatternId = () => "koryo-pattern-" + ++patterns;

// Thin slanted lines on pale ground: "people were here; how many is not known".
/** @param {string} id */
export const hatchPattern = (id) => slanted(id, null);

// The same in broken strokes: they were named at an earlier date.
/** @param {string} id */
export const earlierPattern = (id) => slanted(id, "5 3.4");

/** @param {string} id @param {string | null} dash */
function slanted(id, dash) {
  const stroke = { stroke: "var(--koryo-hatch)", "stroke-width": "1.1", "stroke-dasharray": dash };
  return svg(
    "pattern",
    { id, width: "8", height: "8.4", patternUnits: "userSpaceOnUse", patternTransform: grownPattern() },
    svg("rect", { width: "8", height: "8.4", fill: "var(--koryo-hatch-ground)" }),
    svg("line", { x1: "0.6", y1: "0", x2: "0.6", y2: "8.4", ...stroke })
  );
}

// Strokes grow with the page's own unit of measure.
export function grownPattern() {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  return "rotate(45) scale(" + rem / 16 + ")";
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
