"""The ground of a still: sea, land, states by their part in the map, lakes, rivers, borders, railway."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from koryo_geo.content.land import to_km
from koryo_geo.data.dates import span, validity
from koryo_geo.export.still.svg import path_data, tag
from koryo_geo.style import PALETTE
from koryo_geo.timeline.levels import STATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from koryo_geo.content.views import View
    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.ground import Region
    from koryo_geo.export.still.frame import Pane
    from koryo_geo.style import Projection


@dataclass(frozen=True, slots=True)
class Inks:
    """Colours of a still, as ``js/core/palette.css`` names them."""

    paper: str = PALETTE["still-paper"]
    plate: str = PALETTE["still-plate"]
    text: str = PALETTE["text"]
    soft: str = PALETTE["still-soft"]
    rule: str = PALETTE["edge"]
    sea: str = PALETTE["still-sea"]
    lake: str = PALETTE["still-lake"]
    river: str = PALETTE["still-river"]
    water_name: str = PALETTE["still-water-name"]
    abroad: str = PALETTE["still-abroad"]
    state: str = PALETTE["still-state"]
    border: str = PALETTE["still-border"]
    origin: str = PALETTE["still-origin"]
    destinations: tuple[str, ...] = tuple(PALETTE[f"still-destination-{number}"] for number in range(1, 5))
    people: str = PALETTE["still-people"]
    passed: str = PALETTE["still-passed"]
    line: str = PALETTE["still-line"]
    hatch: str = PALETTE["still-hatch"]


INKS = Inks()


@dataclass(frozen=True)
class Ground:
    """What of a dataset's ground a still shows, on a day.

    Attributes
    ----------
    dataset, projection
    day : str
        Borders are those of this plain day.
    tints : mapping of str to str
        Colours of the units that people left or came to.
    near : (west, south, east, north)
        Map kilometres; what lies outside is left out.
    grain_km : float
        Shapes are told no finer.
    """

    dataset: Dataset
    projection: Projection
    day: str
    tints: Mapping[str, str]
    near: View
    grain_km: float

    @cached_property
    def regions(self) -> dict[str, Region]:
        """The regions of the day, by unit."""
        when = span(self.day)
        return {row.unit: row for row in self.dataset.regions if when.within(validity(row.valid_from, row.valid_to))}

    @cached_property
    def _polygons(self) -> dict[str, Any]:
        return {}

    def polygon(self, unit: str) -> Any:
        """What is near of a unit's polygon, in map kilometres."""
        if unit not in self._polygons:
            self._polygons[unit] = self._km(self.regions[unit].geometry)
        return self._polygons[unit]

    @cached_property
    def states(self) -> Any:
        """The land of all states or republics that the dataset has polygons of, in one piece."""
        from shapely import union_all

        units = [unit for unit, row in self.regions.items() if row.level in STATES] or list(self.regions)
        return union_all([self.polygon(unit).buffer(0.05) for unit in units])

    @cached_property
    def land(self) -> Any:
        """All land, in map kilometres."""
        from shapely import union_all

        return union_all([self._km(row.geometry) for row in self.dataset.base_map if row.kind == "land"])

    @cached_property
    def lakes(self) -> Any:
        """All lakes, in map kilometres."""
        from shapely import union_all

        return union_all(self._kind("lake"))

    @cached_property
    def abroad(self) -> Any:
        """Land of other states; strips between two drawings of one coast or border are none."""
        rest = self.land.difference(self.states).difference(self.lakes)
        width = 3 * self.grain_km
        return rest.buffer(-width).buffer(width)

    def _km(self, geometry: Any) -> Any:
        """A geometry in map kilometres, cut to what is near and no finer than the grain."""
        from shapely import box, make_valid

        return make_valid(_projected(self.projection, _Shape(geometry)).intersection(box(*self.near)).simplify(self.grain_km))

    def svg(self, pane: Pane, u: float) -> str:
        """Draw the ground of a pane, without its clip."""
        left, top, right, bottom = pane.box
        states = [unit for unit, row in self.regions.items() if row.level in STATES and unit not in self.tints]
        return "".join(
            [
                tag("rect", x=left, y=top, width=right - left, height=bottom - top, fill=INKS.sea),
                self.filled([self.land], pane, INKS.abroad),
                self.filled([self.polygon(unit) for unit in states], pane, INKS.state),
                *(self.filled([self.polygon(unit)], pane, tint) for unit, tint in self.tints.items() if unit in self.regions),
                self.filled(self._kind("lake"), pane, INKS.lake),
                self._stroked(self._kind("river"), pane, INKS.river, 0.07 * u),
                self._stroked(self.borders, pane, INKS.rule, 0.09 * u, dash=0.4 * u),
                self._stroked(self._kind("border_outer") if self._in_union() else [], pane, INKS.border, 0.16 * u),
            ]
        )

    @cached_property
    def borders(self) -> list[Any]:
        """Borders of the states and of the units that people left or came to, where they run over land."""
        from shapely import prepare

        inland = self.land.buffer(-4 * self.grain_km)
        prepare(inland)
        units = [unit for unit, row in self.regions.items() if row.level in STATES or unit in self.tints]
        return [self.polygon(unit).boundary.intersection(inland) for unit in units]

    def _in_union(self) -> bool:
        """Whether the states of the day are part of one: its outer border is part of the base map."""
        units = self.dataset.unit_by_key
        parents = [units[row.parent].level for row in self.regions.values() if row.parent]
        return "union" in parents or not any(row.level in STATES for row in self.regions.values())

    def _kind(self, kind: str) -> list[Any]:
        return [self._km(row.geometry) for row in self.dataset.base_map if row.kind == kind]

    @staticmethod
    def filled(shapes: Iterable[Any], pane: Pane, ink: str) -> str:
        """Polygons in map kilometres, filled."""
        data = "".join(path_data(_rings(shape, pane), closed=True) for shape in shapes)
        return tag("path", d=data, fill=ink, fill_rule="evenodd") if data else ""

    @staticmethod
    def _stroked(shapes: Iterable[Any], pane: Pane, ink: str, width: float, dash: float = 0.0) -> str:
        data = "".join(path_data(_lines(shape, pane), closed=False) for shape in shapes)
        dashes = f"{dash:.1f} {dash * 0.7:.1f}" if dash else None
        return tag("path", d=data, fill="none", stroke=ink, stroke_width=width, stroke_dasharray=dashes) if data else ""

    def line(self, pane: Pane, points: Sequence[tuple[float, float]], ink: str, width: float) -> str:
        """A way in map kilometres, as a stroke."""
        from shapely import LineString

        return self._stroked([LineString(points)], pane, ink, width) if len(points) > 1 else ""


class _Shape:
    """A geometry hashed by identity, so that what was made from it can be cached."""

    def __init__(self, geometry: Any) -> None:
        self.geometry = geometry

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Shape) and self.geometry is other.geometry

    def __hash__(self) -> int:
        return id(self.geometry)


@lru_cache(maxsize=512)
def _projected(projection: Projection, shape: _Shape) -> Any:
    from shapely import make_valid

    return make_valid(to_km(projection, shape.geometry))


def _shown(shape: Any, pane: Pane, *, wide: float = 0.02) -> Any:
    """A shape cut to a little more than a pane, and told no finer than half a pixel."""
    from shapely import box

    west, south, east, north = pane.view
    margin = wide * (east - west)
    near = shape.intersection(box(west - margin, south - margin, east + margin, north + margin))
    return near.simplify(0.45 / pane.scale)


def _rings(shape: Any, pane: Pane) -> list[list[tuple[float, float]]]:
    """The rings of the polygons of a shape, in pixels."""
    rings = []
    for part in getattr(_shown(shape, pane), "geoms", None) or [_shown(shape, pane)]:
        if part.geom_type == "Polygon" and not part.is_empty:
            rings += [[pane.px(point) for point in ring.coords] for ring in (part.exterior, *part.interiors)]
    return rings


def _lines(shape: Any, pane: Pane) -> list[list[tuple[float, float]]]:
    """The lines of a shape, in pixels."""
    shown = _shown(shape, pane)
    parts = getattr(shown, "geoms", None) or [shown]
    return [
        [pane.px(point) for point in part.coords]
        for part in parts
        if part.geom_type in ("LineString", "LinearRing") and not part.is_empty
    ]
