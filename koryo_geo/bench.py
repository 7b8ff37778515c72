"""Print what a build costs: ``python -m koryo_geo.bench``.

Figures, never assertions: a shared machine is noisy. Each run is a fresh process, so imports are paid as a user pays them; sizes do
not depend on the machine.
"""

from __future__ import annotations

import gzip
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

_RUNS = 3


@dataclass(frozen=True, slots=True)
class Timing:
    """Median wall-clock seconds of several runs, and the peak memory of any of them (MB; 0 where it cannot be read)."""

    seconds: float
    peak_mb: float


def measure(arguments: list[str], runs: int = _RUNS) -> Timing:
    """Run a command of koryo-geo in fresh processes.

    Parameters
    ----------
    arguments : list of str
        What follows ``koryo-geo``.
    runs : int

    Returns
    -------
    Timing
    """
    script = (
        "import sys\n"
        "from koryo_geo.cli import app\n"
        "try:\n"
        "    app(sys.argv[1:])\n"
        "finally:\n"
        "    try:\n"
        "        import resource\n"
        "        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)\n"
        "    except ImportError:\n"
        "        print(0, file=sys.stderr)\n"
    )
    seconds, peaks = [], []
    for _ in range(runs):
        start = time.perf_counter()
        done = subprocess.run(  # noqa: S603 - our own interpreter and script
            [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True
        )
        seconds.append(time.perf_counter() - start)
        peaks.append(int(done.stderr.split()[-1]))
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Timing(statistics.median(seconds), max(peaks) / scale)


def sizes(folder: Path) -> dict[str, tuple[int, int]]:
    """Size each page, as it is and gzipped (level 6, as servers do).

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    dict
        Bytes and gzipped bytes by file name.
    """
    pages = {path.name: path.read_bytes() for path in sorted(folder.glob("*.html"))}
    return {name: (len(data), len(gzip.compress(data, compresslevel=6, mtime=0))) for name, data in pages.items()}


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [("koryo-geo --help", measure(["--help"])), ("koryo-geo check", measure(["check"]))]
        rows.append(("koryo-geo build", measure(["build", "--out", folder])))
        for name, timing in rows:
            print(f"{name:<20} {timing.seconds:6.2f} s   peak {timing.peak_mb:5.0f} MB   (middle of {_RUNS})")  # noqa: T201
        for name, (size, zipped) in sizes(Path(folder)).items():
            print(f"{name:<20} {size:>9,} bytes {zipped:>9,} gzipped")  # noqa: T201


if __name__ == "__main__":
    main()
