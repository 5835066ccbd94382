"""The first visit to a server that has just started, by a link into the middle of the app."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import THREE_SITES
from tests.browser.server import production, streamlit_run
from tests.browser.tab import DRAFT

PAGES = {
    "/about-you": "About you",
    "/your-scan": "Your scan",
    "/risk-factors": "Bones and falls",
    "/lifestyle": "Moving",
    "/results": "Your results",
    "/evidence": "Evidence",
}


# Notes down whether a dialog ever stood on the page, also across a reload.
WATCH = """new MutationObserver(() => {
  if (document.querySelector('[role=dialog]')) sessionStorage.setItem('dialog', 'seen');
}).observe(document, { childList: true, subtree: true });"""


def test_a_deep_link_to_a_fresh_server_opens_its_page_with_the_menu_and_never_a_dialog(new_tab, own_server):
    tab = new_tab(home=own_server(production).url)
    tab.page.add_init_script(WATCH)
    tab.open("/results")
    stands_whole(tab)
    assert tab.page.evaluate("sessionStorage.getItem('dialog')") is None


def test_under_streamlit_run_a_deep_link_opens_its_page_after_one_reload_and_without_a_dialog(new_tab, own_server):
    tab = new_tab(home=own_server(streamlit_run).url)
    tab.open("/results")
    stands_whole(tab)
    assert sum(url == f"{tab.home}/results" for url in tab.requests) == 2


def stands_whole(tab):
    expect(tab.heading).to_have_text("Your results")
    expect(tab.page.get_by_role("button", name="Your check")).to_be_visible()
    tab.page.wait_for_timeout(500)  # a dialog or another reload would come now
    tab.settle()
    expect(tab.heading).to_have_text("Your results")
    assert tab.page.get_by_role("dialog").count() == 0
    assert tab.page.get_by_text("Page not found").count() == 0


def test_under_streamlit_run_the_answers_of_the_browser_are_there_as_well(new_tab, own_server):
    tab = new_tab(home=own_server(streamlit_run).url)
    tab.page.goto(f"{tab.home}/_stcore/health")  # the same origin, and nothing of the app
    tab.page.evaluate(
        "([key, answers]) => sessionStorage.setItem(key, JSON.stringify({saved: Date.now(), answers, place: {}}))",
        [DRAFT, THREE_SITES],
    )
    tab.open("/results")
    expect(tab.heading).to_contain_text("−2.1")
    tab.chart()


@pytest.fixture(scope="module")
def nobody(lasting_tab):
    """Somebody who never answers anything."""
    return lasting_tab()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_by_its_own_address(nobody, path):
    tab = nobody.open(path)
    expect(tab.heading).to_have_text(PAGES[path])
    assert tab.page.get_by_role("dialog").count() == 0
