"""The ES modules of ``js/``, linked into one classic script.

A page must open from a USB stick under a policy that allows its own inline scripts by their hash, and nothing else. There, modules
cannot import one another: an inline module has no address, and a file beside the page may not be loaded. So the modules are linked
when a page is made. The linker is written here, and not taken from a bundler: a bundler is a binary for each platform, which
everyone who makes a map would need, or a built file in the repository that can fall behind its source. What a page needs of one is
small: the modules are joined in the order of their imports and become one scope, which works because no two of them declare the
same name at their top level; the linker refuses two that do. Nothing is renamed or minified, so that a page can be read.

The modules keep to a form that a few regular expressions read safely, and ``tests/js`` holds them to it with a real parser: imports
and exports stand at the beginning of a line, names are imported as they are exported, and a comment has its own lines or ends one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: ``import "./a.js"``, ``import { b, c } from "./a.js"`` and, in a table of contents, ``export { b as c } from "./a.js"``.
_IMPORT = re.compile(r'^(import|export) (?:\{([^}]*)\} from )?"([^"]+)";\n', re.MULTILINE)
_DECLARATION = re.compile(r"^(export )?(?:async )?(?:class|const|function|let) (\w+)", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=async |class |const |function |let )", re.MULTILINE)
#: A comment of its own lines, or one before what it gives a type to.
_BLOCK_COMMENT = re.compile(r"^[ \t]*/\*\*(?:[^*]|\*(?!/))*\*/\n|/\*\* [^\n]*? \*/ ?", re.MULTILINE)
_LINE_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
#: Set off by a blank on both sides and without a quotation mark, so that no string is taken for one.
_END_COMMENT = re.compile(r" +// [^\"`\n]*$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")
_INDENT = re.compile(r"^(?:  )+", re.MULTILINE)
_SCRIPT = """// koryo_geo runtime. Its commented source is in the package, koryo_geo/js.
(function () {{
"use strict";
{code}
{public}}})();
"""


@dataclass(frozen=True, slots=True)
class Module:
    """One ES module of the runtime.

    Attributes
    ----------
    path : str
        Relative to ``koryo_geo/js``.
    imports : tuple of (str, tuple of (str, str))
        For each import, in order, the path of the module and pairs of names: as there, as here.
    reexports : tuple of (str, tuple of (str, str))
        The same for what it hands on.
    declares : tuple of str
        Names at its top level.
    exports : frozenset of str
        Those of them that other modules may import.
    code : str
        What is left without comments, imports and the word ``export``.
    """

    path: str
    imports: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    reexports: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    declares: tuple[str, ...]
    exports: frozenset[str]
    code: str


def link(linked: Iterable[Module], public: Mapping[str, str]) -> str:
    """Join modules into one classic script.

    Parameters
    ----------
    linked : iterable of Module
        Each after those that it imports.
    public : mapping of str to str
        The members of ``window.koryo``, and the name of each in its module.

    Raises
    ------
    ValueError
        If two modules declare the same name, or one imports what another does not export.
    """
    linked = tuple(linked)
    _check(linked)
    members = ", ".join(name if name == own else f"{name}: {own}" for name, own in public.items())
    code = "".join(module.code for module in linked)
    return _SCRIPT.format(code=_tabbed(code).strip("\n"), public=f"window.koryo = {{ {members} }};\n" if members else "")


@lru_cache(maxsize=128)
def read_module(path: str) -> Module:
    """Read one module of ``koryo_geo/js``.

    Parameters
    ----------
    path : str
        Relative to that folder.
    """
    text = (resources.files("koryo_geo") / "js" / path).read_text(encoding="utf-8")
    return parsed(path, text)


def parsed(path: str, text: str) -> Module:
    """Take a module apart.

    Parameters
    ----------
    path : str
        Relative to ``koryo_geo/js``; imports are relative to it.
    text : str
    """
    text = _without_comments(text)
    found = [(match[1], normpath(join(dirname(path), match[3])), _pairs(match[2])) for match in _IMPORT.finditer(text)]
    code = _IMPORT.sub("", text)
    declared = [(bool(match[1]), match[2]) for match in _DECLARATION.finditer(code)]
    return Module(
        path,
        imports=tuple((target, names) for word, target, names in found if word == "import"),
        reexports=tuple((target, names) for word, target, names in found if word == "export"),
        declares=tuple(name for _, name in declared),
        exports=frozenset(name for exported, name in declared if exported),
        code=_BLANK_LINES.sub("\n\n", _EXPORT.sub("", code)),
    )


def reached(paths: Iterable[str]) -> tuple[Module, ...]:
    """List modules, and all that they import, each after those that it imports.

    Parameters
    ----------
    paths : iterable of str
        Relative to ``koryo_geo/js``.

    Raises
    ------
    ValueError
        If modules import one another in a circle.
    """
    order: dict[str, Module] = {}
    for path in paths:
        _visit(path, (), order)
    return tuple(order.values())


def _visit(path: str, through: tuple[str, ...], order: dict[str, Module]) -> None:
    """Put a module into the order, after what it imports."""
    if path in through:
        raise ValueError(f"koryo_geo/js: modules import one another in a circle: {' -> '.join((*through, path))}")
    if path in order:
        return
    module = read_module(path)
    for target, _ in module.imports:
        _visit(target, (*through, path), order)
    order[path] = module


def _check(linked: Iterable[Module]) -> None:
    """Refuse modules that would not run as one scope, all faults at once."""
    declared: dict[str, str] = {}
    faults: list[str] = []
    by_path = {module.path: module for module in linked}
    for module in by_path.values():
        faults += [f"{module.path}: {name} is declared in {declared[name]} too" for name in module.declares if name in declared]
        declared |= dict.fromkeys(module.declares, module.path)
        for target, names in module.imports:
            faults += _faults_of(module.path, names, by_path[target])
    if faults:
        raise ValueError("koryo_geo/js cannot be linked:\n  " + "\n  ".join(faults))


def _faults_of(path: str, names: Iterable[tuple[str, str]], target: Module) -> Iterator[str]:
    """What is wrong with one import."""
    for there, here in names:
        if there not in target.exports:
            yield f"{path}: {target.path} exports no {there}"
        if there != here:
            yield f"{path}: imports {there} as {here}; a name is imported as it is exported"


def _pairs(names: str | None) -> tuple[tuple[str, str], ...]:
    """Names between the braces of an import: as there, as here."""
    parts = [part.split() for part in (names or "").split(",")]
    return tuple((part[0], part[-1]) for part in parts if part)


def _without_comments(text: str) -> str:
    """Leave out comments, and blank lines that they leave."""
    return _END_COMMENT.sub("", _LINE_COMMENT.sub("", _BLOCK_COMMENT.sub("", text)))


def _tabbed(code: str) -> str:
    """Indent with tabs: half the bytes of two spaces, and read as well."""
    return _INDENT.sub(lambda match: "\t" * (len(match[0]) // 2), code)
