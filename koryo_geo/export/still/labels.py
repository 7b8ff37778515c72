"""Putting texts where there is room: none over another, none cut, and no name nearer to another's dot than to its own."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from koryo_geo.export.still.ground import INKS
from koryo_geo.export.still.svg import text_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from koryo_geo.content.land import Point
    from koryo_geo.export.still.frame import Box
    from koryo_geo.export.still.svg import Type


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a label and how it is set."""

    text: str
    face: Type


@dataclass(frozen=True, slots=True)
class Label:
    """Lines that stand together; ``width`` and ``height`` in pixels.

    Attributes
    ----------
    lines : tuple of Line
    anchor : {"start", "middle", "end"}
        To which side the lines are flush.
    indent : float
        Room kept at the left of all lines, for a sign.
    """

    lines: tuple[Line, ...]
    anchor: str = "start"
    indent: float = 0.0

    @property
    def width(self) -> float:
        """Width of the widest line."""
        return self.indent + max(line.face.width(line.text) for line in self.lines)

    @property
    def height(self) -> float:
        """Height of all lines."""
        return sum(line.face.size * 1.12 for line in self.lines)

    def box(self, left: float, top: float) -> Box:
        """What it covers when it begins there."""
        return left, top, left + self.width, top + self.height


def meets(one: Box, other: Box, gap: float = 0.0) -> bool:
    """Whether two boxes come nearer than a gap.

    Examples
    --------
    >>> meets((0, 0, 2, 2), (1, 1, 3, 3)), meets((0, 0, 2, 2), (2, 0, 3, 1)), meets((0, 0, 2, 2), (3, 0, 4, 1), 1.5)
    (True, False, True)
    """
    return one[0] < other[2] + gap and other[0] < one[2] + gap and one[1] < other[3] + gap and other[1] < one[3] + gap


def inside(inner: Box, outer: Box) -> bool:
    """Whether a box lies in another."""
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


@dataclass(frozen=True, slots=True)
class Plate:
    """A number that its land has no room for: it stands off the map, with a leader to a tip in its unit (pixels), if it has one."""

    label: Label
    tip: Point | None


@dataclass
class Sheet:
    """What the panes of a picture share.

    Attributes
    ----------
    taken : list of Box
        To be kept free in every pane.
    told : set of str
        Units whose number stands already.
    plates : list of Plate
        Numbers that have found no room.
    """

    taken: list[Box] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    plates: list[Plate] = field(default_factory=list)


@dataclass
class Board:
    """What is taken of a pane, and what is still free.

    Attributes
    ----------
    frame : (left, top, right, bottom)
        Nothing may leave it; pixels.
    gap : float
        Room between two texts.
    taken : list of Box
        Texts and marks.
    dots : list of (str, (float, float))
        Places with a name; a name must be nearest to its own.
    """

    frame: Box
    gap: float
    taken: list[Box] = field(default_factory=list)
    dots: list[tuple[str, Point]] = field(default_factory=list)

    def free(self, box: Box) -> bool:
        """Whether a box lies in the frame and over nothing."""
        return inside(box, self.frame) and not any(meets(box, other, self.gap) for other in self.taken)

    def take(self, box: Box) -> None:
        """Let nothing else stand there."""
        self.taken.append(box)

    def beside_dot(self, key: str, spot: Point, label: Label, reaches: Sequence[float]) -> Point | None:
        """Put a name beside its dot, at the first of some distances that has room; where none has, nowhere."""
        for left, top in (place for reach in reaches for place in around_dot(spot, label, reach)):
            box = label.box(left, top)
            if self.free(box) and self._is_own(key, spot, box):
                self.take(box)
                return left, top
        return None

    def _is_own(self, key: str, spot: Point, box: Box) -> bool:
        own = away(spot, box)
        return all(other == key or away(place, box) > own + self.gap for other, place in self.dots)

    def beside(self, block: Box, label: Label, gap: float) -> Point | None:
        """Put a text at the side of a block that has room: right, left, above, below."""
        for left, top in around_block(block, label, gap):
            if self.free(label.box(left, top)):
                self.take(label.box(left, top))
                return left, top
        return None

    def near(self, spot: Point, label: Label, reach: float, foreign: Any = None) -> Point | None:
        """Put a text as near to a spot as room allows, within a reach, and not over foreign ground (a prepared geometry)."""
        from shapely import box as shape

        for left, top in around(spot, label, reach):
            box = label.box(left, top)
            if self.free(box) and (foreign is None or not foreign.intersects(shape(*box))):
                self.take(box)
                return left, top
        return None


def away(spot: Point, box: Box) -> float:
    """Distance of a point from a box."""
    return math.hypot(max(box[0] - spot[0], 0, spot[0] - box[2]), max(box[1] - spot[1], 0, spot[1] - box[3]))


def around_dot(spot: Point, label: Label, off: float) -> Iterator[Point]:
    """Where a name may stand beside its dot, the best first: right, left, above, below, then the corners."""
    (x, y), width, height = spot, label.width, label.height
    yield x + off, y - height / 2
    yield x - off - width, y - height / 2
    yield x - width / 2, y - off - height
    yield x - width / 2, y + off
    near = off * 0.7
    for left in (x + near, x - near - width):
        yield left, y - near - height
        yield left, y + near


def around_block(block: Box, label: Label, gap: float) -> Iterator[Point]:
    """Where a text may stand at the side of a block, the best first."""
    left, top, right, bottom = block
    width, height, middle = label.width, label.height, (left + right - label.width) / 2
    yield middle, top - gap - height
    yield middle, bottom + gap
    for x in (right + gap, left - gap - width):
        yield x, (top + bottom - height) / 2
        yield x, top
        yield x, bottom - height
    for x in (left, right - width):
        yield x, top - gap - height
        yield x, bottom + gap


def around(spot: Point, label: Label, reach: float) -> Iterator[Point]:
    """Places round a spot at growing distance; above and below come before the sides."""
    (x, y), width, height = spot, label.width, label.height
    step = max(label.height / 5, reach / 40)
    rings = int(reach / step) + 1
    order = sorted(range(0, 360, 15), key=lambda angle: (abs(angle % 180 - 90), angle))
    yield x - width / 2, y - height / 2
    for ring in range(1, rings + 1):
        for angle in order:
            across, up = math.cos(math.radians(angle)) * ring * step, math.sin(math.radians(angle)) * ring * step
            yield x - width / 2 + across, y - height / 2 - up


def boxes_around(points: Iterable[Point], half: float) -> list[Box]:
    """Square boxes round points."""
    return [(x - half, y - half, x + half, y + half) for x, y in points]


def drawn(label: Label, at: tuple[float, float], halo: str | None = INKS.paper) -> str:
    """A label whose lines begin at its left and top."""
    left, y = at
    x = left + label.indent if label.anchor == "start" else left + label.width / (2 if label.anchor == "middle" else 1)
    parts = []
    for line in label.lines:
        y += line.face.size * 1.12
        parts.append(text_line(line.text, (x, y - line.face.size * 0.26), line.face, anchor=label.anchor, halo=halo))
    return "".join(parts)
