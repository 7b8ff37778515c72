"""The pages around the maps: pictures made from the data, words in every language, one family, and their weight."""

import gzip
import json
import re
from html import unescape
from html.parser import HTMLParser

import pytest

import koryo_geo
from koryo_geo.export.still.wordless import pictures_of
from koryo_geo.language.texts import Texts, in_language
from koryo_geo.site import DOWNLOADS
from koryo_geo.style import FACES, PALETTE

PAGES = ("index", "embed", "record")
VOID = {"meta", "link", "input", "br", "hr", "img"}


@pytest.fixture(scope="module")
def drawn(record):
    contents = [koryo_geo.content_of(record, plan.map, languages=record.languages) for plan in record.maps]
    return {content.timeline.kind: (content, pictures_of(content, Texts(record, record.languages))) for content in contents}


def squares_in(svg, look):
    """Squares of one look in a drawing."""
    paths = re.findall(r'<path d="((?:M[^M"]*h[^M"]*z)+)"([^>]*)/>', svg)
    return sum(data.count("M") for data, attributes in paths if look in attributes)


def test_the_numbers_of_the_picture_are_those_of_the_journey(drawn):
    content, pictures = drawn["flows"]
    sent = [flow for flow in content.timeline.flows if flow.path is not None]
    expected = {sum(flow.persons for flow in sent), *(flow.persons for flow in sent)}
    assert {word.value for word in pictures.whole.words if word.kind == "number"} == expected
    more = sum(flow.persons for flow in content.timeline.flows if flow.path is None)
    assert any(str(more) in in_language(word.note, "en") for word in pictures.whole.words if word.kind == "number")


def test_the_squares_of_the_picture_are_those_of_the_journey(drawn):
    content, pictures = drawn["flows"]
    blocks = content.squares.blocks
    count = {role: sum(len(block.squares) for block in blocks if block.role == role) for role in ("origin", "destination")}
    assert squares_in(pictures.whole.svg, 'fill="none"') == count["origin"]
    assert squares_in(pictures.whole.svg, 'fill="#') == count["destination"]


def test_a_count_of_an_earlier_date_says_so(drawn):
    content, pictures = drawn["regions"]
    counts = {block.value: block for block in content.blocks[-1].blocks}
    words = [word for word in pictures.whole.words if word.kind == "number"]
    assert words
    for word in words:
        assert bool(word.note) == (counts[word.value].standing == "last")


def test_a_picture_has_no_words_of_its_own(drawn):
    for _, pictures in drawn.values():
        for picture in (pictures.whole, *pictures.parts):
            assert "<text" not in picture.svg
            assert 'aria-hidden="true"' in picture.svg


def test_the_front_page_is_light(maps):
    for name in ("index", "embed"):
        assert len(gzip.compress((maps / f"{name}.html").read_bytes())) < 200_000


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_around_the_maps_have_the_colours_and_the_type_of_the_maps(maps, name):
    text = (maps / f"{name}.html").read_text("utf-8")
    for colour in ("paper", "text", "soft", "rule", "focus"):
        assert f"--{colour}: {PALETTE[colour]};" in text
    for face in FACES.values():
        assert face in text


def test_words_of_the_front_page_stand_in_every_language(maps, record):
    """The first language is in the element, the others in its attribute, null where they are alike: only numbers are."""
    text = (maps / "index.html").read_text("utf-8")
    said = [json.loads(unescape(found)) for found in re.findall(r"data-text='([^']*)'", text)]
    assert said
    for words in said:
        told = [word for word in words if word]
        assert "edtf" in words or len(words) == len(record.languages) - 1, words
        assert "edtf" in words or len(told) == len(words) or all(word[0].isdigit() for word in told), words


def test_the_front_page_tells_the_size_of_what_it_offers(maps):
    text = (maps / "index.html").read_text("utf-8")
    for name in DOWNLOADS:
        size = max(1, round((maps / name).stat().st_size / 1000))
        assert re.search(rf'<a href="{name}">{name}</a> <small><span [^>]*>{size} kB</span>', text)


@pytest.mark.parametrize("dataset", ["minimal", ""])
def test_nothing_on_the_front_page_leaves_the_folder(dataset, maps, tmp_path):
    folder = koryo_geo.build(koryo_geo.load(dataset), tmp_path).folder if dataset else maps
    text = (folder / "index.html").read_text("utf-8")
    for address in re.findall(r' (?:href|src)="([^"]*)"', text):
        assert (folder / address.split("#")[0]).is_file(), address


class Nesting(HTMLParser):
    """Opens and closes what a page opens and closes."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):  # noqa: ARG002 - the parser passes them by name
        assert not (tag in ("div", "figure", "ul", "p") and "p" in self.open), f"a {tag} in a paragraph, line {self.getpos()[0]}"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"line {self.getpos()[0]}"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_closes_what_it_opens(maps, name):
    reader = Nesting()
    reader.feed((maps / f"{name}.html").read_text("utf-8"))
    assert reader.open == []


def test_a_map_page_without_scripts_shows_a_picture_and_leads_to_its_text(maps, record):
    for plan in record.maps:
        (still,) = re.findall(r"<noscript>(.*?)</noscript>", (maps / f"{plan.map}.html").read_text("utf-8"), re.DOTALL)
        assert "<svg" in still
        assert 'href="#koryo-text"' in still
        assert len(gzip.compress(still.encode())) < 8_000
