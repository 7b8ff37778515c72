"""A schematic timetable: a drawing aid, not a record, fitted to the days and numbers that sources attest."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from koryo_geo.timeline.model import Trips

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Leaving:
    """One flow, before it has a timetable; days are counted since the timeline's start.

    Attributes
    ----------
    key, origin : str
    persons, groups : int
    households : int or None
    first, last : int
        Days of the first and of the last departure.
    days_min, days_max : float
        Days on the way.
    km : float or None
        Length of the way; None when it is not known.
    """

    key: str
    origin: str
    persons: int
    households: int | None
    groups: int
    first: int
    last: int
    days_min: float
    days_max: float
    km: float | None


@dataclass(frozen=True, slots=True)
class Sent:
    """So many persons of some flows together had left by a day."""

    day: int
    flows: tuple[str, ...]
    persons: int


@dataclass(frozen=True, slots=True)
class Reached:
    """The first group comes to a place on a day, and none before; kilometres from the start to it by flow."""

    day: int
    km: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Stage:
    """Persons and groups of a flow that have left by a day."""

    until: int
    persons: int
    groups: int


def share_out(total: int, groups: int) -> tuple[int, ...]:
    """Share a whole number over groups as evenly as whole numbers allow; the parts add up to the total.

    Parameters
    ----------
    total, groups : int

    Examples
    --------
    >>> share_out(10, 4)
    (2, 3, 2, 3)
    """
    return tuple((index + 1) * total // groups - index * total // groups for index in range(groups))


def timetable(leaving: Sequence[Leaving], sent: Sequence[Sent] = (), reached: Sequence[Reached] = ()) -> dict[str, Trips]:
    """Make a timetable that keeps what is attested: how many had left by which day, and when the first came to a place.

    Between two such days departures are spread evenly. Flows that leave one origin over the same days leave in turn, and keep one
    pace on their common way: the later a group leaves, the longer it takes, so that none overtakes another. What cannot be kept
    (more persons than the flows have, a day outside the departures, a place reached sooner than the least days allow) is let go;
    :func:`koryo_geo.timeline.checkpoints.compare` tells it.

    Parameters
    ----------
    leaving : sequence of Leaving
    sent : sequence of Sent
    reached : sequence of Reached

    Returns
    -------
    dict of str to Trips
        By flow; ``arrive`` is None where the way is not known.

    Examples
    --------
    >>> flow = Leaving("f", "here", 100, None, 4, 0, 30, 10, 10, 500.0)
    >>> timetable([flow], [Sent(10, ("f",), 50)])["f"].depart
    (0.0, 10.0, 20.0, 30.0)
    """
    stages = {one.key: _stages(one, leaving, sent) for one in leaving}
    found: dict[str, Trips] = {}
    for team in _teams(leaving, stages):
        departures = _departures(team, stages)
        pace = _pace(team, reached)
        found |= {one.key: _trips(one, stages[one.key], departures[one.key], pace) for one in team}
    return {one.key: found[one.key] for one in leaving}


def _stages(one: Leaving, leaving: Sequence[Leaving], sent: Sequence[Sent]) -> tuple[_Stage, ...]:
    """The days by which a stated part of a flow has left; at the last of them all have."""
    marks = sorted((mark.day, _part(one, leaving, mark)) for mark in sent if one.key in mark.flows)
    days: list[int] = []
    persons = [0]
    for day, part in marks:
        if one.first < day < one.last and persons[-1] < part < one.persons and len(days) < one.groups - 1:
            days.append(day)
            persons.append(part)
    days.append(one.last)
    persons.append(one.persons)
    groups = [0]
    for left, part in zip(range(len(days) - 1, -1, -1), persons[1:], strict=True):
        near = round(one.groups * part / one.persons) if one.persons else one.groups
        groups.append(max(groups[-1] + 1, min(near, one.groups - left)))
    return tuple(map(_Stage, days, persons[1:], [*groups[1:-1], one.groups]))


def _part(one: Leaving, leaving: Sequence[Leaving], mark: Sent) -> int:
    """A flow's part of persons who left with others, in proportion; the parts add up."""
    named = [other for other in leaving if other.key in mark.flows]
    total = sum(other.persons for other in named) or 1
    before = sum(other.persons for other in named[: named.index(one)])
    return (before + one.persons) * mark.persons // total - before * mark.persons // total


def _teams(leaving: Sequence[Leaving], stages: Mapping[str, tuple[_Stage, ...]]) -> list[list[Leaving]]:
    """Flows that leave in turn: from one origin, over the same days, at the same pace; any other stands alone."""
    teams: dict[tuple[object, ...], list[Leaving]] = {}
    for one in leaving:
        days = tuple(stage.until for stage in stages[one.key])
        key = (one.origin, one.first, days, one.days_min, one.days_max) if one.km else (one.key,)
        teams.setdefault(key, []).append(one)
    return list(teams.values())


def _departures(team: Sequence[Leaving], stages: Mapping[str, tuple[_Stage, ...]]) -> dict[str, list[float]]:
    """The day on which each group leaves: in turn, and evenly within each stage."""
    found: dict[str, list[float]] = {one.key: [] for one in team}
    start = team[0].first
    for number, stage in enumerate(stages[team[0].key]):
        groups = {one.key: _new_groups(stages[one.key], number) for one in team}
        order = _in_turn(groups)
        steps = len(order) - 1 if number == 0 else len(order)
        for place, key in enumerate(order, start=0 if number == 0 else 1):
            found[key].append(round(start + (stage.until - start) * place / max(steps, 1), 3))
        start = stage.until
    return found


def _new_groups(stages: Sequence[_Stage], number: int) -> int:
    """Groups that leave in one stage."""
    return stages[number].groups - (stages[number - 1].groups if number else 0)


def _in_turn(groups: Mapping[str, int]) -> list[str]:
    """The order of departures, by flow: each flow's groups are spread evenly over all turns."""
    turns = [((index + 0.5) / count, key) for key, count in groups.items() for index in range(count)]
    rank = {key: number for number, key in enumerate(groups)}
    return [key for _, key in sorted(turns, key=lambda turn: (turn[0], rank[turn[1]]))]


def _pace(team: Sequence[Leaving], reached: Sequence[Reached]) -> tuple[float, float] | None:
    """Days a kilometre of the first and of the last group; None when no one pace keeps all flows within their days."""
    if not all(one.km for one in team):
        return None
    fast = max(one.days_min / (one.km or 1.0) for one in team)
    slow = min(one.days_max / (one.km or 1.0) for one in team)
    for mark in reached:
        fast = max([fast, *((mark.day - one.first) / mark.km[one.key] for one in team if mark.km.get(one.key))])
    return (fast, slow) if fast <= slow else None


def _trips(one: Leaving, stages: Sequence[_Stage], depart: list[float], pace: tuple[float, float] | None) -> Trips:
    """Put a flow's columns together."""
    persons = [0, *(stage.persons for stage in stages)]
    groups = [0, *(stage.groups for stage in stages)]
    sizes = [after - before for before, after in pairwise(groups)]
    homes = [part * (one.households or 0) // one.persons if one.persons else one.households or 0 for part in persons]
    shared = [tuple(_each(total, sizes)) for total in (persons, homes)]
    return Trips(
        depart=tuple(depart),
        arrive=tuple(round(day + _days(one, day, pace), 3) for day in depart) if one.km else None,
        persons=shared[0],
        households=None if one.households is None else shared[1],
    )


def _each(running: Sequence[int], sizes: Sequence[int]) -> list[int]:
    """The sizes of all groups, from running totals and the number of groups in each stage."""
    stages = zip(pairwise(running), sizes, strict=True)
    return [part for (before, after), size in stages for part in share_out(after - before, size)]


def _days(one: Leaving, day: float, pace: tuple[float, float] | None) -> float:
    """Days on the way of a group: the later it leaves, the more."""
    progress = (day - one.first) / (one.last - one.first) if one.last > one.first else 0.0
    least, most = (one.days_min, one.days_max) if pace is None else ((one.km or 0.0) * pace[0], (one.km or 0.0) * pace[1])
    return least + (most - least) * progress
