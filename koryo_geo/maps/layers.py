"""folium elements: each holds plain data and makes one call into the runtime in ``js/``.

They are ordinary elements of folium's tree: ``FlowLayer(timeline).add_to(folium.Map())`` works beside other layers. :func:`animate`
composes them into an :class:`AtlasMap`, a folium.Map that needs no tiles and no network.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

from branca.element import MacroElement

from koryo_geo.content.blocks import PER_SIGN, blocks_of
from koryo_geo.content.build import check_unit, plan_box
from koryo_geo.content.ledger import ledger_of
from koryo_geo.content.model import MapContent
from koryo_geo.content.places import area_names, district, place_marks
from koryo_geo.content.shapes import ground_of, lines_of, regions_of
from koryo_geo.data.dataset import check_dataset
from koryo_geo.html.islands import Island, script_json, timeline_island
from koryo_geo.html.runtime import OF_FLOWS, runtime_css, runtime_js, words_island
from koryo_geo.html.topology import GROUND_QUANTA, feature, topology_island
from koryo_geo.language.texts import Texts
from koryo_geo.maps.journey import journey_data
from koryo_geo.maps.page import Raw
from koryo_geo.plain import to_plain
from koryo_geo.style import Projection, Style
from koryo_geo.timeline.levels import STATES
from koryo_geo.timeline.model import Timeline

if TYPE_CHECKING:
    from branca.element import Figure

    from koryo_geo.content.blocks import CountBlock, MomentBlocks
    from koryo_geo.content.geometry import Box
    from koryo_geo.content.model import AreaName, District, GroundShape, LineShape, PlaceMark, RegionShape, Ways
    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import Unit


class KoryoElement(MacroElement):
    """Base of the layers: data islands and one call.

    Attributes
    ----------
    entry : str
        The function of the runtime that is called with the map and :attr:`spec`.
    """

    entry = ""

    def __init__(self, spec: Mapping[str, Any], islands: Iterable[Island] = ()) -> None:
        super().__init__()
        self._name = type(self).__name__
        self.spec = dict(spec)
        self.islands = tuple(islands)

    @classmethod
    def _with(cls, spec: Mapping[str, Any], islands: Iterable[Island] = ()) -> Self:
        """Make a layer from prepared data, without the arguments of ``__init__``."""
        layer = cls.__new__(cls)
        KoryoElement.__init__(layer, spec, islands)
        return layer

    def render(self, **_: object) -> None:
        """Put the runtime, the islands and the call into the figure, each once.

        branca would run what a macro gives as a template once more, and with it any text in the data: so no macro here.
        """
        figure = self.get_root()
        add_runtime(figure, entries_of(self._parent))
        for island in self.islands:
            figure.html.add_child(Raw(island.html), name=island.id)
        call = f"koryo.{self.entry}({self._parent.get_name()}, {script_json(self.spec)});\n"
        figure.script.add_child(Raw(call), name=self.get_name())


def add_runtime(figure: Figure, entries: Iterable[str], languages: Sequence[str] | None = None) -> None:
    """Put style, script and words of the runtime into a figure, once.

    Parameters
    ----------
    figure : branca.element.Figure
    entries : iterable of str
        The functions of the runtime that the map calls; modules that only others need are left out.
    languages : sequence of str, optional
        Languages of the words; English when neither this call nor an earlier one says otherwise.
    """
    called = frozenset(entries)
    figure.header.add_child(Raw(f"<style>{runtime_css(called)}</style>"), name="koryo_css")
    figure.header.add_child(Raw(f"<script>{runtime_js(called)}</script>"), name="koryo_js")
    if languages is not None or "koryo-words" not in figure.html._children:
        without = OF_FLOWS if languages is not None and not called & {"flows", "journey"} else ()
        figure.html.add_child(Raw(words_island(tuple(languages or ("en",)), without).html), name="koryo-words")


def entries_of(map_: Any) -> set[str]:
    """The functions of the runtime that a map's layers call."""
    return {child.entry for child in map_._children.values() if isinstance(child, KoryoElement)}


class TimeControl(KoryoElement):
    """The one clock of a map, with its buttons, scrubber, date, captions and totals.

    Parameters
    ----------
    timeline : Timeline
    panel : str, optional
        Id of the page's element to build in; a corner of the map when left out.
    style : Style, optional
        Its pace and autoplay are used.
    """

    entry = "panel"

    def __init__(self, timeline: Timeline, *, panel: str | None = None, style: Style | None = None) -> None:
        _check_timeline(timeline, self)
        island = timeline_island(timeline)
        style = style or Style()
        spec = {"timeline": island.id, "panel": panel, "autoplay": style.autoplay, "hold": style.hold_s}
        super().__init__(spec, [island])


class FlowLayer(KoryoElement):
    """People moving along their routes: a ribbon that carries their number, and marks above it.

    Parameters
    ----------
    timeline : Timeline
    unit : {"household", "person", "train"}
        What one mark stands for.
    bodies : mapping, optional
        Where counted bodies of people stand: ``origin`` and flow keys to ``{"lon", "lat", "label"}``.

    Raises
    ------
    TypeError, ValueError
        If it is given no timeline of flows, or there is no such unit.
    """

    entry = "flows"

    def __init__(self, timeline: Timeline, *, unit: str = "household", bodies: Mapping[str, Any] | None = None) -> None:
        _check_timeline(timeline, self, "flows")
        check_unit(unit)
        island = timeline_island(timeline)
        super().__init__({"timeline": island.id, "unit": unit, "bodies": dict(bodies or {})}, [island])

    @classmethod
    def of(cls, content: MapContent) -> Self:
        """The layer of a map whose content is known."""
        return cls(content.timeline, unit=content.unit, bodies=to_plain(content.bodies))


class Journey(KoryoElement):
    """A directed film of people who moved, on a map that fills the window: their squares on their own land, and its words.

    Parameters
    ----------
    content : MapContent
        Of a map of flows.
    ways : sequence of mapping
        Where its end leads on to: ``{"href", "title"}`` each.
    """

    entry = "journey"

    def __init__(self, content: MapContent, ways: Sequence[Mapping[str, Any]] = ()) -> None:
        states = [{"kind": "state", "unit": row.unit, "name": row.name, "level": row.level} for row in content.regions]
        shapes = [feature(shape.geometry, _without_geometry(shape)) for shape in content.ground]
        shapes += [feature(row.geometry, known) for row, known in zip(content.regions, states, strict=True)]
        ground, clock = topology_island("base", shapes, quanta=GROUND_QUANTA), timeline_island(content.timeline)
        data = Island("journey", journey_data(content, ways))
        super().__init__({"topology": ground.id, "timeline": clock.id, "data": data.id}, [ground, clock, data])


class RegionLayer(KoryoElement):
    """Counts of the moment as squares and houses inside their units, with the borders of its day.

    Parameters
    ----------
    timeline : Timeline
        Of kind ``regions``.
    dataset : Dataset
        Gives the polygons of the regions that the timeline names, and the counts.
    map_name : str, optional
        Which of the dataset's maps the timeline is of; the first of regions when left out.
    box : (west, south, east, north), optional
        View in degrees; what lies far outside it is left out of the page.
    languages : sequence of str
        With one, names are strings; with several, mappings by language.

    Raises
    ------
    TypeError, ValueError
        If it is given no timeline of regions, or no dataset.
    """

    entry = "regions"

    def __init__(
        self,
        timeline: Timeline,
        dataset: Dataset,
        *,
        map_name: str = "",
        box: Box | None = None,
        languages: Sequence[str] = ("en",),
    ) -> None:
        _check_timeline(timeline, self, "regions")
        check_dataset(dataset)
        plan = dataset.map_plan(map_name) if map_name else next(row for row in dataset.maps if row.kind == "regions")
        texts, projection = Texts(dataset, tuple(languages)), Projection.of(dataset.projection, plan_box(plan))
        blocks = blocks_of(dataset, timeline, plan, projection)
        settled = {"blocks": blocks, "ledger": ledger_of(texts, timeline, blocks), "projection": projection}
        super().__init__(*_drawn_regions(timeline, regions_of(texts, timeline, blocks, box), settled))

    @classmethod
    def of(cls, content: MapContent) -> Self:
        """The layer of a map whose content is known."""
        settled = {"blocks": content.blocks, "ledger": content.ledger, "projection": content.view.projection}
        return cls._with(*_drawn_regions(content.timeline, content.regions, settled))


class BaseLayer(KoryoElement):
    """Land, lakes, rivers and borders of the time.

    Parameters
    ----------
    dataset : Dataset
    box : (west, south, east, north), optional
        View in degrees; what lies far outside it is left out of the page.
    """

    entry = "base"

    def __init__(self, dataset: Dataset, box: Box | None = None) -> None:
        check_dataset(dataset)
        super().__init__(*_drawn("base", ground_of(dataset, box), quanta=GROUND_QUANTA))

    @classmethod
    def of(cls, content: MapContent) -> Self:
        """The layer of a map whose content is known; where states are drawn as regions of their date, their borders are those."""
        has_states = any(region.level in STATES for region in content.regions)
        ground = [shape for shape in content.ground if not (has_states and shape.kind.startswith("border"))]
        return cls._with(*_drawn("base", ground, quanta=GROUND_QUANTA))


class AroundLayer(KoryoElement):
    """Names of neighbours and seas."""

    entry = "around"

    def __init__(self, dataset: Dataset, *, languages: Sequence[str] = ("en",)) -> None:
        super().__init__(_named_around(area_names(Texts(dataset, tuple(languages)))))

    @classmethod
    def of(cls, content: MapContent) -> Self:
        """The names of a map whose content is known."""
        return cls._with(_named_around(content.areas))


class LineLayer(KoryoElement):
    """The lines of the time: railways solid, sea and river ways dashed, lines that may not have been in use marked."""

    entry = "lines"

    def __init__(self, dataset: Dataset) -> None:
        check_dataset(dataset)
        super().__init__(*_drawn("lines", lines_of(dataset)))

    @classmethod
    def of(cls, content: MapContent) -> Self:
        """The layer of a map whose content is known."""
        return cls._with(*_drawn("lines", content.lines))


class PlaceLayer(KoryoElement):
    """Places with their names, of today and of the time.

    Parameters
    ----------
    dataset : Dataset
    places : sequence of str
        Keys, the most important first; those without a position are left out of the drawing.
    rings : sequence of Unit
        Units with a label point and no border held, each marked by a ring round that point.
    date : str, optional
        EDTF date whose names stand beside today's.
    languages : sequence of str
        With one, names are strings; with several, mappings by language.
    """

    entry = "places"

    def __init__(
        self,
        dataset: Dataset,
        places: Sequence[str],
        *,
        rings: Sequence[Unit] = (),
        date: str = "",
        languages: Sequence[str] = ("en",),
    ) -> None:
        check_dataset(dataset)
        texts = Texts(dataset, tuple(languages))
        super().__init__(_marked(place_marks(texts, places, date), [district(texts, unit) for unit in rings]))

    @classmethod
    def of(cls, content: MapContent) -> Self:
        """The layer of a map whose content is known."""
        return cls._with(_marked(content.places, content.districts))


class Legend(KoryoElement):
    """What each sign means, with its unit.

    Parameters
    ----------
    items : sequence of mapping
        Each with ``kind`` (fill, hatch, line, dash, ribbon, mark, halo or square), ``color`` and ``text``.
    """

    entry = "legend"

    def __init__(self, items: Sequence[Mapping[str, Any]]) -> None:
        super().__init__({"items": [dict(item) for item in items]})

    @classmethod
    def of(cls, content: MapContent) -> Self:
        """The legend of a map whose content is known."""
        return cls(to_plain(content.legend))


class Cards(KoryoElement):
    """What the page knows of a figure, place, region, flow or event when it is touched.

    Parameters
    ----------
    data : mapping
        ``figures`` and ``sources`` by key, as :meth:`of` takes them from a map's content.
    """

    entry = "cards"

    def __init__(self, data: Mapping[str, Any]) -> None:
        island = Island("record", data)
        super().__init__({"record": island.id}, [island])

    @classmethod
    def of(cls, content: MapContent) -> Self:
        """The cards of a map whose content is known."""
        # The text version of the same page lists every source in full; the runtime reads the citation there.
        sources = {row.source: {"short": row.short, "how_seen": row.how_seen} for row in content.sources}
        told = {"terms": dict(content.explained)} if content.explained else {}
        return cls({"figures": to_plain(content.figures), "sources": sources, **told, **_ways_data(content.ways)})


#: The layer that draws each kind of timeline.
_LAYER_OF = {"flows": "FlowLayer", "regions": "RegionLayer"}


def _check_timeline(given: object, layer: KoryoElement, kind: str = "") -> None:
    """Refuse what a layer cannot draw: it would stay empty without a word."""
    name = type(layer).__name__
    if isinstance(given, MapContent):
        raise TypeError(f"{name}: timeline: got a MapContent; expected its timeline. Write {name}.of(content) or content.timeline.")
    if not isinstance(given, Timeline):
        raise TypeError(f"{name}: timeline: got a {type(given).__name__}; expected a Timeline, as koryo_geo.timeline_of returns.")
    if kind and given.kind != kind:
        raise ValueError(f"{name}: timeline: got one of {given.kind}; expected one of {kind}. Use {_LAYER_OF[given.kind]} for it.")


def _drawn(name: str, shapes: Sequence[GroundShape | LineShape], **grid: int) -> tuple[dict[str, Any], list[Island]]:
    """What the runtime is told of shapes: each with all that is known of it."""
    features = [feature(shape.geometry, _without_geometry(shape)) for shape in shapes]
    island = topology_island(name, features, **grid)
    return {"topology": island.id}, [island]


def _named_around(areas: Sequence[AreaName]) -> dict[str, Any]:
    """What the runtime is told of neighbours and seas; a union is no name on a map of what was in it."""
    return {"names": [to_plain(area) for area in areas if area.level != "union"]}


def _drawn_regions(
    timeline: Timeline, regions: Sequence[RegionShape], settled: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Island]]:
    """What the runtime is told of regions and of the blocks that stand in them."""
    island = topology_island("regions", [feature(row.geometry, _region_properties(row)) for row in regions], quanta=GROUND_QUANTA)
    moments = [_moment_blocks(moment) for moment in settled["blocks"]]
    shown = Island("settlement", {"moments": moments, "ledger": to_plain(settled["ledger"]), "per": PER_SIGN})
    spec = {"topology": island.id, "timeline": timeline_island(timeline).id, "settlement": shown.id}
    return {**spec, "projection": settled["projection"].to_dict()}, [island, shown]


def _moment_blocks(moment: MomentBlocks) -> dict[str, Any]:
    return {"blocks": [_block(row) for row in moment.blocks], "hatchings": [_without_nothing(row) for row in moment.hatchings]}


def _block(row: CountBlock) -> dict[str, Any]:
    """A block as the runtime reads it: where its foot is, how far apart its signs stand and how many are in a column."""
    plain = {name: value for name, value in _without_nothing(row).items() if name != "signs"}
    if not row.signs:
        return plain
    (x, y, _), column = row.signs[0], sum(sign[0] == row.signs[0][0] for sign in row.signs)
    other = row.signs[1] if len(row.signs) > 1 else (x + row.side_km, y, 1.0)
    pitch = max(other[0] - x, other[1] - y)
    return {**plain, "foot": [x, y], "pitch": round(pitch, 3), "column": column, "signs": len(row.signs), "last": row.signs[-1][2]}


def _without_nothing(row: Any) -> dict[str, Any]:
    return {name: value for name, value in to_plain(row).items() if value is not None and value is not False and value != ""}


def _without_geometry(shape: Any) -> dict[str, Any]:
    return {name: value for name, value in to_plain(shape).items() if name != "geometry"}


#: What a page need not know of a region where nobody is counted.
_OF_THE_COUNTED = ("valid_from", "valid_to", "uncertain_note")


def _region_properties(shape: RegionShape) -> dict[str, Any]:
    """What the page knows of a region; the doubts about its border in full only where the map counts people in it."""
    left_out = {"counted", *(() if shape.counted or shape.level in STATES else _OF_THE_COUNTED)}
    return {name: value for name, value in _without_geometry(shape).items() if value and name not in left_out}


def _marked(places: Sequence[PlaceMark], districts: Sequence[District]) -> dict[str, Any]:
    """Places, and after them the districts that can be pointed at, as the runtime reads them."""
    marks = [to_plain(place) for place in places]
    rings = [_ring(row) for row in districts if row.lat is not None]
    return {"places": [*marks, *({**ring, "rank": len(marks) + number} for number, ring in enumerate(rings))]}


def _ring(row: District) -> dict[str, Any]:
    """A district as the runtime reads a place."""
    plain = to_plain(row)
    return {"place": plain.pop("unit"), "sources": [plain.pop("source")], "ring": True, **plain}


def _ways_data(ways: Ways | None) -> dict[str, Any]:
    """The ways to places without a railway, as the runtime reads them."""
    if ways is None:
        return {}
    places = {way.place: {"rail": way.rail, "lines": way.lines} for way in ways.places}
    return {"places": places, "lines": to_plain(ways.lines), "rail": to_plain(ways.rail)}
