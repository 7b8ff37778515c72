"""Places and lines become routes along what was in use."""

import math
from itertools import pairwise

import pytest
from pyproj import Geod

import koryo_geo
from koryo_geo import RoutingError, legs, network, route
from koryo_geo.timeline.routing import Access, access
from tests.sample import spoil


def test_the_network_holds_the_lines_in_use_alone(minimal):
    lines = {data["stretch"].line for *_, data in network(minimal).edges(data=True)}
    assert lines == {"a-b-sea", "b-c-rail"}
    assert {data["stretch"].line for *_, data in network(minimal, ["rail"]).edges(data=True)} == {"b-c-rail"}


def test_a_route_runs_from_point_to_point_and_counts_kilometres(minimal):
    found = route(minimal, ["a-town", "b-town", "c-town"])
    assert found.nodes == ((2.0, 46.0), (5.2, 46.0), (7.0, 46.1), (9.0, 46.2), (10.0, 46.1), (11.0, 46.0))
    assert found.stop_at == (0, 2, 5)
    assert list(found.km) == sorted(found.km)
    assert found.km[0] == 0


def test_lengths_are_geodesic(minimal):
    first = route(minimal, ["a-town", "b-town"]).stretches[0]
    assert first.length_km == pytest.approx(Geod(ellps="WGS84").inv(2, 46, 5.2, 46)[2] / 1000)


def test_the_way_back_is_the_way_there_turned_round(minimal):
    there, back = route(minimal, ["a-town", "c-town"]), route(minimal, ["c-town", "a-town"])
    assert back.nodes == there.nodes[::-1]
    assert math.isclose(back.km[-1], there.km[-1], abs_tol=0.002)


def test_legs_change_at_stops_and_with_the_mode(minimal):
    table = legs(minimal, ["a-town", "b-town", "c-town"])
    assert table["mode"].tolist() == ["sea", "rail", "rail"]
    assert table["from_place"].tolist() == ["a-town", "", "b-town"]
    assert table["to_place"].tolist() == ["", "b-town", "c-town"]
    assert table["certainty"].tolist() == ["inferred", "documented", "documented"]
    assert table.crs == "EPSG:4326"


def test_published_kilometres_stand_beside_the_drawn_ones(minimal):
    table = legs(minimal, ["c-town", "b-town"])
    assert table["published_km"].tolist() == [330]
    assert table["published_source"].tolist() == ["made-up-rival"]
    assert 300 < table["length_km"][0] < 320


def test_every_leg_begins_where_the_last_ended(minimal):
    table = legs(minimal, ["a-town", "b-town", "c-town"])
    ends = [(geometry.coords[0], geometry.coords[-1]) for geometry in table.geometry]
    assert all(one[1] == other[0] for one, other in pairwise(ends))
    assert table["length_km"].sum() == pytest.approx(route(minimal, ["a-town", "c-town"]).km[-1], abs=0.2)


@pytest.mark.parametrize(
    ("stops", "options", "said"),
    [
        (["a-town"], {}, r"a route needs two stops or more, got \['a-town'\]"),
        (["a-town", "a-town"], {}, "a route names a stop once, not twice running"),
        (["a-town", "b-towm"], {}, r"no place 'b-towm' in minimal. Did you mean b-town\?"),
        (["a-town", "lost-village"], {}, "'lost-village' lies on no line in use by rail, sea, river"),
        (["b-town", "a-town"], {"modes": ["rail"]}, "'a-town' lies on no line in use by rail"),
    ],
)
def test_stops_that_cannot_be_joined_are_refused(minimal, stops, options, said):
    with pytest.raises(RoutingError, match=said):
        route(minimal, stops, **options)


def test_a_gap_in_the_network_names_the_lines_left_out(copy):
    dataset = koryo_geo.load(spoil(copy(), "stations", 2, lat="45.9"))
    with pytest.raises(RoutingError, match=r"no line in use by rail, sea, river joins 'a-town' and 'b-town'.*in use: c-north-rail"):
        route(dataset, ["a-town", "b-town"])


def test_a_line_not_in_use_is_not_travelled_nor_hinted_at(copy):
    dataset = koryo_geo.load(spoil(copy(), "lines", 1, in_use="no"))
    with pytest.raises(RoutingError) as caught:
        route(dataset, ["a-town", "b-town"])
    assert "Did you mean b-town" not in str(caught.value)


def test_a_place_that_a_railway_in_use_touches_asks_for_no_other_way(minimal):
    assert access(minimal, "b-town") == Access("yes")
    assert access(minimal, "c-town").rail == "yes", "though a line in doubt ends there too"


def test_a_place_without_a_railway_is_reached_by_the_other_lines_of_the_time(minimal):
    found = access(minimal, "a-town")
    assert (found.rail, [(line.line, line.certainty) for line in found.lines]) == ("no", [("a-b-sea", "inferred")])


def test_a_railway_that_may_not_have_run_is_told_as_a_doubt(copy):
    folder = spoil(copy(), "lines", 1, in_use="doubtful")
    assert [(line.line, line.mode) for line in access(koryo_geo.load(folder), "b-town").lines] == [("b-c-rail", "rail")]
    assert access(koryo_geo.load(folder), "b-town").rail == "doubtful"


def test_a_line_that_did_not_run_leads_nowhere(copy):
    folder = spoil(copy(), "lines", 2, in_use="no")
    assert access(koryo_geo.load(folder), "lost-village") == Access("no")


#: Places that the facts say were off the railways in 1937, and how the record has them reached.
OFF_THE_RAILS = {
    "posyet": ["sea", "road"],
    "urgench": ["river"],
    "nukus": ["river"],
    "turtkul": ["river"],
    "khodjeyli": ["river"],
}


@pytest.mark.parametrize(("place", "modes"), OFF_THE_RAILS.items())
def test_the_record_has_no_train_to_these_places(record, place, modes):
    found = access(record, place)
    assert (found.rail, [line.mode for line in found.lines]) == ("no", modes)
