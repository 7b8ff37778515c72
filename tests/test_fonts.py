"""Fonts inside the page: the same letters give the same bytes, and a missing extra is named."""

from __future__ import annotations

import re

import pytest

import koryo_geo
from koryo_geo.errors import KoryoError
from koryo_geo.html import fonts
from koryo_geo.html.fonts import FACES, _subset

LETTERS = "Map карта Қызылорда 지도 0123456789"


def test_the_same_letters_in_any_order_give_the_same_style():
    first = fonts.style(LETTERS)
    _subset.cache_clear()
    assert fonts.style(LETTERS[::-1]) == first


def test_each_face_is_embedded_as_data_and_named_in_the_stacks():
    css = fonts.style(LETTERS)
    assert css.count("@font-face") == len(FACES)
    assert not re.search(r"url\((?!data:font/woff2)", css)
    for face in FACES:
        assert f"'{face.family}'" in css


def test_a_face_of_one_weight_does_not_pass_for_bold():
    said = dict(re.findall(r"font-family: '([^']+)'; font-weight: ([\d ]+);", fonts.style(LETTERS)))
    assert said == {"Koryo Serif": "400 700", "Koryo Sans": "400 700", "Koryo CJK": "400"}


def test_only_the_letters_in_use_are_kept():
    assert len(fonts.style("abc")) < len(fonts.style(LETTERS))


def test_a_missing_extra_is_named_with_what_to_install(monkeypatch):
    monkeypatch.setattr(fonts, "find_spec", lambda name: None if name == "brotli" else object())
    with pytest.raises(KoryoError, match=r"need brotli\. Install them with: python -m pip install 'koryo-geo\[fonts\]'"):
        fonts.style("a")


@pytest.mark.browser
def test_a_page_with_embedded_fonts_uses_them(minimal, tmp_path, open_page):
    folder = koryo_geo.build(minimal, tmp_path / "maps", embed_fonts=True).folder
    watched = open_page(folder / "journey.html")
    watched.page.evaluate("document.fonts.ready")
    loaded = watched.page.evaluate(
        "[...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family.replace(/['\"]/g, ''))"
    )
    assert {"Koryo Serif", "Koryo Sans"} <= set(loaded)
    assert watched.requests == []
    assert watched.complaints == []
