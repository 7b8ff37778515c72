"""BibTeX out and back in: what a reference manager writes is read with the care that the table gets."""

import pytest

import koryo_geo
from koryo_geo.data.sources.bibtex import from_bibtex, to_bibtex
from koryo_geo.data.sources.csl_json import COLUMNS
from koryo_geo.review import check
from koryo_geo.review.diff import diff
from tests.sample import faults_of

#: As Zotero writes it, with its braces and commands; the note is what it shows as Extra.
ZOTERO = r"""
@article{doe2030,
	title = {On {Roads} and {\'E}migr\'es: 50\% of \textit{a} ``house''},
	volume = {7},
	issn = {0000-0000},
	url = {https://example.org/a_b?x=1&y=2--3},
	doi = {10.9999/old_2030},
	language = {en},
	number = {2},
	journal = {Old Studies},
	author = {Doe, Jane and {Old House} and van der Berg, Jan},
	month = may,
	year = {2030},
	note = {how\_seen: excerpt
reliability: medium
Seen in the reading room.},
	pages = {171--188},
}

@comment{jabref-meta: databaseType:bibtex;}

@book{roe2031,
	address = {Old Town},
	title = {A house},
	publisher = {New Press},
	editor = {Roe, R. and Poe, P.},
	year = {2031},
	how_seen = {full text},
}

@online{site2032,
	title = {A site},
	date = {2032-03-04},
	howpublished = {\url{https://example.org/~site}},
	how_seen = {excerpt},
}
"""


#: The line after the sample's own sources.
LINE = to_bibtex(koryo_geo.load("minimal").sources).count("\n") + 2


@pytest.fixture
def managed(copy):
    """A copy of a dataset whose sources stand in BibTeX alone."""

    def make(name="minimal", text=None):
        folder = copy(name)
        dataset = koryo_geo.load(folder)
        (folder / "sources.csv").unlink()
        (folder / "sources.bib").write_text(to_bibtex(dataset.sources) if text is None else text, "utf-8")
        return folder

    return make


def added(text):
    """The sample's own sources with more after them."""
    return to_bibtex(koryo_geo.load("minimal").sources) + "\n" + text


@pytest.mark.parametrize("name", ["minimal", "koryo1937"])
def test_what_a_build_writes_comes_back_in_unchanged(managed, name):
    dataset = koryo_geo.load(managed(name))
    assert dataset.sources == koryo_geo.load(name).sources
    assert "sources.bib" in dataset.digests
    assert dataset.notices == koryo_geo.load(name).notices


def test_check_and_diff_work_on_such_a_folder(managed, minimal):
    dataset = koryo_geo.load(managed())
    assert str(diff(minimal, dataset)) == "no picture moved"
    assert check.report(dataset)["totals"] == check.report(minimal)["totals"]


def test_what_zotero_writes_is_read_as_the_table_words_it():
    reading = from_bibtex(ZOTERO, "sources.bib")
    assert not reading.faults
    (line, article), (_, book), (_, site) = reading.rows
    assert line == 2
    assert article.title == "On Roads and Émigrés: 50% of a “house”"
    assert article.author == "Doe, Jane; Old House; van der Berg, Jan"
    assert (article.year, article.container) == ("2030", "Old Studies 7(2), 2030-05")
    assert article.pages_or_doc == "171-188; doi 10.9999/old_2030"
    assert article.url == "https://example.org/a_b?x=1&y=2--3"
    assert (article.how_seen, article.reliability, article.note) == ("excerpt", "medium", "Seen in the reading room.")
    assert (book.author, book.container, book.how_seen) == ("Roe, R.; Poe, P. (eds)", "Old Town: New Press", "full text")
    assert (site.year, site.url, site.container, site.type) == ("2032", "https://example.org/~site", "2032-03-04", "web page")


@pytest.mark.parametrize(
    ("date", "year", "container"),
    [
        ("year = 2019, month = 13, day = 4", "2019", ""),
        ("year = 2019, month = 0, day = 4", "2019", ""),
        ("date = {2019-25}", "2019-25", ""),
        ("date = {2019-21}", "2019", "2019-21"),
        ("year = {2019²}, month = {1²}", "2019²", ""),
        ("year = 2019, month = 12, day = 4", "2019", "2019-12-04"),
    ],
)
def test_a_month_that_no_year_has_is_none(date, year, container):
    ((_, row),) = from_bibtex(f"@misc{{a, title = {{x}}, {date}}}", "f").rows
    assert (row.year, row.container) == (year, container)
    assert from_bibtex(to_bibtex([row]), "f").rows[0][1] == row


def test_every_column_is_carried_even_where_bibtex_has_no_words_for_it(minimal):
    row = minimal.sources[0]
    odd = {column: f"not {column}; --''~ \\ {{{column}}} 50% & $1 #_^" for column in COLUMNS if column != "source"}
    source = type(row)(source="odd", **odd | {"url": "example.org/no--address"})
    ((_, again),) = from_bibtex(to_bibtex([source]), "f").rows
    assert again == source


def test_an_edited_field_counts_more_than_the_exact_cell_beside_it(minimal):
    source = type(minimal.sources[0])(**dict.fromkeys(COLUMNS, "x") | {"author": "Doe, Jane (as listed)", "url": ""})
    text = to_bibtex([source])
    assert "exact_author = {Doe, Jane (as listed)}" in text
    reading = from_bibtex(text.replace("author = {Doe, Jane}", "author = {Roe, Jane}"), "sources.bib")
    assert reading.rows[0][1].author == "Roe, Jane"
    assert reading.notices == ["sources.bib: x: author as read from its fields, which were edited"]


def test_an_entry_that_does_not_say_how_much_was_read_is_a_fault_that_says_how_to_say_it(managed):
    (fault,) = faults_of(managed(text=added("@book{doe2030,\n title = {A title}\n}")))
    assert fault == (
        f"sources.bib:{LINE}:doe2030/how_seen: got nothing; expected how much of it was read, such as 'excerpt'. "
        "Add a field how_seen = {excerpt} to the entry, or a line 'how_seen: excerpt' to its note. Zotero calls the note Extra."
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "@book{made-up-rival,\n title={x}, how_seen={excerpt}}",
            "made-up-rival/source: got 'made-up-rival'; expected a key used once.",
        ),
        (
            "@book{a, title={x}, title={y}}",
            "title: got the field title twice in '@book{a, title={x}, title={y}}'; expected each field once.",
        ),
        ("@book{a, title={x}", "got '@book{a, title={x}', which breaks off; expected a whole BibTeX entry. Look for a brace"),
        ("@book{a b, title={x}, how_seen={excerpt}}", "a b/source: got 'a b'; expected a key of letters"),
        ("@book{a, how_seen={excerpt}}", "a/title: got nothing; expected a value for title."),
    ],
)
def test_a_faulty_entry_is_told_by_line_entry_and_field(managed, text, said):
    folder = managed(text=added(text))
    (fault,) = faults_of(folder)
    where, _, rest = fault.partition(": got")
    assert where.startswith(f"sources.bib:{LINE}")
    assert said in fault
    assert rest


def test_a_broken_entry_does_not_take_the_next_one_with_it():
    reading = from_bibtex("@book{a, title={x}\n@book{b, title={y}, how_seen={excerpt}}", "sources.bib")
    assert [row.source for _, row in reading.rows] == ["b"]
    assert len(reading.faults) == 1


def test_a_key_in_two_files_is_a_fault(copy, minimal):
    folder = copy()
    (folder / "sources.bib").write_text(to_bibtex(minimal.sources[1:]), "utf-8")
    (fault,) = faults_of(folder)
    assert "got 'made-up-rival', which sources.csv has too; expected a key used once. Keep the source in one of the files." in fault


def test_a_file_that_is_not_utf_8_is_told(copy):
    folder = copy()
    (folder / "sources.bib").write_bytes(b"@book{a, title={\xe9}}")
    assert "sources.bib:1: got byte 0xe9 that is not UTF-8" in faults_of(folder)[0]


def test_a_command_without_its_text_is_left_as_it_is_written():
    ((_, row),) = from_bibtex(r"@misc{a, title={x \title}}", "f").rows
    assert row.title == r"x \title"
