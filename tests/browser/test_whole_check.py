"""The whole check with a paper report at hand: by mouse, by keyboard alone, and on a phone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESKTOP, HERE
from tests.browser.keyboard import Keyboard
from tests.browser.server import Server
from tests.browser.tab import Tab
from tests.browser.walk import ABOUT_YOU, HEADLINE, SCREENS, TELLTALE, walk


@pytest.fixture(scope="module")
def walked(browser: Browser, server: Server) -> Iterator[Tab]:
    """A tab in which somebody has just done the whole check by mouse at 1280x800."""
    context = browser.new_context(**HERE, **DESKTOP)
    tab = Tab(context.new_page(), server.url)
    walk(tab.open())
    yield tab
    context.close()


def test_the_whole_check_by_mouse_ends_in_the_headline_the_picture_and_its_table(walked):
    expect(walked.heading).to_have_text(HEADLINE)
    chart = walked.page.get_by_role("figure", name="your T-scores are:")
    expect(chart).to_contain_text("Left neck −2.1")
    expect(chart).to_contain_text("Spine −0.8")
    expect(chart).to_contain_text("Left hip −1.5")
    walked.page.get_by_text("The picture as a table").first.click()
    table = walked.page.get_by_role("region", name="Your scan, site by site")
    expect(table.get_by_role("row")).to_have_count(4)
    expect(table).to_contain_text("Left femoral neck")
    expect(walked.page.get_by_role("heading", name="What we found")).to_be_visible()
    assert walked.page.get_by_role("button", name="Go to the question").count() == 0  # no question was left open
    assert walked.page.get_by_role("alert").count() == 0


def test_no_answer_and_no_state_ever_stood_in_the_address(walked):
    pages = {address.removeprefix(walked.home) for address in walked.addresses}
    assert pages == {"/", "/about-you", "/your-scan", "/risk-factors", "/lifestyle", "/results"}


def test_the_browser_asked_nobody_but_our_own_server(walked):
    assert len(walked.requests) > 50
    assert walked.strangers() == []


def test_no_request_carried_an_answer_in_its_address(walked):
    assert [
        url for url in walked.requests if any(mark in url for mark in TELLTALE) or "?" in url.split("/_stcore")[0]
    ] == []


def test_the_security_headers_hindered_nothing(walked):
    assert walked.violations() == []
    assert [line for line in walked.console if line.startswith("warning")] == []


def test_the_server_wrote_down_neither_pages_nor_answers_nor_addresses(walked, server):
    log = server.output().split("Uvicorn running on", 1)[1].split("\n", 1)[1]
    log = re.sub(r"\d\d:\d\d:\d\d\.\d+", "", log)  # a time of day may hold the digits of an answer
    assert [mark for mark in (*TELLTALE, "GET ", "POST ", "/results", "/_stcore", "127.0.0.1") if mark in log] == []


def test_cookies_hold_no_answers_and_cannot_be_read_by_scripts(walked):
    cookies = {cookie["name"]: cookie for cookie in walked.page.context.cookies()}
    assert set(cookies) <= {"bc_route", "_streamlit_xsrf"}
    assert cookies["bc_route"]["httpOnly"]
    assert [mark for mark in TELLTALE if mark in str(cookies)] == []


def test_the_browser_keeps_the_answers_of_the_whole_check_for_this_tab_only(walked):
    in_tab, for_longer = walked.stores()
    assert for_longer is None
    assert in_tab["answers"]["femoral_neck_left.t_score"] == -2.1
    assert in_tab["answers"]["scan_date"] == "2026-09-14"
    assert len(in_tab["answers"]) > 60


def test_the_whole_check_by_keyboard_alone(tab):
    person = Keyboard(tab.open())
    walk(person)
    expect(tab.heading).to_have_text(HEADLINE)
    assert tab.kept()["weight_kg"] == 61.7
    # After every step the keyboard and the screen reader stand at the top of the new page:
    assert person.focus_after_steps == ["H1"] * (len(SCREENS) + 2)
    assert tab.clicks == 0


def test_the_whole_check_by_touch_at_390_by_844_without_scrolling_sideways(phone):
    widths = []
    walk(phone.open(), look=lambda: widths.append(phone.width()))
    phone.chart()
    widths.append(phone.width())
    assert [page for page, window in widths] == [390] * 12
    assert len(ABOUT_YOU) < phone.inputs == phone.clicks - 10


def test_the_shortest_way_to_a_headline_is_five_answers(tab):
    """A woman of 70 with one number on her report; the menu leads to the results."""
    tab.open().step("Begin", "About you").type_in("age_years", "70").choose("sex", "female").step("Next", "Your scan")
    tab.choose("has_scan", "yes").tick("scan_regions", "femoral_neck_left").type_in("femoral_neck_left.t_score", "-2.6")
    tab.page.get_by_role("button", name="Your results").click()
    tab.page.get_by_role("menuitem", name="Results").or_(tab.page.get_by_role("link", name="Results")).first.click()
    expect(tab.heading).to_have_text(re.compile(r"T-score .*is −2\.6\..* osteoporosis range"))
    assert tab.inputs == 5
