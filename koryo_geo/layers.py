"""folium elements: each holds plain data and makes one call into the runtime in ``js/``.

They are ordinary elements of folium's tree: ``FlowLayer(timeline).add_to(folium.Map())`` works beside other layers. :func:`animate`
composes them into an :class:`AtlasMap`, a folium.Map that needs no tiles and no network.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

import folium
from branca.element import Figure, MacroElement

from koryo_geo import compose, moving, page, record, textversion, words
from koryo_geo.html.runtime import runtime_css, runtime_js
from koryo_geo.islands import Island, script_json
from koryo_geo.page import Raw
from koryo_geo.style import Projection, Style
from koryo_geo.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from koryo_geo.dataset import Dataset
    from koryo_geo.tables import MapPlan, Region, Unit
    from koryo_geo.timeline import Timeline

#: Steps of the grid for land and borders. About a kilometre on a map of half a continent, where their lines are simplified to five;
#: lines of railway pass through their stations and need a finer one.
GROUND_QUANTA = 5_000

#: View box: west, south, east, north in degrees.
Box = tuple[float, float, float, float]


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
        add_runtime(figure, _entries_of(self._parent))
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


def _entries_of(map_: Any) -> set[str]:
    """The runtime's functions that a map's layers call."""
    return {child.entry for child in map_._children.values() if isinstance(child, KoryoElement)}


#: Words that pages without a map say; a map's page does not carry them.
OTHER_PAGES = ("embed_", "index_", "legend_", "record_")
#: Words that only maps on which people move say.
OF_FLOWS = (
    "drawn_km",
    "mode_",
    "published_km",
    "text_chapters",
    "text_deaths",
    "text_legs",
    "text_parts",
    "text_totals",
    "text_untraced",
    "total",
    "untraced_long",
    "view",
)


@lru_cache(maxsize=8)
def words_island(langs: tuple[str, ...], without: tuple[str, ...] = ()) -> Island:
    """The interface words of the languages of a page, the first being the one it opens in; their keys stand once.

    Parameters
    ----------
    langs : tuple of str
    without : tuple of str
        Beginnings of the keys that this page never says.
    """
    languages = {lang: words.catalogue(lang).to_js((*OTHER_PAGES, *without)) for lang in langs}
    keys = sorted(languages[langs[0]]["strings"])
    listed = {lang: {**entry, "strings": [entry["strings"][key] for key in keys]} for lang, entry in languages.items()}
    island = Island("words", {"lang": langs[0], "order": list(langs), "keys": keys, "languages": listed})
    island.id = "koryo-words"
    return island


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
            _feature(_kept(row.geometry, box), **_region_properties(row, texts, in_full=row.region in counted)) for row in rows
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
        features = [_feature(part, kind=row.kind, name=row.name) for row in dataset.base_map for part in _near(row.geometry, box)]
        island = topology_island("base", features, quanta=GROUND_QUANTA)
        super().__init__({"topology": island.id}, [island])


class LineLayer(KoryoElement):
    """The lines of the time, as they lay: rail drawn full, sea and river ways dashed, lines not surely in use apart."""

    entry = "lines"

    def __init__(self, dataset: Dataset) -> None:
        from shapely.geometry import LineString

        features = []
        for line in dataset.lines:
            points = [(row.lon, row.lat) for row in dataset.stations if row.line == line.line]
            if len(points) > 1:
                features.append(
                    _feature(
                        LineString(points),
                        line=line.line,
                        name=line.name,
                        mode=line.mode,
                        in_use=line.in_use,
                        certainty=line.certainty,
                    )
                )
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


def timeline_island(timeline: Timeline) -> Island:
    """The island of a timeline; layers of one timeline share it."""
    return Island("timeline", timeline.to_dict())


def _kept(geometry: Any, box: Box | None) -> Any:
    """Cut a polygon that a map shows in part; one that lies in its surroundings as a whole stays as it is."""
    near = _near(geometry, box)
    return near[0] if near else geometry


def _near(geometry: Any, box: Box | None) -> list[Any]:
    """Cut a geometry to a box and what lies around it; nothing when it is far off."""
    if box is None:
        return [geometry]
    from shapely import clip_by_rect

    west, south, east, north = box
    # A conic view at a wide screen reaches far beyond its box at the corners.
    across, up = (east - west) * 0.55, (north - south) * 0.9
    part = clip_by_rect(geometry, west - across, south - up, east + across, min(north + up, 89.0))
    return [] if part.is_empty else [part]


def topology_island(name: str, features: Sequence[Mapping[str, Any]], *, quanta: int = 8_000) -> Island:
    """Pack features into TopoJSON, in which neighbours share their border.

    Parameters
    ----------
    name : str
        Name of the topology's object.
    features : sequence of mapping
        GeoJSON features in WGS 84 degrees.
    quanta : int
        Steps of the grid, along each side of the features' box, that coordinates are rounded to.
    """
    import topojson

    collection = {"type": "FeatureCollection", "features": list(features)}
    packed = topojson.Topology(collection, object_name=name, prequantize=quanta, shared_coords=True).to_dict()
    packed["arcs"] = [_packed_arc(arc) for arc in packed["arcs"]]
    return Island(name, packed)


def _packed_arc(arc: Sequence[Sequence[int]]) -> str:
    """Write an arc's steps as an encoded polyline: a third of the bytes of the same numbers as JSON."""
    import polyline

    points, x, y = [], 0, 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x, y))
    return str(polyline.encode(points, precision=0))


def _feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    from shapely.geometry import mapping

    return {"type": "Feature", "properties": properties, "geometry": mapping(geometry)}


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


class AtlasMap(folium.Map):
    """A folium.Map that asks nothing of the network: Leaflet inlined, no tiles, the dataset's own projection.

    Parameters
    ----------
    box : (west, south, east, north)
        View in degrees.
    projection : Projection, optional
        Web Mercator when left out, for use with tiles.
    plan : MapPlan, optional
        The page that the map is saved as.
    texts : Texts, optional
        Its words, and the languages of the page.

    Attributes
    ----------
    record_page : str
        Address of the record's page, which figures and sources then link to; blank for a map that stands alone.
    """

    default_js: ClassVar[list[tuple[str, str]]] = []
    default_css: ClassVar[list[tuple[str, str]]] = []

    def __init__(
        self, box: Box, *, projection: Projection | None = None, plan: MapPlan | None = None, texts: Texts | None = None
    ) -> None:
        west, south, east, north = box
        super().__init__(location=[(south + north) / 2, (west + east) / 2], tiles=None)
        self.plan = plan
        self.texts = texts
        self.timeline: Timeline | None = None
        self.record_page = ""
        self.map_options = {
            "projection": projection.to_dict() if projection else None,
            "bounds": [[south, west], [north, east]],
            "label": texts.of("maps", plan.map, "title", plan.title) if plan and texts else "",
        }

    def render(self, **_: object) -> None:
        """Put Leaflet and the runtime into the figure's head, then this map and its layers."""
        figure, name = self.get_root(), self.get_name()
        if "leaflet_js" not in figure.header._children:
            page.add_leaflet(figure)
        add_runtime(figure, _entries_of(self), self.texts.languages if self.texts else ("en",))
        figure.html.add_child(Raw(f'<div class="koryo-map" id="{name}"></div>'), name=name)
        call = f'var {name} = koryo.map("{name}", {script_json(self._options())});\n'
        figure.script.add_child(Raw(call), name=name)
        for child in self._children.values():
            child.render()

    def _options(self) -> dict[str, Any]:
        """What the runtime is told of the map."""
        return {**self.map_options, "record_page": self.record_page} if self.record_page else self.map_options

    def save(self, outfile: str | Path) -> None:
        """Write the map as one self-contained file; see :func:`koryo_geo.page.save`."""
        page.save(self, outfile)

    def _repr_html_(self) -> str:
        """Show the page in a titled, sandboxed frame."""
        return page.frame(self)


def animate(
    dataset: Dataset,
    map_name: str,
    *,
    unit: str = "household",
    style: Style | None = None,
    languages: Sequence[str] | None = None,
    allow_unmatched: Collection[str] = (),
) -> AtlasMap:
    """Compose one of a dataset's maps.

    Parameters
    ----------
    dataset : Dataset
    map_name : str
        A key of ``maps.csv``.
    unit : {"household", "person", "train"}
        What one mark stands for on a map of flows.
    style : Style, optional
    languages : sequence of str, optional
        Languages of the page, the one it opens in first; all of the dataset's when left out.
    allow_unmatched : collection of str
        Figures that may find no polygon of their own date.

    Returns
    -------
    AtlasMap
        A folium.Map; add further folium layers, show it in a notebook, or save it as one file.

    Raises
    ------
    KeyError
        If the dataset has no such map.
    JoinError, RoutingError
        As :func:`koryo_geo.compose.timeline_of`.

    Examples
    --------
    >>> import koryo_geo
    >>> m = koryo_geo.animate(koryo_geo.load("minimal"), "journey")
    >>> m.save("journey.html")  # doctest: +SKIP
    """
    plan = dataset.map_plan(map_name)
    style = style or Style()
    texts = Texts(dataset, tuple(languages or dataset.languages))
    timeline = compose.timeline_of(dataset, map_name, style=style, allow_unmatched=allow_unmatched, languages=texts.languages)
    atlas = AtlasMap(plan_box(plan), projection=Projection.of(dataset.projection, plan_box(plan)), plan=plan, texts=texts)
    for element in _layers_of(texts, plan, timeline, unit):
        element.add_to(atlas)
    TimeControl(timeline, panel="koryo-panel", style=style).add_to(atlas)
    atlas.timeline = timeline
    return atlas


def plan_box(plan: MapPlan) -> Box:
    """The view box of a planned map."""
    return plan.west, plan.south, plan.east, plan.north


def _layers_of(texts: Texts, plan: MapPlan, timeline: Timeline, unit: str) -> list[KoryoElement]:
    """The layers of a map, from the ground up."""
    from koryo_geo.legend import legend_items

    dataset = texts.dataset
    ground: list[KoryoElement] = [BaseLayer(dataset, plan_box(plan))]
    if timeline.kind == "regions":
        ground += [RegionLayer(timeline, dataset, box=plan_box(plan), languages=texts.languages)]
    else:
        ground += [LineLayer(dataset)] if dataset.lines else []
        ground += [FlowLayer(timeline, unit=unit, bodies=_bodies(texts, timeline))]
    places = _places_of(dataset, plan, timeline)
    return [
        *ground,
        PlaceLayer(
            dataset,
            places,
            rings=[unit for unit in compose.named_parts(dataset, timeline) if unit.label_lat is not None],
            date=plan.start[:4],
            languages=texts.languages,
        ),
        Legend(legend_items(timeline, unit, texts)),
        Cards(_record_of(texts, plan, timeline, places)),
    ]


def _places_of(dataset: Dataset, plan: MapPlan, timeline: Timeline) -> list[str]:
    """The places a map names: stops of its flows, or places that its moments count at, and the ends of its moves."""
    if timeline.kind == "flows":
        stops = [stop for flow in dataset.flows for stop in flow.stop_list]
        ordered = [row.place for row in dataset.places if row.place in stops]
        return [*ordered, *(row.place for row in dataset.places if row.place not in ordered and _on_line(dataset, row.place))]
    counted = [state.place for moment in timeline.moments for state in moment.places]
    return counted + moving.places_of(dataset, plan.map)


def _on_line(dataset: Dataset, place: str) -> bool:
    return any(row.place == place for row in dataset.stations)


def _bodies(texts: Texts, timeline: Timeline) -> dict[str, Any]:
    """Where people stand before they leave and after they have come: the units' label points."""
    bodies: dict[str, Any] = {}
    for flow in timeline.flows:
        unit = flow.destination or flow.origin
        bodies.setdefault("origin", {**_label_point(texts.dataset, flow.origin), "label": texts.name(flow.origin)})
        label = texts.name(unit) if flow.destination else flow.label
        bodies[flow.flow] = {**_label_point(texts.dataset, unit), "label": label}
    return bodies


def _label_point(dataset: Dataset, unit: str) -> dict[str, float]:
    """A unit's label point; the dataset's checks see to it that an end of a flow has one."""
    lon, lat = moving.label_point(dataset, unit) or (0.0, 0.0)
    return {"lon": lon, "lat": lat}


def _record_of(texts: Texts, plan: MapPlan, timeline: Timeline, places: Sequence[str]) -> dict[str, Any]:
    """What the page's cards can answer."""
    dataset = texts.dataset
    used = [use.figure for use in dataset.uses if use.map == plan.map and use.drawn_as != "table"]
    at_places = [figure.figure for figure in dataset.figures if figure.place in places]
    cited = {source for chapter in timeline.chapters for source in chapter.sources}
    cited |= {source for event in timeline.events for source in event.sources}
    cited |= {unit.source for unit in compose.named_parts(dataset, timeline)}
    cited |= {source for moment in timeline.moments for move in moment.moves for source in move.sources}
    data = record.record_data(texts, plan.map, [*used, *at_places], cited)
    # The text version of the same page lists every source in full; the runtime reads the citation there.
    data["sources"] = {key: {name: row[name] for name in row if name != "text"} for key, row in data["sources"].items()}
    return data | textversion.ways_data(texts, places, plan.start[:4]) if timeline.kind == "flows" else data
