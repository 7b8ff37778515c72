"""The same numbers as prose and tables, in the same file, readable without scripts or styles.

It is written in the page's first language. Where the page has more, each element says where its words come from (``data-say``,
``data-ref``, ``data-text``), so that the runtime can put them in another language without the page carrying them twice.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from koryo_geo import compose, record, routing, words
from koryo_geo.templates import markup, template
from koryo_geo.texts import Text, in_language

if TYPE_CHECKING:
    from koryo_geo.tables import Attestation, Death, MapPlan
    from koryo_geo.texts import Texts
    from koryo_geo.timeline import MoveState, PlaceState, RegionState, Timeline


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with its attestations, as the tables print it."""

    key: str
    data: Mapping[str, Any]
    used: Attestation | None
    rivals: tuple[Attestation, ...]


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes words into the text version so that the runtime can find them again.

    Attributes
    ----------
    texts : Texts
    """

    texts: Texts

    def say(self, key: str, **values: Any) -> Any:
        """Interface words, with the values they hold."""
        lang = self.texts.first
        plain = {name: in_language(v, lang) if isinstance(v, Mapping) else v for name, v in values.items()}
        params = f" data-params='{_attribute(values)}'" if values else ""
        return self._span(f"data-say='{key}'{params}", words.catalogue(lang).say(key, **plain))

    def ref(self, path: str, text: Text) -> Any:
        """A text that stands in one of the page's data islands, at a path.

        The path starts with a slash and the island's kind, or goes on from the ``data-base`` of an element around it.
        """
        return self._span(f'data-ref="{_escaped(path)}"', in_language(text, self.texts.first))

    def text(self, text: Text) -> Any:
        """A text that stands nowhere else in the page."""
        if isinstance(text, str):
            return text
        return self._span(f"data-text='{_attribute(text)}'", in_language(text, self.texts.first))

    def copy(self, selector: str, text: Text) -> Any:
        """A text that the page says once already, in the element that a CSS selector finds."""
        return self._span(f'data-copy="{_escaped(selector)}"', in_language(text, self.texts.first))

    def number(self, value: float) -> Any:
        """A number, grouped as the language does."""
        shown = words.catalogue(self.texts.first).number(value)
        return self._span(f"data-number='{value}'", shown) if isinstance(value, int) else shown

    def amount(self, row: Attestation | Death) -> Any:
        """A value or range in words; unknown is a word of its own."""
        key, values = record.amount(row)
        return self.number(values["value"]) if key == "amount" else self.say(key, **values)

    def counted(self, state: RegionState | PlaceState | MoveState) -> Any:
        """A count with its unit, qualified where its source qualifies it: "about 500 households"."""
        lang = self.texts.first
        data = {"n": state.value, "counted": state.counted, "qualifier": state.qualifier}
        return self._span(f"data-count='{_attribute(data)}'", _counted(words.catalogue(lang), state))

    def _span(self, attributes: str, shown: str) -> Any:
        """An element that the runtime rewrites; plain text when the page has one language."""
        if len(self.texts.languages) == 1:
            return shown
        return markup(f"<span {attributes}>{_escaped(shown)}</span>")


def _counted(text: words.Catalogue, state: RegionState | PlaceState | MoveState) -> str:
    """A known count in words of one language."""
    unit = {"persons": "people"}.get(str(state.counted), str(state.counted))
    said = text.say(unit, n=state.value)
    match state.qualifier:
        case "about":
            return text.say("amount_about", value=said)
        case "at_least":
            return text.say("amount_at_least", low=said)
        case "at_most":
            return text.say("amount_at_most", high=said)
    return said


def _escaped(text: str) -> str:
    from markupsafe import escape

    return str(escape(text))


def _attribute(data: Any) -> str:
    """JSON inside an attribute."""
    return _escaped(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))).replace("&#34;", '"')


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
            stops=_stops(texts, timeline),
            legs=_legs(texts, timeline),
            figures=figures,
            ways=ways_data(texts, [row.place for row in dataset.places], plan.start[:4]) if timeline.kind == "flows" else {},
            ways_title=texts.say("record_ways"),
            moments=_moments(texts, timeline),
            parts=[texts.name(unit.unit, unit.name) for unit in compose.named_parts(dataset, timeline)],
            deaths=[(row, texts.of("deaths", row.death, "scope", row.scope), texts.words(row.date)) for row in dataset.deaths],
            sources=_sources(texts, timeline, figures),
            cite=record.citation,
            short=record.short_citation,
            by_key=dataset.source_by_key,
        )
    )


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
        data = record.figure_data(texts, dataset.figure_by_key[use.figure], plan.map)
        rows.append(
            FigureRow(
                key=use.figure,
                data={"words": "", **data},
                used=record.chosen(dataset, plan.map, use.figure),
                rivals=tuple(row for row in every if row.attestation != use.attestation),
            )
        )
    return rows


def _stops(texts: Texts, timeline: Timeline) -> list[dict[str, Any]]:
    """Each chapter with the totals of its day."""
    start = dt.date.fromisoformat(timeline.start)
    out = []
    for chapter in timeline.chapters:
        day = start + dt.timedelta(days=chapter.day)
        out.append({"chapter": chapter, "frame": timeline.at(chapter.day), "date": texts.words(day.isoformat())})
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


def ways_data(texts: Texts, places: Iterable[str], year: str) -> dict[str, Any]:
    """How places that no railway in use touches were reached, as plain data for cards and tables.

    Parameters
    ----------
    texts : Texts
    places : iterable of str
    year : str
        When the lines were in use.

    Returns
    -------
    dict
        ``places``, each with the state of its ``rail`` and the keys of its ``lines``; ``lines`` with name, mode and certainty; and
        ``rail``, the words for each state. Empty when every place has a railway, or no line at all.
    """
    found = {place: access for place in places if (access := routing.access(texts.dataset, place)).lines}
    lines = {line.line: line for access in found.values() for line in access.lines}
    if not found:
        return {}
    return {
        "places": {place: {"rail": access.rail, "lines": [line.line for line in access.lines]} for place, access in found.items()},
        "lines": {
            key: {"name": texts.of("lines", key, "name", line.name), "mode": line.mode, "certainty": line.certainty}
            for key, line in lines.items()
        },
        "rail": {state: texts.say(f"record_rail_{state}", year=year) for state in sorted({one.rail for one in found.values()})},
    }


def _moments(texts: Texts, timeline: Timeline) -> list[dict[str, Any]]:
    """Each moment of a map of regions, region by region; regions are numbered as the page's topology numbers them."""
    named = {state.region for moment in timeline.moments for state in moment.regions}
    drawn = {region.region: region for region in texts.dataset.regions if region.region in named}
    number = {key: index for index, key in enumerate(drawn)}
    chapters = {chapter.chapter: (index, chapter) for index, chapter in enumerate(timeline.chapters)}
    return [
        {
            "index": chapters[moment.chapter][0],
            "chapter": chapters[moment.chapter][1],
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
    cited = {row.source for figure in figures for row in (*figure.rivals, figure.used) if row is not None}
    cited |= {source for chapter in timeline.chapters for source in chapter.sources}
    cited |= {source for event in timeline.events for source in event.sources}
    if timeline.kind == "flows":
        cited |= {row.source for row in dataset.deaths} | {row.source for row in dataset.distances}
    return [row for row in dataset.sources if row.source in cited]
