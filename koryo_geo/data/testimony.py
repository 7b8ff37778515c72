"""Rows of what is told of the way: checkpoints that a timetable must keep, and voices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from koryo_geo.data.lists import split

if TYPE_CHECKING:
    from koryo_geo.data.rows import Certainty


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a source attests of the journey on a day: how many had left, were waiting or had arrived, or when the first arrived.

    The timetable is fitted to the checkpoints marked ``fitted``, and compared with all. A checkpoint without an attestation counts
    nobody.
    """

    checkpoint: str
    date: str
    state: Literal["departed", "waiting", "arrived"]
    flows: str
    place: str
    attestation: str
    bound: Literal["equal", "at_least", "first", "started"]
    fitted: Literal["yes", "no"]
    source: str
    certainty: Certainty
    note: str

    @property
    def flow_list(self) -> tuple[str, ...]:
        """The flows it speaks of; none: of all."""
        return split(self.flows)

    @property
    def source_list(self) -> tuple[str, ...]:
        """The sources that say so."""
        return split(self.source)


@dataclass(frozen=True, slots=True)
class Voice:
    """One happening as somebody tells it, in our own words; ``who`` is role and age, ``person`` the name as published."""

    voice: str
    who: str
    person: str
    age_then: int | None
    told_by: Literal["self", "family", "writer", "state"]
    stage: str
    text: str
    date: str
    place: str
    place_as_in_source: str
    travelled_by: str
    source: str
    pages: str
    how_seen: str
    certainty: Certainty
    confidence: str
    note: str
