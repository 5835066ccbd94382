"""Periods that stopped early, early menopause, pregnancy, and the causes that doctors look for."""

import pytest

from bonecheck.answers.person import Answer, MenopausalStatus, PeriodsStopped, Person, Pregnancy, Sex
from bonecheck.answers.risk_factors import Checklist, Condition, RiskFactors, WarningSign
from bonecheck.outcomes import Concern
from bonecheck.words.outcomes import words
from bonecheck.words.plan import doctor_question
from tests.people import at, built, finding, finding_keys, man, report, scanned, unscanned, woman

PRE, POST = MenopausalStatus.PREMENOPAUSAL, MenopausalStatus.POSTMENOPAUSAL
ABOUT_PERIODS = {
    "missed_periods",
    "missed_periods_energy",
    "missed_periods_illness",
    "menopause_before_40",
    "menopause_at_40_to_44",
}


def ticked(*items):
    return Checklist(ticked=items, others=Answer.NO)


@pytest.mark.parametrize(
    ("age", "because", "said"),
    [
        (44, None, {"missed_periods"}),
        (44, PeriodsStopped.NOT_KNOWN, {"missed_periods"}),
        (44, PeriodsStopped.LITTLE_FOOD_OR_MUCH_SPORT, {"missed_periods_energy"}),
        (44, PeriodsStopped.ILLNESS, {"missed_periods_illness"}),
        (44, PeriodsStopped.HORMONES, set()),
        (44, PeriodsStopped.PREGNANCY, set()),
        (44, PeriodsStopped.MENOPAUSE, {"menopause_at_40_to_44"}),
        (40, PeriodsStopped.OVARIES_REMOVED, {"menopause_at_40_to_44"}),
        (39, PeriodsStopped.OVARIES_REMOVED, {"menopause_before_40"}),
        (45, None, set()),
        (45, PeriodsStopped.MENOPAUSE, set()),
    ],
)
def test_periods_that_stopped_are_said_by_their_reason_whatever_the_scan_says(age, because, said):
    person = woman(age, POST, periods_stopped_because=because)
    for check in (unscanned(person), scanned(person, at("total_hip", t=1.0, z=1.0))):
        assert finding_keys(report(check)) & ABOUT_PERIODS == said


@pytest.mark.parametrize("stage", [POST, MenopausalStatus.TRANSITION])
@pytest.mark.parametrize(
    ("pregnancy", "fits"),
    [(Pregnancy.NO, False), (Pregnancy.BREASTFEEDING, True), (Pregnancy.NOT_KNOWN, True), (None, True)],
)
def test_a_pregnancy_that_is_denied_explains_no_missed_periods(stage, pregnancy, fits):
    """R7.1, R7.2: under 45, with no reason that holds, a doctor hears of it."""
    person = woman(25, stage, periods_stopped_because=PeriodsStopped.PREGNANCY, pregnancy=pregnancy)
    told = finding_keys(report(unscanned(person)))
    assert bool(told & {"missed_periods", "periods_change_young"}) != fits
    answers = {"sex": "female", "age_years": 25, "menopausal_status": stage, "periods_stopped_because": "pregnancy"}
    remarked = {problem.key for problem in built(answers | {"pregnancy": pregnancy or ""})[1]}
    assert ("no_pregnancy_fits" in remarked) != fits


def test_a_scan_beside_a_pregnancy_that_is_denied_is_read_as_with_no_reason_told():
    scores = [
        report(
            scanned(woman(25, POST, periods_stopped_because=because, pregnancy=Pregnancy.NO), at("total_hip", -3, -2.8))
        )
        for because in (PeriodsStopped.PREGNANCY, PeriodsStopped.NOT_KNOWN)
    ]
    assert scores[0].score == scores[1].score
    assert scores[0].headline.key == scores[1].headline.key
    assert "Which tests make sense to look for a cause?" in {
        doctor_question(key) for key in scores[0].plan.doctor_questions
    }


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (Condition.EARLY_MENOPAUSE, "menopause_before_40"),
        (Condition.MENOPAUSE_AT_40_TO_44, "menopause_at_40_to_44"),
    ],
)
def test_early_menopause_long_ago_is_said_at_any_age(condition, said):
    assert said in finding_keys(report(unscanned(woman(70), RiskFactors(conditions=ticked(condition)))))


SPINE = RiskFactors(fracture_before_40=Answer.YES, fracture_sites_before_40=ticked("spine"))


@pytest.mark.parametrize("pregnancy", [Pregnancy.PREGNANT, Pregnancy.BREASTFEEDING, Pregnancy.WITHIN_A_YEAR])
@pytest.mark.parametrize(
    ("loss", "risks", "said"),
    [
        (0.0, RiskFactors(), False),
        (3.0, RiskFactors(), False),
        (3.1, RiskFactors(), True),
        (0.0, RiskFactors(warning_signs=ticked(WarningSign.BACK_PAIN)), True),
        (0.0, RiskFactors(warning_signs=ticked(WarningSign.NEW_STOOP)), True),
        (0.0, SPINE, True),
    ],
)
def test_signs_of_the_spine_around_a_pregnancy_are_for_a_doctor_now(pregnancy, loss, risks, said):
    person = woman(34, PRE, pregnancy=pregnancy, height_cm=160.0, tallest_height_cm=160.0 + loss)
    assert ("pregnancy_and_spine" in finding_keys(report(unscanned(person, risks)))) is said
    not_pregnant = woman(34, PRE, pregnancy=Pregnancy.NO, height_cm=160.0, tallest_height_cm=160.0 + loss)
    assert "pregnancy_and_spine" not in finding_keys(report(unscanned(not_pregnant, risks)))


@pytest.mark.parametrize(
    ("person", "hormone"),
    [
        (man(40), {"testosterone"}),
        (woman(40, PRE), set()),
        (Person(sex=Sex.BOTH, age_years=40), {"sex_hormones"}),
        (Person(age_years=40), {"sex_hormones"}),
    ],
)
def test_testosterone_is_named_to_men_only(person, hormone):
    looked_for = finding(report(scanned(person, at("total_hip", z=-2.4))), "look_for_causes")
    assert set(looked_for.values["tests"]) & {"testosterone", "sex_hormones"} == hormone


@pytest.mark.parametrize(
    ("check", "said"),
    [
        (scanned(woman(), at("total_hip", t=-2.5)), True),
        (scanned(woman(), at("total_hip", t=-2.4)), False),
        (scanned(woman(40, PRE), at("total_hip", z=-2.0)), True),
        (scanned(woman(40, PRE), at("total_hip", z=-1.9)), False),
        (unscanned(woman(), RiskFactors(fracture_since_50=Answer.YES)), True),
        (unscanned(woman()), False),
    ],
)
def test_everybody_with_a_low_score_or_a_break_is_looked_at_for_causes(check, said):
    assert ("look_for_causes" in finding_keys(report(check))) is said


def test_a_cause_that_is_known_is_not_looked_for():
    risks = RiskFactors(conditions=ticked(Condition.COELIAC, Condition.OVERACTIVE_THYROID))
    found = finding(report(scanned(woman(), at("total_hip", t=-2.7), risks=risks)), "look_for_causes")
    told = {*found.values["possible"], *found.values["further"]}
    assert not told & {"coeliac", "overactive_thyroid", "thyroid"}
    assert {"hyperparathyroidism", "parathyroid"} <= told


def test_where_each_further_test_finds_what_is_known_the_sentence_still_has_an_end():
    told = (Condition.COELIAC, Condition.OVERACTIVE_THYROID, Condition.HYPERPARATHYROIDISM, Condition.MYELOMA)
    risks = RiskFactors(conditions=ticked(*told))
    said = words(finding(report(scanned(woman(), at("total_hip", t=-2.7), risks=risks)), "look_for_causes"))
    assert said.plain.endswith("Doctors may add: tests for rarer causes.")
    assert "If suspected: tests for rarer causes, urinary free cortisol." in said.clinical


@pytest.mark.parametrize("kind", ["conditions", "medicines"])
def test_another_illness_or_medicine_is_never_none(kind):
    told = report(unscanned(woman(), RiskFactors(**{kind: ticked("other")})))
    assert finding(told, "other_cause").concern is Concern.WORTH_DISCUSSING
    assert "known_causes" not in finding_keys(told)


@pytest.mark.parametrize(
    ("age", "stage", "because", "asked"),
    [
        (30, MenopausalStatus.TRANSITION, None, True),
        (44, MenopausalStatus.TRANSITION, PeriodsStopped.NOT_KNOWN, True),
        (45, MenopausalStatus.TRANSITION, None, False),
        (30, MenopausalStatus.TRANSITION, PeriodsStopped.HORMONES, False),
        (30, PRE, None, False),
    ],
)
def test_periods_that_change_before_45_are_worth_a_question(age, stage, because, asked):
    """R7.1: not always the way into menopause; also where none was missed."""
    person = woman(age, stage, periods_stopped_because=because)
    told = report(unscanned(person, RiskFactors(missed_periods=Answer.NO)))
    assert ("periods_change_young" in finding_keys(told)) is asked
