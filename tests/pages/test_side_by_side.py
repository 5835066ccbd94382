"""Side by side: any two people on one line and in every model; whoever is open stands on the left.

Whom a model puts higher, and every sentence, are the matter of tests/compare/ and tests/words/.
"""

import re
from typing import Any

import pytest

from bonecheck.answers.samples import samples
from bonecheck.ui.session import keys
from bonecheck.words import samples as told
from bonecheck.words.risk import licence_note
from tests.browser.people import ALL_OPEN
from tests.pages.visitor import COACH, EXAMPLE, SIDE_BY_SIDE, WHAT_IF, Visitor
from tests.people import of_woman, plain, with_t

OWN = of_woman(66, **with_t(femoral_neck=-2.7))
LEFT, RIGHT = "side_left", "side_right"
IN_EVERY_MODEL, DIFFER = "Both in every model", "Where they differ"


def page(own: dict[str, Any] | None = None, *, sample: str | None = None) -> Visitor:
    return Visitor(own, sample=sample).open(SIDE_BY_SIDE)


def put(visitor: Visitor, left: str | None = None, right: str | None = None) -> Visitor:
    for key, who in ((LEFT, left), (RIGHT, right)):
        if who:
            visitor.choose(key, who)
    return visitor


def who_stands(visitor: Visitor) -> tuple[str, str]:
    return visitor.app.selectbox(key=LEFT).value, visitor.app.selectbox(key=RIGHT).value


def people_of(visitor: Visitor) -> list[str]:
    return list(visitor.app.selectbox(key=LEFT).options)


def lines(visitor: Visitor) -> list[str]:
    return [key for key in visitor.charts if key.startswith("side_line")]


def numbers(visitor: Visitor, *who: str) -> dict[str, tuple[str, ...]]:
    """The numbers of these people in the table, by model."""
    return {row["Model"]: tuple(row[name] for name in who) for row in visitor.tables()[IN_EVERY_MODEL]}


# ------------------------------------------------------------------ choosing people


def test_cold_it_shows_the_two_of_the_article_and_leads_to_it_and_to_what_if():
    visitor = page()
    assert who_stands(visitor) == ("carol", "diane")
    assert people_of(visitor) == [told.name(person.key) for person in samples()]
    assert "**The models do not agree on who is higher.**" in visitor.text()
    assert list(visitor.links().values()) == [EXAMPLE, WHAT_IF]


def test_you_are_a_choice_only_with_answers_of_your_own():
    assert "You" not in people_of(page({"units": "us"}))
    visitor = page(OWN)
    assert people_of(visitor)[0] == "You"
    assert who_stands(visitor) == ("you", "diane")
    assert "**You:** “The T-score that counts is -2.7." in visitor.plain()


def test_the_open_sample_person_stands_on_the_left_and_you_stay_a_choice():
    visitor = page(OWN, sample="robert")
    assert who_stands(visitor) == ("robert", "diane")
    assert who_stands(put(visitor, right="you")) == ("robert", "you")
    assert "**You:** “The T-score that counts is -2.7." in visitor.plain()
    assert visitor.answers == OWN


def test_anybody_can_stand_on_either_side_and_stays_there_without_a_trace_in_answers_or_address():
    visitor = page(OWN)
    for left, right in (("maria", "robert"), ("robert", "ellen")):
        assert who_stands(put(visitor, left, right)) == (left, right)
        assert f"**{left.capitalize()}:**" in visitor.text()
        assert f"**{right.capitalize()}:**" in visitor.text()
    assert who_stands(visitor.open(COACH).open(SIDE_BY_SIDE)) == ("robert", "ellen")
    assert visitor.answers == OWN
    assert dict(visitor.app.query_params) == {}
    assert visitor.app.session_state.get(keys.WHAT_IF, {}) == {}


def test_the_same_person_twice_is_met_with_a_sentence():
    visitor = put(page(), right="carol")
    assert "Both are the same person. Choose somebody else on one side." in visitor.text()
    assert not visitor.charts
    assert put(visitor, right="diane").charts


# ------------------------------------------------------------------ the changed person


def test_a_changed_person_is_a_choice_only_while_a_lever_is_moved():
    visitor = page(sample="maria")
    assert "Maria, changed" not in people_of(visitor)
    visitor.open(WHAT_IF).slide("score", -3.0).open(SIDE_BY_SIDE)
    assert people_of(visitor)[0] == "Maria, changed"
    put(visitor, "maria", "changed")
    assert "**Maria:** “The T-score that counts is -2.1." in visitor.plain()
    assert "**Maria, changed:** “The T-score that counts is -3.0." in visitor.plain()
    visitor.open(WHAT_IF).press_key("what_if_reset").open(SIDE_BY_SIDE)
    assert "Maria, changed" not in people_of(visitor)


def test_leaving_the_sample_person_takes_the_changed_one_along():
    visitor = Visitor(sample="maria").open(WHAT_IF).slide("age", 80).press_key("leave_sample").open(SIDE_BY_SIDE)
    assert not [name for name in people_of(visitor) if "changed" in name]


def test_a_person_changed_before_stands_on_the_right_and_differs_only_in_what_was_moved():
    visitor = Visitor(OWN).open(WHAT_IF).slide("weight", 50).slide("falls", "2").open(SIDE_BY_SIDE)
    assert who_stands(visitor) == ("you", "changed")
    rows = visitor.tables()[DIFFER]
    assert [(row["You"], row["You, changed"]) for row in rows] == [("None", "2"), ("66 kg", "50 kg")]
    assert visitor.answers == OWN


# ------------------------------------------------------------------ the lines


def test_two_people_of_one_score_stand_on_one_line():
    visitor = page()
    assert lines(visitor) == ["side_line_0"]
    drawn, alt = " ".join(visitor.labels("side_line_0")), plain(visitor.charts["side_line_0"].alt)
    for who, score in (("Carol: ", "-1.5"), ("Diane: ", "-2.0")):
        assert re.search(rf"{who}[^:]*{score}", drawn)
        assert f"{score} (osteopenia)" in alt[alt.index(who) :]


def test_anne_beside_carol_has_a_line_of_her_own():
    """She is read by Z-scores, Carol by T-scores."""
    visitor = put(page(), "anne", "carol")
    assert "Anne and Carol are read by different scores, so each has a line of their own." in visitor.text()
    first, second = (visitor.charts[key].alt for key in lines(visitor))
    assert first.startswith("Anne: ")
    assert second.startswith("Carol: ")
    assert ("Z-score" in first, "Carol" in first) == (True, False)
    assert ("T-score" in second, "Anne" in second) == (True, False)


def test_who_has_no_scan_is_named_with_the_reason_and_has_no_line():
    visitor = put(page({"age_years": 66, "sex": "female", "has_scan": "no"}), "carol", "june")
    assert "June: no score to draw." in visitor.text()
    assert lines(visitor) == ["side_line_0"]
    put(visitor, left="you")
    assert "You: no score to draw." in visitor.text()
    assert lines(visitor) == []


# ------------------------------------------------------------------ every model


def test_every_number_of_the_picture_stands_in_its_words_and_in_the_table():
    """Garvan 10.8 and 13.1, QFracture 6.2 and 3.2, hip 1.52 and 2.31: notes of the article."""
    visitor = page()
    found = numbers(visitor, "Carol", "Diane")
    assert (found["Garvan"], found["QFracture"], found["CAROC"]) == (
        ("10.8", "13.1"),
        ("6.2", "3.2"),
        ("under 10", "under 10"),
    )
    assert [label for label in visitor.labels("side_risk") if label.endswith(("Carol", "Diane"))] == [
        "11 Carol", "13 Diane", "6 Carol", "3 Diane", "under 10 Carol", "under 10 Diane",
    ]  # fmt: skip
    alt = visitor.charts["side_risk"].alt
    assert "Carol: Garvan: out of 100 women who answer like you, about 11 break" in alt
    assert "Diane: QFracture: out of 100 women who answer like you, about 3 break" in alt
    found = numbers(visitor.choose("side_which", "hip"), "Carol", "Diane")
    assert found["Garvan"] == ("1.5", "2.3")
    assert "CAROC" not in found


def test_the_licence_stands_beside_qfracture_and_only_there():
    visitor = page({"age_years": 25, "sex": "female"})
    assert "QFracture" in numbers(visitor)
    assert visitor.text("licence_note") == licence_note("qfracture_2012")
    put(visitor, "you", "anne")
    assert "No model gives either of them a number for this break." in visitor.text()
    assert "licence_note" not in visitor.containers("")


@pytest.mark.parametrize(
    ("left", "said"),
    [
        ("david", "David, Garvan: This model was made for people aged 60 and over."),  # he is 58
        ("you", "You, Garvan: so much is open that the range says very little yet."),
    ],
)
def test_a_number_that_is_refused_or_too_open_is_said_to_be_so_and_not_shown(left, said):
    visitor = put(page(ALL_OPEN), left, "carol")
    assert said in visitor.text()
    [cell] = numbers(visitor, left.capitalize())["Garvan"]
    assert cell in {"no number", "too open"}
    assert f"{left.capitalize()}: Garvan:" not in visitor.charts["side_risk"].alt


# ------------------------------------------------------------------ where they differ
