"""The pages around the maps: the index, and how to embed them. They read without scripts; with them they change language."""

from __future__ import annotations

import re
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
    from koryo_geo.language.texts import Text

_SAID = re.compile(r"data-say='([\w-]+)'")


def index(credit: Credit, contents: Sequence[MapContent], languages: tuple[str, ...]) -> str:
    """Write the page that leads to the maps and the record.

    Parameters
    ----------
    credit : Credit
    contents : sequence of MapContent
        One for each map, in order.
    languages : tuple of str
        The languages of the page, the one it opens in first.
    """
    body = template("index.html").render(w=Writer(languages), credit=credit, contents=contents)
    return _whole(str(body), languages, in_language(credit.title, languages[0]), "")


def embed(credit: Credit, contents: Sequence[MapContent], languages: tuple[str, ...]) -> str:
    """Write the page that shows the maps inside another page, and the code to paste for that.

    Parameters
    ----------
    credit : Credit
    contents : sequence of MapContent
        One for each map, in order.
    languages : tuple of str
        The languages of the page, the one it opens in first.
    """
    snippets = {content.map: _snippet(content, languages) for content in contents}
    named = {content.map: in_language(content.title, languages[0]) for content in contents}
    body = template("embed.html").render(w=Writer(languages), credit=credit, contents=contents, snippets=snippets, named=named)
    title = catalogue(languages[0]).say("embed_title", title=in_language(credit.title, languages[0]))
    return _whole(str(body), languages, title, FRAMES)


def _whole(body: str, languages: tuple[str, ...], title: str, further: str) -> str:
    """Put head and body together, under a policy that lets the page's own scripts run and nothing else."""
    own = scripts(languages, body)
    shown = {"body": markup(body), "scripts": markup(own), "policy": (policy(own) if own else STILL) + further}
    return str(template("front.html").render(lang=languages[0], title=title, **shown)).rstrip("\n") + "\n"


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
