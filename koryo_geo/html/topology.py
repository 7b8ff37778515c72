"""Shapes as TopoJSON, in which neighbours share their border."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koryo_geo.html.islands import Island

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Steps of the grid for land and borders. About a kilometre on a map of half a continent, where their lines are simplified to five;
#: lines of railway pass through their stations and need a finer one.
GROUND_QUANTA = 5_000


#: View box: west, south, east, north in degrees.
Box = tuple[float, float, float, float]


def kept_in_view(geometry: Any, box: Box | None) -> Any:
    """Cut a polygon that a map shows in part; one that lies in its surroundings as a whole stays as it is."""
    near = cut_to_view(geometry, box)
    return near[0] if near else geometry


def cut_to_view(geometry: Any, box: Box | None) -> list[Any]:
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


def feature(geometry: Any, properties: Mapping[str, Any]) -> dict[str, Any]:
    """A shape as a GeoJSON feature."""
    from shapely.geometry import mapping

    return {"type": "Feature", "properties": dict(properties), "geometry": mapping(geometry)}
