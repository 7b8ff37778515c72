// Civil days. A date here is a day on a wall calendar: it has no hour and no time zone, so 9 September stays
// 9 September in every city and 1582 counts as 1867 does. JavaScript's Date serves as a calculator only, read and
// written in UTC, where every day has 24 hours.

const DAY_MS = 86400000;

// Days since 1970-01-01 in the proleptic Gregorian calendar. Date.UTC would take the years 0 to 99 for 1900 to 1999;
// setUTCFullYear does not.
/** @param {string} iso */
export function toDay(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return new Date(0).setUTCFullYear(year, month - 1, day) / DAY_MS;
}

/** @param {number} number */
export function fromDay(number) {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

/** @param {string} start @param {number} days */
export const addDays = (start, days) => fromDay(toDay(start) + days);
