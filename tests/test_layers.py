"""folium elements: data islands, one call each, and maps composed of them."""

import json
import re

import folium
import pytest

import koryo_geo
from koryo_geo.html.islands import Island, script_json
from koryo_geo.html.runtime import runtime_js
from koryo_geo.maps import layers
from koryo_geo.maps.atlas import AtlasMap

ISLAND = re.compile(r'<script type="application/json" id="([\w-]+)">(.*?)</script>', re.DOTALL)


def islands_of(text):
    return {key: json.loads(data) for key, data in ISLAND.findall(text)}


@pytest.mark.parametrize("text", ["</script>", "<!--", "]]>", "a & b", "\u2028\u2029", "{{ 7*7 }}", "`${x}`", "\u202e고려 Қ"])
def test_json_in_a_script_cannot_end_it_and_comes_back_whole(text):
    written = script_json({"text": text})
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == {"text": text}


def test_json_refuses_what_is_no_number():
    with pytest.raises(ValueError, match="JSON compliant"):
        script_json({"x": float("nan")})


def test_an_island_is_named_by_its_content():
    assert Island("x", [1]).id == Island("x", [1]).id != Island("x", [2]).id


@pytest.mark.parametrize("name", ["journey", "counts"])
def test_a_composed_map_is_a_folium_map(minimal, name):
    atlas = koryo_geo.animate(minimal, name)
    assert isinstance(atlas, folium.Map)
    entries = [child.entry for child in atlas._children.values()]
    assert entries[-1] == "panel"
    assert entries[0] == {"flows": "journey", "regions": "base"}[minimal.map_plan(name).kind]


def test_every_entry_is_a_function_of_the_runtime():
    entries = {cls.entry for cls in vars(layers).values() if isinstance(cls, type) and getattr(cls, "entry", "")}
    called = re.search(r"window\.koryo = \{(.*)\}", runtime_js())[1]
    assert entries <= set(re.findall(r"(\w+):", called))


def test_the_page_holds_the_timeline_that_python_computes(minimal):
    text = koryo_geo.render(koryo_geo.animate(minimal, "journey"))
    (data,) = [data for key, data in islands_of(text).items() if key.startswith("koryo-timeline")]
    assert koryo_geo.Timeline.from_json(json.dumps(data)) == koryo_geo.timeline_of(minimal, "journey")


def test_layers_of_one_timeline_share_its_island(minimal):
    text = koryo_geo.render(koryo_geo.animate(minimal, "counts"))
    keys = [key for key, _ in ISLAND.findall(text)]
    assert len(keys) == len(set(keys))
    assert sum(key.startswith("koryo-timeline") for key in keys) == 1


def test_a_map_of_regions_carries_its_polygons_as_topology(minimal):
    text = koryo_geo.render(koryo_geo.animate(minimal, "counts"))
    (data,) = [data for key, data in islands_of(text).items() if key.startswith("koryo-regions")]
    found = [item["properties"]["region"] for item in data["objects"]["regions"]["geometries"]]
    assert found == ["a-land.1860", "b-land.1860", "c-land.1860"], "those of the counts, and the states around them"


def test_a_line_not_in_use_is_drawn_apart(minimal):
    (island,) = koryo_geo.LineLayer(minimal).islands
    drawn = {
        item["properties"]["line"]: item["properties"]["in_use"]
        for item in json.loads(island.json)["objects"]["lines"]["geometries"]
    }
    assert drawn == {"a-b-sea": "yes", "b-c-rail": "yes", "c-north-rail": "doubtful"}


def test_places_keep_their_rank_and_those_without_position_stay_out(minimal):
    spec = koryo_geo.PlaceLayer(minimal, ["c-town", "lost-village", "a-town", "c-town"]).spec["places"]
    assert [item["place"] for item in spec] == ["c-town", "a-town"]


def test_a_map_with_a_projection_tells_it_to_the_runtime():
    projection = koryo_geo.Projection(42, 58, 90, 50)
    atlas = AtlasMap((60, 36, 120, 60), projection=projection)
    assert atlas.map_options["projection"] == projection.to_dict()
    assert AtlasMap((60, 36, 120, 60)).map_options["projection"] is None


def test_an_unknown_map_is_refused(minimal):
    with pytest.raises(KeyError, match="has no map 'jorney'"):
        koryo_geo.animate(minimal, "jorney")


def test_composing_leaves_the_classes_of_folium_alone(minimal):
    before = list(folium.Map.default_js), list(folium.Map.default_css)
    koryo_geo.render(koryo_geo.animate(minimal, "journey"))
    assert (folium.Map.default_js, folium.Map.default_css) == before


def test_a_map_shows_in_a_notebook_as_a_titled_sandboxed_frame(minimal):
    shown = koryo_geo.animate(minimal, "journey")._repr_html_()
    assert shown.startswith('<iframe title="An invented journey, for tests" sandbox="allow-scripts"')
    assert shown.count("<script") == 0


@pytest.mark.parametrize(
    ("unit", "message"),
    [
        ("people", "unit: got 'people'; expected household, person or train."),
        ("persons", "unit: got 'persons'; expected household, person or train. Did you mean person?"),
    ],
)
def test_a_unit_that_no_mark_stands_for_is_refused_by_map_and_layer_alike(minimal, unit, message):
    timeline = koryo_geo.timeline_of(minimal, "journey")
    with pytest.raises(ValueError, match="^" + re.escape(message) + "$"):
        koryo_geo.animate(minimal, "journey", unit=unit)
    with pytest.raises(ValueError, match="^" + re.escape(message) + "$"):
        koryo_geo.FlowLayer(timeline, unit=unit)


def test_a_layer_refuses_a_timeline_of_the_other_kind(minimal):
    with pytest.raises(ValueError, match=r"RegionLayer: timeline: got one of flows; expected one of regions\. Use FlowLayer"):
        koryo_geo.RegionLayer(koryo_geo.timeline_of(minimal, "journey"), minimal)
    with pytest.raises(ValueError, match=r"FlowLayer: timeline: got one of regions; expected one of flows\. Use RegionLayer"):
        koryo_geo.FlowLayer(koryo_geo.timeline_of(minimal, "counts"))


@pytest.mark.parametrize("layer", [koryo_geo.FlowLayer, koryo_geo.TimeControl])
def test_a_layer_refuses_what_is_no_timeline(minimal, layer):
    with pytest.raises(TypeError, match=f"{layer.__name__}: timeline: got a Dataset; expected a Timeline"):
        layer(minimal)
    with pytest.raises(TypeError, match=rf"got a MapContent; expected its timeline. Write {layer.__name__}.of\(content\)"):
        layer(koryo_geo.content_of(minimal, "journey"))


@pytest.mark.parametrize(
    "call",
    [
        lambda given: koryo_geo.animate(given, "journey"),
        lambda given: koryo_geo.content_of(given, "journey"),
        lambda given: koryo_geo.timeline_of(given, "journey"),
        lambda given: koryo_geo.still(given, "journey", "1867-09-05"),
        lambda given: koryo_geo.PlaceLayer(given, ["a-town"]),
        koryo_geo.BaseLayer,
        koryo_geo.LineLayer,
        koryo_geo.evaluate,
        lambda given: koryo_geo.explain(given, "1000"),
        lambda given: koryo_geo.build(given, "never-made"),
    ],
)
def test_the_name_of_a_dataset_is_no_dataset_and_the_message_says_how_to_load_it(call):
    with pytest.raises(
        TypeError, match=r"dataset: got the text 'minimal'; expected a Dataset. Load it first: koryo_geo.load\('minimal'\)"
    ):
        call("minimal")
    with pytest.raises(TypeError, match="dataset: got a dict; expected a Dataset"):
        call({})


def test_a_layer_of_regions_wants_the_dataset_itself(minimal):
    with pytest.raises(TypeError, match="dataset: got the text 'minimal'"):
        koryo_geo.RegionLayer(koryo_geo.timeline_of(minimal, "counts"), "minimal")
