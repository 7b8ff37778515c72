"""Counts joined to polygons of their own date; nobody is lost."""

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from koryo_geo import JoinError, join

COUNTS = ["figure", "unit", "date", "counted", "value"]


def regions_of(*rows):
    """Regions from (key, unit, valid_from, valid_to, west): boxes two degrees wide at 45 N."""
    table = [(key, unit, "oblast", first, last) for key, unit, first, last, _ in rows]
    frame = pd.DataFrame(table, columns=["region", "unit", "level", "valid_from", "valid_to"])
    return gpd.GeoDataFrame(frame, geometry=[box(row[4], 44, row[4] + 2, 46) for row in rows], crs=4326)


def counts_of(*rows):
    return pd.DataFrame(list(rows), columns=COUNTS).astype({"value": "Int64"})


def at_place(lon, lat, date="1937-10"):
    return counts_of(("f", "", date, "persons", 5)).assign(lon=lon, lat=lat)


VINTAGES = regions_of(
    ("b.1936", "b", "1936-12-05", "1938-01-14", 0),
    ("b.1938", "b", "1938-01-15", "", 0),
    ("c.1937", "c", "1936-12-05", "1938-01-14", 2),
)


@pytest.mark.parametrize(
    ("date", "region"),
    [("1937-10-25", "b.1936"), ("1938-02-01", "b.1938"), ("1938-01-14", "b.1936"), ("1938-01-15", "b.1938"), ("1939", "b.1938")],
)
def test_a_count_finds_the_polygon_of_its_own_date(date, region):
    assert join(counts_of(("f", "b", date, "persons", 5)), VINTAGES).matched["region"].tolist() == [region]


def test_a_count_of_1938_never_lands_on_a_polygon_of_1937_alone():
    joined = join(counts_of(("f", "c", "1938-02-01", "persons", 5)), VINTAGES)
    assert joined.matched.empty
    assert joined.unmatched["reason"][0] == "its polygons did not hold at '1938-02-01': c.1937 (1936-12-05 to 1938-01-14)"


@pytest.mark.parametrize("date", ["1938", "1938-01", "1937/1938", "1937/.."])
def test_a_date_that_spans_a_change_of_boundaries_finds_none(date):
    (reason,) = join(counts_of(("f", "b", date, "persons", 5)), VINTAGES).unmatched["reason"]
    assert reason.startswith(f"its date '{date}' spans a change of boundaries: b.1936 (1936-12-05 to 1938-01-14), b.1938")


def test_boundaries_of_another_day_keep_a_count_off():
    count = counts_of(("f", "b", "1937-10-25", "persons", 5))
    assert join(count, VINTAGES, boundaries="1937-12-15").matched["region"].tolist() == ["b.1936"]
    (reason,) = join(count, VINTAGES, boundaries="1938-02-01").unmatched["reason"]
    assert reason == "its polygon 'b.1936' did not hold on 1938-02-01, the day whose boundaries are drawn"


@pytest.mark.parametrize(
    ("unit", "date", "said"),
    [
        ("bbbc", "1937-10", "no polygon for the unit 'bbbc'."),
        ("b", "", "its date is not known, so the boundaries of its date are not either"),
        ("b", None, "its date is not known, so the boundaries of its date are not either"),
        ("b", "autumn", "'autumn' is not an EDTF date"),
        ("", "1937-10", "its place lies in no polygon, or has no position"),
        (None, "1937-10", "its place lies in no polygon, or has no position"),
        (float("nan"), "1937-10", "its place lies in no polygon, or has no position"),
    ],
)
def test_a_count_without_polygon_says_why(unit, date, said):
    assert join(counts_of(("f", unit, date, "persons", 5)), VINTAGES).unmatched["reason"].tolist() == [said]


@pytest.mark.parametrize(
    ("lon", "lat", "date", "region"),
    [(1, 45, "1937-10", "b.1936"), (1, 45, "1939", "b.1938"), (3, 45, "1937-10", "c.1937"), (0, 44, "1937-10", "b.1936")],
)
def test_a_count_at_a_place_finds_the_polygon_around_it(lon, lat, date, region):
    assert join(at_place(lon, lat, date), VINTAGES).matched["region"].tolist() == [region]


@pytest.mark.parametrize(
    ("lon", "lat", "date"), [(9, 45, "1937-10"), (3, 45, "1939"), (None, None, "1937-10"), (float("nan"), 45, "1937")]
)
def test_a_count_at_a_place_outside_finds_none(lon, lat, date):
    assert join(at_place(lon, lat, date), VINTAGES).matched.empty


def test_of_nested_polygons_the_smallest_is_taken():
    small = gpd.GeoDataFrame(
        {"region": ["in"], "unit": ["in"], "level": ["city"], "valid_from": ["1900-01-01"], "valid_to": [""]},
        geometry=[box(0.5, 44.5, 1.5, 45.5)],
        crs=4326,
    )
    nested = pd.concat([VINTAGES, small], ignore_index=True)
    assert join(at_place(1, 45), nested).matched["region"].tolist() == ["in"]


UNITS = st.sampled_from(["b", "c", "bb", "", None])
DATES = st.sampled_from(["1937-10", "1938", "1938-02-01", "1937-12-31", "1960", "", "x", "1938~"])
ROWS = st.lists(
    st.tuples(
        UNITS, DATES, st.sampled_from(["persons", "households"]), st.none() | st.integers(0, 10**6), st.floats(-1, 5) | st.none()
    ),
    max_size=12,
)


@given(ROWS, st.sampled_from([None, "1937-10-25", "1938-02-01"]))
def test_matched_and_unmatched_are_all_that_was_given(rows, boundaries):
    counts = counts_of(*((f"f{number}", *row[:4]) for number, row in enumerate(rows)))
    counts = counts.assign(lon=pd.Series([row[4] for row in rows], dtype=float), lat=45.0)
    joined = join(counts, VINTAGES, boundaries=boundaries)
    assert sorted([*joined.matched["figure"], *joined.unmatched["figure"]]) == sorted(counts["figure"])
    for counted in ("persons", "households"):
        given_sum = sum(row[3] or 0 for row in rows if row[2] == counted)
        totals = joined.totals(counted)
        assert totals["given"] == given_sum == totals["matched"] + totals["unmatched"]


@given(ROWS)
def test_a_join_leaves_its_inputs_as_they_were(rows):
    counts = counts_of(*((f"f{number}", *row[:4]) for number, row in enumerate(rows)))
    counts_before, regions_before = counts.copy(deep=True), VINTAGES.copy(deep=True)
    join(counts, VINTAGES)
    pd.testing.assert_frame_equal(counts, counts_before)
    pd.testing.assert_frame_equal(VINTAGES, regions_before)


def test_matched_counts_keep_their_columns_and_index_and_gain_a_polygon():
    counts = counts_of(("f", "zz", "1937-10", "persons", 1), ("g", "b", "1937-10", "persons", 2)).set_index(pd.Index([7, 9]))
    joined = join(counts, VINTAGES)
    assert list(joined.matched.columns) == [*COUNTS, "region", "geometry"]
    assert (list(joined.matched.index), list(joined.unmatched.index)) == ([9], [7])
    assert joined.matched.crs == "EPSG:4326"


def test_unmatched_counts_fail_unless_they_are_named():
    joined = join(counts_of(("f", "b", "1937-10", "persons", 1), ("g", "bb", "1937-10", "persons", 2)), VINTAGES)
    with pytest.raises(
        JoinError, match=r"1 of 2 counts found no polygon of their own date:\n  g \(1937-10\): no polygon for the unit 'bb'"
    ):
        joined.require()
    assert joined.require(["g"]) is joined


def test_a_name_allowed_that_is_not_unmatched_is_refused():
    joined = join(counts_of(("gee", "bb", "1937-10", "persons", 2)), VINTAGES)
    with pytest.raises(JoinError, match=r"allowed to stay unmatched, but not unmatched: geee. Did you mean gee\?"):
        joined.require(["gee", "geee"])


@pytest.mark.parametrize(
    ("counts", "regions", "said"),
    [
        (counts_of().drop(columns="unit"), VINTAGES, "counts lack the columns unit; they have figure, date, counted, value"),
        (counts_of().rename(columns={"date": "dates"}), VINTAGES, r"counts lack the columns date.*Did you mean dates\?"),
        (
            counts_of(("f", "b", "1937", "persons", 1), ("f", "b", "1938", "persons", 1)),
            VINTAGES,
            "figures given more than once: f. Choose",
        ),
        (
            counts_of(),
            VINTAGES.to_crs(3857),
            r"regions are in EPSG:3857, expected EPSG:4326. Convert them first: regions.to_crs\(4326\)",
        ),
        (counts_of(), VINTAGES.set_crs(None, allow_override=True), "regions are in None, expected EPSG:4326"),
    ],
)
def test_inputs_that_cannot_be_joined_are_refused(counts, regions, said):
    with pytest.raises(JoinError, match=said):
        join(counts, regions)


def test_an_outcome_shows_its_totals_and_what_was_left_in_a_notebook():
    shown = join(counts_of(("f", "b", "1938-02-01", "persons", 5), ("g", "<b>", "1938", "households", 7)), VINTAGES)._repr_html_()
    assert [cell in shown for cell in ("<td>persons</td>", "<td>5</td>", "<td>households</td>", "<td>7</td>", "<td>g</td>")] == [
        True
    ] * 5
    assert "<b>" not in shown
