"""The bibliography: nothing made up for a source, titles in their own language, two styles and two files."""

import dataclasses
import json
import re

import pytest

from koryo_geo.data.sources.bibtex import to_bibtex
from koryo_geo.data.sources.csl import csl_item, people
from koryo_geo.data.sources.csl_json import to_csl_json
from koryo_geo.html.references import references


@pytest.fixture
def source(minimal):
    def make(**cells):
        blank = {field.name: "" for field in dataclasses.fields(minimal.sources[0])}
        row = {"source": "key", "title": "A title", "how_seen": "excerpt"} | cells
        return dataclasses.replace(minimal.sources[0], **blank | row)

    return make


@pytest.mark.parametrize("author", ["", "not shown in the excerpt", "not named", "not shown in the excerpt; quotes A. Doe"])
def test_words_that_say_that_no_author_is_known_are_no_author(source, author):
    row = source(author=author)
    assert not {"author", "editor"} & set(csl_item(row))
    (reference,) = references([row])
    assert not any("not shown" in form or "not named" in form or "Doe" in form for form in reference.forms.values())
    assert "\n  author" not in to_bibtex([row])


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Doe, Jane", ["Doe"]),
        ("Doe, Jane; Roe, R. (eds)", ["Doe", "Roe"]),
        ("Doe, Jane; bell hooks; van der Berg, Jan", ["Doe", "bell hooks", "van der Berg"]),
        ("Doe, Jane; et al.", ["Doe", "others"]),
        ("Doe, J. et al.", ["Doe", "others"]),
        ("Ким, Г. и др.", ["Ким", "others"]),
        ("A Long Name of a House, Its Own Department", ["A Long Name of a House, Its Own Department"]),
        ("house editors", ["house editors"]),
        ("Doe (as listed)", ["Doe"]),
    ],
)
def test_names_are_read_as_they_are_written(cell, names):
    assert [name.get("family") or name["literal"] for name in people(cell)] == names


def test_who_put_a_work_together_is_its_editor(source):
    item = csl_item(source(author="Roe, R. (ed.)", type="book"))
    assert "author" not in item
    assert item["editor"] == [{"family": "Roe", "given": "R."}]


@pytest.mark.parametrize(
    ("year", "issued"),
    [
        ("n.d.", None),
        ("", None),
        ("1867", {"date-parts": [[1867]]}),
        ("1867?", {"date-parts": [[1867]], "circa": True}),
        ("1867-1868", {"date-parts": [[1867], [1868]]}),
        ("186X", {"literal": "1860s"}),
        ("in press", {"literal": "in press"}),
    ],
)
def test_a_year_that_is_not_known_is_left_out_and_a_doubt_is_kept(source, year, issued):
    assert csl_item(source(year=year)).get("issued") == issued


def test_a_journal_is_taken_apart(source):
    row = source(
        author="Doe, Jane",
        title="On roads",
        type="article",
        year="1867",
        container="Old Studies 21(1)",
        pages_or_doc="171-188; doi 10.9999/old.1867",
        url="https://example.org/roads",
    )
    (reference,) = references([row])
    text = {style: re.sub("<.*?>", "", form) for style, form in reference.forms.items()}
    assert text == {
        "chicago": "Doe, Jane. 1867. “On roads.” Old Studies 21 (1): 171–188. https://doi.org/10.9999/old.1867.",
        "gost": "Doe J. On roads [Электронный ресурс] // Old Studies. 1867. Т. 21. № 1. С. 171–188. "
        "DOI: 10.9999/old.1867. URL: https://example.org/roads.",
    }


def test_a_book_has_a_place_and_a_publisher(source):
    (reference,) = references([source(author="Doe, Jane", type="book", year="1867", container="Old Town: New Press")])
    assert re.sub("<.*?>", "", reference.forms["chicago"]) == "Doe, Jane. 1867. A title. Old Town: New Press."
    assert re.sub("<.*?>", "", reference.forms["gost"]) == "Doe J. A title. Old Town: New Press, 1867."


@pytest.mark.parametrize(
    ("title", "lang"), [("여정의 기록", "ko"), ("Путь и дом", "ru"), ("Жол мен үй", "kk"), ("The way", ""), ("Шлях і дім", "")]
)
def test_a_title_says_its_language(source, title, lang):
    (reference,) = references([source(title=title)])
    assert reference.lang == lang
    for form in reference.forms.values():
        assert f">{title}</cite>" in form
        assert (f'<cite lang="{lang}">' in form) or not lang
    assert ('<cite lang="en">' in reference.forms["gost"]) == (title == "The way")


def test_markup_in_a_source_stays_text(source):
    row = source(title='<script>alert("1")</script> & so on', author="<b>Doe</b>", container="<i>", url='javascript:alert("1")')
    (reference,) = references([row])
    for form in reference.forms.values():
        assert not re.search(r"<(?!/?(i|cite|a)\b)", form)
        assert "javascript:" not in form
    assert "URL" not in csl_item(row)


def test_an_address_is_a_link_without_its_full_stop(source):
    (reference,) = references([source(url="https://example.org/a?b=1&c=2")])
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="noreferrer">' in reference.forms["chicago"]


def test_keys_that_differ_in_case_alone_are_two_sources(source):
    forms = references([source(source="Key", title="One"), source(source="key", title="Two")])
    assert ["One" in each.forms["chicago"] for each in forms] == [True, False]


def test_every_source_of_the_record_is_formatted_and_none_is_given_an_author(record):
    made = references(record.sources)
    assert {each.source.source for each in made} == set(record.source_by_key)
    for each in made:
        assert not re.search(r"\bnot (shown|named)\b", "".join(each.forms.values()))
        assert all("<cite" in form for form in each.forms.values()), each.source.source


def test_csl_json_and_bibtex_hold_every_source_once(record):
    items = json.loads(to_csl_json(record.sources))
    assert [item["id"] for item in items] == [row.source for row in record.sources]
    assert re.findall(r"^@\w+{(.*),$", to_bibtex(record.sources), re.MULTILINE) == [row.source for row in record.sources]


def test_bibtex_escapes_what_tex_reads_as_its_own(source):
    assert r"title = {50\% of A \& B\_C}" in to_bibtex([source(title="50% of A & B_C")])


def test_formatting_asks_nothing_of_an_empty_list():
    assert references([]) == ()
