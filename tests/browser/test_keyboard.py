"""A reader with a keyboard alone reaches everything, sees where they are, and is held nowhere."""

from __future__ import annotations

import io
import itertools

import pytest
from PIL import Image, ImageChops

from tests.browser.looking import SIZES, moments, rest

pytestmark = pytest.mark.browser

#: The areas of a page in the order in which they are read.
AREAS = [".koryo-skip", ".koryo-header", ".koryo-stage", ".koryo-panel", ".koryo-text"]

#: Every place where Tab should stop, in the order of the document: of a group of radios, the chosen one.
STOPS = """() => {
    const candidates = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");
    window.stops = [...candidates].filter((node) => node.tabIndex >= 0 && !node.disabled &&
        node.checkVisibility({ visibilityProperty: true }) && !(node.type === "radio" && !node.checked));
    return stops.length;
}"""

WHERE = """areas => {
    const node = document.activeElement;
    if (!node || node === document.body) return null;
    const seen = ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    const box = node.getClientRects()[0] || node.getBoundingClientRect();   // of a link that is broken over lines, the first
    const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
    const shown = right - left >= Math.min(box.width, 8) && bottom - top >= Math.min(box.height, 8);
    const hit = shown ? document.elementFromPoint((left + right) / 2, (top + bottom) / 2) : null;
    const holder = node.closest("label") || node;
    return {
        stop: stops.indexOf(node),
        name: (node.getAttribute("aria-label") || node.textContent).trim().slice(0, 60),
        area: areas.findIndex((area) => node.closest(area)),
        marked: seen(getComputedStyle(node)) || seen(getComputedStyle(holder)),
        inView: shown && (node.matches("path") || Boolean(hit) && (holder.contains(hit) || hit.contains(holder))),
        opensCard: node.matches(".koryo-dot, .koryo-region"),
        clip: { x: Math.max(left - 6, 0), y: Math.max(top - 6, 0), width: right - left + 12, height: bottom - top + 12 },
    };
}"""

CARD = """() => {
    const card = document.querySelector(".koryo-card");
    if (card.hidden) return null;
    return { title: card.querySelector(".koryo-card-title").textContent, holdsFocus: card.contains(document.activeElement) };
}"""

TOP_LEFT = """stops.filter((node) => node.closest(".koryo-controls"))
    .map((node) => node.getBoundingClientRect()).map((box) => [box.top, box.left])"""


def where(watched):
    return watched.page.evaluate(WHERE, AREAS)


def walk(watched, key="Tab", most=600):
    """Every stop from here until the focus leaves the page."""
    for _ in range(most):
        watched.page.keyboard.press(key)
        here = where(watched)
        if here is None:
            return
        yield here
    raise AssertionError(f"{key} never leaves the page: a trap")


def tab_to(watched, selector, most=80):
    """Press Tab until a thing that matches has the focus."""
    for _ in range(most):
        watched.page.keyboard.press("Tab")
        if watched.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return watched
    raise AssertionError(f"Tab does not reach {selector}")


def player(watched, expression):
    return watched.page.evaluate(f"(p => {expression})(document.querySelector('.koryo-map').koryoPlayer)")


@pytest.fixture(
    params=[
        ("route", "desk", "en", 3),
        ("route", "phone", "ru", 4),
        ("resettlement", "desk", "ko", 2),
        ("resettlement", "phone", "en", 7),
    ],
    ids=lambda given: "-".join(map(str, given)),
)
def still(request, maps, open_page):
    """A page at a moment, without motion."""
    name, size, lang, number = request.param
    watched = open_page(maps / f"{name}.html", SIZES[size], f"#lang={lang}", reduced_motion="reduce")
    rest(watched.at(moments(watched, name)[number]))
    watched.page.evaluate(STOPS)
    return watched


def test_tab_stops_once_at_every_control_in_the_order_of_the_page_in_view_and_marked(still):
    found = list(walk(still))
    assert [here["stop"] for here in found] == list(range(still.page.evaluate("stops.length")))
    areas = [here["area"] for here in found]
    assert areas == sorted(areas)
    assert set(areas) == set(range(len(AREAS)))
    assert [here["name"] for here in found if not here["marked"]] == []
    assert [here["name"] for here in found if not here["inView"]] == []
    back = [here["stop"] for here in itertools.islice(walk(still, "Shift+Tab"), len(found))]
    assert back == [here["stop"] for here in reversed(found)]


def picture(watched, clip):
    size = watched.page.viewport_size
    clip = {
        **clip,
        "width": min(clip["width"], size["width"] - clip["x"]),
        "height": min(clip["height"], size["height"] - clip["y"]),
    }
    return Image.open(io.BytesIO(watched.page.screenshot(clip=clip))).convert("L")


def test_the_mark_of_the_focus_is_seen_on_every_control_above_the_text(still):
    unseen = []
    for here in walk(still):
        if AREAS[here["area"]] == ".koryo-text":
            break
        before = picture(still, here["clip"])
        still.page.evaluate("document.activeElement.blur()")
        changed = ImageChops.difference(before, picture(still, here["clip"])).point(lambda value: 255 if value > 40 else 0)
        still.page.evaluate("stop => stops[stop].focus({ preventScroll: true })", here["stop"])
        if changed.histogram()[255] < 60:
            unseen.append(here["name"])
    assert unseen == []


def test_enter_and_space_open_the_card_of_every_place_and_region_and_escape_gives_the_focus_back(still):
    opened = 0
    for here in walk(still):
        if not here["opensCard"]:
            continue
        still.page.keyboard.press(("Enter", "Space")[opened % 2])
        card = still.page.evaluate(CARD)
        assert card, here["name"]
        assert card["holdsFocus"], here["name"]
        assert here["name"].startswith(card["title"]), here["name"]
        still.page.keyboard.press("Escape")
        assert still.page.evaluate(CARD) is None
        assert where(still)["stop"] == here["stop"]
        opened += 1
    assert opened >= 4


def test_the_buttons_of_the_player_are_met_in_the_order_of_reading(still):
    found = still.page.evaluate(TOP_LEFT)
    assert found == sorted(found)


def test_the_first_stop_leads_to_the_text_version(maps, open_page):
    watched = open_page(maps / "route.html").at(10)
    watched.page.keyboard.press("Tab")
    assert watched.page.evaluate("document.activeElement.className") == "koryo-skip"
    watched.page.keyboard.press("Enter")
    watched.page.wait_for_function("() => document.activeElement.id === 'koryo-text'")
    watched.page.keyboard.press("Tab")
    assert watched.page.evaluate("Boolean(document.activeElement.closest('#koryo-text'))")


def test_a_card_is_left_by_tab(maps, open_page):
    watched = tab_to(open_page(maps / "route.html").at(10), ".koryo-dot")
    watched.page.keyboard.press("Enter")
    for _ in range(12):
        watched.page.keyboard.press("Tab")
        if watched.page.evaluate("Boolean(document.activeElement.closest('#koryo-text'))"):
            return
    raise AssertionError("the card holds the focus")


@pytest.mark.parametrize("name", ["route", "resettlement"])
def test_numbers_and_page_keys_choose_chapters(maps, open_page, name):
    watched = open_page(maps / f"{name}.html", reduced_motion="reduce").at(0)
    chapters = min(9, player(watched, "p.chapterTimes.length"))
    for number in range(chapters, 0, -1):
        watched.page.keyboard.press(str(number))
        assert player(watched, "p.frame.chapter") == number - 1
    step = "p.frame.shot.stop" if name == "route" else "p.frame.chapter"
    watched.page.keyboard.press("PageDown")
    assert player(watched, step) == 1
    watched.page.keyboard.press("PageUp")
    assert player(watched, step) == 0


@pytest.mark.parametrize("name", ["route", "resettlement"])
def test_space_arrows_home_and_end_move_the_story(maps, open_page, name):
    watched = open_page(maps / f"{name}.html").at(0)
    watched.page.keyboard.press("Space")
    assert not player(watched, "p.paused")
    watched.page.keyboard.press("Space")
    assert player(watched, "p.paused")
    watched.page.keyboard.press("End")
    assert player(watched, "p.currentTime === p.duration")
    last = player(watched, "p.frame.date")
    watched.page.keyboard.press("ArrowLeft")
    before = player(watched, "p.frame.date")
    assert before < last
    watched.page.keyboard.press("ArrowRight")
    assert player(watched, "p.frame.date") > before
    watched.page.keyboard.press("Home")
    assert player(watched, "p.currentTime") == 0


def test_keys_work_from_the_scrubber_and_a_button_keeps_its_own_space(maps, open_page):
    watched = tab_to(open_page(maps / "route.html").at(20), ".koryo-range")
    before = player(watched, "p.frame.date")
    watched.page.keyboard.press("ArrowUp")
    assert player(watched, "p.frame.date") > before
    watched.page.locator(".koryo-play").focus()
    watched.page.keyboard.press("Space")
    assert not player(watched, "p.paused")
    watched.page.keyboard.press("Enter")
    assert player(watched, "p.paused")
    watched.page.keyboard.press("2")
    assert player(watched, "p.frame.chapter") == 1


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_a_place_is_found_and_opened_with_keys_alone(maps, open_page, size):
    watched = tab_to(open_page(maps / "route.html", SIZES[size]).at(10), ".koryo-search-opener")
    watched.page.keyboard.press("Enter")
    watched.page.keyboard.type("우슈토베")
    watched.page.keyboard.press("Enter")
    assert watched.page.evaluate(CARD)["title"] == "Ushtobe"
    watched.page.keyboard.press("Escape")
    assert watched.page.evaluate("document.activeElement.matches('.koryo-search-opener')")


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_more_choices_open_where_the_focus_goes_on(maps, open_page, size):
    watched = tab_to(open_page(maps / "route.html", SIZES[size]).at(10), ".koryo-more")
    watched.page.keyboard.press("Enter")
    assert watched.page.evaluate("Boolean(document.activeElement.closest('.koryo-options'))")
    watched.page.keyboard.press("ArrowRight")
    assert player(watched, "p.view") == "window"
    watched.page.keyboard.press("Escape")
    assert watched.page.evaluate("document.activeElement.matches('.koryo-more')")
    assert not watched.page.locator(".koryo-options").is_visible()
