"""Builders for tests: spoil a copy of a dataset, and read back what was said of it."""

from __future__ import annotations

import csv
import io
import json
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import koryo_geo
from koryo_geo.data.reading import find


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
    header = (folder / f"{table}.csv").read_text("utf-8").partition("\n")[0].split(",")
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


#: The stops of a film of the invented dataset, which has none of its own: whoever edits its tables need not edit these too.
STOPS = """map,stop,seq,cuts,date,table,key,text,shows,rings,west,south,east,north
journey,start,10,full;short,1867-08-20,maps,journey,,,,,,,
journey,ship,20,full;short,1867-09-01,events,1867-09-01.first-ship,,,a-town,,,,
journey,way,30,full,1867-09-12,chapters,way,They were sent by ship and train.,b-land;c-land,b-town,,,,
journey,not-known,40,full;short,1867-10-01,chapters,not-known,,,,5,43.5,13.5,48.5
"""

_SAID = """stops,journey:way,text,ko,그들은 배와 기차로 보내졌다.,made-up-for-tests,inferred,
stops,journey:way,text,ru,Их отправили кораблём и поездом.,made-up-for-tests,inferred,
stops,journey:way,text,kk,Оларды кеме мен пойызбен жөнелтті.,made-up-for-tests,inferred,
"""


def with_stops(folder):
    """Give a copy of the invented dataset a film with stops."""
    (folder / "stops.csv").write_text(STOPS, "utf-8")
    with (folder / "translations.csv").open("a", encoding="utf-8") as file:
        file.write(_SAID)
    return folder


@cache
def staged():
    """The invented dataset with stops, loaded."""
    with TemporaryDirectory() as parent:
        return koryo_geo.load(with_stops(shutil.copytree(find("minimal"), Path(parent) / "minimal")))
