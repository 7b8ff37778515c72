"""The totals of a report, and the table that ``koryo-geo check`` prints of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from koryo_geo.data.attestations import chosen, how_much_seen
from koryo_geo.data.rows import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koryo_geo.data.dataset import Dataset
    from koryo_geo.review.rules import Finding


def totals_of(dataset: Dataset, findings: tuple[Finding, ...], unguarded: tuple[str, ...]) -> dict[str, int]:
    """The numbers of the table that the command prints."""
    seen = Counter(how_much_seen(row) for row in dataset.sources)
    verdicts = Counter(found.verdict for found in findings)
    return {
        "rows": sum(len(getattr(dataset, table)) for table in TABLES),
        "figures": len(dataset.figures),
        "attestations": len(dataset.attestations),
        "attestations_without_number": sum(
            row.value is None and row.low is None and row.high is None for row in dataset.attestations
        ),
        "sources": len(dataset.sources) - seen["own"],
        "sources_seen": seen["seen"],
        "sources_in_excerpt": seen["excerpt"],
        "sources_not_seen": seen["not_seen"],
        "rules": len(findings),
        "rules_holding": verdicts["holds"],
        "rules_failing": verdicts["fails"],
        "rules_of_different_counts": verdicts["different"],
        "rules_of_different_accounts": verdicts["disagree"],
        "rules_not_judged": verdicts["open"],
        "findings_not_acknowledged": sum(not found.acknowledged for found in findings),
        "unguarded": len(unguarded),
        "unknown_regions": _unknown_regions(dataset),
    }


def _unknown_regions(dataset: Dataset) -> int:
    """Regions that a map draws as not known, once for each figure."""
    unknown = set()
    for use in dataset.uses:
        if use.drawn_as == "region":
            row = chosen(dataset, use.map, use.figure)
            if row is None or (row.low is None and row.value is None and row.high is None):
                unknown.add(use.figure)
    return len(unknown)


#: The rows of the table: what is counted, and the keys of its total and of the parts of it.
_TABLE = (
    ("Rows in all tables", ("rows",)),
    ("Figures", ("figures",)),
    ("Attestations", ("attestations",)),
    ("… without a number", ("attestations_without_number",)),
    ("Sources (seen / read in excerpt / not seen)", ("sources", "sources_seen", "sources_in_excerpt", "sources_not_seen")),
    ("Rules evaluated", ("rules",)),
    ("… that hold", ("rules_holding",)),
    ("… that fail: findings", ("rules_failing",)),
    ("… of different counts: findings", ("rules_of_different_counts",)),
    ("… of accounts that disagree: findings", ("rules_of_different_accounts",)),
    ("… that cannot be judged", ("rules_not_judged",)),
    ("Findings not acknowledged", ("findings_not_acknowledged",)),
    ("Numbers that no rule guards", ("unguarded",)),
    ("Regions where people were, number not known", ("unknown_regions",)),
)


def table(found: Mapping[str, Any]) -> str:
    """The totals of a report as a table in Markdown."""
    totals = found["totals"]
    lines = []
    for label, (first, *parts) in _TABLE:
        listed = " / ".join(f"{totals[key]:,}" for key in parts)
        lines.append(f"| {label} | {totals[first]:,}{f' ({listed})' if listed else ''} |")
    return "\n".join(["| What | How many |", "| --- | --- |", *lines])
