"""Positions come in pairs, in degrees, longitude first, and near the maps."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from koryo_geo.data.structure import ACROSS
from koryo_geo.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koryo_geo.data.dataset import Dataset


#: How far (degrees) outside every map's box a place may lie before it looks like a slip.
_BOX_MARGIN = 12.0


def position_faults(dataset: Dataset) -> Iterator[Fault]:
    """Latitude and longitude come together, in range (the schema sees to that), and not swapped."""
    box = _box(dataset)
    for table in ("places", "stations"):
        for number, row in dataset.numbered(table):
            if (row.lat is None) != (row.lon is None):
                column = "lat" if row.lat is None else "lon"
                yield Fault(
                    f"{table}.csv", number, column, "nothing", "both lat and lon, or neither", "Leave both blank if unknown."
                )
            elif row.lat is not None and _looks_swapped(row.lon, row.lat, box):
                got = f"lat {row.lat}, lon {row.lon}"
                hint = SWAPPED
                yield Fault(f"{table}.csv", number, "lat", got, "a position near the dataset's maps", hint)


def _box(dataset: Dataset) -> tuple[float, float, float, float]:
    """Find the box that holds all maps of a dataset, with a margin."""
    return (
        (
            min(plan.west for plan in dataset.maps) - _BOX_MARGIN,
            min(plan.south for plan in dataset.maps) - _BOX_MARGIN,
            max(plan.east for plan in dataset.maps) + _BOX_MARGIN,
            max(plan.north for plan in dataset.maps) + _BOX_MARGIN,
        )
        if dataset.maps
        else (-180.0, -90.0, 180.0, 90.0)
    )


#: What is said of a position that lies on the maps when it is turned round.
SWAPPED = "Latitude and longitude look swapped."


def _looks_swapped(lon: float, lat: float, box: tuple[float, float, float, float]) -> bool:
    """Whether a point lies off the maps but its mirror image lies on them."""
    return not _inside(lon, lat, box) and _inside(lat, lon, box)


def _inside(lon: float, lat: float, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    return west <= lon <= east and south <= lat <= north


def off_the_globe(file: str, number: int, geometry: Any) -> Iterator[Fault]:
    """Check that coordinates are finite and in degrees, within the date line."""
    from shapely import get_coordinates

    places = get_coordinates(geometry).tolist()
    if all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in places):
        yield from _across(file, number, geometry)
        return
    lon, lat = next((lon, lat) for lon, lat in places if not (-180 <= lon <= 180 and -90 <= lat <= 90))
    hint = "Say in datapackage.json which reference system the file is in."
    if -90 <= lat <= 90 and 180 < abs(lon) <= 360:
        hint = f"Longitudes end at the date line, at 180: cut the shape there, and take 360 from what lies beyond. {ACROSS}"
    elif -90 <= lon <= 90 and 90 < abs(lat) <= 180:
        hint = f"{SWAPPED} GeoJSON has the longitude first."
    yield Fault(file, number, "geometry", f"({lon}, {lat})", "longitude and latitude in degrees", hint)


def _across(file: str, number: int, geometry: Any) -> Iterator[Fault]:
    """A side that jumps from one end of the world to the other: a shape that crosses the date line and is not cut there."""
    from shapely import get_coordinates, get_parts

    for part in get_parts(geometry):
        for line in (part.exterior, *part.interiors) if part.geom_type == "Polygon" else (part,):
            west_to_east = get_coordinates(line)[:, 0].tolist()
            for one, other in pairwise(west_to_east):
                if 180 < abs(one - other) < 360:
                    got = f"a side from {one:g} to {other:g} degrees of longitude"
                    hint = f"Cut the shape at the date line, at 180 and -180. {ACROSS}"
                    yield Fault(file, number, "geometry", got, "sides that do not cross the date line", hint)
                    return


def line_faults(dataset: Dataset) -> Iterator[Fault]:
    """Check that no line jumps from one end of the world to the other."""
    rows = list(dataset.numbered("stations"))
    for (_, one), (number, other) in pairwise(rows):
        if one.line == other.line and abs(one.lon - other.lon) > 180:
            got = f"{other.lon:g} after {one.lon:g}"
            yield Fault("stations.csv", number, "lon", got, "a line that does not cross the date line", ACROSS)


def swapped_faults(dataset: Dataset) -> Iterator[Fault]:
    """Check that the shapes of GeoJSON files have the longitude first; one fault a file."""
    box = _box(dataset)
    files: tuple[tuple[str, tuple[Any, ...]], ...] = (("regions.geojson", dataset.regions), ("basemap.geojson", dataset.base_map))
    for file, rows in files:
        turned = [number for number, row in enumerate(rows, start=1) if _shape_looks_swapped(row.geometry, box)]
        # A base map may show far lands, whose mirror images lie on the maps by chance; a region is a place of the story.
        if turned and (file == "regions.geojson" or 2 * len(turned) > len(rows)):
            lon, lat = rows[turned[0] - 1].geometry.bounds[:2]
            got = f"({lon:g}, {lat:g}); {len(turned)} of {len(rows)} shapes lie on the maps only when turned round"
            hint = f"{SWAPPED} GeoJSON has the longitude first."
            yield Fault(file, turned[0], "geometry", got, "positions near the dataset's maps", hint)


def _shape_looks_swapped(geometry: Any, box: tuple[float, float, float, float]) -> bool:
    """Whether a shape lies wholly off the maps but its mirror image wholly on them."""
    if geometry.is_empty:
        return False
    west, south, east, north = geometry.bounds
    off = east < box[0] or west > box[2] or north < box[1] or south > box[3]
    return off and _inside(south, west, box) and _inside(north, east, box)
