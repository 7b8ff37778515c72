"""What an editor looks for in the texts of a dataset and of the interface: each a function that names the faults of one text."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING, NamedTuple

from koryo_geo.language.catalogue import catalogue
from koryo_geo.language.particles import PAIRS, particle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koryo_geo.data.dataset import Dataset

LANGUAGES = ("en", "ko", "ru", "kk")

#: Columns whose every cell stands on a page and is translated.
TRANSLATED = {
    "maps": ("title", "lead", "notice"),
    "chapters": ("title", "caption"),
    "events": ("text",),
    "flows": ("label",),
    "moves": ("label",),
    "figures": ("label",),
    "uses": ("reason",),
    "deaths": ("scope", "note"),
    "gaps": ("statement",),
    "rules": ("statement", "conjecture"),
    "sources": ("how_seen", "reliability"),
    "voices": ("who", "text"),
}

#: English columns that are texts of ours beside those.
_FURTHER = {"lines": ("name",), "regions": ("uncertain_note",), "gaps": ("note",), "figures": ("note",), "rules": ("note",)}

#: Soft words for what was done to people, by language.
EUPHEMISMS = {
    "en": r"taken away|t(ook|aken) (them )?off|brought there|sent off|on the rails\b",
    "ko": r"끌려가|떠나보|실어 나|실려 나|데려갔",
    "ru": r"вывезен|вывезли|вывозить|доставлен",
    "kk": r"әкет|жеткізілген",
}

_SCRIPTS = {"ko": "[가-힣]", "ru": "[\u0400-\u052f]", "kk": "[\u0400-\u052f]", "en": "[A-Za-z]"}
_COUNTERS = "명|가구|가족|개|편|곳|년|월|일|퍼센트|루블|호"
_PARTICLES = {form: (pair, forms) for pair, forms in {**PAIRS, "(이)라고": ("이라고", "라고")}.items() for form in forms}


class Said(NamedTuple):
    """A text with its language and where it stands; ``english`` is the text that it says in another language."""

    where: str
    lang: str
    text: str
    english: str


def key_of(table: str, row: object) -> str:
    """The key by which translations name a row."""
    if table in ("chapters", "uses"):
        return f"{row.map}:{row.chapter if table == 'chapters' else row.figure}"
    return getattr(row, fields(row)[0].name)


def said(dataset: Dataset) -> Iterator[Said]:
    """Every text of a dataset and of the interface, in every language."""
    english: dict[tuple[str, str, str], str] = {}
    for columns in (TRANSLATED, _FURTHER):
        for table, names in columns.items():
            for row in getattr(dataset, table):
                for name in names:
                    if text := getattr(row, name):
                        english[table, key_of(table, row), name] = text
                        if table != "sources":
                            yield Said(f"{table} {key_of(table, row)} {name}", "en", text, text)
    for row in dataset.translations:
        original = row.key[1:] if row.key.startswith("=") else english.get((row.table, row.key, row.column), "")
        yield Said(f"{row.table} {row.key} {row.column}", row.lang, row.text, original)
    yield from interface()


def interface() -> Iterator[Said]:
    """Every text of the interface, in every language."""
    for lang in LANGUAGES:
        for key, entry in catalogue(lang).strings.items():
            whole = catalogue("en").strings[key]
            yield Said(key, lang, _joined(entry), _joined(whole))


def _joined(entry: str | dict[str, str]) -> str:
    return " / ".join(entry.values()) if isinstance(entry, dict) else entry


def wrong_particles(text: str, names: tuple[str, ...] = ()) -> list[str]:
    """Korean particles that do not fit the number, the Latin letters, the counter or the name before them."""
    words = "|".join([r"[0-9A-Za-z%][’”」』]?", rf"\d(?:{_COUNTERS})", *map(re.escape, sorted(names, key=len, reverse=True))])
    found = re.finditer(rf"({words})(\([^()]*\))?({'|'.join(sorted(_PARTICLES, key=len, reverse=True))})(?=[\s.,;:!?)]|$)", text)
    return [match[0] for match in found if _fitting(match[1], match[3]) != match[3]]


def _fitting(word: str, form: str) -> str:
    pair, forms = _PARTICLES[form]
    if pair in PAIRS:
        return particle(word, pair)
    return forms[particle(word, "이(가)") == "가"]


def bare_years(text: str, lang: str) -> list[str]:
    """Years without the word for a year, in languages that want one."""
    unit = {"ko": r"년|~\d{4}년", "ru": r"[\s\u00a0]г|–\d{4}[\s\u00a0]г", "kk": r"[\s\u00a0]ж|–\d{4}[\s\u00a0]ж"}.get(lang)
    return re.findall(rf"(?<!\d)[12]\d{{3}}(?!\d|{unit})", text) if unit else []


def untidy(text: str, lang: str) -> list[str]:
    """Blanks that part a number, hyphens that part a name or an ending, straight apostrophes, and dashes of another language."""
    rules = {
        r"\d (?=\d{3}(?!\d))": ("ru", "kk"),
        r"[Kk]oryo-saram(?!\.)|[Кк]орё-сарам": LANGUAGES,
        r"(?<=\d)-[а-я]": ("ru",),
        r"(?<=[\dА-ЯӘҒҚҢӨҰҮІ%»])-[а-яәғқңөұүһі]": ("kk",),
        r"(?<=[A-Za-z])'(?=[a-z])|(?<![\w=])'[^']+'": ("en",),
        r" - ": LANGUAGES,
        r"—": ("en", "ko", "kk"),
        r"(?<![\d-])\d{4}-\d{4}(?![\d-])": ("en",),
        r"\.\.(?!\.)": LANGUAGES,
    }
    return [found[0] for rule, langs in rules.items() if lang in langs for found in re.finditer(rule, text)]


def in_script(text: str, lang: str) -> bool:
    """Whether a text has letters of its language's script, and no more than a few of another."""
    foreign = "".join(script.strip("[]") for other, script in _SCRIPTS.items() if script != _SCRIPTS[lang])
    return bool(re.search(_SCRIPTS[lang], text)) and not re.search(f"[{foreign}]", text)
