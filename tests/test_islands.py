"""Data islands: safe inside a script element, each text in several languages once, nothing else changed."""

import json

from hypothesis import given
from hypothesis import strategies as st

from koryo_geo.html.islands import Island, packed

TEXTS = st.dictionaries(st.sampled_from(["en", "ko", "ru", "kk"]), st.text(max_size=5), max_size=4)
DATA = st.recursive(
    st.none() | st.integers() | st.text(max_size=5) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcxyz", min_size=3, max_size=6), inner, max_size=4),
    max_leaves=20,
)


def record(names, row):
    """A record of a row that may be shorter than its names; a name with names of its own has records."""
    made = {}
    for name, value in zip(names, row, strict=False):
        if value is not None:
            made[name if isinstance(name, str) else name[0]] = (
                value if isinstance(name, str) else [record(name[1], item) for item in value]
            )
    return made


def restored(island):
    """What ``js/core/data.js`` makes of an island."""
    has_texts = isinstance(island, dict) and "$texts" in island
    texts = [record(island["$languages"], row) for row in island["$texts"]] if has_texts else []

    def walk(value):
        if isinstance(value, list):
            return [walk(item) for item in value]
        if not isinstance(value, dict):
            return value
        if "$" in value:
            return texts[value["$"]]
        if "$rows" not in value:
            return {key: walk(item) for key, item in value.items()}
        rows = value["$rows"]
        made = {
            key: record(value["$names"], walk(row)) for key, row in (rows.items() if isinstance(rows, dict) else enumerate(rows))
        }
        return made if isinstance(rows, dict) else list(made.values())

    return walk(island["data"] if has_texts else island)


@given(DATA)
def test_everything_comes_back_where_it_stood(data):
    assert restored(json.loads(json.dumps(packed(data)))) == data


def test_a_text_that_stands_twice_is_written_once():
    text = {"en": "way", "ru": "путь"}
    assert Island("x", {"a": text, "b": [dict(text)]}).json.count("путь") == 1


def test_a_language_that_a_text_lacks_stays_lacking():
    data = [{"en": "way", "ru": "путь"}, {"en": "home", "ko": "집"}]
    assert restored(packed(data)) == data


def test_a_value_that_is_null_stays_null():
    data = [{"path": None, "day": day} for day in range(9)]
    assert restored(json.loads(json.dumps(packed(data)))) == data


def test_records_of_one_shape_name_their_columns_once():
    assert Island("x", [{"region": str(n), "status": "none"} for n in range(9)]).json.count("status") == 1


def test_records_within_records_name_their_columns_once_too():
    data = {str(n): {"said": [{"source": "a", "value": n}, {"source": "b"}][: 1 + n % 2]} for n in range(9)}
    assert Island("x", data).json.count("source") == 1
    assert restored(json.loads(json.dumps(packed(data)))) == data


def test_data_in_one_language_stay_as_they_are():
    data = {"en": "a name that stands in one language", "numbers": [1, 2]}
    assert packed(data) == data
