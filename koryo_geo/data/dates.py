"""Civil dates: EDTF strings in, days out.

A date here is a day of the calendar, never an instant: it has no time zone and reads the same in every place. What is read
is EDTF (Extended Date/Time Format, ISO 8601-2) with years from 0001 to 9999: years, months, days, seasons and other parts of
a year, digits left open at the end, marks of doubt, intervals and sets. The grammar is small and ours, because the library
for it takes dates that are none (``1867-W35-7``), ends ``1860/`` in 1870 and breaks at ``1867-1X``.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

#: Stands for "still" and "since ever" in open intervals, so that spans always compare.
FIRST_DAY = dt.date.min


LAST_DAY = dt.date.max


#: The parts of a year that EDTF numbers where a month would stand: first month, months; winter's first month is December.
_PARTS = {
    **{21 + index: (month, 3) for index, month in enumerate((3, 6, 9, 12))},
    **{25 + index: (month, 3) for index, month in enumerate((3, 6, 9, 12))},
    **{29 + index: (month, 3) for index, month in enumerate((9, 12, 3, 6))},
    **{33 + index: (month, 3) for index, month in enumerate((1, 4, 7, 10))},
    **{37 + index: (month, 4) for index, month in enumerate((1, 5, 9))},
    **{40 + index: (month, 6) for index, month in enumerate((1, 7))},
}

_DOUBT = "[?~%]?"

_YEAR = rf"{_DOUBT}(?P<year>[0-9]{{4}}|[0-9]{{3}}X|[0-9]{{2}}XX|[0-9]XXX){_DOUBT}"

_DATE = re.compile(rf"{_YEAR}(?:-{_DOUBT}(?P<month>[0-9]{{2}}|XX){_DOUBT}(?:-{_DOUBT}(?P<day>[0-9]{{2}}|XX){_DOUBT})?)?")


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
        For example ``1867``, ``1867-09~``, ``1867-21`` (spring), ``186X``, ``1867-09-09/1867-10`` or ``1867/..``. An end that is
        left blank is not known, and leaves as many days open as ``..`` does.

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
    if "T" in date:
        raise ValueError(f"{date!r} is an instant, not a civil date")
    try:
        first, last = _set(date) if date[:1] in ("[", "{") else _interval(date)
    except _NoDateError:
        raise ValueError(f"{date!r} is not an EDTF date") from None
    if first > last:
        raise ValueError(f"{date!r} ends before it begins")
    return Span(first, last, approximate=any(mark in date for mark in "~?%"))


class _NoDateError(Exception):
    """A part of a string that is no date."""


def _interval(date: str) -> tuple[dt.date, dt.date]:
    """Read a date, or two with a stroke between them."""
    start, stroke, end = date.partition("/")
    if not stroke:
        return _days(date)
    if start in ("", "..") and end in ("", ".."):
        raise _NoDateError
    first = FIRST_DAY if start in ("", "..") else _days(start)[0]
    return first, LAST_DAY if end in ("", "..") else _days(end)[1]


def _set(date: str) -> tuple[dt.date, dt.date]:
    """Read a set: one of the dates in brackets, or all of those in braces; from the first to the last of them."""
    if not date.endswith({"[": "]", "{": "}"}[date[0]]):
        raise _NoDateError
    spans = []
    for part in date[1:-1].split(","):
        start, dots, end = part.strip().partition("..")
        if not dots:
            spans.append(_days(start))
        elif start or end:
            spans.append((_days(start)[0] if start else FIRST_DAY, _days(end)[1] if end else LAST_DAY))
        else:
            raise _NoDateError
    return min(first for first, _ in spans), max(last for _, last in spans)


def _days(date: str) -> tuple[dt.date, dt.date]:
    """The first and the last day that a year, month, day, season or other part of a year may mean."""
    found = _DATE.fullmatch(date)
    if found is None:
        raise _NoDateError
    year, month, day = found["year"], found["month"], found["day"]
    try:
        if month is None or month == "XX":
            if day not in (None, "XX") or (month and "X" in year):
                raise _NoDateError
            return dt.date(int(year.replace("X", "0")) or 1, 1, 1), dt.date(int(year.replace("X", "9")), 12, 31)
        if "X" in year:
            raise _NoDateError
        return _months(int(year), int(month)) if day in (None, "XX") else (dt.date(int(year), int(month), int(day)),) * 2
    except ValueError:
        raise _NoDateError from None


def _months(year: int, number: int) -> tuple[dt.date, dt.date]:
    """The days of a month, or of a season or other part of a year by its number in EDTF."""
    if number > 12 and number not in _PARTS:
        raise _NoDateError
    month, length = _PARTS.get(number, (number, 1))
    years, last = divmod(month + length - 2, 12)
    if year + years > LAST_DAY.year:
        return dt.date(year, month, 1), LAST_DAY
    return dt.date(year, month, 1), dt.date(year + years, last + 1, calendar.monthrange(year + years, last + 1)[1])


def validity(valid_from: str, valid_to: str) -> Span:
    """Read the days on which a region held; blank is open."""
    first = span(valid_from).first if valid_from else FIRST_DAY
    return Span(first, span(valid_to).last if valid_to else LAST_DAY)


def is_day(date: str) -> bool:
    """Whether a string is a plain day of the calendar, such as 1867-09-09."""
    found = _DATE.fullmatch(date)
    if found is None or len(date) != 10 or not date.replace("-", "").isdecimal():
        return False
    try:
        return bool(span(date))
    except ValueError:
        return False


def meant(text: str) -> str:
    """Suggest the EDTF date for a text that is not EDTF; blank where none is obvious.

    Examples
    --------
    >>> meant("18670901"), meant("1867/09/01"), meant("last autumn")
    ('Write 1867-09-01.', 'Write 1867-09-01.', '')
    """
    bare = text.strip()
    if re.fullmatch(r"[0-9]{8}", bare):
        bare = f"{bare[:4]}-{bare[4:6]}-{bare[6:]}"
    elif re.fullmatch(r"[0-9]{4}[/.][0-9]{2}[/.][0-9]{2}", bare):
        bare = f"{bare[:4]}-{bare[5:7]}-{bare[8:]}"
    elif re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.+Z-]+", bare):
        bare = bare[:10]
    try:
        return f"Write {bare}." if bare != text and span(bare) else ""
    except ValueError:
        return ""


def day_number(day: dt.date, start: dt.date) -> int:
    """Count the days from a start to a day."""
    return day.toordinal() - start.toordinal()
