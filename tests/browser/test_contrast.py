"""Words stand out from their ground by 4.5 to 1, other signs by 3 to 1; all colours are read from the page."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from tests.browser.looking import SIZES, moments, rest

pytestmark = pytest.mark.browser

TEXT, SIGN = 4.5, 3.0

#: The share of a label's ground that must be calm: a fine line may pass beneath a letter.
CALM = 0.9

#: Each visible text outside the map, its colour, and the colours that lie beneath it, the nearest first.
WORDS = """() => {
    const found = new Map(), walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
        if (!text || node.closest("script, style, .leaflet-map-pane, .koryo-hidden, svg")) continue;
        if (!node.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        const grounds = [];
        for (let above = node; above; above = above.parentElement) grounds.push(getComputedStyle(above).backgroundColor);
        const { color } = getComputedStyle(node);
        const key = color + grounds.join();
        if (!found.has(key)) found.set(key, { text: text.slice(0, 40), name: node.className || node.tagName, color, grounds });
    }
    return [...found.values()];
}"""

#: What holds the words on a map: the pane of the counts, or what lies over the journey's canvas and the date on it.
HOLDERS = ".leaflet-koryo-labels-pane, .koryo-overlay, .koryo-flows .koryo-now"

#: Each label on the map: its colour and the boxes of its lines, on the screen.
LABELS = """(holders) => [...document.querySelectorAll(holders)].flatMap((pane) => {
    const found = [], frame = map_1.getContainer().getBoundingClientRect();
    const walker = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode.parentElement;
        if (!node.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        const range = document.createRange();
        range.selectNodeContents(walker.currentNode);
        const inside = (r) => r.left > frame.left && r.right < frame.right && r.top > frame.top && r.bottom < frame.bottom;
        const boxes = [...range.getClientRects()].filter(inside).map((r) => [r.left, r.top, r.right, r.bottom]);
        if (boxes.length) found.push({ text: node.textContent, color: getComputedStyle(node).color, boxes });
    }
    return found;
})"""


def rgba(text):
    """``rgb(1, 2, 3)`` or ``rgba(1, 2, 3, 0.5)`` as four numbers."""
    numbers = [float(part) for part in text[text.index("(") + 1 : -1].replace("/", ",").replace(" ", ",").split(",") if part]
    return [*numbers, 1.0] if len(numbers) == 3 else numbers


def over(top, ground):
    """A colour that lets its ground through."""
    return [one * top[3] + other * (1 - top[3]) for one, other in zip(top[:3], ground[:3], strict=True)] + [1.0]


def flattened(grounds):
    """What is seen of colours that lie on one another, the nearest first; beneath all is white."""
    seen = [255.0, 255.0, 255.0, 1.0]
    for ground in reversed(grounds):
        seen = over(rgba(ground), seen)
    return seen


def luminance(color):
    linear = np.asarray(color, dtype=float)[..., :3] / 255
    linear = np.where(linear <= 0.04045, linear / 12.92, ((linear + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def contrast(one, other):
    """The ratio that WCAG 2 defines."""
    a, b = luminance(one), luminance(other)
    return (np.maximum(a, b) + 0.05) / (np.minimum(a, b) + 0.05)


def test_black_on_white_is_21_to_1_and_a_known_grey_just_passes():
    assert contrast([0, 0, 0], [255, 255, 255]) == pytest.approx(21)
    assert contrast([118, 118, 118], [255, 255, 255]) == pytest.approx(4.54, abs=0.01)
    assert flattened(["rgba(0, 0, 0, 0.5)", "rgb(200, 100, 0)"])[:3] == [100, 50, 0]


OPENED = {
    "as it is": "1",
    "with its choices": "document.querySelector('.koryo-more').click()",
    "with a card": "(own => own.openCard({ figure: Object.keys(own.record.figures)[0] }))(koryo.of(map_1))",
    "with a search": """(field => { document.querySelector('.koryo-search-opener').click(); field.value = 'a';
        field.dispatchEvent(new Event('input')); })(document.querySelector('.koryo-search-input'))""",
}


@pytest.mark.parametrize("name", ["route", "resettlement"])
@pytest.mark.parametrize("size", ["desk", "phone"])
@pytest.mark.parametrize("state", OPENED)
def test_words_stand_out_from_their_ground(maps, open_page, name, size, state):
    watched = open_page(maps / f"{name}.html", SIZES[size], reduced_motion="reduce")
    rest(watched.at(moments(watched, name)[4])).page.evaluate(OPENED[state])
    words = watched.page.evaluate(WORDS)
    assert len(words) > 6
    weak = []
    for word in words:
        ground = flattened(word["grounds"])
        ratio = contrast(over(rgba(word["color"]), ground), ground)
        if ratio < TEXT:
            weak.append(f"{word['name']}: {word['text']!r} {word['color']} {ratio:.2f}")
    assert weak == []


def ground_of_labels(watched):
    """The map with its words taken off it; the halo of a word stays."""
    style = watched.page.add_style_tag(content=f":is({HOLDERS}) * {{ color: transparent !important; }}")
    picture = Image.open(io.BytesIO(watched.page.screenshot())).convert("RGB")
    style.evaluate("node => node.remove()")
    return np.asarray(picture)


def ratios_of_labels(watched):
    """For each label its text, and a contrast that nine tenths of its ground have."""
    labels, ground = watched.page.evaluate(LABELS, HOLDERS), ground_of_labels(watched)
    for label in labels:
        under = np.concatenate([ground[int(t) : int(b) + 1, int(x) : int(r) + 1].reshape(-1, 3) for x, t, r, b in label["boxes"]])
        yield label["text"], float(np.quantile(contrast(rgba(label["color"]), under), 1 - CALM))


@pytest.mark.parametrize(("name", "numbers"), [("route", (1, 4, 5)), ("resettlement", (0, 2, 4, 7, 11))])
@pytest.mark.parametrize(("size", "lang"), [("desk", "en"), ("phone", "en"), ("large", "ru")])
def test_labels_stand_out_from_the_ground_they_are_on(maps, open_page, name, numbers, size, lang):
    watched = open_page(maps / f"{name}.html", SIZES[size], f"#lang={lang}", reduced_motion="reduce")
    found = []
    for number in numbers:
        rest(watched.at(moments(watched, name)[number]))
        found += ratios_of_labels(watched)
    assert len(found) > 10
    assert [(text, round(ratio, 2)) for text, ratio in found if ratio < TEXT] == []


def test_a_label_too_pale_for_its_ground_is_noticed(maps, open_page):
    watched = rest(open_page(maps / "resettlement.html", reduced_motion="reduce").at(1))
    watched.page.add_style_tag(content=".koryo-count { color: #c08a60 !important; }")
    assert min(ratio for _, ratio in ratios_of_labels(watched)) < TEXT


#: Colours of the map of counts as they are in use: grounds, and signs with the grounds that they must be told from.
COLORS = """() => {
    const of = (selector, property) => getComputedStyle(document.querySelector(selector))[property];
    const see = (selector) => {
        const { stroke, strokeOpacity } = getComputedStyle(document.querySelector(selector));
        return stroke.replace("rgb(", "rgba(").replace(")", ", " + strokeOpacity + ")");
    };
    const probe = document.createElement("i");
    document.body.append(probe);
    const css = (color) => { probe.style.color = color; return getComputedStyle(probe).color; };
    const dot = document.querySelector(".koryo-dot:not(.is-far)") || document.querySelector(".leaflet-control-zoom-in");
    dot.focus();
    const pattern = (shape, property) => css(document.querySelector("pattern " + shape)?.getAttribute(property) || "transparent");
    const found = {
        grounds: { land: of(".koryo-base.is-land", "fill"), water: of(".koryo-base.is-sea", "fill") },
        signs: { "region border": see(".koryo-region"), ring: getComputedStyle(dot).outlineColor },
        hatch: [pattern("line", "stroke"), pattern("rect", "fill")],
        fills: [...document.querySelectorAll(".koryo-region")].map((node) => getComputedStyle(node).fill),
    };
    found.fills = found.fills.filter((fill) => fill.startsWith("rgb"));
    if (dot.matches(".is-main")) found.signs["main place"] = getComputedStyle(dot, "::after").backgroundColor;
    probe.remove();
    return found;
}"""

#: Colours of the journey, which draws on canvas: those that its pens take up while they draw one thing.
INKS = """() => {
    const { journey } = koryo.of(map_1), { room, dots, panes: [pane] } = journey;
    const probe = document.createElement("i");
    document.body.append(probe);
    const css = (color) => { probe.style.color = color; return getComputedStyle(probe).color; };
    const taken = (pen, act) => {
        const seen = { strokeStyle: [], fillStyle: [] };
        for (const [name, colors] of Object.entries(seen)) {
            const own = Object.getOwnPropertyDescriptor(CanvasRenderingContext2D.prototype, name);
            const set = (color) => { own.set.call(pen, color); colors.push(css(color)); };
            Object.defineProperty(pen, name, { configurable: true, get: () => own.get.call(pen), set });
        }
        act();
        delete pen.strokeStyle;
        delete pen.fillStyle;
        return seen;
    };
    const land = taken(journey.groundPen, () => journey.land.draw(journey.groundPen, pane, room.u, dots));
    const ways = taken(journey.groundPen, () => journey.drawWays(journey.groundPen, pane, room.u));
    const ribbon = taken(journey.pen, () => journey.drawRibbon(journey.pen, pane, journey.ribbon.stretches()));
    const people = taken(journey.pen, () => journey.crowd.full(journey.pen, [0, 0], 4, 0, 1, 0, 0));
    const dot = document.querySelector(".koryo-dot");
    dot.focus();
    const found = {
        water: land.fillStyle.slice(0, 1).concat(land.fillStyle.at(-1)),
        land: land.fillStyle.slice(1, -1),
        border: land.strokeStyle.at(-1),
        ways: ways.strokeStyle,
        ribbon: ribbon.strokeStyle,
        people: people.fillStyle.at(-1),
        dot: getComputedStyle(dot, "::after").borderTopColor,
        ring: getComputedStyle(dot).outlineColor,
    };
    probe.remove();
    return found;
}"""

#: What a page shows outside its map, and the paper it stands on.
CONTROLS = """() => {
    const of = (selector) => getComputedStyle(document.querySelector(selector));
    const controls = { button: of(".koryo-button").borderTopColor };
    if (document.querySelector(".koryo-tick")) {
        const { backgroundColor, opacity } = of(".koryo-tick");
        controls.tick = backgroundColor.replace("rgb(", "rgba(").replace(")", ", " + opacity + ")");
    }
    return { controls, paper: getComputedStyle(document.body).backgroundColor };
}"""


def told(top, ground):
    """Contrast of a colour as it is seen on a ground."""
    return float(contrast(over(rgba(top), rgba(ground)), rgba(ground)))


def signs_of_counts(colors):
    """Each sign of the map of counts on land and on water, the hatching's lines, and signs on each fill."""
    pairs = {
        f"{sign} on {ground}": told(color, under)
        for sign, color in colors["signs"].items()
        for ground, under in colors["grounds"].items()
    }
    pairs["lines of the hatching"] = told(*colors["hatch"])
    pairs |= {
        f"{sign} on {fill}": told(colors["signs"][sign], fill) for fill in colors["fills"] for sign in ("region border", "ring")
    }
    return pairs


def signs_of_journey(inks):
    """Each sign of the journey on every land and water that it may lie on, and people on the ribbon."""
    assert len(set(inks["land"])) >= 4
    assert inks["ribbon"]
    edge, passed = inks["ribbon"][0], inks["ribbon"][-1]
    signs = {name: inks[name] for name in ("border", "people", "dot", "ring")} | {"ribbon edge": edge}
    signs |= {f"way {number}": color for number, color in enumerate(inks["ways"])}
    grounds = dict.fromkeys([*inks["land"], *inks["water"]])
    pairs = {f"{sign} on {ground}": told(color, ground) for sign, color in signs.items() for ground in grounds}
    for ground in grounds:
        ribbon = over(rgba(passed), rgba(ground))
        pairs[f"people on the ribbon on {ground}"] = float(contrast(rgba(inks["people"]), ribbon))
    return pairs


@pytest.mark.parametrize(("name", "number"), [("route", 3), ("resettlement", 2)])
def test_signs_stand_out_from_land_and_water(maps, open_page, name, number):
    watched = open_page(maps / f"{name}.html", reduced_motion="reduce")
    rest(watched.at(moments(watched, name)[number]))
    watched.page.keyboard.press("Tab")  # the focus is shown to those who use keys
    pairs = signs_of_journey(watched.page.evaluate(INKS)) if name == "route" else signs_of_counts(watched.page.evaluate(COLORS))
    outside = watched.page.evaluate(CONTROLS)
    pairs |= {f"{control} on paper": told(color, outside["paper"]) for control, color in outside["controls"].items()}
    assert len(pairs) >= 10
    assert {pair: round(ratio, 2) for pair, ratio in pairs.items() if ratio < SIGN} == {}


def test_names_on_a_pattern_stand_on_paper(maps, open_page):
    watched = open_page(maps / "resettlement.html", SIZES["large"], "#lang=ru", reduced_motion="reduce")
    rest(watched.at(moments(watched, "resettlement")[2]))
    grounds = watched.page.evaluate(
        """() => [...document.querySelectorAll(".koryo-value")]
            .filter((node) => node.checkVisibility({ visibilityProperty: true }))
            .map((node) => getComputedStyle(node).backgroundColor)"""
    )
    assert len(grounds) >= 3
    assert min(rgba(ground)[3] for ground in grounds) > 0.8
