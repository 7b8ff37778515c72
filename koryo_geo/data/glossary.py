"""Words that have one form in each language, and words of a time with what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: What may stand before a form: in Hangul, which joins its words, any letter.
_START = r"(?<![^\W가-힣])"
#: What may follow a form: a letter only where the form is a beginning.
_ENDS = {True: "", False: r"(?!\w)"}


@dataclass(frozen=True, slots=True)
class GlossaryWord:
    """A word that has one form in each language, or a word of the time with what it means; ``forms`` ends in * for a beginning."""

    term: str
    lang: str
    word: str
    forms: str
    instead_of: str
    explanation: str
    note: str

    def stands_in(self, text: str) -> bool:
        """Whether one of its forms stands in a text; Hangul joins its words, so there a form may stand inside one."""
        return any(
            re.search(_START + re.escape(form.rstrip("*")) + _ENDS[form[-1:] == "*"], text, re.IGNORECASE)
            for form in self.forms.split(";")
        )
