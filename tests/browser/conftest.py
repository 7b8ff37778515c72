"""What several browser tests stand on."""

from __future__ import annotations

import pytest

from koryo_geo.html.leaflet import leaflet
from tests.browser.looking import every_module


@pytest.fixture(scope="module")
def runtime(chromium):
    """A blank page with Leaflet and the whole runtime loaded."""
    context = chromium.new_context()
    page = context.new_page()
    page.set_content("<!DOCTYPE html><html lang='en'><title>runtime</title><body></body></html>")
    page.add_script_tag(content=leaflet()[0])
    page.add_script_tag(content=every_module())
    yield page
    context.close()
