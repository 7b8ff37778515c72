"""Cards lead into the record's page, in the reader's language; a map saved alone has no such links."""

from __future__ import annotations

import pytest

import koryo_geo

pytestmark = pytest.mark.browser

FIGURE = "ussr.1937-10-25.deported.persons"
WORDS = {"en": "In the record", "ko": "기록에서 보기", "ru": "В своде", "kk": "Жинақта"}
CARD_LINKS = ".koryo-card a"


def hrefs(page):
    return page.locator(CARD_LINKS).evaluate_all("links => links.map((link) => link.getAttribute('href'))")


@pytest.mark.parametrize(("lang", "words"), WORDS.items())
def test_a_figure_leads_to_its_own_entry_in_the_language_of_the_reader(maps, open_page, lang, words):
    watched = open_page(maps / "route.html", query=f"#lang={lang}&card=figure:{FIGURE}")
    page = watched.page
    page.locator(".koryo-card").get_by_role("link", name=words, exact=True).click()
    page.wait_for_url(f"**/record.html?lang={lang}#figure-{FIGURE}")
    assert page.evaluate("document.documentElement.lang") == lang
    assert page.locator("article:target").get_attribute("id") == f"figure-{FIGURE}"
    assert page.locator("article:target").is_visible()
    assert watched.requests == []
    assert watched.complaints == []


def test_every_source_of_a_card_leads_to_its_own_entry(maps, record, open_page):
    page = open_page(maps / "route.html", query=f"#card=figure:{FIGURE}").page
    sources = {f"record.html?lang=en#source-{row.source}" for row in record.attestations_of[FIGURE]}
    assert set(hrefs(page)) == {f"record.html?lang=en#figure-{FIGURE}"} | sources
    page.goto(f"file://{maps / 'record.html'}")
    ids = set(page.locator("article[id]").evaluate_all("nodes => nodes.map((node) => node.id)"))
    assert {link.split("#")[1] for link in sources} <= ids


def test_a_card_of_an_event_leads_to_its_sources(maps, record, open_page):
    event = next(row for row in record.events if row.source and row.date.startswith("1937-08"))
    page = open_page(maps / "route.html", query=f"#card=event:{event.event}").page
    assert {f"record.html?lang=en#source-{source}" for source in event.source.split(";")} <= set(hrefs(page))


def test_the_links_follow_a_change_of_language(maps, open_page):
    page = open_page(maps / "route.html", query=f"#card=figure:{FIGURE}").page
    page.get_by_role("radio", name="한국어").check(force=True)
    assert all("?lang=ko#" in href for href in hrefs(page))
    row = page.locator(f'[id="figure-{FIGURE}"] a').first
    assert row.get_attribute("href").endswith(f"record.html?lang=ko#figure-{FIGURE}")


def test_the_way_back_keeps_the_language(maps, new_page):
    page = new_page()
    page.goto(f"file://{maps / 'record.html'}?lang=ru#gaps")
    page.locator(".back a[href*='route.html']").click()
    page.wait_for_selector(".leaflet-container")
    assert page.evaluate("document.documentElement.lang") == "ru"


def test_a_map_saved_alone_links_nowhere(minimal, tmp_path, open_page):
    koryo_geo.animate(minimal, "journey").save(tmp_path / "alone.html")
    page = open_page(tmp_path / "alone.html").page
    figure = next(use.figure for use in minimal.uses if use.map == "journey" and use.drawn_as != "table")
    page.evaluate("key => { location.hash = 'card=figure:' + key; }", figure)
    page.wait_for_function("!document.querySelector('.koryo-card').hidden")
    assert page.locator(".koryo-attestation").count() > 0
    assert hrefs(page) == []


@pytest.mark.parametrize(
    ("lang", "state", "way"),
    [
        ("en", "In 1937 no railway of this record reached this place.", "sea: Posyet Bay – Vladivostok by steamer (documented)"),
        ("ru", "В 1937 году ни одна железная дорога этого свода сюда не доходила.", "море: Залив Посьета – Владивосток, пароходом"),
    ],
)
def test_a_place_off_the_railways_says_so_on_its_card_and_in_the_text(maps, open_page, lang, state, way):
    page = open_page(maps / "route.html", query=f"#lang={lang}&card=place:posyet").page
    for part in (page.locator(".koryo-card"), page.locator(".koryo-ways li").first):
        assert state in part.inner_text()
        assert way in part.inner_text()


def test_a_place_on_a_railway_says_nothing_of_it(maps, open_page):
    page = open_page(maps / "route.html", query="#card=place:ushtobe").page
    assert "railway" not in page.locator(".koryo-card").inner_text()
