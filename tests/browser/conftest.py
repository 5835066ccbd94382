"""One server and one browser for all browser tests; a fresh, empty browser context for each test."""

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


@pytest.fixture(scope="module")
def lasting_tab(browser: Browser, server: Server) -> Iterator[Callable[..., Tab]]:
    """Opens tabs that last for a file of tests, for those that bring a draft of their own: pages load faster then."""
    tabs: list[Tab] = []

    def make(**options: Any) -> Tab:
        context = browser.new_context(**{**HERE, **DESKTOP, **options})
        tabs.append(Tab(context.new_page(), server.url, touch=options.get("has_touch", False)))
        return tabs[-1]

    yield make
    for tab in tabs:
        tab.page.context.close()
    assert [tab.strangers() + tab.violations() for tab in tabs] == [[]] * len(tabs)


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
        assert tab.strangers() == []
        assert tab.violations() == []


@pytest.fixture
def tab(new_tab: Callable[..., Tab]) -> Tab:
    """One tab at 1280x800."""
    return new_tab()


@pytest.fixture
def phone(new_tab: Callable[..., Tab]) -> Tab:
    """One tab at 390x844, with touch."""
    return new_tab(**PHONE)
