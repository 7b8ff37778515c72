"""A finished map as one self-contained, deterministic HTML file.

The page holds Leaflet, the runtime, the data and a text version; it asks nothing of the network, and its Content-Security-Policy
would stop it if it tried. Rendering leaves the map as it was: saving twice gives the same bytes.
"""

from __future__ import annotations

import html
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from branca.element import Element, Link

from koryo_geo.errors import OutputError
from koryo_geo.files import write_atomically
from koryo_geo.html.document import Parts, document, title_of
from koryo_geo.html.fonts import with_fonts
from koryo_geo.html.leaflet import leaflet

if TYPE_CHECKING:
    import folium
    from branca.element import Figure

    from koryo_geo.content.model import MapContent


class Raw(Element):
    """Text that goes into the page as it is; branca's own Element would run it as a template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Raw"
        self.text = text

    def render(self, **_: object) -> str:
        """The text."""
        return self.text


def render(map_: folium.Map, *, allow_hosts: Sequence[str] = (), embed_fonts: bool = False) -> str:
    """Render a map as a self-contained page.

    Parameters
    ----------
    map_ : folium.Map
        An :class:`koryo_geo.AtlasMap`, or any folium map that our layers were added to.
    allow_hosts : sequence of str
        Origins such as ``https://tile.example.org`` that the page may load pictures from, when a tile layer was added.
    embed_fonts : bool
        Embed fonts with the characters that the page uses; see :mod:`koryo_geo.html.fonts`.

    Returns
    -------
    str
        The same text at each call.

    Raises
    ------
    OutputError
        If a layer wants scripts or styles from the network, which a self-contained page cannot give it.
    """
    with _rendered(map_) as (header, body, script, links):
        if links:
            listed = "\n  ".join(links)
            raise OutputError(
                f"a layer on this map loads from the network:\n  {listed}\n"
                "Leave that layer out, or save with folium's own Map.save and accept that the page needs the network."
            )
        parts = Parts(header, body, script)
        text = document(parts, _content(map_), record_page=getattr(map_, "record_page", ""), allow_hosts=allow_hosts)
    return with_fonts(text) if embed_fonts else text


def save(map_: folium.Map, path: str | Path, *, allow_hosts: Sequence[str] = ()) -> Path:
    """Write a map as one self-contained file; an existing file is replaced only when the new one is complete.

    Parameters
    ----------
    map_ : folium.Map
    path : str or pathlib.Path
    allow_hosts : sequence of str

    Returns
    -------
    pathlib.Path

    Raises
    ------
    OutputError
        If the page is not self-contained or the file cannot be written.
    """
    target = Path(path)
    write_atomically(target, render(map_, allow_hosts=allow_hosts).encode())
    return target


def frame(map_: folium.Map, height_px: int = 620) -> str:
    """Show a map's page in a notebook: a titled, sandboxed frame.

    Parameters
    ----------
    map_ : folium.Map
    height_px : int
    """
    title = html.escape(title_of(_content(map_)), quote=True)
    page = html.escape(render(map_), quote=True)
    return (
        f'<iframe title="{title}" sandbox="allow-scripts" width="100%" height="{height_px}" '
        f'style="border:0" srcdoc="{page}"></iframe>'
    )


def _content(map_: folium.Map) -> MapContent | None:
    """What a map of ours shows; None for any other."""
    return getattr(map_, "content", None)


@contextmanager
def _rendered(map_: folium.Map) -> Iterator[tuple[str, str, str, list[str]]]:
    """Render a map's figure with stable ids and Leaflet inlined, then put everything back as it was."""
    figure = map_.get_root()
    elements = list(_walk(figure))
    ids = [element._id for element in elements]
    parts = (figure.header, figure.html, figure.script)
    # Some of folium's own elements add children to themselves as they render.
    before = [(part, OrderedDict(part._children)) for part in (*parts, *elements)]
    links = map_.__dict__.get("default_js"), map_.__dict__.get("default_css")
    try:
        for number, element in enumerate(elements):
            element._id = f"{number}"
        map_.default_js, map_.default_css = [], []
        add_leaflet(figure, with_pictures=_wants_pictures(elements))
        for child in list(figure._children.values()):
            child.render()
        external = [child.url for child in figure.header._children.values() if isinstance(child, Link)]
        yield (*(part.render() for part in parts), external)
    finally:
        for element, old in zip(elements, ids, strict=True):
            element._id = old
        for part, children in before:
            part._children = children
        for name, value in zip(("default_js", "default_css"), links, strict=True):
            if value is None:
                map_.__dict__.pop(name, None)
            else:
                setattr(map_, name, value)


def _wants_pictures(elements: Sequence[Any]) -> bool:
    """Whether anything but our own layers is on the map: it may want Leaflet's pictures."""
    return any(type(element).__module__.startswith("folium") for element in elements)


def _walk(element: Any) -> Iterator[Any]:
    """All elements of a tree, parents first."""
    yield element
    for child in element._children.values():
        yield from _walk(child)


def add_leaflet(figure: Figure, *, with_pictures: bool = True) -> None:
    """Put Leaflet into a figure's head, inline, once; pictures, and the style of what has them, serve folium's own layers only."""
    script, style = leaflet(with_pictures=with_pictures)
    figure.header.add_child(Raw(f"<style>{style}</style>"), name="leaflet_css")
    figure.header.add_child(Raw(f"<script>{script}</script>"), name="leaflet_js")
