"""Leaflet, from its own package, to stand inside a page."""

from __future__ import annotations

import base64
import re
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import rcssmin
import tinycss2

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Parts that our own layers never make. Their rules are a good part of Leaflet's style sheet, and some name pictures, which a page
#: without markers would carry for nothing.
_OF_OTHERS = re.compile(r"leaflet-(popup|tooltip|control-layers|marker|div-icon|control-attribution|cluster|oldie|retina)")


_CSS_URL = re.compile(r"url\((images/[\w.-]+)\)")


@lru_cache(maxsize=2)
def leaflet(*, with_pictures: bool = True) -> tuple[str, str]:
    """Read Leaflet's script and style from its package; pictures of the style become data addresses."""
    folder = next(_leaflet_folders())
    script = (folder / "leaflet.js").read_text(encoding="utf-8")
    script = re.sub(r"\n//# sourceMappingURL=.*", "", script)
    style = (folder / "leaflet.css").read_text(encoding="utf-8")
    if not with_pictures:
        return script, _CSS_URL.sub("none", _without_other_parts(style))
    return script, _CSS_URL.sub(lambda match: f"url({_data_address(folder / match[1])})", style)


def _without_other_parts(style: str) -> str:
    """Leave out the rules of a style sheet that are for markers, pop-ups and other parts that our layers do not have."""
    rules = tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)
    kept = [rule for rule in rules if not (rule.type == "qualified-rule" and _is_of_others(tinycss2.serialize(rule.prelude)))]
    return str(rcssmin.cssmin(tinycss2.serialize(kept)))


def _is_of_others(selectors: str) -> bool:
    """Whether all selectors of a rule are for parts that our layers do not have."""
    return all(_OF_OTHERS.search(selector) for selector in selectors.split(","))


def _leaflet_folders() -> Iterator[Path]:
    """Find the folder of the Leaflet package that holds leaflet.js."""
    root = Path(str(resources.files("js_lib_leaflet")))
    yield from (path.parent for path in sorted(root.rglob("leaflet.js")))


def _data_address(path: Path) -> str:
    return "data:image/png;base64," + base64.b64encode(path.read_bytes()).decode()
