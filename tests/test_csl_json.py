"""CSL-JSON out and back in: a dataset may keep its sources in a reference manager, and no cell is lost on the way."""

import json

import pytest

import koryo_geo
from koryo_geo.data.sources.csl_json import COLUMNS, Entry, from_csl_json, row_of, to_csl_json
from koryo_geo.review import check
from koryo_geo.review.diff import diff
from tests.sample import edit, faults_of, rows_of, write_rows

#: What Zotero writes for a book and an article: its note is what it shows as Extra.
ZOTERO = [
    {
        "id": "http://zotero.org/users/1/items/AB12",
        "citation-key": "doe2030",
        "type": "article-journal",
        "container-title": "Old Studies",
        "issue": "2",
        "volume": "7",
        "page": "171-188",
        "title": "On roads",
        "author": [{"family": "Doe", "given": "Jane"}, {"literal": "Old House"}],
        "DOI": "10.9999/old.2030",
        "issued": {"date-parts": [["2030", 5, 9]]},
        "note": "how_seen: excerpt\nreliability: medium\nSeen in the reading room.",
    },
    {
        "id": "roe2031",
        "type": "book",
        "title": "A house",
        "editor": [{"family": "Roe", "given": "R."}],
        "publisher": "New Press",
        "publisher-place": "Old Town",
        "ISBN": "978-0-00-000000-0",
        "issued": {"date-parts": [[2031]]},
        "custom": {"how_seen": "full text"},
    },
]


@pytest.fixture
def managed(copy):
    """A copy of a dataset whose sources stand in CSL-JSON alone."""

    def make(name="minimal", items=None):
        folder = copy(name)
        dataset = koryo_geo.load(folder)
        (folder / "sources.csv").unlink()
        text = to_csl_json(dataset.sources) if items is None else json.dumps(items)
        (folder / "sources.csl.json").write_text(text, "utf-8")
        return folder

    return make


def items_of(folder):
    return json.loads((folder / "sources.csl.json").read_text("utf-8"))


@pytest.mark.parametrize("name", ["minimal", "koryo1937"])
def test_what_a_build_writes_comes_back_in_unchanged(managed, name):
    dataset = koryo_geo.load(managed(name))
    assert dataset.sources == koryo_geo.load(name).sources
    assert "sources.csl.json" in dataset.digests
    assert dataset.notices == koryo_geo.load(name).notices


def test_check_and_diff_work_on_such_a_folder(managed, minimal):
    dataset = koryo_geo.load(managed())
    assert str(diff(minimal, dataset)) == "no picture moved"
    assert check.report(dataset)["totals"] == check.report(minimal)["totals"]


def test_a_build_of_such_a_folder_writes_the_same_bibliography(managed, minimal, tmp_path):
    one, other = (
        koryo_geo.build(dataset, tmp_path / name).folder for name, dataset in (("a", minimal), ("b", koryo_geo.load(managed())))
    )
    for name in ("record.html", "sources.csl.json", "sources.bib", "figures.csv"):
        assert (one / name).read_bytes() == (other / name).read_bytes()


def test_some_sources_may_stay_in_the_table(copy, minimal):
    folder = copy()
    _, *others = rows_of(folder, "sources")
    write_rows(folder, "sources", others)
    (folder / "sources.csl.json").write_text(to_csl_json(minimal.sources[:1]), "utf-8")
    assert set(koryo_geo.load(folder).sources) == set(minimal.sources)


def test_what_zotero_writes_is_read_as_the_table_words_it():
    reading = from_csl_json(json.dumps(ZOTERO), "sources.csl.json")
    assert not reading.faults
    article, book = (row for _, row in reading.rows)
    assert (article.source, article.author, article.year) == ("doe2030", "Doe, Jane; Old House", "2030")
    assert (article.container, article.pages_or_doc) == ("Old Studies 7(2), 2030-05-09", "171-188; doi 10.9999/old.2030")
    assert (article.how_seen, article.reliability, article.note) == ("excerpt", "medium", "Seen in the reading room.")
    assert article.type == "article"
    assert (book.author, book.container, book.how_seen) == (
        "Roe, R. (ed.)",
        "Old Town: New Press, ISBN 978-0-00-000000-0",
        "full text",
    )


@pytest.mark.parametrize(
    ("issued", "year", "container"),
    [
        ({"raw": "1937"}, "1937", ""),
        ({"raw": "about 1937"}, "about 1937", ""),
        ({"literal": "1937?"}, "1937?", ""),
        ({"date-parts": [[1937], [1938]]}, "1937-1938", ""),
        ({"date-parts": [["1937"], ["1937"]]}, "1937", ""),
        ({"date-parts": [[1937, 8, 21], [1937, 9]]}, "1937", "1937-08-21/1937-09"),
        ({"date-parts": [[2019, 13, 4]]}, "2019", ""),
        ({"date-parts": [[2019, 0]]}, "2019", ""),
        ({"date-parts": [[2019, 12, 4]]}, "2019", "2019-12-04"),
        ({}, "n.d.", ""),
    ],
)
def test_a_date_is_read_whole_in_every_form_that_csl_has(issued, year, container):
    ((_, row),) = from_csl_json(json.dumps([{"id": "a", "title": "x", "issued": issued}]), "f").rows
    assert (row.year, row.container) == (year, container)
    assert from_csl_json(to_csl_json([row]), "f").rows[0][1] == row


def test_every_column_is_carried_even_where_csl_has_no_words_for_it(minimal):
    row = minimal.sources[0]
    odd = {column: f"not {column}; --''~ \\ {{{column}}}" for column in COLUMNS if column != "source"}
    source = type(row)(source="odd", **odd)
    ((_, again),) = from_csl_json(to_csl_json([source]), "f").rows
    assert again == source


def test_an_edited_field_counts_more_than_the_exact_cell_beside_it(managed):
    items = items_of(managed("koryo1937"))
    number = next(n for n, item in enumerate(items) if "author" in item.get("custom", {}) and "author" in item)
    items[number]["author"] = [{"family": "New", "given": "Name"}]
    reading = from_csl_json(json.dumps(items), "sources.csl.json")
    assert reading.rows[number][1].author == "New, Name"
    assert reading.notices == [f"sources.csl.json: {items[number]['id']}: author as read from its fields, which were edited"]


def test_an_entry_that_does_not_say_how_much_was_read_is_a_fault_that_says_how_to_say_it(managed):
    folder = edit(managed(), "sources.csl.json", lambda items: items[0].update(note=""))
    (fault,) = [line for line in faults_of(folder) if "how_seen" in line]
    assert fault == (
        "sources.csl.json:made-up-for-tests/how_seen: got nothing; expected how much of it was read, such as 'excerpt'. "
        'Add "custom": {"how_seen": "excerpt"} to the item, or a line \'how_seen: excerpt\' to its note. '
        "Zotero calls the note Extra."
    )


def test_a_key_in_two_files_is_a_fault(copy, minimal):
    folder = copy()
    (folder / "sources.csl.json").write_text(to_csl_json(minimal.sources[:1]), "utf-8")
    (fault,) = faults_of(folder)
    assert fault == (
        "sources.csl.json:made-up-for-tests/source: got 'made-up-for-tests', which sources.csv has too; expected a key used once. "
        "Keep the source in one of the files."
    )


def test_a_key_twice_in_the_file_is_a_fault(managed):
    folder = edit(managed(), "sources.csl.json", lambda items: items.append(items[0]))
    assert "sources.csl.json:made-up-for-tests/source: got 'made-up-for-tests'; expected a key used once." in faults_of(folder)[0]


def test_a_reference_to_a_source_that_is_nowhere_names_the_files_that_are_there(managed):
    folder = edit(managed(), "sources.csl.json", lambda items: items.pop())
    assert any("expected a key of sources.csl.json." in line for line in faults_of(folder))


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ({"items": []}, "sources.csl.json:1: got a JSON dict; expected a list of CSL items. In Zotero: Export, format CSL JSON."),
        ([7], "sources.csl.json:item 1: got a JSON int; expected a CSL item: a JSON object."),
        ([{"id": "a", "author": "Doe"}], 'sources.csl.json:a/author: got "Doe"; expected a list of names.'),
        ([{"id": "a", "issued": {"date-parts": [["x"]]}}], "sources.csl.json:a/issued: got"),
        ([{"id": "a", "custom": 1}], 'sources.csl.json:a/custom: got 1; expected an object such as {"how_seen": "excerpt"}.'),
        ([{"id": "a", "title": ["x"]}], 'sources.csl.json:a/title: got ["x"]; expected text.'),
        (
            [{"id": "a b", "title": "x", "note": "how_seen: excerpt"}],
            "sources.csl.json:a b/source: got 'a b'; expected a key of letters",
        ),
        ([{"id": "a", "note": "how_seen: excerpt"}], "sources.csl.json:a/title: got nothing; expected a value for title."),
    ],
)
def test_what_is_no_csl_is_told_by_entry_and_field(managed, items, said):
    assert any(line.startswith(said) for line in faults_of(managed(items=items)))


def test_text_that_is_no_json_is_told_with_its_line(managed):
    folder = managed()
    (folder / "sources.csl.json").write_text("[\n{]", "utf-8")
    assert faults_of(folder)[0].startswith("sources.csl.json:2: got text that is not JSON")


def test_pages_of_the_fields_are_added_to_those_of_the_note():
    row, stale = row_of(Entry({"id": "a", "title": "x", "page": "7-9", "note": "pages_or_doc: doc. 3"}))
    assert row.pages_or_doc == "doc. 3; 7-9"
    assert stale == []
