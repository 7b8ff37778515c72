"""The same numbers as prose and tables, in the same file, readable without scripts or styles."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from koryo_geo import record, routing, words
from koryo_geo.dates import words as date_words
from koryo_geo.page import template

if TYPE_CHECKING:
    from koryo_geo.dataset import Dataset
    from koryo_geo.tables import Attestation, Death, MapPlan
    from koryo_geo.timeline import Timeline


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with its attestations, as the tables print it."""

    key: str
    label: str
    where: str
    date: str
    counted: str
    measure: str
    drawn_as: str
    reason: str
    used: Attestation | None
    rivals: tuple[Attestation, ...]


def render(dataset: Dataset, plan: MapPlan, timeline: Timeline, lang: str = "en") -> str:
    """Write the text version of a map.

    Parameters
    ----------
    dataset : Dataset
    plan : MapPlan
    timeline : Timeline
    lang : str

    Returns
    -------
    str
        HTML; every value is escaped.
    """
    catalogue = words.catalogue(lang)
    figures = _figures(dataset, plan)
    return str(
        template("text.html").render(
            say=catalogue.say,
            number=catalogue.number,
            dataset=dataset,
            plan=plan,
            timeline=timeline,
            stops=_stops(timeline, lang),
            legs=_legs(dataset, timeline),
            figures=figures,
            moments=_moments(dataset, timeline),
            deaths=[_death(row, lang) for row in dataset.deaths],
            sources=_sources(dataset, timeline, figures),
            cite=record.citation,
            short=record.short_citation,
            by_key=dataset.source_by_key,
            amount=lambda row: amount(row, lang),
        )
    )


def amount(row: Attestation | Death, lang: str = "en") -> str:
    """Put a value or range into words; unknown is a word of its own.

    Parameters
    ----------
    row : Attestation or Death
    lang : str
    """
    catalogue = words.catalogue(lang)
    number = catalogue.number
    if row.value is not None:
        return _worded(row, catalogue)
    if row.low is not None and row.high is not None:
        return catalogue.say("amount_range", low=number(row.low), high=number(row.high))
    if row.low is not None:
        return catalogue.say("amount_at_least", low=number(row.low))
    if row.high is not None:
        return catalogue.say("amount_at_most", high=number(row.high))
    return catalogue.say("amount_unknown")


def _worded(row: Attestation | Death, catalogue: words.Catalogue) -> str:
    """A value with its qualifier."""
    shown = catalogue.number(row.value)
    match record.qualifier(row):
        case "at_least":
            return catalogue.say("amount_at_least", low=shown)
        case "at_most":
            return catalogue.say("amount_at_most", high=shown)
        case "about":
            return catalogue.say("amount_about", value=shown)
    return catalogue.say("amount", value=shown)


def _figures(dataset: Dataset, plan: MapPlan) -> list[FigureRow]:
    """The figures that a map draws, with all that sources say of them."""
    rows = []
    for use in dataset.uses:
        if use.map != plan.map or use.drawn_as == "table":
            continue
        figure = dataset.figure_by_key[use.figure]
        every = dataset.attestations_of[use.figure]
        rows.append(
            FigureRow(
                key=figure.figure,
                label=figure.label,
                where=record.place_of(dataset, figure),
                date=date_words(figure.date) if figure.date else "",
                counted=figure.counted,
                measure=figure.measure,
                drawn_as=use.drawn_as,
                reason=use.reason,
                used=record.chosen(dataset, plan.map, use.figure),
                rivals=tuple(row for row in every if row.attestation != use.attestation),
            )
        )
    return rows


def _stops(timeline: Timeline, lang: str) -> list[dict[str, Any]]:
    """Each chapter with the totals of its day."""
    start = dt.date.fromisoformat(timeline.start)
    out = []
    for chapter in timeline.chapters:
        frame = timeline.at(chapter.day)
        day = start + dt.timedelta(days=chapter.day)
        out.append({"chapter": chapter, "frame": frame, "date": date_words(day.isoformat(), lang)})
    return out


def _legs(dataset: Dataset, timeline: Timeline) -> list[dict[str, Any]]:
    """The legs of each flow, with drawn and published lengths."""
    if timeline.kind != "flows":
        return []
    out = []
    for flow in dataset.flows:
        if not flow.stops:
            continue
        table = routing.legs(dataset, flow.stop_list).drop(columns="geometry")
        rows = [
            {
                **row,
                "from_name": record.place_name(dataset, row["from_place"]),
                "to_name": record.place_name(dataset, row["to_place"]),
                "published_km": None if row["published_km"] != row["published_km"] else row["published_km"],
            }
            for row in table.to_dict("records")
        ]
        out.append({"flow": flow, "rows": rows})
    return out


def _moments(dataset: Dataset, timeline: Timeline) -> list[dict[str, Any]]:
    """Each moment of a map of regions, region by region."""
    names = {region.region: region for region in dataset.regions}
    places = {place.place: record.place_name(dataset, place.place) for place in dataset.places}
    chapters = {chapter.chapter: chapter for chapter in timeline.chapters}
    return [
        {
            "moment": moment,
            "chapter": chapters[moment.chapter],
            "regions": [(names[state.region], state) for state in moment.regions],
            "places": [(places[state.place], state) for state in moment.places],
        }
        for moment in timeline.moments
    ]


def _death(row: Death, lang: str) -> dict[str, str]:
    """An estimate of deaths, worded with its own scope."""
    return {
        "scope": row.scope,
        "date": date_words(row.date, lang) if row.date else "",
        "amount": amount(row, lang),
        "source": row.source,
        "confidence": row.confidence,
        "note": row.note,
    }


def _sources(dataset: Dataset, timeline: Timeline, figures: list[FigureRow]) -> list[Any]:
    """The sources that the page cites."""
    cited = {row.source for figure in figures for row in (*figure.rivals, figure.used) if row is not None}
    cited |= {source for chapter in timeline.chapters for source in chapter.sources}
    cited |= {source for event in timeline.events for source in event.sources}
    cited |= {row.source for row in dataset.deaths} if timeline.kind == "flows" else set()
    return [row for row in dataset.sources if row.source in cited]
