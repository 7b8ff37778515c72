"""Bytes become text, and text becomes a JSON object, or one fault says in words why not."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from koryo_geo.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

#: How deep lists and objects of a JSON file may lie in one another; GeoJSON needs nine.
DEEPEST = 100

#: The most digits of a number in a JSON file.
LONGEST_NUMBER = 40

#: A string of JSON, closed or not.
_STRING = r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)'

_BRACKETS = re.compile(rf"{_STRING}|[\[{{\]}}]", re.DOTALL)

_HALVES = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\[^u]|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})", re.DOTALL
)

_NUMBER = re.compile(rf"{_STRING}|(-?[0-9][0-9.eE+-]*)", re.DOTALL)


def decode(file: str, data: bytes) -> str | Fault:
    r"""Decode a file as UTF-8, with or without a byte-order mark.

    Examples
    --------
    >>> print(decode("places.csv", b"caf\xe9"))
    places.csv:1: got byte 0xe9 that is not UTF-8; expected UTF-8 text. Save the file again with UTF-8 encoding.
    """
    try:
        return data.decode("utf-8").lstrip("\ufeff")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        got = f"byte 0x{data[error.start]:02x} that is not UTF-8"
        return Fault(file, line, "", got, "UTF-8 text", "Save the file again with UTF-8 encoding.")


def json_object(file: str, text: str) -> dict[str, Any] | Fault:
    """Read a JSON object.

    Parameters
    ----------
    file : str
        Name, for the fault.
    text : str

    Returns
    -------
    dict or Fault

    Examples
    --------
    >>> print(json_object("a.json", '{"a": [1, 2,]}'))
    a.json:1: got text that is not JSON (at character 13); expected a JSON object. Look for a comma, quotation mark or bracket
    there.
    """
    trouble = json_trouble(file, text)
    if trouble:
        return trouble
    doubled: list[str] = []
    try:
        data = json.loads(text, object_pairs_hook=_keeping_note(doubled))
    except json.JSONDecodeError as error:
        return _not_json(file, text, error)
    if doubled:
        line = _line(text, text.rfind(json.dumps(doubled[0], ensure_ascii=False)))
        return Fault(file, line, doubled[0], "a key that stands twice in one object", "each key once", "Delete one of them.")
    if isinstance(data, dict):
        return data
    return Fault(file, 1, "", f"a JSON {'list' if isinstance(data, list) else 'value'}", "a JSON object")


def json_trouble(file: str, text: str) -> Fault | None:
    """Look in a text, before it is parsed, for what JSON parsers handle badly."""
    for refuse in (_too_deep, _half_characters, _long_number):
        wrong = refuse(text)
        if wrong:
            line, got, expected = wrong
            return Fault(file, line, "", got, expected)
    return None


def _line(text: str, position: int) -> int:
    """The line of a position."""
    return text.count("\n", 0, max(position, 0)) + 1


def _keeping_note(doubled: list[str]) -> Callable[[list[tuple[str, Any]]], dict[str, Any]]:
    """Make objects as usual, and note the keys that stand twice: the first value would vanish without a word."""

    def make(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            names = [name for name, _ in pairs]
            doubled.extend(name for name in made if names.count(name) > 1)
        return made

    return make


def _not_json(file: str, text: str, error: json.JSONDecodeError) -> Fault:
    """Say where a text stops being JSON."""
    hint = "Look for a comma, quotation mark or bracket there."
    if error.msg == "Extra data" and text[error.pos : error.pos + 1] == "{":
        return Fault(
            file, error.lineno, "", "a second JSON object", "one JSON object in the file", "One object a line is another format."
        )
    got = "an empty file" if not text.strip() else f"text that is not JSON (at character {error.colno})"
    return Fault(file, error.lineno, "", got, "a JSON object", "" if not text.strip() else hint)


def _too_deep(text: str) -> tuple[int, str, str] | None:
    """Lists and objects nested deeper than any dataset needs: the parser would overflow its stack."""
    depth = 0
    for match in _BRACKETS.finditer(text):
        sign = match[0]
        if sign in "[{":
            depth += 1
            if depth > DEEPEST:
                return (
                    _line(text, match.start()),
                    f"brackets more than {DEEPEST} deep",
                    f"at most {DEEPEST} brackets within one another",
                )
        elif sign in "]}":
            depth -= 1
    return None


def _half_characters(text: str) -> tuple[int, str, str] | None:
    """Half of a pair that makes one character: no file can hold it as text."""
    for match in _HALVES.finditer(text):
        if match[1]:
            return _line(text, match.start()), f"half of a character ({match[1]})", "whole characters"
    return None


def _long_number(text: str) -> tuple[int, str, str] | None:
    """A number that no map needs and that takes long to read."""
    for match in _NUMBER.finditer(text):
        if match[1] and len(match[1]) > LONGEST_NUMBER:
            return _line(text, match.start()), f"a number of {len(match[1]):,} signs", f"numbers of at most {LONGEST_NUMBER} signs"
    return None
