"""One server and one browser for all browser tests; a fresh, empty browser context for each test."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

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


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The production server."""
    running = production(tmp_path_factory.mktemp("server") / "log.txt").start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A real Chromium; the tests fail where there is none."""
    running = playwright.chromium.launch(executable_path=_chromium(), headless=True, args=LAUNCH)
    yield running
    running.close()


def _chromium() -> str | None:
    """The Chromium of the machine; None lets Playwright take the one it installed itself."""
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        assert found, f"CHROMIUM names {named}, which is no program"
        return found
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts: each is a browser that was never here before."""
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        contexts.append(browser.new_context(**{"locale": "en-GB", "timezone_id": "Europe/London", **DESKTOP, **options}))
        return contexts[-1]

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def new_tab(new_context: Callable[..., BrowserContext], server: Server) -> Iterator[Callable[..., Tab]]:
    """Opens tabs, each in a browser of its own unless a context is given; at the end none may have misbehaved."""
    tabs: list[Tab] = []

    def make(context: BrowserContext | None = None, home: str = server.url, **options: Any) -> Tab:
        tabs.append(Tab((context or new_context(**options)).new_page(), home))
        return tabs[-1]

    yield make
    for tab in tabs:
        assert strangers(tab) == []
        assert violations(tab) == []


@pytest.fixture
def tab(new_tab: Callable[..., Tab]) -> Tab:
    """One tab at 1280x800."""
    return new_tab()


@pytest.fixture
def phone(new_tab: Callable[..., Tab]) -> Tab:
    """One tab at 390x844, with touch."""
    return new_tab(**PHONE)


def strangers(tab: Tab) -> list[str]:
    """Requests to anyone but the server of this tab."""
    own = urlsplit(tab.home).netloc
    return [
        url
        for url in tab.requests
        if urlsplit(url).scheme not in {"data", "blob", "about"} and urlsplit(url).netloc != own
    ]


def violations(tab: Tab) -> list[str]:
    """What the browser refused because of the security headers, and scripts that crashed."""
    marks = ("Content Security Policy", "Content-Security-Policy", "Refused to")
    return [line for line in tab.console if any(mark in line for mark in marks) or line.startswith("error: Error")]


__all__ = ["DESKTOP", "PHONE", "Path"]
