"""What a page is told is what the data say: nothing is lost, rounded or turned round on the way into it.

The pages are read as text, from the outside: the calls into the runtime, and the shapes in their islands.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace

import polyline
import pytest
import shapely
from shapely.geometry import shape

import koryo_geo
from koryo_geo import Style
from koryo_geo.content.land import to_degrees
from koryo_geo.maps.layers import LineLayer
from koryo_geo.style import Projection
from tests.sample import add, spoil
from tests.test_check import with_row
from tests.test_islands import restored

ISLAND = re.compile(r'<script type="application/json" id="koryo-([a-z]+)-\w+">(.*?)</script>', re.DOTALL)


def page_of(dataset, name="journey", **options):
    return koryo_geo.render(koryo_geo.animate(dataset, name, languages=("en",), **options))


def told(page, entry):
    """What a function of the runtime is called with."""
    (spec,) = re.findall(rf"koryo\.{entry}\(map_1, (.*)\);(?:\n|</script>)", page)
    return json.loads(spec)


def line_of(arcs, numbers):
    """The points of arcs that follow on each other; the complement of an arc's number is the arc backwards."""
    points = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def shapes(page, name):
    """The shapes of a topology, in degrees, each with its properties."""
    (text,) = [text for kind, text in ISLAND.findall(page) if kind == name]
    topology = restored(json.loads(text))
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [[(x * sx + tx, y * sy + ty) for x, y in polyline.decode(arc, 0)] for arc in topology["arcs"]]
    for item in topology["objects"][name]["geometries"]:
        if item["properties"].get("kind") == "state":
            continue
        rings = item["arcs"]
        if item["type"] == "LineString":
            yield item["properties"], shape({"type": "LineString", "coordinates": line_of(arcs, rings)})
        else:
            yield item["properties"], shape({"type": "Polygon", "coordinates": [line_of(arcs, ring) for ring in rings]})


def journey(page):
    """What the page of a journey is told."""
    (text,) = [text for kind, text in ISLAND.findall(page) if kind == "journey"]
    return restored(json.loads(text))


# The clock.


def test_the_clock_starts_by_itself_and_rests_as_long_as_the_style_says(minimal):
    clock = told(page_of(minimal), "panel")
    assert (clock["autoplay"], clock["hold"]) == (True, 5.0)
    clock = told(page_of(minimal, style=Style(autoplay=False, hold_s=2.5)), "panel")
    assert (clock["autoplay"], clock["hold"]) == (False, 2.5)


@pytest.mark.parametrize(("name", "days_or_moments"), [("journey", 61), ("counts", 2)])
def test_a_story_takes_the_time_that_the_style_says(minimal, name, days_or_moments):
    style = Style(seconds_per_day=0.1, seconds_per_moment=0.1, words_per_second=1_000_000)
    timeline = koryo_geo.timeline_of(minimal, name, style=style)
    assert timeline.duration == pytest.approx(0.1 * days_or_moments)


# The ground.


def test_the_ground_reaches_far_beyond_the_view_and_not_round_the_world(minimal):
    wide = replace(minimal.base_map[0], geometry=shapely.box(-170, 20, 170, 80))
    ((_, drawn),) = shapes(page_of(replace(minimal, base_map=(wide,))), "base")
    west, south, east, north = drawn.bounds
    view = minimal.map_plan("journey")
    width, height = view.east - view.west, view.north - view.south
    for beyond in (view.west - west, east - view.east):
        assert width / 2 < beyond < width
    for beyond in (view.south - south, north - view.north):
        assert height / 2 < beyond < height


def test_ground_far_from_the_view_stays_out(minimal):
    far = replace(minimal.base_map[0], geometry=shapely.box(100, 20, 120, 30))
    assert len(list(shapes(page_of(replace(minimal, base_map=(*minimal.base_map, far))), "base"))) == len(minimal.base_map)


def test_a_region_that_lies_far_off_keeps_its_shape(minimal):
    number = next(number for number, row in enumerate(minimal.regions) if row.unit == "b-land")
    far = with_row(minimal, "regions", number, geometry=shapely.box(100, 20, 120, 30))
    ((_, drawn),) = [item for item in shapes(page_of(far, "counts"), "regions") if item[0]["name"] == "B-land"]
    assert drawn.bounds == pytest.approx((100, 20, 120, 30), abs=0.02)


@pytest.mark.parametrize(("name", "layer", "table"), [("journey", "base", "base_map"), ("counts", "regions", "regions")])
def test_land_and_borders_are_drawn_to_a_thousandth_of_the_view(minimal, name, layer, table):
    drawn = [geometry for _, geometry in shapes(page_of(minimal, name), layer)]
    kept = [row.geometry for row in getattr(minimal, table)]
    if layer == "regions":
        kept = [row.geometry for row in minimal.regions if row.region in ("a-land.1860", "b-land.1860", "c-land.1860")]
    assert len(drawn) == len(kept)
    for one, other in zip(drawn, kept, strict=True):
        assert one.hausdorff_distance(other) < 0.015


def test_lines_pass_through_their_stations(minimal):
    atlas = koryo_geo.animate(minimal, "counts", languages=("en",))
    LineLayer(minimal).add_to(atlas)
    drawn = {properties["line"]: line for properties, line in shapes(koryo_geo.render(atlas), "lines")}
    for row in minimal.stations:
        assert drawn[row.line].distance(shapely.Point(row.lon, row.lat)) < 0.002, row.name


# Places, and people who stand somewhere.


def test_people_stand_on_the_land_of_their_own_units_and_each_has_a_name(minimal):
    told_of = journey(page_of(minimal))
    assert told_of["names"] == {"a-land": "A-land", "b-land": "B-land", "c-land": "C-land"}
    plan = minimal.map_plan("journey")
    projection = Projection.of(minimal.projection, (plan.west, plan.south, plan.east, plan.north))
    held = {row.unit: row.geometry for row in minimal.regions if row.valid_from <= plan.start}
    for block in told_of["squares"]["blocks"]:
        if block["unit"] in held:
            assert all(held[block["unit"]].covers(shapely.Point(to_degrees(projection, spot))) for spot in block["squares"])


def test_a_place_is_where_the_table_says_and_in_doubt_as_far_as_it_says(copy):
    folder = spoil(copy(), "places", 1, lat="46.123", lon="7.456", radius_km="12", certainty="estimated")
    spot = {place["place"]: place for place in journey(page_of(koryo_geo.load(folder)))["places"]}["b-town"]
    assert (spot["lat"], spot["lon"], spot["radius_km"], spot["certainty"]) == (46.123, 7.456, 12, "estimated")


def test_a_unit_without_a_border_is_a_ring_at_its_point(copy):
    unit = {"level": "raion", "parent": "a-land", "source": "made-up-for-tests", "certainty": "documented"}
    folder = add(copy(), "units", unit="a-hills", name="A-hills", label_lat="46.25", label_lon="1.75", **unit)
    page = page_of(koryo_geo.load(folder))
    (ring,) = [place for place in journey(page)["places"] if place["place"] == "a-hills"]
    assert (ring["rank"], ring["lat"], ring["lon"]) == (1000, 46.25, 1.75)


# The legend.


def kinds(page):
    return [item["kind"] for item in told(page, "legend")["items"]]


def words(page, kind):
    return [item["text"] for item in told(page, "legend")["items"] if item["kind"] == kind]


def test_the_legend_of_counts_explains_each_sign_that_its_map_draws(minimal):
    page = page_of(minimal, "counts")
    assert kinds(page) == ["people", "last", "precision", "strip", "note"]
    assert words(page, "strip") == ["Border uncertain"]
    assert words(page, "people") == ["One square: 1,000 people"]


def test_what_no_source_leaves_unknown_is_not_hatched(minimal):
    numbers = [number for number, row in enumerate(minimal.attestations) if row.figure == "c-land.1868.settled.persons"]
    known = minimal
    for number in numbers:
        known = with_row(known, "attestations", number, value=390, certainty="documented")
    assert "hatch" not in kinds(page_of(known, "counts"))


def test_the_legend_of_flows_explains_what_its_map_draws_and_no_more(minimal):
    legend = koryo_geo.content_of(minimal, "journey").legend
    assert [item.kind for item in legend] == ["mark", "density", "ribbon", "line", "dash"]
    assert koryo_geo.content_of(minimal, "journey", unit="train").legend[0].text != legend[0].text
