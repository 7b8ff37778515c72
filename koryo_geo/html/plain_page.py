"""Pages without a map, such as the index: they stand as HTML, and with scripts they change language as the maps do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from koryo_geo.html.islands import script_json
from koryo_geo.html.policy import policy
from koryo_geo.html.runtime import bundled
from koryo_geo.html.templates import markup, template
from koryo_geo.html.writer import Writer
from koryo_geo.language.catalogue import catalogue
from koryo_geo.language.texts import in_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koryo_geo.language.texts import Text, Texts

#: The runtime's files that a page without a map needs.
_RUNTIME = ("core.js", "korean.js", "dates.js", "icons.js", "language.js", "record.js")

_SAID = re.compile(r"data-say='([\w-]+)'")


def scripts(texts: Texts, body: str, islands: Mapping[str, Any] | None = None) -> str:
    """Write the scripts of a page: the words that its body says, further data islands by id, and the runtime.

    Parameters
    ----------
    texts : Texts
    body : str
        The page's HTML.
    islands : mapping, optional

    Returns
    -------
    str
        Blank for a page of one language, which needs no script.
    """
    if len(texts.languages) == 1:
        return ""
    data = {"koryo-words": _words(texts, body), **(islands or {})}
    made = [f'<script type="application/json" id="{key}">{script_json(value)}</script>\n' for key, value in data.items()]
    return "".join([*made, f"<script>{bundled(_RUNTIME)}</script>"])


def _words(texts: Texts, body: str) -> dict[str, Any]:
    """The interface words that a body says, in each language of the page."""
    said = {*_SAID.findall(body), "language", *(key for key in catalogue("en").strings if key.startswith("date_"))}
    languages: dict[str, Any] = {}
    for lang in texts.languages:
        whole = catalogue(lang).to_js()
        languages[lang] = {**whole, "strings": {key: text for key, text in whole["strings"].items() if key in said}}
    return {"lang": texts.first, "order": list(texts.languages), "languages": languages}


def render(texts: Texts, name: str) -> str:
    """Write the index of a dataset's maps, or the page that shows how to embed them.

    Parameters
    ----------
    texts : Texts
    name : str
        The template: ``index.html`` or ``embed.html``.

    Returns
    -------
    str
        HTML; every value is escaped.
    """
    title = texts.of("dataset", texts.dataset.name, "title", texts.dataset.title)
    maps = [_map(texts, plan.map, plan.title, plan.lead) for plan in texts.dataset.maps]
    body = template(name).render(w=Writer(texts), dataset=texts.dataset, title=title, maps=maps)
    own = scripts(texts, str(body))
    shown = {"lang": texts.first, "policy": policy(own), "body": markup(str(body)), "scripts": markup(own)}
    return str(template("plain_head.html").render(**shown, title=_heading(str(body)), name=name)).rstrip("\n") + "\n"


def _map(texts: Texts, key: str, title: str, lead: str) -> dict[str, Any]:
    """A map as these pages name it."""
    titled = texts.of("maps", key, "title", title)
    return {
        "map": key,
        "named": in_language(titled, texts.first),
        "title": titled,
        "lead": texts.of("maps", key, "lead", lead),
        "snippet": _snippet(texts, key, titled),
    }


def _snippet(texts: Texts, key: str, title: Text) -> Text:
    """The code that puts a map into another page, in its own language."""

    def written(lang: str) -> str:
        address = f"{key}.html" if lang == texts.first else f"{key}.html#lang={lang}"
        return str(template("snippet.html").render(address=address, title=in_language(title, lang)))

    return texts.by_language(written)


def _heading(body: str) -> str:
    """The words of a page's first heading."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", body, re.DOTALL)
    return markup(re.sub("<[^>]*>", "", found[1])) if found else ""
