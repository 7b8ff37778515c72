"""What is said of a valid dataset, and what a strict check refuses."""

import json
from dataclasses import replace

import pytest
import shapely
from typer.testing import CliRunner

from koryo_geo.cli import app
from koryo_geo.data.attestations import how_much_seen
from koryo_geo.review import check
from koryo_geo.review.check import GROUPS, SEVERITIES, _transcription
from koryo_geo.review.totals import table
from tests.sample import edit, rows_of, set_geometry, set_property, spoil
from tests.test_rules import with_number


def said(dataset, group):
    return {item["subject"]: item for item in check.report(dataset)["items"] if item["group"] == group}


def with_row(dataset, table, number, **cells):
    rows = list(getattr(dataset, table))
    rows[number] = replace(rows[number], **cells)
    return replace(dataset, **{table: tuple(rows)})


def test_a_report_is_plain_data(minimal):
    found = check.report(minimal)
    assert json.loads(json.dumps(found)) == found | {"findings": json.loads(json.dumps(found["findings"]))}
    assert found["faults"] == []
    assert set(found) == {"dataset", "faults", "notices", "items", "maps", "refusals", "findings", "unguarded", "totals"}


def test_items_come_by_severity_and_subject(record):
    items = check.report(record)["items"]
    places = [(SEVERITIES.index(item["severity"]), list(GROUPS).index(item["group"])) for item in items]
    assert places == sorted(places)


def test_persons_given_are_matched_on_every_map(record):
    maps = check.report(record)["maps"]
    assert maps["route"] == {"given": 172_597, "matched": 172_597, "unmatched": 0}
    assert all(counts["unmatched"] == 0 and counts["given"] > 0 for counts in maps.values())


def test_a_count_without_a_polygon_is_an_error(minimal):
    lost = replace(minimal, regions=tuple(row for row in minimal.regions if row.unit != "b-land"))
    found = check.report(lost)
    assert {item["subject"] for item in found["items"] if item["severity"] == "error"} == {
        "b-land.1867.allocated.persons",
        "b-land.1868.census.persons",
    }
    assert found["maps"]["counts"]["unmatched"] == 1220
    assert check.open_items(found)


def test_a_count_that_no_chapter_shows_is_an_error(minimal):
    early = replace(minimal, chapters=tuple(row for row in minimal.chapters if row.chapter != "stayed"))
    errors = [item for item in check.report(early)["items"] if item["severity"] == "error"]
    assert errors
    assert all("no chapter shows its date" in item["message"] for item in errors)


def test_a_flow_without_a_way_is_an_error(minimal):
    lines = tuple(replace(line, in_use="no") for line in minimal.lines)
    item = said(replace(minimal, lines=lines), "conservation")["journey"]
    assert item["severity"] == "error"


def test_a_failing_rule_is_a_warning_that_the_dataset_acknowledges(minimal):
    item = said(minimal, "arithmetic")["sent-people-by-the-letter"]
    assert (item["severity"], item["acknowledged"]) == ("warning", True)
    assert check.open_items(check.report(minimal)) == []


def test_a_rule_that_comes_out_otherwise_is_not_acknowledged(minimal):
    changed = with_number(minimal, "c-land.1867.allocated.persons.made-up-for-tests", value=401, as_in_source="401")
    (one, other) = check.open_items(check.report(changed))
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
            assert [item for item in _transcription(changed) if item.subject == row.attestation], row.attestation


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


def test_the_end_of_a_way_is_judged_by_the_borders_of_the_last_arrival(minimal):
    b_land = next(number for number, row in enumerate(minimal.regions) if row.unit == "b-land")
    left = with_row(minimal, "regions", b_land, valid_to="1867-09-12")
    moved_away = replace(minimal.regions[b_land], region="later", valid_from="1867-09-13", geometry=shapely.box(0, 0, 1, 1))
    later = replace(left, regions=(*left.regions, moved_away))
    assert said(later, "places")["a.b"]["message"] == "its last stop, b-town, lies outside b-land on 1867-09-19"


def test_a_name_without_a_source_is_a_warning(minimal):
    item = said(with_row(minimal, "names", 0, source=""), "names")["a-town"]
    assert (item["severity"], item["message"]) == ("warning", "the name 'A-town' has no source")


def test_the_makers_own_names_are_counted(record):
    own = [row for row in record.names if row.source == "editorial"]
    assert said(record, "names")["editorial"]["message"].startswith(f"{len(own)} of {len(record.names)} names")


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
    totals = check.report(record)["totals"]
    assert totals["figures"] == len(record.figures)
    assert totals["attestations"] == len(record.attestations)
    assert totals["sources"] == totals["sources_seen"] + totals["sources_in_excerpt"] + totals["sources_not_seen"]
    kinds = ("holding", "failing", "of_different_counts", "of_different_accounts", "not_judged")
    assert totals["rules"] == sum(totals[f"rules_{kind}"] for kind in kinds)
    assert totals["unknown_regions"] == 15


def test_the_list_ends_with_a_table_in_markdown(minimal):
    found = check.report(minimal)
    text = check.listing(found)
    assert text.endswith(table(found))
    assert "| Rules evaluated | 2 |" in text
    assert "warning: Findings: what does not add up, counts differently or disagrees (1)" in text
    assert "note: was read" in check.listing(found | {"notices": ["was read"]})


def moved(folder):
    """A place, and its point on the line, far from the unit that it is said to be in."""
    place = next(n for n, row in enumerate(rows_of(folder, "places")) if row["place"] == "c-town")
    spoil(folder, "places", place, lon="3")
    station = next(n for n, row in enumerate(rows_of(folder, "stations")) if row["place"] == "c-town" and row["line"] == "b-c-rail")
    return spoil(folder, "stations", station, lon="3")


#: What each part of a check says of a copy that is spoiled there: the heading, words, and whether it keeps the copy from loading.
SPOILED = {
    "structure": (
        lambda folder: spoil(folder, "attestations", 0, value="-3"),
        "error: Structure (1)",
        "attestations.csv:2:value",
        True,
    ),
    "references": (
        lambda folder: spoil(folder, "attestations", 0, source="made-up-rivals"),
        "error: References (1)",
        "attestations.csv:2:source: got 'made-up-rivals'; expected a key of sources.csv. Did you mean made-up-rival?",
        True,
    ),
    "dates": (
        lambda folder: spoil(folder, "figures", 0, date="autumn"),
        "error: Dates (1)",
        "figures.csv:2:date: got 'autumn'",
        True,
    ),
    "positions": (lambda folder: spoil(folder, "places", 0, lat=""), "error: Positions (1)", "places.csv:2:lat: got nothing", True),
    "polygons": (
        lambda folder: edit(folder, "regions.geojson", set_geometry(0, "Point", [1, 45])),
        "error: Polygons (1)",
        "regions.geojson:1:geometry: got Point",
        True,
    ),
    "names": (
        lambda folder: spoil(folder, "names", 0, source=""),
        "error: Names without a source (1)",
        "names.csv:2:source: got nothing; expected a value for source.",
        True,
    ),
    "conservation": (
        lambda folder: edit(folder, "regions.geojson", set_property(1, "valid_from", "1869-01-01")),
        "error: Conservation: every person is accounted for",
        "b-land.1867.allocated.persons: ",
        False,
    ),
    "arithmetic": (
        lambda folder: spoil(folder, "attestations", 2, value="601", as_in_source="601"),
        "warning: Findings: what does not add up, counts differently or disagrees",
        "sent-people: The sides are 1,001 and 1,000, a difference of 1",
        False,
    ),
    "transcription": (
        lambda folder: spoil(folder, "attestations", 2, value="601"),
        "warning: Numbers beside the words of their source (1)",
        "601 does not stand in the words of its source: '600'",
        False,
    ),
    "places": (
        moved,
        "warning: Places outside the region they are said to lie in (1)",
        "a.c: its last stop, c-town, lies outside c-land on 1867-09-29",
        False,
    ),
}


@pytest.mark.parametrize("part", SPOILED)
def test_a_copy_spoiled_in_one_part_is_told_under_its_heading_and_refused_when_strict(copy, part):
    change, heading, words, keeps_from_loading = SPOILED[part]
    folder = change(copy())
    result = CliRunner().invoke(app, ["check", str(folder)])
    text = result.stderr if keeps_from_loading else result.stdout
    assert heading in text
    assert words in text[text.index(heading) :]
    assert result.exit_code == (1 if keeps_from_loading or part == "conservation" else 0)
    assert CliRunner().invoke(app, ["check", str(folder), "--strict"]).exit_code == 1


def test_regions_without_a_polygon_at_some_time_are_told_by_vintage(copy):
    folder = edit(copy(), "regions.geojson", lambda content: later(content["features"]))
    result = CliRunner().invoke(app, ["check", str(folder)])
    assert "note: Regions by vintage (2)" in result.stdout
    assert "a-land: no polygon from 1868-01-01 to 1868-01-31" in result.stdout


def later(features):
    """Give the first polygon a second vintage, with a month between the two."""
    again = json.loads(json.dumps(features[0]))
    features[0]["properties"]["valid_to"] = "1867-12-31"
    again["properties"] |= {"region": "a-land-again", "valid_from": "1868-02-01"}
    features.append(again)


def test_what_the_dataset_does_not_own_to_comes_first_and_is_named_again_at_the_end(copy):
    folder = spoil(copy(), "attestations", 2, value="601", as_in_source="601")
    text = CliRunner().invoke(app, ["check", str(folder)]).stdout
    listed = text[text.index("warning: Findings") :].splitlines()
    assert listed[1].startswith("  sent-people: The sides are")
    assert text.rstrip().endswith(
        "Not acknowledged: sent-people.\n"
        "If the new number is right, write the rule's difference and mend its statement in rules.csv, and its translations."
    )
    assert "Not acknowledged" not in CliRunner().invoke(app, ["check", "minimal"]).stdout


def test_what_the_dataset_owns_to_does_not_fail_a_strict_check():
    assert CliRunner().invoke(app, ["check", "minimal", "--strict"]).exit_code == 0
    assert CliRunner().invoke(app, ["check", "--strict"]).exit_code == 0


def test_faults_come_in_groups_and_say_that_more_may_follow(copy):
    folder = spoil(spoil(copy(), "figures", 0, date="autumn"), "attestations", 0, source="nobody")
    lines = CliRunner().invoke(app, ["check", str(folder)]).stderr.splitlines()
    assert lines[0] == f"{folder}: 2 faults"
    assert [line for line in lines if line.startswith("error")] == ["error: References (1)", "error: Dates (1)"]
    assert lines[-1] == "Nothing else is looked at until these are mended."
