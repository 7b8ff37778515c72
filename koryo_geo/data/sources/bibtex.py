"""The sources as BibTeX, out and back in; see :mod:`koryo_geo.csl_json` for what an entry must say.

``bibtexparser`` takes entries apart, with the line of each, and goes on after a broken one; ``pylatexenc``, which comes with it,
knows TeX's letters. Columns that BibTeX has no field for are fields of their own name, which TeX leaves alone.
"""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from koryo_geo.data.sources.csl import is_address, issued
from koryo_geo.data.sources.csl_json import COLUMNS, LINES, Entry, Reading, item_with_cells
from koryo_geo.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from koryo_geo.data.rows import Source


# The library speaks of broken entries on the terminal too; here they are faults.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


_KINDS = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "entry-encyclopedia": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}


_CONTAINER = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle", "techreport": "institution"}


#: Kinds of entry, of BibTeX and of biblatex, as CSL has them; others are called what they are.
_TYPES = {
    "article": "article-journal",
    "collection": "book",
    "conference": "paper-conference",
    "electronic": "webpage",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "mastersthesis": "thesis",
    "mvbook": "book",
    "online": "webpage",
    "phdthesis": "thesis",
    "proceedings": "book",
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


#: Fields that are no TeX: addresses.
_VERBATIM = ("doi", "url")


#: Cells that say more than BibTeX's own fields can: see :mod:`koryo_geo.csl_json`.
_EXACT = "exact_"


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def to_bibtex(sources: Iterable[Source]) -> str:
    """Write sources as BibTeX, in UTF-8; a field that is not known is left out."""
    return "\n".join(_entry(row) for row in sources)


def _entry(source: Source) -> str:
    """One entry."""
    item = item_with_cells(source)
    kind = _KINDS.get(item["type"], "misc")
    exact = {f"{_EXACT}{column}": cell for column, cell in item.get("custom", {}).items() if column not in ("type", "note")}
    lines = [f"  {name} = {{{value}}}," for name, value in _fields(item, source, kind) if value or name == "type"]
    lines += [f"  {name} = {{{_escaped(value)}}}," for name, value in exact.items()]
    return "\n".join([f"@{kind}{{{item['id']},", *lines, "}", ""])


def _fields(item: dict[str, Any], source: Source, kind: str) -> Iterator[tuple[str, str]]:
    """The fields of an entry, in the order in which they are read."""
    for role in ("author", "editor"):
        yield role, " and ".join(_bibtex_name(name) for name in item.get(role, ()))
    yield "title", _escaped(item["title"])
    yield "year", _escaped(str(item["issued"].get("literal") or item["issued"]["date-parts"][0][0])) if "issued" in item else ""
    yield _CONTAINER.get(kind, "howpublished"), _escaped(item.get("container-title", ""))
    for name, key in (("volume", "volume"), ("number", "issue"), ("pages", "page"), ("publisher", "publisher")):
        yield name, _escaped(item.get(key, ""))
    yield "address", _escaped(item.get("publisher-place", ""))
    yield "isbn", item.get("ISBN", "")
    for name in _VERBATIM:
        yield name, item.get(name.upper(), "")
    for name in ("type", *LINES, "note"):
        yield name, _escaped(getattr(source, name))


def _bibtex_name(name: dict[str, str]) -> str:
    """A person as ``Family, Given``; a body in braces, so that it is not taken apart."""
    if "family" in name:
        return f"{_whole(name['family'])}, {_whole(name['given'])}"
    return f"{{{_escaped(name['literal'])}}}"


def _whole(part: str) -> str:
    """A part of a name, in braces where BibTeX would take it apart."""
    text = _escaped(part)
    return f"{{{text}}}" if "," in text or " and " in text else text


#: TeX's own signs, and what stands for them.
_SIGNS = {
    "\\": "\\textbackslash{}",
    "{": "\\{",
    "}": "\\}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}


#: What TeX would draw together into a dash or a quotation mark.
_LIGATURE = re.compile(r"-(?=-)|'(?=')|[`?!](?=`)")


def _escaped(text: str) -> str:
    """Keep TeX's own signs, and what it would draw together, as letters."""
    return _LIGATURE.sub(r"\g<0>{}", "".join(_SIGNS.get(sign, sign) for sign in text))


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
    import bibtexparser

    library = bibtexparser.parse_string(text)
    reading = Reading()
    for block in library.failed_blocks:
        reading.faults.append(_broken(file, block))
    for entry in library.entries:
        reading.take(
            file, _read(entry.entry_type, entry.key, {each.key.lower(): each.value for each in entry.fields}, entry.start_line + 1)
        )
    return reading


def _broken(file: str, block: Any) -> Fault:
    """A block that is no entry; doubled keys and fields are told as such."""
    first = " ".join(block.raw.split())[:60]
    kind = type(block).__name__
    if kind == "DuplicateBlockKeyBlock":
        hint = "Give each entry a key of its own, or delete the double."
        return Fault(file, block.start_line + 1, f"{block.key}/source", repr(block.key), "a key used once", hint)
    if kind == "DuplicateFieldKeyBlock":
        named = " and ".join(sorted(block.duplicate_keys))
        return Fault(file, block.start_line + 1, named, f"the field {named} twice in {first!r}", "each field once")
    hint = "Look for a brace, comma or equals sign that is missing there or just before."
    return Fault(file, block.start_line + 1, "", f"{first!r}, which breaks off", "a whole BibTeX entry", hint)


def _read(kind: str, key: str, raw: Mapping[str, str], line: int) -> Entry:
    """An entry as CSL and cells of the table."""
    cells = {name: _plain(value) for name, value in raw.items() if name not in ("author", "editor", *_VERBATIM)}
    item: dict[str, Any] = {"id": key, "type": _TYPES.get(kind.lower(), kind.lower())}
    item |= {member: found for member, names in _FIELDS.items() if (found := next((cells[n] for n in names if cells.get(n)), ""))}
    item |= {role: names for role in ("author", "editor") if (names := _people(raw.get(role, "")))}
    item |= {name.upper(): _unescaped(raw[name]) for name in _VERBATIM if raw.get(name)}
    item |= {"issued": issued_} if (issued_ := _issued(cells)) else {}
    if "page" in item:
        item["page"] = item["page"].replace("–", "-")
    if is_address(address := _unescaped(raw.get("howpublished", ""))):
        item |= {"URL": item.get("URL") or address, "container-title": ""}
    own = {name: cells[name] for name in (*LINES, "type") if name in cells}
    exact = {
        name.removeprefix(_EXACT): cell
        for name, cell in cells.items()
        if name.startswith(_EXACT) and name.removeprefix(_EXACT) in COLUMNS[1:]
    }
    return Entry(item, own, exact, line)


def _issued(cells: Mapping[str, str]) -> dict[str, Any]:
    """The date: ``date`` of biblatex, or ``year`` with ``month`` and ``day``."""
    date = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", cells.get("date", ""))
    if date:
        return {"date-parts": [[int(part) for part in date.groups() if part]]}
    year, month = cells.get("year") or cells.get("date", ""), cells.get("month", "")
    number = int(month) if month.isdecimal() else _MONTHS.index(month[:3].lower()) + 1 if month[:3].lower() in _MONTHS else 0
    if not (year.isdecimal() and number):
        return issued(year)
    return {"date-parts": [[int(year), number, *([int(cells["day"])] if cells.get("day", "").isdecimal() else [])]]}


def _people(raw: str) -> list[dict[str, str]]:
    """Names as CSL has them; one in braces is a body."""
    from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

    people = []
    for name in split_multiple_persons_names(raw):
        parts = parse_single_name_into_parts(name, strict=False)
        family, given = _plain(" ".join((*parts.von, *parts.last))), _plain(" ".join((*parts.first, *parts.jr)))
        people.append({"family": family, "given": given} if given else {"literal": family})
    return people


_COMMANDS = re.compile(r"\\(textasciicircum|textless|textgreater)(?:\{\}|\s+|(?![A-Za-z]))")


_URL = re.compile(r"\\url\{([^{}]*)\}")


_SAID = {"textasciicircum": "^", "textless": "<", "textgreater": ">"}


def _plain(value: str) -> str:
    """The text that TeX would print. A bare sign that would mean something to TeX alone is kept as a letter."""
    kept = re.sub(r"(?<!\\)([%&$#])", r"\\\1", re.sub(r"(?<!\\)~", " ", _URL.sub(r"\1", value)))
    try:
        return str(_decoder().latex_to_text(_COMMANDS.sub(lambda match: _SAID[match[1]], kept)))
    except (AttributeError, IndexError, TypeError, ValueError):
        # Commands of a whole document, such as \\title without its text, trip the library: then the text stays as written.
        return value


@lru_cache(maxsize=1)
def _decoder() -> Any:
    """What turns TeX into text."""
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(math_mode="verbatim", keep_comments=True)


def _unescaped(address: str) -> str:
    """An address: only the signs that TeX would trip over are taken back."""
    return re.sub(r"\\([%&$#_~])(?:\{\})?", r"\1", _URL.sub(r"\1", address.strip()))
