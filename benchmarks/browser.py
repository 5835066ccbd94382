"""In Chromium with an empty cache: the time to the first text, and the weight of a page."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.figures import Figure, Section
from benchmarks.person import fullest
from benchmarks.repeats import Repeats
from benchmarks.servers import BONECHECK, HOST, serving
from bonecheck.words.samples import first_name

VISITS, VISITS_S = 5, 90
WAIT_MS, SETTLE_MS = 120_000, 1_500
CHART = ".js-plotly-plot .main-svg"
FIRST_TEXT = """
window.firstText = new Promise((resolve) => {
  const watch = new MutationObserver(() => {
    if (!document.querySelector('[data-testid=stMain] h1')?.textContent) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
  });
  watch.observe(document, { subtree: true, childList: true, characterData: true });
});
"""


@dataclass
class Weight:
    """What a browser received: over HTTP as it was sent and unpacked, and over the websocket."""

    requests: int = 0
    received_kb: float = 0.0
    unpacked_kb: float = 0.0


def first_texts() -> Section:
    """Time from address to the first heading, painted."""
    with serving(BONECHECK) as port, serving("benchmarks.bare.server:hello") as bare_port, chromium() as browser:
        addresses = {"Start": url(port), "Results": url(port, "results"), "bare": url(bare_port)}
        times: dict[str, list[float]] = {name: [] for name in addresses}
        for address in addresses.values():  # the first visit warms up the server
            _first_text_ms(browser, address)
        for _ in (repeats := Repeats(VISITS, VISITS_S)):
            for name, address in addresses.items():
                times[name].append(_first_text_ms(browser, address))
    medians = {name: median(values) for name, values in times.items()}
    figures = [
        Figure(
            what=what,
            value=medians[name],
            unit="ms",
            beside="bare page",
            beside_value=medians["bare"],
            repeats=repeats,
        )
        for name, what in {"Start": "Start", "Results": "Results, by its own address"}.items()
    ]
    return Section(title=f"Chromium, empty cache: address to first text, median of {VISITS}", figures=tuple(figures))


def weights() -> Section:
    """Bytes and requests of Start, and of Start followed by the results of a sample person."""
    sample = fullest()

    def open_sample(page: Page) -> None:
        page.locator(f".st-key-open_{sample.key} button").click()
        page.locator(CHART).first.wait_for()

    with chromium() as browser:
        with serving(BONECHECK) as port:
            start = _weight(browser, url(port))
            results = _weight(browser, url(port), open_sample)
        with serving("benchmarks.bare.server:hello") as port:
            bare = _weight(browser, url(port))
        with serving("benchmarks.bare.server:one_chart") as port:
            chart = _weight(browser, url(port), lambda page: page.locator(CHART).first.wait_for())
    with_results = f"Start, then {first_name(sample.key)}'s results"
    figures = [
        figure
        for what, weight, beside, beside_weight in (
            ("Start", start, "bare page", bare),
            (with_results, results, "bare page", bare),
            (with_results, results, "bare page, one chart", chart),
        )
        for figure in _compared(what, weight, beside, beside_weight)
    ]
    return Section(title="Chromium, empty cache: weight", figures=tuple(figures))


def _compared(what: str, weight: Weight, beside: str, beside_weight: Weight) -> Iterator[Figure]:
    for name, unit in {"received_kb": "kB", "unpacked_kb": "kB", "requests": ""}.items():
        yield Figure(
            what=f"{what}: {name.removesuffix('_kb')}",
            value=getattr(weight, name),
            unit=unit,
            beside=beside,
            beside_value=getattr(beside_weight, name),
        )


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine, closed at the end."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, timeout=WAIT_MS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def _empty_cache(browser: Browser) -> Iterator[Page]:
    """A page in a new profile."""
    with browser.new_context() as context:
        context.set_default_timeout(WAIT_MS)
        yield context.new_page()


def url(port: int, page: str = "") -> str:
    """Where a page of a server on this machine stands."""
    return f"http://{HOST}:{port}/{page}"


def _first_text_ms(browser: Browser, address: str) -> float:
    with _empty_cache(browser) as page:
        page.add_init_script(FIRST_TEXT)
        page.goto(address, wait_until="commit")
        _wait_for_heading(page)
        return float(page.evaluate("window.firstText"))


def _weight(browser: Browser, address: str, then: Callable[[Page], None] = lambda _page: None) -> Weight:
    """What is received for `address` and for what is done there, over HTTP and over the websocket."""
    weight = Weight()
    over_http: set[str] = set()  # fonts that stand in the style come as requests too, but from no server

    def sent(event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith("http"):
            over_http.add(event["requestId"])

    def finished(event: dict[str, Any]) -> None:
        if event["requestId"] in over_http:
            weight.requests += 1
            weight.received_kb += event["encodedDataLength"] / 1000

    def data(event: dict[str, Any]) -> None:
        if event["requestId"] in over_http:
            weight.unpacked_kb += event["dataLength"] / 1000

    def message(event: dict[str, Any]) -> None:
        kilobytes = len(event["response"]["payloadData"]) * 3 / 4 / 1000  # it stands in base64
        weight.received_kb += kilobytes
        weight.unpacked_kb += kilobytes

    with _empty_cache(browser) as page:
        network = page.context.new_cdp_session(page)
        network.on("Network.requestWillBeSent", sent)
        network.on("Network.loadingFinished", finished)
        network.on("Network.dataReceived", data)
        network.on("Network.webSocketFrameReceived", message)
        network.send("Network.enable")
        page.goto(address, wait_until="commit")
        _wait_for_heading(page)
        then(page)
        page.wait_for_timeout(SETTLE_MS)
    return weight


def _wait_for_heading(page: Page) -> None:
    page.locator("[data-testid=stMain] h1").first.wait_for()
