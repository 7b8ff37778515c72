"""What a map of flows shows on a day: who stands where, and which trains are where on their way."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from koryo_geo.content.land import point_km
from koryo_geo.export.still.ground import INKS, Ground

if TYPE_CHECKING:
    from koryo_geo.content.squares import Block, Squares
    from koryo_geo.content.views import View
    from koryo_geo.language.texts import Texts
    from koryo_geo.style import Projection
    from koryo_geo.timeline.model import Timeline

#: A train: its point in map kilometres and its direction on the map, in degrees counter-clockwise from the east.
Train = tuple[tuple[float, float], float]


@dataclass(frozen=True)
class Journey:
    """What a map of flows shows on a day.

    Attributes
    ----------
    texts, timeline, squares, projection
        The map.
    day : float
        Days since the timeline's start.
    near, grain_km
        What of the ground is drawn, and how finely; as :class:`koryo_geo.export.still.ground.Ground` has them.
    rings : tuple of str
        Places and units that wear a ring.
    """

    texts: Texts
    timeline: Timeline
    squares: Squares
    projection: Projection
    day: float
    rings: tuple[str, ...]
    near: View
    grain_km: float

    @cached_property
    def ground(self) -> Ground:
        """The ground of the first day, with the units that people left or came to."""
        ends = [block.unit for block in self.squares.blocks if block.role == "destination"]
        tints = dict(zip(dict.fromkeys(ends), INKS.destinations * len(ends), strict=False))
        left = {block.unit: INKS.origin for block in self.squares.blocks if block.role == "origin"}
        return Ground(self.texts.dataset, self.projection, self.timeline.start, {**tints, **left}, self.near, self.grain_km)

    @cached_property
    def taken(self) -> list[list[bool]]:
        """For each block, whether somebody stands in each square; nobody yet, or no longer, where not."""
        found = [[False] * len(block.squares) for block in self.squares.blocks]
        for flow, placed in zip(self.timeline.flows, self.squares.flows, strict=True):
            for number, leaves in enumerate(flow.trips.depart):
                _mark(found[placed.origin], placed.left[number], leaves > self.day)
                if placed.destination is not None and flow.trips.arrive:
                    _mark(found[placed.destination], placed.reached[number], flow.trips.arrive[number] <= self.day)
        return found

    def drawn_squares(self, index: int) -> list[tuple[float, float]]:
        """The squares of a block that are drawn: of those who left all, of those who came the ones that somebody has reached."""
        block = self.squares.blocks[index]
        return [square for square, stands in zip(block.squares, self.taken[index], strict=True) if stands or block.role == "origin"]

    @cached_property
    def untraced_squares(self) -> set[tuple[int, int]]:
        """Squares (block, index) of trips whose way is not known."""
        return {
            (placed.origin, seat)
            for flow, placed in zip(self.timeline.flows, self.squares.flows, strict=True)
            if flow.path is None
            for seat in placed.left
        }

    @cached_property
    def trains(self) -> list[Train]:
        """The trains on their way."""
        frame = self.timeline.at(self.day)
        return [
            self._on_way(flow.path, km)
            for flow, trips in zip(self.timeline.flows, frame.trips, strict=True)
            if flow.path is not None
            for km in trips
            if km is not None
        ]

    def _on_way(self, path: int, km: float) -> Train:
        """The point so many kilometres along a path, and the direction there."""
        way, points = self.timeline.paths[path], self.ways[path]
        index = min(max(bisect_right(way.km, km) - 1, 0), len(points) - 2)
        (x, y), (a, b) = points[index], points[index + 1]
        length = way.km[index + 1] - way.km[index]
        share = (km - way.km[index]) / length if length else 0.0
        return (x + (a - x) * share, y + (b - y) * share), math.degrees(math.atan2(b - y, a - x))

    @cached_property
    def ways(self) -> list[list[tuple[float, float]]]:
        """The ways in map kilometres."""
        nodes = [point_km(self.projection, *node) for node in self.timeline.nodes]
        return [[nodes[index] for index in path.nodes] for path in self.timeline.paths]

    def passed(self, path: int) -> list[tuple[float, float]]:
        """The part of a way that somebody has travelled."""
        if any(flow.path == path and flow.trips.arrive and min(flow.trips.arrive) <= self.day for flow in self.timeline.flows):
            return self.ways[path]
        frame = self.timeline.at(self.day)
        reached = [
            km
            for flow, trips in zip(self.timeline.flows, frame.trips, strict=True)
            if flow.path == path
            for km in trips
            if km is not None
        ]
        if not reached:
            return []
        point, _ = self._on_way(path, max(reached))
        along = bisect_right(self.timeline.paths[path].km, max(reached))
        return [*self.ways[path][:along], point]

    @property
    def stops(self) -> list[str]:
        """The places that are named: stops of the flows in order, and what wears a ring."""
        listed = [stop for flow in self.texts.dataset.flows for stop in flow.stop_list]
        places = self.texts.dataset.place_by_key
        return list(dict.fromkeys([*listed, *(key for key in self.rings if key in places)]))

    def counts(self, block: Block) -> tuple[int, str]:
        """How many people a block stands for at the day, and the key of the words below the number."""
        frame = self.timeline.at(self.day)
        if block.role == "origin":
            here = [total for flow, total in self._totals(frame) if flow.origin == block.unit]
            every = sum(flow.persons for flow in self.timeline.flows if flow.origin == block.unit)
            return every - sum(total.departed for total in here), "total_waiting"
        return sum(total.arrived for flow, total in self._totals(frame) if flow.destination == block.unit), "total_arrived"

    def _totals(self, frame: Any) -> list[tuple[Any, Any]]:
        return list(zip(self.timeline.flows, frame.flows, strict=True))


def _mark(squares: list[bool], seat: int, stands: bool) -> None:
    """Mark a square; those of a block on a plate have none."""
    if squares and stands:
        squares[seat] = True
