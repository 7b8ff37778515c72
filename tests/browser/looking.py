"""What several browser tests look at: screens, moments of a story, and a map that has come to rest."""

from __future__ import annotations

import io

from PIL import Image

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


def rest(watched):
    """Wait until the letters are there, no flight is under way and what was asked for has been drawn."""
    watched.page.evaluate(_REST)
    return watched


def moments(watched, name):
    """Story seconds at which a page is looked at: six of the map of flows, all of a series of counts."""
    if name == "route":
        ask = "days => days.map((day) => document.querySelector('.koryo-map').koryoPlayer.timeline.seconds(day))"
        return watched.page.evaluate(ask, list(DAYS))
    ask = "(p => p.timeline.moments.map((m) => p.timeline.seconds(m.day) + 0.01))(document.querySelector('.koryo-map').koryoPlayer)"
    return watched.page.evaluate(ask)


def screen(watched):
    """What the window shows now."""
    return Image.open(io.BytesIO(watched.page.screenshot(type="jpeg", quality=95))).convert("RGB")
