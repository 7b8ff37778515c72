"""folium elements: each holds plain data and makes one call into the runtime in ``js/``.

They are ordinary elements of folium's tree: ``FlowLayer(timeline).add_to(folium.Map())`` works beside other layers. :func:`animate`
composes them into an :class:`AtlasMap`, a folium.Map that needs no tiles and no network.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, ClassVar

import folium
from branca.element import Element, Figure, MacroElement

from koryo_geo import compose, record, words
from koryo_geo.style import Projection, Style

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from koryo_geo.dataset import Dataset
    from koryo_geo.tables import MapPlan
    from koryo_geo.timeline import Timeline

#: View box: west, south, east, north in degrees.
Box = tuple[float, float, float, float]


def script_json(data: object) -> str:
    """Write JSON that is safe inside a script element: no character in it can end the element or start markup."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


class Raw(Element):
    """Text that goes into the page as it is; branca's own Element would run it as a template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Raw"
        self.text = text

    def render(self, **_: object) -> str:
        """The text."""
        return self.text


class Island:
    """Data for the page, in a script element of its own that is read once and never run.

    Parameters
    ----------
    kind : str
        Names the island for readers of the page.
    data : object
        Anything JSON can hold.
    """

    def __init__(self, kind: str, data: object) -> None:
        self.json = script_json(data)
        self.id = f"koryo-{kind}-{hashlib.sha256(self.json.encode()).hexdigest()[:12]}"

    @property
    def html(self) -> str:
        """The script element."""
        return f'<script type="application/json" id="{self.id}">{self.json}</script>'


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
        add_runtime(figure)
        for island in self.islands:
            figure.html.add_child(Raw(island.html), name=island.id)
        call = f"koryo.{self.entry}({self._parent.get_name()}, {script_json(self.spec)});\n"
        figure.script.add_child(Raw(call), name=self.get_name())


def add_runtime(figure: Figure) -> None:
    """Put style and script of the runtime into a figure's head, once."""
    figure.header.add_child(Raw(f"<style>{runtime_css()}</style>"), name="koryo_css")
    figure.header.add_child(Raw(f"<script>{runtime_js()}</script>"), name="koryo_js")
    island = words_island()
    figure.html.add_child(Raw(island.html), name="koryo-words")


@lru_cache(maxsize=1)
def runtime_js() -> str:
    """The runtime's files, in order, readable as they are in ``koryo_geo/js``."""
    folder = resources.files("koryo_geo") / "js"
    order = (folder / "order.txt").read_text(encoding="utf-8").split()
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in order)


@lru_cache(maxsize=1)
def runtime_css() -> str:
    """The runtime's style sheet."""
    return (resources.files("koryo_geo") / "js" / "koryo.css").read_text(encoding="utf-8")


@lru_cache(maxsize=8)
def words_island(langs: Sequence[str] = ("en",)) -> Island:
    """The interface words of the languages of a page, the first being the one it opens in."""
    data = {"lang": langs[0], "languages": {lang: words.catalogue(lang).to_js() for lang in langs}}
    island = Island("words", data)
    island.id = "koryo-words"
    return island


class TimeControl(KoryoElement):
    """The one clock of a map, with its buttons, scrubber, date, captions and totals.

    Parameters
    ----------
    timeline : Timeline
    panel : str, optional
        Id of the page's element to build in; a corner of the map when left out.
    autoplay : bool
        Start by itself, unless the reader's machine asks for less motion.
    style : Style, optional
    """

    entry = "player"

    def __init__(self, timeline: Timeline, *, panel: str | None = None, autoplay: bool = True, style: Style | None = None) -> None:
        island = timeline_island(timeline)
        hold = (style or Style()).hold_s
        super().__init__({"timeline": island.id, "panel": panel, "autoplay": autoplay, "hold": hold}, [island])


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
    """

    entry = "regions"

    def __init__(self, timeline: Timeline, dataset: Dataset) -> None:
        named = {state.region for moment in timeline.moments for state in moment.regions}
        rows = [region for region in dataset.regions if region.region in named]
        features = [_feature(row.geometry, **_region_properties(row)) for row in rows]
        island = topology_island("regions", features)
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
        island = topology_island("base", features)
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
    date : str, optional
        EDTF date whose names stand beside today's.
    """

    entry = "places"

    def __init__(self, dataset: Dataset, places: Sequence[str], *, date: str = "") -> None:
        rows = [dataset.place_by_key[key] for key in dict.fromkeys(places)]
        spec = [_place_spec(dataset, row.place, rank, date) for rank, row in enumerate(rows) if row.lat is not None]
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


@lru_cache(maxsize=32)
def timeline_island(timeline: Timeline) -> Island:
    """The island of a timeline; layers of one timeline share it."""
    return Island("timeline", timeline.to_dict())


def _near(geometry: Any, box: Box | None) -> list[Any]:
    """Cut a geometry to a box and what lies around it; nothing when it is far off."""
    if box is None:
        return [geometry]
    from shapely import clip_by_rect

    west, south, east, north = box
    # A conic view at a wide screen reaches far beyond its box at the corners.
    across, up = (east - west) * 0.8, (north - south)
    part = clip_by_rect(geometry, west - across, south - up, east + across, min(north + up, 89.0))
    return [] if part.is_empty else [part]


def topology_island(name: str, features: Sequence[Mapping[str, Any]], *, quanta: int = 16_000) -> Island:
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
    return Island(name, packed)


def _feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    from shapely.geometry import mapping

    return {"type": "Feature", "properties": properties, "geometry": mapping(geometry)}


def _region_properties(row: Any) -> dict[str, Any]:
    columns = ("region", "unit", "name", "level", "valid_from", "valid_to", "uncertain", "uncertain_note", "crosswalk")
    return {column: getattr(row, column) for column in columns}


def _place_spec(dataset: Dataset, key: str, rank: int, date: str) -> dict[str, Any]:
    """A place as the runtime reads it."""
    row = dataset.place_by_key[key]
    figures = [figure.figure for figure in dataset.figures if figure.place == key]
    return {
        "place": key,
        "name": record.place_name(dataset, key),
        "name_then": record.name_at(dataset, key, date),
        "lon": row.lon,
        "lat": row.lat,
        "rank": rank,
        "certainty": row.certainty,
        "radius_km": row.radius_km,
        "figures": figures,
        "note": row.note,
    }


class AtlasMap(folium.Map):
    """A folium.Map that asks nothing of the network: Leaflet inlined, no tiles, the dataset's own projection.

    Parameters
    ----------
    box : (west, south, east, north)
        View in degrees.
    projection : Projection, optional
        Web Mercator when left out, for use with tiles.
    label : str
        What the map shows, for those who do not see it.
    plan : MapPlan, optional
        Words of the page that the map is saved as.
    """

    default_js: ClassVar[list[tuple[str, str]]] = []
    default_css: ClassVar[list[tuple[str, str]]] = []

    def __init__(self, box: Box, *, projection: Projection | None = None, label: str = "", plan: MapPlan | None = None) -> None:
        west, south, east, north = box
        super().__init__(location=[(south + north) / 2, (west + east) / 2], tiles=None)
        self.plan = plan
        self.text_html = ""
        self.map_options = {
            "projection": projection.to_dict() if projection else None,
            "bounds": [[south, west], [north, east]],
            "label": label,
        }

    def render(self, **_: object) -> None:
        """Put Leaflet and the runtime into the figure's head, then this map and its layers."""
        from koryo_geo import page

        figure, name = self.get_root(), self.get_name()
        page.add_leaflet(figure)
        add_runtime(figure)
        figure.html.add_child(Raw(f'<div class="koryo-map" id="{name}"></div>'), name=name)
        call = f'var {name} = koryo.map("{name}", {script_json(self.map_options)});\n'
        figure.script.add_child(Raw(call), name=name)
        for child in self._children.values():
            child.render()

    def save(self, outfile: str | Path) -> None:
        """Write the map as one self-contained file; see :func:`koryo_geo.page.save`."""
        from koryo_geo import page

        page.save(self, outfile)

    def _repr_html_(self) -> str:
        """Show the page in a titled, sandboxed frame."""
        from koryo_geo import page

        return page.frame(self)


def animate(
    dataset: Dataset,
    map_name: str,
    *,
    unit: str = "household",
    style: Style | None = None,
    autoplay: bool = True,
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
    autoplay : bool
        Start by itself, unless the reader's machine asks for less motion.
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
    from koryo_geo import textversion

    plan = dataset.map_plan(map_name)
    style = style or Style()
    timeline = compose.timeline_of(dataset, map_name, style=style, allow_unmatched=allow_unmatched)
    box = (plan.west, plan.south, plan.east, plan.north)
    atlas = AtlasMap(box, projection=Projection.of(dataset.projection, box), label=plan.title, plan=plan)
    for element in _layers_of(dataset, plan, timeline, unit):
        element.add_to(atlas)
    TimeControl(timeline, panel="koryo-panel", autoplay=autoplay, style=style).add_to(atlas)
    atlas.text_html = textversion.render(dataset, plan, timeline)
    return atlas


def _layers_of(dataset: Dataset, plan: MapPlan, timeline: Timeline, unit: str) -> list[KoryoElement]:
    """The layers of a map, from the ground up."""
    from koryo_geo.legend import legend_items

    ground: list[KoryoElement] = [BaseLayer(dataset, (plan.west, plan.south, plan.east, plan.north))]
    if timeline.kind == "regions":
        ground += [RegionLayer(timeline, dataset)]
    elif dataset.lines:
        ground += [LineLayer(dataset), FlowLayer(timeline, unit=unit, bodies=_bodies(dataset, timeline))]
    places = _places_of(dataset, timeline)
    return [
        *ground,
        PlaceLayer(dataset, places, date=plan.start[:4]),
        Legend(legend_items(timeline, unit)),
        Cards(_record_of(dataset, plan, timeline, places)),
    ]


def _places_of(dataset: Dataset, timeline: Timeline) -> list[str]:
    """The places a map names: stops of its flows, or places that its moments count at."""
    if timeline.kind == "flows":
        stops = [stop for flow in dataset.flows for stop in flow.stop_list]
        ordered = [row.place for row in dataset.places if row.place in stops]
        return [*ordered, *(row.place for row in dataset.places if row.place not in ordered and _on_line(dataset, row.place))]
    return [state.place for moment in timeline.moments for state in moment.places]


def _on_line(dataset: Dataset, place: str) -> bool:
    return any(row.place == place for row in dataset.stations)


def _bodies(dataset: Dataset, timeline: Timeline) -> dict[str, Any]:
    """Where people stand before they leave and after they have come: the units' label points, or the line's end."""
    bodies: dict[str, Any] = {}
    for flow in timeline.flows:
        origin = dataset.unit_by_key[flow.origin]
        bodies.setdefault("origin", {**_label_point(dataset, flow.origin), "label": origin.name})
        if flow.destination:
            bodies[flow.flow] = {**_label_point(dataset, flow.destination), "label": dataset.unit_by_key[flow.destination].name}
        else:
            bodies[flow.flow] = {**_label_point(dataset, flow.origin), "label": flow.label}
    return bodies


def _label_point(dataset: Dataset, unit: str) -> dict[str, float]:
    """A unit's label point: the dataset's own, else the middle of the largest circle inside its polygon."""
    from shapely import maximum_inscribed_circle

    row = dataset.unit_by_key[unit]
    if row.label_lon is not None and row.label_lat is not None:
        return {"lon": row.label_lon, "lat": row.label_lat}
    region = next(region for region in dataset.regions if region.unit == unit)
    lon, lat = maximum_inscribed_circle(region.geometry, tolerance=0.05).coords[0]
    return {"lon": round(lon, 3), "lat": round(lat, 3)}


def _record_of(dataset: Dataset, plan: MapPlan, timeline: Timeline, places: Sequence[str]) -> dict[str, Any]:
    """What the page's cards can answer."""
    used = [use.figure for use in dataset.uses if use.map == plan.map and use.drawn_as != "table"]
    related = [key for figure in used for key in record.related_figures(dataset, figure)]
    at_places = [figure.figure for figure in dataset.figures if figure.place in places]
    cited = {source for chapter in timeline.chapters for source in chapter.sources}
    cited |= {source for event in timeline.events for source in event.sources}
    return record.record_data(dataset, plan.map, [*used, *related, *at_places], cited)
