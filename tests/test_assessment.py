"""What the check says about fractures, warning signs, medicines, height and the printed scores."""

import math

import pytest

from bonecheck import Concern
from bonecheck.densitometry import ScannerMake
from bonecheck.dxa_report import ReportedScores
from bonecheck.person import Answer, MenopausalStatus
from bonecheck.risk_factors import BoneMedicine, Checklist, FractureSite, RiskFactors, WarningSign
from bonecheck.wording import words
from tests.people import at, finding, finding_keys, man, not_assessed, report, scanned, unscanned, woman

NONE_FOUND, WORTH_DISCUSSING, SEE_A_CLINICIAN, GET_CARE_NOW = Concern
YOUNG_WOMAN = woman(35, MenopausalStatus.PREMENOPAUSAL)
HOLOGIC = ScannerMake.HOLOGIC


def broke(*bones):
    return RiskFactors(fracture_since_50=Answer.YES, fracture_sites=Checklist(ticked=bones, others=Answer.NO))


def has(*signs):
    return RiskFactors(warning_signs=Checklist(ticked=signs, others=Answer.NO))


# ------------------------------------------------------------------ how concerning a headline is


@pytest.mark.parametrize(
    ("person", "scores", "concern"),
    [
        (woman(), {"t": -1.0}, NONE_FOUND),
        (woman(), {"t": -1.1}, WORTH_DISCUSSING),
        (woman(), {"t": -2.4}, WORTH_DISCUSSING),
        (woman(), {"t": -2.5}, SEE_A_CLINICIAN),
        (YOUNG_WOMAN, {"z": -1.9}, NONE_FOUND),
        (YOUNG_WOMAN, {"z": -2.0}, SEE_A_CLINICIAN),
    ],
)
def test_a_range_is_as_concerning_as_what_to_do_next(person, scores, concern):
    assert report(scanned(person, at("total_hip", **scores))).headline.concern is concern


@pytest.mark.parametrize("bone", ["hip", "spine"])
@pytest.mark.parametrize(
    ("t", "headline"),
    [
        (-0.5, "headline_t_normal_but_fracture"),
        (-1.5, "headline_t_osteopenia_but_fracture"),
        (-2.5, "headline_t_osteoporosis"),
    ],
)
def test_a_broken_hip_or_spine_matters_more_than_the_t_score(bone, t, headline):
    assessed = report(scanned(woman(), at("total_hip", t), risks=broke(bone)))
    assert assessed.headline.key == headline
    assert assessed.headline.concern is SEE_A_CLINICIAN
    assert "diagnosis_by_hip_or_spine_fracture" in finding_keys(assessed)


@pytest.mark.parametrize("bone", sorted(set(FractureSite) - {FractureSite.HIP, FractureSite.SPINE}))
def test_another_broken_bone_leaves_the_headline_to_the_t_score(bone):
    assert report(scanned(woman(), at("total_hip", -0.5), risks=broke(bone))).headline.key == "headline_t_normal"


# ------------------------------------------------------------------ diagnosis by fracture, NBHA 2014


@pytest.mark.parametrize("bone", FractureSite)
@pytest.mark.parametrize("t", [-1.0, -1.1, -2.4, -2.5])
def test_an_arm_pelvis_or_wrist_counts_only_with_osteopenia_and_a_rib_never(bone, t):
    found = finding_keys(report(scanned(woman(), at("total_hip", t), risks=broke(bone))))
    if bone in {FractureSite.HIP, FractureSite.SPINE}:
        expected = "diagnosis_by_hip_or_spine_fracture"
    elif bone in {FractureSite.UPPER_ARM, FractureSite.PELVIS, FractureSite.WRIST} and -2.5 < t < -1.0:
        expected = "diagnosis_by_other_fracture"
    else:
        expected = "fracture_since_50"
    about_fractures = {"diagnosis_by_hip_or_spine_fracture", "diagnosis_by_other_fracture", "fracture_since_50"}
    assert found & about_fractures == {expected}
    assert ("severe_range" in found) == (t <= -2.5)


def test_a_broken_hip_counts_without_any_scan():
    assert "diagnosis_by_hip_or_spine_fracture" in finding_keys(report(unscanned(woman(), broke("hip"))))


def test_no_fracture_is_a_clear_no():
    assessed = report(scanned(woman(), at("total_hip", -2.6), risks=RiskFactors(fracture_since_50=Answer.NO)))
    assert not {"severe_range", "diagnosis_by_fracture"} & {key for key, _ in not_assessed(assessed)}
    assert "severe_range" not in finding_keys(assessed)


@pytest.mark.parametrize("answer", [None, Answer.NOT_KNOWN])
@pytest.mark.parametrize(("age", "is_open"), [(49, False), (50, True), (None, True)])
def test_breaks_since_50_stay_open_only_for_those_who_may_be_50(answer, age, is_open):
    assessed = report(scanned(woman(age), at("total_hip", -2.6), risks=RiskFactors(fracture_since_50=answer)))
    still_open = {key for key, reason in not_assessed(assessed) if reason == "fracture_not_known"}
    assert still_open == ({"severe_range", "diagnosis_by_fracture"} if is_open else set())


# ------------------------------------------------------------------ warning signs


@pytest.mark.parametrize(
    ("sign", "concern"),
    [
        (WarningSign.CANNOT_STAND, GET_CARE_NOW),
        (WarningSign.NUMB_OR_WEAK_LEGS, GET_CARE_NOW),
        (WarningSign.BACK_PAIN, SEE_A_CLINICIAN),
        (WarningSign.NEW_STOOP, SEE_A_CLINICIAN),
    ],
)
def test_a_warning_sign_sends_to_care_with_or_without_a_scan(sign, concern):
    for check in (unscanned(woman(), has(sign)), scanned(man(70), at("total_hip", 1.0), risks=has(sign))):
        assert finding(report(check), f"warning_{sign}").concern is concern


def test_the_most_urgent_sign_is_read_first():
    keys = [outcome.key for outcome in report(unscanned(woman(), has(*WarningSign))).outcomes]
    assert set(keys[:2]) == {"warning_cannot_stand", "warning_numb_or_weak_legs"}
    assert set(keys[2:4]) == {"warning_back_pain", "warning_new_stoop"}


# ------------------------------------------------------------------ low Z-scores


def test_a_low_z_score_is_a_reason_to_look_for_a_cause_at_any_age():
    assessed = report(scanned(woman(80), at("total_hip", t=-3.0, z=-2.0)))
    assert finding(assessed, "z_score_low").values["score"] == -2.0
    assert finding(assessed, "z_score_low").concern is SEE_A_CLINICIAN


def test_an_estimated_z_score_never_stands_in_for_a_printed_one():
    """Neck 0.350 at 65: (0.350 - 0.681) / 0.119 = -2.8, estimated; the hip prints -2.1."""
    sites = at("femoral_neck", bmd=0.350), at("total_hip", z=-2.1)
    low = finding(report(scanned(woman(65), *sites, scanner_make=HOLOGIC)), "z_score_low")
    assert low.values == {"score": -2.1, "site": "total hip"}


def test_an_estimated_low_z_score_is_called_an_estimate():
    assessed = report(scanned(woman(65), at("femoral_neck", bmd=0.350), scanner_make=HOLOGIC))
    assert finding(assessed, "z_score_low_estimated").values["score"] == -2.8
    assert "estimate" in words(finding(assessed, "z_score_low_estimated")).plain


# ------------------------------------------------------------------ the printed score and the tables

# A neck of 0.726 g/cm2 is at T -1.1 on the Hologic table: (0.726 - 0.858) / 0.120.


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        (-1.1, "reference_fits"),
        (-1.3, "reference_fits"),
        (-0.9, "reference_fits"),
        (-1.34, "reference_fits"),  # printed to one decimal: -1.3
        (-1.4, "reference_differs"),
        (-0.8, "reference_differs"),
        (1.1, "reference_sign_lost"),
        (0.9, "reference_sign_lost"),
        (1.3, "reference_sign_lost"),
        (0.8, "reference_sign_lost"),  # another reference and a lost sign: -0.8 for -1.1
        (1.9, "reference_sign_lost"),
        (0.1, "reference_sign_lost"),
        (0.0, "reference_differs"),
        (-1.9, "reference_differs"),
    ],
)
def test_a_printed_t_score_may_be_0_2_away_from_the_computed_one_also_with_its_sign_lost(printed, key):
    neck = at("femoral_neck", t=printed, bmd=0.726)
    found = finding_keys(report(scanned(woman(), neck, scanner_make=HOLOGIC)))
    assert {outcome for outcome in found if outcome.startswith("reference_")} == {key}


@pytest.mark.parametrize(
    ("person", "scan", "reason"),
    [
        (man(70), {"scanner_make": HOLOGIC}, "no_reference_for_men"),
        (woman(), {}, "no_scanner_make"),
        (woman(), {"scanner_make": ScannerMake.OTHER}, "no_scanner_make"),
    ],
)
def test_a_printed_t_score_that_cannot_be_compared_says_why(person, scan, reason):
    assessed = report(scanned(person, at("total_hip", t=-1.1, bmd=0.8), **scan))
    assert ("reference_fit", reason) in not_assessed(assessed)
    assert not {key for key in finding_keys(assessed) if key.startswith("reference_")}


@pytest.mark.parametrize(
    ("person", "used", "told"),
    [
        (YOUNG_WOMAN, ReportedScores.T_SCORE, True),
        (YOUNG_WOMAN, ReportedScores.Z_SCORE, False),
        (YOUNG_WOMAN, ReportedScores.BOTH, False),
        (YOUNG_WOMAN, ReportedScores.NOT_KNOWN, False),
        (woman(), ReportedScores.T_SCORE, False),
    ],
)
def test_a_report_that_concludes_on_the_other_score_is_worth_a_question(person, used, told):
    assessed = report(scanned(person, at("total_hip", t=-1.1, z=-0.2), reported_scores=used))
    assert ("report_used_other_score" in finding_keys(assessed)) is told


# ------------------------------------------------------------------ height, medicines


@pytest.mark.parametrize(("now", "tallest", "loss"), [(160.0, 163.0, 3.0), (160.04, 160.0, 0.0), (162.56, 166.37, 3.8)])
def test_height_loss_is_counted_to_the_millimetre_and_never_minus_zero(now, tallest, loss):
    person = woman(height_cm=now, tallest_height_cm=tallest)
    assert person.height_loss_cm == loss
    assert math.copysign(1, person.height_loss_cm) == 1


@pytest.mark.parametrize(
    ("known", "question"), [("height_cm", "tallest_height_cm"), ("tallest_height_cm", "height_cm")]
)
def test_half_a_height_loss_asks_for_the_other_height(known, question):
    [missing] = [item for item in report(unscanned(woman(**{known: 160.0}))).not_assessed if item.key == "height_loss"]
    assert missing.question == question


@pytest.mark.parametrize("medicine", BoneMedicine)
def test_a_bone_medicine_is_known_none_or_open(medicine):
    assessed = report(unscanned(woman(), RiskFactors(bone_medicine=medicine)))
    about_it = finding_keys(assessed) & {"denosumab", "on_bone_medicine"}
    is_open = "bone_medicine" in {key for key, _ in not_assessed(assessed)}
    if medicine is BoneMedicine.NOT_KNOWN:
        assert (about_it, is_open) == (set(), True)
    elif medicine is BoneMedicine.NONE:
        assert (about_it, is_open) == (set(), False)
    else:
        expected = "denosumab" if medicine is BoneMedicine.DENOSUMAB else "on_bone_medicine"
        assert (about_it, is_open) == ({expected}, False)


def test_causes_are_named_in_one_sentence():
    risks = RiskFactors(
        rheumatoid_arthritis=Answer.YES,
        conditions=Checklist(ticked=("coeliac",), others=Answer.NO),
        medicines=Checklist(ticked=("acid_blocker",), others=Answer.NO),
    )
    causes = finding(report(unscanned(woman(), risks)), "known_causes").values["causes"]
    assert causes == "rheumatoid arthritis, celiac disease and acid blockers"
