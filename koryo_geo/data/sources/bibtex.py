"""The sources as BibTeX, out and back in; see :mod:`koryo_geo.data.sources.csl_json` for what an entry must say.

They go out in the dialect of biblatex, which knows EDTF: an entry of each type has the fields that biblatex requires of it, or it
is of a type that does not require them. Columns that BibTeX has no field for are fields of their own name, which TeX leaves alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from koryo_geo.data.sources.bibtex_entries import entries, inherited, months_of
from koryo_geo.data.sources.csl import container_of, csl_item, is_address
from koryo_geo.data.sources.csl_json import COLUMNS, LINES, Entry, Reading, row_of
from koryo_geo.data.sources.issued import EDTF, date_of, from_csl, to_csl
from koryo_geo.data.sources.tex import address_of, tex_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from koryo_geo.data.rows import Source


#: Types of biblatex for those of CSL, the best first, each with the fields that it requires; else a work is online or ``misc``.
_KINDS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "article-journal": (("article", ("author", "journaltitle")),),
    "article-magazine": (("article", ("author", "journaltitle")),),
    "article-newspaper": (("article", ("author", "journaltitle")),),
    "book": (("book", ("author", "bound")), ("collection", ("editor", "bound"))),
    "chapter": (("incollection", ("author", "editor", "booktitle")), ("inbook", ("author", "booktitle"))),
    "dataset": (("dataset", ()),),
    "entry-encyclopedia": (("inreference", ("author", "editor", "booktitle")), ("inbook", ("author", "booktitle"))),
    "paper-conference": (("inproceedings", ("author", "booktitle")),),
    "report": (("report", ("author", "institution", "type")),),
    "thesis": (("thesis", ("author", "institution", "type")),),
}


#: What a type of biblatex calls the journal, the book or the place that a work stands in.
_CONTAINER = {
    "article": "journaltitle",
    "dataset": "organization",
    "inbook": "booktitle",
    "incollection": "booktitle",
    "inproceedings": "booktitle",
    "inreference": "booktitle",
    "misc": "howpublished",
    "online": "organization",
    "report": "institution",
    "thesis": "institution",
}


#: Types that say in one field where a work is to be found.
_LOOSE = ("dataset", "misc", "online")


#: Kinds of entry, of BibTeX and of biblatex, as CSL has them; others are called what they are.
_TYPES = {
    "article": "article-journal",
    "booklet": "book",
    "collection": "book",
    "conference": "paper-conference",
    "electronic": "webpage",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "inreference": "entry-encyclopedia",
    "mastersthesis": "thesis",
    "movie": "motion_picture",
    "mvbook": "book",
    "mvcollection": "book",
    "online": "webpage",
    "phdthesis": "thesis",
    "proceedings": "book",
    "reference": "book",
    "suppbook": "chapter",
    "techreport": "report",
    "unpublished": "manuscript",
}


#: Fields of CSL, each with the fields of BibTeX and biblatex that may say it; the first that does counts.
_FIELDS = {
    "title": ("title",),
    "container-title": ("journal", "journaltitle", "booktitle", "howpublished"),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "page": ("pages",),
    "publisher": ("publisher", "school", "institution", "organization"),
    "publisher-place": ("address", "location"),
    "ISBN": ("isbn",),
    "note": ("note",),
}


#: Fields that are not TeX: addresses, and dates in EDTF, where ``~`` is about.
_VERBATIM = ("doi", "url")
_DATES = ("date", "origdate", "urldate")


#: Fields whose line ends count.
_LINED = ("note", *LINES)


#: Cells that say more than BibTeX's own fields can: see :mod:`koryo_geo.data.sources.csl_json`.
_EXACT = "exact_"


#: A year that is not known, in EDTF.
_NO_YEAR = "XXXX"


def to_bibtex(sources: Iterable[Source]) -> str:
    """Write sources as BibTeX, in UTF-8; a field that is not known is left out, a date that is not known is ``XXXX``."""
    return "\n".join(_entry(row) for row in sources)


def _entry(source: Source) -> str:
    """One entry."""
    kind, fields = _written(source)
    again, _ = row_of(_read(kind, source.source, fields, None))
    exact = {
        f"{'' if column in LINES else _EXACT}{column}": tex_of(getattr(source, column))
        for column in COLUMNS
        if getattr(again, column) != getattr(source, column)
    }
    lines = [f"  {name} = {{{value}}}," for name, value in (fields | exact).items()]
    return "\n".join([f"@{kind}{{{source.source},", *lines, "}", ""])


def _written(source: Source) -> tuple[str, dict[str, str]]:
    """The type of an entry and its fields, as TeX."""
    item = csl_item(source)
    said = item | {
        "journaltitle": item.get("container-title"),
        "booktitle": item.get("container-title"),
        "institution": item.get("publisher") or item.get("container-title"),
        # A book of a site, or of a place that is only described, is where it was found.
        "bound": not ("container-title" in item or "source" in item),
    }
    fits = (name for name, required in _KINDS.get(item["type"], ()) if all(said.get(each) for each in required))
    kind = next(fits, "online" if "URL" in item or "DOI" in item else "misc")
    return kind, {name: value for name, value in _fields(item, source, kind) if value}


def _fields(item: dict[str, Any], source: Source, kind: str) -> Iterator[tuple[str, str]]:
    """The fields of an entry, in the order in which they are read."""
    for role in ("author", "editor"):
        yield role, " and ".join(_bibtex_name(name) for name in item.get(role, ()))
    yield "title", tex_of(item.get("title", ""))
    date = from_csl(item.get("issued", {})) or _NO_YEAR
    yield ("date", date) if EDTF.fullmatch(date) or date == _NO_YEAR else ("year", tex_of(date))
    yield from _places(item, kind, container_of(source)[0])
    yield "pages", tex_of(item.get("page", "") if kind not in _LOOSE else "")
    yield "isbn", tex_of(item.get("ISBN", ""))
    for name in _VERBATIM:
        yield name, item.get(name.upper(), "")
    for name, key in (("origdate", "original-date"), ("urldate", "accessed")):
        yield name, from_csl(item.get(key, {}))
    yield "type" if kind in ("report", "thesis") else "entrysubtype", tex_of(source.type)
    for name in ("how_seen", "reliability", "note"):
        yield name, tex_of(getattr(source, name))


def _places(item: dict[str, Any], kind: str, printed: str) -> Iterator[tuple[str, str]]:
    """Where a work is printed: in one field, or in those that its type has for that."""
    if kind in _LOOSE:
        yield _CONTAINER[kind], tex_of(printed if printed != item["type"] else "")
        return
    named = dict(item)
    if kind in ("report", "thesis") and "publisher" in item:
        named["container-title"] = named.pop("publisher")
    yield _CONTAINER.get(kind, ""), tex_of(named.get("container-title") or named.get("source") or "")
    for name, key in (("volume", "volume"), ("number", "issue"), ("publisher", "publisher"), ("location", "publisher-place")):
        yield name, tex_of(str(named.get(key, "")))


def _bibtex_name(name: dict[str, str]) -> str:
    """A person as ``Family, Given``; a body in braces, so that it is not taken apart."""
    if "family" in name:
        return f"{_whole(name['family'])}, {_whole(name['given'])}"
    return name["literal"] if name["literal"] == "others" else f"{{{tex_of(name['literal'])}}}"


def _whole(part: str) -> str:
    """A part of a name, in braces where BibTeX would take it apart."""
    text = tex_of(part)
    return f"{{{text}}}" if "," in text or re.search(r"\band\b", text, re.IGNORECASE) else text


def from_bibtex(text: str, file: str) -> Reading:
    """Read BibTeX, as reference managers write it and :func:`to_bibtex` does.

    Parameters
    ----------
    text : str
    file : str
        Name of the file, for faults.

    Returns
    -------
    Reading
    """
    reading = Reading()
    blocks, faults = entries(text, file)
    by_key = {block.key: block for block in reversed(blocks)}
    reading.faults.extend(faults)
    for block in blocks:
        if block.kind == "xdata":
            continue
        fields, missing = inherited(block, by_key, file)
        reading.faults.extend(missing)
        reading.take(file, _read(block.kind, block.key, fields, block.line))
    return reading


def _read(kind: str, key: str, raw: Mapping[str, str], line: int | None) -> Entry:
    """An entry as CSL and cells of the table."""
    cells = {name: _cell(name, value) for name, value in raw.items() if name not in ("author", "editor", *_VERBATIM)}
    item: dict[str, Any] = {"id": key, "type": _TYPES.get(kind, kind)}
    item |= {member: found for member, names in _FIELDS.items() if (found := next((cells[n] for n in names if cells.get(n)), ""))}
    item |= {role: names for role in ("author", "editor") if (names := _people(raw.get(role, "")))}
    item |= {name.upper(): address_of(raw[name]) for name in _VERBATIM if raw.get(name)}
    dates = {"issued": issued(cells), "accessed": cells.get("urldate", ""), "original-date": cells.get("origdate", "")}
    item |= {member: to_csl(date) for member, date in dates.items() if date}
    if "page" in item:
        item["page"] = item["page"].replace("–", "-")
    if is_address(address := address_of(raw.get("howpublished", ""))):
        item |= {"URL": item.get("URL") or address, "container-title": ""}
    own = {name: cells[name] for name in LINES if name in cells}
    if said := cells.get("entrysubtype") or cells.get("type"):
        own["type"] = said
    exact = {column: cells[_EXACT + column] for column in COLUMNS[1:] if _EXACT + column in cells}
    return Entry(item, own, exact, line, _reread)


def _cell(name: str, value: str) -> str:
    """A field as text, in one line unless its lines count."""
    if name in _DATES:
        return address_of(value)
    text = text_of(value)
    return text if name in _LINED or name.startswith(_EXACT) else " ".join(text.split())


def _reread(source: Source) -> Mapping[str, Any]:
    """The fields of CSL that are left of a source once it was written as BibTeX."""
    kind, fields = _written(source)
    return _read(kind, source.source, fields, None).item


def issued(cells: Mapping[str, str]) -> str:
    """The date of an entry: ``date`` of biblatex, or ``year`` with ``month`` and ``day``."""
    date = re.sub(r"T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?$", "", cells.get("date", "")).replace("–", "-")
    if date == _NO_YEAR:
        return ""
    year, month = cells.get("year", ""), cells.get("month", "")
    if date or not month:
        return date or date_of(year)
    months, day = months_of(month)
    if not (re.fullmatch(r"[0-9]{4}", year) and months):
        return f"{month} {year}" if year and any(map(str.isalpha, month)) else year
    days = cells.get("day", "") or day
    parts = [[int(year), number, *([int(days)] if re.fullmatch("[0-9]{1,2}", days) else [])] for number in months]
    return from_csl({"date-parts": parts})


def _people(raw: str) -> list[dict[str, str]]:
    """Names as CSL has them; one in braces is a body."""
    from pybtex.bibtex.utils import split_name_list

    named = (_person(name) for name in split_name_list(raw)) if raw else ()
    found = [{"family": family, "given": given} if given and family else {"literal": family or given} for family, given in named]
    return [name for name in found if any(part.strip(" ,") for part in name.values())]


@lru_cache(maxsize=65536)
def _person(name: str) -> tuple[str, str]:
    """The family name with its particles, and what is given with it; what is no name to BibTeX stays whole."""
    from pybtex.database import InvalidNameString, Person

    try:
        person = Person(name)
    except InvalidNameString:
        return text_of(name), ""
    family = text_of(" ".join((*person.prelast_names, *person.last_names)))
    return family, text_of(" ".join((*person.first_names, *person.middle_names, *person.lineage_names)))
