"""A coach at a shared screen: few clicks to a sample client, and none of one's own answers lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.tab import Tab

OWN = {"age_years": 55, "sex": "female"}


def show_david(tab: Tab) -> None:
    """Two clicks."""
    tab.page.get_by_role("link", name="For coaches", exact=True).first.click()
    tab.page.get_by_role("button", name="Show David", exact=True).click()
    expect(tab.page.get_by_text("Sample: David, 58.")).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/about-you", "/results", "/plan", "/meals", "/topics", "/evidence"])
def test_a_sample_client_is_two_clicks_away_from_anywhere(tab, path):
    tab.open(path)
    show_david(tab)
    expect(tab.page.get_by_role("heading", level=1)).to_contain_text("The T-score that counts is −1.6.")


def test_one_click_brings_back_ones_own_answers(tab):
    tab.put_draft(OWN).open("/about-you")
    show_david(tab)
    tab.page.get_by_role("button", name="Leave", exact=True).click()
    expect(tab.page.get_by_text("Sample: David, 58.")).to_have_count(0)
    tab.settle()
    assert tab.kept() == OWN


def test_the_comparison_of_the_article_is_one_click_from_the_page_for_coaches(tab):
    tab.open("/coaches").page.get_by_role("link", name="Open the comparison").click()
    expect(tab.page).to_have_title("T-score or risk factors · bonecheck")


def test_another_browser_sees_nothing_of_a_client_on_the_screen(tab, new_tab):
    other = new_tab().open("/results")
    tab.open("/")
    show_david(tab)
    other.reload()
    expect(other.page.get_by_text("Answer a few questions first")).to_be_visible()
    expect(other.page.get_by_text("Sample:")).to_have_count(0)
