"""Risk in context in a real browser: labels that fit, choices by keyboard and touch, and a page that stays where it is."""

import json
import re

import pytest
from playwright.sync_api import expect

from bonecheck.words.interface import text
from bonecheck.words.language import message
from tests.browser.faults import misplaced, picture
from tests.browser.keyboard import Keyboard
from tests.browser.people import AGE_AND_SIZE, ALL_OPEN, EVERY_MODEL, HALF_OPEN, MANY_BREAKS
from tests.browser.tab import A_WHILE, Tab

WHICH, WHEN, MODEL, VIEW = (message(f"risk_{key}") for key in ("which", "when", "model", "view"))
ANY, HIP = message("risk_kind_wider"), message("risk_kind_hip")
TEN, FIVE = (message("risk_years", years=years) for years in (10, 5))
BARS, PEOPLE, WORDS, TABLE = (message(f"view_{view}") for view in ("bars", "people", "words", "table"))
OF_ALL = ["Garvan", "QFracture", "CAROC", "FRACTURE Index"]
WHOM = {
    "three breaks": (EVERY_MODEL, [*OF_ALL, "Your FRAX result"]),
    "half open": (HALF_OPEN, OF_ALL),
    "all open": (ALL_OPEN, ["FRACTURE Index"]),
}
NARROW, ALL_WIDTHS = (360,), (360, 390, 1280)


def chosen(tab: Tab) -> list[str]:
    bars = tab.page.get_by_role("radiogroup").filter(has=tab.page.locator("[data-variant=segmented_control]"))
    return [radio.inner_text().strip() for radio in bars.get_by_role("radio", checked=True).all()]


def results(tab: Tab, answers: dict) -> Tab:
    """The results with the fold of all chances open."""
    tab.put_draft(answers).open("/results").open_fold("chances")
    expect(tab.page.locator(".st-key-risk_view")).to_be_visible()
    return tab


@pytest.mark.parametrize("who", WHOM)
def test_no_label_of_the_risk_pictures_is_missing_clipped_or_over_another(phone, who):
    """At the least width for every choice; wider pictures have the same labels, and there the first choices will do."""
    answers, models = WHOM[who]
    results(phone, answers)
    few = who == "all open"  # of whom few choices have a picture
    found = {}

    def measure(key: str, *what: str, widths: tuple[int, ...]) -> None:
        if phone.page.locator(f".st-key-risk_{key}").count() == 0:
            return  # of a range that is too open there is none
        for width in widths:
            drawn = picture(phone.resize(width, 844), f".st-key-risk_{key}")
            found[width, *what] = misplaced(drawn, width)
            if phone.width() != (width, width):
                found[width, *what].append(f"the page is {phone.width()[0]} wide")
            ticks = {box["what"] for box in drawn["texts"]} & {"0", "25", "50", "75", "100"}
            if key == "bars" and not {"0", "100"} <= ticks:
                found[width, *what].append(f"it runs from 0 to 100, but only {sorted(ticks)} stand there")
        phone.resize(NARROW[0], 844)

    for which in (HIP, ANY):
        for when in (FIVE, TEN):
            phone.look_at(WHICH, which).look_at(WHEN, when)
            measure("side_by_side", which, when, widths=ALL_WIDTHS if few or (which, when) == (ANY, TEN) else NARROW)
    for model in models:
        phone.look_at(MODEL, model)
        for view, key in ((PEOPLE, "people"), (BARS, "bars")):
            phone.look_at(VIEW, view)
            measure(key, model, view, widths=ALL_WIDTHS if few or model == "QFracture" else NARROW)
    assert min(sum(width == place[0] for place in found) for width in ALL_WIDTHS) >= 3
    assert {place: wrong for place, wrong in found.items() if wrong} == {}


# ------------------------------------------------------------------ choosing


def test_every_choice_is_made_by_keyboard_and_the_focus_stays_on_it(tab):
    person = Keyboard(results(tab, EVERY_MODEL))
    for group, label in ((WHICH, HIP), (WHEN, FIVE), (MODEL, "FRACTURE Index"), (VIEW, PEOPLE)):
        person.reach(group, label)
        before = tab.scrolled()
        person.look_at(group, label)
        expect(tab.view(group, label)).to_be_in_viewport()
        assert tab.scrolled() == before
    assert chosen(tab) == [HIP, FIVE, "FRACTURE Index", PEOPLE]
    # Section 8 of the notes: 8 points, 8.7 of 100 break a hip in 5 years.
    figure = tab.page.locator(".st-key-risk_people").get_by_role("figure")
    assert "FRACTURE Index: out of 100 women who answer like you, about 9 break a hip within 5 years." in (
        figure.get_attribute("aria-label")
    )
    for label in (WORDS, TABLE):
        person.look_at(VIEW, label)
    expect(tab.page.get_by_role("region", name="FRACTURE Index", exact=True)).to_contain_text("The spine")


def test_a_choice_does_not_move_the_page_nor_the_choice_under_the_finger(phone):
    results(phone, EVERY_MODEL)
    for group, label in ((WHICH, HIP), (WHEN, FIVE), (MODEL, "QFracture"), (VIEW, PEOPLE), (VIEW, TABLE), (VIEW, BARS)):
        target = phone.view(group, label)
        target.scroll_into_view_if_needed()
        before = phone.settle().scrolled(), target.bounding_box()["y"]
        phone.look_at(group, label).settle(A_WHILE)
        assert (phone.scrolled(), target.bounding_box()["y"]) == pytest.approx(before, abs=1), label


def test_two_quick_taps_both_count(phone):
    results(phone, EVERY_MODEL)
    phone.view(WHICH, HIP).tap()
    phone.view(WHEN, FIVE).tap()
    figure = phone.page.locator(".st-key-risk_side_by_side").get_by_role("figure")
    expect(figure).to_have_attribute("aria-label", re.compile("break a hip within 5 years"))
    expect(figure).not_to_have_attribute("aria-label", re.compile("within 10 years"))
    assert chosen(phone.settle())[:2] == [HIP, FIVE]


def test_what_one_has_opened_stays_open_while_one_chooses(tab):
    results(tab, EVERY_MODEL)
    about = tab.page.locator(f'details:has(> summary:has-text("{message("risk_about")}"))')
    tab.hit(about.locator("> summary"))
    expect(about).to_have_attribute("open", "")
    tab.look_at(WHEN, FIVE).look_at(VIEW, PEOPLE)
    expect(about).to_have_attribute("open", "")
    tab.look_at(MODEL, "QFracture")
    expect(about).to_contain_text("family doctors in the UK")


RESULTS = re.compile("a broken wrist")


def again(tab: Tab) -> Tab:
    """Back on the results, where the fold is closed again."""
    return tab.go("Results").arrive(RESULTS).open_fold("chances")


def test_the_choices_stay_while_one_looks_at_another_page_and_are_kept_nowhere(tab):
    results(tab, MANY_BREAKS)
    wanted = [HIP, FIVE, "CAROC", TABLE]
    for group, label in zip((WHICH, WHEN, MODEL, VIEW), wanted, strict=True):
        tab.look_at(group, label)
    kept, before = tab.stores(), len(tab.addresses)
    tab.go("Evidence").arrive("Evidence")
    again(tab)
    assert chosen(tab) == wanted
    tab.back("Evidence").forward(RESULTS).open_fold("chances")
    assert chosen(tab) == wanted
    assert tab.stores() == kept
    with tab.page.expect_download() as saved:
        tab.more().press(text("frame.save"))
    for told in (saved.value.path().read_text(encoding="utf-8"), json.dumps(tab.stores())):
        assert "caroc" not in told
        assert "risk_" not in told.replace("risk_factors", "")
    assert {address.removeprefix(tab.home) for address in tab.addresses[before:]} == {"/results", "/evidence"}


def test_a_model_that_no_longer_fits_makes_room_without_a_crash(tab):
    results(tab, MANY_BREAKS).look_at(MODEL, "FRACTURE Index")
    tab.go("Check").arrive("About you")
    tab.type_in("age_years", "63")  # FRACTURE Index: from 65 on
    again(tab)
    expect(tab.view(MODEL, "Garvan")).to_be_checked()
    expect(tab.view(MODEL, "FRACTURE Index")).to_have_count(0)
    expect(tab.page.locator(".st-key-risk_bars .main-svg").first).to_be_visible()
    tab.go("Check").arrive("About you")
    tab.type_in("age_years", "59")  # Garvan: from 60 on
    again(tab)
    expect(tab.page.get_by_role("radiogroup", name=MODEL)).to_contain_text("QFracture")
    expect(tab.view(MODEL, "Garvan")).to_have_count(0)
    expect(tab.page.get_by_test_id("stException")).to_have_count(0)
    expect(tab.page.get_by_role("alert")).to_have_count(0)


def test_a_question_is_answered_where_its_number_is_missed_and_stays_to_be_answered_further(phone):
    phone.put_draft(AGE_AND_SIZE).open("/results")
    fold = phone.page.locator(".st-key-chance [class*=st-key-answer_] details").first
    phone.hit(fold.locator("summary").first)
    phone.choose("long_illness", "yes")
    gate = phone.option("long_illness", "yes")
    for illness in ("overactive_thyroid", "coeliac"):  # ticking one of these narrows QFracture most
        phone.tick("conditions", illness).settle(A_WHILE)
        expect(fold).to_have_attribute("open", "")
    expect(gate).to_be_checked()
    phone.until(lambda: phone.kept()["conditions"] == ["overactive_thyroid", "coeliac"], "both are kept")
