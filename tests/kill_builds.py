"""Kill real builds at moments spread over their last second, and count the folders that hold neither the old build nor the new one.

``python -m tests.kill_builds 200`` takes some minutes; :mod:`tests.dying` kills at every step, within the tests.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.dying import scraps, seen

#: Two builds whose pages and report differ.
OLD, NEW = ("household", "person")


def start(folder: Path, unit: str) -> subprocess.Popen[bytes]:
    """Begin a build."""
    run = "from koryo_geo.cli import app; app()"
    command = [sys.executable, "-c", run, "build", "minimal", "--out", str(folder), "--unit", unit]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def timed(folder: Path, unit: str) -> float:
    """Build to the end; seconds."""
    begun = time.monotonic()
    assert start(folder, unit).wait() == 0
    return time.monotonic() - begun


def killed_after(folder: Path, seconds: float) -> None:
    """Begin a build of the new kind over the old, and kill it."""
    build = start(folder, NEW)
    time.sleep(seconds)
    build.kill()
    build.wait()


def main(number: int) -> int:
    """Print how many folders held the old build, the new one or a mix, and what is left over after one more build."""
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "maps"
        timed(folder, OLD)
        (folder / "mine.txt").write_bytes(b"mine")
        shutil.copytree(folder, Path(root) / "old")
        lasts = statistics.median(timed(folder, NEW) for _ in range(3))
        states = {"old": seen(Path(root) / "old"), "new": seen(folder)}
        for kill in range(number):
            shutil.rmtree(folder)
            shutil.copytree(Path(root) / "old", folder)
            killed_after(folder, max(0.0, lasts - 1 + 1.1 * kill / number))
            found[next((name for name, files in states.items() if files == seen(folder)), "mixed")] += 1
        left = len(scraps(folder))
        timed(folder, NEW)
        found["scraps after the last kill"], found["scraps after one more build"] = left, len(scraps(folder))
    print(f"{number} kills over the last second of {lasts:.1f}: {dict(found)}")  # noqa: T201
    return found["mixed"]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
