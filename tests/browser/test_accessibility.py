"""The title says which page it is; the focus is where the reader is; pictures and tables can be read without eyes."""

import pytest
from playwright.sync_api import expect

from bonecheck.words.interface import text
from bonecheck.words.questions import label_of
from tests.browser.people import THREE_SITES
from tests.browser.tab import A_WHILE
from tests.browser.walk import BEGIN, NEXT

START = "bonecheck: understand your bone scan"
TITLES = """
window.titles = [];
new MutationObserver(() => {
  if (window.titles.at(-1) !== document.title) window.titles.push(document.title);
}).observe(document, { subtree: true, childList: true, characterData: true });
"""


def test_the_title_goes_along_from_page_to_page_and_stays_while_answering(new_tab):
    tab = new_tab()
    tab.page.add_init_script(TITLES)
    tab.open().step(BEGIN, "About you").choose("sex", "female").step(NEXT, "Your scan").back("About you")
    expect(tab.page).to_have_title("About you · bonecheck")
    titles = tab.page.evaluate("window.titles")
    assert titles[titles.index(START) :] == [
        START, "About you · bonecheck", "Your scan · bonecheck", "About you · bonecheck",
    ]  # fmt: skip


# ------------------------------------------------------------------ focus


def test_a_question_is_answered_where_its_answer_is_missed_and_the_keyboard_stays_on_it(tab):
    unfold(tab, "Warning signs")
    pill = tab.pill("warning_signs", "back_pain")
    tab.page.keyboard.press("Tab")
    expect(pill).to_be_focused()
    tab.page.keyboard.press("Space")
    expect(pill).to_have_attribute("aria-pressed", "true")
    tab.settle(A_WHILE)
    expect(pill).to_be_focused()
    expect(pill).to_be_in_viewport()


@pytest.mark.parametrize(
    ("subject", "tag", "role"),
    [
        ("Your age at the scan", "", "radio"),
        ("Height loss", "INPUT", "text"),
        ("Steroids", "INPUT", "radio"),
    ],
)
def test_in_its_fold_every_kind_of_question_is_one_tab_away(tab, subject, tag, role):
    unfold(tab, subject)
    tab.page.keyboard.press("Tab")
    tab.has_focus("the question", tag=tag, role=role)
    expect(tab.page.locator("[class*=st-key-q_]").filter(has=tab.page.locator(":focus"))).to_be_in_viewport()


def unfold(tab, subject):
    """Opens, by the keyboard, the fold of the question that would change what is still open in the results."""
    tab.put_draft(THREE_SITES).open("/results").hit(tab.page.locator(".st-key-fold_open summary").first)
    line = tab.page.locator("[class*=st-key-open_]").filter(has_text=subject).first.locator("summary")
    line.focus()
    tab.page.keyboard.press("Enter")
    expect(tab.page.locator("[class*=st-key-q_]").first).to_be_visible()
    expect(tab.settle().page.locator("summary:focus")).to_have_count(1)


@pytest.mark.parametrize(
    ("path", "key"),
    [("/about-you", "age_years"), ("/your-scan", "femoral_neck.t_score"), ("/habits", "drinks_per_week.beer")],
)
def test_next_leads_to_what_names_each_answer_that_cannot_be_used_and_from_there_to_its_question(phone, path, key):
    """Also the second time: who presses Next again has not seen why nothing happens."""
    phone.put_draft({"has_scan": "yes", key: "a few"}).open(path)
    for _ in range(2):
        phone.not_too_soon()
        phone.hit(phone.page.locator(".st-key-next button")).stepped()
        phone.has_focus("the way to the question", tag="A", name=label_of(key))
        expect(phone.page.locator(".st-key-errors")).to_be_in_viewport()
    phone.page.keyboard.press("Enter")
    expect(phone.field(key)).to_be_in_viewport()
    phone.page.keyboard.press("Tab")
    expect(phone.field(key)).to_be_focused()
    expect(phone.field(key)).to_have_attribute("aria-invalid", "true")


def test_after_a_step_the_reader_is_at_the_top_of_the_next_screen(phone):
    phone.open("/bones-and-falls").step(NEXT, "Your health").has_focus("the heading", tag="H1")
    expect(phone.heading).to_be_in_viewport()
    assert phone.scrolled() == 0


# ------------------------------------------------------------------ without eyes, with other eyes


def test_the_picture_is_one_named_figure_for_a_screen_reader(tab):
    tab.put_draft(THREE_SITES).open("/results")
    figure = tab.page.get_by_role("figure", name="your T-scores are:")
    expect(figure).to_have_count(1)
    expect(tab.page.get_by_role("img", name="your T-scores are:")).to_have_count(0)  # the still one in its place
    sentence = figure.get_attribute("aria-label")
    assert "left hip (femoral neck) −2.1 (osteopenia), the one that counts" in sentence
    tab.hit(tab.page.locator(".st-key-fold_picture summary").first)
    expect(tab.page.locator(".st-key-fold_picture").get_by_text(sentence)).to_be_visible()


def test_the_still_picture_of_the_check_is_one_named_image(tab):
    tab.put_draft(THREE_SITES).open("/picture")
    expect(tab.page.get_by_role("img", name="your T-scores are:")).to_have_count(1)


def test_the_page_can_be_enlarged_with_two_fingers(phone):
    content = phone.open().page.locator("meta[name=viewport]").get_attribute("content")
    assert "user-scalable=no" not in content
    assert "maximum-scale" not in content


def test_a_table_wider_than_the_phone_scrolls_by_itself_and_by_keyboard(phone):
    phone.put_draft(THREE_SITES).open("/results")
    phone.hit(phone.page.locator(".st-key-fold_picture summary").first)
    table = phone.page.get_by_role("region", name=text("results.sites"))
    table.focus()
    expect(table).to_be_focused()
    assert phone.width() == (390, 390)
