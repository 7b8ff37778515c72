"""Figures and what sources say of them: the chosen attestation, its rivals, and the citation.

A figure is one number; an attestation is what one source says of it. None is lost, and the one that a map draws is named,
with the reason, in ``uses.csv``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import Attestation, Source, Use

#: Stands in ``as_in_source_lang`` for words that are our English rendering of a source in another language.
RENDERED = "rendered"


class Amount(Protocol):
    """Anything with a value, a range or neither: an attestation, a number of deaths."""

    @property
    def low(self) -> int | None:
        """Least; None is not known."""

    @property
    def value(self) -> int | None:
        """The number; None is not known."""

    @property
    def high(self) -> int | None:
        """Most; None is not known."""

    @property
    def certainty(self) -> str:
        """How the number is known."""


def use_of(dataset: Dataset, map_name: str, figure: str) -> Use | None:
    """Find how a map uses a figure, or None when it does not."""
    return next((use for use in dataset.uses if use.map == map_name and use.figure == figure), None)


def chosen(dataset: Dataset, map_name: str, figure: str) -> Attestation | None:
    """Find the attestation by which a map draws a figure.

    Parameters
    ----------
    dataset : Dataset
    map_name, figure : str
        Keys.

    Returns
    -------
    Attestation or None
        None when the map does not use the figure, or lists it without choosing among its sources.
        Its ``value`` may be None: known to be unknown.
    """
    use = use_of(dataset, map_name, figure)
    if use is None or not use.attestation:
        return None
    return next(row for row in dataset.attestations_of[figure] if row.attestation == use.attestation)


def qualifier(attestation: Amount) -> str | None:
    """Say how a value is to be read: ``at_least``, ``at_most``, ``about``, or None when the source gives it as it stands."""
    if attestation.value is None:
        return None
    if attestation.low == attestation.value and attestation.high is None:
        return "at_least"
    if attestation.high == attestation.value and attestation.low is None:
        return "at_most"
    return "about" if attestation.certainty == "estimated" else None


def amount(row: Amount) -> tuple[str, dict[str, int]]:
    """Choose the interface text for a value or range: its key, and the numbers to fill in."""
    if row.value is not None:
        match qualifier(row):
            case "at_least":
                return "amount_at_least", {"low": row.value}
            case "at_most":
                return "amount_at_most", {"high": row.value}
            case "about":
                return "amount_about", {"value": row.value}
        return "amount", {"value": row.value}
    if row.low is not None and row.high is not None:
        return "amount_range", {"low": row.low, "high": row.high}
    if row.low is not None:
        return "amount_at_least", {"low": row.low}
    return ("amount_unknown", {}) if row.high is None else ("amount_at_most", {"high": row.high})


def citation(source: Source) -> str:
    """Cite a source in one line: author, title, year, where it is printed.

    Parameters
    ----------
    source : Source

    Returns
    -------
    str
        Parts that are not known are left out; nothing is made up for them.
    """
    author = "" if source.author.startswith("not ") else source.author
    parts = [author, source.title, source.container, source.year, source.pages_or_doc]
    return " ".join(part if part.endswith("...") else part.rstrip(".") + "." for part in parts if part)


def short_citation(source: Source, said: Source | None = None) -> str:
    """Name a source in a few words: the author's family name, or where it stands and its title; and the year.

    Parameters
    ----------
    source : Source
    said : Source, optional
        The same source in the words of another language; what kind of words they are is told by the source itself.

    Returns
    -------
    str
    """
    said = said or source
    # What begins with a small letter is a description: an author "not named", the many hands of an encyclopedia, a title of ours.
    described = source.author[:1].islower()
    outlet = said.container.split("(")[0].split(",")[0].strip()
    if described and not source.author.startswith("not ") and outlet:
        name = _shortened(outlet)
    elif source.author and not described:
        name = said.author.split(",")[0].split("(")[0].strip()
    else:
        where = outlet if source.title[:1].islower() else ""
        name = ", ".join(part for part in (where, _shortened(said.title)) if part)
    year = "" if source.year in ("", "n.d.") or source.year in name else f" {source.year}"
    return f"{name}{year}"


def _shortened(title: str, width: int = 44) -> str:
    """Cut a long title after a word."""
    return title if len(title) <= width else title[:width].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def how_much_seen(source: Source) -> Literal["seen", "excerpt", "not_seen", "own"]:
    """Say how much of a source the makers of a dataset read, in one of four words.

    Parameters
    ----------
    source : Source

    Returns
    -------
    {"seen", "excerpt", "not_seen", "own"}
        ``seen``: the full text or the full table; ``excerpt``: a part, such as an opening, an abstract or single pages; ``own``:
        the makers' own hand; ``not_seen``: named elsewhere or listed, and whatever else ``how_seen`` says.
    """
    words = source.how_seen.casefold()
    if words in ("our own", "invented"):
        return "own"
    if "not read" in words:
        return "not_seen"
    if words.startswith("full"):
        return "seen"
    return "excerpt" if any(part in words for part in ("excerpt", "abstract", "opening", "page")) else "not_seen"
