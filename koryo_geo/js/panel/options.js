// What a reader may choose beside the player's buttons: which people the map shows, whether it begins again, and the
// story as stills. One button opens the row; each group is one tab stop.
import { drawIcon } from "../core/icons.js";
import { onLanguage } from "../core/language.js";
import { el } from "../core/nodes.js";
import { VIEWS } from "../core/player.js";
import { extras } from "../core/shared.js";
import { phrase } from "../core/words.js";

// Here the speed moves in among the options.
const NARROW = "(max-width: 430px), (max-height: 800px) and (min-aspect-ratio: 1/1)";

/** @param {L.Map} map @param {Player} player @param {Panel} panel */
export function addOptions(map, player, panel) {
  return new Options(map, player, panel);
}

class Options {
  /** @param {L.Map} map @param {Player} player @param {Panel} panel */
  constructor(map, player, panel) {
    this.map = map;
    this.player = player;
    this.panel = panel;
    /** @type {[HTMLElement, string][]} */
    this.named = [];
    this.box = el("div", {
      class: "koryo-options",
      role: "group",
      id: map.getContainer().id + "-options",
      hidden: true
    });
    this.opener = el(
      "button",
      { type: "button", class: "koryo-button koryo-more", "aria-expanded": "false", "aria-controls": this.box.id },
      drawIcon("more")
    );
    const { kind, flows } = player.timeline;
    this.views = kind !== "regions" && flows.length ? this.makeViews() : null;
    const look = { type: "button", class: "koryo-button koryo-loop", "aria-pressed": "false" };
    this.loop = this.word("button", "loop", look);
    this.row = el("div", { class: "koryo-option-row" }, this.loop);
    if (extras.stills?.fit(player.timeline)) this.row.append(this.stillsButton());
    if (this.views) this.box.append(this.views);
    this.box.append(this.row);
    panel.buttons.append(this.opener);
    panel.controls.prepend(this.box);
    this.listen();
    this.name();
  }

  makeViews() {
    const name = this.map.getContainer().id + "-view";
    const views = el("fieldset", { class: "koryo-views" }, this.word("legend", "view", {}));
    for (const view of VIEWS) {
      const radio = el("input", { type: "radio", name, value: view, class: "koryo-choice-input" });
      radio.addEventListener("change", () => {
        this.player.view = view;
      });
      views.append(el("label", { class: "koryo-choice" }, radio, this.word("span", "view_" + view, {})));
    }
    return views;
  }

  stillsButton() {
    const node = this.word("button", "stills", { type: "button", class: "koryo-button koryo-stills-button" });
    node.addEventListener("click", () => extras.stills?.of(this.map)?.show());
    return node;
  }

  // An element that holds one interface word, whatever the language becomes.
  /**
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} tag @param {string} key @param {Attributes} attributes
   */
  word(tag, key, attributes) {
    const node = el(tag, attributes);
    this.named.push([node, key]);
    return node;
  }

  listen() {
    this.opener.addEventListener("click", () => {
      this.open(Boolean(this.box.hidden));
      // The row stands before its opener.
      const first = /** @type {HTMLElement | null} */ (this.box.querySelector("input:checked, button"));
      if (!this.box.hidden) first?.focus();
    });
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.open(false);
      this.opener.focus();
    });
    this.loop.addEventListener("click", () => {
      this.player.loop = !this.player.loop;
      this.map.fire("koryo:loop", { loop: this.player.loop });
      this.name();
    });
    this.player.addEventListener("viewchange", () => this.name());
    onLanguage(() => this.name());
    const narrow = window.matchMedia(NARROW);
    narrow.addEventListener("change", () => this.houseSpeed(narrow.matches));
    this.houseSpeed(narrow.matches);
  }

  /** @param {boolean} open */
  open(open) {
    this.box.hidden = !open;
    this.opener.setAttribute("aria-expanded", String(open));
  }

  /** @param {boolean} narrow */
  houseSpeed(narrow) {
    if (narrow) this.row.prepend(this.panel.speed);
    else this.opener.before(this.panel.speed);
  }

  name() {
    this.named.forEach(([node, key]) => {
      node.textContent = phrase(key);
    });
    this.loop.setAttribute("aria-pressed", String(this.player.loop));
    for (const node of [this.opener, this.box]) node.setAttribute("aria-label", phrase("options"));
    this.opener.title = phrase("options");
    if (this.views)
      this.views.querySelectorAll("input").forEach((radio) => {
        radio.checked = radio.value === this.player.view;
      });
  }
}
