"""Dates that spreadsheets and people write: read with the meaning that EDTF gives them, or refused by row and column."""

import warnings

import pytest

import koryo_geo
from koryo_geo.data.dates import is_day, meant, span
from koryo_geo.review.check import report
from tests.sample import faults_of, spoil

NO_DATES = (
    *("13813", "Oct-37", "25.10.1937", "10/25/1937", "1937. 10. 25.", "1937-10-25 00:00:00", "1867.0", "окт.37", "1867-9"),
    *("186709", "18670901", "1867-13", "1867-00", "0000", "99999", "1867-1X", "1867-W35-7", "-0586", "Y-17000", "1867 "),
    *("1867-09-1", "１８６７", "1867-02-30", "1868/1867", "186X-09", "XXXX", "/", "../..", "[]", "{1867", "[1867}", "1867-42"),
)


@pytest.mark.parametrize("date", NO_DATES)
def test_what_is_no_date_is_refused_by_row_and_column(copy, date):
    (fault,) = faults_of(spoil(copy(), "figures", 0, date=date))
    assert fault.startswith(f"figures.csv:2:date: got {date!r}; expected an EDTF date. Write ")


@pytest.mark.parametrize(
    "day", ["1867-09-01 ", "18670901", "1867-W35-7", "20867-01-01", "1867-9-1", "1867-09", "1867-02-30", "1867-09-01~"]
)
def test_a_plain_day_is_that_or_refused(copy, day):
    (fault,) = faults_of(spoil(copy(), "flows", 0, depart_first=day))
    assert fault.startswith(f"flows.csv:2:depart_first: got {day!r}; expected a plain day, such as 1867-09-09.")
    assert not is_day(day)


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("1867-24", "1867-12-01", "1868-02-29"),
        ("1867-21", "1867-03-01", "1867-05-31"),
        ("1867-34", "1867-04-01", "1867-06-30"),
        ("1867-41", "1867-07-01", "1867-12-31"),
        ("18XX", "1800-01-01", "1899-12-31"),
        ("1867-XX", "1867-01-01", "1867-12-31"),
        ("1867-09-XX", "1867-09-01", "1867-09-30"),
        ("1867-09~/1868?", "1867-09-01", "1868-12-31"),
        ("1860/", "1860-01-01", "9999-12-31"),
        ("/1860", "0001-01-01", "1860-12-31"),
        ("[1867, 1870..1872]", "1867-01-01", "1872-12-31"),
        ("{..1867-02}", "0001-01-01", "1867-02-28"),
        ("9999-24", "9999-12-01", "9999-12-31"),
        ("?1867-~09", "1867-09-01", "1867-09-30"),
    ],
)
def test_a_date_has_the_days_that_it_may_mean(date, first, last):
    assert (span(date).first.isoformat(), span(date).last.isoformat()) == (first, last)


PLAIN = ["1867", "1868-02", "1867-09-09", "1900-02", "2000-02", "0999", "1582-10-10"]
OPEN = ["186X", "18XX", "1867-XX", "1867-09-XX", "1867-21", "1867-22", "1867-23", "1867-33", "1867-38", "1867-40"]


@pytest.mark.parametrize("date", [*PLAIN, *OPEN, *(part + mark for part in PLAIN for mark in "~?%")])
def test_the_library_reads_a_date_alike(date):
    from edtf import parse_edtf

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parsed = parse_edtf(date)
    found = span(date)
    assert tuple(parsed.lower_strict()[:3]) == (found.first.year, found.first.month, found.first.day)
    assert tuple(parsed.upper_strict()[:3]) == (found.last.year, found.last.month, found.last.day)


@pytest.mark.parametrize("text", ["", "autumn", "1867", "1867-09-01", "99999999"])
def test_nothing_is_guessed_where_it_is_not_plain(text):
    assert meant(text) == ""


@pytest.mark.parametrize(
    ("first", "last", "start", "end"),
    [("9999-12-30", "9999-12-31", "1867-08-15", "9999-12-31"), ("0001-01-01", "0001-01-02", "0001-01-01", "1867-10-15")],
)
def test_the_first_and_last_days_of_all_are_days(copy, first, last, start, end):
    folder = spoil(spoil(copy(), "flows", 0, depart_first=first, depart_last=last), "maps", 0, start=start, end=end)
    assert report(koryo_geo.load(folder))["refusals"] == []
