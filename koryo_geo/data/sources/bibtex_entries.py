"""The entries of a BibTeX file: taken apart, with their lines, and what they inherit from one another.

``pybtex`` parses: it joins strings, fills in macros, and goes on after a fault. What it finds at fault is told here in our words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pybtex.database.input.bibtex import LowLevelParser
from pybtex.scanner import Pattern, Token
from pybtex.utils import CaseInsensitiveDict

from koryo_geo.errors import Fault, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


#: Fields that belong to the work itself and not to what stands in it.
_OWN = ("crossref", "xdata", "xref", "entryset", "how_seen", "reliability", "pages_or_doc", "note", "pages", "doi", "url", "type")


#: An entry inherits from no more entries than this, so that a chain of thousands takes no longer than they are many.
_MOST_PARENTS = 16


@dataclass(frozen=True, slots=True)
class Block:
    """One entry.

    Attributes
    ----------
    kind : str
        Its type, in small letters.
    key : str
    fields : mapping of str to str
        As TeX, by names in small letters.
    line : int
        Line of the file where it begins.
    """

    kind: str
    key: str
    fields: Mapping[str, str]
    line: int


def entries(text: str, file: str) -> tuple[list[Block], list[Fault]]:
    """Take a file apart.

    Parameters
    ----------
    text : str
    file : str
        Name of the file, for faults.

    Returns
    -------
    list of Block
        Those that are whole.
    list of Fault
    """
    parser = _Parser(text, file)
    blocks = []
    for command, content in parser:
        start, known = parser.command_start, len(parser.faults)
        if command.lower() in ("string", "preamble") or start in parser.broken:
            continue
        key, fields = content
        line, first = parser.line_of(start), _first_words(text, start)
        blocks.append(Block(command.lower(), key.strip(), dict(parser.named(fields, line, first)), line))
        if len(parser.faults) > known:
            blocks.pop()
    return blocks, parser.faults


def _first_words(text: str, start: int) -> str:
    """How an entry begins."""
    return " ".join(text[start : start + 200].split())[:60]


class _Parser(LowLevelParser):  # type: ignore[misc]
    """The parser of the library, which gathers faults in our words."""

    pos: int

    # A key may be anything here: the table says which keys it takes, and tells the others.
    KEY_BRACE = Pattern(r"[^,}={\"]*", "entry key")
    KEY_PAREN = Pattern(r"[^,)={\"]*", "entry key")

    def __init__(self, text: str, file: str) -> None:
        macros = {**{month: month for month in _MONTHS}, "sept": "sep"}
        self.file = file
        super().__init__(text, macros=CaseInsensitiveDict(macros), handle_error=self.tell)
        self.faults: list[Fault] = []
        self.broken: set[int] = set()
        self._read_to = (0, 1)

    def skip_to(self, patterns: Sequence[Any]) -> Any:
        """Go on to the first of several signs."""
        # The library looks for each sign by itself, to the end of the file: the first of them is looked for here.
        found = _any_of(tuple(pattern.search.__self__.pattern for pattern in patterns)).search(self.text, self.pos)
        if found is None:
            return None
        value, self.pos = self.text[self.pos : found.end()], found.end()
        self.update_lineno(value)
        return Token(value, patterns[(found.lastindex or 1) - 1])

    def line_of(self, start: int) -> int:
        """The line of a place that is not before the last one asked for."""
        before, line = self._read_to
        self._read_to = (start, line + self.text.count("\n", before, start))
        return self._read_to[1]

    def tell(self, _: Exception) -> None:
        """Say once of an entry that it breaks off."""
        start = self.command_start
        # A sign that begins no entry, as in an address, is a remark between entries.
        if re.compile(r"@\s*\w+\s*[{(]").match(self.text, start) and start not in self.broken:
            self.broken.add(start)
            got = f"{_first_words(self.text, start)!r}, which breaks off"
            hint = "Look for a brace, comma or equals sign that is missing there or just before."
            self.faults.append(Fault(self.file, self.line_of(start), "", got, "a whole BibTeX entry", hint))

    def substitute_macro(self, name: str) -> str:
        """What a short name stands for."""
        if name in self.macros:
            return str(self.macros[name])
        where = f"{self.current_entry_key or 'string'}/{self.current_field_name}"
        hint = did_you_mean(name, self.macros) or f"Define it, @string{{{name} = ...}}, or put the words themselves in braces."
        got = f"the short name {name!r}, which no @string gives"
        self.faults.append(Fault(self.file, self.line_of(self.command_start), where, got, "a name that is defined", hint))
        return name

    def named(self, fields: Sequence[tuple[str, list[str]]], line: int, first: str) -> Iterator[tuple[str, str]]:
        """The fields of an entry by their names in small letters; one that is there twice is told."""
        seen = set()
        for name, parts in fields:
            if name.lower() in seen:
                got = f"the field {name.lower()} twice in {first!r}"
                self.faults.append(Fault(self.file, line, name.lower(), got, "each field once"))
            seen.add(name.lower())
            yield name.lower(), "".join(parts)


@lru_cache(maxsize=16)
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that finds the first of several; the number of its group says which."""
    return re.compile("|".join(f"({pattern})" for pattern in patterns))


def inherited(block: Block, by_key: Mapping[str, Block], file: str) -> tuple[dict[str, str], list[Fault]]:
    """The fields of an entry with those of the entries that it names in ``crossref`` and ``xdata``.

    Returns
    -------
    dict of str to str
    list of Fault
        For names of no entry.
    """
    fields, faults, seen = dict(block.fields), [], {block.key}
    wanted = _named_in(block.fields)
    while wanted and len(seen) <= _MOST_PARENTS:
        how, key = wanted.pop(0)
        if key in seen:
            continue
        seen.add(key)
        if key in by_key:
            given = by_key[key].fields
            fields = dict(_handed_down(given) if how == "crossref" else given) | fields
            wanted += _named_in(given)
        else:
            hint = did_you_mean(key, by_key) or "Add that entry to the file, or copy its fields into this one."
            faults.append(Fault(file, block.line, f"{block.key}/{how}", repr(key), "the key of an entry in this file", hint))
    return fields, faults


def _named_in(fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """The entries that an entry names, each with the field that names it."""
    named = ((how, key.strip()) for how in ("xdata", "crossref") for key in fields.get(how, "").split(","))
    return [(how, key) for how, key in named if key]


def _handed_down(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What a book hands down to what stands in it: its title is a title of a book there."""
    for name, value in fields.items():
        if name == "title":
            yield "booktitle", value
        elif name not in _OWN and not name.startswith("exact_"):
            yield name, value


def months_of(words: str) -> tuple[list[int], str]:
    """The months that a field names, by number or in words of any of the languages of the pages, and a day beside the name.

    Examples
    --------
    >>> months_of("oct 12"), months_of("10–11"), months_of("октябрь"), months_of("spring")
    (([10], '12'), ([10, 11], ''), ([10], ''), ([], ''))
    """
    named = re.fullmatch(r"(?P<month>[^\W\d]+)\.?,?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?", words)
    names = [named["month"]] if named else re.split(r"\s*[-–/]\s*", words)
    numbers = [_month(name.strip(" .")) for name in names]
    return (numbers if all(numbers) and len(numbers) <= 2 else []), named["day"] if named else ""


def _month(name: str) -> int:
    """The number of a month, or none."""
    if re.fullmatch("[0-9]{1,2}", name):
        return int(name) if 1 <= int(name) <= 12 else 0
    known = _month_names()
    return known.get(name.casefold()) or known.get(name.casefold()[:3], 0)


@lru_cache(maxsize=1)
def _month_names() -> dict[str, int]:
    """Months by their names, long and short, in the languages that the pages speak."""
    from babel.dates import get_month_names

    named = {
        name.casefold().strip("."): number
        for lang in ("kk", "ru", "ko", "en")
        for width in ("abbreviated", "wide")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, lang).items()
    }
    return named | {month: number for number, month in enumerate(_MONTHS, start=1)}
