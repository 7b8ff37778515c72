"""The shapes of a dataset: polygons with the time of their validity, and pieces of the base map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from koryo_geo.data.rows import Certainty

GroundKind = Literal["land", "lake", "river", "border_outer", "border_inner"]


@dataclass(frozen=True, slots=True)
class Region:
    """A polygon (WGS 84 degrees) with the span of its validity."""

    region: str
    unit: str
    name: str
    level: str
    parent: str
    valid_from: str
    valid_to: str
    crosswalk: str
    uncertain: bool
    uncertain_note: str
    certainty: Certainty
    source: str
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class BaseFeature:
    """A piece of the base map (WGS 84 degrees)."""

    kind: GroundKind
    name: str
    source: str
    geometry: BaseGeometry
