"""What a map of counts says it shows: people on their own land, on one scale, and every word readable.

The page is asked itself, by ``koryo.describe()``. A few sizes, languages and dates are looked at; all of them with
``python -m pytest tests/browser/test_settlement.py --whole-product``.
"""

from __future__ import annotations

import itertools

import pytest
import shapely

from koryo_geo import content_of
from koryo_geo.content.land import to_km
from tests.browser.looking import LANGUAGES, moments, rest

pytestmark = pytest.mark.browser

SIZES = (
    (1280, 720),
    (390, 844),
    (1920, 1080),
    (1080, 1920),
    (3840, 2160),
    (640, 400),
    (320, 568),
    (360, 740),
    (768, 1024),
    (1024, 768),
    (1366, 768),
    (1600, 900),
    (2560, 1440),
    (480, 270),
)

#: Dates that are told by oblast, with moves and plates, and one with the largest counts.
FEW_DATES = (1, 2, 4, 8, 12)


#: What the page says it shows, and where its map is.
TOLD = """() => {
    const { left, top, right, bottom } = document.querySelector(".koryo-map").getBoundingClientRect();
    return { ...koryo.describe(), map: [left, top, right, bottom] };
}"""


@pytest.fixture(scope="module")
def lands(record):
    """The polygon of each region in kilometres of the map's projection."""
    content = content_of(record, "resettlement", languages=["en"])
    return {row.region: to_km(content.view.projection, row.geometry) for row in record.regions}


def pytest_generate_tests(metafunc):
    """Look at few sizes and languages, or at the whole product."""
    if "screen" in metafunc.fixturenames:
        whole = metafunc.config.getoption("--whole-product")
        pairs = list(itertools.product(SIZES, LANGUAGES)) if whole else list(zip(SIZES[:6], itertools.cycle(LANGUAGES)))
        metafunc.parametrize("screen", pairs, ids=[f"{size[0]}x{size[1]}-{lang}" for size, lang in pairs])


@pytest.fixture
def shown(maps, open_page, request):
    """What the page says at each looked-at date of a size and a language."""

    def look(size, lang):
        watched = open_page(maps / "resettlement.html", size, f"#lang={lang}", reduced_motion="reduce")
        every = moments(watched, "resettlement")
        chosen = range(len(every)) if request.config.getoption("--whole-product") else FEW_DATES
        return [rest(watched.at(every[number])).page.evaluate(TOLD) for number in chosen]

    return look


def test_people_stand_on_their_own_land_on_one_scale(shown, screen, lands):
    told = shown(*screen)
    for moment in told:
        for body in moment["bodies"]:
            where = (moment["moment"]["date"], body["unit"])
            assert outside(body, lands[body["region"]]) < 0.01, where
            assert area_of(body) == pytest.approx(persons_of(body), rel=0.01, abs=1), where
    sides = [side_px(body) for moment in told for body in moment["bodies"] if is_on_the_scale(body)]
    assert max(sides) - min(sides) < 0.1, "one size of square at every date"


def test_words_are_readable(shown, screen):
    (width, _), _ = screen
    for moment in shown(*screen):
        boxes = [(label["text"], shapely.box(*label["box"])) for label in moment["labels"]]
        frame = shapely.box(*moment["map"])
        assert not [text for text, box in boxes if not frame.covers(box)], moment["moment"]
        pairs = itertools.combinations(boxes, 2)
        assert not [(one[0], two[0]) for one, two in pairs if one[1].intersection(two[1]).area > 2], moment["moment"]
        named = {label["key"] for label in moment["labels"]}
        assert len(named & {"iran", "china", "afghanistan", "mongolia"}) >= (2 if width >= 1000 else 1), moment["moment"]


def test_the_last_count_is_dated_and_a_stop_is_as_long_as_its_words(shown, screen):
    told = shown(*screen)
    for moment in told:
        for body in (body for body in moment["bodies"] if body["standing"] == "last"):
            assert body["date"] < moment["moment"]["date"]
            assert any(character.isdigit() for character in body["text"].replace(f"{body['value']}", ""))
    stops = told[0]["stops"]
    assert all(stop["to_s"] - stop["from_s"] >= max(4, max(stop["words"].values()) / 3 - 0.1) for stop in stops)


def test_positions_are_the_same_at_every_size_and_in_every_language(shown):
    screens = [((1280, 720), "en"), ((390, 844), "ko"), ((3840, 2160), "kk")]
    first, *others = [[positions(moment) for moment in shown(*screen)] for screen in screens]
    assert all(other == first for other in others)


def outside(body, land):
    """The part of a block's area that lies off its land."""
    block = shapely.union_all([shapely.Polygon(cell) for cell in body["km"]])
    return block.difference(land).area / block.area if body["cells"] else 0


def is_on_the_scale(body):
    """Whether a body is laid out in squares that are no part of a whole."""
    return body["counted"] == "people" and body["cells"] and not body["part_of"]


def area_of(body):
    """How many people the area of a block's squares stands for."""
    return sum(shapely.Polygon(cell).area for cell in body["km"]) / body["side_km"] ** 2 * 1000


def persons_of(body):
    """How many a block has to stand for: none where there are no squares of people."""
    if body["counted"] != "people" or not body["cells"]:
        return area_of(body)
    return next(number for number in (body["value"], body["high"], body["low"]) if number is not None)


def side_px(body):
    """The foot of a body's first square, in pixels."""
    west, east = body["cells"][0][:2]
    return ((east["x"] - west["x"]) ** 2 + (east["y"] - west["y"]) ** 2) ** 0.5


def positions(moment):
    """Where everybody stands, in kilometres."""
    return {(body["unit"], body["place"], body["date"]): body["km"] for body in moment["bodies"]}
