"""Where the camera looks: boxes in map kilometres, computed from what a stop names.

A view is ``(west, south, east, north)`` in map kilometres (see :mod:`koryo_geo.content.land`). All of it is to be seen, whatever
the shape of the screen; what a screen shows beyond it is ground.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from koryo_geo.content.land import frame_km, point_km, region_on, to_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from koryo_geo.content.land import Point
    from koryo_geo.content.squares import Squares
    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import MapPlan
    from koryo_geo.style import Projection
    from koryo_geo.timeline.model import Timeline

#: West, south, east, north in map kilometres.
View = tuple[float, float, float, float]

#: Around a single place, as a share of the width of the whole map: near enough to see its neighbours.
_NEAR = 0.055

#: Room left around what a view shows, as a share of its longer side.
_MARGIN = 0.06


@dataclass(frozen=True)
class Camera:
    """Finds views of a map.

    Attributes
    ----------
    dataset, timeline, plan, projection
        The map.
    squares : Squares or None
        Squares of a map of flows: a unit with a block is shown by its block and its places, not by all of its land.
    """

    dataset: Dataset
    timeline: Timeline
    plan: MapPlan
    projection: Projection
    squares: Squares | None = None

    @cached_property
    def whole(self) -> View:
        """The view of the whole map: for flows all routes and squares, for regions the map's box."""
        ways = [self._node(index) for path in self.timeline.paths for index in path.nodes]
        squares = [square for block in (self.squares.blocks if self.squares else ()) for square in block.squares]
        if not ways and not squares:
            return _rounded(frame_km(self.projection, self.plan).bounds)
        return _padded(_around(ways + squares))

    @cached_property
    def origin(self) -> View | None:
        """What has to stay in sight while anybody waits: the squares of the units that people leave."""
        blocks = [block for block in (self.squares.blocks if self.squares else ()) if block.role == "origin"]
        squares = [spot for block in blocks for spot in (block.squares or ((block.tip,) if block.tip else ()))]
        return _rounded(_grown(_around(squares), self.squares.pitch_km)) if squares and self.squares else None

    def of(self, keys: Sequence[str], sides: Sequence[float | None] = ()) -> View:
        """The view of units and places, or of a box in degrees that overrides them; of nothing, the whole map.

        Parameters
        ----------
        keys : sequence of str
            Keys of ``units.csv`` and ``places.csv``.
        sides : sequence of float or None
            West, south, east, north in WGS 84 degrees; None when the view is to be computed.
        """
        if sides and None not in sides:
            return self._box(sides)
        boxes = [box for box in map(self._extent, keys) if box]
        if not boxes:
            return self.whole
        view = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
        return _padded(view)

    def _box(self, sides: Sequence[float | None]) -> View:
        from shapely import box, segmentize

        west, south, east, north = (float(side or 0) for side in sides)
        return _rounded(to_km(self.projection, segmentize(box(west, south, east, north), 0.5)).bounds)

    def _extent(self, key: str) -> View | None:
        """What is to be seen of a place, or of a unit."""
        place = self.dataset.place_by_key.get(key)
        if place is None:
            return self._unit(key)
        if place.lon is None or place.lat is None:
            return None
        across = self.whole[2] - self.whole[0]
        return _grown(_around([point_km(self.projection, place.lon, place.lat)]), across * _NEAR)

    def _unit(self, unit: str) -> View | None:
        """A unit's block of squares, else its label point, else the part of its land that the map shows."""
        blocks = [block for block in (self.squares.blocks if self.squares else ()) if block.unit == unit and block.squares]
        if blocks and self.squares:
            return _grown(_around([square for block in blocks for square in block.squares]), self.squares.pitch_km * 3)
        row = self.dataset.unit_by_key[unit]
        region = region_on(self.dataset, unit, self.plan.start)
        if region:
            shown = to_km(self.projection, region.geometry).intersection(frame_km(self.projection, self.plan))
            return None if shown.is_empty else _rounded(shown.bounds)
        if row.label_lon is None or row.label_lat is None:
            return None
        return _grown(_around([point_km(self.projection, row.label_lon, row.label_lat)]), (self.whole[2] - self.whole[0]) * _NEAR)

    def _node(self, index: int) -> Point:
        return point_km(self.projection, *self.timeline.nodes[index])


def holds(outer: View, inner: View) -> bool:
    """Whether a view shows all of another.

    Examples
    --------
    >>> holds((0, 0, 4, 4), (1, 1, 2, 2)), holds((0, 0, 4, 4), (1, 1, 5, 2))
    (True, False)
    """
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def between(start: View, end: View, share: float) -> View:
    """The view on the way from one to another: the middle moves evenly, the size in equal ratios.

    Examples
    --------
    >>> between((0.0, 0.0, 4.0, 4.0), (3.0, 3.0, 4.0, 4.0), 0.5)
    (1.75, 1.75, 3.75, 3.75)
    """
    sizes = [(one[2] - one[0], one[3] - one[1]) for one in (start, end)]
    middles = [((one[0] + one[2]) / 2, (one[1] + one[3]) / 2) for one in (start, end)]
    half = [low * (high / low) ** share / 2 for low, high in zip(*sizes, strict=True)]
    x, y = (low + (high - low) * share for low, high in zip(*middles, strict=True))
    return x - half[0], y - half[1], x + half[0], y + half[1]


def _around(points: Iterable[Any]) -> View:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _grown(view: View, by: float) -> View:
    return view[0] - by, view[1] - by, view[2] + by, view[3] + by


def _padded(view: View) -> View:
    return _rounded(_grown(view, _MARGIN * max(view[2] - view[0], view[3] - view[1])))


def _rounded(view: Sequence[float]) -> View:
    west, south, east, north = (round(float(side), 1) for side in view)
    return west, south, east, north
