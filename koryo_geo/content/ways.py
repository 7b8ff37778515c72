"""The ways of a map: its flows leg by leg, and how places that no railway in use touches were reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koryo_geo.content.geometry import LineString
from koryo_geo.content.model import FlowLegs, LegRow, WayLine, Ways, WayTo
from koryo_geo.timeline import routing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koryo_geo.language.texts import Texts
    from koryo_geo.timeline.model import Timeline
    from koryo_geo.timeline.routing import Leg, Route


def legs_of(texts: Texts, timeline: Timeline, routes: Mapping[tuple[str, ...], Route]) -> tuple[FlowLegs, ...]:
    """The legs of each flow that has a route, with drawn and published lengths.

    Parameters
    ----------
    texts : Texts
    timeline : Timeline
        Of the same flows.
    routes : mapping of tuple of str to Route
        By the stops of the flows.
    """
    flows = zip(texts.dataset.flows, timeline.flows, strict=True)
    return tuple(
        FlowLegs(
            row.flow, number, flow.label, tuple(_leg(texts, leg) for leg in routing.legs_of(texts.dataset, routes[row.stop_list]))
        )
        for number, (row, flow) in enumerate(flows)
        if row.stops
    )


def _leg(texts: Texts, leg: Leg) -> LegRow:
    """A leg with the names of its ends."""
    return LegRow(
        from_place=leg.from_place,
        to_place=leg.to_place,
        from_name=texts.name(leg.from_place),
        to_name=texts.name(leg.to_place),
        mode=leg.mode,
        lines=leg.lines,
        certainty=leg.certainty,
        length_km=leg.length_km,
        published_km=leg.published_km,
        published_source=leg.published_source,
        geometry=LineString(leg.points),
    )


def ways_of(texts: Texts, year: str) -> Ways | None:
    """How places that no railway in use touches were reached by other lines.

    Parameters
    ----------
    texts : Texts
    year : str
        When the lines were in use.

    Returns
    -------
    Ways or None
        None when every place has a railway, or no line at all.
    """
    dataset = texts.dataset
    found = [(row.place, access) for row in dataset.places if (access := routing.access(dataset, row.place)).lines]
    if not found:
        return None
    lines = {line.line: line for _, access in found for line in access.lines}
    return Ways(
        title=texts.say("record_ways"),
        places=tuple(
            WayTo(place, texts.name(place), access.rail, tuple(line.line for line in access.lines)) for place, access in found
        ),
        lines={key: WayLine(texts.of("lines", key, "name", line.name), line.mode, line.certainty) for key, line in lines.items()},
        rail={state: texts.say(f"record_rail_{state}", year=year) for state in sorted({access.rail for _, access in found})},
    )
