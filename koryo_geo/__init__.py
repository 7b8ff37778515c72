"""koryo_geo: animated, self-contained maps of a forced migration, each figure with its source.

>>> import koryo_geo
>>> dataset = koryo_geo.load("minimal")
>>> atlas = koryo_geo.animate(dataset, "journey")
>>> atlas.save("journey.html")  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from koryo_geo.content.build import content_of
    from koryo_geo.content.model import MapContent
    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.reading import load
    from koryo_geo.errors import DatasetError, JoinError, KoryoError, NoMatchError, OutputError, RoutingError
    from koryo_geo.export.still import still
    from koryo_geo.maps.atlas import AtlasMap, animate
    from koryo_geo.maps.layers import BaseLayer, Cards, FlowLayer, Legend, LineLayer, PlaceLayer, RegionLayer, TimeControl
    from koryo_geo.maps.page import render, save
    from koryo_geo.review.explain import Explanation, explain
    from koryo_geo.review.rules import Finding, evaluate
    from koryo_geo.site import build
    from koryo_geo.style import Projection, Style
    from koryo_geo.timeline.build import timeline_of
    from koryo_geo.timeline.join import Joined, join
    from koryo_geo.timeline.model import Frame, Timeline
    from koryo_geo.timeline.routing import legs, network, route

__version__ = "0.1.0"

#: Where each public name lives; its module is loaded when the name is first used, so that importing the package is cheap.
_HOMES = {
    "AtlasMap": "maps.atlas",
    "BaseLayer": "maps.layers",
    "Cards": "maps.layers",
    "Dataset": "data.dataset",
    "DatasetError": "errors",
    "Explanation": "review.explain",
    "Finding": "review.rules",
    "FlowLayer": "maps.layers",
    "Frame": "timeline.model",
    "JoinError": "errors",
    "Joined": "timeline.join",
    "KoryoError": "errors",
    "Legend": "maps.layers",
    "LineLayer": "maps.layers",
    "MapContent": "content.model",
    "NoMatchError": "errors",
    "OutputError": "errors",
    "PlaceLayer": "maps.layers",
    "Projection": "style",
    "RegionLayer": "maps.layers",
    "RoutingError": "errors",
    "Style": "style",
    "TimeControl": "maps.layers",
    "Timeline": "timeline.model",
    "animate": "maps.atlas",
    "build": "site",
    "content_of": "content.build",
    "evaluate": "review.rules",
    "explain": "review.explain",
    "join": "timeline.join",
    "legs": "timeline.routing",
    "load": "data.reading",
    "network": "timeline.routing",
    "render": "maps.page",
    "route": "timeline.routing",
    "save": "maps.page",
    "still": "export.still",
    "timeline_of": "timeline.build",
}

__all__ = [
    "AtlasMap",
    "BaseLayer",
    "Cards",
    "Dataset",
    "DatasetError",
    "Explanation",
    "Finding",
    "FlowLayer",
    "Frame",
    "JoinError",
    "Joined",
    "KoryoError",
    "Legend",
    "LineLayer",
    "MapContent",
    "NoMatchError",
    "OutputError",
    "PlaceLayer",
    "Projection",
    "RegionLayer",
    "RoutingError",
    "Style",
    "TimeControl",
    "Timeline",
    "animate",
    "build",
    "content_of",
    "evaluate",
    "explain",
    "join",
    "legs",
    "load",
    "network",
    "render",
    "route",
    "save",
    "still",
    "timeline_of",
]


def __getattr__(name: str) -> Any:
    """Load a public name's module on first use."""
    if name in _HOMES:
        return getattr(import_module(f"koryo_geo.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'koryo_geo' has no attribute {name!r}")


def __dir__() -> list[str]:
    """The public names."""
    return sorted([*__all__, "__version__"])
