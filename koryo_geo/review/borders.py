"""Borders that almost meet: overlaps and gaps too small to be meant, on the days whose borders a map shows.

An overlap of more than :data:`koryo_geo.data.polygons.OVERLAP_TOLERANCE` is a fault and not loaded. What is less, and gaps
narrower than :data:`GAP_WIDTH`, are told here: people would stand on the seam of two units.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from koryo_geo.data.dates import span, validity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.ground import Region

#: Gaps between neighbours narrower than this (degrees; about a kilometre) are slips; wider ones are land of nobody here, or water.
GAP_WIDTH = 0.01


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

    for region, edges in zip(regions, coverage_invalid_edges([row.geometry for row in regions], gap_width=GAP_WIDTH), strict=True):
        if edges is not None and not edges.is_empty:
            lon, lat = edges.representative_point().coords[0]
            yield region.region, f"its border misses a neighbour's by less than {GAP_WIDTH} degrees near ({lon:.3f}, {lat:.3f})"
