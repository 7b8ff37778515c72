// Regions: the borders of the moment's own date, and in them counts as blocks. No fill says how many: a part that was
// counted is tinted, people whose number is not known are hatched, and where nothing is held the ground stays plain.
import { readIsland } from "../core/data.js";
import { onLanguage } from "../core/language.js";
import { el, say, svg } from "../core/nodes.js";
import { joinPlayer, openCard, remember, sharedOf } from "../core/shared.js";
import { stateWords } from "../core/amounts.js";
import { dateWords, phrase, sentences, textOf } from "../core/words.js";
import { centred } from "../map/boxes.js";
import { labelsOf } from "../map/labels.js";
import { paneOf, raiseOverRegions, sheetOf } from "../map/panes.js";
import { earlierPattern, grownPattern, hatchPattern, newPatternId, stripePattern } from "../map/patterns.js";
import { albers, projectionOf } from "../map/projection.js";
import { borderArcs, featuresOf, latlngs } from "../map/topology.js";
import { Block, numberWords } from "./blocks.js";
import { boundsOf, insideRings, interiorPoint, interiorSeen } from "./interior.js";
import { addLedger } from "./ledger.js";
import { addMoves } from "./moves.js";
import { groundOf } from "./signs.js";

const PRECISION_M = 4000; // how exactly a label's place inside a shape is sought
const ABROAD_COST = 14; // of a corner of a number that stands in another unit with a mark of its own
const OFF_COST = 3; // of one that stands off its unit
const PLATE_COSTS = 3; // so much more for a plate, whose leader may be long
const OVERHANG = 0.16; // so much of a name may stand out of its shape at either side
const STATES = ["republic", "country"];
// Where a name may stand about the best point of its shape, in parts of the room that is there.
// prettier-ignore
const ABOUT = [[0, 0], [0, 0.5], [0, -0.5], [0.5, 0], [-0.5, 0], [0, 0.9], [0, -0.9], [0.8, 0.5], [-0.8, 0.5],
  [-0.8, -0.5], [0.8, -0.5]];

/** @param {L.Map} map @param {RegionOptions} options */
export function addRegions(map, options) {
  sharedOf(map).countsApart = true;
  const settlement = readIsland(options.settlement);
  addLedger(map, settlement.ledger);
  const layer = joinPlayer(map, new RegionLayer(map, options, settlement));
  addMoves(map, layer, settlement.per);
  return layer;
}

export class RegionLayer {
  /** @param {L.Map} map @param {RegionOptions} options @param {SettlementData} settlement */
  constructor(map, options, settlement) {
    this.map = map;
    this.moments = settlement.moments;
    this.subjects = subjectsOf(settlement);
    this.projection = albers(options.projection);
    this.ground = groundOf(map, options.projection);
    this.sheet = sheetOf(map, "regions");
    this.group = svg("g", { class: "koryo-blocks" });
    sheetOf(map, "marks")._container.append(this.group);
    raiseOverRegions(map);
    this.hatch = addPattern(this.sheet, hatchPattern);
    this.earlier = addPattern(this.sheet, earlierPattern);
    this.stripes = addPattern(this.sheet, stripePattern);
    this.leftOver = el("p", { class: "koryo-no-room", hidden: true });
    const features = featuresOf(readIsland(options.topology), "regions");
    this.shapes = new Map(features.map((feature) => [feature.properties.region, new Region(this, feature)]));
    this.arcs = borderArcs(readIsland(options.topology));
    this.moment = NaN;
    /** @type {Region[]} */
    this.shown = [];
    /** @type {Block[]} */
    this.blocks = [];
    /** @type {L.Polyline | null} */
    this.strips = null;
    this.listen();
  }

  listen() {
    const own = sharedOf(this.map);
    own.keepClear = () => this.outlines();
    own.solids.push(() => this.blocks.filter((block) => block.signs.length).map((block) => block.solid()));
    own.describers.push(() => ({ bodies: this.blocks.map((block) => block.told()) }));
    this.map.on("moveend resize", () => this.drawBlocks());
    this.map.on("koryo:labels", () => this.sayLeftOver());
    onLanguage(() => {
      this.shown.forEach((region) => region.write());
      this.blocks.forEach((block) => block.write());
    });
  }

  /** @param {[number, number]} spot in kilometres of the projection @returns {LonLat} */
  degreesOf([x, y]) {
    return this.projection.inverse(x * 1000, y * 1000);
  }

  /** @param {[number, number]} spot in kilometres of the projection */
  latLngOf(spot) {
    const [lon, lat] = this.degreesOf(spot);
    return L.latLng(lat, lon);
  }

  /** @param {Frame} frame */
  draw(frame) {
    if (frame.moment === this.moment) return;
    this.moment = frame.moment;
    this.shown.forEach((region) => region.hide());
    const now = this.moments[frame.moment] || { blocks: [], hatchings: [] };
    const moment = sharedOf(this.map).timeline?.moments[frame.moment];
    this.shown = this.looksAt(now, moment).flatMap((look) => this.show(look));
    this.blocks = now.blocks.map((data) => new Block(this, data, moment?.date || ""));
    this.map.getContainer().classList.toggle(
      "koryo-has-states",
      this.shown.some((region) => region.isState)
    );
    this.drawStrips();
    this.group.replaceChildren(...this.blocks.map((block) => block.node));
    this.drawBlocks();
    const labels = labelsOf(this.map);
    labels.set(
      "regions",
      this.shown.flatMap((region) => region.item || [])
    );
    labels.set(
      "counts",
      this.blocks.map((block) => block.item)
    );
  }

  // The side of a square or a house now, in pixels: one for all dates.
  /** @param {boolean} houses */
  sideOf(houses) {
    const all = this.moments.flatMap((moment) => moment.blocks);
    const some = all.find((block) => (block.sign === "houses") === houses && !block.part_of && block.signs);
    const [x, y] = some?.foot || [0, 0];
    return some ? this.ground(x + some.side_km, y).distanceTo(this.ground(x, y)) : 0;
  }

  // What finds no room on a small map is said beside it.
  sayLeftOver() {
    const { panel } = sharedOf(this.map);
    if (!panel) return;
    if (!this.leftOver.isConnected) panel.sources.after(this.leftOver);
    const unplaced = [...this.blocks, ...this.shown.filter((region) => region.item)].filter(({ el: node }) =>
      node.classList.contains("is-unplaced")
    );
    this.leftOver.hidden = !unplaced.length;
    const told = unplaced.map((thing) => thing.told().text);
    this.leftOver.textContent = told.length ? phrase("no_room") + " " + told.join("; ") : "";
  }

  drawBlocks() {
    for (const id of [this.hatch, this.earlier])
      this.sheet._container.querySelector("#" + id)?.setAttribute("patternTransform", grownPattern());
    this.blocks.forEach((block) => block.draw());
  }

  // What each region shows: the states of the day lie beneath, then the parts that the moment names; without any moment
  // (a map of flows) every polygon is a plain border to read places by.
  /** @param {SettledMoment} now @param {Moment | undefined} moment @returns {RegionLook[]} */
  looksAt(now, moment) {
    if (!moment) {
      const none = sharedOf(this.map).timeline?.moments.length;
      return none
        ? []
        : [...this.shapes.keys()].map((region) => ({ region, state: null, block: null, hatching: null }));
    }
    const states = [...this.shapes.values()].filter((region) => region.isState && region.heldOn(moment.boundaries));
    const block = new Map(now.blocks.filter((data) => !data.place).map((data) => [data.region, data]));
    const hatching = new Map(now.hatchings.map((row) => [row.region, row]));
    const state = new Map(moment.regions.map((entry) => [entry.region, entry]));
    const keys = new Set([...states.map((region) => region.key), ...block.keys(), ...state.keys(), ...hatching.keys()]);
    const found = [...keys].map((region) => ({
      region,
      state: state.get(region) || null,
      block: block.get(region) || null,
      hatching: hatching.get(region) || null
    }));
    return found.sort((a, b) => this.depth(a.region) - this.depth(b.region));
  }

  /** @param {string} key */
  depth(key) {
    const level = this.shapes.get(key)?.level || "";
    return STATES.includes(level) ? 0 : level === "assr" ? 1 : 2;
  }

  /** @param {RegionLook} look */
  show(look) {
    const region = this.shapes.get(look.region);
    if (region) region.show(look);
    return region || [];
  }

  /** @param {BlockData} data @returns {Words} */
  nameOf({ place, region, unit }) {
    const items = sharedOf(this.map).items;
    return place ? items.place?.[place]?.name || place : this.shapes.get(region)?.properties.name || unit;
  }

  // Where an uncertain region meets another, nobody knows to a few kilometres where the border ran: a hatched strip,
  // not a line. Coasts and the edges of what is drawn are no border between two regions, and stay bare.
  drawStrips() {
    if (this.strips) this.strips.remove();
    const uncertain = this.shown.filter((region) => region.properties.uncertain);
    const doubtful = new Set(uncertain.flatMap((region) => this.sharedArcs(region)));
    if (!doubtful.size) return;
    const lines = [...doubtful].map((arc) => latlngs(this.arcs[arc]));
    this.strips = L.polyline(lines, {
      renderer: this.sheet,
      pane: paneOf(this.map, "regions"),
      interactive: false,
      noClip: true,
      smoothFactor: 0.5,
      className: "koryo-strip"
    }).addTo(this.map);
    nodeOf(this.strips).style.stroke = "url(#" + this.stripes + ")";
  }

  // The arcs of a region that another one of its level has too.
  /** @param {Region} region */
  sharedArcs(region) {
    const others = this.shown.filter((other) => other !== region && other.level === region.level);
    return [...region.arcs].filter((arc) => others.some((other) => other.arcs.has(arc)));
  }

  // Points that ever carry people, so that what lies on the map can choose a corner away from them.
  outlines() {
    const tips = new Set(this.moments.flatMap((moment) => moment.blocks.map((block) => block.tip)));
    return [...tips].map((tip) => Object.assign(this.map.latLngToContainerPoint(this.latLngOf(tip)), { weight: 12 }));
  }

  // A number rather stands on its own unit than off it, and least of all on one that has a mark of its own: there it
  // would be read as that one's.
  /** @param {BlockData} data @param {Box} box */
  strangeness(data, box) {
    const spots = [
      [box.x0, box.y0],
      [box.x1, box.y0],
      [box.x0, box.y1],
      [box.x1, box.y1],
      [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2]
    ];
    const own = this.shapes.get(data.region);
    const others = this.shown.filter((region) => region !== own && region.isMarked && region.depthIn(own) > 0);
    const cost = spots.map(([x, y]) => {
      const p = groundAt(this.map, x, y);
      if (others.some((region) => region.holdsPoint(p))) return ABROAD_COST;
      return own && !own.holdsPoint(p) && !data.place ? OFF_COST : 0;
    });
    return cost.reduce((/** @type {number} */ sum, n) => sum + n, 0) * (data.stands === "plate" ? PLATE_COSTS : 1);
  }
}

class Region {
  /** @param {RegionLayer} layer @param {Feature<RegionProperties>} feature */
  constructor(layer, feature) {
    this.layer = layer;
    this.map = layer.map;
    this.properties = feature.properties;
    this.key = feature.properties.region;
    this.level = feature.properties.level;
    this.isState = STATES.includes(this.level);
    this.geometry = feature.geometry;
    this.arcs = feature.arcs;
    this.polygon = L.polygon(latlngs(feature.geometry.coordinates), {
      renderer: layer.sheet,
      pane: paneOf(layer.map, "regions"),
      noClip: true,
      smoothFactor: 0.5,
      className: "koryo-region" + (feature.properties.uncertain ? " is-uncertain" : ""),
      bubblingMouseEvents: false
    });
    const projection = projectionOf(layer.map);
    /** @param {LonLat} point */
    const project = ([lon, lat]) => projection.project(L.latLng(lat, lon));
    this.parts = polygonsOf(feature.geometry).map((polygon) => polygon.map((ring) => ring.map(project)));
    this.rings = this.parts.reduce((best, rings) => (sizeOf(rings[0]) > sizeOf(best[0]) ? rings : best));
    this.box = L.bounds(this.rings[0]);
    this.boxes = this.parts.map((rings) => L.bounds(rings[0]));
    this.name = el("span", { class: "koryo-value-name" });
    this.since = el("span", { class: "koryo-value-since" });
    this.el = el("div", { class: "koryo-value", "aria-hidden": "true" }, this.name, this.since);
    /** @type {RegionLook} */
    this.look = { region: this.key, state: null, block: null, hatching: null };
    /** @type {L.LatLng[]} */
    this.spots = [];
    /** @type {LabelItem | null} */
    this.item = null;
    this.polygon.on("click", () => this.open());
  }

  get isMarked() {
    return Boolean(this.look.block || this.look.hatching);
  }

  get isButton() {
    return this.isMarked || Boolean(this.look.state && this.look.state.status !== "plain");
  }

  // A part lies on its whole, and is no stranger's land to another part's whole.
  /** @param {Region | undefined} own */
  depthIn(own) {
    return own && this.isState === own.isState ? 1 : this.isState ? 0 : 1;
  }

  // Whether its border is that of a plain day.
  /** @param {string} day */
  heldOn(day) {
    const { valid_from: from = "", valid_to: to = "" } = this.properties;
    return day >= from && (to === "" || to === ".." || day.slice(0, to.length) <= to);
  }

  /** @param {RegionLook} look */
  show(look) {
    this.look = look;
    const entry = look.state || this.stateOf(look);
    remember(this.map, "region", this.key, Object.assign({ geometry: this.geometry }, this.properties, entry));
    this.polygon.addTo(this.map);
    this.paint(nodeOf(this.polygon));
    this.item = look.hatching && !look.block ? this.makeItem() : null;
    this.write();
  }

  // What the card of a region says that only a block or a hatching speaks of.
  /** @param {RegionLook} look */
  stateOf({ block, hatching }) {
    if (block) return { region: this.key, status: "unknown", figure: block.figure, since: block.date };
    return {
      region: this.key,
      status: hatching ? "unknown" : "none",
      figure: hatching?.figure,
      since: hatching?.named
    };
  }

  hide() {
    this.polygon.remove();
  }

  /** @param {SVGElement} node */
  paint(node) {
    const { block, hatching } = this.look;
    const looks = {
      "is-state": this.isState,
      "is-subject": this.isState && this.layer.subjects.has(this.properties.unit || ""),
      "is-counted": !this.isState && block?.standing === "counted",
      "is-hatched": Boolean(hatching && !block),
      "is-earlier": Boolean(hatching && !block && !hatching.now),
      "is-plain": !this.isButton
    };
    for (const [name, on] of Object.entries(looks)) node.classList.toggle(name, on);
    const pattern = !looks["is-hatched"] ? "" : looks["is-earlier"] ? this.layer.earlier : this.layer.hatch;
    node.style.fill = pattern ? "url(#" + pattern + ")" : "";
    if (this.isButton) this.makeButton(node);
  }

  /** @param {SVGElement} node */
  makeButton(node) {
    node.setAttribute("role", "button");
    node.setAttribute("tabindex", "0");
    node.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      this.open();
    };
  }

  told() {
    return { text: textOf(this.properties.name) + ": " + this.words() };
  }

  open() {
    if (!this.isButton) return;
    openCard(this.map, { region: this.key });
  }

  write() {
    const { hatching } = this.look;
    say(this.name, this.properties.name);
    this.since.textContent =
      hatching && !hatching.now ? phrase("still_named", { date: dateWords(hatching.named) }) : "";
    const node = this.polygon.getElement();
    if (node && this.isButton) node.setAttribute("aria-label", textOf(this.properties.name) + ": " + this.words());
  }

  words() {
    const { block, hatching, state } = this.look;
    if (block) return sentences([numberWords(block), block.standing === "last" ? dateWords(block.date) : ""]);
    if (hatching) return phrase("number_not_known");
    return stateWords(state || { status: "none" }, true);
  }

  // A name that finds no room inside its shape is left out of the map; the list beside it has it.
  /** @returns {LabelItem} */
  makeItem() {
    const p = interiorPoint(this.rings, PRECISION_M);
    return {
      el: this.el,
      at: projectionOf(this.map).unproject(L.point(p.x, p.y)),
      rank: 4,
      key: this.properties.unit || this.key,
      compact: true,
      told: true,
      fits: (box) => this.holds(box),
      around: (item) => this.rooms(item),
      before: () => this.settle(p)
    };
  }

  // A shape that the view cuts is named in the part of it that is seen.
  /** @param {XY & { d: number }} p */
  settle(p) {
    const view = this.view();
    const cut = !view.contains(this.box);
    const { min, max } = boundsOf([view.getTopLeft(), view.getBottomRight()]);
    const seen = cut && view.intersects(this.box) ? interiorSeen(this.rings, { min, max }) : null;
    this.spots = this.about(seen && seen.d > 0 ? seen : p).concat(this.grid());
    if (this.item) this.item.at = this.spots[0];
  }

  // The nearer to the best point, the better.
  /** @param {Measured} item */
  rooms(item) {
    const [best, ...others] = this.spots.map((spot) => this.map.latLngToContainerPoint(spot));
    return [best, ...others].map((spot) => centred(spot, item, best.distanceTo(spot) / 8));
  }

  // A block may cover the best point of a shape: then any other point of it will do.
  grid() {
    const found = [];
    const { x, y } = this.box.getSize();
    const min = this.box.getTopLeft();
    for (let i = 1; i < 9; i++) {
      for (let j = 1; j < 9; j++) {
        const p = L.point(min.x + (x * i) / 9, min.y + (y * j) / 9);
        if (insideRings(p.x, p.y, this.rings)) found.push(projectionOf(this.map).unproject(p));
      }
    }
    return found;
  }

  // What the window shows, in the projection's metres.
  view() {
    const { x, y } = this.map.getSize();
    return L.bounds(groundAt(this.map, 0, 0), groundAt(this.map, x, y));
  }

  // The best point first, then points about it, as far as the shape's own room goes.
  /** @param {XY & { d: number }} p */
  about(p) {
    const reach = Math.max(p.d, 20000);
    return ABOUT.map(([dx, dy]) => projectionOf(this.map).unproject(L.point(p.x + dx * reach, p.y + dy * reach)));
  }

  /** @param {Box} box */
  holds(box) {
    /** @param {number} x @param {number} y */
    const inside = (x, y) => this.holdsPoint(groundAt(this.map, x, y));
    const over = (box.x1 - box.x0) * OVERHANG;
    return [box.y0, box.y1].every((y) => inside(box.x0 + over, y) && inside(box.x1 - over, y));
  }

  /** @param {L.Point} p in the projection's metres */
  holdsPoint(p) {
    return this.parts.some((rings, i) => this.boxes[i].contains(p) && insideRings(p.x, p.y, rings));
  }
}

// The states that the map is about: those that it counts as wholes and has most of.
/** @param {SettlementData} settlement */
function subjectsOf({ moments, ledger }) {
  const columns = new Set((ledger?.columns || []).flatMap((column) => column.units));
  const outside = moments.flatMap((moment) => moment.blocks).filter((block) => block.mostly_outside);
  outside.forEach((block) => columns.delete(block.unit));
  return columns;
}

// The point of the projection under a point of the window.
/** @param {L.Map} map @param {number} x @param {number} y */
function groundAt(map, x, y) {
  return projectionOf(map).project(map.containerPointToLatLng([x, y]));
}

// A shape that is on the map has its element.
/** @param {L.Path} shape */
function nodeOf(shape) {
  return /** @type {SVGElement} */ (shape.getElement());
}

/** @param {Shape} geometry @returns {LonLat[][][]} */
function polygonsOf(geometry) {
  return geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
}

/** @param {XY[]} ring */
function sizeOf(ring) {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) twice += ring[i - 1].x * ring[i].y - ring[i].x * ring[i - 1].y;
  return Math.abs(twice);
}

/** @param {L.SVG} sheet @param {(id: string) => SVGElement} make */
function addPattern(sheet, make) {
  const id = newPatternId();
  sheet._container.prepend(svg("defs", {}, make(id)));
  return id;
}
