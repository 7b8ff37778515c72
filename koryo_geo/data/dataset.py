"""A validated dataset: frozen rows, looked up by key, seen as data frames."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from html import escape
from os import PathLike
from typing import TYPE_CHECKING, Any, TypeVar

from koryo_geo.data.ground import BaseFeature, Region
from koryo_geo.data.rows import TABLES
from koryo_geo.errors import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

    from koryo_geo.data.glossary import GlossaryWord
    from koryo_geo.data.rows import (
        Attestation,
        Chapter,
        Death,
        Distance,
        Event,
        Figure,
        Flow,
        Gap,
        Line,
        MapPlan,
        Move,
        Name,
        Place,
        Rule,
        Source,
        Station,
        Stop,
        Translation,
        Unit,
        Use,
    )
    from koryo_geo.data.testimony import Checkpoint, Voice


Row = TypeVar("Row")


@dataclass(frozen=True, repr=False)
class Dataset:
    """A validated dataset; positions are longitude and latitude in WGS 84 degrees.

    Attributes
    ----------
    name, title, version : str
        As the descriptor ``datapackage.json`` gives them.
    folder : pathlib.Path
        Where it was read.
    languages : tuple of str
        The languages that its texts are complete in; English is the language of the tables themselves.
    attribution : str
        Whom its licences ask to be named.
    projection : mapping
        The projection its maps are drawn in, for :class:`koryo_geo.style.Projection`.
    descriptor : mapping
        ``datapackage.json`` as it stands, but for its resources: description, licences, contributors.
    sources, units, places, ... : tuple
        One frozen row (:mod:`koryo_geo.data.rows`) a line of the file, in file order.
    notices : tuple of str
        What was done to the data on reading, such as a change of reference system.
    digests : mapping
        SHA-256 of each file read.
    """

    name: str
    title: str
    version: str
    folder: Path
    languages: tuple[str, ...]
    attribution: str
    projection: Mapping[str, Any]
    descriptor: Mapping[str, Any]
    sources: tuple[Source, ...]
    units: tuple[Unit, ...]
    places: tuple[Place, ...]
    names: tuple[Name, ...]
    lines: tuple[Line, ...]
    stations: tuple[Station, ...]
    distances: tuple[Distance, ...]
    figures: tuple[Figure, ...]
    attestations: tuple[Attestation, ...]
    uses: tuple[Use, ...]
    flows: tuple[Flow, ...]
    checkpoints: tuple[Checkpoint, ...]
    moves: tuple[Move, ...]
    events: tuple[Event, ...]
    voices: tuple[Voice, ...]
    deaths: tuple[Death, ...]
    rules: tuple[Rule, ...]
    gaps: tuple[Gap, ...]
    chapters: tuple[Chapter, ...]
    stops: tuple[Stop, ...]
    maps: tuple[MapPlan, ...]
    translations: tuple[Translation, ...]
    glossary: tuple[GlossaryWord, ...]
    regions: tuple[Region, ...]
    base_map: tuple[BaseFeature, ...]
    notices: tuple[str, ...]
    digests: Mapping[str, str]

    def __repr__(self) -> str:
        """Name the dataset and how much it holds, on one line."""
        held = f"{len(self.figures):,} figures, {len(self.attestations):,} attestations, {len(self.sources):,} sources"
        return f"<Dataset {self.name} {self.version}: {held}, maps {', '.join(plan.map for plan in self.maps)}>"

    def _repr_html_(self) -> str:
        """Show in a notebook how many rows each table has."""
        import pandas as pd

        tables = [*TABLES, "regions", "base_map"]
        rows = pd.DataFrame({"table": tables, "rows": [len(getattr(self, table)) for table in tables]})
        return f"<p>{escape(self.title)}, {escape(self.version)}</p>{rows.to_html(index=False, border=0)}"

    @cached_property
    def translation_of(self) -> dict[tuple[str, str, str, str], str]:
        """The translated texts by table, key, column and language."""
        return {(row.table, row.key, row.column, row.lang): row.text for row in self.translations}

    @cached_property
    def source_by_key(self) -> dict[str, Source]:
        """The sources by key."""
        return {row.source: row for row in self.sources}

    @cached_property
    def unit_by_key(self) -> dict[str, Unit]:
        """The units by key."""
        return {row.unit: row for row in self.units}

    @cached_property
    def place_by_key(self) -> dict[str, Place]:
        """The places by key."""
        return {row.place: row for row in self.places}

    @cached_property
    def figure_by_key(self) -> dict[str, Figure]:
        """The figures by key."""
        return {row.figure: row for row in self.figures}

    @cached_property
    def attestations_of(self) -> dict[str, tuple[Attestation, ...]]:
        """The attestations of each figure, in file order."""
        return _grouped(self.attestations, "figure")

    @cached_property
    def names_of(self) -> dict[str, tuple[Name, ...]]:
        """The name forms of each place or unit, in file order."""
        return _grouped(self.names, "subject")

    def numbered(self, table: str) -> Iterator[tuple[int, Any]]:
        """Number the rows of a table as a spreadsheet does, the header being row 1."""
        return enumerate(getattr(self, table), start=2)

    def map_plan(self, name: str) -> MapPlan:
        """Find a map by name.

        Raises
        ------
        KeyError
            If the dataset has no such map; the message lists those it has.
        """
        plans = {plan.map: plan for plan in self.maps}
        if name not in plans:
            hint = did_you_mean(name, plans)
            raise KeyError(f"{self.name} has no map {name!r}; it has {', '.join(plans)}. {hint}".strip())
        return plans[name]

    def frame(self, table: str) -> pd.DataFrame | gpd.GeoDataFrame:
        """Look at a table as a data frame.

        Parameters
        ----------
        table : str
            A field of this class that holds rows, such as ``"places"``, ``"figures"`` or ``"regions"``.

        Returns
        -------
        pandas.DataFrame or geopandas.GeoDataFrame
            One row a record, a fresh copy at each call. Places, stations, regions and base map carry geometry
            (EPSG:4326, longitude first); a place without a position has an empty point.

        Raises
        ------
        KeyError
            If there is no such table.
        """
        import pandas as pd

        columns = [*TABLES, "regions", "base_map"]
        if table not in columns:
            raise KeyError(f"no table {table!r}; the tables are {', '.join(columns)}. {did_you_mean(table, columns)}".strip())
        rows = getattr(self, table)
        row_class = TABLES.get(table, Region if table == "regions" else BaseFeature)
        names = [field.name for field in fields(row_class)]
        data = pd.DataFrame([[getattr(row, name) for name in names] for row in rows], columns=names)
        return _with_geometry(data)


def check_dataset(given: object) -> None:
    """Refuse anything but a Dataset before its fields are read.

    Raises
    ------
    TypeError
        If it is something else; for a name or a folder, the message says how to load it.
    """
    if isinstance(given, Dataset):
        return
    if isinstance(given, (str, PathLike)):
        name = str(given)
        raise TypeError(f"dataset: got the text {name!r}; expected a Dataset. Load it first: koryo_geo.load({name!r}).")
    raise TypeError(f"dataset: got a {type(given).__name__}; expected a Dataset, as koryo_geo.load() returns.")


def _with_geometry(data: pd.DataFrame) -> pd.DataFrame | gpd.GeoDataFrame:
    """Give a frame its geometry, from its own column or from lon and lat."""
    if "geometry" not in data.columns and "lon" not in data.columns:
        return data
    import geopandas as gpd

    if "geometry" in data.columns:
        return gpd.GeoDataFrame(data, geometry="geometry", crs="EPSG:4326")
    from shapely import Point

    points = gpd.points_from_xy(data["lon"].astype(float), data["lat"].astype(float))
    points[data["lon"].isna().to_numpy()] = Point()
    return gpd.GeoDataFrame(data, geometry=points, crs="EPSG:4326")


def _grouped(rows: Iterable[Row], key: str) -> dict[str, tuple[Row, ...]]:
    """Group rows by one of their fields, keeping their order."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(getattr(row, key), []).append(row)
    return {name: tuple(group) for name, group in groups.items()}
