// What stands beside a counted body: its name and how many people it is at this moment. Numbers change only when a
// train leaves or arrives; they do not run.
(function (koryo) {
  "use strict";

  const RINGS = Array.from({ length: 24 }, (_, i) => i * 11);
  const WAYS = Array.from({ length: 16 }, (_, i) => [Math.cos(i * Math.PI / 8), Math.sin(i * Math.PI / 8)]);

  class Body {
    constructor(map, place, unit) {
      this.map = map;
      this.place = place;
      this.unit = unit;
      this.frameNode = koryo.el("div", { class: "koryo-body-frame", "aria-hidden": "true" });
      this.name = koryo.el("span", { class: "koryo-body-name" });
      this.number = koryo.el("span", { class: "koryo-body-number" });
      this.el = koryo.el("div", { class: "koryo-body" },
        koryo.el("div", { class: "koryo-body-words" }, this.name, this.number), this.frameNode);
      this.item = { el: this.el, at: L.latLng(place.lat, place.lon), rank: -10, gap: 12, must: true, rings: RINGS, centre: true, ways: WAYS,
        softCost: 12, leadFrom: 70, onPlace: (box) => { this.box = box; } };
    }

    resize(plan, cell) {
      this.plan = plan;
      this.cell = cell;
      this.frameNode.style.width = plan.width * cell + "px";
      this.frameNode.style.height = plan.height * cell + "px";
    }

    draw(sheet, overlay, n, frame) {
      this.write(frame);
      if (!this.box || !n) return;
      const corner = this.map.containerPointToLayerPoint([this.box.x0, this.box.y0]).round().subtract(overlay._bounds.min);
      const left = Math.round((corner.x + this.frameNode.offsetLeft) / this.cell);
      const top = Math.round((corner.y + this.frameNode.offsetTop) / this.cell);
      if (!koryo.bodyInside(sheet, this.plan, left, top)) return;
      if (this.hollow) koryo.layHollow(sheet, this.plan, n, left, top);
      else koryo.layBody(sheet, this.plan, n, left, top);
    }

    write(frame) {
      koryo.say(this.name, this.place.label);
      const people = this.people(frame);
      this.number.textContent = koryo.t("people", { n: people });
      this.el.classList.toggle("is-empty", people === 0);
      if (this.item.line) this.item.line.classList.toggle("is-empty", people === 0);
    }
  }

  koryo.OriginBody = class OriginBody extends Body {
    constructor(map, timeline, place, unit) {
      super(map, place, unit);
      this.trips = timeline.flows.flatMap((flow) => {
        const sizes = koryo.marksOf(flow, unit);
        return flow.trips.depart.map((day, i) => ({ day, marks: sizes[i] }));
      });
      this.marks = this.trips.reduce((total, trip) => total + trip.marks, 0);
      this.el.classList.add("is-origin");
      this.item.rank = -20;
    }

    count(frame) {
      let n = 0;
      for (const trip of this.trips) if (trip.day > frame.t) n += trip.marks;
      return n;
    }

    people(frame) {
      return frame.totals.waiting;
    }
  };

  koryo.EndBody = class EndBody extends Body {
    constructor(map, timeline, place, unit, flows) {
      super(map, place, unit);
      this.flows = flows;
      this.hollow = flows.every((i) => timeline.flows[i].path === null);
      this.trips = flows.flatMap((i) => endings(timeline.flows[i], unit));
      this.marks = this.trips.reduce((total, trip) => total + trip.marks, 0);
      this.el.classList.toggle("is-untraced", this.hollow);
      this.el.classList.toggle("is-uncounted", this.marks === 0);
      if (this.hollow) this.item.leadFrom = Infinity;
    }

    count(frame) {
      let n = 0;
      for (const trip of this.trips) if (trip.day <= frame.t) n += trip.marks;
      return n;
    }

    people(frame) {
      return this.flows.reduce((n, i) => n + frame.flows[i].arrived + frame.flows[i].untraced, 0);
    }
  };

  function endings(flow, unit) {
    const sizes = koryo.marksOf(flow, unit);
    const days = flow.path === null || !flow.trips.arrive ? flow.trips.depart : flow.trips.arrive;
    return days.map((day, i) => ({ day, marks: sizes[i] }));
  }
})(window.koryo = window.koryo || {});
