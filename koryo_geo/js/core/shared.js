// What the layers of one map share. Each layer finds its neighbours here, and works when they are missing.
import { readIsland } from "./data.js";
import { Timeline } from "./timeline.js";

export function sharedOf(map) {
  if (!map.koryo) map.koryo = { timeline: null, player: null, layers: [], panel: null, items: {}, trails: [] };
  return map.koryo;
}

export function remember(map, kind, key, item) {
  const items = sharedOf(map).items;
  (items[kind] = items[kind] || {})[key] = item;
}

export function timelineOf(map, id) {
  const own = sharedOf(map);
  if (!own.timeline && id) own.timeline = new Timeline(readIsland(id));
  return own.timeline;
}

// A layer joins the player if there is one; without a player the map is a still of the last day.
export function joinPlayer(map, layer) {
  const own = sharedOf(map);
  own.layers.push(layer);
  if (own.player) own.player.add(layer);
  else if (own.timeline) layer.draw(own.timeline.at(own.timeline.days));
  return layer;
}

// Parts that only some maps carry name themselves here when their module is loaded; whoever can use one asks.
export const extras = { chart: null, stills: null };

// Open a card if this map has cards; do nothing otherwise.
export function openCard(map, what) {
  const own = sharedOf(map);
  if (own.openCard) own.openCard(what);
}
