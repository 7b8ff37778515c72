"""The dated events and the chapters of a map."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from koryo_geo.data.dates import day_number, span, validity
from koryo_geo.timeline.model import TimelineChapter, TimelineEvent

if TYPE_CHECKING:
    from koryo_geo.data.rows import Chapter, MapPlan
    from koryo_geo.language.texts import Texts


def events_of(texts: Texts, plan: MapPlan) -> tuple[TimelineEvent, ...]:
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
                    date_words=texts.date_words(row.date),
                    text=texts.of("events", row.event, "text", row.text),
                    sources=row.source_list,
                    certainty=row.certainty,
                )
            )
    return tuple(sorted(found, key=lambda event: (event.day, event.day_end, event.event)))


def chapters_of(texts: Texts, plan: MapPlan) -> tuple[TimelineChapter, ...]:
    """A map's chapters, by the first day that their date may mean."""
    start = dt.date.fromisoformat(plan.start)
    rows = [row for row in texts.dataset.chapters if row.map == plan.map]
    found = [
        TimelineChapter(
            chapter=row.chapter,
            day=max(day_number(_chapter_day(row, plan), start), 0),
            title=texts.of("chapters", f"{row.map}:{row.chapter}", "title", row.title),
            caption=texts.of("chapters", f"{row.map}:{row.chapter}", "caption", row.caption),
            date_words=texts.date_words(row.date),
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
