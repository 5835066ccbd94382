"""The stage in a real browser: it fills every window, nothing on it is cut or lies under its lines, and its keys."""

import re
from itertools import combinations, pairwise
from typing import Any

import pytest
from playwright.sync_api import expect

from bonecheck.answers.samples import sample, samples
from bonecheck.words.interface import text as of_page
from bonecheck.words.presenter import steps
from bonecheck.words.samples import first_name
from bonecheck.words.stage import text as said
from tests.browser.conftest import PHONE
from tests.browser.faults import overlap
from tests.browser.presenting import caption, is_at, present, press, turn
from tests.browser.tab import A_WHILE, Tab
from tests.people import of_woman, report, with_t

NEXT, AGAIN, LEAVE = (said("words", key) for key in ("next", "again", "leave"))
WINDOWS = {
    "wall": {"width": 1920, "height": 1080},
    "shared": {"width": 1280, "height": 720},
    "old projector": {"width": 1024, "height": 768},
    "tablet": {"width": 820, "height": 1180},
    "phone": PHONE["viewport"],
}
# The least size of the type [px]: of the message, of the lines beneath, of what is written in the picture.
LEAST = {
    "wall": (48, 24, 24),
    "shared": (30, 16, 16),
    "old projector": (26, 16, 16),
    "tablet": (28, 16, 16),
    "phone": (18, 11, 11),
}

# Every line of type that is read on the stage: where it stands, how large it is, and between which lines it may stand.
STAGE = """() => {
  const stage = document.querySelector('.st-key-stage');
  const [bar, ways] = ['.st-key-stage_bar', '.st-key-presenter_ways'].map((part) => stage.querySelector(part).getBoundingClientRect());
  const hidden = (node) => !node.checkVisibility() || [...function* (at) { for (; at; at = at.parentElement) yield at; }(node)]
    .some((at) => getComputedStyle(at).clipPath !== 'none');
  const walker = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
  const texts = [];
  for (let node; (node = walker.nextNode()); ) {
    const { parentElement: within } = node;
    if (!node.textContent.trim() || within.closest('title, style') || hidden(within)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const { left, right, top, bottom } = range.getBoundingClientRect();
    const place = within.closest('.st-key-stage_bar') ? 'bar' : within.closest('.st-key-presenter_ways') ? 'ways'
      : within.closest('h1') ? 'message' : within.closest('.st-key-stage_fine') ? 'fine'
      : within.closest('.st-key-presenter_points') ? 'lines' : within.closest('.st-key-stage_urgent') ? 'urgent' : 'picture';
    const scale = within.matches('text') ? within.getScreenCTM().a : 1;
    texts.push({ what: node.textContent.trim(), place, left, right, top, bottom, px: parseFloat(getComputedStyle(within).fontSize) * scale });
  }
  const picture = stage.querySelector('.st-key-stage_picture').getBoundingClientRect();
  const main = document.querySelector('[data-testid=stMain]');
  return { texts, bar: bar.bottom, ways: ways.top, foot: ways.bottom, picture: picture.height, width: innerWidth, height: innerHeight,
    scrolls: main.scrollHeight > main.clientHeight + 1 && getComputedStyle(stage.parentElement).position !== 'fixed' };
}"""


def steps_of(client: str) -> int:
    """How many steps a client has before a room."""
    partner = sample(client).beside
    pair = None if partner is None else (first_name(partner), report(sample(partner).check))
    return len(steps(report(sample(client).check), who=first_name(client), partner=pair))


def faults(tab: Tab, window: str) -> list[str]:
    """Everything on the stage that is cut, covered, too small, or lies over something else."""
    seen: dict[str, Any] = tab.page.evaluate(STAGE)
    low, high = {"bar": 0, "ways": seen["ways"]}, {"bar": seen["bar"], "ways": seen["foot"]}
    wrong = ["it scrolls"] if seen["scrolls"] else []
    wrong += [f"the foot ends at {seen['foot']}"] if abs(seen["foot"] - seen["height"]) > 1 else []
    wrong += [f"the picture is {seen['picture']} high"] if seen["picture"] < seen["height"] / 4 else []
    least = dict(zip(("message", "lines", "picture"), LEAST[window], strict=True))
    for text in seen["texts"]:
        top, bottom = low.get(text["place"], seen["bar"]), high.get(text["place"], seen["ways"])
        if (
            text["left"] < -1
            or text["right"] > seen["width"] + 1
            or text["top"] < top - 2
            or text["bottom"] > bottom + 2
        ):
            wrong.append(f"outside: {text['what']}")
        if text["px"] < least.get(text["place"], 0):
            wrong.append(f"{text['px']:.1f} px: {text['what']}")
    read = [text for text in seen["texts"] if text["place"] not in {"bar", "ways", "fine"}]  # in which links run on
    pairs = ((one, other) for one, other in combinations(read, 2) if one["what"] != other["what"])
    return wrong + [f"{one['what']} / {other['what']}" for one, other in pairs if _covers(one, other)]


def _covers(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether one line of type lies over another; their boxes are higher than their letters."""
    smaller = {**one, "top": one["top"] + one["px"] * 0.2, "bottom": one["bottom"] - one["px"] * 0.2}
    return overlap(
        smaller, {**other, "top": other["top"] + other["px"] * 0.2, "bottom": other["bottom"] - other["px"] * 0.2}
    )


@pytest.mark.parametrize("client", [person.key for person in samples()])
def test_nothing_is_cut_or_covered_at_any_step_in_any_window(tab, client):
    """One tab, whose size changes at each step: that is quicker than a tab for each size."""
    present(tab, client)
    wrong, last = {}, steps_of(client)
    for number in range(1, last + 1):
        is_at(tab, number)
        for window in sorted(WINDOWS, reverse=number % 2):  # from step to step in the size where it stands
            wrong[number, window] = faults(tab.resize(**WINDOWS[window]), window)
        if number < last:
            press(tab, "ArrowRight")
    assert len(wrong) == last * len(WINDOWS)
    assert {place: found for place, found in wrong.items() if found} == {}


def test_what_is_cut_covered_and_too_small_would_be_found(tab):
    present(tab, "maria")
    assert faults(tab.resize(**WINDOWS["shared"]), "shared") == []
    tab.page.locator(".stage-line > svg:visible").first.evaluate(
        "drawn => { const [one, other] = drawn.querySelectorAll('text');"
        " one.setAttribute('x', 5000); other.setAttribute('font-size', 90); }"
    )
    tab.page.locator(".st-key-presenter_points").evaluate("lines => { lines.style.translate = '0 60px'; }")
    tab.page.locator(".st-key-stage h1").evaluate(
        "title => { title.style.setProperty('font-size', '12px', 'important'); }"
    )
    found = " ".join(faults(tab, "shared"))
    assert "outside: It is a range" in found
    assert "outside: 24 of 100" in found
    assert " / " in found
    assert "12.0 px: Maria" in found


def test_a_long_list_of_what_was_typed_wrong_shrinks_the_words_and_nothing_is_cut(tab):
    """Own answers hold more than any client: each line that could not be used stands in sight."""
    wrong = {"height_cm": "1O0", "weight_kg": "7O", "scan_date": "2999-01-01", "tallest_height_cm": 120}
    tab.put_draft({"age_years": 62, "sex": "female", "has_scan": "no", **wrong}).open("/coaches")
    tab.hit(tab.page.locator(".st-key-sample_badge label")).go("Results")
    is_at(tab, 1)
    for window in WINDOWS:
        found = faults(tab.resize(**WINDOWS[window]), window)
        assert [fault for fault in found if " px: " not in fault] == []


def test_real_answers_that_a_coach_shows_fit_every_window_and_the_line_on_top_says_that_they_are_real(tab):
    tab.put_draft(of_woman(66, **with_t(femoral_neck=-2.7, total_hip=-1.8, lumbar_spine=-2.0))).open("/coaches")
    tab.hit(tab.page.locator(".st-key-sample_badge label")).go("Results")
    wrong = {}
    for number in (1, 2, 3):
        is_at(tab, number)
        for window in WINDOWS:
            wrong[number, window] = faults(tab.resize(**WINDOWS[window]), window)
            real = tab.page.get_by_text(of_page("frame.real_answers"))
            expect(real).to_be_in_viewport(ratio=1)
            box, tools = real.bounding_box(), tab.page.locator(".st-key-stage_tools").bounding_box()
            beside, above = box["x"] + box["width"] <= tools["x"] + 1, box["y"] + box["height"] <= tools["y"] + 1
            assert above if window == "phone" else beside, window
            assert tools["x"] + tools["width"] <= WINDOWS[window]["width"], window
        press(tab, "ArrowRight")
    assert {place: found for place, found in wrong.items() if found} == {}


TOOLS = """() => [...document.querySelectorAll('.st-key-stage_tools :is(button, a)')].map((tool) => {
  const { left, right, height, width } = tool.getBoundingClientRect();
  const word = [...tool.querySelectorAll('p')].find((part) => part.textContent.trim());
  return { left, right, height, width, said: word && getComputedStyle(word).clipPath === 'none' };
})"""


@pytest.mark.parametrize("own", [False, True])
def test_the_tools_of_the_stage_are_words_and_on_a_phone_large_enough_with_the_way_out_apart(tab, own):
    if own:
        is_at(turn(tab.put_draft(of_woman(66, **with_t(femoral_neck=-2.7))).open("/coaches")).go("Results"), 1)
    else:
        is_at(tab.open("/results?client=carol&step=3"), 3)  # with the way to What if
    for name, window in WINDOWS.items():
        tools = tab.resize(**window).page.evaluate(TOOLS)
        assert len(tools) == (4 if own else 6)
        gaps = [right["left"] - left["right"] for left, right in pairwise(tools)]
        assert min(gaps) >= 7.5
        assert gaps[-1] >= 1.5 * max(gaps[:-1])
        assert all(tool["said"] == (name != "phone") for tool in tools), name
        bar = tab.page.locator(".st-key-stage_bar").bounding_box()
        assert bar["height"] <= (72 if name == "phone" else 46)
        assert tools[-1]["right"] <= window["width"]
        if name in {"phone", "tablet"}:
            assert min(tool["height"] for tool in tools) >= 44
        if name == "phone":
            assert min(tool["width"] for tool in tools) >= 44
        who = tab.page.locator(".st-key-stage_bar [data-testid=stCaptionContainer] p")
        if not own and name != "phone":
            assert who.evaluate("line => line.scrollWidth <= line.clientWidth")


def test_on_a_phone_the_line_on_real_answers_is_no_taller_than_two_lines_and_a_finger_finds_its_ways(phone):
    turn(phone.put_draft(of_woman(66, **with_t(femoral_neck=-2.7))).open("/coaches"))
    phone.open("/plan")
    assert phone.page.locator(".st-key-sample_badge").bounding_box()["height"] <= 64
    expect(phone.page.get_by_text(of_page("frame.real_answers"))).to_be_in_viewport(ratio=1)
    for way in ("next_person", "leave"):
        button = phone.page.get_by_role("button", name=of_page(f"frame.{way}"))
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44
        expect(button).to_be_in_viewport(ratio=1)


OTHER_PAGES = {
    "Plan": "My plan",
    "Learn": "All topics",
    "Check": "About you",
    "T-score or risk factors": "T-score or risk factors",
    "Calcium in your meals": "Calcium in your meals",
}


def test_no_page_is_wider_than_the_screen_while_presenting(tab):
    tab.hit(present(tab, "maria").page.locator(".st-key-stage_bar a").first)  # the name leads off the stage
    widths = {}
    for link, title in OTHER_PAGES.items():
        tab.go(link)
        expect(tab.page).to_have_title(re.compile(title))
        expect(tab.page.locator(".st-key-sample_badge")).to_be_visible()
        for window in ("phone", "shared"):
            widths[title, window] = tab.settle().resize(**WINDOWS[window]).width()
    assert len(widths) == 2 * len(OTHER_PAGES)
    assert {place: both for place, both in widths.items() if both[0] > both[1]} == {}


# ------------------------------------------------------------------ keys and touch


def test_arrows_and_the_keys_of_a_clicker_lead_on_and_back_and_the_heading_has_the_focus(tab):
    present(tab, "june")
    for key, number in (("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2), ("PageUp", 1), ("PageDown", 2)):
        is_at(press(tab, key), number).has_focus("the heading", tag="H1")


def test_home_and_end_lead_to_the_ends_and_no_key_leads_beyond_them(tab):
    present(tab, "june")
    last = steps_of("june")
    is_at(press(tab, "ArrowLeft"), 1)
    is_at(press(tab, "End"), last)
    for key in ("ArrowRight", "PageDown"):
        is_at(press(tab, key).settle(A_WHILE), last)
    is_at(press(tab, "Home"), 1)
    is_at(press(tab, "Control+ArrowRight").settle(A_WHILE), 1)


def test_an_arrow_in_the_choice_of_role_chooses_a_role_and_takes_no_step(tab):
    present(tab, "maria")
    tab.hit(tab.page.get_by_role("button", name=said("words", "notes")))
    tab.page.get_by_role("radio", name=said("roles", "coach"), exact=True).focus()
    press(tab, "ArrowRight")
    expect(tab.page.get_by_role("radio", name=said("roles", "clinician"), exact=True)).to_be_focused()
    is_at(tab.settle(A_WHILE), 1)


def test_the_keys_do_nothing_once_the_stage_is_left(tab):
    is_at(press(present(tab, "maria"), "ArrowRight"), 2)
    tab.press(LEAVE)
    expect(caption(tab)).to_have_count(0)
    press(tab, "ArrowRight").settle(A_WHILE)
    expect(caption(tab)).to_have_count(0)
    assert tab.page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', cancelable: true}))")  # fmt: skip


def test_by_touch_the_two_buttons_stand_side_by_side_in_sight_and_lead_through_all_steps(phone):
    present(phone, "maria")
    last = steps_of("maria")
    for number in range(1, last + 1):
        is_at(phone, number)
        forward = "next" if number < last else "again"
        back, on = (phone.page.locator(f".st-key-presenter_{way} button").bounding_box() for way in ("back", forward))
        assert abs(back["y"] - on["y"]) <= 1
        assert back["x"] + back["width"] <= on["x"]
        assert min(back["height"], on["height"]) >= 44
        assert on["y"] + on["height"] <= 844
        button = phone.page.get_by_role("button", name=NEXT if number < last else AGAIN, exact=True)
        expect(button).to_be_in_viewport(ratio=1)
        phone.not_too_soon()
        phone.hit(button).stepped()
    is_at(phone, 1)
