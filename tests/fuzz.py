"""Spoil datasets at random and see that each is built, or refused with an address: no traceback, no hang.

::

    python -m tests.fuzz --cases 20000 --seed 1 --out tally.json

A case is named by its seed and number, and is the same on every machine: ``--only 17`` does one again and says what was done to it.
The run writes its tally after every hundred cases and goes on where it stopped.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import shutil
import signal
import sys
import tempfile
import traceback
import warnings
from collections import Counter
from pathlib import Path

import koryo_geo
from koryo_geo.data.reading import find
from koryo_geo.data.rows import TABLES
from koryo_geo.errors import DatasetError, KoryoError
from koryo_geo.review import check

#: Seconds of work (not of waiting for a busy machine) after which a case counts as a hang.
PATIENCE = 20

#: Of how many cases that load one is built with its pages; the others are checked.
BUILT = 25


def words(text):
    """The words of a text."""
    return text.split()


TEXTS = (
    *words('0 -1 1e19 1,000 1.5 46,1 NaN inf -0 NA #REF! =1+1 @x a a-town ../x a;b ; 가읍 \' " "" “a” \\ {{x}} <b> </script>'),
    *words("1867 1867-1X 18670901 1867-W35-7 -0586 1860/ /1860 ../.. 1867-02-30 1867-13 186X [1867..1870] 1868/1867 y-17000"),
    *words("9999-12-31 0001-01-01 1867-09-09T00:00:00 1867~ 1867-24 9999-24 180 -180 181 b-land journey counts region flows"),
    *words("made-up-for-tests yes documented unknown persons census-1989x a.b"),
    *("", " ", "\u00a0", "\u200b", "\ufeff", "\u202e", "\u2028", "\x00", "\x1f", "9" * 5000, "x" * 30_000),
)

#: What is likely to pass the first checks, where a cell has something already.
LIKELY = tuple(words("0 1 7 46 46.5 -3 180 999999999999 10000 1867-09-05 1868-01-01 1860-01-01 a-town;b-town"))

VALUES = (
    *json.loads('[null, true, false, 0, -1, 1e19, 1e308, "", "x", "../x", "2", [], {}, [[]], [null], {"a": 1}, [0, 0]]'),
    *json.loads('[[[0, 0], [1, 1]], ["en", "en"], ["xx"], "Polygon", "Point", 181, 91, -0.0, NaN, Infinity, "1868-05-01"]'),
    *words("EPSG:4979 EPSG:4978 EPSG:5773 EPSG:3857 EPSG:0 1860-01-01"),
    10**30,
)

SNIPPETS = (
    '"',
    '""',
    ",",
    ";",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\ufeff",
    "\x00",
    "“",
    "sep=;\n",
    "#",
    " ",
    "\u00a0",
    ",,,,",
    "\n\n",
    "{",
    "[",
    "\\ud800",
)


class Spoiler:
    """Spoils one copy of a dataset; ``done`` says how."""

    def __init__(self, folder, rng):
        self.folder, self.rng, self.done = folder, rng, []

    def spoil(self):
        """Do one thing or several."""
        for _ in range(self.rng.choice((1, 1, 1, 1, 2, 3))):
            way = self.rng.choice(
                (*[self.cell] * 5, self.row, self.row, self.snippet, self.value, self.table, self.number, self.number)
            )
            self.done.append(way())

    def _table(self):
        name = self.rng.choice(list(TABLES))
        path = self.folder / f"{name}.csv"
        text = path.read_text("utf-8", "replace") if path.is_file() else ""
        return name, path, list(csv.reader(io.StringIO(text, newline="")))

    def _write(self, path, rows):
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(rows)
        path.write_text(text.getvalue(), "utf-8", newline="")

    def cell(self):
        """Put another text into a cell: one from the list, or one from elsewhere in the table."""
        name, path, rows = self._table()
        if len(rows) < 2 or not rows[0]:
            return f"{name}: nothing"
        row = self.rng.randrange(1, len(rows))
        column = self.rng.randrange(len(rows[0]))
        near = self.rng.choice(rows[1:])
        likely = near[column] if self.rng.random() < 0.5 and column < len(near) else ""
        text = self.rng.choice((likely, likely, likely, *LIKELY)) if likely else self.rng.choice(TEXTS)
        rows[row] = [*rows[row], *[""] * len(rows[0])][: len(rows[0])]
        rows[row][column] = text
        self._write(path, rows)
        return f"{name}:{row + 1}:{rows[0][column]} = {text[:40]!r}"

    def row(self):
        """Take a row out, double it, move it, cut it short, or leave only the header."""
        name, path, rows = self._table()
        if len(rows) < 2:
            return f"{name}: nothing"
        at = self.rng.randrange(1, len(rows))
        way = self.rng.choice(("out", "twice", "first", "short", "long", "none", "blank"))
        match way:
            case "out":
                del rows[at]
            case "twice":
                rows.insert(at, rows[at])
            case "first":
                rows.insert(0, rows.pop(at))
            case "short":
                rows[at] = rows[at][:-1]
            case "long":
                rows[at] = [*rows[at], "x"]
            case "none":
                rows = rows[:1]
            case "blank":
                rows.insert(at, [""] * len(rows[0]))
        self._write(path, rows)
        return f"{name}:{at + 1} {way}"

    def snippet(self):
        """Put a few characters into a file, or take some out."""
        path = self.rng.choice(sorted(self.folder.iterdir()))
        data = path.read_bytes()
        at = self.rng.randrange(len(data) + 1)
        if self.rng.random() < 0.3:
            end = at + self.rng.choice((1, 1, 10, 1000))
            path.write_bytes(data[:at] + data[end:])
            return f"{path.name}: bytes {at} to {end} out"
        text = self.rng.choice(SNIPPETS)
        path.write_bytes(data[:at] + text.encode() + data[at:])
        return f"{path.name}: {text!r} at byte {at}"

    def value(self):
        """Put another value somewhere into a JSON file."""
        path = self.folder / self.rng.choice(("regions.geojson", "regions.geojson", "basemap.geojson", "datapackage.json"))
        try:
            content = json.loads(path.read_text("utf-8"))
        except (ValueError, OSError):
            return f"{path.name}: nothing"
        where = [path.name]
        inside = content
        while True:
            keys = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
            if not keys:
                break
            key = self.rng.choice(keys)
            where.append(str(key))
            if not isinstance(inside[key], dict | list) or not inside[key] or self.rng.random() < 0.3:
                self._replace(inside, key, where)
                break
            inside = inside[key]
        path.write_text(json.dumps(content), "utf-8")
        return ":".join(where)

    def _replace(self, inside, key, where):
        way = self.rng.choice(("value", "value", "value", "out", "deep"))
        where.append(way)
        if way == "out":
            del inside[key]
        elif way == "value":
            inside[key] = self.rng.choice(VALUES)
            where.append(repr(inside[key])[:40])
        else:
            for _ in range(self.rng.choice((5, 150))):
                inside[key] = [inside[key]]

    def number(self):
        """Move a coordinate: near, far, or onto another."""
        path = self.folder / self.rng.choice(("regions.geojson", "basemap.geojson"))
        try:
            shapes = [feature["geometry"]["coordinates"] for feature in json.loads(path.read_text("utf-8"))["features"]]
            content = json.loads(path.read_text("utf-8"))
            at = self.rng.randrange(len(shapes))
            inside = content["features"][at]["geometry"]["coordinates"]
            while isinstance(inside[0], list):
                inside = self.rng.choice(inside)
            inside[self.rng.randrange(len(inside))] = self.rng.choice(
                (0, 180, -180, 179.9999, 1e-9, inside[0], inside[-1], 46.00001, 1e300)
            )
        except (ValueError, OSError, KeyError, TypeError, IndexError, AttributeError):
            return f"{path.name}: nothing"
        path.write_text(json.dumps(content), "utf-8")
        return f"{path.name}:{at + 1} moved"

    def table(self):
        """Do without a file, or swap two columns, or name one otherwise."""
        name, path, rows = self._table()
        way = self.rng.choice(("file", "swap", "header", "empty"))
        if way == "file":
            path.unlink(missing_ok=True)
        elif way == "empty":
            path.write_bytes(b"")
        elif rows and len(rows[0]) > 1:
            one, other = self.rng.sample(range(len(rows[0])), 2)
            for row in rows if way == "swap" else rows[:1]:
                if max(one, other) < len(row):
                    row[one], row[other] = row[other], row[one] if way == "swap" else "x"
            self._write(path, rows)
        return f"{name} {way}"


class Hang(BaseException):
    """A case took longer than is patient."""


def _too_long(*_):
    raise Hang


def run_case(seed, number, folder):
    """Spoil a dataset and try it.

    Returns
    -------
    outcome : {"built", "checked", "refused", "not built", "traceback", "hang", "no address", "words differ"}
    done : list of str
        What was done to the dataset.
    words : str
        What was said, where that is not as it should be.
    """
    rng = random.Random(f"{seed}:{number}")
    base = "koryo1937" if rng.random() < 0.02 else "minimal"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(find(base), folder)
    spoiler = Spoiler(folder, rng)
    spoiler.spoil()
    signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    try:
        outcome, words = _try(folder, rng.randrange(BUILT) == 0)
    except Hang:
        outcome, words = "hang", traceback.format_exc(limit=-4)
    except Exception:  # noqa: BLE001 - a traceback is what is looked for
        outcome, words = "traceback", traceback.format_exc(limit=-6)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return outcome, [base, *spoiler.done], words


def _try(folder, build):
    """Load, check and perhaps build; what was said if it was not said well."""
    try:
        dataset = koryo_geo.load(folder)
    except DatasetError as error:
        bad = [str(fault) for fault in error.faults if not (folder / fault.file).name or not fault.got or not fault.expected]
        bad += [str(fault) for fault in error.faults if "Error" in str(fault) or "regex" in str(fault) or "pattern" in str(fault)]
        return ("no address", "\n".join(bad)) if bad or not error.faults else ("refused", "")
    found = check.report(dataset)
    check.listing(found)
    if found["refusals"]:
        try:
            koryo_geo.build(dataset, folder / "maps")
        except KoryoError as error:
            return ("not built", "") if str(error) in found["refusals"] else ("words differ", str(error))
        return "words differ", "check refuses, build builds"
    if build:
        koryo_geo.build(dataset, folder / "maps")
        return "built", ""
    return "checked", ""


def run(cases, seed, *, out=None, log=None):
    """Run many cases; goes on where an earlier run with the same ``out`` stopped."""
    state = {"seed": seed, "done": 0, "tally": {}, "bad": []}
    if out and Path(out).is_file():
        state = json.loads(Path(out).read_text("utf-8"))
    tally = Counter(state["tally"])
    with tempfile.TemporaryDirectory() as temporary, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number in range(state["done"], cases):
            outcome, done, words = run_case(seed, number, Path(temporary) / "case")
            tally[outcome] += 1
            if outcome in ("traceback", "hang", "no address", "words differ"):
                state["bad"].append({"case": number, "outcome": outcome, "done": done, "words": words})
                print(f"{outcome} in case {number}: {done}\n{words}", file=log or sys.stderr)
            state |= {"done": number + 1, "tally": dict(sorted(tally.items()))}
            if out and (number % 100 == 99 or number + 1 == cases):
                Path(out).write_text(json.dumps(state, ensure_ascii=False, indent=1), "utf-8")
    return state


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", help="file of the tally; a run that was stopped goes on from it")
    parser.add_argument("--only", type=int, help="one case, and what was done in it")
    options = parser.parse_args()
    if options.only is not None:
        with tempfile.TemporaryDirectory() as temporary:
            print(*run_case(options.seed, options.only, Path(temporary) / "case"), sep="\n")  # noqa: T201
        return
    state = run(options.cases, options.seed, out=options.out)
    print(f"{state['done']} cases, seed {state['seed']}: " + ", ".join(f"{count} {name}" for name, count in state["tally"].items()))  # noqa: T201


if __name__ == "__main__":
    main()
