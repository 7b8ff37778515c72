// The key of the journey: one line beside the controls, which opens whole when it is touched.
import { onLanguage } from "../core/language.js";
import { el, empty } from "../core/nodes.js";
import { grouped, phrase } from "../core/words.js";

/** @import { Journey } from "./stage.js" */

const SIGNS = /** @type {const} */ (["square", "outline", "train", "ribbon", "untraced", "ring"]);

export class Key {
  /** @param {Journey} journey */
  constructor(journey) {
    this.journey = journey;
    this.line = el("summary", { class: "koryo-key-line" });
    this.list = el("ul");
    this.node = el("details", { class: "koryo-key" }, this.line, this.list);
    this.unit = "";
    onLanguage(() => {
      this.unit = "";
      this.draw();
    });
    document.addEventListener("pointerdown", (event) => {
      if (!this.node.contains(/** @type {Node} */ (event.target))) this.node.open = false;
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.node.open = false;
    });
  }

  // Where it stands above the controls it is read before them.
  /** @param {HTMLElement} controls */
  stand(controls) {
    const { upright, low } = this.journey.room;
    const first = upright || low;
    if (first === (controls.firstChild === this.node)) return;
    if (first) controls.prepend(this.node);
    else controls.append(this.node);
  }

  draw() {
    const { journey } = this;
    const unit = journey.panes.length ? journey.crowd.unitOn(journey.panes[0], journey.dots) : "train";
    if (unit === this.unit) return;
    this.unit = unit;
    const words = unit === "train" ? phrase("still_cell", { n: this.about() }) : phrase("journey_mark_" + unit);
    empty(this.line).append(el("i", { class: "is-square", "aria-hidden": "true" }), el("span", {}, words));
    empty(this.list).append(...this.items());
  }

  // People to a train, as the schematic has them on average.
  about() {
    const trips = this.journey.timeline.flows
      .filter((flow) => flow.path !== null)
      .flatMap((flow) => flow.trips.persons);
    return trips.length ? grouped(Math.round(trips.reduce((a, b) => a + b, 0) / trips.length)) : "0";
  }

  items() {
    const untraced = this.journey.timeline.flows.some((flow) => flow.path === null);
    const signs = SIGNS.filter((sign) => sign !== "untraced" || untraced);
    const words = signs.map((sign) => {
      const text = sign === "square" ? phrase("still_cell", { n: this.about() }) : phrase("journey_key_" + sign);
      return el("li", {}, el("i", { class: "is-" + sign, "aria-hidden": "true" }), el("span", {}, text));
    });
    const notes = [phrase("still_where"), phrase("totals_schematic")];
    return [...words, ...notes.map((text) => el("li", { class: "is-note" }, text))];
  }
}
