"""Moves after settlement: people whom the authorities, or need, moved again, from somewhere to somewhere.

An end that no source names stays blank. A move has a line only where both ends are known and neither lies within the other: a line
from the middle of a republic to one of its towns would show a way that nobody recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from koryo_geo.data.attestations import chosen, qualifier
from koryo_geo.data.dates import span, validity
from koryo_geo.timeline.model import MoveState

if TYPE_CHECKING:
    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.ground import Region
    from koryo_geo.data.rows import Chapter, Move
    from koryo_geo.language.texts import Texts


#: Longitude and latitude, WGS 84 degrees.
Point = tuple[float, float]


def moves_of(texts: Texts, chapter: Chapter) -> tuple[MoveState, ...]:
    """Find the moves that a chapter shows.

    Parameters
    ----------
    texts : Texts
    chapter : Chapter

    Returns
    -------
    tuple of MoveState
        In the order of ``moves.csv``.
    """
    return tuple(_state(texts, row, chapter) for row in _rows_of(texts.dataset, chapter))


def regions_of(dataset: Dataset, chapter: Chapter) -> list[Region]:
    """The regions, on a chapter's day, of the units that its moves name: the map shows them even where nobody is counted.

    Of a unit and one inside it only the inner is given: two borders of different levels on one ground would be read as one.
    """
    named = {unit for row in _rows_of(dataset, chapter) for unit in (row.from_unit, row.to_unit) if unit}
    named -= {holder for unit in named for holder in _holders(dataset, unit)}
    return [region for unit in sorted(named) if (region := _region_of(dataset, unit, chapter.boundaries)) is not None]


def _rows_of(dataset: Dataset, chapter: Chapter) -> list[Move]:
    """The rows of ``moves.csv`` that a chapter shows."""
    return [row for row in dataset.moves if (row.map, row.chapter) == (chapter.map, chapter.chapter)]


def places_of(dataset: Dataset, map_name: str) -> list[str]:
    """The places between which a map's moves lead."""
    return [place for row in dataset.moves if row.map == map_name for place in _places(row)]


def _state(texts: Texts, row: Move, chapter: Chapter) -> MoveState:
    """A move as the timeline holds it."""
    dataset = texts.dataset
    figure = dataset.figure_by_key[row.figure]
    attestation = chosen(dataset, row.map, row.figure)
    value = attestation.value if attestation else None
    origin = _end(dataset, row.from_unit, row.from_place, chapter)
    destination = _end(dataset, row.to_unit, row.to_place, chapter)
    apart = origin != destination and not _one_in_the_other(dataset, row, chapter)
    return MoveState(
        move=row.move,
        label=texts.of("moves", row.move, "label", row.label),
        figure=row.figure,
        status="unknown" if value is None else "known",
        counted=figure.counted,
        kind=figure.measure,
        certainty=row.certainty,
        origin=origin if apart else None,
        destination=destination,
        value=value,
        qualifier=qualifier(attestation) if attestation else None,
        sources=(row.source,),
        places=_places(row),
        note=row.note,
    )


def _places(row: Move) -> tuple[str, ...]:
    """The ends of a move that are places."""
    return tuple(place for place in (row.from_place, row.to_place) if place)


def _one_in_the_other(dataset: Dataset, row: Move, chapter: Chapter) -> bool:
    """Whether one end of a move lies within the other: a unit in a unit that holds it, or a place on a unit's ground."""
    if row.from_unit and row.to_unit:
        return row.from_unit in _holders(dataset, row.to_unit) or row.to_unit in _holders(dataset, row.from_unit)
    place, unit = row.from_place or row.to_place, row.from_unit or row.to_unit
    region = _region_of(dataset, unit, chapter.boundaries) if unit else None
    at = _end(dataset, "", place, chapter) if place else None
    if region is None or at is None:
        return False
    from shapely import Point as Spot

    return bool(region.geometry.covers(Spot(at)))


def _holders(dataset: Dataset, unit: str) -> list[str]:
    """The units that a unit is part of, from the nearest up."""
    found: list[str] = []
    while unit := dataset.unit_by_key[unit].parent:
        found.append(unit)
    return found


def _end(dataset: Dataset, unit: str, place: str, chapter: Chapter) -> Point | None:
    """Where an end of a move can be pointed at; None when it is not known or has no position."""
    if place:
        row = dataset.place_by_key[place]
        return None if row.lon is None or row.lat is None else (row.lon, row.lat)
    return label_point(dataset, unit, chapter.boundaries) if unit else None


def _region_of(dataset: Dataset, unit: str, day: str) -> Region | None:
    """A unit's polygon of a day; None when none is held."""
    held = (region for region in dataset.regions if region.unit == unit)
    return next((region for region in held if span(day).within(validity(region.valid_from, region.valid_to))), None)


def label_point(dataset: Dataset, unit: str, day: str = "") -> Point | None:
    """Find where a unit is labelled: its own label point, else the middle of the largest circle inside its polygon.

    Parameters
    ----------
    dataset : Dataset
    unit : str
    day : str
        Plain day whose polygon is meant; the unit's first one when blank.

    Returns
    -------
    (float, float) or None
        Longitude and latitude, WGS 84 degrees; None for a unit with neither point nor polygon.
    """
    row = dataset.unit_by_key[unit]
    if row.label_lat is not None and row.label_lon is not None:
        return row.label_lon, row.label_lat
    of_day = _region_of(dataset, unit, day) if day else None
    region = of_day or next((region for region in dataset.regions if region.unit == unit), None)
    return _middle(region) if region else None


def _middle(region: Region) -> Point:
    """The middle of the largest circle inside a region, to a thousandth of a degree."""
    from shapely import maximum_inscribed_circle

    lon, lat = maximum_inscribed_circle(region.geometry, tolerance=0.05).coords[0]
    return round(lon, 3), round(lat, 3)
