"""A map that loops for hours on a wall keeps its memory, and a tab that is hidden or paused keeps its moment.

The loop is run fast here; at its own pace it was watched for half an hour.
"""

from __future__ import annotations

import pytest

from tests.browser.looking import rest

pytestmark = pytest.mark.browser

#: Bytes, nodes of the document, and listeners.
METRICS = ("JSHeapUsedSize", "Nodes", "JSEventListeners")

#: Loop with every chapter's stop and flight, but quickly, and count the turns.
LOOP = """() => {
    const player = document.querySelector(".koryo-map").koryoPlayer;
    Object.assign(player, { loop: true, hold: 0.02, playbackRate: 60 });
    let last = 0;
    window.turns = 0;
    player.addEventListener("timeupdate", () => {
        if (player.currentTime < last) window.turns += 1;
        last = player.currentTime;
    });
    player.currentTime = 0;
    player.play();
}"""

FRAMES = """count => new Promise((done) => {
    const next = () => (count-- ? requestAnimationFrame(next) : done());
    next();
})"""


@pytest.fixture
def watched(maps, open_page):
    return open_page(maps / "route.html", alone=True).at(12)  # the memory of its process is measured


def player(watched, expression):
    return watched.page.evaluate(f"(p => {expression})(document.querySelector('.koryo-map').koryoPlayer)")


def held(watched, session, turns):
    """What the page holds after some turns, at one and the same moment, when all that can be thrown away has been."""
    watched.page.wait_for_function("turns => window.turns >= turns", arg=turns)
    rest(watched.at(12))
    for _ in range(2):
        session.send("HeapProfiler.collectGarbage")
    found = {item["name"]: item["value"] for item in session.send("Performance.getMetrics")["metrics"]}
    player(watched, "p.play()")
    return [found[name] for name in METRICS]


def test_ten_turns_leave_nothing_behind(watched):
    session = watched.page.context.new_cdp_session(watched.page)
    session.send("Performance.enable")
    watched.page.evaluate(LOOP)
    warm, middle, end = (held(watched, session, turns) for turns in (2, 7, 12))
    assert end[0] - middle[0] < 200_000, (warm, middle, end)
    assert abs(end[1] - middle[1]) < 30, (warm, middle, end)  # a label's line more or less
    assert warm[2] == middle[2] == end[2]
    assert not watched.complaints


def hide(watched, *, hidden):
    """Tell the page that its tab is hidden, or seen again."""
    watched.page.evaluate(
        """hidden => {
            Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )


def test_a_hidden_tab_keeps_the_moment_and_goes_on_from_it(watched):
    player(watched, "p.play()")
    watched.page.wait_for_function("() => document.querySelector('.koryo-map').koryoPlayer.currentTime > 12.1")
    hide(watched, hidden=True)
    left = player(watched, "[p.currentTime, p.frame.date, p.paused]")
    watched.page.evaluate(FRAMES, 40)
    assert player(watched, "[p.currentTime, p.frame.date, p.paused]") == left
    hide(watched, hidden=False)
    first = watched.page.evaluate(
        """() => new Promise((done) => {
            const player = document.querySelector(".koryo-map").koryoPlayer, before = player.currentTime;
            const heard = () => { if (player.currentTime > before) done(player.currentTime); };
            player.addEventListener("timeupdate", heard);
        })"""
    )
    assert left[0] < first < left[0] + 0.26


def test_a_paused_map_keeps_the_moment_hidden_or_not(watched):
    moment = player(watched, "[p.currentTime, p.frame.date]")
    for hidden in (True, False):
        hide(watched, hidden=hidden)
        watched.page.evaluate(FRAMES, 20)
        assert player(watched, "[p.currentTime, p.frame.date]") == moment
        assert player(watched, "p.paused")
