"""A folder becomes a validated, frozen Dataset; every fault is told at once.

Only this module reads data files. The order is always the same: structure of the tables (Frictionless Table Schema), then
dates, references, positions and polygons. A dataset with one fault is not loaded.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import fields
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from koryo_geo.data import validation
from koryo_geo.data.dataset import Dataset
from koryo_geo.data.rows import OPTIONAL, TABLES, BaseFeature, Region
from koryo_geo.errors import DatasetError, Fault, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koryo_geo.data.dataset import Row
    from koryo_geo.data.rows import Source
    from koryo_geo.data.sources.csl_json import Reading


#: The coordinate reference system of everything in a Dataset: longitude, latitude in WGS 84 degrees.
CRS = "OGC:CRS84"


#: Files of a reference manager that may stand beside ``sources.csv``, or instead of it.
REFERENCE_FILES = ("sources.bib", "sources.csl.json")


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
    if not Path(name_or_folder).is_dir() and str(name_or_folder) in bundled_names():
        return bundled_folder() / str(name_or_folder)
    folder = Path(name_or_folder)
    if (folder / "datapackage.json").is_file():
        return folder
    known = bundled_names()
    hint = did_you_mean(str(name_or_folder), known) or f"Name a bundled dataset ({', '.join(known)}) or such a folder."
    got = "a folder without it" if folder.is_dir() else "no such folder or bundled dataset"
    fault = Fault("datapackage.json", None, "", got, "a folder that holds datapackage.json", hint)
    raise DatasetError(str(name_or_folder), [fault])


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
        tables = {name: tuple(self._sources() if name == "sources" else self._table(name)) for name in TABLES}
        if self.faults:
            return None
        regions = tuple(self._regions(descriptor))
        base_map = tuple(self._base_map(descriptor))
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

    def _text(self, name: str) -> str | None:
        """Read a file as UTF-8, or say why not."""
        path = self.folder / name
        try:
            data = path.read_bytes()
            text = data.decode("utf-8-sig")
        except OSError as error:
            self.faults.append(Fault(name, None, "", "no readable file", "this file in the dataset folder", str(error.strerror)))
            return None
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            got = f"byte 0x{data[error.start]:02x} that is not UTF-8"
            self.faults.append(Fault(name, line, "", got, "UTF-8 text", "Save the file again with UTF-8 encoding."))
            return None
        self.digests[name] = hashlib.sha256(data).hexdigest()
        return text

    def _json(self, name: str) -> dict[str, Any]:
        """Read a JSON object, or say why not."""
        text = self._text(name)
        if text is None:
            return {}
        try:
            data = json.loads(text)
        except json.JSONDecodeError as error:
            self.faults.append(Fault(name, error.lineno, "", f"text that is not JSON ({error.msg})", "a JSON object"))
            return {}
        if isinstance(data, dict):
            return data
        self.faults.append(Fault(name, 1, "", f"a JSON {type(data).__name__}", "a JSON object"))
        return {}

    def _descriptor(self) -> dict[str, Any]:
        """Read datapackage.json."""
        descriptor = self._json("datapackage.json")
        if not self.faults:
            self.faults.extend(validation.descriptor_faults(descriptor))
        return descriptor

    def _table(self, name: str) -> Iterator[object]:
        """Read one CSV table; yields typed rows only when its structure is right."""
        if name in OPTIONAL and not (self.folder / f"{name}.csv").exists():
            return
        text = self._text(f"{name}.csv")
        if text is None:
            return
        faults = validation.structure_faults(self.folder, name)
        self.faults.extend(faults)
        if faults:
            return
        row_class = TABLES[name]
        casts = {field.name: _caster(str(field.type)) for field in fields(row_class)}
        for record in csv.DictReader(io.StringIO(text, newline="")):
            yield row_class(**{column: cast_(record[column]) for column, cast_ in casts.items()})

    def _sources(self) -> Iterator[object]:
        """Read the sources: from the table, from what a reference manager keeps, or from both."""
        managed = [name for name in REFERENCE_FILES if (self.folder / name).is_file()]
        rows = list(self._table("sources")) if not managed or (self.folder / "sources.csv").is_file() else []
        yield from rows
        taken = {cast("Source", row).source: "sources.csv" for row in rows}
        for name in managed:
            text = self._text(name)
            reading = _read_references(name, text) if text is not None else None
            if reading is None:
                continue
            self.faults.extend(reading.faults)
            self.notices.extend(reading.notices)
            for line, row in reading.rows:
                self.faults.extend(validation.source_faults(name, line, row, taken.get(row.source, "")))
                taken.setdefault(row.source, name)
                yield row

    def _features(self, name: str, descriptor: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any], Any]]:
        """Read GeoJSON features with their geometry in longitude and latitude; yields number, properties, geometry."""
        from shapely.errors import ShapelyError
        from shapely.geometry import shape

        collection = self._json(name)
        if not isinstance(collection.get("features"), list):
            if name in self.digests:
                self.faults.append(Fault(name, None, "features", "no list of features", "a GeoJSON FeatureCollection"))
            return
        transform = self._transform(name, collection, descriptor)
        for number, feature in enumerate(collection["features"], start=1):
            try:
                geometry = shape(feature["geometry"])
            except (KeyError, TypeError, ValueError, AttributeError, ShapelyError) as error:
                self.faults.append(Fault(name, number, "geometry", f"no readable geometry ({error})", "a GeoJSON geometry"))
                continue
            if transform is not None:
                geometry = transform(geometry)
            properties = feature.get("properties")
            yield number, properties if isinstance(properties, dict) else {}, geometry

    def _transform(self, name: str, collection: dict[str, Any], descriptor: dict[str, Any]) -> Any:
        """Find the change of reference system that a GeoJSON file needs: None for longitude and latitude already."""
        resource: dict[str, Any] = next((item for item in descriptor["resources"] if item.get("path") == name), {})
        declared = _crs_member(collection) or resource.get("crs")
        if not declared:
            hint = f'Add "crs": "{CRS}" to this resource in datapackage.json, or the system it really is in.'
            self.faults.append(Fault(name, None, "crs", "no reference system", "a declared reference system", hint))
            return None
        import pyproj
        from pyproj.exceptions import CRSError
        from shapely import transform

        try:
            given = pyproj.CRS.from_user_input(declared)
        except CRSError:
            hint = f"Use an authority code such as {CRS} or EPSG:3857."
            self.faults.append(Fault(name, None, "crs", repr(declared), "a reference system that PROJ knows", hint))
            return None
        if given.equals(pyproj.CRS.from_user_input("EPSG:4326"), ignore_axis_order=True):
            return None
        self.notices.append(f"{name}: converted from {declared} to {CRS}")
        to_degrees = pyproj.Transformer.from_crs(given, CRS, always_xy=True).transform
        return lambda geometry: transform(geometry, to_degrees, interleaved=False)

    def _regions(self, descriptor: dict[str, Any]) -> Iterator[Region]:
        """Read regions.geojson."""
        for number, properties, geometry in self._features("regions.geojson", descriptor):
            yield from self._record(Region, "regions.geojson", number, properties, geometry)

    def _base_map(self, descriptor: dict[str, Any]) -> Iterator[BaseFeature]:
        """Read basemap.geojson."""
        for number, properties, geometry in self._features("basemap.geojson", descriptor):
            yield from self._record(BaseFeature, "basemap.geojson", number, properties, geometry)

    def _record(self, row_class: type[Row], file: str, number: int, properties: dict[str, Any], geometry: object) -> Iterator[Row]:
        """Make a row of a feature, or say which properties it lacks."""
        names = [field.name for field in fields(cast("Any", row_class)) if field.name != "geometry"]
        faults = list(validation.property_faults(file, number, properties, names))
        self.faults.extend(faults)
        if not faults:
            values = {name: "" if properties[name] is None else properties[name] for name in names}
            yield cast("Any", row_class)(**values, geometry=geometry)


def _read_references(name: str, text: str) -> Reading:
    """Read a file of a reference manager."""
    if name.endswith(".bib"):
        from koryo_geo.data.sources.bibtex import from_bibtex

        return from_bibtex(text, name)
    from koryo_geo.data.sources.csl_json import from_csl_json

    return from_csl_json(text, name)


def _crs_member(collection: dict[str, Any]) -> Any:
    """The reference system that a GeoJSON file names itself, as GeoJSON did before RFC 7946; None when it names none."""
    match collection.get("crs"):
        case {"properties": {"name": name}}:
            return name
        case {} | None:
            return None
        case other:
            return other


def _caster(annotation: str) -> Any:
    """Find how a cell becomes a value of the annotated type."""
    if annotation.startswith("float"):
        return lambda cell: float(cell) if cell else None
    if annotation.startswith("int"):
        return lambda cell: int(cell) if cell else None
    return str
