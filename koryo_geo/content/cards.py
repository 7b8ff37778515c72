"""What a map can answer for its figures: each with its sources, its rivals and its date; and the numbers of deaths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koryo_geo.content.model import AttestationCard, DeathCount, FigureCard, SourceCard, Voice
from koryo_geo.data.attestations import RENDERED, citation, short_citation, use_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import Attestation, Figure, Source, Use
    from koryo_geo.data.testimony import Voice as Testimony
    from koryo_geo.language.texts import Text, Texts
    from koryo_geo.timeline.model import Timeline


def drawn_figures(dataset: Dataset, map_name: str) -> tuple[str, ...]:
    """Keys of the figures that a map draws."""
    return tuple(use.figure for use in dataset.uses if use.map == map_name and use.drawn_as != "table")


def figure_cards(texts: Texts, map_name: str, drawn: Iterable[str], marked: Collection[str]) -> dict[str, FigureCard]:
    """The figures that a map answers for, by key: those that it draws, and those counted at places and districts marked on it."""
    dataset = texts.dataset
    there = [figure.figure for figure in dataset.figures if figure.place in marked or figure.unit in marked]
    return {key: figure_card(texts, dataset.figure_by_key[key], map_name) for key in dict.fromkeys([*drawn, *there])}


def figure_card(texts: Texts, figure: Figure, map_name: str) -> FigureCard:
    """A figure with all its attestations."""
    dataset = texts.dataset
    use = use_of(dataset, map_name, figure.figure)
    reason = texts.of("uses", f"{map_name}:{figure.figure}", "reason", use.reason) if use else ""
    return FigureCard(
        label=texts.of("figures", figure.figure, "label", figure.label),
        counted=figure.counted,
        measure=figure.measure,
        date_words=texts.date_words(figure.date),
        note=figure.note,
        attestations=tuple(_attestation(row, use, reason) for row in dataset.attestations_of[figure.figure]),
    )


def _attestation(row: Attestation, use: Use | None, reason: Text) -> AttestationCard:
    """What one source says, and why the map uses it if it does."""
    used = use is not None and use.attestation == row.attestation
    return AttestationCard(
        low=row.low,
        value=row.value,
        high=row.high,
        as_in_source="" if row.as_in_source.replace(",", "") == str(row.value) else row.as_in_source,
        rendered=row.as_in_source_lang == RENDERED,
        source=row.source,
        pages=row.pages,
        certainty=row.certainty,
        confidence=row.confidence,
        used=used,
        reason=reason if used else "",
        note=row.note,
    )


def source_cards(texts: Texts, cited: Collection[str]) -> tuple[SourceCard, ...]:
    """The sources that are cited, in file order."""
    return tuple(source_card(texts, row) for row in texts.dataset.sources if row.source in cited)


def source_card(texts: Texts, row: Source) -> SourceCard:
    """A source as the pages name it, in their languages."""
    return SourceCard(
        source=row.source,
        text=_once(texts.by_language(lambda lang: citation(texts.source(row, lang)))),
        short=_once(texts.by_language(lambda lang: short_citation(row, texts.source(row, lang)))),
        how_seen=texts.of("sources", row.source, "how_seen", row.how_seen),
        reliability=texts.of("sources", row.source, "reliability", row.reliability),
        url=row.url,
    )


def _once(text: Text) -> Text:
    """Reduce a text that is the same in every language to one string."""
    return text if isinstance(text, str) or len(set(text.values())) > 1 else next(iter(text.values()))


def told_by(timeline: Timeline) -> set[str]:
    """The sources that a map's story rests on: its chapters, events and moves."""
    moves = (move.sources for moment in timeline.moments for move in moment.moves)
    return set().union(*moves, *(row.sources for row in timeline.chapters), *(row.sources for row in timeline.events))


def voices_of(texts: Texts) -> tuple[Voice, ...]:
    """What witnesses told, in file order."""
    return tuple(_voice(texts, row) for row in texts.dataset.voices)


def _voice(texts: Texts, row: Testimony) -> Voice:
    there = texts.name(row.place) if row.place else texts.of("voices", row.voice, "place_as_in_source", row.place_as_in_source)
    return Voice(
        voice=row.voice,
        who=texts.of("voices", row.voice, "who", row.who),
        age_then=row.age_then,
        told_by=row.told_by,
        stage=row.stage,
        text=texts.of("voices", row.voice, "text", row.text),
        date=texts.date_words(row.date),
        place=row.place or "",
        place_name=there,
        certainty=row.certainty,
        source=row.source,
    )


def death_counts(texts: Texts) -> tuple[DeathCount, ...]:
    """The numbers of deaths, each with its scope; scopes are never joined."""
    return tuple(
        DeathCount(
            death=row.death,
            scope=texts.of("deaths", row.death, "scope", row.scope),
            date=texts.date_words(row.date),
            low=row.low,
            value=row.value,
            high=row.high,
            certainty=row.certainty,
            confidence=row.confidence,
            source=row.source,
            note=texts.of("deaths", row.death, "note", row.note),
        )
        for row in texts.dataset.deaths
    )
