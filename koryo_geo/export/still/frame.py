"""The room of a still: its unit of measure, where the map and the words go, and how map kilometres become pixels.

All sizes follow from one unit ``u``: 10 px on a screen of 1280 x 720, 30 px on one of 3840 x 2160, so that a wall shows the same
picture and not thinner lines.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koryo_geo.content.land import Point
    from koryo_geo.content.views import View

#: Left, top, right, bottom in pixels.
Box = tuple[float, float, float, float]

#: A view wider than this, for its height, is shown in two strips where the screen is upright.
_WIDE = 2.0

#: What the two strips share, so that a place in the middle stands in both.
_SHARED = 0.56


@dataclass(frozen=True, slots=True)
class Pane:
    """A part of the picture that shows map: clipped to ``box``, in which ``scale`` pixels are a kilometre.

    Attributes
    ----------
    box : (left, top, right, bottom)
        Pixels; what it shows reaches to all its sides.
    scale : float
        Pixels per kilometre.
    middle : (float, float)
        Map kilometres at ``spot``.
    spot : (float, float)
        Pixels.
    """

    box: Box
    scale: float
    middle: Point
    spot: Point

    @classmethod
    def fit(cls, view: View, focus: Box, box: Box) -> Pane:
        """Show all of a view within a focus, and its surroundings to the sides of a box."""
        across, up = view[2] - view[0], view[3] - view[1]
        scale = min((focus[2] - focus[0]) / across, (focus[3] - focus[1]) / up)
        middle = ((view[0] + view[2]) / 2, (view[1] + view[3]) / 2)
        return cls(box, scale, middle, ((focus[0] + focus[2]) / 2, (focus[1] + focus[3]) / 2))

    def px(self, point: Point) -> Point:
        """Where a point in map kilometres stands."""
        return (
            self.spot[0] + (point[0] - self.middle[0]) * self.scale,
            self.spot[1] - (point[1] - self.middle[1]) * self.scale,
        )

    def shows(self, point: Point, margin: float = 0.0) -> bool:
        """Whether a point in map kilometres is in the pane, so many pixels from its sides."""
        x, y = self.px(point)
        return self.box[0] + margin <= x <= self.box[2] - margin and self.box[1] + margin <= y <= self.box[3] - margin

    @property
    def view(self) -> View:
        """What the whole pane shows, in map kilometres."""
        (x, y), (a, b) = self.middle, self.spot
        return (
            x - (a - self.box[0]) / self.scale,
            y - (self.box[3] - b) / self.scale,
            x + (self.box[2] - a) / self.scale,
            y + (b - self.box[1]) / self.scale,
        )


def near(panes: Sequence[Pane]) -> View:
    """What all panes show and a little more, in map kilometres."""
    views = [pane.view for pane in panes]
    west, south, east, north = (side(values) for side, values in zip((min, min, max, max), zip(*views, strict=True), strict=True))
    margin = 0.03 * (east - west)
    return west - margin, south - margin, east + margin, north + margin


@dataclass(frozen=True, slots=True)
class Room:
    """Where things go on a screen.

    Attributes
    ----------
    width, height, u : float
        Pixels.
    upright : bool
        A phone or an upright wall.
    low : bool
        A screen so low that words and map share it in other parts.
    map_box, words : (left, top, right, bottom)
        Pixels.
    """

    width: float
    height: float
    u: float
    upright: bool
    low: bool
    map_box: Box
    words: Box

    @property
    def column(self) -> bool:
        """Whether the words stand to the right of the map."""
        return self.map_box[2] < self.width

    @classmethod
    def of(cls, size: tuple[int, int], kind: str) -> Room:
        """Divide a screen of so many pixels for a map of flows or of regions."""
        width, height = map(float, size)
        if height > 1.05 * width:
            return cls._upright(width, height, kind)
        u = min(max(min(height / 72, width / 118), 8.6), 34)
        if kind == "regions":
            left = width - max(0.3 * width, 24 * u)
            words = (left + 2 * u, 3 * u, width - 2 * u, height - 1.8 * u)
            return cls(width, height, u, upright=False, low=False, map_box=(0, 0, left, height), words=words)
        low = height < 56 * u
        top = height - (18 if low else 22) * u
        words = (3 * u, top, width - 3 * u, height - 1.4 * u)
        return cls(width, height, u, upright=False, low=low, map_box=(0, 0, width, top), words=words)

    @classmethod
    def _upright(cls, width: float, height: float, kind: str) -> Room:
        u = min(max(width / 39, 9.6), 23)
        top = height * (1 - (0.38 if height / width >= 1.95 else 0.36))
        if kind == "regions":
            top = min(top, 6 * u + width)
        words = (2 * u, top, width - 2 * u, height - 1.6 * u)
        return cls(width, height, u, upright=True, low=False, map_box=(0, 6 * u, width, top), words=words)

    @property
    def has_strip(self) -> bool:
        """Whether a strip of paper is left below a map that words stand beside."""
        return self.column and self.map_box[3] < self.height

    def with_strip(self) -> Room:
        """The same room with such a strip, for plates."""
        left, top, right, bottom = self.map_box
        return replace(self, map_box=(left, top, right, bottom - 6.5 * self.u))

    def panes(self, view: View) -> tuple[Pane, ...]:
        """The map of a view: one pane, or, of a wide view on an upright screen, two strips of one scale, the eastern above."""
        left, top, right, bottom = self.map_box
        if self.upright and (view[2] - view[0]) / (view[3] - view[1]) > _WIDE:
            across = (view[2] - view[0]) * _SHARED
            middle = (top + bottom) / 2
            east, west = (view[2] - across, view[1], view[2], view[3]), (view[0], view[1], view[0] + across, view[3])
            gap = 0.25 * self.u
            return (
                self._strip(east, (left, top, right, middle - gap)),
                self._strip(west, (left, middle + gap, right, bottom)),
            )
        edge = self.u
        head = 0 if self.upright or self.column else (6.4 * self.u if not self.low else 4.4 * self.u)
        focus = (left + 1.5 * edge, top + head + edge, right - 1.5 * edge, bottom - 2.5 * edge)
        return (Pane.fit(view, focus, self.map_box),)

    def locator(self) -> Box:
        """Where the small map of the whole stands: the upper right corner of the map."""
        across, up = (11 * self.u, 6.6 * self.u) if self.upright else (15 * self.u, 8.6 * self.u)
        right, top = self.map_box[2] - 2 * self.u, self.map_box[1] + (1 if self.upright else 2) * self.u
        return right - across, top, right, top + up

    def _strip(self, view: View, box: Box) -> Pane:
        edge = 0.5 * self.u
        return Pane.fit(view, (box[0] + edge, box[1] + edge, box[2] - edge, box[3] - edge), box)
