"""Regions are sound polygons that lie side by side, and the base map is of the shapes that it is drawn as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koryo_geo.data.dates import is_day, validity
from koryo_geo.data.positions import off_the_globe
from koryo_geo.data.structure import schema
from koryo_geo.errors import Fault, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.ground import Region


#: Polygons may share this much area (square degrees) by rounding; more is an overlap. About 0.1 square kilometres.
OVERLAP_TOLERANCE = 1e-5


def region_faults(dataset: Dataset) -> Iterator[Fault]:
    """Regions are valid polygons in degrees, keyed once, and those of one level and day do not overlap."""
    seen: set[str] = set()
    sound = []
    for number, region in enumerate(dataset.regions, start=1):
        faults = list(_polygon_faults(number, region, seen))
        seen.add(region.region)
        yield from faults
        if not faults and all(not day or is_day(day) for day in (region.valid_from, region.valid_to)):
            sound.append((number, region))
    yield from _overlaps(sound)


def _polygon_faults(number: int, region: Region, seen: set[str]) -> Iterator[Fault]:
    """Check one region by itself."""
    geometry = region.geometry
    where = ("regions.geojson", number)
    if not region.region:
        yield Fault(*where, "region", "nothing", "a key")
    if region.level not in _levels():
        yield Fault(*where, "level", repr(region.level), f"one of {', '.join(_levels())}", did_you_mean(region.level, _levels()))
    if region.valid_from and region.valid_to and region.valid_from > region.valid_to:
        yield Fault(*where, "valid_to", f"{region.valid_to}, before {region.valid_from}", "an end not before the start")
    if region.region in seen:
        yield Fault(*where, "region", f"{region.region!r} a second time", "a key used once")
    if geometry.geom_type not in ("Polygon", "MultiPolygon") or geometry.is_empty:
        yield Fault(*where, "geometry", f"{geometry.geom_type}{' (empty)' * geometry.is_empty}", "a Polygon or MultiPolygon")
        return
    off = list(off_the_globe(*where, geometry))
    yield from off
    if not off and not geometry.is_valid:
        hint = "Mend it with shapely.make_valid or in a GIS, and look at the result."
        yield Fault(*where, "geometry", f"a polygon that {why_invalid(geometry)}", "a valid polygon", hint)


#: What can be wrong with a polygon, by the start of what GEOS calls it.
_INVALID = {
    "Self-intersection": "crosses itself",
    "Ring Self-intersection": "touches itself",
    "Hole lies outside": "has a hole outside it",
    "Holes are nested": "has a hole within a hole",
    "Interior is disconnected": "falls into two at a point",
    "Nested shells": "has a part within another part",
    "Duplicate Rings": "has a ring twice",
    "Too few points": "has a ring without ground",
}


def why_invalid(geometry: Any) -> str:
    """Say in words what makes a shape invalid, and where.

    Examples
    --------
    >>> from shapely import Polygon
    >>> why_invalid(Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]))
    'crosses itself near (0.5, 0.5)'
    """
    from shapely import is_valid_reason

    kind, _, place = str(is_valid_reason(geometry)).partition("[")
    words = next((said for start, said in _INVALID.items() if kind.startswith(start)), "is not sound")
    lon, _, lat = place.rstrip("]").partition(" ")
    return f"{words} near ({lon}, {lat.split(' ')[0]})" if lat else words


def _levels() -> list[str]:
    """The levels a unit may have."""
    column = next(field for field in schema()["units"]["fields"] if field["name"] == "level")
    return list(column["constraints"]["enum"])


def ground_faults(dataset: Dataset) -> Iterator[Fault]:
    """Each piece of the base map is sound, and of the kind of geometry that it is drawn as."""
    for number, row in enumerate(dataset.base_map, start=1):
        where = ("basemap.geojson", number)
        area = row.kind in ("land", "lake")
        wanted = ("Polygon", "MultiPolygon") if area else ("LineString", "MultiLineString")
        if row.geometry.geom_type not in wanted or row.geometry.is_empty:
            empty = " (empty)" * row.geometry.is_empty
            yield Fault(*where, "geometry", f"{row.geometry.geom_type}{empty}", f"a {wanted[0]} or {wanted[1]} for {row.kind}")
            continue
        off = list(off_the_globe(*where, row.geometry))
        yield from off
        if not off and not row.geometry.is_valid:
            hint = "Mend it with shapely.make_valid or in a GIS, and look at the result."
            yield Fault(*where, "geometry", f"a shape that {why_invalid(row.geometry)}", f"a valid {wanted[0]}", hint)


def _overlaps(regions: list[tuple[int, Region]]) -> Iterator[Fault]:
    """Find pairs of one level that claim the same ground on the same day."""
    from shapely import STRtree

    if not regions:
        return
    tree = STRtree([region.geometry for _, region in regions])
    pairs = tree.query([region.geometry for _, region in regions], predicate="intersects").T
    for first, second in sorted((int(a), int(b)) for a, b in pairs if a < b):
        (_, one), (number, other) = regions[first], regions[second]
        if one.level != other.level or not validity(one.valid_from, one.valid_to).meets(validity(other.valid_from, other.valid_to)):
            continue
        area = one.geometry.intersection(other.geometry).area
        if area > OVERLAP_TOLERANCE:
            got = f"{other.region!r} overlapping {one.region!r} by {area:.4g} square degrees"
            hint = "Mend the shared border, or the days of validity."
            yield Fault("regions.geojson", number, "geometry", got, f"regions of level {one.level!r} side by side", hint)
