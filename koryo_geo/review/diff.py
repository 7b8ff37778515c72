"""Two states of a dataset beside each other: which rows changed, which findings, and which pictures moved."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

from koryo_geo.errors import JoinError, RoutingError
from koryo_geo.review import rules
from koryo_geo.timeline.build import timeline_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.ground import Region
    from koryo_geo.review.rules import Finding
    from koryo_geo.timeline.model import Timeline


#: The tables whose rows are compared, with the columns that make their key; for the others the pictures speak.
TABLES = {
    "sources": ("source",),
    "figures": ("figure",),
    "attestations": ("attestation",),
    "uses": ("map", "figure", "drawn_as"),
    "rules": ("rule",),
    "deaths": ("death",),
    "events": ("event",),
    "flows": ("flow",),
    "moves": ("move",),
    "gaps": ("gap",),
}


#: What of a finding is its outcome.
_OUTCOME = ("holds", "verdict", "left_value", "right_value", "difference", "acknowledged")


#: The parts of a timeline, in words.
_PARTS = {
    "flows": "flows",
    "paths": "routes",
    "nodes": "routes",
    "node_names": "names of places",
    "moments": "counts on regions and places, and moves",
    "events": "events",
    "chapters": "chapters",
    "start": "its days",
    "end": "its days",
    "pace": "its pace",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs.

    Attributes
    ----------
    table : str
        A table, or ``findings``, ``maps`` or ``regions``.
    key : str
    change : {"added", "removed", "changed"}
    column : str
        What changed of it; blank for a row that came or went.
    old, new : str
    """

    table: str
    key: str
    change: Literal["added", "removed", "changed"]
    column: str = ""
    old: str = ""
    new: str = ""

    def __str__(self) -> str:
        if self.change != "changed":
            return f"{self.change}: {self.key}"
        values = f": {self.old or 'blank'} -> {self.new or 'blank'}" if self.old or self.new else ""
        return f"{self.change}: {self.key}, {self.column}{values}"


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two datasets.

    Attributes
    ----------
    rows : tuple of Change
        Rows of the tables of :data:`TABLES`.
    findings : tuple of Change
        Rules that come out otherwise.
    maps : tuple of Change
        Maps whose picture moved, and what of it.
    regions : tuple of Change
        Polygons.
    translations : tuple of Change
        Texts that changed while their translation stayed: to be looked through.
    """

    rows: tuple[Change, ...]
    findings: tuple[Change, ...]
    maps: tuple[Change, ...]
    regions: tuple[Change, ...]
    translations: tuple[Change, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, for ``koryo-geo diff --json``."""
        return asdict(self)

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        """The difference as lines, by what it concerns."""
        for table in TABLES:
            yield from _listed(table, [row for row in self.rows if row.table == table])
        yield from _listed("translations that stayed while their text changed", self.translations)
        yield from _listed("findings", self.findings)
        yield from _listed("polygons", self.regions)
        yield from _listed("pictures that moved", self.maps, nothing="no picture moved")


def _listed(title: str, changes: Iterable[Change], nothing: str = "") -> list[str]:
    """A heading and its changes."""
    lines = [f"  {change}" for change in changes]
    return [f"{title} ({len(lines)})", *lines] if lines else [nothing] if nothing else []


def diff(old: Dataset, new: Dataset) -> Difference:
    """Compare two states of a dataset.

    Parameters
    ----------
    old, new : Dataset

    Returns
    -------
    Difference

    Examples
    --------
    >>> import koryo_geo
    >>> minimal = koryo_geo.load("minimal")
    >>> print(diff(minimal, minimal))
    no picture moved
    """
    rows = tuple(change for table, key in TABLES.items() for change in _rows(old, new, table, key))
    return Difference(
        rows=rows,
        findings=tuple(_findings(rules.evaluate(old), rules.evaluate(new))),
        maps=tuple(_maps(old, new)),
        regions=tuple(_regions(old, new)),
        translations=tuple(_stale(old, new, rows)),
    )


def _rows(old: Dataset, new: Dataset, table: str, key: tuple[str, ...]) -> Iterator[Change]:
    """Rows of a table that came, went or changed."""
    before, after = (
        {":".join(getattr(row, name) for name in key): row for row in getattr(dataset, table)} for dataset in (old, new)
    )
    yield from _came_and_went(table, before, after)
    for name in (name for name in after if name in before):
        for column in (field.name for field in fields(after[name])):
            was, is_ = getattr(before[name], column), getattr(after[name], column)
            if was != is_:
                yield Change(table, name, "changed", column, _shown(was), _shown(is_))


def _stale(old: Dataset, new: Dataset, rows: Iterable[Change]) -> Iterator[Change]:
    """Translations that are as they were, of texts that are not."""
    before, after = old.translation_of, new.translation_of
    for row in rows:
        # A use is translated by its map and figure, however it is drawn.
        key = row.key.rpartition(":")[0] if row.table == "uses" else row.key
        langs = [
            lang
            for lang in new.languages
            if (one := after.get((row.table, key, row.column, lang))) and one == before.get((row.table, key, row.column, lang))
        ]
        if langs:
            yield Change(row.table, f"{row.table}, {key}", "changed", f"{row.column} in {', '.join(langs)}")


def _came_and_went(table: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    """Keys that only one side has."""
    yield from (Change(table, name, "removed") for name in before if name not in after)
    yield from (Change(table, name, "added") for name in after if name not in before)


def _shown(value: Any) -> str:
    """A cell as text; a blank one is blank."""
    return "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def _findings(before: tuple[Finding, ...], after: tuple[Finding, ...]) -> Iterator[Change]:
    """Rules that come out otherwise."""
    was, now = ({found.rule: found for found in findings} for findings in (before, after))
    yield from _came_and_went("findings", was, now)
    for rule in (rule for rule in now if rule in was):
        for column in _OUTCOME:
            one, other = getattr(was[rule], column), getattr(now[rule], column)
            if one != other:
                yield Change("findings", rule, "changed", column, str(one), str(other))


def _regions(old: Dataset, new: Dataset) -> Iterator[Change]:
    """Polygons that came, went or changed."""
    before, after = ({row.region: _digest(row) for row in dataset.regions} for dataset in (old, new))
    yield from _came_and_went("regions", before, after)
    for region in (region for region in after if region in before):
        if before[region] != after[region]:
            yield Change("regions", region, "changed", "polygon or days")


def _digest(region: Region) -> str:
    """A fingerprint of a polygon and its days."""
    days = f"{region.valid_from}/{region.valid_to}".encode()
    return hashlib.sha256(region.geometry.normalize().wkb + days).hexdigest()


def _maps(old: Dataset, new: Dataset) -> Iterator[Change]:
    """Maps whose picture moved: another timeline, other polygons under it, or another ground."""
    before, after = ({plan.map: plan for plan in dataset.maps} for dataset in (old, new))
    yield from _came_and_went("maps", before, after)
    changed = {change.key for change in _regions(old, new)}
    ground = [[(row.kind, row.geometry.wkb) for row in dataset.base_map] for dataset in (old, new)]
    for name in (name for name in after if name in before):
        one, other = _picture(old, name), _picture(new, name)
        if isinstance(one, str) or isinstance(other, str):
            if one != other:
                said = ["drawn" if not isinstance(side, str) else side for side in (one, other)]
                yield Change("maps", name, "changed", "whether it can be drawn", *said)
            continue
        parts = list(dict.fromkeys(label for part, label in _PARTS.items() if getattr(one, part) != getattr(other, part)))
        parts += ["polygons"] if changed & (_drawn(one) | _drawn(other)) else []
        parts += ["ground"] if ground[0] != ground[1] else []
        parts += ["words or view"] if before[name] != after[name] else []
        if parts:
            yield Change("maps", name, "changed", ", ".join(parts))


def _picture(dataset: Dataset, map_name: str) -> Timeline | str:
    """All that a map shows over time, or why it cannot be drawn."""
    try:
        return timeline_of(dataset, map_name, languages=dataset.languages)
    except (JoinError, RoutingError) as error:
        return str(error)


def _drawn(timeline: Timeline) -> set[str]:
    """The regions that a map draws."""
    return {state.region for moment in timeline.moments for state in moment.regions}
