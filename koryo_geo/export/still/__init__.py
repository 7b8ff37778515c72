"""A still: one moment of a map as an SVG picture, made in Python without a browser.

>>> import koryo_geo
>>> picture = koryo_geo.still(koryo_geo.load("minimal"), "journey", "way", size=(1280, 720))
>>> picture.startswith("<svg")
True
"""

from __future__ import annotations

from koryo_geo.export.still.picture import still

__all__ = ["still"]
