"""What a build says of itself: provenance, citation and repository metadata, with nothing made up."""

import hashlib
import json

import pytest

import koryo_geo
from koryo_geo.export.citation import to_cff
from koryo_geo.export.datacite import to_datacite
from koryo_geo.html.record_page import FILES
from tests.sample import bytes_in, edit

yaml = pytest.importorskip("yaml")


@pytest.fixture(scope="module")
def built(minimal, tmp_path_factory):
    return koryo_geo.build(minimal, tmp_path_factory.mktemp("built"))


@pytest.fixture
def prov(built):
    return json.loads((built.folder / "provenance.json").read_text("utf-8"))


def test_provenance_names_every_file_read_and_made_by_its_sum(built, prov, minimal):
    read = {name.removeprefix("in:"): entity["run:sha256"] for name, entity in prov["entity"].items() if name.startswith("in:")}
    made = {name.removeprefix("out:"): entity["run:sha256"] for name, entity in prov["entity"].items() if name.startswith("out:")}
    assert read == dict(minimal.digests)
    files = {name: hashlib.sha256(data).hexdigest() for name, data in bytes_in(built.folder).items()}
    assert made == {name: digest for name, digest in files.items() if name not in ("build.json", "provenance.json")}


def test_provenance_refers_to_what_it_names(prov):
    known = {*prov["entity"], *prov["activity"], *prov["agent"]}
    relations = [row for kind in ("used", "wasGeneratedBy", "wasAssociatedWith") for row in prov[kind].values()]
    assert {key for row in relations for key in row.values()} <= known
    prefixes = {name.split(":")[0] for name in known}
    assert prefixes <= set(prov["prefix"])
    assert prov["agent"]["run:koryo_geo"]["run:version"] == koryo_geo.__version__


def test_provenance_tells_no_time(prov):
    assert "Time" not in json.dumps(prov)


def test_the_report_lists_the_open_formats(built):
    for name in {"record.html", *FILES} - {"build.json"}:
        data = (built.folder / name).read_bytes()
        assert built.report["files"][name] == {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def test_metadata_have_no_identifier_year_or_publisher_of_our_making(minimal, record):
    for dataset in (minimal, record):
        made = to_datacite(dataset)
        assert (made["identifiers"], made["publicationYear"], made["publisher"]) == ([], None, None)
        assert made["types"]["resourceTypeGeneral"] == "Dataset"
        assert [each["name"] for each in made["creators"]] == [each["title"] for each in dataset.descriptor["contributors"]]
    assert all(each["relatedIdentifier"].startswith("10.") for each in to_datacite(record)["relatedIdentifiers"])


def test_a_citation_file_is_yaml_with_what_the_dataset_says(record):
    made = yaml.safe_load(to_cff(record))
    assert (made["cff-version"], made["type"], made["title"]) == ("1.2.0", "dataset", record.title)
    assert made["license"] == "CC-BY-4.0"
    assert not {"doi", "date-released", "url"} & set(made)


def test_a_dataset_that_says_little_is_given_nothing(copy):
    folder = edit(
        copy(), "datapackage.json", lambda content: [content.pop(key) for key in ("licenses", "contributors", "description")]
    )
    dataset = koryo_geo.load(folder)
    made = yaml.safe_load(to_cff(dataset))
    assert made["authors"] == [{"name": "not named"}]
    assert not {"license", "abstract"} & set(made)
    assert (to_datacite(dataset)["creators"], to_datacite(dataset)["rightsList"]) == ([], [])
