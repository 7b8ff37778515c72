"""The sources as references, formatted by a citation library.

``citeproc-py`` formats them by the two styles in ``koryo_geo/html/csl``, which were written for this package: the public collection
of styles is 89 MB for the two that are needed, and title-cases what is not English.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

from koryo_geo.data.sources.csl import csl_item, language
from koryo_geo.data.sources.issued import EDTF, cells, date_of, from_csl
from koryo_geo.language.catalogue import date_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from koryo_geo.data.rows import Source
    from koryo_geo.language.texts import Texts


#: Styles that references are given in, by the name of their file in ``koryo_geo/html/csl``, and the language each is written in.
STYLES = {"chicago": "en", "gost": "ru"}


#: Letters that several languages share: a title in them has a language, though they do not tell which.
_CYRILLIC = re.compile(r"[\u0400-\u052f]")


#: How the languages of the styles say that there are more authors.
_OTHERS = {"en": "others", "ru": "и др."}


#: Scripts that know no initials.
_NO_INITIALS = re.compile("[가-힣一-鿿ぁ-ヿ]")


#: An address at the end of a formatted reference; its point is not part of it.
_ADDRESS = re.compile(r"https?://[^\s<>\"]+(?=\.$)")


#: Stand-ins, from the private area of Unicode, for the signs that mean something in HTML; and what they become.
_HIDDEN = str.maketrans({"<": "\ue000", ">": "\ue001", "&": "\ue002"})


_SHOWN = str.maketrans({"\ue000": "&lt;", "\ue001": "&gt;", "\ue002": "&amp;"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A source as references name it.

    Attributes
    ----------
    source : Source
    lang : str
        Language of the title, told from its writing system; blank when that is Latin.
    forms : mapping of str to str
        HTML by style (:data:`STYLES`), escaped; the title is a ``cite`` element.
    """

    source: Source
    lang: str
    forms: dict[str, str]


def references(sources: Iterable[Source], texts: Texts | None = None) -> tuple[Reference, ...]:
    """Format sources in every style, in alphabetical order of their first.

    Parameters
    ----------
    sources : iterable of Source
    texts : Texts, optional
        What puts our own words of a source into the language that a style is written in; they stay English without it.

    Returns
    -------
    tuple of Reference
    """
    rows = list(sources)
    said = {style: [texts.source(row, lang) if texts else row for row in rows] for style, lang in STYLES.items()}
    forms = {style: _formatted([_worded(csl_item(row), lang) for row in said[style]], style) for style, lang in STYLES.items()}
    made = [
        Reference(
            row,
            language(row.title),
            {style: _titled(forms[style][number], said[style][number].title, lang) for style, lang in STYLES.items()},
        )
        for number, row in enumerate(rows)
    ]
    return tuple(sorted(made, key=lambda each: (_plain(each.forms[next(iter(STYLES))]).casefold(), each.source.source)))


def _worded(item: dict[str, Any], lang: str) -> dict[str, Any]:
    """An item with its dates in the words of a style's language: the library counts years, without doubts and decades."""
    years, day = cells(from_csl(item.get("issued", {})))
    dates = {"issued": _in_words(years, lang) if "issued" in item else "", "note": _in_words(day, lang)}
    dates |= {name: _in_words(from_csl(item.get(name, {})), lang) for name in ("accessed", "original-date")}
    worded = {name: {"literal": text} if name != "note" else text for name, text in dates.items() if text}
    named: dict[str, Any] = {
        role: [_called(name, _OTHERS[lang]) for name in item[role]] for role in ("author", "editor") if role in item
    }
    return {**item, **worded, **named}


def _called(name: dict[str, str], others: str) -> dict[str, str]:
    """A name as a style can print it: who is not named in its own words, and no initials where a script has none."""
    if name == {"literal": "others"}:
        return {"literal": others}
    return {"literal": f"{name['family']} {name['given']}"} if _NO_INITIALS.search(name.get("given", "")) else name


def _in_words(date: str, lang: str) -> str:
    """A date in words, and the words of one that has no date as they are."""
    years = date_of(date)
    if decade := re.fullmatch(r"(\d{3})X", years):
        return f"{decade[1]}0{'s' if lang == 'en' else '-е'}"
    if re.fullmatch(r"\d{4}(?:/\d{4})?", years):
        return years.replace("/", "–")
    return date_in_words(years, lang) if EDTF.fullmatch(years) else date


def _plain(form: str) -> str:
    """A reference as it sorts: without tags and opening quotation marks."""
    return re.sub(r"<[^>]*>", "", form).lstrip("“«\"' ")


def _formatted(items: list[dict[str, Any]], style: str) -> list[str]:
    """Let the citation library format items by a style; HTML in the order of the items."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    # Keys are numbers: the library folds the case of keys, and ours tell case apart. The language is told by the page.
    plain = [
        {**{key: _hidden(value) for key, value in item.items() if key != "language"}, "id": str(number)}
        for number, item in enumerate(items)
    ]
    with resources.as_file(resources.files("koryo_geo") / "html" / "csl" / f"{style}.csl") as path:
        sheet = CitationStylesStyle(str(path), validate=False)
    bibliography = CitationStylesBibliography(sheet, CiteProcJSON(plain), formatter.html)
    for item in plain:
        bibliography.register(Citation([CitationItem(item["id"])]))
    return [_tidy(str(entry)).translate(_SHOWN) for entry in bibliography.bibliography()]


def _hidden(value: Any) -> Any:
    """Put stand-ins for the signs of HTML into a value: the library writes them as they are."""
    match value:
        case str():
            return value.translate(_HIDDEN)
        case list():
            return [_hidden(each) for each in value]
        case dict():
            return {key: _hidden(each) for key, each in value.items()}
    return value


def _tidy(entry: str) -> str:
    """Take doubled points and blanks out of a reference; a closing quotation mark follows its point."""
    entry = entry.replace(", и др.", " и др.")
    once = re.sub(r"(?<!\.)\.(</i>)?\.(?=\s|$)", r".\1", re.sub(r"\s+", " ", entry))
    return re.sub(r"([.?!])?”\.", lambda match: f"{match[1] or '.'}”", once).strip()


def _titled(entry: str, title: str, around: str) -> str:
    """Mark the title within a reference, with its language where that shows or differs, and make a link of its address."""
    shown = html.escape(title, quote=False)
    latin = "en" if around != "en" and title.isascii() else ""
    lang = language(title) or latin or ("und" if _CYRILLIC.search(title) else "")
    attribute = f' lang="{lang}"' if lang else ""
    marked = entry.replace(shown, f"<cite{attribute}>{shown}</cite>", 1)
    return _ADDRESS.sub(lambda match: f'<a href="{match[0]}" rel="noreferrer">{match[0]}</a>', marked)
