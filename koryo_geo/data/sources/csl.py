"""A source as an item of CSL data.

Nothing is made up for a source: an author, a year or a page that is not known has no field, and a cell that says so in words is not
taken for a name.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from koryo_geo.data.sources.issued import EDTF, date_of, split_day, to_csl

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


#: Kinds of work whose container is a publisher.
_PUBLISHED = ("book", "motion_picture", "report", "thesis")


#: What a cell of authors says beside names.
_ROLE = re.compile(r"\s*\((?:as [^)]*|posted text|comps?\.?|eds?\.?|dirs?\.?|prod\.?)\)")


_EDITORS = re.compile(r"\((?:comps?|eds?)\.?\)")


#: How a cell says that there are more authors than it names.
_OTHERS = re.compile(r"(?:^|[,;]?\s+|;)(?:et\.? al\.?|and others|others|u\. ?a\.|и др\.?|и другие|және т\. ?б\.|외)\s*$")


_DOI = re.compile(r"(?<!chapter )\bdoi[: ]\s*(10\.\d{4,}/\S+?)(?=[\s;,]|$)")


_ISBN = re.compile(r"\bISBN ([\dX-]{10,17})")


_ACCESSED = re.compile(rf"\baccessed ({EDTF.pattern})(?=;|$)")


_FIRST = re.compile(rf"\bfirst dated ({EDTF.pattern})(?=;|$)")


#: The volume may be a phrase; no number is looked for within a long one, so that long cells take no longer than short ones.
_VOLUME = re.compile(r"(?P<title>.*[^\d\s]) (?P<volume>\d+)(?:\((?P<issue>\d+)\))?")


_PART_OF = re.compile(r"(?P<where>.*?), ed\. by (?P<editors>.*?)(?:, (?P<place>[^,:;]+): (?P<publisher>[^:]+))?")


_PAGES = re.compile(r"(?:pp?\. ?)?(\d+(?:[-–]\d+)?)")


#: A place of printing that is described and not named: it begins with a common word of English ("journal no. 3", "reader site").
_DESCRIBED = re.compile(r"[a-z]+(?:'s)?,? (?=[a-zA-Z(])[^:]*")


#: The name of a site, which is no publisher.
_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b.*")


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
    >>> people("van der Berg, Jan; Old Society (as listed) et al.")
    [{'family': 'van der Berg', 'given': 'Jan'}, {'literal': 'Old Society'}, {'literal': 'others'}]
    >>> people("not named")
    []
    """
    if not is_known(cell):
        return []
    named = _OTHERS.sub("", cell)
    names = [_person(name.strip()) for name in _ROLE.sub("", named).split(";") if name.strip()]
    return names + ([{"literal": "others"}] if named != cell else [])


def _person(name: str) -> dict[str, str]:
    """One name. Small letters within a family name, but for particles before it, or more than three words are a body's."""
    family, _, given = (part.strip() for part in name.partition(","))
    words = list(itertools.dropwhile(str.islower, family.split()))
    if given and family and len(words) <= 3 and not any(word.islower() for word in words):
        return {"family": family, "given": given}
    return {"literal": name}


def csl_item(source: Source) -> dict[str, Any]:
    """A source as a CSL-JSON item; what is not known has no field.

    Parameters
    ----------
    source : Source

    Returns
    -------
    dict
    """
    kind = kind_of(source)
    container, day = container_of(source)
    item: dict[str, Any] = {
        "id": source.source,
        "type": kind,
        "title": source.title,
        "language": language(source.title),
        "editor" if _EDITORS.search(source.author) else "author": people(source.author),
        "issued": to_csl(date_of(source.year, day)) if is_known(source.year) or day else {},
        "URL": source.url if is_address(source.url) else "",
        **_located(source),
    }
    if container != source.type:
        item |= printed_in(container, kind)
    if item["DOI"] and item["URL"].endswith(item["DOI"]):
        item["URL"] = ""
    return {key: value for key, value in item.items() if value}


def container_of(source: Source) -> tuple[str, str]:
    """Where a work is printed, without numbers that have a field of their own, and the day of it."""
    return split_day(_ISBN.sub("", _DOI.sub("", source.container)).strip(" ,;"), source.year)


def kind_of(source: Source) -> str:
    """The type of CSL for the first word of a source's own type that says one."""
    kind = next((_TYPES[word] for word in re.findall(r"[a-z]+", source.type.lower()) if word in _TYPES), "")
    return kind or ("webpage" if source.url else "article")


def _located(source: Source) -> dict[str, Any]:
    """Pages, DOI, ISBN and the dates that stand with them."""
    both = f"{source.container} {source.pages_or_doc}"
    pages = re.sub(r"[; ]+$|^[; ]+", "", _FIRST.sub("", _ACCESSED.sub("", _DOI.sub("", source.pages_or_doc))))
    found = _PAGES.fullmatch(pages)
    return {
        "DOI": _first_group(_DOI, both),
        "ISBN": _first_group(_ISBN, both),
        "page": found[1] if found else "",
        "accessed": to_csl(_first_group(_ACCESSED, source.pages_or_doc)),
        "original-date": to_csl(_first_group(_FIRST, source.pages_or_doc)),
    }


def is_address(url: str) -> bool:
    """Whether a link to it is safe to make."""
    return url.startswith(("http://", "https://"))


def printed_in(container: str, kind: str) -> dict[str, Any]:
    """Where a work of a kind stands: journal with volume, book with editors, or publisher with place.

    Examples
    --------
    >>> printed_in("Old Studies 7(2)", "article-journal")
    {'container-title': 'Old Studies', 'volume': '7', 'issue': '2'}
    >>> printed_in("journal no. 3 (67)/2017, Almaty", "article-journal")
    {'source': 'journal no. 3 (67)/2017, Almaty'}
    """
    if kind == "chapter":
        container = container.removeprefix("in ")
    if _DESCRIBED.fullmatch(container):
        return {"source": container}
    if kind in _PUBLISHED and not _SITE.fullmatch(container):
        place, colon, publisher = container.partition(": ")
        return {"publisher-place": place, "publisher": publisher} if colon else {"publisher": container}
    if kind == "article-journal" and (volume := _VOLUME.fullmatch(container)):
        return {"container-title": volume["title"].rstrip(","), "volume": volume["volume"], "issue": volume["issue"] or ""}
    if kind in ("chapter", "paper-conference", "entry-encyclopedia") and (part := _PART_OF.fullmatch(container)):
        printed = {"publisher-place": part["place"] or "", "publisher": part["publisher"] or ""}
        return {"container-title": part["where"], "editor": people(part["editors"]), **printed}
    return {"container-title": container}


def _first_group(pattern: re.Pattern[str], text: str) -> str:
    """The first group of a pattern's first match."""
    match = pattern.search(text)
    return match[1] if match else ""
