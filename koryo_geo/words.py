"""Interface words: one gettext catalogue a language, dates and plurals by CLDR through Babel.

``locales/en.po`` is the reference: each entry has its key as context and the English words as message. A language is complete when
its catalogue has every key of the reference; :func:`catalogue` refuses one that has a gap.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import Any

from koryo_geo import korean
from koryo_geo.errors import KoryoError, did_you_mean

#: CLDR locale whose date and number habits each language follows.
LOCALES = {"en": "en_GB", "ko": "ko", "ru": "ru", "kk": "kk"}

#: A slot of a text with the full stop that may follow it; and the label of another key, as texts that explain labels have it.
_SLOT = re.compile(r"\{(\w+)\}(\.?)")
_LABEL = re.compile(r"\{@(\w+)\}")

_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}


class Catalogue:
    """The words of one language.

    Parameters
    ----------
    lang : str
        Language code.
    strings : dict
        Words by key; a plural is a dict from CLDR category to words.
    """

    def __init__(self, lang: str, strings: dict[str, str | dict[str, str]]) -> None:
        from babel import Locale

        self.lang = lang
        self.strings = strings
        self.locale = Locale.parse(LOCALES[lang])

    def say(self, key: str, **values: Any) -> str:
        """Put values into the words of a key; ``n`` chooses the plural, and numbers are grouped.

        Raises
        ------
        KeyError
            If the catalogue has no such key.
        """
        if key not in self.strings:
            raise KeyError(f"no words for {key!r} in {self.lang}. {did_you_mean(key, self.strings)}".strip())
        words = self.strings[key]
        if isinstance(words, dict):
            words = words[self.locale.plural_form(values["n"])]
        return self.fill(words, **values)

    def fill(self, words: str, **values: Any) -> str:
        """Put values into words: one full stop where a value brings its own, and Korean particles by the word before them."""

        def shown(slot: re.Match[str]) -> str:
            value = values[slot[1]]
            said = self.number(value) if isinstance(value, int | float) else str(value)
            return said if said.endswith(".") else said + slot[2]

        filled = _SLOT.sub(shown, words)
        return korean.settle(filled) if self.lang == "ko" else filled

    def number(self, value: Any) -> str:
        """Group a number as the language does."""
        from babel.numbers import format_decimal

        return str(format_decimal(value, locale=self.locale))

    def date(self, date: str) -> str:
        """Say a plain EDTF day, month, season or year in words."""
        parts = date.split("-") if not date.startswith("-") else [date]
        if len(parts) == 1:
            return self.say("date_year", year=parts[0])
        if parts[1] in _SEASONS:
            return self.say(f"date_{_SEASONS[parts[1]]}", year=parts[0])
        return self._in_year(parts, "day" if len(parts) == 3 else "month")

    def dates(self, first: str, last: str) -> str:
        """Say two plain EDTF dates as a span; a year that both share is said once."""
        one, other = first.split("-"), last.split("-")
        if len(one) == len(other) == 1:
            return self.say("date_years", first=one[0], last=other[0])
        if len(one) == len(other) == 3 and one[0] == other[0]:
            year_leads = self.date_pattern("day").startswith("{y}")
            said = (
                self._in_year(one, "day" if year_leads else "day_only"),
                self._in_year(other, "day_only" if year_leads else "day"),
            )
            return self.say("date_between", first=said[0], last=said[1])
        return self.say("date_between", first=self.date(first), last=self.date(last))

    def _in_year(self, parts: list[str], precision: str) -> str:
        """Say a month or a day, with its year or without."""
        month, day = int(parts[1]), int(parts[2]) if len(parts) == 3 else 0
        name = self.month_names("month" if precision == "month" else "day")[month]
        return self.date_pattern(precision).format(d=day, month=name, m=month, y=int(parts[0]))

    def date_pattern(self, precision: str) -> str:
        """Give the order of day, month and year, as a format string with ``{d} {month} {m} {y}``."""
        return _format_string(self._cldr_pattern(precision))

    def month_names(self, precision: str) -> dict[int, str]:
        """Give the names of the months in the form that a date of this precision asks for."""
        form = "stand-alone" if "LLLL" in self._cldr_pattern(precision) else "format"
        return dict(self.locale.months[form]["wide"])

    def _cldr_pattern(self, precision: str) -> str:
        """CLDR's pattern of a day, of a day without its year, or of a month with its year."""
        if precision == "day":
            return str(self.locale.date_formats["long"].pattern)
        return str(self.locale.datetime_skeletons["MMMMd" if precision == "day_only" else "yMMMM"].pattern)

    def to_js(self, without: tuple[str, ...] = ()) -> dict[str, Any]:
        """The catalogue as plain data for a page; words whose key begins in a given way stay out."""
        return {
            "name": self.strings["language_name"],
            "strings": {key: text for key, text in self.strings.items() if not key.startswith(without)}
            if without
            else self.strings,
            "months": [self.month_names("month")[month] for month in range(1, 13)],
            "months_format": [self.month_names("day")[month] for month in range(1, 13)],
            "date": {
                "day": self.date_pattern("day"),
                "month": self.date_pattern("month"),
                "day_only": self.date_pattern("day_only"),
            },
            "decimal": self.locale.number_symbols["latn"]["decimal"],
            "group": self.locale.number_symbols["latn"]["group"],
        }


def _format_string(pattern: str) -> str:
    """Turn a CLDR date pattern into a Python and JavaScript format string; quoted parts of the pattern stand as they are."""
    fields = {"MMMM": "{month}", "LLLL": "{month}", "M": "{m}", "d": "{d}", "y": "{y}"}
    parts = re.findall(r"'[^']*'|MMMM|LLLL|M|d|y|.", pattern)
    return "".join(fields.get(part, part.strip("'")) for part in parts)


def languages() -> tuple[str, ...]:
    """Name the languages that have a catalogue, the reference first."""
    folder = resources.files("koryo_geo") / "locales"
    found = {item.name.removesuffix(".po") for item in folder.iterdir() if item.name.endswith(".po")}
    return tuple(lang for lang in LOCALES if lang in found)


@lru_cache(maxsize=8)
def catalogue(lang: str) -> Catalogue:
    """Load the words of a language.

    Parameters
    ----------
    lang : str
        One of :func:`languages`.

    Raises
    ------
    KoryoError
        If there is no such language, or its catalogue lacks a key of the reference.
    """
    if lang not in languages():
        raise KoryoError(f"no language {lang!r}; there are {', '.join(languages())}. {did_you_mean(lang, languages())}".strip())
    strings = _strings(lang)
    gaps = sorted(set(_strings("en")) - set(strings))
    if gaps:
        raise KoryoError(f"locales/{lang}.po has no words for {', '.join(gaps)}. Add them, then build again.")
    return Catalogue(lang, strings)


@lru_cache(maxsize=8)
def _strings(lang: str) -> dict[str, str | dict[str, str]]:
    """Read a catalogue file; the reference language may leave its translations blank."""
    from babel.messages.pofile import read_po

    with (resources.files("koryo_geo") / "locales" / f"{lang}.po").open("rb") as file:
        messages = read_po(file, locale=LOCALES[lang])
    strings: dict[str, str | dict[str, str]] = {}
    for message in messages:
        if not message.id or message.fuzzy:
            continue
        translated = message.string or (message.id if lang == "en" else None)
        if isinstance(message.id, tuple):
            forms = translated if isinstance(translated, tuple) and all(translated) else (message.id if lang == "en" else None)
            if forms:
                strings[str(message.context)] = _by_category(forms, messages.plural_expr, lang)
        elif translated:
            strings[str(message.context)] = str(translated)
    return {key: _labelled(entry, strings, lang) for key, entry in strings.items()}


def _labelled(entry: str | dict[str, str], strings: dict[str, str | dict[str, str]], lang: str) -> str | dict[str, str]:
    """Put the labels that a text explains into it, so that it can never name them otherwise than the page does."""
    if isinstance(entry, dict):
        return {category: str(_labelled(form, strings, lang)) for category, form in entry.items()}
    text = _LABEL.sub(lambda found: str(strings.get(found[1], found[0])), entry)
    return korean.settle(text) if lang == "ko" and text != entry else text


def _by_category(forms: tuple[str, ...], plural_expr: str, lang: str) -> dict[str, str]:
    """Key gettext's numbered plural forms by CLDR category, as Intl.PluralRules in the browser names them."""
    from babel import Locale
    from babel.messages.plurals import get_plural

    rule = Locale.parse(LOCALES[lang]).plural_form
    gettext_index = _c_plural(plural_expr or get_plural(LOCALES[lang]).plural_expr)
    found = {rule(n): forms[min(gettext_index(n), len(forms) - 1)] for n in range(200)}
    return dict(sorted({"other": forms[-1], **found}.items()))


def _c_plural(expression: str) -> Any:
    """Compile gettext's C plural expression with the standard library's own compiler."""
    from gettext import c2py

    return c2py(expression)
