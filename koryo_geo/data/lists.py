"""Lists in cells."""

from __future__ import annotations


def split(cell: str) -> tuple[str, ...]:
    """Split a cell that holds a list.

    Examples
    --------
    >>> split("a-town;b-town"), split("")
    (('a-town', 'b-town'), ())
    """
    return tuple(part for part in cell.split(";") if part)
