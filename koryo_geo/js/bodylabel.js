// What stands beside a counted body: its name and how many people it is at this moment. Numbers change only when a
// train leaves or arrives; they do not run.
(function (koryo) {
  "use strict";

  const RINGS = Array.from({ length: 24 }, (_, i) => i * 11);
  const REACH_PX = 200;
  const LEADER_FROM_PX = 46;      // a body nearer than this to its point stands by it and needs no line
  const WAYS = Array.from({ length: 16 }, (_, i) => [Math.cos(i * Math.PI / 8), Math.sin(i * Math.PI / 8)]);

  class Body {
    constructor(map, place, options) {
      this.map = map;
      this.place = place;
      this.ink = options.ink;
      this.frameNode = koryo.el("canvas", { class: "koryo-body-frame koryo-canvas", "aria-hidden": "true" });
      this.name = koryo.el("span", { class: "koryo-body-name" });
      this.number = koryo.el("span", { class: "koryo-body-number" });
      this.el = koryo.el("div", { class: "koryo-body" },
        koryo.el("div", { class: "koryo-body-words" }, this.name, this.number), this.frameNode);
      this.item = { el: this.el, at: L.latLng(place.lat, place.lon), rank: -10, gap: 12, must: true, compact: true, reach: REACH_PX, rings: RINGS, centre: true, ways: WAYS,
        softCost: 12, leadFrom: LEADER_FROM_PX };
      this.drawn = this.said = null;
    }

    resize(plan, cell) {
      this.plan = plan;
      this.sheet = koryo.bodySheet(this.frameNode, plan, this.ink);
      this.frameNode.style.width = this.frameNode.width * cell + "px";
      this.frameNode.style.height = this.frameNode.height * cell + "px";
      this.drawn = null;
    }

    // Nothing is touched unless the number of those who stand here has changed.
    draw(frame) {
      const n = this.count(frame), people = this.people(frame);
      if (n === this.drawn && people === this.said) return;
      this.drawn = n;
      this.said = people;
      this.write(frame);
      this.sheet.clear();
      (this.hollow ? koryo.layHollow : koryo.layBody)(this.sheet, this.plan, n, 0, 0);
      this.sheet.paint();
    }

    words(people) {
      return koryo.t("people", { n: people });
    }

    write(frame) {
      koryo.say(this.name, this.place.label);
      const people = this.said;
      this.number.textContent = this.words(people);
      this.el.classList.toggle("is-empty", people === 0);
      if (this.item.ink) this.item.ink.classList.toggle("is-empty", people === 0);
    }
  }

  koryo.OriginBody = class OriginBody extends Body {
    constructor(map, timeline, place, options) {
      super(map, place, options);
      const unit = options.unit;
      this.trips = timeline.flows.flatMap((flow) => {
        const sizes = koryo.marksOf(flow, unit);
        return flow.trips.depart.map((day, i) => ({ day, marks: sizes[i] }));
      });
      this.marks = this.trips.reduce((total, trip) => total + trip.marks, 0);
      this.all = timeline.flows.reduce((total, flow) => total + flow.persons, 0);
      this.el.classList.add("is-origin");
      Object.assign(this.item, { rank: -20, centre: false });
    }

    count(frame) {
      let n = 0;
      for (const trip of this.trips) if (trip.day > frame.t) n += trip.marks;
      return n;
    }

    people(frame) {
      return frame.totals.waiting;
    }

    // Those counted here have all left; whoever else remained, the flows do not count.
    words(people) {
      return people === 0 ? koryo.t("none_of_counted", { n: this.all }) : super.words(people);
    }
  };

  koryo.EndBody = class EndBody extends Body {
    constructor(map, timeline, place, options, flows) {
      super(map, place, options);
      const unit = options.unit;
      this.flows = flows;
      this.hollow = flows.every((i) => timeline.flows[i].path === null);
      this.trips = flows.flatMap((i) => endings(timeline.flows[i], unit));
      this.marks = this.trips.reduce((total, trip) => total + trip.marks, 0);
      this.el.classList.toggle("is-untraced", this.hollow);
      this.el.classList.toggle("is-uncounted", this.marks === 0);
      if (this.hollow) Object.assign(this.item, { leadFrom: Infinity, rank: 9 });   // after the stations that all others passed
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
