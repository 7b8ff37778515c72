"""What reference managers and hand-kept bibliographies really hold: nothing is lost, nothing is a traceback, nothing takes long."""

import json
import time

import pytest

from koryo_geo.data.rows import Source
from koryo_geo.data.sources.bibtex import from_bibtex, to_bibtex
from koryo_geo.data.sources.csl_json import from_csl_json, to_csl_json
from koryo_geo.data.sources.tex import tex_of, text_of
from koryo_geo.html.references import references


def read(text):
    """The rows of a BibTeX file without faults, by key."""
    reading = from_bibtex(text, "sources.bib")
    assert not reading.faults, [str(fault) for fault in reading.faults]
    return {row.source: row for _, row in reading.rows}


def faults_in(text):
    return [str(fault) for fault in from_bibtex(text, "sources.bib").faults]


def out_and_in(row):
    """A row that both formats bring back as it is."""
    for write, again in ((to_bibtex, from_bibtex), (to_csl_json, from_csl_json)):
        reading = again(write([row]), "f")
        assert not reading.faults
        assert [each for _, each in reading.rows] == [row]
    return row


def shown(row):
    """A reference in both styles."""
    (reference,) = references([row])
    return reference.forms


def test_strings_are_joined_and_months_are_words():
    rows = read(
        """@string{js = "Journal of Studies"}
@string(np = {New Press})
@article{a, title="A " # "B " # js, author={Doe, J.}, journal=js, month=jul, year=2017}
@book{b, title={T}, author={Doe, J.}, publisher=np, year=1995, month = oct # "~" # 12}"""
    )
    assert (rows["a"].title, rows["a"].container) == ("A B Journal of Studies", "Journal of Studies, 2017-07")
    assert rows["b"].container == "New Press, 1995-10-12"


def test_a_short_name_that_is_not_defined_is_told():
    (fault,) = faults_in("@string{press = {New Press}}\n@book{b, title={T}, publisher=prees}")
    assert fault == (
        "sources.bib:2:b/publisher: got the short name 'prees', which no @string gives; expected a name that is defined. "
        "Did you mean press?"
    )


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"Mart{\'\i}n Dar{\'\i}o, {\v{S}}kv{\'a}ra, Ji{\v r}{\'{\i}}", "Martín Darío, Škvára, Jiří"),
        (r"Erd{\H o}s, Gr{\=u}z{\={\i}}tis, \L\'od\'z, \AA ngstr\"om, Fran{\c{c}}ois", "Erdős, Grūzītis, Łódź, Ångström, François"),
        (r"Nguy{\~\^e}n Th{\'\u a}ng", "Nguyễn Thắng"),
        (r"{{UdSSR}} --- \emph{a} \textit{b} \& 5\% \$1 a\_b \#1 ``q''", "UdSSR — a b & 5% $1 a_b #1 “q”"),
        (r"{\cyr Kim}, {\CYRG}{\cyre}", "Kim, Ге"),
        (r"\foreignlanguage{russian}{Путь} \url{http://x.org/a_b}", "Путь http://x.org/a_b"),
        (r"G.~N.\ x {\textasciitilde}", "G. N. x ~"),
        (r"a \title", r"a \title"),
        (r"a \footnote", r"a \footnote"),
        (r"\begin{x}", r"\begin{x}"),
        (r"$x^2$ and 5$", "$x^2$ and 5$"),
        (r"$\alpha$", "$α$"),
        (r"\alpha", "α"),
        ("50% of A & B", "50% of A & B"),
        ("{unclosed", "unclosed"),
        ("\\", "\\"),
    ],
)
def test_tex_is_read_as_it_is_printed(tex, text):
    assert text_of(tex) == text


@pytest.mark.parametrize("text", ["50% & $1 #a_b ~x^ {y} \\z", "a--b ''c'' ``d,, ?`", "\\'e {\\v S}", "¿Škvára?"])
def test_text_comes_back_from_tex(text):
    assert text_of(tex_of(text)) == text


def test_no_author_is_lost():
    people = (
        "van der Berg, Jan and de la Cruz, Jr., Ana and Ludwig van Beethoven and {Path and House} and bell hooks and 김게르만 "
        "and a, b, c, d and others"
    )
    row = out_and_in(read(f"@book{{a, title={{T}}, author={{{people}}}, year=2001}}")["a"])
    assert row.author == (
        "van der Berg, Jan; de la Cruz, Ana Jr.; van Beethoven, Ludwig; Path and House; bell hooks; 김게르만; a, b, c, d; et al."
    )
    for form, others in zip(shown(row).values(), (", and others.", " и др."), strict=True):
        assert all(name in form for name in ("van der Berg", "Cruz", "Beethoven", "Path and House", "bell hooks", "김게르만"))
        assert others in form
    (item,) = json.loads(to_csl_json([row]))
    assert (len(item["author"]), item["author"][-1]) == (8, {"literal": "others"})
    assert "and others}" in to_bibtex([row])


def test_names_of_csl_are_read_whole():
    names = [{"literal": "House"}, {"family": "de", "given": ""}, {"given": "Only"}, {"literal": "others"}]
    names.insert(2, {"family": "Beethoven", "given": "L", "non-dropping-particle": "van"})
    ((_, row),) = from_csl_json(json.dumps([{"id": "a", "title": "T", "author": names}]), "f").rows
    assert row.author == "House; de; van Beethoven, L; Only; et al."
    out_and_in(row)


def test_an_entry_inherits_from_the_entries_that_it_names():
    rows = read(
        """@inbook{poem, title={A poem}, author={Person, Some}, crossref={poems}, pages={3--9}, how_seen={excerpt}}
@collection{poems, title={Poems}, editor={Person, Another}, date={2016}, publisher={A house}, location={Town}, how_seen={none}}
@xdata{shared, publisher={Press}}
@book{book, title={B}, author={Z, Z}, date={1990}, xdata={shared}}"""
    )
    assert set(rows) == {"poem", "poems", "book"}
    poem = out_and_in(rows["poem"])
    assert (poem.container, poem.year, poem.how_seen) == ("Poems, ed. by Person, Another, Town: A house", "2016", "excerpt")
    assert "<i>Poems</i>: 3–9, edited by Another Person. Town: A house." in shown(poem)["chicago"]
    (item,) = json.loads(to_csl_json([poem]))
    assert (item["container-title"], item["editor"]) == ("Poems", [{"family": "Person", "given": "Another"}])
    assert rows["book"].container == "Press"


def test_an_entry_that_names_no_other_is_told():
    (fault,) = faults_in("@book{poems, title={P}}\n@inbook{poem, title={A poem}, crossref={poem}}\n@inbook{x, crossref={pooms}}")
    assert fault == "sources.bib:3:x/crossref: got 'pooms'; expected the key of an entry in this file. Did you mean poems?"


@pytest.mark.parametrize(
    ("fields", "cells", "words"),
    [
        ("date={1937~}", ("1937~", "", ""), ("about 1937", "примерно 1937")),
        ("date={193X}", ("193X", "", ""), ("1930s", "1930-е")),
        ("date={1937-23}", ("1937", "1937-23", ""), ("autumn 1937", "осень 1937")),
        ("date={1937/1938}", ("1937-1938", "", ""), ("1937–1938", "1937–1938")),
        ("date={1937-10/1938-01}", ("1937-1938", "1937-10/1938-01", ""), ("October 1937 to January 1938", "октябрь 1937")),
        ("date={1937/..}", ("1937/..", "", ""), ("from 1937", "и позднее")),
        ("date={1937-10-25T00:00:00Z}", ("1937", "1937-10-25", ""), ("25 October 1937", "25 октября 1937")),
        ("date={1937-10-25}, origdate={1936}", ("1937", "1937-10-25", "first dated 1936"), ("First dated 1936", "Впервые: 1936")),
        ("year={1988--89}", ("1988–89", "", ""), ("1988–89", "1988–89")),
        ("year={in press}, urldate={2019-04-30}", ("in press", "", "accessed 2019-04-30"), ("30 April 2019", "30 апреля 2019")),
        ("year=1937, month={10--11}", ("1937", "1937-10/1937-11", ""), ("October 1937 to November", "ноябрь 1937")),
        ("year=1937, month={октябрь}, day=25", ("1937", "1937-10-25", ""), ("25 October 1937", "25 октября 1937")),
        ("year=1937, month={spring}", ("spring 1937", "", ""), ("spring 1937", "spring 1937")),
        ("year=1937, month=2, day=31", ("1937", "1937-02", ""), ("February 1937", "февраль 1937")),
        ("year={n.d.}", ("n.d.", "", ""), ("n.d.", "T")),
    ],
)
def test_a_date_is_kept_in_the_table_on_the_page_and_in_both_formats(fields, cells, words):
    row = out_and_in(read(f"@book{{a, title={{T}}, author={{A, B}}, {fields}}}")["a"])
    assert (row.year, row.container, row.pages_or_doc) == cells
    forms = shown(row)
    assert words[0] in forms["chicago"]
    assert words[1] in forms["gost"]
    assert "exact_year" not in to_bibtex([row]) or "–" in row.year


@pytest.mark.parametrize(
    ("date", "cells"),
    [
        ({"date-parts": [[1937]], "circa": True}, ("1937~", "")),
        ({"date-parts": [[1937]], "season": "3"}, ("1937", "1937-23")),
        ({"date-parts": [[1937]], "season": "Spring"}, ("1937", "1937-21")),
        ({"date-parts": [[1937], [0]]}, ("1937/..", "")),
        ({"date-parts": [["1937", "10", "25"], ["1938"]]}, ("1937-1938", "1937-10-25/1938")),
        ({"date-parts": [[1937, 2, 31]]}, ("1937", "1937-02")),
        ({"literal": "1930s"}, ("193X", "")),
        ({"literal": "1996_2004"}, ("1996_2004", "")),
        ({"date-parts": []}, ("n.d.", "")),
    ],
)
def test_dates_of_csl_are_kept(date, cells):
    ((_, row),) = from_csl_json(json.dumps([{"id": "a", "type": "book", "title": "T", "issued": date}]), "f").rows
    assert (row.year, row.container) == cells
    out_and_in(row)


def test_fonts_of_csl_are_no_letters_and_those_of_the_table_are():
    text = json.dumps([{"id": "a", "title": 'The <i>House</i> &amp; <span class="nocase">others</span> 1 < 2'}])
    ((_, row),) = from_csl_json(text, "f").rows
    assert row.title == "The House & others 1 < 2"
    out_and_in(Source(**dict.fromkeys(Source.__slots__, "") | {"source": "a", "title": "<i>x</i> &amp; y", "year": "n.d."}))


def test_a_broken_entry_is_told_and_takes_no_other_with_it():
    text = """@article{a1, title={Missing comma} author={A, B}}
@article{a2, title={Fine}, author={A, B}}
@article{a3, title={Mail a@b.org}, author={A, B}}
@article{a4, title={Not closed}, year={2001}
@article{a5, title={After that}, author={A, B},,}
stray text, and a@b.org
@article{a6 title={no comma after the key}}"""
    reading = from_bibtex(text, "sources.bib")
    assert [row.source for _, row in reading.rows] == ["a2", "a3", "a5"]
    assert [fault.row for fault in reading.faults] == [1, 4, 7]
    assert all("breaks off" in str(fault) for fault in reading.faults)


def test_a_journal_that_is_described_is_not_taken_for_a_name():
    cells = {"source": "a", "title": "T", "year": "2017", "container": "journal no. 3 (67)/2017, Almaty", "type": "article"}
    row = out_and_in(Source(**dict.fromkeys(Source.__slots__, "") | cells))
    assert "@misc{a," in to_bibtex([row])
    (item,) = json.loads(to_csl_json([row]))
    assert (item.get("container-title"), item["source"]) == (None, row.container)
    assert "<i>" not in shown(row)["chicago"]


#: What biblatex requires of the types that we write, in our words; each also needs a date.
REQUIRED = {
    "article": ("author", "title", "journaltitle"),
    "book": ("author", "title"),
    "collection": ("editor", "title"),
    "dataset": ("title",),
    "inbook": ("author", "title", "booktitle"),
    "incollection": ("author", "editor", "title", "booktitle"),
    "inproceedings": ("author", "title", "booktitle"),
    "inreference": ("author", "editor", "title", "booktitle"),
    "misc": ("title",),
    "online": ("title", "url|doi"),
    "report": ("author", "title", "type", "institution"),
    "thesis": ("author", "title", "type", "institution"),
}


def test_every_entry_of_the_record_has_the_fields_that_its_type_requires(record):
    from koryo_geo.data.sources.bibtex_entries import entries

    blocks, faults = entries(to_bibtex(record.sources), "sources.bib")
    assert (len(blocks), faults) == (len(record.sources), [])
    for block in blocks:
        for name in (*REQUIRED[block.kind], "date|year"):
            assert any(block.fields.get(each) for each in name.split("|")), (block.kind, block.key, name)


ENTRY = r"""@article{key%d, title={Gedenk\"uberlieferung der {\'E}migr\'es: 50\%% of \textit{a} house %d}, year={2001},
  author={Doe, Jane and van der Berg, Jan and {Old House}}, journal={J. {\"O}st. of things}, volume=3, pages={1--20},
  how_seen={excerpt}, reliability={low}}
"""


def test_a_million_letters_take_less_than_a_second():
    text = "".join(ENTRY % (number, number) for number in range(4200))
    assert len(text) > 1_000_000
    seconds = []
    for _ in range(2):
        begun = time.process_time()
        reading = from_bibtex(text, "f")
        seconds.append(time.process_time() - begun)
    assert min(seconds) < 1
    assert (len(reading.rows), reading.faults) == (4200, [])


@pytest.mark.parametrize(
    "text",
    [
        "@book{a, title={" + "{a}" * 250_000 + "}}",
        "@book{a, title=" + "{" * 500_000 + "}",
        "@book{a, title={x" * 60_000,
        "@book{a, title=" + " # ".join(['"x"'] * 150_000) + "}",
        "@article{a, journal={" + "1 " * 500_000 + "}}",
        "@book{a, title={" + r"\x " * 330_000 + "}}",
        "@" * 1_000_000,
        "@book{a, author={" + " and ".join(["A, B"] * 100_000) + "}}",
    ],
    ids=lambda text: text[:24],
)
def test_a_million_letters_of_no_sense_take_no_longer(text):
    begun = time.process_time()
    from_bibtex(text, "f")
    assert time.process_time() - begun < 2
