"""Every date can be read, and those that go together do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koryo_geo.data.dates import is_day, meant, span
from koryo_geo.data.structure import shown
from koryo_geo.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koryo_geo.data.dataset import Dataset


_EDTF_COLUMNS = {
    "names": ("valid",),
    "lines": ("opened",),
    "figures": ("date",),
    "flows": ("depart_first", "depart_last"),
    "checkpoints": ("date",),
    "events": ("date",),
    "voices": ("date",),
    "deaths": ("date",),
    "chapters": ("date", "boundaries"),
    "stops": ("date",),
    "maps": ("start", "end"),
}


_PLAIN_DAYS = {
    ("flows", "depart_first"),
    ("flows", "depart_last"),
    ("checkpoints", "date"),
    ("chapters", "boundaries"),
    ("stops", "date"),
    ("maps", "start"),
    ("maps", "end"),
}


_EDTF_HINT = "Write 1867, 1867-09, 1867-09-09, 1867-09~ (about), 1867-23 (autumn) or first/last."


def date_faults(dataset: Dataset) -> Iterator[Fault]:
    """Every date is EDTF, and those that pace an animation are plain days."""
    for table, columns in _EDTF_COLUMNS.items():
        for number, row in dataset.numbered(table):
            for column in columns:
                yield from _date_fault(f"{table}.csv", number, column, getattr(row, column), (table, column) in _PLAIN_DAYS)
    for number, region in enumerate(dataset.regions, start=1):
        for column in ("valid_from", "valid_to"):
            yield from _date_fault("regions.geojson", number, column, getattr(region, column), plain=True)


def _date_fault(file: str, row: int, column: str, date: str, plain: bool) -> Iterator[Fault]:
    """Check one date; blank is not known and passes."""
    if not date:
        return
    if not (is_day(date) if plain else _is_span(date)):
        expected = "a plain day, such as 1867-09-09" if plain else "an EDTF date"
        yield Fault(file, row, column, shown(date), expected, meant(date) or ("" if plain else _EDTF_HINT))


def _is_span(date: str) -> bool:
    """Whether a date can be read."""
    try:
        return bool(span(date))
    except ValueError:
        return False


def is_date(date: str) -> bool:
    """Whether a date can be read; one that cannot is told elsewhere."""
    return bool(date) and _is_span(date)
