// The last line of a card: copy the citation, download the rows. What the browser will not copy or save is shown as
// text, selected and ready to be copied by hand.
import { el } from "../core/nodes.js";
import { phrase } from "../core/words.js";
import { citationsOf, copyText, csvOf, geojsonOf, giveFile, rowsOf } from "./rows.js";

/** @param {CardRecord} record @param {Shown} what */
export function takeTools(record, what) {
  const rows = rowsOf(record, what.figures, what.where);
  const citation = citationsOf(record, what.sources.concat(rows.map((row) => String(row.source))));
  if (citation.length < 2) return null;
  const tools = new Tools(what.name);
  tools.add("copy_citation", () => tools.copy(citation.join("\n")));
  if (rows.length) {
    tools.add("take_csv", () => tools.give("csv", "text/csv;charset=utf-8", "\ufeff" + csvOf(rows, citation)));
    tools.add("take_geojson", () =>
      tools.give("geojson", "application/geo+json", geojsonOf(rows, citation, what.geometry))
    );
  }
  return tools.node;
}

class Tools {
  /** @param {string} name */
  constructor(name) {
    this.name = name;
    this.status = el("p", { class: "koryo-take-status", role: "status" });
    this.buttons = el("div", { class: "koryo-take-buttons" });
    this.node = el("div", { class: "koryo-take" }, this.buttons, this.status);
    /** @type {HTMLTextAreaElement | null} */
    this.area = null;
  }

  /** @param {string} key @param {() => void} press */
  add(key, press) {
    const button = el("button", { type: "button", class: "koryo-button" }, phrase(key));
    button.addEventListener("click", press);
    this.buttons.append(button);
  }

  /** @param {string} text */
  copy(text) {
    copyText(text).then((done) => {
      if (done) this.status.textContent = phrase("copied");
      else this.show(text);
    });
  }

  /** @param {string} ending @param {string} type @param {string} text */
  give(ending, type, text) {
    giveFile(this.name.replace(/[^\w.-]+/g, "-") + "." + ending, type, text, (shown) => this.show(shown));
  }

  /** @param {string} text */
  show(text) {
    this.area?.remove();
    const label = phrase("text_to_copy");
    const area = el("textarea", { class: "koryo-take-text", readonly: true, rows: "6", "aria-label": label });
    this.area = area;
    area.value = text;
    this.node.append(area);
    area.focus();
    area.select();
  }
}
