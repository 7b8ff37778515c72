"""Hostile text is shown as text and runs nowhere; the page's policy would stop it if it did."""

from __future__ import annotations

import re
import shutil

import pytest

import koryo_geo
from koryo_geo.data.reading import find
from tests.hostile import HOSTILE, poison

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def poisoned(once):
    """The pages of a dataset with hostile text in every text column."""

    def make(folder):
        dataset = koryo_geo.load(poison(shutil.copytree(find("minimal"), folder / "minimal")))
        koryo_geo.build(dataset, folder / "maps")

    return once("poisoned", make) / "maps"


@pytest.mark.parametrize("name", ["journey", "counts"])
def test_hostile_text_is_shown_and_runs_nowhere(poisoned, open_page, name):
    watched = open_page(poisoned / f"{name}.html")
    page = watched.page
    duration = page.evaluate("document.querySelector('.koryo-map').koryoPlayer.duration")
    for step in range(6):
        watched.at(duration * step / 5)
        page.wait_for_timeout(60)
    for button in page.locator("[data-koryo-card], .koryo-region, .koryo-dot").all()[:12]:
        button.dispatch_event("click")
        page.wait_for_timeout(30)
    assert page.evaluate("window.pwned") is None
    assert HOSTILE in page.evaluate("document.querySelector('h1').textContent")
    assert HOSTILE in page.evaluate("document.querySelector('#koryo-text').textContent")
    assert page.locator("img[src='x']").count() == 0
    assert watched.complaints == []


@pytest.mark.parametrize("name", ["index", "embed"])
def test_hostile_titles_run_nowhere_beside_the_maps(poisoned, new_page, name):
    page = new_page()
    page.goto(f"file://{poisoned / name}.html")
    assert page.evaluate("window.pwned") is None
    assert HOSTILE in page.evaluate("document.body.textContent")


def test_the_policy_stops_a_script_that_got_in(maps, tmp_path, new_page):
    text = (maps / "route.html").read_text(encoding="utf-8")
    bad = re.sub(
        r"(<body[^>]*>)", r"\1<script>window.pwned = 1</script><p onclick='window.pwned = 2' id='bait'>x</p>", text, count=1
    )
    (tmp_path / "bad.html").write_text(bad, encoding="utf-8")
    page = new_page()
    page.goto(f"file://{tmp_path / 'bad.html'}")
    page.evaluate("document.getElementById('bait').click()")
    assert page.evaluate("window.pwned") is None
