"""Cells become typed rows, by the Table Schema of ``schema.json``: types, constraints and keys.

The vocabulary is Frictionless Table Schema, of which the datasets use a small part (three types, six constraints, a primary
key); it is read here and not by the library ``frictionless``, because a row has to be judged by the very cells that are
loaded, and each fault worded for those who mend it. A test holds both to the same verdict.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from koryo_geo.data.cells import CONTROL, Cells, has_header, read_cells
from koryo_geo.data.dates import meant
from koryo_geo.data.rows import TABLES
from koryo_geo.errors import Fault, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koryo_geo.data.rows import Source

#: The most digits of a whole number: enough for all people who ever lived, and exact in every program that reads the output.
MOST_DIGITS = 12

_DAY = r"^\d{4}-\d{2}-\d{2}$"

_LETTERS, _SMALL = (f"{which} a to z, digits, points, hyphens and underscores" for which in ("letters", "small letters"))

#: What a cell of a form holds, in words: nobody should have to read the expression.
FORMS = {
    r"^[A-Za-z0-9][A-Za-z0-9.\-_]*$": f"a key of {_LETTERS}",
    r"^[a-z0-9][a-z0-9.\-_]*$": f"a key of {_SMALL}",
    r"^[A-Za-z0-9][A-Za-z0-9.\-_]*(;[A-Za-z0-9][A-Za-z0-9.\-_]*)*$": f"keys of {_LETTERS}, separated by ; without blanks",
    r"^[a-z0-9][a-z0-9.\-_]*(;[a-z0-9][a-z0-9.\-_]*)*$": f"keys of {_SMALL}, separated by ; without blanks",
    r"^[A-Z]{2}$": "two capital letters A to Z",
    r"^[0-9]+$": "digits only",
    r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$": "a language tag, such as en or ko-Hang",
    r"^[a-z]{2,3}$|^rendered$": "a language in two or three small letters, such as en, or rendered",
    r"^(full|short)(;(full|short))*$": "full or short, or both with ; between them",
    _DAY: "a plain day, such as 1867-09-09",
}

#: What a spreadsheet leaves in a cell whose formula failed.
_FAILED = ("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")

_NUMBERS = {
    "integer": re.compile(r"[+-]?[0-9]+"),
    "number": re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?"),
}

_NUMBER_WORDS = {
    "integer": "a whole number in digits, such as 1000",
    "number": "a number in digits with a decimal point, such as 46.5",
}


@lru_cache(maxsize=1)
def schema() -> dict[str, dict[str, Any]]:
    """Read the Table Schema of every table, by table name."""
    text = (resources.files("koryo_geo") / "data" / "schema.json").read_text(encoding="utf-8")
    return {resource["name"]: resource["schema"] for resource in json.loads(text)["resources"]}


@dataclass(frozen=True, slots=True)
class Table:
    """A table read.

    Attributes
    ----------
    rows : tuple
        Instances of the table's row class.
    refused : int
        How many other rows the file has.
    faults : tuple of Fault
        Why they were refused, row by row.
    """

    rows: tuple[Any, ...]
    refused: int
    faults: tuple[Fault, ...]


def read_table(name: str, text: str) -> Table:
    """Read a table from the text of its file; every row of the file is among the rows or the refused.

    Parameters
    ----------
    name : str
        A key of :data:`koryo_geo.data.rows.TABLES`.
    text : str
        The content of its CSV file.

    Returns
    -------
    Table
    """
    fields = _fields_of(name, text)
    cells = read_cells(f"{name}.csv", text, [field["name"] for field in fields])
    doubled = _doubled(name, cells)
    rows, faults = [], list(cells.faults)
    for number, row in cells.rows:
        wrong = [fault for field, cell in zip(fields, row, strict=True) if (fault := _cell_fault(name, number, field, cell))]
        wrong += doubled.get(number, [])
        faults += wrong
        if not wrong:
            rows.append(TABLES[name](*(_value(field, cell) for field, cell in zip(fields, row, strict=True))))
    return Table(tuple(rows), cells.refused + len(cells.rows) - len(rows), tuple(faults))


def _fields_of(name: str, text: str) -> list[dict[str, Any]]:
    """The fields that a file has columns for: a column at the end that may be left out has none where the header ends before it."""
    fields: list[dict[str, Any]] = schema()[name]["fields"]
    required = [field for field in fields if not field.get("optional")]
    return required if has_header(text, [field["name"] for field in required]) else fields


def _value(field: dict[str, Any], cell: str) -> Any:
    """A sound cell as a value; a blank number is not known."""
    if field["type"] == "string":
        return cell
    return (int(cell) if field["type"] == "integer" else float(cell)) if cell else None


def _doubled(name: str, cells: Cells) -> dict[int, list[Fault]]:
    """Keys that an earlier row has already, by row number."""
    key = schema()[name]["primaryKey"]
    places = [place for place, field in enumerate(schema()[name]["fields"]) if field["name"] in key]
    first: dict[tuple[str, ...], int] = {}
    faults: dict[int, list[Fault]] = {}
    for number, row in cells.rows:
        mine = tuple(row[place] for place in places)
        if mine in first:
            got = repr(mine[0]) if len(mine) == 1 else f"a key that is there already ({', '.join(map(repr, mine))})"
            hint = "Give each row a key of its own, or delete the double."
            expected = f"a key used once (it stands in row {first[mine]} too)"
            faults[number] = [Fault(f"{name}.csv", number, key[0] if len(mine) == 1 else "", got, expected, hint)]
        first.setdefault(mine, number)
    return faults


def _cell_fault(name: str, number: int, field: dict[str, Any], cell: str) -> Fault | None:
    """Check one cell by type and constraints."""
    wrong = cell_trouble(field, cell)
    if wrong is None:
        return None
    got, expected, hint = wrong
    group = "names" if (name, field["name"], cell) == ("names", "source", "") else "structure"
    return Fault(f"{name}.csv", number, str(field["name"]), got, expected, hint, group)


def cell_trouble(field: dict[str, Any], cell: str) -> tuple[str, str, str] | None:
    """Judge a cell by its field of the schema.

    Parameters
    ----------
    field : dict
        A field of a Table Schema.
    cell : str

    Returns
    -------
    tuple of str or None
        What was found, what was expected, and what to do; None for a sound cell.

    Examples
    --------
    >>> cell_trouble({"name": "value", "type": "integer"}, "1,000")
    ("'1,000'", 'a whole number in digits, such as 1000', 'Write 1000.')
    """
    rules = field.get("constraints", {})
    if not cell.strip() and rules.get("required"):
        return ("blanks only" if cell else "nothing"), f"a value for {field['name']}", ""
    if not cell:
        return None
    if cell.strip().upper() in _FAILED:
        return shown(cell), "a value or text", "A formula of a spreadsheet failed there: write what it should have given."
    return _number_trouble(field, cell) if field["type"] in _NUMBERS else _text_trouble(rules, cell)


def _text_trouble(rules: dict[str, Any], cell: str) -> tuple[str, str, str] | None:
    """Judge a cell of text by its choices or its form."""
    choices, form = rules.get("enum"), rules.get("pattern")
    if choices and cell not in choices:
        hint = _without_blanks(cell, cell.strip() in choices) or did_you_mean(cell.strip().lower(), choices)
        return shown(cell), f"one of {', '.join(choices)}", hint
    if form and not re.fullmatch(form, cell, re.ASCII):
        bare = re.sub(r"\s*;\s*", ";", cell.strip())
        hint = _without_blanks(cell, bool(re.fullmatch(form, bare, re.ASCII))) or (meant(cell) if form == _DAY else "")
        return shown(cell), FORMS.get(form, "another form"), hint
    return None


def _without_blanks(cell: str, would_do: bool) -> str:
    """What to do about a cell that is right but for the blanks around it."""
    return "Take the blanks around it away." if would_do and re.search(r"\s", cell) else ""


def _number_trouble(field: dict[str, Any], cell: str) -> tuple[str, str, str] | None:
    """Judge a cell of a number."""
    kind, rules = field["type"], field.get("constraints", {})
    if not _NUMBERS[kind].fullmatch(cell):
        return shown(cell), _NUMBER_WORDS[kind], _number_hint(kind, cell)
    most = MOST_DIGITS if kind == "integer" else 2 * MOST_DIGITS
    if sum(char.isdigit() for char in cell) > most:
        return shown(cell), f"a number of at most {most} digits", ""
    low, high = rules.get("minimum"), rules.get("maximum")
    if low is not None and float(cell) < low:
        return shown(cell), f"at least {low:,}", _beyond(field, cell)
    if high is not None and float(cell) > high:
        return shown(cell), f"at most {high:,}", _beyond(field, cell)
    return None


def _beyond(field: dict[str, Any], cell: str) -> str:
    """What to do about a longitude that counts on beyond the date line."""
    if field.get("constraints", {}).get("maximum") != 180 or not 180 < abs(float(cell)) <= 360:
        return ""
    turned = float(cell) - 360 if float(cell) > 0 else float(cell) + 360
    return f"Longitudes end at the date line: write {turned:g}. {ACROSS}"


#: What every word on the date line ends with.
ACROSS = "A map across the date line cannot be drawn."


def _number_hint(kind: str, cell: str) -> str:
    """Guess which number was meant, where that is plain."""
    bare = unicodedata.normalize("NFKC", cell.strip()).replace("\u2212", "-")
    if _NUMBERS[kind].fullmatch(bare):
        return "Take the blanks around it away." if bare == cell.strip() else f"Write {bare} in the digits 0 to 9."
    if kind == "integer" and re.fullmatch(r"[0-9]{1,3}(?:[,. '\u00a0\u202f\u2009][0-9]{3})+", bare):
        return f"Write {re.sub('[^0-9]', '', bare)}."
    if kind == "integer" and re.fullmatch(r"[0-9]{1,9}\.0+", bare):
        return f"Write {bare.partition('.')[0]}."
    if re.fullmatch(r"[+-]?[0-9]+,[0-9]+", bare) and kind == "number":
        return f"Write {bare.replace(',', '.')}: the decimal sign is a point."
    return "Leave the cell blank if the number is not known."


def control_trouble(text: str) -> tuple[str, str, str] | None:
    """Judge a text of JSON: control characters are not text. Got, expected and hint; None for a sound one."""
    control = CONTROL.search(text)
    return (f"the control character U+{ord(control[0]):04X}", "text", "Delete it.") if control else None


def shown(cell: object) -> str:
    """Quote a cell or value, cut where it is long.

    Examples
    --------
    >>> shown("7" * 5000)
    "'777777777777777777777777777777777777777777777777777777777777 …' (5,000 characters)"
    """
    if cell is None or isinstance(cell, bool):
        return {None: "null", True: "true", False: "false"}[cell]
    if not isinstance(cell, str):
        return repr(cell) if len(repr(cell)) <= 80 else f"{repr(cell)[:60]} …"
    return repr(cell) if len(cell) <= 80 else f"{(cell[:60] + ' …')!r} ({len(cell):,} characters)"


#: How an entry of a reference manager says what the table asks for, by kind of file.
_HOW = {
    ".bib": "Add a field {column} = {{{example}}} to the entry, or a line '{column}: {example}' to its note.",
    ".json": 'Add "custom": {{"{column}": "{example}"}} to the item, or a line \'{column}: {example}\' to its note.',
}


def source_faults(file: str, line: int | None, source: Source, taken: str) -> Iterator[Fault]:
    """Check a source that a reference manager keeps, by the same rules as a row of sources.csv.

    Parameters
    ----------
    file : str
    line : int or None
    source : Source
    taken : str
        The file that has this key already; blank when none has.
    """
    for field in schema()["sources"]["fields"]:
        column = str(field["name"])
        wrong = cell_trouble(field, str(getattr(source, column)))
        if wrong is None:
            continue
        got, expected, hint = wrong
        if got == "nothing" and column == "how_seen":
            hint = f"{_HOW[Path(file).suffix].format(column=column, example='excerpt')} Zotero calls the note Extra."
            expected = "how much of it was read, such as 'excerpt'"
        elif got != "nothing" and column == "source":
            hint = "Set a citation key in the reference manager, such as doe2030, and export again."
        yield Fault(file, line, f"{source.source or 'an entry without a key'}/{column}", got, expected, hint)
    if taken:
        hint = (
            "Keep the source in one of the files." if taken != file else "Give each entry a key of its own, or delete the double."
        )
        there = "" if taken == file else f", which {taken} has too"
        yield Fault(file, line, f"{source.source}/source", f"{source.source!r}{there}", "a key used once", hint)
