"""Words of the time that a reader may not know, explained where they first stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koryo_geo.language.catalogue import catalogue
from koryo_geo.language.texts import in_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from koryo_geo.data.glossary import GlossaryWord
    from koryo_geo.language.texts import Text, Texts


def explained_by(texts: Texts, said: Mapping[str, Text]) -> dict[str, Text]:
    """Explain the words of the time that stand in each of several texts.

    Parameters
    ----------
    texts : Texts
    said : mapping of str to Text

    Returns
    -------
    dict of str to Text
        Word and meaning, one after the other, by the key of the text; a text without such words has no entry.
    """
    return {key: told for key, text in said.items() for told in first_explained_by(texts, {key: text}).values()}


def first_explained_by(texts: Texts, said: Mapping[str, Text]) -> dict[str, Text]:
    """Explain each word of the time once, at the first of several texts that it stands in.

    Parameters
    ----------
    texts : Texts
    said : mapping of str to Text
        In the order in which they are read.

    Returns
    -------
    dict of str to Text
        As :func:`explained_by`.
    """
    told: dict[str, set[str]] = {lang: set() for lang in texts.languages}
    langs = texts.languages
    found = {key: {lang: _new(texts, in_language(text, lang), lang, told[lang]) for lang in langs} for key, text in said.items()}
    # Blank in a language whose text holds no such word: there is nothing to explain there, in any other language either.
    return {key: words if len(langs) > 1 else words[texts.first] for key, words in found.items() if any(words.values())}


def _new(texts: Texts, passage: str, lang: str, told: set[str]) -> str:
    """The words of one language that a passage is the first to hold, with their meaning."""
    rows = [row for row in _with_meaning(texts, lang) if row.term not in told and row.stands_in(passage)]
    told.update(row.term for row in rows)
    return "; ".join(catalogue(lang).say("word_means", word=row.word, meaning=row.explanation) for row in rows)


def _with_meaning(texts: Texts, lang: str) -> Iterator[GlossaryWord]:
    return (row for row in texts.dataset.glossary if row.lang == lang and row.explanation)


def all_explained(texts: Texts) -> list[tuple[Text, Text]]:
    """List every word of the time with its meaning, in each language of a page.

    Parameters
    ----------
    texts : Texts

    Returns
    -------
    list of (Text, Text)
        Word and meaning, in file order.
    """
    rows = {(row.term, row.lang): row for row in texts.dataset.glossary if row.explanation}
    terms = dict.fromkeys(term for term, _ in rows)

    def said(term: str, column: str) -> Text:
        return texts.by_language(lambda lang: str(getattr(rows.get((term, lang)), column, "")))

    return [(said(term, "word"), said(term, "explanation")) for term in terms]
