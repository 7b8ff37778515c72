"""How large modules and functions are: ``python tests/sizes.py`` prints a table, and the longest functions first.

A body is counted in lines of code: what stands in a function after its signature, without the docstring, comments and blank lines,
and in JavaScript without lines of brackets alone. A function within another counts by itself and as a part of the other. Parameters
are counted without ``self`` and ``cls``.
"""

from __future__ import annotations

import ast
import io
import re
import statistics
import sys
import tokenize
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).resolve().parent.parent / "koryo_geo"

#: Tokens that make no line a line of code.
EMPTY = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING, tokenize.ENDMARKER}

#: What may stand in JavaScript and hold braces that open nothing: comments, strings, templates, and regular expressions where a
#: value may begin.
ASIDE = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`"""
    r"""|(?:(?<=[(,=:\[!&|?{;])|(?<=\breturn))\s*/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/""",
    re.DOTALL,
)

#: Words of JavaScript that stand before something in parentheses and a block, and make no function of it.
KEYWORDS = {"if", "for", "while", "switch", "catch", "with"}


class Function(NamedTuple):
    """A function: where it stands, its name, the lines of its body and the number of things that it takes."""

    file: str
    line: int
    name: str
    lines: int
    taken: int


def code_lines(text):
    """The numbers of the lines of a Python file that hold code."""
    found = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in EMPTY:
            found.update(range(token.start[0], token.end[0] + 1))
    return found


def python_functions(path):
    """Every function of a Python file, methods and functions within functions too."""
    text = path.read_text("utf-8")
    lines = code_lines(text)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
            held = lines & set(range(body[0].lineno, body[-1].end_lineno + 1)) if body else ()
            arguments = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
            taken = sum(item.arg not in ("self", "cls") for item in arguments)
            yield Function(path.relative_to(PACKAGE).as_posix(), node.lineno, node.name, len(held), taken)


def plain(text):
    """JavaScript in which comments are blank, and strings and regular expressions are letters; lines stay where they are."""

    def instead(match):
        return re.sub(r"[^\n]", " " if match["comment"] else "s", match[0])

    return ASIDE.sub(instead, text)


def partner(text, start, step):
    """Where the bracket at ``start`` has its partner, forwards (1) or backwards (-1)."""
    depth, place = 0, start
    while True:
        depth += (text[place] in "({[") - (text[place] in ")}]")
        if depth == 0:
            return place
        place += step


def head(text, brace):
    """The name and the parameters of the function whose body a brace opens; None if it opens anything else."""
    before = text[:brace].rstrip()
    arrow = before.endswith("=>")
    before = before.removesuffix("=>").rstrip()
    if not before.endswith(")"):
        return ("=>", re.findall(r"[\w$]+$", before)) if arrow else None
    start = partner(text, len(before) - 1, -1)
    name = (re.findall(r"[\w$]+$", text[:start].rstrip()) or [""])[-1]
    taken = re.sub(r"(\{[^{}]*\}|\[[^\[\]]*\])", "", before[start + 1 : -1]).split(",")
    return None if name in KEYWORDS else ("=>" if arrow else name, [part for part in taken if part.strip()])


def javascript_functions(path):
    """Every function of a JavaScript file that has a body in braces."""
    text = plain(path.read_text("utf-8"))
    for brace in (match.start() for match in re.finditer(r"\{", text)):
        found = head(text, brace)
        if found:
            lines = text[brace + 1 : partner(text, brace, 1)].splitlines()
            held = sum(bool(line.strip(" \t{}()[];,")) for line in lines)
            name, taken = found
            yield Function(path.relative_to(PACKAGE).as_posix(), text.count("\n", 0, brace) + 1, name, held, len(taken))


def files(suffix):
    """The files of the package with a suffix."""
    return sorted(path for path in PACKAGE.rglob(f"*{suffix}") if "geodata" not in path.parts)


def functions(suffix):
    """Every function of the package in one of its two languages."""
    read = {".py": python_functions, ".js": javascript_functions}[suffix]
    return [function for path in files(suffix) for function in read(path)]


def modules(suffix):
    """The number of lines of each module, all lines counted."""
    return {path.relative_to(PACKAGE).as_posix(): len(path.read_text("utf-8").splitlines()) for path in files(suffix)}


def median_and_p90(values):
    """The middle of some numbers, and the number that nine in ten do not exceed."""
    ordered = sorted(values)
    return statistics.median_low(ordered), ordered[-(-9 * len(ordered) // 10) - 1]


def main():
    """Print what stands in the package now."""
    say = sys.stdout.write
    for suffix in (".py", ".js"):
        found, sizes = functions(suffix), modules(suffix)
        middle, ninth = median_and_p90([function.lines for function in found])
        say(f"{suffix}: {len(sizes)} modules, {len(found)} functions, body median {middle}, p90 {ninth}\n")
        for function in sorted(found, key=lambda item: (-item.lines, item)):
            if function.lines > 25 or function.taken > 6:
                say(f"  {function.lines:3} lines, {function.taken} taken  {function.file}:{function.line} {function.name}\n")
        for name, lines in sorted(sizes.items(), key=lambda item: -item[1]):
            if lines > 400:
                say(f"  {lines} lines in {name}\n")


if __name__ == "__main__":
    sys.exit(main())
