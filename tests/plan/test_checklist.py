"""The checklist: thirteen lines, each met, below, above, unknown, or without a target for this person."""

import re

import pytest

from bonecheck import Check
from bonecheck.answers.questions import NOT_KNOWN, question_of, questions
from bonecheck.evidence.library import citations, document
from bonecheck.plan.checklist import asks, group_of
from bonecheck.plan.claims import CLAIMS
from bonecheck.plan.food import calcium_mg_per_day, protein_g_per_day
from bonecheck.plan.targets import calcium_mg_per_day as calcium_target
from bonecheck.plan.targets import protein_g_per_day as protein_target
from bonecheck.plan.targets import vitamin_d_iu_per_day as vitamin_d_target
from bonecheck.plan.types import Group, Level, Status, Strength
from bonecheck.words.figures import numbers
from bonecheck.words.language import filled
from bonecheck.words.plan import group_words, level_words, row_sentence, row_short, row_words, summary
from tests.people import (
    NOTHING_ELSE,
    SEDENTARY,
    built,
    counted,
    first,
    firsts,
    line,
    notes,
    of_man,
    of_woman,
    plain,
    planned,
    with_t,
)

LINES = document("checklist.toml")
MET, BELOW, ABOVE, UNKNOWN, NOT_FOR = Status
WOMAN, MAN, YOUNG = of_woman(66), of_man(66), of_woman(45, "premenopausal")
SCANNED = of_woman(66, **with_t(total_hip=-1.4))  # nothing open that could call for help
NO_AGE = WOMAN | {"age_years": ""}
FELL = {"falls_12_months": "1"}
KIDNEYS, PARATHYROID = {"conditions": ["kidney_disease"]}, {"conditions": ["hyperparathyroidism"]}
NO_FOOD = {key: "" for key in NOTHING_ELSE if key.startswith("calcium_servings_per_week")}
NO_COFFEE = {key: "" for key in NOTHING_ELSE if key.startswith("caffeine_drinks_per_day")}


# Who, with what, gets which status on this line, and why.
CASES = [
    # -------- balance: at 60 and over, or with falls; three days
    ("balance", WOMAN | {"balance_days_per_week": "3"}, MET, "three days"),
    ("balance", WOMAN | {"balance_days_per_week": "2"}, BELOW, "two days"),
    ("balance", WOMAN | {"balance_days_per_week": NOT_KNOWN}, UNKNOWN, "does not know"),
    ("balance", WOMAN | {"balance_days_per_week": ""}, UNKNOWN, "did not answer"),
    (
        "balance",
        YOUNG | {"balance_days_per_week": "0"},
        NOT_FOR,
        "45 and steady: the trials are in people of 60 and over",
    ),
    ("balance", of_woman(59) | {"balance_days_per_week": "0"}, NOT_FOR, "59"),
    ("balance", of_woman(60) | {"balance_days_per_week": "0"}, BELOW, "60"),
    ("balance", YOUNG | {"balance_days_per_week": "0", "falls_12_months": "1"}, BELOW, "45, but fell"),
    ("balance", YOUNG | {"balance_days_per_week": "0", "exercise_cautions": ["unsteady"]}, BELOW, "45, but unsteady"),
    ("balance", WOMAN | {"warning_signs": ["back_pain"]}, NOT_FOR, "a clinician first"),
    ("balance", WOMAN | {"care_home": "yes", "balance_days_per_week": "0"}, BELOW, "a class also in a care home"),
    (
        "balance",
        WOMAN | {"exercise_cautions": ["new_pain"], "balance_days_per_week": "0"},
        NOT_FOR,
        "pain is looked at",
    ),
    # -------- home: only people likely to fall; in others it made no difference (Cochrane 2023, rate ratio 1.05)
    ("home", WOMAN | FELL | {"home_checked": "yes"}, MET, "fell, and went through it"),
    ("home", WOMAN | FELL | {"home_checked": "partly"}, BELOW, "fell, partly"),
    ("home", WOMAN | FELL | {"home_checked": "no"}, BELOW, "fell, not yet"),
    ("home", WOMAN | FELL | {"home_checked": NOT_KNOWN}, UNKNOWN, "fell, does not know"),
    ("home", WOMAN | {"home_checked": "no", "exercise_cautions": ["unsteady"]}, BELOW, "unsteady"),
    ("home", WOMAN | {"home_checked": "no", "rises_from_chair": "no"}, BELOW, "needs help to rise"),
    ("home", YOUNG | {"home_checked": "no", "falls_12_months": "1"}, BELOW, "45, but fell"),
    ("home", WOMAN | {"home_checked": "no"}, NOT_FOR, "66 and steady"),
    ("home", YOUNG | {"home_checked": "no"}, NOT_FOR, "45 and steady"),
    ("home", WOMAN | FELL | {"home_checked": "no", "care_home": "yes"}, NOT_FOR, "the care home has its own staff"),
    # -------- smoking: holds for everybody
    ("smoking", WOMAN | {"smoking": "never"}, MET, "never"),
    ("smoking", WOMAN | {"smoking": "ex"}, MET, "stopped"),
    ("smoking", WOMAN | {"smoking": "current"}, BELOW, "smokes"),
    ("smoking", WOMAN | {"smoking": NOT_KNOWN}, UNKNOWN, "would rather not say"),
    # -------- resistance
    ("resistance", WOMAN | {"resistance_days_per_week": "2"}, MET, "two days"),
    ("resistance", WOMAN | {"resistance_days_per_week": "1"}, BELOW, "one day"),
    ("resistance", WOMAN | {"resistance_days_per_week": NOT_KNOWN}, UNKNOWN, "does not know"),
    ("resistance", WOMAN | {"warning_signs": ["new_stoop"]}, NOT_FOR, "a clinician first"),
    (
        "resistance",
        of_woman(33, "premenopausal") | {"missed_periods": "yes", "resistance_days_per_week": "0"},
        NOT_FOR,
        "a doctor looks for the cause before she does more",
    ),
    # -------- alcohol: 16 g a day
    ("alcohol", WOMAN | counted("drinks_per_week", wine=7), MET, "148 ml x 12 % x 0.8 = 14.2 g a day"),
    ("alcohol", WOMAN | counted("drinks_per_week", wine=8), ABOVE, "8 glasses: 16.2 g a day"),
    ("alcohol", WOMAN | {"drinks_per_week.beer": ""}, UNKNOWN, "one kind of drink left open"),
    (
        "alcohol",
        WOMAN | counted("drinks_per_week", wine=8) | {"drinks_per_week.beer": ""},
        ABOVE,
        "16.2 g already; what is open only adds",
    ),
    # -------- calcium: 1,200 mg for a woman of 66 in the US
    ("calcium", WOMAN, MET, "at least 1,220 mg"),
    ("calcium", WOMAN | counted("calcium_servings_per_week", milk=7), BELOW, "121 mg x 2.44 + 250 mg = 545 mg"),
    ("calcium", WOMAN | {"calcium_servings_per_week.milk": 7.0}, UNKNOWN, "1,063 to 1,680 mg: the goal lies between"),
    ("calcium", WOMAN | {"calcium_supplement_mg_per_day": 1000.0}, ABOVE, "1,350 + 1,000 is over 2,000 mg"),
    ("calcium", WOMAN | NO_FOOD, UNKNOWN, "nothing about food"),
    ("calcium", WOMAN | {"calcium_servings_per_week.milk": ""}, UNKNOWN, "less than the goal, and milk is open"),
    ("calcium", WOMAN | {"calcium_servings_per_week.beans": ""}, MET, "enough already; what is open only adds"),
    ("calcium", WOMAN | {"country": "uk", "calcium_supplement_mg_per_day": 4000.0}, ABOVE, "UK: the US limit warns"),
    ("calcium", NO_AGE | {"calcium_supplement_mg_per_day": 500.0}, UNKNOWN, "no age: about 1,480 + 500 mg"),
    ("calcium", NO_AGE | {"calcium_supplement_mg_per_day": 530.0}, ABOVE, "no age: over 2,000 mg"),
    ("calcium", NO_AGE | NO_FOOD | {"calcium_supplement_mg_per_day": 2000.0}, UNKNOWN, "no age, no food: the limit"),
    ("calcium", NO_AGE | NO_FOOD | {"calcium_supplement_mg_per_day": 2001.0}, ABOVE, "no age, no food: tablets alone"),
    ("calcium", WOMAN | NO_FOOD | {"calcium_supplement_mg_per_day": 1200.0}, MET, "no food, the goal by tablets"),
    ("calcium", WOMAN | NO_FOOD | {"calcium_supplement_mg_per_day": 2000.0}, MET, "no food, the limit"),
    ("calcium", WOMAN | NO_FOOD | {"calcium_supplement_mg_per_day": 2001.0}, ABOVE, "food can only add to it"),
    ("calcium", WOMAN | KIDNEYS, NOT_FOR, "a kidney specialist names the amount"),
    ("calcium", WOMAN | PARATHYROID, NOT_FOR, "the gland that drives calcium is ill"),
    # -------- vitamin D: a dose, or the blood
    ("vitamin_d", WOMAN | {"vitamin_d_supplement_iu_per_day": 600.0}, MET, "600 IU"),
    ("vitamin_d", WOMAN | {"vitamin_d_supplement_iu_per_day": 400.0}, UNKNOWN, "400 IU; food and sun add to it"),
    ("vitamin_d", of_woman(74) | {"vitamin_d_supplement_iu_per_day": 0.0}, UNKNOWN, "74: food and sun may do"),
    ("vitamin_d", of_woman(75) | {"vitamin_d_supplement_iu_per_day": 400.0}, BELOW, "75: a tablet without a test"),
    ("vitamin_d", WOMAN | {"country": "uk", "vitamin_d_supplement_iu_per_day": 400.0}, MET, "the UK advises 400 IU"),
    ("vitamin_d", WOMAN | {"country": "uk", "vitamin_d_supplement_iu_per_day": 10000.0}, ABOVE, "UK: the US limit"),
    ("vitamin_d", WOMAN | {"vitamin_d_supplement_iu_per_day": 4000.0}, MET, "4,000 IU is the limit"),
    ("vitamin_d", WOMAN | {"vitamin_d_supplement_iu_per_day": 4001.0}, ABOVE, "over the limit"),
    ("vitamin_d", WOMAN | {"vitamin_d_supplement_iu_per_day": ""}, UNKNOWN, "did not answer"),
    ("vitamin_d", NO_AGE | {"vitamin_d_supplement_iu_per_day": 3999.0}, UNKNOWN, "no age: under the limit"),
    ("vitamin_d", NO_AGE | {"vitamin_d_supplement_iu_per_day": 4000.0}, UNKNOWN, "no age: 4,000 IU is the limit"),
    ("vitamin_d", NO_AGE | {"vitamin_d_supplement_iu_per_day": 4001.0}, ABOVE, "no age: over the limit of every age"),
    ("vitamin_d", NO_AGE | {"vitamin_d_supplement_iu_per_day": 20000.0}, ABOVE, "no age: far over the limit"),
    ("vitamin_d", WOMAN | {"vitamin_d_level_ng_ml": 11.0}, BELOW, "under 12"),
    ("vitamin_d", WOMAN | {"vitamin_d_level_ng_ml": 19.9}, BELOW, "12 to 20"),
    ("vitamin_d", WOMAN | {"vitamin_d_level_ng_ml": 20.0}, MET, "20 is enough"),
    ("vitamin_d", WOMAN | {"vitamin_d_level_ng_ml": 50.0}, MET, "50 is not above 50"),
    ("vitamin_d", WOMAN | {"vitamin_d_level_ng_ml": 51.0}, ABOVE, "above 50"),
    ("vitamin_d", WOMAN | KIDNEYS | {"vitamin_d_level_ng_ml": 11.0}, NOT_FOR, "a kidney specialist names the amount"),
    ("vitamin_d", WOMAN | PARATHYROID, NOT_FOR, "the gland that drives calcium is ill"),
    # -------- protein: 1.0 g/kg from 65 on, 66 g; a portion has 7.7 g (beans) to 26.4 g (chicken)
    ("protein", WOMAN | {"protein_portions_per_day": 9.0}, MET, "at least 9 x 7.7 = 69.3 g"),
    ("protein", WOMAN | {"protein_portions_per_day": 6.0}, UNKNOWN, "46 to 158 g: the goal lies between"),
    ("protein", WOMAN | {"protein_portions_per_day": 3.0}, UNKNOWN, "23 to 79 g: the goal lies between"),
    ("protein", WOMAN | {"protein_portions_per_day": 2.0}, BELOW, "two portions for 66 kg"),
    ("protein", WOMAN | {"protein_portions_per_day": ""}, UNKNOWN, "did not answer"),
    ("protein", WOMAN | {"weight_kg": ""}, UNKNOWN, "no weight, no target"),
    ("protein", WOMAN | {"conditions": ["kidney_disease"]}, NOT_FOR, "a kidney specialist names the amount"),
    # -------- impact: four days
    ("impact", SCANNED | {"impact_days_per_week": "4"}, MET, "four days"),
    ("impact", SCANNED | {"impact_days_per_week": "4", "falls_12_months": ""}, UNKNOWN, "four days, an answer is open"),
    ("impact", SCANNED | {"impact_days_per_week": "", "falls_12_months": ""}, UNKNOWN, "not told, an answer is open"),
    ("impact", WOMAN | {"impact_days_per_week": "4"}, NOT_FOR, "four days, but no scan"),
    ("impact", SCANNED | {"impact_days_per_week": "3"}, NOT_FOR, "after menopause jumps are a choice"),
    ("impact", of_man(66, **with_t(total_hip=-1.4)) | {"impact_days_per_week": "3"}, BELOW, "three days"),
    ("impact", SCANNED | {"impact_days_per_week": "0", "falls_12_months": ""}, UNKNOWN, "an answer is open"),
    ("impact", WOMAN | {"impact_days_per_week": "3"}, NOT_FOR, "three days, but no scan: jumps may be unsafe"),
    ("impact", SCANNED | {"impact_days_per_week": NOT_KNOWN}, UNKNOWN, "does not know"),
    ("impact", WOMAN | {"falls_12_months": "2"}, NOT_FOR, "who begins with help asks before jumps"),
    ("impact", WOMAN | {"warning_signs": ["back_pain"]}, NOT_FOR, "a clinician first"),
    # -------- walking: 20 minutes
    ("walking", WOMAN | {"walking_minutes_per_day": 20.0}, MET, "20 minutes"),
    ("walking", WOMAN | {"walking_minutes_per_day": 19.0}, BELOW, "19 minutes"),
    ("walking", WOMAN | {"walking_minutes_per_day": ""}, UNKNOWN, "did not answer"),
    ("walking", WOMAN | {"warning_signs": ["cannot_stand"]}, NOT_FOR, "a clinician first"),
    (
        "walking",
        of_woman(33, "premenopausal") | {"missed_periods": "yes", "walking_minutes_per_day": 5.0},
        NOT_FOR,
        "a doctor looks for the cause before she does more",
    ),
    # -------- cola: daily, in women
    ("cola", WOMAN | {"cola_per_week": 6.0}, MET, "six a week"),
    ("cola", WOMAN | {"cola_per_week": 7.0}, ABOVE, "every day"),
    ("cola", WOMAN | {"cola_per_week": ""}, UNKNOWN, "did not answer"),
    ("cola", MAN | {"cola_per_week": 14.0}, NOT_FOR, "no link was found in men"),
    # -------- caffeine: 400 mg
    ("caffeine", WOMAN | counted("caffeine_drinks_per_day", brewed_coffee=4) | {"cola_per_week": 0.0}, MET, "384 mg"),
    ("caffeine", WOMAN | counted("caffeine_drinks_per_day", brewed_coffee=5), ABOVE, "480 mg"),
    ("caffeine", WOMAN | NO_COFFEE | {"cola_per_week": ""}, UNKNOWN, "did not answer"),
    ("caffeine", WOMAN | {"caffeine_drinks_per_day.espresso": ""}, UNKNOWN, "one drink is open"),
    (
        "caffeine",
        WOMAN | {"caffeine_drinks_per_day.brewed_coffee": 5.0, "caffeine_drinks_per_day.espresso": ""},
        ABOVE,
        "480 mg already; what is open only adds",
    ),
    # -------- sodium: a habit
    ("sodium", WOMAN | {"salt_habit": "rarely"}, MET, "rarely"),
    ("sodium", WOMAN | {"salt_habit": "a_lot"}, ABOVE, "a lot"),
    ("sodium", WOMAN | {"salt_habit": "some"}, NOT_FOR, "a habit tells no milligrams"),
    ("sodium", WOMAN | {"salt_habit": NOT_KNOWN}, UNKNOWN, "does not know"),
]
NEVER = {
    ("balance", ABOVE): "nobody is told to balance less",
    ("home", ABOVE): "a home cannot be too safe",
    ("smoking", ABOVE): "any smoking is told as room to gain",
    ("smoking", NOT_FOR): "not smoking is for everybody",
    ("resistance", ABOVE): "no limit is known",
    ("alcohol", BELOW): "nobody is advised to drink",
    ("protein", ABOVE): "no limit was read",
    ("impact", ABOVE): "no limit is known",
    ("walking", ABOVE): "nobody is told to walk less",
    ("cola", BELOW): "nobody is advised to drink cola",
    ("caffeine", BELOW): "nobody is advised to take caffeine",
    ("caffeine", NOT_FOR): "the limit holds for everybody whom we know",
    ("sodium", BELOW): "nobody is advised to eat salt",
}


@pytest.mark.parametrize(
    ("key", "answers", "status", "why"), CASES, ids=[f"{key}, {why}, is {status}" for key, _, status, why in CASES]
)
def test_a_line_says_how_this_person_stands(key, answers, status, why):
    assert line(planned(answers), key).status is status


VARIED = [
    {**who, **body, **scan, **habits}
    for who in (WOMAN, MAN, YOUNG, of_woman(33, "premenopausal"), of_man(81), {"age_years": 70}, {})
    for body in ({}, {"weight_kg": ""}, {"falls_12_months": "2"}, {"warning_signs": ["back_pain"]})
    for scan in ({}, with_t(total_hip=-2.7))
    for habits in (
        {},
        SEDENTARY,
        {"smoking": "current", "salt_habit": "a_lot", "cola_per_week": 100.0, "protein_portions_per_day": 20.0},
        counted("drinks_per_week", spirits=70) | counted("caffeine_drinks_per_day", brewed_coffee=20),
    )
]


def test_what_cannot_be_is_never_said_to_anybody():
    said = {(row.key, row.status) for answers in VARIED for row in planned(answers).rows}
    assert not said & NEVER.keys()


def test_there_are_thirteen_lines_for_everybody():
    assert len(LINES["rows"]) == 13
    for answers in VARIED:
        assert sorted(row.key for row in planned(answers).rows) == sorted(LINES["rows"])


def test_the_weak_ones_stand_last_and_those_without_a_target_before_them():
    """Lifestyle notes 7: falls, smoking, strength, alcohol, calcium, vitamin D, protein, impact; cola, caffeine, salt last."""
    steady = [row.key for row in planned(WOMAN).rows]
    assert steady.index("home") == steady.index("walking") + 1, "without a goal, just before the weak ones"
    assert [row.key for row in planned(SCANNED | FELL).rows] == [
        "balance",
        "home",
        "smoking",
        "resistance",
        "alcohol",
        "calcium",
        "vitamin_d",
        "protein",
        "impact",
        "walking",
        "cola",
        "caffeine",
        "sodium",
    ]
    for answers in VARIED:
        rows = planned(answers).rows
        assert {row.key for row in rows[-3:]} == {"cola", "caffeine", "sodium"}
        without = [row.status is NOT_FOR for row in rows[:-3]]
        assert without == sorted(without)


@pytest.mark.parametrize("answers", [{}, {"age_years": 66, "sex": "female"}, {"age_years": 80, "sex": "male"}])
def test_who_answered_nothing_is_short_of_nothing(answers):
    """Unknown is never told as a gap."""
    assert {row.status for row in planned(answers).rows} <= {UNKNOWN, NOT_FOR}


# ------------------------------------------------------------------ the strength of the evidence


@pytest.mark.parametrize(
    ("answers", "strength"),
    [
        (WOMAN, Strength.WEAK),
        (WOMAN | {"falls_12_months": "1"}, Strength.STRONG),
        (WOMAN | {"exercise_cautions": ["unsteady"]}, Strength.STRONG),
        (WOMAN | {"rises_from_chair": "no"}, Strength.STRONG),
        (WOMAN | {"falls_12_months": NOT_KNOWN}, Strength.WEAK),
    ],
)
def test_a_safer_home_is_well_shown_only_in_people_likely_to_fall(answers, strength):
    """Cochrane 2023: rate ratio 0.62 at high risk, 1.05 in others."""
    assert line(planned(answers), "home").strength is strength


@pytest.mark.parametrize(
    ("answers", "remark"),
    [
        (WOMAN, "not_likely_to_fall"),
        (YOUNG, "not_likely_to_fall"),
        (WOMAN | {"falls_12_months": NOT_KNOWN}, "falls_open"),
        (WOMAN | {"falls_12_months": "", "home_checked": "no"}, "falls_open"),
        (WOMAN | {"falls_12_months": NOT_KNOWN, "exercise_cautions": ["unsteady"]}, None),
        (WOMAN | FELL, None),
        *(
            (WOMAN | {"conditions": [ill]}, "may_fall")
            for ill in ("parkinsons", "multiple_sclerosis", "spinal_cord_injury")
        ),
        (WOMAN | {"conditions": ["heart_or_stroke"]}, "may_fall"),
        (WOMAN | {"warning_signs": ["numb_or_weak_legs"]}, "may_fall"),
        (WOMAN | {"warning_signs": ["back_pain"]}, None),
        (WOMAN | {"exercise_cautions": ["heart_symptoms"]}, None),
        (WOMAN | {"care_home": "yes"}, "care_home"),
        (WOMAN | FELL | {"care_home": "yes"}, "care_home"),
    ],
)
def test_why_the_home_is_no_goal_is_said(answers, remark):
    assert line(planned(answers), "home").remark == remark


def test_balance_in_a_care_home_is_less_sure():
    """The trials were in people living at home (Cochrane 2020), so strong becomes moderate."""
    row = line(planned(WOMAN | {"care_home": "yes"}), "balance")
    assert (row.strength, row.remark) == (Strength.MODERATE, "care_home")
    assert line(planned(WOMAN), "balance").remark is None


@pytest.mark.parametrize(
    ("answers", "strength"),
    [(YOUNG, Strength.MODERATE), (WOMAN, Strength.CONTESTED), (MAN, Strength.CONTESTED), ({}, Strength.CONTESTED)],
)
def test_impact_has_better_evidence_before_menopause(answers, strength):
    """Bassey 1998: +2.8 % before, no difference after."""
    assert line(planned(answers), "impact").strength is strength


@pytest.mark.parametrize(
    ("key", "strength"),
    [
        ("balance", Strength.STRONG),
        ("smoking", Strength.MODERATE),
        ("resistance", Strength.MODERATE),
        ("walking", Strength.WEAK),
        ("cola", Strength.WEAK),
        ("caffeine", Strength.WEAK),
        ("sodium", Strength.CONTESTED),
    ],
)
def test_no_line_claims_more_than_the_notes_do(key, strength):
    """Lifestyle notes 4.4 and 7: falls strongest; 10 to 12 weak; sodium made no difference."""
    assert line(planned(WOMAN), key).strength is strength


# ------------------------------------------------------------------ the numbers come from the targets


@pytest.mark.parametrize(
    "answers", [YOUNG, of_woman(60), of_woman(60, country="uk"), of_man(60), of_woman(75), of_man(75)]
)
def test_calcium_and_vitamin_d_aim_at_the_target_of_this_person(answers):
    person = built(answers)[0].person
    plan = planned(answers)
    for key, target in (("calcium", calcium_target(person)), ("vitamin_d", vitamin_d_target(person))):
        row = line(plan, key)
        assert (row.target.least, row.target.most, row.body) == (target.least, target.most, target.body)
        assert row.upper_limit == target.upper_limit


def test_the_answer_on_food_is_what_the_food_calculator_says():
    check = built(WOMAN)[0]
    plan = planned(WOMAN)
    eaten = calcium_mg_per_day(check.lifestyle)
    assert (line(plan, "calcium").answer.least, line(plan, "calcium").answer.most) == (eaten.least, eaten.most)
    protein = line(plan, "protein").answer
    assert (protein.least, protein.most) == protein_g_per_day(check.lifestyle)


@pytest.mark.parametrize(
    ("answers", "g_per_kg"),
    [
        (YOUNG, 0.8),
        (of_woman(64), 0.8),
        (of_woman(65), 1.0),
        (of_woman(60, **with_t(total_hip=-1.0)), 0.8),
        (of_woman(60, **with_t(total_hip=-1.1)), 1.0),
        (of_man(45, **with_t(total_hip=-2.0)), 0.8),
        (of_man(45, **with_t(total_hip=-3.2)), 1.0),
    ],
)
def test_protein_is_raised_from_65_or_with_low_bone_density(answers, g_per_kg):
    """66 kg. In a man of 45 the Z-score tells: -0.8 is within the range, -2.0 below."""
    assert line(planned(answers), "protein").target.least == 66 * g_per_kg
    person = built(answers)[0].person
    assert line(planned(answers), "protein").target.least == protein_target(person, raised=g_per_kg == 1.0).least


def test_the_same_food_is_enough_in_the_uk_and_not_in_the_us():
    """250 + 295 + a pot of yogurt a day is between 700 and 1,200 mg."""
    food = counted("calcium_servings_per_week", milk=7, yogurt=7)
    assert 700 < line(planned(of_woman(60, **food)), "calcium").answer.middle < 1200
    assert line(planned(of_woman(60, **food)), "calcium").status is BELOW
    assert line(planned(of_woman(60, country="uk", **food)), "calcium").status is MET


@pytest.mark.parametrize("key", ["calcium", "vitamin_d"])
def test_elsewhere_the_us_figure_is_named_as_such(key):
    assert line(planned(of_woman(60, country="elsewhere")), key).remark == "us_figures"
    assert line(planned(of_woman(60, country="us")), key).remark is None


def test_without_an_age_there_is_no_goal_for_calcium_and_nobody_is_short_of_it():
    row = line(planned(WOMAN | {"age_years": "", **counted("calcium_servings_per_week")}), "calcium")
    assert (row.status, row.target, row.remark) == (UNKNOWN, None, "no_target")


def test_without_a_sex_a_person_of_60_between_both_goals_is_not_short():
    """1,000 mg for men and 1,200 mg for women; the least of about 1,060 to 1,680 mg is between."""
    food = {"calcium_servings_per_week.milk": 7.0}
    row = line(planned(WOMAN | {"age_years": 60, "sex": NOT_KNOWN} | food), "calcium")
    assert 1000 <= row.answer.least < 1200
    assert (row.status, row.remark) == (UNKNOWN, "target_open")


def test_an_open_food_names_the_question_that_is_open():
    row = line(planned(WOMAN | {"calcium_servings_per_week.milk": ""}), "calcium")
    assert (row.question, row.remark) == ("calcium_servings_per_week.milk", "partly_answered")
    assert row.answer.at_least
    assert "at least" in row_words(row, Level.BUILD_UP).answer


EATS_TOO_LITTLE = [
    {"missed_periods": "yes"},
    {"conditions": ["eating_disorder"], "weight_kg": 48.0},  # BMI 17.6
    {"weight_kg": 47.6},  # BMI 17.48
]
HELD = [{"exercise_cautions": [caution]} for caution in ("blood_pressure", "new_pain", "recent_surgery")]


@pytest.mark.parametrize("differs", [*EATS_TOO_LITTLE, *HELD])
def test_who_should_see_a_doctor_before_training_is_not_told_of_brisk_walking_but_of_a_clinician(differs):
    """Nothing more before a doctor looked; who jumps for want of food in the way hears to do no more than now."""
    needs_all = of_woman(33, "premenopausal", **{**SEDENTARY, **differs})
    lines = {key: line(planned(needs_all), key) for key in ("impact", "resistance", "walking")}
    assert {row.remark for row in lines.values()} == {"clinician_first"}
    assert {row.status for row in lines.values()} == {NOT_FOR}
    jumps = line(planned(needs_all | {"impact_days_per_week": "4"}), "impact")
    assert (jumps.status, jumps.remark) == (
        NOT_FOR,
        "no_more_than_now" if differs in EATS_TOO_LITTLE else "clinician_first",
    )


@pytest.mark.parametrize("differs", HELD)
def test_where_a_doctor_looks_first_no_line_of_training_is_on_target_or_short(differs):
    """Nor does the level offer anything to learn, or a walk up to brisk."""
    plan = planned(of_woman(70, **differs))
    assert {line(plan, key).remark for key in ("balance", "resistance", "impact", "walking")} == {"clinician_first"}
    said = level_words(plan.exercise)
    assert said.learn == ()
    assert not any("brisk" in text or "Gentle strength" in text for text in (*said.keep, *said.safe))


@pytest.mark.parametrize("differs", EATS_TOO_LITTLE)
def test_who_may_eat_too_little_learns_no_new_training_before_a_doctor_looked(differs):
    plan = planned(of_woman(33, "premenopausal", **differs))
    said = level_words(plan.exercise)
    assert said.learn == ()
    assert any("no more" in text for text in said.keep)
    for key in ("resistance", "walking", "impact"):
        assert (line(plan, key).status, line(plan, key).remark) == (NOT_FOR, "no_more_than_now"), key


HIP = {"fracture_since_50": "yes", "fracture_sites": ["hip"], "fracture_count": "1"}
SPINE_AND_WRIST = {"fracture_since_50": "yes", "fracture_sites": ["spine", "wrist"], "fracture_count": "2"}


@pytest.mark.parametrize("differs", [{"falls_12_months": "2"}, HIP, SPINE_AND_WRIST, with_t(total_hip=-2.5)])
def test_who_begins_with_help_does_not_jump_before_somebody_looked(differs):
    """R12.1: brisk walking is the impact until then, whatever was done before."""
    for days, remark in (("0", "ask_first"), ("4", "no_jumps_yet")):
        plan = planned(WOMAN | differs | {"impact_days_per_week": days})
        assert line(plan, "impact").remark == remark
        said = level_words(plan.exercise)
        assert not any("more than now" in text for text in (*said.keep, *said.ask))


def test_a_low_z_score_alone_stops_no_jumps_of_today():
    scan = with_t(total_hip=-2.4) | {"total_hip.z_score": -2.3, "t_score_reference": "men"}
    assert line(planned(of_man(45, **scan)), "impact").remark == "no_more_than_now"


@pytest.mark.parametrize("question", ["warning_signs", "falls_12_months", "fracture_since_50"])
def test_nobody_is_asked_to_jump_while_an_answer_is_open_that_could_make_it_unsafe(question):
    """The line names the first such question, so that one can answer it, and no goal, whatever is told of jumps."""
    for days in ("", "0", "4"):
        plan = planned({**SCANNED, "impact_days_per_week": days, question: ""})
        row = line(plan, "impact")
        assert (row.status, row.remark, row.question) == (UNKNOWN, "level_open", question)
        said = row_words(row, plan.exercise.level)
        assert said.target == ""
        assert not re.search(r"heel|jump|stamp|hop", " ".join(said.how))


@pytest.mark.parametrize("ill", ["kidney_disease", "hyperparathyroidism"])
def test_whose_body_handles_calcium_in_another_way_gets_no_goal(ill):
    """Neither a goal, nor an upper limit, nor "room for more", whatever is eaten."""
    for more in ({}, NO_FOOD):
        plan = planned({**WOMAN, "conditions": [ill], **more})
        for key in ("calcium", "vitamin_d"):
            row = line(plan, key)
            assert (row.status, row.target, row.upper_limit, row.remark) == (NOT_FOR, None, None, "ask_doctor")


@pytest.mark.parametrize("ill", ["kidney_disease", "hyperparathyroidism"])
def test_an_overdose_is_told_whatever_the_illness(ill):
    too_much = {"calcium_supplement_mg_per_day": 3000.0, "vitamin_d_supplement_iu_per_day": 4001.0}
    plan = planned({**WOMAN, "conditions": [ill], **too_much})
    assert [line(plan, key).remark for key in ("calcium", "vitamin_d")] == ["over_limit", "over_dose"]


def test_an_illness_that_is_not_known_leaves_the_usual_goal():
    row = line(planned({**WOMAN, "conditions": [NOT_KNOWN]}), "calcium")
    assert row.target.least == 1200


def test_in_the_uk_10_000_iu_and_4_000_mg_are_both_too_much():
    """No UK upper limit was read, so those of the US warn: 4,000 IU, and 2,000 mg from 51 on."""
    plan = planned(of_woman(60, country="uk", vitamin_d_supplement_iu_per_day=1e4, calcium_supplement_mg_per_day=4e3))
    assert (line(plan, "vitamin_d").status, line(plan, "vitamin_d").remark) == (ABOVE, "over_dose")
    assert (line(plan, "calcium").status, line(plan, "calcium").remark) == (ABOVE, "over_limit")
    assert (line(plan, "vitamin_d").upper_limit, line(plan, "calcium").upper_limit) == (4000, 2000)
    assert (line(plan, "vitamin_d").body, line(plan, "calcium").target.least) == ("uk", 700)


def test_too_much_without_an_age_is_warned_of_and_comes_first():
    """20,000 IU and 5,000 mg are too much at every adult age, also where nothing else is known."""
    for more in ({}, NO_FOOD):
        plan = planned(
            NO_AGE | more | {"vitamin_d_supplement_iu_per_day": 20000.0, "calcium_supplement_mg_per_day": 5000.0}
        )
        assert line(plan, "vitamin_d").remark == "over_dose"
        assert line(plan, "calcium").remark == "over_limit"
        assert {"vitamin_d_too_much", "calcium_too_much"} <= {action.key for action in plan.actions}
    alone = planned({"vitamin_d_supplement_iu_per_day": 20000.0, "calcium_supplement_mg_per_day": 5000.0})
    assert [line(alone, key).status for key in ("vitamin_d", "calcium")] == [ABOVE, ABOVE]


def test_a_blood_level_counts_before_the_dose():
    row = line(planned(WOMAN | {"vitamin_d_level_ng_ml": 15.0, "vitamin_d_supplement_iu_per_day": 800.0}), "vitamin_d")
    assert (row.status, row.remark, row.body) == (BELOW, "blood_maybe_low", "blood")


def test_a_small_dose_without_a_blood_test_need_not_be_too_little():
    row = line(planned(WOMAN | {"vitamin_d_supplement_iu_per_day": 0.0}), "vitamin_d")
    assert row.remark == "food_and_sun"


@pytest.mark.parametrize(("age", "remark"), [(74, "food_and_sun"), (75, "tablet_from_75"), (90, "tablet_from_75")])
def test_from_75_on_a_small_tablet_is_less_than_advised(age, remark):
    """Endocrine Society 2024: a daily tablet from 75 on, without a test. Before, food and sun may do."""
    row = line(planned(of_woman(age, vitamin_d_supplement_iu_per_day=0.0)), "vitamin_d")
    assert (row.status, row.remark) == (BELOW if age >= 75 else UNKNOWN, remark)


@pytest.mark.parametrize(
    ("blood", "dose", "status", "remark"),
    [
        (11.9, 4000.0, BELOW, "blood_low"),
        (12.0, 4000.0, BELOW, "blood_maybe_low"),
        (9.0, 4001.0, ABOVE, "over_dose_and_low"),
        (19.9, 10000.0, ABOVE, "over_dose_and_low"),
        (20.0, 10000.0, ABOVE, "over_dose"),
        (60.0, 4000.0, ABOVE, "blood_high"),
        (60.0, 5000.0, ABOVE, "over_dose_and_high"),
    ],
)
def test_no_blood_level_hides_a_dose_above_the_limit(blood, dose, status, remark):
    """R13.1 and R13.3: above 4,000 IU a day the dose is told and asked about, beside any level."""
    given = {"vitamin_d_level_ng_ml": blood, "vitamin_d_supplement_iu_per_day": dose}
    plan = planned(WOMAN | given)
    row = line(plan, "vitamin_d")
    assert (row.status, row.remark) == (status, remark)
    said = row_words(row, Level.BUILD_UP)
    assert "IU a day taken" in said.answer
    over = dose > 4000
    assert ("above the US upper limit" in said.remark) == over
    low_on_much = over and blood < 20
    assert ("vitamin_d_dose" in plan.doctor_questions) == (over and not low_on_much)
    assert ("vitamin_d_low_on_much" in plan.doctor_questions) == low_on_much  # R13.4: why, and which dose
    assert ("vitamin_d_low_on_much" in firsts(plan)) == low_on_much
    assert not low_on_much or "vitamin_d_too_much" not in firsts(plan)
    assert ("vitamin_d" in plan.doctor_questions) == (blood < 20 and not over)
    assert (
        row_words(
            line(planned(WOMAN | {"vitamin_d_level_ng_ml": blood, "vitamin_d_supplement_iu_per_day": ""}), "vitamin_d"),
            Level.BUILD_UP,
        ).answer
        == f"You: {blood:g} ng/mL in blood"
    )


@pytest.mark.parametrize(
    ("pregnancy", "espressos", "status"),
    [("no", 6, MET), ("pregnant", 3, MET), ("pregnant", 4, ABOVE), ("breastfeeding", 4, MET)],
)
def test_caffeine_has_the_limit_of_pregnancy_in_pregnancy(pregnancy, espressos, status):
    """200 mg by the source of the threshold, which names pregnancy alone; an espresso has about 63 mg."""
    woman = of_woman(31, "premenopausal", pregnancy=pregnancy, **counted("caffeine_drinks_per_day", espresso=espressos))
    row = line(planned(woman), "caffeine")
    assert row.target.least == (200 if pregnancy == "pregnant" else 400)
    assert row.status is status


@pytest.mark.parametrize("pregnancy", ["pregnant", "breastfeeding"])
def test_the_alcohol_of_hips_is_no_limit_for_a_pregnancy(pregnancy):
    """Neither "below where hip breaks rise" nor "more than advised"; no amount, and the doctor or midwife is asked."""
    drinks = {"pregnancy": pregnancy, **counted("drinks_per_week", wine=4)}
    plan = planned(of_woman(31, "premenopausal", **drinks))
    row = line(plan, "alcohol")
    assert (row.status, row.remark, row.target) == (NOT_FOR, "pregnant", None)
    assert row_words(row, Level.BUILD_UP).status == "Ask your doctor"
    assert not plan.reassures
    assert first(plan, "doctor").reasons == ("drinks_around_birth",)
    assert "alcohol_around_birth" in plan.doctor_questions
    much = planned(of_woman(31, "premenopausal", **drinks | counted("drinks_per_week", wine=40)))
    assert (line(much, "alcohol").status, line(much, "alcohol").target) == (NOT_FOR, None)
    assert "alcohol" not in firsts(much)
    assert first(much, "doctor").reasons == ("drinks_around_birth",)
    none = planned(of_woman(31, "premenopausal", pregnancy=pregnancy, **counted("drinks_per_week")))
    assert (line(none, "alcohol").status, line(none, "alcohol").target) == (MET, None)
    assert "doctor" not in firsts(none)


# Milk has 276 to 327 mg a glass (244 g with 113 to 134 mg per 100 g), and other food 250 mg.
@pytest.mark.parametrize(
    ("age", "tablets_mg", "status", "remark"),
    [
        (45, 1400.0, MET, None),  # 1,926 to 1,977 mg with a glass a day
        (45, 1450.0, MET, "near_limit"),  # 1,976 to 2,027
        (45, 1480.0, ABOVE, "over_least_limit"),  # 2,006 to 2,057: not above the 2,500 of her age
        (45, 2000.0, ABOVE, "over_limit"),  # 2,526 to 2,577
        (60, 1400.0, MET, None),
        (60, 1450.0, MET, "near_limit"),  # the likely sum is 1,995
        (60, 1460.0, ABOVE, "near_limit"),  # the likely sum is 2,005, and the range begins at 1,986
        (60, 1480.0, ABOVE, "over_limit"),  # 2,006 to 2,057
    ],
)
def test_calcium_is_never_on_target_where_all_of_it_is_above_the_lowest_upper_limit(age, tablets_mg, status, remark):
    """R13.3: 2,000 mg is the one number that holds everywhere; a range that reaches it is told so."""
    food = counted("calcium_servings_per_week", milk=7)
    plan = planned(
        of_woman(age, "premenopausal" if age < 50 else "postmenopausal", **food)
        | {"calcium_supplement_mg_per_day": tablets_mg}
    )
    row = line(plan, "calcium")
    assert (row.status, row.remark) == (status, remark)
    assert ("calcium_over_limit" in plan.doctor_questions) == (status is ABOVE)


@pytest.mark.parametrize(
    ("age", "tablets_mg", "status", "remark"),
    [
        (21, 2000.0, MET, None),
        (21, 2001.0, ABOVE, "over_least_limit"),
        (21, 2500.0, ABOVE, "over_least_limit"),
        (21, 2501.0, ABOVE, "over_limit"),
        (60, 2001.0, ABOVE, "over_limit"),
    ],
)
def test_tablets_alone_above_the_lowest_upper_limit_are_too_much(age, tablets_mg, status, remark):
    """R13.3: with no word on food, which can only add to them."""
    plan = planned(
        of_woman(age, "premenopausal" if age < 50 else "postmenopausal")
        | NO_FOOD
        | {"calcium_supplement_mg_per_day": tablets_mg}
    )
    row = line(plan, "calcium")
    assert (row.status, row.remark) == (status, remark)
    assert ("calcium_over_limit" in plan.doctor_questions) == (status is ABOVE)
    if status is ABOVE:
        assert " may get " not in row_words(row, Level.BUILD_UP).remark


@pytest.mark.parametrize("ill", ["kidney_disease", "hyperparathyroidism", "high_urine_calcium"])
def test_a_vitamin_d_level_without_a_goal_is_still_a_level_in_blood(ill):
    """ "20 IU a day" would read like a dose."""
    answers = WOMAN | {"conditions": [ill], "vitamin_d_level_ng_ml": 20.0, "vitamin_d_supplement_iu_per_day": ""}
    plan = planned(answers)
    assert line(plan, "vitamin_d").status is NOT_FOR
    said = row_words(line(plan, "vitamin_d"), plan.exercise.level)
    assert said.answer == "You: 20 ng/mL in blood"
    assert said.target == ""


@pytest.mark.parametrize(
    ("dose", "remark"), [(0.0, "blood_high_none_taken"), (800.0, "blood_high"), ("", "blood_high")]
)
def test_a_high_level_with_none_taken_is_asked_about_and_no_dose_is(dose, remark):
    plan = planned(WOMAN | {"vitamin_d_level_ng_ml": 60.0, "vitamin_d_supplement_iu_per_day": dose})
    assert line(plan, "vitamin_d").remark == remark
    assert ("vitamin_d_too_much" in firsts(plan)) == (dose != 0.0)
    assert ("vitamin_d_high_without_any" in plan.doctor_questions) == (dose == 0.0)
    assert ("vitamin_d_high" in plan.doctor_questions) == (dose != 0.0)


@pytest.mark.parametrize(
    ("tablets", "status", "remark"),
    [
        (0.0, UNKNOWN, None),
        (500.0, UNKNOWN, "partly_answered"),
        (1199.0, UNKNOWN, "partly_answered"),
        (1200.0, MET, None),
    ],
)
def test_calcium_tablets_count_without_a_word_on_food(tablets, status, remark):
    """Food can only add to them: a goal of 1,200 mg that they reach alone is reached."""
    food = {key: "" for key in WOMAN if key.startswith("calcium_servings_per_week")}
    row = line(planned(WOMAN | food | {"calcium_supplement_mg_per_day": tablets}), "calcium")
    assert (row.status, row.remark) == (status, remark)
    assert ("at least" in row_words(row, Level.BUILD_UP).answer) == bool(tablets)
    assert (f"{tablets:,.0f} mg" in row_words(row, Level.BUILD_UP).answer) == bool(tablets)


def test_a_range_that_begins_below_the_upper_limit_may_be_above_it():
    """2,000 mg from 51: 1,460 mg in tablets and a glass of milk a day are 1,986 to 2,037 mg."""
    food = counted("calcium_servings_per_week", milk=7)
    row = line(planned(of_woman(60, **food, calcium_supplement_mg_per_day=1460.0)), "calcium")
    said = row_words(row, Level.BUILD_UP)
    assert said.answer == "You: about 1,990 to 2,040 mg a day"
    assert "You may get more than" in said.remark
    assert "That is above" not in said.remark


def test_a_number_is_not_rounded_onto_the_other_side_of_its_goal_or_limit():
    """Mugs of 96 mg: 404 mg is above 400 mg and said so, and 1,196 mg of calcium is under 1,200."""
    none = WOMAN | counted("caffeine_drinks_per_day") | {"cola_per_week": 0.0}
    for mugs, status, said in ((400 / 96, MET, "400 mg"), (404 / 96, ABOVE, "404 mg"), (398 / 96, MET, "398 mg")):
        row = line(planned(none | {"caffeine_drinks_per_day.brewed_coffee": mugs}), "caffeine")
        assert row.status is status
        assert said in row_words(row, Level.BUILD_UP).answer
    tablets = line(planned(WOMAN | NO_FOOD | {"calcium_supplement_mg_per_day": 1196.0}), "calcium")
    assert "1,196 mg" in row_words(tablets, Level.BUILD_UP).answer


@pytest.mark.parametrize("question", ["caffeine_drinks_per_day", "drinks_per_week"])
def test_nobody_reads_at_least_0(question):
    """One kind of drink told as none, and the others open: nothing is known yet."""
    key = {"caffeine_drinks_per_day": "caffeine", "drinks_per_week": "alcohol"}[question]
    given = dict.fromkeys(counted(question), "") | {next(iter(counted(question))): 0.0}
    no_cola = WOMAN | {"cola_per_week": 0.0}
    row = line(planned(no_cola | given), key)
    assert row.status is UNKNOWN
    assert row.answer is None
    all_told = line(planned(no_cola | counted(question)), key)
    assert (all_told.status, all_told.answer.most) == (MET, 0)


def test_a_little_caffeine_is_not_told_as_none():
    """A can of cola a week has about 33 mg: 5 mg a day."""
    row = line(planned(WOMAN | {"cola_per_week": 1.0} | counted("caffeine_drinks_per_day")), "caffeine")
    assert row_words(row, Level.BUILD_UP).answer == "You: 5 mg of caffeine a day"


def test_protein_between_is_not_short_and_says_why():
    """Portions only are counted, and other food adds some."""
    row = line(planned(WOMAN | {"protein_portions_per_day": 3.0}), "protein")
    assert (row.status, row.remark, row.gap) == (UNKNOWN, "portions_only", 0.0)


def test_a_dose_over_the_limit_is_told_also_with_a_good_blood_level():
    given = {"vitamin_d_level_ng_ml": 30.0, "vitamin_d_supplement_iu_per_day": 5000.0}
    row = line(planned(WOMAN | given), "vitamin_d")
    assert (row.status, row.remark) == (ABOVE, "over_dose")


@pytest.mark.parametrize(
    ("key", "answers", "gap"),
    [
        ("resistance", {"resistance_days_per_week": "0"}, 1.0),
        ("resistance", {"resistance_days_per_week": "1"}, 0.5),
        ("walking", {"walking_minutes_per_day": 15.0}, 0.25),
        ("balance", {"balance_days_per_week": "3"}, 0.0),
        ("balance", {"balance_days_per_week": NOT_KNOWN}, 0.0),
        ("smoking", {"smoking": "current"}, 1.0),
        ("cola", {"cola_per_week": 7.0}, 0.0),
        ("cola", {"cola_per_week": 14.0}, 1.0),
        ("cola", {"cola_per_week": 100.0}, 1.0),
    ],
)
def test_how_far_from_enough(key, answers, gap):
    """The share of the target that is missing, or the share of the limit that is too much, at most all of it."""
    assert line(planned(WOMAN | answers), key).gap == gap


# ------------------------------------------------------------------ the words


@pytest.mark.parametrize("answers", VARIED[::7] + [answers for _, answers, _, _ in CASES])
def test_every_line_is_said_in_full(answers):
    plan = planned(answers)
    level = plan.exercise.level
    for row in plan.rows:
        said = row_words(row, level)
        assert said.title
        assert said.status
        assert said.answer
        assert said.evidence.startswith("Evidence: ")
        assert bool(said.find_out) == (row.status is UNKNOWN and "find_out" in LINES[row.key])
        assert (said.target == "") == (
            row.status is NOT_FOR or (row.target is None and row.key in {"calcium", "vitamin_d", "protein"})
        ) or row.remark == "level_open"
        assert bool(said.how) == (row.status is not NOT_FOR and not level.waits), "how only where it is for them"
        parts = [said.answer, said.target, said.remark, *said.worth, *said.how, row_sentence(row, level)]
        told = " ".join(part for part in parts if part)
        assert not re.search(r"[{}]|None|\bnan\b|\.\.|  ", told)
        assert set(said.sources) <= citations().keys()
        assert question_of(row.question)


@pytest.mark.parametrize(
    ("key", "answers", "said"),
    [
        ("calcium", WOMAN | {"country": "uk"}, ("Goal: 700 mg a day (UK)", "On target")),
        ("calcium", of_man(60), ("Goal: 1,000 mg a day (US)", "On target")),
        ("vitamin_d", of_woman(75), ("You: 800 IU a day", "Goal: 800 IU a day (US)")),
        ("vitamin_d", WOMAN | {"vitamin_d_level_ng_ml": 15.5}, ("You: 15.5 ng/mL in blood", "Goal: 20 ng/mL in blood")),
        ("alcohol", WOMAN | counted("drinks_per_week", beer=20), ("You: 41 g of alcohol a day", "Above 16 g")),
        ("cola", WOMAN, ("You: 1 a week", "Less than 7 a week", "Less than every day")),
        ("smoking", WOMAN | {"smoking": "ex"}, ("smoked in the past", "Goal: no smoking", "On target")),
        ("home", WOMAN | FELL | {"home_checked": "partly"}, ("partly done", "Some things to do")),
        ("home", WOMAN, ("gone through", "No goal needed here")),
        ("protein", WOMAN, ("Goal: 66 to 79 g a day",)),  # 66 kg x 1.0 and x 1.2 = 79.2
        ("balance", WOMAN, ("You: 3 days a week", "Goal: 3 days a week")),
        ("balance", WOMAN | {"balance_days_per_week": ""}, ("You: not answered", "Not known yet")),
        ("balance", YOUNG, ("No goal needed here",)),
        ("sodium", WOMAN | {"salt_habit": "some"}, ("some salty food", "No goal needed here")),
        ("sodium", WOMAN | {"salt_habit": "a_lot"}, ("a lot of salty food", "Under 2,300 mg of sodium a day")),
        (
            "alcohol",
            WOMAN | counted("drinks_per_week", beer=20) | {"drinks_per_week.wine": ""},
            ("You: at least 41 g of alcohol a day", "More than advised"),
        ),
        ("calcium", WOMAN | KIDNEYS, ("No goal needed here",)),
    ],
)
def test_a_line_in_words(key, answers, said):
    """Beer: 355 ml x 5 % x 0.8 = 14.2 g; 20 a week are 40.6 g a day. From 20 on a decimal says nothing."""
    told = row_sentence(line(planned(answers), key), Level.BUILD_UP)
    assert all(part in told for part in said)


def test_what_is_unknown_is_never_told_as_missing():
    for row in planned({"age_years": 66, "sex": "female"}).rows:
        said = row_sentence(row, Level.BUILD_UP)
        assert not re.search("Room|More than|Less than advised|Some things", said)


@pytest.mark.parametrize("key", ["balance", "resistance", "walking"])
def test_how_to_do_it_is_gentle_for_who_begins_with_help(key):
    """No brisk walking, no class and no sets to failure before a physiotherapist has looked."""
    row = line(planned(WOMAN | {"falls_12_months": "2"} | SEDENTARY), key)
    assert row.status is BELOW
    with_help = row_words(row, Level.SUPERVISED).how
    assert with_help == tuple(LINES[key]["how_supervised"])
    assert not re.search("brisk|class|hard|Two sets", " ".join(with_help))
    assert row_words(row, Level.BUILD_UP).how == tuple(map(filled, LINES[key]["how"]))
    assert row_words(row, Level.STOP).how == row_words(row, Level.URGENT).how == ()


def test_only_exercise_has_words_for_who_begins_with_help():
    assert {key for key in LINES["rows"] if "how_supervised" in LINES[key]} == {
        "balance",
        "resistance",
        "walking",
        "impact",
    }


@pytest.mark.parametrize(
    ("answers", "key", "said"),
    [
        (WOMAN, "balance", "3 of 3 days"),
        (WOMAN | {"walking_minutes_per_day": 5.0}, "walking", "5 of 20 min"),
        (WOMAN | {"smoking": "current"}, "smoking", "smoking now"),
        (WOMAN | {"balance_days_per_week": ""}, "balance", "not answered"),
        (WOMAN | {"vitamin_d_level_ng_ml": 15.0}, "vitamin_d", "15 of 20 ng/mL"),
        (WOMAN, "cola", "1 a week"),  # a limit: what counts is the answer
        (WOMAN, "home", "no goal"),
        (WOMAN | {"warning_signs": ["back_pain"]}, "balance", "clinician first"),
        (WOMAN | {"warning_signs": ["cannot_stand"]}, "balance", "get care now"),
        (WOMAN | {"falls_12_months": "2"}, "impact", "not yet"),
        (WOMAN | {"falls_12_months": "2", "impact_days_per_week": "0"}, "impact", "ask first"),
        (WOMAN | KIDNEYS, "protein", "ask your doctor"),
    ],
)
def test_a_closed_line_says_the_answer_and_the_goal_in_a_few_words(answers, key, said):
    assert row_short(line(planned(answers), key)).replace("\u00a0", " ") == said


@pytest.mark.parametrize("answers", VARIED[::7] + [answers for _, answers, _, _ in CASES])
def test_a_closed_line_is_short_and_stands_in_one_group(answers):
    plan = planned(answers)
    for row in plan.rows:
        short, group = row_short(row), group_of(row)
        assert 0 < len(short) <= 26, short
        assert group_words(group)
        assert (group is Group.NOT_FOR_YOU) == (row.status is NOT_FOR)
        if group not in {Group.NOT_FOR_YOU, Group.WEAK}:
            status = {Group.FINE: {MET}, Group.NOT_KNOWN: {UNKNOWN}, Group.WORK_ON: {BELOW, ABOVE}}[group]
            assert row.status in status
        assert (group is Group.WEAK) <= (row.key in LINES["last"])


def test_a_line_asks_its_own_questions_and_what_holds_its_answer_back():
    rows = {row.key: asks(row) for row in planned(WOMAN).rows}
    assert {key: tuple(LINES[key]["asks"]) for key in rows} == rows
    assert set().union(*rows.values()) >= {key for key, q in questions().items() if q.part == "row"} - {"country"}
    assert asks(line(planned(NO_AGE), "calcium"))[0] == "age_years"
    assert "weight_kg" in asks(line(planned(WOMAN | {"weight_kg": ""}), "protein"))
    young = of_woman(60) | {"sex": ""} | NO_FOOD
    assert "sex" not in asks(line(planned(young), "calcium"))  # no food yet: the food comes first
    # Whether the home matters depends on falls: that question comes first.
    open_falls = planned(WOMAN | {"falls_12_months": "", "home_checked": "no"})
    assert asks(line(open_falls, "home")) == ("falls_12_months", "home_checked")
    # Drinks stand behind one question, which asks for them.
    assert asks(line(planned(WOMAN | {"drinks_per_week.beer": ""}), "alcohol")) == ("drinks_alcohol",)


def test_the_summary_counts_what_is_fine_to_work_on_and_not_known_as_they_stand_on_the_page():
    """Above and below are both to work on; weak proof and what has no goal stand apart, and are not counted."""
    differs = {"smoking": "current", "salt_habit": "a_lot", "cola_per_week": "", "caffeine_drinks_per_day.espresso": ""}
    # Fine: balance, strength, alcohol, calcium, vitamin D, impact, walking. To work on: smoking.
    # Not known: protein (31 to 106 g, between). Weak proof: cola, caffeine, salt. Without a goal: the home of a steady woman.
    assert summary(planned(SCANNED | differs).rows) == "7 fine · 1 to work on · 1 not known"


# Each number that stands in the words, with its place in lifestyle_evidence.md.
NUMBERS = {
    ("balance", "under_60"): {"60"},  # 4.4
    ("balance", "how"): {"15", "20"},  # 4.5: daily 15 to 20 minutes
    ("resistance", "how"): {"8", "12"},  # 4.5: 2 sets of 8 to 12
    ("alcohol", "worth"): {"8", "2"},  # 2.6: a UK unit is 8 g, and two are 1.1 US drinks
    ("calcium", "how"): {"500"},  # 2.1: 500 mg or less at a time
    ("calcium", "us_figures"): {"700", "1,300"},  # 2.1
    ("calcium", "near_limit"): {"2,000"},  # 2.1: from 51 on
    ("calcium", "over_least_limit"): {"2,000"},
    ("vitamin_d", "worth"): {"4,000", "40"},  # 3, and 1, row 19
    ("vitamin_d", "how"): {"4,000"},  # 2.2
    ("vitamin_d", "find_out"): {"2.5"},
    ("vitamin_d", "tablet_from_75"): {"75"},  # 2.2
    ("vitamin_d", "blood_enough"): {"30"},  # 2.3
    ("vitamin_d", "us_figures"): {"400"},  # 2.2
    ("impact", "how"): {"10", "20", "50"},  # 4.5: about 50 in sets of 10 to 20
    ("sodium", "target"): {"2,300"},  # 2.4
}
QUOTED = {  # the same, as the notes write them
    "60": "people 60+",
    "2": "No rise up to 2 *units*/day",
    "8": "8–12 reps",
    "15": "daily 15–20 min",
    "2.5": "T 0 to −2.5",
    "12": "2 sets of 8–12",
    "500": "500 mg or less at a time",
    "700": "UK adults 700",
    "1,300": "1,300 after menopause",
    "2,000": "| women 51–70 | 1,200 | 2,000 |",
    "40": "above 40 ng/mL",
    "4,000": "4,000 / 10,000 IU vs 400 IU, 3 years",
    "75": "suggests a supplement over 75",
    "30": "≥ 30",
    "400": "10 µg (400 IU) supplement",
    "10": "sets of 10–20",
    "20": "sets of 10–20",
    "50": "about 50 impacts",
    "2,300": "under 2,300 mg/day",
}


def words_with_numbers():
    for key in LINES["rows"]:
        entry = LINES[key]
        parts = {part: entry[part] for part in ("title", "worth", "find_out", "target") if part in entry}
        parts |= {"how": " ".join(entry["how"]), **entry["remarks"]}
        for part, text in parts.items():
            if found := set(re.findall(r"\d[\d,.]*\d|\d", filled(text, **numbers()))):
                yield (key, part), found


def test_the_words_hold_no_number_that_the_notes_do_not_hold():
    assert dict(words_with_numbers()) == NUMBERS
    assert QUOTED.keys() == set().union(*NUMBERS.values())


def test_a_number_in_the_words_stands_in_the_notes():
    assert [number for number, quoted in QUOTED.items() if quoted not in notes("lifestyle_evidence")] == []


def test_training_and_salt_are_told_as_their_studies_were():
    """A watched group shows no cause; light training gained as much at the hip as moderate, hard training nothing."""
    assert "study watched women" in LINES["sodium"]["worth"]
    assert "made no difference" not in LINES["sodium"]["worth"]
    assert "only lighter training showed a gain at the hip" in LINES["resistance"]["worth"]
    assert {"spine_exercise_light", "neck_exercise_light"} <= set(LINES["resistance"]["effects"])
    assert "falls_exercise_breaks" in LINES["balance"]["effects"]


def test_what_a_line_is_worth_promises_nothing():
    """Calcium: 0.6 to 1.8 %, once, so "about one part in a hundred". No cure, no certainty, no breaks prevented."""
    for key in LINES["rows"]:
        worth = LINES[key]["worth"]
        assert not re.search(
            r"\bprevents?\b(?! breaks is disputed)|\bproven|\bguarantee|\bwill (not )?break|revers", worth
        )
    assert "once" in LINES["calcium"]["worth"]
    assert "No study was large enough to show fewer breaks" in LINES["resistance"]["worth"]


@pytest.mark.parametrize("key", ["cola", "caffeine", "sodium"])
def test_weak_and_disputed_evidence_is_called_so(key):
    said = plain(row_words(line(planned(WOMAN), key), Level.BUILD_UP).evidence + LINES[key]["worth"])
    assert re.search("weak|disputed", said)


# ------------------------------------------------------------------ the data are complete


def test_every_word_of_the_checklist_is_used_and_every_use_has_a_word():
    assert LINES.keys() == {*LINES["rows"], "rows", "last", "asks_for", "words"}
    assert set(LINES["last"]) <= set(LINES["rows"])
    words = LINES["words"]
    assert words["status"].keys() == set(Status)
    assert words["strength"].keys() == words["strength_means"].keys() == set(Strength)
    for name in words["status_of"]:
        key, status = next((row, name.removeprefix(f"{row}_")) for row in LINES["rows"] if name.startswith(f"{row}_"))
        assert (key, Status(status)) not in NEVER
    remarks = {remark for key in LINES["rows"] for remark in LINES[key]["remarks"]}
    assert words["short"].keys() - {"open", "of", "at_least", "span", "no_goal"} <= remarks
    assert LINES["asks_for"].keys() <= remarks
    assert words["unit_short"].keys() == words["unit"].keys()
    assert words["group"].keys() == set(Group)
    for name in words["said"]:
        key, answer = next((row, name.removeprefix(f"{row}_")) for row in LINES["rows"] if name.startswith(f"{row}_"))
        question = {"home": "home_checked", "smoking": "smoking", "sodium": "salt_habit"}[key]
        assert answer in question_of(question).options
    for question, key in (("home_checked", "home"), ("smoking", "smoking"), ("salt_habit", "sodium")):
        said = {name.removeprefix(f"{key}_") for name in words["said"] if name.startswith(f"{key}_")}
        assert said == set(question_of(question).options) - {NOT_KNOWN}


def test_every_remark_is_said_to_somebody():
    more = [
        WOMAN | {"falls_12_months": "2", "impact_days_per_week": "0"},
        of_woman(31, "premenopausal", pregnancy="pregnant"),
        *(WOMAN | {"vitamin_d_level_ng_ml": blood, "vitamin_d_supplement_iu_per_day": 5000.0} for blood in (9.0, 60.0)),
        of_woman(33, "premenopausal", **{**SEDENTARY, "missed_periods": "yes"}),
        of_woman(80, vitamin_d_supplement_iu_per_day=0.0, weight_kg=36.0),
        WOMAN | {"vitamin_d_level_ng_ml": 60.0, "vitamin_d_supplement_iu_per_day": 0.0},
        YOUNG | {"calcium_supplement_mg_per_day": 900.0},
        WOMAN | {"sex": NOT_KNOWN, "age_years": 60, "calcium_servings_per_week.milk": 7.0},
        WOMAN | {"age_years": "", "vitamin_d_supplement_iu_per_day": 800.0},
        WOMAN | {"country": "elsewhere"},
        WOMAN | {"conditions": ["parkinsons"]},
        *(answers for _, answers, _, _ in CASES),
    ]
    said = {(row.key, row.remark) for answers in more for row in planned(answers).rows if row.remark}
    assert said == {(key, remark) for key in LINES["rows"] for remark in LINES[key].get("remarks", {})}


def test_every_claim_can_be_asked_of_anybody():
    assert set(CLAIMS) >= {"age_60", "fell", "unsteady", "frail", "z_score_low", "may_eat_too_little"}
    assert planned({}).exercise.level is Level.OPEN
    assert Check().lifestyle.exercise_cautions is None
