"""What map programs do to GeoJSON: heights left out, everything else read as meant or told in words, feature by feature."""

import json
import math

import pytest

import koryo_geo
from koryo_geo.review.borders import GAP_WIDTH, seams
from koryo_geo.review.check import open_items, report
from tests.sample import edit, empty, faults_of, rows_of, set_geometry, set_property, spoil, without_moves, write_rows

REGIONS, BASE = "regions.geojson", "basemap.geojson"


def each_position(content, change):
    """Change every position of every polygon and line."""

    def walk(item):
        return change(item) if isinstance(item[0], int | float) else [walk(part) for part in item]

    for feature in content["features"]:
        feature["geometry"]["coordinates"] = walk(feature["geometry"]["coordinates"])


@pytest.mark.parametrize("files", [(REGIONS,), (BASE,), (REGIONS, BASE)])
def test_heights_are_left_out(copy, minimal, files):
    folder = copy()
    for file in files:
        edit(folder, file, lambda content: each_position(content, lambda position: [*position, 12.5]))
    dataset = koryo_geo.load(folder)
    assert [row.geometry for row in dataset.regions] == [row.geometry for row in minimal.regions]
    assert [row.geometry for row in dataset.base_map] == [row.geometry for row in minimal.base_map]


def test_heights_in_part_of_a_shape_are_told(copy):
    folder = edit(copy(), REGIONS, lambda content: content["features"][1]["geometry"]["coordinates"][0][1].append(7))
    (fault,) = faults_of(folder)
    assert fault.startswith(
        "regions.geojson:2:geometry: got positions with a height and positions without; expected all of one kind."
    )


def geometry(value):
    return lambda content: content["features"][1].__setitem__("geometry", value)


def feature(value):
    return lambda content: content["features"].__setitem__(1, value)


SHAPES = {
    "null": (geometry(None), "2:geometry: got no geometry (null); expected a GeoJSON geometry."),
    "text": (geometry("x"), "2:geometry: got 'x'; expected a GeoJSON geometry."),
    "no type": (geometry({"coordinates": []}), "2:geometry: got a geometry of type null; expected one of Point,"),
    "a type like one": (
        geometry({"type": "polygon", "coordinates": []}),
        "2:geometry: got a geometry of type 'polygon'; expected one",
    ),
    "a collection": (geometry({"type": "GeometryCollection"}), "2:geometry: got a GeometryCollection; expected one geometry."),
    "no coordinates": (geometry({"type": "Polygon"}), "2:geometry: got null; expected a list of coordinates."),
    "flat": (geometry({"type": "Polygon", "coordinates": [0, 1]}), "2:geometry: got 0; expected a list of coordinates."),
    "a missing number": (set_geometry(1, "Polygon", [[[0, None]]]), "2:geometry: got a position with null; expected positions of"),
    "a number as text": (set_geometry(1, "Polygon", [[["0", 1]]]), "2:geometry: got a position with '0'; expected positions of"),
    "a truth": (set_geometry(1, "Polygon", [[[True, 1]]]), "2:geometry: got a position with true; expected positions of"),
    "one number": (set_geometry(1, "Polygon", [[[5]]]), "2:geometry: got a position of 1 numbers; expected positions of"),
    "a short ring": (
        set_geometry(1, "Polygon", [[[5, 44], [6, 44], [5, 44]]]),
        "2:geometry: got a ring of 3 positions; expected four",
    ),
    "an open ring": (
        set_geometry(1, "Polygon", [[[5, 44], [6, 44], [6, 45], [5, 45]]]),
        "2:geometry: got a ring from [5, 44] to [5, 45]",
    ),
    "a hollow part": (set_geometry(1, "MultiPolygon", [[]]), "2:geometry: got a polygon without a ring; expected rings"),
    "beyond number": (
        set_geometry(1, "Polygon", [[[1e19, 44], [6, 44], [6, 45], [1e19, 44]]]),
        "2:geometry: got (1e+19, 44.0); expected",
    ),
    "a null feature": (feature(None), "2: got null; expected a GeoJSON Feature."),
    "a text for a feature": (feature("x"), "2: got 'x'; expected a GeoJSON Feature."),
    "nested": (set_geometry(1, "Polygon", [[[[5, 44]]]]), "2:geometry: got a position with a list; expected positions of"),
}


@pytest.mark.parametrize("case", SHAPES)
@pytest.mark.parametrize("file", [REGIONS, BASE])
def test_a_shape_that_is_none_is_told_by_its_feature(copy, case, file):
    change, said = SHAPES[case]
    faults = faults_of(edit(copy(), file, change))
    assert faults[0].startswith(f"{file}:{said}"), faults


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '{"type": "Topology", "objects": {}, "arcs": []}',
            "regions.geojson:features: got TopoJSON; expected a GeoJSON FeatureColl",
        ),
        ('{"type": "Feature", "properties": {}}', "regions.geojson:features: got a single Feature; expected"),
        ('{"type": "Polygon", "coordinates": []}', "regions.geojson:features: got a bare Polygon; expected"),
        ('{"type": "FeatureCollection"}', "regions.geojson:features: got no list of features; expected"),
        ('{"type": "Feature"}\n{"type": "Feature"}', "regions.geojson:2: got a second JSON object; expected one JSON object"),
    ],
)
def test_another_format_is_named(copy, text, said):
    folder = copy()
    (folder / REGIONS).write_text(text, "utf-8")
    assert faults_of(folder)[0].startswith(said)


@pytest.mark.parametrize("name", ["valid_from", "valid_to"])
@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("1860-01-01T00:00:00", "got '1860-01-01T00:00:00'; expected a plain day, such as 1867-09-09. Write 1860-01-01."),
        ("1860/01/01", "got '1860/01/01'; expected a plain day, such as 1867-09-09. Write 1860-01-01."),
        ("1867-W35-7", "got '1867-W35-7'; expected a plain day"),
        ("Point", "got 'Point'; expected a plain day"),
        (-3471292800000, "got -3471292800000; expected text or null"),
        (math.nan, "got nan; expected text or null"),
        ("a\u0000", "got the control character U+0000; expected text"),
    ],
)
def test_a_property_of_another_form_is_told(copy, name, value, said):
    (fault,) = faults_of(edit(copy(), REGIONS, set_property(2, name, value)))
    assert fault.startswith(f"regions.geojson:3:{name}: {said}")


@pytest.mark.parametrize("files", [(REGIONS,), (BASE,), (REGIONS, BASE)])
def test_latitude_first_is_recognised(copy, files):
    folder = copy()
    for file in files:
        edit(folder, file, lambda content: each_position(content, lambda position: position[::-1]))
    faults = faults_of(folder)
    assert [fault.split(":geometry")[0] for fault in faults] == [f"{file}:1" for file in files]
    assert all(fault.endswith("Latitude and longitude look swapped. GeoJSON has the longitude first.") for fault in faults)


def test_one_region_with_the_latitude_first_is_recognised(copy):
    folder = edit(copy(), REGIONS, set_geometry(0, "Polygon", [[[44, 0], [44, 3], [47, 3], [44, 0]]]))
    (fault,) = faults_of(folder)
    assert "1 of 3 shapes lie on the maps only when turned round" in fault


def test_a_latitude_beyond_the_pole_is_read_as_a_longitude(copy):
    (fault,) = faults_of(edit(copy(), REGIONS, set_geometry(0, "Polygon", [[[44, 130], [45, 131], [44, 131], [44, 130]]])))
    assert fault.endswith("Latitude and longitude look swapped. GeoJSON has the longitude first.")


DATE_LINE = "A map across the date line cannot be drawn."


def test_a_polygon_beyond_the_date_line_is_told_as_such(copy):
    (fault,) = faults_of(edit(copy(), REGIONS, set_geometry(0, "Polygon", [[[170, 60], [190, 60], [190, 65], [170, 60]]])))
    assert "(190.0, 60.0)" in fault
    assert DATE_LINE in fault
    assert "reference system" not in fault


@pytest.mark.parametrize(("table", "column"), [("places", "lon"), ("stations", "lon"), ("units", "label_lon"), ("maps", "east")])
def test_a_longitude_beyond_the_date_line_is_told_as_such(copy, table, column):
    (fault,) = faults_of(spoil(copy(), table, 0, **{column: "186"}))
    assert "got '186'; expected at most 180. Longitudes end at the date line: write -174." in fault
    assert DATE_LINE in fault


def test_a_map_across_the_date_line_is_refused_in_so_many_words(copy):
    (fault,) = faults_of(spoil(copy(), "maps", 0, west="170", east="-170"))
    assert fault.startswith("maps.csv:2:west: got west 170.0, east -170.0; expected west less than east. Does it reach across 180")
    assert DATE_LINE in fault


def test_a_polygon_that_crosses_the_date_line_is_told_as_such(copy):
    folder = edit(copy(), REGIONS, set_geometry(0, "Polygon", [[[179, 45], [-179, 45], [-179, 46], [179, 45]]]))
    assert faults_of(folder)[0].startswith(
        "regions.geojson:1:geometry: got a side from 179 to -179 degrees of longitude; expected sides"
    )
    assert DATE_LINE in faults_of(folder)[0]


def test_a_polygon_cut_at_the_date_line_and_one_round_the_world_are_read(copy):
    cut = [[[[179, 45], [180, 45], [180, 46], [179, 45]]], [[[-180, 45], [-179, 45], [-180, 46], [-180, 45]]]]
    folder = edit(copy(), REGIONS, set_geometry(0, "MultiPolygon", cut))
    edit(folder, BASE, set_geometry(0, "Polygon", [[[-180, 60], [180, 60], [180, 90], [-180, 90], [-180, 60]]]))
    assert koryo_geo.load(folder).regions


def test_a_line_that_crosses_the_date_line_is_told_as_such(copy):
    folder = spoil(spoil(copy(), "stations", 0, lon="171"), "stations", 1, lon="-179.4")
    assert f"stations.csv:3:lon: got -179.4 after 171; expected a line that does not cross the date line. {DATE_LINE}" in faults_of(
        folder
    )


def declare(crs):
    def change(content):
        next(item for item in content["resources"] if item["path"] == REGIONS)["crs"] = crs

    return change


@pytest.mark.parametrize(
    ("crs", "expected"),
    [
        ("EPSG:4978", "a reference system of longitude and latitude or of a plane map"),
        ("EPSG:5773", "a reference system of longitude and latitude or of a plane map"),
        ('LOCAL_CS["x"]', "a reference system of longitude and latitude or of a plane map"),
        ("+proj=longlat +R=1737400", "a reference system of the earth"),
        ("x" * 5000, "a reference system that PROJ knows"),
        (["EPSG:4326"], "the name of a reference system"),
        (4326, "the name of a reference system"),
    ],
)
def test_a_reference_system_that_is_none_of_a_map_is_told(copy, crs, expected):
    (fault,) = faults_of(edit(copy(), "datapackage.json", declare(crs)))
    assert fault.startswith("regions.geojson:crs: got ")
    assert f"expected {expected}." in fault
    assert len(fault) < 300


def test_a_reference_system_with_heights_is_one_of_a_map(copy):
    assert koryo_geo.load(edit(copy(), "datapackage.json", declare("EPSG:4979"))).regions


def test_a_map_of_flows_needs_no_polygon(copy, tmp_path):
    folder = without_moves(copy())
    edit(folder, REGIONS, lambda content: content["features"].clear())
    for unit in (1, 2):
        spoil(folder, "units", unit, label_lat="46", label_lon=str(5 * unit - 3))
    for table in ("maps", "chapters", "uses"):
        write_rows(folder, table, [row for row in rows_of(folder, table) if row["map"] == "journey"])
    empty(folder, "translations")
    dataset = koryo_geo.load(folder)
    assert report(dataset)["refusals"] == []
    assert koryo_geo.build(dataset, tmp_path / "out").folder


def test_no_sound_polygon_is_told_and_no_more(copy):
    bow_tie = {"type": "Polygon", "coordinates": [[[0, 44], [3, 47], [3, 44], [0, 47], [0, 44]]]}
    folder = edit(copy(), REGIONS, lambda content: [item.__setitem__("geometry", bow_tie) for item in content["features"]])
    assert [fault.split(";")[0] for fault in faults_of(folder)] == [
        f"regions.geojson:{number}:geometry: got a polygon that crosses itself near (1.5, 45.5)" for number in (1, 2, 3)
    ]


def shift_border(content, by):
    """Move the eastern side of A-land's neighbour: first make them neighbours, then apart or over each other."""
    content["features"][0]["geometry"] = {"type": "Polygon", "coordinates": [[[2, 44], [6, 44], [6, 47], [2, 47], [2, 44]]]}
    east = 6 + by
    square = [[[east, 44], [9, 44], [9, 47], [east, 47], [east, 44]]]
    content["features"][1]["geometry"] = {"type": "Polygon", "coordinates": square}
    content["features"][2]["geometry"] = {"type": "Polygon", "coordinates": [[[9, 44], [12, 44], [12, 48], [9, 48], [9, 44]]]}


@pytest.mark.parametrize("by", [-1e-6, 1e-6, GAP_WIDTH / 2])
def test_a_small_overlap_or_gap_is_a_warning(copy, by):
    dataset = koryo_geo.load(edit(copy(), REGIONS, lambda content: shift_border(content, by)))
    told = dict(seams(dataset))
    assert set(told) == {"a-land.1860", "b-land.1860"}
    assert "its border misses that of b-land.1860 by less than 0.01 degrees near (6.0" in told["a-land.1860"]
    assert {item["subject"] for item in open_items(report(dataset)) if item["group"] == "polygons"} == set(told)


@pytest.mark.parametrize("by", [0, 1])
def test_a_border_that_fits_and_a_wide_gap_are_none(copy, by):
    dataset = koryo_geo.load(edit(copy(), REGIONS, lambda content: shift_border(content, by)))
    assert dict(seams(dataset)) == {}


def test_a_large_overlap_is_a_fault(copy):
    (fault,) = faults_of(edit(copy(), REGIONS, lambda content: shift_border(content, -0.1)))
    assert fault.startswith("regions.geojson:2:geometry: got 'b-land.1860' overlapping 'a-land.1860' by 0.3 square degrees")


def test_the_bundled_borders_fit(record):
    assert dict(seams(record)) == {}


def test_a_json_file_is_read_once_and_whole(copy):
    folder = copy()
    text = (folder / REGIONS).read_text("utf-8")
    (folder / REGIONS).write_text("\ufeff" + text, "utf-8")
    assert json.loads(text)["features"]
    assert len(koryo_geo.load(folder).regions) == 3
