"""A dataset's words in the languages of a page."""

import pytest

from koryo_geo import KoryoError
from koryo_geo.language.texts import Texts, in_language, order_languages


def test_with_one_language_a_name_is_a_string(minimal):
    assert Texts(minimal).name("a-town") == "A-town"
    assert Texts(minimal, ("ko",)).name("a-town") == "가읍"


def test_with_several_a_name_is_a_mapping_without_the_languages_that_lack_it(minimal):
    texts = Texts(minimal, ("en", "ko", "ru"))
    assert texts.name("a-town") == {"en": "A-town", "ko": "가읍", "ru": "А-город"}
    assert texts.name("c-town") == {"en": "C-town", "ko": "다읍"}


def test_an_old_name_never_stands_for_todays(minimal):
    assert Texts(minimal, ("ru",)).name("b-town") == "B-town"


def test_a_place_without_names_is_called_by_its_key(minimal):
    assert Texts(minimal).name("nowhere") == "nowhere"
    assert Texts(minimal).name("nowhere", "Nowhere") == "Nowhere"


def test_a_place_has_its_old_name_at_a_date_within_its_use(minimal):
    texts = Texts(minimal)
    assert texts.name_at("b-town", "1867") == {"ru": "Б-град"}
    assert texts.name_at("b-town", "1920") is None
    assert texts.name_at("b-town", "") is None
    assert texts.name_at("a-town", "1867") is None


def test_blank_text_stays_blank_in_every_language(minimal):
    assert Texts(minimal, ("en", "ko")).of("places", "a-town", "note", "") == ""


def test_english_is_the_cell_itself(minimal):
    text = Texts(minimal, ("en", "ko")).of("maps", "no-such-map", "title", "A title")
    assert text == {"en": "A title"}


@pytest.mark.parametrize(
    ("text", "lang", "read"), [("x", "ko", "x"), ({"en": "x", "ko": "y"}, "ru", "x"), ({"ko": "y"}, "ru", "y"), (None, "en", "")]
)
def test_a_text_is_read_in_the_language_else_in_english_else_in_any(text, lang, read):
    assert in_language(text, lang) == read


def test_languages_are_put_in_order_and_unknown_ones_refused():
    assert order_languages(["en", "ko", "en"], "ko") == ("ko", "en")
    with pytest.raises(KoryoError, match="no language 'xx'"):
        order_languages(["en", "xx"])
