// Names of neighbours and seas, each at its label point: where there is no room for one it is left out.
import { onLanguage } from "../core/language.js";
import { el, say } from "../core/nodes.js";
import { textOf } from "../core/words.js";
import { labelsOf } from "./labels.js";

const RANK = 30; // after everything that says a number
// prettier-ignore
const SHIFTS = [[0, 0], [0, -24], [0, 24], [-50, 0], [50, 0], [-50, -24], [50, 24], [-90, 0], [90, 0]];

/** @param {L.Map} map @param {AroundOptions} options */
export function addAround(map, options) {
  const names = options.names.map((name) => new AroundName(name));
  labelsOf(map).set(
    "around",
    names.map((name) => name.item)
  );
  onLanguage(() => names.forEach((name) => name.write()));
  return names;
}

class AroundName {
  /** @param {AroundData} data */
  constructor(data) {
    this.data = data;
    this.el = el("span", { class: "koryo-around is-" + data.level, "aria-hidden": "true" });
    const at = L.latLng(data.lat, data.lon);
    /** @type {LabelItem} */
    this.item = {
      el: this.el,
      at,
      rank: RANK,
      key: data.unit,
      around: (item) => SHIFTS.map(([dx, dy], i) => boxAbout(item, dx, dy, i))
    };
    this.write();
  }

  // A name of two names ("East Sea / Sea of Japan") stands in two lines.
  write() {
    say(this.el, textOf(this.data.name).replace(" / ", " /\n"));
  }
}

/** @param {Measured} item @param {number} dx @param {number} dy @param {number} preference @returns {Room} */
function boxAbout(item, dx, dy, preference) {
  const x0 = Math.round(item.point.x + dx - item.width / 2);
  const y0 = Math.round(item.point.y + dy - item.height / 2);
  return { x0, y0, x1: x0 + item.width, y1: y0 + item.height, preference, distance: 0, side: "middle" };
}
