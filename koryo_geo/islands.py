"""Data islands: JSON in a page, read once by the runtime and never run.

A text of a page with several languages is a mapping by language, and many stand in an island more than once. They are written once,
as a table with a row a text and a column a language; where a text stood, its row is named. ``js/core.js`` puts them back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from koryo_geo.words import LOCALES


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
        self.json = script_json(with_text_table(data))
        self.id = f"koryo-{kind}-{hashlib.sha256(self.json.encode()).hexdigest()[:12]}"

    @property
    def html(self) -> str:
        """The script element."""
        return f'<script type="application/json" id="{self.id}">{self.json}</script>'


def with_text_table(data: object) -> object:
    """Gather the texts of an island in one table.

    Parameters
    ----------
    data : object
        Anything JSON can hold; left as it is.

    Returns
    -------
    object
        ``{"$languages": [...], "$texts": [[...], ...], "data": ...}``, with ``{"$text": row}`` where a text stood; the data
        themselves when they hold no text in more than one language.

    Examples
    --------
    >>> with_text_table([{"en": "way", "ru": "путь"}, {"en": "way", "ru": "путь"}])
    {'$languages': ['en', 'ru'], '$texts': [['way', 'путь']], 'data': [{'$text': 0}, {'$text': 0}]}
    """
    rows: dict[tuple[tuple[str, str], ...], int] = {}
    packed = _packed(data, rows)
    if not rows:
        return data
    languages = [lang for lang in LOCALES if any(lang in dict(row) for row in rows)]
    texts = [[dict(row).get(lang) for lang in languages] for row in rows]
    return {"$languages": languages, "$texts": texts, "data": packed}


def _packed(data: object, rows: dict[tuple[tuple[str, str], ...], int]) -> Any:
    """Copy data with its texts replaced by their rows, which are numbered as they are met."""
    if isinstance(data, Mapping):
        if _is_text(data):
            return {"$text": rows.setdefault(tuple(sorted(data.items())), len(rows))}
        return {key: _packed(data[key], rows) for key in sorted(data)}
    if isinstance(data, list | tuple):
        return [_packed(item, rows) for item in data]
    return data


def _is_text(data: Mapping[str, Any]) -> bool:
    """Whether a mapping is a text in several languages."""
    return len(data) > 1 and all(key in LOCALES and isinstance(value, str) for key, value in data.items())
