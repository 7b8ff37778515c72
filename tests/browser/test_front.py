"""The front page as it is seen: title, sentence and picture at once, numbers on a phone, words in every language."""

import pytest

from tests.browser.looking import LANGUAGES

pytestmark = pytest.mark.browser

#: Words of the picture that are seen, with their boxes.
SEEN = """[...document.querySelectorAll('.hero .word')].filter(node => node.getClientRects().length)
    .map(node => { const box = node.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom]; })"""


@pytest.fixture
def front(maps, new_page):
    def opener(viewport, lang):
        page = new_page(viewport)
        page.goto(f"file://{maps / 'index.html'}?lang={lang}")
        return page

    return opener


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("viewport", [(1280, 720), (1920, 1080), (3840, 2160), (1080, 1920), (390, 844)])
def test_title_sentence_and_picture_are_seen_without_scrolling(front, viewport, lang):
    page = front(viewport, lang)
    assert (
        page.locator(".hero .picture").bounding_box()["y"] + page.locator(".hero .picture").bounding_box()["height"] <= viewport[1]
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport[0]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [320, 390, 820, 1280, 3840])
def test_words_of_the_picture_are_whole_and_apart(front, width, lang):
    page = front((width, 844), lang)
    picture, words = page.locator(".hero .picture").bounding_box(), page.evaluate(SEEN)
    assert len(words) >= 3
    for index, (left, top, right, bottom) in enumerate(words):
        assert picture["x"] <= left < right <= picture["x"] + picture["width"]
        assert picture["y"] <= top < bottom <= picture["y"] + picture["height"]
        for other in words[index + 1 :]:
            assert left >= other[2] or other[0] >= right or top >= other[3] or other[1] >= bottom


def test_all_words_change_with_the_language(front):
    texts = {}
    for lang in LANGUAGES:
        page = front((1280, 720), lang)
        texts[lang] = page.locator(
            "h1, h2, .sentence, .doors strong, .doors p, .ways p, .missing, figcaption span, footer span"
        ).all_inner_texts()
    for lines in zip(*texts.values(), strict=True):
        told = [line for line in lines if line.strip()]
        assert len(set(told)) == len(told), lines
