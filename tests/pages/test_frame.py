"""What stands around every page: the ways through the app, and at the foot how to keep and to delete one's answers."""

import pytest

from bonecheck.ui.session import keys
from bonecheck.words.interface import text
from bonecheck.words.language import message
from tests.pages.visitor import (
    ABOUT,
    BONES,
    COACH,
    EVIDENCE,
    FOR_ALL,
    MEALS,
    PLAN,
    RESULTS,
    SCAN,
    START,
    WHAT_IF,
    Visitor,
)

NAME, CHECK, TO_RESULTS, TO_PLAN, LEARN = (
    text(f"frame.{key}") for key in ("name", "check", "results", "plan", "learn")
)
MARKS = {"weight_kg": 61.73, "femoral_neck_left.t_score": -2.37, "height_cm": "very tall indeed"}
TOLD = {"has_scan": "yes", "scan_regions": ["femoral_neck_left"], **MARKS}


def here(visitor):
    """The way on which the open page lies."""
    [way] = visitor.containers("ways_")
    return way


def left(visitor):
    """Which of the marked answers the visit still holds anywhere."""
    held = repr(visitor.app.session_state.to_dict())
    return [mark for mark in ("61.73", "2.37", "very tall") if mark in held]


# ------------------------------------------------------------------ finding one's way


def test_the_name_and_four_ways_stand_on_every_page_and_say_on_which_one_is():
    visitor = Visitor()
    ways = {START: "none", ABOUT: "check", RESULTS: "results", WHAT_IF: "results", PLAN: "plan", MEALS: "plan"}
    for page, way in {**ways, EVIDENCE: "learn", COACH: "none"}.items():
        assert list(visitor.open(page).links("bar")) == [NAME, CHECK, TO_RESULTS, TO_PLAN, LEARN]
        assert here(visitor) == way, page


def test_check_leads_to_where_one_left():
    visitor = Visitor(TOLD)
    assert visitor.open(RESULTS).links("bar")[CHECK] == ABOUT
    assert visitor.open(BONES).open(RESULTS).links("bar")[CHECK] == BONES


def test_the_menu_leads_to_all_that_no_way_begins_with_and_is_closed_on_the_next_page():
    visitor = Visitor().open(RESULTS)
    assert visitor.containers("menu_pages") == []
    visitor.app.session_state["menu"] = True
    reached = {*visitor.run().links("menu_pages").values(), *visitor.links("bar").values()}
    assert {COACH, WHAT_IF, MEALS, EVIDENCE, "my-answers", "side-by-side", "questions"} <= reached
    assert visitor.open(PLAN).containers("menu_pages") == []


# ------------------------------------------------------------------ the foot


@pytest.mark.parametrize("page", [RESULTS, *FOR_ALL])
def test_one_line_says_that_this_is_no_diagnosis_and_the_whole_purpose_stands_behind_it(page):
    visitor = Visitor().open(page)
    assert text("frame.foot").startswith("Education, not a diagnosis.")
    assert message("intended_purpose") not in visitor.text()
    assert message("intended_purpose") in [
        e.value for e in visitor.more().fold(text("frame.foot")) if e.type == "markdown"
    ]


def test_without_answers_or_with_a_sample_there_is_nothing_to_keep_or_delete():
    for visitor in (Visitor(), Visitor(TOLD, sample="maria")):
        visitor.open(RESULTS).more()
        assert text("frame.delete") not in visitor.buttons
        assert visitor.find("remember") is None


# ------------------------------------------------------------------ delete


def test_delete_asks_once_and_keep_changes_nothing():
    visitor = Visitor(TOLD).open(RESULTS).more().press_key("forget")
    assert visitor.answers == TOLD
    assert text("frame.delete") not in visitor.buttons
    visitor.press_key("keep_all")
    assert visitor.answers == visitor.draft["answers"] == TOLD
    assert text("frame.delete") in visitor.buttons
    assert text("frame.undo") not in visitor.buttons


def test_the_question_does_not_wait_on_the_next_page():
    visitor = Visitor(TOLD).open(RESULTS).more().press_key("forget").open(PLAN).more()
    assert text("frame.delete_now") not in visitor.buttons


@pytest.mark.parametrize("page", [START, BONES, RESULTS])
def test_delete_leaves_nothing_in_the_browser_and_after_the_undo_is_given_up_nothing_in_the_visit(page):
    visitor = Visitor(TOLD)
    for seen in (ABOUT, SCAN, page):
        visitor.open(seen)
    visitor.more().app.checkbox(key="w_remember").check()
    assert visitor.run().draft["remember"] is True
    visitor.delete_all()
    assert visitor.messages("foot") == [message("deleted")]
    assert (visitor.answers, visitor.draft["answers"], visitor.draft["remember"]) == ({}, None, False)
    visitor.open(ABOUT).press_key("forget_for_good").open(SCAN)
    assert left(visitor) == []
    assert visitor.messages("foot") == []
    assert visitor.open(RESULTS).title == "Your results"
    visitor.open(ABOUT).give("age_years", "62").more()
    assert [box.value for box in visitor.app.checkbox] == [False]  # the wish to be remembered is forgotten as well


def test_undo_brings_everything_back_from_any_page():
    visitor = Visitor(TOLD).open(BONES).more()
    visitor.app.checkbox(key="w_remember").check()
    visitor.run().delete_all().open(RESULTS).press_key("undo_delete")
    assert visitor.answers == visitor.draft["answers"] == TOLD
    assert visitor.draft["remember"] is True
    assert visitor.draft["place"] == "bones_and_falls"
    assert visitor.open(SCAN).shown("femoral_neck_left.t_score") == "-2.37"
    assert text("frame.undo") not in visitor.buttons


def test_who_answers_next_does_not_find_what_was_deleted():
    visitor = Visitor(TOLD).open(ABOUT).delete_all().give("age_years", "70")
    assert left(visitor) == []
    assert text("frame.undo") not in visitor.buttons
    assert visitor.answers == {"age_years": 70}
    assert keys.DELETED not in visitor.app.session_state
