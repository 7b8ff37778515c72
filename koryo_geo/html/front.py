"""The pages around the maps: the index, and how to embed them. They read without scripts; with them they change language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from koryo_geo.html.islands import script_json
from koryo_geo.html.policy import FRAMES, STILL, policy
from koryo_geo.html.runtime import record_js
from koryo_geo.html.templates import markup, template
from koryo_geo.html.writer import Writer
from koryo_geo.language.catalogue import catalogue
from koryo_geo.language.texts import in_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from koryo_geo.content.model import Credit, MapContent
    from koryo_geo.html.pictures import Pictures
    from koryo_geo.language.texts import Text

_SAID = re.compile(r"data-say='([\w-]+)'")


@dataclass(frozen=True, slots=True)
class Around:
    """What the pages around the maps show of a dataset.

    Attributes
    ----------
    credit : Credit
    contents : sequence of MapContent
        One for each map, in order.
    pictures : mapping of str to Pictures
        By map.
    languages : tuple of str
        The languages of the pages, the one they open in first.
    """

    credit: Credit
    contents: Sequence[MapContent]
    pictures: Mapping[str, Pictures]
    languages: tuple[str, ...]


def index(around: Around, sizes: Mapping[str, int], gap: Text = "") -> str:
    """Write the page that leads to the maps, the record and the data.

    Parameters
    ----------
    around : Around
    sizes : mapping of str to int
        Files to download, and their bytes.
    gap : Text
        The first thing that was not found.
    """
    kilobytes = {name: max(1, round(size / 1000)) for name, size in sizes.items()}
    body = _rendered("index.html", around, sizes=kilobytes, gap=gap)
    return _whole(body, around, in_language(around.credit.title, around.languages[0]), "")


def embed(around: Around) -> str:
    """Write the page that shows the maps inside another page, and the code to paste for that.

    Parameters
    ----------
    around : Around
    """
    first = around.languages[0]
    snippets = {content.map: _snippet(content, around.languages) for content in around.contents}
    named = {content.map: in_language(content.title, first) for content in around.contents}
    body = _rendered("embed.html", around, snippets=snippets, named=named)
    return _whole(body, around, catalogue(first).say("index_exhibition"), FRAMES)


def _rendered(name: str, around: Around, **further: Any) -> str:
    """The body of a page."""
    shown = {"credit": around.credit, "contents": around.contents, "pictures": around.pictures}
    return str(template(name).render(w=Writer(around.languages), markup=markup, **shown, **further))


def _whole(body: str, around: Around, title: str, further: str) -> str:
    """Put head and body together, under a policy that lets the page's own scripts run and nothing else."""
    own = scripts(around.languages, body)
    ratio = around.pictures[around.contents[0].map].whole.ratio
    shown = {"body": markup(body), "scripts": markup(own), "policy": (policy(own) if own else STILL) + further, "hero_ratio": ratio}
    return str(template("front.html").render(lang=around.languages[0], title=title, **shown)).rstrip("\n") + "\n"


def scripts(languages: tuple[str, ...], body: str, islands: Mapping[str, Any] | None = None) -> str:
    """Write the scripts of a page without a map: the words that its body says, further data islands by id, and the runtime.

    Parameters
    ----------
    languages : tuple of str
        The languages of the page, the one it opens in first.
    body : str
        The page's HTML.
    islands : mapping, optional

    Returns
    -------
    str
        Blank for a page of one language, which needs no script.
    """
    if len(languages) == 1:
        return ""
    data = {"koryo-words": _words(languages, body), **(islands or {})}
    made = [f'<script type="application/json" id="{key}">{script_json(value)}</script>\n' for key, value in data.items()]
    return "".join([*made, f"<script>{record_js()}</script>"])


def _words(languages: tuple[str, ...], body: str) -> dict[str, Any]:
    """The interface words that a body says, in each language of the page."""
    said = {*_SAID.findall(body), "language", *(key for key in catalogue("en").strings if key.startswith("date_"))}
    spoken: dict[str, Any] = {}
    for lang in languages:
        whole = catalogue(lang).to_js()
        spoken[lang] = {**whole, "strings": {key: text for key, text in whole["strings"].items() if key in said}}
    return {"lang": languages[0], "order": list(languages), "languages": spoken}


def _snippet(content: MapContent, languages: tuple[str, ...]) -> Text:
    """The code that puts a map into another page, which opens in the language that the code was copied in."""
    written = {}
    for lang in languages:
        address = f"{content.map}.html" if lang == languages[0] else f"{content.map}.html#lang={lang}"
        written[lang] = str(template("snippet.html").render(address=address, title=in_language(content.title, lang)))
    return written if len(languages) > 1 else written[languages[0]]
