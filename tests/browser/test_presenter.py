"""Presenter mode in a real browser: keys, large type, and nothing clipped or overlapping at any client and any step."""

import re
from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import expect

from bonecheck.answers.samples import sample, samples
from bonecheck.words.presenter import steps
from bonecheck.words.presenter import text as said
from tests.browser.conftest import PHONE
from tests.browser.faults import inside, overlap, pictures
from tests.browser.presenting import caption, is_at, present, press, show, turn
from tests.browser.tab import A_WHILE, Tab
from tests.people import report

NEXT, AGAIN = (said("words", key) for key in ("next", "again"))
WINDOWS = {
    "wall": {"width": 1920, "height": 1080},
    "laptop": {"width": 1280, "height": 800},
    "phone": PHONE["viewport"],
}
SMALL_WALL, OLD_BEAMER = {"width": 1280, "height": 720}, {"width": 1024, "height": 768}
TIMES, WALL_PX = 1.5, 24

# What is cut off at the buttons and tables, and whatever is wider than its place.
TOO_WIDE = """() => {
  const seen = (node) => node.textContent.trim() && node.getBoundingClientRect().width > 0;
  const out = ({ left, right }) => left < -0.5 || right > window.innerWidth + 0.5;
  const main = document.querySelector('[data-testid=stMain]');
  return [
    ...[...main.querySelectorAll('button, button *, h1, th, td, .bonecheck-table')]
      .filter((node) => node.checkVisibility() && node.scrollWidth > node.clientWidth + 1)
      .map((node) => `cut: ${node.textContent}`),
    ...[...main.querySelectorAll('h1, p, li, button')].filter((node) => seen(node) && out(node.getBoundingClientRect()))
      .map((node) => `outside: ${node.textContent}`),
    ...[main.scrollWidth, document.documentElement.scrollWidth].filter((width) => width > window.innerWidth)
      .map((width) => `wide: ${width}`),
  ];
}"""
SIZE = """selector => {
  const node = document.querySelector(`[data-testid=stMain] ${selector}`);
  return parseFloat(getComputedStyle(node).fontSize) * node.currentCSSZoom;
}"""
EVERYWHERE = {"heading": "h1", "caption": "[data-testid=stCaptionContainer] p"}
BEFORE = {
    **EVERYWHERE,
    "text": ".st-key-results_first [data-testid=stMarkdownContainer] > p",
    "button": "[class*=st-key-action_] button p, [class*=st-key-go_] button p, [class*=st-key-leave] button p",
}
PRESENTED = {**EVERYWHERE, "text": ".st-key-presenter_points p", "button": ".st-key-presenter_next button p"}


def faults(tab: Tab) -> list[str]:
    """Everything that is clipped, overlaps, is wider than its place, or does not fill it."""
    wrong: list[str] = tab.page.evaluate(TOO_WIDE)
    for drawn in every_picture(tab):
        frame, place, texts = drawn["frame"], drawn["place"], drawn["texts"]
        wrong += [] if texts else ["an empty picture"]
        filled = all(abs(frame[side] - place[side]) <= 2 for side in ("left", "right"))
        wrong += [] if filled and inside(frame, place) else ["a picture does not fill its place"]
        wrong += [f"clipped: {text['what']}" for text in texts if not inside(text, frame)]
        pairs = combinations(texts, 2)
        wrong += [f"{one['what']} / {other['what']}" for one, other in pairs if overlap(one, other)]
    return wrong


def every_picture(tab: Tab) -> list[dict[str, Any]]:
    """Those of Plotly, and the bone line, which stands still."""
    return [*pictures(tab), *pictures(tab, ".bone-line")]


def steps_of(client: str) -> int:
    """How many steps a client has."""
    return len(steps(report(sample(client).check)))


@pytest.mark.parametrize("person", [person.key for person in samples()])
def test_nothing_is_clipped_or_overlaps_at_any_step_in_any_window(tab, person):
    """One tab, whose size changes at each step: that is quicker than a tab for each size."""
    tab.page.set_viewport_size(WINDOWS["wall"])
    present(tab, person)
    wrong, sizes, painted, last = {}, [], 0, steps_of(person)
    for number in range(1, last + 1):
        is_at(tab, number)
        for window in sorted(WINDOWS, reverse=number % 2):  # from step to step in the size where it stands
            wrong[number, window] = faults(tab.resize(**WINDOWS[window]))
            if window == "wall":
                painted += len(every_picture(tab))
                sizes += [text["px"] for drawn in every_picture(tab) for text in drawn["texts"]]
        if number < last:
            press(tab, "ArrowRight")
    assert {place: found for place, found in wrong.items() if found} == {}
    assert painted >= 1
    assert min(sizes) >= WALL_PX


# How far the picture and its words reach, and where Back and Next begin.
REACH = """() => {
  const bottom = (selector) => document.querySelector(selector).getBoundingClientRect().bottom;
  return [Math.max(bottom('.st-key-presenter_changed'), bottom('.st-key-presenter_points')),
    document.querySelector('.st-key-presenter_ways').getBoundingClientRect().top];
}"""


@pytest.mark.parametrize("client", ["helen", "mei", "gloria"])
def test_whether_it_has_changed_stands_whole_above_the_buttons(tab, client):
    """On a shared window, a wall, an old projector and a phone, without scrolling."""
    present(tab, client)
    for number in (2, 3):
        is_at(press(tab, "ArrowRight"), number)
    for window in (SMALL_WALL, WINDOWS["wall"], OLD_BEAMER, WINDOWS["phone"]):
        assert faults(tab.resize(**window)) == [], window
        assert tab.scrolled() == 0
        reach, ways = tab.page.evaluate(REACH)
        assert reach <= ways + 1, window


def test_a_clipped_and_an_overlapping_label_would_be_found(tab):
    present(tab, "maria")
    assert faults(tab) == []
    tab.page.locator(".bone-line svg[height]:visible").first.evaluate(
        "drawn => { const [one, other] = drawn.querySelectorAll('text');"
        " one.setAttribute('x', 5000); other.style.fontSize = '160px'; }"
    )
    tab.page.locator(".st-key-presenter_next button").evaluate("button => { button.style.width = '70px'; }")
    found = " ".join(faults(tab))
    assert "clipped: " in found
    assert " / " in found
    assert re.search(r"cut: \w*Next", found)


def test_the_type_is_half_as_large_again(tab):
    """In every window: the size of the type hangs on its width."""
    sizes: dict[str, dict[str, list[float]]] = {}
    show(tab.open("/coaches"), "maria")
    for selectors in (BEFORE, PRESENTED):
        for window, size in WINDOWS.items():
            tab.resize(**size)
            for kind, selector in selectors.items():
                sizes.setdefault(window, {}).setdefault(kind, []).append(tab.page.evaluate(SIZE, selector))
        if selectors is BEFORE:
            present(tab.resize(**WINDOWS["laptop"]), "maria")
    times = {(window, kind): after / before for window in sizes for kind, (before, after) in sizes[window].items()}
    assert len(times) == len(WINDOWS) * len(BEFORE)
    assert {place: time for place, time in times.items() if round(time, 3) < TIMES} == {}


OTHER_PAGES = {
    "Plan": "My plan",
    "Learn": "All topics",
    "Check": "About you",
    "T-score or risk factors": "T-score or risk factors",
    "Calcium in your meals": "Calcium in your meals",
}


def test_no_page_is_wider_than_the_screen_while_presenting(tab):
    present(tab, "maria")
    widths = {}
    for link, title in OTHER_PAGES.items():
        tab.go(link)
        expect(tab.page).to_have_title(re.compile(title))
        expect(tab.page.locator(".st-key-sample_badge")).to_be_visible()
        for window in ("phone", "laptop"):
            widths[title, window] = tab.settle().resize(**WINDOWS[window]).width()
    assert len(widths) == 2 * len(OTHER_PAGES)
    assert {place: both for place, both in widths.items() if both[0] > both[1]} == {}


# ------------------------------------------------------------------ keys and touch


def test_arrows_and_the_keys_of_a_clicker_lead_on_and_back_and_the_heading_has_the_focus(tab):
    present(tab, "june")  # a step that fits on the screen
    for key, number in (("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2), ("PageUp", 1), ("PageDown", 2)):
        is_at(press(tab, key), number).has_focus("the heading", tag="H1")
        assert tab.scrolled() == 0


def test_back_stops_at_the_first_step_and_a_key_with_control_is_left_alone(tab):
    present(tab, "maria")
    is_at(press(tab, "ArrowLeft"), 1)
    is_at(press(tab, "Control+ArrowRight").settle(A_WHILE), 1)


def test_a_page_key_reads_on_where_the_step_goes_on_below(tab):
    tab.page.set_viewport_size({"width": 1280, "height": 500})
    present(tab, "maria")
    is_at(press(tab, "PageDown"), 1)
    tab.until(lambda: tab.scrolled() > 0, "it has scrolled")


def test_an_arrow_in_the_choice_of_role_chooses_a_role_and_takes_no_step(tab):
    present(tab, "maria")
    tab.hit(tab.page.get_by_text(said("words", "notes"), exact=True))
    tab.page.get_by_role("radio", name=said("roles", "coach"), exact=True).focus()
    press(tab, "ArrowRight")
    expect(tab.page.get_by_role("radio", name=said("roles", "clinician"), exact=True)).to_be_focused()
    is_at(tab.settle(A_WHILE), 1)


def test_the_keys_do_nothing_once_presenter_mode_is_off(tab):
    is_at(press(present(tab, "maria"), "ArrowRight"), 2)
    turn(tab)
    expect(caption(tab)).to_have_count(0)
    press(tab, "ArrowRight").settle(A_WHILE)
    expect(caption(tab)).to_have_count(0)
    assert tab.page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', cancelable: true}))")  # fmt: skip


def test_by_touch_the_two_buttons_stand_side_by_side_in_sight_and_lead_through_all_steps(phone):
    """Maria's steps are longer than the screen, the second one most of all."""
    present(phone, "maria")
    last = steps_of("maria")
    for number in range(1, last + 1):
        is_at(phone, number)
        back, on = (phone.page.locator(f".st-key-presenter_{way} button").bounding_box() for way in ("back", "next"))
        assert back["y"] == on["y"]
        assert back["x"] + back["width"] <= on["x"]
        assert min(back["height"], on["height"]) >= 44
        assert on["y"] + on["height"] <= 844
        button = phone.page.get_by_role("button", name=NEXT if number < last else AGAIN)
        expect(button).to_be_in_viewport(ratio=1)
        phone.not_too_soon()
        phone.hit(button).stepped()
    is_at(phone, 1)
