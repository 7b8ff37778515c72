// The page can be asked what it shows: plain data for tests, for summaries and for other people's checks. Each kind of
// map adds what it alone knows (see Description in types.d.ts).
import { currentLanguage } from "../core/language.js";
import { sharedOf } from "../core/shared.js";
import { labelsOf } from "./labels.js";

/** @type {L.Map[]} */
const maps = [];

/** @param {L.Map} map */
export function beDescribed(map) {
  maps.push(map);
}

/** What a map of the page shows now; of the first one when none is given.
 * @param {L.Map} [map] @returns {Description | null} */
export function describe(map = maps[0]) {
  if (!map) return null;
  const own = sharedOf(map);
  const size = map.getSize();
  /** @type {Description} */
  const told = {
    kind: own.timeline?.kind || null,
    lang: currentLanguage(),
    size: { width: size.x, height: size.y },
    moment: momentOf(own),
    stops: stopsOf(own),
    bodies: [],
    labels: labelsOf(map).written().map(labelTold),
    events: (own.timeline?.events || []).map((event) => ({ event: event.event, shown: "stop", text: "" }))
  };
  for (const describer of own.describers) {
    const { bodies = [], events = [], stops, ...more } = describer();
    told.bodies.push(...bodies);
    told.events.push(...events);
    Object.assign(told, more, stops ? { stops } : {});
  }
  return told;
}

/** @param {Shared} own */
function momentOf({ timeline, player }) {
  const frame = player?.frame;
  if (!timeline || !frame) return null;
  const moment = timeline.moments[frame.moment];
  return { chapter: timeline.chapters[frame.chapter]?.chapter || null, date: moment ? moment.date : frame.date };
}

// A stop of a map without a film is a chapter; its words are those of title and caption.
/** @param {Shared} own */
function stopsOf({ timeline, player }) {
  if (!timeline || !player) return [];
  return timeline.chapters.map((chapter, i) => ({
    key: chapter.chapter,
    from: player.chapterTimes[i],
    to: player.chapterTimes[i + 1] ?? player.duration,
    words: wordsIn([chapter.title, chapter.caption]),
    place: null,
    voice: false
  }));
}

/** @param {Words[]} texts */
function wordsIn(texts) {
  /** @type {Record<string, number>} */
  const found = {};
  for (const text of texts) {
    const forms = text && typeof text === "object" ? text : { [currentLanguage()]: text || "" };
    for (const [lang, words] of Object.entries(forms))
      found[lang] = (found[lang] || 0) + words.split(/\s+/).filter(Boolean).length;
  }
  return found;
}

/** @param {LabelItem} item */
function labelTold({ el: node, box, key, at }) {
  const { x0, y0, x1, y1 } = /** @type {Room} */ (box);
  const lang = /** @type {HTMLElement | null} */ (node.closest("[lang]"))?.lang || currentLanguage();
  const text = [...node.childNodes]
    .map((child) => child.textContent)
    .filter(Boolean)
    .join(" ");
  return { text, lang, box: [x0, y0, x1, y1], place: key || null, at: [at.lng, at.lat] };
}
