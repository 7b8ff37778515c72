"""axe-core finds nothing wrong: every page, every language, in the states a reader may be in."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

import koryo_geo
from tests.browser.looking import LANGUAGES, rest

pytestmark = pytest.mark.browser

STATES = {
    "default": {"viewport": (1280, 720)},
    "less motion": {"viewport": (1280, 720), "reduced_motion": "reduce"},
    "twice the text": {"viewport": (640, 360)},
    "320 px": {"viewport": (320, 640)},
}


#: A page in a frame answers to another origin, and axe-core would wait for it in vain; each is looked at by itself.
OPTIONS = {"resultTypes": ["violations"], "iframes": False}


def violations(page):
    """What axe-core holds against a page, in a line each."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{item['id']}: {node['html'][:160]}" for item in found for node in item["nodes"]]


@pytest.mark.parametrize("name", ["route", "resettlement"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_a_map_page_has_no_violations(maps, open_page, name, lang, state):
    watched = open_page(maps / f"{name}.html", query=f"#lang={lang}", **STATES[state])
    assert violations(rest(watched).page) == []


#: What a reader may have opened on a map.
OPENED = {
    "card": "(own => own.openCard({ figure: Object.keys(own.record.figures)[0] }))(koryo.of(map_1))",
    "choices": "document.querySelector('.koryo-more').click()",
    "search": """(field => { document.querySelector('.koryo-search-opener').click(); field.value = 'a';
        field.dispatchEvent(new Event('input')); })(document.querySelector('.koryo-search-input'))""",
    "end of the story": "(player => { player.currentTime = player.duration; })(document.querySelector('.koryo-map').koryoPlayer)",
}


@pytest.mark.parametrize("name", ["route", "resettlement"])
@pytest.mark.parametrize("lang", ["en", "kk"])
@pytest.mark.parametrize("opened", OPENED)
def test_what_is_opened_on_a_map_has_no_violations(maps, open_page, name, lang, opened):
    watched = open_page(maps / f"{name}.html", query=f"#lang={lang}", reduced_motion="reduce")
    watched.at(20).page.evaluate(OPENED[opened])
    assert violations(rest(watched).page) == []


@pytest.fixture
def page_in(maps, record, once, new_page):
    """Open a page without a map in a language and a state; index and embed are written in the language that comes first alone."""

    def folder_of(lang):
        order = [lang, *(other for other in record.languages if other != lang)]
        return maps if lang == "en" else once(lang, lambda folder: koryo_geo.build(record, folder, languages=order))

    def opener(name, lang, state):
        page = new_page(**STATES[state])
        page.goto(f"file://{folder_of(lang) / name}.html")
        return page

    return opener


@pytest.mark.parametrize("name", ["index", "embed"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_a_page_beside_the_maps_has_no_violations(page_in, name, lang, state):
    page = page_in(name, lang, state)
    assert page.evaluate("document.documentElement.lang") == lang
    assert violations(page) == []


#: The record takes axe-core a quarter of a minute: each language, and each state, is looked at once.
RECORD = [("en", "default"), ("ko", "320 px"), ("ru", "twice the text"), ("kk", "less motion")]


@pytest.mark.parametrize(("lang", "state"), RECORD)
def test_the_record_has_no_violations(page_in, lang, state):
    page = page_in("record", "en", state)
    page.evaluate("lang => document.querySelector(`input[name=koryo-language][value=${lang}]`).click()", lang)
    assert page.evaluate("document.documentElement.lang") == lang
    assert violations(page) == []


@pytest.mark.parametrize("name", ["index", "embed", "record"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_without_a_map_does_not_scroll_sideways(page_in, name, lang):
    page = page_in(name, lang, "320 px")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
