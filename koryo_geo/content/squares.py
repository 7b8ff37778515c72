"""Counted people of a map of flows, laid out in squares on their own land.

One square is one trip of the schematic. Squares stand on a grid of map kilometres (see :mod:`koryo_geo.content.land`), not of
screen pixels: the same address gives the same layout. A block of squares is a count, not an address; where in the unit people lived
or were put, the count does not say, and the page has to say that.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from koryo_geo.content.land import Land, Point, anchor_of, frame_km, middle, region_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import MapPlan
    from koryo_geo.style import Projection
    from koryo_geo.timeline.model import Timeline, TimelineFlow

#: Squares across the view: at 156 a square has 8 pixels on a screen of 1280, and some hundred of them fill a province.
_ACROSS = 156

#: A land with more squares of the grid than this (the view is small) gets no layout: its people stand on a plate.
_MOST_CELLS = 400_000

#: Side of a square, of its pitch: the rest is the gap to its neighbour.
_SIDE = 0.86

#: How far the middle of a square stays off the lines, in pitches. Where people left, the line runs through their land; where they
#: came, a square that has come to rest must not be read as one still on the line.
_CLEARANCE = {"origin": 0.6, "destination": 1.05}

#: A block of people who came may move this many radii of its disc, to where it lies nearly in one piece: within so many radii. A
#: block of people who left does not move: it lies where they lived, though the line cuts it.
_MOVES = 3.0
_ONE_PIECE = 1.03


class Block(Struct, frozen=True):
    """The squares of one unit at one end of the flows.

    Attributes
    ----------
    unit, region : str
        The region is that of the day on which people left, or had all arrived; blank when no polygon is held.
    role : {"origin", "destination"}
    stands : {"land", "plate"}
        ``plate``: the squares do not fit; the number stands off the land, with a leader to ``tip``.
    tip : (float, float) or None
        Where a leader ends, inside the unit, in map kilometres; None when neither polygon nor point is held.
    squares : tuple of (float, float)
        Middles of the squares in map kilometres, from the anchor outward; empty on a plate.
    remained : tuple of str
        Figures of those who remained in a part of a unit that people left: an emptied land is not told to be without them.
    """

    unit: str
    region: str
    role: Literal["origin", "destination"]
    stands: Literal["land", "plate"]
    tip: Point | None
    squares: tuple[Point, ...]
    remained: tuple[str, ...] = ()


class FlowSquares(Struct, frozen=True):
    """Which square each trip of a flow leaves, and which it comes to.

    Attributes
    ----------
    flow : str
    origin, destination : int or None
        Index of the block; None when the destination is not known.
    left, reached : tuple of int
        For each trip the index of its square in that block, also of one that stands on a plate; empty without a destination.
    """

    flow: str
    origin: int
    destination: int | None
    left: tuple[int, ...]
    reached: tuple[int, ...]


class Squares(Struct, frozen=True):
    """All squares of a map of flows.

    Attributes
    ----------
    pitch_km, side_km : float
        From middle to middle, and the side of a square; sides lie along the axes of the map.
    blocks : tuple of Block
    flows : tuple of FlowSquares
        In the order of the timeline's flows.
    """

    pitch_km: float
    side_km: float
    blocks: tuple[Block, ...]
    flows: tuple[FlowSquares, ...]


def corners(middle_km: Point, side_km: float) -> tuple[Point, ...]:
    """The corners of a square, from south-west round by south-east.

    Examples
    --------
    >>> corners((0.0, 0.0), 2.0)
    ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0))
    """
    (x, y), half = middle_km, side_km / 2
    return (x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)


def squares_of(dataset: Dataset, timeline: Timeline, plan: MapPlan, projection: Projection) -> Squares:
    """Lay out every trip of a map of flows, where it leaves and where it comes to rest.

    Parameters
    ----------
    dataset : Dataset
    timeline : Timeline
        Of kind ``flows``; of another kind nothing is laid out.
    plan : MapPlan
    projection : Projection

    Returns
    -------
    Squares
        The same for the same data: no size, language or moment enters.
    """
    return _Layout(dataset, timeline, plan, projection).squares()


@dataclass(frozen=True)
class _Layout:
    """What laying out needs to know."""

    dataset: Dataset
    timeline: Timeline
    plan: MapPlan
    projection: Projection

    @cached_property
    def pitch(self) -> float:
        """A round number of kilometres, so that some hundred squares fill a province."""
        west, _, east, _ = frame_km(self.projection, self.plan).bounds
        return float(max(round((east - west) / _ACROSS, 0 if east - west > _ACROSS * 10 else 1), 0.1))

    @cached_property
    def lines(self) -> Any:
        """The ways of all flows, in map kilometres."""
        from shapely import LineString, MultiLineString

        from koryo_geo.content.land import to_km

        nodes = self.timeline.nodes
        ways = [LineString([nodes[index] for index in path.nodes]) for path in self.timeline.paths if len(path.nodes) > 1]
        return to_km(self.projection, MultiLineString(ways))

    def squares(self) -> Squares:
        """Lay out all blocks, then say which trip has which square."""
        ends = self._ends()
        index = {end: number for number, end in enumerate(ends)}
        seats = {end: self._seats(end) for end in ends}
        flows = tuple(_flow_squares(flow, index, seats) for flow in self.timeline.flows)
        return Squares(self.pitch, round(self.pitch * _SIDE, 3), tuple(self._block(*end, len(seats[end])) for end in ends), flows)

    def _ends(self) -> list[End]:
        """Where flows begin and end, each once."""
        flows = self.timeline.flows
        return list(
            dict.fromkeys(
                [
                    *((flow.origin, "origin") for flow in flows),
                    *((flow.destination, "destination") for flow in flows if flow.destination),
                ]
            )
        )

    def _seats(self, end: End) -> dict[tuple[str, int], int]:
        """The square of each trip (flow, index) at an end: the first to leave, or to come, is nearest to the anchor."""
        unit, role = end
        times = [
            (time, order, flow.flow, number)
            for order, flow in enumerate(self.timeline.flows)
            if unit == (flow.origin if role == "origin" else flow.destination)
            for number, time in enumerate(_times(flow, role))
        ]
        return {(flow, number): seat for seat, (_, _, flow, number) in enumerate(sorted(times))}

    def _block(self, unit: str, role: Role, count: int) -> Block:
        """Lay out one end, or put it on a plate."""
        region = region_on(self.dataset, unit, self._day(unit, role))
        remained = tuple(_remained(self.dataset, unit)) if role == "origin" else ()
        if region is None:
            return Block(unit, "", role, "plate", self._label(unit), (), remained)
        land = Land.of(self.dataset, self.projection, region)
        if land.polygon.is_empty:
            return Block(unit, region.region, role, "plate", self._label(unit), (), remained)
        middles = self._free(land, role)
        if len(middles) < count:
            return Block(unit, region.region, role, "plate", middle(land), (), remained)
        anchor = anchor_of(self.dataset, self.timeline, self.projection, land)
        if role == "destination":
            anchor = _roomy(middles, anchor, count, self.pitch)
        chosen = _outward(middles, anchor, count)
        return Block(unit, region.region, role, "land", chosen[0], chosen, remained)

    def _label(self, unit: str) -> Point | None:
        from koryo_geo.content.land import point_km
        from koryo_geo.timeline.moves import label_point

        found = label_point(self.dataset, unit)
        return point_km(self.projection, *found) if found else None

    def _day(self, unit: str, role: Role) -> str:
        """The day whose borders hold: that of the first departure, or of the last arrival."""
        import datetime as dt

        flows = [flow for flow in self.timeline.flows if unit == (flow.origin if role == "origin" else flow.destination)]
        times = [time for flow in flows for time in _times(flow, role)]
        day = math.floor(min(times) if role == "origin" else min(max(times), self.timeline.days))
        return (dt.date.fromisoformat(self.timeline.start) + dt.timedelta(days=day)).isoformat()

    def _free(self, land: Land, role: Role) -> list[Point]:
        """The middles of all squares of the grid that fit a land, clear of the lines."""
        from shapely import box, distance, points

        west, south, east, north = land.polygon.bounds
        if not (east - west) * (north - south) <= _MOST_CELLS * self.pitch**2:
            return []
        grid = [(x, y) for y in _steps(south, north, self.pitch) for x in _steps(west, east, self.pitch)]
        half = self.pitch * _SIDE / 2
        fits = land.holds([box(x - half, y - half, x + half, y + half) for x, y in grid])
        away = distance(points(grid), self.lines) >= self.pitch * _CLEARANCE[role] if self.timeline.paths else [True] * len(grid)
        return [place for place, inside, clear in zip(grid, fits, away, strict=True) if inside and clear]


def _remained(dataset: Dataset, unit: str) -> Iterator[str]:
    """The figures of those who remained in a part of a unit."""
    for figure in dataset.figures:
        holder = dataset.unit_by_key[figure.unit].parent if figure.unit else ""
        while holder and holder != unit:
            holder = dataset.unit_by_key[holder].parent
        if holder and figure.measure == "remaining" and figure.counted == "persons":
            yield figure.figure


#: A unit, and whether people left it or came to it.
Role = Literal["origin", "destination"]
End = tuple[str, Role]


def _times(flow: TimelineFlow, role: Role) -> Sequence[float]:
    """When the trips of a flow leave or arrive; those whose route is not known never arrive, and keep the order of leaving."""
    return flow.trips.depart if role == "origin" or flow.trips.arrive is None else flow.trips.arrive


def _flow_squares(flow: TimelineFlow, index: dict[End, int], seats: dict[End, dict[tuple[str, int], int]]) -> FlowSquares:
    """Look up the squares of a flow's trips."""
    trips = [(flow.flow, number) for number in range(len(flow.trips.depart))]
    start: End = (flow.origin, "origin")
    left = tuple(seats[start][trip] for trip in trips)
    if flow.destination is None:
        return FlowSquares(flow.flow, index[start], None, left, ())
    end: End = (flow.destination, "destination")
    return FlowSquares(flow.flow, index[start], index[end], left, tuple(seats[end][trip] for trip in trips))


def _steps(low: float, high: float, pitch: float) -> list[float]:
    """The middles of a grid that all units share, from low to high."""
    return [round((number + 0.5) * pitch, 3) for number in range(math.floor(low / pitch), math.ceil(high / pitch))]


def _outward(middles: Sequence[Point], anchor: Point, count: int) -> tuple[Point, ...]:
    """The squares nearest to an anchor, nearest first; of two as near, the northern, then the western one."""
    x, y = anchor
    return tuple(sorted(middles, key=lambda spot: (round(math.hypot(spot[0] - x, spot[1] - y), 3), -spot[1], spot[0]))[:count])


def _roomy(middles: Sequence[Point], anchor: Point, count: int, pitch: float) -> Point:
    """The square nearest to an anchor around which so many others lie nearly in one piece; if none does, the best one.

    Only squares near the anchor are tried; when there are none, the anchor itself is kept.
    """
    import numpy as np

    radius = pitch * math.sqrt(count / math.pi)
    spots = np.array(_outward(middles, anchor, len(middles)))
    near = spots[np.hypot(*(spots - anchor).T) <= max(radius * _MOVES, pitch)]
    if not len(near):
        return anchor
    between = np.hypot(near[:, None, 0] - spots[None, :, 0], near[:, None, 1] - spots[None, :, 1])
    reach = np.round(np.partition(between, count - 1, axis=1)[:, count - 1], 3)
    whole = reach <= max(radius * _ONE_PIECE, float(reach.min()))
    x, y = near[int(np.argmax(whole))]
    return float(x), float(y)
