"""What Python packs into an island, the real runtime unpacks, whatever its keys and gaps."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from koryo_geo.html.islands import Island, packed

pytestmark = pytest.mark.browser

#: Keys that JavaScript sorts before others, that every object of it has, and that are languages.
KEYS = st.sampled_from([*"0127ab", "10", "-1", "01", "", "__proto__", "constructor", "toString", "length", "en", "ko"]) | st.text(
    st.characters(exclude_characters="$", exclude_categories=["Cs"]), max_size=4
)
LANGUAGES = st.sampled_from(["en", "ko", "ru", "kk"])
#: Some are in all languages, some in a few, in one or in none; few words, so that texts stand more than once.
TEXTS = st.dictionaries(LANGUAGES, st.sampled_from(["", "way", "путь", "길", "</script><!--"]), max_size=4)
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
LEAVES = st.none() | st.booleans() | NUMBERS | st.text(max_size=4) | TEXTS


def records(inner):
    """Enough of them to be written as rows: each lacks some of the names, and some values are None."""

    def of(names):
        some = st.fixed_dictionaries({}, optional=dict.fromkeys(names, inner))
        return st.lists(some, min_size=4, max_size=7) | st.dictionaries(KEYS, some, min_size=4, max_size=7)

    return st.lists(KEYS, min_size=1, max_size=4, unique=True).flatmap(of)


def nested(inner):
    """Records that have lists of records under one name."""
    parts = st.lists(st.dictionaries(st.sampled_from(["source", "__proto__", "1"]), inner, min_size=1), max_size=3)
    return st.lists(st.fixed_dictionaries({"said": parts}, optional={"key": inner, "7": parts}), min_size=4, max_size=7)


def containers(inner):
    """All that holds something."""
    return st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3) | records(inner) | nested(inner)


DOCUMENTS = st.recursive(LEAVES, containers, max_leaves=12) | containers(LEAVES)

READ = """islands => islands.map(([id, html]) => {
    document.body.insertAdjacentHTML("beforeend", html);
    return JSON.stringify(koryo.readIsland(id));
})"""


def made(count):
    """So many documents; gathered first, so that the browser is asked once for all of them."""
    found = []

    @settings(max_examples=count, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck))
    @given(DOCUMENTS)
    def gather(document):
        found.append(document)

    gather()
    return found


def unlike(runtime, documents):
    """The documents that the runtime reads otherwise than they were, the shortest first."""
    islands = [Island("test", document) for document in documents]
    # Numbers beyond what JavaScript counts singly are written there in other digits, and are the same numbers.
    read = runtime.evaluate(READ, [[island.id, island.html] for island in islands])
    wrong = [
        (document, text) for document, text in zip(documents, read, strict=True) if json.loads(text, parse_int=float) != document
    ]
    return sorted(wrong, key=lambda pair: len(json.dumps(pair[0])))


def test_the_runtime_reads_what_python_packs(runtime):
    documents = made(200)
    shapes = [json.dumps(packed(document)) for document in documents]
    for mark in ('"$texts"', '"$rows"', "__proto__", "null"):
        assert sum(mark in shape for shape in shapes) >= 5, mark
    for start in range(0, len(documents), 100):
        wrong = unlike(runtime, documents[start : start + 100])
        assert not wrong, wrong[0]


@pytest.mark.parametrize(
    "document",
    [
        None,
        [{"a": 1, "b": None}, {"a": 2}, {"b": 3}, {"c": {"en": "way", "ru": "путь"}}],
        [{"a": 1, "b": 2, "c": 3}, {"a": 1}, {"a": 1}, {"b": 2}, {}],
        {str(number): {"10": number, "9": number} for number in (10, 9, 1, 0)},
        json.loads(
            '{"__proto__": {"__proto__": 1}, "a": {"__proto__": null}, "b": {"__proto__": []}, "c": {"__proto__": {"d": 2}}}'
        ),
        [{"en": "way", "ru": "путь"}, {"en": "way", "kk": "жол"}, {"ko": "길", "ru": ""}, {"en": "only"}, {}],
        [{"said": [{"a": 1}, {"b": {"en": "way", "ko": "길"}}]}, {"said": []}, {"said": [{"a": 2, "b": 3}]}, {"other": 1}],
        {"$names": ["a"], "a": [1]},
    ],
    ids=["null", "none", "short", "integer-like", "proto", "texts", "nested", "names"],
)
def test_the_runtime_reads_the_shapes_that_are_hard(runtime, document):
    assert unlike(runtime, [document]) == []
