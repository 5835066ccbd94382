"""A coach at a shared screen: one click to a sample client, and none of one's own answers lost."""

import re

import pytest
from playwright.sync_api import expect

from bonecheck.answers.samples import samples
from tests.browser.presenting import is_at, present, press, turn
from tests.browser.tab import Tab
from tests.people import of_woman, with_t

OWN = {"age_years": 55, "sex": "female"}


def show_david(tab: Tab) -> None:
    """By the menu, which is there on every page (test_frame), to the page for coaches, then one click."""
    tab.go("For coaches").arrive("For coaches").press("David, 58")
    expect(tab.page.get_by_text("Sample: David, 58.")).to_be_visible()
    expect(tab.page.locator(".st-key-results_first")).to_contain_text("−1.6")


def test_one_click_on_the_page_for_coaches_shows_a_client_and_one_brings_back_ones_own_answers(tab):
    show_david(tab.put_draft(OWN).open("/about-you"))
    tab.press("Leave")
    expect(tab.page.get_by_text("Sample: David, 58.")).to_have_count(0)
    assert tab.settle().kept() == OWN


def test_the_comparison_of_the_article_is_one_click_from_the_page_for_coaches(tab):
    tab.open("/coaches").page.get_by_role("link", name="Open the comparison").click()
    expect(tab.page).to_have_title("T-score or risk factors · bonecheck")


def test_another_browser_sees_nothing_of_a_client_on_the_screen(tab, phone):
    phone.open("/results")
    show_david(tab.open("/"))
    phone.reload()
    expect(phone.page.get_by_text("Answer a few questions first")).to_be_visible()
    expect(phone.page.get_by_text("Sample:")).to_have_count(0)


def test_a_refresh_and_the_browsers_back_keep_the_client_and_the_step_and_no_own_answer_is_lost(tab):
    tab.put_draft(OWN).open("/results?client=maria&step=3")
    is_at(tab, 3)
    is_at(press(tab, "ArrowRight"), 4)
    assert tab.page.url == f"{tab.home}/results?client=maria&step=4"
    is_at(tab.reload(), 4)
    tab.hit(tab.page.locator(".st-key-stage_bar a").first).arrive("For coaches").page.go_back()
    assert is_at(tab, 4).kept() == OWN
    tab.press("Leave").arrive("For coaches")
    assert tab.page.url == f"{tab.home}/coaches"


def test_a_refresh_with_real_answers_keeps_presenting_at_its_step_and_leaving_keeps_or_deletes_them(tab):
    own = of_woman(66, **with_t(femoral_neck=-2.7))
    turn(tab.put_draft(own).open("/coaches")).go("Results")
    is_at(press(is_at(tab, 1), "ArrowRight"), 2)
    assert is_at(tab.reload(), 2).page.url == f"{tab.home}/results"
    tab.hit(tab.page.locator(".st-key-leave_answers button")).press("Keep them: they are mine").arrive("For coaches")
    assert tab.kept() == own
    expect(tab.reload().page.locator(".st-key-sample_badge input")).not_to_be_checked()
    turn(tab).go("Results")
    tab.hit(is_at(tab, 1).page.locator(".st-key-leave_answers button")).press("Delete them and leave")
    assert tab.arrive("For coaches").stores() == [None, None]


HER = of_woman(66, **with_t(femoral_neck=-2.7, total_hip=-1.8))
READING = re.compile(r"osteoporosis range|osteopenia range|lower bone density|of 100 women|Because of")


def leave_on_the_stage(tab: Tab) -> Tab:
    return present(tab, "maria").press("Leave")


def leave_on_the_wall(tab: Tab) -> Tab:
    tab = present(tab, "maria")
    tab.hit(tab.page.locator(".st-key-stage_tools").get_by_role("link", name="Clients")).arrive("For coaches")
    expect(tab.page.get_by_text("Presenter mode", exact=True)).to_have_count(0)
    return tab.press("Leave")


def leave_after_next_client(tab: Tab) -> Tab:
    return present(tab, "maria").press("Next client").press("Leave")


def leave_after_a_link(tab: Tab) -> Tab:
    return is_at(tab.open("/results?client=maria&step=2"), 2).press("Leave")


def leave_after_a_link_while_presenting(tab: Tab) -> Tab:
    turn(tab.open("/coaches")).go("Results")
    return leave_after_a_link(is_at(tab, 1))


def keep_them(tab: Tab) -> Tab:
    turn(tab.open("/coaches")).go("Results")
    return tab.hit(is_at(tab, 1).page.locator(".st-key-leave_answers button")).press("Keep them: they are mine")


GOES_ON = (leave_on_the_stage, leave_on_the_wall, leave_after_next_client, leave_after_a_link_while_presenting)


@pytest.mark.parametrize("leave", [*GOES_ON, leave_after_a_link, keep_them])
def test_after_each_way_of_leaving_no_page_reads_a_result_of_own_answers(tab, leave):
    leave(tab.put_draft(HER)).arrive("For coaches")
    tab.page.go_back()
    read = {"Back": tab.settle().main.inner_text()}
    tab.forward("For coaches")
    for way in ("Plan", "Results"):
        read[way] = tab.go(way).main.inner_text()
    read["Results, loaded anew"] = tab.reload().main.inner_text()
    read["Start"] = tab.open("/").main.inner_text()
    assert {page: found[0] for page, text in read.items() if (found := READING.search(text))} == {}
    assert ("Real answers on this screen" in read["Results"]) == (leave in GOES_ON)
    tab.go("Results")
    if leave not in GOES_ON:
        tab.press("Show my results")
        assert READING.search(tab.main.inner_text())
    assert tab.kept() == HER


WALL = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  const cards = [...document.querySelectorAll('[class*=st-key-client_card_]')].map((card) => card.getBoundingClientRect());
  return {
    cards: cards.length,
    columns: new Set(cards.map((card) => Math.round(card.x))).size,
    screens: (Math.max(...cards.map((card) => card.bottom)) + main.scrollTop) / window.innerHeight,
    cut: [...document.querySelectorAll('[class*=st-key-client_card_]')].filter(
      (card) => [...card.querySelectorAll('p, li')].some(
        (part) => part.getBoundingClientRect().bottom > card.getBoundingClientRect().bottom,
      ),
    ).length,
  };
}"""


def test_all_clients_stand_on_one_and_a_half_screens_while_presenting_too(tab):
    tab.open("/coaches").resize(width=1280, height=720)
    for presents in (False, True):
        if presents:
            turn(tab)
        measured = tab.page.evaluate(WALL)
        assert measured["cards"] == len(samples())
        assert (measured["columns"], measured["cut"]) == (4, 0)
        assert measured["screens"] <= 1.6
    tab.resize(width=1920, height=1080)
    assert tab.page.evaluate(WALL)["columns"] == 4
    tab.resize(width=390, height=844)
    measured = tab.page.evaluate(WALL)
    assert (measured["columns"], measured["cut"]) == (1, 0)


def test_the_whole_card_of_a_client_takes_the_tap_and_the_keyboard_opens_it(tab):
    story = tab.open("/coaches").page.locator(".st-key-client_card_david .client p")
    story.click(force=True)  # what is hit there is the button
    expect(tab.page.get_by_text("Sample: David, 58.")).to_be_visible()
    tab.settle().open("/coaches").page.get_by_role("button", name="Anne, 44").focus()
    tab.page.keyboard.press("Enter")
    expect(tab.page.get_by_text("Sample: Anne, 44.")).to_be_visible()
