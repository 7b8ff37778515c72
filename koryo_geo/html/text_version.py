"""The same numbers as prose and tables, in the same file, readable without scripts or styles.

It is written in the page's first language. Where the page has more, each element says where its words come from (``data-say``,
``data-ref``, ``data-text``), so that the runtime can put them in another language without the page carrying them twice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from koryo_geo.html.templates import template
from koryo_geo.html.writer import Writer

if TYPE_CHECKING:
    from koryo_geo.content.model import MapContent


def render(content: MapContent, record_page: str = "") -> str:
    """Write the text version of a map.

    Parameters
    ----------
    content : MapContent
    record_page : str
        Address of the record's page, which figures then link to.

    Returns
    -------
    str
        HTML; every value is escaped.
    """
    return _merged(
        template("text.html").render(
            w=Writer(content.languages),
            content=content,
            record_page=record_page,
            stops=_stops(content),
            moments=_moments(content),
            short={source.source: source.short for source in content.sources},
            short_at="/record/sources/%s/short",
        )
    )


_LONELY_SPAN = re.compile(r"<(\w+)([^<>]*)><span (data-[^<>]*)>([^<]*)</span></\1>")


def _merged(text: str) -> str:
    """Merge a span into the element that holds nothing else: the same page, shorter by thousands of characters."""
    return _LONELY_SPAN.sub(r"<\1\2 \3>\4</\1>", text)


def _stops(content: MapContent) -> list[dict[str, Any]]:
    """Each chapter with the totals of its day."""
    frames = [(chapter, content.timeline.at(chapter.day)) for chapter in content.timeline.chapters]
    return [{"chapter": chapter, "frame": frame, "date": {"edtf": frame.date}} for chapter, frame in frames]


def _moments(content: MapContent) -> list[dict[str, Any]]:
    """Each moment of a map of regions, region by region; regions are numbered as the page's topology numbers them."""
    number = {region.region: index for index, region in enumerate(content.regions)}
    names = {place.place: place.name for place in content.places}
    chapters = {chapter.chapter: (index, chapter) for index, chapter in enumerate(content.timeline.chapters)}
    return [
        {
            "index": chapters[moment.chapter][0],
            "chapter": chapters[moment.chapter][1],
            "regions": [(number[state.region], content.regions[number[state.region]].name, state) for state in moment.regions],
            "places": [(names[state.place], state) for state in moment.places],
            "number": index,
            "moves": moment.moves,
        }
        for index, moment in enumerate(content.timeline.moments)
    ]
