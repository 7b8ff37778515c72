"""Moves after settlement: both ends, one end or none; a line only where two ends are known and apart."""

import pytest

import koryo_geo
from koryo_geo import timeline_of
from koryo_geo.timeline.moves import label_point
from tests.sample import add, faults_of, spoil


def moves(dataset, chapter=1):
    """The moves of a moment of the invented counts."""
    return {state.move: state for state in timeline_of(dataset, "counts").moments[chapter].moves}


def test_a_move_with_two_ends_has_two_points_and_its_number(minimal):
    state = moves(minimal)["1868.c-town"]
    assert (state.status, state.value, state.counted, state.kind) == ("known", 40, "persons", "moved")
    assert state.origin == label_point(minimal, "b-land")
    assert state.destination == (11, 46)


def test_an_end_that_no_source_names_has_no_point_and_an_unknown_number_is_none(minimal):
    state = moves(minimal)["1868.b-town"]
    assert (state.origin, state.status, state.value) == (None, "unknown", None)


def test_moves_stand_at_their_own_chapter_only(minimal):
    assert moves(minimal, 0) == {}


def test_a_move_inside_one_unit_has_no_line(copy):
    folder = spoil(copy(), "moves", 0, from_unit="old-realm", to_unit="b-land", to_place="")
    state = moves(koryo_geo.load(folder))["1868.c-town"]
    assert state.origin is None
    assert state.destination is not None


@pytest.mark.parametrize(
    "cells",
    [
        {"from_unit": "b-land", "to_unit": "old-realm", "to_place": ""},
        {"from_unit": "c-land", "to_place": "c-town"},
        {"from_unit": "", "from_place": "c-town", "to_place": "c-town"},
    ],
    ids=["a unit to the one that holds it", "a unit to a place on its ground", "a place to itself"],
)
def test_two_ends_that_are_not_apart_have_no_line(copy, cells):
    state = moves(koryo_geo.load(spoil(copy(), "moves", 0, **cells)))["1868.c-town"]
    assert state.origin is None


def test_a_move_says_its_certainty_its_source_and_its_places(minimal):
    state = moves(minimal)["1868.c-town"]
    assert (state.certainty, state.sources, state.places) == ("documented", ("made-up-for-tests",), ("c-town",))


def test_a_unit_without_point_or_polygon_has_no_label_point(minimal):
    assert label_point(minimal, "b-hills") is None


def test_the_label_point_lies_in_the_polygon_of_the_day(record):
    from shapely import Point

    region = next(row for row in record.regions if row.region == "karaganda-oblast.1939")
    assert region.geometry.contains(Point(label_point(record, "karaganda-oblast", "1943-06-30")))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"from_place": "a-town"}, "moves.csv:2:from_unit: got both unit and place; expected one of them"),
        ({"chapter": "stayd"}, "moves.csv:2:chapter: got 'stayd'; expected a chapter of 'counts'. Did you mean stayed?"),
        ({"chapter": "sent"}, "moves.csv:2:chapter: got 1867-10-01, for a figure of 1868-04"),
        ({"figure": "c-town.1868.resident.persons"}, "which the map does not use; expected a row in uses.csv"),
        ({"to_place": "d-town"}, "moves.csv:2:to_place: got 'd-town'; expected a key of places.csv"),
    ],
)
def test_a_move_that_cannot_be_is_refused_with_what_to_do(copy, cells, said):
    assert any(said in fault for fault in faults_of(spoil(copy(), "moves", 0, **cells)))


def test_a_unit_that_holds_another_is_left_to_it(copy):
    folder = add(
        copy(), "moves", move="1868.in", map="counts", chapter="stayed", label="In B-land", figure="c-town.1868.moved.persons",
        from_unit="old-realm", to_unit="b-land", certainty="documented", source="made-up-for-tests",
    )  # fmt: skip
    drawn = {state.region for state in timeline_of(koryo_geo.load(folder), "counts").moments[1].regions}
    assert not any(region.startswith("old-realm") for region in drawn)
