"""Pages as text: one head for all, the map's words in theirs, and a policy that lets nothing else run."""

import re
from html import unescape

import pytest

import koryo_geo
from koryo_geo.export.still.wordless import pictures_of
from koryo_geo.html import front, record_page
from koryo_geo.html.document import Parts, document, title_of
from koryo_geo.html.policy import STILL
from koryo_geo.language.texts import Texts
from tests.hostile import HOSTILE, poison

PARTS = Parts('<meta name="viewport"\n  content="user-scalable=no" /><style>p{}</style>', '<div id="map"></div>', " start(); ")


@pytest.fixture(scope="module")
def contents(record):
    return [koryo_geo.content_of(record, plan.map) for plan in record.maps]


def around(dataset, contents, *languages):
    """What the pages around some maps show, in some languages."""
    texts = Texts(dataset, languages)
    return front.Around(contents[0].credit, contents, {content.map: pictures_of(content, texts) for content in contents}, languages)


def head_of(page):
    """The lines of a page up to its title, but for its policy."""
    lines = page[: page.index("<title>")].splitlines()
    return [line for line in lines if "Content-Security-Policy" not in line]


def test_all_pages_share_one_head(record, contents):
    shown = around(record, contents, *record.languages)
    pages = [
        *(document(PARTS, content) for content in contents),
        front.index(shown, {"figures.csv": 1}),
        front.embed(shown),
        record_page.render(Texts(record)),
    ]
    assert len({tuple(head_of(page)) for page in pages}) == 1
    assert all(page.endswith("</body>\n</html>\n") for page in pages[:2])


def test_a_map_without_content_is_a_page_with_a_title_and_the_map_alone():
    page = document(PARTS)
    assert f"<title>{title_of(None)}</title>" in page
    assert '<body class="koryo">\n<main class="koryo-main">\n<div id="map"></div>\n</main>' in page
    assert "koryo-text" not in page


def test_a_page_lets_people_zoom_whatever_folium_says():
    assert re.findall(r'<meta name="viewport"[^>]*>', document(PARTS)) == [
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
    ]


def test_the_words_around_a_map_are_those_of_its_content(contents):
    page = document(PARTS, contents[0], record_page="record.html")
    for text in (contents[0].title, contents[0].lead, contents[0].notice):
        assert text["en"] in unescape(page)
    assert 'class="koryo koryo-flows"' in page
    assert f'href="record.html#figure-{contents[0].drawn[0]}"' in page


@pytest.mark.parametrize("lang", ["en", "ko", "ru", "kk"])
def test_the_index_leads_to_every_map_in_the_language_of_the_pages(record, contents, lang):
    page = front.index(around(record, contents, lang), {"figures.csv": 1})
    assert f'<html lang="{lang}">' in page
    for content in contents:
        (door,) = re.findall(rf'<a href="{content.map}.html" data-page="map">(.*?)</a>', unescape(page), re.DOTALL)
        assert f"<strong>{content.title[lang]}</strong>" in door
    assert f'content="{STILL}"' in unescape(page)
    assert "<script" not in page


def test_the_code_to_paste_frames_the_map_as_the_page_does(record, contents):
    page = front.embed(around(record, contents, "en"))
    frames = re.findall(r"<iframe ([^>]*)>", unescape(page))
    said = [dict(re.findall(r'(src|title|sandbox)="([^"]*)"', frame)) for frame in frames]
    assert said[::2] == said[1::2]  # the frame of the page, then the one in the code
    assert [frame["src"] for frame in said[::2]] == [f"{content.map}.html" for content in contents]
    assert [frame["title"] for frame in said[::2]] == [content.title["en"] for content in contents]
    assert {frame["sandbox"] for frame in said} == {"allow-scripts"}


def test_hostile_words_stand_escaped_in_every_page_of_a_content(copy):
    dataset = koryo_geo.load(poison(copy()))
    content = koryo_geo.content_of(dataset, "journey")
    shown = around(dataset, [content], "en")
    for page in (
        document(PARTS, content),
        front.index(shown, {"figures.csv": 1}),
        front.embed(shown),
    ):
        assert HOSTILE not in page
        assert "<img" not in page
        assert "{{ 7*7 }}" in page
