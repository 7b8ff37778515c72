import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import "./page.mjs";
import { attestedWords, qualifierOf, stateWords, totalsWords } from "../../koryo_geo/js/core/amounts.js";
import { currentLanguage, languagesOffered, onLanguage, setLanguage } from "../../koryo_geo/js/core/language.js";
import { endingOf, particleAfter, settleParticles } from "../../koryo_geo/js/core/particles.js";
import {
  dateWords,
  fillIn,
  grouped,
  langOf,
  ownText,
  phrase,
  sentences,
  textOf
} from "../../koryo_geo/js/core/words.js";

afterEach(() => setLanguage("en"));

for (const [date, said] of [
  ["1867", "1867"],
  ["1867-09", "September 1867"],
  ["1867-09-09", "9 September 1867"],
  ["1867-09~", "about September 1867"],
  ["1867-22", "summer 1867"],
  ["1867/1868", "1867 to 1868"],
  ["1867/..", "from 1867"],
  ["../1868-01", "until January 1868"],
  ["1867~/1868", "about 1867 to 1868"],
  ["18XX", "18XX"]
]) {
  test(`${date} is said as it is known: ${said}`, () => assert.equal(dateWords(date), said));
}

test("thousands are set apart, decimals are not", () => {
  assert.equal(grouped(171781), "171,781");
  assert.equal(grouped(0), "0");
  assert.equal(grouped(12345.6789), "12,345.6789");
});

test("one person and many people", () => {
  assert.equal(phrase("people", { n: 1 }), "1 person");
  assert.equal(phrase("people", { n: 36442 }), "36,442 people");
});

test("what a language lacks is said in English, and what no language has by its key", () => {
  setLanguage("ko");
  assert.equal(phrase("people", { n: 5 }), "5명");
  assert.equal(phrase("only_english"), "English");
  assert.equal(phrase("nobody_says_this"), "nobody_says_this");
});

test("a text is in the reader's language, else in English, else in its first", () => {
  setLanguage("ko");
  assert.equal(textOf({ en: "Sea", ko: "바다" }), "바다");
  assert.equal(textOf({ ru: "Море", en: "Sea" }), "Sea");
  assert.equal(textOf({ ru: "Море" }), "Море");
  assert.deepEqual([null, undefined, "", 7].map(textOf), ["", "", "", "7"]);
});

test("a text in another language than the page's says so", () => {
  setLanguage("ko");
  assert.equal(langOf({ ko: "바다" }), null);
  assert.equal(langOf({ en: "Sea" }), "en");
  assert.equal(langOf({ ru: "Море" }), "ru");
  assert.equal(langOf("Sea", "en"), "en");
  assert.equal(langOf("바다", "ko"), null);
});

test("a place in a template that nothing fills stays as it is", () => {
  assert.equal(fillIn("{a} and {b}", { a: 1000 }), "1,000 and {b}");
});

test("a language that the page does not speak is not taken", () => {
  const heard = [];
  const stop = onLanguage((code) => heard.push(code));
  setLanguage("xx");
  setLanguage("__proto__");
  setLanguage("ko");
  stop();
  setLanguage("en");
  assert.deepEqual(heard, ["ko"]);
  assert.equal(currentLanguage(), "en");
  assert.deepEqual(languagesOffered(), [
    { code: "en", name: "English" },
    { code: "ko", name: "한국어" }
  ]);
});

for (const [state, said] of [
  [{ status: "none" }, "no record"],
  [{ status: "unknown", value: null }, "number not known"],
  [{ status: "known", value: 20000, qualifier: "about" }, "about 20,000"],
  [{ status: "known", value: 72000, qualifier: "at_least" }, "over 72,000"],
  [{ status: "known", value: 5, qualifier: "at_most" }, "up to 5"],
  [{ status: "known", value: 0 }, "0"],
  [{ status: "known", value: 300, kind: "plan" }, "300 (plan)"]
]) {
  test(`a state is said: ${said}`, () => assert.equal(stateWords(state, false), said));
}

test("a state says its unit where it is asked to", () => {
  assert.equal(stateWords({ status: "known", value: 3, counted: "households" }, true), "3 households");
  assert.equal(stateWords({ status: "known", value: 3, counted: "persons" }, true), "3 people");
});

for (const [a, said] of [
  [{ value: 100, low: 90, high: 110 }, "100 people"],
  [{ value: 100, low: 100, high: null }, "over 100 people"],
  [{ value: 100, low: null, high: 100 }, "up to 100 people"],
  [{ value: 100, certainty: "estimated" }, "about 100 people"],
  [{ low: 90, high: 110 }, "90 to 110 people"],
  [{ low: 90 }, "over 90 people"],
  [{ high: 110 }, "up to 110 people"],
  [{}, "number not known"]
]) {
  test(`an attestation is said: ${said}`, () => assert.equal(attestedWords(a, "persons"), said));
}

test("a qualifier that is given holds", () => {
  assert.equal(qualifierOf({ qualifier: null, value: 1, certainty: "estimated" }), null);
});

test("totals name the untraced only where there are any", () => {
  const totals = { waiting: 1, under_way: 2, arrived: 3000, untraced: 0 };
  assert.equal(totalsWords(totals), "waiting: 1 · on the way: 2 · arrived: 3,000");
  assert.match(totalsWords({ ...totals, untraced: 816 }), /· not traced: 816$/);
});

test("days of one year say it once", () => {
  assert.equal(dateWords("1937-09-09/1937-09-23"), "9 September to 23 September 1937");
});

test("one full stop ends a sentence, whoever brings it", () => {
  assert.equal(sentences(["A thing", { en: "Another." }, "", null]), "A thing. Another.");
  assert.equal(fillIn("{date}.", { date: "1937 г." }), "1937 г.");
});

test("a name of then does not stand in for one in another script", () => {
  setLanguage("ko");
  assert.equal(ownText({ ru: "Море" }), "");
  assert.equal(ownText({ ko: "바다" }), "바다");
});

for (const [word, sound] of [
  ["서울", "rieul"],
  ["부산", "consonant"],
  ["바다", "vowel"],
  ["10", "consonant"],
  ["7", "rieul"],
  ["25 km", "vowel"],
  ["바다(海)", "vowel"],
  ["Море", null]
]) {
  test(`${word} ends in ${sound}`, () => assert.equal(endingOf(word), sound));
}

test("a Korean particle fits the word before it, and stays double where nobody can say", () => {
  assert.equal(settleParticles("서울(으)로, 부산(으)로, 바다은(는), 부산이(가)"), "서울로, 부산으로, 바다는, 부산이");
  assert.equal(particleAfter("Море", "을(를)"), "을(를)");
});
