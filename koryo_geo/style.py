"""Colours, pace and projection: frozen data that layers draw by."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The colours of ``js/core/palette.css`` by name, written once for style sheets, scripts and Python.
PALETTE = dict(
    re.findall(
        r"--koryo-([\w-]+): (#[0-9a-f]{6});",
        (resources.files("koryo_geo") / "js" / "core" / "palette.css").read_text(encoding="utf-8"),
    )
)

#: The typefaces of ``js/koryo.css``, each a list for CSS: ``sans``, ``serif``, and ``serif-cyrillic``, whose first faces have all
#: letters of Russian and Kazakh.
FACES = dict(
    zip(
        ("serif", "sans", "serif-cyrillic"),
        (
            " ".join(stack.split())
            for stack in re.findall(
                r"--koryo-(?:serif|sans):([^;]+);", (resources.files("koryo_geo") / "js" / "koryo.css").read_text(encoding="utf-8")
            )
        ),
        strict=True,
    )
)

#: The tints of a ribbon, from few to many.
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
class Style:
    """How a map is drawn and paced.

    Attributes
    ----------
    seconds_per_day : float
        Story seconds for a day of a map of flows.
    seconds_per_moment : float
        Story seconds for a moment of a map of regions at the least; one with many words stays until they are read.
    words_per_second : float
        So fast are the words of such a moment read.
    hold_s : float
        Seconds of rest at a chapter.
    autoplay : bool
        Start by itself, unless the reader's machine asks for less motion.
    """

    seconds_per_day: float = 0.45
    seconds_per_moment: float = 4.0
    words_per_second: float = 3.0
    hold_s: float = 5.0
    autoplay: bool = True
