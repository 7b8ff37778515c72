"""Frozen data to JSON and back: the same data gives the same text, and the text gives equal data."""

from __future__ import annotations

import json
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def to_plain(data: object) -> Any:
    """Frozen classes as dicts, and tuples of them, as far down as they go: anything that JSON can hold."""
    return msgspec.to_builtins(data)


def to_json(data: object) -> str:
    """JSON with sorted keys and without blanks.

    Raises
    ------
    ValueError
        If a number in the data is none that JSON knows.
    """
    return json.dumps(to_plain(data), ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":"))


def from_json(text: str, kind: type[T], *, version: int) -> T:
    """Read what :func:`to_json` wrote.

    Parameters
    ----------
    text : str
    kind : type
        A frozen class with a ``version``.
    version : int
        The one that this koryo_geo reads.

    Raises
    ------
    ValueError
        If it is of another version, or does not hold what the class holds; the message names the field, as ``$.flows[0].persons``.
    """
    data = json.loads(text)
    found = data.get("version") if isinstance(data, dict) else None
    if found != version:
        raise ValueError(f"a {kind.__name__} of version {found}; this koryo_geo reads version {version}. Make it anew.")
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise ValueError(f"no {kind.__name__}: {error}") from None
