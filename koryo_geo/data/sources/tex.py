r"""TeX as bibliographies write it: accents, signs and fonts, to plain text and back.

What nearly every bibliography has, ``{\v{S}}kv{\'a}ra`` or ``\emph{50\%}``, is turned by substitution, one pass over the text and
one more for each accent upon an accent. What is rarer (mathematics, footnotes, other alphabets) is left to ``pylatexenc``, which
knows all of TeX and takes many times as long.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

#: TeX's accents as the signs of Unicode that combine with the letter before them.
_ACCENTS = dict(
    zip(
        "`'^\"~=.uvHtcdbrk",
        "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0306\u030c\u030b\u0361\u0327\u0323\u0331\u030a\u0328",
        strict=True,
    )
)


_ACCENT = re.compile(
    r"\\(?:(?P<sign>[`'^\"~=.])\s*|(?P<letter>[uvHtcdbrk])(?:\s+|(?=\{)|(?=\\[ij](?![A-Za-z]))))"
    r"(?:\{\s*(?P<braced>\\[ij]|\w)\s*\}|(?P<bare>\\[ij](?![A-Za-z])|[^\W\d_]))"
)


#: Letters and signs that have a name.
_NAMED = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å",
    "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "th": "þ", "TH": "Þ", "S": "§", "P": "¶", "dots": "…",
    "ldots": "…", "textellipsis": "…", "textendash": "–", "textemdash": "—", "textquotedblleft": "“",
    "textquotedblright": "”", "textquoteleft": "‘", "textquoteright": "’", "quotedblbase": "„", "guillemotleft": "«",
    "guillemotright": "»", "textless": "<", "textgreater": ">", "textbar": "|", "textnumero": "№", "textasciitilde": "~",
    "textasciicircum": "^", "textbackslash": "\\", "slash": "/", "textquotesingle": "'", "textasciigrave": "`",
    "textdegree": "°", "copyright": "©", "euro": "€", "texteuro": "€", "newblock": " ",
}  # fmt: skip


_NAME = re.compile(r"\\([A-Za-z]+)(?:\{\}|\s+|(?![A-Za-z]))")


#: Commands that say how a text looks, or which language it is in: the text itself stays.
_LOOK = re.compile(
    r"\\(?:emph|text(?:it|bf|sc|sf|tt|rm|up|sl|md|normal|cyrillic|superscript|subscript|quote)|mkbib\w+|enquote\*?|uppercase|mbox"
    r"|foreignlanguage\s*\{\w*\}|textlang\w*|href\s*\{[^{}]*\})\s*(?=\{)"
    r"|\\(?:em|it|bf|sc|sf|tt|rm|sl|itshape|bfseries|scshape|upshape|cyr|selectlanguage\s*\{\w*\}|noopsort\s*\{[^{}]*\})(?:\s+|(?![A-Za-z]))"
)


_URL = re.compile(r"\\(?:url|path|nolinkurl)\s*\{([^{}]*)\}")


#: Marks, from where no text has letters, for signs that must not be read again.
_KEPT = dict(zip("{}\\$%&#_~^-'`", map(chr, range(0xF0000, 0xF000D)), strict=True))


_SHOWN = str.maketrans({mark: sign for sign, mark in _KEPT.items()})


_DRAWN_TOGETHER = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), (",,", "„"), ("!`", "¡"), ("?`", "¿"))


#: Characters that TeX prints as others.
_MEANT = re.compile(r"[\\{}~]|--|''|``|,,|[!?]`")


def text_of(tex: str) -> str:
    r"""The text that TeX would print. A bare sign that would mean something to TeX alone is kept as a letter.

    Examples
    --------
    >>> text_of(r"{\v{S}}kv{\'a}ra, \emph{50\% of} A--B, Th{\'\u a}ng")
    'Škvára, 50% of A–B, Thắng'
    >>> text_of(r"x \title")
    'x \\title'
    """
    if not _MEANT.search(tex):
        return tex
    plain = _URL.sub(lambda match: _kept(match[1]), tex) if "\\" in tex else tex
    plain = _without_commands(plain) if "\\" in plain else plain
    if "\\" in plain:
        return _by_the_library(tex)
    for written, printed in _DRAWN_TOGETHER:
        plain = plain.replace(written, printed)
    return plain.replace("~", " ").replace("{", "").replace("}", "").translate(_SHOWN)


def _kept(text: str) -> str:
    """A text whose signs are not read again."""
    return text.translate({ord(sign): mark for sign, mark in _KEPT.items()})


def _without_commands(tex: str) -> str:
    """Replace the commands that are known here."""
    plain = re.sub(r"\\([{}$%&#_])", lambda match: _KEPT[match[1]], _LOOK.sub("", tex))
    plain = re.sub(r"\\(?:[ ,;:]|\\|newline\b)\s*", " ", plain).replace("\\/", "").replace("\\-", "")
    before = ""
    while plain != before:
        before, plain = plain, _ACCENT.sub(_accented, plain)
    return _NAME.sub(lambda match: _kept(_NAMED[match[1]]) if match[1] in _NAMED else match[0], plain)


def _accented(match: re.Match[str]) -> str:
    """A letter under its accent; i and j lose their dot by that."""
    letter = (match["braced"] or match["bare"]).removeprefix("\\")
    return unicodedata.normalize("NFC", letter + _ACCENTS[match["sign"] or match["letter"]])


#: No title or name has more letters; a whole reading of a million of them takes seconds.
_LONGEST = 20_000


def _by_the_library(tex: str) -> str:
    """What a whole reading of TeX makes of a text; one that it trips over, or is longer than any title, stays as it is written."""
    if len(tex) > _LONGEST:
        return tex
    named = _LOOK.sub("", _URL.sub(r"\1", tex))
    bare = re.sub(r"(?<!\\)([%&$#])", r"\\\1", re.sub(r"(?<!\\)~", " ", named))
    try:
        return str(_decoder().latex_to_text(bare)) or tex
    except Exception:  # noqa: BLE001 - commands without their text trip the library in ways of its own
        return tex


@lru_cache(maxsize=1)
def _decoder() -> Any:
    """The reader of TeX."""
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(math_mode="verbatim", keep_comments=True)


#: TeX's own signs, and what stands for them.
_SIGNS = {
    "\\": "\\textbackslash{}",
    "{": "\\{",
    "}": "\\}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}


#: What TeX would draw together into a dash or a quotation mark.
_LIGATURE = re.compile(r"-(?=-)|'(?=')|,(?=,)|[`?!](?=`)")


def tex_of(text: str) -> str:
    r"""Keep TeX's own signs, and what it would draw together, as letters.

    Examples
    --------
    >>> tex_of("50% of A & B_C")
    '50\\% of A \\& B\\_C'
    """
    return _LIGATURE.sub(r"\g<0>{}", "".join(_SIGNS.get(sign, sign) for sign in text))


def address_of(tex: str) -> str:
    """An address: only the signs that TeX would trip over are taken back."""
    return re.sub(r"\\([%&$#_~])(?:\{\})?", r"\1", _URL.sub(r"\1", tex.strip()))
