"""Building all pages of a dataset: what is written, and the same bytes everywhere."""

import ast
import hashlib
import json
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

import koryo_geo
from koryo_geo import JoinError, RoutingError
from koryo_geo.html.record_page import FILES
from tests.sample import add, bytes_in, rows_of, spoil, write_rows

PACKAGE = Path(koryo_geo.__file__).parent

#: Two machines as unlike as environment variables make them.
MACHINES = (
    {"TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONHASHSEED": "1", "LANG": "C"},
    {"TZ": "Asia/Seoul", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4242", "LANG": "ko_KR.UTF-8", "PYTHONUTF8": "1"},
)


def with_one_map(folder):
    """Leave a dataset one map, with what belongs to it."""
    for name in ("maps", "uses", "chapters"):
        rows = rows_of(folder, name)
        write_rows(folder, name, [row for row in rows if row["map"] == "counts"], list(rows[0]))
    return folder


def test_a_build_writes_the_maps_an_index_an_embedding_and_a_report(minimal, tmp_path):
    built = koryo_geo.build(minimal, tmp_path / "out")
    assert built.folder == tmp_path / "out"
    pages = {"journey.html", "counts.html", "index.html", "embed.html", "record.html"}
    assert set(bytes_in(built.folder)) == pages | set(FILES)


def test_the_index_leads_to_the_record(minimal, tmp_path):
    assert 'href="record.html"' in (koryo_geo.build(minimal, tmp_path).folder / "index.html").read_text("utf-8")


@pytest.mark.parametrize("name", ["index.html", "embed.html"])
def test_a_page_without_a_map_runs_and_fetches_nothing(minimal, tmp_path, name):
    text = (koryo_geo.build(minimal, tmp_path).folder / name).read_text("utf-8")
    (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', text)
    assert unescape(policy).startswith("default-src 'none'; style-src 'unsafe-inline';")
    assert "script" not in policy
    assert text.index("Content-Security-Policy") < text.index("<style>")


def test_a_map_that_is_no_longer_there_leaves_no_page(copy, minimal, tmp_path):
    koryo_geo.build(minimal, tmp_path / "out")
    folder = with_one_map(copy())
    koryo_geo.build(koryo_geo.load(folder), tmp_path / "out")
    assert "journey.html" not in bytes_in(tmp_path / "out")


def test_a_page_of_the_build_that_somebody_changed_stays(copy, minimal, tmp_path):
    koryo_geo.build(minimal, tmp_path / "out")
    (tmp_path / "out" / "journey.html").write_bytes(b"changed")
    folder = with_one_map(copy())
    koryo_geo.build(koryo_geo.load(folder), tmp_path / "out")
    assert bytes_in(tmp_path / "out")["journey.html"] == b"changed"


def test_the_report_tells_bytes_digests_versions_and_figures(minimal, tmp_path):
    built = koryo_geo.build(minimal, tmp_path)
    report = json.loads((tmp_path / "build.json").read_text("utf-8"))
    assert report == built.report
    assert (report["koryo_geo"], report["dataset"]["name"], report["dataset"]["version"]) == (
        koryo_geo.__version__,
        "minimal",
        "0.1.0",
    )
    for name, file in report["files"].items():
        data = (tmp_path / name).read_bytes()
        assert file == {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def test_the_report_keeps_figures_drawn_apart_from_those_unknown(minimal, tmp_path):
    figures = koryo_geo.build(minimal, tmp_path).report["figures"]["counts"]
    assert figures["unknown"] == ["b-town.1868.moved.persons", "c-land.1868.settled.persons"]
    assert "c-town.1868.resident.persons" in figures["drawn"]
    assert "b-hills.1868.plan.households" not in figures["drawn"] + figures["unknown"]


def test_files_of_other_names_are_left_alone(minimal, tmp_path):
    (tmp_path / "mine.txt").write_bytes(b"mine")
    koryo_geo.build(minimal, tmp_path)
    assert (tmp_path / "mine.txt").read_bytes() == b"mine"


def test_a_map_that_cannot_be_made_leaves_all_files_as_they_were(copy, minimal, tmp_path):
    before = bytes_in(koryo_geo.build(minimal, tmp_path / "out").folder)
    broken = koryo_geo.load(spoil(copy(), "stations", 2, lat="45.9"))
    with pytest.raises(RoutingError):
        koryo_geo.build(broken, tmp_path / "out")
    assert bytes_in(tmp_path / "out") == before


@pytest.fixture
def unmatched(copy):
    folder = copy()
    rows = rows_of(folder, "uses")
    rows[-1] |= {"drawn_as": "region", "attestation": "b-hills.1868.plan.households.made-up-rival"}
    write_rows(folder, "uses", rows)
    return koryo_geo.load(folder)


def test_unmatched_counts_stop_the_build_and_nothing_is_written(unmatched, tmp_path):
    with pytest.raises(JoinError, match=r"b-hills.1868.plan.households \(1868-22\)"):
        koryo_geo.build(unmatched, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_unmatched_counts_that_are_named_are_reported(unmatched, tmp_path):
    built = koryo_geo.build(unmatched, tmp_path, allow_unmatched=["b-hills.1868.plan.households"])
    assert built.report["options"]["allow_unmatched"] == ["b-hills.1868.plan.households"]


def test_a_dataset_of_one_map_builds(copy, tmp_path):
    folder = with_one_map(copy())
    assert "counts.html" in bytes_in(koryo_geo.build(koryo_geo.load(folder), tmp_path / "out").folder)


def test_order_of_unrelated_rows_does_not_lose_a_figure(copy, tmp_path):
    folder = add(copy(), "places", place="d-town", certainty="documented", source="made-up-rival", lat="45", lon="9")
    built = koryo_geo.build(koryo_geo.load(folder), tmp_path / "out")
    assert built.report["figures"]["journey"]["unknown"] == []


@pytest.mark.parametrize("dataset", ["minimal", ""])
def test_unlike_machines_build_the_same_bytes(tmp_path, dataset):
    folders = []
    for number, machine in enumerate(MACHINES):
        cwd = tmp_path / f"machine {number}"
        cwd.mkdir()
        code = "import sys, koryo_geo; koryo_geo.build(koryo_geo.load(sys.argv[1] or None), 'out')"
        environment = {**os.environ, **machine, "PYTHONPATH": str(PACKAGE.parent)}
        subprocess.run([sys.executable, "-c", code, dataset], cwd=cwd, env=environment, check=True)
        folders.append(bytes_in(cwd / "out"))
    assert folders[0] == folders[1]


CLOCKS = {"now", "today", "utcnow", "time", "localtime", "gmtime", "monotonic", "perf_counter", "getlocale", "setlocale"}
CHANCE = {"random", "secrets", "uuid", "time", "socket", "urllib", "requests", "http"}


@pytest.mark.parametrize(
    "path", [path for path in sorted(PACKAGE.rglob("*.py")) if path.name != "bench.py"], ids=lambda path: path.name
)
def test_no_module_reads_a_clock_a_locale_chance_or_the_network(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute):
            assert node.attr not in CLOCKS - {"now"}, f"line {node.lineno}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr != "now", f"line {node.lineno}"
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {node.module or ""} if isinstance(node, ast.ImportFrom) else {alias.name for alias in node.names}
            assert not {name.split(".")[0] for name in names} & CHANCE, f"line {node.lineno}"
