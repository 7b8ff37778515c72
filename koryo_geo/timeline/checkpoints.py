"""What sources attest of the way, day by day, and how a schematic timetable compares with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from koryo_geo.data.attestations import chosen
from koryo_geo.data.dates import day_number
from koryo_geo.errors import RoutingError
from koryo_geo.timeline.routing import routes_of
from koryo_geo.timeline.schedule import Leaving, Reached, Sent, timetable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import Flow, MapPlan
    from koryo_geo.data.testimony import Checkpoint
    from koryo_geo.timeline.model import Trips
    from koryo_geo.timeline.routing import Route


@dataclass(frozen=True, slots=True)
class Comparison:
    """A checkpoint beside the timetable.

    Attributes
    ----------
    checkpoint : Checkpoint
    drawn : int or None
        How many the timetable has left, waiting or arrived on the day; None where the checkpoint counts nobody.
    late_by : int or None
        Of a first arrival: the days by which the first group comes too late; negative when it comes too soon.
    """

    checkpoint: Checkpoint
    drawn: int | None = None
    late_by: int | None = None


def trips_of(dataset: Dataset, plan: MapPlan, routes: Mapping[tuple[str, ...], Route]) -> dict[str, Trips]:
    """Make the timetable of a map of flows, fitted to the checkpoints that are marked so.

    Parameters
    ----------
    dataset : Dataset
    plan : MapPlan
    routes : mapping of tuple of str to Route
        As :func:`koryo_geo.timeline.routing.routes_of` gives them.

    Returns
    -------
    dict of str to Trips
        By flow.
    """
    start = dt.date.fromisoformat(plan.start)
    leaving = [_leaving(dataset, plan, flow, routes) for flow in dataset.flows]
    value_of = {row.attestation: row.value for row in dataset.attestations}
    counted = {row.attestation: dataset.figure_by_key[row.figure].counted for row in dataset.attestations}
    sent, reached = [], []
    for row in dataset.checkpoints:
        day = day_number(dt.date.fromisoformat(row.date), start)
        value = value_of.get(row.attestation)
        if row.fitted == "yes" and row.state == "departed" and value is not None and counted[row.attestation] == "persons":
            sent.append(Sent(day, row.flow_list, value))
        elif row.fitted == "yes" and row.bound == "first":
            reached.append(Reached(day, _km_to(dataset, row, routes)))
    return timetable(leaving, sent, reached)


def _leaving(dataset: Dataset, plan: MapPlan, flow: Flow, routes: Mapping[tuple[str, ...], Route]) -> Leaving:
    """A flow as the timetable wants it."""
    start = dt.date.fromisoformat(plan.start)
    first, last = (day_number(dt.date.fromisoformat(day), start) for day in (flow.depart_first, flow.depart_last))
    return Leaving(
        key=flow.flow,
        origin=flow.origin_unit,
        persons=_value(dataset, plan, flow.persons_figure) or 0,
        households=_value(dataset, plan, flow.households_figure),
        groups=flow.groups,
        first=first,
        last=last,
        days_min=flow.days_min or 0,
        days_max=flow.days_max or 0,
        km=routes[flow.stop_list].km[-1] if flow.stops else None,
    )


def _value(dataset: Dataset, plan: MapPlan, figure: str) -> int | None:
    """The number by which a map draws a figure."""
    attestation = chosen(dataset, plan.map, figure) if figure else None
    return attestation.value if attestation else None


def _km_to(dataset: Dataset, row: Checkpoint, routes: Mapping[tuple[str, ...], Route]) -> dict[str, float]:
    """Kilometres from the start of each flow of a checkpoint to its place; flows that do not pass it are left out."""
    place_at = {(one.lon, one.lat): one.place for one in dataset.stations if one.place}
    found = {}
    for flow in dataset.flows:
        if flow.flow in row.flow_list and flow.stops:
            route = routes[flow.stop_list]
            passed = (km for node, km in zip(route.nodes, route.km, strict=True) if place_at.get(node) == row.place)
            if (first := next(passed, None)) is not None:
                found[flow.flow] = first
    return found


def compare(dataset: Dataset) -> dict[str, Comparison]:
    """Compare each checkpoint with the timetable of the dataset's map of flows.

    Parameters
    ----------
    dataset : Dataset

    Returns
    -------
    dict of str to Comparison
        By checkpoint; empty when there is no map of flows, or when the stops of a flow are not joined.
    """
    plan = next((plan for plan in dataset.maps if plan.kind == "flows"), None)
    if plan is None or not dataset.checkpoints:
        return {}
    try:
        routes = routes_of(dataset)
    except RoutingError:
        return {}
    trips = trips_of(dataset, plan, routes)
    return {row.checkpoint: _compared(dataset, plan, row, routes, trips) for row in dataset.checkpoints}


def _compared(
    dataset: Dataset, plan: MapPlan, row: Checkpoint, routes: Mapping[tuple[str, ...], Route], trips: Mapping[str, Trips]
) -> Comparison:
    """Compare one checkpoint."""
    day = day_number(dt.date.fromisoformat(row.date), dt.date.fromisoformat(plan.start))
    if not row.attestation:
        reached = _first_at(dataset, row, routes, trips)
        # Trips are rounded to a thousandth of a day: what comes that little before midnight comes on the day.
        return Comparison(row, late_by=None if reached is None else int(reached + 0.01) - day)
    figure = next(one.figure for one in dataset.attestations if one.attestation == row.attestation)
    counted = dataset.figure_by_key[figure].counted
    named = [trips[flow.flow] for flow in dataset.flows if flow.flow in row.flow_list or not row.flows]
    return Comparison(row, drawn=sum(_count(one, row.state, counted, day) for one in named))


def _count(trips: Trips, state: str, counted: str, day: int) -> int:
    """Persons or households of a flow that have left, wait, or have arrived on a day."""
    sizes = trips.persons if counted == "persons" else trips.households or ()
    if state == "arrived":
        return sum(size for size, arrive in zip(sizes, trips.arrive or (), strict=False) if arrive <= day)
    left = sum(size for size, depart in zip(sizes, trips.depart, strict=False) if depart <= day)
    return left if state == "departed" else sum(sizes) - left


def _first_at(
    dataset: Dataset, row: Checkpoint, routes: Mapping[tuple[str, ...], Route], trips: Mapping[str, Trips]
) -> float | None:
    """The day on which the first group comes to a place, moving evenly; None when none passes it."""
    days = []
    for key, km in _km_to(dataset, row, routes).items():
        flow, one = next(flow for flow in dataset.flows if flow.flow == key), trips[key]
        share = km / routes[flow.stop_list].km[-1]
        days += [depart + (arrive - depart) * share for depart, arrive in zip(one.depart, one.arrive or (), strict=False)]
    return min(days, default=None)
