"""A folder becomes a validated, frozen Dataset; every fault is told at once.

Only this module opens data files, each once; what judges a cell sees the cell that is loaded. The order is always the same:
structure of the tables and of the GeoJSON files, then dates, references, positions, people and polygons. A dataset with one
fault is not loaded.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from koryo_geo.data import validation
from koryo_geo.data.dataset import Dataset
from koryo_geo.data.decoding import decode, json_object, json_trouble
from koryo_geo.data.descriptor import descriptor_faults
from koryo_geo.data.geojson import CRS, change_to_degrees, crs_member, features_of, property_faults, read_geometry
from koryo_geo.data.ground import BaseFeature, Region
from koryo_geo.data.rows import TABLES
from koryo_geo.data.structure import read_table, source_faults
from koryo_geo.errors import DatasetError, Fault, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

    from koryo_geo.data.geojson import Change
    from koryo_geo.data.sources.csl_json import Reading

Made = TypeVar("Made")

Row = TypeVar("Row", Region, BaseFeature)


#: Files of a reference manager that may stand beside ``sources.csv``, or instead of it.
REFERENCE_FILES = ("sources.bib", "sources.csl.json")


#: Tables that a folder may do without.
MAY_BE_MISSING = ("checkpoints", "voices", "stops", "glossary")


def bundled_folder() -> Path:
    """Find the datasets that come with the package: in the wheel beside the code, in a checkout one level up."""
    inside = Path(str(resources.files("koryo_geo"))) / "geodata"
    return inside if inside.is_dir() else inside.parent.parent / "geodata"


def bundled_names() -> tuple[str, ...]:
    """Name the datasets that come with the package."""
    return tuple(sorted(path.parent.name for path in bundled_folder().glob("*/datapackage.json")))


def default_name() -> str:
    """Name the bundled dataset that is meant when none is named."""
    index = json.loads((bundled_folder() / "index.json").read_text(encoding="utf-8"))
    return str(index["default"])


def find(name_or_folder: str | Path) -> Path:
    """Find the folder of a dataset.

    Parameters
    ----------
    name_or_folder : str or pathlib.Path
        The name of a bundled dataset, or a folder that holds ``datapackage.json``.

    Raises
    ------
    DatasetError
        If there is neither.
    """
    folder = Path(name_or_folder)
    if not _is_there(folder.is_dir) and str(name_or_folder) in bundled_names():
        return bundled_folder() / str(name_or_folder)
    if _is_there((folder / "datapackage.json").is_file):
        return folder
    known = bundled_names()
    hint = did_you_mean(str(name_or_folder), known) or f"Name a bundled dataset ({', '.join(known)}) or such a folder."
    got = "a folder without it" if _is_there(folder.is_dir) else "no such folder or bundled dataset"
    fault = Fault("datapackage.json", None, "", got, "a folder that holds datapackage.json", hint)
    raise DatasetError(str(name_or_folder)[:200], [fault])


def _is_there(ask: Callable[[], bool]) -> bool:
    """Whether something is there; what may not be asked for (a name too long, a folder that is closed) is not."""
    try:
        return ask()
    except (OSError, ValueError):
        return False


def load(name_or_folder: str | Path | None = None) -> Dataset:
    """Read and validate a dataset.

    Parameters
    ----------
    name_or_folder : str or pathlib.Path, optional
        The name of a bundled dataset, or a folder that holds ``datapackage.json``; the default dataset when left out.

    Returns
    -------
    Dataset
        Frozen; positions in WGS 84 degrees.

    Raises
    ------
    DatasetError
        With every fault at once, each as file:row:column, what was found, what was expected and what to do.

    Examples
    --------
    >>> load("minimal").name
    'minimal'
    """
    folder = find(default_name() if name_or_folder is None else name_or_folder)
    reader = _Reader(folder)
    dataset = reader.read()
    if reader.faults or dataset is None:
        raise DatasetError(str(name_or_folder or folder.name), reader.faults)
    return dataset


class _Reader:
    """Reads one folder, gathering faults as it goes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.notices: list[str] = []
        self.digests: dict[str, str] = {}

    def read(self) -> Dataset | None:
        """Read all; None when something essential is missing."""
        descriptor = self._descriptor()
        tables = {name: self._sources() if name == "sources" else self._table(name) for name in TABLES}
        regions = self._features("regions.geojson", Region, descriptor)
        base_map = self._features("basemap.geojson", BaseFeature, descriptor)
        if self.faults:
            return None
        dataset = Dataset(
            name=str(descriptor["name"]),
            title=str(descriptor.get("title", descriptor["name"])),
            version=str(descriptor.get("version", "")),
            folder=self.folder,
            languages=tuple(descriptor.get("languages", ["en"])),
            attribution=str(descriptor.get("attribution", "")),
            projection=descriptor.get("projection", {}),
            descriptor={key: value for key, value in descriptor.items() if key != "resources"},
            regions=regions,
            base_map=base_map,
            notices=tuple(self.notices),
            digests=dict(sorted(self.digests.items())),
            **cast("dict[str, Any]", tables),
        )
        self.faults.extend(validation.all_faults(dataset))
        return dataset

    def _sound(self, value: Made | Fault) -> Made | None:
        """Return a value; record a fault and return None."""
        if isinstance(value, Fault):
            self.faults.append(value)
            return None
        return value

    def _text(self, name: str) -> str | None:
        """Read a file as UTF-8, or say why not."""
        try:
            data = (self.folder / name).read_bytes()
        except OSError as error:
            self.faults.append(Fault(name, None, "", "no readable file", "this file in the dataset folder", _why(error)))
            return None
        text = self._sound(decode(name, data))
        if text is not None:
            self.digests[name] = hashlib.sha256(data).hexdigest()
        return text

    def _json(self, name: str) -> dict[str, Any] | None:
        """Read a JSON object, or say why not."""
        text = self._text(name)
        return None if text is None else self._sound(json_object(name, text))

    def _descriptor(self) -> dict[str, Any]:
        """Read datapackage.json."""
        descriptor = self._json("datapackage.json")
        if descriptor is None:
            return {}
        self.faults.extend(descriptor_faults(descriptor))
        return descriptor

    def _table(self, name: str) -> tuple[Any, ...]:
        """Read one CSV table: the rows that are sound. A table that may be missing is then empty."""
        if name in MAY_BE_MISSING and not (self.folder / f"{name}.csv").exists():
            return ()
        text = self._text(f"{name}.csv")
        if text is None:
            return ()
        table = read_table(name, text)
        self.faults.extend(table.faults)
        return table.rows

    def _sources(self) -> tuple[Any, ...]:
        """Read the sources: from the table, from what a reference manager keeps, or from both."""
        managed = [name for name in REFERENCE_FILES if (self.folder / name).is_file()]
        rows = list(self._table("sources")) if not managed or (self.folder / "sources.csv").is_file() else []
        taken = {row.source: "sources.csv" for row in rows}
        for name in managed:
            text = self._text(name)
            trouble = json_trouble(name, text) if text is not None and name.endswith(".json") else None
            if text is None or trouble:
                self.faults.extend([trouble] if trouble else [])
                continue
            reading = _read_references(name, text)
            self.faults.extend(reading.faults)
            self.notices.extend(reading.notices)
            for line, row in reading.rows:
                self.faults.extend(source_faults(name, line, row, taken.get(row.source, "")))
                taken.setdefault(row.source, name)
                rows.append(row)
        return tuple(rows)

    def _features(self, name: str, row_class: type[Row], descriptor: dict[str, Any]) -> tuple[Row, ...]:
        """Read the features of a GeoJSON file, in longitude and latitude."""
        collection = self._json(name)
        features = self._sound(features_of(name, collection)) if collection is not None else None
        if collection is None or features is None:
            return ()
        change = self._change(name, crs_member(collection), descriptor)
        rows = (self._feature(name, number, feature, row_class) for number, feature in enumerate(features, start=1))
        sound = [row for row in rows if row is not None]
        return tuple(sound if change is None else (replace(row, geometry=change(row.geometry)) for row in sound))

    def _feature(self, name: str, number: int, feature: Any, row_class: type[Row]) -> Row | None:
        """Make a row of a feature, or say what it lacks."""
        geometry = self._sound(read_geometry(name, number, feature))
        if not isinstance(feature, dict):
            return None
        names = [field.name for field in fields(cast("Any", row_class)) if field.name != "geometry"]
        given = feature.get("properties")
        properties = given if isinstance(given, dict) else {}
        faults = list(property_faults(name, number, properties, names))
        self.faults.extend(faults)
        if faults or geometry is None:
            return None
        values = {name: "" if properties[name] is None else properties[name] for name in names}
        if "uncertain" in values:
            values["uncertain"] = bool(values["uncertain"])
        return cast("Row", cast("Any", row_class)(**values, geometry=geometry))

    def _change(self, name: str, member: Any, descriptor: dict[str, Any]) -> Change | None:
        """Find the change of reference system that a GeoJSON file needs: None for longitude and latitude already."""
        resources_ = descriptor.get("resources")
        if not isinstance(resources_, list):
            return None
        resource: Any = next((item for item in resources_ if isinstance(item, dict) and item.get("path") == name), {})
        declared = member or resource.get("crs")
        change = self._sound(change_to_degrees(name, declared))
        if change is not None:
            self.notices.append(f"{name}: converted from {declared} to {CRS}")
        return change


def _why(error: OSError) -> str:
    """Say in words why a file cannot be read."""
    if isinstance(error, FileNotFoundError):
        return "It is not there: add it, or copy the dataset again."
    if isinstance(error, IsADirectoryError):
        return "A folder of that name is there."
    if isinstance(error, PermissionError):
        return "You may not read it: ask for the right to."
    return "Copy the dataset again."


def _read_references(name: str, text: str) -> Reading:
    """Read a file of a reference manager."""
    if name.endswith(".bib"):
        from koryo_geo.data.sources.bibtex import from_bibtex

        return from_bibtex(text, name)
    from koryo_geo.data.sources.csl_json import from_csl_json

    return from_csl_json(text, name)
