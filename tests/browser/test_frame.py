"""What stands around every page: the ways on a phone and a computer, the menu, the foot, deleting, paper, all pieces."""

import re

import pytest
from playwright.sync_api import expect

from bonecheck.words.interface import text
from bonecheck.words.language import message
from tests.browser.faults import serious
from tests.browser.people import THREE_SITES
from tests.browser.server import pieces
from tests.browser.tab import IN_SIGHT, Tab

WAYS = {"Check": "About you", "Results": re.compile("."), "Plan": "Your plan", "Learn": "All topics"}
PAGES = ("/", "/about-you", "/results", "/plan", "/what-if", "/topics", "/my-answers")
LEAST_TARGET_PX = 44
UP_TO_THE_PAGE_PX = 72

# How far the line on top and the one at the foot of the screen reach, and the boxes of what can be tapped between them.
LINES = """() => {
  const box = (found) => document.querySelector(found)?.getBoundingClientRect().toJSON();
  return { top: box('.st-key-bar'), ways: box('[class*=st-key-ways_]'), foot: box('.st-key-foot summary') };
}"""
# The contrast of two colours, as WCAG measures it; colours as the browser gives them.
CONTRAST = """([edge, ground]) => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
      .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [low, high] = [light(edge), light(ground)].sort((one, other) => one - other);
  return (high + 0.05) / (low + 0.05);
}"""
OF = "(node, [part, pseudo]) => getComputedStyle(node, pseudo)[part]"


def ways(tab: Tab):
    return tab.page.get_by_role("navigation", name=text("frame.ways")).get_by_role("link")


# ------------------------------------------------------------------ the ways


@pytest.mark.parametrize("device", ["phone", "tab"])
def test_four_ways_lead_on_from_every_page_and_the_current_one_is_marked(request, device):
    tab = request.getfixturevalue(device).put_draft(THREE_SITES).open("/results")
    for number, (way, heading) in enumerate(WAYS.items()):
        tab.go(way).arrive(heading)
        expect(ways(tab)).to_have_count(len(WAYS))
        assert [link.get_attribute("aria-current") is not None for link in ways(tab).all()] == [
            other == number for other in range(len(WAYS))
        ]
    tab.hit(tab.page.get_by_role("link", name=text("frame.name"), exact=True)).arrive("Understand your bone scan")
    assert [link.get_attribute("aria-current") for link in ways(tab).all()] == [None] * len(WAYS)


def test_on_a_phone_the_ways_stand_at_the_foot_large_enough_and_cover_nothing(phone):
    phone.put_draft(THREE_SITES)
    for path in PAGES:
        phone.open(path)
        lines = phone.page.evaluate(LINES)
        assert lines["ways"]["bottom"] == 844, path
        assert all(min(box["width"], box["height"]) >= LEAST_TARGET_PX for box in boxes(ways(phone)))
        phone.main.evaluate("main => main.scrollTo(0, 1e6)")
        assert phone.settle().page.evaluate(LINES)["foot"]["bottom"] <= lines["ways"]["top"], path


def boxes(found):
    return [one.bounding_box() for one in found.all()]


def test_on_a_phone_the_page_begins_close_to_the_top(phone):
    phone.put_draft(THREE_SITES)
    for path in PAGES:
        first = (
            phone.open(path).page.locator(".st-key-bar").locator("xpath=../following-sibling::*[normalize-space()][1]")
        )
        assert first.bounding_box()["y"] <= UP_TO_THE_PAGE_PX, path


@pytest.mark.parametrize("size", [(640, 400), (640, 800), (1280, 800)])
def test_tab_from_the_address_bar_meets_nothing_that_cannot_be_seen(tab, size):
    """640 px are a laptop at 200 %. Neither off the screen nor under one of the fixed lines."""
    tab.put_draft(THREE_SITES).open("/about-you").resize(*size)
    met = []
    for _ in range(25):
        tab.page.keyboard.press("Tab")
        if tab.focused()["tag"] in {"BODY", "MAIN"}:
            continue
        met.append(tab.focused()["name"])
        assert tab.settle(1).page.evaluate(IN_SIGHT), tab.focused()
    assert len(met) > 10


def test_skip_to_the_main_part_leads_past_the_line_on_top(tab):
    tab.open("/results").page.keyboard.press("Tab")
    tab.page.keyboard.press("Enter")
    tab.has_focus("the heading", tag="H1")


# ------------------------------------------------------------------ the menu


@pytest.mark.parametrize("device", ["phone", "tab"])
def test_the_menu_opens_by_its_word_takes_the_keyboard_and_closes_on_the_next_page(request, device):
    tab = request.getfixturevalue(device).open("/about-you")
    for title, heading in (("What if?", "What if?"), ("For coaches", "For coaches"), ("Evidence", "Evidence")):
        tab.go(title).arrive(heading)
        expect(tab.page.get_by_role("dialog")).to_have_count(0)
        assert tab.width()[0] == tab.width()[1]
    tab.press(text("frame.menu")).has_focus("the first link", tag="A", name="edit")
    tab.page.keyboard.press("Escape")
    expect(tab.page.get_by_role("dialog")).to_have_count(0)
    tab.has_focus("the menu again", tag="BUTTON", name=text("frame.menu"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("device", ["phone", "tab"])
def test_axe_finds_nothing_in_the_frame_with_all_that_opens_in_it(request, device, theme):
    tab = request.getfixturevalue(device)
    tab.page.emulate_media(color_scheme=theme)
    tab.put_draft(THREE_SITES).open("/topics").more().press(text("frame.delete"))
    assert serious(tab) == []
    tab.press(text("frame.menu"))
    assert serious(tab) == []


def test_the_theme_is_chosen_in_the_menu(tab):
    ground = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    tab.open("/topics")
    for theme, colour in (("Dark", "rgb(18, 24, 27)"), ("Light", "rgb(255, 255, 255)")):
        tab.press(text("frame.menu")).press(text(f"frame.theme.{theme}"))
        tab.until(lambda colour=colour: tab.page.evaluate(ground) == colour, f"it is {theme}")
        expect(tab.page.get_by_test_id("stMainMenuPopover")).to_have_count(0)
    tab.page.evaluate("localStorage.clear()")


# ------------------------------------------------------------------ delete


def test_delete_asks_where_one_looks_and_undo_is_the_next_thing(phone):
    phone.put_draft(THREE_SITES).open("/about-you").more().press(text("frame.delete"))
    phone.has_focus("the way back, so that a second tap deletes nothing", tag="BUTTON", name=text("frame.keep"))
    phone.keeps(THREE_SITES)
    phone.press(text("frame.delete_now"))
    expect(phone.page.get_by_text(message("deleted"))).to_be_in_viewport()
    phone.has_focus("the way back", tag="BUTTON", name="undo")
    phone.until(lambda: phone.stores() == [None, None], "both stores are empty")
    phone.press(text("frame.undo")).keeps(THREE_SITES)


def test_a_reload_gives_the_undo_up(tab):
    tab.put_draft(THREE_SITES).open("/about-you").delete_all()
    expect(tab.reload().button(text("frame.undo"))).to_have_count(0)
    assert tab.stores() == [None, None]


# ------------------------------------------------------------------ paper


STEP = "[class*=st-key-step_] *"  # the name of a step is a link, and belongs on paper
TAPPED = ("stButton", "stPageLink", "stHeader", "stPopover", "stTextInput", "stDownloadButton")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/results", "/plan"])
def test_results_and_plan_print_in_light_without_anything_to_tap(tab, path, theme):
    tab.page.emulate_media(color_scheme=theme)
    tab.put_draft(THREE_SITES).open(path).page.emulate_media(media="print", color_scheme=theme)
    for kind in TAPPED:
        shown = tab.page.locator(f"[data-testid={kind}]:not({STEP})").filter(visible=True)
        assert [one.inner_text() for one in shown.all()] == [], kind
    expect(tab.page.locator(".st-key-bar")).to_be_hidden()
    expect(tab.page.locator(".st-key-foot")).to_be_hidden()
    # Of closed folds only those stand on paper that name the answers which would give a number.
    closed = tab.page.locator("[data-testid=stMain] details:not([open])").filter(visible=True)
    expect(closed.and_(tab.page.locator(":not(.st-key-chance details)"))).to_have_count(0)
    ground = tab.page.get_by_test_id("stApp").evaluate(OF, ["backgroundColor", None])
    assert ground == "rgb(255, 255, 255)"
    for line in tab.page.locator("[data-testid=stMain] :is(h1, h2, h3, p, li)").filter(visible=True).all():
        assert tab.page.evaluate(CONTRAST, [line.evaluate(OF, ["color", None]), ground]) >= 4.5, line.inner_text()
    for card in tab.page.locator("[data-testid=stLayoutWrapper]:has(h3):not(:has(h2))").all():
        assert card.evaluate(OF, ["breakInside", None]) == "avoid"
    assert len(tab.page.pdf(format="A4")) > 10_000
    tab.page.emulate_media(media="screen")


def test_print_is_in_the_menu(tab):
    tab.page.add_init_script("window.print = () => { window.printed = (window.printed || 0) + 1; }")
    tab.open("/results").press(text("frame.menu")).press(text("frame.print"))
    tab.until(lambda: tab.page.evaluate("window.printed") == 1, "the browser is asked to print, once")


# ------------------------------------------------------------------ all pieces


EDGES = {
    "a field": ("[data-testid=stTextInputRootElement]", "borderTopColor"),
    "a circle": ("[data-testid=stRadioOption] > div > div:first-child", "borderTopColor"),
    "a box": ("[data-testid=stCheckbox] label > span + *", "borderTopColor"),
    "a pill": ("[data-testid=stButtonGroup] button:not([data-selected=true])", "borderTopColor"),
}


@pytest.fixture(scope="module")
def all_pieces(tmp_path_factory):
    running = pieces(tmp_path_factory.mktemp("pieces") / "log.txt").start()
    yield running
    running.stop()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_all_pieces_can_be_seen_in_both_themes(browser, all_pieces, theme, tmp_path):
    """Edges of what takes an answer and the ring of the focus stand out 3 to 1, quiet words 4.5 to 1."""
    page = browser.new_context(color_scheme=theme, viewport={"width": 820, "height": 1180}).new_page()
    page.goto(all_pieces.url)
    page.get_by_text("All pieces end here.").wait_for()
    ground = page.get_by_test_id("stApp").evaluate(OF, ["backgroundColor", None])

    def contrast(found, part, pseudo=None):
        return page.evaluate(CONTRAST, [page.locator(found).first.evaluate(OF, [part, pseudo]), ground])

    assert {what: contrast(*where) for what, where in EDGES.items() if contrast(*where) < 3} == {}
    assert contrast("[data-testid=stCaptionContainer] p", "color") >= 4.5
    assert contrast(".ask-hint", "color") >= 4.5
    assert contrast("input[type=text]", "color", "::placeholder") >= 4.5
    for _ in range(30):
        page.keyboard.press("Tab")
        ring = page.evaluate(
            """() => {
              const at = document.activeElement;
              for (const one of [at, at.closest('label'), at.closest('[data-testid=stTextInputRootElement]')])
                if (one && getComputedStyle(one).outlineStyle === 'solid') return getComputedStyle(one);
            }"""
        )
        if page.evaluate("document.activeElement.matches('main, body, [data-testid=stSkipToContent]')"):
            continue
        assert ring, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        assert ring["outlineWidth"] == "3px"
        assert page.evaluate(CONTRAST, [ring["outlineColor"], ground]) >= 3
    page.screenshot(path=tmp_path / f"pieces_{theme}.png", full_page=True)
    page.context.close()
