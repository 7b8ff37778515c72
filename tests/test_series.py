"""The rows of a chart: one measure, one level, each count at its own moment."""

import koryo_geo
from koryo_geo import timeline_of
from tests.sample import add, empty, spoil


def series_of(folder_or_dataset):
    """The series of the invented counts, by unit."""
    is_loaded = isinstance(folder_or_dataset, koryo_geo.Dataset)
    dataset = folder_or_dataset if is_loaded else koryo_geo.load(folder_or_dataset)
    return {series.unit: series for series in timeline_of(dataset, "counts").series}


def test_counts_of_one_unit_line_up_moment_by_moment(record):
    (kazakhstan, *others) = timeline_of(record, "resettlement").series
    moments = timeline_of(record, "resettlement").moments
    assert kazakhstan.unit == "kazakhstan"
    dated = {moments[point.moment].date: point.value for point in kazakhstan.points}
    assert (dated["1939"], dated["2021"]) == (96453, 118450)
    assert {series.unit for series in others} == {"uzbekistan", "russia"}


def test_a_measure_that_is_not_a_census_stays_off_the_axis(record):
    timeline = timeline_of(record, "resettlement")
    allocated = [state.figure for state in timeline.moments[0].regions if state.kind == "allocated"]
    drawn = {point.figure for series in timeline.series for point in series.points}
    assert allocated
    assert not drawn & set(allocated)


def test_a_count_that_is_not_known_is_a_point_without_a_number(record):
    (uzbekistan,) = [series for series in timeline_of(record, "resettlement").series if series.unit == "uzbekistan"]
    assert [point.value for point in uzbekistan.points].count(None) == 1


def test_parts_never_stand_beside_their_whole(record):
    units = {series.unit for series in timeline_of(record, "resettlement").series}
    assert not any(record.unit_by_key[unit].level == "oblast" for unit in units)


def test_one_count_alone_makes_no_row(minimal):
    assert set(series_of(minimal)) == {"c-land"}


def test_a_unit_goes_on_in_the_row_of_the_one_that_it_carried_on(copy):
    folder = spoil(copy(), "figures", 4, measure="allocated")
    assert [point.value for point in series_of(folder)["b-land"].points] == [600, 620]
    add(
        folder,
        "units",
        unit="b-state",
        name="B-state",
        level="country",
        continues="b-land",
        source="made-up-for-tests",
        certainty="documented",
    )
    assert set(series_of(folder)) == {"b-state", "c-land"}


def test_counts_without_any_number_make_no_chart(copy):
    folder = copy()
    for row in (0, 1, 2, 3, 4, 5, 6, 7):
        spoil(folder, "attestations", row, low="", value="", high="")
    dataset = koryo_geo.load(empty(empty(folder, "rules"), "flows"))
    assert timeline_of(dataset, "counts").series == ()


def test_a_point_has_the_name_that_its_unit_had_then(record):
    (kazakhstan, *_) = timeline_of(record, "resettlement").series
    assert kazakhstan.label == "Kazakhstan"
    assert {point.label for point in kazakhstan.points} == {"Kazakh SSR", "Kazakhstan"}
