// Korean particles: which of two forms follows a word depends on the sound the word ends in. Texts write both, as Korean
// forms do ("{name}은(는)"); once the value stands there, the one that fits stays. Python's korean module is the same rule.
(function (koryo) {
  "use strict";

  const PAIRS = { "은(는)": ["은", "는"], "이(가)": ["이", "가"], "을(를)": ["을", "를"], "과(와)": ["과", "와"], "(으)로": ["으로", "로"] };
  const FIRST = 0xac00, LAST = 0xd7a3, FINALS = 28, RIEUL = 8;
  // Digits and Latin letters as they are read: a zero ends ten, hundred, thousand or ten thousand.
  const SOUNDS = Object.fromEntries([...Array.from("2459", (c) => [c, "vowel"]), ...Array.from("178lr", (c) => [c, "rieul"]),
    ...Array.from("036mn", (c) => [c, "consonant"])]);
  const MARKED = /은\(는\)|이\(가\)|을\(를\)|과\(와\)|\(으\)로/g;
  const BRACKETED = /\s*[(（][^()（）]*[)）]$/;
  // Metres and kilometres after a number are read in full, as is the sign for per cent; both end in a vowel.
  const MEASURE = /(?:^|[\d\s])[kcm]?m$|%$/;
  const CLOSING = /[’”'"」』》〉»\] ]+$/;

  const korean = koryo.korean = {};

  // How a word ends when it is read aloud: in a vowel, in ㄹ, in another consonant; null when its writing does not say.
  korean.ending = function (word) {
    const bare = word.replace(CLOSING, "").replace(BRACKETED, "").replace(CLOSING, "");
    if (MEASURE.test(bare)) return "vowel";
    const last = bare.slice(-1).toLowerCase();
    if (SOUNDS[last]) return SOUNDS[last];
    if (/^[a-z]$/.test(last)) return "vowel";
    const code = last ? last.charCodeAt(0) : 0;
    if (code < FIRST || code > LAST) return null;
    const final = (code - FIRST) % FINALS;
    if (!final) return "vowel";
    return final === RIEUL ? "rieul" : "consonant";
  };

  korean.particle = function (word, pair) {
    const sound = korean.ending(word);
    if (!sound) return pair;
    return PAIRS[pair][sound === "vowel" || (sound === "rieul" && pair === "(으)로") ? 1 : 0];
  };

  korean.settle = function (text) {
    return text.replace(MARKED, (pair, at) => korean.particle(text.slice(0, at), pair));
  };
})(window.koryo = window.koryo || {});
