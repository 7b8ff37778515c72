"""Nobody vanishes without a word: what a map leaves out is told by row, and check refuses what build refuses, in its words."""

import pytest
from typer.testing import CliRunner

import koryo_geo
from koryo_geo.cli import app
from koryo_geo.review.check import open_items, report
from koryo_geo.review.loose_ends import loose_ends
from tests.sample import add, edit, faults_of, rows_of, set_property, spoil, without_moves, write_rows


def told(folder):
    """What is told of a folder, by subject."""
    return {end.subject: end.message for end in loose_ends(koryo_geo.load(folder))}


def open_subjects(folder):
    return {item["subject"] for item in open_items(report(koryo_geo.load(folder)))}


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"depart_first": "1867-07-01"}, "400 people of a.b leave before it begins (1867-08-15), on the map journey"),
        ({"depart_last": "1868-07-01"}, "500 people of a.b leave after it ends (1867-10-15), on the map journey"),
        ({"days_max": "900"}, "500 people of a.b are still on the way when it ends (1867-10-15), on the map journey"),
    ],
)
def test_people_outside_the_time_of_a_map_are_told(copy, cells, message):
    folder = spoil(copy(), "flows", 0, **cells)
    assert told(folder) == {"flows.csv:2": message}
    assert "flows.csv:2" in open_subjects(folder)


def test_a_place_outside_the_view_is_told(copy):
    folder = spoil(copy(), "maps", 0, east="9")
    assert told(folder) == {
        "c-town": "lies outside the view of the map journey",
        "c-land": "lies outside the view of the map journey",
    }
    assert {"c-town", "c-land"} <= open_subjects(folder)


def test_a_unit_that_the_view_cuts_off_is_told(copy):
    folder = spoil(without_moves(copy()), "maps", 1, north="45")
    spoil(folder, "units", 2, label_lat="44.6", label_lon="7")
    ends = {end.subject: end for end in loose_ends(koryo_geo.load(folder)) if not end.subject.startswith("translations")}
    assert ends["b-land"].severity == "note"
    assert ends["b-land"].message.startswith("is cut off by the view of the map counts: ")
    assert ends["c-town"].message == "lies outside the view of the map counts"


def test_a_number_drawn_as_a_flow_that_no_flow_has_is_told(copy):
    folder = add(copy(), "uses", map="journey", figure="b-land.1868.census.persons", drawn_as="flow")
    spoil(folder, "uses", -1, attestation="b-land.1868.census.persons.made-up-for-tests", reason="x")
    assert told(folder) == {"uses.csv:14": "b-land.1868.census.persons is drawn as a flow, and no row of flows.csv has it"}


@pytest.mark.parametrize(
    ("row", "cells", "subject", "message"),
    [
        (18, {"key": "a.bb"}, "translations.csv:20:key", "'a.bb' is no key of figures.csv."),
        (20, {"key": "b-land.1868.census.person"}, "translations.csv:22:key", "Did you mean b-land.1868.census.persons or "),
        (
            6,
            {"key": "journey:hom"},
            "translations.csv:8:key",
            "'journey:hom' is no key of chapters.csv, written map:chapter. Did you",
        ),
        (24, {"key": "b-land.1868.census.persons"}, "translations.csv:26:key", "is no key of uses.csv, written map:figure."),
        (20, {"column": "labels"}, "translations.csv:22:column", "'labels' is no column of figures.csv. Did you mean label?"),
    ],
)
def test_a_translation_of_nothing_is_told_with_what_comes_close(copy, row, cells, subject, message):
    folder = spoil(copy(), "translations", row, **cells)
    assert message in told(folder)[subject]
    assert CliRunner().invoke(app, ["check", str(folder), "--strict"]).exit_code == 1


@pytest.mark.parametrize(
    ("table", "row", "column", "said"),
    [
        ("names", 0, "subject", "names.csv:2:subject: got 'census-1989x'; expected a key of places.csv or units.csv."),
        ("uses", 0, "figure", "uses.csv:2:figure: got 'census-1989x'; expected a key of figures.csv."),
        ("uses", 0, "map", "uses.csv:2:map: got 'census-1989x'; expected a key of maps.csv."),
        ("attestations", 1, "figure", "attestations.csv:3:figure: got 'census-1989x'; expected a key of figures.csv."),
    ],
)
def test_a_mistyped_key_is_a_fault(copy, table, row, column, said):
    assert any(fault.startswith(said) for fault in faults_of(spoil(copy(), table, row, **{column: "census-1989x"})))


def test_a_distance_shorter_than_the_straight_line_is_told(copy):
    folder = spoil(copy(), "distances", 0, km="1.420")
    assert told(folder) == {"distances.csv:2": "1.42 km from a-town to b-town, which lie 387 km apart in a straight line"}


def test_the_bundled_datasets_leave_nobody_out(minimal, record):
    assert list(loose_ends(minimal)) == []
    assert [end for end in loose_ends(record) if end.severity == "warning"] == []


REFUSED = {
    "a count that no chapter shows": lambda folder: spoil(folder, "figures", 4, date="1869-05"),
    "a count without polygon": lambda folder: edit(folder, "regions.geojson", set_property(1, "valid_from", "1869-01-01")),
    "a way that no line has": lambda folder: spoil(folder, "lines", 1, in_use="no"),
    "a language without words": lambda folder: edit(folder, "datapackage.json", lambda content: content.update(languages=["xx"])),
}


@pytest.mark.parametrize("case", REFUSED)
def test_check_refuses_what_build_refuses_in_the_same_words(copy, tmp_path, case):
    folder = REFUSED[case](copy())
    checked = CliRunner().invoke(app, ["check", str(folder)])
    built = CliRunner().invoke(app, ["build", str(folder), "--out", str(tmp_path / "out")])
    assert (checked.exit_code, built.exit_code) == (1, 1)
    assert "It cannot be built:" in checked.stdout
    assert built.stderr.strip() in checked.stdout


def test_check_refuses_faults_as_build_does(copy, tmp_path):
    folder = spoil(copy(), "places", 0, lat="95")
    checked = CliRunner().invoke(app, ["check", str(folder)])
    built = CliRunner().invoke(app, ["build", str(folder), "--out", str(tmp_path / "out")])
    assert (checked.exit_code, built.exit_code) == (1, 1)
    fault = "places.csv:2:lat: got '95'; expected at most 90."
    assert fault in checked.stderr
    assert fault in built.stderr


def test_two_stops_at_one_point_are_a_fault(copy):
    folder = spoil(copy(), "stations", 3, lat="46", lon="2")
    assert faults_of(folder)[0].startswith(
        "flows.csv:2:stops: got 'a-town' and 'b-town' at one point, lat 46, lon 2; expected stops that"
    )


@pytest.mark.parametrize(
    ("cells", "built"),
    [
        ({"groups": "5000"}, True),
        ({"depart_last": "1867-09-01", "days_min": "0", "days_max": "0"}, True),
        ({"groups": "10000"}, True),
    ],
)
def test_many_groups_and_flows_of_a_day_are_built(copy, tmp_path, cells, built):
    folder = spoil(copy(), "flows", 0, **cells)
    assert koryo_geo.build(koryo_geo.load(folder), tmp_path / "out").folder.is_dir() == built


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: [spoil(folder, "attestations", row, value="9" * 12, low="", high="") for row in range(6)],
        lambda folder: spoil(folder, "maps", 0, west="1", east="1.0001"),
        lambda folder: spoil(folder, "maps", 1, west="1", east="1.0001"),
        lambda folder: edit(
            folder, "basemap.geojson", lambda content: [row["properties"].update(kind="lake") for row in areas(content)]
        ),
    ],
    ids=["as many people as the stars", "a map of flows as wide as a street", "a map of regions as wide as a street", "no land"],
)
def test_what_leaves_no_room_is_built_all_the_same(copy, tmp_path, change):
    folder = copy()
    change(folder)
    assert koryo_geo.build(koryo_geo.load(folder), tmp_path / "out").folder.is_dir()


def areas(content):
    """The features of a base map that are drawn as areas."""
    return [row for row in content["features"] if row["geometry"]["type"].endswith("Polygon")]


def test_a_map_of_one_day_and_a_flow_of_nobody_are_built(copy, tmp_path):
    folder = spoil(copy(), "maps", 0, start="1867-09-01", end="1867-09-01")
    (folder / "stops.csv").unlink(missing_ok=True)
    rows = [
        row | ({"value": "0", "as_in_source": "0"} if row["figure"].startswith("b-land.1867") else {})
        for row in rows_of(folder, "attestations")
    ]
    write_rows(folder, "attestations", rows)
    assert koryo_geo.build(koryo_geo.load(folder), tmp_path / "out").folder.is_dir()
