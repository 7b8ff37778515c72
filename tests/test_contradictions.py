"""The fourteen contradictions of the sources stand on the built pages, both sides of each, worded in every language.

Their numbers are stated here, apart from the dataset: a figure that is mended in silence is missed.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

import pytest

import koryo_geo

LANGUAGES = ("en", "ko", "ru", "kk")

#: Letters that only the language's own words have, among these four.
LETTERS = {"en": "[A-Za-z]{3}", "ko": "[가-힣]", "ru": "[а-я]{3}", "kk": "[әғқңөұүһі]"}

#: The mark between thousands; blanks of any kind are read as plain ones.
GROUP = {"en": ",", "ko": ",", "ru": " ", "kk": " "}


class Claim(NamedTuple):
    """One claim of a numbered contradiction: an article of the record, the numbers of both sides, and words by language."""

    number: int
    about: str
    article: str
    numbers: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()
    words: dict[str, tuple[str, ...]] | None = None


CLAIMS = [
    Claim(1, "households", "rule-c01-households-of-the-report", (20170, 16277, 36447, 36442)),
    Claim(1, "conjecture", "rule-c01-households-of-the-report", (16272,), words={
        "en": ("conjecture",), "ko": ("추측",), "ru": ("Предположение",), "kk": ("Болжам",)}),
    Claim(1, "persons add up", "rule-persons-of-the-report", (95256, 76525, 171781)),
    Claim(2, "three parts", "rule-c02-south-north-and-west", (12031, 41425, 8986, 62442, 95256)),
    Claim(2, "the largest is the middle one", "rule-c02-south-north-and-west", (12031, 41425), words={
        "en": ("the largest number", "is the north"), "ko": ("가장 많다고", "북부다"),
        "ru": ("наибольшим числом", "больше всего людей на севере"), "kk": ("ең көбі деп", "ең көбі – солтүстікте")}),
    Claim(3, "before and after the last train", "rule-c03-households-before-and-after", (36442, 36681, 239, 816)),
    Claim(4, "totals", "rule-c04-totals-of-the-deported", (171781, 172597, 172481, 172000, 173000, 180000)),
    Claim(5, "first batch", "rule-c05-first-batch", (8000, 11800, 74500)),
    Claim(6, "on the journey", "rule-c06-deaths-on-the-journey", (554, 670)),
    Claim(6, "overall", "rule-c06-deaths-overall", (16500, 28200, 40000, 50000)),
    Claim(7, "first departure", "rule-c07-first-departure", words={
        "en": ("8, 9 or 10 September 1937", "late August", "9 September is best supported"),
        "ko": ("1937년 9월 8일, 9일, 10일", "8월 말", "9월 9일의 근거가 가장 탄탄하며"),
        "ru": ("8, 9 или 10 сентября 1937 года", "концу августа", "Лучше всего подтверждено 9 сентября"),
        "kk": ("1937 жылғы 8, 9 немесе 10 қыркүйекке", "тамыздың аяғына", "9 қыркүйек ең жақсы дәлелденген")}),
    Claim(8, "Ushtobe", "rule-c08-ushtobe", (34000, 23000, 20170)),
    Claim(9, "January 1967", "rule-c09-misprints", texts=("1867",), words={
        "en": ("January 1967",), "ko": ("1967년 1월",), "ru": ("январь 1967",), "kk": ("1967 жылғы қаңтар",)}),
    Claim(9, "1989 for 1898", "rule-c09-misprints", texts=("1989", "1898")),
    Claim(9, "1980 for 1860", "rule-c09-misprints", texts=("1980", "1860")),
    Claim(9, "more than 80 per cent", "rule-c09-misprints", words={
        "en": ("More than 80%", "23.5", "urban share"), "ko": ("80% 이상", "23.5", "도시 거주 비율"),
        "ru": ("Более 80%", "23,5", "доля городских жителей"), "kk": ("80%‑дан астам", "23,5", "қала тұрғындарының үлесі")}),
    Claim(10, "kolkhozes", "rule-c10-kolkhozes", (28, 70)),
    Claim(10, "freedom of movement", "rule-c10-freedom-of-movement", texts=("1956", "1957")),
    Claim(11, "124 trains", "rule-c11-124-trains", (124,), words={
        "en": ("schematic",), "ko": ("개략도",), "ru": ("схема",), "kk": ("сызба",)}),
    Claim(12, "25 October, households", "rule-c12-households-at-the-end-of-1937", (20170, 20530, 20789)),
    Claim(12, "25 October and 29 December, persons", "rule-c12-persons-at-the-end-of-1937", (95256, 98454)),
    Claim(12, "25 October", "figure-kazakh-ssr.1937-10-25.allocated.persons", (95256,)),
    Claim(12, "late 1937", "figure-kazakh-ssr.1937-12.resident.households", (20530,)),
    Claim(12, "29 December", "figure-kazakh-ssr.1937-12-29.arrived.persons", (98454,)),
    Claim(13, "census of 1970", "rule-c13-census-of-1970", (78078, 81598)),
    Claim(13, "both at the figure", "figure-kazakh-ssr.1970.census.persons", (78078, 81598)),
    Claim(14, "the sum that closes", "rule-c14-institutions-and-the-rest", (508, 1791, 2299)),
    Claim(14, "the sum that fails", "rule-c14-three-ways-of-settling", (958, 799, 39, 1796, 1791)),
    Claim(14, "Kellerov", "rule-c14-kellerov", (799, 883, 3416, 3404)),
]  # fmt: skip

#: What stands on a map's own page too: in one row, section, list entry or notice of its text version.
ON_MAPS = [
    Claim(1, "households", "route", (20170, 16277, 36447, 36442)),
    Claim(3, "the 816", "route", (816,)),
    Claim(4, "by the report", "route", (171781,)),
    Claim(4, "with the last train", "route", (172597,)),
    Claim(6, "on the journey and overall, in words", "route", (554, 670, 16500, 50000)),
    Claim(7, "8 September", "route", words={
        "en": ("8 September",), "ko": ("9월 8일",), "ru": ("8 сентября",), "kk": ("8 қыркүйек",)}),
    Claim(7, "10 September", "route", words={
        "en": ("10 September",), "ko": ("9월 10일",), "ru": ("10 сентября",), "kk": ("10 қыркүйек",)}),
    Claim(11, "schematic, on its face", "route", words={
        "en": ("A schematic.",), "ko": ("개략도다",), "ru": ("Это схема.",), "kk": ("сызба",)}),
    Claim(13, "census of 1970", "resettlement", (78078, 81598)),
]  # fmt: skip

#: Numbers that must not be drawn: a failed sum, and totals that one source only gives without a document.
NOT_DRAWN = [
    "kazakh-ssr-south.1937.settled.persons",
    "kazakh-ssr-north.1937.settled.persons",
    "kazakh-ssr-west.1937.settled.persons",
    "ushtobe.1937.settled.persons",
    "ussr.1937-10-25.deported.trains",
]


@pytest.fixture(scope="module")
def pages(record, once):
    """Every page, built once for each language alone, as text."""

    def built(lang):
        return once(f"{lang}-alone", lambda folder: koryo_geo.build(record, folder, languages=(lang,)))

    folders = {lang: built(lang) for lang in LANGUAGES}
    return {(lang, path.stem): path.read_text("utf-8") for lang, folder in folders.items() for path in folder.glob("*.html")}


def plain(markup):
    """What a reader sees of a piece of HTML, blanks of any kind and number as one."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", "", markup))).strip()


def article(page, key):
    """The words of an article of the record, and those of its heading."""
    found = re.search(rf'<article id="{re.escape(key)}">(.*?)</article>', page, re.DOTALL)
    assert found, f"{key} is missing"
    heading = re.search(r"<h[34][^>]*>(.*?)</h[34]>", found[1], re.DOTALL)
    return plain(found[1]), plain(heading[1])


def passages(page):
    """The rows, sections, list entries and the notice of a map's text, each as words."""
    text = page[page.index('<p class="koryo-notice">') :]
    found = re.findall(r"<(tr|section|dt|dd|p)\b[^>]*>(.*?)</\1>", text, re.DOTALL)
    return [plain(inner) for _, inner in found]


def tokens(claim, lang):
    """What a claim wants to see in a language."""
    numbers = (f"{number:,}".replace(",", GROUP[lang]) for number in claim.numbers)
    return (*numbers, *claim.texts, *(claim.words or {}).get(lang, ()))


def holds(text, token):
    """Whether a text has a token; a number not as a part of a longer one."""
    return bool(re.search(rf"(?<!\d)(?<!\d[,.]){re.escape(token)}(?!\d)", text))


def cases(claims):
    """A case for each claim."""
    return pytest.mark.parametrize("claim", claims, ids=[f"{claim.number}-{claim.about}" for claim in claims])


def test_each_of_the_fourteen_has_a_case():
    assert sorted({claim.number for claim in CLAIMS}) == list(range(1, 15))


@pytest.mark.parametrize("lang", LANGUAGES)
@cases(CLAIMS)
def test_both_sides_stand_in_the_record_in_the_words_of_the_language(pages, claim, lang):
    text, heading = article(pages[lang, "record"], claim.article)
    assert [token for token in tokens(claim, lang) if not holds(text, token)] == []
    assert re.search(LETTERS[lang], heading)
    others = {article(pages[other, "record"], claim.article)[1] for other in LANGUAGES if other != lang}
    assert heading not in others


@pytest.mark.parametrize("lang", LANGUAGES)
@cases(ON_MAPS)
def test_what_a_map_shows_of_it_stands_on_its_own_page(pages, claim, lang):
    wanted = tokens(claim, lang)
    assert any(all(holds(passage, token) for token in wanted) for passage in passages(pages[lang, claim.article]))


@pytest.mark.parametrize("figure", NOT_DRAWN)
def test_numbers_without_ground_are_listed_and_not_drawn(pages, record, figure):
    text, _ = article(pages["en", "record"], f"figure-{figure}")
    assert "listed, not drawn" in text
    assert {use.drawn_as for use in record.uses if use.figure == figure} == {"table"}


def test_the_conjecture_is_no_attestation(record):
    values = {row.value for row in record.attestations if row.figure == "uzbek-ssr.1937-10-25.allocated.households"}
    assert 16277 in values
    assert 16272 not in values


@pytest.mark.parametrize("lang", LANGUAGES)
def test_deaths_on_the_journey_and_overall_stand_in_sections_of_their_own(pages, lang):
    page = pages[lang, "record"]
    deaths = page[page.index('<section id="deaths"') : page.index('<section id="gaps"')]
    scopes = [plain(section) for section in re.findall(r"<section>(.*?)</section>", deaths, re.DOTALL)]
    (journey,) = [scope for scope in scopes if holds(scope, "554")]
    overall = [scope for scope in scopes if holds(scope, f"28{GROUP[lang]}200")]
    assert len(overall) == 1
    assert journey not in overall


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_four_languages_says_each_as_the_page_of_one(pages, maps, new_page, lang):
    page = new_page()
    page.goto(f"file://{maps / 'record.html'}?lang={lang}")
    assert page.evaluate("document.documentElement.lang") == lang
    shown = page.evaluate("Object.fromEntries([...document.querySelectorAll('article[id]')].map((a) => [a.id, a.textContent]))")
    for key in dict.fromkeys(claim.article for claim in CLAIMS):
        assert re.sub(r"\s+", " ", shown[key]).strip() == article(pages[lang, "record"], key)[0], key
