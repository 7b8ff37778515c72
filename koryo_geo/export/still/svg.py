"""Writing SVG as text: escaped, rounded, in the order given, so that the same picture is the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from koryo_geo.export.still.measure import STACKS, width_em
from koryo_geo.style import PALETTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from koryo_geo.export.still.measure import Family


def number(value: float) -> str:
    """A coordinate to a tenth of a pixel, without needless zeros.

    Examples
    --------
    >>> number(1.04), number(2.0), number(-0.01)
    ('1', '2', '0')
    """
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def tag(name: str, inside: str | Iterable[str] = "", /, **attributes: Any) -> str:
    """An element; underscores in names of attributes stand for hyphens, and attributes of None are left out."""
    written = "".join(
        f' {key.strip("_").replace("_", "-")}="{escape(number(value) if isinstance(value, float) else str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    content = inside if isinstance(inside, str) else "".join(inside)
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def path_data(rings: Iterable[Sequence[tuple[float, float]]], *, closed: bool) -> str:
    """The data of a path, in steps from point to point; points that fall on the one before are left out."""
    parts = []
    for ring in rings:
        points = [(round(x * 10), round(y * 10)) for x, y in ring]
        kept = [point for index, point in enumerate(points) if index == 0 or point != points[index - 1]]
        if len(kept) > 1:
            steps = (f"{_tenth(x - a)} {_tenth(y - b)}" for (a, b), (x, y) in pairwise(kept))
            parts.append(f"M{_tenth(kept[0][0])} {_tenth(kept[0][1])}l{' '.join(steps)}{'z' if closed else ''}")
    return "".join(parts)


def _tenth(value: int) -> str:
    return number(value / 10)


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set: size in pixels, face, ink, and spacing between letters in pixels."""

    size: float
    family: Family = "sans"
    bold: bool = False
    italic: bool = False
    ink: str = PALETTE["text"]
    spacing: float = 0.0

    def width(self, text: str) -> float:
        """Width of a line in pixels."""
        return width_em(text, self.family, bold=self.bold) * self.size + self.spacing * max(len(text) - 1, 0)


def text_line(text: str, at: tuple[float, float], face: Type, *, anchor: str = "start", halo: str | None = None) -> str:
    """One line of text whose baseline begins (or ends, or has its middle) at a point."""
    return tag(
        "text",
        escape(text, quote=False),
        x=float(at[0]),
        y=float(at[1]),
        text_anchor=None if anchor == "start" else anchor,
        font_family=STACKS[face.family],
        font_size=float(face.size),
        font_weight=700 if face.bold else None,
        font_style="italic" if face.italic else None,
        letter_spacing=float(face.spacing) if face.spacing else None,
        fill=face.ink,
        stroke=halo,
        stroke_width=float(face.size * 0.22) if halo else None,
        paint_order="stroke" if halo else None,
        stroke_linejoin="round" if halo else None,
        textLength=float(face.width(text)) if len(text) > 1 else None,
        lengthAdjust="spacingAndGlyphs" if len(text) > 1 else None,
    )
