// Civil days. A date here is a day on a wall calendar: it has no hour and no time zone, so 9 September stays
// 9 September in every city and 1582 counts as 1867 does. JavaScript's Date knows instants only and is not used.
(function (koryo) {
  "use strict";

  const dates = koryo.dates = {};

  // Days since 1970-01-01 in the proleptic Gregorian calendar (years start in March, so leap days come last).
  dates.toDay = function (iso) {
    const [year, month, day] = iso.split("-").map(Number);
    const y = month <= 2 ? year - 1 : year;
    const era = Math.floor(y / 400);
    const yearOfEra = y - era * 400;
    const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
    return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
  };

  dates.fromDay = function (number) {
    const z = number + 719468;
    const era = Math.floor(z / 146097);
    const doe = z - era * 146097;
    const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365);
    const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
    const mp = Math.floor((5 * doy + 2) / 153);
    const month = mp < 10 ? mp + 3 : mp - 9;
    const year = yoe + era * 400 + (month <= 2 ? 1 : 0);
    return iso(year, month, doy - Math.floor((153 * mp + 2) / 5) + 1);
  };

  function iso(year, month, day) {
    return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
  }

  dates.add = (start, days) => dates.fromDay(dates.toDay(start) + days);

  const SEASONS = { 21: "spring", 22: "summer", 23: "autumn", 24: "winter" };
  const PLAIN = /^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?|-2[1-4])?$/;

  // An EDTF date in words, its vagueness included: 1867-09~, 1867-22, 1867/1868, 1867/.. What it can say beyond that
  // has no words here and stands as it is written.
  dates.words = function (date) {
    if (date.includes("/")) return spanWords(...date.split("/"));
    const bare = date.replace(/[~?%]+$/, "");
    const plain = PLAIN.test(bare) ? plainWords(bare) : bare;
    return bare === date ? plain : koryo.t("date_about", { date: plain });
  };

  function spanWords(first, last) {
    const open = (end) => end === "" || end === "..";
    if (open(last)) return koryo.t("date_from", { date: dates.words(first) });
    if (open(first)) return koryo.t("date_until", { date: dates.words(last) });
    if (YEAR.test(first) && YEAR.test(last)) return koryo.t("date_years", { first, last });
    return koryo.t("date_between", sharedYear(first, last) || { first: dates.words(first), last: dates.words(last) });
  }

  const YEAR = /^\d{4}$/, DAY = /^\d{4}-\d{2}-\d{2}$/;

  // A year that two days share is said once, where the language puts it.
  function sharedYear(first, last) {
    if (!DAY.test(first) || !DAY.test(last) || first.slice(0, 4) !== last.slice(0, 4)) return null;
    const leads = koryo.locale().date.day.startsWith("{y}");
    return { first: inYear(first, leads ? "day" : "day_only"), last: inYear(last, leads ? "day_only" : "day") };
  }

  // A date at the precision it is given with: 1867, 1867-22 (summer), 1867-09 or 1867-09-09.
  function plainWords(date) {
    const [year, month, day] = date.split("-");
    if (!month) return koryo.t("date_year", { year });
    if (SEASONS[month]) return koryo.t("date_" + SEASONS[month], { year });
    return inYear(date, day ? "day" : "month");
  }

  // The order of day, month and year is the language's; some languages write the month as a number: {m}.
  function inYear(date, precision) {
    const [y, month, day] = date.split("-");
    const locale = koryo.locale();
    const names = precision === "month" ? locale.months : locale.months_format || locale.months;
    const form = (locale.date || {})[precision] || "{d} {month} {y}";
    return koryo.fill(form, { d: String(Number(day)), month: monthName(names, month), m: String(Number(month)), y });
  }

  function monthName(names, month) {
    return (names && names[Number(month) - 1]) || month;
  }
})(window.koryo = window.koryo || {});
