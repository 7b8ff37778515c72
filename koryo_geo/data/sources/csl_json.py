"""The sources as CSL-JSON, out and back in: what a reference manager keeps becomes rows of the table, and no cell is lost.

CSL knows authors, titles and dates; it does not know how much of a work was read. Such columns stand as lines in ``note``, which
reference managers keep (Zotero calls it Extra), or in ``custom``. A cell that says more than CSL can hold ("Family, Given (as
listed)") is carried in ``custom`` beside the plain fields, and counts for as long as it says the same as they do.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from koryo_geo.data.rows import Source
from koryo_geo.data.sources.csl import csl_item
from koryo_geo.data.sources.issued import cells, from_csl
from koryo_geo.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

#: Columns that CSL has no field for, and that stand as lines in a note.
LINES = ("how_seen", "reliability", "pages_or_doc")


#: Columns of a source, in order.
COLUMNS = tuple(each.name for each in fields(Source))


#: The fields of CSL that say what a column says.
_MEMBERS = {
    "author": ("author", "editor"),
    "title": ("title",),
    "year": ("issued",),
    "container": ("container-title", "volume", "issue", "publisher", "publisher-place", "source", "issued"),
    "url": ("URL",),
    "type": ("type",),
}


#: What a type of CSL is called in the table, where it is not its own word.
_TYPES = {
    "article-journal": "article",
    "article-magazine": "magazine",
    "article-newspaper": "newspaper",
    "dataset": "data set",
    "entry-encyclopedia": "encyclopedia",
    "motion_picture": "film",
    "paper-conference": "conference paper",
    "post-weblog": "blog",
    "thesis": "dissertation",
    "webpage": "web page",
}


_LINE = re.compile(rf"^(?:tex\.)?({'|'.join(LINES)})[ \t]*[:=][ \t]*(.*?)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One work as a reference manager gives it.

    Attributes
    ----------
    item : mapping
        Fields of CSL.
    own : mapping of str to str
        Columns of the table that the entry gives as such.
    exact : mapping of str to str
        Columns that the entry gives beside fields of CSL that say the same in other words.
    line : int or None
        Line of the file where the entry begins, if that is known.
    reread : callable
        What the fields of a row are once they were written in the entry's format.
    """

    item: Mapping[str, Any]
    own: Mapping[str, str] = field(default_factory=dict)
    exact: Mapping[str, str] = field(default_factory=dict)
    line: int | None = None
    reread: Callable[[Source], Mapping[str, Any]] = csl_item


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a file.

    Attributes
    ----------
    rows : list of (int or None, Source)
        Each with its line, where that is known; not validated yet.
    faults : list of Fault
    notices : list of str
    """

    rows: list[tuple[int | None, Source]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def take(self, file: str, entry: Entry) -> None:
        """Make a row of an entry; say so where an exact cell no longer counts."""
        row, stale = row_of(entry)
        self.rows.append((entry.line, row))
        self.notices.extend(f"{file}: {row.source}: {column} as read from its fields, which were edited" for column in stale)


def row_of(entry: Entry) -> tuple[Source, list[str]]:
    """Make a row of an entry.

    Returns
    -------
    Source
    list of str
        Columns whose exact cell says something else than the entry's fields: there the fields count.
    """
    plain = cells_of(entry.item) | dict(entry.own)
    exact = Source(**plain | dict(entry.exact))
    again = entry.reread(exact) if entry.exact else {}
    stale = [
        column
        for column in entry.exact
        if any(again.get(member) != entry.item.get(member) for member in _MEMBERS.get(column, ()))
        and entry.exact[column] != plain[column]
    ]
    row = replace(exact, **{column: plain[column] for column in stale})
    known = csl_item(row)
    further = [text for member, text in _located(entry.item) if member not in known]
    return replace(row, pages_or_doc="; ".join(part for part in (row.pages_or_doc, *further) if part)), stale


def cells_of(item: Mapping[str, Any]) -> dict[str, str]:
    """Read a CSL item as cells of the table; lines of its note that name a column are that column's."""
    note = str(item.get("note", ""))
    year, day = cells(from_csl(item.get("issued", {})))
    made = {
        "source": str(item.get("citation-key") or item.get("id", "")),
        "author": _names(item),
        "title": str(item.get("title", "")),
        "year": year,
        "container": _container(item, day),
        "url": str(item.get("URL", "")),
        "type": _TYPES.get(str(item.get("type", "")), str(item.get("type", "")).replace("-", " ").replace("_", " ")),
        "note": _LINE.sub("", note).strip(),
    }
    return dict.fromkeys(COLUMNS, "") | made | dict(_LINE.findall(note))


def _names(item: Mapping[str, Any]) -> str:
    """Authors, or else editors marked as such, as the table writes them."""
    if item.get("author"):
        return "; ".join(map(_name, item["author"]))
    editors = item.get("editor", ())
    return "; ".join(map(_name, editors)) + ("" if not editors else " (ed.)" if len(editors) == 1 else " (eds)")


def _name(name: Mapping[str, Any]) -> str:
    """A person as ``Family, Given``, with particle and suffix; a body as it stands."""
    family = " ".join(str(name[part]) for part in ("dropping-particle", "non-dropping-particle", "family") if name.get(part))
    given = " ".join(str(name[part]) for part in ("given", "suffix") if name.get(part))
    said = str(name.get("literal") or ", ".join(part for part in (family, given) if part))
    return "et al." if said in ("others", "et al.", "et al") else said


def _container(item: Mapping[str, Any], day: str) -> str:
    """Where a work stands: journal with volume, book with its editors, publisher with place, the day, ISBN."""
    where = str(item.get("container-title", ""))
    if item.get("volume") or item.get("issue"):
        number = f"{item.get('volume', '')}" + (f"({item['issue']})" if item.get("issue") else "")
        where = f"{where} {number}" if where else f"vol. {number}"
    if where and item.get("author") and item.get("editor"):
        where += f", ed. by {_names({'author': item['editor']})}"
    publisher = ": ".join(str(item[part]) for part in ("publisher-place", "publisher") if item.get(part))
    parts = [where, str(item.get("source", "")), publisher, day, f"ISBN {item['ISBN']}" if item.get("ISBN") else ""]
    return ", ".join(part for part in parts if part)


def _located(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Pages, DOI and further dates as the table writes them."""
    for member, before in (("page", ""), ("DOI", "doi ")):
        if item.get(member):
            yield member, f"{before}{item[member]}"
    for member, before in (("original-date", "first dated "), ("accessed", "accessed ")):
        if date := from_csl(item.get(member, {})):
            yield member, f"{before}{date}"


def item_with_cells(source: Source) -> dict[str, Any]:
    """A source as a CSL item that loses nothing: what CSL cannot hold stands in its note and in ``custom``.

    Parameters
    ----------
    source : Source

    Returns
    -------
    dict
    """
    lines = [f"{column}: {getattr(source, column)}" for column in LINES if getattr(source, column)]
    item = csl_item(source) | {"note": "\n".join([*lines, *([source.note] if source.note else [])])}
    again, _ = row_of(Entry(item))
    custom = {column: getattr(source, column) for column in COLUMNS if getattr(again, column) != getattr(source, column)}
    kept = {key: html.escape(value, quote=False) for key, value in item.items() if key in _RICH_TEXTS and _plain(value) != value}
    return item | kept | ({"custom": custom} if custom else {})


def to_csl_json(sources: Iterable[Source]) -> str:
    """Write sources as CSL-JSON."""
    return json.dumps([item_with_cells(row) for row in sources], ensure_ascii=False, indent=1) + "\n"


def from_csl_json(text: str, file: str) -> Reading:
    """Read CSL-JSON, as reference managers write it and :func:`to_csl_json` does.

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
    try:
        items = json.loads(text)
    except json.JSONDecodeError as error:
        reading.faults.append(Fault(file, error.lineno, "", f"text that is not JSON ({error.msg})", "a list of CSL items"))
        return reading
    if not isinstance(items, list):
        hint = "In Zotero: Export, format CSL JSON."
        reading.faults.append(Fault(file, 1, "", f"a JSON {type(items).__name__}", "a list of CSL items", hint))
        return reading
    for number, item in enumerate(items, start=1):
        faults = list(_item_faults(file, number, item))
        reading.faults.extend(faults)
        if not faults:
            plain = {key: _plain(value) if key in _RICH_TEXTS else value for key, value in item.items()}
            custom = {key: str(value) for key, value in item.get("custom", {}).items() if key in COLUMNS[1:]}
            own = {key: value for key, value in custom.items() if key not in _MEMBERS}
            reading.take(file, Entry(plain, own, {key: value for key, value in custom.items() if key in _MEMBERS}))
    return reading


#: Fonts and the like in the texts of CSL.
_RICH = re.compile(r"</?(?:i|b|sc|sub|sup)>|<span\b[^<>]*>|</span>")


_ENTITY = re.compile(r"&(?:#\d+|#x[\da-fA-F]+|\w+);")


def _plain(value: str | int) -> str:
    """A text of CSL without its fonts."""
    text = str(value)
    return _ENTITY.sub(lambda match: html.unescape(match[0]), _RICH.sub("", text)) if "<" in text or "&" in text else text


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(name, dict) and _name(name) for name in value)


def _is_date(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    parts = value.get("date-parts", [])
    return isinstance(parts, list) and all(
        isinstance(day, list) and day and all(re.fullmatch("[0-9]{1,4}", str(part)) for part in day) for day in parts
    )


#: What the fields that are read must be, where not text or a number.
_SHAPES = {
    "author": ("a list of names", _are_names),
    "editor": ("a list of names", _are_names),
    **dict.fromkeys(("issued", "accessed", "original-date"), ('a date: {"date-parts": [[1867]]}', _is_date)),
    "custom": ('an object such as {"how_seen": "excerpt"}', lambda value: isinstance(value, dict)),
}


_TEXTS = (
    "id", "citation-key", "type", "title", "note", "container-title", "volume", "issue", "publisher", "publisher-place", "page",
    "DOI", "ISBN", "URL", "source",
)  # fmt: skip


#: Texts that may hold fonts.
_RICH_TEXTS = tuple(key for key in _TEXTS if key not in ("id", "citation-key", "DOI", "URL"))


def _item_faults(file: str, number: int, item: Any) -> Iterator[Fault]:
    """Whether an item is what CSL says it is, as far as it is read."""
    if not isinstance(item, dict):
        yield Fault(file, None, f"item {number}", f"a JSON {type(item).__name__}", "a CSL item: a JSON object")
        return
    where = str(item.get("citation-key") or item.get("id") or f"item {number}")
    for key, value in item.items():
        expected, holds = _SHAPES.get(key, ("text", lambda value: isinstance(value, str | int)))
        if (key in _SHAPES or key in _TEXTS) and not holds(value):
            yield Fault(file, None, f"{where}/{key}", json.dumps(value, ensure_ascii=False), expected)
