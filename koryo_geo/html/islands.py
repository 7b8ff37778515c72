"""Data islands: JSON in a page, read once by the runtime and never run.

Two habits keep them small, and ``js/core/data.js`` undoes both. A text of a page with several languages is a mapping by language,
and many stand in an island more than once: they are written once, as a table with a row a text and a column a language. Records
of one shape, such as the regions of a moment, are written as rows under one list of their names.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from koryo_geo.language.catalogue import LOCALES

if TYPE_CHECKING:
    from koryo_geo.timeline.model import Timeline


#: Fewer records than this stay as they are.
_WORTH = 4


def script_json(data: object) -> str:
    """Write JSON that is safe inside a script element: no character in it can end the element or start markup."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


class Island:
    """Data for the page, in a script element of its own that is read once and never run.

    Parameters
    ----------
    kind : str
        Names the island for readers of the page.
    data : object
        Anything JSON can hold.
    """

    def __init__(self, kind: str, data: object) -> None:
        self.json = script_json(packed(data))
        self.id = f"koryo-{kind}-{hashlib.sha256(self.json.encode()).hexdigest()[:12]}"

    @property
    def html(self) -> str:
        """The script element."""
        return f'<script type="application/json" id="{self.id}">{self.json}</script>'


def packed(data: object) -> object:
    """Pack an island's data.

    Parameters
    ----------
    data : object
        Anything JSON can hold, but no mapping with a key ``$`` or ``$rows``, nor ``$texts`` at the top: these keys are reserved
        by the packing. Left as it is.

    Returns
    -------
    object
        ``{"$languages": [...], "$texts": [[...], ...], "data": ...}``, with ``{"$": row}`` where a text stood; without texts in
        more than one language, the data alone. Records stand as ``{"$names": [...], "$rows": [...]}``, by key or in order.

    Examples
    --------
    >>> packed([{"en": "way", "ru": "путь"}, {"en": "way", "ru": "путь"}])
    {'$languages': ['en', 'ru'], '$texts': [['way', 'путь']], 'data': [{'$': 0}, {'$': 0}]}
    >>> packed([{"day": day, "kind": "census"} for day in range(4)])["$rows"]
    [[0, 'census'], [1, 'census'], [2, 'census'], [3, 'census']]
    """
    rows: _Texts = {}
    inside = _packed(data, rows)
    if not rows:
        return inside
    languages = [lang for lang in LOCALES if any(lang in dict(row) for row in rows)]
    texts = [[dict(row).get(lang) for lang in languages] for row in rows]
    return {"$languages": languages, "$texts": texts, "data": inside}


#: The rows of texts, by the texts, in the order in which they are met.
_Texts = dict[tuple[tuple[str, str], ...], int]


def _packed(data: object, texts: _Texts) -> Any:
    """Copy data with its texts replaced by their rows, and its records by theirs."""
    if isinstance(data, Mapping):
        if _is_text(data):
            return {"$": texts.setdefault(tuple(sorted(data.items())), len(texts))}
        keys = sorted(data)
        if _are_records(data.values()) and len(data) >= _WORTH:
            names, lines = _as_rows([data[key] for key in keys], texts)
            return {"$names": names, "$rows": dict(zip(keys, lines, strict=True))}
        return {key: _packed(data[key], texts) for key in keys}
    if isinstance(data, list | tuple):
        if _are_records(data) and len(data) >= _WORTH:
            names, lines = _as_rows(data, texts)
            return {"$names": names, "$rows": lines}
        return [_packed(item, texts) for item in data]
    return data


def _is_text(data: Mapping[str, Any]) -> bool:
    """Whether a mapping is a text in several languages."""
    return len(data) > 1 and all(key in LOCALES and isinstance(value, str) for key, value in data.items())


def _are_records(items: Collection[object]) -> bool:
    """Whether all items are records; None is a value, and would be lost in a row."""
    return all(isinstance(item, Mapping) and item and not _is_text(item) and None not in item.values() for item in items)


def _as_rows(records: Sequence[Any], texts: _Texts) -> tuple[list[Any], list[list[Any]]]:
    """Write records as rows: the names that most have come first, and what a record lacks at its end is left out.

    A name under which every record has a list of records stands with the names of those: ``["attestations", ["source", "value"]]``.
    """
    count = Counter(name for record in records for name in record)
    names = sorted(count, key=lambda name: (-count[name], name))
    inner = {}
    for name in names:
        lists = [record[name] for record in records if name in record]
        if all(isinstance(items, list | tuple) and _are_records(items) for items in lists):
            inner[name] = _as_rows([item for items in lists for item in items], texts)
            inner[name][1].reverse()
    lines = []
    for record in records:
        line = [
            [inner[name][1].pop() for _ in record[name]] if name in inner and name in record else _packed(record.get(name), texts)
            for name in names
        ]
        while line[-1] is None:
            line.pop()
        lines.append(line)
    return [[name, inner[name][0]] if name in inner else name for name in names], lines


def timeline_island(timeline: Timeline) -> Island:
    """The island of a timeline; layers of one timeline share it."""
    return Island("timeline", timeline.to_dict())
