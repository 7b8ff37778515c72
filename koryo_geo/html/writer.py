"""Words in a page, written so that the runtime can find them again and put them in another language."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from koryo_geo.data.attestations import amount
from koryo_geo.html.templates import markup
from koryo_geo.language.catalogue import catalogue
from koryo_geo.language.texts import in_language

if TYPE_CHECKING:
    from koryo_geo.data.attestations import Amount
    from koryo_geo.language.catalogue import Catalogue
    from koryo_geo.language.texts import Text
    from koryo_geo.timeline.model import MoveState, PlaceState, RegionState


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
        if isinstance(text, str):
            return self.text(text)
        return self._span(f'data-ref="{escaped(path)}"', in_language(text, self.first))

    def text(self, text: Text) -> Any:
        """A text that stands nowhere else in the page."""
        if isinstance(text, str):
            return markup(spoken(text, self.first))
        shown = in_language(text, self.first)
        if "edtf" in text or self.first not in text:
            return self._span(f"data-text='{_attribute(text)}'", shown)
        told = [_beside(shown, text.get(lang)) for lang in self.languages[1:]]
        all_alike = all(part is None for part in told)
        return self._span("data-text" if all_alike else f"data-text='{_attribute(told)}'", shown)

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

    def counted(self, state: RegionState | PlaceState | MoveState) -> Any:
        """A count with its unit, qualified where its source qualifies it: "about 500 households"."""
        data = {"n": state.value, "counted": state.counted, "qualifier": state.qualifier}
        return self._span(f"data-count='{_attribute(data)}'", _counted(catalogue(self.first), state))

    def _span(self, attributes: str, shown: str) -> Any:
        """An element that the runtime rewrites; plain text when the page has one language."""
        inner = spoken(shown, self.first)
        return markup(inner if len(self.languages) == 1 else f"<span {attributes}>{inner}</span>")


def _counted(words: Catalogue, state: RegionState | PlaceState | MoveState) -> str:
    """A known count in words of one language."""
    said = words.say("people" if state.counted == "persons" else str(state.counted), n=state.value)
    match state.qualifier:
        case "about":
            return words.say("amount_about", value=said)
        case "at_least":
            return words.say("amount_at_least", low=said)
        case "at_most":
            return words.say("amount_at_most", high=said)
    return said


#: Words in a script, with what joins them; and the languages that are written in it.
_SCRIPTS = (
    (re.compile(r"[가-힣]+(?:[\s·\u2011-]+[가-힣]+)*"), ("ko",)),
    (re.compile(r"[\u0400-\u052f]+(?:[\s·\u2011-]+[\u0400-\u052f]+)*"), ("ru", "kk")),
)
_ONLY_KK = re.compile(r"[әғқңөұүһӘҒҚҢӨҰҮҺ]")
#: In HTML: a tag, or an element that says its language or is an address; what stands between them is text.
_APART = re.compile(r"(<cite\b.*?</cite>|<a\b.*?</a>|<[^>]*>)", re.DOTALL)


def spoken(text: str, lang: str) -> str:
    """Escape a text, and let words in another script than its language's say which language they are in.

    Examples
    --------
    >>> spoken("A name (이름) & others", "en")
    'A name (<span lang="ko">이름</span>) &amp; others'
    """
    return _told(escaped(text), lang)


def spoken_html(made: str, lang: str) -> str:
    """Do the same to the text of HTML that is escaped already; a title and an address are left as they are.

    Examples
    --------
    >>> spoken_html("Doe. <cite>Путь</cite> // Записки, 1867.", "en")
    'Doe. <cite>Путь</cite> // <span lang="ru">Записки</span>, 1867.'
    """
    return "".join(part if part.startswith("<") else _told(part, lang) for part in _APART.split(made))


def _told(made: str, lang: str) -> str:
    """Escaped text whose words in another script say their language."""
    for pattern, langs in _SCRIPTS:
        if lang not in langs:
            made = pattern.sub(_marked, made)
    return made


def _marked(found: re.Match[str]) -> str:
    """Words of another script, with their language: of two that share a script, by the letters that only one of them has."""
    lang = "ko" if "가" <= found[0][0] <= "힣" else "kk" if _ONLY_KK.search(found[0]) else "ru"
    return f'<span lang="{lang}">{found[0]}</span>'


def escaped(text: str) -> str:
    """Text that no HTML can be in."""
    from markupsafe import escape

    return str(escape(text))


#: Letters that two languages must share before it is shorter to say so than to write them again.
_WORTH = 16


def _beside(shown: str, other: str | None) -> str | list[Any] | int | None:
    """Tell a text in another language, beside the one that is shown.

    Nothing where they are the same, nought where it is not held; where they begin and end alike, how many letters of both ends they
    share, and what stands between.

    Examples
    --------
    >>> _beside("Pohl, J. Otto. The Last Train West. blog, 2009.", "Pohl, J. Otto. The Last Train West. блог, 2009.")
    [36, 'блог', 7]
    """
    if other is None or other == shown:
        return 0 if other is None else None
    if max(shown + other) > "\uffff":  # counted otherwise in JavaScript
        return other
    most = min(len(shown), len(other))
    start = next((at for at in range(most) if shown[at] != other[at]), most)
    end = next((at for at in range(most - start) if shown[-1 - at] != other[-1 - at]), most - start)
    return [start, other[start : len(other) - end], end] if start + end >= _WORTH else other


def _attribute(data: Any) -> str:
    """JSON inside an attribute."""
    return escaped(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))).replace("&#34;", '"')
