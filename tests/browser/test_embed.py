"""The pages inside other people's pages: on another origin, sandboxed, and beside other folium layers."""

from __future__ import annotations

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import folium
import pytest

import koryo_geo

pytestmark = pytest.mark.browser


class Quiet(SimpleHTTPRequestHandler):
    """A file server that says nothing."""

    def log_message(self, *_):
        pass


@pytest.fixture
def serve():
    """Serve folders, each on an origin of its own."""
    servers = []

    def start(folder):
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_map_plays_on_another_origin_in_a_sandbox(maps, serve, tmp_path, new_page):
    origin = serve(maps)
    (tmp_path / "host.html").write_text(
        f'<!DOCTYPE html><html lang="en"><title>host</title><iframe src="{origin}/route.html" title="map" '
        'sandbox="allow-scripts" width="900" height="600"></iframe></html>',
        encoding="utf-8",
    )
    page = new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{serve(tmp_path)}/host.html")
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="Pause").or_(frame.get_by_role("button", name="Play")).wait_for()
    assert "1937" in frame.locator(".koryo-panel").inner_text()
    assert [text for text in complaints if "favicon" not in text and "404" not in text] == []


def test_the_example_host_page_shows_every_map(maps, record, open_page, new_page):
    page = new_page((1280, 2000))
    page.goto(f"file://{maps / 'embed.html'}")
    frames = page.locator("iframe")
    assert frames.count() == len(record.maps)
    for index in range(frames.count()):
        frames.nth(index).scroll_into_view_if_needed()
        assert frames.nth(index).get_attribute("title")
        assert frames.nth(index).get_attribute("sandbox") == "allow-scripts"
        page.frame_locator("iframe").nth(index).locator(".koryo-map.leaflet-container").wait_for()
    snippet = page.locator("pre code").first.inner_text()
    assert snippet.startswith("<div")
    assert 'title="' in snippet


def test_layers_work_on_an_ordinary_folium_map(minimal, tmp_path, open_page):
    timeline = koryo_geo.timeline_of(minimal, "journey")
    plain = folium.Map(location=[46, 7], zoom_start=6, tiles=None)
    folium.GeoJson(
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [7, 46]}}, marker=folium.CircleMarker()
    ).add_to(plain)
    koryo_geo.FlowLayer(timeline).add_to(plain)
    koryo_geo.TimeControl(timeline).add_to(plain)
    watched = open_page(koryo_geo.save(plain, tmp_path / "plain.html"))
    watched.page.wait_for_timeout(300)
    assert watched.requests == []
    assert watched.complaints == []
    assert watched.page.locator("path.leaflet-interactive").count() >= 1
    assert watched.page.locator("canvas").count() >= 1


def test_flow_layer_without_a_clock_shows_the_end(minimal, tmp_path, open_page):
    plain = folium.Map(location=[46, 7], zoom_start=6, tiles=None)
    koryo_geo.FlowLayer(koryo_geo.timeline_of(minimal, "journey")).add_to(plain)
    watched = open_page(koryo_geo.save(plain, tmp_path / "still.html"))
    assert watched.complaints == []


def test_a_notebook_frame_is_titled_and_sandboxed_and_works(minimal, tmp_path, new_page):
    markup = koryo_geo.animate(minimal, "journey")._repr_html_()
    assert 'sandbox="allow-scripts"' in markup
    assert 'title="An invented journey' in markup
    (tmp_path / "cell.html").write_text(f"<!DOCTYPE html><meta charset=utf-8><title>cell</title>{markup}", encoding="utf-8")
    page = new_page()
    page.goto(f"file://{tmp_path / 'cell.html'}")
    page.frame_locator("iframe").locator(".koryo-map.leaflet-container").wait_for()
