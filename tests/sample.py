"""Builders for tests: spoil a copy of a dataset, and read back what was said of it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import koryo_geo


def rows_of(folder, table):
    """The rows of a table, as dicts."""
    return list(csv.DictReader(io.StringIO((folder / f"{table}.csv").read_text("utf-8"), newline="")))


def write_rows(folder, table, rows, header=None):
    """Put rows in the place of a table's."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, header or list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (folder / f"{table}.csv").write_text(text.getvalue(), "utf-8", newline="")


def spoil(folder, table, row, **cells):
    """Write cells into a row (counted from 0) of a table."""
    rows = rows_of(folder, table)
    rows[row].update(cells)
    write_rows(folder, table, rows)
    return folder


def add(folder, table, **cells):
    """Add a row to a table, blank but for these cells."""
    header = (folder / f"{table}.csv").read_text("utf-8").partition("\n")[0].split(",")
    write_rows(folder, table, [*rows_of(folder, table), dict.fromkeys(header, "") | cells])
    return folder


def empty(folder, table):
    """Leave a table its header alone."""
    header = list(rows_of(folder, table)[0])
    write_rows(folder, table, [], header)
    return folder


def without_moves(folder):
    """Take the moves out of a dataset, and what its maps say of them."""
    write_rows(folder, "uses", [row for row in rows_of(folder, "uses") if row["drawn_as"] != "move"])
    return empty(folder, "moves")


def edit(folder, file, change):
    """Change a JSON file by a function of its content."""
    path = folder / file
    content = json.loads(path.read_text("utf-8"))
    change(content)
    path.write_text(json.dumps(content), "utf-8")
    return folder


def set_property(number, name, value):
    """A change for :func:`edit`: give a feature (counted from 0) a property."""
    return lambda content: content["features"][number]["properties"].__setitem__(name, value)


def set_geometry(number, kind, coordinates):
    """A change for :func:`edit`: give a feature (counted from 0) a geometry."""
    return lambda content: content["features"][number].__setitem__("geometry", {"type": kind, "coordinates": coordinates})


def faults_of(folder):
    """What is wrong with a folder, one line a fault."""
    with pytest.raises(koryo_geo.DatasetError) as caught:
        koryo_geo.load(folder)
    return [str(fault) for fault in caught.value.faults]


def bytes_in(folder):
    """Every file below a folder, by name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(Path(folder).rglob("*")) if path.is_file()}
