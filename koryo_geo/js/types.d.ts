// The shapes that cross the border from Python, and those that the modules hand one another. Every module sees them by name.
import type { Card } from "./cards/cards.js";
import type { RegionLayer as TheRegionLayer } from "./regions/regions.js";
import type { Player as ThePlayer } from "./core/player.js";
import type { Timeline as TheTimeline } from "./core/timeline.js";
import type { Shot } from "./core/film.js";
import type { Journey } from "./journey/stage.js";
import type { Labels } from "./map/labels.js";
import type { Panel as ThePanel } from "./panel/panel.js";

declare global {
  type Player = ThePlayer;
  type Timeline = TheTimeline;
  type Panel = ThePanel;
  type RegionLayer = TheRegionLayer;

  // Units of measure and places

  /** A point, in whatever plane the sentence is about. */
  type XY = { x: number; y: number };
  /** Degrees: longitude, latitude. */
  type LonLat = [number, number];
  /** Degrees: west, south, east, north. */
  type Degrees = [number, number, number, number];
  /** A text in one language, in several by their codes, a date (under `edtf`), or nothing. */
  type Words = string | Record<string, string> | null | undefined;
  type Params = Record<string, Words | number>;
  type Attributes = Record<string, string | number | boolean | null | undefined>;
  /** What may stand in an element. */
  type Content = Node | string | null | undefined;

  // The interface words of a page, as koryo_geo/html/runtime.py packs them

  type Forms = string | Record<string, string>;
  type Locale = {
    name?: string;
    strings: Record<string, Forms>;
    /** What stands between thousands, and before decimals. */
    group?: string;
    decimal?: string;
    months?: string[];
    months_format?: string[];
    date?: { day?: string; day_only?: string; month?: string };
  };
  type Dictionary = { lang: string; order?: string[]; languages: Record<string, Locale> };

  // The timeline, as koryo_geo/timeline/model.py writes it

  type PathData = { nodes: number[]; km: number[]; modes: string[]; certainty: string[] };
  type TripsData = { depart: number[]; arrive: number[] | null; persons: number[]; households: number[] | null };
  type FlowData = {
    flow: string;
    label: Words;
    origin: string;
    destination: string | null;
    persons: number;
    households: number | null;
    /** Which path it travels; null when no source names the way. */
    path: number | null;
    trips: TripsData;
    figure: string;
    certainty: string;
  };
  /** A count, or the knowledge that there is none. */
  type State = {
    status: "known" | "unknown" | "none" | "plain";
    counted?: string | null;
    value?: number | null;
    qualifier?: string | null;
    kind?: string | null;
    figure?: string | null;
  };
  type RegionState = State & { region: string; since?: string };
  type PlaceState = State & { place: string };
  type MoveState = State & {
    move: string;
    label: Words;
    certainty: string;
    origin: LonLat | null;
    destination: LonLat | null;
    sources?: string[];
    places?: string[];
    note?: string;
  };
  type Moment = {
    day: number;
    date: string;
    /** The plain day whose borders hold. */
    boundaries: string;
    chapter: string;
    regions: RegionState[];
    places?: PlaceState[];
    moves?: MoveState[];
  };

  // Counts of a map of regions, as koryo_geo/maps/layers.py writes koryo_geo/content/blocks.py and ledger.py

  /** A count on the map; what is not said is not so. Lengths and positions in kilometres of the projection. */
  type BlockData = {
    figure: string;
    unit: string;
    place?: string;
    region: string;
    date: string;
    standing: "counted" | "last";
    not_known_now?: boolean;
    sign: "people" | "houses";
    part_of?: string;
    mostly_outside?: boolean;
    precision: string;
    low?: number;
    value?: number;
    high?: number;
    stands: "land" | "plate";
    tip: [number, number];
    side_km: number;
    filled: number;
    foot?: [number, number];
    pitch?: number;
    column?: number;
    signs?: number;
    /** How much of the last sign is filled. */
    last?: number;
  };
  type HatchingData = { unit: string; region: string; figure: string; named: string; now?: boolean };
  type SettledMoment = { blocks: BlockData[]; hatchings: HatchingData[] };
  type LedgerCell = {
    status: "counted" | "parts" | "unknown" | "none";
    figure?: string;
    counted?: string;
    precision?: string;
    low?: number;
    value?: number;
    high?: number;
    parts_counted?: number;
    parts?: number;
    level?: string;
  };
  type LedgerRow = { chapter: string; date: string; start: number; end: number; cells: LedgerCell[] };
  type LedgerData = { columns: { unit: string; units: string[]; name: Words }[]; rows: LedgerRow[]; top: number };
  type SettlementData = { moments: SettledMoment[]; ledger: LedgerData | null; per: Record<string, number> };
  type Numbered = { value?: number; low?: number; high?: number; sign?: string; counted?: string; precision?: string };
  /** A sign of a block: its south-west corner, how much of it there is, and how much of that is solid. */
  type Sign = { x: number; y: number; fill: number; solid: number };
  type RegionLook = {
    region: string;
    state: RegionState | null;
    block: BlockData | null;
    hatching: HatchingData | null;
  };
  type LedgerLine = { node: HTMLElement; date: HTMLElement; numbers: Element[] };
  type EventData = { event: string; day: number; date_words: Words; text: Words; sources: string[]; certainty: string };
  type ChapterData = {
    chapter: string;
    day: number;
    title: Words;
    caption: Words;
    date_words: Words;
    sources: string[];
    view: Degrees | null;
  };
  type TimelineData = {
    kind: "flows" | "regions";
    start: string;
    days: number;
    /** Story seconds and the day that each shows. */
    pace?: [number, number][];
    nodes?: LonLat[];
    paths?: PathData[];
    flows?: FlowData[];
    moments?: Moment[];
    events?: EventData[];
    chapters?: ChapterData[];
  };

  // What the clock shows

  type Counts = { departed: number; under_way: number; arrived: number; untraced: number };
  type Totals = Counts & { waiting: number };
  type Moving = {
    t: number;
    date: string;
    flows: Counts[];
    totals: Totals;
    /** For each flow, where each of its trips is: kilometres along its path, null when it is not under way. */
    trips: (number | null)[][];
    /** The last that has come, of each kind; -1 before the first. */
    moment: number;
    event: number;
    chapter: number;
  };
  /** Which people a map of flows shows: those on the way, all so far, those of the last days. */
  type View = "moment" | "cumulative" | "window";
  type Frame = Moving & { view?: View; shot?: Shot | null };
  /** What is drawn anew for each frame. */
  type Layer = { draw(frame: Frame): void; bodies?: BodyLike[]; marks?: unknown };
  type BodyLike = { people(frame: Frame): number; place: BodyPlace; hollow?: boolean };

  // The record, as koryo_geo/content/cards.py writes it

  type Attestation = {
    low?: number | null;
    value?: number | null;
    high?: number | null;
    qualifier?: string | null;
    as_in_source?: string;
    /** Its words are our English rendering of a source in another language. */
    rendered?: boolean;
    source: string;
    pages?: string;
    certainty?: string;
    confidence?: string;
    used?: boolean;
    reason?: Words;
    note?: Words;
  };
  type Figure = {
    label?: Words;
    counted: string;
    measure: string;
    date_words?: Words;
    note?: Words;
    attestations?: Attestation[];
  };
  type Source = { text?: Words; short?: Words; how_seen?: Words };
  type Way = { mode: string; name: Words; certainty: string };
  type PlaceRecord = { rail?: string; lines?: string[] };
  type CardRecord = {
    figures?: Record<string, Figure>;
    sources?: Record<string, Source>;
    places?: Record<string, PlaceRecord>;
    rail?: Record<string, Words>;
    lines?: Record<string, Way>;
    /** Words of the time with their meaning, by the chapter or event that says them. */
    terms?: Record<string, Words>;
  };
  /** What a card is opened for: one kind of thing, and its key. */
  type Subject = Partial<Record<CardKind, string>>;
  type CardKind = "place" | "figure" | "region" | "event" | "chapter" | "flow" | "move" | "voice" | "unit";

  /** What a card shows, for those who take it away. */
  type Shown = { name: string; where: string; figures: string[]; sources: string[]; geometry?: Shape | null };
  /** What the address says: stop (s), chapter (c) or day (t), card, language, view. */
  type Fragment = { c?: string; s?: string; t?: string; card?: string; lang?: string; view?: string };
  type Row = Record<string, string | number | boolean | null>;

  // Geometry

  type RegionProperties = {
    region: string;
    unit?: string;
    name: Words;
    level: string;
    valid_from?: string;
    valid_to?: string;
    uncertain?: boolean;
    uncertain_note?: Words;
  };
  type GroundProperties = { kind: string; name: string };
  type LineProperties = { line: string; name: string; mode: string; in_use?: string; certainty?: string };
  /** Positions at the depth of nesting that the type of a geometry asks for; each module knows its own. */
  type Shape = { type: string; coordinates: any };
  type Feature<P = any> = { properties: P; geometry: Shape; arcs: Set<number> };
  type PackedGeometry = { type: string; properties?: any; arcs?: any; coordinates?: any };
  type Topology = {
    objects: Record<string, { geometries?: PackedGeometry[] }>;
    /** Steps from point to point, as numbers or as an encoded polyline. */
    arcs: (string | LonLat[])[];
    transform?: { scale: LonLat; translate: LonLat };
  };

  // What Python tells each function of koryo.js

  type AlbersData = { lat_1: number; lat_2: number; lat_0?: number; lon_0?: number };
  type MapOptions = {
    projection: AlbersData | null;
    bounds: [[number, number], [number, number]];
    label: Words;
    record_page?: string;
  };
  type GroundOptions = { topology: string };
  type RegionOptions = { topology: string; timeline: string; settlement: string; projection: AlbersData };
  type AroundData = { unit: string; name: Words; level: string; lon: number; lat: number };
  type AroundOptions = { names: AroundData[] };
  type Unit = "household" | "person" | "train";
  type BodyPlace = { lon: number; lat: number; label: Words };
  type FlowOptions = { timeline: string; unit?: Unit; bodies?: Record<string, BodyPlace> };
  type NameForm = { lang: string; name: string; valid: string };
  type PlaceData = {
    place: string;
    name: Words;
    name_then?: Words;
    names?: NameForm[];
    lon: number;
    lat: number;
    rank: number;
    certainty?: string;
    radius_km?: number | null;
    figures: string[];
    sources?: string[];
    note?: Words;
    /** A unit whose border is not held: a ring round its label point. */
    ring?: boolean;
  };
  type PlaceOptions = { places: PlaceData[] };
  type LegendItem = {
    kind: string;
    text: Words;
    color?: string;
    /** The number of people whose ribbon is drawn. */
    persons?: number;
  };
  type LegendOptions = { items: LegendItem[] };
  type CardOptions = { record: string };
  type PanelOptions = { timeline: string; panel: string | null; autoplay: boolean; hold: number };

  // Drawing

  /** From projected metres to the pixels of a sheet: x = ax * east + bx, y = ay * north + by. */
  type Scale = { ax: number; bx: number; ay: number; by: number; dots: number };
  type Project = (latlng: L.LatLng) => XY;
  /** What marks are counted and inked on. */
  type Canvas = { width: number; height: number; context: CanvasRenderingContext2D };
  /** The same, lying on a map. */
  type Scaled = Canvas & { scale: Scale };
  type BodyOptions = { unit: Unit; ink: Uint32Array };
  /** How a body is laid out: marks on one edge of a cell, cells from group to group, strips side by side, its size. */
  type BodyPlan = { marks: number; packing: number; pitch: number; columns: number; width: number; height: number };
  /** A stretch of line between two neighbouring nodes, with the people who have passed it. */
  type Edge = { key: string; a: number; b: number; mode: string; certainty: string; people: number };
  /** Neighbouring edges that look alike. */
  type Stretch = { nodes: number[]; people: number; mode: string; certainty: string };
  /** A path in projected metres (x, y) and in pixels of the sheet (px, py). */
  type Track = {
    km: Float64Array;
    x: Float64Array;
    y: Float64Array;
    px: Float64Array;
    py: Float64Array;
    pxPerKm: number;
  };
  type FlowStyle = {
    ink: string;
    ink_dense: string;
    ribbon: string;
    ribbon_edge: string;
    rail: string;
    waterway: string;
    width_px: number;
  };

  /** A box in container pixels; `owner` is the element whose own dot it is. */
  type Box = { x0: number; y0: number; x1: number; y1: number; owner?: Element };
  /** A box where words may stand: how much it is preferred (less is better), and how far it lies from its point. */
  type Room = Box & { preference: number; distance: number; side: string; away?: boolean };
  /** A point that words keep off: r is half the width of what is drawn there, w how much it matters. */
  type Soft = XY & { r: number; w: number };
  /** Something that wants to be seen, for those who choose a free corner. */
  type Weighted = XY & { weight?: number };

  /** One word or number on the map. */
  type LabelItem = {
    el: HTMLElement;
    at: L.LatLng;
    /** Lower is placed first. */
    rank: number;
    /** Pixels from its point. */
    gap?: number;
    /** It must find room: tried farther off. */
    must?: boolean;
    /** It may be written small. */
    compact?: boolean;
    /** How far off it may stand, with a leader. */
    reach?: number;
    rings?: number[];
    ways?: number[][];
    /** The only places where it may stand. */
    spots?: L.LatLng[];
    /** It may stand on its point. */
    centre?: boolean;
    /** The radius of its dot. */
    dot?: number;
    hidden?: boolean;
    softCost?: number;
    /** The distance from which a leader is drawn. */
    leadFrom?: number;
    /** The leader, when one is drawn. */
    ink?: SVGElement | null;
    before?: () => void;
    fits?: ((box: Box) => boolean) | null;
    strange?: (box: Box) => number;
    /** The unit or place that it names. */
    key?: string;
    /** Where it may stand, in place of places round its point. */
    around?: (item: Measured) => Room[];
    /** Where there is no room for it, a list beside the map has it. */
    told?: boolean;
    /** Where it stands. */
    box?: Room | null;
  };
  /** The same, measured. */
  type Measured = LabelItem & { point: L.Point; width: number; height: number };

  // What koryo.describe() answers; see README

  /** A stretch of the story, in seconds, and how many words it has in each language. */
  type StopTold = {
    stop: string;
    from_s: number;
    to_s: number;
    words: Record<string, number>;
    places: string[];
    voice: boolean;
  };
  /** A corner of a cell or a plate: degrees, and pixels of the window. */
  type Corner = { lon: number; lat: number; x: number; y: number };
  /** A word or number on the map; its box in pixels of the window (left, top, right, bottom). */
  type LabelTold = { text: string; lang: string; kind: string; key: string; box: number[]; dot: number[] | null };
  type EventTold = { event: string; shown: boolean; listed: boolean; openable: boolean };
  /** What a page shows. Bodies are counted people: their unit, numbers, `land` or `plate`, the corners of all cells from
   * south-west round, and of the plate. */
  type Description = {
    kind?: string | null;
    lang?: string;
    size?: { width: number; height: number };
    moment: any;
    stops: StopTold[];
    bodies: any[];
    labels: LabelTold[];
    events: EventTold[];
    moves?: { move: string; number: number; on_map: boolean; text: string }[];
  };

  // What the layers of one map share

  /** Parts that only some maps carry. */
  type Extras = {
    ledger: (() => { node: HTMLElement; brief: HTMLElement }) | null;
    story: ((map: L.Map, player: ThePlayer, panel: ThePanel) => void) | null;
    stills: {
      fit(timeline: Timeline): boolean;
      of(map: L.Map): StillsLike | null;
      keep(map: L.Map, timeline: Timeline): void;
    } | null;
  };
  type StillsLike = { show(): void; build(): StillsLike; removePrintOnly(): StillsLike };

  /** All that the layers of one map share; see core/shared.js. */
  type Shared = {
    timeline: Timeline | null;
    player: Player | null;
    panel: Panel | null;
    layers: Layer[];
    /** What a card may be opened for, by kind and key. */
    items: Partial<Record<CardKind, Record<string, any>>>;
    record: CardRecord | null;
    card: Card | null;
    openCard: ((what: Subject) => void) | null;
    closeCard: (() => void) | null;
    /** The record's page, where the map stands beside it. */
    recordPage: string | null;
    /** The view that the page opens with, and the one that was asked for last. */
    home: Degrees | null;
    view: Degrees | null;
    /** Frame request of a flight that has not begun; null when there is none. */
    flight: number | null;
    /** The map moves by itself; it is set once more where it landed. */
    driven: boolean;
    landing: boolean;
    /** The reader has moved the map. */
    moved: boolean;
    /** The box of the ground that is drawn, in projected metres. */
    ground: L.Bounds | null;
    landscape: Feature<GroundProperties>[];
    sheets: Record<string, L.SVG>;
    /** Shapes that lie above regions where there are regions. */
    above: L.Path[];
    raised: boolean;
    labels: Labels | null;
    /** For each layer with lines, the points that words keep off. */
    trails: (() => Soft[])[];
    /** For each layer with marks, the boxes that no word may enter, in container pixels. */
    solids: (() => Box[])[];
    /** Counts stand beside blocks of their own, not at their places. */
    countsApart: boolean;
    /** What each layer tells of itself to who asks. */
    describers: (() => Partial<Description>)[];
    /** Points that the legend keeps off. */
    keepClear: (() => Weighted[]) | null;
    moveLegend: ((home: HTMLElement | null) => void) | null;
    /** Of the layer of flows, for the legend: its unit, its colours, and its width for so many people. */
    unit: Unit | null;
    flowStyle: FlowStyle | null;
    ribbonWidth: ((people: number) => number) | null;
    ledger: { node: HTMLElement; brief: HTMLElement } | null;
    journey: Journey | null;
    stills: StillsLike | null;
  };

  interface HTMLElement {
    /** The player of a map, for the page around it. */
    koryoPlayer?: Player;
  }
}

// What the runtime uses of Leaflet beyond its published types.
declare module "leaflet" {
  interface Renderer {
    _container: HTMLElement;
    _bounds: Bounds;
    _center: LatLng;
    _zoom: number;
    _update(): void;
  }
  namespace Control {
    interface Scale {
      _getRoundNum(longest: number): number;
      _mScale: HTMLElement;
      _update(): void;
    }
  }
  interface ZoomPanOptions {
    /** Set the view anew in place of panning to it. */
    reset?: boolean;
  }
  interface Map {
    koryo?: Shared;
    _animatingZoom?: boolean;
    _zoomAnimated?: boolean;
    _getNewPixelOrigin(center: LatLng, zoom: number): Point;
  }
}
