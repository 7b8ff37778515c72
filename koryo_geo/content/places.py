"""The places that a map names, the districts that sources name without a number, and where bodies of people stand."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from koryo_geo.content.model import AreaName, Body, District, NameForm, PlaceMark
from koryo_geo.data.dates import span
from koryo_geo.timeline.moves import label_point, places_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import MapPlan, Place, Unit
    from koryo_geo.language.texts import Text, Texts
    from koryo_geo.timeline.model import Timeline


#: Measures that count people sent away, or those of them who were left.
SENDING = ("deported", "allocated", "moved", "remaining")


def place_keys(dataset: Dataset, plan: MapPlan, timeline: Timeline) -> list[str]:
    """The places that a map names: stops of its flows, or those that its moments count at, and the ends of its moves.

    Returns
    -------
    list of str
        The most important first; a key may stand more than once.
    """
    if timeline.kind == "flows":
        stops = {stop for flow in dataset.flows for stop in flow.stop_list}
        on_lines = {row.place for row in dataset.stations} - stops
        return [row.place for wanted in (stops, on_lines) for row in dataset.places if row.place in wanted]
    counted = [state.place for moment in timeline.moments for state in moment.places]
    return counted + places_of(dataset, plan.map)


#: Levels of units that lie around those that a map counts in.
AROUND = ("neighbour", "sea", "union")


def area_names(texts: Texts) -> tuple[AreaName, ...]:
    """The neighbours, seas and unions that have a label point."""
    return tuple(
        AreaName(row.unit, texts.name(row.unit, row.name), row.level, row.label_lon, row.label_lat)
        for row in texts.dataset.units
        if row.level in AROUND and row.label_lon is not None and row.label_lat is not None
    )


def place_marks(texts: Texts, keys: Sequence[str], date: str = "") -> tuple[PlaceMark, ...]:
    """The places that have a position, as a map marks them.

    Parameters
    ----------
    texts : Texts
    keys : sequence of str
        The most important first.
    date : str
        EDTF date whose names stand beside today's; none when blank.
    """
    rows = [texts.dataset.place_by_key[key] for key in dict.fromkeys(keys)]
    return tuple(mark for rank, row in enumerate(rows) if (mark := _mark(texts, row, rank, date)) is not None)


def _mark(texts: Texts, row: Place, rank: int, date: str) -> PlaceMark | None:
    """A place as a map marks it; None when it has no position."""
    if row.lon is None or row.lat is None:
        return None
    name, name_then = texts.name(row.place), texts.name_at(row.place, date)
    return PlaceMark(
        place=row.place,
        name=name,
        name_then=name_then,
        names=_further_names(texts.dataset, row.place, (name, name_then or "")),
        lon=row.lon,
        lat=row.lat,
        rank=rank,
        certainty=row.certainty,
        radius_km=row.radius_km,
        figures=tuple(figure.figure for figure in texts.dataset.figures if figure.place == row.place),
        note=row.note,
    )


def _further_names(dataset: Dataset, key: str, shown: Sequence[Text]) -> tuple[NameForm, ...]:
    """The name forms that stand neither beside the place nor in another language of the page."""
    known = {name for text in shown for name in ([text] if isinstance(text, str) else text.values())}
    further = {form.name: form for form in dataset.names_of.get(key, ()) if form.name not in known}
    return tuple(NameForm(form.lang, name, form.valid) for name, form in further.items())


def unnumbered_districts(dataset: Dataset, timeline: Timeline) -> list[Unit]:
    """Districts of the units that people left which the sources name but give no number for; they have no border here either.

    A number of another time, such as a census twenty years earlier, is no number of the people who were sent away.

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
    start = dt.date.fromisoformat(timeline.start)
    counted = {row.unit for row in dataset.figures if row.measure in SENDING and (not row.date or span(row.date).last >= start)}
    left_out = {region.unit for region in dataset.regions} | counted
    return [row for row in dataset.units if row.level == "raion" and row.parent in origins and row.unit not in left_out]


def district(texts: Texts, row: Unit) -> District:
    """A district as a map marks it."""
    figures = tuple(figure.figure for figure in texts.dataset.figures if figure.unit == row.unit)
    name = texts.name(row.unit, row.name)
    return District(row.unit, name, row.label_lon, row.label_lat, row.certainty, figures, row.note, row.source)


def bodies_of(texts: Texts, timeline: Timeline) -> dict[str, Body]:
    """Where people stand before they leave (``origin``) and after they have come (by flow): the units' label points."""
    bodies: dict[str, Body] = {}
    for flow in timeline.flows:
        unit = flow.destination or flow.origin
        bodies.setdefault("origin", _body(texts, flow.origin, texts.name(flow.origin)))
        bodies[flow.flow] = _body(texts, unit, texts.name(unit) if flow.destination else flow.label)
    return bodies


def _body(texts: Texts, unit: str, label: Text) -> Body:
    """A body at a unit's label point; validation makes sure that an end of a flow has one."""
    lon, lat = label_point(texts.dataset, unit) or (0.0, 0.0)
    return Body(lon, lat, label)
