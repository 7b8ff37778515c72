"""The gazetteer as Linked Places, checked against the rules of the format.

The schema below was written for these tests after the format's README (version 1.2.2, 4 September 2022) and the JSON schema that
the World Historical Gazetteer publishes for it, whose rules for the elements that we write it repeats.
"""

import json

import jsonschema
import pytest

from koryo_geo.export import to_json
from koryo_geo.export.places import timespan, to_linked_places

TEXT_OR_NULL = {"type": ["string", "null"]}
MOMENT = {
    "type": "object",
    "properties": {"in": TEXT_OR_NULL, "earliest": {"type": "string"}, "latest": {"type": "string"}},
    "additionalProperties": False,
    "minProperties": 1,
}
WHEN = {
    "type": "object",
    "required": ["timespans"],
    "properties": {
        "timespans": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "object", "required": ["start"], "properties": {"start": MOMENT, "end": MOMENT}},
        },
        "label": {"type": "string"},
    },
}
CITATIONS = {
    "type": "array",
    "items": {"type": "object", "required": ["label"], "properties": {"@id": TEXT_OR_NULL, "label": {"type": "string"}}},
}
POINT = {
    "type": "object",
    "required": ["type", "coordinates"],
    "properties": {
        "type": {"const": "Point"},
        "coordinates": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
        "certainty": {"enum": ["certain", "less-certain", "uncertain"]},
        "citations": CITATIONS,
    },
}
NAME = {
    "type": "object",
    "required": ["toponym"],
    "properties": {"toponym": {"type": "string", "minLength": 1}, "lang": TEXT_OR_NULL, "when": WHEN, "citations": CITATIONS},
}
LINK = {
    "type": "object",
    "required": ["type", "identifier"],
    "properties": {"type": {"enum": ["closeMatch", "exactMatch", "primaryTopicOf", "subjectOf", "seeAlso"]}},
}
FEATURE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["@id", "type", "properties", "names", "geometry"],
    "properties": {
        "@id": {"type": "string"},
        "type": {"const": "Feature"},
        "properties": {
            "type": "object",
            "required": ["title"],
            "properties": {
                "title": {"type": "string"},
                "ccodes": {"type": "array", "items": {"type": "string", "pattern": "^[a-zA-Z]{2}$"}},
            },
        },
        "when": WHEN,
        "names": {"type": "array", "minItems": 1, "items": NAME, "contains": {"required": ["citations"]}},
        "types": {"type": "array"},
        "geometry": {
            "type": "object",
            "required": ["type", "geometries"],
            "properties": {"type": {"const": "GeometryCollection"}, "geometries": {"type": "array", "items": POINT}},
        },
        "links": {"type": "array", "items": LINK},
        "relations": {"type": "array"},
        "descriptions": {"type": "array", "items": {"type": "object", "required": ["value"]}},
        "depictions": {"type": "array"},
    },
}
COLLECTION = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "required": ["type", "@context", "features"],
    "properties": {"type": {"const": "FeatureCollection"}, "features": {"type": "array", "items": FEATURE}},
}


@pytest.mark.parametrize("name", ["minimal", "record"])
def test_the_gazetteer_keeps_the_rules_of_the_format(request, name):
    dataset = request.getfixturevalue(name)
    made = json.loads(to_json(to_linked_places(dataset)))
    jsonschema.Draft7Validator(COLLECTION).validate(made)
    assert [feature["@id"] for feature in made["features"]] == [f"#{place.place}" for place in dataset.places]


def test_a_place_without_a_position_has_none(minimal):
    places = {feature["@id"]: feature for feature in to_linked_places(minimal)["features"]}
    assert places["#lost-village"]["geometry"]["geometries"] == []
    (point,) = places["#a-town"]["geometry"]["geometries"]
    assert (point["coordinates"], point["certainty"]) == ([2.0, 46.0], "certain")


def test_a_name_keeps_its_language_its_time_and_its_source(minimal):
    places = {feature["@id"]: feature for feature in to_linked_places(minimal)["features"]}
    names = {name["lang"]: name for name in places["#b-town"]["names"]}
    assert names["ru"]["when"] == {"timespans": [timespan("../1917")], "label": "../1917"}
    assert names["ru"]["citations"][0]["@id"] is None
    assert places["#b-town"]["properties"]["title"] == "B-town"


@pytest.mark.parametrize(
    ("date", "span"),
    [
        ("1867~", {"start": {"in": "1867~"}}),
        ("1860/1867", {"start": {"in": "1860"}, "end": {"in": "1867"}}),
        ("1860/..", {"start": {"in": "1860"}, "end": {"in": None}}),
        ("../1867-05", {"start": {"latest": "1867-05"}, "end": {"in": "1867-05"}}),
    ],
)
def test_dates_stay_as_they_are_written(date, span):
    assert timespan(date) == span
