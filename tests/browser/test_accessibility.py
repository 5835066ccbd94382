"""The title says which page it is; the focus is where the reader is; pictures and tables can be read without eyes."""

from playwright.sync_api import expect

from tests.browser.keyboard import Keyboard
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
    tab.put_draft(THREE_SITES).open("/results").hit(tab.page.locator(".st-key-fold_open > details > summary"))
    line = tab.page.locator("[class*=st-key-open_]").filter(has_text="Warning signs")
    Keyboard(tab).unfold(line.locator("summary"))
    pill = tab.pill("warning_signs", "back_pain")
    tab.page.keyboard.press("Tab")
    expect(pill).to_be_focused()
    tab.page.keyboard.press("Space")
    expect(pill).to_have_attribute("aria-pressed", "true")
    tab.settle(A_WHILE)
    expect(pill).to_be_focused()
    expect(pill).to_be_in_viewport()


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
