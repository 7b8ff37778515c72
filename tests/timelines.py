"""Timelines that Hypothesis makes up: with and without a way, out of order, of nobody, and some that take no time at all."""

from __future__ import annotations

from hypothesis import strategies as st

from koryo_geo.timeline.model import Path, Timeline, TimelineFlow, Trips

LENGTH_KM = 873.5


def timeline_of(*flows, start="1867-08-15", end="1867-12-31", pace=((0.0, 0.0), (60.0, 138.0))):
    path = Path((0, 1), (0.0, LENGTH_KM), ("rail",), ("documented",))
    return Timeline(
        "flows", start, end, pace, nodes=((0.0, 45.0), (5.0, 46.0)), node_names=(None, None), paths=(path,), flows=flows
    )


def flow_of(depart, arrive, persons, key="f", households=None):
    trips = Trips(tuple(depart), None if arrive is None else tuple(arrive), tuple(persons), households and tuple(households))
    path = None if arrive is None else 0
    return TimelineFlow(key, key, "a", None, sum(persons), households and sum(households), path, trips, key, "estimated")


@st.composite
def flows(draw, most=5000):
    """One flow; departures in any order and beyond both ends, days on the way from none."""
    groups = draw(st.integers(1, 6))
    depart = draw(st.lists(st.floats(-5, 150), min_size=groups, max_size=groups))
    persons = draw(st.lists(st.integers(0, most), min_size=groups, max_size=groups))
    households = [number // 4 for number in persons]
    if draw(st.booleans()):
        return flow_of(depart, None, persons, households=households)
    days = draw(st.lists(st.floats(0, 60) | st.just(0.0), min_size=groups, max_size=groups))
    return flow_of(depart, [one + other for one, other in zip(depart, days, strict=True)], persons, households=households)


TIMELINES = st.lists(flows(), max_size=4).map(lambda items: timeline_of(*items))

#: A time before, in, or after the timeline.
TIMES = st.floats(-20, 200)
