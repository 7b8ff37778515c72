"""Colours, class breaks and projection: frozen data that layers draw by."""

from __future__ import annotations

import math
import re
from dataclasses import asdict, dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: The colours of ``js/core/palette.css`` by name, written once for style sheets, scripts and Python.
PALETTE = dict(
    re.findall(
        r"--koryo-([\w-]+): (#[0-9a-f]{6});",
        (resources.files("koryo_geo") / "js" / "core" / "palette.css").read_text(encoding="utf-8"),
    )
)

#: The tints of the classes, from few to many.
RAMP = tuple(PALETTE[f"ramp-{step}"] for step in range(1, 6))

#: In legends, the ink of people and that of lines.
INK = PALETTE["legend-ink"]
LINE = PALETTE["legend-line"]


@dataclass(frozen=True, slots=True)
class Projection:
    """An Albers equal-area conic on the WGS 84 ellipsoid; angles in degrees.

    Attributes
    ----------
    lat_1, lat_2 : float
        Standard parallels.
    lon_0, lat_0 : float
        Origin.
    """

    lat_1: float
    lat_2: float
    lon_0: float
    lat_0: float
    name: str = "albers"

    @classmethod
    def of(cls, projection: Mapping[str, Any], box: tuple[float, float, float, float]) -> Projection:
        """Take what a dataset says of its projection, and fit the rest to a box (west, south, east, north in degrees).

        A fitted meridian is the middle of the box, so that north is up in the middle of the picture; fitted parallels lie a sixth
        inside it, the usual rule for an Albers conic (Snyder 1987, p. 99).
        """
        west, south, east, north = box
        sixth = (north - south) / 6
        fitted = {"lat_1": south + sixth, "lat_2": north - sixth, "lon_0": (west + east) / 2, "lat_0": (south + north) / 2}
        values = {key: float(projection.get(key, value)) for key, value in fitted.items()}
        return cls(values["lat_1"], values["lat_2"], values["lon_0"], values["lat_0"])

    @property
    def proj(self) -> str:
        """The definition for PROJ, in metres."""
        return (
            f"+proj=aea +lat_1={self.lat_1} +lat_2={self.lat_2} +lat_0={self.lat_0} +lon_0={self.lon_0} "
            "+datum=WGS84 +units=m +no_defs"
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as ``js/map/projection.js`` reads it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class ClassBreak:
    """One class of a choropleth: from ``min`` up to, not including, ``max`` (None: no upper end)."""

    min: float
    max: float | None
    color: str

    def to_dict(self) -> dict[str, Any]:
        """Plain data for the page."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Style:
    """How a map is drawn and paced.

    Attributes
    ----------
    seconds_per_day : float
        Story seconds for a day of a map of flows.
    seconds_per_moment : float
        Story seconds for a moment of a map of regions.
    hold_s : float
        Seconds of rest at a chapter.
    autoplay : bool
        Start by itself, unless the reader's machine asks for less motion.
    """

    seconds_per_day: float = 0.45
    seconds_per_moment: float = 6.0
    hold_s: float = 5.0
    autoplay: bool = True


def class_breaks(values: Iterable[float], colors: Sequence[str] = RAMP) -> tuple[ClassBreak, ...]:
    """Cut values into classes of equal ratio, at round limits.

    Counts of people span orders of magnitude, so each class is the same multiple of the one before; limits are rounded to one
    figure so that a reader can keep them in mind.

    Parameters
    ----------
    values : iterable of float
        Zero and negative values are left out.
    colors : sequence of str

    Returns
    -------
    tuple of ClassBreak
        From low to high; neighbouring limits that round alike are joined.

    Examples
    --------
    >>> [step.min for step in class_breaks([1_000, 100_000], ["a", "b"])]
    [1000.0, 10000.0]
    """
    counts = sorted(value for value in values if value > 0)
    if not counts:
        return ()
    ratio = (counts[-1] / counts[0]) ** (1 / len(colors))
    limits = [_round_down(counts[0])]
    for step in range(1, len(colors)):
        limit = _round_down(counts[0] * ratio**step * 1.0000001)
        if limit > limits[-1]:
            limits.append(limit)
    chosen = [colors[round(index * (len(colors) - 1) / max(len(limits) - 1, 1))] for index in range(len(limits))]
    uppers: list[float | None] = [*limits[1:], None]
    return tuple(ClassBreak(low, high, color) for low, high, color in zip(limits, uppers, chosen, strict=True))


def _round_down(value: float) -> float:
    """Round down to one significant figure."""
    magnitude = 10.0 ** math.floor(math.log10(value))
    return math.floor(value / magnitude) * magnitude


def class_of(value: float, breaks: Sequence[ClassBreak]) -> int | None:
    """Find the class of a value, or None below the lowest."""
    found = [index for index, step in enumerate(breaks) if value >= step.min]
    return found[-1] if found else None
