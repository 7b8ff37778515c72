// Particles in Hangul: which of two forms follows a word depends on the sound the word ends in. Texts write both, as
// printed forms do ("{name}은(는)"); once the value stands there, the one that fits stays. Python's module of this
// name is the same rule.

/** @type {Record<string, [string, string]>} */
const PAIRS = {
  "은(는)": ["은", "는"],
  "이(가)": ["이", "가"],
  "을(를)": ["을", "를"],
  "과(와)": ["과", "와"],
  "(으)로": ["으로", "로"]
};
const FIRST_SYLLABLE = 0xac00,
  LAST_SYLLABLE = 0xd7a3,
  FINALS = 28,
  RIEUL = 8;
// Digits and Latin letters as they are read: a zero ends ten, hundred, thousand or ten thousand.
const IN_RIEUL = "178lr",
  IN_CONSONANT = "036mn";
const MARKED = /은\(는\)|이\(가\)|을\(를\)|과\(와\)|\(으\)로/g;
const BRACKETED = /\s*[(（][^()（）]*[)）]$/;
const CLOSING = /[’”'"」』》〉»\] ]+$/;
// Metres and kilometres after a number are read in full, as is the sign for per cent; both end in a vowel.
const MEASURE = /(?:^|[\d\s])[kcm]?m$|%$/;

// How a word ends when it is read aloud: in a vowel, in ㄹ, in another consonant; null when its writing does not say.
/** @param {string} word @returns {"vowel" | "rieul" | "consonant" | null} */
export function endingOf(word) {
  const bare = word.replace(CLOSING, "").replace(BRACKETED, "").replace(CLOSING, "");
  if (MEASURE.test(bare)) return "vowel";
  const last = bare.slice(-1).toLowerCase();
  if (/^[a-z0-9]$/.test(last))
    return IN_RIEUL.includes(last) ? "rieul" : IN_CONSONANT.includes(last) ? "consonant" : "vowel";
  const code = last ? last.charCodeAt(0) : 0;
  if (code < FIRST_SYLLABLE || code > LAST_SYLLABLE) return null;
  const final = (code - FIRST_SYLLABLE) % FINALS;
  return final === RIEUL ? "rieul" : final ? "consonant" : "vowel";
}

/** @param {string} word @param {string} pair */
export function particleAfter(word, pair) {
  const sound = endingOf(word);
  if (!sound) return pair;
  return PAIRS[pair][sound === "vowel" || (sound === "rieul" && pair === "(으)로") ? 1 : 0];
}

/** @param {string} text */
export function settleParticles(text) {
  return text.replace(MARKED, (pair, at) => particleAfter(text.slice(0, at), pair));
}
