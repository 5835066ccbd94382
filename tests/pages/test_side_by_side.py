"""Side by side: any two people on one line and in every model; whoever is open stands on the left."""

import json
import re
from typing import Any

import pytest

from bonecheck.answers.samples import samples
from bonecheck.ui.session import keys
from bonecheck.words.risk import licence_note
from tests.browser.people import ALL_OPEN
from tests.pages.test_every_page import NEVER
from tests.pages.test_risk import tables
from tests.pages.visitor import COACH, SIDE_BY_SIDE, WHAT_IF, Visitor
from tests.people import of_woman, plain, with_t

OWN = of_woman(66, **with_t(femoral_neck=-2.7))
LEFT, RIGHT = "side_left", "side_right"


def page(own: dict[str, Any] | None = None, *, sample: str | None = None) -> Visitor:
    visitor = Visitor(own)
    if sample:
        visitor.open(COACH).press_key(f"client_open_{sample}")
    return visitor.open(SIDE_BY_SIDE)


def put(visitor: Visitor, left: str | None = None, right: str | None = None) -> Visitor:
    for key, who in ((LEFT, left), (RIGHT, right)):
        if who:
            visitor.app.selectbox(key=key).set_value(who)
            visitor.run()
    return visitor


def who_stands(visitor: Visitor) -> tuple[str, str]:
    return visitor.app.selectbox(key=LEFT).value, visitor.app.selectbox(key=RIGHT).value


def people_of(visitor: Visitor) -> list[str]:
    return list(visitor.app.selectbox(key=LEFT).options)


def charts(visitor: Visitor) -> dict[str, Any]:
    return {chart.key: chart.proto for chart in visitor.app.get("plotly_chart")}


def labels(chart: Any) -> list[str]:
    drawn = json.loads(chart.spec)
    return [plain(re.sub(r"<.*?>", "", said["text"])) for said in drawn["layout"]["annotations"]]


def found_tables(visitor: Visitor) -> dict[str, list[dict[str, str]]]:
    return tables(list(visitor.elements()))


# ------------------------------------------------------------------ choosing people


def test_cold_it_shows_the_two_of_the_article():
    visitor = page()
    assert who_stands(visitor) == ("carol", "diane")
    assert people_of(visitor) == [person.name for person in samples()]
    assert "**The models do not agree on who is higher.**" in visitor.text()


def test_you_are_a_choice_only_with_answers_of_your_own():
    assert "You" not in people_of(page())
    assert "You" not in people_of(page({"units": "us"}))
    visitor = page(OWN)
    assert people_of(visitor)[0] == "You"
    assert who_stands(visitor) == ("you", "diane")
    assert "**You:** “The T-score that counts is -2.7." in plain(visitor.text())


def test_the_open_sample_person_stands_on_the_left():
    assert who_stands(page(OWN, sample="robert")) == ("robert", "diane")


def test_you_stay_a_choice_while_a_sample_person_is_open():
    visitor = put(page(OWN, sample="robert"), right="you")
    assert who_stands(visitor) == ("robert", "you")
    assert "**You:** “The T-score that counts is -2.7." in plain(visitor.text())
    assert visitor.answers == OWN


def test_anybody_can_stand_on_either_side():
    visitor = page()
    for left, right in (("maria", "robert"), ("robert", "maria"), ("ellen", "june")):
        put(visitor, left, right)
        assert who_stands(visitor) == (left, right)
        for who in (left, right):
            assert f"**{who.capitalize()}:**" in visitor.text()


def test_the_same_person_twice_is_met_with_a_sentence():
    visitor = put(page(), right="carol")
    assert "Both are the same person. Choose somebody else on one side." in visitor.text()
    assert not charts(visitor)
    assert charts(put(visitor, right="diane"))


def test_the_choice_stays_while_one_looks_at_another_page():
    visitor = put(page(), "maria", "ellen").open(COACH).open(SIDE_BY_SIDE)
    assert who_stands(visitor) == ("maria", "ellen")


def test_looking_leaves_no_trace_in_the_answers_or_the_address():
    visitor = put(page(OWN), "maria", "ellen")
    assert visitor.answers == OWN
    assert dict(visitor.app.query_params) == {}
    assert visitor.app.session_state.get(keys.WHAT_IF, {}) == {}


# ------------------------------------------------------------------ the changed person


def test_a_changed_person_is_a_choice_only_after_a_lever_moved():
    visitor = page(sample="maria")
    assert "Maria, changed" not in people_of(visitor)
    visitor.open(WHAT_IF).slide("score", -3.0).open(SIDE_BY_SIDE)
    assert people_of(visitor)[0] == "Maria, changed"
    put(visitor, "maria", "changed")
    assert "**Maria:** “The T-score that counts is -2.1." in plain(visitor.text())
    assert "**Maria, changed:** “The T-score that counts is -3.0." in plain(visitor.text())
    visitor.open(WHAT_IF).press_key("what_if_reset").open(SIDE_BY_SIDE)
    assert "Maria, changed" not in people_of(visitor)


def test_a_person_changed_before_the_page_was_seen_stands_on_the_right():
    visitor = Visitor(OWN).open(WHAT_IF).slide("score", -1.0).open(SIDE_BY_SIDE)
    assert who_stands(visitor) == ("you", "changed")
    assert "**You, changed:** “The T-score that counts is -1.0." in plain(visitor.text())
    assert visitor.answers == OWN


def test_the_changed_person_differs_only_in_what_was_moved():
    visitor = Visitor(OWN).open(WHAT_IF).slide("weight", 50).slide("falls", "2").open(SIDE_BY_SIDE)
    rows = found_tables(visitor)["Where they differ"]
    assert [(row["You"], row["You, changed"]) for row in rows] == [("66 kg", "50 kg"), ("None", "2")]


def test_leaving_the_sample_person_takes_the_changed_one_along():
    visitor = page(sample="maria").open(WHAT_IF).slide("age", 80).open(SIDE_BY_SIDE).press_key("leave_sample")
    visitor.open(SIDE_BY_SIDE)
    assert not [name for name in people_of(visitor) if "changed" in name]


# ------------------------------------------------------------------ the lines


def test_two_people_of_one_score_stand_on_one_line():
    visitor = page()
    assert [key for key in charts(visitor) if key.startswith("side_line")] == ["side_line_0"]
    drawn = labels(charts(visitor)["side_line_0"])
    assert any(label.startswith("Carol: ") and "-1.5" in label for label in drawn)
    assert any(label.startswith("Diane: ") and "-2.0" in label for label in drawn)
    alt = plain(charts(visitor)["side_line_0"].alt)
    assert alt.startswith("Carol: ")
    assert " Diane: " in alt
    assert "-1.5 (osteopenia)" in alt
    assert "-2.0 (osteopenia)" in alt


def test_anne_beside_carol_has_a_line_of_her_own():
    """She is read by Z-scores, Carol by T-scores."""
    visitor = put(page(), "anne", "carol")
    assert [key for key in charts(visitor) if key.startswith("side_line")] == ["side_line_0", "side_line_1"]
    assert "Anne and Carol are read by different scores, so each has a line of their own." in visitor.text()
    first, second = (plain(charts(visitor)[f"side_line_{number}"].alt) for number in (0, 1))
    assert first.startswith("Anne: ")
    assert "Z-score" in first
    assert second.startswith("Carol: ")
    assert "T-score" in second
    assert "Carol" not in first
    assert "Anne" not in second


def test_somebody_without_a_scan_is_named_with_the_reason():
    visitor = put(page(), "june", "carol")
    assert "June: no score to draw." in visitor.text()
    assert [key for key in charts(visitor) if key.startswith("side_line")] == ["side_line_0"]


def test_two_without_a_scan_have_no_line():
    unscanned = {**OWN, "has_scan": "no"}
    visitor = put(page({key: given for key, given in unscanned.items() if "." not in key}), "you", "june")
    assert not [key for key in charts(visitor) if key.startswith("side_line")]
    assert "You: no score to draw." in visitor.text()
    assert "June: no score to draw." in visitor.text()


# ------------------------------------------------------------------ every model


def test_every_number_of_the_picture_stands_in_its_words_and_in_the_table():
    """Garvan 10.8 and 13.1, QFracture 6.2 and 3.2: notes of the article."""
    visitor = page()
    rows = {row["Model"]: (row["Carol"], row["Diane"]) for row in found_tables(visitor)["Both in every model"]}
    assert rows["Garvan"] == ("10.8", "13.1")
    assert rows["QFracture"] == ("6.2", "3.2")
    assert rows["CAROC"] == ("under 10", "under 10")
    drawn = labels(charts(visitor)["side_risk"])
    assert [label for label in drawn if label.endswith(("Carol", "Diane"))] == [
        "11 Carol", "13 Diane", "6 Carol", "3 Diane", "under 10 Carol", "under 10 Diane",
    ]  # fmt: skip
    alt = charts(visitor)["side_risk"].alt
    assert "Carol: Garvan: out of 100 women who answer like you, about 11 break" in alt
    assert "Diane: QFracture: out of 100 women who answer like you, about 3 break" in alt


def test_for_the_hip_the_numbers_are_those_of_the_hip():
    visitor = page()
    [bar] = [element for element in visitor.elements() if element.key == "side_which"]
    bar.set_value("hip")
    visitor.run()
    rows = {row["Model"]: (row["Carol"], row["Diane"]) for row in found_tables(visitor)["Both in every model"]}
    assert rows["Garvan"] == ("1.5", "2.3")  # notes of the article: 1.52 and 2.31
    assert "CAROC" not in rows


@pytest.mark.parametrize(("left", "right"), [("carol", "diane"), ("june", "anne"), ("robert", "helen")])
def test_the_licence_stands_beside_qfracture(left, right):
    visitor = put(page(), left, right)
    assert "QFracture" in [row["Model"] for row in found_tables(visitor)["Both in every model"]]
    assert visitor.text("licence_note") == licence_note("qfracture_2012")


def test_without_a_number_of_qfracture_there_is_no_licence_to_show():
    visitor = put(page({"age_years": 25, "sex": "female"}), "you", "anne")
    assert "No model gives either of them a number for this break." in visitor.text()
    with pytest.raises(AssertionError, match="no container licence_note"):
        visitor.text("licence_note")


def test_a_model_that_refuses_one_of_them_says_why():
    visitor = put(page(), "david", "carol")  # 58: Garvan is for people of 60 and over
    assert "David, Garvan: This model was made for people aged 60 and over." in visitor.text()


def test_a_range_that_is_too_open_is_said_to_be_so_and_has_no_number():
    visitor = put(page(ALL_OPEN), "you", "carol")
    assert "You, Garvan: so much is open that the range says very little yet." in visitor.text()
    rows = {row["Model"]: row["You"] for row in found_tables(visitor)["Both in every model"]}
    assert rows["Garvan"] == "too open"
    assert "You: Garvan:" not in charts(visitor)["side_risk"].alt


# ------------------------------------------------------------------ where they differ, and every word


def test_where_they_differ_stands_in_a_table_with_both_names():
    rows = found_tables(page())["Where they differ"]
    assert [list(row) for row in rows[:1]] == [["Question", "Carol", "Diane"]]
    assert [row["Question"] for row in rows] == [
        "T-score, left femoral neck",
        "Did your mother or father ever break a hip?",
        "Was your mother over 50 when she broke her hip?",
        "Do you smoke?",
        "How many cigarettes do you smoke a day?",
    ]


def test_the_same_answers_are_said_to_be_the_same():
    diane = page(sample="diane").app.session_state[keys.SAMPLE]
    visitor = put(page(dict(diane)), "you", "diane")
    assert "Their answers are the same." in visitor.text()
    assert "No model that gives both a number can tell them apart." in visitor.text()


def test_no_word_is_broken_or_a_diagnosis_whoever_stands_there():
    visitor = page({"age_years": 15, "sex": "male"})
    for left, right in [("you", "anne"), ("anne", "robert"), ("june", "ruth"), ("ellen", "david"), ("grace", "you")]:
        put(visitor, left, right)
        for line in visitor.strings():
            assert not NEVER.search(line), line
        assert not re.search(r"\{\w*\}|\bnan\b|: None|None ", visitor.text())


def test_the_page_leads_to_the_article_and_to_what_if():
    links = [element.proto.page for element in page().elements() if element.type == "page_link"]
    assert links == ["t-score-or-risk-factors", "what-if"]
