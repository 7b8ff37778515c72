"""The timeline: legs, counts and events as plain numbers, and the pure function ``at(t)``.

A Timeline is frozen and goes to JSON and back unchanged. Python and ``js/core/timeline.js`` both read it; contract tests hold
them to the same frames. Time is days since its start, a float; there are no instants and no time zones.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import asdict, dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from koryo_geo.language.texts import Text
from koryo_geo.plain import from_json, to_json, to_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


VERSION = 1


@dataclass(frozen=True, slots=True)
class Path:
    """A route's geometry: indices into the timeline's nodes, and what is known of each stretch between them.

    Attributes
    ----------
    nodes : tuple of int
    km : tuple of float
        Geodesic length of the drawn line from the start to each node, in kilometres.
    modes, certainty : tuple of str
        One for each stretch, so one less than nodes.
    """

    nodes: tuple[int, ...]
    km: tuple[float, ...]
    modes: tuple[str, ...]
    certainty: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trips:
    """The trips of one flow, as columns; departures and arrivals in days since the timeline's start."""

    depart: tuple[float, ...]
    arrive: tuple[float, ...] | None
    persons: tuple[int, ...]
    households: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class TimelineFlow:
    """One flow; ``path`` is None when its route is not known."""

    flow: str
    label: Text
    origin: str
    destination: str | None
    persons: int
    households: int | None
    path: int | None
    trips: Trips
    figure: str
    certainty: str


# What follows down to MoveState is written without what is not known: most regions of most moments have nothing but their name.


class RegionState(Struct, frozen=True, omit_defaults=True):
    """What one region shows at one moment; a value of None is not known, a qualifier says that it is ``about`` or ``at_least``.

    ``since`` is the date of an earlier figure, where nothing is held for the moment: people do not vanish between two dates.
    """

    region: str
    status: Literal["known", "unknown", "none"]
    counted: str | None = None
    value: int | None = None
    figure: str | None = None
    kind: str | None = None
    qualifier: str | None = None
    since: str | None = None


class PlaceState(Struct, frozen=True, omit_defaults=True):
    """What one place shows at one moment; a value of None is not known."""

    place: str
    status: Literal["known", "unknown"]
    counted: str
    figure: str
    kind: str
    value: int | None = None
    qualifier: str | None = None


class MoveState(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """People moved again; ``origin`` and ``destination`` are longitude and latitude, or None where a line must not lead.

    ``places`` are the ends that are places, not units: the map names them at this moment.
    """

    move: str
    label: Text
    figure: str
    status: Literal["known", "unknown"]
    counted: str
    kind: str
    certainty: str
    sources: tuple[str, ...]
    places: tuple[str, ...]
    note: str
    origin: tuple[float, float] | None = None
    destination: tuple[float, float] | None = None
    value: int | None = None
    qualifier: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time at which regions have counts; between two moments nothing is interpolated."""

    day: int
    date: str
    boundaries: str
    chapter: str
    regions: tuple[RegionState, ...]
    places: tuple[PlaceState, ...] = ()
    moves: tuple[MoveState, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """A dated event; ``day`` and ``day_end`` are the first and last day that its date may mean."""

    event: str
    day: int
    day_end: int
    date: str
    date_words: Text
    text: Text
    sources: tuple[str, ...]
    certainty: str


@dataclass(frozen=True, slots=True)
class TimelineChapter:
    """A chapter, at which the player rests; ``view`` is west, south, east, north in degrees."""

    chapter: str
    day: int
    title: Text
    caption: Text
    date_words: Text
    sources: tuple[str, ...]
    view: tuple[float, float, float, float] | None


@dataclass(frozen=True, slots=True)
class FlowTotals:
    """Persons of a flow, or of all flows, at one moment: departed = under_way + arrived + untraced."""

    departed: int
    under_way: int
    arrived: int
    untraced: int


@dataclass(frozen=True, slots=True, repr=False)
class Frame:
    """The state of everything at one time.

    Attributes
    ----------
    t : float
        Days since the timeline's start.
    date : str
        The civil day.
    flows : tuple of FlowTotals
    totals : FlowTotals
    waiting : int
        Persons who have not departed.
    trips : tuple of tuple of (float or None)
        For each flow, kilometres along its path for each trip; None when it is not under way.
    moment, event, chapter : int
        Index of the latest one, or -1 before the first.
    """

    t: float
    date: str
    flows: tuple[FlowTotals, ...]
    totals: FlowTotals
    waiting: int
    trips: tuple[tuple[float | None, ...], ...]
    moment: int
    event: int
    chapter: int

    def __repr__(self) -> str:
        """Say the day and the totals, on one line."""
        totals = ", ".join(f"{getattr(self.totals, name):,} {name.replace('_', ' ')}" for name in FlowTotals.__slots__)
        return f"<Frame {self.date}: {self.waiting:,} waiting, {totals}>"

    def to_dict(self) -> dict[str, Any]:
        """The frame as JavaScript gives it."""
        data = asdict(self)
        data["totals"]["waiting"] = data.pop("waiting")
        return data


@dataclass(frozen=True, slots=True, repr=False)
class Timeline:
    """All that a map shows over time, as plain data.

    Attributes
    ----------
    kind : {"flows", "regions"}
    start, end : str
        First and last civil day.
    pace : tuple of (float, float)
        Story seconds and the day they show, piecewise linear; two entries with equal seconds are a jump.
    nodes : tuple of (float, float)
        Longitude and latitude, WGS 84 degrees.

    Examples
    --------
    >>> import koryo_geo
    >>> timeline = koryo_geo.timeline_of(koryo_geo.load("minimal"), "journey")
    >>> frame = timeline.at(timeline.days)
    >>> frame.totals.departed == frame.totals.under_way + frame.totals.arrived + frame.totals.untraced
    True
    """

    kind: Literal["flows", "regions"]
    start: str
    end: str
    pace: tuple[tuple[float, float], ...]
    nodes: tuple[tuple[float, float], ...] = ()
    node_names: tuple[Text | None, ...] = ()
    paths: tuple[Path, ...] = ()
    flows: tuple[TimelineFlow, ...] = ()
    moments: tuple[Moment, ...] = ()
    events: tuple[TimelineEvent, ...] = ()
    chapters: tuple[TimelineChapter, ...] = ()
    version: int = field(default=VERSION)

    def __repr__(self) -> str:
        """Say the span and what there is in it, on one line."""
        return f"<Timeline of {self.kind}, {self.start} to {self.end}: {', '.join(self._held())}>"

    def _held(self) -> list[str]:
        """How much of each kind there is."""
        counted = {name: len(getattr(self, name)) for name in ("flows", "moments", "chapters", "events")}
        return [f"{number:,} {name}" for name, number in counted.items() if number]

    def _repr_html_(self) -> str:
        """Show the chapters in a notebook, each with the persons under way and arrived on its day, or the counts of its moment."""
        rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in self._told())
        return f"<p>{escape(repr(self))}</p><table>{rows}</table>"

    def _told(self) -> Iterator[tuple[str, ...]]:
        """Each chapter's day, its title, and the numbers of that day."""
        for chapter in self.chapters:
            frame = self.at(chapter.day)
            title = chapter.title if isinstance(chapter.title, str) else next(iter(chapter.title.values()))
            if self.kind == "flows":
                numbers = (
                    f"{frame.totals.departed:,} departed, {frame.totals.under_way:,} under way, {frame.totals.arrived:,} arrived"
                )
            else:
                states = self.moments[frame.moment].regions
                known = sum(state.status == "known" for state in states)
                numbers = f"{known} counted, {sum(state.status == 'unknown' for state in states)} not known"
            yield frame.date, title, numbers

    @property
    def days(self) -> int:
        """Days from start to end."""
        return dt.date.fromisoformat(self.end).toordinal() - dt.date.fromisoformat(self.start).toordinal()

    @property
    def duration(self) -> float:
        """Story seconds from start to end."""
        return self.pace[-1][0]

    def day(self, seconds: float) -> float:
        """Find the day (since start) that a story second shows; at a jump, the later one."""
        pace = self.pace
        index = bisect_right([point[0] for point in pace], seconds) - 1
        if index < 0:
            return pace[0][1]
        if index == len(pace) - 1:
            return pace[-1][1]
        (s0, d0), (s1, d1) = pace[index], pace[index + 1]
        return d0 + (d1 - d0) * ((seconds - s0) / (s1 - s0))

    def at(self, t: float) -> Frame:
        """Compute the frame at a time; a pure function.

        Parameters
        ----------
        t : float
            Days since start; clamped to the timeline.
        """
        t = min(max(t, 0.0), float(self.days))
        flows = tuple(_totals(flow, t) for flow in self.flows)
        totals = FlowTotals(*(sum(getattr(flow, name) for flow in flows) for name in FlowTotals.__slots__))
        return Frame(
            t=t,
            date=(dt.date.fromisoformat(self.start) + dt.timedelta(days=int(t))).isoformat(),
            flows=flows,
            totals=totals,
            waiting=sum(flow.persons for flow in self.flows) - totals.departed,
            trips=tuple(self._positions(flow, t) for flow in self.flows),
            moment=_latest(self.moments, t),
            event=_latest(self.events, t),
            chapter=_latest(self.chapters, t),
        )

    def _positions(self, flow: TimelineFlow, t: float) -> tuple[float | None, ...]:
        """Kilometres along the path of each trip under way, moving evenly between departure and arrival."""
        if flow.path is None or flow.trips.arrive is None:
            return (None,) * len(flow.trips.depart)
        length = self.paths[flow.path].km[-1]
        return tuple(
            length * ((t - depart) / (arrive - depart)) if depart <= t < arrive else None
            for depart, arrive in zip(flow.trips.depart, flow.trips.arrive, strict=True)
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as ``js/core/timeline.js`` reads it."""
        return {**to_plain(self), "days": self.days}

    def to_json(self) -> str:
        """JSON with sorted keys: the same timeline gives the same text."""
        return to_json(self.to_dict())

    @classmethod
    def from_json(cls, text: str) -> Timeline:
        """Read what :meth:`to_json` wrote.

        Raises
        ------
        ValueError
            If it is of another version, or does not hold a timeline.
        """
        return from_json(text, cls, version=VERSION)


def _totals(flow: TimelineFlow, t: float) -> FlowTotals:
    """Count a flow's persons at a time."""
    trips = flow.trips
    departed = sum(persons for depart, persons in zip(trips.depart, trips.persons, strict=True) if depart <= t)
    if flow.path is None or trips.arrive is None:
        return FlowTotals(departed, 0, 0, departed)
    arrived = sum(persons for arrive, persons in zip(trips.arrive, trips.persons, strict=True) if arrive <= t)
    return FlowTotals(departed, departed - arrived, arrived, 0)


def _latest(dated: Sequence[Any], t: float) -> int:
    """Index of the last one whose day has come, or -1."""
    return bisect_right([item.day for item in dated], t) - 1
