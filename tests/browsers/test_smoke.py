"""The whole check on a phone, a saved file and the Tab key, once in Firefox and once in WebKit."""

import json
from contextlib import ExitStack

import pytest

from bonecheck.words.interface import text
from bonecheck.words.language import message
from tests.browser.people import THREE_SITES
from tests.browser.server import Server
from tests.browser.tab import FOCUSED, IN_SIGHT
from tests.browser.walk import HEADLINE, SCREENS, walk
from tests.browsers.browser import until
from tests.browsers.firefox import Firefox
from tests.browsers.visitor import TAB, Visitor
from tests.browsers.webkit import WebKit

PHONE = (390, 844)
WASM = "refused: script-src wasm-eval"  # Streamlit's, and nothing is lost: bonecheck/ui/server.py says why
# Words that end in three dots, as there seems to be no room for them.
CUT = """() => [...document.querySelectorAll('*')].filter((node) => node.checkVisibility() && !node.matches('input')
  && getComputedStyle(node).textOverflow === 'ellipsis' && getComputedStyle(node).overflowX !== 'visible').filter((node) => {
    const words = document.createRange();
    words.selectNodeContents(node);
    return words.getBoundingClientRect().width > node.getBoundingClientRect().width;
  }).map((node) => node.textContent)"""
NUMBERS = ("lower spine −0.8 (normal)", "hip (femoral neck) −2.1 (osteopenia)", "whole hip −1.5 (osteopenia)")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    log = tmp_path_factory.mktemp("server") / "log.txt"
    running = Server(log, "uvicorn", "tests.browsers.watched:app", "--port", "{port}").start()
    yield running
    running.stop()
    assert "Traceback" not in running.output()
    assert "script error" not in running.output()


@pytest.fixture
def downloads(tmp_path):
    (tmp_path / "downloads").mkdir()
    return tmp_path / "downloads"


@pytest.fixture(params=[Firefox, WebKit], ids=["Firefox", "WebKit"])
def visitor(request, server, tmp_path, downloads):
    """Somebody at a phone's width in a browser that was never here; at the end nothing may have gone wrong in it."""
    home = tmp_path / "home"
    home.mkdir()
    with ExitStack() as ends:
        browser = request.param(home, downloads, ends)
        browser.resize(*PHONE)
        visitor = Visitor(browser, server.url)
        yield visitor
        assert set(visitor.complaints) <= {WASM}


def test_the_whole_check_ends_in_the_results_with_every_minus_kept(visitor):
    looks = []

    def look():
        looks.append((visitor.width(), visitor.browser.run(CUT)))
        assert message("went_wrong") not in visitor.read("[data-testid=stMain]")

    walk(visitor.open(), look)
    assert looks == [((390, 390), [])] * (len(SCREENS) + 1)
    assert visitor.kept()["femoral_neck.t_score"] == -2.1
    bone_line_stands(visitor)

    visitor.go("Plan", "Your plan").go("Learn", "All topics").go("Results", HEADLINE)
    bone_line_stands(visitor)
    visitor.open("/your-scan")
    assert visitor.value("femoral_neck.t_score") in {"-2.1", "−2.1"}
    visitor.open("/what-if")  # stands still only when its pictures are painted
    assert visitor.seen(".js-plotly-plot .main-svg")


def bone_line_stands(visitor):
    """The picture can be seen, and says the three numbers to the eye and to a screen reader."""
    name = visitor.name("[role=figure]")
    assert [number for number in NUMBERS if number not in name] == []
    assert "You: −2.1" in visitor.read("[role=figure]")


def test_saved_answers_are_deleted_and_come_back_from_their_file(visitor, downloads):
    visitor.has(THREE_SITES).open("/results").hit(".st-key-foot summary").press(text("frame.save"))
    file = downloads / "bonecheck.json"
    until(lambda: file.exists() and file.stat().st_size, "the saved file")
    assert json.loads(file.read_bytes())["schema_version"] == 2
    visitor.press(text("frame.delete")).press(text("frame.delete_now"))
    until(lambda: not visitor.kept(), "no answers are kept")
    visitor.open().hit("summary", text("start.file")).choose_file(file)
    until(lambda: THREE_SITES.items() <= visitor.kept().items(), "the answers of the file are kept")
    visitor.step(text("start.results"), HEADLINE)


def test_tab_stops_only_at_what_can_be_seen_and_used(visitor):
    """640 px are a laptop at 200 %. The link that skips shows itself only in a window in front, which this is not."""
    visitor.has(THREE_SITES).browser.resize(640, 800)
    visitor.open("/about-you")
    stops = []
    for _ in range(25):
        at = visitor.keys(TAB).browser.run(FOCUSED)
        if at["tag"] in {"BODY", "MAIN"} or at["name"] == "Skip to main content":
            continue
        assert at["tag"] in {"A", "BUTTON", "INPUT", "SUMMARY"}, at
        assert visitor.browser.run(IN_SIGHT), at
        stops.append(at["name"])
    assert len(stops) > 10
