"""A GeoJSON file becomes numbered features: properties, and a flat geometry in longitude and latitude.

The form of the geometry is judged here, in words, before shapely sees it. Heights are left out: a map has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from koryo_geo.data.cells import LONGEST_CELL
from koryo_geo.data.ground import GroundKind
from koryo_geo.data.rows import Certainty
from koryo_geo.data.structure import cell_trouble, control_trouble, shown
from koryo_geo.errors import Fault, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from shapely.geometry.base import BaseGeometry

    #: Changes a geometry from one reference system to another.
    Change = Callable[[BaseGeometry], BaseGeometry]

#: The coordinate reference system of everything in a Dataset: longitude, latitude in WGS 84 degrees.
CRS = "OGC:CRS84"

#: The geometries that a feature may have, each with the nesting depth of its positions.
_DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}

#: The values of those properties that may not be just any text.
_CHOICES = {"certainty": get_args(Certainty), "kind": get_args(GroundKind), "uncertain": (True, False)}

#: The key of a region, as a field of a table.
_KEY = {"name": "region", "type": "string", "constraints": {"pattern": r"^[a-z0-9][a-z0-9.\-_]*$"}}

Trouble = tuple[str, str, str]


def features_of(file: str, collection: dict[str, Any]) -> list[Any] | Fault:
    """Find the list of features of a GeoJSON file.

    Examples
    --------
    >>> print(features_of("regions.geojson", {"type": "Topology"}))
    regions.geojson:features: got TopoJSON; expected a GeoJSON FeatureCollection. Export it again as GeoJSON.
    """
    features = collection.get("features")
    if isinstance(features, list):
        return features
    expected = "a GeoJSON FeatureCollection"
    match collection.get("type"):
        case "Topology":
            return Fault(file, None, "features", "TopoJSON", expected, "Export it again as GeoJSON.")
        case "Feature":
            return Fault(file, None, "features", "a single Feature", expected, 'Put it into "features": [ ].')
        case kind if isinstance(kind, str) and kind in (*_DEPTHS, "GeometryCollection"):
            return Fault(file, None, "features", f"a bare {kind}", expected, "Give it properties, as a Feature.")
    return Fault(file, None, "features", "no list of features", expected)


def read_geometry(file: str, number: int, feature: Any) -> BaseGeometry | Fault:
    """Read the geometry of a feature, without heights.

    Parameters
    ----------
    file : str
    number : int
        Of the feature, from 1.
    feature : Any
        As it stands in the file.

    Returns
    -------
    shapely.geometry.base.BaseGeometry or Fault
    """
    from shapely.geometry import shape

    if not isinstance(feature, dict):
        return Fault(file, number, "", _named(feature), "a GeoJSON Feature")
    trouble = _feature_trouble(feature)
    if trouble:
        return Fault(file, number, "geometry", *trouble)
    given = feature["geometry"]
    return shape({"type": given["type"], "coordinates": _flat(given["coordinates"], _DEPTHS[given["type"]])})


def _named(value: Any) -> str:
    """Name a JSON value as JSON does."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    return shown(value)


def _feature_trouble(feature: dict[str, Any]) -> Trouble | None:
    """Judge the geometry of a feature by its form."""
    given = feature.get("geometry")
    if given is None:
        missing = "no geometry (null)" if "geometry" in feature else "no geometry"
        return missing, "a GeoJSON geometry", "Draw it, or delete the feature."
    if not isinstance(given, dict):
        return _named(given), "a GeoJSON geometry", ""
    kind = given.get("type")
    if kind == "GeometryCollection":
        return "a GeometryCollection", "one geometry", "Keep the part that is drawn, such as the Polygon or MultiPolygon."
    if not isinstance(kind, str) or kind not in _DEPTHS:
        return f"a geometry of type {_named(kind)}", f"one of {', '.join(_DEPTHS)}", did_you_mean(str(kind), _DEPTHS)
    return _lists_trouble(given.get("coordinates"), _DEPTHS[kind]) or _coordinate_trouble(kind, given["coordinates"])


def _lists_trouble(value: Any, depth: int) -> Trouble | None:
    """Judge whether positions lie in as many lists as the geometry's type asks for."""
    if not isinstance(value, list):
        return _named(value), "a list of coordinates", ""
    if depth == 0:
        strange = [item for item in value if not isinstance(item, int | float) or isinstance(item, bool)]
        if strange or len(value) < 2:
            got = f"a position with {_named(strange[0])}" if strange else f"a position of {len(value)} numbers"
            return got, "positions of longitude and latitude, two numbers each", ""
        return None
    return next((trouble for item in value if (trouble := _lists_trouble(item, depth - 1))), None)


def _coordinate_trouble(kind: str, coordinates: list[Any]) -> Trouble | None:
    """Judge heights, and the length and end of lines and rings."""
    lines = list(_lines(coordinates, _DEPTHS[kind]))
    if len({len(position) for line in lines for position in line}) > 1:
        return "positions with a height and positions without", "all of one kind", "Export it again without heights (2D)."
    if "Polygon" in kind:
        return _ring_trouble(kind, coordinates, lines)
    if "Line" in kind and any(len(line) < 2 for line in lines if coordinates):
        return "a line of one position", "two positions or more", ""
    return None


def _lines(coordinates: list[Any], depth: int) -> Iterator[list[Any]]:
    """The lists of positions of a geometry."""
    if depth == 0:
        yield [coordinates]
    elif depth == 1:
        yield coordinates
    else:
        for part in coordinates:
            yield from _lines(part, depth - 1)


def _ring_trouble(kind: str, coordinates: list[Any], rings: list[list[Any]]) -> Trouble | None:
    """Judge the rings of a polygon: four positions or more, the last as the first."""
    if kind == "MultiPolygon" and not all(coordinates):
        return "a polygon without a ring", "rings of positions", "Delete the empty polygon."
    for ring in rings:
        if len(ring) < 4:
            return f"a ring of {len(ring)} positions", "four or more, the last the same as the first", ""
        if ring[0][:2] != ring[-1][:2]:
            return (
                f"a ring from {ring[0][:2]} to {ring[-1][:2]}",
                "a ring that ends where it begins",
                "Repeat its first position at its end.",
            )
    return None


def _flat(coordinates: Any, depth: int) -> Any:
    """The coordinates without heights."""
    return coordinates[:2] if depth == 0 else [_flat(part, depth - 1) for part in coordinates]


def property_faults(file: str, number: int, properties: dict[str, Any], names: Iterable[str]) -> Iterator[Fault]:
    """Check that a feature has the properties of its row, each of the right type."""
    for name in names:
        if name not in properties:
            hint = did_you_mean(name, map(str, properties))
            yield Fault(file, number, name, "no such property", "every property of the schema", hint)
            continue
        value = properties[name]
        if name in _CHOICES:
            if isinstance(value, dict | list) or value not in _CHOICES[name] or isinstance(value, int) != (name == "uncertain"):
                hint = did_you_mean(value, map(str, _CHOICES[name])) if isinstance(value, str) else ""
                expected = f"one of {', '.join(each if isinstance(each, str) else shown(each) for each in _CHOICES[name])}"
                yield Fault(file, number, name, shown(value), expected, hint)
        elif not isinstance(value, str | None):
            yield Fault(file, number, name, shown(value), "text or null")
        elif value and (trouble := control_trouble(value) or _text_trouble(name, value)):
            yield Fault(file, number, name, *trouble)


def _text_trouble(name: str, value: str) -> Trouble | None:
    """Judge a property of text by its length, and the key of a region by its form."""
    if len(value) > LONGEST_CELL:
        return shown(value), f"at most {LONGEST_CELL:,} characters", ""
    return cell_trouble(_KEY, value) if name == "region" else None


def change_to_degrees(file: str, declared: Any) -> Change | Fault | None:
    """Find the change of reference system that a GeoJSON file needs.

    Parameters
    ----------
    file : str
    declared : Any
        The reference system that the file or the descriptor names.

    Returns
    -------
    callable, None or Fault
        None for longitude and latitude already.
    """
    hint = f"Use an authority code such as {CRS} or EPSG:3857."
    if not declared:
        add = f'Add "crs": "{CRS}" to this resource in datapackage.json, or the system it really is in.'
        return Fault(file, None, "crs", "no reference system", "a declared reference system", add)
    if not isinstance(declared, str):
        return Fault(file, None, "crs", shown(declared), "the name of a reference system", hint)
    import pyproj
    from pyproj.exceptions import CRSError, ProjError

    try:
        given = pyproj.CRS.from_user_input(declared)
        flat = given.is_geographic or given.is_projected
        if not flat:
            return Fault(file, None, "crs", shown(declared), "a reference system of longitude and latitude or of a plane map", hint)
        if given.equals(pyproj.CRS.from_user_input("EPSG:4326"), ignore_axis_order=True):
            return None
        return _change(pyproj.Transformer.from_crs(given, CRS, always_xy=True))
    except CRSError:
        return Fault(file, None, "crs", shown(declared), "a reference system that PROJ knows", hint)
    except ProjError:
        return Fault(file, None, "crs", shown(declared), "a reference system of the earth", hint)


def _change(transformer: Any) -> Change:
    """A change of reference system for whole geometries."""
    from shapely import transform

    def change(geometry: BaseGeometry) -> BaseGeometry:
        return transform(geometry, transformer.transform, interleaved=False)

    return change


def crs_member(collection: dict[str, Any]) -> Any:
    """The reference system that a GeoJSON file names itself, as GeoJSON did before RFC 7946; None when it names none."""
    match collection.get("crs"):
        case {"properties": {"name": name}}:
            return name
        case {} | None:
            return None
        case other:
            return other
