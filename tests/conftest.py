"""Options and fixtures: the datasets, pages built once, and a real browser with the network dead.

The whole suite runs in as many processes as the machine has cores. Each has a browser of its own; what takes long to make, such as
the pages of the default dataset, the first that asks makes for all. A part of the suite (``python -m pytest tests/test_dates.py``)
runs in one process, so that a debugger and ``print`` work as ever; ``-n 2`` spreads that too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
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
    "--process-per-site",  # for the fixture `warm`
)


def pytest_addoption(parser):
    parser.addoption("--no-browser", action="store_true", help="leave the browser tests out; the summary says so")
    parser.addoption("--whole-product", action="store_true", help="look at every size, language and date of the map of counts")
    parser.addoption("--new-pictures", action="store_true", help="write the pictures of the pages again; look at every one")
    parser.addoption(
        "--every-screen", action="store_true", help="look at the journey on every screen, in every language, at every stop"
    )


def pytest_xdist_auto_num_workers(config):
    """One process for each core if the whole suite is asked for; a part is not worth the start of several."""
    return (os.cpu_count() or 1) if config.args_source == pytest.Config.ArgsSource.TESTPATHS else 0


def is_for_browser(item):
    return item.get_closest_marker("browser") is not None


def pytest_collection_modifyitems(config, items):
    items.sort(key=is_for_browser)  # what fails in a second is told before what takes minutes
    if not config.getoption("--no-browser"):
        return
    left_out = [item for item in items if is_for_browser(item)]
    config.stash[LEFT_OUT] = len(left_out)
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not is_for_browser(item)]


LEFT_OUT = pytest.StashKey[int]()


def pytest_sessionfinish(session):
    """A worker collects the tests; the process that started it tells the reader."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = session.config.stash.get(LEFT_OUT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", 0)


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
def shared(request, tmp_path_factory):
    """A folder that all processes of this run have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if hasattr(request.config, "workerinput") else own


@pytest.fixture(scope="session")
def once(shared):
    """Make a folder once for all processes: ``once(name, make)`` calls ``make(folder)`` where it is asked first.

    What stands in the folder is for reading only. A folder that could not be made is tried anew by the next that asks.
    """

    def made(name, make):
        folder, unfinished = shared / f"once-{name}", shared / f"unfinished-{name}"
        with FileLock(shared / f"{name}.lock"):
            if not folder.exists():
                shutil.rmtree(unfinished, ignore_errors=True)
                unfinished.mkdir()
                make(unfinished)
                unfinished.rename(folder)
        return folder

    return made


@pytest.fixture(scope="session")
def chromium(shared):
    """A real browser, one for each process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        with FileLock(shared / "browser.lock"):  # it may have to be fetched first
            path = browser_path(playwright)
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def warm(chromium, shared):
    """A context whose tabs share a process: it compiles the runtime once, and a page opens in half the time.

    One tab stays open, or the process would end with the first test. Each test has tabs of its own, and the pages store nothing.
    """
    (shared / "blank.html").touch()
    context = chromium.new_context()
    context.new_page().goto(f"file://{shared / 'blank.html'}")
    yield context
    context.close()


@pytest.fixture
def new_page(warm, chromium):
    """Make an empty page: ``new_page(viewport=(w, h), **context_options)``, closed when the test ends.

    A page that asks for more than a size and less motion has a context and a process of its own, and so has one to be ``alone``.
    """
    opened = []

    def maker(viewport=(1280, 720), *, alone=False, **options):
        size = {"width": viewport[0], "height": viewport[1]}
        if alone or set(options) - {"reduced_motion"}:
            opened.append(chromium.new_context(viewport=size, **options))
            return opened[-1].new_page()
        opened.append(warm.new_page())
        opened[-1].set_viewport_size(size)
        opened[-1].emulate_media(**options)
        return opened[-1]

    yield maker
    for item in opened:
        item.close()


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
def open_page(new_page):
    """Open a file: ``open_page(path, viewport=(w, h), query="#t=...", **options)``, options as for ``new_page``."""

    def opener(path, viewport=(1280, 720), query="", **options):
        return Watched(new_page(viewport, **options)).open(path, query)

    return opener


@pytest.fixture(scope="session")
def minimal():
    return koryo_geo.load("minimal")


@pytest.fixture(scope="session")
def record():
    """The default dataset."""
    return koryo_geo.load()


@pytest.fixture(scope="session")
def maps(record, once):
    """The default dataset's pages, built once."""
    return once("maps", lambda folder: koryo_geo.build(record, folder))


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
