"""A folder or file is written whole or not at all: killed at any step, with an error at any file, beside other files."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import koryo_geo
from koryo_geo import OutputError, files
from koryo_geo.files import write_atomically, write_folder
from tests.dying import NEW, prepare, scraps, state
from tests.sample import bytes_in

posix = pytest.mark.skipif(os.name != "posix", reason="kills a forked process")


@pytest.fixture
def folder(tmp_path):
    """A folder with an old build and files of somebody's own."""
    prepare(tmp_path / "maps")
    return tmp_path / "maps"


@pytest.fixture(params=["swap", "two-steps", "one-by-one"])
def way(request, monkeypatch):
    """Each way in which a folder can be written."""
    if request.param == "two-steps":
        monkeypatch.setattr(files, "_swapped_at_once", lambda *_: False)
    if request.param == "one-by-one":
        monkeypatch.setattr(files, "_may_swap", lambda *_: False)
    return request.param


def test_a_new_build_takes_the_place_of_the_old_and_leaves_other_files_alone(folder, way):
    write_folder(folder, NEW, former=["gone.html"])
    assert (state(folder), scraps(folder)) == ("new", [])


def test_other_files_stay_the_very_files(folder):
    before = [(folder / name).stat().st_ino for name in ("mine.txt", "pictures/mine.txt")]
    write_folder(folder, NEW, former=["gone.html"])
    assert [(folder / name).stat().st_ino for name in ("mine.txt", "pictures/mine.txt")] == before


def test_a_folder_keeps_its_rights(folder):
    folder.chmod(0o750)
    write_folder(folder, NEW)
    assert folder.stat().st_mode & 0o777 == 0o750


def test_a_folder_that_is_not_there_is_made(tmp_path, way):
    write_folder(tmp_path / "maps", NEW)
    assert bytes_in(tmp_path) == {f"maps/{name}": data for name, data in NEW.items()}


@pytest.mark.parametrize("number", range(1, 5))
@pytest.mark.parametrize("error", [OSError(errno.EIO, "Input/output error"), KeyboardInterrupt(), MemoryError()])
def test_an_error_at_any_file_leaves_the_old_build(folder, way, monkeypatch, number, error):
    real, calls = os.fsync, []

    def fails(handle):
        calls.append(handle)
        if len(calls) == number:
            raise error
        real(handle)

    monkeypatch.setattr(files.os, "fsync", fails)
    with pytest.raises(OutputError if isinstance(error, OSError) else type(error)):
        write_folder(folder, NEW, former=["gone.html"])
    assert (state(folder), scraps(folder)) == ("old", [])


@pytest.mark.parametrize("number", range(1, 7))
def test_an_error_at_any_move_is_taken_back(folder, monkeypatch, number):
    monkeypatch.setattr(files, "_may_swap", lambda *_: False)
    real, calls = Path.replace, []

    def fails(path, target):
        calls.append(target)
        if len(calls) == number:
            raise OSError(errno.EIO, "Input/output error")
        return real(path, target)

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OutputError):
        write_folder(folder, NEW, former=["gone.html"])
    assert (state(folder), scraps(folder)) == ("old", [])


@posix
@pytest.mark.parametrize(("how", "allowed"), [("swap", set()), ("two-steps", {"away"}), ("one-by-one", {"unfinished"})])
def test_a_kill_at_any_step_leaves_one_build_and_the_next_build_clears_up(how, allowed):
    run = subprocess.run([sys.executable, "-m", "tests.dying", how], capture_output=True, text=True, check=True)
    steps = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(steps) > 20
    found = {step["killed"] if not step["killed"].startswith("mixed") else "unfinished" for step in steps}
    assert found - {"old", "new"} <= allowed
    assert {"old", "new"} <= found
    # Moved one by one, a folder that is not finished lacks its report.
    assert not any("build.json" in step["killed"] for step in steps)
    assert {(step["next"], *step["scraps"]) for step in steps} == {("new",)}


def test_a_folder_moved_out_by_a_kill_is_put_back(folder):
    folder.rename(folder.with_name(".maps.koryo-x.away"))
    with pytest.raises(OutputError, match="plain name"):
        write_folder(folder, {"a/b.html": b""})
    write_folder(folder, NEW, former=["gone.html"])
    assert (state(folder), scraps(folder)) == ("new", [])


@pytest.mark.parametrize("number", [1, 2])
def test_a_folder_that_something_holds_on_to_gets_its_files_one_by_one(folder, monkeypatch, number):
    monkeypatch.setattr(files, "_swapped_at_once", lambda *_: False)
    real, moves = Path.rename, []

    def held(path, target):
        if folder in (path, Path(target)):
            moves.append(path)
            if len(moves) == number:
                raise OSError(errno.EBUSY, "Device or resource busy")
        return real(path, target)

    monkeypatch.setattr(Path, "rename", held)
    node = folder.stat().st_ino
    write_folder(folder, NEW, former=["gone.html"])
    assert (state(folder), scraps(folder), folder.stat().st_ino) == ("new", [], node)


def test_the_folder_that_one_works_in_stays_that_folder(folder, monkeypatch):
    monkeypatch.chdir(folder)
    node = folder.stat().st_ino
    write_folder(Path(), NEW, former=["gone.html"])
    assert (state(folder), folder.stat().st_ino) == ("new", node)


def test_a_link_to_a_folder_stays_a_link(folder, tmp_path):
    (tmp_path / "link").symlink_to(folder, target_is_directory=True)
    write_folder(tmp_path / "link", NEW, former=["gone.html"])
    assert (tmp_path / "link").is_symlink()
    assert state(folder) == "new"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full: 169 bytes are to be written. Make room, or choose a folder on another disk (--out)."),
        (errno.EROFS, "it is read-only for you (no). Choose a folder that you may write to (--out)."),
        (errno.EIO, "no. Choose a folder that you may write to (--out)."),
    ],
)
def test_each_cause_has_its_own_sentence(folder, monkeypatch, number, said):
    def fails(*_):
        raise OSError(number, "no")

    monkeypatch.setattr(files, "_write", fails)
    size = sum(map(len, NEW.values()))
    with pytest.raises(OutputError) as caught:
        write_folder(folder, NEW)
    assert str(caught.value) == f"cannot write {folder}: {said.replace('169', str(size))}"


def test_a_missing_parent_is_told_and_not_made(minimal, tmp_path):
    for write in (
        lambda: koryo_geo.build(minimal, tmp_path / "stick" / "maps"),
        lambda: write_atomically(tmp_path / "stick" / "map.html", b""),
    ):
        with pytest.raises(OutputError, match=r"cannot write into .*stick: no such folder. Make it first"):
            write()
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_folder_is_told_before_anything_is_written(folder, monkeypatch):
    monkeypatch.setattr(files.os, "access", lambda path, _: path != folder)
    with pytest.raises(OutputError, match=r"maps: it is read-only for you. Choose a folder"):
        write_folder(folder, NEW)
    assert state(folder) == "old"


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that even root cannot write")
def test_a_folder_that_is_not_writable_is_refused(minimal):
    with pytest.raises(OutputError, match="cannot write /proc/self/maps-of-tests"):
        koryo_geo.build(minimal, "/proc/self/maps-of-tests")


def test_a_folder_below_a_file_is_refused(minimal, tmp_path):
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(OutputError, match=r"cannot write .*file: a file of that name is there.*Choose a folder that"):
        koryo_geo.build(minimal, tmp_path / "file" / "maps")
    assert bytes_in(tmp_path) == {"file": b"mine"}


def test_a_folder_in_the_place_of_a_page_stops_the_build_before_anything_is_replaced(minimal, tmp_path):
    (tmp_path / "build.json").write_bytes(b"old")
    (tmp_path / "journey.html").mkdir()
    with pytest.raises(OutputError, match=r"cannot write .*journey.html: a folder is there"):
        koryo_geo.build(minimal, tmp_path)
    assert bytes_in(tmp_path) == {"build.json": b"old"}


def test_one_file_is_replaced_whole(tmp_path, monkeypatch):
    path = tmp_path / "a.html"
    write_atomically(path, b"old")
    write_atomically(path, b"new")
    assert bytes_in(tmp_path) == {"a.html": b"new"}
    monkeypatch.setattr(files, "_write", lambda *_: os.fsync(99999))
    with pytest.raises(OutputError):
        write_atomically(path, b"newer")
    assert bytes_in(tmp_path) == {"a.html": b"new"}
