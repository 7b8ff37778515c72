"""Every key that a row names exists, and units refer to one another without a cycle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koryo_geo.data.lists import split
from koryo_geo.data.rows import TABLES
from koryo_geo.data.structure import schema, shown
from koryo_geo.errors import Fault, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from koryo_geo.data.dataset import Dataset


#: What a rule may name; only rivals may name what has no number of people.
_OPERANDS = ("attestations", "figures", "events", "deaths", "sources", "checkpoints")


_REFERENCES = (
    # table, column, the tables whose keys it may name, whether the cell holds a list
    ("units", "source", ("sources",), False),
    ("units", "parent", ("units",), False),
    ("units", "continues", ("units",), False),
    ("places", "source", ("sources",), False),
    ("names", "source", ("sources",), False),
    ("names", "subject", ("places", "units"), False),
    ("lines", "source", ("sources",), False),
    ("stations", "source", ("sources",), False),
    ("stations", "line", ("lines",), False),
    ("stations", "place", ("places",), False),
    ("distances", "from_place", ("places",), False),
    ("distances", "to_place", ("places",), False),
    ("distances", "source", ("sources",), False),
    ("figures", "unit", ("units",), False),
    ("figures", "place", ("places",), False),
    ("attestations", "figure", ("figures",), False),
    ("attestations", "source", ("sources",), False),
    ("uses", "map", ("maps",), False),
    ("uses", "figure", ("figures",), False),
    ("uses", "attestation", ("attestations",), False),
    ("flows", "origin_unit", ("units",), False),
    ("flows", "destination_unit", ("units",), False),
    ("flows", "stops", ("places",), True),
    ("flows", "persons_figure", ("figures",), False),
    ("flows", "households_figure", ("figures",), False),
    ("flows", "source", ("sources",), True),
    ("checkpoints", "flows", ("flows",), True),
    ("checkpoints", "place", ("places",), False),
    ("checkpoints", "attestation", ("attestations",), False),
    ("checkpoints", "source", ("sources",), True),
    ("moves", "map", ("maps",), False),
    ("moves", "figure", ("figures",), False),
    ("moves", "from_unit", ("units",), False),
    ("moves", "from_place", ("places",), False),
    ("moves", "to_unit", ("units",), False),
    ("moves", "to_place", ("places",), False),
    ("moves", "source", ("sources",), False),
    ("events", "place", ("places",), False),
    ("events", "source", ("sources",), True),
    ("voices", "place", ("places",), False),
    ("voices", "source", ("sources",), False),
    ("deaths", "source", ("sources",), False),
    ("rules", "left", _OPERANDS, True),
    ("rules", "right", _OPERANDS, True),
    ("rules", "sources", ("sources",), True),
    ("gaps", "sources", ("sources",), True),
    ("chapters", "map", ("maps",), False),
    ("chapters", "sources", ("sources",), True),
    ("stops", "map", ("maps",), False),
    ("stops", "shows", ("places", "units"), True),
    ("stops", "rings", ("places", "units"), True),
)


def reference_faults(dataset: Dataset) -> Iterator[Fault]:
    """Every key that a row names exists."""
    keys = {table: {getattr(row, _key(table)) for row in getattr(dataset, table)} for table in TABLES}
    for table, column, targets, is_list in _REFERENCES:
        known = set().union(*(keys[target] for target in targets))
        for number, row in dataset.numbered(table):
            cell = getattr(row, column)
            for name in split(cell) if is_list else (cell,):
                if name and name not in known:
                    yield _unknown_key(f"{table}.csv", number, column, name, known, _files(dataset, targets))
    features = (
        ("regions.geojson", dataset.regions, (("unit", "units"), ("parent", "units"), ("source", "sources"))),
        ("basemap.geojson", dataset.base_map, (("source", "sources"),)),
    )
    for file, rows, columns in features:
        for number, row in enumerate(rows, start=1):
            for column, target in columns:
                name = getattr(row, column)
                if name not in keys[target] and (name or column != "parent"):
                    yield _unknown_key(file, number, column, name, keys[target], _files(dataset, (target,)))


def _key(table: str) -> str:
    """Name the column by which rows of a table are referred to."""
    return str(schema()[table]["fields"][0]["name"])


def _files(dataset: Dataset, targets: Iterable[str]) -> str:
    """The files that hold the rows of tables; sources may stand in several."""
    held = [
        name for target in targets for name in (f"{target}.csv", f"{target}.bib", f"{target}.csl.json") if name in dataset.digests
    ]
    return " or ".join(held)


def _unknown_key(file: str, row: int, column: str, name: str, known: Iterable[str], files: str) -> Fault:
    """A key that no row has."""
    hint = did_you_mean(name, known) or f"Add it to {files}, or correct the spelling."
    return Fault(file, row, column, shown(name), f"a key of {files}", hint)


def unit_faults(dataset: Dataset) -> Iterator[Fault]:
    """No unit is its own parent or successor, directly or through others; no unit has two successors."""
    for column, between, expected in (
        ("parent", " in ", "units that end at one without a parent"),
        ("continues", " carrying on ", "units that begin with one that carries on no other"),
    ):
        following = {row.unit: getattr(row, column) for row in dataset.units}
        told: set[str] = set()
        for number, row in dataset.numbered("units"):
            circle = _circle(row.unit, following)
            if circle and row.unit not in told:
                told.update(circle)
                yield Fault("units.csv", number, column, between.join(map(repr, (*circle, row.unit))), expected)
    carried: dict[str, str] = {}
    for number, row in dataset.numbered("units"):
        if row.continues and row.continues in carried:
            got = f"{row.continues!r}, which {carried[row.continues]!r} carries on already"
            yield Fault("units.csv", number, "continues", got, "a unit that no other carries on")
        carried.setdefault(row.continues, row.unit)


def _circle(start: str, following: dict[str, str]) -> list[str]:
    """The cycle that leads from a key back to itself; empty when there is none."""
    steps = [start]
    while (step := following.get(steps[-1], "")) and step not in steps:
        steps.append(step)
    return steps if step == start else []
