"""folium elements: each holds plain data and makes one call into the runtime in ``js/``.

They are ordinary elements of folium's tree: ``FlowLayer(timeline).add_to(folium.Map())`` works beside other layers. :func:`animate`
composes them into an :class:`AtlasMap`, a folium.Map that needs no tiles and no network.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from branca.element import MacroElement

from koryo_geo.html.islands import Island, script_json, timeline_island
from koryo_geo.html.runtime import OF_FLOWS, runtime_css, runtime_js, words_island
from koryo_geo.html.topology import GROUND_QUANTA, cut_to_view, feature, kept_in_view, topology_island
from koryo_geo.language.texts import Texts
from koryo_geo.maps.page import Raw
from koryo_geo.style import Style

if TYPE_CHECKING:
    from branca.element import Figure

    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import Region, Unit
    from koryo_geo.html.topology import Box
    from koryo_geo.timeline.model import Timeline


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
        The runtime's functions that the map calls: files that serve others stay out.
    languages : sequence of str, optional
        Languages of the words; English when neither this call nor an earlier one says otherwise.
    """
    called = frozenset(entries)
    figure.header.add_child(Raw(f"<style>{runtime_css(called)}</style>"), name="koryo_css")
    figure.header.add_child(Raw(f"<script>{runtime_js(called)}</script>"), name="koryo_js")
    if languages is not None or "koryo-words" not in figure.html._children:
        without = OF_FLOWS if languages is not None and "flows" not in called else ()
        figure.html.add_child(Raw(words_island(tuple(languages or ("en",)), without).html), name="koryo-words")


def entries_of(map_: Any) -> set[str]:
    """The runtime's functions that a map's layers call."""
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

    entry = "player"

    def __init__(self, timeline: Timeline, *, panel: str | None = None, style: Style | None = None) -> None:
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
    """

    entry = "flows"

    def __init__(self, timeline: Timeline, *, unit: str = "household", bodies: Mapping[str, Any] | None = None) -> None:
        island = timeline_island(timeline)
        super().__init__({"timeline": island.id, "unit": unit, "bodies": dict(bodies or {})}, [island])


class RegionLayer(KoryoElement):
    """Regions of the moment's boundaries: a tint for a count, hatching where the number is not known.

    Parameters
    ----------
    timeline : Timeline
        Of kind ``regions``.
    dataset : Dataset
        Gives the polygons of the regions that the timeline names.
    box : (west, south, east, north), optional
        View in degrees; what lies far outside it is left out of the page.
    languages : sequence of str
        With one, names are strings; with several, mappings by language.
    """

    entry = "regions"

    def __init__(self, timeline: Timeline, dataset: Dataset, *, box: Box | None = None, languages: Sequence[str] = ("en",)) -> None:
        texts = Texts(dataset, tuple(languages))
        states = [state for moment in timeline.moments for state in moment.regions]
        named = {state.region for state in states}
        counted = {state.region for state in states if state.status != "none"}
        rows = [region for region in dataset.regions if region.region in named]
        features = [
            feature(kept_in_view(row.geometry, box), _region_properties(row, texts, in_full=row.region in counted)) for row in rows
        ]
        island = topology_island("regions", features, quanta=GROUND_QUANTA)
        classes = [step.to_dict() for step in timeline.classes]
        super().__init__({"topology": island.id, "timeline": timeline_island(timeline).id, "classes": classes}, [island])


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
        features = [
            feature(part, {"kind": row.kind, "name": row.name})
            for row in dataset.base_map
            for part in cut_to_view(row.geometry, box)
        ]
        island = topology_island("base", features, quanta=GROUND_QUANTA)
        super().__init__({"topology": island.id}, [island])


#: What the page is told of a line.
_OF_A_LINE = ("line", "name", "mode", "in_use", "certainty")


class LineLayer(KoryoElement):
    """The lines of the time, as they lay: rail drawn full, sea and river ways dashed, lines not surely in use apart."""

    entry = "lines"

    def __init__(self, dataset: Dataset) -> None:
        from shapely.geometry import LineString

        points = {line.line: [(row.lon, row.lat) for row in dataset.stations if row.line == line.line] for line in dataset.lines}
        features = [
            feature(LineString(points[line.line]), {name: getattr(line, name) for name in _OF_A_LINE})
            for line in dataset.lines
            if len(points[line.line]) > 1
        ]
        island = topology_island("lines", features)
        super().__init__({"topology": island.id}, [island])


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
        texts = Texts(dataset, tuple(languages))
        rows = [dataset.place_by_key[key] for key in dict.fromkeys(places)]
        spec = [_place_spec(texts, row.place, rank, date) for rank, row in enumerate(rows) if row.lat is not None]
        spec += [_ring_spec(texts, unit, len(spec) + rank) for rank, unit in enumerate(rings)]
        super().__init__({"places": spec})


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


class Cards(KoryoElement):
    """What the page knows of a figure, place, region, flow or event when it is touched.

    Parameters
    ----------
    data : mapping
        As :func:`koryo_geo.record.record_data` gives it.
    """

    entry = "cards"

    def __init__(self, data: Mapping[str, Any]) -> None:
        island = Island("record", data)
        super().__init__({"record": island.id}, [island])


def _region_properties(row: Region, texts: Texts, *, in_full: bool) -> dict[str, Any]:
    """What the page knows of a region; the doubts about its border in full only where the map counts people in it."""
    properties = {
        "region": row.region,
        "name": texts.name(row.unit, row.name),
        "level": row.level,
        "valid_from": row.valid_from if in_full else "",
        "valid_to": row.valid_to if in_full else "",
        "uncertain": row.uncertain,
        "uncertain_note": texts.of("regions", row.region, "uncertain_note", row.uncertain_note) if in_full else "",
    }
    return {key: value for key, value in properties.items() if value}


def _place_spec(texts: Texts, key: str, rank: int, date: str) -> dict[str, Any]:
    """A place as the runtime reads it."""
    dataset = texts.dataset
    row = dataset.place_by_key[key]
    return {
        "place": key,
        "name": texts.name(key),
        "name_then": texts.name_at(key, date),
        "names": _further_names(texts, key, date),
        "lon": row.lon,
        "lat": row.lat,
        "rank": rank,
        "certainty": row.certainty,
        "radius_km": row.radius_km,
        "figures": [figure.figure for figure in dataset.figures if figure.place == key],
        "note": row.note,
    }


def _ring_spec(texts: Texts, unit: Unit, rank: int) -> dict[str, Any]:
    """A unit whose borders are not held, as the runtime reads a place."""
    figures = [figure.figure for figure in texts.dataset.figures if figure.unit == unit.unit]
    spec = {
        "place": unit.unit,
        "name": texts.name(unit.unit, unit.name),
        "lon": unit.label_lon,
        "lat": unit.label_lat,
        "ring": True,
    }
    return {**spec, "rank": rank, "certainty": unit.certainty, "figures": figures, "note": unit.note, "sources": [unit.source]}


def _further_names(texts: Texts, key: str, date: str) -> list[dict[str, str]]:
    """The name forms that stand neither beside the place nor in another language of the page; with the years of their use."""
    shown = [texts.name(key), texts.name_at(key, date) or ""]
    known = {name for text in shown for name in ([text] if isinstance(text, str) else text.values())}
    further = {form.name: form for form in texts.dataset.names_of.get(key, ()) if form.name not in known}
    return [{"lang": form.lang, "name": name, "valid": form.valid} for name, form in further.items()]
