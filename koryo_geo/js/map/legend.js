// The legend. Its first line is always the unit ("one mark = one household"), and that line stays when it is folded.
import { inkSteps } from "../core/inks.js";
import { onLanguage } from "../core/language.js";
import { el, empty, say, svg } from "../core/nodes.js";
import { sharedOf } from "../core/shared.js";
import { phrase } from "../core/words.js";
import { labelsOf } from "./labels.js";
import { earlierPattern, hatchPattern, newPatternId, stripePattern } from "./patterns.js";

const W = 34;
const H = 18;
/** @type {L.ControlPosition[]} */
const CORNERS = ["bottomright", "topright", "bottomleft"];

/** @param {L.Map} map @param {LegendOptions} options */
export function addLegend(map, options) {
  const box = el("details", { class: "koryo-legend koryo-obstacle" });
  const build = () => fill(box, map, options.items);
  build();
  onLanguage(build);
  box.open = map.getSize().x >= 700 && map.getSize().y >= 380;
  box.addEventListener("toggle", () => labelsOf(map).request());
  map.on("resize", build);
  placeLegend(box, map);
  return box;
}

/** @param {HTMLDetailsElement} box @param {L.Map} map */
function placeLegend(box, map) {
  const control = new L.Control({ position: CORNERS[0] });
  control.onAdd = () => {
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    return box;
  };
  control.addTo(map);
  const settle = () => {
    const corner = emptiest(map, box);
    if (corner === box.dataset.corner) return;
    box.dataset.corner = corner;
    control.setPosition(corner);
    labelsOf(map).request();
  };
  sharedOf(map).moveLegend = (home) => {
    control.remove();
    box.classList.toggle("is-key", Boolean(home));
    if (home) {
      home.append(box);
      box.open = true;
    } else control.addTo(map);
    labelsOf(map).request();
  };
  queueMicrotask(settle);
  map.on("moveend resize", () => {
    if (!sharedOf(map).moved) settle();
  });
}

// The corner where the legend covers the fewest places, lines and regions.
/** @param {L.Map} map @param {HTMLElement} box */
function emptiest(map, box) {
  const points = labelsOf(map).points();
  const size = map.getSize(),
    w = box.offsetWidth + 24,
    h = box.offsetHeight + 24;
  const corners = size.x < 560 ? CORNERS.filter((corner) => corner.includes("bottom")) : CORNERS;
  /** @param {string} corner */
  const covered = (corner) =>
    points
      .filter(
        (p) =>
          (corner.includes("left") ? p.x < w : p.x > size.x - w) &&
          (corner.includes("top") ? p.y < h : p.y > size.y - h)
      )
      .reduce((sum, p) => sum + (p.weight || 1), 0);
  const now = corners.find((corner) => corner === box.dataset.corner) || corners[0];
  const best = corners.slice().sort((a, b) => covered(a) - covered(b))[0];
  return covered(best) < covered(now) * 0.7 ? best : now;
}

/** @param {HTMLElement} box @param {L.Map} map @param {LegendItem[]} items */
function fill(box, map, items) {
  const unit = items.find((item) => item.kind === "mark");
  const title = unit ? [swatch(unit, map), say(el("span"), unit.text)] : [phrase("legend")];
  empty(box).append(el("summary", {}, ...title));
  const list = el("ul");
  items
    .filter((item) => item !== unit)
    .forEach((item) => {
      list.append(
        el(
          "li",
          { class: "is-" + item.kind },
          item.kind === "note" ? null : swatch(item, map),
          say(el("span"), item.text)
        )
      );
    });
  box.append(list);
  labelsOf(map).request();
}

/** @param {LegendItem} item @param {L.Map} map */
function swatch(item, map) {
  const room = item.kind === "ribbon" ? Math.max(0, ribbonPx(item, sharedOf(map)) + 3 - H) : 0;
  const picture = svg("svg", {
    class: "koryo-swatch",
    width: W,
    height: H + room,
    viewBox: [0, -room / 2, W, H + room].join(" "),
    "aria-hidden": "true"
  });
  const draw = SWATCHES[item.kind] || SWATCHES.fill;
  draw(item, map).forEach((shape) => picture.append(shape));
  return picture;
}

/** @param {Attributes} attributes */
const rect = (attributes) => svg("rect", Object.assign({ x: 1, y: 2, width: W - 2, height: H - 4 }, attributes));
/** @param {Attributes} attributes */
const stroke = (attributes) => svg("line", Object.assign({ x1: 1, x2: W - 1, y1: H / 2, y2: H / 2 }, attributes));

/** @type {Record<string, (item: LegendItem, map: L.Map) => SVGElement[]>} */
const SWATCHES = {
  fill: (item) => [rect({ fill: item.color || "none", stroke: "var(--koryo-legend-frame)", "stroke-width": 0.8 })],
  line: (item) => [stroke({ stroke: item.color, "stroke-width": 1.4 })],
  dash: (item) => [stroke({ stroke: item.color, "stroke-width": 1.4, "stroke-dasharray": "5 3" })],
  ribbon: ribbonSwatch,
  people: () => [svg("rect", { x: W / 2 - 6, y: H / 2 - 6, width: 12, height: 12, class: "koryo-squares is-solid" })],
  part: () =>
    [0, 1, 2].map((i) =>
      svg("rect", { x: 5 + i * 9, y: H / 2 - 3, width: 6, height: 6, class: "koryo-squares is-solid" })
    ),
  house: () => [svg("path", { d: "M10 16V8L17 2L24 8V16Z", class: "koryo-houses" })],
  last: () => [
    svg("rect", { x: 2, y: 2, width: W - 4, height: H - 4, class: "koryo-last-frame" }),
    ...[0, 1].map((i) =>
      svg(
        "g",
        { class: "koryo-block is-last" },
        svg("rect", { x: 6 + i * 12, y: 4, width: 10, height: 10, class: "koryo-squares is-solid" })
      )
    )
  ],
  precision: () => [
    svg("path", { d: "M1 4H33", class: "koryo-foot is-exact" }),
    svg("path", { d: "M1 9H33", class: "koryo-foot is-about" }),
    svg("path", { d: "M1 14H27", class: "koryo-foot is-at_least" }),
    svg("path", { d: "M33 14l-8 -3.4v6.8z", class: "koryo-foot-head" })
  ],
  mark: (item, map) => [0, 1, 2].map((i) => markSquare(item, map, i)),
  strip: () => {
    const [defs, shape] = patterned(stripePattern);
    shape.setAttribute("y", String(H / 2 - 4));
    shape.setAttribute("height", "8");
    shape.setAttribute("stroke", "none");
    return [defs, shape, stroke({ stroke: "var(--koryo-border)", "stroke-width": 0.9, "stroke-dasharray": "5 3" })];
  },
  density: densitySwatch,
  ring: () => [svg("circle", { cx: W / 2, cy: H / 2, r: 8, class: "koryo-ring-swatch" })],
  hollow: (item) => [
    svg("rect", {
      x: W / 2 - 5,
      y: H / 2 - 5,
      width: 10,
      height: 10,
      fill: "none",
      stroke: item.color,
      "stroke-width": 1.5,
      "stroke-dasharray": "3 2"
    })
  ],
  hatch: () => [...patterned(hatchPattern, 0), ...patterned(earlierPattern, W / 2)]
};

// The very pattern of the map; from a place on where two share a swatch.
/** @param {(id: string) => SVGElement} make @param {number} [from] */
function patterned(make, from) {
  const id = newPatternId();
  const part = from === undefined ? {} : { x: from + 1, width: W / 2 - 2 };
  return [
    svg("defs", {}, make(id)),
    rect({ fill: "url(#" + id + ")", stroke: "var(--koryo-legend-frame)", "stroke-width": 0.8, ...part })
  ];
}

/** @param {LegendItem} item @param {Shared} own */
function ribbonPx(item, own) {
  return item.persons && own.ribbonWidth ? own.ribbonWidth(item.persons) : 8;
}

// A ribbon swatch with a number of persons is drawn at the very width the map gives that number.
/** @param {LegendItem} item @param {L.Map} map */
function ribbonSwatch(item, map) {
  const own = sharedOf(map);
  const width = ribbonPx(item, own);
  return [
    stroke({ stroke: "var(--koryo-ribbon-edge)", "stroke-width": width + 1.2 }),
    stroke({ stroke: own.flowStyle?.ribbon || item.color, "stroke-width": width })
  ];
}

// Inks from one mark on a spot to as many as take the darkest, mixed as those of the marks are.
/** @param {LegendItem} item @param {L.Map} map */
function densitySwatch(item, map) {
  const style = sharedOf(map).flowStyle;
  if (!style) return [rect({ fill: item.color })];
  return inkSteps(style.ink, style.ink_dense, 8).map((color, i) =>
    svg("rect", { x: 1 + i * 4, y: 4, width: 4, height: H - 8, fill: color })
  );
}

/** @param {LegendItem} item @param {L.Map} map @param {number} i */
function markSquare(item, map, i) {
  const own = sharedOf(map);
  const side = own.unit === "train" ? 4 : 2;
  const ink = own.flowStyle ? own.flowStyle.ink : item.color;
  return svg("rect", { x: 6 + i * 10, y: H / 2 - side / 2 + (i % 2 ? 3 : -2), width: side, height: side, fill: ink });
}
