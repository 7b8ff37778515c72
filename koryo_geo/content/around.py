"""Names of what lies around a map's subject: neighbours and seas, each at its label point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koryo_geo.content.model import AroundName

if TYPE_CHECKING:
    from koryo_geo.language.texts import Texts

#: Levels of units that are no one's counted land and still want a name.
AROUND = ("neighbour", "sea")


def names_around(texts: Texts) -> tuple[AroundName, ...]:
    """Neighbours and seas of a dataset that have a label point, in file order."""
    return tuple(
        AroundName(row.unit, texts.name(row.unit, row.name), row.level, row.label_lon, row.label_lat)
        for row in texts.dataset.units
        if row.level in AROUND and row.label_lon is not None and row.label_lat is not None
    )
