"""The schematic timetable: everybody is on a train, and every train leaves and arrives within what the sources say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koryo_geo.timeline.schedule import Leaving, Sent, share_out, timetable

GROUPS = st.integers(1, 60)


@given(st.integers(0, 200_000), GROUPS)
def test_nobody_is_lost_and_no_two_groups_differ_by_more_than_one(total, groups):
    shares = share_out(total, groups)
    assert (len(shares), sum(shares)) == (groups, total)
    assert max(shares) - min(shares) <= 1


@st.composite
def leavings(draw, key="f"):
    """A flow: people, days, and a way of known or unknown length."""
    first, days_min, groups = draw(st.integers(0, 90)), draw(st.integers(1, 60)), draw(GROUPS)
    return Leaving(
        key=key,
        origin="here",
        persons=draw(st.integers(1, 100_000)),
        households=draw(st.none() | st.integers(0, 30_000)),
        groups=groups,
        first=first,
        last=first + draw(st.integers(0, 90)),
        days_min=days_min,
        days_max=days_min + draw(st.integers(0, 60)),
        km=draw(st.none() | st.floats(1, 9_000)),
    )


def sent(flow):
    """Some of a flow's people had left by some day."""
    return st.builds(Sent, st.integers(flow.first, flow.last), st.just((flow.key,)), st.integers(0, flow.persons))


@given(leavings().flatmap(lambda flow: st.tuples(st.just(flow), st.lists(sent(flow), max_size=3))))
def test_everybody_leaves_and_arrives_within_the_days_that_are_given(given_):
    flow, marks = given_
    trips = timetable([flow], marks)["f"]
    assert len(trips.depart) == len(trips.persons) == flow.groups
    assert sum(trips.persons) == flow.persons
    assert trips.households is None if flow.households is None else sum(trips.households) == flow.households
    assert trips.depart == tuple(sorted(trips.depart))
    assert trips.depart[0] == flow.first
    assert all(flow.first <= day <= flow.last for day in trips.depart)
    assert flow.groups == 1 or trips.depart[-1] == pytest.approx(flow.last, abs=0.001)
    assert (trips.arrive is None) == (flow.km is None)
    for leaves, comes in zip(trips.depart, trips.arrive or (), strict=bool(trips.arrive)):
        assert flow.days_min - 0.002 <= comes - leaves <= flow.days_max + 0.002


@given(leavings("a"), leavings("b"))
def test_two_flows_lose_nobody_to_each_other(one, other):
    trips = timetable([one, other])
    assert [sum(trips[flow.key].persons) for flow in (one, other)] == [one.persons, other.persons]
    assert [len(trips[flow.key].depart) for flow in (one, other)] == [one.groups, other.groups]


def test_one_group_leaves_on_the_first_day():
    flow = Leaving("f", "here", 100, None, 1, 3, 10, 30, 40, 500.0)
    trips = timetable([flow])["f"]
    assert (trips.depart, trips.arrive, trips.persons) == ((3.0,), (33.0,), (100,))
