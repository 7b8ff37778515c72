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
    from koryo_geo.arithmetic import Finding, evaluate
    from koryo_geo.compose import timeline_of
    from koryo_geo.dataset import Dataset, load
    from koryo_geo.errors import DatasetError, JoinError, KoryoError, NoMatchError, OutputError, RoutingError
    from koryo_geo.explaining import Explanation, explain
    from koryo_geo.layers import (
        AtlasMap,
        BaseLayer,
        Cards,
        FlowLayer,
        Legend,
        LineLayer,
        PlaceLayer,
        RegionLayer,
        TimeControl,
        animate,
    )
    from koryo_geo.page import render, save
    from koryo_geo.regions import Joined, join
    from koryo_geo.routing import legs, network, route
    from koryo_geo.site import build
    from koryo_geo.style import Projection, Style, class_breaks
    from koryo_geo.timeline import Frame, Timeline

__version__ = "0.1.0"

#: Where each public name lives; its module is loaded when the name is first used, so that importing the package is cheap.
_HOMES = {
    "AtlasMap": "layers",
    "BaseLayer": "layers",
    "Cards": "layers",
    "Dataset": "dataset",
    "DatasetError": "errors",
    "Explanation": "explaining",
    "Finding": "arithmetic",
    "FlowLayer": "layers",
    "Frame": "timeline",
    "JoinError": "errors",
    "Joined": "regions",
    "KoryoError": "errors",
    "Legend": "layers",
    "LineLayer": "layers",
    "NoMatchError": "errors",
    "OutputError": "errors",
    "PlaceLayer": "layers",
    "Projection": "style",
    "RegionLayer": "layers",
    "RoutingError": "errors",
    "Style": "style",
    "TimeControl": "layers",
    "Timeline": "timeline",
    "animate": "layers",
    "build": "site",
    "class_breaks": "style",
    "evaluate": "arithmetic",
    "explain": "explaining",
    "join": "regions",
    "legs": "routing",
    "load": "dataset",
    "network": "routing",
    "render": "page",
    "route": "routing",
    "save": "page",
    "timeline_of": "compose",
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
    "class_breaks",
    "evaluate",
    "explain",
    "join",
    "legs",
    "load",
    "network",
    "render",
    "route",
    "save",
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
