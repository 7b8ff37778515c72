"""The counts of a map of regions, joined to the polygons of the day of each moment."""

from __future__ import annotations

import datetime as dt
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Literal, cast

from koryo_geo.data.attestations import chosen, qualifier
from koryo_geo.data.dates import day_number, span, validity
from koryo_geo.errors import JoinError, did_you_mean
from koryo_geo.language.texts import in_language
from koryo_geo.timeline.join import join, refuse_unmatched
from koryo_geo.timeline.levels import LEVELS, STATES
from koryo_geo.timeline.model import Moment, PlaceState, RegionState, Timeline
from koryo_geo.timeline.moves import moves_of, regions_of
from koryo_geo.timeline.story import chapters_of, events_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import pandas as pd

    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.dates import Span
    from koryo_geo.data.ground import Region
    from koryo_geo.data.rows import Chapter, MapPlan
    from koryo_geo.language.texts import Texts
    from koryo_geo.style import Style
    from koryo_geo.timeline.join import Joined
    from koryo_geo.timeline.model import TimelineChapter


def region_timeline(texts: Texts, plan: MapPlan, style: Style, allow_unmatched: Collection[str]) -> Timeline:
    """Join the counts of each moment to the polygons of its day."""
    dataset = texts.dataset
    chapters = sorted((row for row in dataset.chapters if row.map == plan.map), key=lambda row: row.boundaries)
    counts = counts_frame(dataset, plan.map)
    shown = join_moments(dataset, plan, counts, allow_unmatched)
    start = dt.date.fromisoformat(plan.start)
    before: dict[str, str] = {}
    moments = []
    for row in chapters:
        regions = _states(dataset, row, shown[row.chapter], before)
        before |= _last_figures(dataset, regions)
        moments.append(
            Moment(
                day=day_number(dt.date.fromisoformat(row.boundaries), start),
                date=row.date,
                boundaries=row.boundaries,
                chapter=row.chapter,
                regions=regions,
                places=_place_states(shown[row.chapter]),
                moves=moves_of(texts, row),
            )
        )
    told = {chapter.chapter: chapter for chapter in chapters_of(texts, plan)}
    return Timeline(
        kind="regions",
        start=plan.start,
        end=plan.end,
        pace=_steps([moment.day for moment in moments], [_rest(texts, told[row.chapter], style) for row in chapters]),
        moments=tuple(moments),
        events=events_of(texts, plan),
        chapters=tuple(told.values()),
    )


def _rest(texts: Texts, chapter: TimelineChapter, style: Style) -> float:
    """Story seconds on a moment: as long as its words take to read in the wordiest language, and no less than the style asks."""
    said = (chapter.title, chapter.caption)
    words = max(sum(len(in_language(text, lang).split()) for text in said) for lang in texts.languages)
    return max(style.seconds_per_moment, round(words / style.words_per_second, 1))


def _steps(days: Sequence[int], rests: Sequence[float]) -> tuple[tuple[float, float], ...]:
    """A pace that rests on each day and jumps to the next: nothing is shown between points in time."""
    ends = list(accumulate(rests, initial=0.0))
    return tuple(
        point for (start, end), day in zip(pairwise(ends), days, strict=True) for point in ((start, float(day)), (end, float(day)))
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
        attestation = chosen(dataset, map_name, use.figure)
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
                "qualifier": (qualifier(attestation) or "") if attestation else "",
                "drawn_as": use.drawn_as,
                "lon": place.lon if place else None,
                "lat": place.lat if place else None,
            }
        )
    columns = ["figure", "unit", "place", "date", "counted", "measure", "value", "qualifier", "drawn_as", "lon", "lat"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"value": "Int64", "qualifier": object, "lon": float, "lat": float})


def join_moments(dataset: Dataset, plan: MapPlan, counts: pd.DataFrame, allow_unmatched: Collection[str] = ()) -> dict[str, Joined]:
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
    import pandas as pd

    polygons = dataset.frame("regions")
    left = counts
    joined: dict[str, Joined] = {}
    for row in dataset.chapters:
        if row.map == plan.map:
            shown = _within(left, row.date)
            joined[row.chapter] = join(left[shown], polygons, boundaries=row.boundaries or None)
            left = left[~shown]
    stray = sorted(set(allow_unmatched) - set(dataset.figure_by_key))
    if stray:
        hints = " ".join(did_you_mean(name, dataset.figure_by_key) for name in stray)
        raise JoinError(f"allowed to stay unmatched, but no figures of {dataset.name}: {', '.join(stray)}. {hints}".strip())
    never_shown = left.assign(reason=f"no chapter of {plan.map!r} shows its date").sort_values("figure")
    unmatched = pd.concat([*(each.unmatched for each in joined.values()), never_shown])
    refuse_unmatched(unmatched, len(counts), allow_unmatched, of=plan.map)
    return joined


def _within(counts: pd.DataFrame, date: str) -> pd.Series[bool]:
    """Which counts have a date that lies wholly within another."""
    import pandas as pd

    when = span(date)
    return pd.Series([bool(each) and span(each).within(when) for each in counts["date"]], index=counts.index, dtype=bool)


def _last_figures(dataset: Dataset, states: tuple[RegionState, ...]) -> dict[str, str]:
    """The figure by which each unit was last shown: who was there then does not vanish where the next moment holds nothing."""
    unit_of = {region.region: region.unit for region in dataset.regions}
    return {unit_of[state.region]: state.figure for state in states if state.figure}


def _states(dataset: Dataset, row: Chapter, joined: Joined, before: Mapping[str, str]) -> tuple[RegionState, ...]:
    """What each region of a moment shows: its own figure, unknown, unknown since before, or nothing; coarse regions first."""
    by_key = {region.region: region for region in dataset.regions}
    states: dict[str, RegionState] = {}
    on_regions = joined.matched[joined.matched["drawn_as"] == "region"]
    for count in sorted(on_regions.to_dict("records"), key=lambda count: count["counted"] != "persons"):
        value = _whole(count["value"])
        if count["region"] in states and (value is None or states[count["region"]].value is not None):
            continue
        states[count["region"]] = RegionState(
            region=count["region"],
            status="unknown" if value is None else "known",
            counted=count["counted"],
            value=value,
            figure=count["figure"],
            kind=count["measure"],
            qualifier=count["qualifier"] or None,
        )
    drawn = [by_key[key] for key in states] + regions_of(dataset, row)
    for region in _siblings(dataset, row, drawn):
        states.setdefault(region.region, _without_own(dataset, region, before))
    return tuple(states[key] for key in sorted(states, key=lambda key: (_rank(by_key[key]), key)))


def _without_own(dataset: Dataset, region: Region, before: Mapping[str, str]) -> RegionState:
    """A region without a figure of the moment: where people were before their number is now unknown, under the figure of then."""
    figure = dataset.figure_by_key.get(before.get(region.unit, ""))
    if figure is None or not _stood(dataset, region, figure.date):
        return RegionState(region=region.region, status="none")
    return RegionState(region.region, "unknown", figure.counted, figure=figure.figure, kind=figure.measure, since=figure.date)


def _stood(dataset: Dataset, region: Region, since: str) -> bool:
    """Whether a region's unit has stood without a day's gap since a date; a unit made anew later is another."""
    spans = sorted((validity(one.valid_from, one.valid_to) for one in dataset.regions if one.unit == region.unit), key=_first_day)
    own, day = validity(region.valid_from, region.valid_to), span(since).last
    between = [one for one in spans if one.last >= day and one.first <= own.first]
    return all(other.first - one.last <= dt.timedelta(days=1) for one, other in pairwise(between))


def _first_day(one: Span) -> dt.date:
    return one.first


def _place_states(joined: Joined) -> tuple[PlaceState, ...]:
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
        and (region.level not in STATES or region.unit in counted)
        and day.within(validity(region.valid_from, region.valid_to))
    ]


def _rank(region: Region) -> int:
    return LEVELS.index(region.level) if region.level in LEVELS else len(LEVELS)
