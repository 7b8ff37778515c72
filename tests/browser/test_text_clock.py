"""The text version keeps the map's time, and keeps still while the map plays."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def test_it_says_the_moment_and_where_people_are(maps, open_page):
    page = open_page(maps / "route.html", query="#t=1937-10-08").page
    said = page.locator(".koryo-text-now").inner_text()
    assert "8 October 1937" in said
    waiting = page.evaluate("document.querySelector('.koryo-map').koryoPlayer.frame.totals.waiting")
    assert f"{waiting:,}" in said


def test_it_marks_the_chapter_of_the_moment(maps, open_page):
    page = open_page(maps / "route.html", query="#c=fork").page
    assert page.locator("#koryo-text [aria-current]").count() == 1
    assert "The fork" in page.locator("#koryo-text [aria-current]").inner_text()


def test_it_does_not_change_with_every_frame(maps, open_page):
    watched = open_page(maps / "route.html", query="#t=1937-09-15")
    changes = watched.page.evaluate(
        """async () => {
            let changes = 0;
            const line = document.querySelector('.koryo-text-now');
            new MutationObserver((list) => { changes += list.length; }).observe(line, { childList: true });
            const player = document.querySelector('.koryo-map').koryoPlayer;
            await player.play();
            await new Promise((done) => setTimeout(done, 1500));
            return changes;
        }"""
    )
    assert changes <= 1


@pytest.mark.parametrize(("lang", "word"), [("ko", "1937년 10월 8일"), ("ru", "8 октября 1937"), ("kk", "1937")])
def test_it_speaks_the_language_of_the_page(maps, open_page, lang, word):
    page = open_page(maps / "route.html", query=f"#t=1937-10-08&lang={lang}").page
    assert word in page.locator(".koryo-text-now").inner_text()


def test_on_a_map_of_counts_it_says_the_count_that_is_shown(maps, open_page):
    page = open_page(maps / "resettlement.html", query="#c=census-1959").page
    assert page.locator(".koryo-text-now").inner_text().endswith("1959.")
