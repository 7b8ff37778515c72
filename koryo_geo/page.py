"""A finished map as one self-contained, deterministic HTML file.

The page holds Leaflet, the runtime, the data and a text version; it asks nothing of the network, and its Content-Security-Policy
would stop it if it tried. Rendering leaves the map as it was: saving twice gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import html
import os
import re
import tempfile
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from branca.element import Element, Figure, Link

from koryo_geo import textversion, words
from koryo_geo.errors import OutputError
from koryo_geo.templates import markup, template
from koryo_geo.texts import in_language

if TYPE_CHECKING:
    import folium

    from koryo_geo.texts import Texts

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_CSS_RULE = re.compile(r"(?:/\*.*?\*/\s*)*([^{}]+)\{[^{}]*\}\n?", re.DOTALL)
#: Parts of Leaflet's style that our own layers never use.
_CSS_OF_OTHERS = re.compile(r"leaflet-(popup|tooltip|control-layers|marker|div-icon|control-attribution|cluster|oldie|retina)")
_CSS_URL = re.compile(r"url\((images/[\w.-]+)\)")


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
        Carry the letters that the page uses inside it; see :mod:`koryo_geo.fonts`.

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
        text = _document(map_, (header, body, script), allow_hosts)
    return with_fonts(text) if embed_fonts else text


def with_fonts(text: str) -> str:
    """Put the letters that a page uses into it, as fonts.

    Raises
    ------
    KoryoError
        If the extra ``fonts`` is not installed.
    """
    from koryo_geo import fonts

    # Letters that only code and packed data use are ASCII, and ASCII is kept whole.
    letters = text + "".join(map(chr, range(32, 127)))
    return text.replace("</head>", f"<style>{fonts.style(letters)}</style>\n</head>", 1)


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
    write_aside({target: render(map_, allow_hosts=allow_hosts).encode()})
    return target


def write_aside(files: dict[Path, bytes]) -> None:
    """Write files beside their places first, then move them in: a build that is cut off leaves the old ones whole.

    Raises
    ------
    OutputError
        If a folder cannot be made or written.
    """
    aside: list[tuple[str, Path]] = []
    try:
        for target, data in files.items():
            if target.is_dir():
                raise OutputError(f"cannot write {target}: a folder is there. Move it, or choose another folder (--out).")
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=target.parent, prefix=".koryo-", suffix=".part")
            aside.append((name, target))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(0o644)
        for name, target in aside:
            Path(name).replace(target)
    except OSError as error:
        raise OutputError(
            f"cannot write {error.filename or 'the output'}: {error.strerror}. Choose a folder that you may write to (--out)."
        ) from error
    finally:
        for name, _ in aside:
            with suppress(OSError):
                Path(name).unlink(missing_ok=True)


def frame(map_: folium.Map, height_px: int = 620) -> str:
    """Show a map's page in a notebook: a titled, sandboxed frame.

    Parameters
    ----------
    map_ : folium.Map
    height_px : int
    """
    title = html.escape(_title(map_), quote=True)
    page = html.escape(render(map_), quote=True)
    return (
        f'<iframe title="{title}" sandbox="allow-scripts" width="100%" height="{height_px}" '
        f'style="border:0" srcdoc="{page}"></iframe>'
    )


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

    def kept(rule: re.Match[str]) -> str:
        selectors = rule[1].split(",")
        return "" if all(_CSS_OF_OTHERS.search(selector) for selector in selectors) else rule[0]

    return re.sub(r"\s+", " ", _CSS_RULE.sub(kept, style))


def _leaflet_folders() -> Iterator[Path]:
    """Find the folder of the Leaflet package that holds leaflet.js."""
    root = Path(str(resources.files("js_lib_leaflet")))
    yield from (path.parent for path in sorted(root.rglob("leaflet.js")))


def _data_address(path: Path) -> str:
    return "data:image/png;base64," + base64.b64encode(path.read_bytes()).decode()


def _title(map_: folium.Map) -> str:
    """The page's title in its first language."""
    plan, texts = getattr(map_, "plan", None), getattr(map_, "texts", None)
    if plan is None:
        return words.catalogue("en").say("map_untitled")
    return in_language(texts.of("maps", plan.map, "title", plan.title), texts.first) if texts else str(plan.title)


def _document(map_: folium.Map, parts: tuple[str, str, str], allow_hosts: Sequence[str]) -> str:
    """Assemble the page and give it the policy that its own scripts pass."""
    header, body, script = parts
    script = f"<script>{script.strip()}</script>"
    header = re.sub(r'<meta name="viewport".*?/>', "", header, flags=re.DOTALL)
    plan, texts = getattr(map_, "plan", None), getattr(map_, "texts", None)
    text = template("page.html").render(
        lang=texts.first if texts else "en",
        policy=policy(header + body + script, allow_hosts),
        title=_title(map_),
        plan=plan if texts else None,
        w=_writer(texts),
        texts=texts,
        header=markup(header),
        body=markup(body),
        script=markup(script),
        text=markup(_text_version(map_)),
    )
    return str(text).rstrip("\n") + "\n"


def _text_version(map_: folium.Map) -> str:
    """The map's numbers as text, when it is one of ours."""
    plan, texts, timeline = (getattr(map_, name, None) for name in ("plan", "texts", "timeline"))
    return textversion.render(texts, plan, timeline, getattr(map_, "record_page", "")) if plan and texts and timeline else ""


def _writer(texts: Texts | None) -> Any:
    """What puts words into the page's own elements."""
    return textversion.Writer(texts) if texts else None


def _hash(script: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"


def policy(page: str, allow_hosts: Sequence[str] = ()) -> str:
    """Write the Content-Security-Policy under which only a page's own inline scripts run, and nothing is fetched.

    Parameters
    ----------
    page : str
        HTML that holds the page's scripts.
    allow_hosts : sequence of str
        Origins that pictures may come from.
    """
    hashes = [_hash(text) for text in _INLINE_SCRIPT.findall(page)]
    pictures = " ".join(["data:", "blob:", *allow_hosts])
    return (
        f"default-src 'none'; script-src {' '.join(dict.fromkeys(hashes))}; style-src 'unsafe-inline'; "
        f"img-src {pictures}; font-src data:; worker-src blob:; base-uri 'none'; form-action 'none'"
    )
