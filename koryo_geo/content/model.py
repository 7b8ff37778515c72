"""Everything that a map shows, as plain data: the one description that page, still, poster, film and notebook are made from.

A MapContent is frozen, has no HTML in it, and goes to JSON and back unchanged. A text is a string when the map has one language,
else a mapping from language to string. Ordered data are tuples; data looked up by key are mappings.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from koryo_geo.content.blocks import MomentBlocks
from koryo_geo.content.film import Film
from koryo_geo.content.geometry import Box, Geometry, LineString
from koryo_geo.content.squares import Squares
from koryo_geo.language.texts import Text
from koryo_geo.plain import from_json, to_json
from koryo_geo.style import Projection, Style
from koryo_geo.timeline.model import Timeline

#: Raised when a field changes its name or meaning; what another version wrote is refused.
VERSION = 1


class Credit(Struct, frozen=True):
    """The dataset that a map is made from, and the attribution that its licences ask for."""

    name: str
    title: Text
    version: str
    attribution: str


class View(Struct, frozen=True):
    """What the map looks at first, and the projection that it is drawn in."""

    box: Box
    projection: Projection


class GroundShape(Struct, frozen=True):
    """A piece of land, a lake, a river or a border of the time."""

    kind: str
    name: str
    geometry: Geometry


class LineShape(Struct, frozen=True):
    """A line of the time, as it lay."""

    line: str
    name: str
    mode: str
    in_use: str
    certainty: str
    geometry: LineString


class RegionShape(Struct, frozen=True):
    """A region that the timeline names; ``counted`` when a figure is laid on it at some moment."""

    region: str
    unit: str
    name: Text
    level: str
    valid_from: str
    valid_to: str
    uncertain: bool
    uncertain_note: Text
    counted: bool
    geometry: Geometry


class NameForm(Struct, frozen=True):
    """A name of a place, with the time of its use (EDTF; blank: today)."""

    lang: str
    name: str
    valid: str


class PlaceMark(Struct, frozen=True):
    """A place that the map names.

    ``rank`` 0 is the most important; ``name_then`` holds the names of the map's year where they differ from today's, ``names`` what
    stands in neither; ``figures`` are keys of what is counted there.
    """

    place: str
    name: Text
    name_then: Text | None
    names: tuple[NameForm, ...]
    lon: float
    lat: float
    rank: int
    certainty: str
    radius_km: float | None
    figures: tuple[str, ...]
    note: str


class District(Struct, frozen=True):
    """A district that the sources name but give no number for; it has no border here, so a ring marks its point, if it has one."""

    unit: str
    name: Text
    lon: float | None
    lat: float | None
    certainty: str
    figures: tuple[str, ...]
    note: str
    source: str


class LedgerCell(Struct, frozen=True, omit_defaults=True):
    """What is held of a whole at a date: a number, parts of it, that its number is not known, or nothing.

    Of parts, ``parts_counted`` have a number and ``parts`` are named in all; they are never added up. ``level`` is that of all of
    them, if they have one.
    """

    status: Literal["counted", "parts", "unknown", "none"]
    figure: str = ""
    counted: str = "persons"
    precision: str = ""
    low: int | None = None
    value: int | None = None
    high: int | None = None
    parts_counted: int = 0
    parts: int = 0
    level: str = ""


class LedgerRow(Struct, frozen=True):
    """A date of the ledger, its EDTF date and where on a true axis of years it begins and ends."""

    chapter: str
    date: str
    start: float
    end: float
    cells: tuple[LedgerCell, ...]


class LedgerColumn(Struct, frozen=True):
    """A whole of the ledger, named as it is today; ``units`` are all that it carried on, and itself."""

    unit: str
    units: tuple[str, ...]
    name: Text


class Ledger(Struct, frozen=True):
    """A table of counts that is also their chart and the way through time; ``top`` is its largest number."""

    columns: tuple[LedgerColumn, ...]
    rows: tuple[LedgerRow, ...]
    top: int


class Body(Struct, frozen=True):
    """Where a counted body of people stands before they leave or after they have come."""

    lon: float
    lat: float
    label: Text


class AreaName(Struct, frozen=True):
    """The name of a neighbour, a sea or the union of the time, and a point where it may stand."""

    unit: str
    name: Text
    level: str
    lon: float
    lat: float


class Voice(Struct, frozen=True, kw_only=True):
    """What a witness told: who, at what age, through whom it has come, when and where; ``place`` is blank where none is known."""

    voice: str
    who: Text
    age_then: int | None
    told_by: str
    stage: str
    text: Text
    date: Text
    place: str
    place_name: Text
    certainty: str
    source: str


class LegendItem(Struct, frozen=True, omit_defaults=True):
    """A sign and what it means; ``persons`` is what a ribbon is drawn for."""

    kind: str
    text: Text
    color: str = ""
    persons: int | None = None


class AttestationCard(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What one source says of a figure; ``as_in_source`` only where it is printed in other signs than ours.

    ``rendered`` when those are our English words for a source in another language.
    """

    source: str
    certainty: str
    confidence: str
    low: int | None = None
    value: int | None = None
    high: int | None = None
    as_in_source: str = ""
    rendered: bool = False
    pages: str = ""
    used: bool = False
    reason: Text = ""
    note: str = ""


class FigureCard(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A figure with all that sources say of it; ``date_words`` is its date."""

    label: Text
    counted: str
    measure: str
    attestations: tuple[AttestationCard, ...]
    date_words: Text = ""
    note: str = ""

    @property
    def used(self) -> AttestationCard | None:
        """The attestation that the map draws; None when it lists the figure without choosing one."""
        return next((row for row in self.attestations if row.used), None)

    @property
    def rivals(self) -> tuple[AttestationCard, ...]:
        """The attestations that the map does not draw."""
        return tuple(row for row in self.attestations if not row.used)


class SourceCard(Struct, frozen=True):
    """A source: cited in full and in short, and how much of it was read."""

    source: str
    text: Text
    short: Text
    how_seen: Text
    reliability: Text
    url: str


class DeathCount(Struct, frozen=True, kw_only=True):
    """A number of deaths and its scope, or that the number is not known."""

    death: str
    scope: Text
    date: Text
    low: int | None
    value: int | None
    high: int | None
    certainty: str
    confidence: str
    source: str
    note: Text


class LegRow(Struct, frozen=True, kw_only=True):
    """A leg of a flow, from stop to stop or to a change of mode; ``published_km`` is None where no source gives it."""

    from_place: str
    to_place: str
    from_name: Text
    to_name: Text
    mode: str
    lines: tuple[str, ...]
    certainty: str
    length_km: float
    published_km: float | None
    published_source: str | None
    geometry: LineString


class FlowLegs(Struct, frozen=True):
    """The legs of a flow; ``number`` is its place among the timeline's flows."""

    flow: str
    number: int
    label: Text
    legs: tuple[LegRow, ...]


class WayTo(Struct, frozen=True):
    """How a place that no railway in use touches was reached: keys of the lines that lead there."""

    place: str
    name: Text
    rail: Literal["yes", "doubtful", "no"]
    lines: tuple[str, ...]


class WayLine(Struct, frozen=True):
    """A line on the way to such a place."""

    name: Text
    mode: str
    certainty: str


class Ways(Struct, frozen=True):
    """The places that were reached otherwise than by rail; ``rail`` says each state in words."""

    title: Text
    places: tuple[WayTo, ...]
    lines: Mapping[str, WayLine]
    rail: Mapping[str, Text]


class MapContent(Struct, frozen=True, kw_only=True):
    """Everything that a map shows.

    Attributes
    ----------
    map : str
        Its key, and the name of its page.
    title, lead, notice : Text
    languages : tuple of str
        The one that the map opens in first.
    credit : Credit
    view : View
    unit : {"household", "person", "train"}
        What one mark stands for.
    style : Style
    timeline : Timeline
    ground, lines, regions : tuple
        Shapes in WGS 84 degrees, cut to the view and what lies around it; lines on a map of flows. Regions are those that the
        timeline names; on a map of flows the states of its first day, and the units that people left or came to.
    areas : tuple of AreaName
        Neighbours, seas and the union, to be named on a map of flows.
    voices : tuple of Voice
        What witnesses told; on a map of flows.
    places : tuple of PlaceMark
        The most important first.
    districts : tuple of District
    bodies : mapping of str to Body
        By ``origin`` and by flow; empty on a map of regions.
    legend : tuple of LegendItem
    drawn : tuple of str
        Keys of the figures that the map draws.
    figures : mapping of str to FigureCard
        These, and those counted at its places and districts.
    sources : tuple of SourceCard
        All that anything here is cited to.
    deaths : tuple of DeathCount
    legs : tuple of FlowLegs
    ways : Ways or None
        None when every place has a railway, or on a map of regions.
    explained, first_explained : mapping of str to Text
        Words of the time with their meaning, by the chapter or event whose text says them; and only by the first that does.
    notices : tuple of str
        What was done to the data on reading.
    squares : Squares or None
        Counted people of a map of flows, laid out on their own land.
    blocks : tuple of MomentBlocks
        Counts of a map of regions, laid out in their own units, one entry a moment.
    ledger : Ledger or None
        The counts of a map of regions as a table.
    films : mapping of str to Film
        By cut: ``full`` and ``short``.

    Examples
    --------
    >>> import koryo_geo
    >>> content = koryo_geo.content_of(koryo_geo.load("minimal"), "journey")
    >>> MapContent.from_json(content.to_json()) == content
    True
    """

    map: str
    title: Text
    lead: Text
    notice: Text
    languages: tuple[str, ...]
    credit: Credit
    view: View
    unit: str
    style: Style
    timeline: Timeline
    ground: tuple[GroundShape, ...]
    lines: tuple[LineShape, ...] = ()
    regions: tuple[RegionShape, ...] = ()
    areas: tuple[AreaName, ...] = ()
    voices: tuple[Voice, ...] = ()
    places: tuple[PlaceMark, ...]
    districts: tuple[District, ...] = ()
    bodies: Mapping[str, Body] = {}
    legend: tuple[LegendItem, ...]
    drawn: tuple[str, ...]
    figures: Mapping[str, FigureCard]
    sources: tuple[SourceCard, ...]
    deaths: tuple[DeathCount, ...] = ()
    legs: tuple[FlowLegs, ...] = ()
    ways: Ways | None = None
    explained: Mapping[str, Text] = {}
    first_explained: Mapping[str, Text] = {}
    notices: tuple[str, ...]
    squares: Squares | None = None
    blocks: tuple[MomentBlocks, ...] = ()
    ledger: Ledger | None = None
    films: Mapping[str, Film] = {}
    version: int = VERSION

    def __repr__(self) -> str:
        """Name the map and how much it shows, on one line."""
        held = {name: len(getattr(self, name)) for name in ("regions", "lines", "places", "drawn", "sources")}
        counted = ", ".join(f"{number:,} {'figures drawn' if name == 'drawn' else name}" for name, number in held.items() if number)
        return f"<MapContent {self.map}: {counted}; {', '.join(self.languages)}>"

    def to_json(self) -> str:
        """JSON with sorted keys: the same content gives the same text."""
        return to_json(self)

    @classmethod
    def from_json(cls, text: str) -> MapContent:
        """Read what :meth:`to_json` wrote.

        Raises
        ------
        ValueError
            If it is of another version, or does not hold a map's content.
        """
        return from_json(text, cls, version=VERSION)
