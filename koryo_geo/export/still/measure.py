"""How wide a text is: by the fonts of the extra ``fonts`` where it is installed, else by a table of generous widths.

Every text of a still carries its measured width (``textLength``), so that it takes that width in whatever font it is shown: what
was laid out without overlap stays so. With the table instead of the fonts the letters are set a little
wider, and nothing else changes.
"""

from __future__ import annotations

import io
from functools import lru_cache
from importlib import resources
from importlib.util import find_spec
from typing import Any, Literal

from koryo_geo.html.fonts import FACES

Family = Literal["serif", "sans"]

#: Stacks that a viewer without the fonts goes down; the face for Hangul comes last.
STACKS: dict[Family, str] = {
    "serif": "'Koryo Serif','Noto Serif','Noto Serif CJK KR','Noto Serif KR','Source Serif 4',Georgia,serif",
    "sans": "'Koryo Sans','Noto Sans','Noto Sans CJK KR','Noto Sans KR','Liberation Sans',Arial,sans-serif",
}

#: Widths in ems without the fonts: of Hangul and other wide signs, capitals, small letters, digits, the rest.
_WIDE, _CAPITAL, _SMALL, _DIGIT, _OTHER = 1.0, 0.76, 0.66, 0.6, 0.36

#: Bold letters are so much wider, where only the regular face is held.
_BOLD = 1.06


def width_em(text: str, family: Family = "sans", *, bold: bool = False) -> float:
    """Width of a line of text, in ems of its size.

    Examples
    --------
    >>> width_em("") == 0, width_em("WW") > width_em("ii")
    (True, True)
    """
    return sum(_advance(char, family, bold) for char in text)


@lru_cache(maxsize=4096)
def _advance(char: str, family: Family, bold: bool) -> float:
    for face in _faces(family):
        glyph = face.getBestCmap().get(ord(char))
        if glyph is not None:
            return _in_face(face, glyph, bold)
    return _guessed(char) * (_BOLD if bold else 1)


@lru_cache(maxsize=2)
def _faces(family: Family) -> tuple[Any, ...]:
    """The faces of a family that are installed, the first that has a letter being used."""
    wanted = [face for face in FACES if face.family in (f"Koryo {family.title()}", "Koryo CJK")]
    if any(find_spec(name) is None for name in ("fontTools", *(face.package for face in wanted))):
        return ()
    from fontTools.ttLib import TTFont

    return tuple(
        TTFont(io.BytesIO(resources.files(face.package).joinpath(*face.file.split("/")).read_bytes()), lazy=True) for face in wanted
    )


def _in_face(face: Any, glyph: str, bold: bool) -> float:
    em = face["head"].unitsPerEm
    if bold and "fvar" in face:
        return float(_bold_glyphs(id(face), face)[glyph].width / em)
    return float(face["hmtx"][glyph][0] / em * (_BOLD if bold else 1))


@lru_cache(maxsize=4)
def _bold_glyphs(_: int, face: Any) -> Any:
    return face.getGlyphSet(location={"wght": 700})


def _guessed(char: str) -> float:
    if ord(char) >= 0x1100 and char.isalpha():
        return _WIDE if ord(char) < 0x1E00 or ord(char) > 0x2E80 else _SMALL
    if char.isdigit():
        return _DIGIT
    if char.isalpha():
        return _CAPITAL if char.isupper() else _SMALL
    return _OTHER


def wrapped(text: str, across_em: float, family: Family = "serif") -> list[str]:
    """Break a text into lines no wider than a measure; only at plain spaces, so that names and numbers stay whole.

    Examples
    --------
    >>> wrapped("one two three", 100.0)
    ['one two three']
    """
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_em(longer, family) <= across_em:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
