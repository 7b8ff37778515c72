"""Python and JavaScript give the same frames, days and positions from the same data."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pyproj
import pytest

from koryo_geo.layers import runtime_js
from koryo_geo.page import leaflet
from koryo_geo.style import Projection

pytestmark = pytest.mark.browser

FRAMES = Path(__file__).parents[1] / "contract" / "frames.json"


@pytest.fixture(scope="module")
def runtime(chromium):
    """A blank page with Leaflet and the runtime loaded."""
    context = chromium.new_context()
    page = context.new_page()
    page.set_content("<!DOCTYPE html><html lang='en'><title>runtime</title><body></body></html>")
    page.add_script_tag(content=leaflet()[0])
    page.add_script_tag(content=runtime_js())
    yield page
    context.close()


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
    from koryo_geo.timeline import Timeline

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
    assert runtime.evaluate("day => koryo.dates.add(day, 3)", day) == expected
