"""Shapes as plain data: what GeoJSON calls a geometry, in WGS 84 degrees, longitude first.

Written to JSON each one is a GeoJSON geometry object, and read back it is equal to what was written.
"""

from __future__ import annotations

from typing import Any, cast

import msgspec
from msgspec import Struct

#: View box: west, south, east, north in degrees.
Box = tuple[float, float, float, float]

#: Longitude and latitude.
Position = tuple[float, float]


class Point(Struct, frozen=True, tag=True, tag_field="type"):
    """One position."""

    coordinates: Position


class LineString(Struct, frozen=True, tag=True, tag_field="type"):
    """Two positions or more."""

    coordinates: tuple[Position, ...]


class MultiLineString(Struct, frozen=True, tag=True, tag_field="type"):
    """Lines that are one thing."""

    coordinates: tuple[tuple[Position, ...], ...]


class Polygon(Struct, frozen=True, tag=True, tag_field="type"):
    """A closed ring, and those of its holes."""

    coordinates: tuple[tuple[Position, ...], ...]


class MultiPolygon(Struct, frozen=True, tag=True, tag_field="type"):
    """Polygons that are one thing."""

    coordinates: tuple[tuple[tuple[Position, ...], ...], ...]


class GeometryCollection(Struct, frozen=True, tag=True, tag_field="type"):
    """What a cut leaves of a shape that touches the edge of its box: pieces of more than one kind."""

    geometries: tuple[Point | LineString | MultiLineString | Polygon | MultiPolygon, ...]


Geometry = Point | LineString | MultiLineString | Polygon | MultiPolygon | GeometryCollection


def plain_geometry(shape: Any) -> Geometry:
    """Turn a shapely geometry into plain data.

    Raises
    ------
    msgspec.ValidationError
        If it has a third dimension, or is of a kind that no map draws.

    Examples
    --------
    >>> from shapely import Point as Spot
    >>> plain_geometry(Spot(69.6, 42.3))
    Point(coordinates=(69.6, 42.3))
    """
    from shapely.geometry import mapping

    return cast("Geometry", msgspec.convert(mapping(shape), Geometry))


def cut_to_view(shape: Any, box: Box | None) -> Any | None:
    """Cut a shapely geometry to a box and what lies around it; None when it is far off."""
    if box is None:
        return shape
    from shapely import clip_by_rect

    west, south, east, north = box
    # A conic view at a wide screen reaches far beyond its box at the corners.
    across, up = (east - west) * 0.55, (north - south) * 0.9
    part = clip_by_rect(shape, west - across, south - up, east + across, min(north + up, 89.0))
    return None if part.is_empty else part
