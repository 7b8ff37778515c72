"""The record as a page: every row has its place and its address, nothing runs, nothing is lost."""

import base64
import hashlib
import html
import json
import re

import pytest

import koryo_geo
from koryo_geo.html import record_page
from koryo_geo.language.catalogue import catalogue
from koryo_geo.language.texts import Texts
from koryo_geo.review import rules
from koryo_geo.timeline import routing
from tests.sample import empty, spoil, write_rows

IDS = re.compile(r'\bid="([^"]+)"')
LINKS = re.compile(r'href="#([^"]+)"')


@pytest.fixture(scope="module")
def page(minimal):
    return record_page.render(Texts(minimal, ("en", "ko", "ru", "kk")))


@pytest.fixture(scope="module")
def whole(record):
    return record_page.render(Texts(record, record.languages))


def article(page, key):
    """The words of one article."""
    found = re.search(rf'<article id="{re.escape(key)}">(.*?)</article>', page, re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", "", found[1]))


@pytest.mark.parametrize("name", ["minimal", "record"])
def test_every_row_has_an_address_and_every_link_an_end(request, name):
    dataset = request.getfixturevalue(name)
    made = record_page.render(Texts(dataset, dataset.languages))
    ids = IDS.findall(made)
    assert len(ids) == len(set(ids))
    wanted = {f"figure-{row.figure}" for row in dataset.figures} | {f"source-{row.source}" for row in dataset.sources}
    wanted |= {f"gap-{row.gap}" for row in dataset.gaps} | {f"rule-{row.rule}" for row in dataset.rules}
    wanted |= {f"death-{row.death}" for row in dataset.deaths}
    assert wanted <= set(ids)
    assert set(LINKS.findall(made)) <= set(ids)


def test_a_figure_shows_all_attestations_with_certainty_and_the_one_in_use(page):
    text = article(page, "figure-b-land.1867.allocated.persons")
    assert re.search(r"600\s*In use", text)
    assert "660" in text
    assert "inferred, low confidence" in text
    assert "looks like a misprint of 600" in text
    assert "The ledger; the rival looks like a misprint of it." in text


def test_unknown_is_said_and_zero_is_a_number(copy):
    folder = spoil(copy(), "attestations", 2, value="0")
    made = record_page.render(Texts(koryo_geo.load(folder)))
    assert "not known" in article(made, "figure-c-land.1868.settled.persons")
    assert re.search(r"\b0\s*In use", article(made, "figure-b-land.1867.allocated.persons"))


def test_a_rule_that_fails_shows_both_sides_and_its_conjecture(page):
    text = article(page, "rule-sent-people-by-the-letter")
    assert all(
        part in text for part in ("does not hold", "1,060", "1,000", "difference: 60", "A conjecture: the letter meant 600.")
    )


def test_a_rule_whose_numbers_changed_says_so(copy, page):
    stale = catalogue("en").say("record_stale")
    assert stale not in page
    folder = spoil(copy(), "attestations", 2, value="601", as_in_source="601")
    made = record_page.render(Texts(koryo_geo.load(folder)))
    assert stale in article(made, "rule-sent-people")
    assert stale not in article(made, "rule-sent-people-by-the-letter")


@pytest.mark.parametrize("lang", ["en", "ko", "ru", "kk"])
def test_every_finding_of_the_record_is_worded_in_each_language(record, lang):
    made = record_page.render(Texts(record, (lang,)))
    translated = record.translation_of
    for finding in rules.evaluate(record):
        statement = translated.get(("rules", finding.rule, "statement", lang), finding.statement)
        assert statement in article(made, f"rule-{finding.rule}"), finding.rule


def test_deaths_stand_under_their_own_scope_and_are_never_added(record, whole):
    section = whole[whole.index('<section id="deaths"') : whole.index('<section id="ways"')]
    scopes = [row.scope for row in record.deaths]
    assert section.count("<h3>") == len(set(scopes))


def test_a_gap_names_what_it_concerns(page):
    text = article(page, "gap-stayed-in-c-land")
    assert "How many people stayed in C-land no source says." in text
    assert "Concerns" in text


def test_a_dataset_without_rules_gaps_or_deaths_says_so(copy):
    folder = empty(empty(empty(copy(), "rules"), "gaps"), "deaths")
    rows = [row for row in koryo_geo.load("minimal").translations if row.table not in ("rules", "gaps", "deaths")]
    write_rows(folder, "translations", [{name: getattr(row, name) for name in row.__slots__} for row in rows])
    made = record_page.render(Texts(koryo_geo.load(folder)))
    assert catalogue("en").say("record_no_rules") in made
    assert catalogue("en").say("record_no_gaps") in made
    assert 'id="deaths"' not in made


def test_only_the_pages_own_script_may_run_and_nothing_is_fetched(page):
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in html.unescape(policy)
    assert "default-src 'none'" in html.unescape(policy)
    assert not re.search(r'\bsrc="|<link|@import|url\(', page)


def test_one_language_needs_no_script(minimal):
    made = record_page.render(Texts(minimal, ("ru",)))
    assert "<script" not in made
    assert '<html lang="ru">' in made


def test_the_words_of_every_element_are_in_the_page(page):
    island = re.search(r'id="koryo-words">(.*?)</script>', page, re.DOTALL)[1]
    data = json.loads(island)
    assert data["order"] == ["en", "ko", "ru", "kk"]
    said = set(re.findall(r"data-say='([\w-]+)'", page))
    for lang, words in data["languages"].items():
        assert said <= set(words["strings"]), lang


def test_every_reference_leads_into_the_island(page):
    island = json.loads(re.search(r'id="koryo-label-record">(.*?)</script>', page, re.DOTALL)[1])
    refs = set(re.findall(r'data-ref="/label/([^"]+)"', page))
    assert refs
    for ref in refs:
        table, key = ref.split("/", 1)
        assert key in island[table]


def test_markup_in_the_data_stays_text(copy):
    bad = '<img src=x onerror="alert(1)">'
    folder = spoil(copy(), "sources", 0, title=bad, url="javascript:alert(1)", note=bad)
    folder = spoil(folder, "attestations", 0, note=bad, as_in_source=bad)
    folder = spoil(spoil(folder, "gaps", 0, statement=bad), "figures", 0, label=bad)
    made = record_page.render(Texts(koryo_geo.load(folder), ("en", "ko")))
    assert "<img" not in made
    assert 'href="javascript:' not in made


def test_notes_are_marked_as_english_and_titles_as_their_own_language(whole):
    assert '<cite lang="ru">' in whole
    assert '<span lang="en">' in whole
    assert '<p class="note" lang="en">' in whole


def test_the_page_stays_of_a_size_to_mail(whole):
    assert len(whole.encode()) < 1_900_000


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_changes_language_asks_for_nothing_and_fits(maps, new_page, width):
    page = new_page((width, 800))
    requests, complaints = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.goto(f"file://{maps / 'record.html'}?lang=ru#gaps")
    assert page.evaluate("document.documentElement.lang") == "ru"
    page.get_by_role("radio", name="한국어").check(force=True)
    assert page.title() == catalogue("ko").say("record_title")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    assert complaints == []


@pytest.mark.browser
def test_the_page_reads_without_scripts(maps, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(f"file://{maps / 'record.html'}")
    assert page.locator("article").count() > 400
    assert page.locator(".koryo-languages").count() == 0


WAYS = {
    "en": ("In 1937 no railway of this record reached this place", "river, Chardzhou – Urgench", "inferred"),
    "ko": ("1937년에 이 기록의 철도는 이곳에 닿지 않았다", "강, 차르주 – 우르겐치", "추론"),
    "ru": ("В 1937 году ни одна железная дорога этого свода сюда не доходила", "река, Чарджоу – Ургенч", "предположительно"),
    "kk": ("1937 жылы осы жинақтағы бірде-бір темір жол мұнда жетпеген", "өзен, Шаржау – Үргеніш", "болжап шығарылған"),
}


@pytest.mark.parametrize("lang", WAYS)
def test_places_off_the_railways_say_how_they_were_reached_and_how_sure_that_is(record, lang):
    made = record_page.render(Texts(record, (lang,)))
    section = made[made.index('<section id="ways"') : made.index('<section id="gaps"')]
    state, way, certainty = WAYS[lang]
    assert state in html.unescape(section)
    place = re.search(r'<li id="place-nukus">(.*?)</li>', section, re.DOTALL)[1]
    assert way in html.unescape(re.sub("<[^>]*>", "", place))
    assert certainty in place
    assert re.findall(r'<li id="place-([\w-]+)">', section) == [
        *(
            row.place
            for row in record.places
            if routing.access(record, row.place).rail == "no" and routing.access(record, row.place).lines
        ),
        *(row.place for row in record.places if routing.access(record, row.place).rail == "doubtful"),
        *(
            row.place
            for row in record.places
            if not (routing.access(record, row.place).lines or routing.access(record, row.place).rail == "yes")
        ),
    ]


def test_a_dataset_without_lines_says_nothing_of_ways(copy):
    from tests.sample import rows_of

    folder = empty(empty(copy(), "lines"), "stations")
    write_rows(folder, "flows", [row | {"stops": "", "days_min": "", "days_max": ""} for row in rows_of(folder, "flows")])
    assert 'id="ways"' not in record_page.render(Texts(koryo_geo.load(folder)))
