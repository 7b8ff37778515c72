// Places: a dot that is a button, a halo where the spot is uncertain, and a name with the name of the time beneath it.
(function (koryo) {
  "use strict";

  const REACH_PX = 64;          // how far from its dot a main place may be named

  const RING_TIER = 2;

  koryo.places = function (map, options) {
    const tier = tiers(options.places);
    const places = options.places.map((place) => new Place(map, place, tier(place.rank)));
    koryo.labels(map).set("places", places.map((place) => place.item));
    koryo.join(map, new PlaceLayer(map, places));
    koryo.onLanguage(() => places.forEach((place) => place.write()));
    return places;
  };

  // On a map of counts a place carries the count of the moment; on a map of flows it is only a place.
  class PlaceLayer {
    constructor(map, places) {
      this.map = map;
      this.places = places;
      this.moment = -2;
    }

    draw(frame) {
      const timeline = koryo.of(this.map).timeline;
      if (!timeline || !timeline.moments.length || frame.moment === this.moment) return;
      this.moment = frame.moment;
      const ends = (moment) => (moment.moves || []).flatMap((move) => move.places || []);
      const dated = new Set(timeline.moments.flatMap((moment) => (moment.places || []).map((state) => state.place).concat(ends(moment))));
      const now = timeline.moments[frame.moment] || {};
      for (const place of this.places) {
        const key = place.place.place;
        const state = (now.places || []).find((other) => other.place === key) || null;
        if (dated.has(key)) place.show(state, Boolean(state) || ends(now).includes(key));
      }
      koryo.labels(this.map).request();
    }
  }

  class Place {
    constructor(map, place, tier) {
      this.map = map;
      this.place = place;
      this.tier = tier;
      this.at = L.latLng(place.lat, place.lon);
      koryo.remember(map, "place", place.place, place);
      this.build();
      this.item = { el: this.label, at: this.at, rank: place.rank, gap: 6, dot: 5, must: tier === 0, reach: tier === 0 ? REACH_PX : 0,
        before: () => this.settle() };
      this.write();
      this.settle();
    }

    build() {
      const { map, place } = this;
      const sure = place.certainty === "documented" || !place.certainty;
      this.dot = koryo.el("button", { type: "button", class: "koryo-dot" + (place.ring ? " is-ring" : sure ? "" : " is-uncertain") + (this.tier ? "" : " is-main") });
      this.dot.addEventListener("click", () => koryo.open(map, { place: place.place }));
      L.DomEvent.disableClickPropagation(this.dot);
      this.halo = place.radius_km ? koryo.el("span", { class: "koryo-halo", "aria-hidden": "true" }) : null;
      this.label = koryo.el("span", { class: "koryo-place-label" + (this.tier ? "" : " is-main"), "aria-hidden": "true" });
      const pane = map.getPane(koryo.pane(map, "labels"));
      if (this.halo) pane.append(this.halo);
      pane.insertBefore(this.dot, place.ring ? pane.querySelector(".koryo-dot:not(.is-ring)") : null);   // a place inside its ring stays within reach
    }

    show(state, present) {
      this.state = state;
      this.absent = !present;
      this.near = present;          // what the moment is about is named from afar too
      this.write();
    }

    valueWords() {
      return koryo.stateWords(this.state, true);
    }

    write() {
      const { name, name_then: then } = this.place;
      const nameNode = koryo.say(koryo.el("span", { class: "koryo-place-name" }), name);
      koryo.empty(this.label).append(nameNode);
      const both = [koryo.text(name), koryo.own(then)].filter(Boolean);
      if (both[1] && both[1] !== both[0]) this.label.append(koryo.say(koryo.el("span", { class: "koryo-place-then" }), both[1]));
      const value = this.state ? this.valueWords() : "";
      if (value) this.label.append(koryo.el("span", { class: "koryo-place-value" }, value));
      const named = both[1] && both[1] !== both[0] ? koryo.t("name_and_then", { name: both[0], then: both[1] }) : both[0];
      const more = this.place.ring ? koryo.t("number_not_known") : value;
      this.dot.setAttribute("aria-label", more ? named + ": " + more : named);
    }

    // Dots follow the map when it comes to rest; low ranks wait until the reader comes nearer.
    settle() {
      const point = this.map.latLngToLayerPoint(this.at).round();
      L.DomUtil.setPosition(this.dot, point);
      const tier = this.place.ring ? RING_TIER : this.tier;
      const far = tier > 1 && this.map.getZoom() < this.map.options.minZoom + Math.min(tier, 4) - 0.7 + smallness(this.map);
      this.item.hidden = this.absent || (far && !this.near);
      this.dot.classList.toggle("is-far", Boolean(this.item.hidden));
      if (this.halo) this.drawHalo(point);
    }

    // The halo is the true radius of doubt on the ground.
    drawHalo(point) {
      const north = L.latLng(this.at.lat + this.place.radius_km / 111.2, this.at.lng);
      const radius = Math.max(6, this.map.latLngToLayerPoint(north).distanceTo(point));
      L.DomUtil.setPosition(this.halo, point);
      this.halo.style.width = this.halo.style.height = 2 * radius + "px";
    }
  }

  // Ranks may be tiers (0 = always named, 1, 2 ...) or one long order; an order is cut into tiers.
  function tiers(places) {
    const isOrder = places.some((place) => place.rank > 6);
    return (rank) => (isOrder ? [8, 12, 20, Infinity].findIndex((limit) => rank < limit) : rank);
  }

  // A small map shows fewer places at the same zoom.
  function smallness(map) {
    const size = map.getSize();
    return Math.max(0, Math.min(2, Math.log2(620 / Math.min(size.x, size.y * 1.3))));
  }

  // Open a card if this map has cards; do nothing otherwise.
  koryo.open = function (map, what) {
    const own = koryo.of(map);
    if (own.openCard) own.openCard(what);
  };
})(window.koryo = window.koryo || {});
