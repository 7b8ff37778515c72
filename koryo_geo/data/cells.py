"""A CSV file becomes rows of cells, in one pass and one dialect: comma, double quote, nothing guessed.

What a spreadsheet does to a file (semicolons, a title above the header, empty columns, a quotation mark that is never closed) is
told by its cause, once. Every row of the file is either read or refused: none vanishes.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from koryo_geo.errors import Fault, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: The longest cell, in characters; an unclosed quotation mark in a large file makes longer ones.
LONGEST_CELL = 20_000

#: How far below the first row a header is looked for, under titles and remarks.
_HEADER_WITHIN = 20

_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright strokes"}

#: Characters that are no text; tabs and separators of lines are.
CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")

_DOUBLED = 'Inside a quoted cell a quotation mark is written twice: "he said ""no"" to it".'

_AGAIN = "Save the file again as CSV, UTF-8, with commas."


@dataclass(slots=True)
class Cells:
    """The cells of one file.

    Attributes
    ----------
    rows : list of (int, list of str)
        Rows that have one cell a column, each with its number: the header is row 1, as in a spreadsheet.
    refused : int
        How many other rows the file has, empty ones not counted.
    faults : list of Fault
        Why they were refused.
    """

    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    refused: int = 0
    faults: list[Fault] = field(default_factory=list)


def read_cells(file: str, text: str, columns: Sequence[str]) -> Cells:
    r"""Read the text of a CSV file.

    Parameters
    ----------
    file : str
        Name, for the faults.
    text : str
    columns : sequence of str
        The header that is expected. Blanks and invisible characters around its names are forgiven.

    Returns
    -------
    Cells

    Examples
    --------
    >>> read_cells("a.csv", "x,y\n1,2\n", ["x", "y"]).rows
    [(2, ['1', '2'])]
    >>> print(read_cells("a.csv", 'x,y\n1,"2\n', ["x", "y"]).faults[0].where)
    a.csv:2:y
    """
    text = text.lstrip("\ufeff")
    control = CONTROL.search(text)
    if control:
        line = len(re.findall("\r\n|\r|\n", text[: control.start()])) + 1
        got = f"the control character U+{ord(control[0]):04X}"
        return _refuse(text, Fault(file, line, "", got, "text", "Delete it, or export the file again."))
    records, broken = _records(file, text, columns)
    fault = _header_fault(file, records, columns) or broken
    if fault:
        return _refuse(text, fault)
    return _sorted_out(file, records[1:], columns)


def _refuse(text: str, fault: Fault) -> Cells:
    """Refuse a whole file: where its rows begin and end is not sure."""
    rows = [line for line in re.split("\r\n|\r|\n", text) if line.strip(', \t"')]
    return Cells(refused=max(len(rows) - 1, 0), faults=[fault])


def _records(file: str, text: str, columns: Sequence[str]) -> tuple[list[list[str]], Fault | None]:
    """Split a text into records; a fault where its quotation marks do not match."""
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(lines, strict=True)
    records: list[list[str]] = []
    begin = 0
    try:
        for cells in reader:
            records.append(cells)
            swallowed = sum(_is_row(line, columns) for line in lines[begin + 1 : reader.line_num])
            if swallowed:
                got = f"a quotation mark that takes the rows below into its cell ({swallowed})"
                column = _column_of_mark(lines[begin], columns)
                return records, Fault(file, len(records), column, got, "a quotation mark that is closed in its own row", _DOUBLED)
            begin = reader.line_num
    except csv.Error as error:
        return records, _broken(file, len(records) + 1, _column_of_mark(lines[begin], columns), str(error))
    return records, None


def _is_row(line: str, columns: Sequence[str]) -> bool:
    """Whether a line inside a quoted cell looks like a row by itself: as many cells as columns, none of them begun with a blank."""
    cells = next(csv.reader([line]), [])
    return len(cells) == len(columns) > 1 and cells[0] != "" and not any(cell.startswith(" ") for cell in cells)


def _column_of_mark(line: str, columns: Sequence[str]) -> str:
    """The column in which a line leaves a quotation mark open."""
    place = len(next(csv.reader([line[:LONGEST_CELL]]), [])) - 1
    return columns[place] if 0 <= place < len(columns) else ""


def _broken(file: str, row: int, column: str, reason: str) -> Fault:
    """Explain an error of the csv module."""
    if "limit" in reason:
        return Fault(file, row, column, "a longer cell", f"at most {LONGEST_CELL:,} characters in a cell", _DOUBLED)
    if "end of data" in reason:
        return Fault(
            file, row, column, "a quotation mark that is never closed", "a closing quotation mark in the same row", _DOUBLED
        )
    return Fault(file, row, "", "text behind a closing quotation mark", "a comma or the end of the row there", _DOUBLED)


def _bare(name: str) -> str:
    """A header cell without blanks and invisible characters around it."""
    return "".join(char for char in name if unicodedata.category(char) not in ("Cf", "Cc")).strip()


def has_header(text: str, columns: Sequence[str]) -> bool:
    r"""Whether the first row of a text names just these columns.

    Examples
    --------
    >>> has_header("x,y\n1,2\n", ["x", "y"]), has_header("x\n", ["x", "y"])
    (True, False)
    """
    line = re.split("\r|\n", text.lstrip("\ufeff")[:LONGEST_CELL], maxsplit=1)[0]
    first = next(csv.reader([line]), [])
    return [_bare(cell) for cell in first] == list(columns)


def _header_fault(file: str, records: list[list[str]], columns: Sequence[str]) -> Fault | None:
    """Compare the first row with the header that is expected; one fault, by its cause."""
    if not any(any(cells) for cells in records):
        return Fault(file, 1, "", "an empty file", "a header and rows")
    header = [_bare(cell) for cell in records[0]]
    if header == list(columns):
        return None
    return _other_separator(file, records) or _below(file, records, columns) or _wrong_name(file, records, header, columns)


def _other_separator(file: str, records: list[list[str]]) -> Fault | None:
    """Columns that something else than a comma separates."""
    first = ",".join(records[0])
    if first.startswith("sep="):
        return Fault(file, 1, "", f"the line {first!r}", "the header in row 1", f"Delete that line. {_AGAIN}")
    for sign, name in _SEPARATORS.items():
        if len(records[0]) == 1 and sign in first:
            return Fault(file, 1, "", f"columns separated by {name}", "columns separated by commas", _AGAIN)
    return None


def _below(file: str, records: list[list[str]], columns: Sequence[str]) -> Fault | None:
    """A header that stands lower down, below a title or a blank row."""
    for number, cells in enumerate(records[1:_HEADER_WITHIN], start=2):
        if [_bare(cell) for cell in cells][: len(columns)] == list(columns):
            shown = next((cell for cell in records[0] if cell.strip()), "")
            got = f"{_short(shown)}, which is not the header" if shown else "an empty row"
            rows = "that row" if number == 2 else "the rows above it"
            return Fault(file, 1, "", got, "the header in row 1", f"The header stands in row {number}: delete {rows}.")
    return None


def _wrong_name(file: str, records: list[list[str]], header: list[str], columns: Sequence[str]) -> Fault:
    """The first name of a header that is another than expected, or columns too many."""
    listed = f"The header is: {','.join(columns)}"
    for name, expected in zip([*header, *[""] * len(columns)], columns, strict=False):
        if name != expected:
            hint = f"{did_you_mean(name.lower(), columns)} {listed}".strip()
            return Fault(file, 1, expected, _short(name) if name else "nothing", f"the column {expected!r} here", hint)
    further = [name for name in header[len(columns) :] if name]
    if further or any(any(cells[len(columns) :]) for cells in records):
        return Fault(file, 1, "", _short(further[0]) if further else "a further column", "no further column", listed)
    got = f"{len(header) - len(columns)} empty columns at the end"
    return Fault(file, 1, "", got, "no further column", f"Delete the columns behind {columns[-1]!r}. {listed}")


def _short(text: str) -> str:
    """Quote a text, cut where it is long."""
    return repr(text if len(text) <= 60 else text[:59] + "…")


def _sorted_out(file: str, records: list[list[str]], columns: Sequence[str]) -> Cells:
    """Keep the rows that have one cell a column; each kind of wrong row is one fault."""
    found = Cells()
    others: dict[tuple[str, str, str], list[int]] = {}
    for number, cells in enumerate(records, start=2):
        wrong = _wrong_row(cells, columns)
        if wrong is None:
            found.rows.append((number, cells))
        else:
            others.setdefault(wrong, []).append(number)
            found.refused += any(cell.strip() for cell in cells)
    found.faults.extend(_told_once(file, wrong, numbers) for wrong, numbers in others.items())
    found.faults.extend(_long_cells(file, found.rows, columns))
    return found


def _wrong_row(cells: list[str], columns: Sequence[str]) -> tuple[str, str, str] | None:
    """What is wrong with the number of a row's cells: got, expected, hint."""
    wanted = f"{len(columns)} cells, one a column"
    if not any(cell.strip() for cell in cells):
        return "an empty line", "a row, or the end of the file", "Delete it."
    if len(cells) < len(columns):
        last = "the last column" if len(cells) + 1 == len(columns) else f"the last {len(columns) - len(cells)} columns"
        return f"{len(cells)} cells, and none for {last}", wanted, "An empty cell has its comma too."
    if not any(cells[len(columns) :]) and len(cells) > len(columns):
        return f"{len(cells)} cells, the last of them empty", wanted, f"Delete what stands behind the column {columns[-1]!r}."
    if len(cells) > len(columns):
        return f"{len(cells)} cells", wanted, 'A cell that holds a comma stands in quotation marks: "a, b".'
    return None


def _told_once(file: str, wrong: tuple[str, str, str], numbers: list[int]) -> Fault:
    """One fault for all rows that have it."""
    got, expected, hint = wrong
    others = numbers[1:]
    if others:
        listed = ", ".join(map(str, others[:8])) + (" and others" if len(others) > 8 else "")
        hint = f"{hint} The same in {len(others)} further {'row' if len(others) == 1 else 'rows'}: {listed}."
    return Fault(file, numbers[0], "", got, expected, hint)


def _long_cells(file: str, rows: list[tuple[int, list[str]]], columns: Sequence[str]) -> Iterator[Fault]:
    """Cells longer than the limit."""
    for number, cells in rows:
        for column, cell in zip(columns, cells, strict=True):
            if len(cell) > LONGEST_CELL:
                yield Fault(file, number, column, "a longer cell", f"at most {LONGEST_CELL:,} characters in a cell")
