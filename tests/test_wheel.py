"""A wheel holds all that a build needs, and builds away from the checkout."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.sample import bytes_in

CHECKOUT = Path(__file__).resolve().parent.parent

BUILD = """
import koryo_geo
assert "unzipped" in koryo_geo.__file__, koryo_geo.__file__
koryo_geo.build(koryo_geo.load("minimal"), "out")
assert koryo_geo.load().name
"""


@pytest.fixture(scope="module")
def wheel(once):
    def make(folder):
        command = [sys.executable, "-m", "pip", "wheel", str(CHECKOUT), "--no-deps", "--quiet", "--wheel-dir", str(folder)]
        subprocess.run(command, check=True)

    (path,) = once("wheel", make).glob("koryo_geo-*.whl")
    return path


def test_a_wheel_holds_data_runtime_templates_words_and_licence(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("js", "html/templates", "html/csl", "language/locales"):
        kept = {f"koryo_geo/{folder}/{path.name}" for path in (CHECKOUT / "koryo_geo" / folder).iterdir() if path.is_file()}
        assert kept <= names
    for dataset in ("koryo1937", "minimal"):
        kept = {f"koryo_geo/geodata/{dataset}/{path.name}" for path in (CHECKOUT / "geodata" / dataset).iterdir()}
        assert kept <= names
    assert {"koryo_geo/geodata/index.json", "koryo_geo/data/schema.json"} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(name.endswith(".pyc") or "/tests/" in name for name in names)


def test_a_wheel_builds_in_another_folder_the_same_bytes(wheel, tmp_path, minimal):
    import koryo_geo

    zipfile.ZipFile(wheel).extractall(tmp_path / "unzipped")
    cwd = tmp_path / "elsewhere"
    cwd.mkdir()
    code = f"import sys; sys.path.insert(0, {str(tmp_path / 'unzipped')!r})\n{BUILD}"
    subprocess.run([sys.executable, "-c", code], cwd=cwd, check=True)
    assert bytes_in(cwd / "out") == bytes_in(koryo_geo.build(minimal, tmp_path / "here").folder)
