"""What stands at each moment of a map of regions: counts of its own date, and the last ones held of an earlier date.

People who were somewhere do not vanish because a later source is silent. The last count, or the last mention without a number,
stays until the unit is counted again, or a larger unit around it is, whose count includes the same people.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from koryo_geo.content.land import region_on
from koryo_geo.data.attestations import chosen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.ground import Region
    from koryo_geo.timeline.model import Moment, PlaceState, RegionState, Timeline


@dataclass(frozen=True, slots=True)
class Standing:
    """A count, or a mention without a number, as it stands at one moment.

    Attributes
    ----------
    unit, place : str
        What was counted; the unit of a place is the smallest region around it.
    region : str
        The unit's region on the moment's day.
    figure, date, counted : str
        The figure, its EDTF date and what it counts.
    has_number : bool
    now : bool
        Of the moment's own date.
    not_known_now : bool
        An earlier count; at the moment's date a source speaks of people and gives no number.
    """

    unit: str
    place: str
    region: str
    figure: str
    date: str
    counted: str
    has_number: bool
    now: bool = True
    not_known_now: bool = False


def standing_of(dataset: Dataset, map_name: str, timeline: Timeline) -> tuple[tuple[Standing, ...], ...]:
    """Find what stands at every moment.

    Parameters
    ----------
    dataset : Dataset
    map_name : str
    timeline : Timeline
        Of that map.

    Returns
    -------
    tuple of tuple of Standing
        One for each moment, those of its own date first.
    """
    held: tuple[Standing, ...] = ()
    moments = []
    for moment in timeline.moments:
        now = tuple(_now(dataset, map_name, moment))
        held = now + tuple(_carried(dataset, held, now, moment.boundaries))
        moments.append(held)
    return tuple(moments)


def _now(dataset: Dataset, map_name: str, moment: Moment) -> Iterator[Standing]:
    """What a moment's own figures say."""
    unit_of = {region.region: region.unit for region in dataset.regions}
    for state in moment.regions:
        if state.figure:
            found = _standing(dataset, map_name, state, unit_of[state.region], state.region)
            # A state with a date of its own is one that the timeline itself carries on.
            yield replace(found, now=state.since is None)
    for place in moment.places:
        region = _around(dataset, place.place, moment.boundaries)
        yield _standing(dataset, map_name, place, unit_of.get(region, ""), region)


def _standing(dataset: Dataset, map_name: str, state: RegionState | PlaceState, unit: str, region: str) -> Standing:
    figure = dataset.figure_by_key[state.figure or ""]
    return Standing(
        unit, figure.place, region, figure.figure, figure.date, figure.counted, has_number(dataset, map_name, figure.figure)
    )


def has_number(dataset: Dataset, map_name: str, figure: str) -> bool:
    """Whether the attestation that a map draws a figure by has a number, or one end of a range."""
    row = chosen(dataset, map_name, figure)
    return row is not None and any(number is not None for number in (row.low, row.value, row.high))


def _carried(dataset: Dataset, held: Iterable[Standing], now: tuple[Standing, ...], day: str) -> Iterator[Standing]:
    """What was held before, and still stands."""
    counted = {row.unit for row in now if row.now and row.has_number and not row.place}
    for row in held:
        later = _on_day(dataset, row, day)
        if later is None or _holders(dataset, later, day) & counted:
            continue
        again = [other for other in now if (other.unit, other.place) == (later.unit, later.place)]
        if not again:
            yield later
        elif later.has_number and not any(other.has_number for other in again):
            yield replace(later, not_known_now=True)


def _on_day(dataset: Dataset, row: Standing, day: str) -> Standing | None:
    """A count carried to the borders of a later day; None when neither its unit nor a successor has a polygon on that day."""
    if row.place:
        region = _around(dataset, row.place, day)
        units = {one.region: one.unit for one in dataset.regions}
        return replace(row, now=False, unit=units[region], region=region) if region else None
    for unit in _successors(dataset, row.unit):
        found = region_on(dataset, unit, day)
        if found:
            return replace(row, now=False, unit=unit, region=found.region)
    return None


def _successors(dataset: Dataset, unit: str) -> list[str]:
    """A unit and its successors, as ``continues`` in ``units.csv`` names them."""
    after = {row.continues: row.unit for row in dataset.units if row.continues}
    chain = [unit]
    while following := after.get(chain[-1]):
        chain.append(following)
    return chain


def _around(dataset: Dataset, place: str, day: str) -> str:
    """The smallest region around a place on a day; blank when there is none."""
    found = sorted((region.geometry.area, region.region) for region in _regions_around(dataset, place, day))
    return found[0][1] if found else ""


def _regions_around(dataset: Dataset, place: str, day: str) -> list[Region]:
    from shapely import Point

    from koryo_geo.data.dates import span, validity

    row = dataset.place_by_key[place]
    if row.lon is None or row.lat is None:
        return []
    spot = Point(row.lon, row.lat)
    when = span(day)
    return [
        region
        for region in dataset.regions
        if when.within(validity(region.valid_from, region.valid_to)) and region.geometry.covers(spot)
    ]


def _holders(dataset: Dataset, row: Standing, day: str) -> set[str]:
    """The units that contain a count."""
    if row.place:
        return {region.unit for region in _regions_around(dataset, row.place, day)}
    holders = set()
    unit = dataset.unit_by_key[row.unit].parent
    while unit:
        holders.add(unit)
        unit = dataset.unit_by_key[unit].parent
    return holders
