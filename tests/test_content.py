"""What a map shows, as plain data: made once, and everything else is made from it."""

import dataclasses
import json
import re
from collections import Counter

import msgspec
import pytest

import koryo_geo
from koryo_geo.content import build, cards, geometry, model, places, ways
from koryo_geo.content.geometry import Geometry, cut_to_view, plain_geometry
from koryo_geo.content.model import MapContent
from koryo_geo.html import text_version
from koryo_geo.language.texts import Texts
from koryo_geo.maps.atlas import atlas_of
from koryo_geo.timeline import moments, routing

FIGURE = "b-land.1867.allocated.persons"
MAPS = [("minimal", "journey"), ("minimal", "counts"), ("koryo1937", "route"), ("koryo1937", "resettlement")]


@pytest.fixture(scope="module", params=MAPS, ids=[plan for _, plan in MAPS])
def content(request):
    dataset, plan = request.param
    return koryo_geo.content_of(koryo_geo.load(dataset), plan)


@pytest.fixture(scope="module")
def journey(minimal):
    return koryo_geo.content_of(minimal, "journey")


def leaves(data, path=""):
    """Every value of plain data, with the way to it."""
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from leaves(value, f"{path}/{key}")
    else:
        yield path, data


def test_a_content_goes_to_json_and_back_unchanged(content):
    text = content.to_json()
    assert MapContent.from_json(text) == content
    assert MapContent.from_json(text).to_json() == text


def test_a_page_made_from_json_is_the_page_itself(content):
    assert koryo_geo.render(atlas_of(MapContent.from_json(content.to_json()))) == koryo_geo.render(atlas_of(content))


def test_a_content_is_the_same_each_time(minimal):
    assert koryo_geo.content_of(minimal, "counts").to_json() == koryo_geo.content_of(minimal, "counts").to_json()


def test_everything_in_a_content_is_what_json_knows(content):
    kinds = {type(value) for _, value in leaves(json.loads(content.to_json(), parse_constant=pytest.fail))}
    assert kinds <= {str, int, float, bool, type(None)}


def test_a_content_holds_no_html(content):
    assert not [
        (path, value) for path, value in leaves(json.loads(content.to_json())) if re.search(r"</?\w+[ >]|&\w+;", str(value))
    ]


def test_a_content_is_frozen(journey):
    with pytest.raises(AttributeError):
        journey.unit = "person"
    with pytest.raises(AttributeError):
        journey.places[0].lon = 0.0
    with pytest.raises(dataclasses.FrozenInstanceError):
        journey.timeline.start = "1582-10-15"


def test_a_content_says_what_it_is_on_one_line(content):
    assert re.fullmatch(rf"<MapContent {content.map}: [^\n]*figures drawn[^\n]*>", repr(content))
    assert len(repr(content)) < 160


def test_another_version_is_refused(journey):
    text = json.dumps(json.loads(journey.to_json()) | {"version": 99})
    with pytest.raises(ValueError, match="a MapContent of version 99; this koryo_geo reads version 1"):
        MapContent.from_json(text)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"places": [{"place": "a-town"}]}, r"required field `name` - at `\$.places\[0\]`"),
        ({"view": {"box": [1, 2, 3], "projection": {}}}, r"length 4, got 3 - at `\$.view.box`"),
        ({"legend": "none"}, r"got `str` - at `\$.legend`"),
    ],
)
def test_what_is_no_content_is_refused_by_the_name_of_the_field(journey, change, message):
    with pytest.raises(ValueError, match=rf"no MapContent: .*{message}"):
        MapContent.from_json(json.dumps(json.loads(journey.to_json()) | change))


#: What is asked of a dataset for one map, and may be asked once.
ASKED = [
    (routing, "network"),
    (routing, "legs_of"),
    (routing, "access"),
    (build, "flow_timeline"),
    (build, "region_timeline"),
    (build, "legend_items"),
    (places, "unnumbered_districts"),
    (places, "place_keys"),
    (ways, "ways_of"),
    (cards, "figure_cards"),
    (moments, "join_moments"),
]


@pytest.fixture
def calls(monkeypatch):
    """Counts the calls of each of these functions, with what they were asked for where that tells two calls apart."""
    counted = Counter()

    def counting(name, real):
        def called(*args, **options):
            about = args[1] if name in ("legs_of", "access") else ""
            counted[name, about] += 1
            return real(*args, **options)

        return called

    for module, name in ASKED:
        monkeypatch.setattr(module, name, counting(name, getattr(module, name)))
    return counted


@pytest.mark.parametrize(
    ("plan", "asked"),
    [
        ("journey", {"network", "legs_of", "access", "flow_timeline", "unnumbered_districts", "ways_of"}),
        ("counts", {"region_timeline", "join_moments"}),
    ],
)
def test_a_page_asks_the_dataset_for_each_thing_once(minimal, calls, plan, asked):
    atlas = koryo_geo.animate(minimal, plan)
    assert {name for name, _ in calls} == asked | {"legend_items", "place_keys", "figure_cards"}
    assert set(calls.values()) == {1}
    koryo_geo.render(atlas)
    koryo_geo.render(atlas)
    assert set(calls.values()) == {1}, "rendering computes nothing"


def test_the_route_of_the_record_is_found_once(record, calls):
    koryo_geo.render(koryo_geo.animate(record, "route"))
    assert set(calls.values()) == {1}
    assert calls["unnumbered_districts", ""] == calls["network", ""] == 1


def test_text_version_and_page_are_made_without_the_dataset(journey):
    alone = MapContent.from_json(journey.to_json())
    assert "An invented journey" in koryo_geo.render(atlas_of(alone))
    assert 'id="figure-b-land.1867.allocated.persons"' in text_version.render(alone)
    assert 'href="record.html#figure-b-land' in text_version.render(alone, "record.html")


def test_every_source_that_a_map_cites_is_listed_and_no_other(content):
    plain = json.loads(content.to_json())
    cited = {
        value for path, value in leaves({**plain, "sources": []}) if re.search(r"/(published_)?source(s/\d+)?$", path) and value
    }
    assert {source.source for source in content.sources} == cited


def test_every_figure_that_anything_on_a_map_names_has_its_card(content):
    plain = json.loads(content.to_json())
    named = {value for path, value in leaves(plain) if re.search(r"/(figure|figures/\d+|drawn/\d+)$", path)}
    drawn = {figure for place in content.places for figure in place.figures} | set(content.drawn)
    assert drawn <= named <= set(content.figures)


def test_the_legs_of_a_flow_are_its_way_and_carry_its_lengths(content):
    for flow in content.legs:
        timed = content.timeline.flows[flow.number]
        path = content.timeline.paths[timed.path]
        assert flow.flow == timed.flow
        points = [flow.legs[0].geometry.coordinates[0], *(point for leg in flow.legs for point in leg.geometry.coordinates[1:])]
        assert points == [content.timeline.nodes[node] for node in path.nodes]
        assert sum(leg.length_km for leg in flow.legs) == pytest.approx(path.km[-1], abs=0.05 * len(flow.legs))
        assert all((leg.published_km is None) == (leg.published_source is None) for leg in flow.legs)


def test_people_stand_in_bodies_that_have_a_position(content):
    keys = {"origin", *(flow.flow for flow in content.timeline.flows)} if content.timeline.flows else set()
    assert set(content.bodies) == keys
    assert all((body.lon, body.lat) != (0, 0) for body in content.bodies.values())


def test_a_place_without_a_position_is_not_marked_and_keeps_no_rank_from_others(minimal):
    marks = places.place_marks(Texts(minimal), ["c-town", "lost-village", "a-town", "c-town"])
    assert [(mark.place, mark.rank) for mark in marks] == [("c-town", 0), ("a-town", 2)]


def test_a_figure_carries_all_its_attestations_and_marks_the_one_used(journey):
    card = journey.figures[FIGURE]
    assert [row.value for row in card.attestations] == [600, 660]
    assert (card.used.value, [row.value for row in card.rivals]) == (600, [660])
    assert card.used.reason.startswith("The ledger")
    assert card.rivals[0].reason == ""


def test_a_figure_that_is_listed_only_has_rivals_and_none_used(minimal):
    card = cards.figure_card(Texts(minimal), minimal.figure_by_key["b-hills.1868.plan.households"], "counts")
    assert card.used is None
    assert [row.value for row in card.rivals] == [30]


def test_zero_is_kept_where_blank_is_left_out(minimal):
    row = dataclasses.replace(minimal.attestations[0], value=0, low=None)
    plain = msgspec.to_builtins(cards._attestation(row, None, ""))
    assert plain["value"] == 0
    assert not {"low", "used", "reason"} & set(plain)


def test_unknown_stays_unknown(minimal):
    counts = json.loads(koryo_geo.content_of(minimal, "counts").to_json())
    unknown = [state for moment in counts["timeline"]["moments"] for state in moment["regions"] if state["status"] == "unknown"]
    assert unknown
    assert all("value" not in state for state in unknown)


def test_a_unit_that_is_none_is_refused_by_its_name(minimal):
    with pytest.raises(ValueError, match=r"unit: got 'persn'; expected household, person or train. Did you mean person\?"):
        koryo_geo.animate(minimal, "journey", unit="persn")


def test_one_language_makes_strings_and_several_make_mappings(record):
    one, four = (koryo_geo.content_of(record, "route", languages=languages) for languages in (["ko"], None))
    assert isinstance(one.title, str)
    assert set(four.title) == set(four.languages) == {"en", "ko", "ru", "kk"}
    assert four.title["ko"] == one.title


@pytest.mark.parametrize("shape", ["POINT (1 2)", "LINESTRING (0 0, 1 1)", "POLYGON ((0 0, 1 0, 1 1, 0 0))"])
def test_a_geometry_is_geojson_and_comes_back_equal(shape):
    from shapely import from_wkt, to_geojson

    plain = plain_geometry(from_wkt(shape))
    written = msgspec.json.encode(plain)
    assert json.loads(written) == json.loads(to_geojson(from_wkt(shape)))
    assert msgspec.json.decode(written, type=Geometry) == plain


def test_a_shape_far_from_the_view_is_left_out_and_one_across_its_edge_is_cut():
    from shapely import box

    view = (0.0, 0.0, 10.0, 10.0)
    assert cut_to_view(box(100, 0, 110, 10), view) is None
    assert cut_to_view(box(5, 5, 100, 8), view).bounds == (5, 5, 15.5, 8)
    assert cut_to_view(box(100, 0, 110, 10), None).bounds == (100, 0, 110, 10)


def test_what_a_map_shows_cannot_be_changed_afterwards():
    plain = [thing for module in (model, geometry) for thing in vars(module).values() if isinstance(thing, type)]
    plain = [thing for thing in plain if issubclass(thing, msgspec.Struct) and thing is not msgspec.Struct]
    assert len(plain) > 10
    assert [thing.__name__ for thing in plain if not thing.__struct_config__.frozen] == []
