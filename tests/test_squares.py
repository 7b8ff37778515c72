"""Squares of a map of flows: all on their own land, and the same whatever the page is."""

from dataclasses import replace
from functools import cache

import pytest
from shapely import box, covers, intersects, points, union_all

import koryo_geo
from koryo_geo.content.land import Land, point_km, region_on, to_degrees, to_km
from koryo_geo.content.squares import corners, squares_of
from koryo_geo.style import Projection


@cache
def laid_out(name):
    dataset = koryo_geo.load(name)
    plan = next(plan for plan in dataset.maps if plan.kind == "flows")
    projection = Projection.of(dataset.projection, (plan.west, plan.south, plan.east, plan.north))
    timeline = koryo_geo.timeline_of(dataset, plan.map)
    return dataset, plan, projection, timeline, squares_of(dataset, timeline, plan, projection)


@pytest.fixture(scope="module", params=["koryo1937", "minimal"])
def layout(request):
    return laid_out(request.param)


def test_no_corner_of_a_square_leaves_its_unit_or_lies_in_a_lake(layout):
    dataset, _, projection, _, squares = layout
    lakes = union_all([to_km(projection, row.geometry) for row in dataset.base_map if row.kind == "lake"])
    region_of = {row.region: row for row in dataset.regions}
    for block in squares.blocks:
        spots = [spot for square in block.squares for spot in (square, *corners(square, squares.side_km))]
        ground = region_of[block.region].geometry.buffer(1e-9)
        assert covers(ground, points([to_degrees(projection, spot) for spot in spots])).all()
        ends = [corners(square, squares.side_km) for square in block.squares]
        assert not intersects(lakes, [box(*south_west, *north_east) for south_west, _, north_east, _ in ends]).any()
    assert all(block.squares for block in squares.blocks)


def test_every_trip_has_a_square_of_its_own_where_it_leaves_and_where_it_comes(layout):
    _, _, _, timeline, squares = layout
    for role, ends in (("origin", "left"), ("destination", "reached")):
        for number, block in enumerate(squares.blocks):
            seats = [seat for flow in squares.flows if getattr(flow, role) == number for seat in getattr(flow, ends)]
            assert sorted(seats) == list(range(len(seats)))
            assert block.stands == "plate" or len(block.squares) == len(seats) or block.role != role
    assert [len(flow.left) for flow in squares.flows] == [len(flow.trips.depart) for flow in timeline.flows]


def test_who_leaves_first_stands_nearest_to_where_the_block_begins(layout):
    _, _, _, timeline, squares = layout
    leaving = sorted(
        (day, seat)
        for flow, placed in zip(timeline.flows, squares.flows, strict=True)
        for day, seat in zip(flow.trips.depart, placed.left, strict=True)
    )
    assert [seat for _, seat in leaving] == sorted(seat for _, seat in leaving)


def test_squares_do_not_meet(layout):
    squares = layout[-1]
    for block in squares.blocks:
        for index, (x, y) in enumerate(block.squares):
            assert all(max(abs(x - a), abs(y - b)) >= squares.pitch_km - 1e-6 for a, b in block.squares[:index])


def test_those_whose_destination_no_source_gives_come_to_no_square():
    squares = laid_out("koryo1937")[-1]
    last = squares.flows[2]
    assert (last.destination, last.reached, len(last.left)) == (None, (), 1)


def test_a_count_that_its_land_cannot_hold_stands_on_a_plate():
    dataset, plan, projection, timeline, _ = laid_out("minimal")
    many = replace(
        timeline.flows[0],
        trips=replace(timeline.flows[0].trips, depart=tuple(map(float, range(9_000))), arrive=tuple(map(float, range(9_000)))),
    )
    squares = squares_of(dataset, replace(timeline, flows=(many,)), plan, projection)
    assert {(block.unit, block.stands, block.squares) for block in squares.blocks} == {
        ("a-land", "plate", ()),
        ("b-land", "plate", ()),
    }
    for block in squares.blocks:
        region = region_on(dataset, block.unit, plan.start)
        assert Land.of(dataset, projection, region).covers(block.tip)


def test_map_kilometres_lead_back_to_degrees():
    projection = Projection(42.0, 58.0, 101.0, 50.0)
    lon, lat = to_degrees(projection, point_km(projection, 131.9, 43.1))
    assert (lon, lat) == (pytest.approx(131.9, abs=1e-4), pytest.approx(43.1, abs=1e-4))


def test_the_layout_is_plain_data_and_the_same_twice():
    dataset, plan, projection, timeline, squares = laid_out("minimal")
    assert squares_of(dataset, timeline, plan, projection) == squares
