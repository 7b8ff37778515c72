"""The same numbers as prose and tables, in the same file, readable without scripts or styles.

It is written in the page's first language. Where the page has more, each element says where its words come from (``data-say``,
``data-ref``, ``data-text``), so that the runtime can put them in another language without the page carrying them twice.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from koryo_geo.content.cards import figure_data
from koryo_geo.content.citations import cited
from koryo_geo.content.districts import named_parts
from koryo_geo.content.glossary import first_explained
from koryo_geo.content.ways import ways_data
from koryo_geo.data.attestations import chosen
from koryo_geo.html.templates import template
from koryo_geo.html.writer import Writer
from koryo_geo.timeline import routing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koryo_geo.data.rows import Attestation, Death, MapPlan
    from koryo_geo.language.texts import Text, Texts
    from koryo_geo.timeline.model import Timeline


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with its attestations, as the tables print it."""

    key: str
    data: Mapping[str, Any]
    used: Attestation | None
    rivals: tuple[Attestation, ...]


def render(texts: Texts, plan: MapPlan, timeline: Timeline, record_page: str = "") -> str:
    """Write the text version of a map.

    Parameters
    ----------
    texts : Texts
    plan : MapPlan
    timeline : Timeline
    record_page : str
        Address of the record's page, which figures then link to.

    Returns
    -------
    str
        HTML; every value is escaped.
    """
    dataset = texts.dataset
    figures = _figures(texts, plan)
    return _merged(
        template("text.html").render(
            w=Writer(texts),
            texts=texts,
            record_page=record_page,
            dataset=dataset,
            lead=texts.of("maps", plan.map, "lead", plan.lead),
            notice=texts.of("maps", plan.map, "notice", plan.notice),
            timeline=timeline,
            terms_of_events=_terms(texts, timeline)[len(timeline.chapters) :],
            stops=_stops(texts, timeline),
            legs=_legs(texts, timeline),
            figures=figures,
            ways=ways_data(texts, [row.place for row in dataset.places], plan.start[:4]) if timeline.kind == "flows" else {},
            ways_title=texts.say("record_ways"),
            moments=_moments(texts, timeline),
            parts=[texts.name(unit.unit, unit.name) for unit in named_parts(dataset, timeline)],
            deaths=[_death(texts, row) for row in dataset.deaths],
            sources=_sources(texts, timeline, figures),
            told={row.source: cited(texts, row) for row in dataset.sources},
            title=texts.of("dataset", dataset.name, "title", dataset.title),
        )
    )


def _death(texts: Texts, row: Death) -> tuple[Death, Text, Text, Text]:
    """A number of deaths with its scope, its date and its note in words."""
    scope, note = (texts.of("deaths", row.death, column, getattr(row, column)) for column in ("scope", "note"))
    return row, scope, texts.words(row.date), note


_LONELY_SPAN = re.compile(r"<(\w+)([^<>]*)><span (data-[^<>]*)>([^<]*)</span></\1>")


def _merged(text: str) -> str:
    """Let an element that holds one span and nothing else say its words itself: the same page, and thousands of letters less."""
    return _LONELY_SPAN.sub(r"<\1\2 \3>\4</\1>", text)


def _figures(texts: Texts, plan: MapPlan) -> list[FigureRow]:
    """The figures that a map draws, with all that sources say of them."""
    dataset = texts.dataset
    rows = []
    for use in dataset.uses:
        if use.map != plan.map or use.drawn_as == "table":
            continue
        every = dataset.attestations_of[use.figure]
        data = figure_data(texts, dataset.figure_by_key[use.figure], plan.map)
        rows.append(
            FigureRow(
                key=use.figure,
                data={"words": "", **data},
                used=chosen(dataset, plan.map, use.figure),
                rivals=tuple(row for row in every if row.attestation != use.attestation),
            )
        )
    return rows


def _terms(texts: Texts, timeline: Timeline) -> list[Text]:
    """Words of the time, explained, that each chapter and then each event is the first to say."""
    said = [chapter.caption for chapter in timeline.chapters] + [event.text for event in timeline.events]
    return list(first_explained(texts, said))


def _stops(texts: Texts, timeline: Timeline) -> list[dict[str, Any]]:
    """Each chapter with the totals of its day."""
    start = dt.date.fromisoformat(timeline.start)
    out = []
    for chapter, terms in zip(timeline.chapters, _terms(texts, timeline), strict=False):
        day = start + dt.timedelta(days=chapter.day)
        out.append({"chapter": chapter, "frame": timeline.at(chapter.day), "date": texts.words(day.isoformat()), "terms": terms})
    return out


def _legs(texts: Texts, timeline: Timeline) -> list[dict[str, Any]]:
    """The legs of each flow, with drawn and published lengths."""
    if timeline.kind != "flows":
        return []
    out = []
    for index, flow in enumerate(texts.dataset.flows):
        if not flow.stops:
            continue
        table = routing.legs(texts.dataset, flow.stop_list).drop(columns="geometry")
        rows = [
            {
                **row,
                "from_name": texts.name(row["from_place"]),
                "to_name": texts.name(row["to_place"]),
                "published_km": None if row["published_km"] != row["published_km"] else row["published_km"],
            }
            for row in table.to_dict("records")
        ]
        out.append({"index": index, "label": timeline.flows[index].label, "rows": rows})
    return out


def _moments(texts: Texts, timeline: Timeline) -> list[dict[str, Any]]:
    """Each moment of a map of regions, region by region; regions are numbered as the page's topology numbers them."""
    named = {state.region for moment in timeline.moments for state in moment.regions}
    drawn = {region.region: region for region in texts.dataset.regions if region.region in named}
    number = {key: index for index, key in enumerate(drawn)}
    terms = _terms(texts, timeline)
    chapters = {chapter.chapter: (index, chapter) for index, chapter in enumerate(timeline.chapters)}
    return [
        {
            "index": chapters[moment.chapter][0],
            "chapter": chapters[moment.chapter][1],
            "terms": terms[chapters[moment.chapter][0]],
            "regions": [
                (number[state.region], texts.name(drawn[state.region].unit, drawn[state.region].name), state)
                for state in moment.regions
            ],
            "places": [(texts.name(state.place), state) for state in moment.places],
            "number": index,
            "moves": moment.moves,
        }
        for index, moment in enumerate(timeline.moments)
    ]


def _sources(texts: Texts, timeline: Timeline, figures: list[FigureRow]) -> list[Any]:
    """The sources that the page cites."""
    dataset = texts.dataset
    named = {row.source for figure in figures for row in (*figure.rivals, figure.used) if row is not None}
    named |= {source for chapter in timeline.chapters for source in chapter.sources}
    named |= {source for event in timeline.events for source in event.sources}
    if timeline.kind == "flows":
        named |= {row.source for row in dataset.deaths} | {row.source for row in dataset.distances}
    return [row for row in dataset.sources if row.source in named]
