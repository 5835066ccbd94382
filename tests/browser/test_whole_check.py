"""The whole check with a paper report at hand: by mouse, by keyboard alone, and on a phone."""

import re

from playwright.sync_api import expect

from bonecheck.words.interface import text
from tests.browser.keyboard import Keyboard
from tests.browser.server import Server
from tests.browser.walk import BEGIN, HEADLINE, LAST_YEAR, NEXT, SCREENS, TELLTALE, walk

PAGES = ("/about-you", "/your-scan", "/picture", "/bones-and-falls", "/health", "/body", "/habits")


def test_the_whole_check_by_mouse_ends_in_the_results_and_leaves_no_trace_but_in_its_tab(new_tab, server):
    """At 1280x800, in a browser that was never here."""
    tab = new_tab()
    walk(tab.open())
    expect(tab.heading).to_have_text(HEADLINE)
    chart = tab.page.get_by_role("figure", name="your T-scores are:")
    for label in ("You: −2.1", "Lower spine −0.8", "Whole hip −1.5"):
        expect(chart).to_contain_text(label)
    tab.hit(tab.page.locator(".st-key-fold_picture summary"))
    table = tab.page.get_by_role("region", name=text("results.sites"))
    expect(table.get_by_role("row")).to_have_count(1 + 3)
    expect(table).to_contain_text("Hip (femoral neck)")
    expect(tab.page.get_by_role("link", name="Train your balance")).to_be_visible()
    expect(tab.page.get_by_role("alert")).to_have_count(0)

    in_tab, for_longer = tab.stores()
    told = {"femoral_neck.t_score": -2.1, "scan_date": LAST_YEAR, "fracture_since_50": "no", "medicines": ["none"]}
    assert told.items() <= in_tab["answers"].items()
    assert len(in_tab["answers"]) > 40
    assert for_longer is None

    assert len(tab.requests) > 50
    cookies = {cookie["name"]: cookie for cookie in tab.page.context.cookies()}
    assert cookies["bc_route"]["httpOnly"]
    traces = {
        "pages in the address line": {address.removeprefix(tab.home) for address in tab.addresses}
        ^ {"/", *PAGES, "/results"},
        "requests to strangers": tab.strangers(),
        "requests with an answer": [url for url in tab.requests if tells(url) or "?" in url.split("/_stcore")[0]],
        "hindered by the security headers": tab.violations(),
        "warnings": [line for line in tab.console if line.startswith("warning")],
        "written down by the server": written_down(server),
        "other cookies": set(cookies) - {"bc_route", "_streamlit_xsrf"},
        "answers in cookies": tells(str(cookies)),
    }
    assert {what: found for what, found in traces.items() if found} == {}


def tells(text: str) -> list[str]:
    """The answers that stand in a text."""
    return [mark for mark in TELLTALE if mark in text]


def written_down(server: Server) -> list[str]:
    """The answers, pages and addresses in what the server has printed since it runs."""
    log = server.output().split("Uvicorn running on", 1)[1].split("\n", 1)[1]
    log = re.sub(r"\d\d:\d\d:\d\d\.\d+", "", log)  # a time of day may hold the digits of an answer
    return tells(log) + [mark for mark in ("GET ", "POST ", "/results", "/_stcore", "127.0.0.1") if mark in log]


def test_the_whole_check_by_keyboard_alone(tab):
    """After every step the keyboard and the screen reader stand on the heading of the new page: `Keyboard` sees to it."""
    walk(Keyboard(tab.open()))
    expect(tab.heading).to_have_text(HEADLINE)
    assert tab.kept()["weight_kg"] == 61.7
    assert tab.clicks == 0


def test_the_whole_check_by_touch_at_390_by_844_without_scrolling_sideways(phone):
    widths = []
    walk(phone.open(), look=lambda: widths.append(phone.width()))
    assert widths == [(390, 390)] * (1 + len(PAGES) + 1)
    expect(phone.charts.first).to_be_visible()
    assert phone.inputs == sum(len(answers) for answers, _, _ in SCREENS) == phone.clicks - len(SCREENS)


def test_the_shortest_way_to_a_headline_is_three_answers(tab):
    """A woman of 70 with one number on her report; the ways lead to the results."""
    tab.open().step(BEGIN, "About you").type_in("age_years", "70").choose("sex", "female").step(NEXT, "Your scan")
    tab.type_in("femoral_neck.t_score", "-2.6")
    tab.go("Results").arrive(re.compile(r"−2\.6.* osteoporosis range"))
    assert tab.inputs == 3
