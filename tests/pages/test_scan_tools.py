"""Before a scan: whether one is worth asking for, on the screen of a woman without one.

What each tool says of whom, at each limit, is the matter of tests/screening; the points are those of
fracture_models.md, section 8.
"""

import pytest

from bonecheck.answers.questions import question_of
from bonecheck.words.language import message
from tests.pages.visitor import BODY, MINE, RESULTS, Visitor
from tests.people import built, plain, report
from tests.risk.models.people import person

TITLE = message("tools_title")


def woman(age, kg, **more):
    """A white woman past menopause without a scan, who never took oestrogen and never broke a bone."""
    return person(age=age, height_cm=165, weight_kg=kg, **{"oestrogen_six_months": "no", **more})


def told(visitor):
    """The table: score, limit and verdict of each tool."""
    rows = visitor.tables()[TITLE]
    return {row["Tool"]: (plain(row["Score"]), row["Limit"], row["Points to a scan?"]) for row in rows}


NONE_POINTS = woman(60, 90, ethnic_group="black_african", hormone_therapy="combined", oestrogen_six_months="yes")


def test_each_tool_stands_with_its_score_its_limit_and_what_it_says():
    """52, 66 kg: OST 0.2 x (66 - 52) = 2.8, cut to 2. ORAI 0 + 3 + 2. SCORE 5 + 3 x 5 + 1 - 14 (66 kg are 145.5 lb).
    ABONE 0 + 0 + 1, under 2, but enough in a report on the study, so it is left open.
    """
    visitor = Visitor(woman(52, 66)).open(RESULTS).unfold("fold_tools")
    assert told(visitor) == {
        "OST": ("2", "under 2", "no"),
        "ORAI": ("5", "9 or more", "no"),
        "SCORE": ("7", "6 or more", "yes"),
        "ABONE": ("1", "2 or more", "open"),
    }
    assert "OSTA: This tool is made for Asian women." in visitor.text()
    assert visitor.headings.index(TITLE) < visitor.headings.index(message("risk_title"))
    assert "These tools hint at low bone density, not at breaks." in visitor.text()


def test_an_asian_woman_sees_osta_as_a_group_and_a_range():
    """60 with 47 kg: 0.2 x -13 = -2.6; cut -2; in parts 9 - 12; rounded -3."""
    found = told(Visitor(woman(60, 47, ethnic_group="chinese")).open(RESULTS).unfold("fold_tools"))
    assert (found["OSTA"][0], found["OSTA"][2]) == ("-3 to -2", "medium risk")


def test_an_open_answer_is_neither_points_nor_none_until_it_is_given():
    """ABONE at 52 with 64 kg: 1 point if she never took oestrogen."""
    visitor = Visitor(woman(52, 64, oestrogen_six_months="not_known")).open(RESULTS).unfold("fold_tools")
    assert told(visitor)["ABONE"] == ("0 to 1", "2 or more", "open")
    visitor.open(MINE).unfold("mine_sharper").give("oestrogen_six_months", "yes").open(RESULTS).unfold("fold_tools")
    assert told(visitor)["ABONE"] == ("0", "2 or more", "no")


def test_the_table_follows_a_changed_weight_and_goes_as_soon_as_there_is_a_scan():
    """0.2 x (66 - 62) = 0.8, cut to 0; with 80 kg 3.6, cut to 3."""
    visitor = Visitor(woman(62, 66)).open(RESULTS).unfold("fold_tools")
    assert told(visitor)["OST"][0] == "0"
    assert told(visitor.open(BODY).give("weight_kg", "80").open(RESULTS).unfold("fold_tools"))["OST"][0] == "3"
    visitor.open(MINE).unfold("mine_has_scan").give("has_scan", "yes").open(RESULTS).unfold("fold_tools")
    assert TITLE not in visitor.headings
    assert TITLE not in visitor.tables()


@pytest.mark.parametrize(
    "answers",
    [
        person("male", 40, has_scan="no"),  # OST is for men from 50 on, the others for women
        person(age=62, neck=-1.8),
        {key: answer for key, answer in woman(62, 66).items() if key != "has_scan"},
        woman(62, 66, bone_medicine="denosumab"),
        woman(44, 66, menopausal_status="premenopausal"),
    ],
    ids=["man", "has a scan", "has not said", "on a bone medicine", "before menopause at 44"],
)
def test_whom_no_tool_was_made_for_sees_nothing_of_them(answers):
    visitor = Visitor(answers).open(RESULTS).unfold("fold_tools")
    assert TITLE not in visitor.headings
    assert TITLE not in visitor.tables()
    assert message("tools_intro") not in visitor.text()


def test_a_man_sees_ost_with_the_limit_of_men():
    """52 with 75 kg: 0.2 x 23 = 4.6, cut to 4."""
    visitor = Visitor(person("male", 52, height_cm=175, weight_kg=75, has_scan="no")).open(RESULTS).unfold("fold_tools")
    assert told(visitor) == {"OST": ("4", "under 4", "no")}


def test_on_any_bone_medicine_no_tool_has_a_say():
    medicines = set(question_of("bone_medicine").options) - {"none", "not_known"}
    screened = {medicine: report(built(woman(62, 66, bone_medicine=medicine))[0]).screening for medicine in medicines}
    assert len(screened) > 3
    assert {medicine for medicine, scores in screened.items() if scores} == set()
    assert report(built(woman(62, 66))[0]).screening


@pytest.mark.parametrize(
    ("answers", "finding"),
    [
        (woman(52, 66), "A scan may be worth asking for"),  # SCORE alone
        (NONE_POINTS, "No tool points to a scan for now"),
        ({**NONE_POINTS, "glucocorticoids": "now"}, "People like you are usually offered a bone density scan"),
        (woman(70, 66, has_scan="not_known"), "Expert groups advise a bone scan for women of 65 and over"),
    ],
    ids=["one tool points", "none points", "none points, but steroids", "65 and over, report not at hand"],
)
def test_the_finding_fits_the_table(answers, finding):
    visitor = Visitor(answers).open(RESULTS).unfold("fold_tools")
    assert f"**{finding}.**" in visitor.text()
    if answers["glucocorticoids"] == "now":  # no tool says no beside a guideline that names a scan
        assert visitor.text().count("It does not see why you are advised to ask for one") == 4
    else:
        assert set(told(visitor)) == {"OST", "ORAI", "SCORE", "ABONE"}
    assert ("1 of 4 tools" in visitor.text()) == (answers["age_years"] == 52)
    assert ("You told us about: steroids. For such people" in visitor.text()) == (answers["glucocorticoids"] == "now")
