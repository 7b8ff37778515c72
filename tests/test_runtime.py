"""The linker of the runtime: what a page carries, in which order, and what it refuses."""

import re

import pytest

from koryo_geo.html import linker
from koryo_geo.html.linker import link, parsed
from koryo_geo.html.runtime import RECORD_ENTRY, modules, record_js, runtime_css, runtime_js

FLOWS = frozenset({"base", "lines", "flows", "places", "legend", "cards", "panel"})
REGIONS = frozenset({"base", "regions", "places", "legend", "cards", "panel"})
ROOMS = ("core", "map", "flows", "regions", "cards", "journey", "panel", "")


def paths(entries=None):
    return [module.path for module in modules(entries)]


@pytest.mark.parametrize("entries", [None, FLOWS, REGIONS])
def test_a_module_stands_after_what_it_imports(entries):
    order = paths(entries)
    assert len(order) == len(set(order))
    for module in modules(entries):
        assert all(order.index(target) < order.index(module.path) for target, _ in module.imports)


def test_every_module_is_reached_from_an_entry():
    from importlib import resources

    folder = resources.files("koryo_geo") / "js"
    here = {path.relative_to(folder).as_posix() for path in folder.rglob("*.js")}
    assert here == {*paths(), RECORD_ENTRY}


@pytest.mark.parametrize(("entries", "room"), [(FLOWS, "regions/"), (REGIONS, "flows/")])
def test_a_page_carries_no_room_that_it_does_not_use(entries, room):
    assert not [path for path in paths(entries) if path.startswith(room)]
    assert [path for path in paths() if path.startswith(room)]


def test_a_room_looks_down_never_up():
    ranks = {room: rank for rank, room in enumerate(ROOMS)}
    for module in modules():
        here = ranks[module.path.rpartition("/")[0]]
        assert all(ranks[target.rpartition("/")[0]] <= here for target, _ in module.imports), module.path


def test_flows_and_regions_do_not_know_each_other():
    for module in modules():
        targets = [target for target, _ in module.imports]
        assert not (module.path.startswith("flows/") and any(target.startswith("regions/") for target in targets))
        assert not (module.path.startswith("regions/") and any(target.startswith("flows/") for target in targets))


@pytest.mark.parametrize("script", [runtime_js(), runtime_js(FLOWS), runtime_js(REGIONS), record_js()])
def test_a_linked_script_is_classic_bare_and_strict(script):
    assert script.startswith("// koryo_geo runtime.")
    assert '"use strict";' in script
    assert not re.search(r"^\s*(import|export)\b|/\*|^\s*//", script.partition("\n")[2], re.MULTILINE)


def test_a_page_can_call_what_it_was_linked_for_and_nothing_else():
    called = re.search(r"window\.koryo = \{(.*)\}", runtime_js(FLOWS))[1]
    assert set(re.findall(r"(\w+):", called)) == FLOWS | {"of", "map"}


def test_the_style_of_a_room_goes_with_its_module():
    assert ".koryo-still-body" in runtime_css(FLOWS)
    assert ".koryo-still-body" not in runtime_css(REGIONS)
    assert ".koryo-region" in runtime_css(REGIONS)
    assert ".koryo-map" in runtime_css(frozenset())
    assert "/*" not in runtime_css()


def test_a_module_is_taken_apart():
    module = parsed(
        "map/a.js",
        '// What it is for.\nimport { b, c } from "../core/b.js";\nimport "./side.js";\n\n'
        "/** Of a pair.\n * @param {number} n */\nexport function twice(n) {\n  return b(n) + c;   // the sum\n}\n\n"
        "const own = 1;\n",
    )
    assert module.imports == (("core/b.js", (("b", "b"), ("c", "c"))), ("map/side.js", ()))
    assert module.declares == ("twice", "own")
    assert module.exports == {"twice"}
    assert module.code == "\nfunction twice(n) {\n  return b(n) + c;\n}\n\nconst own = 1;\n"


@pytest.mark.parametrize("text", ['"a // b"', '"https://example.org/"', "/[\\/]\\/\\/x/", '"/* no comment */"'])
def test_what_only_looks_like_a_comment_stays(text):
    assert text in parsed("a.js", f"const a = {text};\n").code


def test_a_type_that_begins_a_line_goes_and_its_code_stays():
    text = "const a = [\n  /** @type {A} */ (b),\n  c\n];\n/** Later. */\nconst d = 1;\n"
    assert parsed("a.js", text).code == "const a = [\n  (b),\n  c\n];\nconst d = 1;\n"


def test_two_modules_with_one_name_are_refused():
    one, other = parsed("a.js", "const size = 1;\n"), parsed("b.js", "function size() {}\n")
    with pytest.raises(ValueError, match=r"b\.js: size is declared in a\.js too"):
        link([one, other], {})


def test_an_import_of_what_is_not_exported_is_refused_with_every_other_fault():
    one = parsed("a.js", "const hidden = 1;\nexport const seen = 2;\n")
    other = parsed("b.js", 'import { hidden, seen as shown } from "./a.js";\n')
    with pytest.raises(ValueError, match=r"b\.js: a\.js exports no hidden\n.*imports seen as shown"):
        link([one, other], {})


def test_a_circle_is_refused(monkeypatch):
    texts = {"a.js": 'import "./b.js";\n', "b.js": 'import "./c.js";\n', "c.js": 'import "./a.js";\n'}
    monkeypatch.setattr(linker, "read_module", lambda path: parsed(path, texts[path]))
    with pytest.raises(ValueError, match=r"a\.js -> b\.js -> c\.js -> a\.js"):
        linker.reached(["a.js"])


def test_linking_twice_gives_the_same_bytes():
    assert link(modules(), {"of": "sharedOf"}) == link(modules(), {"of": "sharedOf"})
