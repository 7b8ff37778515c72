"""Particles in Hangul: which of two forms follows a word depends on the sound the word ends in.

Texts that hold a value write both forms, as printed forms do: ``{name}은(는)``. Once the value stands there, :func:`settle` keeps
the one that fits. The same rule runs in the page (``js/core/particles.js``) and is held to the same cases.
"""

from __future__ import annotations

import re
from typing import Literal

#: How the last sound of a word counts: it ends in a vowel, in ㄹ, in another consonant.
Ending = Literal["vowel", "rieul", "consonant"]

#: Both forms as a text writes them: after a consonant, after a vowel.
PAIRS = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"),
}

_FIRST, _LAST, _FINALS, _RIEUL = 0xAC00, 0xD7A3, 28, 8
#: Digits as they are read: il, i, sam, sa, o, yuk, chil, pal, gu; a zero ends ten, hundred, thousand or ten thousand.
_DIGITS: dict[str, Ending] = {
    **dict.fromkeys("2459", "vowel"),
    **dict.fromkeys("178", "rieul"),
    **dict.fromkeys("036", "consonant"),
}
#: Names of Latin letters that do not end in a vowel: el, ar; em, en.
_LETTERS: dict[str, Ending] = {"l": "rieul", "r": "rieul", "m": "consonant", "n": "consonant"}
#: Metres and kilometres after a number are read in full, as is the sign for per cent; both end in a vowel.
_MEASURE = re.compile(r"(?:^|[\d\s])[kcm]?m$|%$")
_MARKED = re.compile("|".join(re.escape(pair) for pair in PAIRS))
_BRACKETED = re.compile(r"\s*[(（][^()（）]*[)）]$")
_CLOSING = "’”'\"」』》〉»] "


def ending(word: str) -> Ending | None:
    """Tell how a word ends when it is read aloud; None when its writing does not say.

    What stands in brackets at its end is not read, and closing quotation marks have no sound.

    Examples
    --------
    >>> ending("보고"), ending("열차"), ending("서울"), ending("5,036"), ending("SSR"), ending("사람(people)")
    ('vowel', 'vowel', 'rieul', 'consonant', 'rieul', 'consonant')
    """
    bare = _BRACKETED.sub("", word.rstrip(_CLOSING)).rstrip(_CLOSING)
    if _MEASURE.search(bare):
        return "vowel"
    last = bare[-1:].lower()
    if last.isascii() and last.isdigit():
        return _DIGITS[last]
    if "a" <= last <= "z":
        return _LETTERS.get(last, "vowel")
    if not (last and _FIRST <= ord(last) <= _LAST):
        return None
    final = (ord(last) - _FIRST) % _FINALS
    return "vowel" if not final else "rieul" if final == _RIEUL else "consonant"


def particle(word: str, pair: str) -> str:
    """Choose the form of a particle that follows a word.

    Parameters
    ----------
    word : str
    pair : str
        Both forms, a key of :data:`PAIRS`.

    Returns
    -------
    str
        The pair itself when the writing of the word does not tell how it ends.

    Examples
    --------
    >>> particle("36,442", "(으)로"), particle("5,036", "(으)로"), particle("서울", "(으)로"), particle("140명", "이(가)")
    ('로', '으로', '로', '이')
    """
    sound = ending(word)
    if sound is None:
        return pair
    after_consonant, after_vowel = PAIRS[pair]
    return after_vowel if sound == "vowel" or (sound == "rieul" and pair == "(으)로") else after_consonant


def settle(text: str) -> str:
    """Keep, of each pair of forms in a text, the one that fits the word before it.

    Examples
    --------
    >>> settle("‘추론’은(는) 우리의 해석이다. {name}을(를)")
    '‘추론’은 우리의 해석이다. {name}을(를)'
    """
    return _MARKED.sub(lambda found: particle(text[: found.start()], found[0]), text)
