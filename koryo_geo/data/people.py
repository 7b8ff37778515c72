"""Figures are attested, rules have rows to compare, and flows and moves have people, days and ways."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from koryo_geo.data.dates import span
from koryo_geo.data.timing import is_date
from koryo_geo.errors import Fault, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import Flow, Move, Rule


def figure_faults(dataset: Dataset) -> Iterator[Fault]:
    """A figure counts at one unit or one place, and somebody attests it; a use names an attestation of its figure."""
    attested = {row.figure for row in dataset.attestations}
    for number, row in dataset.numbered("figures"):
        if bool(row.unit) == bool(row.place):
            got = "both unit and place" if row.unit else "neither unit nor place"
            yield Fault("figures.csv", number, "unit", got, "exactly one of unit and place")
        if row.figure not in attested:
            yield Fault("figures.csv", number, "figure", f"{row.figure!r} without attestation", "a row in attestations.csv")
    owner = {row.attestation: row.figure for row in dataset.attestations}
    for number, row in dataset.numbered("uses"):
        if row.attestation in owner and owner[row.attestation] != row.figure:
            expected = f"an attestation of {row.figure!r}"
            yield Fault("uses.csv", number, "attestation", f"one of {owner[row.attestation]!r}", expected)
    for table in ("attestations", "deaths"):
        for number, row in dataset.numbered(table):
            yield from _range_fault(f"{table}.csv", number, row.low, row.value, row.high)


def _range_fault(file: str, number: int, *amounts: int | None) -> Iterator[Fault]:
    """Low, value and high stand in order."""
    given = [item for item in amounts if item is not None]
    if given != sorted(given):
        low, value, high = amounts
        yield Fault(file, number, "value", f"low {low}, value {value}, high {high}", "low <= value <= high")


def rule_faults(dataset: Dataset) -> Iterator[Fault]:
    """A rule has as many rows as its kind needs, of one unit of count; only comparisons may name what counts no people."""
    counted = {row.figure: row.counted for row in dataset.figures}
    unit = counted | {row.attestation: counted.get(row.figure, "") for row in dataset.attestations}
    sizes = {row.figure: len(dataset.attestations_of.get(row.figure, ())) for row in dataset.figures}
    for number, rule in dataset.numbered("rules"):
        operands = (*rule.left_list, *rule.right_list)
        yield from _shape_faults(number, rule, sum(sizes.get(key, 1) for key in operands))
        if rule.kind == "timetable":
            yield from _timetable_faults(dataset, number, rule)
        if rule.kind in ("rivals", "different_counts", "different_accounts", "timetable"):
            continue
        countless = [key for key in operands if key not in unit]
        if countless:
            yield Fault(
                "rules.csv", number, "left", repr(countless[0]), "attestations or figures", "Only rivals may name other rows."
            )
        units = {unit[key] for key in operands if key in unit}
        if len(units) > 1:
            yield Fault("rules.csv", number, "left", " and ".join(sorted(units)), "one unit of count")


def _shape_faults(number: int, rule: Rule, rows: int) -> Iterator[Fault]:
    """Check how many rows stand on each side of a rule, and that a share has its percentage."""
    left, right = len(rule.left_list), len(rule.right_list)
    if rule.kind in ("same_total", "rivals", "different_counts", "different_accounts"):
        if rows < 2:
            yield Fault("rules.csv", number, "left", "one row to compare", "two rows or more, or a figure with two attestations")
    elif right != (rule.kind != "timetable"):
        yield Fault("rules.csv", number, "right", f"{right} rows", "none" if rule.kind == "timetable" else "exactly one")
    if rule.kind in ("parts_add_to_whole", "before_plus_change") and left < 2:
        yield Fault("rules.csv", number, "left", "one row", "two rows or more")
    if rule.kind == "share_implies_total" and left != 1:
        yield Fault("rules.csv", number, "left", f"{left} rows", "exactly one")
    if (rule.kind == "share_implies_total") != (rule.share is not None):
        expected = "no share" if rule.share is not None else "the percentage that is printed"
        yield Fault("rules.csv", number, "share", str(rule.share), expected, "Only share_implies_total has a share.")


def _timetable_faults(dataset: Dataset, number: int, rule: Rule) -> Iterator[Fault]:
    """A rule of a timetable names one checkpoint."""
    if rule.left not in {row.checkpoint for row in dataset.checkpoints}:
        hint = did_you_mean(rule.left, (row.checkpoint for row in dataset.checkpoints))
        yield Fault("rules.csv", number, "left", repr(rule.left), "one key of checkpoints.csv", hint)


def checkpoint_faults(dataset: Dataset) -> Iterator[Fault]:
    """A checkpoint counts somebody, or tells when the first came to a place that its flows pass."""
    figure_of = {row.attestation: row for row in dataset.attestations}
    stops = {flow.flow: flow.stop_list for flow in dataset.flows}
    for number, row in dataset.numbered("checkpoints"):
        counts = row.bound in ("equal", "at_least")
        if counts != bool(row.attestation):
            expected = "an attestation with a value" if counts else "no attestation: nobody is counted"
            yield Fault("checkpoints.csv", number, "attestation", repr(row.attestation), expected)
        elif counts and row.attestation in figure_of and figure_of[row.attestation].value is None:
            yield Fault(
                "checkpoints.csv", number, "attestation", f"{row.attestation!r} without a value", "an attestation with a value"
            )
        if not counts and not any(row.place in stops.get(flow, ()) for flow in row.flow_list):
            expected = "a stop of one of its flows"
            yield Fault("checkpoints.csv", number, "place", repr(row.place), expected, "Name flows that stop there.")
        if row.fitted == "yes" and not (row.bound == "first" or (row.bound == "equal" and row.state == "departed")):
            got = f"{row.state}, {row.bound}"
            yield Fault("checkpoints.csv", number, "fitted", got, "departed and equal, or first: to these a timetable is fitted")


def flow_faults(dataset: Dataset) -> Iterator[Fault]:
    """A flow has people, days and, where its stops are known, days on the way."""
    for number, flow in dataset.numbered("flows"):
        if flow.depart_first > flow.depart_last:
            got = f"{flow.depart_first} after {flow.depart_last}"
            yield Fault("flows.csv", number, "depart_first", got, "a first departure not after the last")
        if len(flow.stop_list) == 1:
            yield Fault("flows.csv", number, "stops", "one stop", "two stops or more, or none when the route is not known")
        if flow.stops and (flow.days_min is None or flow.days_max is None or flow.days_min > flow.days_max):
            got = f"{flow.days_min} to {flow.days_max}"
            yield Fault("flows.csv", number, "days_min", got, "days on the way, least and most, when stops are given")
        if any(one == other for one, other in pairwise(flow.stop_list)):
            yield Fault("flows.csv", number, "stops", repr(flow.stops), "a stop once, not twice running")
        yield from _stops_without_position(dataset, number, flow)
        yield from _stops_at_one_point(dataset, number, flow)
        yield from _ends_without_position(dataset, number, flow)
        yield from _persons_without_number(dataset, number, flow)


def _stops_without_position(dataset: Dataset, number: int, flow: Flow) -> Iterator[Fault]:
    """Stops must lie on a line."""
    on_line = {station.place for station in dataset.stations}
    for stop in flow.stop_list:
        if stop in dataset.place_by_key and stop not in on_line:
            yield Fault("flows.csv", number, "stops", repr(stop), "a place that stations.csv puts on a line")


def _stops_at_one_point(dataset: Dataset, number: int, flow: Flow) -> Iterator[Fault]:
    """Two stops that follow each other lie apart: between them nobody would travel."""
    at: dict[str, set[tuple[float, float]]] = {}
    for station in dataset.stations:
        at.setdefault(station.place, set()).add((station.lon, station.lat))
    for one, other in pairwise(flow.stop_list):
        shared = at.get(one, set()) & at.get(other, set())
        if shared and one != other:
            lon, lat = min(shared)
            got = f"{one!r} and {other!r} at one point, lat {lat:g}, lon {lon:g}"
            yield Fault("flows.csv", number, "stops", got, "stops that lie apart", "Mend the position in stations.csv.")


def _ends_without_position(dataset: Dataset, number: int, flow: Flow) -> Iterator[Fault]:
    """The units that people leave and come to can be pointed at."""
    drawn = {region.unit for region in dataset.regions}
    for column in ("origin_unit", "destination_unit"):
        unit = dataset.unit_by_key.get(getattr(flow, column))
        if unit and unit.unit not in drawn and unit.label_lat is None:
            hint = "Give it label_lat and label_lon in units.csv."
            yield Fault("flows.csv", number, column, repr(unit.unit), "a unit with a label point or a polygon", hint)


def _persons_without_number(dataset: Dataset, number: int, flow: Flow) -> Iterator[Fault]:
    """A map of flows uses a number for the persons of each flow: not known is not zero."""
    known = {row.attestation for row in dataset.attestations if row.value is not None}
    uses = {(use.map, use.figure) for use in dataset.uses if use.attestation in known}
    for plan in dataset.maps:
        if plan.kind == "flows" and flow.persons_figure in dataset.figure_by_key and (plan.map, flow.persons_figure) not in uses:
            hint = f"Name one in uses.csv for the map {plan.map!r}."
            got = f"{flow.persons_figure!r}, of which the map uses no number"
            yield Fault("flows.csv", number, "persons_figure", got, "an attestation with a value", hint)


def move_faults(dataset: Dataset) -> Iterator[Fault]:
    """A move has one origin and one destination at most, is shown on a map of regions, which says by whose word, in its time."""
    kinds = {row.map: row.kind for row in dataset.maps}
    times = {(row.map, row.chapter): row.date for row in dataset.chapters}
    used = {(use.map, use.figure) for use in dataset.uses if use.drawn_as == "move"}
    for number, row in dataset.numbered("moves"):
        for end in ("from", "to"):
            if getattr(row, f"{end}_unit") and getattr(row, f"{end}_place"):
                expected = "one of them, or neither when it is not known"
                yield Fault("moves.csv", number, f"{end}_unit", "both unit and place", expected)
        if kinds.get(row.map, "regions") != "regions":
            yield Fault("moves.csv", number, "map", f"{row.map!r}, of kind {kinds[row.map]}", "a map of regions")
        if (row.map, row.chapter) not in times:
            told = [chapter for map_, chapter in times if map_ == row.map]
            hint = did_you_mean(row.chapter, told)
            yield Fault("moves.csv", number, "chapter", repr(row.chapter), f"a chapter of {row.map!r}", hint)
        elif row.figure in dataset.figure_by_key:
            yield from _move_out_of_time(dataset, number, row, times[row.map, row.chapter])
        if (row.map, row.figure) not in used:
            hint = f"Add a row with map {row.map!r} and this figure, drawn_as move."
            yield Fault("moves.csv", number, "figure", f"{row.figure!r}, which the map does not use", "a row in uses.csv", hint)
    made = {(row.map, row.figure) for row in dataset.moves}
    for number, use in dataset.numbered("uses"):
        if use.drawn_as == "move" and (use.map, use.figure) not in made:
            hint = f"Add a row with map {use.map!r} and this figure, or draw it as something else."
            yield Fault("uses.csv", number, "figure", f"{use.figure!r}, of which the map has no move", "a row in moves.csv", hint)


def _move_out_of_time(dataset: Dataset, number: int, row: Move, time: str) -> Iterator[Fault]:
    """A move whose date cannot fall in its chapter's time."""
    date = dataset.figure_by_key[row.figure].date
    if is_date(date) and is_date(time) and not span(date).meets(span(time)):
        yield Fault("moves.csv", number, "chapter", f"{time}, for a figure of {date}", "a chapter of the figure's time")
