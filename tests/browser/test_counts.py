"""The ledger and the moves of a map of counts: sources one touch away, nothing drawn that no source says."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


#: Whether the clock stands at the moment of a chapter.
SHOWN = """chapter => {
    const { frame, timeline } = document.querySelector('.koryo-map').koryoPlayer;
    return timeline.moments[frame.moment].chapter === chapter;
}"""

#: A line of a move on the map.
LINE = ".leaflet-pane path.koryo-move"

#: Width of each bar in pixels and the number beside it; cells without a number.
BARS = """() => {
    const cells = [...document.querySelectorAll(".koryo-ledger-table td")];
    const width = (cell) => cell.querySelector(".koryo-ledger-bar")?.getBoundingClientRect().width || 0;
    const digits = (cell) => Number(cell.querySelector(".koryo-ledger-number").textContent.replace(/[^0-9]/g, ""));
    const counted = cells.filter((cell) => cell.classList.contains("is-counted"));
    return {
        bars: counted.map((cell) => [digits(cell), width(cell)]),
        others: cells.filter((cell) => !counted.includes(cell)).map((cell) => [width(cell), cell.textContent.trim()]),
    };
}"""


@pytest.fixture
def counts(maps, open_page):
    """The map of settlement at its moment of 1938."""
    return open_page(maps / "resettlement.html", query="#c=by-oblast-1938")


def test_all_bars_are_on_one_scale_and_what_has_no_number_has_no_bar(counts):
    found = counts.page.evaluate(BARS)
    numbers, widths = zip(*found["bars"], strict=True)
    scale = max(widths) / max(numbers)
    assert all(width == pytest.approx(number * scale, abs=0.6) for number, width in found["bars"])
    assert not any(width for width, _ in found["others"])
    assert not any(character.isdigit() for _, text in found["others"] for character in text)


def test_the_row_of_the_moment_is_marked_and_the_clock_moves_it(counts):
    page = counts.page
    for chapter, date in (("census-1959", "1959"), ("census-2021", "2021")):
        page.evaluate("c => { location.hash = '#c=' + c; }", chapter)
        page.wait_for_function(SHOWN, arg=chapter)
        assert page.locator(".koryo-ledger-table tr.is-now th").all_inner_texts() == [date]
        assert page.locator("[aria-current=date]").count() == 1


def test_a_row_leads_to_its_date_and_the_address_says_so(counts):
    page = counts.page
    page.get_by_role("button", name="1989", exact=True).click()
    assert page.evaluate(SHOWN, "census-1989")
    assert "c=census-1989" in page.url


def test_arrows_walk_from_date_to_date_one_at_a_time(counts):
    page = counts.page
    page.locator(".koryo-ledger-date[tabindex='0']").focus()
    for key, date in (
        ("ArrowDown", "1939"),
        ("ArrowUp", "1938"),
        ("ArrowRight", "1939"),
        ("End", "2021"),
        ("Home", "25 October 1937"),
    ):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.textContent") == date
        assert page.locator(".koryo-ledger-table tr.is-now th").inner_text() == date


def test_a_number_of_the_ledger_opens_its_sources(counts):
    page = counts.page
    page.locator(".koryo-ledger-number", has_text="96,453").click()
    card = page.get_by_role("dialog")
    card.wait_for()
    assert card.locator(".koryo-attestation").count() >= 1
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "96,453"


def test_the_ledger_leaves_the_browsers_own_keys_alone(counts):
    page = counts.page
    page.locator(".koryo-ledger-date[tabindex='0']").focus()
    prevented = page.evaluate(
        """() => {
            const press = new KeyboardEvent("keydown", { key: "ArrowLeft", altKey: true, bubbles: true, cancelable: true });
            document.activeElement.dispatchEvent(press);
            return press.defaultPrevented;
        }"""
    )
    assert not prevented


def test_the_dates_are_one_tab_stop(counts):
    assert counts.page.locator(".koryo-ledger-date[tabindex='0']").count() == 1


def test_a_number_on_the_map_opens_its_sources(counts):
    page = counts.page
    page.locator(".koryo-count", has_text="North Kazakhstan").click()
    card = page.get_by_role("dialog")
    card.wait_for()
    assert "9,350" in card.inner_text()


def test_a_touch_of_the_map_stops_the_clock(counts):
    page = counts.page
    page.get_by_role("button", name="Play", exact=True).click()
    assert not page.evaluate("document.querySelector('.koryo-map').koryoPlayer.paused")
    box = page.locator(".koryo-map").bounding_box()
    page.mouse.click(box["x"] + box["width"] - 60, box["y"] + 60)
    assert page.evaluate("document.querySelector('.koryo-map').koryoPlayer.paused")


def test_a_move_opens_its_figure_and_its_source(counts):
    counts.page.get_by_role("button", name="799 households: From North Kazakhstan oblast to Karatal raion").first.click()
    text = counts.page.get_by_role("dialog").inner_text()
    assert "799" in text
    assert "documented" in text
    assert "dissertation" in text.lower()


def test_a_move_of_unknown_number_is_broken_and_says_so(counts):
    assert counts.page.locator(f"{LINE}.is-unknown").count() == 1
    assert counts.page.locator(".koryo-moves li", has_text="not known").count() == 1


def test_the_rings_on_the_map_are_numbers_of_the_list(counts):
    rings = counts.page.locator(".koryo-ring text").all_text_contents()
    listed = counts.page.locator(".koryo-move-number").all_text_contents()
    assert rings == ["1", "2", "3"], "the fourth has no named origin"
    assert listed == ["1", "2", "3", "4"]


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


@pytest.mark.parametrize("lang", ["ko", "ru", "kk"])
def test_ledger_and_moves_speak_the_language_of_the_page(maps, open_page, lang):
    page = open_page(maps / "resettlement.html", query=f"#c=by-oblast-1938&lang={lang}").page
    words = page.locator(".koryo-ledger").inner_text() + page.locator(".koryo-moves").inner_text()
    assert "oblast" not in words
    assert "known" not in words
