"""Interface words: catalogues, plurals, dates and numbers."""

import re

import pytest

import koryo_geo.language.catalogue as words
from koryo_geo import KoryoError
from koryo_geo.language.catalogue import _format_string, _strings, catalogue, languages

SLOT = re.compile(r"{(\w*)}")


def forms_of(entry):
    return entry.values() if isinstance(entry, dict) else [entry]


def test_english_is_the_reference_and_comes_first():
    assert languages()[0] == "en"


def test_an_unknown_language_is_refused():
    with pytest.raises(KoryoError, match="no language 'eng'; there are en"):
        catalogue("eng")


@pytest.mark.parametrize("lang", languages())
def test_every_language_fills_the_same_slots(lang):
    reference = catalogue("en").strings
    for key, entry in catalogue(lang).strings.items():
        slots = {slot for form in forms_of(entry) for slot in SLOT.findall(form)}
        assert slots == {slot for form in forms_of(reference[key]) for slot in SLOT.findall(form)}, key


def test_a_catalogue_with_a_gap_is_refused(monkeypatch):
    real = _strings
    monkeypatch.setattr(words, "languages", lambda: ("en", "ko"))
    monkeypatch.setattr(words, "_strings", lambda lang: real("en") if lang == "en" else {**real("en"), "x": "y"} | {})
    assert catalogue.__wrapped__("ko").lang == "ko"
    gap = {key: entry for key, entry in real("en").items() if key not in ("play", "pause")}
    monkeypatch.setattr(words, "_strings", lambda lang: real("en") if lang == "en" else gap)
    with pytest.raises(KoryoError, match=r"locales/ko.po has no words for pause, play. Add them, then build again."):
        catalogue.__wrapped__("ko")


def test_words_that_are_not_there_are_hinted_at():
    with pytest.raises(KeyError, match=r"no words for 'paus' in en. Did you mean pause"):
        catalogue("en").say("paus")


def test_plurals_and_groups_of_three():
    say = catalogue("en").say
    assert say("people", n=1) != say("people", n=2).replace("2", "1")
    assert "95,256" in say("people", n=95256)


def test_braces_in_a_value_are_text():
    assert "{n} {0}" in catalogue("en").say("date_about", date="{n} {0}")


@pytest.mark.parametrize(
    ("date", "said"),
    [("1867", "1867"), ("1867-09", "September 1867"), ("1867-09-09", "9 September 1867"), ("1867-23", "autumn 1867")],
)
def test_dates_are_said_in_words(date, said):
    assert catalogue("en").date(date) == said


def test_the_page_gets_all_months_and_the_order_of_a_date():
    data = catalogue("en").to_js()
    assert (len(data["months"]), len(data["months_format"])) == (12, 12)
    assert data["date"]["day"] == "{d} {month} {y}"
    assert data["group"] == ","


def test_quoted_parts_of_a_pattern_stand_as_they_are():
    assert _format_string("d MMMM y 'г'.") == "{d} {month} {y} г."


#: How each language writes twelve thousand three hundred and forty-five and a half; the blank does not break.
NUMBERS = {"en": "12,345.5", "ko": "12,345.5", "ru": "12\xa0345,5", "kk": "12\xa0345,5"}


@pytest.mark.parametrize("lang", languages())
def test_the_page_writes_a_number_as_the_language_does(lang):
    data = catalogue(lang).to_js()
    assert f"12{data['group']}345{data['decimal']}5" == NUMBERS[lang] == catalogue(lang).number(12345.5)
