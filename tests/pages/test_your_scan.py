"""The Your scan page: bad figures, lost signs, and results that do not count are met beside their fields."""

from datetime import date, timedelta

import pytest

from tests.pages.visitor import ABOUT, RESULTS, SCAN, Visitor
from tests.people import plain

WOMAN = {"age_years": 62, "sex": "female", "menopausal_status": "postmenopausal", "has_scan": "yes"}
NECK = {**WOMAN, "scan_regions": ["femoral_neck_left"]}
SPINE = {**WOMAN, "scan_regions": ["lumbar_spine"]}
T, Z, BMD = (f"femoral_neck_left.{score}" for score in ("t_score", "z_score", "bmd_g_cm2"))


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        (T, "low", "We could not read “low” as a number. A T-score looks like -1.8."),
        (T, "18", "You typed 18. We expect -8 to 8 SD. A T-score looks like -1.8."),
        (T, "-18", "You typed -18. We expect -8 to 8 SD."),
        (T, "1.8", "Plus or minus? You typed 1.8 with no sign."),
        (Z, "none", "We could not read “none” as a number. A Z-score looks like -0.6."),
        (Z, "0,7", "Plus or minus? You typed 0,7 with no sign."),
        (BMD, "9", "You typed 9. We expect 0.2 to 2.2 g/cm2. BMD looks like 0.823."),
        (BMD, "dense", "We could not read “dense” as a number."),
        (BMD, "823", "823 looks like mg/cm2. In g/cm2, the unit we use, that is 0.823. Is that right?"),
    ],
)
def test_a_bad_figure_gets_one_clear_message_at_its_site_and_stays_as_typed(key, typed, said):
    visitor = Visitor(NECK).open(SCAN).give(key, typed)
    [message] = visitor.messages("site_femoral_neck_left")
    assert plain(message).startswith(said)
    assert visitor.shown(key) == typed
    visitor.press("Next")
    assert visitor.title == "Your scan"
    visitor.open(ABOUT).open(SCAN)
    assert visitor.shown(key) == typed
    assert "Answers that need a look" in visitor.open(RESULTS).text()


def test_each_bad_figure_of_a_site_has_a_message_of_its_own():
    visitor = Visitor(NECK).open(SCAN).give(T, "18").give(Z, "low").give(BMD, "9")
    starts = [plain(message).split(".")[0] for message in visitor.messages("site_femoral_neck_left")]
    assert starts == ["You typed 18", "We could not read “low” as a number", "You typed 9"]
    assert [visitor.shown(key) for key in (T, Z, BMD)] == ["18", "low", "9"]


# ------------------------------------------------------------------ the sign guard and mg/cm2


@pytest.mark.parametrize(("button", "kept", "shown"), [("Use -1.8", -1.8, "-1.8"), ("Use +1.8", 1.8, "+1.8")])
def test_a_t_score_without_a_sign_is_settled_with_one_tap(button, kept, shown):
    visitor = Visitor(NECK).open(SCAN).give(T, "1.8").press(button)
    assert visitor.answers[T] == kept
    assert visitor.shown(T) == shown
    assert visitor.messages() == []


def test_a_t_score_without_a_sign_is_never_called_normal_in_the_meantime():
    visitor = Visitor(NECK).open(SCAN).give(T, "1.8").open(RESULTS)
    assert visitor.title == "We cannot show your place on the T-score line yet"
    assert "normal range" not in visitor.text()


def test_the_sign_guard_says_which_sign_the_typed_bone_density_fits():
    """Left neck 0.606 g/cm2 on a Hologic: (0.606 - 0.858) / 0.120 = -2.1 (NHANES III, Looker 1998)."""
    visitor = Visitor({**NECK, "scanner_make": "hologic", BMD: 0.606}).open(SCAN).give(T, "2.1")
    [message] = visitor.messages("site_femoral_neck_left")
    assert "fits -2.1 better" in plain(message)


@pytest.mark.parametrize(
    "typed", ["-1.8", "-1,8", "\u22121.8", "\u22121,8", "\u20131.8", "minus 1.8", "Minus 1,8", " - 1.8 "]
)
def test_every_way_to_type_minus_1_8_is_understood_and_shown_alike(typed):
    visitor = Visitor(NECK).open(SCAN).give(T, typed)
    assert visitor.answers[T] == -1.8
    assert visitor.shown(T) == "-1.8"
    assert visitor.messages() == []


def test_bone_density_in_mg_is_confirmed_with_one_tap_and_not_converted_in_silence():
    visitor = Visitor(NECK).open(SCAN).give(BMD, "823")
    assert visitor.answers[BMD] == "823"
    visitor.press("Use 0.823")
    assert visitor.answers[BMD] == 0.823
    assert visitor.shown(BMD) == "0.823"
    assert visitor.messages() == []


def test_a_lost_decimal_point_is_put_right_with_one_tap():
    visitor = Visitor(NECK).open(SCAN).give(T, "-18").press("Use -1.8")
    assert visitor.answers[T] == -1.8
    assert visitor.messages() == []


# ------------------------------------------------------------------ the date of the scan


def test_a_scan_in_the_future_is_questioned_beside_its_date_and_stays():
    tomorrow = date.today() + timedelta(days=1)
    visitor = Visitor(NECK).open(SCAN).give("scan_date", tomorrow)
    [message] = visitor.messages("q_scan_date")
    assert message.startswith(f"{tomorrow.isoformat()} is in the future. Today is {date.today().isoformat()}.")
    assert visitor.shown("scan_date") == tomorrow
    assert visitor.press("Next").title == "Your scan"


def test_a_scan_of_today_is_fine():
    visitor = Visitor(NECK).open(SCAN).give("scan_date", date.today())
    assert visitor.messages() == []
    assert visitor.answers["scan_date"] == date.today().isoformat()


def test_a_scan_before_birth_is_questioned_beside_its_date_and_stays():
    before = date(date.today().year - 41, 1, 1)
    visitor = Visitor({**NECK, "age_years": 40}).open(SCAN).give("scan_date", before)
    [message] = visitor.messages("q_scan_date")
    assert message.startswith(f"{before.isoformat()} is before you were born, if you are 40 now.")
    assert visitor.shown("scan_date") == before


# ------------------------------------------------------------------ results that do not count


def test_one_vertebra_alone_is_kept_and_does_not_count():
    visitor = Visitor(SPINE).open(SCAN).give("lumbar_spine.vertebrae", "other")
    visitor.give("lumbar_spine.vertebrae_other", ["L1"]).give("lumbar_spine.t_score", "-3.0")
    [message] = visitor.messages("site_lumbar_spine")
    assert message.startswith("L1 alone cannot be judged. A spine result needs at least 2 vertebrae.")
    assert visitor.answers["lumbar_spine.t_score"] == -3.0
    visitor.open(RESULTS)
    assert visitor.title == "We cannot show your place on the T-score line yet"
    assert "osteoporosis range" not in visitor.text()
    assert "One vertebra alone is not enough to judge." in visitor.text()


@pytest.mark.parametrize("levels", [["L1", "L2"], ["L2", "L4"]])
def test_two_vertebrae_count_also_when_they_do_not_touch(levels):
    visitor = Visitor(SPINE).open(SCAN).give("lumbar_spine.vertebrae", "other")
    visitor.give("lumbar_spine.vertebrae_other", levels).give("lumbar_spine.t_score", "-3.0")
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
    assert visitor.title == "We cannot show your place on the T-score line yet"
    assert "osteoporosis range" not in visitor.text()


def test_a_t_score_of_a_woman_of_30_who_skipped_her_stage_gets_no_class_either():
    young = {**NECK, "age_years": 30, T: -2.7}
    del young["menopausal_status"]
    visitor = Visitor(young).open(RESULTS)
    assert visitor.title == "We cannot show your place on the T-score line yet"
    assert "osteoporosis range" not in visitor.text()
    visitor.press_key("go_headline")
    assert visitor.find("menopausal_status") is not None


@pytest.mark.parametrize("site", ["heel", "finger", "whole_body"])
def test_a_result_that_cannot_be_read_is_refused_kindly_with_the_reason(site):
    visitor = Visitor(WOMAN).open(SCAN).give("scan_regions", [site])
    [message] = visitor.messages("q_scan_regions")
    assert message.startswith(f"A {site.replace('_', '-')} result ")
    assert visitor.press("Next").title == "Bones and falls"  # kindly: it holds nobody up
    assert f"Your {site.replace('_', '-')} result" in visitor.open(RESULTS).text()


@pytest.mark.parametrize(
    ("answer", "said"),
    [("no", "You have no scan, and that is fine."), ("not_known", "Ask the clinic or your doctor for a copy")],
)
def test_no_scan_is_a_full_path(answer, said):
    visitor = Visitor().open(SCAN).give("has_scan", answer)
    assert visitor.find("scan_regions") is None
    assert visitor.press("Next").title == "Bones and falls"
    assert said in visitor.open(RESULTS).text()


def test_answers_of_a_site_that_is_tapped_away_come_back_when_it_is_tapped_again():
    visitor = Visitor(NECK).open(SCAN).give(T, "-2.2").give("scan_regions", ["total_hip_left"])
    assert visitor.find(T) is None
    visitor.give("scan_regions", ["total_hip_left", "femoral_neck_left"])
    assert visitor.shown(T) == "-2.2"
