"""The runtime of a page: its scripts, its style sheets and its words, as text."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

import rcssmin

from koryo_geo.html.islands import Island
from koryo_geo.html.linker import link, reached, read_module
from koryo_geo.language.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from koryo_geo.html.linker import Module

#: The module whose exports a map may call.
ENTRY = "koryo.js"
#: What a map's page can always call, because other elements of it do.
ALWAYS = frozenset({"map", "of", "describe"})
#: What the record's page runs.
RECORD_ENTRY = "recordpage.js"


@lru_cache(maxsize=8)
def runtime_js(entries: frozenset[str] | None = None) -> str:
    """Link the modules that a map's page needs.

    Parameters
    ----------
    entries : frozenset of str, optional
        Names of ``js/koryo.js`` that the page will call; all when left out. Modules that serve others stay out.
    """
    return link(modules(entries), dict(_public(entries)))


@lru_cache(maxsize=1)
def record_js() -> str:
    """Link the modules of the record's page."""
    return link(reached([RECORD_ENTRY]), {})


@lru_cache(maxsize=8)
def runtime_css(entries: frozenset[str] | None = None) -> str:
    """Join the style sheets of the modules that a map's page needs: one that bears a module's name goes with it.

    Parameters
    ----------
    entries : frozenset of str, optional
        Names of ``js/koryo.js`` that the page will call; all when left out.
    """
    folder = resources.files("koryo_geo") / "js"
    sheets = [folder / module.path.replace(".js", ".css") for module in modules(entries)]
    text = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets if sheet.is_file())
    return str(rcssmin.cssmin(text)).replace("}", "}\n")


def modules(entries: Collection[str] | None = None) -> tuple[Module, ...]:
    """List the modules that some functions of the runtime need, each after those that it imports.

    Parameters
    ----------
    entries : collection of str, optional
        Names of ``js/koryo.js``; all when left out.
    """
    contents = read_module(ENTRY)
    always = [path for path, _ in contents.imports]
    called = [path for path, names in contents.reexports if _is_called(names, entries)]
    return (*reached([*always, *called]), contents)


def _public(entries: Collection[str] | None) -> Iterator[tuple[str, str]]:
    """The names that a page calls, and their names where they are made."""
    for _, names in read_module(ENTRY).reexports:
        yield from ((there, own) for own, there in names if _is_called(names, entries))


def _is_called(names: Iterable[tuple[str, str]], entries: Collection[str] | None) -> bool:
    """Whether a page calls one of some names."""
    return entries is None or any(name in entries or name in ALWAYS for _, name in names)


#: Words that pages without a map say; a map's page does not carry them.
OTHER_PAGES = ("embed_", "index_", "legend_", "record_")
#: Words that only maps on which people move say.
OF_FLOWS = (
    "drawn_km",
    "mode_",
    "published_km",
    "text_chapters",
    "text_deaths",
    "text_legs",
    "text_parts",
    "text_totals",
    "text_untraced",
    "total",
    "untraced_long",
    "view",
)


@lru_cache(maxsize=8)
def words_island(langs: tuple[str, ...], without: tuple[str, ...] = ()) -> Island:
    """The interface words of the languages of a page, the first being the one it opens in; their keys stand once.

    Parameters
    ----------
    langs : tuple of str
    without : tuple of str
        Beginnings of the keys that this page never says.
    """
    languages = {lang: catalogue(lang).to_js((*OTHER_PAGES, *without)) for lang in langs}
    keys = sorted(languages[langs[0]]["strings"])
    listed = {lang: {**entry, "strings": [entry["strings"][key] for key in keys]} for lang, entry in languages.items()}
    island = Island("words", {"lang": langs[0], "order": list(langs), "keys": keys, "languages": listed})
    island.id = "koryo-words"
    return island
