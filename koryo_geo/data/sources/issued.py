"""When a work came out: as EDTF, as CSL has it, and as the table's cells have it.

A date is passed on as one string: EDTF where it can be (``1867-10-25``, ``1867~``, ``1867/1868``, ``186X``, ``1867-23`` for its
autumn), else the words as they were found. The table keeps the year in one cell; a date that is finer than a year stands at the end
of the cell that says where the work is printed.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_END = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?|-2[1-4])?[~?%]?"
_PLAIN = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2]|2[1-4])(?:-(?P<day>\d\d))?)?(?P<doubt>[~?%]?)")

#: What EDTF can say of when a work came out.
EDTF = re.compile(rf"{_END}(?:/(?:{_END}|\.\.))?|\.\./{_END}|\d{{3}}X|\d\dXX")

#: A date finer than a year, at the end of a cell.
_DAY = re.compile(rf"(?:^|, )(?P<day>(?=\S*\d{{4}}-\d){_END}(?:/{_END})?)$")

_YEARS = re.compile(r"(\d{4})\s?[-–/]\s?(\d{4})")

_DECADE = re.compile(r"(?:the )?(\d{3})0s")

#: Seasons of EDTF begin at 21, those of CSL at 1.
_SEASONS = 20


_SEASON_WORDS = {
    **{str(number): number for number in range(1, 5)},
    "spring": 1,
    "summer": 2,
    "autumn": 3,
    "fall": 3,
    "winter": 4,
}


def from_csl(date: Mapping[str, Any]) -> str:
    """A date of CSL as text; blank where it says nothing."""
    ends = [_end(parts) for parts in date.get("date-parts", ())]
    if not ends:
        words = str(date.get("literal") or date.get("raw") or "").strip()
        decade = _DECADE.fullmatch(words)
        return f"{decade[1]}X" if decade else words
    if len(ends) == 2 and ends[1] == "0000":
        return f"{ends[0]}/.."
    season = _SEASON_WORDS.get(str(date.get("season", "")).casefold())
    if season and len(ends) == 1 and len(ends[0]) == 4:
        ends[0] += f"-{_SEASONS + season}"
    doubt = "~" if date.get("circa") not in (None, "", 0, False, "false", "0") else ""
    return "/".join(f"{end}{doubt}" for end in dict.fromkeys(ends))


def _end(parts: Sequence[Any]) -> str:
    """Year, month and day, as far as a calendar has them: a month that no year has is none, and its day none either."""
    year, *rest = (int(part) for part in parts)
    for number in range(min(len(rest), 2), 0, -1):
        try:
            dt.date(year, *rest[:number], *([1] if number == 1 else []))
        except ValueError:
            continue
        return "-".join([f"{year:04}", *(f"{part:02}" for part in rest[:number])])
    return f"{year:04}"


def to_csl(date: str) -> dict[str, Any]:
    """A date as CSL has it; what CSL cannot count stays in words.

    Examples
    --------
    >>> to_csl("1867-10~")
    {'date-parts': [[1867, 10]], 'circa': True}
    >>> to_csl("1867-23"), to_csl("186X"), to_csl("in press")
    ({'date-parts': [[1867]], 'season': 3}, {'literal': '1860s'}, {'literal': 'in press'})
    """
    ends = [_PLAIN.fullmatch(end) for end in date.split("/")]
    if len(ends) > 2 or not all(ends):
        decade = re.fullmatch(r"(\d{3})X", date)
        return {"literal": f"{decade[1]}0s" if decade else date} if date else {}
    seasons = [int(end["month"]) - _SEASONS for end in ends if end and end["month"] and int(end["month"]) > _SEASONS]
    if seasons and len(ends) > 1:
        return {"literal": date}
    parts = [[int(end[name]) for name in ("year", "month", "day")[: 1 if seasons else 3] if end[name]] for end in ends if end]
    circa = {"circa": True} if any(end["doubt"] for end in ends if end) else {}
    return {"date-parts": parts} | ({"season": seasons[0]} if seasons else {}) | circa


def cells(date: str) -> tuple[str, str]:
    """A date as the table has it: the year or years, and the date itself where it is finer.

    Examples
    --------
    >>> cells("1867-10/1868-01"), cells("1867~"), cells("")
    (('1867-1868', '1867-10/1868-01'), ('1867~', ''), ('n.d.', ''))
    """
    if not EDTF.fullmatch(date):
        return date or "n.d.", ""
    ends = date.split("/")
    years = "-".join(dict.fromkeys(end[:4] for end in ends))
    if ".." not in ends and any(re.match(r"\d{4}-", end) for end in ends):
        return years, date
    return (years if len(ends) > 1 and ".." not in ends and not re.search("[~?%]", date) else date), ""


def split_day(cell: str, year: str) -> tuple[str, str]:
    """Take the date at the end of a cell from the rest, if it is of that year."""
    found = _DAY.search(cell)
    if found and cells(found["day"]) == (year, found["day"]):
        return cell[: found.start()], found["day"]
    return cell, ""


def date_of(year: str, day: str = "") -> str:
    """The date that two cells hold: EDTF, or words; blank where none is known."""
    years = _YEARS.fullmatch(year)
    return day or (f"{years[1]}/{years[2]}" if years and years[1] < years[2] else year)
