// What the page shows, as plain data: for tests, for summaries, for other people's checks. See README.
import { inverseOf } from "../map/projection.js";
import { sharedOf } from "../core/shared.js";

/** @import { Journey } from "./stage.js" */

/** @param {L.Map} map @returns {Description | null} */
export function describeJourney(map) {
  const { journey } = sharedOf(map);
  return journey ? new Describer(journey).all() : null;
}

class Describer {
  /** @param {Journey} journey */
  constructor(journey) {
    this.journey = journey;
    this.frame = /** @type {Frame} */ (journey.frame);
    const { left, top } = journey.map.getContainer().getBoundingClientRect();
    this.corner = { left, top };
  }

  all() {
    return {
      stops: this.stops(),
      bodies: this.bodies(),
      labels: this.labels(),
      events: this.events(),
      moment: this.moment()
    };
  }

  stops() {
    return this.journey.film.stops.map((stop) => ({
      stop: stop.stop,
      from_s: stop.from_s,
      to_s: stop.to_s,
      words: stop.words,
      places: stop.rings.map((ring) => ring.key),
      voice: stop.table === "voices"
    }));
  }

  bodies() {
    const { crowd, names } = this.journey;
    return crowd.squares.blocks.map((/** @type {any} */ block, /** @type {number} */ index) => {
      const number = names.numbers.find((item) => item.block === index);
      const plate = number && number.plate && !number.label.node.hidden ? number.label.node : null;
      return {
        unit: block.unit,
        role: block.role,
        people: crowd.people(index, this.frame),
        stands: plate || block.stands === "plate" ? "plate" : "land",
        cells: this.cells(block),
        plate: plate ? this.cornersOf(plate.getBoundingClientRect()) : null
      };
    });
  }

  /** @param {any} block @returns {Corner[][]} */
  cells(block) {
    const half = this.journey.crowd.squares.side_km / 2;
    return this.journey.panes.flatMap((pane) =>
      block.squares
        .filter((/** @type {[number, number]} */ square) => pane.shows(square))
        .map((/** @type {[number, number]} */ [x, y]) =>
          [
            [x - half, y - half],
            [x + half, y - half],
            [x + half, y + half],
            [x - half, y + half]
          ].map((km) =>
            this.corner_(/** @type {[number, number]} */ (km), pane.px(/** @type {[number, number]} */ (km)))
          )
        )
    );
  }

  /** @param {[number, number]} km @param {[number, number]} px @returns {Corner} */
  corner_(km, [x, y]) {
    const [lon, lat] = inverseOf(this.journey.map, km[0] * 1000, km[1] * 1000);
    return { lon, lat, x: x + this.corner.left, y: y + this.corner.top };
  }

  /** @param {DOMRect} box */
  cornersOf({ left, top, right, bottom }) {
    const pane = this.journey.panes[0];
    const spots = [
      [left, bottom],
      [right, bottom],
      [right, top],
      [left, top]
    ];
    return spots.map(([x, y]) => {
      const at = /** @type {[number, number]} */ ([x - this.corner.left, y - this.corner.top]);
      return this.corner_(pane.km(at[0], at[1]), at);
    });
  }

  labels() {
    const { names } = this.journey;
    return names.labels
      .filter(({ node }) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      .map((label) => {
        const { left, top, right, bottom } = label.node.getBoundingClientRect();
        const place =
          label.kind === "place" && this.journey.places.find((/** @type {any} */ item) => item.place === label.key);
        const pane =
          place && this.journey.panes.find((item) => item.shows(place.km) && within(item.box, top - this.corner.top));
        const dot = pane ? pane.px(place.km) : null;
        return {
          text: label.node.textContent || "",
          lang: label.node.lang || document.documentElement.lang,
          kind: label.kind,
          key: label.key,
          box: [left, top, right, bottom],
          dot: dot && [dot[0] + this.corner.left, dot[1] + this.corner.top]
        };
      });
  }

  events() {
    const { items } = sharedOf(this.journey.map);
    const said = new Set(this.journey.film.stops.filter((stop) => stop.table === "events").map((stop) => stop.key));
    return this.journey.timeline.events.map(({ event }) => ({
      event,
      shown: said.has(event),
      listed: Boolean(document.getElementById("event-" + event)),
      openable: Boolean(items.event && items.event[event])
    }));
  }

  moment() {
    const { shot } = this.frame;
    const { crowd, panes } = this.journey;
    const waiting = crowd.squares.blocks.filter((/** @type {any} */ block) => block.role === "origin");
    return {
      day: this.frame.t,
      date: this.frame.date,
      stop: shot ? this.journey.film.stops[shot.stop].stop : "",
      words: Boolean(shot && shot.words),
      origin_in_view: waiting.every((/** @type {any} */ block) =>
        block.squares.every((/** @type {[number, number]} */ square) => panes.some((pane) => pane.shows(square)))
      ),
      waiting: this.frame.totals.waiting
    };
  }
}

/** @param {{ y0: number, y1: number }} box @param {number} y */
const within = ({ y0, y1 }, y) => y >= y0 && y <= y1;
