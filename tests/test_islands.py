"""Data islands: safe inside a script element, each text in several languages once, nothing else changed."""

import json

from hypothesis import given
from hypothesis import strategies as st

from koryo_geo.islands import Island, with_text_table

TEXTS = st.dictionaries(st.sampled_from(["en", "ko", "ru", "kk"]), st.text(max_size=5), max_size=4)
DATA = st.recursive(
    st.none() | st.integers() | st.text(max_size=5) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcxyz", min_size=3, max_size=6), inner, max_size=4),
    max_leaves=20,
)


def restored(island):
    """What ``js/core.js`` makes of an island."""
    if not (isinstance(island, dict) and "$texts" in island):
        return island
    texts = [
        {lang: text for lang, text in zip(island["$languages"], row, strict=True) if text is not None} for row in island["$texts"]
    ]

    def walk(value):
        if isinstance(value, dict):
            return texts[value["$text"]] if "$text" in value else {key: walk(item) for key, item in value.items()}
        return [walk(item) for item in value] if isinstance(value, list) else value

    return walk(island["data"])


@given(DATA)
def test_every_text_comes_back_where_it_stood(data):
    packed = json.loads(json.dumps(with_text_table(data)))
    assert restored(packed) == data


def test_a_text_that_stands_twice_is_written_once():
    text = {"en": "way", "ru": "путь"}
    assert Island("x", {"a": text, "b": [dict(text)]}).json.count("путь") == 1


def test_a_language_that_a_text_lacks_stays_lacking():
    data = [{"en": "way", "ru": "путь"}, {"en": "home", "ko": "집"}]
    assert restored(with_text_table(data)) == data


def test_data_in_one_language_stay_as_they_are():
    data = {"en": "a name that stands in one language", "numbers": [1, 2]}
    assert with_text_table(data) == data
