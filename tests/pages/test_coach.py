"""The page for coaches: every sample client in one tap, and back to one's own answers in one."""

import pytest

from bonecheck.answers.samples import samples
from bonecheck.evidence.library import document
from tests.pages.test_every_page import NEVER
from tests.pages.visitor import COACH, EXAMPLE, PLAN, RESULTS, START, Visitor
from tests.people import plain

OWN = {"age_years": 55, "sex": "female"}


def test_there_are_eight_sample_clients_or_more_and_each_teaches_something_else():
    assert len(samples()) >= 8
    assert len({person.teaches for person in samples()}) == len(samples())
    assert len({person.first_name for person in samples()}) == len(samples())


@pytest.mark.parametrize("person", samples(), ids=lambda person: person.key)
def test_a_client_is_on_the_screen_after_one_tap_and_gone_after_one(person):
    visitor = Visitor(OWN).open(COACH).press_key(f"client_open_{person.key}")
    assert visitor.answers == OWN
    badge = visitor.text("sample_badge")
    assert f"Sample: {person.name}." in badge
    assert "Nothing is kept" in badge
    visitor.press_key("leave_sample")
    assert not [element for element in visitor.elements() if getattr(element, "key", "") == "leave_sample"]
    assert visitor.answers == OWN


@pytest.mark.parametrize("person", samples(), ids=lambda person: person.key)
def test_a_client_stays_on_the_screen_from_page_to_page(person):
    visitor = Visitor(OWN).open(COACH).press_key(f"client_open_{person.key}")
    for page in (PLAN, RESULTS, COACH):
        assert f"Sample: {person.name}." in visitor.open(page).text("sample_badge")


def test_one_client_takes_the_place_of_another():
    visitor = Visitor(OWN).open(COACH).press_key("client_open_maria").open(COACH).press_key("client_open_david")
    assert "Sample: David, 58." in visitor.text("sample_badge")
    assert visitor.press_key("leave_sample").answers == OWN


def test_the_first_page_shows_a_few_of_them():
    """Somebody who comes for their own report need not read eleven stories."""
    visitor = Visitor().open(START)
    shown = [person for person in samples() if f"**{person.name}.**" in visitor.text()]
    assert shown == [person for person in samples() if person.on_start]
    assert 3 <= len(shown) <= 5


def test_the_comparison_of_the_article_is_one_tap_away():
    visitor = Visitor().open(COACH)
    pages = [element.proto.page for element in visitor.elements("coach_example") if element.type == "page_link"]
    assert pages == ["t-score-or-risk-factors", "side-by-side"]
    assert visitor.open(EXAMPLE).title


def test_the_role_is_said_and_no_client_is_diagnosed():
    text = Visitor().open(COACH).text()
    assert "Refer: questions about a result, a medicine or a new pain belong to a clinician." in text
    assert not NEVER.search(text)
    assert not any(NEVER.search(str(line)) for line in document("coach.toml").values())


# What each client is made for, by what the results say.
SHOWN = {
    "maria": "The T-score that counts is -2.1.",  # spine -0.8, neck -2.1
    "anne": "The Z-score that counts is",
    "david": "The T-score that counts is -1.6.",
    "helen": "The T-score that counts is -1.8.",
    "carol": "The T-score that counts is -1.5.",
    "diane": "The T-score that counts is -2.0.",
    "grace": "The T-score that counts is -1.4.",
    "ellen": "The T-score that counts is -1.9. A report with this T-score is in the osteopenia range. Your broken bone",
}


@pytest.mark.parametrize("key", SHOWN)
def test_a_client_shows_what_they_are_made_for(key):
    assert plain(Visitor().open(COACH).press_key(f"client_open_{key}").title).startswith(SHOWN[key])


def test_the_lost_minus_sign_of_a_client_is_questioned_and_not_read():
    visitor = Visitor().open(COACH).press_key("client_open_ruth")
    assert "Plus or minus? You typed 2.2 with no sign." in visitor.text()
    assert "normal range" not in visitor.title


def test_who_does_everything_right_hears_so():
    assert "you are where you want to be" in Visitor().open(COACH).press_key("client_open_grace").text()
