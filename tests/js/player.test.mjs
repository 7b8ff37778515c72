import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import "./page.mjs";
import { Player } from "../../koryo_geo/js/core/player.js";
import { joinPlayer, openCard, remember, sharedOf, timelineOf } from "../../koryo_geo/js/core/shared.js";
import { Timeline } from "../../koryo_geo/js/core/timeline.js";

// A screen whose pictures come when the test asks for them.
const waiting = new Map();
let now = 0;
let handles = 0;
globalThis.requestAnimationFrame = (act) => (waiting.set(++handles, act), handles);
globalThis.cancelAnimationFrame = (handle) => waiting.delete(handle);

function pass(seconds) {
  for (let left = Math.round(seconds * 10); left >= 0; left--) {
    const acts = [...waiting.values()];
    waiting.clear();
    acts.forEach((act) => act(now));
    if (left) now += 100;
  }
}

const chapters = [0, 4, 8].map((day, i) => ({ chapter: "c" + i, day }));
const story = (more) =>
  new Timeline({
    kind: "flows",
    start: "1937-09-09",
    days: 10,
    pace: [
      [0, 0],
      [10, 10]
    ],
    ...more
  });

function watched(timeline, options) {
  const player = new Player(timeline, { hold: 1, reduced: false, ...options });
  const heard = [];
  for (const name of ["play", "pause", "ended", "seeked", "chapterchange", "ratechange", "viewchange"]) {
    player.addEventListener(name, () => heard.push(name));
  }
  return { player, heard };
}

beforeEach(() => {
  waiting.clear();
  document.hidden = false;
});

test("a player stands at the beginning, and plays a second of story in a second", () => {
  const { player, heard } = watched(story());
  assert.deepEqual([player.paused, player.currentTime, player.duration, player.frame.t], [true, 0, 10, 0]);
  player.play();
  pass(3);
  assert.ok(Math.abs(player.currentTime - 3) < 1e-9);
  player.pause();
  pass(3);
  assert.ok(Math.abs(player.currentTime - 3) < 1e-9);
  assert.deepEqual(heard, ["play", "pause"]);
});

test("every layer draws every frame, and one that has left draws none", () => {
  const { player } = watched(story());
  const drawn = { a: [], b: [] };
  const layers = Object.entries(drawn).map(([, list]) => ({ draw: (frame) => list.push(frame.t) }));
  layers.forEach((layer) => player.add(layer));
  player.currentTime = 5;
  player.remove(layers[1]);
  player.currentTime = 6;
  assert.deepEqual(drawn, { a: [0, 5, 6], b: [0, 5] });
});

test("the story rests at its first chapter and at each that comes", () => {
  const { player, heard } = watched(story({ chapters }));
  player.play();
  pass(0.9);
  assert.equal(player.currentTime, 0);
  pass(4.5);
  assert.equal(player.currentTime, 4);
  assert.equal(player.frame.chapter, 1);
  pass(0.4);
  assert.equal(player.currentTime, 4);
  pass(1.5);
  assert.ok(player.currentTime > 4);
  assert.deepEqual(heard.filter((name) => name === "chapterchange").length, 1);
});

test("at the end it stops and says so; play begins again", () => {
  const { player, heard } = watched(story());
  player.playbackRate = 4;
  player.play();
  pass(4);
  assert.deepEqual([player.ended, player.paused, player.currentTime], [true, true, 10]);
  assert.deepEqual(heard, ["ratechange", "play", "pause", "ended"]);
  player.play();
  assert.deepEqual([player.ended, player.currentTime], [false, 0]);
});

test("a loop rests at the end and goes on from the beginning", () => {
  const { player } = watched(story());
  player.loop = true;
  player.currentTime = 9.5;
  player.play();
  pass(1);
  assert.deepEqual([player.currentTime, player.ended], [10, false]);
  pass(2);
  assert.ok(player.currentTime < 2 && !player.paused);
});

test("with less motion it leaps from chapter to chapter, and holds each twice as long", () => {
  const { player } = watched(story({ chapters }), { reduced: true });
  player.play();
  const seen = [];
  for (let i = 0; i < 120; i++) {
    pass(0.1);
    seen.push(player.currentTime);
  }
  assert.deepEqual([...new Set(seen)], [0, 4, 8, 10]);
  const first = seen.filter((time) => time === 0).length;
  const second = seen.filter((time) => time === 4).length;
  assert.ok(Math.abs(second - 2 * first) <= 2, `${first} and ${second} tenths of a second`);
});

test("after a stall it goes on from where it was", () => {
  const { player } = watched(story());
  player.play();
  pass(1);
  now += 60000;
  pass(0);
  assert.ok(player.currentTime < 1.3);
});

test("a hidden page stops the clock", () => {
  const { player } = watched(story());
  player.play();
  pass(1);
  document.hidden = true;
  player.resumeClock();
  pass(5);
  assert.ok(player.currentTime < 1.1 && !player.paused);
  document.hidden = false;
  player.resumeClock();
  pass(1);
  assert.ok(player.currentTime > 1.9);
});

test("a time beyond the story is its nearest end; what is no number is the beginning", () => {
  const { player, heard } = watched(story());
  for (const [asked, time] of [
    [99, 10],
    [-1, 0],
    ["7", 7],
    ["x", 0]
  ]) {
    player.currentTime = asked;
    assert.equal(player.currentTime, time);
  }
  assert.deepEqual(heard, ["seeked", "seeked", "seeked", "seeked"]);
});

test("a chapter that is chosen is shown, and none beyond the last", () => {
  const { player } = watched(story({ chapters }));
  const heard = [];
  for (const name of ["chapterleave", "chapterchosen"])
    player.addEventListener(name, () => heard.push([name, player.seconds]));
  player.goToChapter(2);
  player.goToChapter(9);
  player.goToChapter(-3);
  assert.equal(player.currentTime, 0);
  assert.deepEqual(heard.slice(0, 2), [
    ["chapterleave", 0],
    ["chapterchosen", 8]
  ]);
  watched(story()).player.goToChapter(0);
});

test("a step is a day while people move", () => {
  const { player } = watched(story());
  player.currentTime = 2.5;
  player.step(1);
  assert.equal(player.frame.t, 3);
  player.step(-1);
  assert.equal(player.frame.t, 2);
});

test("a step is a count where there are counts", () => {
  const moments = [{ day: 0 }, { day: 4 }, { day: 9 }];
  const { player } = watched(story({ kind: "regions", moments }));
  const days = [1, 1, 1, -1, -1, -1].map((way) => (player.step(way), player.frame.t));
  assert.deepEqual(days, [4, 9, 9, 4, 0, 0]);
});

test("only a view that there is can be chosen, and the layers hear of it", () => {
  const { player, heard } = watched(story());
  player.view = "cumulative";
  player.view = "sideways";
  player.view = "window";
  assert.deepEqual([player.view, player.frame.view, heard.length], ["window", "window", 1]);
});

test("what the layers of a map share has every field from the beginning, and is its own", () => {
  const [one, other] = [{}, {}];
  assert.equal(sharedOf(one), sharedOf(one));
  assert.notEqual(sharedOf(one).layers, sharedOf(other).layers);
  assert.ok(Object.values(sharedOf(other)).every((value) => value !== undefined));
  remember(one, "place", "a", { name: "A" });
  assert.deepEqual(sharedOf(one).items, { place: { a: { name: "A" } } });
});

test("without a player a layer shows the last day; with one, the present", () => {
  const map = {};
  sharedOf(map).timeline = story();
  const days = [];
  const layer = joinPlayer(map, { draw: (frame) => days.push(frame.t) });
  sharedOf(map).player = watched(timelineOf(map, "unused")).player;
  joinPlayer(map, layer);
  assert.deepEqual(days, [10, 0]);
});

test("a card is asked for only where the map has cards", () => {
  const map = {};
  openCard(map, { place: "a" });
  const asked = [];
  sharedOf(map).openCard = (what) => asked.push(what);
  openCard(map, { place: "a" });
  assert.deepEqual(asked, [{ place: "a" }]);
});
