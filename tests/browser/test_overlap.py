"""Nothing on a page lies over anything else, at any moment and on any screen; a page never scrolls sideways."""

from __future__ import annotations

import pytest

from tests.browser.looking import SIZES, moments

pytestmark = pytest.mark.browser

#: What must stay apart: words and counted bodies on the map, the controls and the legend, and the parts of the panel.
PARTS = (
    ".koryo-place-label, .koryo-value, .koryo-body, .leaflet-control, .koryo-legend, "
    ".koryo-header h1, .koryo-languages, .koryo-now, .koryo-story, .koryo-controls, .koryo-notice"
)

OVERLAPS = """parts => {
    const shown = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const lines = (node) => {                               // a heading is as wide as its words, not as its block
        const range = document.createRange();
        range.selectNodeContents(node);
        const cut = getComputedStyle(node).overflow !== "visible" ? node.getBoundingClientRect().right : Infinity;
        return [...range.getClientRects()].map((r) => new DOMRect(r.x, r.y, Math.max(0, Math.min(r.right, cut) - r.x), r.height));
    };
    const boxesOf = (node) => (node.tagName === "H1" ? lines(node) : [node.getBoundingClientRect()]);
    const name = (node) => (node.className || node.tagName) + ": " + node.textContent.trim().slice(0, 40);
    const boxes = [...document.querySelectorAll(parts)].filter(shown)
        .flatMap((node) => boxesOf(node).filter((box) => box.width).map((box) => ({ node, box })));
    const nested = (a, b) => a.contains(b) || b.contains(a);
    const across = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    const found = [];
    boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
        if (nested(a.node, b.node) || across(a.box, b.box) <= 1 || down(a.box, b.box) <= 1) return;
        found.push(name(a.node) + " | " + name(b.node));
    }));
    return found;
}"""

SETTLED = """() => new Promise((done) => setTimeout(done, 350))"""


@pytest.mark.parametrize("name", ["route", "resettlement"])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_nothing_overlaps_at_any_moment(maps, open_page, name, size):
    watched = open_page(maps / f"{name}.html", viewport=size)
    found = {}
    for seconds in moments(watched, name):
        watched.at(seconds).page.evaluate(SETTLED)
        overlaps = watched.page.evaluate(OVERLAPS, PARTS)
        if overlaps:
            found[round(seconds, 2)] = overlaps
    assert not found


@pytest.mark.parametrize("size", [SIZES["large"], SIZES["desk"], SIZES["phone"]], ids=["large", "desk", "phone"])
def test_every_known_count_is_written(maps, open_page, size):
    watched = open_page(maps / "resettlement.html", viewport=size)
    for seconds in moments(watched, "resettlement"):
        watched.at(seconds).page.evaluate(SETTLED)
        hidden = watched.page.locator(".koryo-value.is-known.is-unplaced").all_inner_texts()
        assert not hidden, seconds


@pytest.mark.parametrize("name", ["route", "resettlement"])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_a_page_never_scrolls_sideways(maps, open_page, name, width):
    watched = open_page(maps / f"{name}.html", viewport=(width, 800))
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
    watched.page.evaluate("document.getElementById('koryo-text').scrollIntoView()")
    watched.page.evaluate("window.scrollBy(400, 0)")
    assert watched.page.evaluate("window.scrollX") == 0
