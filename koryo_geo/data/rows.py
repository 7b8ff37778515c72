"""The rows of a dataset, one frozen class a table.

The field names are the CSV headers; ``schema.json`` holds their types and constraints, and a test keeps the two alike. An
empty cell is ``None`` (or ``""`` for free text): not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from koryo_geo.data.glossary import GlossaryWord
from koryo_geo.data.lists import split
from koryo_geo.data.testimony import Checkpoint, Voice

Certainty = Literal["documented", "inferred", "estimated", "unknown"]
Mode = Literal["rail", "sea", "road", "river"]
Counted = Literal["persons", "households", "trains"]
RuleKind = Literal[
    "parts_add_to_whole",
    "same_total",
    "share_implies_total",
    "before_plus_change",
    "rivals",
    "different_counts",
    "different_accounts",
    "timetable",
]


@dataclass(frozen=True, slots=True)
class Source:
    """A work that something in the dataset rests on."""

    source: str
    author: str
    title: str
    year: str
    container: str
    pages_or_doc: str
    url: str
    type: str
    how_seen: str
    reliability: str
    note: str


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit or group of units, with or without a polygon; the label point is a drawing aid."""

    unit: str
    name: str
    level: str
    parent: str
    continues: str
    label_lat: float | None
    label_lon: float | None
    source: str
    certainty: Certainty
    note: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer; WGS 84 degrees, or no position at all."""

    place: str
    role: str
    country: str
    lat: float | None
    lon: float | None
    radius_km: float | None
    certainty: Certainty
    geonameid: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Name:
    """One form of the name of a place or unit, in one language, with the time of its use."""

    subject: str
    lang: str
    name: str
    valid: str
    source: str
    certainty: Certainty
    note: str


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of railway, road, river or sea way."""

    line: str
    name: str
    mode: Mode
    opened: str
    opened_as_in_source: str
    source: str
    in_use: Literal["yes", "no", "doubtful"]
    certainty: Certainty
    note: str


@dataclass(frozen=True, slots=True)
class Station:
    """A point of a line, in order."""

    line: str
    seq: int
    name: str
    name_then: str
    kind: str
    place: str
    geonameid: str
    lat: float
    lon: float
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Distance:
    """A published distance between two places, in kilometres."""

    from_place: str
    to_place: str
    km: float
    source: str
    certainty: Certainty
    note: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing counted: one unit of count, at one place or unit, at one date."""

    figure: str
    label: str
    measure: str
    counted: Counted
    unit: str
    place: str
    date: str
    note: str


@dataclass(frozen=True, slots=True)
class Attestation:
    """What one source says of a figure."""

    attestation: str
    figure: str
    low: int | None
    value: int | None
    high: int | None
    as_in_source: str
    source: str
    pages: str
    certainty: Certainty
    confidence: str
    note: str
    as_in_source_lang: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """Which map draws a figure, by which attestation, and why."""

    map: str
    figure: str
    attestation: str
    drawn_as: Literal["region", "place", "flow", "move", "total", "caption", "table"]
    reason: str


@dataclass(frozen=True, slots=True)
class Flow:
    """People from one origin to one destination; a blank destination is not known."""

    flow: str
    label: str
    origin_unit: str
    destination_unit: str
    stops: str
    persons_figure: str
    households_figure: str
    depart_first: str
    depart_last: str
    days_min: float | None
    days_max: float | None
    groups: int
    certainty: Certainty
    source: str
    note: str

    @property
    def stop_list(self) -> tuple[str, ...]:
        """The places it passes, in order."""
        return split(self.stops)


@dataclass(frozen=True, slots=True)
class Move:
    """People moved again after they had been settled: one figure, from somewhere to somewhere; a blank end is not known."""

    move: str
    map: str
    chapter: str
    label: str
    figure: str
    from_unit: str
    from_place: str
    to_unit: str
    to_place: str
    certainty: Certainty
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated that happened."""

    event: str
    date: str
    text: str
    place: str
    source: str
    certainty: Certainty
    confidence: str
    note: str

    @property
    def source_list(self) -> tuple[str, ...]:
        """The sources that say so."""
        return split(self.source)


@dataclass(frozen=True, slots=True)
class Death:
    """An estimate of deaths, with its own scope."""

    death: str
    scope: str
    date: str
    low: int | None
    value: int | None
    high: int | None
    as_in_source: str
    source: str
    certainty: Certainty
    confidence: str
    note: str
    as_in_source_lang: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold between figures, or a contradiction that is no sum; the statement acknowledges the ``difference``."""

    rule: str
    kind: RuleKind
    left: str
    right: str
    share: float | None
    difference: int | None
    statement: str
    conjecture: str
    sources: str
    note: str

    @property
    def left_list(self) -> tuple[str, ...]:
        """The parts, or the rows compared."""
        return split(self.left)

    @property
    def right_list(self) -> tuple[str, ...]:
        """The whole, or further rows compared."""
        return split(self.right)

    @property
    def source_list(self) -> tuple[str, ...]:
        """The sources whose numbers meet here."""
        return split(self.sources)


@dataclass(frozen=True, slots=True)
class Gap:
    """What was looked for and not found."""

    gap: str
    statement: str
    sources: str
    note: str

    @property
    def source_list(self) -> tuple[str, ...]:
        """The sources that it concerns, or that may fill it."""
        return split(self.sources)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of a map's story, at which the player rests."""

    map: str
    chapter: str
    date: str
    boundaries: str
    title: str
    caption: str
    sources: str
    west: float | None
    south: float | None
    east: float | None
    north: float | None

    @property
    def source_list(self) -> tuple[str, ...]:
        """The sources that the caption rests on."""
        return split(self.sources)


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of a map's film: what is said there, on which day, and what the camera shows (sides in WGS 84 degrees)."""

    map: str
    stop: str
    seq: int
    cuts: str
    date: str
    table: str
    key: str
    text: str
    shows: str
    rings: str
    west: float | None
    south: float | None
    east: float | None
    north: float | None

    @property
    def cut_list(self) -> tuple[str, ...]:
        """The cuts of the film that it is in."""
        return split(self.cuts)

    @property
    def shown_list(self) -> tuple[str, ...]:
        """The units and places that the camera shows."""
        return split(self.shows)

    @property
    def ring_list(self) -> tuple[str, ...]:
        """The units and places with a ring."""
        return split(self.rings)


@dataclass(frozen=True, slots=True)
class Translation:
    """One text of another table in another language; chapters and uses are keyed ``map:chapter`` and ``map:figure``."""

    table: str
    key: str
    column: str
    lang: str
    text: str
    source: str
    certainty: Certainty
    note: str


@dataclass(frozen=True, slots=True)
class MapPlan:
    """One map to make: its file stem, kind, words, span and view box (WGS 84 degrees)."""

    map: str
    kind: Literal["flows", "regions"]
    title: str
    lead: str
    notice: str
    start: str
    end: str
    west: float
    south: float
    east: float
    north: float


#: The tables of a dataset, by file stem, in the order in which faults are told.
TABLES: dict[str, type] = {
    "sources": Source,
    "units": Unit,
    "places": Place,
    "names": Name,
    "lines": Line,
    "stations": Station,
    "distances": Distance,
    "figures": Figure,
    "attestations": Attestation,
    "uses": Use,
    "flows": Flow,
    "checkpoints": Checkpoint,
    "moves": Move,
    "events": Event,
    "voices": Voice,
    "deaths": Death,
    "rules": Rule,
    "gaps": Gap,
    "chapters": Chapter,
    "stops": Stop,
    "maps": MapPlan,
    "translations": Translation,
    "glossary": GlossaryWord,
}
