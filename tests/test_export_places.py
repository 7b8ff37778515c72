"""The gazetteer as Linked Places, checked against the rules of the format.

The format's own repository (LinkedPasts/linked-places-format) publishes no JSON schema. The World Historical Gazetteer, which
takes such files in, publishes two: ``schema_lpf_v1.2.2.json`` (repository WorldHistoricalGazetteer/whgazetteer, folder
datasets/static/validate, commit b785905) for a feature, and the stricter ``lpf_v2.0.jsonld`` (repository whg3, folder
validation/static, commit 0782a59, ``$id`` https://whgazetteer.org/schema/lpf_v2.0.jsonld) for the whole collection. No package
carries them. So the rules below say in our own words what the two ask of the elements that we write, where they differ the
narrower of the two; and more where the README of the format asks for more. Both schemas themselves, run by hand, found no error
in the files made from either dataset (November 2026).
"""

import json

import jsonschema
import pytest
from babel import Locale

import koryo_geo
from koryo_geo.export import to_json
from koryo_geo.export.places import timespan, to_linked_places
from tests.sample import spoil

TEXT = {"type": "string", "minLength": 1}
#: An address, or a term of a namespace; a URN is one.
NAMED = {"type": "string", "pattern": r"^[A-Za-z][\w.+-]*:\S+$"}
DAY = {"type": "string", "pattern": r"^-?\d{1,4}(-(0[1-9]|1[0-2])(-([0-2]\d|3[01]))?)?$"}
LANG = {"type": "string", "pattern": r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"}
CERTAINTY = {"enum": ["certain", "less-certain", "uncertain"]}
COUNTRIES = sorted(
    code for code in Locale("en").territories if len(code) == 2 and code not in ("EU", "EZ", "UN", "XA", "XB", "XK", "ZZ")
)


def thing(required, properties, **rules):
    """An object with these members and no others."""
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False, **rules}


def listed(items, **rules):
    return {"type": "array", "items": items, **rules}


#: Either the day itself, or the days between which it lies.
MOMENT = {"oneOf": [thing(["in"], {"in": DAY}), thing([], {"earliest": DAY, "latest": DAY}, minProperties=1)]}
WHEN = thing(
    ["timespans"],
    {"timespans": listed(thing(["start"], {"start": MOMENT, "end": MOMENT}), minItems=1), "label": TEXT, "certainty": CERTAINTY},
)
CITATIONS = listed(thing(["label"], {"label": TEXT, "year": {"type": "string", "pattern": r"^-?\d+$"}, "@id": NAMED}), minItems=1)
POSITION = {
    "type": "array",
    "items": [{"type": "number", "minimum": -180, "maximum": 180}, {"type": "number", "minimum": -90, "maximum": 90}],
    "minItems": 2,
    "maxItems": 2,
}
POINT = thing(
    ["type", "coordinates"],
    {
        "type": {"const": "Point"},
        "coordinates": POSITION,
        "certainty": CERTAINTY,
        "citations": CITATIONS,
        "radius_km": {"type": "number"},
    },
)
NAME = thing(["toponym"], {"toponym": TEXT, "lang": LANG, "when": WHEN, "citations": CITATIONS, "certainty": CERTAINTY})
LINK = thing(
    ["type", "identifier"],
    {
        "type": {"enum": ["closeMatch", "exactMatch", "primaryTopicOf", "subjectOf", "seeAlso"]},
        "identifier": {"type": "string", "pattern": r"^https?://[\w.-]+\.[a-z]{2,}(/.*)?$"},
    },
)
PROPERTIES = thing(
    ["title"],
    {"title": TEXT, "ccodes": listed({"enum": COUNTRIES}, minItems=1, uniqueItems=True), "roles": listed(TEXT)},
)
#: Schema 2.0 wants a class or a type, and a time, in every feature.
FEATURE = thing(
    ["@id", "type", "properties", "names", "types", "geometry", "when"],
    {
        "@id": NAMED,
        "type": {"const": "Feature"},
        "properties": PROPERTIES,
        "when": WHEN,
        "names": listed(NAME, minItems=1, contains={"required": ["citations"]}),
        "types": listed(thing(["sourceLabels"], {"sourceLabels": listed(thing(["label"], {"label": TEXT, "lang": LANG}))})),
        "geometry": thing(["type", "geometries"], {"type": {"const": "GeometryCollection"}, "geometries": listed(POINT)}),
        "links": listed(LINK),
        "descriptions": listed(thing(["value"], {"value": TEXT, "lang": LANG})),
    },
)
COLLECTION = thing(
    ["type", "@context", "features"],
    {"type": {"const": "FeatureCollection"}, "@context": NAMED, "features": listed(FEATURE, minItems=1)},
)


LEDGER = "koryo_geo. A ledger that does not exist: data invented for tests. 1867."


def by_key(dataset):
    return {feature["@id"].rsplit(":", 1)[1]: feature for feature in to_linked_places(dataset)["features"]}


@pytest.mark.parametrize("name", ["minimal", "record"])
def test_the_gazetteer_keeps_the_rules_of_the_format(request, name):
    dataset = request.getfixturevalue(name)
    made = json.loads(to_json(to_linked_places(dataset)))
    jsonschema.Draft7Validator(COLLECTION).validate(made)
    urn = f"urn:x-koryo-geo:dataset:{dataset.name}:place:"
    assert [feature["@id"] for feature in made["features"]] == [f"{urn}{place.place}" for place in dataset.places]


def test_a_place_without_a_position_has_none(minimal):
    places = by_key(minimal)
    assert places["lost-village"]["geometry"]["geometries"] == []
    (point,) = places["a-town"]["geometry"]["geometries"]
    assert (point["coordinates"], point["certainty"]) == ([2.0, 46.0], "certain")


def test_a_name_keeps_its_language_its_time_and_its_source(minimal):
    places = by_key(minimal)
    names = {name["lang"]: name for name in places["b-town"]["names"]}
    assert names["ru"]["when"] == {"timespans": [timespan("../1917")], "label": "../1917"}
    assert names["ru"]["citations"] == [{"label": LEDGER, "year": "1867"}]
    assert places["b-town"]["properties"]["title"] == "B-town"


@pytest.mark.parametrize(
    ("date", "span"),
    [
        ("1867~", {"start": {"in": "1867"}}),
        ("1860/1867", {"start": {"in": "1860"}, "end": {"in": "1867"}}),
        ("1860/..", {"start": {"in": "1860"}, "end": {"earliest": "1860"}}),
        ("../1867-05", {"start": {"latest": "1867-05"}, "end": {"in": "1867-05"}}),
        ("1867-23", {"start": {"earliest": "1867-09-01", "latest": "1867-11-30"}}),
        ("../1867-23", {"start": {"latest": "1867-11-30"}, "end": {"earliest": "1867-09-01", "latest": "1867-11-30"}}),
    ],
)
def test_dates_say_no_more_than_they_say(date, span):
    assert timespan(date) == span


def test_a_doubted_time_keeps_its_doubt_and_its_words(copy):
    dataset = koryo_geo.load(spoil(copy(), "names", 0, valid="1860~/1867"))
    subject = dataset.names[0].subject
    whens = [name["when"] for feature in to_linked_places(dataset)["features"] for name in feature["names"] if "when" in name]
    assert {"timespans": [timespan("1860~/1867")], "label": "1860~/1867", "certainty": "less-certain"} in whens, subject


def test_what_a_place_was_in_the_record_is_the_records_own_word(record):
    (one,) = [feature for key, feature in by_key(record).items() if key == "ushtobe"]
    assert one["types"] == [{"sourceLabels": [{"label": role, "lang": "en"}]} for role in ("settlement", "unloading")]
    assert one["when"]["timespans"] == [{"start": {"in": "1937-08-21"}, "end": {"in": "2021-12-31"}}]


def test_a_code_that_names_no_country_is_left_out(minimal, record):
    assert all("ccodes" not in feature["properties"] for feature in by_key(minimal).values())
    assert by_key(record)["ushtobe"]["properties"]["ccodes"] == ["KZ"]


def test_a_gazetteers_entry_is_close_to_a_place_and_not_the_same(copy):
    """The place may be the station of the town that the gazetteer lists."""
    dataset = koryo_geo.load(spoil(copy(), "places", 1, geonameid="123"))
    assert by_key(dataset)["b-town"]["links"] == [{"type": "closeMatch", "identifier": "https://www.geonames.org/123/"}]
    assert "links" not in by_key(dataset)["a-town"]


def test_a_position_is_written_as_it_stands_with_its_certainty_and_its_radius(copy):
    folder = spoil(copy(), "places", 1, lat="46.123", lon="7.456", radius_km="12", certainty="estimated")
    (point,) = by_key(koryo_geo.load(folder))["b-town"]["geometry"]["geometries"]
    assert (point["coordinates"], point["radius_km"], point["certainty"]) == ([7.456, 46.123], 12, "less-certain")


@pytest.mark.parametrize(("url", "named"), [("https://example.org/a?b=1", True), ("see example.org", False), ("", False)])
def test_a_source_is_named_by_its_address_where_it_has_one(copy, url, named):
    dataset = koryo_geo.load(spoil(copy(), "sources", 0, url=url))
    (point,) = by_key(dataset)["b-town"]["geometry"]["geometries"]
    assert point["citations"][0].get("@id") == (url if named else None)


def test_the_terms_are_those_of_the_format(minimal):
    context = to_linked_places(minimal)["@context"]
    assert context.startswith("https://raw.githubusercontent.com/LinkedPasts/linked-places/")
    assert context.endswith(".jsonld")
