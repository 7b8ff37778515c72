"""Kill the writing of a folder at each of its steps, one child process a step, and tell what stands in the folder then.

``python -m tests.dying swap`` or ``one-by-one`` prints a line of JSON for each step: what was found after the kill, and after the
next writing. A step is an event of Python's audit hooks: a file opened, a name made, moved or removed.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

from koryo_geo import files

STEPS = {"open", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.scandir", "os.listdir", "os.chmod", "os.chown"}
OLD = {
    "a.html": b"old a",
    "b.html": b"old b",
    "gone.html": b"old",
    "build.json": b'{"files": {"a.html": 1, "b.html": 1, "gone.html": 1}}',
}
NEW = {
    "a.html": b"new a",
    "b.html": b"new b",
    "c.html": b"new c",
    "build.json": b'{"files": {"a.html": 1, "b.html": 1, "c.html": 1}}',
}
MINE = {"mine.txt": b"mine", "pictures/mine.txt": b"mine too"}


def seen(folder: Path) -> dict[str, bytes]:
    """All files that are not marked as unfinished."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths if files.MARK not in str(path.relative_to(folder))}


def state(folder: Path) -> str:
    """What a folder holds: the old build, the new one, or something else."""
    found = seen(folder)
    named = {"old": OLD | MINE, "new": NEW | MINE}
    return next((name for name, content in named.items() if content == found), f"mixed: {sorted(found)}")


def scraps(folder: Path) -> list[str]:
    """What is left over in a folder and beside it."""
    return sorted(path.name for path in [*folder.parent.iterdir(), *folder.iterdir()] if files.MARK in path.name)


def prepare(folder: Path) -> None:
    """A folder with an old build and files of somebody's own."""
    (folder / "pictures").mkdir(parents=True)
    for name, data in (OLD | MINE).items():
        (folder / name).write_bytes(data)


def die_at(step: int) -> None:
    """End this process, as a kill does, at its so many'th step from now."""
    left = [step]

    def hook(event: str, _: object) -> None:
        if event in STEPS:
            left[0] -= 1
            if left[0] == 0:
                os._exit(9)

    sys.addaudithook(hook)


def kill_at(folder: Path, step: int) -> bool:
    """Write a folder in a child process that dies at a step; True if it died of it."""
    child = os.fork()
    if child == 0:
        die_at(step)
        files.write_folder(folder, NEW, former=["gone.html"])
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def main(way: str) -> None:
    """Kill at each step until one run comes to its end."""
    if way == "two-steps":
        files._swapped_at_once = lambda *_: False
    if way == "one-by-one":
        files._may_swap = lambda *_: False
    for step in range(1, 1000):
        with tempfile.TemporaryDirectory() as root:
            folder = Path(root) / "maps"
            prepare(folder)
            died = kill_at(folder, step)
            killed = state(folder) if folder.exists() else "away"
            files.write_folder(folder, NEW, former=["gone.html"])
            print(json.dumps({"step": step, "killed": killed, "next": state(folder), "scraps": scraps(folder)}))  # noqa: T201
        if not died:
            break


if __name__ == "__main__":
    main(sys.argv[1])
