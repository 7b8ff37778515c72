"""The house itself: its public surface, its import directions, and what it does not name."""

import ast
import dataclasses
import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import koryo_geo
from koryo_geo.data.reading import bundled_names, find
from koryo_geo.data.rows import TABLES
from koryo_geo.data.structure import schema

PACKAGE = Path(koryo_geo.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
TREES = {
    path.relative_to(PACKAGE).with_suffix("").as_posix().removesuffix("/__init__"): ast.parse(path.read_text("utf-8"))
    for path in MODULES
}

#: What only the data may name. The package's own name, and the names of the interface's languages, are not meant.
SUBJECT = re.compile(
    r"korean|고려|조선|коре|1937|ussr|soviet|kazakh|uzbek|siberia|kyzyl|ushtobe|posyet|vladivostok|tashkent|far.east|nkvd|stalin|turksib",
    re.IGNORECASE,
)
LANGUAGES = re.compile(r"^#.*$|\bkoryo[-_]?(geo)?\b|^msg.*language.*$", re.MULTILINE | re.IGNORECASE)


def functions():
    """Every function of the package, with its module and class."""
    for module, tree in TREES.items():
        for node in [tree, *(child for child in tree.body if isinstance(child, ast.ClassDef))]:
            owner = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
            for child in node.body:
                if isinstance(child, ast.FunctionDef):
                    yield f"{module}.{owner}{child.name}", child


FUNCTIONS = dict(functions())


def test_public_names_are_sorted_and_resolve():
    assert koryo_geo.__all__ == sorted(koryo_geo.__all__)
    assert set(koryo_geo._HOMES) == set(koryo_geo.__all__)
    for name in koryo_geo.__all__:
        assert getattr(koryo_geo, name) is getattr(import_module(f"koryo_geo.{koryo_geo._HOMES[name]}"), name)


def test_type_checkers_see_the_same_names():
    (block,) = [node for node in TREES["__init__"].body if isinstance(node, ast.If)]
    seen = {alias.name: node.module.removeprefix("koryo_geo.") for node in block.body for alias in node.names}
    assert seen == koryo_geo._HOMES


def test_dir_lists_the_public_names_and_no_other_name_resolves():
    assert set(dir(koryo_geo)) == {*koryo_geo.__all__, "__version__"}
    with pytest.raises(AttributeError, match="module 'koryo_geo' has no attribute 'lod'"):
        _ = koryo_geo.lod


@pytest.mark.parametrize("module", ["koryo_geo", "koryo_geo.cli", "koryo_geo.errors", "koryo_geo.style"])
def test_importing_is_cheap(module):
    code = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {
        "pandas",
        "folium",
        "geopandas",
        "shapely",
        "numpy",
        "frictionless",
        "babel",
        "jinja2",
        "networkx",
        "pyproj",
        "topojson",
    }
    assert not heavy & set(loaded)


def test_loading_data_needs_no_folium_and_rendering_no_frictionless():
    code = "import sys, koryo_geo; koryo_geo.load('minimal'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"folium", "branca", "topojson"} & set(loaded)


def test_only_dataset_and_its_checks_read_data_files():
    for module, tree in TREES.items():
        names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        assert "csv" not in names or module in ("data/cells", "export/figures"), module


def test_only_the_maps_know_folium():
    for module, tree in TREES.items():
        text = ast.unparse(tree)
        assert not re.search(r"(import|from) (folium|branca)", text) or module.startswith("maps/"), module


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted(PACKAGE.rglob("*"))
        if path.suffix in (".py", ".js", ".css", ".html", ".po", ".json", ".txt") and "geodata" not in path.parts
    ],
    ids=lambda path: path.name,
)
def test_the_package_does_not_name_its_first_subject(path):
    text = LANGUAGES.sub("", path.read_text("utf-8"))
    assert [match[0] for match in SUBJECT.finditer(text)] == []


def test_public_functions_swallow_no_misspelt_option():
    swallow = {name for name, node in FUNCTIONS.items() if node.args.kwarg and not node.name.startswith("_")}
    # branca calls render with keywords of its own; the attributes of an SVG element are as many as SVG has.
    assert {name.rsplit(".", 1)[1] for name in swallow} - {"say", "tag"} <= {"render"}


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if "._" not in name])
def test_public_functions_are_documented(name):
    assert ast.get_docstring(FUNCTIONS[name])


@pytest.mark.parametrize("table", TABLES)
def test_row_classes_schema_and_descriptors_have_the_same_columns(table):
    names = [field.name for field in dataclasses.fields(TABLES[table])]
    assert names == [field["name"] for field in schema()[table]["fields"]]
    for dataset in bundled_names():
        descriptor = json.loads((find(dataset) / "datapackage.json").read_text("utf-8"))
        (resource,) = [item for item in descriptor["resources"] if item["path"] == f"{table}.csv"]
        assert resource["schema"]["fields"] == schema()[table]["fields"], dataset


def test_version_is_that_of_the_distribution():
    from importlib.metadata import version

    assert version("koryo-geo") == koryo_geo.__version__


def test_what_decides_the_bytes_of_a_page_is_pinned():
    from importlib.metadata import version

    needed = (Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8")
    for name in ("django-js-lib-leaflet", "topojson"):
        assert f'"{name}=={version(name)}"' in needed
