"""What if and side by side in a real browser: a picture that moves and stays in view, and labels that fit."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bonecheck import answers_from
from bonecheck.answers.samples import sample
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.tab import Tab
from tests.browser.test_risk import boxes, misplaced
from tests.people import plain

SCORE = "T-score, left femoral neck"
NOTHING_MOVED = "Nothing is moved yet. Now and start are the same."
SHOWN = ".st-key-what_if_chart"
TEXTS = "plot => [...plot.querySelectorAll('text')].map((node) => node.textContent.trim()).filter(Boolean)"
MARK = "node => { node.dataset.marked = 'yes'; }"


def as_own(who: str) -> dict:
    """The answers of a sample person as one's own."""
    return answers_from(sample(who).check)


def what_if(tab: Tab, who: str) -> Tab:
    tab.put_draft(as_own(who)).open("/what-if")
    tab.page.locator(f"{SHOWN} .main-svg").first.wait_for()
    return tab.settle()


def texts(tab: Tab) -> list[str]:
    """What is written in the picture; the old one may stand for a moment beside the new one."""
    return [plain(text) for text in tab.page.locator(f"{SHOWN} .js-plotly-plot").last.evaluate(TEXTS)]


def shows(tab: Tab, *wanted: str) -> None:
    """Waits until labels of the picture match all that is wanted."""
    tab.until(lambda: all(any(re.fullmatch(want, text) for text in texts(tab)) for want in wanted), f"{wanted} stand")


def slider(tab: Tab, lever: str) -> Locator:
    return tab.page.locator(f".st-key-what_if_lever_{lever}").get_by_role("slider")


def button(tab: Tab, way: str, lever: str) -> Locator:
    return tab.page.locator(f".st-key-what_if_{way}_{lever} button")


def hit(tab: Tab, target: Locator) -> None:
    target.tap() if tab.touch else target.click()
    tab.settle()


@pytest.fixture(scope="module")
def desk(lasting_tab):
    return lasting_tab()


@pytest.fixture(scope="module")
def hand(lasting_tab):
    return lasting_tab(**PHONE)


@pytest.fixture(scope="module", params=[DESKTOP, PHONE], ids=["1280x800", "390x844"])
def window(request, lasting_tab):
    return lasting_tab(**request.param), request.param["viewport"]["width"]


# ------------------------------------------------------------------ moving


def test_the_keyboard_moves_the_picture_and_the_start_stays(desk):
    what_if(desk, "maria")
    shows(desk, r"Now: .*-2\.1.*", r"Start: .*-2\.1.*", "now 17", "start 17")
    slider(desk, "score").focus()
    for _ in range(4):
        desk.page.keyboard.press("ArrowLeft")
    desk.settle()
    shows(desk, r"Now: .*-2\.5.*", r"Start: .*-2\.1.*", "now 20", "start 17")
    expect(slider(desk, "score")).to_be_focused()
    expect(desk.page.locator(".st-key-what_if_words")).to_contain_text("osteoporosis range")


def test_the_buttons_move_the_picture_and_one_brings_all_back(desk):
    what_if(desk, "maria")
    less = desk.page.get_by_role("button", name=re.compile(f"Less: {SCORE}$"))
    for _ in range(4):
        less.click()
        desk.settle()
    shows(desk, r"Now: .*-2\.5.*", r"Start: .*-2\.1.*")
    expect(desk.page.locator(SHOWN)).to_have_count(1)
    desk.page.get_by_role("button", name="Back to the start", exact=True).click()
    desk.settle()
    shows(desk, r"Now: .*-2\.1.*", r"Start: .*-2\.1.*")
    expect(desk.page.get_by_text(NOTHING_MOVED)).to_be_visible()


def test_a_slider_says_its_place_as_a_person_reads_it(desk):
    what_if(desk, "maria")
    assert plain(slider(desk, "score").get_attribute("aria-valuetext") or "") == "-2.1"
    assert slider(desk, "age").get_attribute("aria-valuetext") == "62 years"


def test_the_address_and_what_the_browser_keeps_stay_as_they_are(desk):
    what_if(desk, "maria")
    before = desk.stores()[0]["answers"]
    hit(desk, button(desk, "less", "score"))
    hit(desk, button(desk, "more", "age"))
    shows(desk, r"Now: .*-2\.2.*")
    assert desk.page.url == f"{desk.home}/what-if"
    assert desk.stores()[0]["answers"] == before
    assert "what_if" not in str(desk.stores())


# ------------------------------------------------------------------ only what moves


@contextmanager
def sent(tab: Tab) -> Iterator[list[str]]:
    """The kinds of elements that the server sends meanwhile. The page is opened anew, so that its socket is seen."""
    kinds: list[str] = []
    listening: list[bool] = []

    def take(frame: bytes | str) -> None:
        message = ForwardMsg.FromString(frame) if isinstance(frame, bytes) and listening else None
        if message is not None and message.WhichOneof("type") == "delta" and message.delta.HasField("new_element"):
            kinds.append(str(message.delta.new_element.WhichOneof("type")))

    def hear(socket: WebSocket) -> None:
        socket.on("framereceived", take)

    tab.page.on("websocket", hear)
    what_if(tab, "maria")
    tab.page.wait_for_timeout(300)
    listening.append(True)
    yield kinds
    tab.page.remove_listener("websocket", hear)


def test_a_move_draws_only_what_moves(tab):
    with sent(tab) as kinds:
        slider(tab, "age").evaluate(MARK)
        tab.heading.evaluate(MARK)
        slider(tab, "score").focus()
        tab.page.keyboard.press("ArrowLeft")
        shows(tab, r"Now: .*-2\.2.*")
    assert "plotly_chart" in kinds
    assert not {"slider", "button_group", "button"} & set(kinds)
    expect(slider(tab, "age")).to_have_attribute("data-marked", "yes")
    expect(tab.heading).to_have_attribute("data-marked", "yes")


def test_a_fold_that_one_has_opened_stays_open(desk):
    what_if(desk, "maria").page.wait_for_timeout(300)  # a fold that is drawn anew just after the start is shut again
    fold = desk.page.locator(".st-key-what_if_words details").first
    fold.locator("summary").click()
    expect(fold).to_have_attribute("open", "")
    hit(desk, button(desk, "less", "score"))
    shows(desk, r"Now: .*-2\.2.*")
    expect(fold).to_have_attribute("open", "")


# ------------------------------------------------------------------ on a phone


def test_on_a_phone_the_picture_stays_in_view_down_to_the_last_lever(hand):
    what_if(hand, "maria")
    for lever in ("falls", "calcium"):
        row = hand.page.locator(f".st-key-what_if_lever_{lever}")
        row.evaluate("node => node.scrollIntoView({ block: 'end' })")
        hand.page.wait_for_timeout(200)
        box, below = hand.page.locator(SHOWN).bounding_box(), row.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= below["y"] + 1  # it does not lie over the lever
        assert below["y"] + below["height"] <= 844 + 1
    assert hand.width() == (390, 390)


def test_on_a_phone_plus_and_minus_are_large_enough_and_move_by_touch(hand):
    what_if(hand, "maria")
    for way in ("less", "more"):
        box = button(hand, way, "score").bounding_box()
        assert min(box["width"], box["height"]) >= 44
    hit(hand, button(hand, "less", "score"))
    hit(hand, button(hand, "less", "score"))
    shows(hand, r"Now: .*-2\.3.*", r"Start: .*-2\.1.*")
    hit(hand, button(hand, "more", "calcium"))
    expect(hand.page.locator(".st-key-what_if_words")).to_contain_text("Calcium: glasses of milk a day: from 1 to 1½")
    assert hand.width() == (390, 390)


# ------------------------------------------------------------------ labels that fit


@pytest.mark.parametrize("who", ["maria", "anne", "june", "robert"])
def test_no_label_of_what_if_is_clipped_or_over_another(window, who):
    """At the start, then a little and far away from it: the labels of now and start come close, and to both ends."""
    tab, width = window
    what_if(tab, who)
    wrong = {"start": misplaced(boxes(tab, "what_if_chart"), width)}
    if who == "june":
        hit(tab, tab.page.locator(".st-key-suppose_score button"))
    hit(tab, button(tab, "less", "score"))
    wrong["a step"] = misplaced(boxes(tab, "what_if_chart"), width)
    for key in ("Home", "End"):
        before = texts(tab)
        slider(tab, "score").focus()
        tab.page.keyboard.press(key)
        tab.settle()
        tab.until(lambda before=before: texts(tab) != before, "the picture has moved")
        wrong[key] = misplaced(boxes(tab, "what_if_chart"), width)
    assert {place: found for place, found in wrong.items() if found} == {}
    assert tab.width() == (width, width)


@pytest.mark.parametrize("who", ["maria", "robert"])
def test_no_label_of_a_trial_is_clipped_or_over_another(window, who):
    tab, width = window
    what_if(tab, who)
    wrong = {}
    for lever in ("training", "calcium"):
        suppose = tab.page.locator(f".st-key-suppose_{lever} button")
        if suppose.count():
            hit(tab, suppose)
        hit(tab, button(tab, "more", lever))
        wrong[lever] = misplaced(boxes(tab, f"trial_{lever}"), width)
    assert {lever: found for lever, found in wrong.items() if found} == {}
    assert tab.width() == (width, width)


# ------------------------------------------------------------------ two people at two screens


def test_another_browser_sees_nothing_of_the_levers(new_tab):
    one, other = what_if(new_tab(), "maria"), what_if(new_tab(), "maria")
    hit(one, button(one, "less", "score"))
    shows(one, r"Now: .*-2\.2.*")
    shows(other, r"Now: .*-2\.1.*")
    other.reload()
    expect(other.page.get_by_text(NOTHING_MOVED)).to_be_visible()
    hit(other, button(other, "more", "age"))
    expect(other.page.locator(".st-key-what_if_words")).to_contain_text("Age: from 62 years to 63 years")
    expect(other.page.locator(".st-key-what_if_words")).not_to_contain_text(f"{SCORE}: from")


# ------------------------------------------------------------------ side by side


def side_by_side(tab: Tab, who: str | None) -> Tab:
    tab.put_draft(as_own(who) if who else {}).open("/side-by-side")
    tab.page.locator(".st-key-side_risk .main-svg").first.wait_for()
    return tab.settle()


@pytest.mark.parametrize("who", [None, "maria", "anne", "robert"])
def test_no_label_of_two_people_is_clipped_or_over_another(window, who):
    """The two of the article, and oneself beside Diane: one line, or two where the scores differ."""
    tab, width = window
    side_by_side(tab, who)
    pictures = ["side_line_0", *(["side_line_1"] if who == "anne" else []), "side_risk"]
    found = {key: misplaced(boxes(tab, key), width) for key in pictures}
    assert {key: wrong for key, wrong in found.items() if wrong} == {}
    assert tab.page.locator(".js-plotly-plot").count() == len(pictures)
    assert tab.width() == (width, width)


def test_another_person_is_chosen_from_the_list(window):
    tab, width = window
    side_by_side(tab, None)
    hit(tab, tab.page.locator(".st-key-side_left [data-baseweb=select], .st-key-side_left input").first)
    hit(tab, tab.page.get_by_role("option", name="Robert, 71", exact=True))
    expect(tab.page.get_by_text("Robert: “The T-score that counts is −1.4.")).to_be_visible()
    boxes(tab, "side_risk")
    assert tab.width() == (width, width)
