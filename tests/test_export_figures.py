"""The table of figures: every attestation once, unknown left blank, and readable by the library that its descriptor is for."""

import csv
import io
import json

import frictionless
import pytest

import koryo_geo
from koryo_geo.export.figures import COLUMNS, to_csv
from tests.sample import spoil


def table(dataset):
    lines = to_csv(dataset).decode("utf-8").splitlines(keepends=True)
    head = [line for line in lines if line.startswith("#")]
    return head, list(csv.DictReader(io.StringIO("".join(lines[len(head) :]), newline="")))


@pytest.mark.parametrize("name", ["minimal", "record"])
def test_every_attestation_is_there_once_with_its_citation(request, name):
    dataset = request.getfixturevalue(name)
    _, rows = table(dataset)
    assert sorted(row["attestation"] for row in rows) == sorted(row.attestation for row in dataset.attestations)
    assert list(rows[0]) == list(COLUMNS)
    assert all(row["citation"] for row in rows)


def test_the_head_says_how_to_cite_and_that_blank_is_not_zero(minimal):
    head, _ = table(minimal)
    assert any("Cite the source" in line for line in head)
    assert any("never zero" in line for line in head)
    assert any("Attribution" in line for line in head)


def test_what_is_not_known_is_blank_and_zero_is_zero(copy):
    dataset = koryo_geo.load(spoil(copy(), "attestations", 2, value="0"))
    rows = {row["attestation"]: row for row in table(dataset)[1]}
    unknown = rows["c-land.1868.settled.persons.made-up-for-tests"]
    assert (unknown["low"], unknown["value"], unknown["high"], unknown["certainty"]) == ("", "", "", "unknown")
    assert rows["b-land.1867.allocated.persons.made-up-for-tests"]["value"] == "0"


def test_a_row_names_the_maps_that_draw_it(minimal):
    rows = {row["attestation"]: row for row in table(minimal)[1]}
    assert rows["b-land.1867.allocated.persons.made-up-for-tests"]["used_by"] == "journey:flow;counts:region"
    assert rows["b-land.1867.allocated.persons.made-up-rival"]["used_by"] == ""


def test_places_and_units_are_named(minimal):
    rows = {row["figure"]: row for row in table(minimal)[1]}
    assert rows["c-town.1868.resident.persons"]["place_name"] == "C-town"
    assert rows["b-land.1868.census.persons"]["unit_name"] == "B-land"


def test_the_package_beside_it_is_valid(minimal, tmp_path):
    koryo_geo.build(minimal, tmp_path)
    descriptor = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    package = frictionless.Package.from_descriptor(descriptor, basepath=str(tmp_path))
    report = package.get_resource("figures").validate()
    assert report.valid, report.flatten(["type", "note"])
    assert len(package.get_resource("figures").read_rows()) == len(minimal.attestations)
    assert {resource["path"] for resource in descriptor["resources"]} == {
        "figures.csv",
        "places.lp.json",
        "sources.csl.json",
        "sources.bib",
    }


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", " =1+1", "＝1+1"])
def test_no_text_is_a_formula(copy, text):
    folder = spoil(spoil(copy(), "figures", 0, label=text), "attestations", 0, as_in_source=text, note=text)
    _, rows = table(koryo_geo.load(folder))
    cells = [cell for row in rows for name, cell in row.items() if name not in ("low", "value", "high")]
    assert f"'{text}" in cells
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "＝")) or cell.startswith(("\t", "\r")) for cell in cells)
