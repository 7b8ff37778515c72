"""How the pages say it: four languages, read for one kind of fault after the other."""

import json
import re
from pathlib import Path

import pytest

import koryo_geo
from koryo_geo.content.ways import ways_of
from koryo_geo.data.attestations import RENDERED
from koryo_geo.language import particles
from koryo_geo.language.catalogue import catalogue, date_in_words, languages
from koryo_geo.language.texts import Texts
from tests.wording import (
    EUPHEMISMS,
    LANGUAGES,
    TRANSLATED,
    bare_years,
    in_script,
    key_of,
    said,
    untidy,
    wrong_particles,
)

OTHERS = LANGUAGES[1:]

DATES = ["1867", "1867~", "1867-09", "1867-09?", "1867-09-09", "1867-22", "1867/1868", "1867/..", "../1868", "1867-09/1867-11"]
DATES += ["1867-08-22/1867-09-08", "1867-08-22/1868-09-08", "1867-21/1867-23", "../1868-01-15", "1867-09-09~"]

#: Sentences of the interface that hold a date.
DATED = ("text_now", "text_regions_of", "borders_of", "text_totals")


@pytest.fixture(scope="module")
def everything(record):
    return list(said(record))


@pytest.fixture(scope="module")
def texts(record):
    return Texts(record, LANGUAGES)


def has_all(text):
    return isinstance(text, dict) and set(text) == set(LANGUAGES)


# Completeness


@pytest.mark.parametrize("table", TRANSLATED)
def test_every_cell_that_a_page_shows_is_in_every_language(record, texts, table):
    lacking = [
        (key_of(table, row), column)
        for row in getattr(record, table)
        for column in TRANSLATED[table]
        if getattr(row, column) and not has_all(texts.of(table, key_of(table, row), column, getattr(row, column)))
    ]
    assert lacking == []


def test_the_title_of_the_dataset_is_in_every_language(record, texts):
    assert has_all(texts.of("dataset", record.name, "title", record.title))


def test_what_is_uncertain_of_a_region_on_a_map_is_in_every_language(record, texts):
    shown = {state.region for moment in koryo_geo.timeline_of(record, "resettlement").moments for state in moment.regions}
    notes = {
        row.region: row.uncertain_note for row in record.regions if row.region in shown and row.uncertain and row.uncertain_note
    }
    assert len(notes) > 5
    assert [key for key, note in notes.items() if not has_all(texts.of("regions", key, "uncertain_note", note))] == []


def test_a_line_that_a_page_names_is_in_every_language(record, texts):
    named = ways_of(texts, "1937").lines
    assert [key for key, line in named.items() if not has_all(line.name)] == []


def test_a_title_that_we_made_up_is_in_every_language(record, texts):
    ours = {row.source for row in record.attestations if row.as_in_source_lang not in ("", "en")}
    made_up = [row for row in record.sources if row.title.isascii() and (row.source in ours or row.title[:1].islower())]
    assert len(made_up) > 40
    assert [row.source for row in made_up if not has_all(texts.of("sources", row.source, "title", row.title))] == []


def test_a_row_of_translations_has_its_siblings(record):
    rows = {}
    for row in record.translations:
        rows.setdefault((row.table, row.key, row.column), set()).add(row.lang)
    assert [key for key, langs in rows.items() if langs != set(OTHERS)] == []


# Scripts


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_name_of_then_stands_in_the_script_of_its_page(record, texts, lang):
    for row in record.places:
        then = (texts.name_at(row.place, "1937") or {}).get(lang)
        assert then is None or in_script(then, lang), (row.place, then)


def test_a_name_of_then_that_another_language_has_is_not_borrowed(texts):
    assert "ru" not in texts.name_at("aral", "1937")
    assert texts.name_at("ayagoz", "1937")["en"] == "Ayaguz"
    assert texts.name_at("balkhash", "1937")["ru"] == "Бертыс"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_name_of_today_stands_in_the_script_of_its_page(record, texts, lang):
    for key in [row.place for row in record.places] + [row.unit for row in record.units]:
        assert re.search({"en": "[A-Za-z]", "ko": "[가-힣]"}.get(lang, "[\u0400-\u052f]"), texts.name(key)[lang]), key


# Dates


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", DATED)
@pytest.mark.parametrize("date", DATES)
def test_every_date_goes_through_every_sentence_that_can_hold_it(key, date, lang):
    words = date_in_words(date, lang)
    values = {"waiting": 1000, "under_way": 0, "arrived": 999}
    sentence = (
        catalogue(lang).say(key, date=words, time=words, **values) if key != "borders_of" else catalogue(lang).say(key, time=words)
    )
    assert untidy(sentence, lang) == []
    assert bare_years(sentence, lang) == []
    assert words in sentence or words[:-1] in sentence


@pytest.mark.parametrize(
    ("date", "ko", "ru", "kk"),
    [
        ("1959", "1959년", "1959 г.", "1959 жыл"),
        ("1937/1938", "1937~1938년", "1937–1938 гг.", "1937–1938 жылдар"),
        ("../1938", "1938년까지", "1938 г. или ранее", "1938 жыл не одан бұрын"),
    ],
)
def test_a_year_has_its_word(date, ko, ru, kk):
    assert [date_in_words(date, lang) for lang in ("ko", "ru", "kk")] == [ko, ru, kk]


def test_a_year_that_two_days_share_is_said_once():
    date = "1937-08-22/1937-09-08"
    assert date_in_words(date, "en") == "22 August to 8 September 1937"
    assert date_in_words(date, "ko") == "1937년 8월 22일~9월 8일"
    assert re.sub(r"\s", " ", date_in_words(date, "ru")) == "22 августа — 8 сентября 1937 г."
    assert date_in_words(date, "kk").count("1937") == 1


@pytest.mark.parametrize("lang", OTHERS)
def test_no_title_of_a_chapter_has_a_bare_year(record, lang):
    titles = [row.text for row in record.translations if (row.table, row.column, row.lang) == ("chapters", "title", lang)]
    two = {"ko": r"\d{4}년과 ", "ru": r"\d{4} и ", "kk": r"\d{4} және "}[lang]
    assert [title for title in titles if bare_years(re.sub(two, "", title), lang)] == []


# Particles and signs


def test_korean_particles_fit_what_they_follow(record, everything, texts):
    names = {texts.name(key)["ko"] for key in [row.place for row in record.places] + [row.unit for row in record.units]}
    korean = [each for each in everything if each.lang == "ko"]
    assert len(korean) > 500
    assert {each.where: wrong for each in korean if (wrong := wrong_particles(each.text, tuple(names)))} == {}


@pytest.mark.parametrize(
    "text", ["출처에는 5,036로 적혀 있다", "140명라고 적는다", "우즈베크 SSR는", "1,500가 넘는다", "타슈켄트주을", "‘NKVD’은 "]
)
def test_a_particle_that_does_not_fit_is_found(text):
    assert wrong_particles(text, ("타슈켄트주",))


@pytest.mark.parametrize(
    "text", ["출처에는 36,442로 적혀 있다", "140명이라고 적는다", "우즈베크 SSR은", "1,500이 넘는다", "카자흐 SSR로"]
)
def test_a_particle_that_fits_is_not(text):
    assert wrong_particles(text) == []


def test_numbers_names_endings_apostrophes_and_dashes_are_set_alike(everything):
    assert len(everything) > 3000
    assert {(each.where, each.lang): wrong for each in everything if (wrong := untidy(each.text, each.lang))} == {}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("20 000 человек", "ru"),
        ("Koryo-saram", "en"),
        ("ССР-іне", "kk"),
        ("1920-х", "ru"),
        ("the party's", "en"),
        ("a 'plan'", "en"),
        ("A - B", "kk"),
        ("үш — төрт", "kk"),
        ("1937 г..", "ru"),
    ],
)
def test_an_untidy_sign_is_found(text, lang):
    assert untidy(text, lang)


KOREAN = json.loads((Path(__file__).parent / "contract" / "particles.json").read_text("utf-8"))


@pytest.mark.parametrize(("word", "pair", "form"), KOREAN)
def test_a_korean_particle_follows_the_sound_of_the_word(word, pair, form):
    assert particles.particle(word, pair) == form
    assert particles.settle(f"{word}{pair} 말") == f"{word}{form} 말"


# Words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_soft_word_stands_for_what_was_done(everything, lang):
    assert [each for each in everything if each.lang == lang and re.search(EUPHEMISMS[lang], each.text)] == []


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize(
    ("explaining", "labels"),
    [
        (
            "record_how_certainty",
            ["certainty", *(f"certainty_{each}" for each in ("documented", "inferred", "estimated", "unknown"))],
        ),
        ("record_how_confidence", ["confidence_high", "confidence_medium", "confidence_low", "how_seen", "reliability"]),
        ("record_how_unknown", ["certainty_unknown"]),
        ("sources_note", ["how_seen"]),
        ("text_totals", ["total_waiting", "total_under_way", "total_arrived"]),
        ("text_untraced", ["total_untraced"]),
    ],
)
def test_a_text_that_explains_labels_is_made_from_them(lang, explaining, labels):
    strings = catalogue(lang).strings
    assert [label for label in labels if strings[label] not in strings[explaining]] == []


TERMS = ("source", "data", "record", "count", "census", "report", "confidence", "reliability", "schematic")


def test_the_glossary_has_one_word_for_each_term_in_each_language(record):
    words = {(row.term, row.lang): row.word for row in record.glossary}
    terms = {term for term, _ in words}
    assert set(TERMS) <= terms
    assert {"ssr", "assr", "oblast", "raion", "krai", "okrug", "kolkhoz", "nkvd"} <= terms
    assert [(term, lang) for term in terms for lang in LANGUAGES if not words.get((term, lang))] == []
    for lang in LANGUAGES:
        chosen = [words[term, lang] for term in TERMS]
        assert len(set(chosen)) == len(chosen), lang


def test_texts_keep_to_the_words_of_the_glossary(record, everything):
    word = {(row.term, row.lang): row for row in record.glossary}
    astray = [
        (term, each.where, each.lang)
        for term in TERMS
        for each in everything
        if each.lang != "en" and not each.where.startswith("sources")
        if word[term, "en"].stands_in(each.english.replace("{count}", ""))
        if not word[term, each.lang].stands_in(each.text)
    ]
    assert astray == []


def test_no_text_uses_a_word_that_the_glossary_replaces(record, everything):
    instead = [(row.lang, bad) for row in record.glossary for bad in row.instead_of.split(";") if bad]
    assert instead
    assert [(bad, each.where) for lang, bad in instead for each in everything if each.lang == lang and bad in each.text] == []


@pytest.mark.parametrize("name", ["route", "resettlement"])
def test_words_of_the_time_are_explained_where_they_first_stand(record, name):
    content = koryo_geo.content_of(record, name, languages=LANGUAGES)
    told = {chapter.chapter: chapter.caption for chapter in content.timeline.chapters}
    for lang in LANGUAGES:
        rows = [row for row in record.glossary if row.lang == lang and row.explanation]
        assert rows
        for row in rows:
            holding = [key for key, caption in told.items() if row.stands_in(caption[lang])]
            meaning = catalogue(lang).say("word_means", word=row.word, meaning=row.explanation)
            assert [key for key, words in content.first_explained.items() if meaning in words.get(lang, "")][:1] == holding[
                :1
            ] or not holding
            assert [key for key in holding if meaning not in content.explained[key][lang]] == []


def test_words_in_a_source_say_whose_they_are(record):
    for row in [*record.attestations, *record.deaths]:
        letters = re.search(r"[A-Za-z가-힣\u0400-\u052f]", row.as_in_source)
        assert bool(letters) == bool(row.as_in_source_lang), row
        if row.as_in_source_lang not in ("", RENDERED):
            assert in_script(re.sub(r"[^가-힣\u0400-\u052fA-Za-z]", "", row.as_in_source), row.as_in_source_lang), row
        elif row.as_in_source_lang == RENDERED:
            assert in_script(re.sub(r"[^가-힣\u0400-\u052fA-Za-z]", "", row.as_in_source), "en"), row
