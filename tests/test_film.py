"""The film: one clock, time enough to read in every language, and nobody who waits is out of sight."""

import json
from functools import cache
from itertools import pairwise

import pytest

import koryo_geo
from koryo_geo.content.film import HOLD_S, IDLE_S, MOVE_MOST_S, film_of, reading_s
from koryo_geo.content.squares import squares_of
from koryo_geo.content.views import holds
from koryo_geo.language.texts import in_language
from koryo_geo.plain import to_json
from koryo_geo.style import Projection
from tests.contract.films import FILE, films
from tests.sample import faults_of, staged, with_stops

CASES = json.loads(FILE.read_text(encoding="utf-8"))


@cache
def directed(name, map_name, cut="full"):
    dataset = staged() if name == "minimal" else koryo_geo.load(name)
    plan = dataset.map_plan(map_name)
    projection = Projection.of(dataset.projection, (plan.west, plan.south, plan.east, plan.north))
    timeline = koryo_geo.timeline_of(dataset, map_name)
    squares = squares_of(dataset, timeline, plan, projection)
    return dataset, timeline, film_of(dataset, timeline, plan, projection, cut=cut, squares=squares)


ALL = [
    ("minimal", "journey", "full"),
    ("minimal", "counts", "full"),
    ("koryo1937", "route", "full"),
    ("koryo1937", "route", "short"),
    ("koryo1937", "resettlement", "full"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_python_gives_the_pinned_shots(case):
    film = films()[case["name"]]
    assert json.loads(to_json(film)) == case["film"]
    for pinned in case["shots"]:
        assert json.loads(to_json(film.at(pinned["s"]))) == pinned["shot"]


@pytest.mark.parametrize("which", ALL)
def test_every_language_has_time_to_read(which):
    dataset, _, film = directed(*which)
    for stop in film.stops:
        rests = stop.to_s - stop.from_s
        assert rests >= HOLD_S - 1e-9
        for lang in dataset.languages:
            assert reading_s(in_language(stop.text, lang)) <= rests + 1e-3
        assert stop.words["en"] / (rests / 60) <= 180.5


@pytest.mark.parametrize("which", ALL)
def test_the_clock_never_runs_back_and_rests_at_every_stop(which):
    film = directed(*which)[2]
    shots = [film.at(second / 4) for second in range(int(film.duration_s * 4) + 1)]
    assert [shot.day for shot in shots] == sorted(shot.day for shot in shots)
    for index, stop in enumerate(film.stops):
        for second in (stop.from_s, (stop.from_s + stop.to_s) / 2, stop.to_s):
            shot = film.at(second)
            assert (shot.day, shot.view, shot.stop, shot.words) == (stop.day, stop.view, index, True)


@pytest.mark.parametrize("which", ALL)
def test_between_stops_nothing_stands_still_for_long(which):
    _, timeline, film = directed(*which)
    for start, end in pairwise(film.stops):
        travels = any(
            leaves < end.day and comes > start.day
            for flow in timeline.flows
            for leaves, comes in zip(flow.trips.depart, flow.trips.arrive or (), strict=False)
        )
        assert 0 < end.from_s - start.to_s <= (MOVE_MOST_S if travels else IDLE_S) + 1e-9


@pytest.mark.parametrize("which", ALL)
def test_the_origin_is_in_view_or_in_an_inset_while_anybody_waits(which):
    _, timeline, film = directed(*which)
    for second in range(int(film.duration_s)):
        shot = film.at(float(second))
        if timeline.kind == "flows" and timeline.at(shot.day).waiting:
            assert shot.inset or holds(shot.view, film.origin)
        else:
            assert not shot.inset


def test_the_two_cuts_take_about_four_minutes_and_about_a_minute_and_a_half():
    assert 200 <= directed("koryo1937", "route")[2].duration_s <= 280
    assert 75 <= directed("koryo1937", "route", "short")[2].duration_s <= 115


def test_every_event_is_a_stop_or_listed():
    _, timeline, film = directed("koryo1937", "route")
    said = {stop.key for stop in film.stops if stop.table == "events"}
    assert {event.event for event in timeline.events} <= said | set(film.listed)


def test_the_camera_is_where_the_sentence_is():
    film = directed("koryo1937", "route")[2]
    stops = {stop.stop: stop for stop in film.stops}
    assert [ring.key for ring in stops["ushtobe"].rings] == ["ushtobe"]
    assert stops["ushtobe"].view[2] < stops["barge"].view[0]
    assert stops["report"].view == film.whole
    assert holds(stops["home"].view, film.origin)
    assert stops["bread"].told_by == "self"
    assert in_language(stops["bread"].title, "en").startswith("A young teacher")


def test_a_map_without_stops_gets_one_a_chapter():
    dataset, _, film = directed("minimal", "counts")
    assert [stop.stop for stop in film.stops] == [row.chapter for row in dataset.chapters if row.map == "counts"]


def test_a_view_of_the_data_overrides_the_computed_one():
    film = directed("minimal", "journey")[2]
    assert film.stops[-1].view != film.whole


def test_between_two_dates_of_a_map_of_regions_no_other_day_is_shown():
    film = directed("koryo1937", "resettlement")[2]
    days = {stop.day for stop in film.stops}
    assert {film.at(second / 10).day for second in range(int(film.duration_s * 10))} <= days


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("1867-09-01.first-ship", "1867-09-01.first-shop", "Did you mean 1867-09-01.first-ship?"),
        ("1867-09-12,chapters", "1867-08-21,chapters", "the stops of the cut 'full' in order"),
        ("1867-10-01,chapters", "1868-10-01,chapters", "a day of the map 'journey'"),
        (",5,43.5,13.5,48.5", ",5,43.5,13.5,", "west, south, east and north, or none of them"),
        ("b-land;c-land", "b-land;c-lund", "Did you mean c-land"),
        ("full,1867-09-12", "long,1867-09-12", "stops.csv:4:cuts"),
    ],
)
def test_a_wrong_stop_is_told_with_its_row(copy, old, new, told):
    folder = with_stops(copy("minimal"))
    path = folder / "stops.csv"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert any(told in fault for fault in faults_of(folder))


def test_a_dataset_may_have_no_stops(minimal):
    assert minimal.stops == ()
    assert len(staged().stops) == 4


def test_words_are_counted_as_each_language_is_read():
    assert reading_s("a b c") == 1.0
    assert reading_s("Корё-сарам (고려사람) жили") == 1.0
    assert reading_s("열차 124대") == pytest.approx(6 / 4.2)
