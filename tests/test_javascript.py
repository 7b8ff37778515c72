"""The unit tests of the runtime, in Node's own runner; where there is no Node, this says so."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from koryo_geo.html.linker import reached
from koryo_geo.html.runtime import RECORD_ENTRY, modules, record_js, runtime_js

FOLDER = Path(__file__).parent / "js"
NODE = shutil.which("node")
FLOWS = frozenset({"base", "lines", "flows", "places", "legend", "cards", "panel"})
REGIONS = frozenset({"base", "regions", "places", "legend", "cards", "panel"})


@pytest.fixture(scope="module")
def linked(tmp_path_factory):
    """The scripts that pages carry, and the modules that each is made of."""
    folder = tmp_path_factory.mktemp("linked")
    pages = {"all.js": modules(), "flows.js": modules(FLOWS), "regions.js": modules(REGIONS), "record.js": reached([RECORD_ENTRY])}
    texts = {"all.js": runtime_js(), "flows.js": runtime_js(FLOWS), "regions.js": runtime_js(REGIONS), "record.js": record_js()}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    listed = {name: [module.path for module in linked] for name, linked in pages.items()}
    (folder / "modules.json").write_text(json.dumps(listed), encoding="utf-8")
    return folder


@pytest.mark.skipif(NODE is None, reason="no Node here: the JavaScript is tested in the browser alone")
@pytest.mark.parametrize("file", sorted(path.name for path in FOLDER.glob("*.test.mjs")))
def test_the_javascript_passes_its_own_tests(linked, file):
    done = subprocess.run(
        [NODE, "--test", "--test-reporter=tap", file],
        cwd=FOLDER,
        env={**os.environ, "KORYO_LINKED": str(linked)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(re.search(r"^# tests (\d+)$", done.stdout, re.MULTILINE)[1]) > 1


def test_every_line_holds_120_columns_and_every_module_says_what_it_is_for():
    folder = FOLDER.parents[1] / "koryo_geo" / "js"
    for path in sorted(folder.rglob("*.js")):
        lines = path.read_text("utf-8").splitlines()
        assert lines[0].startswith("// "), path
        assert max(map(len, lines)) <= 120, path
