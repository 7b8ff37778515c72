"""A figure answers for itself."""

import json
from dataclasses import replace

import pytest

import koryo_geo
from koryo_geo import NoMatchError
from koryo_geo.review.diff import diff
from koryo_geo.review.explain import explain


def keys(found):
    return [answer.figure for answer in found.answers]


def test_a_number_finds_the_figures_that_some_source_gives_it_for(record):
    found = explain(record, 171_781)
    (answer,) = found.answers
    assert answer.figure == "ussr.1937-10-25.deported.persons"
    assert len(answer.attestations) == 4
    assert [row.source for row in answer.attestations if row.used] == ["pohl2009"]
    assert {"persons-of-the-report", "with-the-last-816"} <= {rule.rule for rule in answer.rules}
    assert any(use.startswith("route, as caption") for use in answer.uses)
    assert any("chapter route:fork" in line for line in answer.mentions)
    assert answer.moves == ()


def test_a_drawn_figure_says_which_flows_and_pictures_rest_on_it(record):
    (answer,) = explain(record, "95,256").answers
    assert answer.moves == ("route", "resettlement")
    assert answer.flows == ("far-east.kazakh-ssr: From the Far East to the Kazakh SSR",)


@pytest.mark.parametrize("written", ["1000", "1,000", "1 000", "1\u00a0000", "1.000", "1'000"])
def test_a_number_may_be_grouped_in_any_way(minimal, written):
    assert keys(explain(minimal, written)) == ["old-realm.1867.deported.persons"]


def test_a_number_that_only_a_sum_makes_finds_the_rule(record):
    assert [rule.rule for rule in explain(record, "62,442").rules] == ["c02-south-north-and-west"]
    assert [rule.rule for rule in explain(record, "16272").rules] == ["c01-households-of-the-report"]


def test_a_number_of_deaths_is_told_with_its_scope(minimal):
    (line,) = explain(minimal, 7).deaths
    assert line.startswith("on the journey: 7 (")
    assert line.endswith("1867, documented, medium confidence)")


def test_keys_are_found(minimal):
    assert keys(explain(minimal, "b-land.1868.census.persons")) == ["b-land.1868.census.persons"]
    assert keys(explain(minimal, "b-land.1868.census.persons.made-up-rival")) == ["b-land.1868.census.persons"]
    assert keys(explain(minimal, "c-town")) == ["c-town.1868.resident.persons", "c-town.1868.moved.persons"]
    assert len(explain(minimal, "made-up-rival").answers) == 6
    assert explain(minimal, "sent-people").rules[0].holds


@pytest.mark.parametrize("name", ["B-land", "b land", "B-LAND"])
def test_a_name_is_found_whatever_its_case_and_signs(minimal, name):
    assert len(explain(minimal, name).answers) == 3


@pytest.mark.parametrize("name", ["Ushtobe", "Уштобе", "우슈토베", "Үштөбе"])
def test_a_name_is_found_in_any_language(record, name):
    assert keys(explain(record, name)) == ["ushtobe.1937.settled.persons"]


def test_a_label_is_found_by_its_words_in_any_language(minimal):
    assert keys(explain(minimal, "sent away people")) == ["old-realm.1867.deported.persons"]
    assert keys(explain(minimal, "сосчитанные люди")) == ["b-land.1868.census.persons"]


@pytest.mark.parametrize("asked", ["Made-up-rival", "a letter that does not exist"])
def test_an_author_or_title_finds_the_figures_that_rest_on_the_work(minimal, asked):
    assert keys(explain(minimal, asked)) == keys(explain(minimal, "made-up-rival"))


def test_an_authors_name_is_enough(record):
    assert "ussr.1937-10-25.deported.persons" in keys(explain(record, "Pohl"))


def test_a_misspelt_name_is_read_as_the_nearest(record):
    found = explain(record, "Kustanay oblast")
    assert found.read_as == "Kustanai oblast"
    assert all(key.startswith("kustanai-oblast") for key in keys(found))
    assert "read as Kustanai oblast" in str(found)


def test_a_date_keeps_the_figures_that_may_be_of_it(record):
    found = explain(record, "Kazakh SSR", date="1937")
    assert keys(found)
    assert all(".1937" in key for key in keys(found))


def test_a_date_without_figures_is_told_with_those_there_are(minimal):
    with pytest.raises(NoMatchError, match=r"nothing on 'B-land' in minimal at 1900; there are figures of 1867-10-01, 1868-05"):
        explain(minimal, "B-land", date="1900")


def test_a_date_that_is_none_is_refused(minimal):
    with pytest.raises(ValueError, match="not an EDTF date"):
        explain(minimal, "B-land", date="autumn")


def test_what_nothing_answers_is_said_with_what_comes_close(minimal):
    with pytest.raises(NoMatchError, match=r"Did you mean 1,000"):
        explain(minimal, 1001)
    with pytest.raises(NoMatchError, match="Ask for a number, a key"):
        explain(minimal, "zzzz")


def test_an_answer_is_text_html_and_plain_data(minimal):
    found = koryo_geo.explain(minimal, "1,000")
    assert str(found).startswith("1,000: 1 figure\n")
    assert "sent-people-by-the-letter fails." in str(found)
    assert "1,000, printed '1,000': made-up-for-tests, koryo_geo. A ledger" in str(found)
    assert "<h4>All people sent away</h4>" in found._repr_html_()
    assert found.to_dict()["answers"][0]["rules"][0]["holds"] is True


def test_a_place_without_a_figure_is_known_and_said_to_have_none(minimal, record):
    with pytest.raises(NoMatchError, match=r"^minimal knows Lost Village, and holds no figure for it$"):
        explain(minimal, "lost village")
    for asked in ("Nukus", "nukus", "Нукус", "Нөкіс"):
        with pytest.raises(NoMatchError, match="knows Nukus, and holds no figure"):
            explain(record, asked)


def test_a_notebook_shows_it_as_html_and_a_console_as_it_prints(minimal):
    from IPython.core.formatters import DisplayFormatter

    found = explain(minimal, "1,000")
    shown, _ = DisplayFormatter(active_types=["text/html", "text/plain"]).format(found)
    assert shown["text/html"] == found._repr_html_()
    assert shown["text/plain"] == str(found)
    for heading in ("Sources say", "Arithmetic", "What rests on it", "If it changes"):
        assert f"<p><b>{heading}</b></p><ul><li>" in shown["text/html"]


def test_a_picture_is_said_to_move_when_it_does(minimal):
    """Each figure's number is changed, and what explain says beforehand is compared with what diff sees afterwards."""
    told = 0
    for figure in minimal.figures:
        drawn = {use.attestation for use in minimal.uses if use.figure == figure.figure}
        changed = tuple(
            replace(row, value=row.value + 100, low=None, high=None) if row.attestation in drawn and row.value is not None else row
            for row in minimal.attestations
        )
        moved = {change.key for change in diff(minimal, replace(minimal, attestations=changed)).maps}
        if changed != minimal.attestations:
            assert set(explain(minimal, figure.figure).answers[0].moves) == moved, figure.figure
            told += 1
    assert told > 4


def test_an_answer_as_json_has_every_part(minimal):
    (answer,) = json.loads(json.dumps(explain(minimal, "b-land.1867.allocated.persons").to_dict()))["answers"]
    assert answer["moves"] == ["journey", "counts"]
    assert answer["flows"] == ["a.b: From A-land to B-land"]
    assert [row["how_seen"] for row in answer["attestations"]] == ["invented", "invented"]
    assert {rule["rule"] for rule in answer["rules"]} == {"sent-people", "sent-people-by-the-letter"}
    assert all(answer[part] for part in ("attestations", "rules", "uses", "flows", "mentions", "moves"))


def test_an_answer_tells_rules_and_deaths_apart(minimal):
    text = str(explain(minimal, "sent-people"))
    assert "0 figures, 1 rule" in text
    assert "Rules\n  sent-people holds." in text
    assert "Estimates of deaths" in explain(minimal, 7)._repr_html_()
    assert "<b>Rules</b>" in explain(minimal, "sent-people")._repr_html_()


def test_all_words_of_the_dataset_are_escaped_in_html(minimal):
    figures = tuple(replace(row, label="<b>&", note="<i>") for row in minimal.figures)
    html = explain(replace(minimal, figures=figures), "1,000")._repr_html_()
    assert "<b>&" not in html
    assert "&lt;b&gt;&amp;" in html
    assert "&lt;i&gt;" in html


def test_every_figure_of_the_record_answers(record):
    for row in record.figures:
        (answer,) = explain(record, row.figure).answers
        assert answer.attestations
        assert answer.where
