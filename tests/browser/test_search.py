"""A place is found by any spelling, and by keyboard alone."""

from __future__ import annotations

import pytest

from tests.browser.looking import every_module

pytestmark = pytest.mark.browser


def search(watched, text):
    page = watched.page
    if not page.locator(".koryo-search-input").is_visible():
        page.locator(".koryo-search-opener").click()
    page.locator(".koryo-search-input").fill(text)
    return page


@pytest.mark.parametrize(
    "spelling", ["Ushtobe", "ushtobe", "USHT", "Уштобе", "Уш-Тобе", "Үштөбе", "Уштөбе", "우슈토베", "우슈", "Úshtobe", "tobe"]
)
def test_a_place_is_found_by_any_spelling(maps, open_page, spelling):
    page = search(open_page(maps / "route.html").at(10), spelling)
    assert "Ushtobe" in page.locator(".koryo-search-option").first.inner_text()


def test_kazakh_letters_come_before_their_look_alikes(maps, open_page):
    page = open_page(maps / "route.html").page
    page.evaluate(every_module())
    found = page.evaluate(
        """() => koryo.findPlaces([{ name: 'Орда', rank: 0 }, { name: 'Өрда', rank: 1 }], 'өр').map((item) => item.place.name)"""
    )
    assert found == ["Өрда", "Орда"]


def test_a_place_is_chosen_by_keyboard(maps, open_page):
    watched = open_page(maps / "route.html").at(10)
    page = search(watched, "уштобе")
    assert page.get_by_role("combobox").get_attribute("aria-expanded") == "true"
    active = page.get_by_role("combobox").get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog")
    card.wait_for()
    assert "Ushtobe" in card.inner_text()
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert "koryo-search-opener" in page.evaluate("document.activeElement.className")


def test_arrows_walk_through_the_places_found(maps, open_page):
    page = search(open_page(maps / "route.html").at(10), "a")
    first = page.get_by_role("combobox").get_attribute("aria-activedescendant")
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("combobox").get_attribute("aria-activedescendant") != first
    page.keyboard.press("ArrowUp")
    assert page.get_by_role("combobox").get_attribute("aria-activedescendant") == first


def test_the_map_goes_to_the_place_and_waits(maps, open_page):
    watched = open_page(maps / "route.html")
    page = search(watched, "Ushtobe")
    page.keyboard.press("Enter")
    page.wait_for_function(
        """() => { const { exploring, panes: [pane], project } = koryo.of(map_1).journey;
            return exploring && pane.shows(project([77.98, 45.25]), 100); }"""
    )
    assert page.evaluate("document.querySelector('.koryo-map').koryoPlayer.paused")


def test_a_name_that_is_not_on_the_map_is_said_to_be_none(maps, open_page):
    page = search(open_page(maps / "route.html").at(10), "Atlantis")
    assert page.locator(".koryo-search-status").inner_text().strip()
    assert not page.locator(".koryo-search-list").is_visible()


def test_escape_empties_and_then_closes_the_field(maps, open_page):
    page = search(open_page(maps / "route.html").at(10), "ush")
    page.keyboard.press("Escape")
    assert page.locator(".koryo-search-input").input_value() == ""
    page.keyboard.press("Escape")
    assert not page.locator(".koryo-search-input").is_visible()


def test_typing_in_the_field_does_not_move_the_story(maps, open_page):
    watched = open_page(maps / "route.html").at(10)
    page = search(watched, "")
    page.keyboard.type("3 5")
    page.keyboard.press("Home")
    assert page.evaluate("document.querySelector('.koryo-map').koryoPlayer.currentTime") == 10


def test_markup_in_a_search_stays_text(maps, open_page):
    watched = open_page(maps / "route.html").at(10)
    page = search(watched, "<img src=x onerror=alert(1)>")
    assert page.locator(".koryo-search img").count() == 0
    assert not watched.complaints
