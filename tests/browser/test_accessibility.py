"""The title says which page it is; the focus is where the reader is; pictures and tables can be read without eyes."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import THREE_SITES
from tests.browser.tab import A_WHILE

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
    tab.open().step("Begin", "About you").choose("sex", "female").step("Next", "Your scan").back("About you")
    expect(tab.page).to_have_title("About you · bonecheck")
    titles = tab.page.evaluate("window.titles")
    assert titles[titles.index(START) :] == [
        START, "About you · bonecheck", "Your scan · bonecheck", "About you · bonecheck",
    ]  # fmt: skip


# ------------------------------------------------------------------ focus


def test_a_link_from_the_results_puts_the_keyboard_on_its_question_and_leaves_it_there(tab):
    tab.put_draft({key: answer for key, answer in THREE_SITES.items() if key != "scanner_make"}).open("/results")
    tab.hit(tab.page.locator("[class*=st-key-open_]").filter(has_text="Warning signs").get_by_role("button"))
    tab.arrive("Bones and falls").has_focus("the question", name="Sudden or severe back pain")
    pill = tab.pill("warning_signs", "back_pain")
    expect(pill).to_be_in_viewport()
    tab.page.keyboard.press("Space")
    expect(pill).to_have_attribute("aria-pressed", "true")
    tab.settle(A_WHILE)
    expect(pill).to_be_focused()
    expect(pill).to_be_in_viewport()


@pytest.mark.parametrize(
    ("subject", "heading", "role"),
    [
        ("Whether a broken bone changes the picture", "Bones and falls", "radio"),
        ("Your age at the scan", "Your scan", "spinbutton"),
        ("Height loss", "About you", "text"),
    ],
)
def test_a_link_from_the_results_reaches_every_kind_of_question(new_tab, subject, heading, role):
    """In a browser that was never here: the code of the question's fields arrives after its page."""
    tab = new_tab().put_draft(THREE_SITES).open("/results")
    tab.hit(tab.page.locator("[class*=st-key-open_]").filter(has_text=subject).get_by_role("button"))
    tab.arrive(heading).has_focus("the question", role=role)
    expect(tab.page.locator("[class*=st-key-q_]").filter(has=tab.page.locator(":focus"))).to_be_in_viewport()


def test_after_a_step_inside_a_page_the_reader_is_at_its_top(phone):
    phone.open("/risk-factors").step("Next", "Family and habits").has_focus("the heading", tag="H1")
    expect(phone.heading).to_be_in_viewport()
    assert phone.scrolled() == 0


# ------------------------------------------------------------------ without eyes, with other eyes


def test_the_picture_is_one_named_figure_for_a_screen_reader(tab):
    tab.put_draft(THREE_SITES).open("/results")
    figure = tab.page.get_by_role("figure", name="your T-scores are:")
    expect(figure).to_have_count(1)
    sentence = figure.get_attribute("aria-label")
    assert "left hip (femoral neck) −2.1 (osteopenia), the one that counts" in sentence
    expect(tab.page.get_by_test_id("stCaptionContainer").filter(has_text=sentence)).to_be_visible()


def test_the_page_can_be_enlarged_with_two_fingers(phone):
    content = phone.open().page.locator("meta[name=viewport]").get_attribute("content")
    assert "user-scalable=no" not in content
    assert "maximum-scale" not in content


def test_a_table_wider_than_the_phone_scrolls_by_itself_and_by_keyboard(phone):
    phone.put_draft(THREE_SITES).open("/results")
    phone.hit(phone.page.get_by_text("The picture as a table").first)
    table = phone.page.get_by_role("region", name="Your scan, site by site")
    table.focus()
    expect(table).to_be_focused()
    assert phone.width() == (390, 390)
