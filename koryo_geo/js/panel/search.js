// Search: a field in a corner of the map, answered by the keyboard alone.
import { drawIcon } from "../core/icons.js";
import { currentLanguage, onLanguage } from "../core/language.js";
import { el, empty, reducedMotion, say } from "../core/nodes.js";
import { openCard, sharedOf } from "../core/shared.js";
import { phrase, textOf } from "../core/words.js";
import { findPlaces, plainLetters } from "./spellings.js";

/** @param {L.Map} map */
export function addSearch(map) {
  const places = Object.values(sharedOf(map).items.place || {}).filter((place) => Number.isFinite(place.lat));
  return places.length ? new Search(map, places) : null;
}

/** @import { Found } from "./spellings.js" */

class Search {
  /** @param {L.Map} map @param {PlaceData[]} places */
  constructor(map, places) {
    this.map = map;
    this.places = places;
    /** @type {Found[]} */
    this.found = [];
    this.active = -1;
    const id = map.getContainer().id + "-search";
    this.opener = el("button", {
      type: "button",
      class: "koryo-button koryo-search-opener",
      "aria-expanded": "false",
      "aria-controls": id
    });
    this.opener.append(drawIcon("search"));
    this.input = el("input", {
      type: "text",
      id,
      class: "koryo-search-input",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": id + "-list"
    });
    this.list = el("ul", { class: "koryo-search-list", id: id + "-list", role: "listbox", hidden: true });
    this.status = el("p", { class: "koryo-search-status", role: "status" });
    this.field = el("div", { class: "koryo-search-field", hidden: true }, this.input, this.list, this.status);
    this.node = el("div", { class: "koryo-search", role: "search" }, this.opener, this.field);
    this.stand();
    this.listen();
    this.name();
  }

  // In a corner of the map, where a click on it is no click on the map.
  stand() {
    const { journey, panel } = sharedOf(this.map);
    if (journey && panel) return void panel.buttons.append(this.node);
    const control = new L.Control({ position: "topleft" });
    control.onAdd = () => {
      L.DomEvent.disableClickPropagation(this.node);
      L.DomEvent.disableScrollPropagation(this.node);
      return this.node;
    };
    control.addTo(this.map);
  }

  listen() {
    this.opener.addEventListener("click", () => this.open(Boolean(this.field.hidden)));
    this.input.addEventListener("input", () => this.look());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.node.addEventListener("focusout", (event) => {
      const to = /** @type {Node | null} */ (event.relatedTarget);
      if (to && !this.node.contains(to)) this.close();
    });
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => {
      const option = /** @type {Element} */ (event.target).closest("[role=option]");
      if (option) this.choose([...this.list.children].indexOf(option));
    });
    onLanguage(() => {
      this.name();
      this.look();
    });
  }

  name() {
    for (const node of [this.opener, this.input, this.list]) node.setAttribute("aria-label", phrase("search"));
    this.opener.title = phrase("search");
    this.input.placeholder = phrase("search_hint");
  }

  /** @param {boolean} open */
  open(open) {
    this.field.hidden = !open;
    this.opener.setAttribute("aria-expanded", String(open));
    if (open) {
      this.input.focus();
      this.look();
    }
  }

  look() {
    const asked = Boolean(plainLetters(this.input.value));
    this.found = findPlaces(this.places, this.input.value);
    this.active = this.found.length ? 0 : -1;
    empty(this.list).append(...this.found.map((item, i) => this.option(item, i)));
    this.status.textContent = !asked
      ? ""
      : this.found.length
        ? phrase("search_found", { n: this.found.length })
        : phrase("search_none");
    this.status.classList.toggle("koryo-hidden", !asked || this.found.length > 0);
    this.unfold(this.found.length > 0 && document.activeElement === this.input);
  }

  // The place by its name here and now, and the spelling that was found where it is another.
  /** @param {Found} found @param {number} i */
  option({ place, best }, i) {
    const node = el(
      "li",
      { role: "option", id: this.list.id + "-" + i, class: "koryo-search-option" },
      say(el("span"), place.name)
    );
    const { word, lang } = best.spelling;
    if (word !== textOf(place.name))
      node.append(el("span", { class: "koryo-search-spelling", lang: lang === currentLanguage() ? null : lang }, word));
    return node;
  }

  /** @param {boolean} open */
  unfold(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    this.mark(open ? this.active : -1);
  }

  /** @param {number} index */
  mark(index) {
    this.active = index;
    [...this.list.children].forEach((node, i) => node.setAttribute("aria-selected", String(i === index)));
    const node = this.list.children[index];
    if (!node) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", node.id);
    node.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const count = this.found.length;
    /** @type {Record<string, () => void>} */
    const acts = {
      ArrowDown: () => (this.list.hidden ? this.look() : this.mark((this.active + 1) % count)),
      ArrowUp: () => (this.list.hidden ? this.look() : this.mark((this.active + count - 1) % count)),
      Enter: () => this.choose(Math.max(this.active, 0)),
      Escape: () => this.close(true)
    };
    if (!acts[event.key] || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    acts[event.key]();
  }

  /** @param {boolean} [focus] */
  close(focus) {
    this.unfold(false);
    if (focus && this.input.value) {
      this.input.value = "";
      this.look();
      return;
    }
    this.open(false);
    if (focus) this.opener.focus();
  }

  /** @param {number} index */
  choose(index) {
    const item = this.found[index];
    if (!item) return;
    this.input.value = "";
    this.opener.focus({ preventScroll: true }); // a card that closes gives the focus back to where it came from
    this.close();
    const own = sharedOf(this.map);
    if (own.player) own.player.pause();
    this.go(item.place);
    openCard(this.map, { place: item.place.place });
  }

  // Near enough that the place is drawn; the reader has chosen this view, so the map does not fit itself anew.
  /** @param {PlaceData} place */
  go(place) {
    const { map } = this;
    const { journey } = sharedOf(map);
    if (journey) return journey.lookAtPlace(place);
    if (map.getPanes().mapPane.classList.contains("leaflet-zoom-anim"))
      return void map.once("moveend", () => this.go(place)); // else Leaflet drops it
    const zoom = Math.max(map.getZoom(), Math.min(map.getMinZoom() + 4, map.getMaxZoom()));
    sharedOf(map).moved = true;
    map.setView([place.lat, place.lon], zoom, { animate: !reducedMotion() });
  }
}
