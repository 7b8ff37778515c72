"""Which rows, findings and pictures differ between two states of a dataset."""

from dataclasses import fields, replace

import shapely

import koryo_geo
from koryo_geo.review.diff import _PARTS, diff
from tests.test_check import with_row
from tests.test_rules import with_number


def lines(changes):
    return [str(change) for change in changes]


def test_nothing_differs_from_itself(record):
    found = diff(record, record)
    assert (found.rows, found.findings, found.maps, found.regions) == ((), (), (), ())
    assert str(found) == "no picture moved"


def test_a_changed_number_is_told_with_what_it_moves(minimal):
    found = diff(minimal, with_number(minimal, "b-land.1867.allocated.persons.made-up-for-tests", value=601))
    assert lines(found.rows) == ["changed: b-land.1867.allocated.persons.made-up-for-tests, value: 600 -> 601"]
    assert "changed: sent-people, holds: True -> False" in lines(found.findings)
    assert lines(found.maps) == ["changed: journey, flows", "changed: counts, counts on regions and places, and moves"]
    assert "pictures that moved (2)" in str(found)


def test_a_number_that_no_map_draws_moves_no_picture(minimal):
    found = diff(minimal, with_number(minimal, "b-hills.1868.plan.households.made-up-rival", value=None))
    assert lines(found.rows) == ["changed: b-hills.1868.plan.households.made-up-rival, value: 30 -> blank"]
    assert found.maps == ()


def test_rows_that_come_and_go_are_told(minimal):
    new = replace(minimal, rules=minimal.rules[:1], deaths=(*minimal.deaths, replace(minimal.deaths[0], death="another")))
    found = diff(minimal, new)
    assert {(change.table, change.key, change.change) for change in found.rows} == {
        ("rules", "sent-people-by-the-letter", "removed"),
        ("deaths", "another", "added"),
    }
    assert lines(found.findings) == ["removed: sent-people-by-the-letter"]


def test_another_choice_of_source_moves_the_picture(minimal):
    found = diff(minimal, with_row(minimal, "uses", 0, attestation="b-land.1867.allocated.persons.made-up-rival"))
    assert [(change.table, change.column) for change in found.rows] == [("uses", "attestation")]
    assert [change.key for change in found.maps] == ["journey"]


def test_a_moved_border_moves_the_maps_that_draw_it(minimal):
    drawn = next(number for number, row in enumerate(minimal.regions) if row.unit == "b-land")
    shape = minimal.regions[drawn].geometry.union(shapely.box(5, 44.5, 5.1, 44.6)).buffer(0.01)
    found = diff(minimal, with_row(minimal, "regions", drawn, geometry=shape))
    assert [change.change for change in found.regions] == ["changed"]
    assert lines(found.maps) == ["changed: counts, polygons"]


def test_words_of_a_map_and_its_ground_are_part_of_its_picture(minimal):
    found = diff(minimal, with_row(minimal, "maps", 0, title="Another"))
    assert lines(found.maps) == ["changed: journey, words or view"]
    assert "ground" in diff(minimal, replace(minimal, base_map=minimal.base_map[:1])).maps[0].column


def test_a_map_that_takes_another_time_is_told(minimal):
    (change,) = diff(minimal, with_row(minimal, "maps", 0, end="1867-10-16")).maps
    assert "its days, its pace" in change.column


def test_every_part_of_a_picture_has_a_name_in_a_difference(minimal):
    """What a timeline holds beside its kind and its version is compared, so that nothing of it changes in silence."""
    parts = {field.name for field in fields(koryo_geo.Timeline)}
    assert parts - set(_PARTS) == {"kind", "version"}
    assert set(_PARTS) <= parts


def test_a_place_of_another_name_is_told(minimal):
    number = next(n for n, row in enumerate(minimal.names) if (row.subject, row.lang) == ("b-town", "en"))
    (change,) = diff(minimal, with_row(minimal, "names", number, name="B-ville")).maps
    assert str(change) == "changed: journey, names of places"


def test_a_map_that_can_no_longer_be_drawn_is_told(minimal):
    lines_ = tuple(replace(line, in_use="no") for line in minimal.lines)
    (change,) = diff(minimal, replace(minimal, lines=lines_)).maps
    assert (change.key, change.column, change.old) == ("journey", "whether it can be drawn", "drawn")


def test_a_difference_is_plain_data(minimal):
    found = diff(
        minimal, replace(minimal, maps=minimal.maps[:1], chapters=tuple(r for r in minimal.chapters if r.map == "journey"))
    )
    assert found.to_dict()["maps"][0] == {"table": "maps", "key": "counts", "change": "removed", "column": "", "old": "", "new": ""}


def test_a_translation_that_stayed_while_its_text_changed_is_told(record):
    number = next(number for number, row in enumerate(record.rules) if row.rule == "c13-census-of-1970")
    new = with_row(record, "rules", number, statement="Two sources give one number, a table another.")
    found = diff(record, new)
    assert lines(found.translations) == ["changed: rules, c13-census-of-1970, statement in ko, ru, kk"]
    assert "translations that stayed while their text changed (1)" in str(found)
    ko = next(
        n
        for n, row in enumerate(new.translations)
        if (row.key, row.lang) == ("c13-census-of-1970", "ko") and row.column == "statement"
    )
    assert lines(diff(record, with_row(new, "translations", ko, text="새 문장")).translations) == [
        "changed: rules, c13-census-of-1970, statement in ru, kk"
    ]


def test_the_reason_of_a_use_is_translated_by_its_map_and_figure(record):
    number = next(n for n, row in enumerate(record.uses) if row.figure == "ussr.1937-10-25.deported.households")
    found = diff(record, with_row(record, "uses", number, reason="Another reason."))
    assert lines(found.translations) == ["changed: uses, route:ussr.1937-10-25.deported.households, reason in ko, ru, kk"]
