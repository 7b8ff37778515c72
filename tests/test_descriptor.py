"""datapackage.json and every JSON file: of the form that is read, or one fault in words."""

import pytest

import koryo_geo
from koryo_geo.data.decoding import DEEPEST, json_object
from tests.sample import edit, faults_of


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("languages", value) for value in ("en", None, [], [1], ["en", "en"], [""], {})),
        *(("contributors", value) for value in ("me", None, ["me"], [{"title": 3}], [{"title": ["x"]}], {})),
        *(("licenses", value) for value in ("CC0", None, [3], {"name": "x"}, [{"name": None}])),
        *(("resources", value) for value in (None, {}, [1], "x")),
        *(
            (key, value)
            for key in ("title", "description", "version", "attribution")
            for value in (None, 1.0, ["x"], {}, "a\u0000")
        ),
        *(("projection", value) for value in (None, [], {"lat_1": True}, {"lat_1": "44"}, {"lon_0": None}, {"lon_0": 1e300})),
        *(("name", value) for value in (None, "", "../x", "a/b", "a b", ["x"], 3)),
    ],
)
def test_a_key_of_another_form_is_told(copy, key, value):
    faults = faults_of(edit(copy(), "datapackage.json", lambda content: content.__setitem__(key, value)))
    assert faults[0].startswith(f"datapackage.json:1:{key}: got ")


@pytest.mark.parametrize("file", ["datapackage.json", "regions.geojson", "basemap.geojson", "sources.csl.json"])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 100_000, "1: got brackets more than 100 deep; expected at most 100 brackets within one another."),
        ('{"a":\n' * 100_000, "101: got brackets more than 100 deep"),
        ('{"a": "\\ud800"}', "1: got half of a character (\\ud800); expected whole characters."),
        ('{\n"a": "x\\udc00"}', "2: got half of a character (\\udc00); expected whole characters."),
        ('{"a": 1' + "0" * 5000 + "}", "1: got a number of 5,001 signs; expected numbers of at most 40 signs."),
    ],
)
def test_what_no_reader_takes_well_is_refused_before_it_is_read(copy, file, text, said):
    folder = copy()
    (folder / file).write_text(text, "utf-8")
    assert faults_of(folder)[0].startswith(f"{file}:{said}")


@pytest.mark.parametrize(
    "text", ['{"a": "\\ud83d\\ude00"}', '{"a": "\\\\ud800"}', '{"a": "[[["}', '{"a": "\\"["}', "\ufeff\ufeff{}"[2:]]
)
def test_what_only_looks_like_that_is_read(text):
    assert isinstance(json_object("a.json", text), dict)


def test_depth_is_counted_and_not_brackets():
    assert isinstance(json_object("a.json", '{"a": [' + ", ".join(["[]"] * 500) + "]}"), dict)
    deep = DEEPEST - 1
    assert isinstance(json_object("a.json", '{"a": ' + "[" * deep + "]" * deep + "}"), dict)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "a.json:1: got an empty file; expected a JSON object."),
        ("[1]", "a.json:1: got a JSON list; expected a JSON object."),
        ("3", "a.json:1: got a JSON value; expected a JSON object."),
        ('{"a": 1,\n"b" 2}', "a.json:2: got text that is not JSON (at character 5); expected a JSON object. Look for a comma"),
        ('{"a": 1,\n"a": 2}', "a.json:2:a: got a key that stands twice in one object; expected each key once. Delete one of them."),
    ],
)
def test_where_a_text_is_no_json_is_told(text, said):
    assert str(json_object("a.json", text)).startswith(said)


def test_a_title_of_two_lines_breaks_nothing(copy, tmp_path):
    folder = edit(copy(), "datapackage.json", lambda content: content.__setitem__("title", 'One\nTwo "three"'))
    assert koryo_geo.build(koryo_geo.load(folder), tmp_path / "out").folder


def test_a_language_without_words_is_refused_by_check_as_by_build(copy, tmp_path):
    from koryo_geo.review.refusals import refusals

    dataset = koryo_geo.load(edit(copy(), "datapackage.json", lambda content: content.__setitem__("languages", ["xx"])))
    with pytest.raises(koryo_geo.KoryoError) as refused:
        koryo_geo.build(dataset, tmp_path / "out")
    assert refusals(dataset) == (str(refused.value),)
