"""Interface words: one gettext catalogue a language, dates and plurals by CLDR through Babel.

``locales/en.po`` is the reference: each entry has its key as context and the English words as message. A language is complete when
its catalogue has every key of the reference; :func:`catalogue` refuses one that has a gap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

from koryo_geo.errors import KoryoError, did_you_mean
from koryo_geo.language import particles

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

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
        return self._fill(words, values)

    def _fill(self, words: str, values: Mapping[str, Any]) -> str:
        """Put values into words: one full stop where a value brings its own, and particles by the sound of the word before them."""

        def shown(slot: re.Match[str]) -> str:
            value = values[slot[1]]
            said = self.number(value) if isinstance(value, int | float) else str(value)
            return said if said.endswith(".") else said + slot[2]

        filled = _SLOT.sub(shown, words)
        return particles.settle(filled) if self.lang == "ko" else filled

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
            with_year = ("day", "day_only") if self.date_pattern("day").startswith("{y}") else ("day_only", "day")
            return self.say("date_between", first=self._in_year(one, with_year[0]), last=self._in_year(other, with_year[1]))
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
            "date": {precision: self.date_pattern(precision) for precision in ("day", "month", "day_only")},
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
    folder = resources.files("koryo_geo") / "language" / "locales"
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

    with (resources.files("koryo_geo") / "language" / "locales" / f"{lang}.po").open("rb") as file:
        messages = read_po(file, locale=LOCALES[lang])
    plural_of = _plurals(messages)
    strings: dict[str, str | dict[str, str]] = {}
    for message in messages:
        if not message.id or message.fuzzy or not (lang == "en" or _is_translated(message.string)):
            continue
        key = str(message.context)
        strings[key] = plural_of(message) if isinstance(message.id, tuple) else str(message.string or message.id)
    return {key: _labelled(entry, strings, lang) for key, entry in strings.items()}


def _labelled(entry: str | dict[str, str], strings: dict[str, str | dict[str, str]], lang: str) -> str | dict[str, str]:
    """Put the labels that a text explains into it, so that it can never name them otherwise than the page does."""
    if isinstance(entry, dict):
        return {category: str(_labelled(form, strings, lang)) for category, form in entry.items()}
    text = _LABEL.sub(lambda found: str(strings.get(found[1], found[0])), entry)
    return particles.settle(text) if lang == "ko" and text != entry else text


def _is_translated(string: Any) -> bool:
    """Whether a message has its words; a plural has them when each of its forms has."""
    return all(string) if isinstance(string, tuple) else bool(string)


def _plurals(messages: Catalog) -> Callable[[Message], dict[str, str]]:
    """Key gettext's numbered plural forms by CLDR category, as Intl.PluralRules in the browser names them.

    gettext itself chooses the form for each number: its rule stands in the catalogue as an expression of C, which only it reads.
    """
    from gettext import GNUTranslations

    from babel import Locale
    from babel.messages.mofile import write_mo

    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    translations = GNUTranslations(compiled)
    category = Locale.parse(str(messages.locale)).plural_form

    def by_category(message: Message) -> dict[str, str]:
        one, many = cast("tuple[str, str]", message.id)
        forms = {category(n): translations.npgettext(str(message.context), one, many, n) for n in range(_NUMBERS_ASKED)}
        last = message.string[-1] if isinstance(message.string, tuple) and message.string[-1] else many
        return dict(sorted({"other": last, **forms}.items()))

    return by_category


#: Every category of the languages there are shows itself among these.
_NUMBERS_ASKED = 200


#: A year, month, season or day.
_PLAIN_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?|-2[1-4])?")


def date_in_words(date: str, lang: str = "en") -> str:
    """Say an EDTF date in words, its vagueness included.

    Parameters
    ----------
    date : str
        An EDTF date.
    lang : str
        One of :func:`languages`.

    Returns
    -------
    str

    Examples
    --------
    >>> date_in_words("1867-09-09"), date_in_words("1867-09~"), date_in_words("1867-22"), date_in_words("1867/1868")
    ('9 September 1867', 'about September 1867', 'summer 1867', '1867 to 1868')
    """
    text = catalogue(lang)
    if "/" in date:
        first, last = date.split("/")
        if last in ("", ".."):
            return text.say("date_from", date=date_in_words(first, lang))
        if first in ("", ".."):
            return text.say("date_until", date=date_in_words(last, lang))
        if _PLAIN_DATE.fullmatch(first) and _PLAIN_DATE.fullmatch(last):
            return text.dates(first, last)
        return text.say("date_between", first=date_in_words(first, lang), last=date_in_words(last, lang))
    bare = date.rstrip("~?%")
    # What EDTF can say beyond this (sets, unspecified digits) has no words here and stands as it is written.
    plain = text.date(bare) if _PLAIN_DATE.fullmatch(bare) else bare
    return plain if bare == date else text.say("date_about", date=plain)
