"""A language that nobody speaks: English in brackets, with marks on its letters and about 40 % longer.

What stands on a page without the brackets was never in a catalogue; what does not fit in this language would not fit in another.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from unittest import mock

import koryo_geo.language.catalogue as words
from koryo_geo.html.runtime import words_island
from koryo_geo.language.catalogue import _strings, catalogue

OPENS, CLOSES = "⟦", "⟧"
_MARKED = str.maketrans("AEIOUYaceinouyz", "ÅÉÎÖÛÝåçéîñöûýž")
_SLOT = re.compile(r"({\w*})")


def pseudo(text):
    """Words as this language has them; slots stay as they are."""
    parts = [part if _SLOT.fullmatch(part) else _longer(part) for part in _SLOT.split(text)]
    return OPENS + "".join(parts) + CLOSES


def _longer(text):
    """Two of every fifth letter would be too few: say each vowel twice."""
    return re.sub(r"([aeiou])", r"\1\1", text).translate(_MARKED)


def _entry(entry):
    return {category: pseudo(form) for category, form in entry.items()} if isinstance(entry, dict) else pseudo(entry)


def forget():
    """Have the words read again: what was read in one language must not be said in the other."""
    catalogue.cache_clear()
    words_island.cache_clear()


@contextmanager
def spoken():
    """While this lasts, English is said in the invented language."""
    strings = {key: _entry(entry) for key, entry in _strings("en").items()}
    forget()
    try:
        with mock.patch.object(words, "_strings", return_value=strings):
            yield strings
    finally:
        forget()
