"""Fonts inside the page: faces of the Noto family cut down to the letters that the page uses.

A bare kiosk may lack the letters of a language; without this, the page asks for the fonts of the system. The faces come from
packages (the extra ``fonts``) and are under the SIL Open Font License 1.1.
"""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.util import find_spec
from typing import Any

from koryo_geo.errors import KoryoError


@dataclass(frozen=True, slots=True)
class Face:
    """A font file of a package.

    Attributes
    ----------
    family : str
        Its name in the page.
    package, file : str
        Where it is; the file is named from the package's folder.
    weights : tuple of int
        Lightest and heaviest; equal when the face has one weight.
    """

    family: str
    package: str
    file: str
    weights: tuple[int, int]


_SERIF = Face("Koryo Serif", "fontpkg_noto_serif", "files/NotoSerif[wdth,wght].ttf", (400, 700))


_SANS = Face("Koryo Sans", "fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf", (400, 700))


_CJK = Face("Koryo CJK", "cvttf_NotoSansCJK_Regular", "NotoSansCJKtc-Regular.otf", (400, 400))


FACES = (_SERIF, _SANS, _CJK)


def style(letters: str) -> str:
    """Write the style sheet that embeds the faces.

    Parameters
    ----------
    letters : str
        Any text: each character in it is kept.

    Returns
    -------
    str
        CSS; the same letters give the same text.

    Raises
    ------
    KoryoError
        If the extra ``fonts`` is not installed.
    """
    missing = [name for name in ("fontTools", "brotli", *(face.package for face in FACES)) if find_spec(name) is None]
    if missing:
        raise KoryoError(
            f"embedded fonts need {', '.join(missing)}. Install them with: python -m pip install 'koryo-geo[fonts]', "
            "or build without --embed-fonts."
        )
    wanted = "".join(sorted(set(letters)))
    rules = [_rule(face, _subset(face, wanted)) for face in FACES]
    stacks = (("serif", _SERIF), ("sans", _SANS))
    names = "; ".join(
        f'--koryo-{kind}: "{face.family}", "{_CJK.family}", {"sans-serif" if kind == "sans" else kind}' for kind, face in stacks
    )
    return "\n".join([*rules, f":root, :root:lang(ko), :root:lang(ru), :root:lang(kk) {{ {names} }}"])


def _rule(face: Face, data: bytes) -> str:
    """One @font-face rule."""
    low, high = face.weights
    weight = f"{low} {high}" if low != high else f"{low}"  # from one weight a browser makes its own bold
    source = f"url(data:font/woff2;base64,{base64.b64encode(data).decode()}) format('woff2')"
    return f"@font-face {{ font-family: '{face.family}'; font-weight: {weight}; font-display: block; src: {source} }}"


@lru_cache(maxsize=8)
def _subset(face: Face, letters: str) -> bytes:
    """Cut a face down to some letters and to the weights in use, as WOFF2."""
    from fontTools.subset import Options, Subsetter

    font = _open(face)
    options = Options(flavor="woff2", layout_features=["kern", "liga", "mark", "mkmk", "ccmp"], recalc_timestamp=False)
    cutter = Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(font)
    if "fvar" in font:
        from fontTools.varLib.instancer import instantiateVariableFont

        font = instantiateVariableFont(font, {"wdth": 100, "wght": face.weights})
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _open(face: Face) -> Any:
    """Open a face's file; dates in it stay as they are, so that the same letters give the same bytes."""
    from fontTools.ttLib import TTFont

    path = resources.files(face.package).joinpath(*face.file.split("/"))
    return TTFont(io.BytesIO(path.read_bytes()), recalcTimestamp=False)


def with_fonts(text: str) -> str:
    """Put the letters that a page uses into it, as fonts.

    Raises
    ------
    KoryoError
        If the extra ``fonts`` is not installed.
    """
    # Letters that only code and packed data use are ASCII, and ASCII is kept whole.
    letters = text + "".join(map(chr, range(32, 127)))
    return text.replace("</head>", f"<style>{style(letters)}</style>\n</head>", 1)
