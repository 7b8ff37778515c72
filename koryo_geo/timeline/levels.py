"""Levels of units, and units that carry on others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from koryo_geo.data.dataset import Dataset

#: Levels of one rank: a republic may become a country.
STATES = ("country", "republic")

#: Levels from coarse to fine; a coarse region is drawn first, so that a fine one lies on it.
LEVELS = ("union", "country", "republic", "assr", "krai", "oblast", "okrug", "raion", "city")


def last_of(dataset: Dataset) -> dict[str, str]:
    """The last unit that carries each unit on; itself when none does."""
    after = {row.continues: row.unit for row in dataset.units if row.continues}
    last = {}
    for row in dataset.units:
        chain = [row.unit]
        while successor := after.get(chain[-1]):
            chain.append(successor)
        last[row.unit] = chain[-1]
    return last
