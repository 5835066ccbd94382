"""Before a scan: what the tools say of a woman without a scan, worked out by hand, and who sees none of it.

The points are those of fracture_models.md, section 8.
"""

import pytest

from bonecheck.answers.questions import question_of
from bonecheck.words.language import message
from tests.pages.test_every_page import NEVER
from tests.pages.test_risk import headings, results_of, tables
from tests.pages.visitor import ABOUT, RESULTS, RISKS, SCAN, Visitor
from tests.people import plain
from tests.risk.models.people import person

TITLE = "Is a scan worth asking for?"
COLUMNS = ["Tool", "Score", "Limit", "Points to a scan?"]


def woman(age, kg, **more):
    """A white woman past menopause without a scan, who never took oestrogen and never broke a bone."""
    return person(age=age, height_cm=165, weight_kg=kg, **{"oestrogen_six_months": "no", **more})


def told(visitor):
    """The table: score and verdict of each tool."""
    rows = tables(list(visitor.elements()))[TITLE]
    assert [list(row) for row in rows] == [COLUMNS] * len(rows)
    return {row["Tool"]: (plain(row["Score"]), row["Points to a scan?"]) for row in rows}


NONE_POINTS = woman(60, 90, ethnic_group="black_african", hormone_therapy="combined", oestrogen_six_months="yes")

# ------------------------------------------------------------------ by hand


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (
            # OST 0.2 x (66 - 52) = 2.8, cut to 2, not under 2. ORAI 0 + 3 + 2 = 5, under 9.
            # SCORE 5 + 3 x 5 + 1 - 14 (66 kg are 145.5 lb) = 7, 6 or more. ABONE 0 + 0 + 1 = 1, under 2, but enough
            # in a report on the study (`abone_news`), so it is left open.
            woman(52, 66),
            {"OST": ("2", "no"), "ORAI": ("5", "no"), "SCORE": ("7", "yes"), "ABONE": ("1", "open")},
        ),
        (
            # OST 0.2 x (55 - 62) = -1.4, cut to -1. ORAI 5 + 9 + 2 = 16. SCORE 5 + 18 + 1 - 12 (121.3 lb) = 12.
            # ABONE 0 + 1 + 1 = 2.
            woman(62, 55),
            {"OST": ("-1", "yes"), "ORAI": ("16", "yes"), "SCORE": ("12", "yes"), "ABONE": ("2", "yes")},
        ),
        (
            # OST 0.2 x (90 - 60) = 6. ORAI 5 + 0 + 0 = 5. SCORE 0 + 18 + 0 - 19 (198.4 lb) = -1. ABONE 0.
            NONE_POINTS,
            {"OST": ("6", "no"), "ORAI": ("5", "no"), "SCORE": ("-1", "no"), "ABONE": ("0", "no")},
        ),
        (
            # As the first, with rheumatoid arthritis (4) and two broken ribs (8): SCORE 7 + 12 = 19.
            woman(
                52, 66, rheumatoid_arthritis="yes", fracture_since_50="yes", fracture_sites=["rib"], fracture_count="2"
            ),
            {"OST": ("2", "no"), "ORAI": ("5", "no"), "SCORE": ("19", "yes"), "ABONE": ("1", "open")},
        ),
    ],
    ids=["52, 66 kg", "62, 55 kg", "60, 90 kg, Black, on hormones", "52, arthritis and two ribs"],
)
def test_each_tool_says_what_its_points_say(answers, expected):
    assert told(results_of(answers)) == expected


@pytest.mark.parametrize(
    ("tool", "answers", "score", "verdict"),
    [
        ("OST", woman(60, 70), "2", "no"),  # 0.2 x 10 = 2, and 2 is not under 2
        ("OST", woman(60, 69.9), "1", "yes"),  # 1.98, cut to 1
        ("ORAI", woman(55, 70), "7", "no"),  # 5 + 0 + 2
        ("ORAI", woman(55, 69.9), "10", "yes"),  # 5 + 3 + 2
        ("ORAI", woman(54, 59.9, hormone_therapy="combined"), "9", "yes"),  # 0 + 9 + 0, and 9 is enough
        ("ORAI", woman(55, 60, hormone_therapy="combined"), "8", "no"),  # 5 + 3 + 0
        ("SCORE", woman(52, 68.2), "6", "yes"),  # 5 + 15 + 1 - 15 (150.4 lb), and 6 is enough
        ("SCORE", woman(52, 72.7), "5", "no"),  # 160.3 lb: 16
        ("ABONE", woman(66, 63.4, oestrogen_six_months="yes"), "2", "yes"),  # 1 + 1 + 0, and 2 is enough
        ("ABONE", woman(65, 63.4, oestrogen_six_months="yes"), "1", "open"),  # 65 is not over 65
        ("ABONE", woman(66, 63.5, oestrogen_six_months="yes"), "1", "open"),
        ("ABONE", woman(65, 63.5, oestrogen_six_months="yes"), "0", "no"),
    ],
)
def test_a_tool_changes_its_mind_exactly_at_its_limit(tool, answers, score, verdict):
    assert told(results_of(answers))[tool] == (score, verdict)


def test_each_limit_stands_beside_its_score():
    rows = tables(list(results_of(woman(52, 66)).elements()))[TITLE]
    limits = {row["Tool"]: row["Limit"] for row in rows}
    assert limits == {"OST": "under 2", "ORAI": "9 or more", "SCORE": "6 or more", "ABONE": "2 or more"}


@pytest.mark.parametrize(
    ("age", "kg", "score", "group"),
    [
        (60, 47, "-3 to -2", "medium risk"),  # -2.6: cut -2; in parts 9 - 12; rounded -3
        (71, 47, "-5 to -4", "medium / high risk"),  # -4.8: cut -4; in parts 9 - 14; rounded -5
        (55, 60, "1", "low risk"),  # 1.0 in every way
    ],
)
def test_an_asian_woman_sees_osta_as_a_group_and_not_as_a_limit(age, kg, score, group):
    assert told(results_of(woman(age, kg, ethnic_group="chinese")))["OSTA"] == (score, group)


# ------------------------------------------------------------------ open answers


def test_an_open_answer_is_neither_points_nor_none():
    """ABONE at 52 with 60 kg: 1 point, and a second if she never took oestrogen; ORAI 0 + 3, and 2 if not now."""
    open_answers = {"oestrogen_six_months": "not_known", "hormone_therapy": "not_known"}
    found = told(results_of(woman(52, 60, **open_answers)))
    assert found["ABONE"] == ("1 to 2", "open")
    assert found["ORAI"] == ("3 to 5", "no")  # under 9 either way
    assert found["OST"] == ("1", "yes")  # asks neither


def test_the_answer_about_oestrogen_settles_the_tool_that_counts_it():
    visitor = results_of(woman(52, 64, oestrogen_six_months="not_known"))
    assert told(visitor)["ABONE"] == ("0 to 1", "open")
    visitor.open(RISKS, 3).give("oestrogen_six_months", "yes").open(RESULTS)
    assert told(visitor)["ABONE"] == ("0", "no")


# ------------------------------------------------------------------ who sees it, and where


def is_there(visitor):
    return TITLE in headings(visitor) or TITLE in tables(list(visitor.elements()))


@pytest.mark.parametrize("age", [45, 52, 70])
@pytest.mark.parametrize("has_scan", ["no", "not_known"])
def test_a_man_sees_no_tool_since_all_are_made_for_women(age, has_scan):
    visitor = results_of(person("male", age, has_scan=has_scan))
    assert not is_there(visitor)
    assert message("tools_intro") not in visitor.text()


def test_a_woman_with_a_scan_needs_no_tool_and_sees_none():
    assert not is_there(results_of(person(age=62, neck=-1.8)))


def test_a_woman_who_has_not_said_whether_she_has_a_scan_sees_no_tool_yet():
    answers = woman(62, 66)
    del answers["has_scan"]
    assert not is_there(results_of(answers))


@pytest.mark.parametrize("medicine", sorted(question_of("bone_medicine").options.keys() - {"none", "not_known"}))
def test_a_woman_on_a_bone_medicine_sees_no_tool(medicine):
    assert not is_there(results_of(woman(62, 66, bone_medicine=medicine)))


@pytest.mark.parametrize("has_scan", ["no", "not_known"])
def test_a_woman_whose_scan_report_is_not_at_hand_sees_the_tools(has_scan):
    assert set(told(results_of(woman(62, 66, has_scan=has_scan)))) == {"OST", "ORAI", "SCORE", "ABONE"}


@pytest.mark.parametrize(
    ("answers", "tools"),
    [
        (woman(48, 66, menopausal_status="premenopausal"), {"ORAI"}),  # from 45, whatever the stage
        (woman(48, 66, menopausal_status="transition"), {"ORAI"}),
        (woman(44, 66, menopausal_status="premenopausal"), None),
        (woman(44, 66), {"OST", "SCORE", "ABONE"}),  # an early menopause; ORAI is for 45 and over
        ({key: value for key, value in woman(62, 66).items() if key != "weight_kg"}, None),
    ],
    ids=["before menopause at 48", "in transition at 48", "before menopause at 44", "past it at 44", "no weight"],
)
def test_only_tools_made_for_this_woman_stand_in_the_table(answers, tools):
    visitor = results_of(answers)
    assert is_there(visitor) == (tools is not None)
    if tools:
        assert set(told(visitor)) == tools


def test_a_tool_that_was_not_used_says_why():
    assert "OSTA: This tool is made for Asian women." in results_of(woman(52, 66)).text()
    early = results_of(woman(48, 66, menopausal_status="premenopausal")).text()
    assert "OST: This tool is made for women after menopause." in early


@pytest.mark.parametrize("age", [52, 70])
def test_the_tools_stand_above_the_chances_and_say_that_they_are_about_density(age):
    visitor = results_of(woman(age, 66))
    order = headings(visitor)
    assert order.index(TITLE) < order.index(message("risk_title"))
    assert "These tools hint at low bone density, not at breaks." in visitor.text()


@pytest.mark.parametrize(
    ("answers", "finding"),
    [
        (woman(52, 66), "A scan may be worth asking for"),  # SCORE alone
        (NONE_POINTS, "No tool points to a scan for now"),
        ({**NONE_POINTS, "glucocorticoids": "now"}, "A scan may be worth asking for"),  # no tool counts steroids
        (woman(70, 66), "US experts advise a bone scan for women of 65 and over"),
    ],
    ids=["one tool points", "none points", "none points, but steroids", "65 and over"],
)
def test_the_finding_fits_the_table(answers, finding):
    visitor = results_of(answers)
    assert finding in [element.value for element in visitor.elements() if element.type == "subheader"]
    assert ("1 of 4 tools" in visitor.text()) == (answers["age_years"] == 52)
    assert ("do not count all that you told us: steroids" in visitor.text()) == (answers["glucocorticoids"] == "now")


def test_the_table_goes_as_soon_as_there_is_a_scan():
    visitor = results_of(woman(62, 66))
    assert is_there(visitor)
    assert not is_there(visitor.open(SCAN).give("has_scan", "yes").open(RESULTS))


def test_the_table_follows_a_changed_weight():
    """0.2 x (66 - 62) = 0.8, cut to 0; with 80 kg 3.6, cut to 3."""
    visitor = results_of(woman(62, 66))
    assert told(visitor)["OST"] == ("0", "yes")
    assert told(visitor.open(ABOUT).give("weight_kg", "80").open(RESULTS))["OST"] == ("3", "no")


def test_an_american_who_types_pounds_gets_the_same_points():
    """145.5 lb are 66.0 kg."""
    visitor = Visitor({**woman(52, 66), "units": "us"}).open(ABOUT).give("weight_kg", "145.5 lb").open(RESULTS)
    assert told(visitor)["SCORE"] == ("7", "yes")


@pytest.mark.parametrize("age", [48, 52, 70])
def test_no_text_beside_the_tools_diagnoses_anybody(age):
    assert [text for text in results_of(woman(age, 50)).strings() if NEVER.search(text)] == []
