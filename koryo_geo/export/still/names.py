"""Names on the ground: places, neighbours, seas, states; each where there is room for it, else left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from koryo_geo.content.land import middle_of, point_km
from koryo_geo.export.still.ground import INKS
from koryo_geo.export.still.labels import Label, Line, away, drawn
from koryo_geo.export.still.svg import Type, tag
from koryo_geo.language.texts import in_language
from koryo_geo.style import PALETTE
from koryo_geo.timeline.levels import STATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from koryo_geo.data.rows import Unit
    from koryo_geo.export.still.frame import Box, Pane, Room
    from koryo_geo.export.still.ground import Ground
    from koryo_geo.export.still.labels import Board
    from koryo_geo.language.texts import Texts

#: Where there is no room beside a dot, its name stands farther off, on a hairline; in units of the picture.
_FAR = (3.0, 4.5, 6.0, 8.0, 10.0)


@dataclass(frozen=True)
class Names:
    """Sets names in one language."""

    texts: Texts
    lang: str
    room: Room
    ground: Ground

    def name(self, key: str) -> str:
        """What a unit or place is called."""
        unit = self.texts.dataset.unit_by_key.get(key)
        return in_language(self.texts.name(key, unit.name if unit else ""), self.lang)

    def places(self, keys: Sequence[str], ringed: Iterable[str], pane: Pane, board: Board, covered: Sequence[Box]) -> str:
        """Dots, and names beside them; those with a ring first, then the ends of the list, then the others."""
        u, ringed = self.room.u, set(ringed)
        found = {key: pane.px(spot) for key in keys if (spot := self._spot(key)) and pane.shows(spot, 0.6 * u)}
        spots = {key: spot for key, spot in found.items() if not any(away(spot, box) == 0 for box in covered)}
        board.dots += spots.items()
        for x, y in spots.values():
            board.take((x - 0.5 * u, y - 0.5 * u, x + 0.5 * u, y + 0.5 * u))
        parts = []
        ends = {key for key in (keys[:1], keys[-1:]) for key in key}
        for key in sorted(spots, key=lambda key: (key not in ringed, key not in ends, keys.index(key))):
            size = max((1.9 if key in ringed else 1.4) * u, 12.0)
            label = Label((Line(self.name(key), Type(size, bold=True, ink=INKS.text)),))
            near = (1.6 if key in ringed else 0.8) * u
            at = board.beside_dot(key, spots[key], label, [near, near * 1.7, *(near + step * u for step in _FAR)])
            if at:
                parts.append(drawn(label, at))
                parts.insert(0, self._hair(spots[key], label.box(*at)))
            parts.insert(0, self._dot(spots[key], key in ringed) if at or key in ringed else "")
        return "".join(parts)

    def unit_rings(self, keys: Iterable[str], pane: Pane) -> str:
        """Dashed rings round the label points of units whose borders are not held."""
        u, parts = self.room.u, []
        for key in keys:
            spot = self._spot(key)
            if spot and key in self.texts.dataset.unit_by_key and pane.shows(spot):
                x, y = pane.px(spot)
                dash = f"{0.45 * u:.1f} {0.3 * u:.1f}"
                parts.append(
                    tag(
                        "circle",
                        cx=x,
                        cy=y,
                        r=1.25 * u,
                        fill="none",
                        stroke=INKS.text,
                        stroke_width=0.14 * u,
                        stroke_dasharray=dash,
                    )
                )
        return "".join(parts)

    def _hair(self, spot: tuple[float, float], box: Box) -> str:
        """A hairline from a dot to a name that stands far from it."""
        u, (x, y) = self.room.u, spot
        if away(spot, box) < 2.4 * u:
            return ""
        end = (min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3]))
        return tag("line", x1=x, y1=y, x2=end[0], y2=end[1], stroke=INKS.text, stroke_width=max(0.08 * u, 0.6))

    def _dot(self, spot: tuple[float, float], ringed: bool) -> str:
        u, (x, y) = self.room.u, spot
        ring = tag("circle", cx=x, cy=y, r=1.25 * u, fill="none", stroke=INKS.text, stroke_width=0.14 * u) if ringed else ""
        return ring + tag("circle", cx=x, cy=y, r=0.42 * u, fill=INKS.paper, stroke=INKS.text, stroke_width=0.16 * u)

    def _spot(self, key: str) -> tuple[float, float] | None:
        place, unit = self.texts.dataset.place_by_key.get(key), self.texts.dataset.unit_by_key.get(key)
        lon, lat = (place.lon, place.lat) if place else (unit.label_lon, unit.label_lat) if unit else (None, None)
        return None if lon is None or lat is None else point_km(self.ground.projection, lon, lat)

    def neighbours(self, pane: Pane, board: Board, skip: Iterable[str] = ()) -> str:
        """Names of the states around and of the seas, then of the other republics of the day."""
        named: list[str] = []
        told = set(skip)
        around = ("neighbour", "sea", "union")
        rows = [row for row in self.texts.dataset.units if row.level in around and row.label_lat is not None]
        named += [self._abroad(row, pane, board) for row in rows if row.unit not in told]
        states = [unit for unit, region in self.ground.regions.items() if region.level in STATES]
        named += [self._state(unit, pane, board) for unit in states if unit not in told]
        return "".join(named)

    def _abroad(self, row: Unit, pane: Pane, board: Board) -> str:
        """A neighbour's name keeps off the land of the map's own states, a sea's off all land."""
        spot = self._spot(row.unit)
        if spot is None or not pane.shows(spot):
            return ""
        return self._placed(self._label(row), pane.px(spot), board, self._not_its_own(row, pane))

    def _not_its_own(self, row: Unit, pane: Pane) -> Any:
        if row.level == "union":
            return None
        ground = self.ground
        return in_pixels(ground.states if row.level == "neighbour" else ground.land.difference(ground.lakes), pane)

    def _label(self, row: Unit) -> Label:
        """The name in the type of its kind; what follows a comma stands below it, smaller."""
        u, upright = self.room.u, self.room.upright
        head, _, more = self.name(row.unit).partition(", ")
        if row.level == "sea":
            face = Type(max(1.35 * u, 12.0), "serif", italic=True, ink=INKS.water_name, spacing=0.05 * u)
            return Label(tuple(Line(part, face) for part in _halves(head)), "middle")
        size = 1.9 if row.level == "union" and not upright else 1.2
        spacing = (0.5 if row.level == "union" and not upright else 0.12) * u
        lines = [Line(head.upper(), Type(max(size * u, 11.0), ink=PALETTE["soft"], spacing=spacing))]
        if more:
            lines.append(Line(more, Type(max(0.95 * u, 10.0), italic=True, ink=PALETTE["soft"], spacing=0.06 * u)))
        return Label(tuple(lines), "middle")

    def _state(self, unit: str, pane: Pane, board: Board) -> str:
        """A republic's name, in the middle of what is seen of it."""
        from shapely import box

        west, south, east, north = pane.view
        seen = self.ground.polygon(unit).intersection(box(west, south, east, north))
        if seen.is_empty or seen.area * pane.scale**2 < (7 * self.room.u) ** 2:
            return ""
        face = Type(max(1.1 * self.room.u, 11.0), ink=PALETTE["soft"])
        label = Label((Line(self.name(unit), face),), "middle")
        return self._placed(label, pane.px(middle_of(seen)), board, outside(seen, pane))

    def _placed(self, label: Label, spot: tuple[float, float], board: Board, foreign: Any) -> str:
        at = board.near(spot, label, 6 * self.room.u, foreign)
        return drawn(label, at, None) if at else ""


def _halves(name: str) -> list[str]:
    """A name of two names stands in two lines."""
    head, slash, tail = name.partition(" / ")
    return [f"{head} /", tail] if slash else [head]


def in_pixels(shape: Any, pane: Pane) -> Any:
    """A shape in the pixels of a pane, ready to be asked."""
    import numpy as np
    from shapely import box, prepare, transform

    west, south, east, north = pane.view
    near = shape.intersection(box(west, south, east, north)).simplify(1 / pane.scale)

    def change(points: Any) -> Any:
        return np.array([pane.px((x, y)) for x, y in points]) if len(points) else points

    found = transform(near, change)
    prepare(found)
    return found


def outside(shape: Any, pane: Pane) -> Any:
    """All of a pane but a shape."""
    from shapely import box, prepare

    rest = box(*pane.box).difference(in_pixels(shape, pane).buffer(0))
    prepare(rest)
    return rest
