"""One of a dataset's maps as a folium.Map that needs no tiles and no network."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import folium

from koryo_geo.content.cards import record_data
from koryo_geo.content.districts import named_parts
from koryo_geo.content.glossary import explained
from koryo_geo.content.ways import ways_data
from koryo_geo.html.islands import script_json
from koryo_geo.language.texts import Texts
from koryo_geo.maps.layers import (
    BaseLayer,
    Cards,
    FlowLayer,
    Legend,
    LineLayer,
    PlaceLayer,
    RegionLayer,
    TimeControl,
    add_runtime,
    entries_of,
)
from koryo_geo.maps.page import Raw, add_leaflet, frame, save
from koryo_geo.style import Projection, Style
from koryo_geo.timeline.build import timeline_of
from koryo_geo.timeline.moves import label_point, places_of

if TYPE_CHECKING:
    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import MapPlan
    from koryo_geo.html.topology import Box
    from koryo_geo.maps.layers import KoryoElement
    from koryo_geo.timeline.model import Timeline


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
            add_leaflet(figure)
        add_runtime(figure, entries_of(self), self.texts.languages if self.texts else ("en",))
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
        save(self, outfile)

    def _repr_html_(self) -> str:
        """Show the page in a titled, sandboxed frame."""
        return frame(self)


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
    timeline = timeline_of(dataset, map_name, style=style, allow_unmatched=allow_unmatched, languages=texts.languages)
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
    from koryo_geo.content.legend import legend_items

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
            rings=[unit for unit in named_parts(dataset, timeline) if unit.label_lat is not None],
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
    return counted + places_of(dataset, plan.map)


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
    lon, lat = label_point(dataset, unit) or (0.0, 0.0)
    return {"lon": lon, "lat": lat}


def _record_of(texts: Texts, plan: MapPlan, timeline: Timeline, places: Sequence[str]) -> dict[str, Any]:
    """What the page's cards can answer."""
    dataset = texts.dataset
    used = [use.figure for use in dataset.uses if use.map == plan.map and use.drawn_as != "table"]
    at_places = [figure.figure for figure in dataset.figures if figure.place in places]
    cited = {source for chapter in timeline.chapters for source in chapter.sources}
    cited |= {source for event in timeline.events for source in event.sources}
    cited |= {unit.source for unit in named_parts(dataset, timeline)}
    cited |= {source for moment in timeline.moments for move in moment.moves for source in move.sources}
    if timeline.kind == "flows":
        cited |= {row.source for row in dataset.deaths} | {row.source for row in dataset.distances}
    data = record_data(texts, plan.map, [*used, *at_places], cited)
    told = {chapter.chapter: chapter.caption for chapter in timeline.chapters} | {
        event.event: event.text for event in timeline.events
    }
    data["terms"] = {key: said for key, text in told.items() if (said := explained(texts, text))}
    # The text version of the same page lists every source in full; the runtime reads the citation there.
    data["sources"] = {key: {name: row[name] for name in row if name != "text"} for key, row in data["sources"].items()}
    return data | ways_data(texts, places, plan.start[:4]) if timeline.kind == "flows" else data
