"""The rules a dataset must keep beyond its tables' structure; each returns faults, none raises."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from koryo_geo.data import people, polygons, positions, references, timing
from koryo_geo.data.dates import is_day
from koryo_geo.data.stops import stop_faults
from koryo_geo.data.structure import ACROSS
from koryo_geo.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koryo_geo.data.dataset import Dataset


#: Pages that a build writes beside the maps.
_TAKEN = ("embed", "index", "record")


def all_faults(dataset: Dataset) -> list[Fault]:
    """Check what a table schema cannot say."""
    checks = (
        ("structure", (_empty,)),
        ("dates", (timing.date_faults,)),
        ("references", (references.reference_faults,)),
        ("positions", (positions.position_faults, positions.line_faults, positions.swapped_faults)),
        ("structure", (references.unit_faults, _order)),
        ("structure", (people.figure_faults, people.rule_faults, people.flow_faults, people.checkpoint_faults, people.move_faults)),
        ("structure", (_chapters, stop_faults, _maps)),
        ("polygons", (polygons.region_faults, polygons.ground_faults)),
    )
    return [replace(fault, group=group) for group, each in checks for check in each for fault in check(dataset)]


def _empty(dataset: Dataset) -> Iterator[Fault]:
    """A dataset without maps, sources or base map has nothing to draw."""
    for table in ("sources", "maps", "chapters"):
        if not getattr(dataset, table):
            yield Fault(f"{table}.csv", None, "", "no rows", "at least one row", "An empty dataset draws nothing.")
    if not dataset.base_map:
        yield Fault("basemap.geojson", None, "features", "no features", "at least the land")


def _maps(dataset: Dataset) -> Iterator[Fault]:
    """A map has a name of its own, a span, a box, and, if it shows regions, a chapter to show."""
    told = {row.map for row in dataset.chapters}
    for number, row in dataset.numbered("maps"):
        if row.map in _TAKEN:
            expected = f"another name than {', '.join(_TAKEN)}, which build writes too"
            yield Fault("maps.csv", number, "map", repr(row.map), expected)
        if row.start > row.end:
            yield Fault("maps.csv", number, "end", f"{row.end}, before {row.start}", "an end not before the start")
        for low, high in (("west", "east"), ("south", "north")):
            if getattr(row, low) >= getattr(row, high):
                got = f"{low} {getattr(row, low)}, {high} {getattr(row, high)}"
                hint = f"Does it reach across 180 degrees? {ACROSS}" if low == "west" and row.west > 0 > row.east else ""
                yield Fault("maps.csv", number, low, got, f"{low} less than {high}", hint)
        if row.kind == "regions" and row.map not in told:
            yield Fault("maps.csv", number, "map", f"{row.map!r} without chapter", "a row in chapters.csv")


def _order(dataset: Dataset) -> Iterator[Fault]:
    """The points of a line stand in the order of their numbers: it is the order in which the line is drawn and travelled."""
    last: dict[str, int] = {}
    for number, row in dataset.numbered("stations"):
        if row.seq < last.get(row.line, 0):
            got, expected = f"{row.seq} after {last[row.line]}", f"the points of {row.line!r} in order"
            yield Fault("stations.csv", number, "seq", got, expected, "Sort the file by line and seq.")
        last[row.line] = row.seq


def _chapters(dataset: Dataset) -> Iterator[Fault]:
    """A view box has four sides or none, and a map of regions shows the borders of a day of its own."""
    plans = {row.map: row for row in dataset.maps if row.kind == "regions"}
    for number, row in dataset.numbered("chapters"):
        plan = plans.get(row.map)
        days = (row.boundaries, plan.start, plan.end) if plan else ()
        if plan and all(map(is_day, days)) and not plan.start <= row.boundaries <= plan.end:
            expected = f"a day of the map {row.map!r}: {plan.start} to {plan.end}"
            yield Fault("chapters.csv", number, "boundaries", row.boundaries, expected)
        sides = [row.west, row.south, row.east, row.north]
        if any(side is None for side in sides) and any(side is not None for side in sides):
            yield Fault("chapters.csv", number, "west", "some sides of a box", "west, south, east and north, or none of them")
