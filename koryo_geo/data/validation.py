"""The rules a dataset must keep; each returns faults, none raises.

The structure of tables is checked by the library ``frictionless`` against ``schema.json``; what a table schema cannot say
(dates, lists in cells, positions, polygons, people conserved) is checked here.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from koryo_geo.data.dates import span, validity
from koryo_geo.data.rows import TABLES, Certainty, GroundKind, split
from koryo_geo.data.stops import stop_faults
from koryo_geo.errors import Fault, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import Flow, Move, Region, Rule, Source


#: Polygons may share this much area (square degrees) by rounding; more is an overlap. About 0.1 square kilometres.
_OVERLAP_TOLERANCE = 1e-5


#: How far (degrees) outside every map's box a place may lie before it looks like a slip.
_BOX_MARGIN = 12.0


#: Pages that a build writes beside the maps.
_TAKEN = ("embed", "index", "record")


#: What the properties of GeoJSON features may be, where not any text will do.
_CHOICES = {"certainty": get_args(Certainty), "kind": get_args(GroundKind), "uncertain": (True, False)}


@lru_cache(maxsize=1)
def schema() -> dict[str, dict[str, Any]]:
    """Read the Table Schema of every table, by table name."""
    text = (resources.files("koryo_geo") / "data" / "schema.json").read_text(encoding="utf-8")
    return {resource["name"]: resource["schema"] for resource in json.loads(text)["resources"]}


def descriptor_faults(descriptor: dict[str, Any]) -> Iterator[Fault]:
    """Check what is read of datapackage.json."""
    resources_ = descriptor.get("resources")
    rules = (
        ("name", "a name", bool(descriptor.get("name")) and isinstance(descriptor["name"], str)),
        ("title", "text", isinstance(descriptor.get("title", ""), str)),
        ("resources", "a list of objects", isinstance(resources_, list) and all(isinstance(item, dict) for item in resources_)),
        ("projection", "finite lat_1, lat_2, lat_0, lon_0 in degrees", _is_projection(descriptor.get("projection", {}))),
    )
    for key, expected, holds in rules:
        if not holds:
            got = repr(descriptor[key]) if key in descriptor else "no such key"
            yield Fault("datapackage.json", 1, key, got, expected, "See the Frictionless Data Package specification.")


def _is_projection(value: Any) -> bool:
    """Whether an Albers projection can be made of it; parallels that mirror each other give none."""
    if not isinstance(value, dict):
        return False
    angles = [value[key] for key in ("lat_1", "lat_2", "lat_0", "lon_0") if key in value]
    if not all(isinstance(angle, int | float) and math.isfinite(angle) for angle in angles):
        return False
    latitudes = [value[key] for key in ("lat_1", "lat_2", "lat_0") if key in value]
    mirrored = "lat_1" in value and "lat_2" in value and value["lat_1"] == -value["lat_2"]
    return all(abs(angle) <= 90 for angle in latitudes) and not mirrored


def property_faults(file: str, number: int, properties: dict[str, Any], names: Iterable[str]) -> Iterator[Fault]:
    """Check that a GeoJSON feature has the properties of its row, each of the right type."""
    for name in names:
        if name not in properties:
            hint = did_you_mean(name, map(str, properties))
            yield Fault(file, number, name, "no such property", "every property of the schema", hint)
        elif name in _CHOICES:
            if properties[name] not in _CHOICES[name] or isinstance(properties[name], int) != (name == "uncertain"):
                yield Fault(file, number, name, repr(properties[name]), f"one of {', '.join(map(str, _CHOICES[name]))}")
        elif not isinstance(properties[name], str | None):
            yield Fault(file, number, name, repr(properties[name]), "text or null")


def structure_faults(folder: Path, table: str) -> list[Fault]:
    """Check header, types, constraints and keys of one CSV table."""
    from frictionless import Resource, Schema

    header = (folder / f"{table}.csv").read_text(encoding="utf-8-sig").partition("\n")[0]
    if "," not in header and (";" in header or "\t" in header):
        got = f"columns parted by {'semicolons' if ';' in header else 'tabs'}"
        return [Fault(f"{table}.csv", 1, "", got, "columns parted by commas", "Save the file again as CSV, UTF-8, with commas.")]
    rules = {key: value for key, value in schema()[table].items() if key != "foreignKeys"}
    resource = Resource(
        path=f"{table}.csv", basepath=str(folder), schema=Schema.from_descriptor(rules), encoding="utf-8-sig", format="csv"
    )
    errors = [error for task in resource.validate(limit_errors=10_000).tasks for error in task.errors]
    # Under a wrong header every cell is wrong too: tell the cause, not its thousand consequences.
    in_header = [error for error in errors if "label" in error.type]
    # A doubled key is told once, not as a doubled cell and as a doubled row.
    doubled = {error.row_number for error in errors if error.type == "unique-error"}
    told = [error for error in errors if not (error.type == "primary-key" and error.row_number in doubled)]
    return [_structure_fault(table, error) for error in in_header or told]


def _structure_fault(table: str, error: Any) -> Fault:
    """Put a frictionless error into our words."""
    row = getattr(error, "row_number", None)
    column = getattr(error, "field_name", None) or ""
    cell = getattr(error, "cell", None)
    label = getattr(error, "label", None)
    got = (
        repr(cell)
        if cell
        else {"blank-row": "an empty line", "primary-key": "a key that is there already", "source-error": "an empty file"}.get(
            error.type, "nothing" if row else (repr(label) if label else "another header")
        )
    )
    names = [field["name"] for field in schema()[table]["fields"]]
    hint = _structure_hint(error, label, names)
    group = "names" if (table, column, bool(cell)) == ("names", "source", False) and row else "structure"
    return Fault(f"{table}.csv", row or 1, column, got, _expected(error, column), hint, group)


def _expected(error: Any, column: str) -> str:
    """Say what a frictionless error expected."""
    note = str(getattr(error, "note", "") or "")
    match error.type:
        case "missing-label" | "incorrect-label" | "blank-label":
            return f"the column {column!r} here"
        case "extra-label" | "extra-cell":
            return "no further column"
        case "missing-cell":
            return "a cell in each column"
        case "blank-row":
            return "a row, or the end of the file"
        case "primary-key" | "unique-error":
            return f"a key used once ({note})"
        case "source-error":
            return "a header and rows"
        case "type-error":
            return note.replace('type is "', "").replace('/default"', "")
        case "constraint-error" if "required" in note:
            return f"a value for {column}"
        case "constraint-error":
            return note.replace('"', "").replace("constraint ", "").replace(" is ", " ")
    return note or str(error.message)


def _structure_hint(error: Any, label: str | None, names: list[str]) -> str:
    """Say what to do about a frictionless error."""
    if "label" in error.type:
        return did_you_mean(label or "", names) or f"The header is: {','.join(names)}"
    if error.type in ("primary-key", "unique-error"):
        return "Give each row a key of its own, or delete the double."
    return ""


#: How an entry of a reference manager says what the table asks for, by kind of file.
_HOW = {
    ".bib": "Add a field {column} = {{{example}}} to the entry, or a line '{column}: {example}' to its note.",
    ".json": 'Add "custom": {{"{column}": "{example}"}} to the item, or a line \'{column}: {example}\' to its note.',
}


def source_faults(file: str, line: int | None, source: Source, taken: str) -> Iterator[Fault]:
    """Check a source that a reference manager keeps, by the same rules as a row of sources.csv.

    Parameters
    ----------
    file : str
    line : int or None
    source : Source
    taken : str
        The file that has this key already; blank when none has.
    """
    for field in schema()["sources"]["fields"]:
        column, rules = str(field["name"]), field.get("constraints", {})
        cell = str(getattr(source, column))
        where = f"{source.source or 'an entry without a key'}/{column}"
        if rules.get("required") and not cell.strip():
            hint, expected = "", f"a value for {column}"
            if column == "how_seen":
                hint = f"{_HOW[Path(file).suffix].format(column=column, example='excerpt')} Zotero calls the note Extra."
                expected = "how much of it was read, such as 'excerpt'"
            yield Fault(file, line, where, "nothing", expected, hint)
        elif "pattern" in rules and cell and not re.fullmatch(rules["pattern"], cell):
            hint = "Set a citation key in the reference manager, such as doe2030, and export again."
            yield Fault(file, line, where, repr(cell), "a key of letters, digits, points, hyphens and underscores", hint)
    if taken:
        hint = (
            "Keep the source in one of the files." if taken != file else "Give each entry a key of its own, or delete the double."
        )
        there = "" if taken == file else f", which {taken} has too"
        yield Fault(file, line, f"{source.source}/source", f"{source.source!r}{there}", "a key used once", hint)


def all_faults(dataset: Dataset) -> list[Fault]:
    """Check what a table schema cannot say."""
    checks = (
        ("structure", (_empty, _numbers)),
        ("dates", (_dates,)),
        ("references", (_references,)),
        ("positions", (_positions,)),
        ("structure", (_units, _order, _figures, _rules, _flows, _moves, _chapters, stop_faults, _maps)),
        ("polygons", (_polygons, _ground)),
    )
    return [replace(fault, group=group) for group, each in checks for check in each for fault in check(dataset)]


def _rows(dataset: Dataset, table: str) -> Iterator[tuple[int, Any]]:
    """Number the rows as the file's lines, the header being line 1."""
    return enumerate(getattr(dataset, table), start=2)


def _empty(dataset: Dataset) -> Iterator[Fault]:
    """A dataset without maps, sources or base map has nothing to draw."""
    for table in ("sources", "maps", "chapters"):
        if not getattr(dataset, table):
            yield Fault(f"{table}.csv", None, "", "no rows", "at least one row", "An empty dataset draws nothing.")
    if not dataset.base_map:
        yield Fault("basemap.geojson", None, "features", "no features", "at least the land")


_EDTF_COLUMNS = {
    "names": ("valid",),
    "lines": ("opened",),
    "figures": ("date",),
    "flows": ("depart_first", "depart_last"),
    "events": ("date",),
    "deaths": ("date",),
    "chapters": ("date", "boundaries"),
    "stops": ("date",),
    "maps": ("start", "end"),
}


_PLAIN_DAYS = {
    ("flows", "depart_first"),
    ("flows", "depart_last"),
    ("chapters", "boundaries"),
    ("stops", "date"),
    ("maps", "start"),
    ("maps", "end"),
}


_EDTF_HINT = "Write 1867, 1867-09, 1867-09-09, 1867-09~ (about), 1867-23 (autumn) or first/last."


def _dates(dataset: Dataset) -> Iterator[Fault]:
    """Every date is EDTF, and those that pace an animation are plain days."""
    for table, columns in _EDTF_COLUMNS.items():
        for number, row in _rows(dataset, table):
            for column in columns:
                yield from _date_fault(f"{table}.csv", number, column, getattr(row, column), (table, column) in _PLAIN_DAYS)
    for number, region in enumerate(dataset.regions, start=1):
        for column in ("valid_from", "valid_to"):
            yield from _date_fault("regions.geojson", number, column, getattr(region, column), plain=True)


def _date_fault(file: str, row: int, column: str, date: str, plain: bool) -> Iterator[Fault]:
    """Check one date; blank is not known and passes."""
    if not date:
        return
    try:
        if plain:
            dt.date.fromisoformat(date)
        else:
            span(date)
    except ValueError:
        expected = "a plain day, such as 1867-09-09" if plain else "an EDTF date"
        yield Fault(file, row, column, repr(date), expected, "" if plain else _EDTF_HINT)


#: What a rule may name; only rivals may name what has no number of people.
_OPERANDS = ("attestations", "figures", "events", "deaths", "sources")


_REFERENCES = (
    # table, column, the tables whose keys it may name, whether the cell holds a list
    ("units", "source", ("sources",), False),
    ("units", "parent", ("units",), False),
    ("units", "continues", ("units",), False),
    ("places", "source", ("sources",), False),
    ("names", "source", ("sources",), False),
    ("names", "subject", ("places", "units"), False),
    ("lines", "source", ("sources",), False),
    ("stations", "source", ("sources",), False),
    ("stations", "line", ("lines",), False),
    ("stations", "place", ("places",), False),
    ("distances", "from_place", ("places",), False),
    ("distances", "to_place", ("places",), False),
    ("distances", "source", ("sources",), False),
    ("figures", "unit", ("units",), False),
    ("figures", "place", ("places",), False),
    ("attestations", "figure", ("figures",), False),
    ("attestations", "source", ("sources",), False),
    ("uses", "map", ("maps",), False),
    ("uses", "figure", ("figures",), False),
    ("uses", "attestation", ("attestations",), False),
    ("flows", "origin_unit", ("units",), False),
    ("flows", "destination_unit", ("units",), False),
    ("flows", "stops", ("places",), True),
    ("flows", "persons_figure", ("figures",), False),
    ("flows", "households_figure", ("figures",), False),
    ("flows", "source", ("sources",), True),
    ("moves", "map", ("maps",), False),
    ("moves", "figure", ("figures",), False),
    ("moves", "from_unit", ("units",), False),
    ("moves", "from_place", ("places",), False),
    ("moves", "to_unit", ("units",), False),
    ("moves", "to_place", ("places",), False),
    ("moves", "source", ("sources",), False),
    ("events", "place", ("places",), False),
    ("events", "source", ("sources",), False),
    ("deaths", "source", ("sources",), False),
    ("rules", "left", _OPERANDS, True),
    ("rules", "right", _OPERANDS, True),
    ("rules", "sources", ("sources",), True),
    ("gaps", "sources", ("sources",), True),
    ("chapters", "map", ("maps",), False),
    ("chapters", "sources", ("sources",), True),
    ("stops", "map", ("maps",), False),
    ("stops", "shows", ("places", "units"), True),
    ("stops", "rings", ("places", "units"), True),
)


def _references(dataset: Dataset) -> Iterator[Fault]:
    """Every key that a row names exists."""
    keys = {table: {getattr(row, _key(table)) for row in getattr(dataset, table)} for table in TABLES}
    for table, column, targets, is_list in _REFERENCES:
        known = set().union(*(keys[target] for target in targets))
        for number, row in _rows(dataset, table):
            cell = getattr(row, column)
            for name in split(cell) if is_list else (cell,):
                if name and name not in known:
                    yield _unknown_key(f"{table}.csv", number, column, name, known, _files(dataset, targets))
    features = (
        ("regions.geojson", dataset.regions, (("unit", "units"), ("parent", "units"), ("source", "sources"))),
        ("basemap.geojson", dataset.base_map, (("source", "sources"),)),
    )
    for file, rows, columns in features:
        for number, row in enumerate(rows, start=1):
            for column, target in columns:
                name = getattr(row, column)
                if name not in keys[target] and (name or column != "parent"):
                    yield _unknown_key(file, number, column, name, keys[target], _files(dataset, (target,)))


def _key(table: str) -> str:
    """Name the column by which rows of a table are referred to."""
    return str(schema()[table]["fields"][0]["name"])


def _files(dataset: Dataset, targets: Iterable[str]) -> str:
    """The files that hold the rows of tables; sources may stand in several."""
    held = [
        name for target in targets for name in (f"{target}.csv", f"{target}.bib", f"{target}.csl.json") if name in dataset.digests
    ]
    return " or ".join(held)


def _unknown_key(file: str, row: int, column: str, name: str, known: Iterable[str], files: str) -> Fault:
    """A key that no row has."""
    hint = did_you_mean(name, known) or f"Add it to {files}, or correct the spelling."
    return Fault(file, row, column, repr(name), f"a key of {files}", hint)


def _units(dataset: Dataset) -> Iterator[Fault]:
    """No unit lies in itself or carries on itself, by however many steps, and one at most carries on another."""
    for column, between, expected in (
        ("parent", " in ", "units that end at one without a parent"),
        ("continues", " carrying on ", "units that begin with one that carries on no other"),
    ):
        following = {row.unit: getattr(row, column) for row in dataset.units}
        told: set[str] = set()
        for number, row in _rows(dataset, "units"):
            circle = _circle(row.unit, following)
            if circle and row.unit not in told:
                told.update(circle)
                yield Fault("units.csv", number, column, between.join(map(repr, (*circle, row.unit))), expected)
    carried: dict[str, str] = {}
    for number, row in _rows(dataset, "units"):
        if row.continues and row.continues in carried:
            got = f"{row.continues!r}, which {carried[row.continues]!r} carries on already"
            yield Fault("units.csv", number, "continues", got, "a unit that no other carries on")
        carried.setdefault(row.continues, row.unit)


def _circle(start: str, following: dict[str, str]) -> list[str]:
    """The steps that lead from a key back to itself; none where they do not."""
    steps = [start]
    while (step := following.get(steps[-1], "")) and step not in steps:
        steps.append(step)
    return steps if step == start else []


def _positions(dataset: Dataset) -> Iterator[Fault]:
    """Latitude and longitude come together, in range (the schema sees to that), and not swapped."""
    box = _box(dataset)
    for table in ("places", "stations"):
        for number, row in _rows(dataset, table):
            if (row.lat is None) != (row.lon is None):
                column = "lat" if row.lat is None else "lon"
                yield Fault(
                    f"{table}.csv", number, column, "nothing", "both lat and lon, or neither", "Leave both blank if unknown."
                )
            elif row.lat is not None and _looks_swapped(row.lon, row.lat, box):
                got = f"lat {row.lat}, lon {row.lon}"
                hint = "Latitude and longitude look swapped."
                yield Fault(f"{table}.csv", number, "lat", got, "a position near the dataset's maps", hint)


def _box(dataset: Dataset) -> tuple[float, float, float, float]:
    """Find the box that holds all maps of a dataset, with a margin."""
    return (
        (
            min(plan.west for plan in dataset.maps) - _BOX_MARGIN,
            min(plan.south for plan in dataset.maps) - _BOX_MARGIN,
            max(plan.east for plan in dataset.maps) + _BOX_MARGIN,
            max(plan.north for plan in dataset.maps) + _BOX_MARGIN,
        )
        if dataset.maps
        else (-180.0, -90.0, 180.0, 90.0)
    )


def _looks_swapped(lon: float, lat: float, box: tuple[float, float, float, float]) -> bool:
    """Whether a point lies off the maps but its mirror image lies on them."""
    return not _inside(lon, lat, box) and _inside(lat, lon, box)


def _inside(lon: float, lat: float, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    return west <= lon <= east and south <= lat <= north


def _figures(dataset: Dataset) -> Iterator[Fault]:
    """A figure counts at one unit or one place, and somebody attests it; a use names an attestation of its figure."""
    attested = {row.figure for row in dataset.attestations}
    for number, row in _rows(dataset, "figures"):
        if bool(row.unit) == bool(row.place):
            got = "both unit and place" if row.unit else "neither unit nor place"
            yield Fault("figures.csv", number, "unit", got, "exactly one of unit and place")
        if row.figure not in attested:
            yield Fault("figures.csv", number, "figure", f"{row.figure!r} without attestation", "a row in attestations.csv")
    owner = {row.attestation: row.figure for row in dataset.attestations}
    for number, row in _rows(dataset, "uses"):
        if row.attestation in owner and owner[row.attestation] != row.figure:
            expected = f"an attestation of {row.figure!r}"
            yield Fault("uses.csv", number, "attestation", f"one of {owner[row.attestation]!r}", expected)
    for table in ("attestations", "deaths"):
        for number, row in _rows(dataset, table):
            yield from _range_fault(f"{table}.csv", number, row.low, row.value, row.high)


def _range_fault(file: str, number: int, *amounts: int | None) -> Iterator[Fault]:
    """Low, value and high stand in order."""
    given = [item for item in amounts if item is not None]
    if given != sorted(given):
        low, value, high = amounts
        yield Fault(file, number, "value", f"low {low}, value {value}, high {high}", "low <= value <= high")


def _rules(dataset: Dataset) -> Iterator[Fault]:
    """A rule has as many rows as its kind needs, of one unit of count; only rivals may name what counts no people."""
    counted = {row.figure: row.counted for row in dataset.figures}
    unit = counted | {row.attestation: counted.get(row.figure, "") for row in dataset.attestations}
    sizes = {row.figure: len(dataset.attestations_of.get(row.figure, ())) for row in dataset.figures}
    for number, rule in _rows(dataset, "rules"):
        operands = (*rule.left_list, *rule.right_list)
        yield from _shape_faults(number, rule, sum(sizes.get(key, 1) for key in operands))
        if rule.kind == "rivals":
            continue
        countless = [key for key in operands if key not in unit]
        if countless:
            yield Fault(
                "rules.csv", number, "left", repr(countless[0]), "attestations or figures", "Only rivals may name other rows."
            )
        units = {unit[key] for key in operands if key in unit}
        if len(units) > 1:
            yield Fault("rules.csv", number, "left", " and ".join(sorted(units)), "one unit of count")


def _shape_faults(number: int, rule: Rule, rows: int) -> Iterator[Fault]:
    """Check how many rows stand on each side of a rule, and that a share has its percentage."""
    left, right = len(rule.left_list), len(rule.right_list)
    if rule.kind in ("same_total", "rivals"):
        if rows < 2:
            yield Fault("rules.csv", number, "left", "one row to compare", "two rows or more, or a figure with two attestations")
    elif right != 1:
        yield Fault("rules.csv", number, "right", f"{right} rows", "exactly one")
    if rule.kind in ("parts_add_to_whole", "before_plus_change") and left < 2:
        yield Fault("rules.csv", number, "left", "one row", "two rows or more")
    if rule.kind == "share_implies_total" and left != 1:
        yield Fault("rules.csv", number, "left", f"{left} rows", "exactly one")
    if (rule.kind == "share_implies_total") != (rule.share is not None):
        expected = "no share" if rule.share is not None else "the percentage that is printed"
        yield Fault("rules.csv", number, "share", str(rule.share), expected, "Only share_implies_total has a share.")


def _flows(dataset: Dataset) -> Iterator[Fault]:
    """A flow has people, days and, where its stops are known, days on the way."""
    for number, flow in _rows(dataset, "flows"):
        if flow.depart_first > flow.depart_last:
            got = f"{flow.depart_first} after {flow.depart_last}"
            yield Fault("flows.csv", number, "depart_first", got, "a first departure not after the last")
        if len(flow.stop_list) == 1:
            yield Fault("flows.csv", number, "stops", "one stop", "two stops or more, or none when the route is not known")
        if flow.stops and (flow.days_min is None or flow.days_max is None or flow.days_min > flow.days_max):
            got = f"{flow.days_min} to {flow.days_max}"
            yield Fault("flows.csv", number, "days_min", got, "days on the way, least and most, when stops are given")
        if any(one == other for one, other in pairwise(flow.stop_list)):
            yield Fault("flows.csv", number, "stops", repr(flow.stops), "a stop once, not twice running")
        yield from _stops_without_position(dataset, number, flow)
        yield from _ends_without_position(dataset, number, flow)
        yield from _persons_without_number(dataset, number, flow)


def _moves(dataset: Dataset) -> Iterator[Fault]:
    """A move has one origin and one destination at most, is shown on a map of regions, which says by whose word, in its time."""
    kinds = {row.map: row.kind for row in dataset.maps}
    times = {(row.map, row.chapter): row.date for row in dataset.chapters}
    used = {(use.map, use.figure) for use in dataset.uses if use.drawn_as == "move"}
    for number, row in _rows(dataset, "moves"):
        for end in ("from", "to"):
            if getattr(row, f"{end}_unit") and getattr(row, f"{end}_place"):
                expected = "one of them, or neither when it is not known"
                yield Fault("moves.csv", number, f"{end}_unit", "both unit and place", expected)
        if kinds.get(row.map, "regions") != "regions":
            yield Fault("moves.csv", number, "map", f"{row.map!r}, of kind {kinds[row.map]}", "a map of regions")
        if (row.map, row.chapter) not in times:
            told = [chapter for map_, chapter in times if map_ == row.map]
            hint = did_you_mean(row.chapter, told)
            yield Fault("moves.csv", number, "chapter", repr(row.chapter), f"a chapter of {row.map!r}", hint)
        elif row.figure in dataset.figure_by_key:
            yield from _move_out_of_time(dataset, number, row, times[row.map, row.chapter])
        if (row.map, row.figure) not in used:
            hint = f"Add a row with map {row.map!r} and this figure, drawn_as move."
            yield Fault("moves.csv", number, "figure", f"{row.figure!r}, which the map does not use", "a row in uses.csv", hint)
    made = {(row.map, row.figure) for row in dataset.moves}
    for number, use in _rows(dataset, "uses"):
        if use.drawn_as == "move" and (use.map, use.figure) not in made:
            hint = f"Add a row with map {use.map!r} and this figure, or draw it as something else."
            yield Fault("uses.csv", number, "figure", f"{use.figure!r}, of which the map has no move", "a row in moves.csv", hint)


def _move_out_of_time(dataset: Dataset, number: int, row: Move, time: str) -> Iterator[Fault]:
    """A move whose date cannot fall in its chapter's time."""
    date = dataset.figure_by_key[row.figure].date
    if _is_date(date) and _is_date(time) and not span(date).meets(span(time)):
        yield Fault("moves.csv", number, "chapter", f"{time}, for a figure of {date}", "a chapter of the figure's time")


def _is_date(date: str) -> bool:
    """Whether a date can be read; one that cannot is told elsewhere."""
    return bool(date) and not list(_date_fault("", 0, "", date, plain=False))


def _is_day(date: str) -> bool:
    """Whether a date is a plain day; one that is not is told elsewhere."""
    return bool(date) and not list(_date_fault("", 0, "", date, plain=True))


def _ends_without_position(dataset: Dataset, number: int, flow: Flow) -> Iterator[Fault]:
    """The units that people leave and come to can be pointed at."""
    drawn = {region.unit for region in dataset.regions}
    for column in ("origin_unit", "destination_unit"):
        unit = dataset.unit_by_key.get(getattr(flow, column))
        if unit and unit.unit not in drawn and unit.label_lat is None:
            hint = "Give it label_lat and label_lon in units.csv."
            yield Fault("flows.csv", number, column, repr(unit.unit), "a unit with a label point or a polygon", hint)


def _persons_without_number(dataset: Dataset, number: int, flow: Flow) -> Iterator[Fault]:
    """A map of flows uses a number for the persons of each flow: not known is not zero."""
    known = {row.attestation for row in dataset.attestations if row.value is not None}
    uses = {(use.map, use.figure) for use in dataset.uses if use.attestation in known}
    for plan in dataset.maps:
        if plan.kind == "flows" and flow.persons_figure in dataset.figure_by_key and (plan.map, flow.persons_figure) not in uses:
            hint = f"Name one in uses.csv for the map {plan.map!r}."
            got = f"{flow.persons_figure!r}, of which the map uses no number"
            yield Fault("flows.csv", number, "persons_figure", got, "an attestation with a value", hint)


def _stops_without_position(dataset: Dataset, number: int, flow: Flow) -> Iterator[Fault]:
    """Stops must lie on a line."""
    on_line = {station.place for station in dataset.stations}
    for stop in flow.stop_list:
        if stop in dataset.place_by_key and stop not in on_line:
            yield Fault("flows.csv", number, "stops", repr(stop), "a place that stations.csv puts on a line")


def _maps(dataset: Dataset) -> Iterator[Fault]:
    """A map has a name of its own, a span, a box, and, if it shows regions, a chapter to show."""
    told = {row.map for row in dataset.chapters}
    for number, row in _rows(dataset, "maps"):
        if row.map in _TAKEN:
            expected = f"another name than {', '.join(_TAKEN)}, which build writes too"
            yield Fault("maps.csv", number, "map", repr(row.map), expected)
        if row.start > row.end:
            yield Fault("maps.csv", number, "end", f"{row.end}, before {row.start}", "an end not before the start")
        for low, high in (("west", "east"), ("south", "north")):
            if getattr(row, low) >= getattr(row, high):
                got = f"{low} {getattr(row, low)}, {high} {getattr(row, high)}"
                yield Fault("maps.csv", number, low, got, f"{low} less than {high}")
        if row.kind == "regions" and row.map not in told:
            yield Fault("maps.csv", number, "map", f"{row.map!r} without chapter", "a row in chapters.csv")


def _order(dataset: Dataset) -> Iterator[Fault]:
    """The points of a line stand in the order of their numbers: it is the order in which the line is drawn and travelled."""
    last: dict[str, int] = {}
    for number, row in _rows(dataset, "stations"):
        if row.seq < last.get(row.line, 0):
            got, expected = f"{row.seq} after {last[row.line]}", f"the points of {row.line!r} in order"
            yield Fault("stations.csv", number, "seq", got, expected, "Sort the file by line and seq.")
        last[row.line] = row.seq


def _numbers(dataset: Dataset) -> Iterator[Fault]:
    """Every number is finite."""
    for table in TABLES:
        columns = [field["name"] for field in schema()[table]["fields"] if field["type"] == "number"]
        for number, row in _rows(dataset, table):
            for column in columns:
                value = getattr(row, column)
                if value is not None and not math.isfinite(value):
                    yield Fault(f"{table}.csv", number, column, repr(value), "a finite number")


def _chapters(dataset: Dataset) -> Iterator[Fault]:
    """A view box has four sides or none, and a map of regions shows the borders of a day of its own."""
    plans = {row.map: row for row in dataset.maps if row.kind == "regions"}
    for number, row in _rows(dataset, "chapters"):
        plan = plans.get(row.map)
        days = (row.boundaries, plan.start, plan.end) if plan else ()
        if plan and all(map(_is_day, days)) and not plan.start <= row.boundaries <= plan.end:
            expected = f"a day of the map {row.map!r}: {plan.start} to {plan.end}"
            yield Fault("chapters.csv", number, "boundaries", row.boundaries, expected)
        sides = [row.west, row.south, row.east, row.north]
        if any(side is None for side in sides) and any(side is not None for side in sides):
            yield Fault("chapters.csv", number, "west", "some sides of a box", "west, south, east and north, or none of them")


def _polygons(dataset: Dataset) -> Iterator[Fault]:
    """Regions are valid polygons in degrees, keyed once, and those of one level and day do not overlap."""
    seen: set[str] = set()
    sound = []
    for number, region in enumerate(dataset.regions, start=1):
        faults = list(_polygon_faults(number, region, seen))
        seen.add(region.region)
        yield from faults
        if not faults:
            sound.append((number, region))
    yield from _overlaps(sound)


def _polygon_faults(number: int, region: Region, seen: set[str]) -> Iterator[Fault]:
    """Check one region by itself."""
    from shapely import is_valid_reason

    geometry = region.geometry
    where = ("regions.geojson", number)
    if not region.region:
        yield Fault(*where, "region", "nothing", "a key")
    if region.level not in _levels():
        yield Fault(*where, "level", repr(region.level), f"one of {', '.join(_levels())}", did_you_mean(region.level, _levels()))
    if region.valid_from and region.valid_to and region.valid_from > region.valid_to:
        yield Fault(*where, "valid_to", f"{region.valid_to}, before {region.valid_from}", "an end not before the start")
    if region.region in seen:
        yield Fault(*where, "region", f"{region.region!r} a second time", "a key used once")
    if geometry.geom_type not in ("Polygon", "MultiPolygon") or geometry.is_empty:
        yield Fault(*where, "geometry", f"{geometry.geom_type}{' (empty)' * geometry.is_empty}", "a Polygon or MultiPolygon")
        return
    off = list(_off_the_globe(*where, geometry))
    yield from off
    if not off and not geometry.is_valid:
        hint = "Mend it with shapely.make_valid or in a GIS, and look at the result."
        yield Fault(*where, "geometry", f"an invalid polygon ({is_valid_reason(geometry)})", "a valid polygon", hint)


def _levels() -> list[str]:
    """The levels a unit may have."""
    column = next(field for field in schema()["units"]["fields"] if field["name"] == "level")
    return list(column["constraints"]["enum"])


def _off_the_globe(file: str, number: int, geometry: Any) -> Iterator[Fault]:
    """Coordinates are finite and in degrees."""
    from shapely import get_coordinates

    places = get_coordinates(geometry).tolist()
    if all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in places):
        return
    lon, lat = next((lon, lat) for lon, lat in places if not (-180 <= lon <= 180 and -90 <= lat <= 90))
    hint = "Say in datapackage.json which reference system the file is in."
    yield Fault(file, number, "geometry", f"({lon}, {lat})", "longitude and latitude in degrees", hint)


def _ground(dataset: Dataset) -> Iterator[Fault]:
    """Each piece of the base map is sound, and of the kind of geometry that it is drawn as."""
    from shapely import is_valid_reason

    for number, row in enumerate(dataset.base_map, start=1):
        where = ("basemap.geojson", number)
        area = row.kind in ("land", "lake")
        wanted = ("Polygon", "MultiPolygon") if area else ("LineString", "MultiLineString")
        if row.geometry.geom_type not in wanted or row.geometry.is_empty:
            empty = " (empty)" * row.geometry.is_empty
            yield Fault(*where, "geometry", f"{row.geometry.geom_type}{empty}", f"a {wanted[0]} or {wanted[1]} for {row.kind}")
            continue
        off = list(_off_the_globe(*where, row.geometry))
        yield from off
        if not off and not row.geometry.is_valid:
            hint = "Mend it with shapely.make_valid or in a GIS, and look at the result."
            yield Fault(*where, "geometry", f"an invalid shape ({is_valid_reason(row.geometry)})", f"a valid {wanted[0]}", hint)


def _overlaps(regions: list[tuple[int, Region]]) -> Iterator[Fault]:
    """Find pairs of one level that claim the same ground on the same day."""
    from shapely import STRtree

    tree = STRtree([region.geometry for _, region in regions])
    pairs = tree.query([region.geometry for _, region in regions], predicate="intersects").T
    for first, second in sorted((int(a), int(b)) for a, b in pairs if a < b):
        (_, one), (number, other) = regions[first], regions[second]
        if one.level != other.level or not validity(one.valid_from, one.valid_to).meets(validity(other.valid_from, other.valid_to)):
            continue
        area = one.geometry.intersection(other.geometry).area
        if area > _OVERLAP_TOLERANCE:
            got = f"{other.region!r} overlapping {one.region!r} by {area:.4g} square degrees"
            hint = "Mend the shared border, or the days of validity."
            yield Fault("regions.geojson", number, "geometry", got, f"regions of level {one.level!r} side by side", hint)
