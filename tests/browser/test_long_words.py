"""Longer words than any language has find room, and no word on a page comes from outside the catalogues and the data."""

from __future__ import annotations

import csv
import json
import re
import shutil
from functools import reduce

import pytest

import koryo_geo
from koryo_geo.data.attestations import citation, short_citation
from koryo_geo.data.reading import find
from koryo_geo.language.catalogue import catalogue
from tests.browser.looking import LANGUAGES, cut, moments, overlapping, rest, sideways_px
from tests.pseudo import CLOSES, OPENS, spoken
from tests.sample import rows_of, write_rows

pytestmark = pytest.mark.browser

SIZES = [(320, 640), (390, 844), (1280, 720), (1920, 1080)]

#: Every text and every spoken name on the page that has a letter in it, and what the page says where no script runs. Words that are
#: marked as of another language, or broken into lines, are read with the text they stand in.
WORDS = r"""() => {
    const found = [];
    const read = (root) => {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        for (let before = null; walker.nextNode(); ) {
            let piece = walker.currentNode;
            if (piece.parentElement.closest("script, style, noscript")) continue;
            while (piece.parentElement.matches("span[lang], i[lang], q[lang], cite[lang], tspan")) piece = piece.parentElement;
            const text = walker.currentNode.textContent;
            if (before && (before === piece || before === piece.previousSibling)) found.push(found.pop() + text);
            else found.push(text);
            before = piece;
        }
    };
    read(document.body);
    document.querySelectorAll("noscript").forEach((node) => {
        read(new DOMParser().parseFromString(node.textContent, "text/html").body);
    });
    for (const name of ["aria-label", "title", "placeholder", "aria-valuetext", "alt"]) {
        document.querySelectorAll("[" + name + "]").forEach((node) => found.push(node.getAttribute(name)));
    }
    return [...new Set(found.map((text) => text.trim()).filter((text) => /\p{L}/u.test(text)))];
}"""

#: One card of each kind that a page has, the search with and without an answer, the choices and the stills.
OPENINGS = r"""() => {
    const own = koryo.of(map_1);
    const cards = Object.entries(own.items).map(([kind, group]) => () => own.openCard({ [kind]: Object.keys(group)[0] }));
    cards.push(() => own.openCard({ figure: Object.keys(own.record.figures)[0] }), () => own.closeCard());
    const search = (text) => () => {
        const field = document.querySelector(".koryo-search-input");
        if (!field) return;
        if (document.querySelector(".koryo-search-field").hidden) document.querySelector(".koryo-search-opener").click();
        field.value = text;
        field.dispatchEvent(new Event("input"));
    };
    const press = (selector) => () => document.querySelector(selector)?.click();
    window.openings = [...cards, search("a"), search("???zz"), press(".koryo-more"), press(".koryo-stills-button")];
    return openings.length;
}"""


#: Languages that the browser itself names.
BY_THE_BROWSER = ("English", "Korean", "Russian", "Kazakh", "Uzbek", "Chinese", "Japanese")


@pytest.fixture(scope="module")
def strange(record, once):
    """The pages with their interface in a language that nobody speaks."""

    def make(folder):
        with spoken():
            koryo_geo.build(record, folder, languages=("en",))

    return once("strange", make)


@pytest.fixture(scope="module")
def said(record):
    """Whether a text comes from the data, or from the calendar."""
    cells = set()
    for path in find("koryo1937").glob("*.csv"):
        with path.open(encoding="utf-8") as file:
            cells |= {cell for row in csv.reader(file) for cell in row}
    regions = json.loads((find("koryo1937") / "regions.geojson").read_text(encoding="utf-8"))
    cells |= {str(value) for feature in regions["features"] for value in feature["properties"].values()}
    cells |= {cite(source).strip(".") for source in record.sources for cite in (citation, short_citation)}
    cells |= {record.title, record.attribution, *BY_THE_BROWSER}
    around = [unit.name for unit in record.units if unit.level in {"neighbour", "sea"}]
    cells |= {part.strip() for name in around for part in re.split(r", | /", name)}  # such a name stands in two lines
    long = sorted((cell for cell in cells if len(cell) > 12), key=len, reverse=True)
    months = "|".join([*catalogue("en").month_names("day").values(), "spring", "summer", "autumn", "winter", "about", "late"])
    dates = re.compile(rf"(?:\d+ )?(?:{months})? ?\d{{4}}")

    def is_data(text):
        text = text.strip(" .,:;·–—/\n")
        named = re.sub(r" [\d,]+$", "", text)  # a name with its number
        return text in cells or named in cells or not re.search(r"[^\W\d_]", text) or bool(dates.fullmatch(text))

    def rest_of(text):
        return reduce(lambda left, cell: left.replace(cell, ". "), long, text)

    return lambda text: is_data(text) or all(map(is_data, re.split(r"; | · |\. |, |\(|\)|: | /\n", rest_of(text))))


def unspoken(text):
    """What is left of a text without the words of the catalogues; one phrase may stand within another."""
    left = re.sub(f"{OPENS}[^{OPENS}{CLOSES}]*{CLOSES}", "", text)
    return left if left == text else unspoken(left)


@pytest.mark.parametrize("name", ["route", "resettlement"])
def test_no_word_of_the_interface_stands_outside_the_catalogues(strange, open_page, said, name):
    watched = open_page(strange / f"{name}.html", reduced_motion="reduce")
    found = set()
    for seconds in moments(watched, name)[::2]:
        found |= set(rest(watched.at(seconds)).page.evaluate(WORDS))
    for number in range(watched.page.evaluate(OPENINGS)):
        watched.page.evaluate("number => openings[number]()", number)
        found |= set(watched.page.evaluate(WORDS))
    outside = [unspoken(text) for text in sorted(found)]
    assert [text for text in outside if not said(text)] == []
    assert not watched.complaints


def faults(watched):
    """What does not fit at a moment."""
    return [*cut(watched), *overlapping(watched), *([f"{sideways_px(watched)} px too wide"] if sideways_px(watched) > 0 else [])]


@pytest.mark.parametrize("name", ["route", "resettlement"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_words_longer_by_two_fifths_fit(strange, open_page, name, size):
    watched = open_page(strange / f"{name}.html", viewport=size, reduced_motion="reduce")
    watched.page.evaluate("document.querySelector('.koryo-more').click()")
    opened = faults(rest(watched))
    watched.page.evaluate("document.querySelector('.koryo-more').click()")
    found = {"more choices": opened} if opened else {}
    for seconds in moments(watched, name)[::2]:
        if here := faults(rest(watched.at(seconds))):
            found[seconds] = here
    assert not found


@pytest.mark.parametrize("name", ["route", "resettlement"])
@pytest.mark.parametrize("lang", LANGUAGES[1:])
@pytest.mark.parametrize("size", SIZES[:3], ids=lambda size: "x".join(map(str, size)))
def test_every_language_fits(maps, open_page, name, lang, size):
    watched = open_page(maps / f"{name}.html", viewport=size, query=f"#lang={lang}", reduced_motion="reduce")
    found = {seconds: faults(rest(watched.at(seconds))) for seconds in moments(watched, name)[::2]}
    assert not any(found.values()), found


LONG = {
    "en": "Llanfairpwllgwyngyll" * 7 + "gogogoch!!",
    "ko": "가나다라마바사아자차카타파하" * 10 + "고려사람고려사람고려",
    "ru": "Достопримечательность" * 7 + "ями",
    "kk": "Қанағаттандырылмағандықтарыңыздан" * 4 + "Қанағаттандырылмау",
}


@pytest.fixture(scope="module")
def long_named(once):
    """Pages of the minimal dataset in which every name, title and caption is 150 letters without a blank."""
    return once("long", build_long_named) / "maps"


def build_long_named(folder):
    data = shutil.copytree(find("minimal"), folder / "minimal")
    for table, columns in {
        "maps": ("title", "lead", "notice"),
        "chapters": ("title", "caption"),
        "events": ("text",),
        "flows": ("label",),
        "figures": ("label",),
    }.items():
        write_rows(data, table, [row | dict.fromkeys(columns, LONG["en"]) for row in rows_of(data, table)])
    write_rows(data, "translations", [row | {"text": LONG[row["lang"]]} for row in rows_of(data, "translations")])
    write_rows(data, "names", [row | {"name": LONG[row["lang"]] + row["subject"]} for row in rows_of(data, "names")])
    koryo_geo.build(koryo_geo.load(data), folder / "maps", languages=("en", "ko", "kk"))


@pytest.mark.parametrize("name", ["journey", "counts"])
@pytest.mark.parametrize("lang", ["en", "ko", "kk"])
@pytest.mark.parametrize("size", [(320, 640), (1280, 720)], ids=lambda size: "x".join(map(str, size)))
def test_names_without_end_break_nothing(long_named, open_page, name, lang, size):
    watched = open_page(long_named / f"{name}.html", viewport=size, query=f"#lang={lang}", reduced_motion="reduce")
    found = {}
    for seconds in (0, 5, 20):
        if here := faults(rest(watched.at(seconds))):
            found[seconds] = here
    watched.page.evaluate("koryo.of(map_1).openCard({ place: 'b-town' })")
    if sideways_px(watched) > 0:
        found["card"] = sideways_px(watched)
    assert not found
    assert not watched.complaints
