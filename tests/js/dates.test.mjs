import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, fromDay, toDay } from "../../koryo_geo/js/core/dates.js";

test("days are counted from the first of January 1970", () => {
  assert.equal(toDay("1970-01-01"), 0);
  assert.equal(toDay("1969-12-31"), -1);
  assert.equal(toDay("1937-09-09"), -11802);
});

for (const [day, three] of [
  ["1582-10-04", "1582-10-07"],
  ["1867-02-27", "1867-03-02"],
  ["1900-02-27", "1900-03-02"],
  ["1904-02-27", "1904-03-01"],
  ["1937-12-30", "1938-01-02"],
  ["0004-02-27", "0004-03-01"],
  ["0099-12-31", "0100-01-03"]
]) {
  test(`three days after ${day} is ${three}`, () => assert.equal(addDays(day, 3), three));
}

test("a day comes back from its number, in every century", () => {
  for (let day = toDay("0001-01-01"); day < toDay("2100-01-01"); day += 997) assert.equal(toDay(fromDay(day)), day);
});

test("a day is a day in every time zone", () => {
  const zone = process.env.TZ;
  for (const place of ["America/Los_Angeles", "Asia/Seoul", "Asia/Almaty", "Pacific/Apia"]) {
    process.env.TZ = place;
    assert.equal(addDays("1937-09-08", 1), "1937-09-09", place);
  }
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});
