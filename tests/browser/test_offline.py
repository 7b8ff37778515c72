"""Pages from file:// with the network dead: nothing asked for, nothing complained of, people really move."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops

pytestmark = pytest.mark.browser

PAGES = ("route", "resettlement")
SIZES = ((1920, 1080), (1280, 720), (390, 844), (1080, 1920), (480, 270))


def picture(watched, selector=".koryo-map"):
    """What the map shows now."""
    return Image.open(io.BytesIO(watched.page.locator(selector).first.screenshot())).convert("RGB")


def share_changed(before, after, threshold=24):
    """Share of pixels that differ visibly between two pictures."""
    changed = ImageChops.difference(before, after).convert("L").point(lambda value: 255 if value > threshold else 0)
    return sum(changed.histogram()[255:]) / (before.width * before.height)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_page_asks_for_nothing_and_complains_of_nothing(maps, open_page, name, size):
    watched = open_page(maps / f"{name}.html", viewport=size)
    watched.page.wait_for_timeout(400)
    assert watched.requests == []
    assert watched.complaints == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_page_never_scrolls_sideways(maps, open_page, name, width):
    watched = open_page(maps / f"{name}.html", viewport=(width, 720))
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= width


def test_marks_move_while_the_page_plays(maps, open_page):
    watched = open_page(maps / "route.html")
    moving = watched.page.evaluate("koryo.describe().stops[4].to_s")  # the picture rests no longer: people are on their way
    watched.at(moving).page.evaluate("document.querySelector('.koryo-map').koryoPlayer.play()")
    watched.page.wait_for_timeout(300)
    before = picture(watched)
    watched.page.wait_for_timeout(1500)
    assert share_changed(before, picture(watched)) > 0.0005


def test_marks_rest_while_the_page_is_paused(maps, open_page):
    watched = open_page(maps / "route.html").at(12)
    watched.page.wait_for_timeout(600)
    before = picture(watched)
    watched.page.wait_for_timeout(800)
    assert share_changed(before, picture(watched)) < 0.0005


def settled(watched):
    """What the map shows once its view has come to rest."""
    before = picture(watched)
    for _ in range(40):
        watched.page.wait_for_timeout(250)
        now = picture(watched)
        if now == before:
            return now
        before = now
    raise AssertionError("the map never comes to rest")


def test_the_same_moment_gives_the_same_picture_however_it_was_reached(maps, open_page):
    watched = open_page(maps / "route.html").at(20)
    # The legend stays in its corner until it must move, and names make room for it: layout, not what a frame draws.
    watched.page.add_style_tag(content=".koryo-legend, .koryo-place-label, .koryo-leaders { visibility: hidden !important }")
    before = settled(watched)
    watched.at(55).at(3).at(20)
    assert (
        share_changed(before, settled(watched)) < 0.01
    )  # edges of lines differ by their anti-aliasing; a wrong view by 0.06 and more


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Almaty", "Asia/Seoul"])
def test_9_september_is_9_september_in_every_time_zone(maps, open_page, zone):
    watched = open_page(maps / "route.html", query="#t=1937-09-09", timezone_id=zone)
    assert watched.page.locator(".koryo-date").inner_text() == "9 September 1937"


def test_a_reader_who_asks_for_less_motion_gets_a_still(maps, open_page):
    watched = open_page(maps / "route.html", reduced_motion="reduce")
    before = picture(watched)
    watched.page.wait_for_timeout(1500)
    assert watched.page.evaluate("document.querySelector('.koryo-map').koryoPlayer.paused")
    assert share_changed(before, picture(watched)) < 0.0005


def test_text_version_can_be_read_with_scripts_off(maps, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(f"file://{maps / 'route.html'}")
    text = page.locator("#koryo-text").inner_text()
    for number in ("95,256", "76,525", "171,781", "816"):
        assert number in text


@pytest.mark.parametrize("name", PAGES)
def test_page_has_language_title_and_a_viewport_that_zooms(maps, open_page, name):
    page = open_page(maps / f"{name}.html").page
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.title()
    viewport = page.locator("meta[name=viewport]").get_attribute("content")
    assert "user-scalable" not in viewport
    assert "maximum-scale" not in viewport
