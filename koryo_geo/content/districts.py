"""Districts that the sources name, and give no number for that a map could show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koryo_geo.data.dates import span

if TYPE_CHECKING:
    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import Unit
    from koryo_geo.timeline.model import Timeline


def named_parts(dataset: Dataset, timeline: Timeline) -> list[Unit]:
    """Find the raions inside the units that people left that have neither a border nor a number within the map's time.

    A number of another time, such as one from before the map begins, does not take a district out of the list.

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
    shown = span(f"{timeline.start}/{timeline.end}")
    counted = {figure.unit for figure in dataset.figures if not figure.date or span(figure.date).meets(shown)}
    elsewhere = {region.unit for region in dataset.regions} | counted
    return [row for row in dataset.units if row.level == "raion" and row.parent in origins and row.unit not in elsewhere]
