"""What there is to say of a valid dataset: who is not accounted for, what does not add up, what is left open.

A dataset with a fault of structure, reference or date is not loaded at all (:mod:`koryo_geo.data.validation`); this module looks at
datasets that are loaded.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from koryo_geo.data.attestations import how_much_seen
from koryo_geo.data.dates import span, validity
from koryo_geo.errors import JoinError, RoutingError
from koryo_geo.review import rules
from koryo_geo.review.borders import seams
from koryo_geo.review.loose_ends import loose_ends
from koryo_geo.review.refusals import refusals
from koryo_geo.review.totals import table, totals_of
from koryo_geo.timeline.build import timeline_of
from koryo_geo.timeline.moments import counts_frame, join_moments

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.ground import Region
    from koryo_geo.data.rows import Attestation, Death, MapPlan
    from koryo_geo.errors import DatasetError
    from koryo_geo.review.rules import Finding


#: Severities, the gravest first.
SEVERITIES = ("error", "warning", "note")


#: Subjects, in the order in which they are told, with their headings.
GROUPS = {
    "structure": "Structure",
    "references": "References",
    "dates": "Dates",
    "positions": "Positions",
    "polygons": "Polygons",
    "conservation": "Conservation: every person is accounted for",
    "arithmetic": "Findings: what does not add up, counts differently or disagrees",
    "transcription": "Numbers beside the words of their source",
    "regions": "Regions by vintage",
    "places": "Places outside the region they are said to lie in",
    "names": "Names without a source",
    "guards": "Numbers that no rule guards",
}


#: A polygon whose parts leave this share of it bare is told.
_BARE = 0.01


_NUMBER = re.compile(r"\d{1,3}(?:[,_\u00a0 ]\d{3})+(?!\d)|\d+(?:\.\d+)?")

#: How sources write a thousand in letters.
_THOUSAND = ("thousand", "тыс", "мың", "천")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to say.

    Attributes
    ----------
    severity : {"error", "warning", "note"}
        An error: somebody is not accounted for. A warning: numbers, accounts or positions contradict each other. A note:
        something is left open.
    group : str
        A key of :data:`GROUPS`.
    subject : str
        Key of the row it concerns, or a few words.
    message : str
    acknowledged : bool
        The dataset itself says so.
    """

    severity: Literal["error", "warning", "note"]
    group: str
    subject: str
    message: str
    acknowledged: bool = False


def report(dataset: Dataset) -> dict[str, Any]:
    """Look through a dataset.

    Parameters
    ----------
    dataset : Dataset

    Returns
    -------
    dict
        Plain data: ``dataset``; ``faults`` (none, for it was loaded); ``notices`` of reading; ``items`` as :class:`Item`, by
        severity and subject; ``maps``, the persons given, matched and unmatched on each; ``refusals``, what a build would say
        in place of building; ``findings``, every rule evaluated;
        ``unguarded``, keys of attestations; and ``totals``.

    Examples
    --------
    >>> import koryo_geo
    >>> report(koryo_geo.load("minimal"))["maps"]["journey"]
    {'given': 1000, 'matched': 1000, 'unmatched': 0}
    """
    findings = rules.evaluate(dataset)
    unguarded = rules.unguarded(dataset)
    maps, lost = _conservation(dataset)
    items = [
        *lost,
        *_told_elsewhere(dataset),
        *_arithmetic(findings),
        *_transcription(dataset),
        *_regions(dataset),
        *_places(dataset),
        *_names(dataset),
    ]
    items += _guards(dataset, unguarded)
    order = list(GROUPS)
    items.sort(key=lambda item: (SEVERITIES.index(item.severity), order.index(item.group)))
    return {
        "dataset": {"name": dataset.name, "title": dataset.title, "version": dataset.version},
        "faults": [],
        "notices": list(dataset.notices),
        "items": [asdict(item) for item in items],
        "maps": maps,
        "refusals": list(refusals(dataset)),
        "findings": [found.to_dict() for found in findings],
        "unguarded": list(unguarded),
        "totals": totals_of(dataset, findings, unguarded),
    }


def _told_elsewhere(dataset: Dataset) -> Iterator[Item]:
    """Rows that nothing shows, and borders that almost meet."""
    for end in loose_ends(dataset):
        yield Item(end.severity, end.group, end.subject, end.message)
    for region, message in seams(dataset):
        yield Item("warning", "polygons", region, message)


def open_items(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Pick the errors and warnings of a report that the dataset does not acknowledge: those that ``--strict`` fails on."""
    return [item for item in found["items"] if item["severity"] != "note" and not item["acknowledged"]]


def _conservation(dataset: Dataset) -> tuple[dict[str, dict[str, int]], list[Item]]:
    """Count the persons that each map is given, and those that it shows."""
    maps, items = {}, []
    for plan in dataset.maps:
        try:
            counts, reasons = (_on_the_way if plan.kind == "flows" else _on_regions)(dataset, plan)
        except (JoinError, RoutingError) as error:
            items.append(Item("error", "conservation", plan.map, str(error)))
            continue
        maps[plan.map] = counts
        items += [Item("error", "conservation", figure, f"{reason}, on the map {plan.map}") for figure, reason in reasons]
    return maps, items


def _on_the_way(dataset: Dataset, plan: MapPlan) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Persons of a map of flows: all have left at its end, and are under way, arrived or untraced."""
    timeline = timeline_of(dataset, plan.map)
    last = timeline.at(timeline.days)
    given = sum(flow.persons for flow in timeline.flows)
    shown = last.totals.under_way + last.totals.arrived + last.totals.untraced + last.waiting
    reasons = [(plan.map, f"{given - shown:,} of {given:,} persons are not shown")] if given != shown else []
    return {"given": given, "matched": shown, "unmatched": given - shown}, reasons


def _on_regions(dataset: Dataset, plan: MapPlan) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Persons of a map of regions: each count lies on a polygon of its own date, in one chapter."""
    counts = counts_frame(dataset, plan.map)
    joined = join_moments(dataset, plan, counts, allow_unmatched=tuple(dataset.figure_by_key))
    persons = counts.loc[counts["counted"] == "persons"].set_index("figure")["value"]
    matched = {figure for part in joined.values() for figure in part.matched["figure"]}
    reasons = {row.figure: row.reason for part in joined.values() for row in part.unmatched.itertuples()}
    for figure in counts["figure"]:
        if figure not in matched and figure not in reasons:
            reasons[figure] = "no chapter shows its date"
    given = int(persons.dropna().sum())
    shown = int(persons[persons.index.isin(list(matched))].dropna().sum())
    return {"given": given, "matched": shown, "unmatched": given - shown}, sorted(reasons.items())


def _arithmetic(findings: tuple[Finding, ...]) -> Iterator[Item]:
    """The rules that fail, that cannot be judged, or that come out otherwise than they state."""
    for found in findings:
        if found.holds and found.acknowledged:
            continue
        failing = found.verdict not in ("holds", "open") or not found.acknowledged
        message = (
            found.statement if found.acknowledged else f"{_sides(found)}, and the rule states another outcome. {found.statement}"
        )
        if found.conjecture:
            message = f"{message} {found.conjecture}"
        yield Item("warning" if failing else "note", "arithmetic", found.rule, message, found.acknowledged)


def _sides(found: Finding) -> str:
    """Both sides of a finding, in numbers."""
    left, right = ("not known" if value is None else f"{value:,}" for value in (found.left_value, found.right_value))
    by = "" if found.difference is None else f", a difference of {found.difference:,}"
    return f"The sides are {left} and {right}{by}"


def _transcription(dataset: Dataset) -> Iterator[Item]:
    """A number stands in the printed words of its source, where these have digits."""
    rows: list[tuple[str, Attestation | Death]] = [(row.attestation, row) for row in dataset.attestations]
    rows += [(row.death, row) for row in dataset.deaths]
    for key, row in rows:
        printed = _numbers(row.as_in_source)
        strange = [value for value in (row.low, row.value, row.high) if value is not None and value not in printed]
        if printed and strange:
            message = f"{strange[0]:,} does not stand in the words of its source: {row.as_in_source!r}"
            yield Item("warning", "transcription", key, message)


def _numbers(text: str) -> set[float]:
    """The numbers that a text prints, in figures or in thousands."""
    found = {float(re.sub(r"[,_\u00a0 ]", "", number)) for number in _NUMBER.findall(text)}
    thousands = {number * 1000 for number in found} if any(word in text for word in _THOUSAND) else set()
    return found | thousands | {many + few for many in thousands for few in found if few < 1000}


def _regions(dataset: Dataset) -> Iterator[Item]:
    """What the polygons leave open: days without one, land without one, and borders marked uncertain."""
    by_unit: dict[str, list[Region]] = {}
    for region in dataset.regions:
        by_unit.setdefault(region.unit, []).append(region)
    for unit, rows in sorted(by_unit.items()):
        yield from _days_between(unit, rows)
    yield from _bare_land(dataset)
    uncertain = sum(region.uncertain for region in dataset.regions)
    if uncertain:
        message = f"{uncertain} of {len(dataset.regions)} polygons are marked uncertain, each with a note"
        yield Item("note", "regions", "uncertain borders", message, acknowledged=True)


def _days_between(unit: str, rows: list[Region]) -> Iterator[Item]:
    """Days between two polygons of a unit."""
    spans = sorted((validity(row.valid_from, row.valid_to) for row in rows), key=lambda one: one.first)
    for one, other in pairwise(spans):
        if other.first - one.last > dt.timedelta(days=1):
            first, last = one.last + dt.timedelta(days=1), other.first - dt.timedelta(days=1)
            yield Item("note", "regions", unit, f"no polygon from {first} to {last}")


def _bare_land(dataset: Dataset) -> Iterator[Item]:
    """Polygons that their parts cover in part only, on the days that maps of regions show."""
    from shapely import union_all

    kinds = {plan.map: plan.kind for plan in dataset.maps}
    days = sorted({row.boundaries for row in dataset.chapters if row.boundaries and kinds[row.map] == "regions"})
    bare: dict[str, list[tuple[str, float]]] = {}
    for day in days:
        held = [row for row in dataset.regions if _on(day, row)]
        for whole in held:
            parts = [row.geometry for row in held if row.parent == whole.unit]
            share = 1 - union_all(parts).intersection(whole.geometry).area / whole.geometry.area if parts else 0.0
            if share > _BARE:
                bare.setdefault(whole.unit, []).append((day, share))
    for unit, found in sorted(bare.items()):
        shares = sorted({f"{share:.0%}" for _, share in found})
        when = ", ".join(day for day, _ in found)
        yield Item(
            "note", "regions", unit, f"{' to '.join(shares[:: max(len(shares) - 1, 1)])} of it lies in no part of its own on {when}"
        )


def _places(dataset: Dataset) -> Iterator[Item]:
    """Places that lie apart from the others of their country, and label points outside the unit they label."""
    from shapely import Point

    states = [row for row in dataset.regions if row.level in ("country", "republic") and not row.valid_to]
    inside = {
        row.place: next((state.unit for state in states if state.geometry.covers(Point(row.lon, row.lat))), "no state drawn")
        for row in dataset.places
        if row.lat is not None
    }
    for country in sorted({row.country for row in dataset.places}):
        mine = [row.place for row in dataset.places if row.country == country and row.place in inside]
        usual = Counter(inside[place] for place in mine).most_common(1)
        for place in mine:
            if inside[place] != usual[0][0]:
                yield Item("warning", "places", place, f"lies in {inside[place]}; other places of {country} lie in {usual[0][0]}")
    yield from _flow_ends(dataset)
    for unit in dataset.units:
        drawn = [row.geometry for row in dataset.regions if row.unit in (unit.unit, unit.parent)]
        if unit.label_lat is not None and drawn and not any(shape.covers(Point(unit.label_lon, unit.label_lat)) for shape in drawn):
            yield Item("warning", "places", unit.unit, f"its label point lies outside it and outside {unit.parent or 'any parent'}")


def _flow_ends(dataset: Dataset) -> Iterator[Item]:
    """Flows that begin or end outside the unit that their people leave, or come to on the day of the last arrival."""
    from shapely import Point

    for flow in dataset.flows:
        left_last = dt.date.fromisoformat(flow.depart_last)
        arrive_last = left_last + min(dt.timedelta(days=flow.days_max or 0), dt.date.max - left_last)
        ends = (("first", flow.origin_unit, flow.depart_first), ("last", flow.destination_unit, str(arrive_last)))
        for which, unit, day in ends if flow.stops else ():
            place = dataset.place_by_key[flow.stop_list[0 if which == "first" else -1]]
            drawn = [row.geometry for row in dataset.regions if row.unit == unit and _on(day, row)]
            if place.lat is not None and drawn and not any(shape.covers(Point(place.lon, place.lat)) for shape in drawn):
                yield Item("warning", "places", flow.flow, f"its {which} stop, {place.place}, lies outside {unit} on {day}")


def _on(day: str, region: Region) -> bool:
    """Whether a region stands on a day."""
    return span(day).within(validity(region.valid_from, region.valid_to))


def _names(dataset: Dataset) -> Iterator[Item]:
    """Names without a source, and how many the makers of the dataset chose themselves."""
    for row in dataset.names:
        if not row.source:
            yield Item("warning", "names", row.subject, f"the name {row.name!r} has no source")
    own = [row for row in dataset.names if row.source and _is_own(dataset, row.source)]
    if own:
        message = f"{len(own)} of {len(dataset.names)} names are the makers' own spelling or reading, marked as such"
        yield Item("note", "names", "editorial", message, acknowledged=True)


def _is_own(dataset: Dataset, source: str) -> bool:
    """Whether a source is the makers of the dataset themselves."""
    return how_much_seen(dataset.source_by_key[source]) == "own"


def _guards(dataset: Dataset, unguarded: tuple[str, ...]) -> Iterator[Item]:
    """How many numbers no rule checks."""
    if unguarded:
        numbers = sum(row.value is not None for row in dataset.attestations)
        message = f"{len(unguarded)} of {numbers} numbers could change by one and no rule would notice: see --json"
        yield Item("note", "guards", "unguarded", message, acknowledged=True)


def listing(found: Mapping[str, Any]) -> str:
    """A report as a list to read: by severity, then by subject, and the table at the end."""
    name = f"{found['dataset']['name']} {found['dataset']['version']}"
    lines = [f"{name}: no faults of structure, reference or date."]
    lines += [f"note: {notice}" for notice in found["notices"]]
    for key, persons in found["maps"].items():
        counts = f"{persons['given']:,} given, {persons['matched']:,} matched, {persons['unmatched']:,} unmatched"
        lines.append(f"persons on the map {key}, all its dates taken together: {counts}")
    for severity in SEVERITIES:
        for group, heading in GROUPS.items():
            items = [item for item in found["items"] if (item["severity"], item["group"]) == (severity, group)]
            items.sort(key=_is_acknowledged)
            if items:
                lines += ["", f"{severity}: {heading} ({len(items)})", *(_line(item) for item in items)]
    return "\n".join([*lines, "", table(found), *_to_do(found), *_refused(found)])


def _refused(found: Mapping[str, Any]) -> list[str]:
    """What a build would say in place of building."""
    return ["", "It cannot be built:", *found["refusals"]] if found["refusals"] else []


def _is_acknowledged(item: Mapping[str, Any]) -> bool:
    """Whether the dataset acknowledges an item; those that it does not come first."""
    return bool(item["acknowledged"])


def _to_do(found: Mapping[str, Any]) -> list[str]:
    """What is left to do, where the dataset does not acknowledge all."""
    left = open_items(found)
    if not left:
        return []
    lines = ["", f"Not acknowledged: {', '.join(item['subject'] for item in left)}."]
    if any(item["group"] == "arithmetic" for item in left):
        lines.append(
            "If the new number is right, write the rule's difference and mend its statement in rules.csv, and its translations."
        )
    return lines


def faults_listing(error: DatasetError) -> str:
    """The faults of a folder that is no dataset, as the same kind of list: each of them is an error."""
    lines = [str(error).splitlines()[0]]
    for group, heading in GROUPS.items():
        faults = [fault for fault in error.faults if fault.group == group]
        if faults:
            lines += ["", f"error: {heading} ({len(faults)})", *(f"  {fault}" for fault in faults)]
    return "\n".join([*lines, "", "Nothing else is looked at until these are mended."])


def _line(item: Mapping[str, Any]) -> str:
    """One item as a line."""
    mark = "" if item["acknowledged"] or item["severity"] == "note" else " [not acknowledged]"
    return f"  {item['subject']}: {item['message']}{mark}"
