"""The whole check with a paper report at hand: by mouse, by keyboard alone, and on a phone."""

import re

from playwright.sync_api import expect

from tests.browser.keyboard import Keyboard
from tests.browser.server import Server
from tests.browser.walk import ABOUT_YOU, HEADLINE, TELLTALE, walk


def test_the_whole_check_by_mouse_ends_in_the_results_and_leaves_no_trace_but_in_its_tab(new_tab, server):
    """At 1280x800, in a browser that was never here."""
    tab = new_tab()
    walk(tab.open())
    expect(tab.heading).to_have_text(HEADLINE)
    chart = tab.page.get_by_role("figure", name="your T-scores are:")
    for label in ("Left neck −2.1", "Spine −0.8", "Left hip −1.5"):
        expect(chart).to_contain_text(label)
    tab.hit(tab.page.get_by_text("The picture as a table").first)
    table = tab.page.get_by_role("region", name="Your scan, site by site")
    expect(table.get_by_role("row")).to_have_count(4)
    expect(table).to_contain_text("Left femoral neck")
    expect(tab.page.get_by_role("heading", name="What we found")).to_be_visible()
    expect(tab.button("Go to the question")).to_have_count(0)  # no question was left open
    expect(tab.page.get_by_role("alert")).to_have_count(0)

    in_tab, for_longer = tab.stores()
    assert in_tab["answers"]["femoral_neck_left.t_score"] == -2.1
    assert in_tab["answers"]["scan_date"] == "2026-09-14"
    assert len(in_tab["answers"]) > 60
    assert for_longer is None

    assert len(tab.requests) > 50
    cookies = {cookie["name"]: cookie for cookie in tab.page.context.cookies()}
    assert cookies["bc_route"]["httpOnly"]
    traces = {
        "pages in the address line": {address.removeprefix(tab.home) for address in tab.addresses}
        ^ {"/", "/about-you", "/your-scan", "/risk-factors", "/lifestyle", "/results"},
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
    assert widths == [(390, 390)] * 11
    expect(phone.charts.first).to_be_visible()
    assert len(ABOUT_YOU) < phone.inputs == phone.clicks - 10


def test_the_shortest_way_to_a_headline_is_five_answers(tab):
    """A woman of 70 with one number on her report; the menu leads to the results."""
    tab.open().step("Begin", "About you").type_in("age_years", "70").choose("sex", "female").step("Next", "Your scan")
    tab.choose("has_scan", "yes").tick("scan_regions", "femoral_neck_left").type_in("femoral_neck_left.t_score", "-2.6")
    tab.go("Results").arrive(re.compile(r"T-score .*is −2\.6\..* osteoporosis range"))
    assert tab.inputs == 5
