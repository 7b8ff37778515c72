"""Words in a page, written so that the runtime can find them again and put them in another language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from koryo_geo.data.attestations import amount
from koryo_geo.html.templates import markup
from koryo_geo.language.catalogue import catalogue
from koryo_geo.language.texts import in_language

if TYPE_CHECKING:
    from koryo_geo.data.attestations import Amount
    from koryo_geo.language.texts import Text


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes words into the text version so that the runtime can find them again.

    Attributes
    ----------
    languages : tuple of str
        The languages of the page, the one it opens in first.
    """

    languages: tuple[str, ...]

    @property
    def first(self) -> str:
        """The language that the page opens in."""
        return self.languages[0]

    def say(self, key: str, **values: Any) -> Any:
        """Interface words, with the values they hold."""
        lang = self.first
        plain = {name: in_language(v, lang) if isinstance(v, Mapping) else v for name, v in values.items()}
        params = f" data-params='{_attribute(values)}'" if values else ""
        return self._span(f"data-say='{key}'{params}", catalogue(lang).say(key, **plain))

    def ref(self, path: str, text: Text) -> Any:
        """A text that stands in one of the page's data islands, at a path.

        The path starts with a slash and the island's kind, or goes on from the ``data-base`` of an element around it.
        """
        return self._span(f'data-ref="{escaped(path)}"', in_language(text, self.first))

    def text(self, text: Text) -> Any:
        """A text that stands nowhere else in the page."""
        if isinstance(text, str):
            return text
        return self._span(f"data-text='{_attribute(text)}'", in_language(text, self.first))

    def copy(self, selector: str, text: Text) -> Any:
        """A text that the page says once already, in the element that a CSS selector finds."""
        return self._span(f'data-copy="{escaped(selector)}"', in_language(text, self.first))

    def number(self, value: float) -> Any:
        """A number, grouped as the language does."""
        shown = catalogue(self.first).number(value)
        return self._span(f"data-number='{value}'", shown) if isinstance(value, int) else shown

    def amount(self, row: Amount) -> Any:
        """A value or range in words; unknown is a word of its own."""
        key, values = amount(row)
        return self.number(values["value"]) if key == "amount" else self.say(key, **values)

    def _span(self, attributes: str, shown: str) -> Any:
        """An element that the runtime rewrites; plain text when the page has one language."""
        if len(self.languages) == 1:
            return shown
        return markup(f"<span {attributes}>{escaped(shown)}</span>")


def escaped(text: str) -> str:
    """Text that no HTML can be in."""
    from markupsafe import escape

    return str(escape(text))


def _attribute(data: Any) -> str:
    """JSON inside an attribute."""
    return escaped(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))).replace("&#34;", '"')
