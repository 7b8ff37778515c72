"""Nothing on a page lies over anything else, at any moment and on any screen; a page never scrolls sideways."""

from __future__ import annotations

import pytest

from tests.browser.looking import LANGUAGES, SIZES, moments, overlapping, rest

pytestmark = pytest.mark.browser

#: What the journey writes on its map and lays over it, each control of its row, and the date apart from what stands below it.
OF_THE_JOURNEY = (
    ".koryo-name, .koryo-scale-bar, .koryo-locator, .koryo-flows .koryo-now > *, .koryo-plate-row > *, "
    ".koryo-flows .koryo-controls > *, .koryo-flows .koryo-track, .koryo-flows .koryo-button"
)


@pytest.mark.parametrize("name", ["route", "resettlement"])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_nothing_overlaps_at_any_moment(maps, open_page, name, size):
    watched = open_page(maps / f"{name}.html", viewport=size)
    found = {}
    for seconds in moments(watched, name):
        overlaps = overlapping(rest(watched.at(seconds)), OF_THE_JOURNEY)
        if overlaps:
            found[round(seconds, 2)] = overlaps
    assert not found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_slider_of_the_journey_keeps_within_the_page(maps, open_page, lang):
    watched = open_page(maps / "route.html", SIZES["phone"], f"#lang={lang}")
    row = rest(watched).page.locator(".koryo-controls").bounding_box()
    track = watched.page.locator(".koryo-track").bounding_box()
    assert track["x"] + track["width"] <= row["x"] + row["width"] + 1 <= SIZES["phone"][0]


@pytest.mark.parametrize("size", [SIZES["large"], SIZES["desk"], SIZES["phone"]], ids=["large", "desk", "phone"])
def test_every_known_count_is_written_on_the_map_or_beside_it(maps, open_page, size):
    watched = open_page(maps / "resettlement.html", viewport=size)
    for seconds in moments(watched, "resettlement"):
        page = rest(watched.at(seconds)).page
        beside = page.locator(".koryo-no-room").text_content()
        names = page.locator(".koryo-count.is-unplaced .koryo-count-name").all_text_contents()
        assert all(name in beside for name in names), seconds


@pytest.mark.parametrize("name", ["route", "resettlement"])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_a_page_never_scrolls_sideways(maps, open_page, name, width):
    watched = open_page(maps / f"{name}.html", viewport=(width, 800))
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
    watched.page.evaluate("document.getElementById('koryo-text').scrollIntoView()")
    watched.page.evaluate("window.scrollBy(400, 0)")
    assert watched.page.evaluate("window.scrollX") == 0
