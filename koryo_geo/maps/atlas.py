"""One of a dataset's maps as a folium.Map that needs no tiles and no network."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import folium

from koryo_geo.content.build import content_of
from koryo_geo.html.islands import script_json
from koryo_geo.maps.layers import (
    AroundLayer,
    BaseLayer,
    Cards,
    Journey,
    Legend,
    PlaceLayer,
    RegionLayer,
    TimeControl,
    add_runtime,
    entries_of,
)
from koryo_geo.maps.page import Raw, add_leaflet, frame, save

if TYPE_CHECKING:
    from koryo_geo.content.geometry import Box
    from koryo_geo.content.model import MapContent
    from koryo_geo.data.dataset import Dataset
    from koryo_geo.maps.layers import KoryoElement
    from koryo_geo.style import Projection, Style
    from koryo_geo.timeline.model import Timeline


class AtlasMap(folium.Map):
    """A folium.Map that asks nothing of the network: Leaflet inlined, no tiles, the dataset's own projection.

    Parameters
    ----------
    box : (west, south, east, north)
        View in degrees.
    projection : Projection, optional
        Web Mercator when left out, for use with tiles.
    content : MapContent, optional
        What the map shows: its title, languages and text version.

    Attributes
    ----------
    record_page : str
        Address of the record's page, which figures and sources then link to; blank for a map that stands alone.
    """

    default_js: ClassVar[list[tuple[str, str]]] = []
    default_css: ClassVar[list[tuple[str, str]]] = []

    def __init__(self, box: Box, *, projection: Projection | None = None, content: MapContent | None = None) -> None:
        west, south, east, north = box
        super().__init__(location=[(south + north) / 2, (west + east) / 2], tiles=None)
        self.content = content
        self.record_page = ""
        self.map_options = {
            "projection": projection.to_dict() if projection else None,
            "bounds": [[south, west], [north, east]],
            "label": content.title if content else "",
        }

    @property
    def timeline(self) -> Timeline | None:
        """What the map shows over time."""
        return self.content.timeline if self.content else None

    def render(self, **_: object) -> None:
        """Put Leaflet and the runtime into the figure's head, then this map and its layers."""
        figure, name = self.get_root(), self.get_name()
        if "leaflet_js" not in figure.header._children:
            add_leaflet(figure)
        add_runtime(figure, entries_of(self), self.content.languages if self.content else ("en",))
        figure.html.add_child(Raw(f'<div class="koryo-map" id="{name}"></div>'), name=name)
        call = f'var {name} = koryo.map("{name}", {script_json(self._options())});\n'
        figure.script.add_child(Raw(call), name=name)
        for child in self._children.values():
            child.render()

    def _options(self) -> dict[str, Any]:
        """What the runtime is told of the map."""
        return {**self.map_options, "record_page": self.record_page} if self.record_page else self.map_options

    def save(self, outfile: str | Path) -> None:
        """Write the map as one self-contained file; see :func:`koryo_geo.save`."""
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
    TypeError, KeyError, ValueError
        If ``dataset`` is not a Dataset, or there is no such map or unit.
    JoinError, RoutingError
        As :func:`koryo_geo.content_of`.

    Examples
    --------
    >>> import koryo_geo
    >>> m = koryo_geo.animate(koryo_geo.load("minimal"), "journey")
    >>> m.save("journey.html")  # doctest: +SKIP
    """
    content = content_of(dataset, map_name, unit=unit, style=style, languages=languages, allow_unmatched=allow_unmatched)
    return atlas_of(content)


def atlas_of(content: MapContent, *, ways: Sequence[Mapping[str, Any]] = ()) -> AtlasMap:
    """Draw a map whose content is known.

    Parameters
    ----------
    content : MapContent
    ways : sequence of mapping
        Other pages that the end of a map of flows leads on to: ``{"href", "title"}`` each.
    """
    atlas = AtlasMap(content.view.box, projection=content.view.projection, content=content)
    for element in layers_of(content, ways):
        element.add_to(atlas)
    return atlas


def layers_of(content: MapContent, ways: Sequence[Mapping[str, Any]] = ()) -> list[KoryoElement]:
    """The layers of a map, from the ground up, and its clock."""
    clock = TimeControl(content.timeline, panel="koryo-panel", style=content.style)
    if content.timeline.kind == "flows":
        return [Journey(content, ways), Cards.of(content), clock]
    return [
        BaseLayer.of(content),
        RegionLayer.of(content),
        AroundLayer.of(content),
        PlaceLayer.of(content),
        Legend.of(content),
        Cards.of(content),
        clock,
    ]
