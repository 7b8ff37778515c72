"""One self-contained, deterministic file, written aside and moved in whole."""

import base64
import hashlib
import re
from html import unescape

import folium
import pytest
from folium.plugins import AntPath

import koryo_geo
from koryo_geo import OutputError
from tests.hostile import HOSTILE, poison
from tests.sample import bytes_in

SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)
SQUARE = {
    "type": "Feature",
    "properties": {"name": "square"},
    "geometry": {"type": "Polygon", "coordinates": [[[1, 45], [2, 45], [2, 46], [1, 45]]]},
}


@pytest.fixture(scope="module")
def text(minimal):
    return koryo_geo.render(koryo_geo.animate(minimal, "journey"))


@pytest.fixture(scope="module")
def plain(minimal):
    """A folium map of the user's own, with our layer beside folium's."""
    map_ = folium.Map(location=[46, 7], tiles=None)
    folium.GeoJson(SQUARE, name="square").add_to(map_)
    koryo_geo.FlowLayer(koryo_geo.timeline_of(minimal, "journey")).add_to(map_)
    return map_


def state_of(element):
    """What a map is made of: ids, links and children, all the way down."""
    children = [(name, state_of(child)) for name, child in element._children.items()]
    return element._id, getattr(element, "default_js", None), getattr(element, "default_css", None), children


def test_saving_twice_gives_the_same_bytes(minimal, tmp_path):
    atlas = koryo_geo.animate(minimal, "journey")
    assert koryo_geo.save(atlas, tmp_path / "a.html").read_bytes() == koryo_geo.save(atlas, tmp_path / "b.html").read_bytes()
    atlas.save(tmp_path / "c.html")
    koryo_geo.animate(minimal, "journey").save(tmp_path / "d.html")
    assert len(set(bytes_in(tmp_path).values())) == 1


def test_our_layer_renders_beside_foliums_own_on_a_plain_map(plain):
    text = koryo_geo.render(plain)
    assert "koryo.flows(map_" in text
    assert "L.geoJson" in text
    assert text == koryo_geo.render(plain)


def test_rendering_leaves_the_map_as_it_was(plain):
    root = plain.get_root()
    before = [state_of(part) for part in (root, root.header, root.html, root.script)]
    koryo_geo.render(plain)
    assert [state_of(part) for part in (root, root.header, root.html, root.script)] == before
    assert "default_js" not in vars(plain)


def test_a_failed_rendering_leaves_the_map_as_it_was(minimal):
    map_ = folium.Map(tiles=None)
    AntPath([[45, 1], [46, 2]]).add_to(map_)
    before = state_of(map_.get_root())
    with pytest.raises(OutputError, match=r"a layer on this map loads from the network:\n  https://"):
        koryo_geo.render(map_)
    assert state_of(map_.get_root()) == before


def test_the_file_names_no_address_that_a_browser_would_fetch(text):
    fetched = re.findall(r"""(?:src|href)=["'](?!#|data:)([^"']+)|url\((?!data:|["']?#)([^)]+)\)""", re.sub(SCRIPT, "", text))
    assert fetched == []
    assert "<link" not in text


def test_every_script_that_runs_is_named_in_the_policy(text):
    policy = unescape(re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)[1])
    allowed = set(re.findall(r"'sha256-([^']+)'", policy))
    inline = {base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() for kind, body in SCRIPT.findall(text) if not kind}
    assert inline == allowed
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
    assert "unsafe-eval" not in policy


def test_pictures_are_let_in_from_named_hosts_alone(plain):
    assert "img-src data: blob:;" in unescape(koryo_geo.render(plain))
    assert "img-src data: blob: https://tile.example.org;" in unescape(
        koryo_geo.render(plain, allow_hosts=["https://tile.example.org"])
    )


def test_a_page_has_a_language_a_title_and_lets_people_zoom(text):
    assert text.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "<title>An invented journey, for tests</title>" in text
    assert re.findall(r'<meta name="viewport" content="([^"]*)"', text) == ["width=device-width, initial-scale=1"]


@pytest.mark.parametrize("name", ["journey", "counts"])
def test_hostile_text_stands_in_the_page_escaped_only(copy, name):
    dataset = koryo_geo.load(poison(copy()))
    text = koryo_geo.render(koryo_geo.animate(dataset, name))
    assert HOSTILE not in text
    assert "<img src=x" not in text
    assert "<script>window.pwned" not in text
    assert "window.pwned=2" in text
    assert "고려 Қызылорда" in text
    assert "{{ 7*7 }}" in text
    runs = "".join(body for kind, body in SCRIPT.findall(text) if not kind)
    assert "</title><!--" not in text
    assert "<img" not in runs


def test_hostile_text_breaks_no_script_out_of_its_element(copy, text):
    poisoned = koryo_geo.render(koryo_geo.animate(koryo_geo.load(poison(copy())), "journey"))
    assert len(SCRIPT.findall(poisoned)) == len(SCRIPT.findall(text))
    assert poisoned.count("<script") == text.count("<script")


def test_hostile_text_is_escaped_in_the_other_pages(copy, tmp_path):
    out = koryo_geo.build(koryo_geo.load(poison(copy())), tmp_path / "out").folder
    for name in ("index.html", "embed.html"):
        text = (out / name).read_text("utf-8")
        assert "<img src=x" not in text
        assert "<script" not in text
        assert "{{ 7*7 }}" in text
