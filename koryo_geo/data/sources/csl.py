"""A source as an item of CSL data.

Nothing is made up for a source: an author, a year or a page that is not known has no field, and a cell that says so in words is not
taken for a name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from koryo_geo.data.rows import Source


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


_SCRIPTS = (
    ("ko", re.compile("[가-힣]")),
    ("kk", re.compile("[әғқңөұүһӘҒҚҢӨҰҮҺ]")),
    ("", re.compile("[іІ]")),  # shared by several languages
    ("ru", re.compile("[а-яёА-ЯЁ]")),
)


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
        "DOI": _first_group(_DOI, both),
        "ISBN": _first_group(_ISBN, both),
        "page": _first_group(_PAGES, _DOI.sub("", source.pages_or_doc).strip("; ")),
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


def _first_group(pattern: re.Pattern[str], text: str) -> str:
    """The first group of a pattern's first match."""
    match = pattern.search(text)
    return match[1] if match else ""
