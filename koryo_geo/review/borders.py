"""Borders that almost meet: overlaps and gaps too small to be meant, on the days whose borders a map shows.

An overlap of more than :data:`koryo_geo.data.polygons.OVERLAP_TOLERANCE` is a fault and not loaded. What is less, and gaps
narrower than :data:`GAP_WIDTH`, are told here: people would stand on the seam of two units.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from koryo_geo.data.dates import span, validity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.ground import Region

#: Gaps between neighbours narrower than this (degrees; about a kilometre) are slips; wider ones are land of nobody here, or water.
GAP_WIDTH = 0.01

#: What rounding alone leaves between two borders (degrees, and square degrees).
_ROUNDING = 1e-9

#: Borders that run side by side for less (degrees) part at a corner.
_SHORT = 5 * GAP_WIDTH


def seams(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """Find regions whose borders miss those of their neighbours by little.

    Parameters
    ----------
    dataset : Dataset

    Yields
    ------
    region, message : str

    Examples
    --------
    >>> import koryo_geo
    >>> list(seams(koryo_geo.load("minimal")))
    []
    """
    kinds = {plan.map: plan.kind for plan in dataset.maps}
    days = sorted({row.boundaries for row in dataset.chapters if row.boundaries and kinds.get(row.map) == "regions"})
    told: set[str] = set()
    for day in days:
        held = [row for row in dataset.regions if span(day).within(validity(row.valid_from, row.valid_to))]
        for level in sorted({row.level for row in held}):
            for region, message in _between([row for row in held if row.level == level]):
                if region not in told:
                    yield region, f"{message}, on {day}"
                told.add(region)


def _between(regions: list[Region]) -> Iterator[tuple[str, str]]:
    """The seams among regions of one level and day."""
    from shapely import coverage_invalid_edges

    edges = coverage_invalid_edges([row.geometry for row in regions], gap_width=GAP_WIDTH)
    # Also a corner that meets a straight side is told there, where nothing is missing: each is looked at again with its neighbours.
    doubtful = [row for row, edge in zip(regions, edges, strict=True) if edge is not None and not edge.is_empty]
    for row in doubtful:
        for other in doubtful:
            seam = None if other is row else _seam(row.geometry, other.geometry)
            if seam is not None:
                lon, lat = seam.representative_point().coords[0]
                message = f"its border misses that of {other.region} by less than {GAP_WIDTH} degrees near ({lon:.3f}, {lat:.3f})"
                yield row.region, message
                break


def _seam(one: BaseGeometry, other: BaseGeometry) -> BaseGeometry | None:
    """Where two shapes overlap a little, or run side by side with a little between them; None where they do not."""
    if one.distance(other) > GAP_WIDTH:
        return None
    overlap = one.intersection(other)
    if overlap.area > _ROUNDING:
        return overlap
    beside = one.boundary.intersection(other.buffer(GAP_WIDTH)).difference(other.boundary.buffer(_ROUNDING))
    return beside if beside.length > _SHORT else None
