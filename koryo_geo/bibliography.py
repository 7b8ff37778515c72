"""The sources as a bibliography: CSL data, formatted by a citation library.

``citeproc-py`` formats the references by the two styles in ``koryo_geo/csl``, which were written for this package: the public
collection of styles is 89 MB for the two that are needed, and title-cases what is not English. Nothing is made up for a source: an
author, a year or a page that is not known has no field, and a cell that says so in words is not taken for a name.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from koryo_geo.tables import Source

#: Styles that references are given in, by the name of their file in ``koryo_geo/csl``.
STYLES = ("chicago", "gost")

#: Kinds of work, by the first word of the source's own ``type`` that says so.
_TYPES = {
    "article": "article-journal",
    "blog": "post-weblog",
    "book": "book",
    "chapter": "chapter",
    "conference": "paper-conference",
    "data": "dataset",
    "discussion": "report",
    "dissertation": "thesis",
    "documentary": "book",
    "encyclopedia": "entry-encyclopedia",
    "film": "motion_picture",
    "magazine": "article-magazine",
    "monograph": "book",
    "news": "article-newspaper",
    "newspaper": "article-newspaper",
    "report": "report",
}

#: What a cell of authors says beside names.
_ROLE = re.compile(r"\s*\((?:as [^)]*|posted text|comps?\.?|eds?\.?|dirs?\.?|prod\.?)\)")
_EDITORS = re.compile(r"\((?:comps?|eds?)\.?\)")
_DOI = re.compile(r"(?<!chapter )\bdoi[: ]\s*(10\.\d{4,}/\S+?)(?=[\s;,]|$)")
_ISBN = re.compile(r"\bISBN ([\dX-]{10,17})")
_VOLUME = re.compile(r"^(?P<title>.*\D) (?P<volume>\d+)(?:\((?P<issue>\d+)\))?$")
_PAGES = re.compile(r"^(?:pp?\. ?)?(\d+(?:[-–]\d+)?)$")
#: An address at the end of a formatted reference; its point is not part of it.
_ADDRESS = re.compile(r"https?://[^\s<>\"]+(?=\.$)")
#: Stand-ins, from the private area of Unicode, for the signs that mean something in HTML; and what they become.
_VEILED = str.maketrans({"<": "\ue000", ">": "\ue001", "&": "\ue002"})
_UNVEILED = str.maketrans({"\ue000": "&lt;", "\ue001": "&gt;", "\ue002": "&amp;"})
_SCRIPTS = (
    ("ko", re.compile("[가-힣]")),
    ("kk", re.compile("[әғқңөұүһӘҒҚҢӨҰҮҺ]")),
    ("", re.compile("[іІ]")),  # shared by several languages
    ("ru", re.compile("[а-яёА-ЯЁ]")),
)


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


def is_known(cell: str) -> bool:
    """Whether a cell holds something, and not the words that say that nothing is held.

    Examples
    --------
    >>> is_known("not shown in the excerpt"), is_known(""), is_known("Notestein, F.")
    (False, False, True)
    """
    return bool(cell) and not cell.startswith("not ") and cell != "n.d."


def language(text: str) -> str:
    """Tell the language of a title from its writing system; blank when that says nothing.

    Examples
    --------
    >>> language("여정"), language("Путь"), language("Жол мен үй"), language("Way")
    ('ko', 'ru', 'kk', '')
    """
    return next((lang for lang, script in _SCRIPTS if script.search(text)), "")


def people(cell: str) -> list[dict[str, str]]:
    """Read a cell of names: ``Family, Given; Family, Given``. A name without a comma, or of a body, stays as it stands.

    Examples
    --------
    >>> people("Doe, Jane; Old Society (as listed)")
    [{'family': 'Doe', 'given': 'Jane'}, {'literal': 'Old Society'}]
    >>> people("not named")
    []
    """
    if not is_known(cell):
        return []
    names = [name.strip() for name in _ROLE.sub("", cell).split(";")]
    # What follows the first name in small letters is a remark, such as "reports so-and-so".
    return [_person(name) for number, name in enumerate(names) if name and not (number and name[0].islower())]


def _person(name: str) -> dict[str, str]:
    """One name; long names before a comma are those of bodies."""
    family, _, given = (part.strip() for part in name.partition(","))
    return {"family": family, "given": given} if given and len(family.split()) <= 2 else {"literal": name}


def csl_item(source: Source) -> dict[str, Any]:
    """A source as a CSL-JSON item; what is not known has no field.

    Parameters
    ----------
    source : Source

    Returns
    -------
    dict
    """
    kind = next((_TYPES[word] for word in re.findall(r"[a-z]+", source.type.lower()) if word in _TYPES), "")
    item: dict[str, Any] = {
        "id": source.source,
        "type": kind or ("webpage" if source.url else "article"),
        "title": source.title,
        "language": language(source.title),
        "editor" if _EDITORS.search(source.author) else "author": people(source.author),
        "issued": issued(source.year),
        "URL": source.url if is_address(source.url) else "",
        **_printed_in(source, kind),
    }
    if item["DOI"] and item["URL"].endswith(item["DOI"]):
        item["URL"] = ""
    return {key: value for key, value in item.items() if value}


def is_address(url: str) -> bool:
    """Whether a link to it is safe to make."""
    return url.startswith(("http://", "https://"))


def issued(year: str) -> dict[str, Any]:
    """A year as CSL has it; one that is doubted keeps its doubt, and one that is not known is nothing."""
    if year.isdecimal():
        return {"date-parts": [[int(year)]]}
    return {"literal": year} if is_known(year) else {}


def _printed_in(source: Source, kind: str) -> dict[str, str]:
    """Where a work stands: journal with volume, or publisher with place; pages, DOI and ISBN."""
    both = f"{source.container} {source.pages_or_doc}"
    found = {
        "DOI": _first(_DOI, both),
        "ISBN": _first(_ISBN, both),
        "page": _first(_PAGES, _DOI.sub("", source.pages_or_doc).strip("; ")),
    }
    container = _ISBN.sub("", _DOI.sub("", source.container)).strip(" ,;")
    if container == source.type:
        return found
    if kind in ("book", "motion_picture"):
        place, colon, publisher = container.partition(": ")
        return found | ({"publisher-place": place, "publisher": publisher} if colon else {"publisher": container})
    volume = _VOLUME.match(container) if kind == "article-journal" else None
    if volume:
        return found | {"container-title": volume["title"].rstrip(","), "volume": volume["volume"], "issue": volume["issue"] or ""}
    return found | {"container-title": container}


def _first(pattern: re.Pattern[str], text: str) -> str:
    """The first group of a pattern's first match."""
    match = pattern.search(text)
    return match[1] if match else ""


def references(sources: Iterable[Source]) -> tuple[Reference, ...]:
    """Format sources in every style, in alphabetical order of their first.

    Parameters
    ----------
    sources : iterable of Source

    Returns
    -------
    tuple of Reference
    """
    rows = list(sources)
    items = [csl_item(row) for row in rows]
    forms = {style: _formatted(items, style) for style in STYLES}
    made = [
        Reference(row, language(row.title), {style: _titled(forms[style][number], row.title) for style in STYLES})
        for number, row in enumerate(rows)
    ]
    return tuple(sorted(made, key=lambda each: (_plain(each.forms[STYLES[0]]).casefold(), each.source.source)))


def _plain(form: str) -> str:
    """A reference as it sorts: without tags and opening quotation marks."""
    return re.sub(r"<[^>]*>", "", form).lstrip("“«\"' ")


def _formatted(items: list[dict[str, Any]], style: str) -> list[str]:
    """Let the citation library format items by a style; HTML in the order of the items."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    # Keys are numbers: the library folds the case of keys, and ours tell case apart. The language is told by the page.
    plain = [
        {**{key: _veiled(value) for key, value in item.items() if key != "language"}, "id": str(number)}
        for number, item in enumerate(items)
    ]
    with resources.as_file(resources.files("koryo_geo") / "csl" / f"{style}.csl") as path:
        sheet = CitationStylesStyle(str(path), validate=False)
    bibliography = CitationStylesBibliography(sheet, CiteProcJSON(plain), formatter.html)
    for item in plain:
        bibliography.register(Citation([CitationItem(item["id"])]))
    return [_tidy(str(entry)).translate(_UNVEILED) for entry in bibliography.bibliography()]


def _veiled(value: Any) -> Any:
    """Put stand-ins for the signs of HTML into a value: the library writes them as they are."""
    match value:
        case str():
            return value.translate(_VEILED)
        case list():
            return [_veiled(each) for each in value]
        case dict():
            return {key: _veiled(each) for key, each in value.items()}
    return value


def _tidy(entry: str) -> str:
    """Take doubled points and blanks out of a reference; a closing quotation mark follows its point."""
    once = re.sub(r"(?<!\.)\.(</i>)?\.(?=\s|$)", r".\1", re.sub(r"\s+", " ", entry))
    return re.sub(r"([.?!])?”\.", lambda match: f"{match[1] or '.'}”", once).strip()


def _titled(entry: str, title: str) -> str:
    """Mark the title within a reference, with its language, and make a link of its address."""
    shown = html.escape(title, quote=False)
    lang = language(title)
    attribute = f' lang="{lang}"' if lang else ""
    marked = entry.replace(shown, f"<cite{attribute}>{shown}</cite>", 1)
    return _ADDRESS.sub(lambda match: f'<a href="{match[0]}" rel="noreferrer">{match[0]}</a>', marked)
