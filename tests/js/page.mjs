// As much of a page as the pure modules ask for: data islands by their ids.
const words = {
  lang: "en",
  order: ["en", "ko"],
  keys: [
    "people",
    "households",
    "amount_about",
    "amount_at_least",
    "amount_at_most",
    "from_to",
    "number_not_known"
  ].concat(
    [
      "no_record",
      "measure_plan",
      "date_about",
      "date_from",
      "date_until",
      "date_between",
      "date_summer",
      "total_waiting"
    ],
    ["total_under_way", "total_arrived", "total_untraced", "only_english", "date_year", "date_years", "total_line"]
  ),
  languages: {
    en: {
      name: "English",
      group: ",",
      decimal: ".",
      months: "January February March April May June July August September October November December".split(" "),
      date: { day: "{d} {month} {y}", day_only: "{d} {month}", month: "{month} {y}" },
      strings: [{ one: "{n} person", other: "{n} people" }, "{n} households", "about {value}", "over {low}"].concat(
        ["up to {high}", "{low} to {high}", "number not known", "no record", "plan", "about {date}", "from {date}"],
        [
          "until {date}",
          "{first} to {last}",
          "summer {year}",
          "waiting",
          "on the way",
          "arrived",
          "not traced",
          "English",
          "{year}",
          "{first} to {last}",
          "{total}: {n}"
        ]
      )
    },
    ko: { name: "한국어", group: ",", months: [], strings: ["{n}명", "{n}가구", "약 {value}"] }
  }
};

const islands = { "koryo-words": words };

export function island(id, data) {
  islands[id] = data;
  return id;
}

globalThis.document = {
  documentElement: {},
  addEventListener: () => {},
  getElementById: (id) => (id in islands ? { textContent: JSON.stringify(islands[id]) } : null)
};
