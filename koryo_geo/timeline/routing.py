"""Places and lines become routes: the way along the lines that were in use, found with networkx.

Lengths measured on the drawn line run short of the rails (straight stretches between stations), so they are named
``length_km`` (geodesic, WGS 84) and stand beside ``published_km``, which a source gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from koryo_geo.errors import RoutingError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    import networkx as nx

    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import Line


#: Modes that a route may take unless it is told otherwise. Roads stay out: people were carried to the railhead by road
#: only where a source says so.
DEFAULT_MODES = ("rail", "sea", "river")


#: A point of the network: longitude and latitude in degrees, rounded to about a metre.
Node = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The line between two neighbouring points of the network; length in kilometres."""

    start: Node
    end: Node
    line: str
    mode: str
    certainty: str
    length_km: float


@dataclass(frozen=True, slots=True)
class Route:
    """A way from stop to stop: geometry, no time.

    Attributes
    ----------
    stops : tuple of str
        Place keys, in order.
    stretches : tuple of Stretch
    stop_at : tuple of int
        For each stop, how many stretches lie before it.
    """

    stops: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    stop_at: tuple[int, ...]

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The points passed, from first to last."""
        return (self.stretches[0].start, *(stretch.end for stretch in self.stretches))

    @property
    def km(self) -> tuple[float, ...]:
        """Kilometres of drawn line from the start to each point."""
        total, out = 0.0, [0.0]
        for stretch in self.stretches:
            total += stretch.length_km
            out.append(round(total, 3))
        return tuple(out)


@dataclass(frozen=True, slots=True)
class Leg:
    """A part of a route, from stop to stop or to a change of mode.

    Attributes
    ----------
    from_place, to_place : str
        Place keys; blank where the mode changes at a point that is no place.
    mode : str
    lines : tuple of str
        Keys of the lines that it follows, in order.
    certainty : {"documented", "inferred"}
    length_km : float
        Geodesic length of the drawn line.
    published_km : float or None
    published_source : str or None
        None where no source gives the distance.
    points : tuple of (float, float)
        Longitude and latitude, WGS 84 degrees.
    """

    from_place: str
    to_place: str
    mode: str
    lines: tuple[str, ...]
    certainty: Literal["documented", "inferred"]
    length_km: float
    published_km: float | None
    published_source: str | None
    points: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Access:
    """How a place was reached.

    Attributes
    ----------
    rail : {"yes", "doubtful", "no"}
        Whether a railway in use touches the place.
    lines : tuple of Line
        What else leads there: lines of other modes in use, after railways of which it is doubtful whether they ran. Blank where the
        dataset has no line to the place; where a railway ran, nothing more is asked.
    """

    rail: Literal["yes", "doubtful", "no"]
    lines: tuple[Line, ...] = ()


def access(dataset: Dataset, place: str) -> Access:
    """Find how a place was reached: by rail, or by what other line of the time.

    Parameters
    ----------
    dataset : Dataset
    place : str
        Key.

    Examples
    --------
    >>> import koryo_geo
    >>> access(koryo_geo.load("minimal"), "b-town").rail
    'yes'
    >>> [line.mode for line in access(koryo_geo.load("minimal"), "a-town").lines]
    ['sea']
    """
    at = {station.line for station in dataset.stations if station.place == place}
    lines = [line for line in dataset.lines if line.line in at]
    if any(line.mode == "rail" and line.in_use == "yes" for line in lines):
        return Access("yes")
    doubtful = [line for line in lines if line.mode == "rail" and line.in_use == "doubtful"]
    others = [line for line in lines if line.mode != "rail" and line.in_use == "yes"]
    return Access("doubtful" if doubtful else "no", (*doubtful, *others))


def network(dataset: Dataset, modes: Sequence[str] = DEFAULT_MODES) -> nx.Graph[Node]:
    """Build the network of lines that were in use.

    Parameters
    ----------
    dataset : Dataset
    modes : sequence of {"rail", "sea", "road", "river"}

    Returns
    -------
    networkx.Graph
        Nodes are (longitude, latitude); each edge carries ``stretch`` and ``length_km``.
    """
    import networkx as nx
    from pyproj import Geod

    geod = Geod(ellps="WGS84")
    graph: nx.Graph[Node] = nx.Graph()
    for line in dataset.lines:
        if line.in_use != "yes" or line.mode not in modes:
            continue
        points = [(station.lon, station.lat) for station in dataset.stations if station.line == line.line]
        for start, end in pairwise(points):
            length_km = geod.inv(*start, *end)[2] / 1000
            stretch = Stretch(start, end, line.line, line.mode, line.certainty, length_km)
            graph.add_edge(start, end, stretch=stretch, length_km=length_km)
    return graph


def route(dataset: Dataset, stops: Sequence[str], *, modes: Sequence[str] = DEFAULT_MODES) -> Route:
    """Find the shortest way from stop to stop along lines in use.

    Parameters
    ----------
    dataset : Dataset
    stops : sequence of str
        Place keys, two or more.
    modes : sequence of {"rail", "sea", "road", "river"}

    Returns
    -------
    Route

    Raises
    ------
    RoutingError
        If a stop is unknown or lies on no line in use, or if no line joins two stops.

    Examples
    --------
    >>> import koryo_geo
    >>> route(koryo_geo.load("minimal"), ["a-town", "c-town"]).stops
    ('a-town', 'c-town')
    """
    return _found(dataset, network(dataset, modes), stops, modes)


def routes_of(dataset: Dataset) -> dict[tuple[str, ...], Route]:
    """Find the way of every flow that has stops, each once.

    Parameters
    ----------
    dataset : Dataset

    Returns
    -------
    dict of tuple of str to Route
        By the stops, in the order of ``flows.csv``.

    Raises
    ------
    RoutingError
        As :func:`route`.
    """
    wanted = dict.fromkeys(flow.stop_list for flow in dataset.flows if flow.stops)
    graph = network(dataset) if wanted else None
    return {stops: _found(dataset, graph, stops, DEFAULT_MODES) for stops in wanted}


def _found(dataset: Dataset, graph: nx.Graph[Node], stops: Sequence[str], modes: Sequence[str]) -> Route:
    """Find the shortest way from stop to stop on a network."""
    import networkx as nx

    if len(stops) < 2:
        raise RoutingError(f"a route needs two stops or more, got {list(stops)}")
    if any(one == other for one, other in pairwise(stops)):
        raise RoutingError(f"a route names a stop once, not twice running, got {list(stops)}")
    nodes = [_node_of(dataset, graph, stop, modes) for stop in stops]
    stretches: list[Stretch] = []
    stop_at = [0]
    for (start, end), (a, b) in zip(pairwise(stops), pairwise(nodes), strict=True):
        if a == b:
            raise RoutingError(f"{start!r} and {end!r} lie at one point of stations.csv: there is no way between them.")
        try:
            way = nx.shortest_path(graph, a, b, weight="length_km")
        except nx.NetworkXNoPath:
            raise RoutingError(_no_way(dataset, start, end, modes)) from None
        stretches.extend(_directed(graph.edges[pair]["stretch"], *pair) for pair in pairwise(way))
        stop_at.append(len(stretches))
    return Route(tuple(stops), tuple(stretches), tuple(stop_at))


def _node_of(dataset: Dataset, graph: nx.Graph[Node], stop: str, modes: Sequence[str]) -> Node:
    """Find a place on the network."""
    for station in dataset.stations:
        if station.place == stop and (station.lon, station.lat) in graph:
            return station.lon, station.lat
    known = {station.place for station in dataset.stations if station.place and (station.lon, station.lat) in graph}
    if stop not in dataset.place_by_key:
        hint = did_you_mean(stop, dataset.place_by_key) or "See places.csv."
        raise RoutingError(f"no place {stop!r} in {dataset.name}. {hint}")
    hint = did_you_mean(stop, known) or "Give it a station in stations.csv, or allow another mode."
    raise RoutingError(f"{stop!r} lies on no line in use by {', '.join(modes)}. {hint}")


def _no_way(dataset: Dataset, start: str, end: str, modes: Sequence[str]) -> str:
    """Say why two stops are not joined."""
    idle = sorted(line.line for line in dataset.lines if line.in_use != "yes")
    out = f"Lines not counted because they were not (surely) in use: {', '.join(idle)}." if idle else "Every line was counted."
    return f"no line in use by {', '.join(modes)} joins {start!r} and {end!r}. {out} Check stations.csv, or allow another mode."


def _directed(stretch: Stretch, start: Node, end: Node) -> Stretch:
    """Turn a stretch the way it is travelled."""
    return Stretch(start, end, stretch.line, stretch.mode, stretch.certainty, stretch.length_km)


def legs(dataset: Dataset, stops: Sequence[str], *, modes: Sequence[str] = DEFAULT_MODES) -> gpd.GeoDataFrame:
    """Lay a route out as legs: one row from stop to stop, or to a change of mode.

    Parameters
    ----------
    dataset : Dataset
    stops : sequence of str
        Place keys, two or more.
    modes : sequence of {"rail", "sea", "road", "river"}

    Returns
    -------
    geopandas.GeoDataFrame
        Columns seq, from_place, to_place, mode, lines (joined by ``;``), certainty, length_km (geodesic length of the drawn line),
        published_km and published_source (missing where no source gives them), geometry (LineString, EPSG:4326).

    Raises
    ------
    RoutingError
        As :func:`route`.
    """
    import geopandas as gpd
    from shapely.geometry import LineString

    rows = legs_of(dataset, route(dataset, stops, modes=modes))
    lines = [LineString(row.points) for row in rows]
    names = [name for name in Leg.__slots__ if name != "points"]
    columns = {"seq": range(1, len(rows) + 1), **{name: [getattr(row, name) for row in rows] for name in names}}
    columns["lines"] = [";".join(row.lines) for row in rows]
    return gpd.GeoDataFrame(columns, geometry=lines, crs="EPSG:4326")


def legs_of(dataset: Dataset, found: Route) -> tuple[Leg, ...]:
    """Cut a route into legs: from stop to stop, or to a change of mode."""
    place_at = {(station.lon, station.lat): station.place for station in dataset.stations if station.place}
    return tuple(
        _leg(dataset, part, start or place_at.get(part[0].start, ""), end or place_at.get(part[-1].end, ""))
        for part, start, end in _parts(found)
    )


def _leg(dataset: Dataset, part: Sequence[Stretch], start: str, end: str) -> Leg:
    """A part of a route with what is known of it."""
    published_km, published_source = _published(dataset, start, end)
    return Leg(
        from_place=start,
        to_place=end,
        mode=part[0].mode,
        lines=tuple(dict.fromkeys(stretch.line for stretch in part)),
        certainty="inferred" if any(stretch.certainty != "documented" for stretch in part) else "documented",
        length_km=round(sum(stretch.length_km for stretch in part), 1),
        published_km=published_km,
        published_source=published_source,
        points=(part[0].start, *(stretch.end for stretch in part)),
    )


def _parts(found: Route) -> list[tuple[list[Stretch], str, str]]:
    """Cut a route at its stops and where the mode changes; names the stop at each end, or nothing."""
    stop_after = dict(zip(found.stop_at, found.stops, strict=True))
    parts: list[tuple[list[Stretch], str, str]] = []
    part: list[Stretch] = []
    start = found.stops[0]
    for index, stretch in enumerate(found.stretches, start=1):
        if part and stretch.mode != part[-1].mode:
            parts.append((part, start, ""))
            part, start = [], ""
        part.append(stretch)
        if index in stop_after:
            parts.append((part, start, stop_after[index]))
            part, start = [], stop_after[index]
    return parts


def _published(dataset: Dataset, start: str, end: str) -> tuple[float | None, str | None]:
    """Find the published distance between two places, either way round."""
    for row in dataset.distances:
        if {row.from_place, row.to_place} == {start, end}:
            return row.km, row.source
    return None, None
