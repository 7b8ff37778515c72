"""A schematic timetable: whole, even, within its days, and fitted to what is attested."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koryo_geo.timeline.schedule import Leaving, Reached, Sent, share_out, timetable

EAST, SOUTH = (
    Leaving(key, "home", persons, persons // 5, groups, 19, 65, 30, 40, km)
    for key, persons, groups, km in (("east", 900, 70, 7800.0), ("south", 700, 54, 7550.0))
)
FIRST_STAGE = Sent(33, ("east", "south"), 700)


def alone(first, last, days_min, days_max, groups, persons=100):
    return timetable([Leaving("f", "home", persons, None, groups, first, last, days_min, days_max, 1000.0)])["f"]


@given(st.integers(0, 10**7), st.integers(1, 200))
def test_shares_are_whole_even_and_add_up(total, groups):
    shares = share_out(total, groups)
    assert (len(shares), sum(shares)) == (groups, total)
    assert max(shares) - min(shares) <= 1


@given(st.integers(-50, 300), st.integers(0, 90), st.floats(0, 60), st.floats(0, 30), st.integers(1, 130))
def test_a_timetable_stays_within_its_days(first, length, days_min, spread, groups):
    trips = alone(first, first + length, days_min, days_min + spread, groups)
    assert list(trips.depart) == sorted(trips.depart)
    assert trips.depart[0] == first
    assert groups == 1 or math.isclose(trips.depart[-1], first + length, abs_tol=0.001)
    for leaves, comes in zip(trips.depart, trips.arrive, strict=True):
        assert days_min - 0.002 <= comes - leaves <= days_min + spread + 0.002


def test_departures_are_evenly_spread():
    gaps = [later - earlier for earlier, later in itertools.pairwise(alone(0, 46, 30, 40, 69).depart)]
    assert max(gaps) - min(gaps) < 0.0021


def test_who_leaves_later_takes_longer():
    trips = alone(0, 46, 30, 40, 69)
    days = [comes - leaves for leaves, comes in zip(trips.depart, trips.arrive, strict=True)]
    assert days == sorted(days)
    assert (days[0], round(days[-1], 3)) == (30, 40)


def test_what_had_left_by_a_day_is_kept_to_the_person():
    trips = timetable([EAST, SOUTH], [FIRST_STAGE])
    left = {key: sum(n for n, day in zip(one.persons, one.depart, strict=True) if day <= 33) for key, one in trips.items()}
    assert sum(left.values()) == 700
    assert left["east"] / left["south"] == pytest.approx(900 / 700, rel=0.01)
    assert [sum(one.persons) for one in trips.values()] == [900, 700]
    assert [sum(one.households) for one in trips.values()] == [180, 140]


def test_two_flows_of_one_origin_leave_in_turn():
    trips = timetable([EAST, SOUTH], [FIRST_STAGE])
    order = sorted((day, key) for key, one in trips.items() for day in one.depart)
    runs = [len(list(run)) for _, run in itertools.groupby(key for _, key in order)]
    assert max(runs) == 2
    gaps = [later[0] - earlier[0] for earlier, later in itertools.pairwise(order)]
    assert min(gaps) > 0.2


def test_no_group_overtakes_another_on_the_common_way():
    trips = timetable([EAST, SOUTH], [FIRST_STAGE], [Reached(49, {"east": 6453.0, "south": 6453.0})])
    at_junction = []
    for flow, one in zip((EAST, SOUTH), trips.values(), strict=True):
        pairs = zip(one.depart, one.arrive, strict=True)
        at_junction += [(leaves, leaves + (comes - leaves) * 6453 / flow.km) for leaves, comes in pairs]
    passing = [there for _, there in sorted(at_junction)]
    assert passing == sorted(passing)
    assert passing[0] == pytest.approx(49, abs=0.01)
    for one in trips.values():
        assert all(30 <= comes - leaves <= 40.001 for leaves, comes in zip(one.depart, one.arrive, strict=True))


@pytest.mark.parametrize("mark", [Sent(33, ("east",), 5000), Sent(5, ("east",), 10), Sent(90, ("east",), 10)])
def test_what_cannot_be_kept_is_let_go(mark):
    assert timetable([EAST], [mark]) == timetable([EAST])


def test_a_place_that_cannot_be_reached_so_late_leaves_the_days_as_they_are():
    trips = timetable([EAST], [], [Reached(90, {"east": 100.0})])["east"]
    assert trips.arrive[0] - trips.depart[0] == 30


def test_without_a_way_nobody_arrives():
    assert timetable([Leaving("f", "home", 816, None, 1, 74, 74, 0, 0, None)])["f"].arrive is None
