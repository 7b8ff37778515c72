// A count in words, as its source means it: "about 20,000", "over 72,000", a plan called a plan. The map's labels, the cards
// and the exported rows all say it from here.
(function (koryo) {
  "use strict";

  const UNITS = { households: "households", trains: "trains" };
  const known = (n) => n !== null && n !== undefined;

  koryo.unitWords = (n, counted) => koryo.t(UNITS[counted] || "people", { n });

  // A number as its qualifier wants it; `text` is the number with or without its unit.
  koryo.qualified = function (text, qualifier) {
    if (qualifier === "about") return koryo.t("amount_about", { value: text });
    if (qualifier === "at_least") return koryo.t("amount_at_least", { low: text });
    if (qualifier === "at_most") return koryo.t("amount_at_most", { high: text });
    return text;
  };

  // How many people are where, in one line.
  koryo.totalsWords = function (totals) {
    const keys = ["waiting", "under_way", "arrived", "untraced"].filter((key) => key !== "untraced" || totals.untraced);
    return keys.map((key) => koryo.t("total_line", { total: koryo.t("total_" + key), n: totals[key] })).join(" · ");
  };

  // What a region or a place has at a moment.
  koryo.stateWords = function (state, withUnit) {
    if (state.status === "none") return koryo.t("no_record");
    if (state.status !== "known") return koryo.t("number_not_known");
    const number = withUnit ? koryo.unitWords(state.value, state.counted) : koryo.number(state.value);
    const words = koryo.qualified(number, state.qualifier);
    return state.kind === "plan" ? words + " (" + koryo.t("measure_plan") + ")" : words;
  };

  // What one source says: a value, a range, one end of a range, or nothing that can be counted.
  koryo.attestedWords = function (a, counted) {
    const { low, value, high } = a;
    if (known(value)) return koryo.qualified(koryo.unitWords(value, counted), koryo.qualifierOf(a));
    if (known(low) && known(high)) return koryo.t("from_to", { low, high: koryo.unitWords(high, counted) });
    if (known(low)) return koryo.qualified(koryo.unitWords(low, counted), "at_least");
    if (known(high)) return koryo.qualified(koryo.unitWords(high, counted), "at_most");
    return koryo.t("number_not_known");
  };

  // The same rule as in Python: a value that is one end of its own range is that end; an estimate is about.
  koryo.qualifierOf = function (a) {
    if (a.qualifier !== undefined) return a.qualifier;
    if (a.value === a.low && !known(a.high)) return "at_least";
    if (a.value === a.high && !known(a.low)) return "at_most";
    return a.certainty === "estimated" ? "about" : null;
  };
})(window.koryo = window.koryo || {});
