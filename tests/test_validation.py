"""Bad input: a clear error for each kind, and no file written or overwritten."""

import math

import pytest

import koryo_geo
from koryo_geo.data.structure import schema
from koryo_geo.language.catalogue import catalogue
from tests.sample import (
    add,
    bytes_in,
    edit,
    empty,
    faults_of,
    rows_of,
    set_geometry,
    set_property,
    spoil,
    without_moves,
    write_rows,
)


def without(name):
    return lambda folder: (folder / name).unlink()


def text(name, change):
    def spoiler(folder):
        (folder / name).write_text(change((folder / name).read_text("utf-8")), "utf-8")

    return spoiler


def cell(table, row, **cells):
    return lambda folder: spoil(folder, table, row, **cells)


def feature(file, change):
    return lambda folder: edit(folder, file, change)


def latin_1(folder):
    path = folder / "places.csv"
    path.write_bytes(path.read_bytes().replace(b"No position", b"No position, caf\xe9"))


REGIONS, BASE = "regions.geojson", "basemap.geojson"
BOW_TIE = set_geometry(0, "Polygon", [[[0, 44], [3, 47], [3, 44], [0, 47], [0, 44]]])
METRES = set_geometry(0, "Polygon", [[[0, 4400000], [300000, 4700000], [300000, 4400000], [0, 4400000]]])
NAN = set_geometry(0, "Polygon", [[[0, 44], [math.nan, 47], [3, 44], [0, 44]]])


def checkpoint(**cells):
    row = {
        "checkpoint": "c", "date": "1867-09-06", "state": "departed", "flows": "a.b", "bound": "equal", "fitted": "no",
        "attestation": "b-land.1867.allocated.persons.made-up-for-tests", "source": "made-up-rival", "certainty": "estimated",
    }  # fmt: skip
    return lambda folder: add(folder, "checkpoints", **row | cells)


def voice(**cells):
    row = {
        "voice": "v", "who": "A child of six", "told_by": "self", "stage": "train", "text": "The rope was wet.",
        "source": "made-up-rival", "how_seen": "invented", "certainty": "estimated",
    }  # fmt: skip
    return lambda folder: add(folder, "voices", **row | cells)


#: What is done to the dataset, and how the first fault begins.
SPOILT = {
    "checkpoint of no flow": (
        checkpoint(flows="a.x"),
        "checkpoints.csv:2:flows: got 'a.x'; expected a key of flows.csv.",
    ),
    "checkpoint that counts nobody": (
        checkpoint(attestation=""),
        "checkpoints.csv:2:attestation: got ''; expected an attestation with a value.",
    ),
    "checkpoint of a number that is not known": (
        checkpoint(attestation="c-land.1868.settled.persons.made-up-for-tests"),
        "checkpoints.csv:2:attestation: got 'c-land.1868.settled.persons.made-up-for-tests' without a value",
    ),
    "first arrival where no flow stops": (
        checkpoint(attestation="", bound="first", state="arrived", place="lost-village"),
        "checkpoints.csv:2:place: got 'lost-village'; expected a stop of one of its flows.",
    ),
    "timetable fitted to those who wait": (
        checkpoint(state="waiting", fitted="yes"),
        "checkpoints.csv:2:fitted: got waiting, equal; expected departed and equal, or first",
    ),
    "checkpoint of no day": (checkpoint(date="1867-09"), "checkpoints.csv:2:date: got '1867-09'; expected a plain day"),
    "timetable without checkpoint": (
        cell("rules", 0, kind="timetable", left="made-up-rival", right=""),
        "rules.csv:2:left: got 'made-up-rival'; expected one key of checkpoints.csv.",
    ),
    "voice told by nobody we know": (voice(told_by="neighbour"), "voices.csv:2:told_by: got 'neighbour'; expected"),
    "voice without a source": (
        voice(source="made-up-rivals"),
        "voices.csv:2:source: got 'made-up-rivals'; expected a key of sources.csv.",
    ),
    "one of an event's sources": (
        cell("events", 0, source="made-up-for-tests;made-up-rivals"),
        "events.csv:2:source: got 'made-up-rivals'; expected a key of sources.csv. Did you mean made-up-rival?",
    ),
    "missing file": (without("flows.csv"), "flows.csv: got no readable file; expected this file in the dataset folder."),
    "missing GeoJSON": (without(REGIONS), "regions.geojson: got no readable file; expected this file"),
    "wrong column": (
        text("places.csv", lambda given: given.replace("country,lat,", "country,latt,")),
        "places.csv:1:lat: got 'latt'; expected the column 'lat' here. Did you mean lat?",
    ),
    "a column too many": (
        text("places.csv", lambda given: given.replace("source,note", "source,note,extra")),
        "places.csv:1: got 'extra'; expected no further column. The header is: place,role,",
    ),
    "columns in another order": (
        text("places.csv", lambda given: given.replace("lat,lon", "lon,lat")),
        "places.csv:1:lat: got 'lon'; expected the column 'lat' here.",
    ),
    "empty file": (text("places.csv", lambda _: ""), "places.csv:1: got an empty file; expected a header and rows."),
    "blank line": (text("places.csv", lambda given: given + "\n"), "places.csv:6: got an empty line; expected a row, or the end"),
    "not UTF-8": (latin_1, "places.csv:5: got byte 0xe9 that is not UTF-8; expected UTF-8 text. Save the file again"),
    "rule of no kind": (cell("rules", 0, kind="sum"), "rules.csv:2:kind: got 'sum'; expected"),
    "rule of no row": (
        cell("rules", 0, right="old-realm"),
        "rules.csv:2:right: got 'old-realm'; expected a key of attestations.csv",
    ),
    "rule of one part": (
        cell("rules", 0, left="b-land.1867.allocated.persons"),
        "rules.csv:2:left: got one row; expected two rows or more.",
    ),
    "rule of two wholes": (
        cell("rules", 0, right="old-realm.1867.deported.persons;b-land.1868.census.persons"),
        "rules.csv:2:right: got 2 rows; expected exactly one.",
    ),
    "rule that compares one row": (
        cell("rules", 0, kind="same_total", left="c-land.1867.allocated.persons", right=""),
        "rules.csv:2:left: got one row to compare; expected two rows or more, or a figure with two attestations.",
    ),
    "rule of persons and households": (
        cell("rules", 0, left="b-land.1867.allocated.households;c-land.1867.allocated.persons"),
        "rules.csv:2:left: got households and persons; expected one unit of count.",
    ),
    "rule that adds events": (
        cell("rules", 0, left="1867-08.order;c-land.1867.allocated.persons"),
        "rules.csv:2:left: got '1867-08.order'; expected attestations or figures. Only rivals may name other rows.",
    ),
    "share of nothing": (
        cell("rules", 0, kind="share_implies_total", left="b-land.1867.allocated.persons"),
        "rules.csv:2:share: got None; expected the percentage that is printed.",
    ),
    "share of two": (
        cell("rules", 0, kind="share_implies_total", share="60"),
        "rules.csv:2:left: got 2 rows; expected exactly one.",
    ),
    "share without need": (cell("rules", 0, share="60"), "rules.csv:2:share: got 60.0; expected no share."),
    "bad EDTF": (cell("figures", 0, date="autumn"), "figures.csv:2:date: got 'autumn'; expected an EDTF date. Write 1867,"),
    "interval backwards": (cell("names", 3, valid="1917/1860"), "names.csv:5:valid: got '1917/1860'; expected an EDTF date."),
    "an instant": (
        cell("events", 1, date="1867-09-01T08:00:00Z"),
        "events.csv:3:date: got '1867-09-01T08:00:00Z'; expected an EDTF",
    ),
    "no such day": (
        cell("flows", 0, depart_first="1867-02-30"),
        "flows.csv:2:depart_first: got '1867-02-30'; expected a plain day",
    ),
    "swapped": (
        cell("places", 0, lat="2", lon="46"),
        "places.csv:2:lat: got lat 2.0, lon 46.0; expected a position near the dataset's maps. Latitude and longitude look swapped",
    ),
    "station swapped": (cell("stations", 4, lat="9", lon="46.2"), "stations.csv:6:lat: got lat 9.0, lon 46.2; expected a position"),
    "out of range": (cell("places", 0, lat="95"), "places.csv:2:lat: got '95'; expected at most 90."),
    "half a position": (cell("places", 0, lat=""), "places.csv:2:lat: got nothing; expected both lat and lon, or neither."),
    "NaN": (cell("places", 0, lon="NaN"), "places.csv:2:lon: got 'NaN'; expected a number in digits"),
    "infinite": (cell("distances", 0, km="1e400"), "distances.csv:2:km: got '1e400'; expected a number in digits"),
    "not a number": (
        cell("attestations", 0, value="1,000"),
        "attestations.csv:2:value: got '1,000'; expected a whole number in digits, such as 1000. Write 1000.",
    ),
    "unknown place": (
        cell("stations", 3, place="b-twon"),
        "stations.csv:5:place: got 'b-twon'; expected a key of places.csv. Did you mean b-town?",
    ),
    "unknown stop": (
        cell("flows", 0, stops="a-town;b-towns"),
        "flows.csv:2:stops: got 'b-towns'; expected a key of places.csv. Did you",
    ),
    "unknown place of an event": (
        cell("events", 0, place="a-twon"),
        "events.csv:2:place: got 'a-twon'; expected a key of places.csv.",
    ),
    "unknown source": (
        cell("events", 0, source="made-up-for-test"),
        "events.csv:2:source: got 'made-up-for-test'; expected a key of sources.csv. Did you mean made-up-for-tests?",
    ),
    "unknown source in a list": (
        cell("chapters", 2, sources="made-up-for-tests;zzz"),
        "chapters.csv:4:sources: got 'zzz'; expected a key of sources.csv. Add it to sources.csv, or correct the spelling.",
    ),
    "unknown source of a region": (
        feature(REGIONS, set_property(1, "source", "made-up-rivals")),
        "regions.geojson:2:source: got 'made-up-rivals'; expected a key of sources.csv. Did you mean made-up-rival?",
    ),
    "unknown source of the base map": (
        feature(BASE, set_property(2, "source", "zzz")),
        "basemap.geojson:3:source: got 'zzz'; expected",
    ),
    "unknown unit": (feature(REGIONS, set_property(1, "unit", "b-lnad")), "regions.geojson:2:unit: got 'b-lnad'; expected a key"),
    "unknown parent": (
        feature(REGIONS, set_property(1, "parent", "old-real")),
        "regions.geojson:2:parent: got 'old-real'; expected",
    ),
    "a unit in itself": (
        cell("units", 0, parent="old-realm"),
        "units.csv:2:parent: got 'old-realm' in 'old-realm'; expected units that end at one without a parent.",
    ),
    "units in one another": (
        cell("units", 0, parent="b-hills"),
        "units.csv:2:parent: got 'old-realm' in 'b-hills' in 'b-land' in 'old-realm'; expected units that end at one",
    ),
    "units that carry on one another": (
        lambda folder: spoil(spoil(folder, "units", 1, continues="b-land"), "units", 2, continues="a-land"),
        "units.csv:3:continues: got 'a-land' carrying on 'b-land' carrying on 'a-land'; expected units that begin with one",
    ),
    "a unit carried on by two": (
        lambda folder: spoil(spoil(folder, "units", 1, continues="c-land"), "units", 2, continues="c-land"),
        "units.csv:4:continues: got 'c-land', which 'a-land' carries on already; expected a unit that no other carries on.",
    ),
    "a move on a map of flows": (
        cell("moves", 0, map="journey"),
        "moves.csv:2:map: got 'journey', of kind flows; expected a map of regions.",
    ),
    "a use of a move that is not there": (
        lambda folder: write_rows(folder, "moves", rows_of(folder, "moves")[1:]),
        "uses.csv:11:figure: got 'c-town.1868.moved.persons', of which the map has no move; expected a row in moves.csv. Add",
    ),
    "borders after the map's end": (
        cell("chapters", 4, boundaries="1869-01-01"),
        "chapters.csv:6:boundaries: got 1869-01-01; expected a day of the map 'counts': 1867-09-01 to 1868-12-31.",
    ),
    "no borders": (cell("chapters", 4, boundaries=""), "chapters.csv:6:boundaries: got nothing; expected a value for boundaries."),
    "no attestation named": (
        cell("attestations", 0, attestation=""),
        "attestations.csv:2:attestation: got nothing; expected a value for attestation.",
    ),
    "duplicate id": (
        cell("places", 2, place="b-town"),
        "places.csv:4:place: got 'b-town'; expected a key used once (it stands in row 3 too).",
    ),
    "duplicate pair": (
        cell("stations", 1, seq="1"),
        "stations.csv:3: got a key that is there already ('a-b-sea', '1');",
    ),
    "duplicate region": (
        feature(REGIONS, set_property(1, "region", "a-land.1860")),
        "regions.geojson:2:region: got 'a-land.1860' a second",
    ),
    "negative count": (cell("attestations", 0, value="-3"), "attestations.csv:2:value: got '-3'; expected at least 0."),
    "range backwards": (cell("deaths", 1, low="30"), "deaths.csv:3:value: got low 30, value None, high 20; expected low <= value"),
    "no attestation": (
        lambda folder: add(folder, "figures", figure="x", label="x", measure="plan", counted="persons", unit="b-land"),
        "figures.csv:12:figure: got 'x' without attestation; expected a row in attestations.csv.",
    ),
    "figure nowhere": (cell("figures", 0, unit=""), "figures.csv:2:unit: got neither unit nor place; expected exactly one"),
    "figure twice": (cell("figures", 0, place="a-town"), "figures.csv:2:unit: got both unit and place; expected exactly one"),
    "attestation of another figure": (
        cell("uses", 0, attestation="c-land.1867.allocated.persons.made-up-for-tests"),
        "uses.csv:2:attestation: got one of 'c-land.1867.allocated.persons'; expected an attestation of 'b-land.",
    ),
    "persons not known": (
        cell("flows", 0, persons_figure="c-land.1868.settled.persons"),
        "flows.csv:2:persons_figure: got 'c-land.1868.settled.persons', of which the map uses no number; expected an attestation",
    ),
    "one stop": (cell("flows", 0, stops="a-town"), "flows.csv:2:stops: got one stop; expected two stops or more"),
    "a stop twice": (cell("flows", 0, stops="a-town;a-town"), "flows.csv:2:stops: got 'a-town;a-town'; expected a stop once"),
    "a stop on no line": (
        cell("flows", 0, stops="a-town;lost-village"),
        "flows.csv:2:stops: got 'lost-village'; expected a place that",
    ),
    "a unit without position": (
        cell("flows", 0, destination_unit="b-hills"),
        "flows.csv:2:destination_unit: got 'b-hills'; expected a unit",
    ),
    "departs backwards": (
        cell("flows", 0, depart_first="1867-10-01"),
        "flows.csv:2:depart_first: got 1867-10-01 after 1867-09-11;",
    ),
    "days backwards": (cell("flows", 0, days_min="9"), "flows.csv:2:days_min: got 9.0 to 8.0; expected days on the way"),
    "no groups": (cell("flows", 0, groups="0"), "flows.csv:2:groups: got '0'; expected at least 1."),
    "points out of order": (
        cell("stations", 2, seq="9"),
        "stations.csv:5:seq: got 2 after 9; expected the points of 'b-c-rail' in order.",
    ),
    "half a box": (
        cell("chapters", 0, west=""),
        "chapters.csv:2:west: got some sides of a box; expected west, south, east and north",
    ),
    "map backwards": (cell("maps", 0, end="1867-01-01"), "maps.csv:2:end: got 1867-01-01, before 1867-08-15; expected an end"),
    "box backwards": (cell("maps", 0, west="20"), "maps.csv:2:west: got west 20.0, east 14.0; expected west less than east."),
    "kind of map": (
        cell("maps", 0, kind="flow"),
        "maps.csv:2:kind: got 'flow'; expected one of flows, regions.",
    ),
    "invalid polygon": (
        feature(REGIONS, BOW_TIE),
        "regions.geojson:1:geometry: got a polygon that crosses itself near (1.5, 45.5)",
    ),
    "invalid land": (feature(BASE, BOW_TIE), "basemap.geojson:1:geometry: got a shape that crosses itself near (1.5, 45.5)"),
    "overlap": (
        feature(REGIONS, set_geometry(0, "Polygon", [[[2, 44.2], [6, 44.2], [6, 47], [2, 47], [2, 44.2]]])),
        "regions.geojson:2:geometry: got 'b-land.1860' overlapping 'a-land.1860' by ",
    ),
    "a point for a region": (
        feature(REGIONS, set_geometry(0, "Point", [1, 45])),
        "regions.geojson:1:geometry: got Point; expected a Poly",
    ),
    "a line for land": (
        feature(BASE, set_geometry(0, "LineString", [[1, 45], [2, 45]])),
        "basemap.geojson:1:geometry: got LineString;",
    ),
    "empty polygon": (
        feature(REGIONS, set_geometry(0, "Polygon", [])),
        "regions.geojson:1:geometry: got Polygon (empty); expected",
    ),
    "no such geometry": (
        feature(BASE, set_geometry(0, "Blob", [1, 2])),
        "basemap.geojson:1:geometry: got a geometry of type 'Blob';",
    ),
    "a ring too short": (
        feature(REGIONS, set_geometry(0, "Polygon", [[[0, 0], [1, 1]]])),
        "regions.geojson:1:geometry: got a ring of 2 positions",
    ),
    "metres for degrees": (
        feature(REGIONS, METRES),
        "regions.geojson:1:geometry: got (0.0, 4400000.0); expected longitude and latitude",
    ),
    "base map in metres": (
        feature(BASE, METRES),
        "basemap.geojson:1:geometry: got (0.0, 4400000.0); expected longitude and latitude",
    ),
    "no geometry": (
        feature(REGIONS, lambda c: c["features"][0].pop("geometry")),
        "regions.geojson:1:geometry: got no geometry; expected",
    ),
    "no features": (
        feature(REGIONS, lambda c: c.pop("features")),
        "regions.geojson:features: got no list of features; expected a GeoJSON",
    ),
    "no property": (
        feature(REGIONS, lambda c: c["features"][0]["properties"].pop("level")),
        "regions.geojson:1:level: got no such property",
    ),
    "a list for text": (
        feature(REGIONS, set_property(0, "region", ["x"])),
        "regions.geojson:1:region: got ['x']; expected text or null.",
    ),
    "a number for a date": (
        feature(REGIONS, set_property(0, "valid_from", 1860)),
        "regions.geojson:1:valid_from: got 1860; expected text",
    ),
    "text for a truth": (
        feature(REGIONS, set_property(0, "uncertain", "no")),
        "regions.geojson:1:uncertain: got 'no'; expected one of true",
    ),
    "certainty": (
        feature(REGIONS, set_property(0, "certainty", "sure")),
        "regions.geojson:1:certainty: got 'sure'; expected one of docu",
    ),
    "level": (
        feature(REGIONS, set_property(0, "level", "oblasts")),
        "regions.geojson:1:level: got 'oblasts'; expected one of union,",
    ),
    "kind of ground": (
        feature(BASE, set_property(0, "kind", "lnad")),
        "basemap.geojson:1:kind: got 'lnad'; expected one of land, lake,",
    ),
    "valid backwards": (
        feature(REGIONS, set_property(0, "valid_to", "1850-01-01")),
        "regions.geojson:1:valid_to: got 1850-01-01, before",
    ),
    "valid in words": (
        feature(REGIONS, set_property(0, "valid_to", "1867")),
        "regions.geojson:1:valid_to: got '1867'; expected a plain day",
    ),
    "empty dataset": (lambda folder: empty(folder, "chapters"), "chapters.csv: got no rows; expected at least one row."),
    "empty base map": (
        feature(BASE, lambda c: c["features"].clear()),
        "basemap.geojson:features: got no features; expected at least",
    ),
}


@pytest.mark.parametrize("case", SPOILT)
def test_bad_input_is_told_by_file_row_and_column(copy, case):
    spoiler, said = SPOILT[case]
    folder = copy()
    spoiler(folder)
    assert any(fault.startswith(said) for fault in faults_of(folder)), faults_of(folder)


def test_coordinates_that_are_not_numbers_are_refused(copy):
    with pytest.warns(RuntimeWarning, match="invalid value"):
        (fault,) = faults_of(edit(copy(), REGIONS, NAN))
    assert fault.startswith("regions.geojson:1:geometry: got (nan, 47.0); expected longitude and latitude")


def test_a_circle_of_units_is_told_once_and_what_lies_in_it_is_not(copy):
    folder = spoil(spoil(copy(), "units", 0, parent="b-land"), "units", 1, parent="b-land")
    assert [fault.split(": got")[0] for fault in faults_of(folder)] == ["units.csv:2:parent"]


def test_one_fault_is_told_once(copy):
    assert len(faults_of(spoil(copy(), "places", 2, place="a-town"))) == 1


def test_several_faults_in_several_files_are_told_at_once(copy):
    folder = spoil(copy(), "places", 0, lat="95")
    spoil(folder, "attestations", 3, value="-1", certainty="sure")
    (folder / "names.csv").unlink()
    where = [fault.split(": got")[0] for fault in faults_of(folder)]
    assert where == ["places.csv:2:lat", "names.csv", "attestations.csv:5:value", "attestations.csv:5:certainty"]


def test_faults_of_dates_keys_and_positions_are_told_at_once(copy):
    folder = spoil(copy(), "figures", 0, date="x")
    spoil(folder, "figures", 1, unit="b-lan")
    spoil(folder, "places", 0, lat="2", lon="46")
    edit(folder, REGIONS, BOW_TIE)
    where = [fault.split(": got")[0] for fault in faults_of(folder)]
    assert where == ["figures.csv:2:date", "figures.csv:3:unit", "places.csv:2:lat", "regions.geojson:1:geometry"]


@pytest.mark.parametrize("taken", ["index", "embed", "record"])
def test_a_map_may_not_take_the_name_of_another_page(copy, taken):
    folder = copy()
    for name in ("maps", "uses", "chapters"):
        rows = [row | {"map": taken if row["map"] == "journey" else row["map"]} for row in rows_of(folder, name)]
        write_rows(folder, name, rows)
    assert faults_of(folder) == [
        f"maps.csv:2:map: got '{taken}'; expected another name than embed, index, record, which build writes too."
    ]


def test_a_map_of_regions_needs_a_chapter(copy):
    folder = without_moves(copy())
    write_rows(folder, "chapters", [row for row in rows_of(folder, "chapters") if row["map"] == "journey"])
    assert faults_of(folder) == ["maps.csv:3:map: got 'counts' without chapter; expected a row in chapters.csv."]


def test_neighbours_may_share_a_border_and_the_past_its_ground(copy):
    def past(content):
        old = {
            **content["features"][1],
            "properties": {**content["features"][1]["properties"], "region": "old", "valid_from": None},
        }
        content["features"].append({**old, "properties": {**old["properties"], "valid_to": "1859-12-31"}})

    assert len(koryo_geo.load(edit(copy(), REGIONS, past)).regions) == 4


@pytest.mark.parametrize("case", ["missing file", "negative count", "overlap", "not UTF-8", "NaN"])
def test_bad_input_leaves_what_was_built_before_as_it_was(copy, tmp_path, minimal, case):
    out = koryo_geo.build(minimal, tmp_path / "out").folder
    before, folder = bytes_in(out), copy()
    SPOILT[case][0](folder)
    with pytest.raises(koryo_geo.DatasetError):
        koryo_geo.build(koryo_geo.load(folder), out)
    assert bytes_in(out) == before


@pytest.mark.parametrize(
    ("column", "prefix"),
    [("certainty", "certainty"), ("confidence", "confidence"), ("measure", "measure"), ("counted", "unit"), ("mode", "mode")],
)
def test_every_choice_of_the_schema_has_words(column, prefix):
    choices = {
        choice
        for table in schema().values()
        for field in table["fields"]
        if field["name"] == column
        for choice in field["constraints"]["enum"]
    }
    assert {f"{prefix}_{choice}" for choice in choices} <= set(catalogue("en").strings)


def test_a_folder_may_do_without_checkpoints_and_voices(copy):
    folder = copy()
    for name in ("checkpoints", "voices"):
        (folder / f"{name}.csv").unlink()
    dataset = koryo_geo.load(folder)
    assert (dataset.checkpoints, dataset.voices) == ((), ())


def test_a_voice_and_a_checkpoint_are_rows_like_others(copy):
    dataset = koryo_geo.load(voice(age_then="6", date="1867-09", place="a-town")(checkpoint()(copy())))
    assert (dataset.voices[0].age_then, dataset.checkpoints[0].flow_list) == (6, ("a.b",))
