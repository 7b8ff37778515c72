"""What the runtime is told of shapes, regions, places and ways: the specs and data islands of the layers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from koryo_geo.content.blocks import PER_SIGN
from koryo_geo.html.islands import Island, timeline_island
from koryo_geo.html.topology import GROUND_QUANTA, feature, topology_island
from koryo_geo.plain import to_plain
from koryo_geo.timeline.levels import STATES

if TYPE_CHECKING:
    from koryo_geo.content.blocks import CountBlock, MomentBlocks
    from koryo_geo.content.model import AreaName, District, GroundShape, LineShape, PlaceMark, RegionShape, Ways
    from koryo_geo.timeline.model import Timeline


def drawn(name: str, shapes: Sequence[GroundShape | LineShape], *, quanta: int = 8_000) -> tuple[dict[str, Any], list[Island]]:
    """Describe shapes to the runtime, each with all that is known of it.

    Parameters
    ----------
    name : str
        Name of the island.
    shapes : sequence of GroundShape or LineShape
    quanta : int
        Steps of the grid that coordinates are rounded to.

    Returns
    -------
    dict, list of Island
        What the layer's call is given, and its data islands.
    """
    features = [feature(shape.geometry, without_geometry(shape)) for shape in shapes]
    island = topology_island(name, features, quanta=quanta)
    return {"topology": island.id}, [island]


def named_around(areas: Sequence[AreaName]) -> dict[str, Any]:
    """What the runtime is told of neighbours and seas; a union is no name on a map of what was in it."""
    return {"names": [to_plain(area) for area in areas if area.level != "union"]}


def drawn_regions(
    timeline: Timeline, regions: Sequence[RegionShape], settled: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Island]]:
    """Describe regions, and the blocks of counts in them, to the runtime.

    Parameters
    ----------
    timeline : Timeline
    regions : sequence of RegionShape
    settled : mapping
        ``blocks``, ``ledger`` and ``projection`` of the map.

    Returns
    -------
    dict, list of Island
        What the layer's call is given, and its data islands.
    """
    island = topology_island("regions", [feature(row.geometry, _region_properties(row)) for row in regions], quanta=GROUND_QUANTA)
    moments = [_moment_blocks(moment) for moment in settled["blocks"]]
    shown = Island("settlement", {"moments": moments, "ledger": to_plain(settled["ledger"]), "per": PER_SIGN})
    spec = {"topology": island.id, "timeline": timeline_island(timeline).id, "settlement": shown.id}
    return {**spec, "projection": settled["projection"].to_dict()}, [island, shown]


def _moment_blocks(moment: MomentBlocks) -> dict[str, Any]:
    return {"blocks": [_block(row) for row in moment.blocks], "hatchings": [_without_nothing(row) for row in moment.hatchings]}


def _block(row: CountBlock) -> dict[str, Any]:
    """A block as the runtime reads it: where its foot is, how far apart its signs stand and how many are in a column."""
    plain = {name: value for name, value in _without_nothing(row).items() if name != "signs"}
    if not row.signs:
        return plain
    (x, y, _), column = row.signs[0], sum(sign[0] == row.signs[0][0] for sign in row.signs)
    other = row.signs[1] if len(row.signs) > 1 else (x + row.side_km, y, 1.0)
    pitch = max(other[0] - x, other[1] - y)
    return {**plain, "foot": [x, y], "pitch": round(pitch, 3), "column": column, "signs": len(row.signs), "last": row.signs[-1][2]}


def _without_nothing(row: Any) -> dict[str, Any]:
    return {name: value for name, value in to_plain(row).items() if value is not None and value is not False and value != ""}


def without_geometry(shape: Any) -> dict[str, Any]:
    """The fields of a shape but for its geometry."""
    return {name: value for name, value in to_plain(shape).items() if name != "geometry"}


#: What a page need not know of a region where nobody is counted.
_OF_THE_COUNTED = ("valid_from", "valid_to", "uncertain_note")


def _region_properties(shape: RegionShape) -> dict[str, Any]:
    """What the page knows of a region; the doubts about its border in full only where the map counts people in it."""
    left_out = {"counted", *(() if shape.counted or shape.level in STATES else _OF_THE_COUNTED)}
    return {name: value for name, value in without_geometry(shape).items() if value and name not in left_out}


def marked(places: Sequence[PlaceMark], districts: Sequence[District]) -> dict[str, Any]:
    """Places, and after them the districts that can be pointed at, as the runtime reads them."""
    marks = [to_plain(place) for place in places]
    rings = [_ring(row) for row in districts if row.lat is not None]
    return {"places": [*marks, *({**ring, "rank": len(marks) + number} for number, ring in enumerate(rings))]}


def _ring(row: District) -> dict[str, Any]:
    """A district as the runtime reads a place."""
    plain = to_plain(row)
    return {"place": plain.pop("unit"), "sources": [plain.pop("source")], "ring": True, **plain}


def ways_data(ways: Ways | None) -> dict[str, Any]:
    """The ways to places without a railway, as the runtime reads them."""
    if ways is None:
        return {}
    places = {way.place: {"rail": way.rail, "lines": way.lines} for way in ways.places}
    return {"places": places, "lines": to_plain(ways.lines), "rail": to_plain(ways.rail)}
