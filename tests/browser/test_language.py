"""One page speaks several languages, and changes between them without a request."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from koryo_geo.language.catalogue import catalogue, date_in_words
from koryo_geo.language.particles import particle
from tests.browser.looking import every_module

pytestmark = pytest.mark.browser

OWN_NAMES = {"en": "English", "ko": "한국어", "ru": "Русский", "kk": "Қазақша"}

#: 12 October 1937 as each language writes it.
DATES = {
    "en": r"12 October 1937",
    "ko": r"1937년 10월 12일",
    "ru": r"12 октября 1937\s?г\.",
    "kk": r"1937\s?ж\. 12 қазан",
}

#: 172,597 people at home before the first have left, grouped as each language does.
GROUPED = {"en": "172,597", "ko": "172,597", "ru": "172\xa0597", "kk": "172\xa0597"}


#: The parts of a page that hold date_in_words, the map apart: it may still be moving.
PARTS = (".koryo-header", ".koryo-panel", "#koryo-text")


def speak(watched, lang):
    watched.page.get_by_role("radio", name=OWN_NAMES[lang]).check(force=True)
    return watched.page


def test_each_language_is_named_by_itself_and_marked_as_such(maps, open_page):
    page = open_page(maps / "route.html").page
    labels = page.locator(".koryo-language-list label")
    found = {label.get_attribute("lang"): label.inner_text().strip() for label in labels.all()}
    assert found == OWN_NAMES


@pytest.mark.parametrize("lang", OWN_NAMES)
def test_the_date_is_written_as_the_language_writes_it(maps, open_page, lang):
    page = open_page(maps / "route.html", query=f"#lang={lang}&t=1937-10-12").page
    assert re.fullmatch(DATES[lang], page.locator(".koryo-date").inner_text())


@pytest.mark.parametrize("lang", OWN_NAMES)
def test_numbers_are_grouped_as_the_language_groups_them(maps, open_page, lang):
    page = open_page(maps / "route.html", query=f"#lang={lang}&t=1937-08-21").page
    assert GROUPED[lang] in page.locator(".koryo-count").all_inner_texts()


def test_a_switch_rewrites_the_page_its_title_and_its_language(maps, open_page):
    watched = open_page(maps / "route.html").at(10)
    before = [watched.page.locator(part).inner_text() for part in PARTS]
    page = speak(watched, "ko")
    assert page.evaluate("document.documentElement.lang") == "ko"
    assert page.title() == page.locator("h1").inner_text()
    assert re.search("[가-힣]", page.title())
    for part in (".koryo-lead", ".koryo-sentence", "#koryo-text h3 >> nth=0", ".koryo-key summary"):
        assert re.search("[가-힣]", page.locator(part).text_content()), part
    speak(watched, "en")
    assert [page.locator(part).inner_text() for part in PARTS] == before


@pytest.mark.parametrize("name", ["route", "resettlement"])
def test_no_text_that_has_a_translation_is_left_behind(maps, open_page, name):
    page = open_page(maps / f"{name}.html", query="#lang=ko").page
    texts = page.locator("#koryo-text [data-ref], #koryo-text [data-text]")
    assert texts.count() > 20
    left = [text for text in texts.all_inner_texts() if not re.search(r"[가-힣]|^[\d\s.,/~–-]*$", text)]
    unmarked = page.locator("#koryo-text [data-ref]:not([lang]), #koryo-text [data-text]:not([lang])").all_inner_texts()
    assert not set(left) & set(unmarked)


def test_the_map_has_names_in_the_new_language(maps, open_page):
    watched = open_page(maps / "route.html", query="#t=1937-10-25")
    page = speak(watched, "ru")
    assert "Уштобе" in page.locator(".koryo-name").all_text_contents()


def test_focus_stays_where_it_was(maps, open_page):
    watched = open_page(maps / "route.html").at(10)
    page = speak(watched, "ko")
    page.keyboard.press("ArrowRight")
    focused = page.evaluate("[document.activeElement.name, document.activeElement.value === document.documentElement.lang]")
    assert focused == ["koryo-language", True]


def test_languages_are_one_tab_stop(maps, open_page):
    page = open_page(maps / "route.html").at(10).page
    stops = []
    for _ in range(4):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.name || ''"))
    assert stops.count("koryo-language") == 1


def test_an_open_card_changes_its_language_too(maps, open_page):
    watched = open_page(maps / "route.html", query="#card=place:ushtobe")
    assert watched.page.get_by_role("dialog").get_by_role("heading").first.inner_text() == "Ushtobe"
    page = speak(watched, "ko")
    assert page.get_by_role("dialog").get_by_role("heading").first.inner_text() == "우슈토베"


def test_text_that_stays_in_another_language_says_so(maps, open_page):
    page = open_page(maps / "route.html", query="#lang=ko").page
    assert page.locator("#koryo-text [lang=en]").count() > 0
    assert page.locator("#koryo-text .koryo-bibliography [lang=ru]").count() > 0


#: What a voice would read in the wrong language: words in a script that is not that of the language they are said to be in.
MIXED = """() => {
  const scripts = { ko: /[가-힣]/, ru: /[\u0400-\u052f]/ };
  const alike = (lang, script) => (script === "ko" ? lang === "ko" : lang === "ru" || lang === "kk" || lang === "un");
  const wrong = (text, lang) => Object.keys(scripts).filter((script) => scripts[script].test(text) && !alike(lang, script));
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const around = node.parentElement, lang = around.closest("[lang]").lang.slice(0, 2);
    const silent = around.closest("script, style, code, textarea") || /^https?:/.test(node.data.trim());
    if (!silent && wrong(node.data, lang).length) found.push(node.data);
  }
  for (const node of document.querySelectorAll("[aria-label]")) {
    const label = node.getAttribute("aria-label");
    if (wrong(label, node.closest("[lang]").lang.slice(0, 2)).length) found.push("label: " + label);
  }
  return found;
}"""


@pytest.fixture
def plain_page(new_page):
    """Open a page that need not hold a map: ``plain_page(path, query="#lang=ru")``."""

    def opener(path, query=""):
        page = new_page()
        page.goto(f"file://{path}{query}")
        return page

    return opener


@pytest.mark.parametrize("lang", OWN_NAMES)
@pytest.mark.parametrize("name", ["route", "resettlement", "record", "index", "embed"])
def test_no_voice_meets_words_of_another_script_without_their_language(maps, plain_page, name, lang):
    page = plain_page(maps / f"{name}.html", f"#lang={lang}")
    assert page.evaluate("document.documentElement.lang") == lang
    strangers = page.evaluate(MIXED)
    # A language is named by itself in the choice of languages, and its label says all of it.
    assert [text for text in strangers if not text.startswith("label: ") or text.split(": ")[-1] not in OWN_NAMES.values()] == []


@pytest.mark.parametrize("lang", OWN_NAMES)
@pytest.mark.parametrize("name", ["index", "embed"])
def test_the_pages_around_the_maps_speak_every_language(maps, plain_page, name, lang):
    page = plain_page(maps / f"{name}.html")
    page.get_by_role("radio", name=OWN_NAMES[lang]).check(force=True)
    assert page.evaluate("document.documentElement.lang") == lang
    assert (f"lang={lang}" in page.url) == (lang != "en")
    there = page.locator("a[href*='route.html']").first if name == "index" else page.locator("iframe").first
    address = there.get_attribute("href" if name == "index" else "src")
    assert address.split("/")[-1] == ("route.html" if lang == "en" else f"route.html#lang={lang}")
    assert page.locator("h1").inner_text() == page.title()


def test_the_record_opens_by_the_hash_as_its_siblings_do_and_keeps_its_address(maps, plain_page):
    page = plain_page(maps / "record.html", "#lang=ru")
    assert page.evaluate("document.documentElement.lang") == "ru"
    page.get_by_role("radio", name=OWN_NAMES["kk"]).check(force=True)
    assert page.url.endswith("?lang=kk")
    page.reload()
    assert page.evaluate("document.documentElement.lang") == "kk"


#: The page says these as Python does, alone and in a sentence.
EDTF = ["1867", "1867~", "1867-09", "1867-09-09", "1867-22", "1867/1868", "1867/..", "../1868", "1867-09/1867-11"]
EDTF += ["1867-08-22/1867-09-08", "1867-08-22/1868-09-08", "../1868-01-15", "1867-09-09~", "186X"]
SENTENCES = "dates => dates.map((date) => [koryo.dateWords(date), koryo.phrase('text_now', { date: { edtf: date } })])"

KOREAN = json.loads((Path(__file__).parents[1] / "contract" / "particles.json").read_text(encoding="utf-8"))


def test_the_page_chooses_korean_particles_as_python_does(maps, open_page):
    page = open_page(maps / "route.html").page
    page.evaluate(every_module())
    said = page.evaluate("cases => cases.map(([word, pair]) => koryo.particleAfter(word, pair))", KOREAN)
    assert said == [form for _, _, form in KOREAN] == [particle(word, pair) for word, pair, _ in KOREAN]


@pytest.mark.parametrize("lang", OWN_NAMES)
def test_the_page_puts_every_date_into_every_sentence_as_python_does(maps, open_page, lang):
    page = open_page(maps / "route.html", query=f"#lang={lang}").page
    page.evaluate(every_module())
    said = page.evaluate(SENTENCES, EDTF)
    words = [date_in_words(date, lang) for date in EDTF]
    assert said == [[each, catalogue(lang).say("text_now", date=each)] for each in words]


@pytest.mark.parametrize("lang", OWN_NAMES)
@pytest.mark.parametrize("size", [(1280, 720), (390, 844), (320, 640), (640, 360)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_language_makes_the_page_scroll_sideways(maps, open_page, lang, size):
    page = open_page(maps / "route.html", viewport=size, query=f"#lang={lang}&t=1937-10-12").page
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_on_a_phone_the_languages_fold_behind_one_button(maps, open_page):
    page = open_page(maps / "route.html", viewport=(390, 844)).at(10).page
    opener = page.locator(".koryo-language-opener")
    assert not page.locator(".koryo-language-list").is_visible()
    opener.click()
    page.get_by_role("radio", name="한국어").click()
    assert page.evaluate("document.documentElement.lang") == "ko"
    assert opener.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.className").find("koryo-language-opener") >= 0


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("1867-09~", "about September 1867"),
        ("1867-22", "summer 1867"),
        ("1867/1868", "1867 to 1868"),
        ("1582-10-04", "4 October 1582"),
    ],
)
def test_the_page_says_vague_dates_as_python_does(maps, open_page, date, said):
    page = open_page(maps / "route.html").page
    page.evaluate(every_module())
    assert page.evaluate("date => koryo.dateWords(date)", date) == said == date_in_words(date)
