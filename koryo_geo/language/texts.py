"""A dataset's words in the languages of a page.

A text is a string when a page has one language, else a mapping from language to string, as the runtime's ``textOf`` reads it.
A language that has no form of a text is left out of the mapping, so that the page can say which language it shows instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from koryo_geo.data.dates import span
from koryo_geo.language.catalogue import LOCALES, catalogue, date_in_words

if TYPE_CHECKING:
    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import Source


#: A string; or strings by language; or, under the key ``edtf``, a date to be put into words.
Text = str | Mapping[str, str]


def in_language(text: Text | None, lang: str) -> str:
    """Read a text in a language, else in English, else in any.

    Examples
    --------
    >>> in_language({"en": "way", "ru": "путь"}, "ru"), in_language("way", "ru"), in_language(None, "ru")
    ('путь', 'way', '')
    """
    if text is None or isinstance(text, str):
        return text or ""
    if "edtf" in text:
        return date_in_words(text["edtf"], lang)
    if lang in text:
        return text[lang]
    # Else in the order of the interface's languages: the same after a way through JSON, which sorts them.
    return next((text[other] for other in ("en", *LOCALES) if text.get(other)), "")


def order_languages(languages: Sequence[str], first: str = "") -> tuple[str, ...]:
    """Put a language first, and refuse those that have no words.

    Parameters
    ----------
    languages : sequence of str
    first : str
        Blank to keep the order.

    Raises
    ------
    KoryoError
        If there are no interface words in one of them.

    Examples
    --------
    >>> order_languages(["en", "ko"], "ko")
    ('ko', 'en')
    """
    ordered = tuple(dict.fromkeys([*([first] if first else []), *languages]))
    for lang in ordered:
        catalogue(lang)
    return ordered


@dataclass(frozen=True)
class Texts:
    """Finds the texts of a dataset.

    Attributes
    ----------
    dataset : Dataset
    languages : tuple of str
        The languages of the page, the one it opens in first.
    """

    dataset: Dataset
    languages: tuple[str, ...] = ("en",)

    @property
    def first(self) -> str:
        """The language that the page opens in."""
        return self.languages[0]

    def of(self, table: str, key: str, column: str, english: str) -> Text:
        """Find the translations of a cell.

        Parameters
        ----------
        table, key, column : str
            As in ``translations.csv``; the key of a chapter or use is its map and own key, joined by a colon. A translation
            whose key is ``=`` and the English text serves every row of the table that has that text.
        english : str
            The cell itself.
        """
        if not english:
            return ""
        found = self.dataset.translation_of

        def said(lang: str) -> str | None:
            return found.get((table, key, column, lang)) or found.get((table, f"={english}", column, lang))

        return self.by_language(lambda lang: english if lang == "en" else said(lang))

    def name(self, subject: str, fallback: str = "") -> Text:
        """Name a place or unit as it is called today (a unit of the past: by its one name), in each language that has a form."""
        forms = self.dataset.names_of.get(subject, ())
        today = {form.lang: form.name for form in reversed(forms) if not form.valid}
        any_time = {form.lang: form.name for form in reversed(forms)}
        is_unit = subject in self.dataset.unit_by_key
        found = any_time if is_unit and not today else today
        english = found.get("en") or fallback or next(iter(found.values()), subject)
        return self.by_language(lambda lang: english if lang == "en" else found.get(lang))

    def name_at(self, subject: str, date: str) -> Text | None:
        """Find the names that a place had at a date, where a language calls it otherwise today, by language.

        All languages are given, not only the page's, for a reader may look for any of them; beside a name stands only the one of
        its own language.
        """
        if not date:
            return None
        forms = self.dataset.names_of.get(subject, ())
        today = {(form.lang, form.name) for form in forms if not form.valid}
        then = {
            form.lang: form.name
            for form in reversed(forms)
            if form.valid and (form.lang, form.name) not in today and span(form.valid).meets(span(date))
        }
        return dict(sorted(then.items())) or None

    def source(self, source: Source, lang: str) -> Source:
        """Put what we wrote of a source into a language: descriptions that stand for a title, names of authors, what it stands in.

        A title of the source's own has no translation and stays as it is printed.
        """
        cells = {column: getattr(source, column) for column in ("author", "title", "container")}
        said = {column: in_language(self._in(lang, source.source, column, cell), lang) for column, cell in cells.items()}
        return replace(source, **said)

    def _in(self, lang: str, source: str, column: str, english: str) -> Text:
        return replace(self, languages=(lang,)).of("sources", source, column, english)

    def date_words(self, date: str) -> Text:
        """Say an EDTF date in words; a page of several languages gets the date itself, and finds the words for it."""
        if not date:
            return ""
        return date_in_words(date, self.first) if len(self.languages) == 1 else {"edtf": date}

    def say(self, key: str, **values: Any) -> Text:
        """Put interface words in each language; values may be texts."""

        def said(lang: str) -> str:
            spoken = {name: in_language(v, lang) if isinstance(v, Mapping) else v for name, v in values.items()}
            return catalogue(lang).say(key, **spoken)

        return self.by_language(said)

    def by_language(self, find: Any) -> Text:
        """Ask in each language; one string when the page has one language or all say the same."""
        if len(self.languages) == 1:
            return str(find(self.first) or find("en"))
        found = {lang: text for lang in self.languages if (text := find(lang))}
        if "en" not in found and (english := find("en")):
            found["en"] = english
        return found
