"""Sources as the pages name them, in the languages of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from koryo_geo.data.attestations import citation, short_citation

if TYPE_CHECKING:
    from koryo_geo.data.rows import Source
    from koryo_geo.language.texts import Text, Texts


@dataclass(frozen=True, slots=True)
class Cited:
    """What a page says of a source.

    Attributes
    ----------
    text, short : Text
        Its citation in one line, and its name in a few words.
    how_seen, reliability : Text
        How much of it was read, and how good a source it is.
    """

    text: Text
    short: Text
    how_seen: Text
    reliability: Text


def cited(texts: Texts, source: Source) -> Cited:
    """Put what there is to say of a source into the languages of a page.

    Parameters
    ----------
    texts : Texts
    source : Source

    Returns
    -------
    Cited
    """

    def described(column: str) -> Text:
        return texts.of("sources", source.source, column, getattr(source, column))

    return Cited(
        text=_once(texts.by_language(lambda lang: citation(texts.source(source, lang)))),
        short=_once(texts.by_language(lambda lang: short_citation(texts.source(source, lang)))),
        how_seen=described("how_seen"),
        reliability=described("reliability"),
    )


def _once(text: Text) -> Text:
    """One string for what is the same in every language."""
    return text if isinstance(text, str) or len(set(text.values())) > 1 else next(iter(text.values()))
