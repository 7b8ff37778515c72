"""A folder becomes a Dataset, or every fault is told."""

import dataclasses
import json

import geopandas as gpd
import pandas as pd
import pytest

import koryo_geo
from koryo_geo.data.reading import bundled_names, default_name, find
from koryo_geo.data.rows import TABLES
from tests.sample import edit, faults_of, rows_of, spoil

LINE_SEPARATORS = "one\u2028two\u2029three\x0bfour\x85five\nsix"


def test_the_bundled_datasets_are_found_by_name():
    assert default_name() in bundled_names()
    assert "minimal" in bundled_names()
    assert all((find(name) / "datapackage.json").is_file() for name in bundled_names())


def test_a_dataset_is_frozen(minimal):
    with pytest.raises(dataclasses.FrozenInstanceError):
        minimal.name = "other"
    with pytest.raises(dataclasses.FrozenInstanceError):
        minimal.places[0].lat = 0


def test_a_row_stands_for_each_line_of_the_file(minimal):
    for table in TABLES:
        assert len(getattr(minimal, table)) == len(rows_of(minimal.folder, table))


def test_an_empty_cell_is_none_or_blank(minimal):
    assert minimal.place_by_key["lost-village"].lat is None
    assert minimal.place_by_key["lost-village"].country == "XC"
    assert minimal.place_by_key["a-town"].note == ""


def test_lists_in_cells_are_split(minimal):
    assert minimal.flows[1].stop_list == ("a-town", "b-town", "c-town")
    assert minimal.chapters[2].source_list == ("made-up-for-tests", "made-up-rival")


def test_digests_name_every_file_read(minimal):
    read = {"datapackage.json", "regions.geojson", "basemap.geojson", *(f"{table}.csv" for table in TABLES)}
    assert read <= set(minimal.digests) <= {path.name for path in minimal.folder.iterdir()}


def test_a_folder_loads_as_its_name_does(minimal, copy):
    folder = copy()
    other = koryo_geo.load(str(folder))
    assert other.places == minimal.places
    assert other.digests == minimal.digests


def test_any_line_separator_may_stand_in_a_cell(copy):
    folder = spoil(copy(), "places", 0, note=LINE_SEPARATORS, role="a\u2028b")
    assert koryo_geo.load(folder).places[0].note == LINE_SEPARATORS
    assert koryo_geo.load(folder).places[0].role == "a\u2028b"


@pytest.mark.parametrize("change", [lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text])
def test_windows_line_ends_and_a_byte_order_mark_are_read(copy, minimal, change):
    folder = copy()
    for table in TABLES:
        path = folder / f"{table}.csv"
        path.write_bytes(change(path.read_bytes().decode()).encode())
    assert koryo_geo.load(folder).places == minimal.places


def test_a_name_near_a_bundled_one_is_hinted_at():
    with pytest.raises(koryo_geo.DatasetError, match=r"datapackage\.json: got no such folder.*Did you mean minimal\?"):
        koryo_geo.load("minimall")


def test_a_folder_without_descriptor_is_refused(tmp_path):
    with pytest.raises(koryo_geo.DatasetError, match="a folder without it"):
        koryo_geo.load(tmp_path)


def test_an_unknown_map_is_named_with_those_there_are(minimal):
    with pytest.raises(KeyError, match=r"minimal has no map 'journy'; it has journey, counts. Did you mean journey\?"):
        minimal.map_plan("journy")


@pytest.mark.parametrize("table", [*TABLES, "regions", "base_map"])
def test_every_table_is_a_frame_with_one_row_a_record(minimal, table):
    frame = minimal.frame(table)
    assert len(frame) == len(getattr(minimal, table))
    assert isinstance(frame, gpd.GeoDataFrame) == (table in ("places", "stations", "regions", "base_map"))
    if isinstance(frame, gpd.GeoDataFrame):
        assert frame.crs == "EPSG:4326"


def test_a_place_without_position_has_an_empty_point(minimal):
    frame = minimal.frame("places").set_index("place")
    assert frame.geometry["lost-village"].is_empty
    assert frame.geometry["a-town"].coords[0] == (2, 46)


def test_a_frame_is_a_fresh_copy(minimal):
    frame = minimal.frame("figures")
    frame.loc[:, "figure"] = "spoilt"
    assert isinstance(minimal.frame("figures"), pd.DataFrame)
    assert minimal.frame("figures")["figure"][0] == minimal.figures[0].figure


def test_an_unknown_table_is_hinted_at(minimal):
    with pytest.raises(KeyError, match=r"no table 'plases'.*Did you mean places\?"):
        minimal.frame("plases")


def to_metres(content, member):
    """Turn a GeoJSON file into Web Mercator metres; say so in its crs member, or not."""
    from shapely.geometry import mapping, shape

    frame = gpd.GeoSeries([shape(feature["geometry"]) for feature in content["features"]], crs=4326).to_crs(3857)
    for feature, geometry in zip(content["features"], frame, strict=True):
        feature["geometry"] = mapping(geometry)
    if member:
        content["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}


def declare(crs, file):
    def change(content):
        next(item for item in content["resources"] if item["path"] == file)["crs"] = crs

    return change


@pytest.mark.parametrize("file", ["regions.geojson", "basemap.geojson"])
@pytest.mark.parametrize("member", [True, False])
def test_another_reference_system_is_converted_and_said(copy, minimal, file, member):
    folder = edit(copy(), file, lambda content: to_metres(content, member))
    if not member:
        edit(folder, "datapackage.json", declare("EPSG:3857", file))
    dataset = koryo_geo.load(folder)
    assert [notice.startswith(f"{file}: converted from ") for notice in dataset.notices] == [True]
    assert "3857" in dataset.notices[0]
    table = "regions" if file.startswith("regions") else "base_map"
    for one, other in zip(getattr(dataset, table), getattr(minimal, table), strict=True):
        assert one.geometry.equals_exact(other.geometry, 1e-9)


@pytest.mark.parametrize("crs", ["EPSG:4326", "OGC:CRS84", "urn:ogc:def:crs:OGC:1.3:CRS84"])
def test_degrees_are_not_converted_whatever_their_name(copy, crs):
    folder = edit(copy(), "datapackage.json", declare(crs, "regions.geojson"))
    assert koryo_geo.load(folder).notices == ()


def test_a_missing_reference_system_is_refused(copy):
    folder = edit(copy(), "datapackage.json", declare("", "regions.geojson"))
    (fault,) = faults_of(folder)
    assert fault.startswith("regions.geojson:crs: got no reference system; expected a declared reference system.")
    assert '"crs": "OGC:CRS84"' in fault


def test_an_unknown_reference_system_is_refused(copy):
    folder = edit(copy(), "datapackage.json", declare("EPSG:0", "basemap.geojson"))
    (fault,) = faults_of(folder)
    assert fault.startswith("basemap.geojson:crs: got 'EPSG:0'; expected a reference system that PROJ knows.")


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("name", None, "datapackage.json:1:name: got null; expected a name of letters"),
        ("title", ["x"], "datapackage.json:1:title: got ['x']; expected text."),
        ("resources", "x", "datapackage.json:1:resources: got 'x'; expected a list of objects."),
        ("projection", "x", "datapackage.json:1:projection: got 'x'; expected finite lat_1, lat_2, lat_0, lon_0 in degrees."),
        ("projection", {"lat_1": float("nan")}, "datapackage.json:1:projection: got {'lat_1': nan}; expected finite"),
        ("projection", {"lat_1": 40, "lat_2": -40}, "datapackage.json:1:projection: got {'lat_1': 40, 'lat_2': -40}; expected"),
        ("projection", {"lat_0": 91}, "datapackage.json:1:projection: got {'lat_0': 91}; expected"),
    ],
)
def test_a_descriptor_that_cannot_be_used_is_refused(copy, key, value, said):
    folder = edit(copy(), "datapackage.json", lambda content: content.__setitem__(key, value))
    assert faults_of(folder)[0].startswith(said)


@pytest.mark.parametrize(("text", "said"), [("{", "text that is not JSON"), ("[]", "a JSON list"), ("{}", "no such key")])
def test_a_descriptor_that_is_no_object_is_refused(copy, text, said):
    folder = copy()
    (folder / "datapackage.json").write_text(text)
    assert said in faults_of(folder)[0]
    assert faults_of(folder)[0].startswith("datapackage.json:1")


def test_faults_are_plain_data(copy):
    folder = spoil(copy(), "places", 0, lat="north")
    with pytest.raises(koryo_geo.DatasetError) as caught:
        koryo_geo.load(folder)
    (fault,) = json.loads(json.dumps([fault.to_dict() for fault in caught.value.faults]))
    assert (fault["file"], fault["row"], fault["column"], fault["got"]) == ("places.csv", 2, "lat", "'north'")


@pytest.mark.parametrize(("sign", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_a_table_that_a_spreadsheet_separated_otherwise_is_told_as_such(copy, sign, name):
    folder = copy()
    rows = rows_of(folder, "sources")
    text = "\n".join(sign.join(row) for row in (rows[0], *(row.values() for row in rows)))
    (folder / "sources.csv").write_text(text, "utf-8")
    got = f"got columns separated by {name}; expected columns separated by commas."
    assert faults_of(folder) == [f"sources.csv:1: {got} Save the file again as CSV, UTF-8, with commas."]


def test_a_dataset_is_named_in_one_short_line_and_shown_as_a_table(minimal, record):
    assert repr(minimal) == "<Dataset minimal 0.1.0: 10 figures, 13 attestations, 2 sources, maps journey, counts>"
    assert len(repr(record)) < 160
    assert "<td>attestations</td>" in record._repr_html_()
    assert len(record._repr_html_()) < 5_000
