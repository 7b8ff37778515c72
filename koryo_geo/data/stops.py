"""What a table schema cannot say of the stops of a film: each says a row that there is, in the order of its days."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from koryo_geo.errors import Fault, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import MapPlan, Stop


def stop_faults(dataset: Dataset) -> Iterator[Fault]:
    """Check every stop against the map and the row that it names, and against the stop before it."""
    plans = {row.map: row for row in dataset.maps}
    last: dict[tuple[str, str], Stop] = {}
    rows = [(number, row) for number, row in dataset.numbered("stops") if row.map in plans]
    for number, row in rows:
        yield from _said(dataset, number, row)
        yield from _day(number, row, plans[row.map])
        yield from _sides(number, row)
    for number, row in sorted(rows, key=lambda pair: (pair[1].map, pair[1].seq)):
        for cut in row.cut_list:
            before = last.get((row.map, cut))
            if before and (before.date > row.date or before.seq == row.seq):
                got = f"{row.date} with seq {row.seq}, after {before.stop!r} on {before.date} with seq {before.seq}"
                yield Fault("stops.csv", number, "seq", got, f"the stops of the cut {cut!r} in order, each with a seq of its own")
            last[row.map, cut] = row


def _said(dataset: Dataset, number: int, row: Stop) -> Iterator[Fault]:
    """The row that a stop says exists."""
    known = {
        "maps": [row.map],
        "chapters": [chapter.chapter for chapter in dataset.chapters if chapter.map == row.map],
        "events": [event.event for event in dataset.events],
        "voices": [voice.voice for voice in dataset.voices],
    }[row.table]
    if row.key not in known:
        hint = did_you_mean(row.key, known) or f"Add it to {row.table}.csv, or correct the spelling."
        yield Fault("stops.csv", number, "key", repr(row.key), f"a key of {row.table}.csv for the map {row.map!r}", hint)


def _day(number: int, row: Stop, plan: MapPlan) -> Iterator[Fault]:
    """The clock can stand there."""
    try:
        days = [dt.date.fromisoformat(day) for day in (plan.start, row.date, plan.end)]
    except ValueError:
        return  # told with the other dates
    if days != sorted(days):
        yield Fault("stops.csv", number, "date", row.date, f"a day of the map {row.map!r}: {plan.start} to {plan.end}")


def _sides(number: int, row: Stop) -> Iterator[Fault]:
    """A view box has four sides or none."""
    sides = [row.west, row.south, row.east, row.north]
    if any(side is None for side in sides) and any(side is not None for side in sides):
        yield Fault("stops.csv", number, "west", "some sides of a box", "west, south, east and north, or none of them")
