// The page can be asked what it shows: plain data for tests, for summaries and for other people's checks. Each kind of
// map adds what it alone knows (see Description in types.d.ts).
import { currentLanguage } from "../core/language.js";
import { sharedOf } from "../core/shared.js";

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
    labels: (own.labels?.written() || []).map((item) => labelTold(map, item)),
    events: eventsOf(own)
  };
  for (const describer of own.describers) {
    Object.assign(told, describer());
  }
  return told;
}

/** @param {Shared} own */
function momentOf({ timeline, player }) {
  const frame = player?.frame;
  if (!timeline || !frame) return null;
  const moment = timeline.moments[frame.moment];
  return { stop: timeline.chapters[frame.chapter]?.chapter || "", date: moment ? moment.date : frame.date };
}

// A stop of a map without a film is a chapter; its words are those of title and caption.
/** @param {Shared} own */
function stopsOf({ timeline, player }) {
  if (!timeline || !player) return [];
  return timeline.chapters.map((chapter, i) => ({
    stop: chapter.chapter,
    from_s: player.chapterTimes[i],
    to_s: player.chapterTimes[i + 1] ?? player.duration,
    words: wordsIn([chapter.title, chapter.caption]),
    places: [],
    voice: false
  }));
}

// An event is listed in the text version, and opened by its card; a map without a film stops at none.
/** @param {Shared} own */
function eventsOf({ timeline, items }) {
  return (timeline?.events || []).map(({ event }) => ({
    event,
    shown: false,
    listed: Boolean(document.getElementById("event-" + event)),
    openable: Boolean(items.event?.[event])
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

/** @param {L.Map} map @param {LabelItem} item */
function labelTold(map, { el: node, box, key }) {
  const { x0, y0, x1, y1 } = /** @type {Room} */ (box);
  const { left, top } = map.getContainer().getBoundingClientRect();
  const lang = /** @type {HTMLElement | null} */ (node.closest("[lang]"))?.lang || currentLanguage();
  const text = [...node.childNodes]
    .map((child) => child.textContent)
    .filter(Boolean)
    .join(" ");
  const kind = (node.className.match(/koryo-([a-z-]+)/) || [])[1] || "";
  return { text, lang, kind, key: key || "", box: [x0 + left, y0 + top, x1 + left, y1 + top], dot: null };
}
