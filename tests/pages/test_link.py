"""The address of a page: it opens made-up people and a step of presenter mode, and never tells anything of a person."""

import json

import pytest

from bonecheck.ui.session import keys
from tests.pages.test_presenter import NEXT, at, presenting, turn
from tests.pages.visitor import COACH, PLAN, RESULTS, START, WHAT_IF, Visitor
from tests.people import of_woman, with_t

OWN = of_woman(66, **with_t(femoral_neck=-1.3))


def by_link(query, own=None, page=RESULTS):
    """Somebody who comes by a link."""
    visitor = Visitor(own)
    visitor.app.query_params.update(query)
    return visitor.open(page)


def address(visitor):
    """What the page writes into its address."""
    told = [json.loads(e.proto.json)["told"] for e in visitor.elements() if e.type == "bidi_component" and e.key.startswith("_address")]  # fmt: skip
    assert all(each == told[0] for each in told)  # What if has a second one, which is drawn again with what moves
    return told[0]


def test_a_link_opens_a_client_and_with_a_step_in_presenter_mode():
    visitor = by_link({"client": "maria"})
    assert "Sample: Maria, 62." in visitor.text("sample_badge")
    assert at(visitor) is None
    visitor = by_link({"client": "maria", "step": "3"})
    assert "Maria, 62" in visitor.text("stage_bar")
    assert at(visitor) == 3
    assert address(visitor) == {"client": "maria", "step": "3"}


def test_a_link_leads_to_any_page():
    assert "Sample: Robert, 71." in by_link({"client": "robert"}, page=PLAN).text("sample_badge")


@pytest.mark.parametrize("query", [{}, {"client": "nobody"}, {"client": ""}, {"step": "3"}, {"client": "nobody", "step": "3"}, {"age_years": "55"}])  # fmt: skip
def test_a_link_to_nobody_made_up_opens_nobody_and_presents_nothing(query):
    visitor = by_link(query, OWN)
    assert "−1.3" in visitor.title
    assert at(visitor) is None
    assert address(visitor) == {}
    assert visitor.answers == OWN


@pytest.mark.parametrize(("step", "shown"), [("0", 1), ("-1", 1), ("99", 6), ("two", 1), ("1.0", 1), ("²", 1), ("", 1), ("9" * 5000, 1)])  # fmt: skip
def test_a_step_that_there_is_not_is_the_first_or_the_last_one_and_never_the_full_page(step, shown):
    """What is meant for the stage says "Maria's", and not "your"."""
    visitor = by_link({"client": "maria", "step": step})
    assert at(visitor) == shown
    assert "spectrum" not in visitor.charts


def test_a_step_that_a_client_does_not_have_is_their_last_one():
    assert at(by_link({"client": "maria", "step": "7"})) == 6  # no earlier scan: six steps


def test_ones_own_answers_wait_behind_a_link_and_are_not_shown_to_those_who_watch():
    visitor = by_link({"client": "maria", "step": "2"}, OWN)
    assert visitor.draft["answers"] == visitor.answers == OWN
    visitor.press_key("leave_stage")
    assert visitor.title == "For coaches"
    assert visitor.answers == OWN
    assert address(visitor) == {}
    assert "−1.3" not in visitor.open(RESULTS).text()
    assert "−1.3" in visitor.press_key("open_curtain").title


def test_the_address_follows_whoever_is_on_screen_and_the_step():
    visitor = Visitor(OWN).open(COACH)
    assert address(visitor) == {}
    assert address(visitor.press_key("client_open_maria")) == {"client": "maria"}
    assert address(visitor.open(PLAN)) == {"client": "maria"}
    visitor = presenting("david")
    assert address(visitor) == {"client": "david", "step": "1"}
    assert address(visitor.press(NEXT)) == {"client": "david", "step": "2"}
    assert address(visitor.press_key("leave_stage")) == {}


def test_with_own_answers_open_the_address_tells_nothing_presenting_or_not():
    visitor = Visitor(OWN)
    assert [page for page in (START, RESULTS, PLAN, COACH) if address(visitor.open(page))] == []
    turn(visitor)
    assert at(visitor.open(START).open(RESULTS)) == 1
    assert address(visitor) == {}


def test_while_a_page_stays_open_its_former_address_moves_nothing():
    """A quick second tap still brings the address of the step before along."""
    visitor = by_link({"client": "maria", "step": "3"}).press(NEXT)
    assert visitor.app.query_params["step"] == "3"
    assert at(visitor.press(NEXT)) == 5


def test_back_to_a_page_opens_whom_its_address_names():
    visitor = by_link({"client": "maria", "step": "3"}).press(NEXT)
    visitor.app.query_params.clear()
    visitor.open(START).open(COACH).press_key("client_open_david").open(PLAN)  # by way of Start: see test_presenter
    visitor.app.query_params.update({"client": "maria", "step": "4"})
    assert "Maria, 62" in visitor.open(RESULTS).text("stage_bar")
    assert at(visitor) == 4


# ------------------------------------------------------------------ a prepared what-if


def levers_moved(visitor):
    """The levers that are moved, and where they stand."""
    return {key: place for key, (place, _) in visitor.app.session_state[keys.WHAT_IF].items()}


def test_a_prepared_what_if_opens_by_a_link_and_the_address_follows_the_levers():
    visitor = by_link({"client": "maria", "what_if": "falls:2,score:-2.5"}, OWN, WHAT_IF)
    assert levers_moved(visitor) == {"falls": "2", "score": -2.5}
    assert address(visitor) == {"client": "maria", "what_if": "falls:2,score:-2.5"}
    visitor.press_key("what_if_more_falls")
    assert address(visitor)["what_if"] == "score:-2.5,falls:3"
    assert address(visitor.press_key("what_if_reset")) == {"client": "maria"}
    assert visitor.answers == OWN


def test_a_prepared_what_if_keeps_the_step_to_go_back_to():
    visitor = by_link({"client": "maria", "step": "5", "what_if": "falls:2"}, page=WHAT_IF)
    assert address(visitor) == {"client": "maria", "step": "5", "what_if": "falls:2"}
    assert at(visitor.open(RESULTS)) == 5
    assert address(visitor) == {"client": "maria", "step": "5"}


@pytest.mark.parametrize("short", ["", "falls", "falls:9", "falls:2.0", "score:-9", "score:nan", "menopause:premenopausal", "nothing:1", ":", ",,", "age_years:55"])  # fmt: skip
def test_a_lever_or_a_place_that_there_is_not_moves_nothing(short):
    """Maria is 62: her periods are no lever."""
    visitor = by_link({"client": "maria", "what_if": short}, page=WHAT_IF)
    assert address(visitor) == {"client": "maria"}


def test_of_own_answers_no_link_moves_anything_and_no_lever_is_ever_written_down():
    visitor = by_link({"what_if": "falls:2"}, OWN, WHAT_IF)
    assert keys.WHAT_IF not in visitor.app.session_state
    visitor.slide("score", -2.5)
    assert levers_moved(visitor) == {"score": -2.5}
    assert address(visitor) == {}
    assert address(visitor.open(RESULTS)) == {}
