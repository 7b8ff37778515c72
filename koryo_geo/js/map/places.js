// Places: a dot that is a button, a halo where the spot is uncertain, and a name with the name of the time beneath it.
import { stateWords } from "../core/amounts.js";
import { onLanguage } from "../core/language.js";
import { el, empty, say } from "../core/nodes.js";
import { joinPlayer, openCard, remember, sharedOf } from "../core/shared.js";
import { ownText, phrase, textOf } from "../core/words.js";
import { labelsOf } from "./labels.js";
import { paneNode } from "./panes.js";

const PLACE_REACH_PX = 64; // how far from its dot a main place may be named

const RING_TIER = 2;
const KM_IN_DEGREE = 111.2; // of latitude

/** @param {L.Map} map @param {PlaceOptions} options */
export function addPlaces(map, options) {
  const tier = tiers(options.places);
  const places = options.places.map((place) => new Place(map, place, tier(place.rank)));
  labelsOf(map).set(
    "places",
    places.map((place) => place.item)
  );
  joinPlayer(map, new PlaceLayer(map, places));
  onLanguage(() => places.forEach((place) => place.write()));
  return places;
}

// On a map of counts a place carries the count of the moment; on a map of flows it is only a place.
class PlaceLayer {
  /** @param {L.Map} map @param {Place[]} places */
  constructor(map, places) {
    this.map = map;
    this.places = places;
    this.moment = -2;
  }

  /** @param {Frame} frame */
  draw(frame) {
    const timeline = sharedOf(this.map).timeline;
    if (!timeline || !timeline.moments.length || frame.moment === this.moment) return;
    this.moment = frame.moment;
    const dated = new Set(timeline.moments.flatMap((moment) => [...countedAt(moment), ...movedAt(moment)]));
    const now = timeline.moments[frame.moment];
    for (const place of this.places) {
      const key = place.place.place;
      const state = now?.places?.find((other) => other.place === key) || null;
      if (dated.has(key)) place.show(state, Boolean(state) || movedAt(now).includes(key));
    }
    labelsOf(this.map).request();
  }
}

/** @param {Moment} moment */
const countedAt = (moment) => (moment.places || []).map((state) => state.place);
/** @param {Moment | undefined} moment */
const movedAt = (moment) => (moment?.moves || []).flatMap((move) => move.places || []);

class Place {
  /** @param {L.Map} map @param {PlaceData} place @param {number} tier */
  constructor(map, place, tier) {
    this.map = map;
    this.place = place;
    this.tier = tier;
    this.at = L.latLng(place.lat, place.lon);
    remember(map, "place", place.place, place);
    this.dot = dotOf(place, tier);
    this.halo = place.radius_km ? el("span", { class: "koryo-halo", "aria-hidden": "true" }) : null;
    this.label = el("span", { class: "koryo-place-label" + (tier ? "" : " is-main"), "aria-hidden": "true" });
    /** @type {PlaceState | null} */
    this.state = null;
    this.absent = false;
    this.near = false; // what the moment is about is named from afar too
    this.build();
    /** @type {LabelItem} */
    this.item = {
      el: this.label,
      at: this.at,
      rank: place.rank,
      gap: 6,
      dot: 5,
      must: tier === 0,
      reach: tier === 0 ? PLACE_REACH_PX : 0,
      before: () => this.settle()
    };
    this.write();
    this.settle();
  }

  build() {
    const { map, place } = this;
    this.dot.addEventListener("click", () => openCard(map, { place: place.place }));
    L.DomEvent.disableClickPropagation(this.dot);
    const pane = paneNode(map, "labels");
    if (this.halo) pane.append(this.halo);
    // A place inside its ring stays within reach.
    pane.insertBefore(this.dot, place.ring ? pane.querySelector(".koryo-dot:not(.is-ring)") : null);
  }

  /** @param {PlaceState | null} state @param {boolean} present */
  show(state, present) {
    this.state = state;
    this.absent = !present;
    this.near = present;
    this.write();
  }

  write() {
    const { name, name_then: then } = this.place;
    const nameNode = say(el("span", { class: "koryo-place-name" }), name);
    empty(this.label).append(nameNode);
    const both = [textOf(name), ownText(then ?? "")].filter(Boolean);
    if (both[1] && both[1] !== both[0]) this.label.append(say(el("span", { class: "koryo-place-then" }), both[1]));
    const value = this.state ? stateWords(this.state, true) : "";
    if (value) this.label.append(el("span", { class: "koryo-place-value" }, value));
    const named = both[1] && both[1] !== both[0] ? phrase("name_and_then", { name: both[0], then: both[1] }) : both[0];
    const more = this.place.ring ? phrase("number_not_known") : value;
    this.dot.setAttribute("aria-label", more ? named + ": " + more : named);
  }

  // Dots follow the map when it comes to rest; low ranks wait until the reader comes nearer.
  settle() {
    const point = this.map.latLngToLayerPoint(this.at).round();
    L.DomUtil.setPosition(this.dot, point);
    const tier = this.place.ring ? RING_TIER : this.tier;
    const { minZoom = -Infinity } = this.map.options;
    const far = tier > 1 && this.map.getZoom() < minZoom + Math.min(tier, 4) - 0.7 + smallness(this.map);
    const away = this.absent || (far && !this.near);
    // Where counts stand as blocks, name and number are written beside the block.
    this.item.hidden = away || Boolean(this.state && sharedOf(this.map).countsApart);
    this.dot.classList.toggle("is-far", away);
    if (this.halo) this.drawHalo(this.halo, point);
  }

  // The halo is the true radius of doubt on the ground.
  /** @param {HTMLElement} halo @param {L.Point} point */
  drawHalo(halo, point) {
    const north = L.latLng(this.at.lat + (this.place.radius_km || 0) / KM_IN_DEGREE, this.at.lng);
    const radius = Math.max(6, this.map.latLngToLayerPoint(north).distanceTo(point));
    L.DomUtil.setPosition(halo, point);
    halo.style.width = halo.style.height = 2 * radius + "px";
  }
}

// How sure its spot is can be seen from the dot.
/** @param {PlaceData} place @param {number} tier */
function dotOf(place, tier) {
  const sure = place.certainty === "documented" || !place.certainty;
  const look = (place.ring ? " is-ring" : sure ? "" : " is-uncertain") + (tier ? "" : " is-main");
  return el("button", { type: "button", class: "koryo-dot" + look });
}

// Ranks may be tiers (0 = always named, 1, 2 ...) or one long order; an order is cut into tiers.
/** @param {PlaceData[]} places */
function tiers(places) {
  const isOrder = places.some((place) => place.rank > 6);
  return (/** @type {number} */ rank) => (isOrder ? [8, 12, 20, Infinity].findIndex((limit) => rank < limit) : rank);
}

// A small map shows fewer places at the same zoom.
/** @param {L.Map} map */
function smallness(map) {
  const size = map.getSize();
  return Math.max(0, Math.min(2, Math.log2(620 / Math.min(size.x, size.y * 1.3))));
}
