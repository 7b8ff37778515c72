// How a place is found: by any spelling in any language and period. A keyboard without the letters of a language still
// finds its names: marks above letters are ignored, and letters that are written for one another count as one.

/** One spelling of a place, and the same without what does not count.
 * @typedef {{ lang?: string, word: string, exact: string, near: string }} Spelling */

/** @typedef {{ place: PlaceData, best: { spelling: Spelling, grade: number } }} Found */

// Cyrillic letters of Turkic languages and the Russian letters that stand in for them.
/** @type {Record<string, string>} */
const LOOKALIKES = { ө: "о", ү: "у", ұ: "у", қ: "к", ғ: "г", ң: "н", ә: "а", і: "и", һ: "х" };
const SHOWN = 8;

// Marks, hyphens, blanks, apostrophes and mute signs do not count.
/** @param {string} text */
export function plainLetters(text) {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\p{M}\p{P}\p{Z}\p{Lm}ьъ]/gu, "");
}

/** @param {string} folded */
function loose(folded) {
  return folded.replace(/[өүұқғңәіһ]/g, (letter) => LOOKALIKES[letter]);
}

// Names of all languages and periods ({lang, name, valid}), and texts that are one string or one for each language.
/** @param {PlaceData} place @returns {Spelling[]} */
function spellingsOf(place) {
  const forms = (place.names || []).map(({ lang, name }) => ({ lang, word: name }));
  const given = [...wordsOf(place.name), ...wordsOf(place.name_then), ...forms];
  return given.map(({ lang, word }) => ({ lang, word, exact: plainLetters(word), near: loose(plainLetters(word)) }));
}

/** @param {Words} text @returns {{ lang?: string, word: string }[]} */
function wordsOf(text) {
  if (!text) return [];
  if (typeof text === "string") return [{ word: text }];
  return Object.entries(text).map(([lang, word]) => ({ lang, word: String(word) }));
}

// How well a spelling answers: from its beginning before inside, its own letters before look-alikes.
/** @param {Spelling} spelling @param {string} query */
function grade(spelling, query) {
  const at = spelling.near.indexOf(loose(query));
  if (at < 0) return Infinity;
  return (at ? 2 : 0) + (spelling.exact.startsWith(query) || (at && spelling.exact.includes(query)) ? 0 : 1);
}

/** @param {PlaceData[]} places @param {string} text @returns {Found[]} */
export function findPlaces(places, text) {
  const query = plainLetters(text);
  if (!query) return [];
  const found = places.map((place) => {
    const ranked = spellingsOf(place)
      .map((spelling) => ({ spelling, grade: grade(spelling, query) }))
      .sort((a, b) => a.grade - b.grade);
    return { place, best: ranked[0] };
  });
  return found
    .filter(({ best }) => best && best.grade < Infinity)
    .sort((a, b) => a.best.grade - b.best.grade || (a.place.rank || 0) - (b.place.rank || 0))
    .slice(0, SHOWN);
}
