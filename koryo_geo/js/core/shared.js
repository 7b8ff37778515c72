// What the layers of one map share. Each layer finds its neighbours here, and works when they are missing.
import { readIsland } from "./data.js";
import { Timeline } from "./timeline.js";

/** @param {L.Map} map @returns {Shared} */
export function sharedOf(map) {
  return (map.koryo ??= nothingYet());
}

/** @returns {Shared} */
function nothingYet() {
  const story = { timeline: null, player: null, panel: null, layers: [], ledger: null, stills: null };
  const cards = { items: {}, record: null, card: null, openCard: null, closeCard: null, recordPage: null };
  const view = { home: null, view: null, flight: null, driven: false, landing: false, moved: false };
  const ground = { ground: null, landscape: [], sheets: {}, above: [], raised: false };
  const words = { labels: null, trails: [], solids: [], countsApart: false, keepClear: null, moveLegend: null };
  const told = { describers: [] };
  const flows = { unit: null, flowStyle: null, ribbonWidth: null, journey: null };
  return { ...story, ...cards, ...view, ...ground, ...words, ...told, ...flows };
}

/** @param {L.Map} map @param {CardKind} kind @param {string} key @param {any} item */
export function remember(map, kind, key, item) {
  const { items } = sharedOf(map);
  (items[kind] ??= {})[key] = item;
}

/** @param {L.Map} map @param {string} id */
export function timelineOf(map, id) {
  return (sharedOf(map).timeline ??= new Timeline(readIsland(id)));
}

// A layer joins the player if there is one; without a player the map is a still of the last day.
/**
 * @template {Layer} T
 * @param {L.Map} map @param {T} layer
 */
export function joinPlayer(map, layer) {
  const own = sharedOf(map);
  own.layers.push(layer);
  if (own.player) own.player.add(layer);
  else if (own.timeline) layer.draw(own.timeline.at(own.timeline.days));
  return layer;
}

// Parts that only some maps carry name themselves here when their module is loaded; whoever can use one asks.
/** @type {Extras} */
export const extras = { ledger: null, stills: null, story: null };

// Open a card if this map has cards; do nothing otherwise.
/** @param {L.Map} map @param {Subject} what */
export function openCard(map, what) {
  const own = sharedOf(map);
  if (own.openCard) own.openCard(what);
}
