"""A map plan of a dataset becomes a Timeline: routes timed, counts joined, events and chapters dated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Literal, cast

from koryo_geo import moving, record, regions, routing, series
from koryo_geo.dates import day_number, span, validity
from koryo_geo.errors import JoinError, did_you_mean
from koryo_geo.style import Style, class_breaks, class_of
from koryo_geo.texts import Texts
from koryo_geo.timeline import (
    Moment,
    Path,
    PlaceState,
    RegionState,
    Timeline,
    TimelineChapter,
    TimelineEvent,
    TimelineFlow,
    Trips,
    schedule,
    share_out,
)

if TYPE_CHECKING:
    import pandas as pd

    from koryo_geo.dataset import Dataset
    from koryo_geo.style import ClassBreak
    from koryo_geo.tables import Chapter, Flow, MapPlan, Region, Unit


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
    KeyError
        If the dataset has no such map.
    JoinError
        If figures of a map of regions find no polygon and are not allowed to.
    RoutingError
        If the stops of a flow are not joined by lines in use.
    """
    plan = dataset.map_plan(map_name)
    style = style or Style()
    texts = Texts(dataset, tuple(languages))
    if plan.kind == "flows":
        return _flow_timeline(texts, plan, style)
    return _region_timeline(texts, plan, style, allow_unmatched)


def _flow_timeline(texts: Texts, plan: MapPlan, style: Style) -> Timeline:
    """Route and time every flow."""
    dataset = texts.dataset
    start = dt.date.fromisoformat(plan.start)
    days = day_number(dt.date.fromisoformat(plan.end), start)
    routes = {flow.stop_list: routing.route(dataset, flow.stop_list) for flow in dataset.flows if flow.stops}
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
    order = {stops: number for number, stops in enumerate(paths)}
    return Timeline(
        kind="flows",
        start=plan.start,
        end=plan.end,
        pace=((0.0, 0.0), (round(days * style.seconds_per_day, 3), float(days))),
        nodes=tuple(nodes),
        node_names=tuple(texts.name(place_at[node]) if node in place_at else None for node in nodes),
        paths=tuple(paths.values()),
        flows=tuple(_timed(texts, plan, flow, start, order) for flow in dataset.flows),
        events=_events(texts, plan),
        chapters=_chapters(texts, plan),
    )


def named_parts(dataset: Dataset, timeline: Timeline) -> list[Unit]:
    """Find the raions inside the units that people left that sources name without a number, and of which no border is held.

    Parameters
    ----------
    dataset : Dataset
    timeline : Timeline

    Returns
    -------
    list of Unit
        In the order of ``units.csv``; empty for a map of regions.
    """
    origins = {flow.origin for flow in timeline.flows}
    elsewhere = {region.unit for region in dataset.regions} | {figure.unit for figure in dataset.figures}
    return [row for row in dataset.units if row.level == "raion" and row.parent in origins and row.unit not in elsewhere]


def _timed(texts: Texts, plan: MapPlan, flow: Flow, start: dt.date, path_of: dict[tuple[str, ...], int]) -> TimelineFlow:
    """Give a flow its trips by a schematic timetable."""
    dataset = texts.dataset
    persons = _value(dataset, plan, flow.persons_figure) or 0
    households = _value(dataset, plan, flow.households_figure)
    first, last = (day_number(dt.date.fromisoformat(day), start) for day in (flow.depart_first, flow.depart_last))
    depart, arrive = schedule(first, last, flow.days_min or 0, flow.days_max or 0, flow.groups)
    trips = Trips(
        depart=depart,
        arrive=arrive if flow.stops else None,
        persons=share_out(persons, flow.groups),
        households=None if households is None else share_out(households, flow.groups),
    )
    return TimelineFlow(
        flow=flow.flow,
        label=texts.of("flows", flow.flow, "label", flow.label),
        origin=flow.origin_unit,
        destination=flow.destination_unit or None,
        persons=persons,
        households=households,
        path=path_of.get(flow.stop_list),
        trips=trips,
        figure=flow.persons_figure,
        certainty=flow.certainty,
    )


def _value(dataset: Dataset, plan: MapPlan, figure: str) -> int | None:
    """The number by which a map draws a figure."""
    attestation = record.chosen(dataset, plan.map, figure) if figure else None
    return attestation.value if attestation else None


def _events(texts: Texts, plan: MapPlan) -> tuple[TimelineEvent, ...]:
    """The events that may fall inside a map's span, by day."""
    start, whole = dt.date.fromisoformat(plan.start), validity(plan.start, plan.end)
    found = []
    for row in texts.dataset.events:
        when = span(row.date)
        if when.within(whole):
            found.append(
                TimelineEvent(
                    event=row.event,
                    day=day_number(when.first, start),
                    day_end=day_number(when.last, start),
                    date=row.date,
                    words=texts.words(row.date),
                    text=texts.of("events", row.event, "text", row.text),
                    sources=(row.source,),
                    certainty=row.certainty,
                )
            )
    return tuple(sorted(found, key=lambda event: (event.day, event.day_end, event.event)))


def _chapters(texts: Texts, plan: MapPlan) -> tuple[TimelineChapter, ...]:
    """A map's chapters, by the first day that their date may mean."""
    start = dt.date.fromisoformat(plan.start)
    rows = [row for row in texts.dataset.chapters if row.map == plan.map]
    found = [
        TimelineChapter(
            chapter=row.chapter,
            day=max(day_number(_chapter_day(row, plan), start), 0),
            title=texts.of("chapters", f"{row.map}:{row.chapter}", "title", row.title),
            caption=texts.of("chapters", f"{row.map}:{row.chapter}", "caption", row.caption),
            date_words=texts.words(row.date),
            sources=row.source_list,
            view=_view(row),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda chapter: chapter.day))


def _chapter_day(row: Chapter, plan: MapPlan) -> dt.date:
    """A chapter stands at its boundaries' day on a map of regions, else at the first day of its date."""
    return dt.date.fromisoformat(row.boundaries) if plan.kind == "regions" and row.boundaries else span(row.date).first


def _view(row: Chapter) -> tuple[float, float, float, float] | None:
    """A chapter's view box, if it has one."""
    if row.west is None or row.south is None or row.east is None or row.north is None:
        return None
    return row.west, row.south, row.east, row.north


def _region_timeline(texts: Texts, plan: MapPlan, style: Style, allow_unmatched: Collection[str]) -> Timeline:
    """Join the counts of each moment to the polygons of its day."""
    dataset = texts.dataset
    chapters = sorted((row for row in dataset.chapters if row.map == plan.map), key=lambda row: row.boundaries)
    counts = counts_frame(dataset, plan.map)
    breaks = class_breaks(counts.loc[counts["counted"] == "persons", "value"].dropna().tolist())
    shown = join_moments(dataset, plan, counts, allow_unmatched)
    start = dt.date.fromisoformat(plan.start)
    moments = tuple(
        Moment(
            day=day_number(dt.date.fromisoformat(row.boundaries), start),
            date=row.date,
            boundaries=row.boundaries,
            chapter=row.chapter,
            regions=_states(dataset, row, shown[row.chapter], breaks),
            places=_place_states(shown[row.chapter]),
            moves=moving.moves_of(texts, row),
        )
        for row in chapters
    )
    return Timeline(
        kind="regions",
        start=plan.start,
        end=plan.end,
        pace=_steps([moment.day for moment in moments], style.seconds_per_moment),
        classes=breaks,
        moments=moments,
        series=series.series_of(texts, moments),
        events=_events(texts, plan),
        chapters=_chapters(texts, plan),
    )


def _steps(days: list[int], seconds: float) -> tuple[tuple[float, float], ...]:
    """A pace that rests on each day and jumps to the next: nothing is shown between points in time."""
    return tuple(
        point for number, day in enumerate(days) for point in ((number * seconds, float(day)), ((number + 1) * seconds, float(day)))
    )


def counts_frame(dataset: Dataset, map_name: str) -> pd.DataFrame:
    """Collect the counts that a map draws on regions or at places.

    Parameters
    ----------
    dataset : Dataset
    map_name : str

    Returns
    -------
    pandas.DataFrame
        One row a figure: figure, unit, place, date, counted, measure, value (missing: not known), qualifier, drawn_as, lon, lat.
    """
    import pandas as pd

    rows = []
    for use in dataset.uses:
        if use.map != map_name or use.drawn_as not in ("region", "place"):
            continue
        figure = dataset.figure_by_key[use.figure]
        attestation = record.chosen(dataset, map_name, use.figure)
        place = dataset.place_by_key.get(figure.place)
        rows.append(
            {
                "figure": figure.figure,
                "unit": figure.unit,
                "place": figure.place,
                "date": figure.date,
                "counted": figure.counted,
                "measure": figure.measure,
                "value": attestation.value if attestation else None,
                "qualifier": (record.qualifier(attestation) or "") if attestation else "",
                "drawn_as": use.drawn_as,
                "lon": place.lon if place else None,
                "lat": place.lat if place else None,
            }
        )
    columns = ["figure", "unit", "place", "date", "counted", "measure", "value", "qualifier", "drawn_as", "lon", "lat"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"value": "Int64", "qualifier": object, "lon": float, "lat": float})


def join_moments(
    dataset: Dataset, plan: MapPlan, counts: pd.DataFrame, allow_unmatched: Collection[str] = ()
) -> dict[str, regions.Joined]:
    """Join each chapter's counts to the boundaries of its day; nobody may be lost between chapters either.

    Parameters
    ----------
    dataset : Dataset
    plan : MapPlan
    counts : pandas.DataFrame
        As :func:`counts_frame` gives them.
    allow_unmatched : collection of str

    Returns
    -------
    dict of str to Joined
        By chapter.

    Raises
    ------
    JoinError
        With all unmatched counts of all chapters, and those that no chapter shows.
    """
    polygons = dataset.frame("regions")
    left = set(counts["figure"])
    joined, failures = {}, []
    for row in dataset.chapters:
        if row.map != plan.map:
            continue
        mine = counts.loc[[bool(date) and span(date).within(span(row.date)) for date in counts["date"]]]
        mine = mine[mine["figure"].isin(left)]
        left -= set(mine["figure"])
        joined[row.chapter] = regions.join(mine, polygons, boundaries=row.boundaries or None)
        unmatched = joined[row.chapter].unmatched
        failures += [f"{item.figure} ({item.date}): {item.reason}" for item in unmatched.itertuples()]
    failures += [f"{figure}: no chapter of {plan.map!r} shows its date" for figure in sorted(left)]
    stray = sorted(set(allow_unmatched) - set(dataset.figure_by_key))
    if stray:
        hints = " ".join(did_you_mean(name, dataset.figure_by_key) for name in stray)
        raise JoinError(f"allowed to stay unmatched, but no figures of {dataset.name}: {', '.join(stray)}. {hints}".strip())
    refused = [line for line in failures if line.split(" (")[0].split(": ")[0] not in allow_unmatched]
    if refused:
        listed = "\n  ".join(refused)
        raise JoinError(
            f"{len(refused)} of {len(counts)} counts of {plan.map!r} found no polygon of their own date:\n  {listed}\n"
            "Add the polygon or mend the unit or date; or, to go on without them, name them with --allow-unmatched."
        )
    return joined


def _states(dataset: Dataset, row: Chapter, joined: regions.Joined, breaks: tuple[ClassBreak, ...]) -> tuple[RegionState, ...]:
    """What each region of a moment shows: its own figure, unknown, or no record; coarse regions first."""
    by_key = {region.region: region for region in dataset.regions}
    states: dict[str, RegionState] = {}
    on_regions = joined.matched[joined.matched["drawn_as"] == "region"]
    for count in sorted(on_regions.to_dict("records"), key=lambda count: count["counted"] != "persons"):
        value = _whole(count["value"])
        if count["region"] in states and (value is None or states[count["region"]].value is not None):
            continue
        is_persons = count["counted"] == "persons" and value is not None
        states[count["region"]] = RegionState(
            region=count["region"],
            status="unknown" if value is None else "known",
            counted=count["counted"],
            value=value,
            figure=count["figure"],
            kind=count["measure"],
            class_=class_of(value, breaks) if is_persons and value is not None else None,
            qualifier=count["qualifier"] or None,
        )
    drawn = [by_key[key] for key in states] + moving.regions_of(dataset, row)
    for region in _siblings(dataset, row, drawn):
        states.setdefault(region.region, RegionState(region=region.region, status="none"))
    return tuple(states[key] for key in sorted(states, key=lambda key: (_rank(by_key[key]), key)))


def _place_states(joined: regions.Joined) -> tuple[PlaceState, ...]:
    """What each place of a moment shows; persons stand before households of the same place."""
    at_places = joined.matched[joined.matched["drawn_as"] == "place"]
    states: dict[str, PlaceState] = {}
    for count in sorted(at_places.to_dict("records"), key=lambda count: (count["place"], count["counted"] != "persons")):
        value = _whole(count["value"])
        status: Literal["known", "unknown"] = "unknown" if value is None else "known"
        state = PlaceState(
            count["place"], status, count["counted"], count["figure"], count["measure"], value, count["qualifier"] or None
        )
        states.setdefault(count["place"], state)
    return tuple(states.values())


def _whole(value: object) -> int | None:
    """A whole number, or None for pandas' missing value."""
    import pandas as pd

    return None if pd.isna(value) else int(cast("int", value))


def _siblings(dataset: Dataset, row: Chapter, drawn: list[Region]) -> list[Region]:
    """The units beside those drawn, of the same level, parent and day: the map shows that they have no record.

    Of states, only those that the map counts at some date: the others are not its subject.
    """
    beside = {(region.level, region.parent) for region in drawn}
    day = span(row.boundaries)
    counted = {dataset.figure_by_key[use.figure].unit for use in dataset.uses if use.map == row.map}
    return [
        region
        for region in dataset.regions
        if (region.level, region.parent) in beside
        and (region.level not in series.STATES or region.unit in counted)
        and day.within(validity(region.valid_from, region.valid_to))
    ]


def _rank(region: Region) -> int:
    return series.LEVELS.index(region.level) if region.level in series.LEVELS else len(series.LEVELS)
