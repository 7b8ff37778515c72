"""The journey keeps its promises on every screen: people on their own land, words whole and apart, everything reachable.

The sizes here are a sample; ``--every-screen`` asks all of them, at every stop and in every language.
"""

from __future__ import annotations

import itertools
import json

import pytest
import shapely

import koryo_geo
from tests.browser.looking import LANGUAGES, rest

pytestmark = pytest.mark.browser

SAMPLE = [((1280, 720), "en"), ((1280, 720), "kk"), ((390, 844), "ru"), ((844, 390), "ko"), ((1080, 1920), "en")]
SCREENS = [
    (1280, 720), (1920, 1080), (3840, 2160), (1366, 768), (1024, 768), (844, 390), (667, 375),
    (390, 844), (360, 740), (320, 568), (768, 1024), (1080, 1920), (412, 915), (2560, 1440),
]  # fmt: skip

#: Words on the map that lie over one another, over what stands beside the map, or beyond its edge.
OVERLAPS = """(parts) => {
    const shown = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const boxes = [...document.querySelectorAll(parts)].filter(shown).map((node) => ({ node, box: node.getBoundingClientRect() }))
        .filter(({ box }) => box.width && box.height);
    const name = ({ node }) => (node.className + ": " + node.textContent).slice(0, 60);
    const across = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    const found = boxes.filter(({ box }) => box.left < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1).map(name);
    boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
        if (a.node.contains(b.node) || b.node.contains(a.node)) return;
        if (across(a.box, b.box) > 1 && down(a.box, b.box) > 1) found.push(name(a) + " | " + name(b));
    }));
    return found;
}"""

PARTS = (
    ".koryo-name, .koryo-now, .koryo-languages, .koryo-locator, .koryo-scale-bar, .koryo-tale-text > p, .koryo-door, "
    ".koryo-controls"
)


def pytest_generate_tests(metafunc):
    if "screen" in metafunc.fixturenames:
        every = metafunc.config.getoption("--every-screen")
        metafunc.parametrize("screen", list(itertools.product(SCREENS, LANGUAGES)) if every else SAMPLE, ids=str)


@pytest.fixture(scope="module")
def lands(record):
    """The polygons of the units that people left or came to, in degrees."""
    return {row.unit: row.geometry for row in record.regions if row.valid_from <= "1937-08-21" <= (row.valid_to or "9999")}


@pytest.fixture
def journey(maps, open_page, screen):
    size, lang = screen
    return open_page(maps / "route.html", size, f"#lang={lang}", reduced_motion="reduce")


def stops_of(watched, config):
    """The stops that are looked at: every one, or every third and the last."""
    stops = watched.page.evaluate("koryo.describe().stops")
    return stops if config.getoption("--every-screen") else [*stops[::3], stops[-1]]


def strays(body, land):
    """Cells of a body with a corner or its middle off the land of its unit."""
    found = []
    for cell in body["cells"]:
        spots = [(corner["lon"], corner["lat"]) for corner in cell]
        middle = tuple(sum(values) / 4 for values in zip(*spots, strict=True))
        if not all(land.buffer(1e-6).covers(shapely.Point(spot)) for spot in (*spots, middle)):
            found.append(cell)
    return found


def far_from_its_dot(labels):
    """Names that are nearer to another's dot than to their own."""
    dots = {(row["key"], *row["dot"]) for row in labels if row["dot"]}

    def away(x, y, box):
        return max(box[0] - x, 0, x - box[2]) + max(box[1] - y, 0, y - box[3])

    return [
        row["text"]
        for row in labels
        if row["dot"]
        and any(key != row["key"] and away(x, y, row["box"]) < away(*row["dot"], row["box"]) - 1 for key, x, y in dots)
    ]


def test_people_are_on_their_land_and_words_whole_and_apart(journey, request, lands):
    faults = {}
    for stop in stops_of(journey, request.config):
        seen = rest(journey.at(stop["from_s"])).page.evaluate("koryo.describe()")
        found = [f"{body['unit']} off its land" for body in seen["bodies"] if strays(body, lands[body["unit"]])]
        found += far_from_its_dot(seen["labels"])
        found += journey.page.evaluate(OVERLAPS, PARTS)
        if found:
            faults[stop["stop"]] = found
    assert faults == {}


def test_where_people_wait_is_in_view_or_on_the_locator(maps, open_page):
    watched = open_page(maps / "route.html", reduced_motion="reduce")
    for stop in watched.page.evaluate("koryo.describe().stops"):
        moment = rest(watched.at(stop["from_s"])).page.evaluate("koryo.describe().moment")
        inset = watched.page.locator(".koryo-locator").is_visible()
        assert moment["origin_in_view"] or inset or not moment["waiting"], stop["stop"]


def test_every_event_is_shown_or_listed_and_can_be_opened(maps, open_page):
    events = open_page(maps / "route.html").page.evaluate("koryo.describe().events")
    assert [row["event"] for row in events if not (row["shown"] or row["listed"]) or not row["openable"]] == []


def test_no_stop_asks_for_more_than_two_hundred_words_a_minute(maps, open_page):
    for stop in open_page(maps / "route.html").page.evaluate("koryo.describe().stops"):
        minutes = (stop["to_s"] - stop["from_s"]) / 60
        assert all(stop["words"][lang] / minutes <= 200 for lang in ("en", "ru", "kk")), stop["stop"]


def test_a_moment_that_was_played_to_looks_as_one_that_was_opened(maps, open_page):
    played = open_page(maps / "route.html", query="#s=report", reduced_motion="reduce")
    played.page.keyboard.press("PageDown")
    opened = open_page(maps / "route.html", query="#s=last-816", reduced_motion="reduce")
    ask = "(({ bodies, labels }) => JSON.stringify({ bodies, labels }))(koryo.describe())"
    assert json.loads(rest(played).page.evaluate(ask)) == json.loads(rest(opened).page.evaluate(ask))


def test_a_reader_leaves_the_film_and_comes_back_to_the_same_second(maps, open_page):
    page = open_page(maps / "route.html", query="#s=towns").page
    before = page.evaluate("document.querySelector('.koryo-map').koryoPlayer.currentTime")
    page.mouse.move(500, 300)
    page.mouse.down()
    page.mouse.move(620, 340, steps=4)
    page.mouse.up()
    assert page.evaluate("koryo.of(map_1).journey.exploring")
    page.get_by_role("button", name="Back to the story").click()
    assert not page.evaluate("koryo.of(map_1).journey.exploring")
    assert page.evaluate("document.querySelector('.koryo-map').koryoPlayer.currentTime") == before


def test_less_motion_gives_the_same_words_without_playing(maps, open_page):
    watched = open_page(maps / "route.html", reduced_motion="reduce")
    assert watched.page.evaluate("document.querySelector('.koryo-map').koryoPlayer.paused")
    for stop in koryo_geo.content_of(koryo_geo.load("koryo1937"), "route").films["full"].stops[:4]:
        watched.at(stop.from_s)
        assert watched.page.locator(".koryo-sentence").inner_text() == stop.text["en"].replace("Koryo-saram", "Koryo‑saram")
