"""The answers are judged once a run, however often a page asks, and anew as soon as one of them changes."""

from collections import Counter

import pytest

from bonecheck.ui.session import answers
from tests.pages.visitor import ABOUT, BODY, BONES, COACH, HABITS, HEALTH, MEALS, PLAN, RESULTS, SCAN, WHAT_IF, Visitor
from tests.people import REPORT


@pytest.fixture
def calls(monkeypatch):
    """How often build() and assess() were called by the ui."""
    counted: Counter[str] = Counter()

    def counting(name):
        call = getattr(answers, name)

        def counted_call(*args, **kwargs):
            counted[name] += 1
            return call(*args, **kwargs)

        monkeypatch.setattr(answers, name, counted_call)

    counting("build")
    counting("assess")
    return counted


@pytest.mark.parametrize("page", [ABOUT, SCAN, BONES, HABITS, HEALTH, RESULTS, PLAN, MEALS, WHAT_IF])
def test_a_run_judges_the_answers_once_at_most(calls, page):
    visitor = Visitor(REPORT).open(page)
    assert calls["build"] == 1
    assert calls["assess"] <= (2 if page == WHAT_IF else 1)  # What if asks about the supposed person as well
    calls.clear()
    visitor.run()
    assert calls["build"] == 0
    assert calls["assess"] <= (1 if page == WHAT_IF else 0)


def test_an_answer_that_changes_is_judged_at_once_and_once(calls):
    visitor = Visitor(REPORT).open(ABOUT)
    calls.clear()
    visitor.give("age_years", "71")
    assert calls["build"] == 1
    calls.clear()
    visitor.give("age_years", "abc")
    assert visitor.messages("q_age_years")
    assert calls["build"] == 1


def test_a_tick_and_the_units_count_as_changes(calls):
    visitor = Visitor({**REPORT, "height_cm": 160.0}).open(BODY)
    calls.clear()
    visitor.give("units", "us")
    assert calls["build"] == 1
    visitor.open(BONES)
    calls.clear()
    visitor.give("warning_signs", ["back_pain"])
    assert calls["build"] == 1


def test_two_visits_share_nothing(calls):
    first, second = Visitor(REPORT).open(RESULTS), Visitor({**REPORT, "age_years": 80}).open(RESULTS)
    assert calls["build"] == 2
    assert calls["assess"] == 2
    assert first.title == Visitor(REPORT).open(RESULTS).title
    assert second.answers["age_years"] == 80


def test_a_sample_person_and_ones_own_answers_are_told_apart():
    visitor = Visitor(REPORT).open(RESULTS)
    own = visitor.text()
    visitor.open(COACH).press_key("client_open_david")
    assert visitor.text() != own
    visitor.press("Leave").open(RESULTS)
    assert visitor.text() == own
