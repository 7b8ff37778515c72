"""The timelines whose frames are pinned, and the times at which they are."""

from __future__ import annotations

import json
from typing import Any

import koryo_geo
from koryo_geo.timeline.model import Path, Timeline, TimelineFlow, Trips
from koryo_geo.timeline.schedule import Leaving, timetable


def synthetic() -> Timeline:
    """A year that the calendar reform cut, a flow with a route, one that nobody traced, and one that takes no time at all."""
    trips = timetable([Leaving("one", "a", 1001, 250, 7, 3, 40, 10, 25.5, 873.5)])["one"]
    traced = TimelineFlow("one", "One", "a", "b", 1001, 250, 0, trips, "f", "estimated")
    lost = TimelineFlow("two", "Two", "a", None, 90, None, None, Trips((5.0, 50.0), None, (40, 50), None), "g", "documented")
    instant = TimelineFlow("three", "Three", "a", "b", 6, None, 0, Trips((12.0,), (12.0,), (6,), None), "h", "documented")
    return Timeline(
        kind="flows",
        start="1582-09-20",
        end="1582-12-31",
        pace=((0.0, 0.0), (10.0, 20.0), (10.0, 60.0), (15.0, 60.0), (30.0, 102.0)),
        nodes=((0.0, 45.0), (5.0, 45.5), (11.0, 46.0)),
        node_names=("A", None, "B"),
        paths=(Path((0, 1, 2), (0.0, 400.125, 873.5), ("sea", "rail"), ("inferred", "documented")),),
        flows=(traced, lost, instant),
    )


def timelines() -> dict[str, Timeline]:
    """The timelines by name."""
    minimal = koryo_geo.load("minimal")
    return {
        "journey": koryo_geo.timeline_of(minimal, "journey"),
        "counts": koryo_geo.timeline_of(minimal, "counts"),
        "synthetic-1582": synthetic(),
    }


def times(timeline: Timeline) -> list[float]:
    """About twenty-five times: before, after, at and just off the days on which something happens, and in between."""
    days = float(timeline.days)
    spread = [round(days * step / 13, 3) for step in range(14)]
    happens = [day for flow in timeline.flows for day in (*flow.trips.depart[:2], *(flow.trips.arrive or ())[-2:])]
    happens += [float(moment.day) for moment in timeline.moments]
    edges = [round(day + step, 3) for day in happens[:6] for step in (-0.001, 0.0)]
    return sorted({-7.0, days + 7.0, *spread, *edges})


def frames() -> list[dict[str, Any]]:
    """Every case, as ``frames.json`` holds it."""
    cases = []
    for name, timeline in timelines().items():
        at = [{"t_asked": t, "frame": timeline.at(t).to_dict()} for t in times(timeline)]
        cases.append({"name": name, "timeline": timeline.to_dict(), "frames": at})
    return json.loads(json.dumps(cases))
