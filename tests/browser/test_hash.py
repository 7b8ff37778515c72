"""The address carries what the reader sees, and brings it back."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

STATE = """() => {
    const p = document.querySelector('.koryo-map').koryoPlayer;
    return { paused: p.paused, date: p.frame.date, chapter: p.timeline.chapters[p.frame.chapter].chapter, view: p.view,
        lang: document.documentElement.lang, card: !document.querySelector('.koryo-card').hidden };
}"""


def state(watched):
    return watched.page.evaluate(STATE)


def address(watched, part):
    """Wait until the address has a part; it is not rewritten with every pixel of a scrub."""
    watched.page.wait_for_function("part => location.hash.includes(part)", arg=part)


def test_an_address_opens_its_moment_language_view_and_card(maps, open_page):
    watched = open_page(maps / "route.html", query="#t=1937-10-12&lang=ko&view=window&card=place:ushtobe")
    assert state(watched) == {
        "paused": True,
        "date": "1937-10-12",
        "chapter": "fork",
        "view": "window",
        "lang": "ko",
        "card": True,
    }
    assert not watched.complaints


def test_a_chapter_is_an_address(maps, open_page):
    watched = open_page(maps / "route.html", query="#c=rails")
    assert state(watched)["chapter"] == "rails"
    assert state(watched)["paused"]


def test_a_stop_is_written_into_the_address(maps, open_page):
    watched = open_page(maps / "route.html").at(10)
    for _ in range(3):
        watched.page.keyboard.press("ArrowRight")
    address(watched, "t=" + state(watched)["date"])


def test_a_stop_of_the_film_is_an_address(maps, open_page):
    watched = open_page(maps / "route.html", query="#s=barge")
    assert state(watched)["date"] == "1937-10-02"
    watched.page.keyboard.press("PageDown")
    address(watched, "s=towns")


def test_back_and_forward_walk_through_chapters(maps, open_page):
    watched = open_page(maps / "route.html", query="#c=home")
    watched.page.keyboard.press("3")
    watched.page.keyboard.press("5")
    watched.page.go_back()
    assert state(watched)["chapter"] == "rails"
    watched.page.go_back()
    assert state(watched)["chapter"] == "home"
    watched.page.go_forward()
    assert state(watched)["chapter"] == "rails"


def test_back_closes_a_card_and_returns_to_a_language(maps, open_page):
    watched = open_page(maps / "route.html", query="#c=fork")
    watched.page.get_by_role("radio", name="Русский").check(force=True)
    watched.page.evaluate("koryo.of(map_1).openCard({ place: 'ushtobe' })")
    watched.page.go_back()
    assert not state(watched)["card"]
    assert state(watched)["lang"] == "ru"
    watched.page.go_back()
    assert state(watched)["lang"] == "en"


def test_anchors_of_the_text_stay_anchors(maps, open_page):
    watched = open_page(maps / "route.html", query="#koryo-text")
    assert watched.page.evaluate("scrollY > 100 && location.hash === '#koryo-text'")
    assert not state(watched)["card"]


@pytest.mark.parametrize(
    "hash_",
    ["#t=", "#t=9999-99-99", "#t=1000-01-01", "#c=nowhere", "#lang=xx", "#lang=__proto__", "#card=place:nowhere",
     "#card=constructor:name", "#card=place:__proto__", "#view=sideways", "#t=%E0%A4%A", "#=&&==", "#c=<b>fork"],
)  # fmt: skip
def test_a_senseless_address_opens_the_page_all_the_same(maps, open_page, hash_):
    watched = open_page(maps / "route.html", query=hash_)
    assert not state(watched)["card"]
    assert state(watched)["lang"] == "en"
    assert state(watched)["view"] == "cumulative"
    assert not watched.complaints


def test_the_map_of_counts_has_addresses_too(maps, open_page):
    watched = open_page(maps / "resettlement.html").at(0)
    watched.page.keyboard.press("2")
    chapter = state(watched)["chapter"]
    address(watched, f"c={chapter}")


def test_a_sandboxed_frame_works_without_history(maps, new_page, tmp_path):
    page = new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    host = maps / "frame-test.html"
    host.write_text('<iframe sandbox="allow-scripts" width="900" height="600" src="route.html#c=fork"></iframe>', encoding="utf-8")
    page.goto(f"file://{host}")
    page.frame_locator("iframe").locator(".leaflet-container").wait_for()
    frame = page.frames[1]
    assert frame.evaluate(STATE)["chapter"] == "fork"
    frame.evaluate("document.querySelector('.koryo-map').koryoPlayer.goToChapter(1)")
    assert frame.evaluate(STATE)["chapter"] == "order"
    assert not complaints
    host.unlink()


def test_a_loop_rests_on_its_end_and_begins_again(maps, open_page):
    watched = open_page(maps / "route.html").at(0)
    ended = watched.page.evaluate(
        """async () => {
            const p = document.querySelector('.koryo-map').koryoPlayer;
            let ended = 0, last = 0, turns = 0;
            p.addEventListener('ended', () => { ended += 1; });
            p.addEventListener('timeupdate', () => { if (p.currentTime < last) turns += 1; last = p.currentTime; });
            p.hold = 0.05; p.stops = false; p.loop = true; p.playbackRate = 400;
            p.play();
            while (turns < 3) await new Promise((done) => setTimeout(done, 20));
            p.pause();
            return ended;
        }"""
    )
    assert ended == 0
