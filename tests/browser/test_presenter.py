"""Presenter mode in a real browser: keys, large type, and nothing clipped or overlapping at any client and any step."""

import re

import pytest
from playwright.sync_api import expect

from bonecheck.answers.samples import samples
from bonecheck.words.presenter import STEPS
from bonecheck.words.presenter import text as said
from tests.browser.conftest import PHONE
from tests.browser.tab import DOUBLE_CLICK_MS, Tab
from tests.browser.test_accessibility import serious, unfold
from tests.browser.test_phone import inside, overlap

NEXT, BACK, AGAIN, SWITCH = (said("words", key) for key in ("next", "back", "again", "toggle"))
WINDOWS = {
    "wall": {"viewport": {"width": 1920, "height": 1080}},
    "laptop": {"viewport": {"width": 1280, "height": 800}},
    "phone": PHONE,
}
TIMES, WALL_PX = 1.5, 24

# What stands in a picture, each text with the size of its type as painted; what is cut off at the buttons; and whatever
# is wider than its place.
DRAWN = """() => {
  const box = (node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return { what: node.textContent.trim(), left, top, right, bottom };
  };
  const seen = (node) => node.textContent.trim() && node.getBoundingClientRect().width > 0;
  const painted = (text) => parseFloat(getComputedStyle(text).fontSize) * text.currentCSSZoom;
  const main = document.querySelector('[data-testid=stMain]');
  return {
    pictures: [...document.querySelectorAll('.js-plotly-plot')].map((plot) => ({
      svg: box(plot.querySelector('.main-svg')),
      room: box(plot.closest('[data-testid=stElementContainer]')),
      texts: [...plot.querySelectorAll('text')].filter(seen).map((text) => ({ ...box(text), px: painted(text) })),
    })),
    cut: [...main.querySelectorAll('button, button *, h1, th, td, .bonecheck-table')]
      .filter((node) => node.checkVisibility() && node.scrollWidth > node.clientWidth + 1).map((node) => node.textContent),
    outside: [...main.querySelectorAll('h1, p, li, button')].filter(seen).map(box)
      .filter((b) => b.left < -0.5 || b.right > window.innerWidth + 0.5).map((b) => b.what),
    wide: [main.scrollWidth, document.documentElement.scrollWidth].filter((width) => width > window.innerWidth),
  };
}"""
SIZE = """selector => {
  const node = document.querySelector(`[data-testid=stMain] ${selector}`);
  return parseFloat(getComputedStyle(node).fontSize) * node.currentCSSZoom;
}"""


def show(tab: Tab, client: str) -> Tab:
    """A coach puts a client on the screen."""
    tab.page.locator(f".st-key-client_open_{client} button").click()
    expect(tab.page.locator(".st-key-sample_badge [data-testid=stMarkdown]")).to_be_visible()
    return tab.settle()


def turn(tab: Tab) -> Tab:
    """Turns presenter mode on or off."""
    tab.page.locator(".st-key-sample_badge label").click()
    return tab.settle()


def caption(tab: Tab):
    return tab.page.get_by_test_id("stCaptionContainer").filter(has_text=re.compile(r"^Step \d of 6"))


def is_at(tab: Tab, number: int) -> None:
    expect(caption(tab)).to_have_text(re.compile(f"^Step {number} of {len(STEPS)}"))
    tab.settle()


def press(tab: Tab, key: str) -> None:
    tab.page.wait_for_timeout(DOUBLE_CLICK_MS)
    tab.page.keyboard.press(key)
    tab.settle()


def measured(tab: Tab) -> dict:
    """The step as it is painted, once its picture stands still and fills its place."""
    found: list[dict] = [tab.page.evaluate(DRAWN)]

    def stands() -> bool:
        found.append(tab.page.evaluate(DRAWN))
        return found[-1] == found[-2] and all(one["texts"] and fills(one) for one in found[-1]["pictures"])

    if found[0]["pictures"]:
        tab.until(stands, "the picture stands still and fills its place")
    return found[-1]


def fills(picture: dict) -> bool:
    svg, room = picture["svg"], picture["room"]
    return inside(svg, room) and all(abs(svg[side] - room[side]) <= 2 for side in ("left", "top", "right", "bottom"))


def faults(drawn: dict) -> list[str]:
    """Everything that is clipped, overlaps, or is wider than its place."""
    wrong = [f"cut: {text}" for text in drawn["cut"]] + [f"outside: {text}" for text in drawn["outside"]]
    wrong += [f"wide: {width}" for width in drawn["wide"]]
    for picture in drawn["pictures"]:
        texts = picture["texts"]
        wrong += [f"clipped: {text['what']}" for text in texts if not inside(text, picture["svg"])]
        wrong += [
            f"{one['what']} / {other['what']}"
            for number, one in enumerate(texts)
            for other in texts[number + 1 :]
            if overlap(one, other)
        ]
    return wrong


def test_nothing_is_clipped_or_overlaps_at_any_client_at_any_step_in_any_window(lasting_tab):
    """One tab, whose size changes at each step: that is quicker than a tab for each size."""
    tab = turn(lasting_tab(**WINDOWS["wall"]).open("/coaches"))
    wrong, sizes, pictures = {}, [], 0
    for person in samples():
        show(tab, person.key)
        for number in range(1, len(STEPS) + 1):
            is_at(tab, number)
            for window, options in WINDOWS.items():
                tab.page.set_viewport_size(options["viewport"])
                drawn = measured(tab)
                if found := faults(drawn):
                    wrong[person.key, number, window] = found
                if window == "wall":
                    pictures += len(drawn["pictures"])
                    sizes += [text["px"] for picture in drawn["pictures"] for text in picture["texts"]]
            if number < len(STEPS):
                press(tab, "ArrowRight")
        tab.page.set_viewport_size(WINDOWS["wall"]["viewport"])
        tab.page.go_back()
        tab.page.locator(".st-key-client_open_maria").wait_for()
        tab.settle()
    assert wrong == {}
    assert pictures > len(samples())
    assert min(sizes) >= WALL_PX


def test_a_clipped_and_an_overlapping_label_would_be_found(tab):
    tab.open("/coaches")
    show(turn(tab), "maria")
    assert faults(measured(tab)) == []
    tab.page.locator(".js-plotly-plot").evaluate(
        "plot => { const [one, other] = plot.querySelectorAll('.annotation text');"
        " one.setAttribute('x', 5000); other.style.fontSize = '160px'; }"
    )
    tab.page.locator(".st-key-presenter_next button").evaluate("button => { button.style.width = '70px'; }")
    found = " ".join(faults(measured(tab)))
    assert "clipped: " in found
    assert " / " in found
    assert re.search(r"cut: \w*Next", found)


@pytest.mark.parametrize("window", WINDOWS)
def test_the_type_is_half_as_large_again(window, new_tab):
    tab = new_tab(**WINDOWS[window]).open("/coaches")
    show(tab, "maria").chart()
    before = {kind: tab.page.evaluate(SIZE, kind) for kind in ("h1", "[data-testid=stCaptionContainer] p")}
    before["p"] = tab.page.evaluate(SIZE, "[data-testid=stMarkdownContainer]:not([class*=sample_badge] *) > p")
    before["button p"] = tab.page.evaluate(SIZE, "[class*=st-key-action_] button p, [class*=st-key-go_] button p, [class*=st-key-leave] button p")  # fmt: skip
    turn(tab)
    is_at(tab, 1)
    after = {kind: tab.page.evaluate(SIZE, kind) for kind in ("h1", "[data-testid=stCaptionContainer] p")}
    after["p"] = tab.page.evaluate(SIZE, ".st-key-presenter_points p")
    after["button p"] = tab.page.evaluate(SIZE, ".st-key-presenter_next button p")
    assert {kind: after[kind] / before[kind] for kind in before if round(after[kind] / before[kind], 3) < TIMES} == {}


@pytest.mark.parametrize("window", ["laptop", "phone"])
@pytest.mark.parametrize("path", ["/plan", "/topics", "/t-score-or-risk-factors", "/meals", "/about-you", "/"])
def test_no_page_is_wider_than_the_screen_while_presenting(window, path, new_tab):
    tab = new_tab(**WINDOWS[window]).open(path)
    if tab.touch:
        tab.page.get_by_test_id("stExpandSidebarButton").tap()
    tab.page.get_by_role("link", name="For coaches", exact=True).first.click()
    expect(tab.heading).to_have_text("For coaches")
    turn(tab)
    show(tab, "maria")
    for _ in range(2):
        tab.page.go_back()
        tab.settle()
    expect(tab.page.locator(".st-key-sample_badge")).to_be_visible()
    page, screen = tab.width()
    assert page <= screen


# ------------------------------------------------------------------ keys and touch


def test_arrows_and_the_keys_of_a_clicker_lead_on_and_back_and_the_heading_has_the_focus(tab):
    tab.open("/coaches")
    show(turn(tab), "june")  # a step that fits on the screen
    for key, number in (("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2), ("PageUp", 1), ("PageDown", 2)):
        press(tab, key)
        is_at(tab, number)
        tab.until(lambda: tab.focused()["tag"] == "H1", "the heading has the focus")
        assert tab.page.get_by_test_id("stMain").evaluate("main => main.scrollTop") == 0


def test_back_stops_at_the_first_step_and_a_key_with_control_is_left_alone(tab):
    tab.open("/coaches")
    show(turn(tab), "maria")
    press(tab, "ArrowLeft")
    is_at(tab, 1)
    press(tab, "Control+ArrowRight")
    is_at(tab, 1)


def test_a_page_key_reads_on_where_the_step_goes_on_below(tab):
    tab.page.set_viewport_size({"width": 1280, "height": 500})
    tab.open("/coaches")
    show(turn(tab), "maria").chart()
    press(tab, "PageDown")
    is_at(tab, 1)
    tab.until(lambda: tab.page.get_by_test_id("stMain").evaluate("main => main.scrollTop") > 0, "it has scrolled")


def test_an_arrow_in_the_choice_of_role_chooses_a_role_and_takes_no_step(tab):
    tab.open("/coaches")
    show(turn(tab), "maria")
    tab.page.get_by_text(said("words", "notes"), exact=True).click()
    tab.page.get_by_role("radio", name=said("roles", "coach"), exact=True).focus()
    press(tab, "ArrowRight")
    is_at(tab, 1)
    expect(tab.page.get_by_role("radio", name=said("roles", "clinician"), exact=True)).to_be_focused()


def test_the_keys_do_nothing_once_presenter_mode_is_off(tab):
    tab.open("/coaches")
    show(turn(tab), "maria")
    press(tab, "ArrowRight")
    is_at(tab, 2)
    turn(tab)
    expect(caption(tab)).to_have_count(0)
    press(tab, "ArrowRight")
    expect(caption(tab)).to_have_count(0)
    assert tab.page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', cancelable: true}))")  # fmt: skip


def test_by_touch_the_two_buttons_stand_side_by_side_and_lead_through_all_steps(phone):
    phone.open("/coaches")
    show(turn(phone), "ellen")
    for number in range(1, len(STEPS) + 1):
        is_at(phone, number)
        back, on = (phone.page.locator(f".st-key-presenter_{way} button").bounding_box() for way in ("back", "next"))
        assert back["y"] == on["y"]
        assert back["x"] + back["width"] <= on["x"]
        assert min(back["height"], on["height"]) >= 44
        phone.page.wait_for_timeout(DOUBLE_CLICK_MS)
        phone.page.get_by_role("button", name=NEXT if number < len(STEPS) else AGAIN).tap()
        phone.settle()
    is_at(phone, 1)


def test_back_and_next_stay_in_sight_on_a_long_step(phone):
    phone.open("/coaches")
    show(turn(phone), "maria")
    press(phone, "ArrowRight")
    is_at(phone, 2)
    expect(phone.page.get_by_role("button", name=NEXT)).to_be_in_viewport(ratio=1)


# ------------------------------------------------------------------ accessibility


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("step", [1, 2, 3])
def test_axe_finds_nothing_serious_on_a_step(scheme, step, new_tab):
    tab = new_tab(color_scheme=scheme).open("/coaches")
    show(turn(tab), "maria").chart()
    for number in range(2, step + 1):
        press(tab, "ArrowRight")
        is_at(tab, number)
    measured(tab)
    unfold(tab)
    assert serious(tab) == []
