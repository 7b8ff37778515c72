"""The ledger of a map of regions: a row a date, a column a whole, and in each cell what is held of it.

It is a table of counts, the chart of them and the way through time in one. Nothing is computed: no parts are added up to a whole.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from koryo_geo.content.model import Ledger, LedgerCell, LedgerColumn, LedgerRow
from koryo_geo.data.dates import span
from koryo_geo.timeline.levels import STATES, last_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from koryo_geo.content.blocks import CountBlock, MomentBlocks
    from koryo_geo.language.texts import Texts
    from koryo_geo.timeline.model import Moment, Timeline

#: More columns than this have no room on a phone.
_MOST = 3


def ledger_of(texts: Texts, timeline: Timeline, moments: Sequence[MomentBlocks]) -> Ledger | None:
    """Draw up the ledger of a map.

    Parameters
    ----------
    texts : Texts
    timeline : Timeline
    moments : sequence of MomentBlocks
        One for each moment of the timeline.

    Returns
    -------
    Ledger or None
        None for a map without moments. A column is a state or republic that is counted as a whole, with those that it carried on;
        where none is, any counted unit. The most often counted come first, and no more than three: the map shows the others.
    """
    if not moments:
        return None
    book = _Book(texts, timeline, moments)
    rows = tuple(
        _row(moment, tuple(book.cell(moment, shown, unit) for unit in book.columns))
        for moment, shown in zip(timeline.moments, moments, strict=True)
    )
    top = max((cell.value or cell.high or cell.low or 0 for row in rows for cell in row.cells), default=0)
    return Ledger(tuple(LedgerColumn(unit, book.family(unit), texts.name(unit)) for unit in book.columns), rows, top)


def _row(moment: Moment, cells: tuple[LedgerCell, ...]) -> LedgerRow:
    when = span(moment.date)
    return LedgerRow(moment.chapter, moment.date, _years(when.first), _years(when.last), cells)


def _years(day: dt.date) -> float:
    """A day as a number of years, so that an axis can be true to time."""
    return round(day.year + (day.timetuple().tm_yday - 1) / 366, 3)


@dataclass(frozen=True)
class _Book:
    """What drawing up needs to know."""

    texts: Texts
    timeline: Timeline
    moments: Sequence[MomentBlocks]

    @cached_property
    def last(self) -> dict[str, str]:
        return last_of(self.texts.dataset)

    @cached_property
    def unit_of(self) -> dict[str, str]:
        return {region.region: region.unit for region in self.texts.dataset.regions}

    @cached_property
    def columns(self) -> list[str]:
        counted = [
            block.unit for shown in self.moments for block in shown.blocks if block.standing == "counted" and not block.place
        ]
        states = [unit for unit in counted if self.texts.dataset.unit_by_key[unit].level in STATES] or counted
        often = Counter(self.last[unit] for unit in states)
        return sorted(often, key=lambda unit: (-often[unit], unit))[:_MOST]

    def family(self, column: str) -> tuple[str, ...]:
        """A column's unit and all that it carried on, in file order."""
        return tuple(unit for unit, latest in self.last.items() if latest == column)

    def cell(self, moment: Moment, shown: MomentBlocks, column: str) -> LedgerCell:
        """What is held of a whole at a moment."""
        own = (
            block for block in shown.blocks if block.standing == "counted" and not block.place and self.last[block.unit] == column
        )
        if block := next(own, None):
            return _counted(block)
        if any(self._is_unknown(state.region, column) for state in moment.regions if state.status == "unknown" and not state.since):
            return LedgerCell("unknown")
        numbers = {row.figure: row.unit for row in shown.blocks if row.standing == "counted" and self._is_in(row.unit, column)}
        named = {row.figure: row.unit for row in shown.hatchings if row.now and self._is_in(row.unit, column)}
        if not numbers and not named:
            return LedgerCell("none")
        levels = {self.texts.dataset.unit_by_key[unit].level for unit in (numbers | named).values()} - {"assr"}
        level = levels.pop() if len(levels) == 1 else ""
        return LedgerCell("parts", parts_counted=len(numbers), parts=len(numbers | named), level=level)

    def _is_unknown(self, region: str, column: str) -> bool:
        return self.last[self.unit_of[region]] == column

    def _is_in(self, unit: str, column: str) -> bool:
        units = self.texts.dataset.unit_by_key
        while unit := units[unit].parent:
            if self.last[unit] == column:
                return True
        return False


def _is_whole(block: CountBlock) -> bool:
    """Whether a block counts a unit, not a place, at its moment's own date."""
    return block.standing == "counted" and not block.place


def _counted(block: CountBlock) -> LedgerCell:
    return LedgerCell(
        "counted",
        figure=block.figure,
        counted="households" if block.sign == "houses" else "persons",
        precision=block.precision,
        low=block.low,
        value=block.value,
        high=block.high,
    )
