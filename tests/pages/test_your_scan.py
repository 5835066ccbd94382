"""The Your scan page: bad figures, lost signs, and results that do not count are met beside their fields."""

from datetime import date, timedelta

import pytest

from bonecheck.words.language import day as day_words
from tests.pages.visitor import ABOUT, PICTURE, RESULTS, SCAN, Visitor
from tests.people import plain

WOMAN = {"age_years": 62, "sex": "female", "menopausal_status": "postmenopausal", "has_scan": "yes"}
NECK = {**WOMAN, "scan_regions": ["femoral_neck_left"]}
SPINE = {**WOMAN, "scan_regions": ["lumbar_spine"]}
T, Z, BMD = (f"femoral_neck_left.{score}" for score in ("t_score", "z_score", "bmd_g_cm2"))


def test_each_bad_figure_of_a_site_has_one_message_there_and_stays_as_typed():
    """Which message for which slip is the matter of tests/answers/test_questions.py."""
    bad = {
        T: ("18", "You typed 18. We expect -8 to 8 SD. A T-score looks like -1.8."),
        Z: ("low", "We could not read “low” as a number. A Z-score looks like -0.6."),
        BMD: ("9", "You typed 9. We expect 0.2 to 2.2 g/cm2. BMD looks like 0.823."),
    }
    visitor = Visitor(NECK).open(PICTURE).unfold("report_details")
    for key, (typed, _) in bad.items():
        visitor.give(key, typed)
    for page in (PICTURE, SCAN):
        said = [plain(message) for message in visitor.open(page).messages("site_femoral_neck_left")]
        begins = [begins for _, begins in bad.values()]
        assert [message.startswith(one) for message, one in zip(said, begins, strict=True)] == [True] * 3
    [box] = visitor.press("Next").messages("errors")
    assert visitor.title == "Your scan"
    assert [f"(#ask_{key.replace('.', '-')})" in box for key in bad] == [True] * 3
    visitor.open(ABOUT).open(SCAN)
    assert {key: visitor.shown(key) for key in bad} == {key: typed for key, (typed, _) in bad.items()}
    assert "Answers that need a look" in visitor.open(RESULTS).text()


# ------------------------------------------------------------------ what was meant, with one tap


@pytest.mark.parametrize(
    ("key", "typed", "begins", "button", "kept", "shown"),
    [
        (T, "1.8", "Plus or minus? 1.8 has no sign.", "Use -1.8", -1.8, "-1.8"),
        (T, "1.8", "Plus or minus? 1.8 has no sign.", "Use +1.8", 1.8, "+1.8"),
        (T, "-18", "You typed -18. We expect -8 to 8 SD.", "Use -1.8", -1.8, "-1.8"),
        (BMD, "823", "823 looks like mg/cm2. In g/cm2, the unit we use, that is 0.823.", "Use 0.823", 0.823, "0.823"),
    ],
)
def test_a_slip_is_asked_about_never_put_right_in_silence_and_settled_with_one_tap(
    key, typed, begins, button, kept, shown
):
    visitor = Visitor(NECK).open(PICTURE).unfold("report_details").give(key, typed)
    [message] = visitor.messages("site_femoral_neck_left")
    assert plain(message).startswith(begins)
    assert visitor.answers[key] == typed
    visitor.press(button)
    assert visitor.answers[key] == kept
    assert visitor.shown(key) == shown
    assert visitor.messages() == []


def test_numbers_typed_for_a_hip_go_to_its_side_once_that_is_told():
    visitor = Visitor({**WOMAN, "femoral_neck.t_score": -2.6, "femoral_neck.z_score": -1.1}).open(SCAN)
    visitor.unfold("report_details").give("scan_regions", ["femoral_neck_left"])
    told = {key: value for key, value in visitor.answers.items() if key.startswith("femoral_neck")}
    assert told == {"femoral_neck_left.t_score": -2.6, "femoral_neck_left.z_score": -1.1}
    assert (visitor.shown("femoral_neck_left.t_score"), visitor.find("femoral_neck.t_score")) == ("-2.6", None)


# ------------------------------------------------------------------ the date of the scan


def test_a_scan_in_the_future_or_before_birth_is_questioned_beside_its_date_and_stays():
    today = date.today()
    tomorrow, unborn = today + timedelta(days=1), date(today.year - 41, 1, 1)
    visitor = Visitor({**NECK, "age_years": 40}).open(SCAN)
    for day, said in (
        (tomorrow, f"{day_words(tomorrow)} is in the future. Today is {day_words(today)}."),
        (unborn, f"{day_words(unborn)} is before you were born, if you are 40 now."),
    ):
        [message] = visitor.give("scan_date", day).messages("q_scan_date")
        assert message.startswith(said)
        assert visitor.shown("scan_date") == day
        assert visitor.press("Next").title == "Your scan"
    assert visitor.give("scan_date", today).messages() == []
    assert visitor.answers["scan_date"] == today.isoformat()


# ------------------------------------------------------------------ results that do not count


def test_one_vertebra_alone_is_kept_and_does_not_count_and_two_do():
    visitor = Visitor(SPINE).open(PICTURE).unfold("report_details").give("lumbar_spine.vertebrae", "other")
    visitor.give("lumbar_spine.vertebrae_other", ["L1"]).give("lumbar_spine.t_score", "-3.0")
    [message] = visitor.messages("q_lumbar_spine-vertebrae")
    assert message.startswith("L1 alone cannot be judged. A spine result needs at least 2 vertebrae.")
    assert visitor.answers["lumbar_spine.t_score"] == -3.0
    visitor.open(RESULTS)
    assert "range" not in visitor.title
    assert "osteoporosis range" not in visitor.text()
    assert "One vertebra alone is not enough to judge." in visitor.unfold("fold_open").text()
    visitor.open(PICTURE).unfold("report_details").give("lumbar_spine.vertebrae_other", ["L1", "L4"])
    assert visitor.messages() == []
    assert "osteoporosis range" in visitor.open(RESULTS).title


def test_a_t_score_of_a_woman_of_30_is_kept_with_one_remark_and_gets_no_class():
    young = {**NECK, "age_years": 30, "menopausal_status": "premenopausal"}
    visitor = Visitor(young).open(SCAN).give(T, "-2.7")
    [message] = visitor.messages("site_femoral_neck_left")
    assert message.startswith("We keep this T-score, but do not sort it into a class.")
    assert visitor.shown(T) == "-2.7"
    assert visitor.press("Next").title == "Bones and falls"
    visitor.open(RESULTS)
    assert "range" not in visitor.title
    assert "osteoporosis range" not in visitor.text()


def test_a_woman_of_42_who_skipped_her_stage_gets_no_class_and_the_way_to_that_question():
    young = {**NECK, "age_years": 42, T: -2.7}
    del young["menopausal_status"]
    visitor = Visitor(young).open(RESULTS)
    assert "range" not in visitor.title
    assert "osteoporosis range" not in visitor.text()
    visitor.unfold("fold_open")
    visitor.unfold(*(fold.key for fold in visitor.app.expander if (fold.key or "").startswith("answer_")))
    visitor.give("menopausal_status", "premenopausal")
    assert visitor.answers["menopausal_status"] == "premenopausal"


def test_a_result_that_cannot_be_read_is_refused_kindly_with_the_reason():
    visitor = Visitor(WOMAN).open(PICTURE).unfold("report_details")
    for site in ("heel", "finger", "whole_body"):
        [message] = visitor.give("scan_regions", [site]).messages("q_scan_regions")
        assert message.startswith(f"A {site.replace('_', '-')} result ")
    several = visitor.give("scan_regions", ["heel", "finger", "whole_body"]).messages("q_scan_regions")
    assert [said.partition(" result ")[0] for said in several] == ["A heel", "A finger", "A whole-body"]
    visitor.give("scan_regions", ["whole_body"])
    assert visitor.press("Go on: 2 minutes").title == "Bones and falls"  # kindly: it holds nobody up
    assert "Your whole-body result" in visitor.open(RESULTS).unfold("fold_open").text()


@pytest.mark.parametrize(
    ("answer", "said"),
    [("no", "All your other answers count"), ("not_known", "Ask the clinic or your doctor for a copy")],
)
def test_no_scan_is_a_full_path(answer, said):
    visitor = Visitor().open(SCAN).give("has_scan", answer)
    assert visitor.find("total_hip.t_score") is None
    assert visitor.press("Next").title == "Bones and falls"
    assert said in visitor.open(RESULTS).text()


def test_answers_of_a_site_that_is_tapped_away_come_back_when_it_is_tapped_again():
    visitor = (
        Visitor(NECK).open(PICTURE).unfold("report_details").give(T, "-2.2").give("scan_regions", ["total_hip_left"])
    )
    assert visitor.find(T) is None
    visitor.give("scan_regions", ["total_hip_left", "femoral_neck_left"])
    assert visitor.shown(T) == "-2.2"


# ------------------------------------------------------------------ earlier scans


def test_earlier_scans_add_nothing_to_the_check_and_a_bad_number_of_one_is_met_on_the_results():
    bad = f"earlier.1.{T}"
    earlier = {"earlier.1.scan_date": "2023-05-01", f"earlier.1.{BMD}": 0.7, bad: "1.8"}
    alone, told = (Visitor(NECK | more).open(SCAN) for more in ({}, earlier))
    assert told.text() == alone.text()
    assert told.press("Next").title != "Your scan"
    visitor = told.open(RESULTS)
    assert any("Earlier scan 1: T-score, left hip (femoral neck)" in text for text in visitor.strings())
    assert visitor.press("Use -1.8").answers[bad] == -1.8
    assert T not in visitor.answers
