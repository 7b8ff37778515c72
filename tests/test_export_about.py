"""What a build says of itself: provenance, citation and repository metadata, with nothing made up."""

import hashlib
import json
from pathlib import Path

import frictionless
import jsonschema
import pytest

import koryo_geo
from koryo_geo.export.citation import to_cff
from koryo_geo.export.datacite import to_datacite
from koryo_geo.html.record_page import FILES
from tests.sample import bytes_in, edit, faults_of

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


#: What DataCite's schema 4.5 asks of the fields that we write, in our words; ``required`` is the schema's own list.
WORD = {"type": "string", "minLength": 1}
DATACITE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["creators", "titles", "publisher", "publicationYear", "types", "schemaVersion"],
    "properties": {
        "schemaVersion": {"const": "http://datacite.org/schema/kernel-4"},
        "types": {"type": "object", "properties": {"resourceTypeGeneral": {"const": "Dataset"}, "resourceType": WORD}},
        "titles": {"type": "array", "minItems": 1, "items": {"required": ["title"], "properties": {"title": WORD}}},
        "creators": {"type": "array", "minItems": 1, "items": {"required": ["name"], "properties": {"name": WORD}}},
        "publisher": {"type": "object", "additionalProperties": False, "required": ["name"], "properties": {"name": WORD}},
        "publicationYear": {"type": "string", "pattern": "^[0-9]{4}$"},
        "dates": {"type": "array", "items": {"properties": {"date": WORD, "dateType": {"const": "Issued"}}}},
        "version": WORD,
        "language": WORD,
        "descriptions": {"type": "array", "items": {"properties": {"descriptionType": {"const": "Abstract"}}}},
        "rightsList": {"type": "array", "uniqueItems": True, "items": {"properties": {"rightsUri": WORD}}},
        "formats": {"type": "array", "uniqueItems": True, "items": WORD},
        "geoLocations": {"type": "array"},
        "relatedIdentifiers": {"type": "array", "uniqueItems": True},
    },
}


def test_metadata_are_what_the_repository_schema_asks_for(record):
    made = json.loads(json.dumps(to_datacite(record)))
    assert [error.message for error in jsonschema.Draft7Validator(DATACITE).iter_errors(made)] == []
    assert made["publicationYear"] == record.descriptor["published"][:4]
    assert made["publisher"] == {"name": "The koryo_geo developers"}
    assert [each["name"] for each in made["creators"]] == ["The koryo_geo developers"]
    assert all(each["relatedIdentifier"].startswith("10.") for each in made["relatedIdentifiers"])


def test_metadata_have_no_year_or_publisher_of_our_making(minimal):
    made = to_datacite(minimal)
    assert "publicationYear" not in made
    assert made["publisher"] == {"name": ":unkn"}


def test_a_year_that_is_none_is_a_fault(copy):
    folder = edit(copy(), "datapackage.json", lambda content: content.update(published="last year"))
    assert faults_of(folder)[0].startswith(
        "datapackage.json:1:published: got 'last year'; expected a year or day such as 1867-09-09."
    )


def test_a_citation_file_is_yaml_with_what_the_dataset_says(record):
    made = yaml.safe_load(to_cff(record))
    assert (made["cff-version"], made["type"], made["title"]) == ("1.2.0", "dataset", record.title)
    assert made["license"] == "CC-BY-4.0"
    assert [each["name"] for each in made["authors"]] == ["The koryo_geo developers"]
    assert str(made["date-released"]) == record.descriptor["published"]
    assert not {"doi", "url"} & set(made)


def test_our_own_citation_file_says_what_the_record_says(record):
    own = yaml.safe_load((Path(koryo_geo.__file__).parent.parent / "CITATION.cff").read_text("utf-8"))
    assert own["authors"] == yaml.safe_load(to_cff(record))["authors"]
    assert str(own["date-released"]) == record.descriptor["published"]
    assert own["version"] == koryo_geo.__version__ == record.version


def test_a_licence_of_no_known_name_is_cited_by_its_address(copy):
    licence = {"name": "our-own", "path": "https://example.org/licence"}
    folder = edit(copy(), "datapackage.json", lambda content: content.update(licenses=[licence], version="1"))
    made = yaml.safe_load(to_cff(koryo_geo.load(folder)))
    assert (made.get("license"), made["license-url"]) == (None, licence["path"])


def test_a_line_break_in_a_title_breaks_nothing(copy, tmp_path):
    title = 'A title\nin two lines, =1+1; "quoted"'
    built = koryo_geo.build(koryo_geo.load(edit(copy(), "datapackage.json", lambda content: content.update(title=title))), tmp_path)
    assert yaml.safe_load((tmp_path / "CITATION.cff").read_text("utf-8"))["title"] == title
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])
    head, *_ = (tmp_path / "figures.csv").read_text("utf-8").splitlines()
    assert head.startswith("# A title in two lines, '=1+1;")
    assert built.report["dataset"]["title"] == title


def test_a_dataset_that_says_little_is_given_nothing(copy):
    folder = edit(
        copy(), "datapackage.json", lambda content: [content.pop(key) for key in ("licenses", "contributors", "description")]
    )
    dataset = koryo_geo.load(folder)
    made = yaml.safe_load(to_cff(dataset))
    assert made["authors"] == [{"name": "not named"}]
    assert not {"license", "abstract"} & set(made)
    assert to_datacite(dataset)["creators"] == [{"name": ":unkn"}]
    assert "rightsList" not in to_datacite(dataset)
