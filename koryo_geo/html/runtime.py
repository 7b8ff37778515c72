"""The runtime of a page: its scripts, its style sheets and its words, as text."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from koryo_geo.html.islands import Island
from koryo_geo.language.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable

_WHOLE_LINE_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)


#: Set off by two blanks and without a quotation mark, so that no string is taken for one.
_END_COMMENT = re.compile(r" {2,}// [^\"'`\n]*$", re.MULTILINE)


#: The frame of every file of the runtime; in a page, where they stand together, each has a block and all have one frame.
_OWN_SCOPE = re.compile(
    r'^\(function \(koryo\) \{\n  "use strict";\n+(.*?)^\}\)\(window\.koryo = [^\n]*\n', re.MULTILINE | re.DOTALL
)


_OUTER_INDENT = re.compile(r"^  ", re.MULTILINE)


_BUNDLE = """// koryo_geo runtime. Its commented source is in the package, koryo_geo/js.
(function (koryo) {{
"use strict";
{code}}})(window.koryo = window.koryo || {{}});
"""


_INDENT = re.compile(r"^(?:  )+", re.MULTILINE)


@lru_cache(maxsize=8)
def runtime_js(entries: frozenset[str] | None = None) -> str:
    """The runtime's files, in order, as they are in ``koryo_geo/js`` but for their comments.

    Parameters
    ----------
    entries : frozenset of str, optional
        Functions that will be called; all when left out. ``order.txt`` names, after a file, the functions that it alone serves.
    """
    return bundled(_files(".js", entries))


def _files(ending: str, entries: frozenset[str] | None) -> list[str]:
    """Name the runtime's files of one kind that serve some functions, in order."""
    text = (resources.files("koryo_geo") / "js" / "order.txt").read_text(encoding="utf-8")
    rows = [row.split() for row in text.splitlines() if row]
    return [name for name, *serves in rows if name.endswith(ending) and (not serves or entries is None or entries & set(serves))]


def bundled(names: Iterable[str]) -> str:
    """Join files of the runtime as a page carries them: comments left out, indented with tabs.

    Parameters
    ----------
    names : iterable of str
        Files of ``koryo_geo/js``, in order.
    """
    folder = resources.files("koryo_geo") / "js"
    code = _WHOLE_LINE_COMMENT.sub("", "".join((folder / name).read_text(encoding="utf-8") for name in names))
    code = _OWN_SCOPE.sub(lambda match: "{\n" + _OUTER_INDENT.sub("", match[1]) + "}\n", _END_COMMENT.sub("", code))
    return _BUNDLE.format(code=_tabbed(code))


def _tabbed(code: str) -> str:
    """Indent with tabs: half the bytes of two spaces, and read as well."""
    return _INDENT.sub(lambda match: "\t" * (len(match[0]) // 2), code)


@lru_cache(maxsize=8)
def runtime_css(entries: frozenset[str] | None = None) -> str:
    """The runtime's style sheets, without their comments and most of their blanks.

    Parameters
    ----------
    entries : frozenset of str, optional
        Functions of the runtime that will be called; all when left out.
    """
    folder = resources.files("koryo_geo") / "js"
    style = "".join((folder / name).read_text(encoding="utf-8") for name in _files(".css", entries))
    style = re.sub(r"/\*.*?\*/\n?", "", style, flags=re.DOTALL)
    return style.replace("; ", ";").replace(": ", ":").replace(" { ", "{").replace(" }", "}")


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
