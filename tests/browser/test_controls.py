"""The player answers to buttons, keys and code, and says what it does."""

from __future__ import annotations

import re
import shutil

import pytest

import koryo_geo
from koryo_geo.data.reading import find

pytestmark = pytest.mark.browser


def player(watched, expression):
    """Ask the page's player."""
    return watched.page.evaluate(f"(p => {expression})(document.querySelector('.koryo-map').koryoPlayer)")


def test_space_plays_and_pauses(maps, open_page):
    watched = open_page(maps / "route.html").at(10)
    watched.page.keyboard.press("Space")
    assert not player(watched, "p.paused")
    watched.page.keyboard.press("Space")
    assert player(watched, "p.paused")


def test_arrows_step_by_a_day(maps, open_page):
    watched = open_page(maps / "route.html").at(10)
    before = player(watched, "p.frame.date")
    watched.page.keyboard.press("ArrowRight")
    watched.page.keyboard.press("ArrowRight")
    watched.page.keyboard.press("ArrowLeft")
    assert player(watched, "p.frame.date") > before


def test_home_and_end_go_to_the_ends(maps, open_page):
    watched = open_page(maps / "route.html").at(10)
    watched.page.keyboard.press("End")
    assert player(watched, "p.currentTime === p.duration")
    watched.page.keyboard.press("Home")
    assert player(watched, "p.currentTime") == 0


def test_a_step_button_goes_forward_by_a_day(maps, open_page):
    watched = open_page(maps / "route.html").at(10)
    before = player(watched, "p.frame.date")
    watched.page.get_by_role("button", name="One day forward").click()
    assert player(watched, "p.frame.date") > before


@pytest.mark.parametrize("name", ["route", "resettlement"])
@pytest.mark.parametrize("size", [(1280, 720), (390, 844)], ids=["desk", "phone"])
def test_every_button_is_named_and_large_enough_to_touch(maps, open_page, name, size):
    watched = open_page(maps / f"{name}.html", viewport=size)
    for button in watched.page.locator(
        ".koryo-panel button:visible, .leaflet-control button:visible, .leaflet-control-zoom a:visible"
    ).all():
        box = button.bounding_box()
        label = button.get_attribute("aria-label") or button.inner_text().strip()
        assert label
        assert min(box["width"], box["height"]) >= 24, label


def test_player_speaks_as_a_media_element_does(maps, open_page):
    watched = open_page(maps / "route.html")
    heard = watched.page.evaluate(
        """async () => {
            const p = document.querySelector('.koryo-map').koryoPlayer, heard = [];
            const names = ['play', 'pause', 'timeupdate', 'seeked', 'ended', 'ratechange'];
            for (const name of names) p.addEventListener(name, () => heard.push(name));
            p.pause(); p.currentTime = p.duration - 0.2; p.playbackRate = 4; p.stops = false;
            await p.play();
            await new Promise((done) => p.addEventListener('ended', done));
            const { paused, ended, duration } = p;
            return { heard: [...new Set(heard)].sort(), paused, ended, time: p.currentTime, duration };
        }"""
    )
    assert {"play", "pause", "timeupdate", "seeked", "ended", "ratechange"} <= set(heard["heard"])
    assert heard["paused"]
    assert heard["ended"]
    assert heard["time"] == heard["duration"]


def test_the_scrubber_says_the_date_in_words(maps, open_page):
    watched = open_page(maps / "route.html").at(60)
    assert re.search(r"\d+ (September|October) 1937", watched.page.locator("input[type=range]").get_attribute("aria-valuetext"))


def test_every_figure_on_the_regions_opens_its_source_and_rivals(maps, open_page):
    watched = open_page(maps / "resettlement.html").at(1)
    watched.page.locator(".koryo-region").first.dispatch_event("click")
    card = watched.page.get_by_role("dialog")
    card.wait_for()
    text = card.inner_text()
    assert "Pohl" in text
    assert re.search(r"95,256|76,525", text)
    watched.page.keyboard.press("Escape")
    assert not card.is_visible()


@pytest.mark.parametrize("autoplay", [True, False])
def test_the_player_starts_and_rests_as_the_style_says(minimal, open_page, tmp_path, autoplay):
    style = koryo_geo.Style(autoplay=autoplay, hold_s=2.5)
    koryo_geo.animate(minimal, "journey", style=style).save(tmp_path / "journey.html")
    watched = open_page(tmp_path / "journey.html")
    assert player(watched, "[p.paused, p.hold]") == [not autoplay, 2.5]


def shifted(folder, years):
    """Move a dataset in time by whole years."""
    for path in folder.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\b(186[78])(?=\b|-)", lambda match: str(int(match[1]) + years), text), encoding="utf-8")
    regions = folder / "regions.geojson"
    text = regions.read_text(encoding="utf-8")
    regions.write_text(re.sub(r'"(18\d\d)-', lambda match: f'"{int(match[1]) + years}-', text), encoding="utf-8")
    return folder


@pytest.mark.parametrize("years", [0, 70, 150], ids=["1867", "1937", "2017"])
def test_any_year_behaves_as_any_other(tmp_path, open_page, years):
    dataset = koryo_geo.load(shifted(shutil.copytree(find("minimal"), tmp_path / "minimal"), years))
    folder = koryo_geo.build(dataset, tmp_path / "maps").folder
    watched = open_page(folder / "journey.html")
    seen = player(
        watched,
        "[0, 5, 10, 15, 20, 25].map((s) => { p.pause(); p.currentTime = s; return [p.frame.date.slice(4), p.frame.totals]; })",
    )
    assert seen == SEEN.setdefault("first", seen)
    assert str(1867 + years) in watched.page.locator(".koryo-main").inner_text()


SEEN: dict = {}
