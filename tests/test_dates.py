"""Civil dates: EDTF in, spans and date_in_words out."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koryo_geo.data.dates import FIRST_DAY, LAST_DAY, Span, day_number, span, validity
from koryo_geo.language.catalogue import date_in_words

YEARS = (1582, 1867, 1937, 2017)


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("1867", "1867-01-01", "1867-12-31"),
        ("1868-02", "1868-02-01", "1868-02-29"),
        ("1867-09-09", "1867-09-09", "1867-09-09"),
        ("1867-09~", "1867-09-01", "1867-09-30"),
        ("1867-09-09/1867-10", "1867-09-09", "1867-10-31"),
        ("1582-10-10", "1582-10-10", "1582-10-10"),
        ("186X", "1860-01-01", "1869-12-31"),
    ],
)
def test_a_date_spans_the_days_it_may_mean(date, first, last):
    found = span(date)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


def test_a_season_spans_its_months():
    assert span("1867-23").first.month == 9
    assert span("1867-23").last.month in (11, 12)


def test_an_open_interval_has_no_end():
    assert span("1867/..").last == LAST_DAY
    assert span("../1867").first == FIRST_DAY


@pytest.mark.parametrize(("date", "vague"), [("1867", False), ("1867~", True), ("1867?", True), ("1867%", True)])
def test_a_mark_of_doubt_makes_a_date_approximate(date, vague):
    assert span(date).approximate is vague


@pytest.mark.parametrize("date", ["", "autumn", "1867-13", "1867-02-30", "09.09.1867", "1867-9", "None", "nan", "1867-09-31"])
def test_what_is_not_edtf_is_refused(date):
    with pytest.raises(ValueError, match="is not an EDTF date"):
        span(date)


def test_an_instant_is_refused():
    with pytest.raises(ValueError, match="is an instant, not a civil date"):
        span("1867-09-09T10:00:00Z")


def test_an_interval_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="ends before it begins"):
        span("1868/1867")


@given(st.text(max_size=12))
def test_any_text_is_a_span_in_order_or_refused(text):
    try:
        found = span(text)
    except ValueError:
        return
    assert found.first <= found.last


@given(st.dates(), st.dates())
def test_days_add_up_whatever_the_century(start, day):
    assert start + dt.timedelta(days=day_number(day, start)) == day


@pytest.mark.parametrize("year", YEARS)
def test_every_century_counts_alike(year):
    september, november = dt.date(year, 9, 9), dt.date(year, 11, 3)
    assert day_number(november, september) == 55
    assert date_in_words(f"{year}-09-09") == f"9 September {year}"


def test_within_and_meets_take_first_and_last_day_in():
    month, day = span("1867-09"), span("1867-09-30")
    assert day.within(month)
    assert not month.within(day)
    assert month.meets(day)
    assert not day.meets(span("1867-10"))


def test_blank_validity_is_open():
    assert validity("", "") == Span(FIRST_DAY, LAST_DAY)
    assert validity("1867-01-01", "1867-12-31") == span("1867")


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("1867-09-09", "9 September 1867"),
        ("1867-09~", "about September 1867"),
        ("1867?", "about 1867"),
        ("1867-21", "spring 1867"),
        ("1867/..", "from 1867"),
        ("1867-09-01/1867-10", "1 September 1867 to October 1867"),
    ],
)
def test_a_date_is_said_in_words_with_its_vagueness(date, said):
    assert date_in_words(date) == said


@pytest.mark.parametrize("date", ["186X", "1867-09-XX", "[1867,1868]", "{1867,1868}", "1867-33", "?1867-09"])
def test_what_has_no_words_stands_as_it_is_written(date):
    assert span(date)
    assert date_in_words(date) == date
