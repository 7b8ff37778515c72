"""Shapes as TopoJSON, in which neighbours share their border."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koryo_geo.html.islands import Island
from koryo_geo.plain import to_plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from koryo_geo.content.geometry import Geometry

#: Steps of the grid for land and borders. About a kilometre on a map of half a continent, where their lines are simplified to five;
#: lines of railway pass through their stations and need a finer one.
GROUND_QUANTA = 5_000


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


def feature(geometry: Geometry, properties: Mapping[str, Any]) -> dict[str, Any]:
    """A shape as a GeoJSON feature."""
    return {"type": "Feature", "properties": dict(properties), "geometry": to_plain(geometry)}
