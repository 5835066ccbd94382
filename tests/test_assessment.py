"""What the check says about fractures, warning signs, medicines, height and the printed scores."""

import math
from datetime import date

import pytest

from bonecheck import Check, Concern
from bonecheck.answers.dxa_report import ReportedScores, ScanMethod, ScannerMake, Vertebra
from bonecheck.answers.person import Answer, MenopausalStatus, Person
from bonecheck.answers.risk_factors import (
    BoneMedicine,
    Checklist,
    FractureSite,
    GlucocorticoidUse,
    RiskFactors,
    WarningSign,
)
from bonecheck.risk.chance import ModelRisk
from bonecheck.words.outcomes import words
from tests.people import (
    TODAY,
    at,
    finding,
    finding_keys,
    man,
    not_assessed,
    report,
    scanned,
    spine,
    unscanned,
    woman,
)

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
    [(-0.5, "headline_t_fracture"), (-1.5, "headline_t_osteopenia"), (-2.5, "headline_t_osteoporosis")],
)
def test_a_broken_hip_or_spine_matters_more_than_the_t_score(bone, t, headline):
    assessed = report(scanned(woman(), at("total_hip", t), risks=broke(bone)))
    assert assessed.headline.key == headline
    assert assessed.headline.concern is SEE_A_CLINICIAN
    said = words(assessed.headline)
    assert said.title.startswith("Your broken bone says more than the score.")
    assert "normal" not in said.title
    assert "with any score" in said.plain
    assert "diagnosis_by_hip_or_spine_fracture" in finding_keys(assessed)


WRIST = Checklist(ticked=("wrist",), others=Answer.NO)
BROKEN_AT_SOME_AGE = [
    *((woman(), broke(bone)) for bone in sorted(set(FractureSite) - {FractureSite.HIP, FractureSite.SPINE})),
    (woman(47), RiskFactors(fracture_at_40_to_49=Answer.YES, fracture_sites_at_40_to_49=WRIST)),
    (woman(50), RiskFactors(fracture_before_40=Answer.YES, fracture_sites_before_40=WRIST)),
]


@pytest.mark.parametrize(("person", "risks"), BROKEN_AT_SOME_AGE)
@pytest.mark.parametrize(
    ("scores", "headline"), [({"t": -0.5}, "headline_t_normal"), ({"t": -2.6}, "headline_t_osteoporosis")]
)
def test_any_broken_bone_is_said_in_the_headline_and_sends_to_a_clinician(person, risks, scores, headline):
    """The range itself is left as it is."""
    assessed = report(scanned(person, at("total_hip", **scores), risks=risks, scan_method=ScanMethod.DXA))
    assert (assessed.headline.key, assessed.headline.concern) == (headline, SEE_A_CLINICIAN)
    said = words(assessed.headline)
    assert said.title.endswith("Your broken bone counts too.")
    assert "broke in a minor fall" in said.plain
    named = risks.fracture_sites is not None and set(risks.fracture_sites.ticked) != {FractureSite.OTHER}
    key = "fracture_since_50" if named else "fracture_in_minor_fall"
    assert finding(assessed, key).concern is SEE_A_CLINICIAN


def test_a_headline_says_nothing_of_broken_bones_where_none_was_reported():
    risks = RiskFactors(fracture_since_50=Answer.NO, fracture_at_40_to_49=Answer.NOT_KNOWN)
    assessed = report(scanned(woman(), at("total_hip", -0.5), risks=risks))
    said = words(assessed.headline)
    assert "broke" not in said.title
    assert "broke in" not in said.plain
    assert assessed.headline.concern is NONE_FOUND
    assert "fracture_in_minor_fall" not in finding_keys(assessed)


@pytest.mark.parametrize(
    ("margin_from_edge", "t", "concern"),
    # An estimate may be off by 0.4, so it is as concerning as the worst that it may be.
    [
        ("far in the normal range", 0.5, WORTH_DISCUSSING),
        ("0.5 above -2.5", -2.0, WORTH_DISCUSSING),
        ("0.4 above -2.5", -2.1, SEE_A_CLINICIAN),
        ("in the osteoporosis range", -2.7, SEE_A_CLINICIAN),
    ],
)
def test_an_estimated_t_score_has_a_headline_of_its_own(margin_from_edge, t, concern):
    assessed = report(scanned(woman(), at("femoral_neck", bmd=0.858 + 0.120 * t), scanner_make=HOLOGIC))
    assert (assessed.headline.key, assessed.headline.concern) == ("headline_t_estimated", concern)
    assert assessed.headline.values["score"] == t
    assert "estimate" in words(assessed.headline).title


@pytest.mark.parametrize(
    ("z", "expected_range", "concern"),
    [
        (0.5, "within", WORTH_DISCUSSING),
        (-1.5, "within", WORTH_DISCUSSING),
        (-1.6, "within", SEE_A_CLINICIAN),
        (-2.0, "below", SEE_A_CLINICIAN),
    ],
)
def test_an_estimated_z_score_has_a_headline_of_its_own(z, expected_range, concern):
    """A woman of 35 at the neck: mean 0.825, SD 0.120."""
    assessed = report(scanned(YOUNG_WOMAN, at("femoral_neck", bmd=0.825 + 0.120 * z), scanner_make=HOLOGIC))
    assert (assessed.headline.key, assessed.headline.concern) == ("headline_z_estimated", concern)
    assert (assessed.headline.values["score"], assessed.headline.values["expected_range"]) == (z, expected_range)


@pytest.mark.parametrize(("t", "concern"), [(0.3, WORTH_DISCUSSING), (-1.5, WORTH_DISCUSSING), (-2.6, SEE_A_CLINICIAN)])
def test_a_forearm_alone_is_never_a_clean_result(t, concern):
    assert report(scanned(woman(), at("one_third_radius", t), scan_method=ScanMethod.DXA)).headline.concern is concern


@pytest.mark.parametrize(
    "risks",
    [
        RiskFactors(fracture_since_50=Answer.YES),
        RiskFactors(fracture_since_50=Answer.YES, fracture_sites=Checklist()),
        RiskFactors(fracture_at_40_to_49=Answer.YES),
        RiskFactors(fracture_before_40=Answer.YES),
    ],
)
def test_a_bone_that_is_not_named_may_be_a_hip_so_no_normal_range_is_the_headline(risks):
    assessed = report(scanned(woman(), at("total_hip", -0.5), risks=risks))
    assert assessed.headline.key == "headline_t_fracture"
    assert ("diagnosis_by_fracture", "fracture_sites_not_known") in not_assessed(assessed)


# ------------------------------------------------------------------ scans of long ago


@pytest.mark.parametrize(
    ("scan_date", "old"),
    [
        (TODAY, False),
        (date(2021, 11, 22), False),
        (date(2021, 11, 21), True),
        (date(1998, 3, 1), True),
        (2022, False),
        (2021, True),
    ],
)
def test_a_scan_of_more_than_5_years_ago_is_called_old_and_is_no_clean_result(scan_date, old):
    assessed = report(scanned(woman(80), at("total_hip", -0.5), scan_date=scan_date))
    assert ("old_scan" in finding_keys(assessed)) is old
    assert assessed.headline.concern is (WORTH_DISCUSSING if old else NONE_FOUND)
    year = scan_date if isinstance(scan_date, int) else scan_date.year
    assert (f"in {year}" in words(assessed.headline).plain) is old


def test_an_old_scan_says_how_old_it_is():
    old = finding(report(scanned(woman(78), at("total_hip", -0.5), scan_date=date(1998, 3, 1))), "old_scan")
    assert (old.values, old.concern) == ({"years": 28, "year": 1998}, WORTH_DISCUSSING)
    assert words(old).title == "Your scan is 28 years old"


def test_a_scan_without_a_date_says_what_was_assumed():
    assessed = report(scanned(woman(), at("total_hip", -0.5)))
    assert ("scan_age", "no_scan_date") in not_assessed(assessed)
    assert "old_scan" not in finding_keys(assessed)


# ------------------------------------------------------------------ a very low T-score that is not sorted


@pytest.mark.parametrize(
    ("person", "scores", "told"),
    [
        (YOUNG_WOMAN, {"t": -2.5}, True),
        (YOUNG_WOMAN, {"t": -2.4}, False),
        (YOUNG_WOMAN, {"t": -2.6, "z": -2.0}, True),
        (YOUNG_WOMAN, {"t": -2.6, "z": -1.9}, False),  # the Z-score counts, and is within the range
        (man(40), {"t": -2.5, "z": -1.0}, False),
        (woman(45, None), {"t": -2.5}, True),
        (man(None), {"t": -3.0}, True),
        (Person(), {"t": -3.0}, True),
        (woman(), {"t": -3.8}, False),  # sorted, so the headline says it
        (YOUNG_WOMAN, {"z": -2.6}, False),
    ],
)
def test_a_t_score_in_the_osteoporosis_range_goes_to_a_doctor_also_where_it_is_not_sorted(person, scores, told):
    assessed = report(scanned(person, at("total_hip", **scores)))
    assert ("very_low_t_score" in finding_keys(assessed)) is told
    if told:
        low = finding(assessed, "very_low_t_score")
        assert (low.concern, low.values) == (SEE_A_CLINICIAN, {"score": scores["t"], "site": "total_hip"})


@pytest.mark.parametrize("person", [YOUNG_WOMAN, man(49)])
def test_a_low_t_score_beside_a_z_score_within_the_range_is_told_calmly(person):
    """Shown to a doctor at some visit; it calls for no appointment."""
    assert finding(report(scanned(person, at("total_hip", t=-2.6, z=-1.7))), "low_t_score_beside_z").concern is (
        WORTH_DISCUSSING
    )


def test_a_z_score_that_does_not_fit_its_low_t_score_settles_nothing():
    """R6.1: under 40 a gap of 1.0 is in the tables, and one of 1.1 is not."""
    for z, key, concern in (
        (-1.7, "low_t_score_beside_z", WORTH_DISCUSSING),
        (-1.6, "very_low_t_score", SEE_A_CLINICIAN),
    ):
        told = report(scanned(YOUNG_WOMAN, at("total_hip", t=-2.7, z=z)))
        assert finding(told, key).concern is concern


def test_the_lowest_of_several_very_low_t_scores_is_named_and_a_single_vertebra_is_not():
    sites = at("total_hip", -2.6), at("femoral_neck", -3.1), spine((Vertebra.L1,), -4.0)
    assert finding(report(scanned(YOUNG_WOMAN, *sites)), "very_low_t_score").values["site"] == "femoral_neck"


# ------------------------------------------------------------------ women of 65 without a scan


@pytest.mark.parametrize(
    ("person", "has_scan", "told"),
    [
        (woman(65, None), Answer.NO, True),
        (woman(76), Answer.NO, True),
        (woman(76), Answer.NOT_KNOWN, True),
        (woman(64), Answer.NO, False),
        (woman(None), Answer.NO, False),
        (woman(76), None, False),
        (woman(76), Answer.YES, False),
        (man(76), Answer.NO, False),
        (Person(age_years=76), Answer.NO, False),
    ],
)
def test_a_woman_of_65_without_a_scan_hears_that_experts_advise_one(person, has_scan, told):
    advised = [item for item in report(Check(person=person, has_scan=has_scan)).findings if item.key == "scan_advised"]
    assert bool(advised) is told
    assert all(item.concern is WORTH_DISCUSSING and "women of 65" in words(item).title for item in advised)


# ------------------------------------------------------------------ diagnosis by fracture, NBHA 2014


@pytest.mark.parametrize("bone", FractureSite)
@pytest.mark.parametrize("t", [-1.0, -1.1, -2.4, -2.5])
def test_a_named_bone_counts_since_50_and_an_arm_pelvis_or_wrist_with_osteopenia_by_more_rules(bone, t):
    """R8.2: over 50 any bone that broke in a minor fall; another bone may be a toe, which does not count."""
    found = finding_keys(report(scanned(woman(), at("total_hip", t), risks=broke(bone))))
    if bone in {FractureSite.HIP, FractureSite.SPINE}:
        expected = "diagnosis_by_hip_or_spine_fracture"
    elif bone in {FractureSite.UPPER_ARM, FractureSite.PELVIS, FractureSite.WRIST} and -2.5 < t < -1.0:
        expected = "diagnosis_by_other_fracture"
    else:
        expected = "fracture_in_minor_fall" if bone is FractureSite.OTHER else "fracture_since_50"
    about_fractures = {
        "diagnosis_by_hip_or_spine_fracture",
        "diagnosis_by_other_fracture",
        "fracture_since_50",
        "fracture_in_minor_fall",
    }
    assert found & about_fractures == {expected}
    assert ("severe_range" in found) == (t <= -2.5 and bone is not FractureSite.OTHER)


def test_whether_the_range_is_severe_stays_open_while_the_broken_bone_is_unclear():
    """ "Another bone" may be a toe, which does not count."""
    for risks in (broke("other"), RiskFactors(fracture_since_50=Answer.YES)):
        assessed = report(scanned(woman(), at("total_hip", -2.6), risks=risks))
        assert ("severe_range", "fracture_site_unclear") in not_assessed(assessed)
        assert "severe_range" not in finding_keys(assessed)


WRIST = Checklist(ticked=("wrist",), others=Answer.NO)
SPINE = Checklist(ticked=("spine",), others=Answer.NO)


@pytest.mark.parametrize(
    ("person", "risks"),
    [
        (woman(), broke("other", "wrist")),
        (woman(47), RiskFactors(fracture_at_40_to_49=Answer.YES, fracture_sites_at_40_to_49=WRIST)),
        (woman(), RiskFactors(fracture_before_40=Answer.YES, fracture_sites_before_40=SPINE)),
        (
            woman(),
            RiskFactors(
                fracture_since_50=Answer.YES, fracture_at_40_to_49=Answer.YES, fracture_sites_at_40_to_49=WRIST
            ),
        ),
    ],
)
def test_a_broken_bone_at_any_age_makes_the_osteoporosis_range_severe(person, risks):
    assessed = report(scanned(person, at("total_hip", -2.6), risks=risks))
    assert finding(assessed, "severe_range").values == {"score": -2.6}
    assert "severe_range" not in {key for key, _ in not_assessed(assessed)}


def test_a_broken_hip_counts_without_any_scan():
    assert "diagnosis_by_hip_or_spine_fracture" in finding_keys(report(unscanned(woman(), broke("hip"))))


NO_TO = {
    "fracture_since_50": Answer.NO,
    "fracture_at_40_to_49": Answer.NO,
    "fracture_before_40": Answer.NO,
}


def test_no_fracture_is_a_clear_no():
    assessed = report(scanned(woman(), at("total_hip", -2.6), risks=RiskFactors(**NO_TO)))
    assert not {"severe_range", "diagnosis_by_fracture"} & {key for key, _ in not_assessed(assessed)}
    assert "severe_range" not in finding_keys(assessed)


@pytest.mark.parametrize("answer", [None, Answer.NOT_KNOWN])
@pytest.mark.parametrize(
    ("age", "asked"),
    [
        (20, {"fracture_before_40"}),
        (39, {"fracture_before_40"}),
        (40, {"fracture_at_40_to_49", "fracture_before_40"}),
        (49, {"fracture_at_40_to_49", "fracture_before_40"}),
        (50, NO_TO.keys()),
        (80, NO_TO.keys()),
        (None, NO_TO.keys()),
    ],
)
@pytest.mark.parametrize("key", NO_TO)
def test_breaks_stay_open_only_at_the_ages_that_one_has_reached(key, age, asked, answer):
    risks = RiskFactors(**{**NO_TO, key: answer})
    assessed = report(scanned(woman(age), at("total_hip", -2.6), risks=risks))
    still_open = {item.key: item.question for item in assessed.not_assessed if item.reason == "fracture_not_known"}
    points = ["diagnosis_by_fracture"] + ["severe_range"] * (age is not None and age >= 45)  # where the T-score counts
    assert still_open == (dict.fromkeys(points, key) if key in asked else {})


def test_once_a_break_is_known_the_others_are_no_longer_open():
    risks = RiskFactors(fracture_at_40_to_49=Answer.YES)
    assert "fracture_not_known" not in {why for _, why in not_assessed(report(unscanned(woman(), risks)))}


# ------------------------------------------------------------------ warning signs


@pytest.mark.parametrize(
    ("sign", "concern"),
    [
        (WarningSign.CHEST_PAIN, GET_CARE_NOW),
        (WarningSign.CANNOT_STAND, GET_CARE_NOW),
        (WarningSign.NUMB_OR_WEAK_LEGS, GET_CARE_NOW),
        (WarningSign.BACK_PAIN_WITH_ILLNESS, GET_CARE_NOW),
        (WarningSign.BACK_PAIN, SEE_A_CLINICIAN),
        (WarningSign.NEW_STOOP, SEE_A_CLINICIAN),
    ],
)
def test_a_warning_sign_sends_to_care_with_or_without_a_scan(sign, concern):
    for check in (unscanned(woman(), has(sign)), scanned(man(70), at("total_hip", 1.0), risks=has(sign))):
        assert finding(report(check), f"warning_{sign}").concern is concern


def test_the_most_urgent_sign_is_read_first():
    keys = [outcome.key for outcome in report(unscanned(woman(), has(*WarningSign))).outcomes]
    assert set(keys[:4]) == {
        "warning_chest_pain",
        "warning_cannot_stand",
        "warning_numb_or_weak_legs",
        "warning_back_pain_with_illness",
    }
    assert set(keys[4:6]) == {"warning_back_pain", "warning_new_stoop"}


def test_a_sign_that_one_is_not_sure_of_stays_open_beside_the_ticked_one():
    unsure = report(unscanned(woman(), RiskFactors(warning_signs=Checklist(ticked=("back_pain",)))))
    assert "warning_back_pain" in finding_keys(unsure)
    assert ("warning_signs", "signs_not_known") in not_assessed(unsure)
    assert "signs_not_sure" in finding_keys(unsure)


# ------------------------------------------------------------------ low Z-scores


def test_a_low_z_score_is_a_reason_to_look_for_a_cause_at_any_age():
    assessed = report(scanned(woman(80), at("total_hip", t=-3.0, z=-2.0)))
    assert finding(assessed, "z_score_low").values["score"] == -2.0
    assert finding(assessed, "z_score_low").concern is SEE_A_CLINICIAN


def test_an_estimated_z_score_never_stands_in_for_a_printed_one():
    """Neck 0.350 at 65: (0.350 - 0.681) / 0.119 = -2.8, estimated; the hip prints -2.1."""
    sites = at("femoral_neck", bmd=0.350), at("total_hip", z=-2.1)
    low = finding(report(scanned(woman(65), *sites, scanner_make=HOLOGIC)), "z_score_low")
    assert low.values == {"score": -2.1, "site": "total_hip"}


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


def test_a_person_of_65_whose_sex_is_not_given_is_sorted_but_not_compared_with_women():
    assessed = report(scanned(Person(age_years=72), at("total_hip", t=-1.1, bmd=0.8), scanner_make=HOLOGIC))
    assert assessed.headline.key == "headline_t_osteopenia"
    assert not_assessed(assessed) >= {("reference_fit", "sex_needed"), ("peers", "sex_needed")}


# ------------------------------------------------------------------ height, medicines


@pytest.mark.parametrize(
    ("loss", "key", "concern"),
    [
        (0.0, "height_loss_none", NONE_FOUND),
        (0.1, "height_loss_small", NONE_FOUND),
        (1.9, "height_loss_small", NONE_FOUND),
        (2.0, "height_loss_some", WORTH_DISCUSSING),
        (3.0, "height_loss_some", WORTH_DISCUSSING),
        (3.1, "height_loss_mention", WORTH_DISCUSSING),
        (3.7, "height_loss_mention", WORTH_DISCUSSING),
        (3.8, "height_loss_imaging", SEE_A_CLINICIAN),
    ],
)
def test_each_height_loss_has_its_words_and_only_those(loss, key, concern):
    assessed = report(unscanned(woman(height_cm=160.0, tallest_height_cm=160.0 + loss)))
    assert {item for item in finding_keys(assessed) if item.startswith("height_loss")} == {key}
    assert finding(assessed, key).concern is concern


@pytest.mark.parametrize(
    ("use", "dose", "months", "key", "concern"),
    [
        ("now", 2.5, 3.0, "glucocorticoids_now", SEE_A_CLINICIAN),
        ("past", 2.5, 3.0, "glucocorticoids_past", SEE_A_CLINICIAN),
        ("now", 2.4, 3.0, "glucocorticoids_any_dose", WORTH_DISCUSSING),
        ("past", 2.4, 3.0, "glucocorticoids_any_dose", WORTH_DISCUSSING),
        ("now", 2.5, 2.9, "glucocorticoids_begun", SEE_A_CLINICIAN),
        ("now", 20.0, 0.5, "glucocorticoids_begun", SEE_A_CLINICIAN),  # in month one: ask now
        ("past", 20.0, 2.9, "glucocorticoids_any_dose", WORTH_DISCUSSING),
        ("past", 2.0, None, "glucocorticoids_any_dose", WORTH_DISCUSSING),  # the dose alone is below
        ("past", None, 1.0, "glucocorticoids_any_dose", WORTH_DISCUSSING),
        # What is open is never read as too little:
        ("now", 5.0, None, "glucocorticoids_now", SEE_A_CLINICIAN),
        ("now", None, 3.0, "glucocorticoids_now", SEE_A_CLINICIAN),
        ("now", None, 1.0, "glucocorticoids_begun", SEE_A_CLINICIAN),
        ("now", None, None, "glucocorticoids_now", SEE_A_CLINICIAN),
        ("past", None, 3.0, "glucocorticoids_past", SEE_A_CLINICIAN),
        ("past", None, None, "glucocorticoids_past", SEE_A_CLINICIAN),
        ("never", None, None, None, None),
    ],
)
def test_steroids_are_told_apart_by_dose_time_and_whether_they_are_taken_now(use, dose, months, key, concern):
    risks = RiskFactors(
        glucocorticoids=GlucocorticoidUse(use), glucocorticoid_dose_mg_per_day=dose, glucocorticoid_months=months
    )
    assessed = report(unscanned(woman(), risks))
    told = [item for item in assessed.findings if item.key.startswith("glucocorticoids")]
    assert [(item.key, item.concern) for item in told] == ([(key, concern)] if key else [])
    is_open = [item.question for item in assessed.not_assessed if item.key == "glucocorticoids"]
    settled = use == "never" or key == "glucocorticoids_any_dose" or (dose is not None and months is not None)
    missing = "glucocorticoid_dose_mg_per_day" if dose is None else "glucocorticoid_months"
    assert is_open == ([] if settled else [missing])


def test_every_model_answers_or_says_why_not():
    for check in (Check(), unscanned(woman()), scanned(man(), at("total_hip", -1.0))):
        models = report(check).models
        assert len(models) == 5
        assert all(isinstance(outcome, ModelRisk) or outcome.reason for outcome in models)


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
    about_it = finding_keys(assessed) & {"denosumab_time_not_known", "on_bone_medicine"}
    is_open = "bone_medicine" in {key for key, _ in not_assessed(assessed)}
    if medicine is BoneMedicine.NOT_KNOWN:
        assert (about_it, is_open) == (set(), True)
    elif medicine is BoneMedicine.NONE:
        assert (about_it, is_open) == (set(), False)
    else:
        expected = "denosumab_time_not_known" if medicine is BoneMedicine.DENOSUMAB else "on_bone_medicine"
        assert (about_it, is_open) == ({expected}, False)


def test_causes_are_named_in_one_sentence():
    risks = RiskFactors(
        rheumatoid_arthritis=Answer.YES,
        conditions=Checklist(ticked=("coeliac",), others=Answer.NO),
        medicines=Checklist(ticked=("acid_blocker",), others=Answer.NO),
    )
    causes = finding(report(unscanned(woman(), risks)), "known_causes")
    assert causes.values == {"conditions": ("rheumatoid_arthritis", "coeliac"), "medicines": ("acid_blocker",)}
    assert "rheumatoid arthritis, celiac disease and acid blockers." in words(causes).plain


def test_a_report_told_of_with_nothing_given_from_it_is_asked_for():
    """Not "tell us whether you have a report": that was told."""
    found = report(Check(has_scan=Answer.YES, person=woman(66))).headline
    assert (found.reason, found.question) == ("no_usable_score", "scan_regions")
