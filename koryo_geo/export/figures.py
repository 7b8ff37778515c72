"""Every attestation with its figure, its source and the maps that draw it, as one table."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from koryo_geo.data.attestations import citation

if TYPE_CHECKING:
    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import Attestation, Figure

#: Columns and what they hold, in order.
COLUMNS = {
    "figure": "Key of the figure: one thing counted at one unit or place at one date",
    "label": "The figure in words",
    "measure": "In which sense it counts",
    "counted": "persons, households or trains",
    "unit": "Key of the unit that it is counted in; blank when counted at a place",
    "unit_name": "Name of the unit",
    "place": "Key of the place that it is counted at; blank when counted in a unit",
    "place_name": "Name of the place",
    "date": "When (EDTF)",
    "attestation": "Key of what one source says of it",
    "low": "Least; blank is not known",
    "value": "The number; blank is not known, never zero",
    "high": "Most; blank is not known",
    "as_in_source": "As the source prints it",
    "source": "Key of the source",
    "citation": "The source",
    "pages": "Pages or document",
    "how_seen": "How much of the source was read",
    "certainty": "documented, inferred, estimated or unknown",
    "confidence": "How far the source is trusted here",
    "note": "Anything else",
    "used_by": "Maps that draw it by this attestation, as map:how; blank when none does",
}


#: How a text begins that a spreadsheet computes, blanks before it or not; a tab or a line end would hide such a beginning.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


_AFTER_SEPARATOR = re.compile(r"[,;\"]\s*(?=[=+\-@＝＋－＠])")


def to_csv(dataset: Dataset) -> bytes:
    """Write the figures.

    Parameters
    ----------
    dataset : Dataset

    Returns
    -------
    bytes
        UTF-8; lines at the head that begin with ``#`` say what the table is and how to cite it. No cell is a formula to a
        spreadsheet.
    """
    text = io.StringIO(newline="")
    for line in _head(dataset):
        text.write(f"# {_AFTER_SEPARATOR.sub(_apart, ' '.join(line.split()))}\n")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for figure in dataset.figures:
        for row in dataset.attestations_of.get(figure.figure, ()):
            writer.writerow(_cells(dataset, figure, row))
    return text.getvalue().encode()


def _head(dataset: Dataset) -> list[str]:
    """What the table is, under which licence, and how to read it."""
    licences = "; ".join(str(each.get("title") or each.get("name")) for each in dataset.descriptor.get("licenses", ()))
    return [
        f"{dataset.title}, version {dataset.version}: every figure with all that sources say of it.",
        *([f"Licence: {licences}."] if licences else []),
        "Cite the source of each number, not this table alone. Do not add attestations: a number stands once for each source.",
        "A blank is not known. It is never zero. An apostrophe at the head of a text keeps a spreadsheet from computing it.",
    ]


def _cells(dataset: Dataset, figure: Figure, row: Attestation) -> list[object]:
    """One line of the table."""
    source = dataset.source_by_key[row.source]
    uses = [f"{use.map}:{use.drawn_as}" for use in dataset.uses if use.attestation == row.attestation]
    cells = {
        **{name: getattr(figure, name) for name in ("figure", "label", "measure", "counted", "unit", "place", "date")},
        **{name: getattr(row, name) for name in ("attestation", "low", "value", "high", "as_in_source", "source", "pages")},
        **{name: getattr(row, name) for name in ("certainty", "confidence", "note")},
        "unit_name": dataset.unit_by_key[figure.unit].name if figure.unit else "",
        "place_name": _place_name(dataset, figure.place) if figure.place else "",
        "citation": citation(source),
        "how_seen": source.how_seen,
        "used_by": ";".join(uses),
    }
    return [safe(cells[name]) for name in COLUMNS]


def safe(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula: text that begins like one has an apostrophe before it.

    Examples
    --------
    >>> safe("=1+1"), safe("1+1"), safe(-1), safe(None)
    ("'=1+1", '1+1', -1, '')
    """
    if isinstance(cell, str) and _FORMULA.match(cell):
        return f"'{cell}"
    return "" if cell is None else cell


def _apart(separator: re.Match[str]) -> str:
    """Put an apostrophe after a separator in a line at the head: a spreadsheet would read a formula in the next cell."""
    return f"{separator[0]}'"


def _place_name(dataset: Dataset, place: str) -> str:
    """The English name of a place of today, else its first, else its key."""
    forms = dataset.names_of.get(place, ())
    today = [form.name for form in forms if form.lang == "en" and not form.valid]
    return next(iter([*today, *(form.name for form in forms)]), place)
