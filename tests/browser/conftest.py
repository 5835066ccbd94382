"""One server, one browser and two lasting tabs for all browser tests of a worker: pages load faster in a warm browser.

`tab` and `phone` are as good as new for each test. What must really be another browser comes from `new_tab`.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from tests.browser.server import Server, production
from tests.browser.tab import Tab

LAUNCH = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
HERE: dict[str, Any] = {"locale": "en-GB", "timezone_id": "Europe/London"}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The production server."""
    running = production(tmp_path_factory.mktemp("server") / "log.txt").start()
    yield running
    running.stop()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts servers that nobody has visited yet, for one test."""
    started: list[Server] = []

    def start(kind: Callable[[Path], Server] = production) -> Server:
        started.append(kind(tmp_path / f"log{len(started)}.txt").start())
        return started[-1]

    yield start
    for running in started:
        running.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A real Chromium; the tests fail where there is none."""
    running = playwright.chromium.launch(executable_path=chromium(), headless=True, args=LAUNCH)
    yield running
    running.close()


def chromium() -> str | None:
    """The Chromium of the machine; None lets Playwright take the one it installed itself."""
    if named := os.environ.get("CHROMIUM"):
        found = shutil.which(named)
        assert found, f"CHROMIUM names {named}, which is no program"
        return found
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts: each is a browser that was never here before."""
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        contexts.append(browser.new_context(**{**HERE, **DESKTOP, **options}))
        return contexts[-1]

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def new_tab(new_context: Callable[..., BrowserContext], server: Server) -> Iterator[Callable[..., Tab]]:
    """Opens tabs, each in a browser of its own unless a context is given; at the end none may have misbehaved."""
    tabs: list[Tab] = []

    def make(context: BrowserContext | None = None, home: str = server.url, **options: Any) -> Tab:
        touch = options.get("has_touch", False)
        tabs.append(Tab((context or new_context(**options)).new_page(), home, touch=touch))
        return tabs[-1]

    yield make
    for tab in tabs:
        tab.page.close()
    assert [tab.strangers() + tab.violations() for tab in tabs] == [[]] * len(tabs)


@pytest.fixture(scope="session")
def desk(browser: Browser, server: Server) -> Tab:
    """The lasting tab of a computer."""
    return Tab(browser.new_context(**HERE, **DESKTOP).new_page(), server.url)


@pytest.fixture(scope="session")
def hand(browser: Browser, server: Server) -> Tab:
    """The lasting tab of a phone."""
    return Tab(browser.new_context(**HERE, **PHONE).new_page(), server.url, touch=True)


@pytest.fixture
def tab(desk: Tab) -> Iterator[Tab]:
    """A tab at 1280x800; at the end it may not have misbehaved."""
    yield from as_new(desk, DESKTOP)


@pytest.fixture
def phone(hand: Tab) -> Iterator[Tab]:
    """A tab at 390x844, with touch; at the end it may not have misbehaved."""
    yield from as_new(hand, PHONE)


def as_new(tab: Tab, device: dict[str, Any]) -> Iterator[Tab]:
    tab.page.set_viewport_size(device["viewport"])
    tab.page.emulate_media(color_scheme="light")
    yield tab.as_new()
    assert tab.strangers() + tab.violations() == []
