"""The declared rules of a dataset, evaluated: what adds up, what does not, and which numbers no rule guards.

A number is taken as its source gives it: exact; at least or at most; or, where the certainty is ``estimated``, rounded, so that
it may be off by half of its last digit that is not zero, but never by more than a twentieth. A rule holds when its two sides can
be equal under this reading. The difference is always that of the printed numbers.

Not every contradiction is a sum that fails. Two dates, two scopes or two kinds of count are different counts; two accounts of one
thing disagree; and a schematic timetable agrees with what a source attests of a day, or does not.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, Literal

from koryo_geo.data.attestations import qualifier
from koryo_geo.data.dataset import check_dataset
from koryo_geo.data.dates import span
from koryo_geo.timeline.checkpoints import compare

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.dates import Span
    from koryo_geo.data.rows import Attestation, Death, Event, Rule
    from koryo_geo.timeline.checkpoints import Comparison


#: Kinds of rules that compare all their rows with each other.
COMPARING = ("same_total", "rivals", "different_counts", "different_accounts")

Verdict = Literal["holds", "fails", "different", "disagree", "open"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule, evaluated.

    Attributes
    ----------
    rule, kind : str
    holds : bool or None
        Whether the two sides can be equal; for rivals, whether they can all be right. None: it cannot be judged, because a
        number is not known, because the rows are of different kinds, or because they need not be equal.
    verdict : {"holds", "fails", "different", "disagree", "open"}
        What the pages say: it holds; it does not hold; these are different counts; the accounts disagree; it cannot be judged.
    left_value, right_value : int or None
        The printed numbers of both sides; of rows compared with each other, the most and the least; of a timetable, what is
        attested and what is drawn. None where there is none.
    difference : int or None
        Left less right.
    left, right : tuple of str
        The keys that the rule names.
    statement, conjecture : str
        As ``rules.csv`` words them, in English.
    acknowledged : bool
        The outcome is the one that the dataset states.
    sources : tuple of str
    """

    rule: str
    kind: str
    holds: bool | None
    verdict: Verdict
    left_value: int | None
    right_value: int | None
    difference: int | None
    left: tuple[str, ...]
    right: tuple[str, ...]
    statement: str
    conjecture: str
    acknowledged: bool = True
    sources: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Side:
    """What one side of a rule may be: least and most, and the number that is printed, if there is one."""

    low: float
    high: float
    value: int | None

    def __add__(self, other: _Side) -> _Side:
        value = None if self.value is None or other.value is None else self.value + other.value
        return _Side(self.low + other.low, self.high + other.high, value)


def evaluate(dataset: Dataset) -> tuple[Finding, ...]:
    """Evaluate the rules of a dataset.

    Parameters
    ----------
    dataset : Dataset

    Returns
    -------
    tuple of Finding
        One for each rule, in file order.

    Examples
    --------
    >>> import koryo_geo
    >>> [(found.rule, found.holds, found.difference) for found in evaluate(koryo_geo.load("minimal"))]
    [('sent-people', True, 0), ('sent-people-by-the-letter', False, 60)]
    """
    check_dataset(dataset)
    rows = Operands.of(dataset)
    return tuple(_finding(rule, rows) for rule in dataset.rules)


def unguarded(dataset: Dataset) -> tuple[str, ...]:
    """Name the attestations whose number could change by one and no rule would notice.

    Parameters
    ----------
    dataset : Dataset

    Returns
    -------
    tuple of str
        Keys of attestations with a number, in file order. A number that no rule names is among them, and so is one
        that a rule names but does not decide, such as the middle one of three rivals.
    """
    rows = Operands.of(dataset)
    before = {rule.rule: _finding(rule, rows).acknowledged for rule in dataset.rules}
    naming: dict[str, list[Rule]] = {}
    for rule in dataset.rules:
        for key in rows.attestations_of(rule):
            naming.setdefault(key, []).append(rule)
    return tuple(
        row.attestation
        for row in dataset.attestations
        if row.value is not None and not all(_notices(rows, row, naming, before, step) for step in (1, -1))
    )


def _notices(rows: Operands, row: Attestation, naming: Mapping[str, list[Rule]], before: Mapping[str, bool], step: int) -> bool:
    """Whether a rule comes out otherwise when a number is changed by a step."""
    changed = rows.with_attestation(replace(row, value=(row.value or 0) + step))
    return any(_finding(rule, changed).acknowledged != before[rule.rule] for rule in naming.get(row.attestation, ()))


@dataclass(frozen=True, slots=True)
class Operands:
    """The rows that rules may name, by key.

    Attributes
    ----------
    attestations : mapping of str to Attestation
    of_figure : mapping of str to tuple of str
        The attestations of each figure.
    used : mapping of str to str
        The attestation of each figure that the first map to choose one follows, else the first.
    counted : mapping of str to str
        What each figure counts.
    deaths : mapping of str to Death
    events : mapping of str to Event
    checkpoints : mapping of str to Comparison
        Each beside the timetable; empty where no rule asks for it.
    """

    attestations: Mapping[str, Attestation]
    of_figure: Mapping[str, tuple[str, ...]]
    used: Mapping[str, str]
    counted: Mapping[str, str]
    deaths: Mapping[str, Death]
    events: Mapping[str, Event]
    checkpoints: Mapping[str, Comparison]

    @classmethod
    def of(cls, dataset: Dataset) -> Operands:
        """Gather the rows of a dataset."""
        used = {use.figure: use.attestation for use in reversed(dataset.uses) if use.attestation}
        return cls(
            attestations={row.attestation: row for row in dataset.attestations},
            of_figure={key: tuple(row.attestation for row in rows) for key, rows in dataset.attestations_of.items()},
            used={key: used.get(key, rows[0].attestation) for key, rows in dataset.attestations_of.items()},
            counted={row.figure: row.counted for row in dataset.figures},
            deaths={row.death: row for row in dataset.deaths},
            events={row.event: row for row in dataset.events},
            checkpoints=compare(dataset) if any(rule.kind == "timetable" for rule in dataset.rules) else {},
        )

    def with_attestation(self, row: Attestation) -> Operands:
        """The same rows, but for one."""
        return replace(self, attestations={**self.attestations, row.attestation: row})

    def attestations_of(self, rule: Rule) -> tuple[str, ...]:
        """The attestations that a rule takes its numbers from."""
        keys = self.operands(rule, rule.left_list) + self.operands(rule, rule.right_list)
        return tuple(key for key in keys if key in self.attestations)

    def operands(self, rule: Rule, keys: Iterable[str]) -> tuple[str, ...]:
        """Put attestations in the place of figures: all of them where rows are compared, the one in use where they are added."""
        found: list[str] = []
        for key in keys:
            if key in self.checkpoints:
                found.append(self.checkpoints[key].checkpoint.attestation or key)
            elif key not in self.of_figure:
                found.append(key)
            else:
                found.extend(self.of_figure[key] if rule.kind in COMPARING else (self.used[key],))
        return tuple(found)

    def side(self, key: str) -> _Side | None:
        """What a row counts, or None when it counts nothing or the number is not known."""
        row = self.attestations.get(key) or self.deaths.get(key)
        return None if row is None else _bounds(row)

    def unit(self, key: str) -> str:
        """What a row counts in; rows can be compared only within one unit."""
        if key in self.attestations:
            return self.counted[self.attestations[key].figure]
        return "deaths" if key in self.deaths else "events" if key in self.events else "other"


def _bounds(row: Attestation | Death) -> _Side | None:
    """What a number may be, as its source gives it."""
    if row.value is None:
        if row.low is None and row.high is None:
            return None
        return _Side(row.low or 0, math.inf if row.high is None else row.high, None)
    match qualifier(row):
        case "at_least":
            return _Side(row.value, math.inf, row.value)
        case "at_most":
            return _Side(0, row.value, row.value)
    if row.low is not None and row.high is not None:
        return _Side(row.low, row.high, row.value)
    half = _slack(row.value) if row.certainty == "estimated" else 0
    return _Side(row.value - half, row.value + half, row.value)


def _slack(value: int) -> int:
    """How far a rounded number may be off: half of its last digit that is not zero, at most a twentieth.

    Examples
    --------
    >>> _slack(172600), _slack(100000), _slack(172481)
    (50, 5000, 0)
    """
    zeros = len(str(value)) - len(str(value).rstrip("0"))
    return min(int("1" + "0" * zeros) // 2, value // 20)


def _finding(rule: Rule, rows: Operands) -> Finding:
    """Evaluate one rule."""
    holds, left, right, difference = _JUDGES[rule.kind](rule, rows)
    return Finding(
        rule=rule.rule,
        kind=rule.kind,
        holds=holds,
        verdict=_verdict(rule.kind, holds),
        left_value=left,
        right_value=right,
        difference=difference,
        left=rule.left_list,
        right=rule.right_list,
        statement=rule.statement,
        conjecture=rule.conjecture,
        acknowledged=_acknowledged(rule, holds, difference),
        sources=rule.source_list,
    )


def _verdict(kind: str, holds: bool | None) -> Verdict:
    """What the pages say of an outcome: only what should be equal can fail to hold."""
    if holds is not None:
        return "holds" if holds else "fails"
    return "different" if kind == "different_counts" else "disagree" if kind == "different_accounts" else "open"


def _acknowledged(rule: Rule, holds: bool | None, difference: int | None) -> bool:
    """Whether a rule comes out as it states: with no difference, or with the very one that it acknowledges."""
    if rule.kind == "different_accounts":
        return holds is None
    if difference is not None:
        return difference == (rule.difference or 0) and (holds is not False or rule.difference is not None)
    return rule.difference is None and (holds is not False or rule.kind == "rivals")


_Outcome = tuple[bool | None, int | None, int | None, int | None]


def _related(rule: Rule, rows: Operands) -> _Outcome:
    """Judge a rule whose left side makes its right side."""
    left = _total(rows.side(key) for key in rows.operands(rule, rule.left_list))
    right = _total(rows.side(key) for key in rows.operands(rule, rule.right_list))
    if right is not None and rule.kind == "share_implies_total":
        right = _share(right, rule.share or 0.0)
    if left is None or right is None:
        return None, None if left is None else left.value, None if right is None else right.value, None
    holds = left.low <= right.high and right.low <= left.high
    return holds, left.value, right.value, _difference(left, right)


def _different(rule: Rule, rows: Operands) -> _Outcome:
    """Judge counts that need not be equal: of two dates, two scopes or two kinds. Equal ones are no different counts."""
    _, left, right, difference = (_related if rule.right_list else _compared)(rule, rows)
    return (True if difference == 0 else None), left, right, difference


def _told(rule: Rule, rows: Operands) -> _Outcome:
    """Judge accounts of one thing; those whose dates can be one and the same do not disagree."""
    keys = (*rule.left_list, *rule.right_list)
    dated = [span(rows.events[key].date) for key in keys if key in rows.events]
    return (True if len(dated) == len(keys) and _meet(dated) else None), None, None, None


def _timetable(rule: Rule, rows: Operands) -> _Outcome:
    """Judge what a timetable draws against what is attested: how many had left, waited or had come, or when the first came."""
    found = rows.checkpoints.get(rule.left)
    if found is None or (found.drawn is None and found.late_by is None):
        return None, None, None, None
    bound = found.checkpoint.bound
    if found.late_by is not None:
        if bound == "started":
            return found.late_by <= 0, None, None, None
        return found.late_by == 0, None, None, found.late_by
    side = rows.side(found.checkpoint.attestation)
    drawn = found.drawn or 0
    if side is None or side.value is None:
        return None, None, drawn, None
    holds = drawn >= side.low if bound == "at_least" else side.low <= drawn <= side.high
    return holds, side.value, drawn, side.value - drawn


def _total(sides: Iterable[_Side | None]) -> _Side | None:
    """Add up; one that is not known makes the sum not known."""
    total: _Side | None = _Side(0, 0, 0)
    for side in sides:
        if total is None or side is None:
            return None
        total = total + side
    return total


def _share(side: _Side, share: float) -> _Side:
    """A percentage of a number; the percentage too is rounded to its last printed digit."""
    exact = Decimal(str(share)).normalize()
    exponent = exact.as_tuple().exponent
    half = float(Decimal(5).scaleb(min(int(exponent), 0) - 1))
    value = None if side.value is None else int((side.value * exact / 100).to_integral_value(ROUND_HALF_UP))
    return _Side(math.floor(side.low * (share - half) / 100), math.ceil(side.high * (share + half) / 100), value)


def _difference(left: _Side, right: _Side) -> int | None:
    """Left less right, of the printed numbers; where one is a range, the gap between them, if there is one."""
    if left.value is not None and right.value is not None:
        return left.value - right.value
    if left.low > right.high:
        return int(left.low - right.high)
    return int(left.high - right.low) if left.high < right.low else None


def _compared(rule: Rule, rows: Operands) -> _Outcome:
    """Judge rows that should be one and the same, or that exclude each other."""
    keys = rows.operands(rule, (*rule.left_list, *rule.right_list))
    units = {rows.unit(key) for key in keys}
    if units == {"events"}:
        return _meet([span(rows.events[key].date) for key in keys if rows.events[key].date]), None, None, None
    if len(units) > 1 or "other" in units:
        return None, None, None, None
    sides = [side for key in keys if (side := rows.side(key)) is not None]
    values = [side.value for side in sides if side.value is not None]
    holds = max(side.low for side in sides) <= min(side.high for side in sides) if len(sides) > 1 else None
    if not values:
        return holds, None, None, None
    return holds, max(values), min(values), max(values) - min(values)


def _meet(spans: list[Span]) -> bool | None:
    """Whether dates can be one and the same."""
    if len(spans) < 2:
        return None
    return max(one.first for one in spans) <= min(one.last for one in spans)


#: How each kind of rule is judged.
_JUDGES = {
    "parts_add_to_whole": _related,
    "before_plus_change": _related,
    "share_implies_total": _related,
    "same_total": _compared,
    "rivals": _compared,
    "different_counts": _different,
    "different_accounts": _told,
    "timetable": _timetable,
}
