"""A figure answers for itself: who reported it, where, what it adds up to, what others say, and what rests on it.

A question is a number, a key, or the name of a place or unit, or words of a label, in any language of the dataset.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import asdict, dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from koryo_geo.data.attestations import amount, citation, short_citation
from koryo_geo.data.dataset import check_dataset
from koryo_geo.data.dates import span
from koryo_geo.errors import NoMatchError
from koryo_geo.language.catalogue import catalogue, date_in_words
from koryo_geo.review import rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import Attestation, Death, Figure
    from koryo_geo.review.rules import Finding


#: A question that is a number, grouped or not.
_NUMBER = re.compile(r"\d+(?:[\s,.'\u00a0\u202f]\d{3})*")


#: How alike a name must be to stand for another.
_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Attested:
    """What one source says of a figure.

    Attributes
    ----------
    attestation, source : str
        Keys.
    amount : str
        The number or range, in words.
    as_in_source, pages, citation, how_seen, certainty, confidence, note : str
    used : tuple of str
        Maps that follow it, each with the reason.
    """

    attestation: str
    amount: str
    as_in_source: str
    source: str
    pages: str
    citation: str
    how_seen: str
    certainty: str
    confidence: str
    used: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure with all that is known of it, and all that rests on it.

    Attributes
    ----------
    figure, label, measure, counted, where, date, note : str
    attestations : tuple of Attested
        What each source says.
    rules : tuple of Finding
        The rules it stands in.
    uses : tuple of str
        The maps that show it, how, and why.
    flows : tuple of str
        Flows whose people it counts.
    mentions : tuple of str
        Chapters and events whose words print one of its numbers.
    moves : tuple of str
        Maps whose picture moves if the figure changes.
    """

    figure: str
    label: str
    measure: str
    counted: str
    where: str
    date: str
    note: str
    attestations: tuple[Attested, ...]
    rules: tuple[Finding, ...]
    uses: tuple[str, ...]
    flows: tuple[str, ...]
    mentions: tuple[str, ...]
    moves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer to a question; printed as text, and shown as HTML in a notebook.

    Attributes
    ----------
    query, date : str
        As asked.
    read_as : str
        What the question was taken to mean, where it is not what was asked.
    answers : tuple of Answer
        The figures that match.
    rules : tuple of Finding
        Rules that match by themselves: by key, or by a number that only a sum makes.
    deaths : tuple of str
        Estimates of deaths that match, each with its scope and source.
    """

    query: str
    date: str
    read_as: str
    answers: tuple[Answer, ...]
    rules: tuple[Finding, ...]
    deaths: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain data, for ``koryo-geo explain --json``."""
        return asdict(self)

    def __str__(self) -> str:
        return "\n".join(self._lines()).strip()

    def _repr_html_(self) -> str:
        """Show the answer in a notebook; all words of the dataset are escaped."""
        parts = [f"<p>{escape(self._heading())}</p>", *(_answer_html(answer) for answer in self.answers)]
        if self.rules:
            parts.append(_list_html("Rules", [rule_line(found) for found in self.rules]))
        if self.deaths:
            parts.append(_list_html("Estimates of deaths", self.deaths))
        return f'<div class="koryo-explanation">{"".join(parts)}</div>'

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Show the answer in a console as it prints."""
        printer.text("..." if cycle else str(self))

    def _heading(self) -> str:
        """What was asked, and what was found."""
        meant = f", read as {self.read_as}" if self.read_as else ""
        at = f" at {self.date}" if self.date else ""
        found = [
            _plural(len(self.answers), "figure"),
            *([_plural(len(self.rules), "rule")] if self.rules else []),
            *([_plural(len(self.deaths), "estimate of deaths", "estimates of deaths")] if self.deaths else []),
        ]
        return f"{self.query}{at}{meant}: {', '.join(found)}"

    def _lines(self) -> Iterator[str]:
        """The answer as lines."""
        yield self._heading()
        for answer in self.answers:
            yield from ("", *_answer_lines(answer))
        for title, lines in (("Rules", [rule_line(found) for found in self.rules]), ("Estimates of deaths", self.deaths)):
            if lines:
                yield from ("", title, *(f"  {line}" for line in lines))


def explain(dataset: Dataset, query: str | int, *, date: str = "") -> Explanation:
    """Ask a dataset for a figure.

    Parameters
    ----------
    dataset : Dataset
    query : str or int
        A number (``171781``, ``"171,781"``); the key of a figure, attestation, rule, unit, place or source; the name of a place or
        unit, or words of a label, in any language of the dataset; words of an author and title. A name that is nearly right is
        taken for the nearest.
    date : str, optional
        An EDTF date: only figures that may be of that date.

    Returns
    -------
    Explanation

    Raises
    ------
    NoMatchError
        If nothing answers; the message names what comes close.
    ValueError
        If the date is not EDTF.

    Examples
    --------
    >>> import koryo_geo
    >>> found = explain(koryo_geo.load("minimal"), "1,000")
    >>> [answer.figure for answer in found.answers]
    ['old-realm.1867.deported.persons']
    >>> [rule.holds for rule in found.answers[0].rules]
    [True, False]
    """
    check_dataset(dataset)
    asked = str(query).strip()
    index = _Index(dataset)
    figures, rules, deaths, read_as = index.find(asked)
    when = span(date) if date else None
    kept = [row for row in figures if when is None or (row.date and span(row.date).meets(when))]
    if when is not None:
        rules, deaths = (), tuple(row for row in deaths if row.date and span(row.date).meets(when))
    if not kept and not rules and not deaths:
        raise NoMatchError(_nothing(dataset, asked, date, figures, index))
    return Explanation(
        query=asked,
        date=date,
        read_as=read_as,
        answers=tuple(index.answer(row) for row in kept),
        rules=rules,
        deaths=tuple(_death_line(dataset, row) for row in deaths),
    )


def _nothing(dataset: Dataset, asked: str, date: str, figures: Collection[Figure], index: _Index) -> str:
    """Say that nothing answers, and what comes close."""
    if figures and date:
        dates = sorted({row.date or "no date" for row in figures})
        return f"nothing on {asked!r} in {dataset.name} at {date}; there are figures of {', '.join(dates)}"
    known = index.named(asked)
    if known:
        return f"{dataset.name} knows {known}, and holds no figure for it"
    close = index.near(asked, cutoff=0.6)
    hint = f"Did you mean {' or '.join(close)}?" if close else "Ask for a number, a key, a place or unit, or words of a label."
    return f"nothing in {dataset.name} answers to {asked!r}. {hint}"


class _Index:
    """A dataset with the indexes that questions are looked up in."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.findings = rules.evaluate(dataset)
        rows = rules.Operands.of(dataset)
        self.rule_of: dict[str, list[Finding]] = {}
        for rule, found in zip(dataset.rules, self.findings, strict=True):
            named = {dataset_row.figure for key in rows.attestations_of(rule) if (dataset_row := rows.attestations.get(key))}
            for figure in sorted(named):
                self.rule_of.setdefault(figure, []).append(found)
        self.subjects = _subjects(dataset)

    def find(self, asked: str) -> tuple[list[Figure], tuple[Finding, ...], tuple[Death, ...], str]:
        """Find figures, rules and deaths, and what the question was read as."""
        if _NUMBER.fullmatch(asked):
            return self._by_number(int(re.sub(r"\D", "", asked)))
        found = self._by_key(asked)
        if found[0] or found[1] or found[2]:
            return (*found, "")
        figures = self._by_name(asked) or self._by_words(asked) or self._by_work(asked)
        if figures:
            return figures, (), (), ""
        close = self.near(asked, cutoff=_ALIKE)
        if close and (figures := self._by_name(close[0]) or self._by_key(close[0])[0]):
            return figures, (), (), close[0]
        return [], (), (), ""

    def _by_number(self, number: int) -> tuple[list[Figure], tuple[Finding, ...], tuple[Death, ...], str]:
        """Figures of which some source says the number; else rules whose sum makes it, or whose words print it."""
        named = {row.figure for row in self.dataset.attestations if number in (row.low, row.value, row.high)}
        figures = [row for row in self.dataset.figures if row.figure in named]
        deaths = tuple(row for row in self.dataset.deaths if number in (row.low, row.value, row.high))
        beside = {found.rule for figure in named for found in self.rule_of.get(figure, ())}
        rules = tuple(
            found
            for found in self.findings
            if found.rule not in beside
            and (number in (found.left_value, found.right_value) or _prints(f"{found.statement} {found.conjecture}", number))
        )
        return figures, rules, deaths, ""

    def _by_key(self, asked: str) -> tuple[list[Figure], tuple[Finding, ...], tuple[Death, ...]]:
        """Figures by their own key or that of an attestation, rule, unit, place or source."""
        data = self.dataset
        owner = {row.attestation: row.figure for row in data.attestations}
        cited = {row.figure for row in data.attestations if row.source == asked}
        rules = tuple(found for found in self.findings if found.rule == asked)
        deaths = tuple(row for row in data.deaths if asked in (row.death, row.source))
        figures = [
            row
            for row in data.figures
            if asked in (row.figure, row.unit, row.place) or owner.get(asked) == row.figure or row.figure in cited
        ]
        return figures, rules, deaths

    def _by_name(self, asked: str) -> list[Figure]:
        """Figures of the places and units that have a name."""
        keys = self.subjects.get(_plain(asked), set())
        return [row for row in self.dataset.figures if row.unit in keys or row.place in keys]

    def _by_words(self, asked: str) -> list[Figure]:
        """Figures whose label holds all the words, in one of the languages."""
        wanted = set(_plain(asked).split())
        texts = self.dataset.translation_of
        labels = {row.figure: [row.label] for row in self.dataset.figures}
        for (table, key, column, _), text in texts.items():
            if table == "figures" and column == "label":
                labels[key].append(text)
        return [row for row in self.dataset.figures if any(wanted <= set(_plain(text).split()) for text in labels[row.figure])]

    def _by_work(self, asked: str) -> list[Figure]:
        """Figures that rest on a work whose author, title or key holds all the words."""
        wanted = set(_plain(asked).split())
        meant = {
            row.source for row in self.dataset.sources if wanted <= set(_plain(f"{row.source} {row.author} {row.title}").split())
        }
        cited = {row.figure for row in self.dataset.attestations if row.source in meant} if wanted else set()
        return [row for row in self.dataset.figures if row.figure in cited]

    def named(self, asked: str) -> str:
        """The name of a place or unit that is meant, or nothing."""
        keys = self.subjects.get(_plain(asked), set()) or {asked} & {*self.dataset.place_by_key, *self.dataset.unit_by_key}
        return _english(self.dataset, min(keys)) if keys else ""

    def near(self, asked: str, cutoff: float) -> list[str]:
        """Names and keys that come close to a question; of numbers, those that differ in a digit or two."""
        if _NUMBER.fullmatch(asked):
            numbers = [str(row.value) for row in self.dataset.attestations if row.value is not None]
            digits = re.sub(r"\D", "", asked)
            close = difflib.get_close_matches(digits, sorted(set(numbers)), n=9, cutoff=cutoff)
            return [f"{number:,}" for number in sorted(map(int, close), key=lambda number: abs(number - int(digits)))[:3]]
        shown = {_plain(name): name for name in [row.name for row in self.dataset.names] + [row.name for row in self.dataset.units]}
        shown |= {_plain(row.figure): row.figure for row in self.dataset.figures}
        shown |= {_plain(row.rule): row.rule for row in self.dataset.rules}
        known = [name for name in shown if name in self.subjects or shown[name] in self.dataset.figure_by_key]
        return [shown[name] for name in difflib.get_close_matches(_plain(asked), sorted(known), n=3, cutoff=cutoff)]

    def answer(self, row: Figure) -> Answer:
        """Put together all that is known of a figure."""
        data = self.dataset
        uses = [use for use in data.uses if use.figure == row.figure]
        flows = [flow for flow in data.flows if row.figure in (flow.persons_figure, flow.households_figure)]
        numbers = {item.value for item in data.attestations_of[row.figure] if item.value is not None}
        unit, place = data.unit_by_key.get(row.unit), data.place_by_key.get(row.place)
        return Answer(
            figure=row.figure,
            label=row.label,
            measure=row.measure,
            counted=row.counted,
            where=unit.name if unit else _english(data, row.place) if place else "",
            date=date_in_words(row.date) if row.date else "not dated",
            note=row.note,
            attestations=tuple(self._attested(item) for item in data.attestations_of[row.figure]),
            rules=tuple(self.rule_of.get(row.figure, ())),
            uses=tuple(f"{use.map}, as {use.drawn_as}: {use.reason}" for use in uses),
            flows=tuple(f"{flow.flow}: {flow.label}" for flow in flows),
            mentions=tuple(_mentions(data, numbers)),
            moves=tuple(dict.fromkeys(use.map for use in uses if use.drawn_as not in ("table", "caption"))),
        )

    def _attested(self, row: Attestation) -> Attested:
        """One attestation in words."""
        source = self.dataset.source_by_key[row.source]
        used = [use for use in self.dataset.uses if use.attestation == row.attestation]
        key, values = amount(row)
        return Attested(
            attestation=row.attestation,
            amount=catalogue("en").say(key, **values),
            as_in_source=row.as_in_source,
            source=row.source,
            pages=row.pages,
            citation=citation(source),
            how_seen=source.how_seen,
            certainty=row.certainty,
            confidence=row.confidence,
            used=tuple(f"{use.map}: {use.reason}" for use in used),
            note=row.note,
        )


def _plain(text: str) -> str:
    """A name without case, accents and signs, so that spellings meet."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", bare).replace("_", " ")))


def _subjects(dataset: Dataset) -> dict[str, set[str]]:
    """The places and units of each name."""
    found: dict[str, set[str]] = {}
    for name, key in [(row.name, row.subject) for row in dataset.names] + [(row.name, row.unit) for row in dataset.units]:
        found.setdefault(_plain(name), set()).add(key)
    return found


def _english(dataset: Dataset, subject: str) -> str:
    """The English name of a place, else its key."""
    return next((row.name for row in dataset.names_of.get(subject, ()) if row.lang == "en" and not row.valid), subject)


def _prints(text: str, number: int) -> bool:
    """Whether a text prints a number."""
    return re.search(rf"(?<![\d,.]){number:,}(?![\d]|,\d)", text) is not None


def _mentions(dataset: Dataset, numbers: Iterable[int]) -> Iterator[str]:
    """Chapters and events whose words print one of some numbers; short numbers stand for too much."""
    wanted = [number for number in numbers if number >= 100]
    for chapter in dataset.chapters:
        if any(_prints(chapter.caption, number) for number in wanted):
            yield f"chapter {chapter.map}:{chapter.chapter}, {chapter.title}"
    for event in dataset.events:
        if any(_prints(event.text, number) for number in wanted):
            yield f"event {event.event}"


def _death_line(dataset: Dataset, row: Death) -> str:
    """An estimate of deaths in a line, with its scope: scopes are never joined."""
    key, values = amount(row)
    source = short_citation(dataset.source_by_key[row.source])
    return f"{row.scope}: {catalogue('en').say(key, **values)} ({source}, {row.certainty}, {row.confidence} confidence)"


def rule_line(found: Finding) -> str:
    """A finding in a line."""
    outcome = {
        "holds": "holds",
        "fails": "fails",
        "different": "sets different counts side by side",
        "disagree": "tells of accounts that disagree",
        "open": "cannot be judged",
    }[found.verdict]
    return " ".join(part for part in (f"{found.rule} {outcome}.", found.statement, found.conjecture) if part)


def _plural(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _facts(answer: Answer) -> str:
    """What is counted, where and when."""
    return f"{answer.counted} {answer.measure}; {answer.where}; {answer.date}"


def _sections(answer: Answer) -> list[tuple[str, list[str]]]:
    """The lists of an answer, each with its heading; empty ones are left out."""
    rests = [*(f"map {use}" for use in answer.uses), *(f"flow {flow}" for flow in answer.flows)]
    sections = [
        ("Sources say", [_attested_line(row) for row in answer.attestations]),
        ("Arithmetic", [rule_line(found) for found in answer.rules] or ["no rule names this figure"]),
        ("What rests on it", rests or ["no map and no flow"]),
        ("Words that print the same number, to be looked through", list(answer.mentions)),
        ("If it changes", [f"the picture moves on {', '.join(answer.moves)}" if answer.moves else "no picture moves"]),
    ]
    return [(heading, lines) for heading, lines in sections if lines]


def _attested_line(row: Attested) -> str:
    """What a source says, in a line."""
    cited = f"{row.citation.rstrip('.')}, {row.pages}" if row.pages else row.citation
    used = f" USED by {'; '.join(row.used)}" if row.used else ""
    note = f" ({row.note})" if row.note else ""
    seen = f"seen: {row.how_seen}; {row.certainty}, {row.confidence} confidence"
    return f"{row.amount}, printed {row.as_in_source!r}: {row.source}, {cited} [{seen}]{note}{used}"


def _answer_lines(answer: Answer) -> Iterator[str]:
    """An answer as lines."""
    yield from (answer.label, f"  {answer.figure}", f"  {_facts(answer)}", *([f"  {answer.note}"] if answer.note else []))
    for heading, lines in _sections(answer):
        yield f"  {heading}"
        yield from (f"    {line}" for line in lines)


def _answer_html(answer: Answer) -> str:
    """An answer as HTML."""
    note = f"<p>{escape(answer.note)}</p>" if answer.note else ""
    lists = "".join(_list_html(heading, lines) for heading, lines in _sections(answer))
    head = f"<h4>{escape(answer.label)}</h4><p><code>{escape(answer.figure)}</code> {escape(_facts(answer))}</p>"
    return f"<section>{head}{note}{lists}</section>"


def _list_html(heading: str, lines: Iterable[str]) -> str:
    """A list with its heading."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<p><b>{escape(heading)}</b></p><ul>{items}</ul>"
