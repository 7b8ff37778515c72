"""Rows that hold and that nothing shows, or that a map shows in part: people outside its time or its view, translations of nothing.

None of them keeps a dataset from being built; each is told by file and row, so that nobody vanishes without a word.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from koryo_geo.data.dates import day_number, validity
from koryo_geo.data.ground import Region
from koryo_geo.data.rows import TABLES
from koryo_geo.data.structure import schema
from koryo_geo.errors import RoutingError, did_you_mean
from koryo_geo.timeline.checkpoints import trips_of
from koryo_geo.timeline.moves import label_point
from koryo_geo.timeline.routing import routes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import MapPlan
    from koryo_geo.timeline.model import Trips

#: How much of a unit's ground a view may cut off before it is told.
_CUT_OFF = 0.5

#: A published distance below this share of the straight line is a slip: ``1.420`` for 1,420 kilometres.
_TOO_SHORT = 0.8


class LooseEnd(NamedTuple):
    """One thing that nothing shows: a group of :data:`koryo_geo.review.check.GROUPS`, an address, and words.

    A warning is a slip in most cases; a note may be meant, such as a large state at the edge of a map.
    """

    group: str
    subject: str
    message: str
    severity: Literal["warning", "note"] = "warning"


def loose_ends(dataset: Dataset) -> Iterator[LooseEnd]:
    """Find what no map or page shows.

    Parameters
    ----------
    dataset : Dataset

    Yields
    ------
    LooseEnd

    Examples
    --------
    >>> import koryo_geo
    >>> list(loose_ends(koryo_geo.load("minimal")))
    []
    """
    yield from _out_of_time(dataset)
    yield from _flows_not_drawn(dataset)
    yield from _out_of_view(dataset)
    yield from _short_distances(dataset)
    yield from _translations(dataset)


def _out_of_time(dataset: Dataset) -> Iterator[LooseEnd]:
    """People of a flow who leave before a map begins, or leave or arrive after it ends."""
    for plan in dataset.maps:
        trips = _timetable(dataset, plan) if plan.kind == "flows" else {}
        for number, flow in dataset.numbered("flows"):
            for people, what in _off_the_clock(plan, trips[flow.flow]) if flow.flow in trips else ():
                yield LooseEnd(
                    "conservation", f"flows.csv:{number}", f"{people:,} people of {flow.flow} {what}, on the map {plan.map}"
                )


def _timetable(dataset: Dataset, plan: MapPlan) -> dict[str, Trips]:
    """The trips of each flow; none where stops are not joined, which is told by itself."""
    try:
        return trips_of(dataset, plan, routes_of(dataset))
    except RoutingError:
        return {}


def _off_the_clock(plan: MapPlan, trips: Trips) -> Iterator[tuple[int, str]]:
    """How many people of a flow the time of a map leaves out, and how."""
    end = day_number(dt.date.fromisoformat(plan.end), dt.date.fromisoformat(plan.start))
    early = sum(people for people, leave in zip(trips.persons, trips.depart, strict=True) if leave < 0)
    late = sum(people for people, leave in zip(trips.persons, trips.depart, strict=True) if leave > end)
    groups = zip(trips.persons, trips.depart, trips.arrive, strict=True) if trips.arrive else ()
    on_the_way = sum(people for people, leave, come in groups if leave <= end < come)
    if early:
        yield early, f"leave before it begins ({plan.start})"
    if late:
        yield late, f"leave after it ends ({plan.end})"
    if on_the_way:
        yield on_the_way, f"are still on the way when it ends ({plan.end})"


def _flows_not_drawn(dataset: Dataset) -> Iterator[LooseEnd]:
    """Numbers that a map is said to draw as a flow, and no flow has."""
    drawn = {figure for flow in dataset.flows for figure in (flow.persons_figure, flow.households_figure)}
    for number, use in dataset.numbered("uses"):
        if use.drawn_as == "flow" and use.figure not in drawn:
            yield LooseEnd("conservation", f"uses.csv:{number}", f"{use.figure} is drawn as a flow, and no row of flows.csv has it")


def _out_of_view(dataset: Dataset) -> Iterator[LooseEnd]:
    """Places and units that a map counts at and that lie outside its view, or are cut off by it."""
    for plan in dataset.maps:
        for place in sorted(_places_shown(dataset, plan)):
            row = dataset.place_by_key.get(place)
            if row and row.lon is not None and row.lat is not None and not _in_view(plan, (row.lon, row.lat)):
                yield LooseEnd("places", place, f"lies outside the view of the map {plan.map}")
        for unit in sorted(_units_shown(dataset, plan)):
            yield from _unit_out_of_view(dataset, plan, unit)


def _unit_out_of_view(dataset: Dataset, plan: MapPlan, unit: str) -> Iterator[LooseEnd]:
    """A unit that a map counts at, whose label or most of whose ground its view leaves out."""
    from shapely import box

    at = label_point(dataset, unit) if unit in dataset.unit_by_key else None
    if at is not None and not _in_view(plan, at):
        yield LooseEnd("places", unit, f"lies outside the view of the map {plan.map}")
        return
    shown = validity(plan.start, plan.end)
    view = box(plan.west, plan.south, plan.east, plan.north)
    for region in dataset.regions:
        if region.unit == unit and validity(region.valid_from, region.valid_to).meets(shown):
            left_out = 1 - region.geometry.intersection(view).area / region.geometry.area
            if left_out > _CUT_OFF:
                message = f"is cut off by the view of the map {plan.map}: {left_out:.0%} of it lies outside"
                yield LooseEnd("places", unit, message, "note")
                return


def _in_view(plan: MapPlan, at: tuple[float, float]) -> bool:
    """Whether a point lies in the box of a map."""
    return plan.west <= at[0] <= plan.east and plan.south <= at[1] <= plan.north


def _places_shown(dataset: Dataset, plan: MapPlan) -> set[str]:
    """The places at which a map shows people."""
    if plan.kind == "flows":
        return {stop for flow in dataset.flows for stop in flow.stop_list}
    ends = {end for move in dataset.moves if move.map == plan.map for end in (move.from_place, move.to_place)}
    return {figure.place for figure in _drawn(dataset, plan)} | ends


def _units_shown(dataset: Dataset, plan: MapPlan) -> set[str]:
    """The units at which a map shows people."""
    if plan.kind == "flows":
        return {unit for flow in dataset.flows for unit in (flow.origin_unit, flow.destination_unit) if unit}
    return {figure.unit for figure in _drawn(dataset, plan) if figure.unit}


def _drawn(dataset: Dataset, plan: MapPlan) -> list[Any]:
    """The figures that a map draws on regions or at places."""
    return [
        dataset.figure_by_key[use.figure]
        for use in dataset.uses
        if use.map == plan.map and use.drawn_as in ("region", "place") and use.figure in dataset.figure_by_key
    ]


def _short_distances(dataset: Dataset) -> Iterator[LooseEnd]:
    """Published distances that no way can have: shorter than the straight line."""
    from pyproj import Geod

    geod = Geod(ellps="WGS84")
    for number, row in dataset.numbered("distances"):
        ends = [dataset.place_by_key[place] for place in (row.from_place, row.to_place) if place in dataset.place_by_key]
        if len(ends) == 2 and all(place.lon is not None for place in ends):
            straight = geod.inv(ends[0].lon, ends[0].lat, ends[1].lon, ends[1].lat)[2] / 1000
            if row.km < _TOO_SHORT * straight:
                message = (
                    f"{row.km:g} km from {row.from_place} to {row.to_place}, which lie {straight:,.0f} km apart in a straight line"
                )
                yield LooseEnd("places", f"distances.csv:{number}", message)


#: The columns by which a translation names a row, where these are not the key of its table.
_NAMED_BY = {"uses": ("map", "figure"), "regions": ("region",), "dataset": ("name",)}

#: The files of what is no table of CSV.
_FILES = {"regions": "regions.geojson", "dataset": "datapackage.json"}


def _translations(dataset: Dataset) -> Iterator[LooseEnd]:
    """Translations of a text that is not there: the page would stay in the language of the tables without a word."""
    tables = sorted({row.table for row in dataset.translations})
    keys = {table: _keys_of(dataset, table) for table in tables}
    columns = {table: _columns_of(dataset, table) for table in tables}
    for number, row in dataset.numbered("translations"):
        file = _FILES.get(row.table, f"{row.table}.csv")
        if row.column not in columns[row.table]:
            said = f"{row.column!r} is no column of {file}. {did_you_mean(row.column, columns[row.table])}".strip()
            yield LooseEnd("references", f"translations.csv:{number}:column", said)
        elif row.key.startswith("=") and row.key[1:] not in columns[row.table][row.column]:
            close = did_you_mean(row.key[1:], columns[row.table][row.column])
            said = f"{row.key[1:]!r} stands in no cell {row.column} of {file}. {close}".strip()
            yield LooseEnd("references", f"translations.csv:{number}:key", said)
        elif not row.key.startswith("=") and row.key not in keys[row.table]:
            names = _names_of(row.table)
            form = f", written {':'.join(names)}" if len(names) > 1 else ""
            said = f"{row.key!r} is no key of {file}{form}. {did_you_mean(row.key, keys[row.table])}".strip()
            yield LooseEnd("references", f"translations.csv:{number}:key", said)


def _rows_of(dataset: Dataset, table: str) -> tuple[Any, ...]:
    """The rows that translations of a table name; the dataset itself is one."""
    return (dataset,) if table == "dataset" else tuple(getattr(dataset, table))


def _columns_of(dataset: Dataset, table: str) -> dict[str, set[str]]:
    """The texts of each column of a table."""
    row_class = {"regions": Region, "dataset": None}.get(table, TABLES.get(table))
    names = [field.name for field in fields(row_class) if field.name != "geometry"] if row_class else ["title"]
    return {name: {str(getattr(row, name)) for row in _rows_of(dataset, table)} for name in names}


def _names_of(table: str) -> tuple[str, ...]:
    """The columns by which a translation names a row of a table."""
    return _NAMED_BY.get(table) or tuple(schema()[table]["primaryKey"])


def _keys_of(dataset: Dataset, table: str) -> set[str]:
    """The keys by which translations name the rows of a table."""
    return {":".join(str(getattr(row, name)) for name in _names_of(table)) for row in _rows_of(dataset, table)}
