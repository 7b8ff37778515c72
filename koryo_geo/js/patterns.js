// Fills that say by their pattern, not by colour alone, what kind of count a region has. The legend shows the same ones.
(function (koryo) {
  "use strict";

  // Thin slanted lines on pale ground: "people were sent here; how many is not known".
  koryo.hatch = function (id, options) {
    const line = options.color || "#99603f", ground = options.ground || "#f3e6d3";
    return koryo.svg("pattern", { id, width: "8", height: "8", patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      koryo.svg("rect", { width: "8", height: "8", fill: ground }),
      koryo.svg("line", { x1: "0", y1: "0", x2: "0", y2: "8", stroke: line, "stroke-width": "1.3" }));
  };

  // Fine upright strokes on nothing, for a strip along a border: "it ran about here".
  koryo.stripes = function (id) {
    return koryo.svg("pattern", { id, width: "4", height: "4", patternUnits: "userSpaceOnUse", patternTransform: "rotate(-45)" },
      koryo.svg("line", { x1: "0", y1: "0", x2: "0", y2: "4", stroke: "#564839", "stroke-width": "1.5" }));
  };

  // Open rings on pale ground: "households were counted here, people were not".
  koryo.dots = function (id, options) {
    return koryo.svg("pattern", { id, width: "9", height: "9", patternUnits: "userSpaceOnUse" },
      koryo.svg("rect", { width: "9", height: "9", fill: options.ground || "#f6efe2" }),
      koryo.svg("rect", { x: "2.5", y: "2.5", width: "4", height: "4", fill: "none", stroke: options.color || "#99603f", "stroke-width": "1" }));
  };
})(window.koryo = window.koryo || {});
