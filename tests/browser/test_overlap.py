"""Nothing on a page lies over anything else, at any moment and on any screen; a page never scrolls sideways."""

from __future__ import annotations

import pytest

from tests.browser.looking import SIZES, moments, overlapping, rest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", ["route", "resettlement"])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_nothing_overlaps_at_any_moment(maps, open_page, name, size):
    watched = open_page(maps / f"{name}.html", viewport=size)
    found = {}
    for seconds in moments(watched, name):
        overlaps = overlapping(rest(watched.at(seconds)))
        if overlaps:
            found[round(seconds, 2)] = overlaps
    assert not found


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
