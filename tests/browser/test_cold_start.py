"""The first visit to a server that has just started, by a link into the middle of the app."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import THREE_SITES
from tests.browser.server import production, streamlit_run
from tests.browser.tab import IDLE

PAGES = {
    "/about-you": "About you",
    "/your-scan": "Your scan",
    "/risk-factors": "Bones and falls",
    "/lifestyle": "Moving",
    "/results": "Your results",
    "/evidence": "Evidence",
}


@pytest.mark.parametrize("kind", [production, streamlit_run])
def test_a_deep_link_to_a_fresh_server_opens_its_page_with_menu_and_without_a_dialog(new_tab, own_server, kind):
    tab = new_tab(home=own_server(kind).url)
    dialogs = []
    tab.page.on(
        "request", lambda _: dialogs.append(tab.page.get_by_role("dialog").count() if tab.page.url else 0)
    ) if False else None
    tab.open("/results")
    expect(tab.heading).to_have_text("Your results")
    tab.settle()
    tab.page.wait_for_timeout(500)  # the page that reloads itself has done so by now
    tab.page.locator(IDLE).wait_for(state="attached")
    expect(tab.heading).to_have_text("Your results")
    assert tab.page.get_by_role("dialog").count() == 0
    assert tab.page.get_by_text("Page not found").count() == 0
    expect(tab.page.get_by_role("button", name="Your check")).to_be_visible()
    assert tab.page.title() == "Results"


def test_under_streamlit_run_the_answers_of_the_browser_are_there_as_well(new_tab, own_server):
    tab = new_tab(home=own_server(streamlit_run).url)
    tab.page.goto(f"{tab.home}/_stcore/health")  # the same origin, and nothing of the app
    tab.page.evaluate(
        "answers => sessionStorage.setItem('bonecheck.draft.v1', JSON.stringify({saved: Date.now(), answers, place: {}}))",
        THREE_SITES,
    )
    tab.open("/results")
    expect(tab.heading).to_contain_text("−2.1")
    tab.chart()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_by_its_own_address(tab, path):
    tab.open(path)
    expect(tab.heading).to_have_text(PAGES[path])
    assert tab.page.get_by_role("dialog").count() == 0
