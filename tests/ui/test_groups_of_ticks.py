"""A long list of ticks in groups is one answer."""

import pytest

from bonecheck.answers.questions import questions
from tests.pages.visitor import HEALTH, Visitor

GROUP_OF = {
    item: f"conditions.group_{number}"
    for number, group in enumerate(questions()["conditions"].groups)
    for item in group
}


@pytest.fixture
def visitor():
    return Visitor().open(HEALTH).give("long_illness", "yes")


def test_ticks_of_several_groups_are_one_answer_and_none_takes_them_all_back(visitor):
    visitor.give(GROUP_OF["coeliac"], ["coeliac"]).give(GROUP_OF["mastocytosis"], ["mastocytosis"])
    assert visitor.answers["conditions"] == ["coeliac", "mastocytosis"]
    visitor.give(GROUP_OF["coeliac"], [])
    assert visitor.answers["conditions"] == ["mastocytosis"]
    visitor.widget("conditions").set_value(["none"])
    visitor.run()
    assert visitor.answers["conditions"] == ["none"]
    assert visitor.shown(GROUP_OF["mastocytosis"]) == []


def test_a_tick_in_a_group_takes_none_of_these_back_and_another_illness_stands_beside_it(visitor):
    visitor.widget("conditions").set_value(["none"])
    visitor.run()
    visitor.give(GROUP_OF["hiv"], ["hiv"])
    assert visitor.answers["conditions"] == ["hiv"]
    assert visitor.shown("conditions") == []
    visitor.widget("conditions").set_value(["other"])
    visitor.run()
    assert visitor.answers["conditions"] == ["hiv", "other"]
