"""Templates of the HTML that Python writes; every value they print is escaped."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from koryo_geo.style import FACES, PALETTE


def markup(text: str) -> Any:
    """Mark text as HTML that is escaped already."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - our own rendered parts, each escaped where it was made


def template(name: str) -> Any:
    """Load a template of this folder; every value it prints is escaped."""
    return _environment().get_template(name)


@lru_cache(maxsize=1)
def _environment() -> Any:
    """The one environment of all templates: strict about names, and escaping."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("koryo_geo.html", "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals["palette"] = PALETTE
    environment.globals["faces"] = {name: markup(stack) for name, stack in FACES.items()}
    return environment
