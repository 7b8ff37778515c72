// Places: a dot that is a button, a halo where the spot is uncertain, and a name with the name of the time beneath it.
(function (koryo) {
  "use strict";

  koryo.places = function (map, options) {
    const places = options.places.map((place) => new Place(map, place));
    koryo.labels(map).set("places", places.map((place) => place.item));
    koryo.onLanguage(() => places.forEach((place) => place.write()));
    return places;
  };

  class Place {
    constructor(map, place) {
      this.map = map;
      this.place = place;
      this.at = L.latLng(place.lat, place.lon);
      koryo.remember(map, "place", place.place, place);
      this.build();
      this.item = { el: this.label, at: this.at, rank: place.rank, gap: 6, dot: 5, must: place.rank === 0,
        before: () => this.settle() };
      this.write();
      this.settle();
    }

    build() {
      const { map, place } = this;
      const sure = place.certainty === "documented" || !place.certainty;
      this.dot = koryo.el("button", { type: "button", class: "koryo-dot" + (sure ? "" : " is-uncertain") + (place.rank ? "" : " is-main") });
      this.dot.addEventListener("click", () => koryo.open(map, { place: place.place }));
      L.DomEvent.disableClickPropagation(this.dot);
      this.halo = place.radius_km ? koryo.el("span", { class: "koryo-halo", "aria-hidden": "true" }) : null;
      this.label = koryo.el("span", { class: "koryo-place-label" + (place.rank ? "" : " is-main"), "aria-hidden": "true" });
      const pane = map.getPane(koryo.pane(map, "labels"));
      if (this.halo) pane.append(this.halo);
      pane.append(this.dot);
    }

    write() {
      const { name, name_then: then } = this.place;
      const nameNode = koryo.say(koryo.el("span", { class: "koryo-place-name" }), name);
      koryo.empty(this.label).append(nameNode);
      const both = [koryo.text(name), koryo.text(then)].filter(Boolean);
      if (then && both[1] !== both[0]) this.label.append(koryo.say(koryo.el("span", { class: "koryo-place-then" }), then));
      this.dot.setAttribute("aria-label", both[1] && both[1] !== both[0] ? koryo.t("name_and_then", { name: both[0], then: both[1] }) : both[0]);
    }

    // Dots follow the map when it comes to rest; low ranks wait until the reader comes nearer.
    settle() {
      const point = this.map.latLngToLayerPoint(this.at).round();
      L.DomUtil.setPosition(this.dot, point);
      const far = this.place.rank > 1 && this.map.getZoom() < this.map.options.minZoom + Math.min(this.place.rank, 4) - 0.7;
      this.item.hidden = far;
      this.dot.classList.toggle("is-far", far);
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

  // Open a card if this map has cards; do nothing otherwise.
  koryo.open = function (map, what) {
    const own = koryo.of(map);
    if (own.openCard) own.openCard(what);
  };
})(window.koryo = window.koryo || {});
