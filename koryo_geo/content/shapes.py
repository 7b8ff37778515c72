"""The ground, the lines and the regions of a map, as plain shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koryo_geo.content.geometry import LineString, cut_to_view, plain_geometry
from koryo_geo.content.model import GroundShape, LineShape, RegionShape
from koryo_geo.data.dates import span, validity
from koryo_geo.timeline.levels import STATES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from koryo_geo.content.blocks import MomentBlocks
    from koryo_geo.content.geometry import Box
    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.dates import Span
    from koryo_geo.data.ground import Region
    from koryo_geo.language.texts import Texts
    from koryo_geo.timeline.model import Timeline


def ground_of(dataset: Dataset, box: Box | None = None) -> tuple[GroundShape, ...]:
    """Land, lakes, rivers and borders of the time, without what lies far outside a view.

    Parameters
    ----------
    dataset : Dataset
    box : (west, south, east, north), optional
        View in degrees; everything when left out.
    """
    near = ((row, cut_to_view(row.geometry, box)) for row in dataset.base_map)
    return tuple(GroundShape(row.kind, row.name, plain_geometry(part)) for row, part in near if part is not None)


def lines_of(dataset: Dataset) -> tuple[LineShape, ...]:
    """The lines of a dataset that have two points or more, from station to station."""
    points = {line.line: tuple((row.lon, row.lat) for row in dataset.stations if row.line == line.line) for line in dataset.lines}
    return tuple(
        LineShape(line.line, line.name, line.mode, line.in_use, line.certainty, LineString(points[line.line]))
        for line in dataset.lines
        if len(points[line.line]) > 1
    )


def regions_of(
    texts: Texts, timeline: Timeline, blocks: Sequence[MomentBlocks] = (), box: Box | None = None
) -> tuple[RegionShape, ...]:
    """The regions that a map needs, in file order: those that its timeline or its blocks name, and the states around them.

    Parameters
    ----------
    texts : Texts
    timeline : Timeline
    blocks : sequence of MomentBlocks
    box : (west, south, east, north), optional
        View in degrees. A region that a map shows in part is cut; one that lies far outside stays as it is.
    """
    states = [state for moment in timeline.moments for state in moment.regions]
    standing = {row.region for moment in blocks for row in moment.blocks if not row.place}
    hatched = {row.region for moment in blocks for row in moment.hatchings}
    counted = {state.region for state in states if state.status != "none"} | standing | hatched
    named = {state.region for state in states} | counted
    days = [span(moment.boundaries) for moment in timeline.moments]
    near = ((row, cut_to_view(row.geometry, box)) for row in texts.dataset.regions)
    return tuple(
        _region(texts, row, part or row.geometry, counted=row.region in counted)
        for row, part in near
        if row.region in named or (part is not None and row.level in STATES and _holds_on(row, days))
    )


def states_of(texts: Texts, day: str, units: Collection[str], box: Box | None = None) -> tuple[RegionShape, ...]:
    """The states and republics of a plain day, and the units that people left or came to, in file order.

    Parameters
    ----------
    texts : Texts
    day : str
    units : collection of str
    box : (west, south, east, north), optional
        View in degrees.
    """
    when = span(day)
    return tuple(
        _region(texts, row, cut_to_view(row.geometry, box) or row.geometry, counted=row.unit in units)
        for row in texts.dataset.regions
        if (row.level in STATES or row.unit in units) and when.within(validity(row.valid_from, row.valid_to))
    )


def _holds_on(row: Region, days: Sequence[Span]) -> bool:
    """Whether a border is that of any of some days."""
    held = validity(row.valid_from, row.valid_to)
    return any(day.within(held) for day in days)


def _region(texts: Texts, row: Region, geometry: Any, *, counted: bool) -> RegionShape:
    return RegionShape(
        region=row.region,
        unit=row.unit,
        name=texts.name(row.unit, row.name),
        level=row.level,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        uncertain=row.uncertain,
        uncertain_note=texts.of("regions", row.region, "uncertain_note", row.uncertain_note),
        counted=counted,
        geometry=plain_geometry(geometry),
    )
