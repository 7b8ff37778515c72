"""Blocks of a map of regions: each inside its unit, one scale for all dates, nobody forgotten when a source is silent."""

from functools import cache

import pytest
from shapely import box, covers, intersects, points, prepare, union_all

import koryo_geo
from koryo_geo.content.blocks import PER_SIGN, blocks_of
from koryo_geo.content.land import to_degrees, to_km
from koryo_geo.style import Projection


@cache
def laid_out(name):
    dataset = koryo_geo.load(name)
    plan = next(plan for plan in dataset.maps if plan.kind == "regions")
    projection = Projection.of(dataset.projection, (plan.west, plan.south, plan.east, plan.north))
    return dataset, projection, blocks_of(dataset, koryo_geo.timeline_of(dataset, plan.map), plan, projection)


@pytest.fixture(scope="module", params=["koryo1937", "minimal"])
def layout(request):
    return laid_out(request.param)


@pytest.fixture(scope="module")
def korea():
    return {moment.chapter: moment for moment in laid_out("koryo1937")[2]}


def corners_of(block):
    side = block.side_km
    return [(x + dx, y + dy) for x, y, _ in block.signs for dx in (0, side / 2, side) for dy in (0, side / 2, side)]


def test_no_sign_leaves_its_unit_or_lies_in_a_lake(layout):
    dataset, projection, moments = layout
    lakes = union_all([to_km(projection, row.geometry) for row in dataset.base_map if row.kind == "lake"])
    ground = {row.region: row.geometry.buffer(1e-9) for row in dataset.regions}
    prepare(lakes)
    for moment in moments:
        for block in (block for block in moment.blocks if block.signs):
            spots = corners_of(block)
            assert covers(ground[block.region], points([to_degrees(projection, spot) for spot in spots])).all()
            assert not intersects(lakes, points(spots)).any()


def test_signs_add_up_to_the_count(layout):
    for moment in layout[2]:
        for block in (block for block in moment.blocks if block.stands == "land"):
            number = next(number for number in (block.value, block.high, block.low) if number is not None)
            assert sum(fill for _, _, fill in block.signs) == pytest.approx(number / PER_SIGN[block.sign], abs=1e-3)


def test_a_square_is_as_large_at_every_date(layout):
    sides = {(block.sign, bool(block.part_of)): block.side_km for moment in layout[2] for block in moment.blocks}
    for moment in layout[2]:
        assert all(sides[block.sign, bool(block.part_of)] == block.side_km for block in moment.blocks)


def test_blocks_of_one_moment_do_not_meet(layout):
    for moment in layout[2]:
        grounds = [
            union_all([box(x, y, x + block.side_km, y + block.side_km) for x, y, _ in block.signs]) for block in moment.blocks
        ]
        assert not any(one.intersects(other) for number, one in enumerate(grounds) for other in grounds[:number])


def test_a_last_count_has_an_earlier_date_of_its_own(layout):
    for moment in layout[2]:
        assert all(block.date for block in moment.blocks if block.standing == "last")


def test_people_stay_when_a_later_source_is_silent(korea):
    uzbek = {block.unit: block for block in korea["census-1970"].blocks}["uzbek-ssr"]
    assert (uzbek.standing, uzbek.date, uzbek.not_known_now) == ("last", "1959", False)
    later = {block.unit: block for block in korea["census-2021"].blocks}
    assert later["uzbekistan"].date == "1989"


def test_a_source_without_a_number_is_said_beside_the_last_count(korea):
    uzbek = {block.unit: block for block in korea["census-1979"].blocks}["uzbek-ssr"]
    assert uzbek.not_known_now
    assert all(row.unit != "uzbek-ssr" for row in korea["census-1979"].hatchings)


def test_a_later_count_of_the_whole_holds_its_parts(korea):
    assert [block.unit for block in korea["census-1939"].blocks] == ["kazakh-ssr", "uzbek-ssr"]
    assert korea["census-1939"].hatchings == ()


def test_a_mention_without_a_number_stays(korea):
    rows = {row.unit: row for row in korea["by-oblast-1938"].hatchings}
    assert (rows["kustanai-oblast"].now, rows["kustanai-oblast"].named) == (False, "1937-12")
    assert rows["kzyl-orda-oblast"].now


def test_a_part_is_named_as_one_and_a_whole_that_lies_outside_too(korea):
    blocks = {(block.unit, block.place): block for block in korea["census-1989"].blocks}
    assert blocks["alma-ata-oblast", "almaty"].part_of == "kazakh-ssr"
    assert blocks["rsfsr", ""].mostly_outside
    assert not blocks["kazakh-ssr", ""].mostly_outside


def test_a_range_is_laid_out_to_its_high_end_and_filled_to_its_low(layout):
    if layout[0].name != "minimal":
        pytest.skip("no range is drawn there")
    town = next(block for block in layout[2][1].blocks if block.place == "c-town")
    assert (town.precision, town.low, town.high, town.filled) == ("range", 80, 100, 0.08)


def test_houses_are_never_people(korea):
    guriev = next(block for block in korea["by-oblast-1938"].blocks if block.unit == "guriev-oblast")
    assert (guriev.sign, len(guriev.signs)) == ("houses", 7)
