"""Districts that the sources name but give no number for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import Unit
    from koryo_geo.timeline.model import Timeline


def named_parts(dataset: Dataset, timeline: Timeline) -> list[Unit]:
    """Find the raions inside the units that people left that sources name without a number, and of which no border is held.

    Parameters
    ----------
    dataset : Dataset
    timeline : Timeline

    Returns
    -------
    list of Unit
        In the order of ``units.csv``; empty for a map of regions.
    """
    origins = {flow.origin for flow in timeline.flows}
    elsewhere = {region.unit for region in dataset.regions} | {figure.unit for figure in dataset.figures}
    return [row for row in dataset.units if row.level == "raion" and row.parent in origins and row.unit not in elsewhere]
