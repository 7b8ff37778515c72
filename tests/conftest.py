"""Options and fixtures: the datasets, pages built once, and a real browser with the network dead."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

import koryo_geo

# A machine that others use too may be slow for a moment: that is no fault.
settings.register_profile("koryo", deadline=None)
settings.load_profile("koryo")

#: Browsers that may stand on a machine already, by the name of their command.
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")

ARGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_addoption(parser):
    parser.addoption("--no-browser", action="store_true", help="leave the browser tests out; the summary says so")
    parser.addoption("--new-pictures", action="store_true", help="write the pictures of the pages again; look at every one")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--no-browser"):
        return
    left_out = [item for item in items if item.get_closest_marker("browser")]
    config.stash[LEFT_OUT] = len(left_out)
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not item.get_closest_marker("browser")]


LEFT_OUT = pytest.StashKey[int]()


def pytest_terminal_summary(terminalreporter, config):
    if config.getoption("--no-browser"):
        count = config.stash.get(LEFT_OUT, 0)
        terminalreporter.write_line(f"--no-browser: {count} browser tests were left out. Pages were not opened.", yellow=True)


def say(text):
    """Tell the person at the terminal, past pytest's capture."""
    print(f"koryo_geo tests: {text}", file=sys.__stderr__, flush=True)


def browser_path(playwright):
    """Find a browser, or get one; None means Playwright's own."""
    if Path(playwright.chromium.executable_path).is_file():
        return None
    found = next((path for name in COMMANDS if (path := shutil.which(name))), None)
    return found or get_browser(playwright)


def get_browser(playwright):
    """Install a browser: Playwright's own, or on Debian as root the distribution's."""
    say("no Chromium, Chrome or Edge found; trying `playwright install chromium`")
    result = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if result.returncode == 0 and Path(playwright.chromium.executable_path).is_file():
        return None
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        say("that failed; trying `apt-get install chromium fonts-noto-cjk`")
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-cjk"], check=False, env=environment)
    found = shutil.which("chromium")
    if not found:
        pytest.exit(
            "The browser tests need Chromium, Chrome or Edge, and none could be installed. Install one "
            "(for example `python -m playwright install chromium`), or run `python -m pytest --no-browser`.",
            returncode=4,
        )
    return found


@pytest.fixture(scope="session")
def chromium():
    """A real browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(playwright), args=list(ARGS))
        yield browser
        browser.close()


class Watched:
    """A page opened with the network dead, and what it tried or complained of."""

    def __init__(self, page):
        self.page = page
        self.requests = []
        self.complaints = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.route("**/*", self._route)

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _route(self, route):
        if route.request.url.startswith(("file:", "data:", "blob:")):
            route.continue_()
        else:
            self.requests.append(route.request.url)
            route.abort()

    def open(self, path, query=""):
        self.page.goto(f"file://{path}{query}")
        self.page.wait_for_selector(".leaflet-container")
        return self

    def at(self, seconds):
        """Stop the clock at a story second."""
        self.page.evaluate(
            "t => { const p = document.querySelector('.koryo-map').koryoPlayer; p.pause(); p.currentTime = t; }", seconds
        )
        return self


@pytest.fixture
def open_page(chromium):
    """Open a file in a fresh context: ``open_page(path, viewport=(w, h), **context_options)``."""
    contexts = []

    def opener(path, viewport=(1280, 720), query="", **options):
        context = chromium.new_context(viewport={"width": viewport[0], "height": viewport[1]}, **options)
        contexts.append(context)
        return Watched(context.new_page()).open(path, query)

    yield opener
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def minimal():
    return koryo_geo.load("minimal")


@pytest.fixture(scope="session")
def record():
    """The default dataset."""
    return koryo_geo.load()


@pytest.fixture(scope="session")
def maps(record, tmp_path_factory):
    """The default dataset's pages, built once."""
    return koryo_geo.build(record, tmp_path_factory.mktemp("maps")).folder


@pytest.fixture
def copy(tmp_path):
    """A copy of a bundled dataset, to spoil."""
    from koryo_geo.data.reading import find

    def copier(name="minimal"):
        return Path(shutil.copytree(find(name), tmp_path / name))

    return copier


@pytest.fixture(autouse=True)
def in_temporary_folder(tmp_path, monkeypatch, request):
    """Doctests may save files: not into the checkout."""
    if "DoctestItem" in type(request.node).__name__:
        monkeypatch.chdir(tmp_path)
