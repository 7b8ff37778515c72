"""A map plan of a dataset becomes a Timeline: routes timed, counts joined, events and chapters dated."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from koryo_geo.data.dataset import check_dataset
from koryo_geo.data.dates import day_number
from koryo_geo.language.texts import Texts
from koryo_geo.style import Style
from koryo_geo.timeline import routing
from koryo_geo.timeline.checkpoints import trips_of
from koryo_geo.timeline.model import Path, Timeline, TimelineFlow
from koryo_geo.timeline.moments import region_timeline
from koryo_geo.timeline.story import chapters_of, events_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import Flow, MapPlan
    from koryo_geo.timeline.model import Trips


def timeline_of(
    dataset: Dataset,
    map_name: str,
    *,
    style: Style | None = None,
    allow_unmatched: Collection[str] = (),
    languages: Sequence[str] = ("en",),
) -> Timeline:
    """Make the timeline of one of a dataset's maps.

    Parameters
    ----------
    dataset : Dataset
    map_name : str
        A key of ``maps.csv``.
    style : Style, optional
        Its pace is used.
    allow_unmatched : collection of str
        Figures that may find no polygon of their own date.
    languages : sequence of str
        With one, texts are strings; with several, mappings by language.

    Returns
    -------
    Timeline

    Raises
    ------
    TypeError
        If ``dataset`` is not a Dataset.
    KeyError
        If the dataset has no such map.
    JoinError
        If figures of a map of regions find no polygon and are not allowed to.
    RoutingError
        If the stops of a flow are not joined by lines in use.
    """
    check_dataset(dataset)
    plan, texts = dataset.map_plan(map_name), Texts(dataset, tuple(languages))
    if plan.kind == "flows":
        return flow_timeline(texts, plan, style or Style(), routing.routes_of(dataset))
    return region_timeline(texts, plan, style or Style(), allow_unmatched)


def flow_timeline(texts: Texts, plan: MapPlan, style: Style, routes: Mapping[tuple[str, ...], routing.Route]) -> Timeline:
    """Time every flow along its route.

    Parameters
    ----------
    texts : Texts
    plan : MapPlan
    style : Style
        Its pace is used.
    routes : mapping of tuple of str to Route
        By the stops of the flows, as :func:`koryo_geo.timeline.routing.routes_of` finds them.
    """
    dataset = texts.dataset
    start = dt.date.fromisoformat(plan.start)
    days = day_number(dt.date.fromisoformat(plan.end), start)
    nodes = list(dict.fromkeys(node for route in routes.values() for node in route.nodes))
    index = {node: number for number, node in enumerate(nodes)}
    place_at = {(row.lon, row.lat): row.place for row in dataset.stations if row.place}
    paths = {
        stops: Path(
            nodes=tuple(index[node] for node in route.nodes),
            km=route.km,
            modes=tuple(stretch.mode for stretch in route.stretches),
            certainty=tuple(stretch.certainty for stretch in route.stretches),
        )
        for stops, route in routes.items()
    }
    trips = trips_of(dataset, plan, routes)
    order = {stops: number for number, stops in enumerate(paths)}
    return Timeline(
        kind="flows",
        start=plan.start,
        end=plan.end,
        pace=((0.0, 0.0), (round(days * style.seconds_per_day, 3), float(days))),
        nodes=tuple(nodes),
        node_names=tuple(texts.name(place_at[node]) if node in place_at else None for node in nodes),
        paths=tuple(paths.values()),
        flows=tuple(_timed(texts, flow, trips[flow.flow], order) for flow in dataset.flows),
        events=events_of(texts, plan),
        chapters=chapters_of(texts, plan),
    )


def _timed(texts: Texts, flow: Flow, trips: Trips, path_of: dict[tuple[str, ...], int]) -> TimelineFlow:
    """Put a flow and its timetable together."""
    return TimelineFlow(
        flow=flow.flow,
        label=texts.of("flows", flow.flow, "label", flow.label),
        origin=flow.origin_unit,
        destination=flow.destination_unit or None,
        persons=sum(trips.persons),
        households=None if trips.households is None else sum(trips.households),
        path=path_of.get(flow.stop_list),
        trips=trips,
        figure=flow.persons_figure,
        certainty=flow.certainty,
    )
