"""Modules and functions keep the sizes that make them readable; what is larger today is named here, and may only shrink."""

import pytest

from tests import sizes

#: Modules of more than 400 lines, and the most that each may have. One that has come below leaves the list.
LARGE = {
    "content/model.py": 440,
    "js/regions/regions.js": 505,
    "data/rows.py": 420,
    "review/explain.py": 480,
}

EACH = pytest.mark.parametrize("suffix", [".py", ".js"])

PYTHON = '''
def outer(self, a, /, b, *, c=(1,
                              2)):
    """What it does.

    At length.
    """
    # why
    text = """two

    lines"""

    def inner():
        return text
    return inner


class Thing:
    def empty(self): "Nothing else."
'''

JAVASCRIPT = r"""// function none() { of it }
export function outer(a, b = { c: 1 }) {
  // why
  const brace = /[{/]}/, text = "{", other = `{ ${a} `;

  if (a) {
    return b;
  }
  return [1].map((x) => {
    return /"/.test(x) ? '"' + text : x;
  });
}
class Thing { get one() { return 1; } }
"""


def measured(tmp_path, monkeypatch, name, text):
    monkeypatch.setattr(sizes, "PACKAGE", tmp_path)
    (tmp_path / name).write_text(text, "utf-8")
    return {function.name: function[3:] for function in sizes.functions(name[-3:])}


def test_a_python_body_is_counted_without_docstring_comments_and_blanks(tmp_path, monkeypatch):
    # The blank line within a text in quotes is a part of the text.
    found = measured(tmp_path, monkeypatch, "a.py", PYTHON)
    assert found == {"outer": (6, 3), "inner": (1, 0), "empty": (0, 0)}


def test_a_javascript_body_is_counted_whatever_stands_in_quotes(tmp_path, monkeypatch):
    found = measured(tmp_path, monkeypatch, "a.js", JAVASCRIPT)
    assert found == {"outer": (5, 2), "=>": (1, 1), "one": (1, 0)}


@EACH
def test_functions_are_short(suffix):
    middle, ninth = sizes.median_and_p90([function.lines for function in sizes.functions(suffix)])
    assert middle <= 6
    assert ninth <= 18


@EACH
def test_no_function_is_long_or_takes_many_things(suffix):
    assert [function for function in sizes.functions(suffix) if function.lines > 40 or function.taken > 6] == []


@EACH
def test_modules_are_no_longer_than_a_sitting(suffix):
    assert {name: lines for name, lines in sizes.modules(suffix).items() if lines > LARGE.get(name, 400)} == {}


def test_what_has_become_small_leaves_the_list():
    found = sizes.modules(".py") | sizes.modules(".js")
    assert [name for name in LARGE if found.get(name, 0) <= 400] == []
