"""Counts of a map of regions as blocks of squares and houses, inside the unit that was counted.

One square is 1,000 people at every date, on every unit and at every size; one house is 200 households, never turned into people.
The squares stand in columns of ten, filled from the foot (of fewer where the land is narrow); the last one
is cut to the remainder. Positions are in map kilometres (see :mod:`koryo_geo.content.land`) and follow from unit and date alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from koryo_geo.content.land import Land, Point, frame_km, middle, point_km
from koryo_geo.content.standing import standing_of
from koryo_geo.data.attestations import chosen, qualifier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from koryo_geo.content.standing import Standing
    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import Attestation, MapPlan
    from koryo_geo.style import Projection
    from koryo_geo.timeline.model import Timeline

Sign = Literal["people", "houses"]

#: What one sign stands for.
PER_SIGN: dict[Sign, int] = {"people": 1_000, "houses": 200}

#: A count with more signs than this stands on a plate: no land has room for them.
_MOST_SIGNS = 10_000

#: Try at most so many places for a block: a land that would need more is too large for the view.
_MOST_SPOTS = 1_000_000

#: Distance from sign to sign, as a share of the width of the view: 22 and 33 of 3,800 kilometres in the drawings.
_ACROSS: dict[Sign, float] = {"people": 172, "houses": 115}

#: Side of a square as a share of its pitch; and of one whose people a larger block counts too, which is drawn to no scale.
_SIDE, _PART = 0.84, 0.58

#: Signs in a column; fewer only where columns of ten do not fit the land.
_COLUMNS = (10, 5, 4, 3, 2)

#: Places tried for a block, in pitches apart.
_STEP = 0.5


class CountBlock(Struct, frozen=True):
    """One count on the map.

    Attributes
    ----------
    figure, unit, place, region : str
        Keys; the place is blank for a count of a unit. The region is that of the moment's day.
    date : str
        EDTF date of the count itself, which of one that still stands is earlier than the moment.
    standing : {"counted", "last"}
        ``last``: the last count held, drawn paler, with its own date.
    not_known_now : bool
        A source speaks of the people at the moment's date and gives no number.
    sign : {"people", "houses"}
    part_of : str
        The unit drawn at the same moment whose count this one is inside; blank for a whole.
    mostly_outside : bool
        Most of the unit lies outside the map's view: the block is still the whole.
    precision : {"exact", "about", "at_least", "at_most", "range"}
    low, value, high : int or None
        As the source gives them; nothing is computed.
    stands : {"land", "plate"}
        On a plate the number stands off the land, with a leader to ``tip``, and no signs are laid out.
    tip : (float, float)
        A point inside the unit, map kilometres; the dot of a place.
    side_km : float
        Side of one sign.
    signs : tuple of (float, float, float)
        South-west corner of each sign in map kilometres, and how much of its height is filled, from the foot.
    filled : float
        So many signs are filled, the last one in part; what lies above is outlined: between the low and the high end of a range.
    """

    figure: str
    unit: str
    place: str
    region: str
    date: str
    standing: Literal["counted", "last"]
    not_known_now: bool
    sign: Sign
    part_of: str
    mostly_outside: bool
    precision: str
    low: int | None
    value: int | None
    high: int | None
    stands: Literal["land", "plate"]
    tip: Point
    side_km: float
    signs: tuple[tuple[float, float, float], ...]
    filled: float


class Hatching(Struct, frozen=True):
    """People were here, their number is not known; ``named`` is the mention's EDTF date, ``now`` if it is of this moment."""

    unit: str
    region: str
    figure: str
    named: str
    now: bool


class MomentBlocks(Struct, frozen=True):
    """What stands on the map at one moment; wholes before their parts."""

    chapter: str
    blocks: tuple[CountBlock, ...]
    hatchings: tuple[Hatching, ...]


def blocks_of(dataset: Dataset, timeline: Timeline, plan: MapPlan, projection: Projection) -> tuple[MomentBlocks, ...]:
    """Lay out the counts of every moment of a map of regions.

    Parameters
    ----------
    dataset : Dataset
    timeline : Timeline
        Of kind ``regions``; one of flows has no moments.
    plan : MapPlan
    projection : Projection

    Returns
    -------
    tuple of MomentBlocks
        One for each moment of the timeline, in its order.
    """
    layout = _Layout(dataset, plan, projection)
    return tuple(
        MomentBlocks(moment.chapter, layout.blocks(found), tuple(_hatchings(found)))
        for moment, found in zip(timeline.moments, standing_of(dataset, plan.map, timeline), strict=True)
    )


def signs_of(number: int, sign: Sign) -> tuple[float, ...]:
    """How full each sign of a number is, from the foot; the last one is cut to the remainder.

    Examples
    --------
    >>> signs_of(2_042, "people")
    (1.0, 1.0, 0.042)
    """
    whole, rest = divmod(number, PER_SIGN[sign])
    return (1.0,) * whole + ((round(rest / PER_SIGN[sign], 3),) if rest else ())


@dataclass(frozen=True)
class _Layout:
    """What laying out needs to know."""

    dataset: Dataset
    plan: MapPlan
    projection: Projection

    @cached_property
    def frame(self) -> Any:
        return frame_km(self.projection, self.plan)

    @cached_property
    def lands(self) -> dict[str, Land]:
        """The part of each region's land that the view shows; empty at first, filled as regions are asked for."""
        return {}

    def pitch(self, sign: Sign) -> float:
        west, _, east, _ = self.frame.bounds
        return float(max(round((east - west) / _ACROSS[sign], 0 if east - west > 1_000 else 1), 0.1))

    def land(self, region: str) -> Land:
        if region not in self.lands:
            row = next(row for row in self.dataset.regions if row.region == region)
            whole = Land.of(self.dataset, self.projection, row)
            shown = whole.within(self.frame)
            self.lands[region] = whole if shown.polygon.is_empty else shown
        return self.lands[region]

    def blocks(self, found: Sequence[Standing]) -> tuple[CountBlock, ...]:
        """Lay out one moment: the largest counts find their room first, and the others go round them."""
        taken: list[Any] = []
        units = {row.unit for row in found if row.has_number and row.now and not row.place}
        rows = [(row, _attestation(self.dataset, self.plan.map, row.figure)) for row in found if row.has_number and row.region]
        rows.sort(key=lambda pair: (bool(self._part_of(pair[0], units)), -_most(pair[1]), pair[0].figure))
        return tuple(self._block(row, said, self._part_of(row, units), taken) for row, said in rows)

    def _part_of(self, row: Standing, units: set[str]) -> str:
        """The nearest unit around a count that is drawn as a whole at the same moment."""
        chain = [row.unit] if row.place else []
        parent = self.dataset.unit_by_key[row.unit].parent
        while parent:
            chain.append(parent)
            parent = self.dataset.unit_by_key[parent].parent
        return next((unit for unit in chain if unit in units), "") if row.now else ""

    def _block(self, row: Standing, said: Attestation, part_of: str, taken: list[Any]) -> CountBlock:
        sign: Sign = "houses" if row.counted == "households" else "people"
        fits = _most(said) <= _MOST_SIGNS * PER_SIGN[sign]
        fills = signs_of(_most(said), sign) if fits else ()
        land, side = self.land(row.region), self.pitch(sign) * (_PART if part_of else _SIDE)
        feet = ((column, self._foot(row, land, (len(fills), column), sign, taken)) for column in _COLUMNS)
        column, foot = next(((column, foot) for column, foot in feet if foot), (0, None)) if fits else (0, None)
        signs = _laid_out(foot, fills, self.pitch(sign), column) if foot else ()
        return CountBlock(
            figure=row.figure,
            unit=row.unit,
            place=row.place,
            region=row.region,
            date=row.date,
            standing="counted" if row.now else "last",
            not_known_now=row.not_known_now,
            sign=sign,
            part_of=part_of,
            mostly_outside=self._is_mostly_outside(row, land),
            precision=qualifier(said) or ("exact" if said.value is not None else "range"),
            low=said.low,
            value=said.value,
            high=said.high,
            stands="land" if foot else "plate",
            tip=self._tip(row, land),
            side_km=round(side, 3),
            signs=signs,
            filled=round((said.low if said.value is None and said.low is not None else _most(said)) / PER_SIGN[sign], 3),
        )

    def _is_mostly_outside(self, row: Standing, land: Land) -> bool:
        from koryo_geo.content.land import to_km

        whole = to_km(self.projection, land.region.geometry)
        return not row.place and whole.intersection(self.frame).area < whole.area / 2

    def _tip(self, row: Standing, land: Land) -> Point:
        """The dot of a place; a unit's label point where it lies on the land, else the middle of its largest circle."""
        place, unit = self.dataset.place_by_key.get(row.place), self.dataset.unit_by_key[row.unit]
        lon, lat = (place.lon, place.lat) if place else (unit.label_lon, unit.label_lat)
        if lon is None or lat is None:
            return middle(land)
        spot = point_km(self.projection, lon, lat)
        return spot if place or land.covers(spot) else middle(land)

    def _foot(self, row: Standing, land: Land, size: tuple[int, int], sign: Sign, taken: list[Any]) -> Point | None:
        """The south-west corner of a block: as near to its unit's middle, or its place's dot, as room allows."""
        from shapely import box

        pitch, (count, column) = self.pitch(sign), size
        columns, rows = math.ceil(count / column), min(count, column)
        width, height = columns * pitch, rows * pitch
        x, y = self._tip(row, land)
        if row.place:
            taken.append(box(x - pitch / 2, y - pitch / 2, x + pitch / 2, y + pitch / 2))
        for west, south in _spots(land, (x - width / 2, y - height / 2), pitch * _STEP):
            shape = _shape((west, south), count, pitch, column)
            if not any(shape.intersects(other) for other in taken) and land.covers_all(shape):
                taken.append(shape.buffer(pitch, join_style="mitre"))
                return round(west, 3), round(south, 3)
        return None


def _attestation(dataset: Dataset, map_name: str, figure: str) -> Attestation:
    row = chosen(dataset, map_name, figure)
    if row is None:  # only figures with a number are laid out, and only a chosen attestation gives one
        raise KeyError(figure)
    return row


def _most(row: Attestation) -> int:
    """The number that a block is laid out for: the value, else the high end of a range, else its low end."""
    return next(number for number in (row.value, row.high, row.low) if number is not None)


def _laid_out(foot: Point, fills: Sequence[float], pitch: float, column: int) -> tuple[tuple[float, float, float], ...]:
    """Columns from the foot upward, one after the other to the east."""
    x, y = foot
    return tuple(
        (round(x + index // column * pitch, 3), round(y + index % column * pitch, 3), fill) for index, fill in enumerate(fills)
    )


def _shape(foot: Point, count: int, pitch: float, column: int) -> Any:
    """The ground that a block needs: full columns, and a last one that may be lower."""
    from shapely import box, union_all

    (west, south), (full, rest) = foot, divmod(count, column)
    parts = [box(west, south, west + full * pitch, south + column * pitch)] if full else []
    if rest:
        parts.append(box(west + full * pitch, south, west + (full + 1) * pitch, south + rest * pitch))
    return union_all(parts)


def _spots(land: Land, start: Point, step: float) -> Iterator[Point]:
    """Places to try for a block, from a start outward, on a grid through it; of two as near, the northern, then the western."""
    import numpy as np

    west, south, east, north = land.polygon.bounds
    x, y = start
    if not (east - west) * (north - south) <= _MOST_SPOTS * step**2:
        return
    across, up = np.meshgrid(
        np.arange(math.floor((west - x) / step), math.ceil((east - x) / step) + 1),
        np.arange(math.floor((south - y) / step), math.ceil((north - y) / step) + 1),
    )
    order = np.lexsort((across.ravel(), -up.ravel(), (across**2 + up**2).ravel()))
    for index in order:
        yield x + float(across.ravel()[index]) * step, y + float(up.ravel()[index]) * step


def _hatchings(found: Sequence[Standing]) -> Iterator[Hatching]:
    """The units to hatch, without those whose last count still stands: there a block and a note say it."""
    counted = {row.unit for row in found if row.has_number and not row.place}
    for row in found:
        if row.region and not row.place and not row.has_number and row.unit not in counted:
            yield Hatching(row.unit, row.region, row.figure, row.date, row.now)
