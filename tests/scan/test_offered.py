"""What the pieces of a brought report become: which rows are offered, which are doubted, and what taking them over replaces."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonecheck.answers.report_import.bring import read_report
from bonecheck.answers.report_import.found import Doubt, FoundReport, FoundRow, FoundSite, NotUnderstood, Origin, Reason
from bonecheck.scan.brought import looked_over
from bonecheck.scan.offered import given_back, not_used, offers, taken_over, unsure, without_a_place

ON = date(2024, 6, 1)
HEAD = "DXA bone density. Date of scan: 14 May 2024. Scanner: Hologic Horizon.\n"


def of(text, answers=None):
    report = looked_over(read_report((HEAD + text).encode()))
    return {
        offer.key.rpartition("_")[0] if offer.region else offer.key: offer
        for offer in offers(report, answers or {}, ON)
    }


def test_each_row_is_offered_with_its_numbers_its_vertebrae_and_its_place_in_the_report():
    found = of("Lumbar spine L2-L4: BMD 0.812 g/cm2, T-score -2.6, Z-score -1.0.\nLeft femoral neck: T-score -1.9.")
    assert found["lumbar_spine"].answers == {
        "lumbar_spine.t_score": -2.6,
        "lumbar_spine.z_score": -1.0,
        "lumbar_spine.bmd_g_cm2": 0.812,
        "lumbar_spine.vertebrae": "L2-L4",
    }
    assert found["femoral_neck_left"].answers == {"femoral_neck_left.t_score": -1.9}
    assert "T-score -1.9" in found["femoral_neck_left"].origin.text
    assert found["scan"].answers == {
        "scan_date": "2024-05-14",
        "scan_method": "dxa",
        "scanner_make": "hologic",
        "scanner_model": "Horizon",
    }


def test_vertebrae_that_are_no_usual_span_are_named_one_by_one():
    found = of("Spine L1, L3 and L4: T-score -2.0")
    assert found["lumbar_spine"].answers["lumbar_spine.vertebrae_other"] == ["L1", "L3", "L4"]


def test_a_number_with_a_doubt_stands_first():
    report = looked_over(
        read_report((HEAD + "Left total hip: T-score -1.2.\nLeft femoral neck: T-score 1.9.").encode())
    )
    first, second = offers(report, {}, ON)[:2]
    assert (first.region, first.doubts) == ("femoral_neck_left", (Doubt.SIGN_NOT_PRINTED,))
    assert (second.region, second.doubts) == ("total_hip_left", ())


def test_the_mean_of_both_hips_is_not_offered_beside_its_sides_and_asked_about_where_it_stands_alone():
    alone = of("Total hip (mean): T-score -0.5.")
    assert alone["total_hip"].doubts == (Doubt.MEAN_OF_BOTH,)
    text = "Left total hip: T-score -1.9.\nRight total hip: T-score -0.4.\nTotal hip (mean): T-score -1.2."
    assert set(of(text)) >= {"total_hip_left", "total_hip_right"}
    assert "total_hip" not in of(text)


def test_one_place_with_two_spans_is_offered_twice_and_both_are_asked_about():
    report = looked_over(read_report((HEAD + "Spine L1-L4: T-score -1.9.\nSpine L2-L4: T-score -2.6.").encode()))
    spine = [offer for offer in offers(report, {}, ON) if offer.region == "lumbar_spine"]
    assert [offer.answers["lumbar_spine.t_score"] for offer in spine] == [-1.9, -2.6]
    assert all(Doubt.ONE_OF_SEVERAL in offer.doubts for offer in spine)


def test_a_single_vertebra_and_the_trochanter_are_no_answer():
    text = "L1: T-score -3.1.\nTrochanter, left: T-score -2.2.\nLeft total hip: T-score -1.2."
    report = looked_over(read_report((HEAD + text).encode()))
    assert {offer.region for offer in offers(report, {}, ON)} - {None} == {"total_hip_left"}
    assert {row.region for row in not_used(report)} == {"L1", "trochanter"}


def test_a_hip_of_which_the_report_does_not_say_where_is_no_row_to_leave_aside():
    report = looked_over(read_report((HEAD + "Left total hip: T-score -1.2.\nAnother hip: T-score -3.9.").encode()))
    assert [row.t_score for row in without_a_place(report)] == [-3.9]
    assert not_used(report) == ()


def scan_of(text):
    [scan] = [offer for offer in offers(looked_over(read_report(text.encode())), {}, ON) if offer.key == "scan"]
    return scan.answers["scan_date"], scan.doubts


def test_where_the_day_is_not_sure_the_year_is_offered():
    assert scan_of("DXA. Date of scan: 14/05/2024\nLeft total hip: T-score -1.2.") == ("2024-05-14", ())
    assert scan_of("DXA. Date of scan: 03/04/2024\nLeft total hip: T-score -1.2.") == ("2024", ())
    assert scan_of("DXA. Date of scan: May 2024\nLeft total hip: T-score -1.2.") == ("2024", ())


YOU = "67-year-old female.\nLeft total hip: T-score -1.2."


def test_sex_and_age_are_offered_where_they_were_not_told_and_asked_about_where_they_differ():
    assert (of(YOU)["you"].answers, of(YOU)["you"].doubts) == ({"sex": "female", "age_years": 67}, (Doubt.AGE_AT_SCAN,))
    assert "you" not in of(YOU, {"sex": "female", "age_years": 67})
    assert of(YOU, {"sex": "male", "age_years": 67})["you"].doubts == (Doubt.OTHER_SEX,)
    assert "you" not in of(YOU, {"sex": "both", "age_years": 67})  # no answer of ours to overrule


@pytest.mark.parametrize(("told", "differs"), [(65, True), (66, False), (68, False), (69, True)])
def test_an_age_more_than_a_year_from_that_of_the_report_is_asked_about(told, differs):
    assert ("you" in of(YOU, {"sex": "female", "age_years": told})) is differs


@pytest.mark.parametrize(("on", "offered"), [(date(2025, 5, 13), True), (date(2025, 5, 14), False)])
def test_an_age_is_offered_within_a_year_of_the_scan_only(on, offered):
    report = looked_over(read_report((HEAD + YOU).encode()))
    assert ("age_years" in next(o for o in offers(report, {}, on) if o.key == "you").answers) is offered


def test_a_frax_result_is_offered_unless_one_was_told():
    text = "Left total hip: T-score -1.2.\nFRAX: major osteoporotic fracture 12 %, hip 3.1 %."
    assert of(text)["frax"].answers == {"frax_major_percent": 12.0, "frax_hip_percent": 3.1}
    assert of(text, {"frax_major_percent": 11.0})["frax"].answers == {"frax_hip_percent": 3.1}


def test_a_report_that_does_not_say_how_it_measured_offers_no_method():
    report = looked_over(read_report(b"Left total hip: T-score -1.2."))
    assert [offer.key for offer in offers(report, {}, ON) if offer.region is None] == []


def test_a_ct_offers_its_method_and_no_score():
    found = offers(looked_over(read_report(b"QCT of the lumbar spine: 92 mg/cm3. T-score -3.1.")), {}, ON)
    assert [(offer.key, offer.answers) for offer in found] == [("scan", {"scan_method": "ct"})]


def test_pieces_that_repeat_a_row_are_known_and_others_stay_in_sight():
    text = (
        "Left femoral neck: T-score -2.3.\nRight femoral neck: T-score -2.2.\n"
        "Impression: osteoporosis of the bilateral femoral necks (T-score -2.3 left, -2.2 right)."
    )
    assert unsure(looked_over(read_report((HEAD + text).encode()))) == ()
    other = looked_over(read_report((HEAD + text.replace("-2.2 right)", "-2.9 right)")).encode()))
    assert [piece for piece in unsure(other) if "-2.9" in piece.origin.text] or "femoral_neck_right" in {
        offer.region for offer in offers(other, {}, ON) if offer.doubts
    }


@pytest.mark.parametrize(
    ("piece", "repeats"),
    [
        ("T-score 1.8", True),
        ("T-score 2.3", True),
        ("T-score -1.8", False),
        ("T-score -2.3", True),
        ("−2.3, 1.9", False),
    ],
)
def test_a_piece_with_a_number_or_a_sign_that_no_row_has_stays_in_sight(piece, repeats):
    rows = tuple(FoundRow(site=FoundSite.HIP, origin=Origin(text="", line=1), t_score=score) for score in (1.8, -2.3))
    left_out = NotUnderstood(reason=Reason.SITE_NOT_SURE, origin=Origin(text=piece, line=2))
    assert unsure(FoundReport(rows=rows, not_understood=(left_out,))) == (() if repeats else (left_out,))


@pytest.mark.parametrize(("told", "older"), [("2024-05-13", False), ("2024-05-14", False), ("2024-05-15", True), ("2025", True), ("2024", False)])  # fmt: skip
def test_a_scan_older_than_the_one_that_was_given_is_asked_about(told, older):
    found = of("Left total hip: T-score -1.2.", {"scan_date": told})
    assert (Doubt.OLDER_SCAN in found["scan"].doubts) is older


def test_a_number_of_an_earlier_scan_without_its_sign_stays_without_one():
    found = of("Left total hip: T-score -1.2.\nPrevious scan 12 March 2019: Left total hip T-score 1.1.")
    assert found["earlier_1"].answers["earlier.1.total_hip_left.t_score"] == "1.1"


ANSWERS = st.dictionaries(
    st.sampled_from(
        ["age_years", "scan_date", "total_hip.t_score", "lumbar_spine.t_score", "sex", "scan_method", "has_scan"]
    ),
    st.sampled_from(["2019", -1.5, "female"]),
)


@given(ANSWERS, ANSWERS)
def test_nothing_of_a_former_scan_stays_beside_a_brought_one_and_undoing_brings_all_of_it_back(before, taken):
    after = taken_over(before, taken)
    of_the_scan = set(ANSWERS_OF_A_SCAN := {"scan_date", "total_hip.t_score", "lumbar_spine.t_score", "scan_method"})
    assert {key for key in after if key in of_the_scan} == ANSWERS_OF_A_SCAN & taken.keys()
    assert after["has_scan"] == taken.get("has_scan", "yes")
    assert given_back(after, taken, before) == before
    assert given_back({**after, "height_cm": 163.0}, taken, before) == {**before, "height_cm": 163.0}
