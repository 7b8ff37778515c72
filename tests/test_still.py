"""The still: text as text, none over another, none cut, the same twice; numbers on their own land or off the map."""

import re
import xml.etree.ElementTree as ET
from functools import cache
from itertools import combinations

import pytest
from shapely import box

import koryo_geo
from koryo_geo.errors import KoryoError
from koryo_geo.export.still import measure, picture
from koryo_geo.export.still.frame import Pane, Room
from koryo_geo.export.still.labels import Board, Label, Line, away, inside
from koryo_geo.export.still.measure import width_em, wrapped
from koryo_geo.export.still.svg import Type
from tests.sample import staged

SVG = "{http://www.w3.org/2000/svg}"
SIZES = [(390, 844), (844, 390), (1024, 768), (1080, 1920), (1280, 720), (3840, 2160)]
MOMENTS = [
    ("koryo1937", "route", "decree"),
    ("koryo1937", "route", "ushtobe"),
    ("koryo1937", "route", "report"),
    ("koryo1937", "route", "end"),
    ("koryo1937", "resettlement", "by-oblast-1938"),
    ("koryo1937", "resettlement", "census-1989"),
    ("minimal", "journey", "way"),
    ("minimal", "counts", "stayed"),
]


@cache
def dataset(name):
    return staged() if name == "minimal" else koryo_geo.load(name)


@cache
def drawn(name, map_name, moment, size, language):
    return koryo_geo.still(dataset(name), map_name, moment, size=size, language=language)


def text_boxes(svg):
    """Every text with what it covers: left, top, right, bottom."""
    found = []
    for element in ET.fromstring(svg).iter(f"{SVG}text"):
        size, x, y = (float(element.get(key)) for key in ("font-size", "x", "y"))
        width = float(element.get("textLength", size * 0.6))
        left = x - {"start": 0, "middle": width / 2, "end": width}[element.get("text-anchor", "start")]
        found.append((element.text, (left, y - size * 0.72, left + width, y + size * 0.18)))
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("moment", MOMENTS, ids="-".join)
def test_no_text_lies_over_another_or_is_cut(moment, size):
    for language in ("en", "ko", "ru", "kk"):
        boxes = text_boxes(drawn(*moment, size, language))
        for text, (left, top, right, bottom) in boxes:
            assert left >= -0.5, (language, text)
            assert top >= -0.5, (language, text)
            assert right <= size[0] + 0.5, (language, text)
            assert bottom <= size[1] + 0.5, (language, text)
        over = [
            (one, other)
            for (one, a), (other, b) in combinations(boxes, 2)
            if a[0] < b[2] - 0.5 and b[0] < a[2] - 0.5 and a[1] < b[3] - 0.5 and b[1] < a[3] - 0.5
        ]
        assert over == [], language


def test_the_same_arguments_give_the_same_text():
    one = koryo_geo.still(staged(), "journey", "way")
    assert one == koryo_geo.still(staged(), "journey", "way")


def test_text_is_text_and_what_it_says_is_in_the_language_of_the_picture():
    svg = drawn("koryo1937", "route", "report", (1280, 720), "ru")
    texts = " ".join(text for text, _ in text_boxes(svg))
    assert "25 октября 1937" in texts
    assert "Казахская ССР" in texts
    assert ET.fromstring(svg).get("lang") == "ru"
    assert ET.fromstring(svg).find(f"{SVG}desc").text.startswith("Ежов")


def test_a_square_for_every_train_and_an_outline_for_every_one_that_left():
    svg = drawn("koryo1937", "route", "end", (1280, 720), "en")
    side = [rect for rect in ET.fromstring(svg).iter(f"{SVG}rect") if rect.get("fill") == "#9c3615"]
    outlines = [rect for rect in ET.fromstring(svg).iter(f"{SVG}rect") if rect.get("stroke-opacity") == "0.5"]
    flows = koryo_geo.timeline_of(dataset("koryo1937"), "route").flows
    assert len(side) - 1 == sum(len(flow.trips.depart) for flow in flows if flow.path is not None)
    assert len(outlines) == sum(len(flow.trips.depart) for flow in flows)


def test_an_emptied_land_is_told_in_words_not_by_a_nought():
    texts = [text for text, _ in text_boxes(drawn("koryo1937", "route", "end", (1280, 720), "en"))]
    assert any("172,597" in text for text in texts)
    assert "0" not in texts
    assert any("2,000 remained" in text for text in texts)


@pytest.mark.parametrize("size", SIZES)
def test_a_number_stands_on_its_own_land_or_off_the_map(size):
    scene = picture._scene(dataset("koryo1937"), "route")
    for stop in ("ushtobe", "report", "end"):
        shown = picture._Picture(scene, picture._moment_of(scene, stop), Room.of(size, "flows"), "en")
        journey = shown.drawing.journey
        boxes = text_boxes(shown.svg())
        ground = journey.ground
        foreign = ground.states.union(ground.abroad)
        for block in journey.squares.blocks:
            number = f"{journey.counts(block)[0]:,}"
            for _, (left, top, right, bottom) in (row for row in boxes if row[0] == number and journey.counts(block)[0]):
                panes = [pane for pane in shown.panes if inside((left, top, right, bottom), pane.box)]
                for pane in panes:
                    west, north = unproject(pane, left, top)
                    east, south = unproject(pane, right, bottom)
                    own = ground.polygon(block.unit).buffer(3 * ground.grain_km)
                    assert not foreign.difference(own).intersects(box(west, south, east, north)), (stop, block.unit)


def unproject(pane, x, y):
    return pane.middle[0] + (x - pane.spot[0]) / pane.scale, pane.middle[1] - (y - pane.spot[1]) / pane.scale


def test_a_day_shows_the_whole_map_with_the_words_of_the_last_stop():
    svg = drawn("koryo1937", "route", "1937-10-26", (1280, 720), "en")
    texts = [text for text, _ in text_boxes(svg)]
    assert "26 October 1937" in texts
    assert any(text.startswith("Yezhov reported") for text in texts)


@pytest.mark.parametrize(
    ("moment", "size", "language", "told"),
    [
        ("shop", (640, 480), "en", "Did you mean ship?"),
        ("1900-01-01", (640, 480), "en", "1867-08-15 to 1867-10-15"),
        ("ship", (200, 480), "en", "expected 320 x 320 or more"),
        ("ship", (640, 480), "xx", "no language 'xx'"),
    ],
)
def test_what_cannot_be_drawn_is_told(moment, size, language, told):
    with pytest.raises(KoryoError, match=re.escape(told)):
        koryo_geo.still(dataset("minimal"), "journey", moment, size=size, language=language)


def test_a_name_is_nearest_to_its_own_dot():
    label = Label((Line("Name", Type(10)),))
    board = Board((0, 0, 400, 400), 2, dots=[("own", (100, 100)), ("other", (118, 100))])
    left, top = board.beside_dot("own", (100, 100), label, [8, 14])
    assert away((100, 100), label.box(left, top)) < away((118, 100), label.box(left, top))


def test_without_the_fonts_the_table_is_no_narrower(monkeypatch):
    words = ["Vladivostok 172,597", "Дальневосточный край", "고려사람의 강제이주", "Қиыр Шығыс өлкесі"]
    measured = [width_em(word, "serif") for word in words]
    measure._advance.cache_clear()
    monkeypatch.setattr(measure, "_faces", lambda _: ())
    try:
        assert all(width_em(word, "serif") >= width * 0.97 for word, width in zip(words, measured, strict=True))
    finally:
        measure._advance.cache_clear()


def test_lines_break_at_plain_spaces_alone():
    assert wrapped("Koryo-saram 171\u00a0781", 4.0) == ["Koryo-saram", "171\u00a0781"]


def test_a_wall_shows_the_same_picture_as_a_screen():
    small, wall = Room.of((1280, 720), "flows"), Room.of((3840, 2160), "flows")
    assert wall.u == 3 * small.u
    one, other = small.panes((0, 0, 2000, 600))[0], wall.panes((0, 0, 2000, 600))[0]
    assert other.scale == pytest.approx(3 * one.scale)


def test_a_pane_shows_all_of_its_view():
    pane = Pane.fit((0, 0, 100, 50), (10, 10, 210, 110), (0, 0, 220, 120))
    assert pane.px((0, 50)) == (10, 10)
    assert pane.px((100, 0)) == (210, 110)
    assert pane.view == (-5, -5, 105, 55)


def test_a_wide_view_on_an_upright_screen_is_two_strips_of_one_scale_the_eastern_above():
    east, west = Room.of((390, 844), "flows").panes((0, 0, 6000, 1800))
    assert east.scale == pytest.approx(west.scale)
    assert east.box[3] < west.box[1]
    assert west.view[2] > east.view[0]
