"""The record as a page: findings, figures with all attestations, deaths, gaps and bibliography, each at an address of its own.

It is static HTML that reads without scripts and prints. With scripts it changes language as the maps do: texts that stand once are
in the element's attributes, those that stand often (labels, names) in one data island.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from koryo_geo.content.build import credit_of
from koryo_geo.content.cards import source_card
from koryo_geo.content.glossary import all_explained
from koryo_geo.data.sources.csl import is_address
from koryo_geo.html.front import scripts
from koryo_geo.html.policy import policy
from koryo_geo.html.references import references
from koryo_geo.html.templates import markup, template
from koryo_geo.html.writer import Writer, spoken, spoken_html
from koryo_geo.language.catalogue import catalogue
from koryo_geo.review import rules
from koryo_geo.timeline import routing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from koryo_geo.data.rows import Attestation, Death, Figure, Use
    from koryo_geo.data.testimony import Voice
    from koryo_geo.language.texts import Text, Texts
    from koryo_geo.review.rules import Finding
    from koryo_geo.timeline.routing import Access

    #: The texts that stand more than once, by what they are texts of and by key.
    Labels = dict[str, dict[str, Text]]

    #: The places that no railway in use touches, by what is known of the way there.
    Ways = dict[str, list[tuple[str, Access]]]


#: Files written beside the page, and the words that describe them.
FILES = {
    "figures.csv": "figures",
    "places.lp.json": "places",
    "sources.csl.json": "csl",
    "sources.bib": "bib",
    "datapackage.json": "datapackage",
    "datacite.json": "datacite",
    "CITATION.cff": "citation",
    "provenance.json": "provenance",
    "build.json": "build",
}


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """A figure as the page prints it.

    Attributes
    ----------
    figure : Figure
    where : str
        Key of its unit or place.
    date : Text
    attestations : tuple of (Attestation, bool)
        Each with whether a map draws it.
    uses : tuple of Use
    findings : tuple of str
        Keys of the rules that use it.
    """

    figure: Figure
    where: str
    date: Text
    attestations: tuple[tuple[Attestation, bool], ...]
    uses: tuple[Use, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VoiceEntry:
    """A voice as the page prints it: the row, who tells it, what happened and when, in the page's languages."""

    voice: Voice
    who: Text
    text: Text
    date: Text


def render(texts: Texts) -> str:
    """Write the page.

    Parameters
    ----------
    texts : Texts
        The dataset, and the languages of the page.

    Returns
    -------
    str
        HTML; every value is escaped.
    """
    dataset = texts.dataset
    findings, ways = _findings(texts), _ways(texts)
    labels = _labels(texts, ways)
    body = template("record_text.html").render(
        w=Writer(texts.languages),
        texts=texts,
        dataset=dataset,
        findings=findings,
        terms=_terms(texts),
        comparing=rules.COMPARING,
        measures=_measures(texts, findings),
        labels=labels,
        reasons=_reasons(texts),
        scopes=_scopes(texts),
        voices=_voices(texts),
        gaps=[(row, texts.of("gaps", row.gap, "statement", row.statement)) for row in dataset.gaps],
        ways=ways,
        year=_year(texts),
        references=references(dataset.sources, texts),
        cited=_cited(texts),
        short=labels["sources"],
        short_at="/label/sources/%s",
        glossary=all_explained(texts),
        credit=credit_of(texts),
        by_key=dataset.source_by_key,
        files=FILES,
        markup=markup,
        spoken=spoken,
        spoken_html=spoken_html,
        is_address=is_address,
    )
    return _whole(texts, str(body), scripts(texts.languages, str(body), {"koryo-label-record": labels}))


def _whole(texts: Texts, body: str, own: str) -> str:
    """Put head and body together, under a policy that lets the page's own scripts run and nothing else."""
    whole = template("record.html").render(
        lang=texts.first,
        title=catalogue(texts.first).say("record_title"),
        policy=policy(own),
        body=markup(body),
        scripts=markup(own),
    )
    return str(whole).rstrip("\n") + "\n"


def _labels(texts: Texts, ways: Ways) -> Labels:
    """The texts that stand more than once on the page."""
    dataset = texts.dataset
    named = {row.unit or row.place for row in dataset.figures} | {row.place for row in dataset.voices if row.place}
    named |= {place for group in ways.values() for place, _ in group}
    return {
        "figures": {row.figure: texts.of("figures", row.figure, "label", row.label) for row in dataset.figures},
        "names": {key: texts.name(key, _own_name(texts, key)) for key in sorted(named)},
        "lines": {row.line: texts.of("lines", row.line, "name", row.name) for row in dataset.lines},
        "sources": {row.source: source_card(texts, row).short for row in dataset.sources},
        "seen": {row.how_seen: texts.of("sources", row.source, "how_seen", row.how_seen) for row in dataset.sources},
        "maps": {row.map: texts.of("maps", row.map, "title", row.title) for row in dataset.maps},
        "reasons": dict(_reasons(texts).values()),
    }


def _reasons(texts: Texts) -> dict[str, tuple[str, Text]]:
    """The reasons of uses, by their English words: a key on this page, and the text. Most of them stand many times."""
    found: dict[str, tuple[str, Text]] = {}
    for use in texts.dataset.uses:
        reason = texts.of("uses", f"{use.map}:{use.figure}", "reason", use.reason)
        found.setdefault(use.reason, (str(len(found)), reason))
    return found


def _own_name(texts: Texts, key: str) -> str:
    """What a unit is called in its own table."""
    unit = texts.dataset.unit_by_key.get(key)
    return unit.name if unit else ""


def _findings(texts: Texts) -> list[tuple[Finding, Text, Text]]:
    """Every declared rule, evaluated, with its statement and conjecture in the page's languages."""
    return [
        (
            finding,
            texts.of("rules", finding.rule, "statement", finding.statement),
            texts.of("rules", finding.rule, "conjecture", finding.conjecture),
        )
        for finding in rules.evaluate(texts.dataset)
    ]


def _terms(texts: Texts) -> dict[str, tuple[str, Any, Text]]:
    """What rules may name, by key: the kind of row, the row, and its words."""
    dataset = texts.dataset
    labels = {row.figure: row.label for row in dataset.figures}
    return {
        **{row.source: ("source", row, "") for row in dataset.sources},
        **{row.event: ("event", row, texts.of("events", row.event, "text", row.text)) for row in dataset.events},
        **{row.checkpoint: ("checkpoint", row, texts.date_words(row.date)) for row in dataset.checkpoints},
        **{row.death: ("death", row, texts.of("deaths", row.death, "scope", row.scope)) for row in dataset.deaths},
        **{row.attestation: ("attestation", row, labels[row.figure]) for row in dataset.attestations},
        **{row.figure: ("figure", row, row.label) for row in dataset.figures},
    }


def _measures(texts: Texts, findings: list[tuple[Finding, Text, Text]]) -> dict[str, list[FigureEntry]]:
    """The figures by what they count, in file order."""
    in_rules: dict[str, list[str]] = {}
    owner = {row.attestation: row.figure for row in texts.dataset.attestations}
    for finding, _, _ in findings:
        for key in dict.fromkeys(owner.get(term, term) for term in (*finding.left, *finding.right)):
            in_rules.setdefault(key, []).append(finding.rule)
    groups: dict[str, list[FigureEntry]] = {}
    for figure in texts.dataset.figures:
        groups.setdefault(figure.measure, []).append(_entry(texts, figure, tuple(in_rules.get(figure.figure, ()))))
    return groups


def _entry(texts: Texts, figure: Figure, findings: tuple[str, ...]) -> FigureEntry:
    """A figure with all that is known of it."""
    dataset = texts.dataset
    uses = [use for use in dataset.uses if use.figure == figure.figure]
    drawn = {use.attestation for use in uses if use.drawn_as != "table"}
    return FigureEntry(
        figure=figure,
        where=figure.unit or figure.place,
        date=texts.date_words(figure.date),
        attestations=tuple((row, row.attestation in drawn) for row in dataset.attestations_of.get(figure.figure, ())),
        uses=tuple(uses),
        findings=findings,
    )


def _voices(texts: Texts) -> dict[str, list[VoiceEntry]]:
    """The voices by stage, in file order."""
    stages: dict[str, list[VoiceEntry]] = {}
    for row in texts.dataset.voices:
        who, told = (texts.of("voices", row.voice, column, getattr(row, column)) for column in ("who", "text"))
        stages.setdefault(row.stage, []).append(VoiceEntry(row, who, told, texts.date_words(row.date) if row.date else ""))
    return stages


def _scopes(texts: Texts) -> list[tuple[Text, list[tuple[Death, Text, Text]]]]:
    """Numbers of deaths by their scope, which are never joined; each with its date and its note."""
    groups: dict[str, list[Death]] = {}
    for row in texts.dataset.deaths:
        groups.setdefault(row.scope, []).append(row)
    return [
        (texts.of("deaths", rows[0].death, "scope", scope), [_dated(texts, row) for row in rows]) for scope, rows in groups.items()
    ]


def _dated(texts: Texts, row: Death) -> tuple[Death, Text, Text]:
    """A number of deaths with its date and its note in words."""
    return row, texts.date_words(row.date), texts.of("deaths", row.death, "note", row.note)


def _ways(texts: Texts) -> Ways:
    """The places that no railway in use touches, by what is known of the way there."""
    groups: dict[str, list[tuple[str, Access]]] = {}
    for place in texts.dataset.places:
        found = routing.access(texts.dataset, place.place)
        if found.rail != "yes":
            groups.setdefault(found.rail if found.lines else "unknown", []).append((place.place, found))
    return {state: groups[state] for state in ("no", "doubtful", "unknown") if state in groups} if texts.dataset.lines else {}


def _year(texts: Texts) -> str:
    """The year of the lines in use: that of the first departure, or of the first map."""
    dataset = texts.dataset
    return min((*(flow.depart_first for flow in dataset.flows), *(plan.start for plan in dataset.maps)))[:4]


def _cited(texts: Texts) -> Mapping[str, list[str]]:
    """The figures that rest on each source."""
    cited: dict[str, list[str]] = {}
    for source, figure in dict.fromkeys(_citations(texts)):
        cited.setdefault(source, []).append(figure)
    return cited


def _citations(texts: Texts) -> Iterator[tuple[str, str]]:
    for row in texts.dataset.attestations:
        yield row.source, row.figure
