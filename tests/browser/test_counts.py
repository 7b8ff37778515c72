"""The chart and the moves of a map of counts: points in time, sources one touch away, nothing drawn that no source says."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


#: Whether the clock stands at the moment of a chapter.
SHOWN = """chapter => {
    const { frame, timeline } = document.querySelector('.koryo-map').koryoPlayer;
    return timeline.moments[frame.moment].chapter === chapter;
}"""

#: A line of a move on the map; the legend has one too.
LINE = ".leaflet-pane path.koryo-move"


@pytest.fixture
def counts(maps, open_page):
    """The map of settlement at its moment of 1938."""
    return open_page(maps / "resettlement.html", query="#c=by-oblast-1938")


def test_each_count_is_a_point_and_nothing_joins_two_of_them(counts, record):
    from koryo_geo import timeline_of

    series = timeline_of(record, "resettlement").series
    chart = counts.page.locator(".koryo-chart-picture svg")
    assert chart.locator(".koryo-chart-point").count() == sum(len(row.points) for row in series)
    assert chart.locator("path[d*=C], polyline").count() == 0


def test_a_count_that_is_not_known_is_hatched_in_the_chart_too(counts):
    fills = counts.page.evaluate(
        "[...document.querySelectorAll('.koryo-chart-point rect')].map((n) => n.style.fill).filter(Boolean)"
    )
    assert len(fills) == 1
    # The pattern stands in the chart itself: slanted lines, those of a region whose number is not known.
    id_ = fills[0].removeprefix('url("#').removesuffix('")')
    lines = counts.page.locator(f".koryo-chart pattern#{id_} line")
    assert lines.get_attribute("stroke") == "var(--koryo-hatch)"


def test_the_chart_follows_the_clock_and_marks_the_moment(counts):
    page = counts.page
    seen = []
    for chapter in ("census-1959", "census-2021"):
        page.evaluate("c => { location.hash = '#c=' + c; }", chapter)
        page.wait_for_function(SHOWN, arg=chapter)
        seen.append((page.locator(".koryo-chart-now").get_attribute("x1"), page.locator(".koryo-chart-point.is-now").count()))
    assert float(seen[0][0]) < float(seen[1][0])
    assert seen[0][1] == 2


def test_a_point_of_the_chart_opens_its_sources_with_keys_alone(counts):
    page = counts.page
    page.locator(".koryo-chart-point[tabindex='0']").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog")
    card.wait_for()
    assert "1939" in label
    assert card.locator(".koryo-attestation").count() >= 1
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == label


def test_of_two_points_close_together_a_finger_opens_the_nearer(counts):
    page = counts.page
    at = """label => {
        const box = document.querySelector(`[aria-label^='${label}'] > :last-child`).getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];
    }"""
    for name in ("Kazakh SSR", "Uzbek SSR"):
        x, y = page.evaluate(at, f"{name}, 1939")
        page.mouse.click(x, y + 1)
        assert page.get_by_role("dialog").get_by_role("heading").first.inner_text().startswith("Koreans in the")
        assert name[:5] in page.get_by_role("dialog").inner_text()
        page.keyboard.press("Escape")


def test_the_chart_leaves_the_browsers_own_keys_alone(counts):
    page = counts.page
    page.locator(".koryo-chart-point[tabindex='0']").focus()
    prevented = page.evaluate(
        """() => {
            const press = new KeyboardEvent("keydown", { key: "ArrowLeft", altKey: true, bubbles: true, cancelable: true });
            document.activeElement.dispatchEvent(press);
            return press.defaultPrevented;
        }"""
    )
    assert not prevented


def test_the_chart_is_one_tab_stop(counts):
    assert counts.page.locator(".koryo-chart-picture [tabindex='0']").count() == 1


def test_a_move_opens_its_figure_and_its_source(counts):
    counts.page.get_by_role("button", name="799 households: From North Kazakhstan oblast to Karatal raion").first.click()
    text = counts.page.get_by_role("dialog").inner_text()
    assert "799" in text
    assert "documented" in text
    assert "dissertation" in text.lower()


def test_a_move_of_unknown_number_is_hollow_and_says_so(counts):
    assert counts.page.locator(f"{LINE}.is-unknown").count() == 1
    assert counts.page.locator(".koryo-move-label", has_text="not known").count() == 1


def test_a_move_without_a_named_origin_has_no_line(counts):
    assert counts.page.locator(LINE).count() == 3
    assert counts.page.locator(".koryo-move-label").count() == 4


def test_moves_leave_the_map_with_their_moment(counts):
    page = counts.page
    page.evaluate("location.hash = '#c=census-1959'")
    page.wait_for_function(SHOWN, arg="census-1959")
    assert page.locator(LINE).count() == 0
    assert page.locator(".koryo-moves li").count() == 0


def test_every_move_is_told_in_words_even_if_it_stands_nowhere_on_the_map(maps, open_page):
    page = open_page(maps / "resettlement.html", query="#c=war").page
    told = page.locator(".koryo-moves li").all_inner_texts()
    assert any("7,765" in text for text in told)
    assert any("20,000" in text for text in told)
    assert not any("20,000" in text for text in page.locator(".koryo-move-label").all_inner_texts())


@pytest.mark.parametrize("lang", ["ko", "ru", "kk"])
def test_chart_and_moves_speak_the_language_of_the_page(maps, open_page, lang):
    page = open_page(maps / "resettlement.html", query=f"#c=by-oblast-1938&lang={lang}").page
    words = page.locator(".koryo-chart-title").inner_text() + page.locator(".koryo-moves").inner_text()
    assert "oblast" not in words
    assert "count" not in words
