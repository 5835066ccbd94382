"""The first visit to a server that has just started, by a link into the middle of the app."""

from playwright.sync_api import expect

from bonecheck.words.interface import text
from tests.browser.people import THREE_SITES
from tests.browser.server import production, streamlit_run
from tests.browser.walk import HEADLINE

# Notes down whether a dialog ever stood on the page, also across a reload.
WATCH = """new MutationObserver(() => {
  if (document.querySelector('[role=dialog]')) sessionStorage.setItem('dialog', 'seen');
}).observe(document, { childList: true, subtree: true });"""


def test_a_deep_link_to_a_fresh_server_opens_its_page_with_the_ways_and_never_a_dialog(new_tab, own_server):
    tab = new_tab(home=own_server(production).url)
    tab.page.add_init_script(WATCH)
    stands_whole(tab.open("/results"), text("results.title"))
    assert tab.page.evaluate("sessionStorage.getItem('dialog')") is None


def test_under_streamlit_run_a_deep_link_opens_its_page_after_one_reload_with_the_answers(new_tab, own_server):
    tab = new_tab(home=own_server(streamlit_run).url).put_draft(THREE_SITES)
    stands_whole(tab.open("/results"), HEADLINE)
    assert sum(url == f"{tab.home}/results" for url in tab.requests) == 2
    expect(tab.charts.first).to_be_visible()


def stands_whole(tab, heading):
    expect(tab.heading).to_have_text(heading)
    ways = tab.page.get_by_role("navigation", name=text("frame.ways"))
    expect(ways.get_by_role("link").filter(visible=True)).to_have_count(4)
    tab.settle(30)  # a dialog or another reload would come now
    expect(tab.heading).to_have_text(heading)
    expect(tab.page.get_by_role("dialog")).to_have_count(0)
    expect(tab.page.get_by_text("Page not found")).to_have_count(0)
