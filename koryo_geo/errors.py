"""What can go wrong, as a tree.

::

    KoryoError
    ├── DatasetError      a folder is not a dataset: every fault at once, as file:row:column
    ├── JoinError         counts without a polygon of their own date
    ├── RoutingError      stops that no line in use connects
    ├── NoMatchError      a question that nothing in the dataset answers
    └── OutputError       a folder or file that cannot be written

Every message says what is wrong, where, what was found, what was expected and what to do next.
"""

from __future__ import annotations

import difflib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class KoryoError(Exception):
    """Base of every error that koryo_geo raises on purpose."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a dataset.

    Attributes
    ----------
    file : str
        File name inside the dataset folder.
    row : int or None
        Row of the table as a spreadsheet numbers it, the header being row 1; for GeoJSON the number of the feature, from 1;
        for a file that cannot be parsed, its line.
    column : str
        Column or property; empty when the fault is the file's as a whole.
    got, expected : str
        What was found there, and what should be there.
    hint : str
        What to do next, with close matches.
    group : str
        What it concerns: ``structure``, ``references``, ``dates``, ``positions``, ``polygons`` or ``names``.
    """

    file: str
    row: int | None
    column: str
    got: str
    expected: str
    hint: str = ""
    group: str = "structure"

    @property
    def where(self) -> str:
        """The fault's address, ``file:row:column``, without the parts that do not apply."""
        parts = [self.file, "" if self.row is None else str(self.row), self.column]
        return ":".join(part for part in parts if part)

    def __str__(self) -> str:
        hint = f" {self.hint}" if self.hint else ""
        return f"{self.where}: got {self.got}; expected {self.expected}.{hint}"

    def to_dict(self) -> dict[str, str | int | None]:
        """Plain data for ``koryo-geo check --json``."""
        return asdict(self)


class DatasetError(KoryoError):
    """A folder that is not a valid dataset.

    Parameters
    ----------
    folder : str
        The folder that was read.
    faults : sequence of Fault
        All that is wrong with it, in file order.
    """

    def __init__(self, folder: str, faults: Sequence[Fault]) -> None:
        self.folder = folder
        self.faults = tuple(faults)
        count = f"{len(faults)} fault" + ("" if len(faults) == 1 else "s")
        super().__init__("\n".join([f"{folder}: {count}", *(f"  {fault}" for fault in faults)]))


class JoinError(KoryoError):
    """Counts that cannot be laid on a polygon of their own date."""


class RoutingError(KoryoError):
    """Stops that no line in use connects."""


class NoMatchError(KoryoError):
    """A question that nothing in the dataset answers."""


class OutputError(KoryoError):
    """A folder or file that cannot be written."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Say which known names come close to a name.

    Examples
    --------
    >>> did_you_mean("b-twon", ["a-town", "b-town"])
    'Did you mean b-town?'
    >>> did_you_mean("zzz", ["a-town"])
    ''
    """
    close = difflib.get_close_matches(name, sorted(set(known)), n=3, cutoff=0.7)
    return f"Did you mean {' or '.join(close)}?" if close else ""
