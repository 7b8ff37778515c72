"""axe-core finds nothing wrong: every page, every language, in the states a reader may be in."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

STATES = {
    "default": {"viewport": (1280, 720)},
    "less motion": {"viewport": (1280, 720), "reduced_motion": "reduce"},
    "twice the text": {"viewport": (640, 360)},
    "320 px": {"viewport": (320, 640)},
}


def violations(page):
    """What axe-core holds against a page, in a line each."""
    found = Axe().run(page).response["violations"]
    return [f"{item['id']}: {node['html'][:160]}" for item in found for node in item["nodes"]]


@pytest.mark.parametrize("name", ["route", "resettlement"])
@pytest.mark.parametrize("lang", ["en", "ko", "ru", "kk"])
@pytest.mark.parametrize("state", STATES)
def test_a_map_page_has_no_violations(maps, open_page, name, lang, state):
    watched = open_page(maps / f"{name}.html", query=f"#lang={lang}", **STATES[state])
    watched.page.wait_for_timeout(300)
    assert violations(watched.page) == []


@pytest.mark.parametrize("name", ["index", "embed", "record"])
def test_a_page_without_a_map_has_no_violations(maps, chromium, name):
    page = chromium.new_context().new_page()
    page.goto(f"file://{maps / name}.html")
    found = violations(page)
    page.context.close()
    assert found == []
