"""What if and side by side in a real browser: a picture that moves and stays in view, and labels that fit."""

import re

import pytest
from playwright.sync_api import Locator, expect

from bonecheck import answers_from
from bonecheck.answers.samples import sample
from bonecheck.compare.what_if import levers
from bonecheck.words.what_if import text as said
from tests.browser.faults import misplaced, picture
from tests.browser.presenting import is_at, present, press
from tests.browser.tab import Tab
from tests.people import plain

SCORE = "T-score, left hip (femoral neck)"
NOTHING_MOVED = "Nothing is moved yet. Now and start are the same."
SHOWN = ".st-key-what_if_chart"
TEXTS = """plots => plots.map((plot) =>
  [...plot.querySelectorAll('text')].map((node) => node.textContent.trim()).filter(Boolean))"""
MARK = "node => { node.dataset.marked = 'yes'; }"


def as_own(who: str) -> dict:
    """The answers of a sample person as one's own."""
    return answers_from(sample(who).check)


def what_if(tab: Tab, who: str) -> Tab:
    tab.put_draft(as_own(who)).open("/what-if")
    expect(tab.page.locator(f"{SHOWN} .main-svg").first).to_be_visible()
    return tab


def texts(tab: Tab) -> list[str]:
    """What is written in the picture; the old one may stand for a moment beside the new one."""
    found: list[list[str]] = tab.page.locator(f"{SHOWN} .js-plotly-plot").evaluate_all(TEXTS)
    return [plain(text) for text in found[-1]] if found else []


def shows(tab: Tab, *wanted: str) -> Tab:
    """Waits until the picture says all that is wanted; a long label stands in two lines."""
    tab.until(lambda: all(re.search(rf"{want}\b", " ".join(texts(tab))) for want in wanted), f"{wanted} stand")
    return tab.settle()


def slider(tab: Tab, lever: str) -> Locator:
    return tab.page.locator(f".st-key-what_if_lever_{lever}").get_by_role("slider")


def button(tab: Tab, way: str, lever: str) -> Locator:
    return tab.page.locator(f".st-key-what_if_{way}_{lever} button")


# ------------------------------------------------------------------ moving


def test_the_keyboard_moves_the_picture_and_the_start_stays(tab):
    what_if(tab, "maria")
    shows(tab, r"Now: -2\.1", r"Start: [^-]*-2\.1", "now 17", "start 17")
    slider(tab, "score").focus()
    for _ in range(4):
        tab.page.keyboard.press("ArrowLeft")
    shows(tab, r"Now: -2\.5", r"Start: [^-]*-2\.1", "now 20", "start 17")
    expect(slider(tab, "score")).to_be_focused()
    expect(tab.page.locator(".st-key-what_if_words")).to_contain_text("osteoporosis range")


def test_the_buttons_move_the_picture_and_one_brings_all_back(tab):
    what_if(tab, "maria")
    # A slider says its place as a person reads it.
    assert plain(slider(tab, "score").get_attribute("aria-valuetext") or "") == "-2.1"
    assert slider(tab, "age").get_attribute("aria-valuetext") == "62 years"
    expect(tab.button("Back to the start")).to_be_disabled()
    for _ in range(4):
        tab.hit(tab.page.get_by_role("button", name=re.compile(f"Less: {re.escape(SCORE)}$")))
    shows(tab, r"Now: -2\.5", r"Start: [^-]*-2\.1")
    expect(tab.page.locator(SHOWN)).to_have_count(1)
    tab.press("Back to the start")
    shows(tab, r"Now: -2\.1", r"Start: [^-]*-2\.1")
    expect(tab.button("Back to the start")).to_be_disabled()
    expect(tab.page.get_by_text(NOTHING_MOVED)).to_be_visible()


def test_the_address_and_what_the_browser_keeps_stay_as_they_are(tab):
    what_if(tab, "maria")
    before = tab.stores()[0]["answers"]
    tab.hit(button(tab, "less", "score")).hit(button(tab, "more", "age"))
    shows(tab, r"Now: -2\.2")
    assert tab.page.url == f"{tab.home}/what-if"
    assert tab.stores()[0]["answers"] == before
    assert "what_if" not in str(tab.stores())


# ------------------------------------------------------------------ only what moves


def test_a_move_draws_only_what_moves_and_what_one_has_opened_stays_open(tab):
    with tab.hearing() as messages:
        what_if(tab, "maria")
        slider(tab, "age").evaluate(MARK)
        tab.heading.evaluate(MARK)
        fold = tab.page.locator(".st-key-what_if_words details").first
        tab.hit(fold.locator("summary"))
        expect(fold).to_have_attribute("open", "")
        slider(tab, "score").focus()
        tab.page.keyboard.press("ArrowLeft")
        shows(tab, r"Now: -2\.2")  # the first move opens the way back as well
        messages.clear()
        tab.page.keyboard.press("ArrowLeft")
        shows(tab, r"Now: -2\.3")
    deltas = [message.delta for message in messages if message.HasField("delta")]
    kinds = {str(delta.new_element.WhichOneof("type")) for delta in deltas if delta.HasField("new_element")}
    assert "plotly_chart" in kinds
    assert not {"slider", "button_group", "button"} & kinds
    expect(slider(tab, "age")).to_have_attribute("data-marked", "yes")
    expect(tab.heading).to_have_attribute("data-marked", "yes")
    expect(fold).to_have_attribute("open", "")


# ------------------------------------------------------------------ on a phone


def test_on_a_phone_the_picture_stays_in_view_down_to_the_last_lever(phone):
    what_if(phone, "maria")
    for lever in ("falls", "calcium"):
        row = phone.page.locator(f".st-key-what_if_lever_{lever}")
        row.evaluate("node => node.scrollIntoView({ block: 'end' })")
        box, below = phone.settle().page.locator(SHOWN).bounding_box(), row.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= below["y"] + 1  # it does not lie over the lever
        assert below["y"] + below["height"] <= 844 + 1
    assert phone.width() == (390, 390)


def test_on_a_phone_plus_and_minus_are_large_enough_and_move_by_touch(phone):
    what_if(phone, "maria")
    for way in ("less", "more"):
        box = button(phone, way, "score").bounding_box()
        assert min(box["width"], box["height"]) >= 44
    phone.hit(button(phone, "less", "score")).hit(button(phone, "less", "score"))
    shows(phone, r"Now: -2\.3", r"Start: [^-]*-2\.1").hit(button(phone, "more", "calcium"))
    expect(phone.page.locator(".st-key-what_if_words")).to_contain_text("Calcium: glasses of milk a day: from 1 to 1½")
    assert phone.settle().width() == (390, 390)


# ------------------------------------------------------------------ on a beamer


def test_while_presenting_the_way_back_stands_beside_the_picture_at_the_last_lever(tab):
    """And the address keeps what is supposed, and the step to go back to."""
    present(tab, "maria").resize(1280, 720)
    for number in (2, 3, 4):
        is_at(press(tab, "ArrowRight"), number)
    tab.hit(tab.page.locator(".st-key-stage_tools").get_by_role("link", name="What if"))
    expect(tab.page.locator(f"{SHOWN} .main-svg").first).to_be_visible()
    tab.hit(button(tab, "more", "falls"))
    expect(tab.page).to_have_url(f"{tab.home}/what-if?client=maria&step=4&what_if=falls%3A2")
    tab.settle().reload()
    expect(slider(tab, "falls")).to_have_attribute("aria-valuetext", "2")
    slider(tab, list(levers())[-1]).evaluate("node => node.scrollIntoView({ block: 'end' })")
    way_back, bar = tab.settle().button(said("reset")), tab.page.locator(".st-key-bar").bounding_box()
    expect(way_back).to_be_in_viewport(ratio=1)
    expect(way_back).to_be_enabled()
    assert way_back.bounding_box()["y"] >= bar["y"] + bar["height"]
    assert way_back.bounding_box()["y"] < tab.page.locator(SHOWN).bounding_box()["y"]
    on = tab.page.locator(".st-key-what_if_ways").get_by_role("link", name=said("to_steps"))
    expect(on).to_be_in_viewport(ratio=1)
    is_at(tab.hit(on), 4)


# ------------------------------------------------------------------ labels that fit

WIDTHS = [1280, 390]  # the picture stands beside the levers, or above them


def misplaced_anywhere(tab: Tab, key: str) -> list[str]:
    """What is wrong with a picture at each width, beginning with the one at which the tab is."""
    wrong = []
    for width in sorted(WIDTHS, reverse=tab.width()[1] == max(WIDTHS)):
        drawn = picture(tab.resize(width, 844), f".st-key-{key}")
        wrong += [f"{width}: {one}" for one in misplaced(drawn, width)]
        wrong += [] if tab.width() == (width, width) else [f"{width}: the page is {tab.width()[0]} wide"]
    return wrong


@pytest.mark.parametrize("who", ["maria", "anne", "june", "robert"])
def test_no_label_of_what_if_is_clipped_or_over_another(phone, who):
    """At the start, then a little and far away from it: the labels of now and start come close, and to both ends."""
    what_if(phone, who)
    wrong = {"start": misplaced_anywhere(phone, "what_if_chart")}
    if who == "june":
        phone.hit(phone.page.locator(".st-key-suppose_score button"))
    before = texts(phone)
    phone.hit(button(phone, "less", "score"))
    for key in ("a step", "Home", "End"):
        if key != "a step":
            before = texts(phone)
            slider(phone, "score").focus()
            phone.page.keyboard.press(key)
        phone.until(lambda before=before: texts(phone) != before, "the picture has moved")
        wrong[key] = misplaced_anywhere(phone.settle(), "what_if_chart")
    assert {place: found for place, found in wrong.items() if found} == {}


@pytest.mark.parametrize("who", ["maria", "robert"])
def test_no_label_of_a_trial_is_clipped_or_over_another(phone, who):
    what_if(phone, who)
    wrong = {}
    for lever in ("training", "calcium"):
        suppose = phone.page.locator(f".st-key-suppose_{lever} button")
        if suppose.count():
            phone.hit(suppose)
        phone.hit(button(phone, "more", lever))
        expect(phone.page.locator(f".st-key-trial_{lever}")).to_be_visible()
        wrong[lever] = misplaced_anywhere(phone.settle(), f"trial_{lever}")
    assert wrong == {"training": [], "calcium": []}


# ------------------------------------------------------------------ two people at two screens


def test_another_browser_sees_nothing_of_the_levers(tab, phone):
    one, other = what_if(tab, "maria"), what_if(phone, "maria")
    shows(one.hit(button(one, "less", "score")), r"Now: -2\.2")
    shows(other, r"Now: -2\.1").reload()
    expect(other.page.get_by_text(NOTHING_MOVED)).to_be_visible()
    other.hit(button(other, "more", "age"))
    expect(other.page.locator(".st-key-what_if_words")).to_contain_text("Age: from 62 years to 63 years")
    expect(other.page.locator(".st-key-what_if_words")).not_to_contain_text(f"{SCORE}: from")


# ------------------------------------------------------------------ side by side


def side_by_side(tab: Tab, who: str | None) -> Tab:
    tab.put_draft(as_own(who) if who else {}).open("/side-by-side")
    expect(tab.page.locator(".st-key-side_risk .main-svg").first).to_be_visible()
    return tab


@pytest.mark.parametrize("who", [None, "maria", "anne", "robert"])
def test_no_label_of_two_people_is_clipped_or_over_another(phone, who):
    """The two of the article, and oneself beside Diane: one line, or two where the scores differ."""
    side_by_side(phone, who)
    places = ["side_line_0", *(["side_line_1"] if who == "anne" else []), "side_risk"]
    expect(phone.charts).to_have_count(len(places))
    assert {key: misplaced_anywhere(phone, key) for key in places} == {key: [] for key in places}


def test_another_person_is_chosen_from_the_list(tab, phone):
    for one in (tab, phone):
        side_by_side(one, None).hit(
            one.page.locator(".st-key-side_left [data-baseweb=select], .st-key-side_left input").first
        )
        one.hit(one.page.get_by_role("option", name="Robert, 71", exact=True))
        expect(
            one.page.get_by_text("Robert: “Your broken bone says more than the score. The T-score that counts is −1.4.")
        ).to_be_visible()
        expect(one.page.locator(".st-key-side_risk .main-svg").first).to_be_visible()
        page, window = one.settle().width()
        assert page == window
