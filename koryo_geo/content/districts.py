"""Districts that the sources name but give no number for."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from koryo_geo.data.dates import span

if TYPE_CHECKING:
    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import Unit
    from koryo_geo.timeline.model import Timeline


#: Measures that count people sent away, or those of them who were left.
SENDING = ("deported", "allocated", "moved", "remaining")


def named_parts(dataset: Dataset, timeline: Timeline) -> list[Unit]:
    """Districts that the sources name but give no number for, inside the units that people left; of none is a border held.

    A number of another time, such as of those who lived there twenty years before, is no number of those who were sent away.

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
    start = dt.date.fromisoformat(timeline.start)
    counted = {row.unit for row in dataset.figures if row.measure in SENDING and (not row.date or span(row.date).last >= start)}
    left_out = {region.unit for region in dataset.regions} | counted
    return [row for row in dataset.units if row.level == "raion" and row.parent in origins and row.unit not in left_out]
