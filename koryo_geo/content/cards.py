"""What a page can answer for its figures: each with its sources, its rivals and its date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koryo_geo.content.citations import cited
from koryo_geo.data.attestations import use_of
from koryo_geo.data.rows import RENDERED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from koryo_geo.data.rows import Attestation, Figure, Source, Use
    from koryo_geo.language.texts import Text, Texts


def figure_data(texts: Texts, figure: Figure, map_name: str) -> dict[str, Any]:
    """A figure with all its attestations, as plain data for a card or a table."""
    dataset = texts.dataset
    use = use_of(dataset, map_name, figure.figure)
    reason = texts.of("uses", f"{map_name}:{figure.figure}", "reason", use.reason) if use else ""
    return _filled(
        {
            "label": texts.of("figures", figure.figure, "label", figure.label),
            "counted": figure.counted,
            "measure": figure.measure,
            "words": texts.words(figure.date),
            "note": figure.note,
            "attestations": [_attestation_data(row, use, reason) for row in dataset.attestations_of[figure.figure]],
        }
    )


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is blank: a page need not carry it."""
    # Zero is a number that a source prints: it equals False, and must stay.
    return {key: value for key, value in data.items() if value is not None and value is not False and value != ""}


def _attestation_data(row: Attestation, use: Use | None, reason: Text) -> dict[str, Any]:
    """One attestation as plain data."""
    used = use is not None and use.attestation == row.attestation
    return _filled(
        {
            "low": row.low,
            "value": row.value,
            "high": row.high,
            "as_in_source": "" if row.as_in_source.replace(",", "") == str(row.value) else row.as_in_source,
            "rendered": row.as_in_source_lang == RENDERED,
            "source": row.source,
            "pages": row.pages,
            "certainty": row.certainty,
            "confidence": row.confidence,
            "used": used,
            "reason": reason if used else "",
            "note": row.note,
        }
    )


def source_data(texts: Texts, source: Source) -> dict[str, Text]:
    """A source as plain data: its citation, and how much of it was read."""
    said = cited(texts, source)
    return {"text": said.text, "short": said.short, "how_seen": said.how_seen}


def record_data(texts: Texts, map_name: str, figures: Iterable[str], sources: Iterable[str]) -> dict[str, Any]:
    """All that a page needs to answer for its figures.

    Parameters
    ----------
    texts : Texts
    map_name : str
    figures : iterable of str
        The figures the page shows.
    sources : iterable of str
        Further sources that the page cites, beside those of the figures.

    Returns
    -------
    dict
        ``figures`` and ``sources``, each by key.
    """
    shown = {key: figure_data(texts, texts.dataset.figure_by_key[key], map_name) for key in dict.fromkeys(figures)}
    named = {row["source"] for figure in shown.values() for row in figure["attestations"]} | set(sources)
    return {
        "figures": shown,
        "sources": {row.source: source_data(texts, row) for row in texts.dataset.sources if row.source in named},
    }
