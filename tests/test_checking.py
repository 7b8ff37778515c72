"""What is said of a valid dataset, and what a strict check refuses."""

import json
from dataclasses import replace

import pytest
import shapely

from koryo_geo import checking
from koryo_geo.record import how_much_seen
from tests.test_arithmetic import with_number


def said(dataset, group):
    return {item["subject"]: item for item in checking.report(dataset)["items"] if item["group"] == group}


def with_row(dataset, table, number, **cells):
    rows = list(getattr(dataset, table))
    rows[number] = replace(rows[number], **cells)
    return replace(dataset, **{table: tuple(rows)})


def test_a_report_is_plain_data(minimal):
    found = checking.report(minimal)
    assert json.loads(json.dumps(found)) == found | {"findings": json.loads(json.dumps(found["findings"]))}
    assert found["faults"] == []
    assert set(found) == {"dataset", "faults", "notices", "items", "maps", "findings", "unguarded", "totals"}


def test_items_come_by_severity_and_subject(record):
    items = checking.report(record)["items"]
    places = [(checking.SEVERITIES.index(item["severity"]), list(checking.GROUPS).index(item["group"])) for item in items]
    assert places == sorted(places)


def test_persons_given_are_matched_on_every_map(record):
    maps = checking.report(record)["maps"]
    assert maps["route"] == {"given": 172_597, "matched": 172_597, "unmatched": 0}
    assert all(counts["unmatched"] == 0 and counts["given"] > 0 for counts in maps.values())


def test_a_count_without_a_polygon_is_an_error(minimal):
    lost = replace(minimal, regions=tuple(row for row in minimal.regions if row.unit != "b-land"))
    found = checking.report(lost)
    assert {item["subject"] for item in found["items"] if item["severity"] == "error"} == {
        "b-land.1867.allocated.persons",
        "b-land.1868.census.persons",
    }
    assert found["maps"]["counts"]["unmatched"] == 1220
    assert checking.open_items(found)


def test_a_count_that_no_chapter_shows_is_an_error(minimal):
    early = replace(minimal, chapters=tuple(row for row in minimal.chapters if row.chapter != "stayed"))
    errors = [item for item in checking.report(early)["items"] if item["severity"] == "error"]
    assert errors
    assert all("no chapter shows its date" in item["message"] for item in errors)


def test_a_flow_without_a_way_is_an_error(minimal):
    lines = tuple(replace(line, in_use="no") for line in minimal.lines)
    item = said(replace(minimal, lines=lines), "conservation")["journey"]
    assert item["severity"] == "error"


def test_a_failing_rule_is_a_warning_that_the_dataset_acknowledges(minimal):
    item = said(minimal, "arithmetic")["sent-people-by-the-letter"]
    assert (item["severity"], item["acknowledged"]) == ("warning", True)
    assert checking.open_items(checking.report(minimal)) == []


def test_a_rule_that_comes_out_otherwise_is_not_acknowledged(minimal):
    changed = with_number(minimal, "c-land.1867.allocated.persons.made-up-for-tests", value=401, as_in_source="401")
    (one, other) = checking.open_items(checking.report(changed))
    assert "The sides are 1,001 and 1,000, a difference of 1, and the rule states another outcome." in one["message"]
    assert other["subject"] == "sent-people-by-the-letter"


def test_a_number_that_is_not_in_its_sources_words_is_a_warning(minimal):
    changed = with_number(minimal, "b-hills.1868.plan.households.made-up-rival", value=31)
    assert "31 does not stand in the words of its source: '30 households'" in next(
        item["message"] for item in said(changed, "transcription").values()
    )


@pytest.mark.parametrize("words", ["thirty households", "30 households", "0.03 thousand", "some 30"])
def test_a_number_may_stand_in_its_sources_words_in_many_ways(minimal, words):
    assert not said(with_number(minimal, "b-hills.1868.plan.households.made-up-rival", as_in_source=words), "transcription")


def test_every_number_of_the_record_stands_in_the_words_of_its_source(record):
    assert said(record, "transcription") == {}


@pytest.mark.parametrize("step", [1, -1])
def test_every_number_of_the_record_is_guarded_by_a_rule_or_by_its_sources_words(record, step):
    for row in record.attestations:
        if row.value is not None:
            changed = with_number(record, row.attestation, value=row.value + step)
            assert [item for item in checking._transcription(changed) if item.subject == row.attestation], row.attestation


def test_days_between_two_polygons_of_a_unit_are_told(minimal):
    first = with_row(minimal, "regions", 0, valid_to="1867-12-31")
    again = replace(first, regions=(*first.regions, replace(minimal.regions[0], region="again", valid_from="1868-02-01")))
    assert said(again, "regions")[minimal.regions[0].unit]["message"] == "no polygon from 1868-01-01 to 1868-01-31"


def test_land_without_a_part_is_told(minimal):
    whole = replace(
        minimal.regions[0], region="all", unit="old-realm", level="union", parent="", geometry=shapely.box(0, 40, 20, 50)
    )
    message = said(replace(minimal, regions=(*minimal.regions, whole)), "regions")["old-realm"]["message"]
    assert "of it lies in no part of its own on 1867-10-01, 1868-05-01" in message


def test_a_place_apart_from_the_others_of_its_country_is_told(minimal):
    more = [replace(minimal.places[0], place=f"a-{number}", country="XA") for number in range(2)]
    strange = replace(minimal.places[1], place="strange", country="XA")
    item = said(replace(minimal, places=(*minimal.places, *more, strange)), "places")["strange"]
    assert (item["severity"], item["message"]) == ("warning", "lies in b-land; other places of XA lie in a-land")


def test_a_label_point_outside_its_unit_is_told(minimal):
    assert "its label point lies outside it" in said(with_row(minimal, "units", 3, label_lat=10.0), "places")["c-land"]["message"]


def test_a_name_without_a_source_is_a_warning(minimal):
    item = said(with_row(minimal, "names", 0, source=""), "names")["a-town"]
    assert (item["severity"], item["message"]) == ("warning", "the name 'A-town' has no source")


def test_the_makers_own_names_are_counted(record):
    assert said(record, "names")["editorial"]["message"].startswith("1008 of 1353 names")


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("full text", "seen"),
        ("full table", "seen"),
        ("excerpt of an OCR text", "excerpt"),
        ("abstract only", "excerpt"),
        ("opening only", "excerpt"),
        ("not read: named in other sources", "not_seen"),
        ("listing only", "not_seen"),
        ("our own", "own"),
    ],
)
def test_how_much_of_a_source_was_seen_is_one_of_four_words(minimal, words, seen):
    assert how_much_seen(replace(minimal.sources[0], how_seen=words)) == seen


def test_the_table_counts_what_the_dataset_holds(record):
    totals = checking.report(record)["totals"]
    assert totals["figures"] == len(record.figures)
    assert totals["attestations"] == len(record.attestations)
    assert totals["sources"] == totals["sources_seen"] + totals["sources_in_excerpt"] + totals["sources_not_seen"]
    assert totals["rules"] == totals["rules_holding"] + totals["rules_failing"] + totals["rules_not_judged"]
    assert totals["unknown_regions"] == 13


def test_the_list_ends_with_a_table_in_markdown(minimal):
    found = checking.report(minimal)
    text = checking.listing(found)
    assert text.endswith(checking.table(found))
    assert "| Rules evaluated | 2 |" in text
    assert "warning: Arithmetic: what does not add up (1)" in text
    assert "note: was read" in checking.listing(found | {"notices": ["was read"]})
