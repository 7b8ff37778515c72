"""The land of a unit in map kilometres: where squares of people may stand.

Map kilometres are the metres of a map's projection (:class:`koryo_geo.style.Projection`) divided by 1,000: x to the east, y to the
north. Whatever is laid out in them stands on the same land at every size of screen, in every language and at every moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from koryo_geo.data.dates import span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.ground import Region
    from koryo_geo.data.rows import MapPlan
    from koryo_geo.style import Projection
    from koryo_geo.timeline.model import Timeline

#: A point in map kilometres.
Point = tuple[float, float]

#: Sides of a box in degrees are divided at steps of so many degrees: straight in degrees, they are curved on the map.
_BEND_DEGREES = 0.5


@lru_cache(maxsize=4)
def _transformer(proj: str) -> Any:
    from pyproj import Transformer

    return Transformer.from_crs("OGC:CRS84", proj, always_xy=True)


def to_km(projection: Projection, geometry: Any) -> Any:
    """Take a geometry from WGS 84 degrees to map kilometres.

    Parameters
    ----------
    projection : Projection
    geometry : shapely geometry
        Longitude and latitude.
    """
    import numpy as np
    from shapely import make_valid, transform

    change = _transformer(projection.proj)
    found = transform(geometry, lambda points: np.column_stack(change.transform(points[:, 0], points[:, 1])) / 1000)
    # A shape that is valid in degrees may cross itself when projected: its long sides curve more than its short ones.
    return found if found.is_valid else make_valid(found)


def to_degrees(projection: Projection, point: Point) -> Point:
    """Take a point from map kilometres to longitude and latitude in WGS 84 degrees."""
    lon, lat = _transformer(projection.proj).transform(point[0] * 1000, point[1] * 1000, direction="INVERSE")
    return round(float(lon), 6), round(float(lat), 6)


def point_km(projection: Projection, lon: float, lat: float) -> Point:
    """Take a point from WGS 84 degrees to map kilometres, rounded to a metre."""
    x, y = _transformer(projection.proj).transform(lon, lat)
    return round(x / 1000, 3), round(y / 1000, 3)


def frame_km(projection: Projection, plan: MapPlan) -> Any:
    """The view box of a map as a polygon in map kilometres."""
    from shapely import box, segmentize

    return to_km(projection, segmentize(box(plan.west, plan.south, plan.east, plan.north), _BEND_DEGREES))


def region_on(dataset: Dataset, unit: str, day: str) -> Region | None:
    """A unit's polygon on a plain day; None when none is held."""
    from koryo_geo.data.dates import validity

    held = (region for region in dataset.regions if region.unit == unit)
    return next((region for region in held if span(day).within(validity(region.valid_from, region.valid_to))), None)


@dataclass(frozen=True, eq=False)
class Land:
    """The ground of one region on which people may be drawn: its polygon without the lakes.

    Attributes
    ----------
    region : Region
    polygon : shapely polygon
        In map kilometres, lakes cut out.
    """

    region: Region
    polygon: Any

    @classmethod
    def of(cls, dataset: Dataset, projection: Projection, region: Region) -> Land:
        """Make the land of a region in a dataset's base map."""
        from shapely import prepare

        polygon = to_km(projection, region.geometry)
        lakes = [to_km(projection, row.geometry) for row in dataset.base_map if row.kind == "lake"]
        dry = _without(polygon, lakes)
        prepare(dry)
        return cls(region, dry)

    def within(self, frame: Any) -> Land:
        """The part of the land that a frame (map kilometres) shows."""
        from shapely import intersection, prepare

        shown = intersection(self.polygon, frame)
        prepare(shown)
        return Land(self.region, shown)

    def holds(self, squares: Sequence[Any]) -> Any:
        """Say of each square whether all of it lies on this land; an array of bool.

        Nine test points of a square may all be dry while an inlet runs between them: so the whole square is tested.
        """
        from shapely import covers

        return covers(self.polygon, squares)

    def covers(self, spot: Point) -> bool:
        """Whether a point lies on this land."""
        from shapely import Point as Spot

        return bool(self.polygon.covers(Spot(spot)))

    def covers_all(self, shape: Any) -> bool:
        """Whether a shape lies on this land with all of its area."""
        from shapely import covers

        return bool(covers(self.polygon, shape))


def _without(polygon: Any, lakes: Iterable[Any]) -> Any:
    """Cut out the lakes that meet a polygon; one that is all lake keeps its ground, for its people stand somewhere."""
    from shapely import make_valid, union_all

    near = [lake for lake in lakes if lake.intersects(polygon)]
    dry = make_valid(polygon.difference(union_all(near))) if near else make_valid(polygon)
    return make_valid(polygon) if dry.is_empty else dry


def anchor_of(dataset: Dataset, timeline: Timeline, projection: Projection, land: Land) -> Point:
    """The middle of the places on a land that the record speaks of, each weighted by how often it does; map kilometres.

    Mentions are flows that start or end there, events, figures and moves. It is a place to begin laying out squares from, not an
    address: where in a unit people lived, its count does not say. Without such places it is the middle of the largest circle.
    """
    weights = _mentions(dataset, timeline)
    found = [
        (point_km(projection, row.lon, row.lat), weights[row.place])
        for row in dataset.places
        if row.place in weights and row.lon is not None and row.lat is not None and _is_on(land, row.lon, row.lat)
    ]
    total = sum(weight for _, weight in found)
    if not total:
        return middle(land)
    return (
        round(sum(point[0] * weight for point, weight in found) / total, 3),
        round(sum(point[1] * weight for point, weight in found) / total, 3),
    )


def middle(land: Land) -> Point:
    """The middle of the largest circle on a land, in map kilometres."""
    return middle_of(land.polygon)


def middle_of(polygon: Any) -> Point:
    """The middle of the largest circle in a polygon of map kilometres."""
    from shapely import maximum_inscribed_circle

    x, y = maximum_inscribed_circle(polygon, tolerance=2.0).coords[0]
    return round(float(x), 3), round(float(y), 3)


def _is_on(land: Land, lon: float, lat: float) -> bool:
    from shapely import Point as Spot

    return bool(land.region.geometry.covers(Spot(lon, lat)))


def _mentions(dataset: Dataset, timeline: Timeline) -> dict[str, int]:
    """How often the record speaks of each place as one that people left or reached."""
    shown = {event.event for event in timeline.events}
    named = [
        *(place for flow in dataset.flows for place in (flow.stop_list[:1] + flow.stop_list[-1:])),
        *(row.place for row in dataset.events if row.event in shown),
        *(row.place for row in dataset.figures),
        *(place for row in dataset.moves for place in (row.from_place, row.to_place)),
    ]
    return {place: named.count(place) for place in dict.fromkeys(named) if place}
