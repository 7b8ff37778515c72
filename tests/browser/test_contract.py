"""Python and JavaScript give the same frames, days and positions from the same data."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pyproj
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koryo_geo.style import Projection
from tests.timelines import TIMELINES, TIMES, flows, timeline_of

pytestmark = pytest.mark.browser

FRAMES = Path(__file__).parents[1] / "contract" / "frames.json"


def agrees(one, other):
    """Whether two pieces of JSON are the same, numbers to one part in a thousand million."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(agrees(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(agrees, one, other))
    if isinstance(one, (int, float)) and isinstance(other, (int, float)) and not isinstance(one, bool):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return one == other


@pytest.mark.parametrize("case", json.loads(FRAMES.read_text(encoding="utf-8")), ids=lambda case: case["name"])
def test_javascript_gives_the_frames_that_python_wrote(runtime, case):
    given = runtime.evaluate(
        "([timeline, times]) => { const t = new koryo.Timeline(timeline); return times.map((x) => t.at(x)); }",
        [case["timeline"], [frame["t_asked"] for frame in case["frames"]]],
    )
    for asked, frame in zip(case["frames"], given, strict=True):
        assert agrees(asked["frame"], frame), asked["t_asked"]


@pytest.mark.parametrize("case", json.loads(FRAMES.read_text(encoding="utf-8")), ids=lambda case: case["name"])
def test_javascript_paces_the_story_as_python_does(runtime, case):
    from koryo_geo.timeline.model import Timeline

    timeline = Timeline.from_json(json.dumps(case["timeline"]))
    seconds = [timeline.duration * step / 37 for step in range(-2, 41)] + [point[0] for point in timeline.pace]
    given = runtime.evaluate(
        "([timeline, s]) => { const t = new koryo.Timeline(timeline); return s.map((x) => t.day(x)); }", [case["timeline"], seconds]
    )
    assert agrees([timeline.day(second) for second in seconds], given)


@pytest.mark.parametrize(
    "projection", [Projection(42, 58, 101, 50), Projection(29.5, 45.5, -96, 23), Projection(-18, -32, 135, 0)], ids=str
)
def test_albers_agrees_with_proj_to_a_metre(runtime, projection):
    south = projection.lat_1 < 0
    points = [(lon, -lat if south else lat) for lon in range(-180, 181, 15) for lat in (1, 20, 36.6, 42, 55.5, 70, 84)]
    given = runtime.evaluate(
        "([spec, points]) => { const a = koryo.albers(spec); return points.map(([x, y]) => a.forward(x, y)); }",
        [projection.to_dict(), points],
    )
    back = runtime.evaluate(
        "([spec, points]) => { const a = koryo.albers(spec); return points.map(([x, y]) => a.inverse(x, y)); }",
        [projection.to_dict(), given],
    )
    to_metres = pyproj.Transformer.from_crs("EPSG:4326", projection.proj, always_xy=True)
    for point, (x, y), (lon, lat) in zip(points, given, back, strict=True):
        if abs((point[0] - projection.lon_0 + 180) % 360) < 1e-9:
            continue  # the seam opposite the central meridian has two sides
        east, north = to_metres.transform(*point)
        assert math.hypot(x - east, y - north) < 1, point
        assert abs((lon - point[0] + 180) % 360 - 180) < 1e-6, point
        assert abs(lat - point[1]) < 1e-6, point


@pytest.mark.parametrize("day", ["1582-10-15", "1867-02-28", "1900-02-28", "1937-12-31", "2017-02-28", "0004-02-28"])
def test_days_are_counted_alike(runtime, day):
    import datetime as dt

    expected = (dt.date.fromisoformat(day) + dt.timedelta(days=3)).isoformat()
    assert runtime.evaluate("day => koryo.addDays(day, 3)", day) == expected


#: A browser is asked once for all times of a timeline; the page is the same throughout.
ASKED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@ASKED
@given(TIMELINES, st.lists(TIMES, min_size=1, max_size=12))
def test_any_timeline_has_the_same_frames_in_both_languages(runtime, timeline, times):
    data = json.loads(timeline.to_json())
    happens = [day for flow in timeline.flows for day in (*flow.trips.depart, *(flow.trips.arrive or ()))]
    asked = [*times, *happens, 0, timeline.days]
    given_ = runtime.evaluate(
        "([timeline, times]) => { const t = new koryo.Timeline(timeline); return times.map((x) => t.at(x)); }", [data, asked]
    )
    persons = sum(flow.persons for flow in timeline.flows)
    for t, frame in zip(asked, given_, strict=True):
        assert agrees(json.loads(json.dumps(timeline.at(t).to_dict())), frame), t
        for count in (*frame["flows"], frame["totals"]):
            assert count["departed"] == count["under_way"] + count["arrived"] + count["untraced"]
        assert frame["totals"]["waiting"] + frame["totals"]["departed"] == persons


#: Every mark that is drawn at a time, by where it stands; a mark off the sheet would be missing from the sum.
DRAWN = """([timeline, times, unit]) => {
    const t = new koryo.Timeline(timeline);
    const canvas = Object.assign(document.createElement("canvas"), { width: 800, height: 400 });
    const context = canvas.getContext("2d");
    const ink = koryo.inkTable("#a8431f", "#3f1208");
    const marks = new koryo.Marks(t, (latlng) => ({ x: latlng.lng, y: latlng.lat }), { unit, ink, radius: 2 });
    marks.fit({ width: 800, height: 400, context, dots: 1, scale: { ax: 100, bx: 150, ay: -100, by: 4750, dots: 1 } });
    const place = { lat: 45, lon: 0, label: "" };
    const all = (traced) => t.flows.map((flow, i) => i).filter((i) => (t.flows[i].path !== null) === traced);
    const bodies = [new koryo.OriginBody(t, place, { unit, ink }), ...[true, false].filter((traced) => all(traced).length)
        .map((traced) => new koryo.EndBody(t, place, { unit, ink }, all(traced)))];
    koryo.planBodies(bodies.map((body) => body.marks), { x: 4000, y: 4000 }).forEach((plan, i) => bodies[i].resize(plan, 1));
    const counted = (sheet) => sheet.touched.subarray(0, sheet.used).reduce((sum, p) => sum + sheet.counts[p], 0);
    return times.map((time) => {
        const frame = Object.assign(t.at(time), { view: "cumulative" });
        marks.draw(frame);
        bodies.forEach((body) => body.draw(frame));
        const standing = bodies.filter((body) => !body.hollow).map((body) => counted(body.sheet));
        const { waiting, under_way } = frame.totals;
        return { on_the_way: counted(marks.sheet), standing, said: bodies.map((body) => body.count(frame)), waiting, under_way };
    });
}"""


@ASKED
@given(
    st.lists(flows(most=900), min_size=1, max_size=3).map(lambda items: timeline_of(*items)),
    st.lists(TIMES, min_size=1, max_size=8),
    st.sampled_from(["person", "household"]),
)
def test_every_mark_is_on_the_sheet_or_in_a_body(runtime, timeline, times, unit):
    sizes = [flow.trips.persons if unit == "person" else flow.trips.households for flow in timeline.flows]
    for drawn in runtime.evaluate(DRAWN, [json.loads(timeline.to_json()), times, unit]):
        assert drawn["on_the_way"] + sum(drawn["said"]) == sum(map(sum, sizes))
        counted, said = drawn["standing"], drawn["said"][: len(drawn["standing"])]
        assert counted == said
        if unit == "person":
            assert drawn["on_the_way"] == drawn["under_way"]
            assert drawn["said"][0] == drawn["waiting"]


def test_everybody_is_on_the_map_at_every_moment(maps, open_page):
    watched = open_page(maps / "route.html", reduced_motion="reduce")
    sums = watched.page.evaluate(
        """() => {
            const { crowd, timeline } = koryo.of(map_1).journey, sums = new Set();
            const onTheWay = (day) => timeline.flows.map((flow) => flow.path === null ? 0 : flow.trips.persons
                .filter((_, i) => flow.trips.depart[i] <= day && day < flow.trips.arrive[i]).reduce((a, b) => a + b, 0));
            for (let day = 0; day <= timeline.days; day += 0.5) {
                const frame = timeline.at(day);
                const standing = crowd.squares.blocks.map((_, block) => crowd.people(block, frame));
                sums.add([...standing, ...onTheWay(day), frame.totals.untraced].reduce((a, b) => a + b, 0));
            }
            return { sums: [...sums], persons: timeline.persons };
        }"""
    )
    assert sums["sums"] == [sums["persons"]]
