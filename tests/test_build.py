"""From answers to a typed check and back, and one clear message for each bad answer."""

import math
from dataclasses import replace
from datetime import date

import pytest

from bonecheck import Check, answers_from, assess, build, from_json, to_json
from bonecheck.answers.as_given import clean
from bonecheck.answers.dxa_report import (
    DxaReport,
    EarlierScan,
    Lsc,
    ReportedScores,
    ScanMethod,
    ScannerMake,
    Side,
    SiteMeasurement,
    SkeletalSite,
    UnusableScan,
    Vertebra,
)
from bonecheck.answers.lifestyle import HomeChecked, Lifestyle, SaltHabit
from bonecheck.answers.person import Answer, Country, EthnicGroup, MenopausalStatus, Person, Sex
from bonecheck.answers.questions import question_of, questions
from bonecheck.answers.risk_factors import (
    BoneMedicine,
    Checklist,
    DenosumabDose,
    FraxCountry,
    GlucocorticoidUse,
    HormoneTherapy,
    LastDose,
    LastFracture,
    ParentHipFracture,
    RiskFactors,
    Smoking,
)
from bonecheck.answers.units import UnitSystem
from bonecheck.errors import ImplausibleValue
from tests.people import ALL_VERTEBRAE, NOT_ASKED_OF_HER, TODAY, built, report, said

ANNA = {"sex": "female", "age_years": 62, "menopausal_status": "postmenopausal", "height_cm": 162, "weight_kg": 65}
SCAN = {"has_scan": "yes", "scan_regions": ["total_hip"], "total_hip.t_score": -1.4}
EARLIER_HIP = "earlier.1.total_hip.t_score"
BEFORE = {"earlier.1.scan_date": "2023-05-01", EARLIER_HIP: -1.2}
YOUNG_WOMAN = {"sex": "female", "age_years": 30, "menopausal_status": "premenopausal"}
NO_VERTEBRA = {
    "has_scan": "yes",
    "scan_regions": ["lumbar_spine"],
    "lumbar_spine.vertebrae": "other",
    "lumbar_spine.t_score": -1.4,
}
L1_ALONE = {
    "has_scan": "yes",
    "scan_regions": ["lumbar_spine"],
    "lumbar_spine.vertebrae": "other",
    "lumbar_spine.vertebrae_other": ["L1"],
    "lumbar_spine.t_score": -1.4,
}


def the_problem(answers):
    """The one problem with these answers."""
    _, [problem] = built(answers)
    return problem


# ------------------------------------------------------------------ one clear message for each bad answer


@pytest.mark.parametrize(
    ("bad", "question", "given", "expected"),
    [
        ({"age_years": "sixty"}, "age_years", "sixty", "62"),
        ({"age_years": "7 or so"}, "age_years", "7 or so", "whole years"),
        ({"age_years": "150"}, "age_years", "150", "1 to 120 years"),
        ({"age_years": "61.5"}, "age_years", "61.5", "whole number of years"),
        ({"height_cm": "1.7"}, "height_cm", "1.7", "100 cm to 230 cm"),
        ({"height_cm": "tall"}, "height_cm", "tall", "162 cm"),
        ({"weight_kg": "650"}, "weight_kg", "650", "25 kg to 300 kg"),
        ({**SCAN, "total_hip.t_score": "low"}, "total_hip.t_score", "low", "-1.8"),
        ({**SCAN, "total_hip.t_score": "18"}, "total_hip.t_score", "18", "-8 to 8 SD"),
        ({**SCAN, "total_hip.t_score": "1.8"}, "total_hip.t_score", "1.8", "report"),
        ({**SCAN, "total_hip.z_score": "0.6"}, "total_hip.z_score", "0.6", "Z-score"),
        ({**SCAN, "total_hip.bmd_g_cm2": "9"}, "total_hip.bmd_g_cm2", "9", "0.2 to 2.2 g/cm2"),
        ({**SCAN, "total_hip.bmd_g_cm2": "823"}, "total_hip.bmd_g_cm2", "823", "0.823"),
        ({**SCAN, "scan_date": "2026-11-23"}, "scan_date", "23 November 2026", "22 November 2026"),
        ({**SCAN, "scan_date": "2027"}, "scan_date", "2027", "22 November 2026"),
        ({**SCAN, "scan_date": "1969"}, "scan_date", "1969", "after 1970"),
        ({**SCAN, "scan_date": "1975", "age_years": 48}, "scan_date", "1975", "48"),
        ({**SCAN, "scan_date": "1975-05-01", "age_years": 48}, "scan_date", "1 May 1975", "48"),
        ({**SCAN, "scan_date": "1969-12-31"}, "scan_date", "31 December 1969", "after 1970"),
        ({"vitamin_d_level_ng_ml": "50"}, "vitamin_d_level_ng_ml", "50", "Which unit"),
        ({**SCAN, "scan_date": "last year"}, "scan_date", "last year", "Pick the day"),
        ({**SCAN, **BEFORE, "earlier.1.scan_date": "2026-11-23"}, "earlier.1.scan_date", "23 November", "22 November"),
        ({**SCAN, **BEFORE, "scan_date": "2023-05-01"}, "earlier.1.scan_date", "1 May 2023", "Check both dates"),
        ({**SCAN, **BEFORE, "scan_date": "2022"}, "earlier.1.scan_date", "1 May 2023", "Check both dates"),
        ({**SCAN, **BEFORE, "earlier.1.total_hip.z_score": -0.2, EARLIER_HIP: "1.8"}, EARLIER_HIP, "1.8", "report"),
        ({**SCAN, "total_hip.lsc_g_cm2": "4.2"}, "total_hip.lsc_g_cm2", "4.2", "0.005 to 0.15 g/cm2"),
        ({**SCAN, "total_hip.lsc_percent": "0.04"}, "total_hip.lsc_percent", "0.04", "0.5 to 20 %"),
        ({"tallest_height_cm": 160, "height_cm": 162}, "tallest_height_cm", "", "the same or more"),
        ({"smoking": "cigars"}, "smoking", "cigars", "choose again"),
        ({"falls_12_months": "9"}, "falls_12_months", "9", "choose again"),
        ({"falls_12_months": "-1"}, "falls_12_months", "-1", "choose again"),
        ({"drinks_per_week.wine": "a few"}, "drinks_per_week.wine", "a few", "such as 3"),
    ],
    ids=lambda part: "" if isinstance(part, dict) else str(part),
)
def test_a_bad_answer_gets_one_message_and_is_not_used(bad, question, given, expected):
    check, problems = built({**ANNA, **bad})
    [problem] = problems
    assert (problem.question, problem.stops) == (question, True)
    assert given in said(problem)
    assert expected in said(problem)
    good = {key: answer for key, answer in {**ANNA, **bad}.items() if key != question}
    assert replace(check, as_given={}) == built(good)[0]
    assert check.as_given == clean({question: bad[question]})  # kept as typed; what no person typed is not


@pytest.mark.parametrize(
    ("remarkable", "question", "given", "expected"),
    [
        ({"age_years": 7, "menopausal_status": "not_known"}, "age_years", "7", "adults aged 20 and over"),
        ({"age_years": 39}, "menopausal_status", "Menopause before 40", "a pill or a coil"),
        ({"age_years": 55, "menopausal_status": "premenopausal"}, "menopausal_status", "Regular", "hormones"),
        ({"height_cm": 200, "weight_kg": "59.9"}, "weight_kg", "Height and weight", "units"),
        ({"height_cm": 150, "weight_kg": "135.1"}, "weight_kg", "Height and weight", "units"),
        ({**NO_VERTEBRA, "lumbar_spine.vertebrae_other": []}, "lumbar_spine.vertebrae", "Tap", "at least 2"),
        (NO_VERTEBRA, "lumbar_spine.vertebrae", "Tap", "at least 2"),
        (
            {**SCAN, "scanner_make": "hologic", "total_hip.bmd_g_cm2": "0.550"},  # T -3.2, printed -1.4
            "total_hip.t_score",
            "T-score",
            "bone density contradict each other",
        ),
        ({**SCAN, "total_hip.z_score": -2.2}, "total_hip.t_score", "T-score", "not well above the Z-score"),
        (L1_ALONE, "lumbar_spine.vertebrae", "L1", "at least 2 vertebrae"),
        ({**YOUNG_WOMAN, **SCAN}, "total_hip.t_score", "T-score", "Before menopause doctors read the Z-score"),
        ({"sex": "male", "age_years": 49, **SCAN}, "total_hip.t_score", "T-score", "men under 50"),
        ({**SCAN, "total_hip.bmd_g_cm2": "0.34"}, "total_hip.bmd_g_cm2", "0.34", "very rare"),
        ({**SCAN, "total_hip.bmd_g_cm2": "1.71"}, "total_hip.bmd_g_cm2", "1.71", "very rare"),
        ({"has_scan": "yes", "scan_regions": ["heel"]}, "scan_regions", "heel", "hip and spine"),
        ({"has_scan": "yes", "scan_regions": ["finger"]}, "scan_regions", "finger", "hip and spine"),
        ({"has_scan": "yes", "scan_regions": ["whole_body"]}, "scan_regions", "whole-body", "hip and spine"),
    ],
    ids=lambda part: "" if isinstance(part, dict) else str(part),
)
def test_an_answer_that_does_not_count_gets_one_remark_and_is_kept(remarkable, question, given, expected):
    problem = the_problem({**ANNA, **remarkable})
    assert (problem.question, problem.stops) == (question, False)
    assert given in said(problem)
    assert expected in said(problem)


@pytest.mark.parametrize(
    "fine",
    [
        {},
        ANNA,
        {**ANNA, **SCAN},
        {**ANNA, "age_years": "62"},
        {**YOUNG_WOMAN, "age_years": 20},
        {**ANNA, "age_years": 40},
        {**ANNA, "age_years": 54, "menopausal_status": "premenopausal"},
        {**ANNA, "menopausal_status": "masked_by_hormones"},
        {**ANNA, "height_cm": 200, "weight_kg": 60},  # 15 and 60 kg/m2
        {**ANNA, "height_cm": 150, "weight_kg": 135},
        {**ANNA, **SCAN, "total_hip.z_score": -2.1},
        {**ANNA, **SCAN, "scanner_make": "hologic", "total_hip.bmd_g_cm2": 0.681},  # T -2.1, printed -1.4
        {**ANNA, "vitamin_d_level_ng_ml": "50 nmol/L"},
        {**ANNA, "tallest_height_cm": 162},
        {**ANNA, **SCAN, "scan_date": TODAY.isoformat()},
        {**ANNA, **SCAN, "scan_date": str(TODAY.year)},
        {**ANNA, **SCAN, "scan_date": "2006-12-31", "age_years": 20, "menopausal_status": "not_known"},  # born then
        {**ANNA, **SCAN, "scan_date": "1970-01-01"},
        {**ANNA, **SCAN, "total_hip.bmd_g_cm2": 0.35},
        {**ANNA, **SCAN, "total_hip.bmd_g_cm2": 1.7},
        {**ANNA, **SCAN, "total_hip.t_score": "\u22121,4"},
        {**YOUNG_WOMAN, "has_scan": "yes", "scan_regions": ["total_hip"], "total_hip.z_score": -1.4},
        {"sex": "male", "age_years": 50, **SCAN},
        {**ANNA, "height_cm": ""},
    ],
    ids=str,
)
def test_a_good_answer_gets_no_message(fine):
    assert built(fine)[1] == ()


def test_a_woman_whose_menopause_is_told_by_a_tick_alone_hears_of_what_holds_her_site():
    """The remark looks at the same woman as the result: both take the tick at its word, R7.1."""
    told = {"sex": "female", "age_years": 48, "conditions": ["early_menopause"], "scan_method": "dxa"}
    scan = {"has_scan": "yes", "scanner_make": "hologic", "femoral_neck.t_score": -0.9}
    for bmd in (0.67, 0.72):  # by the table for young women (0.858, SD 0.120) a T-score of -1.6, and of -1.2
        check, problems = build({**told, **scan, "femoral_neck.bmd_g_cm2": bmd}, today=TODAY)
        [site] = assess(check, on=TODAY).sites
        remarks = [problem.key for problem in problems if problem.question == "femoral_neck.t_score"]
        assert remarks == [str(held) for held in [site.held] if held]
        assert bool(remarks) == (bmd == 0.67)


def test_a_child_of_7_gets_a_remark_and_is_not_assessed():
    check, _ = built({**ANNA, **SCAN, "age_years": 7})
    assert report(check).headline.reason == "under_20"


@pytest.mark.parametrize("age", [20, 40, 55])
def test_a_scan_before_birth_is_questioned(age):
    """Who is 55 on 22 November 2026 was born on 23 November 1970 or later."""
    problem = the_problem({"age_years": age, **SCAN, "scan_date": f"{2025 - age}-11-22"})
    assert problem.question == "scan_date"
    assert "before you were born" in said(problem)


def test_several_bad_answers_get_one_message_each():
    _, problems = built({**SCAN, "age_years": "old", "total_hip.t_score": "18", "scan_date": "soon"})
    assert sorted(problem.question for problem in problems) == ["age_years", "scan_date", "total_hip.t_score"]


# ------------------------------------------------------------------ the sign that the bone density suggests


@pytest.mark.parametrize(
    ("bmd", "fits"),
    # Hologic hip: (0.841 - 0.942) / 0.122 = -0.83; (1.040 - 0.942) / 0.122 = +0.80
    [("0.841", "-0.8"), ("1.040", "+0.8")],
)
def test_a_t_score_without_a_sign_is_told_which_sign_its_bone_density_fits(bmd, fits):
    hip = {"scanner_make": "hologic", "total_hip.t_score": "0.8", "total_hip.bmd_g_cm2": bmd}
    problem = the_problem({**ANNA, **SCAN, **hip})
    assert problem.corrections == ("-0.8", "+0.8")
    assert f"fits {fits} better" in said(problem)


@pytest.mark.parametrize("missing", ["sex", "scanner_make", "total_hip.bmd_g_cm2"])
def test_no_sign_is_suggested_without_a_reference(missing):
    hip = {"scanner_make": "hologic", "total_hip.t_score": "0.8", "total_hip.bmd_g_cm2": "0.841"}
    answers = {**ANNA, **SCAN, **hip}
    del answers[missing]
    problem = the_problem(answers)
    assert problem.corrections == ("-0.8", "+0.8")
    assert "better" not in said(problem)


# ------------------------------------------------------------------ what an answer becomes


def test_nothing_answered_is_nothing_known():
    assert built({}) == (Check(), ())


def test_i_do_not_know_is_kept_apart_from_not_answered():
    check, _ = built({"sex": "not_known", "fracture_since_50": "not_known", "smoking": "not_known"})
    assert check.person.sex is Sex.NOT_KNOWN
    assert check.risk_factors.fracture_since_50 is Answer.NOT_KNOWN
    assert check.risk_factors.smoking is Smoking.NOT_KNOWN
    assert check.risk_factors.rheumatoid_arthritis is None


@pytest.mark.parametrize(
    ("ticked", "checklist"),
    [
        (["none"], Checklist(ticked=(), others=Answer.NO)),
        (["not_known"], Checklist(ticked=(), others=Answer.NOT_KNOWN)),
        (["lupus"], Checklist(ticked=("lupus",), others=Answer.NO)),
        (["lupus", "not_known"], Checklist(ticked=("lupus",), others=Answer.NOT_KNOWN)),
        (["lupus", "none"], Checklist(ticked=("lupus",), others=Answer.NO)),
        ([], None),
    ],
)
def test_a_tick_list_knows_yes_no_and_not_known(ticked, checklist):
    assert built({"conditions": ticked})[0].risk_factors.conditions == checklist


@pytest.mark.parametrize(("chosen", "falls"), [("0", 0), ("3", 3), ("not_known", None)])
def test_a_number_of_falls_is_a_number(chosen, falls):
    assert built({"falls_12_months": chosen})[0].risk_factors.falls_12_months == falls


@pytest.mark.parametrize(
    ("answers", "left_out"),
    [
        ({"fracture_since_50": "no", "fracture_sites": ["hip"]}, "fracture_sites"),
        ({"age_years": 49, "fracture_since_50": "yes"}, "fracture_since_50"),
        ({"glucocorticoids": "never", "glucocorticoid_dose_mg_per_day": 10.0}, "glucocorticoid_dose_mg_per_day"),
        ({"sex": "male", "has_scan": "no", "oestrogen_six_months": "yes"}, "oestrogen_six_months"),
    ],
)
def test_an_answer_that_no_longer_applies_is_left_out_but_not_lost(answers, left_out):
    check, _ = built(answers)
    assert getattr(check.risk_factors, left_out) is None
    assert check.as_given == {left_out: answers[left_out]}
    assert answers_from(check) == answers | {"units": "metric"}


@pytest.mark.parametrize(
    "answers",
    [
        {"falls_12_months": "not_known"},  # a count: nothing to store
        {"fracture_since_50": "yes", "fracture_count": "not_known"},
        {"age_years": "sixty"},
        {"has_scan": "no", "scan_regions": ["total_hip"], "total_hip.t_score": -1.4},
        {"has_scan": "yes", "scan_regions": ["femoral_neck", "total_hip"], "femoral_neck.t_score": "2.1"},
        {"has_scan": "yes", "scan_regions": ["lumbar_spine"], "lumbar_spine.vertebrae": "not_known"},
        {"has_scan": "yes", "scan_regions": ["lumbar_spine"], "lumbar_spine.vertebrae_other": ["L2"]},
        {"has_scan": "yes", "scan_date": "2027-01-01"},
        {"height_cm": 162, "tallest_height_cm": 160},
        {"drinks_per_week.wine": "a few"},
        {"resistance_days_per_week": "not_known"},
        {"has_scan": "yes", "earlier.1.total_hip.t_score": "2.1", "earlier.1.same_machine": "no"},
        {"has_scan": "yes", "earlier.1.lumbar_spine.vertebrae": "L1-L4"},
        {"has_scan": "yes", "earlier.3.total_hip.bmd_g_cm2": 0.8, "earlier.1.scan_date": "soon"},
        {"has_scan": "no", "earlier.1.total_hip.bmd_g_cm2": 0.8},
        {"has_scan": "yes", "scan_date": "2024", "earlier.1.scan_date": "2025"},
        {"has_scan": "yes", "lumbar_spine.lsc_g_cm2": "3.3"},
    ],
    ids=str,
)
def test_an_answer_that_leaves_no_trace_in_the_check_is_kept_as_it_was_given(answers):
    check, _ = built(answers)
    for kept in (check, from_json(to_json(check))):
        assert answers_from(kept) == answers | {"units": "metric"}
    assert built(answers_from(check)) == built(answers)


def test_a_new_answer_beats_the_one_that_was_kept():
    check = replace(built({"age_years": 62})[0], as_given={"age_years": "sixty", "nonsense": 1, "sex": "dog"})
    assert answers_from(check) == {"age_years": 62, "units": "metric"}


def test_nothing_is_kept_twice():
    assert built(answers_from(EVERYTHING))[0].as_given == {}


def test_a_man_has_no_menopausal_status_left_over():
    assert built({"sex": "male", "age_years": 50, "menopausal_status": "premenopausal"})[0].person == Person(
        sex=Sex.MALE, age_years=50
    )


@pytest.mark.parametrize("has_scan", ["no", "not_known", None])
def test_figures_of_a_scan_that_is_not_at_hand_are_left_out_but_not_lost(has_scan):
    answers = {key: answer for key, answer in {**SCAN, "has_scan": has_scan}.items() if answer}
    check, _ = built(answers)
    assert check.dxa_report is None
    assert check.as_given == {"scan_regions": ["total_hip"], "total_hip.t_score": -1.4}


def test_a_typed_number_names_its_place():
    """Nobody ticks places first: a number that is typed must count, whatever was tapped."""
    check, _ = built({**SCAN, "lumbar_spine.t_score": -3.0})
    assert [measured.region for measured in check.dxa_report.measurements] == ["lumbar_spine", "total_hip"]
    assert check.as_given == {}


@pytest.mark.parametrize(
    ("chosen", "levels"),
    [
        ({"lumbar_spine.vertebrae": "L1-L4"}, ALL_VERTEBRAE),
        ({"lumbar_spine.vertebrae": "L1-L3"}, ALL_VERTEBRAE[:3]),
        ({"lumbar_spine.vertebrae": "L2-L4"}, ALL_VERTEBRAE[1:]),
        ({"lumbar_spine.vertebrae": "other", "lumbar_spine.vertebrae_other": ["L4", "L2"]}, (Vertebra.L2, Vertebra.L4)),
        ({"lumbar_spine.vertebrae": "not_known"}, None),
        ({}, None),
    ],
)
def test_vertebrae_are_read_from_top_to_bottom(chosen, levels):
    check, problems = built(
        {"has_scan": "yes", "scan_regions": ["lumbar_spine"], "lumbar_spine.t_score": -1.4, **chosen}
    )
    assert problems == ()
    assert check.dxa_report.measurements[0].vertebrae == levels


@pytest.mark.parametrize("tapped", [{}, {"lumbar_spine.vertebrae_other": []}])
def test_other_vertebrae_with_none_tapped_are_no_vertebrae_and_not_the_usual_ones(tapped):
    check, [problem] = built({**NO_VERTEBRA, **tapped})
    assert check.dxa_report.measurements[0].vertebrae == ()
    assert (problem.question, problem.stops) == ("lumbar_spine.vertebrae", False)
    assert from_json(to_json(check)) == check  # not turned into "not printed" on the way


# ------------------------------------------------------------------ alcohol

NO_DRINKS = {f"drinks_per_week.{drink}": 0 for drink in ("beer", "strong_beer", "wine", "spirits", "fortified")}


@pytest.mark.parametrize(
    ("drinks", "grams_a_day"),
    [
        ({}, 0.0),
        ({"beer": 7}, 14.2),  # 355 ml x 5 % x 0.8 g/ml
        ({"wine": 7}, 14.2),  # 148 ml x 12 % x 0.8 = 14.2
        ({"beer": 7, "spirits": 14}, 42.4),  # 14.2 + 2 x (44 x 40 % x 0.8 = 14.08) = 42.36
        ({"beer": "7"}, 14.2),
    ],
)
def test_drinks_of_a_week_become_grams_of_alcohol_a_day(drinks, grams_a_day):
    answers = NO_DRINKS | {f"drinks_per_week.{drink}": number for drink, number in drinks.items()}
    assert built(answers)[0].risk_factors.alcohol_g_per_day == grams_a_day


def test_a_drink_that_was_not_answered_leaves_the_alcohol_open():
    answers = {key: number for key, number in NO_DRINKS.items() if not key.endswith("wine")}
    assert built(answers)[0].risk_factors.alcohol_g_per_day is None


@pytest.mark.parametrize("impossible", [5000, -3, "many"])
def test_an_impossible_number_of_drinks_leaves_the_alcohol_open(impossible):
    check, problems = built({**NO_DRINKS, "drinks_per_week.wine": impossible})
    assert [problem.question for problem in problems] == ["drinks_per_week.wine"]
    assert check.risk_factors.alcohol_g_per_day is None


# ------------------------------------------------------------------ there and back

EVERYTHING = Check(
    units=UnitSystem.US,
    has_scan=Answer.YES,
    person=Person(
        age_years=62,
        sex=Sex.FEMALE,
        menopausal_status=MenopausalStatus.POSTMENOPAUSAL,
        height_cm=162.56,
        weight_kg=64.86,
        tallest_height_cm=165.1,
        country=Country.US,
        ethnic_group=EthnicGroup.BLACK_AMERICAN,
    ),
    dxa_report=DxaReport(
        measurements=(
            SiteMeasurement(
                site=SkeletalSite.LUMBAR_SPINE,
                vertebrae=(Vertebra.L1, Vertebra.L2, Vertebra.L4),
                t_score=-1.4,
                z_score=0.2,
                bmd_g_cm2=0.893,
            ),
            SiteMeasurement(site=SkeletalSite.FEMORAL_NECK, side=Side.LEFT, t_score=-2.1, bmd_g_cm2=0.604),
            SiteMeasurement(site=SkeletalSite.TOTAL_HIP, z_score=-0.4),
        ),
        unusable=(UnusableScan.HEEL,),
        scan_date=date(2024, 2, 29),
        scanner_make=ScannerMake.HOLOGIC,
        scanner_model="Horizon A",
        lsc=(Lsc(site=SkeletalSite.LUMBAR_SPINE, g_cm2=0.033), Lsc(site=SkeletalSite.TOTAL_HIP, percent=4.2)),
        earlier=(
            EarlierScan(
                measurements=(
                    SiteMeasurement(
                        site=SkeletalSite.LUMBAR_SPINE, vertebrae=(Vertebra.L2, Vertebra.L3), bmd_g_cm2=0.931
                    ),
                    SiteMeasurement(site=SkeletalSite.TOTAL_HIP, side=Side.RIGHT, t_score=-0.9, z_score=0.1),
                ),
                scan_date=date(2019, 5, 14),
                scanner_make=ScannerMake.GE_LUNAR,
                scanner_model="Prodigy",
                same_machine=Answer.NO,
            ),
            EarlierScan(),
            EarlierScan(scan_date=2021, same_machine=Answer.NOT_KNOWN),
        ),
        reported_scores=ReportedScores.BOTH,
        scan_method=ScanMethod.DXA,
        site_doubts=Checklist(ticked=("scoliosis",), others=Answer.NO),
    ),
    risk_factors=RiskFactors(
        fracture_since_50=Answer.YES,
        fracture_sites=Checklist(ticked=("wrist", "rib"), others=Answer.NOT_KNOWN),
        fracture_count=2,
        fracture_at_40_to_49=Answer.YES,
        fracture_sites_at_40_to_49=Checklist(ticked=("hip",), others=Answer.NO),
        fracture_count_at_40_to_49=3,
        fracture_before_40=Answer.YES,
        fracture_sites_before_40=Checklist(ticked=("pelvis",), others=Answer.NO),
        fracture_count_before_40=1,
        last_fracture=LastFracture.LONGER_AGO,
        falls_12_months=1,
        rises_from_chair=Answer.YES,
        care_home=Answer.NO,
        warning_signs=Checklist(ticked=(), others=Answer.NO),
        parent_hip_fracture=ParentHipFracture.MOTHER,
        mother_broke_hip_after_50=Answer.YES,
        parent_osteoporosis=Answer.NOT_KNOWN,
        smoking=Smoking.CURRENT,
        cigarettes_per_day=10,
        drinks_per_week={"beer": 0.0, "strong_beer": 0.0, "wine": 7.0, "spirits": 0.0, "fortified": 0.0},
        rheumatoid_arthritis=Answer.NO,
        conditions=Checklist(ticked=("coeliac",), others=Answer.NO),
        medicines=Checklist(ticked=(), others=Answer.NOT_KNOWN),
        glucocorticoids=GlucocorticoidUse.PAST,
        glucocorticoid_dose_mg_per_day=7.5,
        glucocorticoid_months=4.0,
        hormone_therapy=HormoneTherapy.NONE,
        bone_medicine=BoneMedicine.DENOSUMAB,
        bone_medicine_before=Checklist(ticked=("raloxifene",), others=Answer.NO),
        bone_medicine_last_dose=LastDose.LONGER_AGO,
        denosumab_last_dose=DenosumabDose.WITHIN_6_MONTHS,
        bone_medicine_signs=Checklist(ticked=(), others=Answer.NO),
        frax_major_percent=12.0,
        frax_hip_percent=2.5,
        frax_country=FraxCountry.US,
        frax_with_bmd=Answer.YES,
    ),
    lifestyle=Lifestyle(
        exercise_cautions=Checklist(ticked=("unsteady", "afraid"), others=Answer.NO),
        home_checked=HomeChecked.PARTLY,
        will_do=Checklist(ticked=("doctor", "balance"), others=Answer.NO),
        resistance_days_per_week=2,
        impact_days_per_week=0,
        balance_days_per_week=4,
        walking_minutes_per_day=30.0,
        calcium_servings_per_week={"milk": 7.0, "tofu": 1.0},
        food_servings_per_week={"paneer": 2.0, "kale_boiled": 3.0},
        calcium_base_mg_per_day=200.0,
        calcium_supplement_mg_per_day=500.0,
        protein_portions_per_day=3.0,
        vitamin_d_level_ng_ml=20.0,
        vitamin_d_supplement_iu_per_day=800.0,
        caffeine_drinks_per_day={"espresso": 2.0},
        salt_habit=SaltHabit.SOME,
        cola_per_week=1.0,
    ),
)


def test_a_person_who_answered_everything_is_the_same_after_going_back_to_the_questions():
    check, problems = built(answers_from(EVERYTHING))
    assert check == EVERYTHING
    assert [said(problem) for problem in problems if problem.stops] == []


def test_the_person_who_answered_everything_has_left_no_field_open():
    for section in (EVERYTHING.person, EVERYTHING.risk_factors, EVERYTHING.lifestyle):
        for field in type(section).__dataclass_fields__:
            if field not in NOT_ASKED_OF_HER:
                assert getattr(section, field) not in (None, {}), field


def test_a_person_under_40_who_answered_is_the_same_after_going_back_to_the_questions():
    young = Check(
        person=Person(age_years=35, sex=Sex.FEMALE, menopausal_status=MenopausalStatus.MASKED_BY_HORMONES),
        risk_factors=RiskFactors(fracture_before_40=Answer.YES),
    )
    missed = replace(
        young,
        person=replace(young.person, menopausal_status=MenopausalStatus.PREMENOPAUSAL),
        risk_factors=replace(young.risk_factors, missed_periods=Answer.YES),
    )
    assert built(answers_from(missed)) == (missed, ())
    assert built(answers_from(young)) == (young, ())


def test_every_answer_of_a_check_survives_the_cleaning_of_a_browser_draft():
    answers = answers_from(EVERYTHING)
    assert clean(answers) == answers


def test_that_person_has_answered_every_question():
    asked = {question_of(key).key for key in answers_from(EVERYTHING) if key != "units"}
    in_front = {question.key for question in questions().values() if question.kind in {"gate", "joined"}}
    assert set(questions()) - asked - in_front == NOT_ASKED_OF_HER


@pytest.mark.parametrize(
    "vertebrae", [None, (Vertebra.L1,), ALL_VERTEBRAE, (Vertebra.L1, Vertebra.L3), ALL_VERTEBRAE[:3], ALL_VERTEBRAE[1:]]
)
def test_vertebrae_are_the_same_after_going_back_to_the_questions(vertebrae):
    spine = SiteMeasurement(site=SkeletalSite.LUMBAR_SPINE, vertebrae=vertebrae, t_score=-1.4)
    check = Check(has_scan=Answer.YES, dxa_report=DxaReport(measurements=(spine,)))
    assert built(answers_from(check))[0] == check


@pytest.mark.parametrize(("ticked", "known"), [(("cannot_stnd",), ()), (("back_pain", "cannot_stnd"), ("back_pain",))])
def test_a_ticked_item_that_we_do_not_know_is_never_read_as_none_of_these(ticked, known):
    """Such as a misspelt warning sign in a file that somebody edited."""
    check = Check(risk_factors=RiskFactors(warning_signs=Checklist(ticked=ticked, others=Answer.NO)))
    again, _ = built(answers_from(check))
    assert again.risk_factors.warning_signs == Checklist(ticked=known, others=Answer.NOT_KNOWN)


@pytest.mark.parametrize("site", [SkeletalSite.LUMBAR_SPINE, SkeletalSite.ONE_THIRD_RADIUS])
def test_only_a_hip_has_a_left_and_a_right(site):
    with pytest.raises(ImplausibleValue, match="side_without_hip"):
        SiteMeasurement(site=site, side=Side.LEFT)


@pytest.mark.parametrize("site", sorted(set(SkeletalSite) - {SkeletalSite.LUMBAR_SPINE}))
@pytest.mark.parametrize("vertebrae", [(Vertebra.L1, Vertebra.L2), ()])
def test_only_a_spine_has_vertebrae(site, vertebrae):
    with pytest.raises(ImplausibleValue, match="vertebrae_without_spine"):
        SiteMeasurement(site=site, vertebrae=vertebrae)


def test_the_rest_of_a_list_is_never_yes():
    with pytest.raises(ImplausibleValue, match="others_yes"):
        Checklist(others=Answer.YES)


def test_a_scan_has_one_result_per_site():
    left = SiteMeasurement(site=SkeletalSite.TOTAL_HIP, side=Side.LEFT, t_score=-1.0)
    with pytest.raises(ImplausibleValue, match="site_twice: region=total_hip_left: times=2"):
        DxaReport(measurements=(left, left))


def test_today_is_an_argument():
    answers = {**ANNA, **SCAN, "scan_date": "2025-06-01"}
    assert build(answers, today=date(2025, 5, 31))[1][0].question == "scan_date"
    assert build(answers, today=date(2025, 6, 1))[1] == ()


# ------------------------------------------------------------------ answers from a browser


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        "age_years",
        7,
        {1: 2},
        {"nonsense": 1},
        {"units": "stone"},
        {"units": ["us"]},
        {"sex": "dog"},
        {"sex": ["female"]},
        {"sex": None},
        {"sex": {}},
        {"conditions": "lupus"},
        {"conditions": ["lupus", "dragon pox"]},
        {"conditions": [["lupus"]]},
        {"conditions": [None]},
        {"age_years": True},
        {"age_years": None},
        {"age_years": [62]},
        {"age_years": math.nan},
        {"age_years": math.inf},
        {"age_years": 10**400},
        {"age_years": "6" * 101},
        {"scan_date": 20260101},
        {"t_score": -1.8},
        {"heel.t_score": -1.8},
        {"lumbar_spine.sex": "female"},
        {"lumbar_spine.age_years": 62},
        {"total_hip.vertebrae": "L1-L4"},
        {"total_hip.t_score.x": -1.8},
        {"earlier.0.total_hip.t_score": -1.8},
        {"earlier.21.total_hip.t_score": -1.8},
        {"earlier.1.age_years": 62},
        {"earlier.1.earlier.1.total_hip.t_score": -1.8},
        {"earlier.1.total_hip.lsc_g_cm2": 0.03},
        {"earlier.1.scanner_model": 7},
        {"one_third_radius.lsc_g_cm2": 0.03},
        {"same_machine": "yes"},
        {"lsc_percent": 4.0},
        {"drinks_per_week": 3},
        {"drinks_per_week.absinthe": 3},
        {"": 3},
        {".": 3},
    ],
    ids=lambda raw: repr(raw)[:40],
)
def test_what_no_person_typed_is_dropped(raw):
    assert clean(raw) == {}


def test_what_a_person_typed_is_kept_even_if_it_cannot_be_read():
    typed = {"age_years": "sixty", "total_hip.t_score": "1.8", "scan_date": "soon", "drinks_per_week.wine": "a few"}
    assert clean(typed) == typed


@pytest.mark.parametrize(
    ("age", "since_50", "at_40_to_49", "before_40", "asked"),
    [
        (52, "no", "yes", "no", True),  # 49, two years and a birthday
        (53, "no", "yes", "no", False),
        (42, None, "no", "yes", True),
        (43, None, "no", "yes", False),
        (43, None, "not_known", "yes", True),  # a later break is not ruled out
        (53, "no", "not_known", "yes", False),  # it would be as old
        (70, "not_known", "yes", "no", True),
        (70, "yes", "yes", "no", True),
    ],
)
def test_when_a_bone_last_broke_is_asked_only_where_it_may_be_lately(age, since_50, at_40_to_49, before_40, asked):
    """R8.12: two years. Who is not asked has no open point and no remark of it, and it is not read as recent."""
    answers = {"age_years": age, "fracture_at_40_to_49": at_40_to_49, "fracture_before_40": before_40}
    answers |= {} if since_50 is None else {"fracture_since_50": since_50}
    assert questions()["last_fracture"].applies(answers) is asked
    check, problems = built(answers)
    assert problems == ()
    told = report(check)
    assert ("recent_fracture" in {outcome.key for outcome in told.not_assessed}) is asked
    recent, _ = built(answers | {"last_fracture": "within_2_years"})
    is_since_50 = since_50 == "yes" or age > 52  # the last two years lie after 50; the figures are of breaks since 50
    key = "recent_fracture" if is_since_50 else "recent_fracture_before_50"
    assert (key in {found.key for found in report(recent).findings}) is asked


@pytest.mark.parametrize("who", [YOUNG_WOMAN, {"sex": "male", "age_years": 49}])
def test_a_z_score_that_is_typed_is_not_asked_for(who):
    alone, beside = ({**ANNA, **who, **SCAN}, {**ANNA, **who, **SCAN, "total_hip.z_score": -0.9})
    assert "please add it" in said(the_problem(alone))
    assert "please add it" not in said(the_problem(beside))
