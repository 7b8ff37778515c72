"""What several browser tests look at: screens, moments of a story, and a map that has come to rest."""

from __future__ import annotations

import io

from PIL import Image

from koryo_geo.html.linker import link
from koryo_geo.html.runtime import modules

SIZES = {
    "wall": (3840, 2160),
    "large": (1920, 1080),
    "desk": (1280, 720),
    "upright": (1080, 1920),
    "phone": (390, 844),
    "frame": (480, 270),
}

LANGUAGES = ("en", "ko", "ru", "kk")

#: Days of the map of flows: before, at the start, with trains on the whole line, at the first arrivals, and at the end.
DAYS = (0, 20, 37, 48, 74, 132)

_REST = """() => new Promise((done) => {
    const later = (act) => requestAnimationFrame(() => requestAnimationFrame(act));
    const look = () => {
        const pane = map_1.getPane("mapPane");
        if (koryo.of(map_1).flight || pane.classList.contains("leaflet-zoom-anim")) later(look);
        else later(done);
    };
    document.fonts.ready.then(() => later(look));
})"""


def every_module():
    """The whole runtime as one script, whose ``koryo`` holds all that any module exports."""
    linked = modules()
    return link(linked, {name: name for module in linked for name in sorted(module.exports)})


def rest(watched):
    """Wait until the letters are there, no flight is under way and what was asked for has been drawn."""
    watched.page.evaluate(_REST)
    return watched


def moments(watched, name):
    """Story seconds at which a page is looked at: six of the map of flows, all of a series of counts."""
    if name == "route":
        ask = "days => days.map((day) => document.querySelector('.koryo-map').koryoPlayer.clock.seconds(day))"
        return watched.page.evaluate(ask, list(DAYS))
    ask = "(p => p.timeline.moments.map((m) => p.timeline.seconds(m.day) + 0.01))(document.querySelector('.koryo-map').koryoPlayer)"
    return watched.page.evaluate(ask)


def screen(watched):
    """What the window shows now."""
    return Image.open(io.BytesIO(watched.page.screenshot(type="jpeg", quality=95))).convert("RGB")


#: What must stay apart: words and counted bodies on the map, the controls and the legend, and the parts of the panel.
PARTS = (
    ".koryo-place-label, .koryo-value, .koryo-count, .koryo-around, .koryo-body, .leaflet-control, .koryo-legend, "
    ".koryo-header h1, .koryo-languages, .koryo-now, .koryo-story, .koryo-controls, .koryo-notice"
)

OVERLAPS = """parts => {
    const shown = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const meet = (a, b) => {
        const left = Math.max(a.left, b.left), top = Math.max(a.top, b.top);
        const right = Math.min(a.right, b.right), bottom = Math.min(a.bottom, b.bottom);
        return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
    };
    const seen = (node, within, box) => {                   // what is scrolled out of sight lies over nothing
        const here = getComputedStyle(node).overflow === "visible" ? box : meet(box, node.getBoundingClientRect());
        return node === within ? here : seen(node.parentElement, within, here);
    };
    const lines = (node) => {       // a heading is as wide as its words, not as its block, and a story leaves room for plates
        const range = document.createRange(), walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT), found = [];
        while (walker.nextNode()) {
            const parent = walker.currentNode.parentElement;
            range.selectNodeContents(walker.currentNode);
            if (shown(parent)) found.push(...[...range.getClientRects()].map((box) => seen(parent, node, box)));
        }
        return found;
    };
    const boxesOf = (node) => (node.matches("h1, .koryo-story") ? lines(node) : [node.getBoundingClientRect()]);
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


def overlapping(watched, more=""):
    """Pairs of things that lie over one another; ``more`` names further parts, as a selector."""
    return watched.page.evaluate(OVERLAPS, ", ".join(filter(None, (PARTS, more))))


#: A word that finds no room on the button that plays falls out of sight as a whole; it must not be cut.
CUT = """() => {
    const name = (node) => (node.getAttribute("class") || node.tagName) + ": " + node.textContent.trim().slice(0, 50);
    const seen = { opacityProperty: true, visibilityProperty: true };
    const shown = (node) => node.checkVisibility(seen) && !node.closest(".koryo-hidden");
    const wide = (node) => node.clientWidth && node.scrollWidth > node.clientWidth + 1;
    const high = (node) => node.clientHeight && node.scrollHeight > node.clientHeight + 1;
    const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);
    const found = all("button:not(.koryo-play), summary, label, legend, .koryo-skip, dt, dd, .koryo-date").filter(wide)
        .concat(all("button:not(.koryo-play), summary, label").filter(high)).map(name);
    const word = document.querySelector(".koryo-play-word").getBoundingClientRect();
    const play = document.querySelector(".koryo-play").getBoundingClientRect();
    const halved = word.top < play.bottom && (word.bottom > play.bottom + 1 || word.right > play.right + 1);
    return halved ? found.concat("half a word on the button that plays") : found;
}"""


def cut(watched):
    """Controls whose words do not fit into them."""
    return watched.page.evaluate(CUT)


def sideways_px(watched):
    """By how much the page is wider than its window."""
    return watched.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
