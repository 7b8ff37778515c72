"""Every notebook runs from its first cell to its last, and is stored as it was written: without output."""

from __future__ import annotations

import re
import sys
from html import unescape
from pathlib import Path

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from traitlets import default

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))

#: The longest that one cell may take, so that a notebook that hangs fails.
SECONDS_PER_CELL = 120

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


class OwnKernel(AsyncKernelManager):
    """The running interpreter's own kernel: no folder is searched, so none registered for another Python is taken."""

    @default("kernel_spec_manager")
    def _own_specs(self):
        return KernelSpecManager(kernel_dirs=[], ensure_native_kernel=True)


def execute(notebook, folder):
    """Run a notebook in a folder of its own."""
    where = {"metadata": {"path": str(folder)}}
    client = NotebookClient(
        notebook, timeout=SECONDS_PER_CELL, kernel_name="python3", kernel_manager_class=OwnKernel, resources=where
    )
    return client.execute()


@pytest.fixture(scope="module")
def executed(once):
    """Each notebook after its run, made once, and the folder that it ran in."""

    def runner(path):
        def make(folder):
            (folder / "work").mkdir()
            nbformat.write(execute(read(path), folder / "work"), folder / path.name)

        folder = once(path.stem, make)
        return read(folder / path.name), folder / "work"

    return runner


@pytest.fixture(scope="module")
def first_map(executed):
    """The first notebook after its run, and its folder."""
    return executed(FOLDER / "01-first-map.ipynb")


def outputs(notebook):
    return [output for cell in code_cells(notebook) for output in cell.outputs]


def frames(notebook):
    """The opening tags of the frames that a notebook shows."""
    shown = [output.data.get("text/html", "") for output in outputs(notebook) if "data" in output]
    return [match[0] for html in shown for match in re.finditer(r"<iframe[^>]*>", html)]


def test_there_is_a_notebook():
    assert NOTEBOOKS


@each_notebook
def test_stored_without_output(path):
    notebook = read(path)
    nbformat.validate(notebook)
    assert [cell.id for cell in code_cells(notebook) if cell.outputs or cell.execution_count is not None] == []
    assert not set(notebook.metadata) - {"kernelspec", "language_info"}


@each_notebook
def test_cells_are_numbered(path):
    """Ids that are not random keep a change to a notebook readable."""
    notebook = read(path)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert [cell.id for cell in notebook.cells] == [f"cell-{number:02d}" for number in range(1, len(notebook.cells) + 1)]


@pytest.mark.notebook
@each_notebook
def test_runs_without_error(path, executed):
    notebook, _ = executed(path)
    shown = outputs(notebook)
    assert [output.evalue for output in shown if output.output_type == "error"] == []
    assert [output.text for output in shown if output.output_type == "stream" and output.name == "stderr"] == []
    cells = code_cells(notebook)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))


@pytest.mark.notebook
def test_maps_stand_in_titled_sandboxed_frames(first_map, record):
    found = frames(first_map[0])
    titles = [unescape(re.search(r'title="([^"]*)"', tag)[1]) for tag in found]
    assert {plan.title for plan in record.maps} <= set(titles)
    assert all('sandbox="allow-scripts"' in tag for tag in found)


@pytest.mark.notebook
def test_frames_hold_the_whole_page(first_map):
    """What a notebook shows needs no file beside it and no network."""
    for tag in frames(first_map[0]):
        page = unescape(re.search(r'srcdoc="([^"]*)"', tag)[1])
        assert page.startswith("<!DOCTYPE html>")
        assert re.findall(r'(?:src|href)="https?://[^"]*"', re.sub(r"<a\b[^>]*>", "", page)) == []


@pytest.mark.notebook
def test_first_map_saves_one_file(first_map):
    assert [path.name for path in first_map[1].iterdir()] == ["route-with-oblasts.html"]


@pytest.mark.notebook
def test_kernel_is_the_running_interpreter(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import sys\nprint(sys.executable)")])
    (shown,) = outputs(execute(notebook, tmp_path))
    assert Path(shown.text.strip()).resolve() == Path(sys.executable).resolve()
