"""The counts of a map of regions, lined up for a chart: points in time, each at its own date, with nothing between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koryo_geo.timeline.model import Series, SeriesPoint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koryo_geo.data.dataset import Dataset
    from koryo_geo.language.texts import Texts
    from koryo_geo.timeline.model import Moment, RegionState


#: Levels of one rank: a republic may become a country.
STATES = ("country", "republic")


#: Levels from coarse to fine; a coarse region is drawn first, so that a fine one lies on it.
LEVELS = ("union", "country", "republic", "assr", "krai", "oblast", "okrug", "raion", "city")


def series_of(texts: Texts, moments: Sequence[Moment]) -> tuple[Series, ...]:
    """Line up the counts of persons of the largest units, moment by moment, for a chart.

    What must not share an axis does not: parts never stand beside the whole that they are part of (only units of the coarsest level
    are taken), and a census never beside a number of people assigned (only the most frequent measure is taken; a count that is not
    known has none). A unit that carries on another (``continues`` in ``units.csv``) goes on its row.

    Parameters
    ----------
    texts : Texts
    moments : sequence of Moment

    Returns
    -------
    tuple of Series
        Those with two counts or more, the longest first; each count at its own moment, and nothing between them.
    """
    region_of = {region.region: region for region in texts.dataset.regions}
    level_of = {key: _coarseness(texts.dataset.unit_by_key[region.unit].level) for key, region in region_of.items()}
    states = [(number, state) for number, moment in enumerate(moments) for state in moment.regions if _is_of_moment(state)]
    coarsest = min((level_of[state.region] for _, state in states), default=0)
    states = [(number, state) for number, state in states if level_of[state.region] == coarsest]
    measures = [state.kind for _, state in states if state.value is not None and state.kind]
    if not measures:
        return ()
    measure = max(sorted(set(measures)), key=measures.count)
    latest = last_of(texts.dataset)
    points: dict[str, list[SeriesPoint]] = {}
    for number, state in states:
        if state.figure and (state.kind == measure or state.value is None):
            region = region_of[state.region]
            label = texts.name(region.unit, region.name)
            row = points.setdefault(latest[region.unit], [])
            row.append(SeriesPoint(number, state.figure, label, state.value, state.qualifier))
    made = [Series(unit, texts.name(unit), measure, tuple(row)) for unit, row in points.items() if _is_worth(row)]
    return tuple(sorted(made, key=lambda series: (-len(series.points), series.unit)))


def _is_of_moment(state: RegionState) -> bool:
    """Whether a state counts persons at its own moment; what is only carried on from an earlier one is no point of a chart."""
    return state.counted == "persons" and state.since is None


def _is_worth(row: Sequence[SeriesPoint]) -> bool:
    """Whether counts make a row: two or more, and one of them a number."""
    return len(row) > 1 and any(point.value is not None for point in row)


def _coarseness(level: str) -> int:
    """Rank of a level from coarse to fine; a republic and the country that it became are of one level."""
    return LEVELS.index("country") if level in STATES else LEVELS.index(level) if level in LEVELS else len(LEVELS)


def last_of(dataset: Dataset) -> dict[str, str]:
    """The last unit that carries each unit on; itself when none does."""
    after = {row.continues: row.unit for row in dataset.units if row.continues}
    last = {}
    for row in dataset.units:
        chain = [row.unit]
        while successor := after.get(chain[-1]):
            chain.append(successor)
        last[row.unit] = chain[-1]
    return last
