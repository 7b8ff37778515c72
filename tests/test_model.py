"""The timeline: plain data, and the pure function at(t)."""

import dataclasses
import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import koryo_geo
from koryo_geo.timeline.model import Frame, Timeline
from tests.contract.cases import synthetic
from tests.timelines import LENGTH_KM, TIMELINES, TIMES, flow_of, timeline_of


@given(TIMELINES, TIMES)
def test_nobody_is_lost_at_any_time(timeline, t):
    frame = timeline.at(t)
    for flow in (*frame.flows, frame.totals):
        assert flow.departed == flow.under_way + flow.arrived + flow.untraced
        assert min(dataclasses.astuple(flow)) >= 0
    assert frame.waiting + frame.totals.departed == sum(flow.persons for flow in timeline.flows)


@given(TIMELINES, TIMES, TIMES)
def test_people_depart_and_arrive_once(timeline, one, other):
    early, late = timeline.at(min(one, other)), timeline.at(max(one, other))
    assert early.totals.departed <= late.totals.departed
    assert early.totals.arrived <= late.totals.arrived


@given(TIMELINES, TIMES)
def test_a_trip_under_way_is_on_its_path_and_no_other_is(timeline, t):
    frame = timeline.at(t)
    for flow, positions in zip(timeline.flows, frame.trips, strict=True):
        moving = sum(persons for persons, km in zip(flow.trips.persons, positions, strict=True) if km is not None)
        assert all(km is None or 0 <= km <= LENGTH_KM for km in positions)
        assert moving == frame.flows[timeline.flows.index(flow)].under_way


@given(TIMELINES)
def test_a_timeline_goes_to_json_and_back_unchanged(timeline):
    assert Timeline.from_json(timeline.to_json()) == timeline
    assert Timeline.from_json(timeline.to_json()).to_json() == timeline.to_json()


@pytest.mark.parametrize("name", ["journey", "counts"])
def test_the_timelines_of_a_dataset_go_to_json_and_back_unchanged(minimal, name):
    timeline = koryo_geo.timeline_of(minimal, name)
    assert Timeline.from_json(timeline.to_json()) == timeline


@pytest.mark.parametrize("plan", ["route", "resettlement"])
def test_the_timelines_of_the_record_go_to_json_and_back_unchanged(record, plan):
    timeline = koryo_geo.timeline_of(record, plan)
    assert Timeline.from_json(timeline.to_json()) == timeline


def test_a_timeline_of_another_version_is_refused():
    data = {**synthetic().to_dict(), "version": 99}
    with pytest.raises(ValueError, match="a Timeline of version 99; this koryo_geo reads version 1"):
        Timeline.from_json(json.dumps(data))


def test_json_holds_no_number_that_json_does_not_know():
    assert not set(synthetic().to_json().split('"')) & {"NaN", "Infinity"}
    json.loads(synthetic().to_json(), parse_constant=pytest.fail)


def test_a_timeline_and_a_frame_are_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        synthetic().start = "1583-01-01"
    with pytest.raises(dataclasses.FrozenInstanceError):
        synthetic().at(1).t = 2


@given(st.floats(-1e6, 1e6))
def test_a_time_outside_is_clamped_to_the_timeline(t):
    timeline = synthetic()
    frame = timeline.at(t)
    assert frame == timeline.at(min(max(t, 0), timeline.days))
    assert timeline.start <= frame.date <= timeline.end


def test_at_is_pure():
    timeline = synthetic()
    times = [3.0, 50.0, 12.0, 3.0]
    assert [timeline.at(t) for t in times] == [timeline.at(t) for t in times]
    assert isinstance(timeline.at(3), Frame)


def test_a_trip_leaves_on_its_day_and_is_there_on_its_day():
    timeline = timeline_of(flow_of([10.0], [20.0], [100]))
    assert timeline.at(9.999).waiting == 100
    assert timeline.at(10).totals.under_way == 100
    assert timeline.at(10).trips == ((0.0,),)
    assert timeline.at(15).trips == ((LENGTH_KM / 2,),)
    assert timeline.at(20).totals.arrived == 100
    assert timeline.at(20).trips == ((None,),)


def test_people_of_an_unknown_route_are_untraced_never_arrived():
    frame = timeline_of(flow_of([10.0], None, [816])).at(100)
    assert (frame.totals.departed, frame.totals.under_way, frame.totals.arrived, frame.totals.untraced) == (816, 0, 0, 816)


@pytest.mark.parametrize("year", [1582, 1867, 1937, 2017])
def test_every_century_behaves_alike(year):
    flow = flow_of([10.0, 12.0], [20.0, 40.0], [60, 40])
    timeline = timeline_of(flow, start=f"{year}-09-01", end=f"{year}-11-30")
    assert timeline.days == 90
    assert [timeline.at(t).date for t in (0, 8.999, 30, 90)] == [f"{year}-{day}" for day in ("09-01", "09-09", "10-01", "11-30")]
    reference = timeline_of(flow, start="2001-09-01", end="2001-11-30")
    assert timeline.at(17.25).trips == reference.at(17.25).trips
    assert timeline.at(17.25).totals == reference.at(17.25).totals


def test_the_calendar_has_no_gap_in_october_1582():
    days = [synthetic().at(t).date for t in range(14, 27)]
    assert days == [(dt.date(1582, 10, 4) + dt.timedelta(days=number)).isoformat() for number in range(13)]


def test_a_day_follows_the_pace_and_jumps_to_the_later_day():
    timeline = synthetic()
    assert [timeline.day(second) for second in (-1, 0, 5, 9.5, 10, 12, 15, 22.5, 30, 99)] == [
        0,
        0,
        10,
        19,
        60,
        60,
        60,
        81,
        102,
        102,
    ]
    assert timeline.duration == 30


@given(st.lists(st.floats(-5, 40), min_size=2, max_size=2).map(sorted))
def test_story_time_never_runs_backwards(seconds):
    early, late = seconds
    assert synthetic().day(early) <= synthetic().day(late)


def test_a_map_of_regions_rests_on_each_moment_and_jumps(minimal):
    timeline = koryo_geo.timeline_of(minimal, "counts")
    days = [moment.day for moment in timeline.moments]
    starts, ends = timeline.pace[::2], timeline.pace[1::2]
    for number, day in enumerate(days):
        assert timeline.day(starts[number][0]) == timeline.day(ends[number][0] - 0.01) == day
        assert timeline.at(day).moment == number


def test_the_latest_event_and_chapter_hold_until_the_next(minimal):
    timeline = koryo_geo.timeline_of(minimal, "journey")
    for number, chapter in enumerate(timeline.chapters):
        assert timeline.at(chapter.day).chapter == number
        assert timeline.at(chapter.day - 0.001).chapter == max(number - 1, -1) or chapter.day == 0


def test_a_timeline_and_its_frames_are_named_in_one_short_line(minimal, record):
    timeline = koryo_geo.timeline_of(minimal, "journey")
    assert repr(timeline).startswith("<Timeline of flows, 1867-08-15 to ")
    assert repr(timeline.at(0.0)).startswith("<Frame 1867-08-15: ")
    assert all(len(repr(koryo_geo.timeline_of(record, plan.map))) < 160 for plan in record.maps)


@pytest.mark.parametrize("name", ["journey", "counts"])
def test_a_timeline_shows_its_chapters_in_a_notebook(minimal, name):
    timeline = koryo_geo.timeline_of(minimal, name)
    shown = timeline._repr_html_()
    assert shown.count("<tr>") == len(timeline.chapters)
    assert ("departed" in shown) == (name == "journey")
    assert (" counted, " in shown) == (name == "counts")
