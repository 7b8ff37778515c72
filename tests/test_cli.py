"""The command: parse, call, print."""

import json

import pytest
from typer.testing import CliRunner

import koryo_geo
from koryo_geo.cli import app
from koryo_geo.review import check
from tests.sample import bytes_in, edit, rows_of, set_geometry, spoil, write_rows


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_help_names_the_commands(run):
    result = run("--help")
    assert result.exit_code == 0
    assert all(command in result.stdout for command in ("build", "check", "explain", "diff", "version"))


def test_version_is_printed(run):
    assert run("version").stdout == f"{koryo_geo.__version__}\n"


def test_build_writes_to_maps_unless_told_otherwise(run, tmp_path):
    result = run("build", "minimal")
    assert result.exit_code == 0
    assert "maps/journey.html" in result.stdout
    assert run("build", "minimal", "--out", tmp_path / "elsewhere").exit_code == 0
    assert bytes_in(tmp_path / "maps") == bytes_in(tmp_path / "elsewhere")


def test_build_takes_a_folder(run, copy):
    assert run("build", copy(), "--out", "out").exit_code == 0


@pytest.mark.parametrize("unit", ["household", "person", "train"])
def test_build_takes_a_unit(run, unit):
    assert run("build", "minimal", "--unit", unit).exit_code == 0


def test_build_refuses_another_unit(run, tmp_path):
    result = run("build", "minimal", "--unit", "wagon")
    assert result.exit_code == 2
    assert "expected household, person or train" in result.stderr
    assert bytes_in(tmp_path) == {}


def test_build_of_bad_data_exits_with_1_and_writes_nothing(run, copy, tmp_path):
    result = run("build", spoil(copy(), "attestations", 0, value="-3"), "--out", "out")
    assert result.exit_code == 1
    assert "attestations.csv:2:value: got '-3'; expected at least 0." in result.stderr
    assert not (tmp_path / "out").exists()


def test_build_into_a_file_exits_with_1(run, tmp_path):
    (tmp_path / "maps").write_bytes(b"mine")
    result = run("build", "minimal")
    assert result.exit_code == 1
    assert result.stderr.startswith("cannot write maps: ")
    assert (tmp_path / "maps").read_bytes() == b"mine"


def test_build_of_unmatched_counts_exits_with_1_unless_they_are_named(run, copy):
    folder = copy()
    rows = rows_of(folder, "uses")
    rows[-1] |= {"drawn_as": "region", "attestation": "b-hills.1868.plan.households.made-up-rival"}
    write_rows(folder, "uses", rows)
    result = run("build", folder)
    assert result.exit_code == 1
    assert "--allow-unmatched" in result.stderr
    assert run("build", folder, "--allow-unmatched", "b-hills.1868.plan.households").exit_code == 0


def test_build_says_what_was_converted(run, copy):
    def to_pseudo(content):
        content["crs"] = {"type": "name", "properties": {"name": "EPSG:3395"}}
        content["features"] = []

    result = run("check", edit(copy(), "basemap.geojson", to_pseudo))
    assert "basemap.geojson:features: got no features" in result.stderr


def test_check_prints_what_a_sound_dataset_holds(run):
    result = run("check", "minimal")
    assert result.exit_code == 0
    assert result.stdout.startswith("minimal 0.1.0: no faults of structure, reference or date.\n")
    assert "| Figures | 10 |" in result.stdout
    assert "| Attestations | 13 |" in result.stdout


def test_check_of_the_default_dataset_needs_no_name(run):
    assert "no faults" in run("check", "--strict").stdout


def test_check_lists_every_fault_and_exits_with_1(run, copy):
    folder = spoil(copy(), "places", 0, lat="95")
    (folder / "names.csv").unlink()
    result = run("check", folder)
    assert result.exit_code == 1
    assert "2 faults" in result.stderr
    assert "places.csv:2:lat: got '95'" in result.stderr
    assert "names.csv: got no readable file" in result.stderr


def test_check_as_json_lists_the_faults(run, copy):
    folder = edit(copy(), "regions.geojson", set_geometry(0, "Point", [1, 45]))
    result = run("check", folder, "--json")
    assert result.exit_code == 1
    (fault,) = json.loads(result.stdout)["faults"]
    assert (fault["file"], fault["row"], fault["column"], fault["got"]) == ("regions.geojson", 1, "geometry", "Point")


def test_check_of_a_sound_dataset_as_json_holds_everything(run, minimal):
    assert json.loads(run("check", "minimal", "--json").stdout) == json.loads(json.dumps(check.report(minimal)))


def test_check_is_strict_about_what_the_dataset_does_not_acknowledge(run, copy):
    folder = spoil(copy(), "rules", 1, difference="")
    assert run("check", folder).exit_code == 0
    result = run("check", folder, "--strict")
    assert result.exit_code == 1
    assert "sent-people-by-the-letter" in result.stdout
    assert "[not acknowledged]" in result.stdout


def test_explain_prints_a_figure_with_its_sources_and_arithmetic(run):
    result = run("explain", "1,000", "minimal")
    assert result.exit_code == 0
    assert "All people sent away" in result.stdout
    assert "sent-people holds." in result.stdout


def test_explain_of_the_default_dataset_needs_no_name(run, record):
    key = record.figures[0].figure
    assert json.loads(run("explain", key, "--json").stdout)["answers"][0]["figure"] == key


def test_explain_takes_a_date(run):
    found = json.loads(run("explain", "B-land", "minimal", "--date", "1868", "--json").stdout)
    assert [answer["figure"] for answer in found["answers"]] == ["b-land.1868.census.persons"]


def test_explain_of_nothing_exits_with_1_and_says_what_comes_close(run):
    result = run("explain", "1001", "minimal")
    assert result.exit_code == 1
    assert "Did you mean 1,000" in result.stderr


def test_explain_refuses_a_date_that_is_none(run):
    assert run("explain", "B-land", "minimal", "--date", "autumn").exit_code == 2


def test_diff_names_rows_findings_and_pictures(run, copy, tmp_path):
    folder = spoil(copy(), "attestations", 2, value="601").rename(tmp_path / "changed")
    result = run("diff", "minimal", folder)
    assert result.exit_code == 0
    assert "value: 600 -> 601" in result.stdout
    assert "sent-people, holds: True -> False" in result.stdout
    assert "changed: journey, flows" in result.stdout
    assert json.loads(run("diff", "minimal", folder, "--json").stdout)["maps"][0]["key"] == "journey"


def test_a_misspelt_dataset_is_hinted_at(run):
    for command in (("build",), ("check",), ("explain", "1"), ("diff", "minimal")):
        result = run(*command, "minimale")
        assert result.exit_code == 1
        assert "Did you mean minimal?" in result.stderr
