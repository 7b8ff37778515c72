"""Civil dates: EDTF strings in, days and plain words out.

A date here is a day of the calendar, never an instant: it has no time zone and reads the same in every place. The library
``edtf`` parses the strings (Extended Date/Time Format, ISO 8601-2); this module only counts days and finds words.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

#: Stands for "still" and "since ever" in open intervals, so that spans always compare.
FIRST_DAY = dt.date.min


LAST_DAY = dt.date.max


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a date may mean, first and last included.

    Attributes
    ----------
    first, last : datetime.date
    approximate : bool
        The date is marked ``~`` or ``?``.
    """

    first: dt.date
    last: dt.date
    approximate: bool = False

    def within(self, other: Span) -> bool:
        """Whether all these days lie in another span."""
        return other.first <= self.first and self.last <= other.last

    def meets(self, other: Span) -> bool:
        """Whether at least one day lies in both spans."""
        return self.first <= other.last and other.first <= self.last


@lru_cache(maxsize=4096)
def span(date: str) -> Span:
    """Read an EDTF date.

    Parameters
    ----------
    date : str
        For example ``1867``, ``1867-09~``, ``1867-21`` (spring), ``1867-09-09/1867-10`` or ``1867/..``.

    Returns
    -------
    Span

    Raises
    ------
    ValueError
        If the string is not EDTF, names an instant, or is an interval that ends before it begins.

    Examples
    --------
    >>> span("1867-02").last
    datetime.date(1867, 2, 28)
    >>> span("1867-09~").approximate
    True
    """
    from edtf import EDTFParseException, parse_edtf

    if "T" in date:
        raise ValueError(f"{date!r} is an instant, not a civil date")
    try:
        parsed = parse_edtf(date)
    except EDTFParseException as error:
        raise ValueError(f"{date!r} is not an EDTF date") from error
    first, last = _day(parsed.lower_strict(), FIRST_DAY), _day(parsed.upper_strict(), LAST_DAY)
    if first > last:
        raise ValueError(f"{date!r} ends before it begins")
    return Span(first, last, approximate="~" in date or "?" in date or "%" in date)


def _day(moment: Any, if_open: dt.date) -> dt.date:
    """Turn the library's struct_time into a date; open ends come as infinity."""
    if isinstance(moment, float) or moment is None:
        return if_open
    return dt.date(*moment[:3])


def validity(valid_from: str, valid_to: str) -> Span:
    """Read the days on which a region held; blank is open."""
    first = span(valid_from).first if valid_from else FIRST_DAY
    return Span(first, span(valid_to).last if valid_to else LAST_DAY)


def day_number(day: dt.date, start: dt.date) -> int:
    """Count the days from a start to a day."""
    return day.toordinal() - start.toordinal()
