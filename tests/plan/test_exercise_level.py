"""How to begin with exercise: the most careful level that applies, and never "do not move"."""

import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bonecheck import assess, build
from bonecheck.answers.as_given import answers_from
from bonecheck.answers.lifestyle import ExerciseCaution, Lifestyle
from bonecheck.answers.person import Answer, Person
from bonecheck.answers.questions import NOT_KNOWN, question_of, questions
from bonecheck.answers.risk_factors import FractureSite, RiskFactors, WarningSign
from bonecheck.evidence.library import document
from bonecheck.plan.claims import CLAIMS, Claims
from bonecheck.plan.doctor_talk import doctor_questions
from bonecheck.plan.exercise_level import exercise_level
from bonecheck.plan.types import Level, Status, WaitsFor
from bonecheck.words.plan import action_words, level_words
from bonecheck.words.questions import label_of
from tests.people import NOTHING_ELSE, SEDENTARY, TODAY, built, of_man, of_woman, planned, with_t

LEVELS = document("exercise_levels.toml")
CAREFUL_FIRST = list(Level)
BEFORE_20 = Claims(  # of whom nothing is known but that a scan before 20 was low
    person=Person(),
    risks=RiskFactors(),
    lifestyle=Lifestyle(),
    has_scan=Answer.YES,
    score=None,
    sites=(),
    found=frozenset({"low_before_20"}),
)


def level_of(answers):
    return planned(answers).exercise.level


def woman_of_66(**differs):
    """Trains twice a week and more, osteopenia, nothing else."""
    return of_woman(66, **with_t(total_hip=-1.4)) | differs


# ------------------------------------------------------------------ one person at a time


def test_a_woman_who_trains_and_has_nothing_else_goes_on():
    exercise = planned(woman_of_66()).exercise
    assert (exercise.level, exercise.reasons, exercise.open_questions) == (Level.FULL, ("trains_strength",), ())


@pytest.mark.parametrize(("days", "level"), [("1", Level.BUILD_UP), ("2", Level.FULL)])
def test_two_days_a_week_are_training(days, level):
    assert level_of(woman_of_66(resistance_days_per_week=days)) is level


@pytest.mark.parametrize(
    ("differs", "reason"),
    [
        ({"fracture_since_50": "yes", "fracture_sites": ["spine"], "fracture_count": "1"}, "spine_fracture"),
        ({"fracture_since_50": "yes", "fracture_sites": ["hip"], "fracture_count": "1"}, "hip_fracture"),
        (
            {
                "fracture_at_40_to_49": "yes",
                "fracture_sites_at_40_to_49": ["spine"],
                "fracture_count_at_40_to_49": "1",
            },
            "spine_fracture",
        ),
        ({"fracture_since_50": "yes", "fracture_sites": ["wrist"], "fracture_count": "2"}, "several_fractures"),
        (
            {
                "fracture_since_50": "yes",
                "fracture_sites": ["wrist"],
                "fracture_count": "1",
                "fracture_before_40": "yes",
            },
            "several_fractures",
        ),
        *(
            (
                {
                    "fracture_before_40": "yes",
                    "fracture_sites_before_40": [site],
                    "fracture_count_before_40": "1",
                },
                f"{site}_fracture",
            )
            for site in ("spine", "hip")
        ),
        (
            {
                "fracture_before_40": "yes",
                "fracture_sites_before_40": ["wrist"],
                "fracture_count_before_40": "2",
            },
            "several_fractures",
        ),
        ({"tallest_height_cm": 168.1}, "height_lost"),
        ({"falls_12_months": "2"}, "fell_often"),
        ({"rises_from_chair": "no"}, "needs_arms_to_rise"),
        ({"care_home": "yes"}, "care_home"),
        ({"exercise_cautions": ["frail"]}, "worn_out"),
        *(
            ({"exercise_cautions": [caution]}, caution)
            for caution in ExerciseCaution
            if caution not in {"afraid", "frail", "heart_symptoms"}
        ),
        (with_t(total_hip=-2.5), "t_score_low"),
        (with_t(lumbar_spine=-2.5, total_hip=-1.0), "t_score_low"),
    ],
)
def test_what_calls_for_help_calls_for_help_and_says_so(differs, reason):
    """Lifestyle notes 4.6: spine fracture, two or more breaks, T-score of -2.5 or lower, falls, pain, frailty, surgery, heart."""
    exercise = planned(woman_of_66(**differs)).exercise
    assert exercise.level is Level.SUPERVISED
    assert reason in exercise.reasons
    assert exercise.open_questions == ()


@pytest.mark.parametrize(
    "differs",
    [
        with_t(total_hip=-2.4),
        {"falls_12_months": "1"},
        {"tallest_height_cm": 168.0},
        {"exercise_cautions": ["afraid"]},
        {"fracture_since_50": "yes", "fracture_sites": ["wrist"], "fracture_count": "1"},
        {"bone_medicine": "raloxifene"},
        {"bone_medicine": "bisphosphonate_tablets", "bone_medicine_signs": ["none"]},
        {"bone_medicine": "denosumab", "denosumab_last_dose": "within_6_months", "bone_medicine_signs": ["jaw"]},
        {"fracture_before_40": "yes", "fracture_sites_before_40": ["wrist"], "fracture_count_before_40": "1"},
    ],
)
def test_what_does_not_call_for_help_leaves_the_level_alone(differs):
    """One fall, one wrist, a T-score of -2.4, three centimeters, fear, a medicine."""
    assert level_of(woman_of_66(**differs)) is Level.FULL


def test_a_woman_of_70_with_one_wrist_fracture_who_trains_goes_on():
    """No body sends one wrist fracture to a physiotherapist; the switch is the spine, or several."""
    wrist = {"fracture_since_50": "yes", "fracture_sites": ["wrist"], "fracture_count": "1"}
    assert level_of(of_woman(70, resistance_days_per_week="2", **with_t(total_hip=-1.2), **wrist)) is Level.FULL


@pytest.mark.parametrize("sign", WarningSign)
def test_every_warning_sign_stops_training_whatever_else_holds(sign):
    exercise = planned(woman_of_66(warning_signs=[sign], falls_12_months="3")).exercise
    urgent = sign not in {"back_pain", "new_stoop"}
    assert (exercise.level, exercise.reasons) == (
        (Level.URGENT, ("urgent_sign",)) if urgent else (Level.STOP, ("red_flag",))
    )


ON_TABLETS = {"bone_medicine": "bisphosphonate_tablets"}


@pytest.mark.parametrize(
    ("differs", "reason"),
    [
        ({"exercise_cautions": ["heart_symptoms"]}, "heart_symptoms"),
        (ON_TABLETS | {"bone_medicine_signs": ["thigh_pain"]}, "thigh_pain_on_medicine"),
        (
            {"bone_medicine_before": ["zoledronate"], "bone_medicine_signs": ["thigh_pain", "jaw"]},
            "thigh_pain_on_medicine",
        ),
        (ON_TABLETS | {"exercise_cautions": ["new_pain"]}, "new_pain_on_medicine"),
        (ON_TABLETS | {"exercise_cautions": ["new_pain"], "bone_medicine_signs": [NOT_KNOWN]}, "new_pain_on_medicine"),
    ],
)
def test_heart_signs_and_an_ache_on_a_bone_medicine_stop_training_until_a_doctor_has_looked(differs, reason):
    """R10.1: call now, even when walking is possible; no strength and no impact until seen."""
    exercise = planned(woman_of_66(**differs)).exercise
    assert (exercise.level, exercise.reasons) == (Level.STOP, (reason,))
    assert "brisk walking: not before a clinician has seen you" in " ".join(level_words(exercise).safe)


@pytest.mark.parametrize(
    "differs",
    [
        {"bone_medicine": "raloxifene", "exercise_cautions": ["new_pain"]},  # of the others no such breaks are told
        ON_TABLETS | {"exercise_cautions": ["new_pain"], "bone_medicine_signs": ["none"]},  # not in thigh, hip or groin
    ],
)
def test_new_pain_that_is_not_of_the_thigh_is_held_and_no_stop(differs):
    exercise = planned(woman_of_66(**differs)).exercise
    assert (exercise.level, exercise.reasons) == (Level.SUPERVISED, ("new_pain",))


@pytest.mark.parametrize("when", ["pregnant", "breastfeeding", "within_a_year"])
@pytest.mark.parametrize(
    "sign",
    [
        {"fracture_before_40": "yes", "fracture_sites_before_40": ["spine"], "fracture_count_before_40": "3"},
        {"tallest_height_cm": 169.0},
    ],
)
def test_a_sign_from_the_spine_in_the_year_around_a_birth_is_for_a_doctor_before_any_lifting(when, sign):
    """R7.15. With nobody pregnant the same sign begins with help."""
    who = of_woman(34, "premenopausal", **with_t(lumbar_spine=-2.0) | {"lumbar_spine.z_score": -1.9} | sign)
    exercise = planned(who | {"pregnancy": when}).exercise
    assert (exercise.level, exercise.reasons) == (Level.STOP, ("birth_and_spine",))
    assert "pregnant or breastfeeding" in level_words(exercise).reasons[0]
    assert level_of(who) is Level.SUPERVISED


@pytest.mark.parametrize(
    ("scan", "level"),
    [
        (with_t(total_hip=-2.6) | {"total_hip.z_score": ""}, Level.SUPERVISED),  # very low, and its Z is not told
        (with_t(total_hip=-2.6) | {"total_hip.z_score": -1.2}, Level.FULL),  # the Z counts, and is within the range
        (with_t(total_hip=-2.4) | {"total_hip.z_score": ""}, Level.OPEN),
    ],
)
def test_a_very_low_t_score_without_its_z_score_begins_with_help(scan, level):
    exercise = planned(of_woman(40, "premenopausal", **scan)).exercise
    assert exercise.level is level
    assert ("score_may_be_low" in exercise.reasons) == (level is Level.SUPERVISED)


@pytest.mark.parametrize(("bmd", "reasons"), [(0.606, ("score_may_be_low",)), (0.618, ())])
def test_an_estimate_is_no_fact_and_begins_with_help_where_it_may_be_low(bmd, reasons):
    """A Hologic neck: (0.606 - 0.858) / 0.120 = -2.1, which less 0.4 may be -2.5; 0.618 gives -2.0, at most -2.4."""
    scan = {"has_scan": "yes", "scan_regions": ["femoral_neck"], "scanner_make": "hologic"}
    exercise = planned(of_woman(66, **SEDENTARY, **scan, **{"femoral_neck.bmd_g_cm2": bmd})).exercise
    assert exercise.reasons == reasons


def test_fear_is_heard_and_does_not_hold_anybody_back():
    plan = planned(woman_of_66(exercise_cautions=["afraid"]))
    assert plan.afraid
    assert plan.exercise.level is Level.FULL
    assert not planned(woman_of_66()).afraid
    assert not planned(woman_of_66(exercise_cautions=[NOT_KNOWN])).afraid


def test_a_man_of_45_with_a_z_score_of_minus_2_3_begins_with_help():
    scan = with_t(total_hip=-2.4) | {"total_hip.z_score": -2.3, "t_score_reference": "men"}
    exercise = planned(of_man(45, **scan)).exercise
    assert (exercise.level, exercise.reasons) == (Level.SUPERVISED, ("z_score_low",))


@pytest.mark.parametrize(("z", "level"), [(-1.9, Level.FULL), (-2.0, Level.SUPERVISED)])
def test_before_menopause_the_z_score_decides_and_not_the_t_score(z, level):
    scan = with_t(total_hip=-2.6) | {"total_hip.z_score": z}
    assert level_of(of_woman(40, "premenopausal", **scan)) is level


def test_who_has_a_low_z_score_hears_of_the_cause():
    """The words of the level say how to move; the reason says nothing against them."""
    [text] = level_words(planned(of_man(45, **with_t(total_hip=-2.4) | {"total_hip.z_score": -2.3})).exercise).reasons
    assert text.endswith("Ask a doctor to look for the cause.")


def test_after_menopause_a_low_z_score_is_no_reason():
    scan = with_t(total_hip=-1.4) | {"total_hip.z_score": -2.3}
    assert "z_score_low" not in planned(of_woman(66, **scan)).exercise.reasons
    assert level_of(of_woman(66, **scan)) is not Level.SUPERVISED


def test_missed_periods_call_for_a_doctor_before_more_training():
    """R7.2: food is named only where something tells of it, low weight, an eating disorder or the answer; else the doctor looks."""
    who = of_woman(33, "premenopausal", missed_periods="yes", **with_t(total_hip=-0.5))
    for differs, reason in [
        ({}, "periods_stopped"),
        ({"weight_kg": 50.4}, "periods_stopped"),  # BMI 18.51
        ({"weight_kg": 50.3}, "may_eat_too_little"),  # BMI 18.48
        ({"conditions": ["eating_disorder"]}, "may_eat_too_little"),
        ({"periods_stopped_because": "little_food_or_much_sport"}, "may_eat_too_little"),
        ({"periods_stopped_because": "illness"}, "periods_stopped"),
        ({"weight_kg": ""}, "periods_stopped"),
        ({"conditions": [NOT_KNOWN]}, "periods_stopped"),
    ]:
        plan = planned(who | differs)
        both = {"may_eat_too_little", "periods_stopped"}
        assert (plan.exercise.level, both & set(plan.exercise.reasons)) == (Level.SUPERVISED, {reason}), differs
        assert ("periods" in plan.doctor_questions) == (reason == "may_eat_too_little"), differs
        assert ("periods_stopped" in plan.doctor_questions) == (reason == "periods_stopped"), differs
        assert plan.actions[0].key == "doctor"


@pytest.mark.parametrize("pregnancy", ["pregnant", "breastfeeding"])
def test_breastfeeding_explains_why_periods_stopped(pregnancy):
    """A mother of 34 who chose "postmenopausal" for want of another word is not told that she may eat too little."""
    exercise = planned(of_woman(34, "postmenopausal", pregnancy=pregnancy)).exercise
    assert not {"may_eat_too_little", "periods_stopped"} & set(exercise.reasons)


@pytest.mark.parametrize("pregnancy", ["pregnant", "breastfeeding", "within_a_year"])
@pytest.mark.parametrize(("lost_cm", "is_told"), [(1.9, False), (2.0, True), (5.0, True)])
def test_less_height_around_a_birth_is_for_a_doctor_before_training(pregnancy, lost_cm, is_told):
    """R7.15: several vertebrae may have broken, and it is found late. In the step, the level and the questions."""
    plan = planned(of_woman(34, "premenopausal", pregnancy=pregnancy, tallest_height_cm=165.0 + lost_cm))
    assert ("birth_and_spine" in plan.exercise.reasons) == is_told
    assert (plan.exercise.level is Level.STOP) == is_told
    assert ("spine_around_birth" in plan.doctor_questions) == is_told
    named = {reason for action in plan.actions for reason in action.reasons}
    assert bool({"birth_and_spine", "pregnancy_and_spine"} & named) == is_told
    assert not is_told or plan.actions[0].key == "doctor"


# 165 cm: 47.6 kg is a BMI of 17.48, 47.7 kg one of 17.52.
@pytest.mark.parametrize(("weight_kg", "is_told"), [(36.0, True), (47.6, True), (47.7, False), (50.0, False)])
@pytest.mark.parametrize("who", [of_woman(21, "premenopausal"), woman_of_66(), of_man(52)])
def test_very_low_weight_calls_for_a_doctor_before_more_training(who, weight_kg, is_told):
    """R7.5, R7.6: at 17.5 and under, in women and men, the reason is in the level and leads the talk with the doctor."""
    plan = planned(who | {"weight_kg": weight_kg})
    assert ("very_low_weight" in plan.exercise.reasons) == is_told
    assert (plan.exercise.level is Level.SUPERVISED) == is_told
    assert plan.actions[0].key == "doctor"
    assert plan.actions[0].reasons[0] == ("very_low_weight" if is_told else "underweight")
    for row in (plan.row(key) for key in ("balance", "resistance", "impact", "walking")):
        assert not is_told or row.status is Status.NOT_APPLICABLE, row.key
    assert not is_told or not {"keep_moving", "keep_resistance", "keep_balance"} & {each.key for each in plan.actions}


def test_very_low_weight_beside_a_broken_hip_and_weak_legs_waits_for_the_doctor():
    hip = {"fracture_since_50": "yes", "fracture_sites": ["hip"], "fracture_count": "1"}
    plan = planned(of_woman(66, weight_kg=36.0, rises_from_chair="no", **hip))
    assert {"very_low_weight", "hip_fracture", "needs_arms_to_rise"} == set(plan.exercise.reasons)
    assert plan.exercise.waits_for is WaitsFor.DOCTOR
    assert "your very low weight" in action_words(plan.actions[0], plan.exercise.level).why


def test_an_eating_disorder_begins_with_help_whatever_the_weight_and_is_named_to_the_doctor():
    """Section 16, R7.6: load and impact with the team that treats; nobody is told to begin today."""
    for who in (woman_of_66(), of_woman(83, **with_t(total_hip=-4.0)), of_man(30)):
        plan = planned(who | {"conditions": ["eating_disorder"], "resistance_days_per_week": "0"})
        assert "eating_disorder" in plan.exercise.reasons
        assert plan.exercise.level is Level.SUPERVISED
        assert "eating_disorder" in next(each for each in plan.actions if each.key == "doctor").reasons
        assert not {"resistance", "impact", "walking", "keep_moving"} & {each.key for each in plan.actions}


@pytest.mark.parametrize(
    ("scan", "reason"),
    [
        ({"scan_method": "xray_by_computer", **with_t(lumbar_spine=-3.7)}, "low_by_other_method"),
        ({"scan_method": "heel_ultrasound", **with_t(total_hip=-2.6)}, "low_by_other_method"),
        ({"scan_method": "ct", "has_scan": "yes", "ct_density_mg_cm3": 70.0}, "low_by_other_method"),
    ],
)
def test_a_low_number_that_is_no_dxa_begins_with_help(scan, reason):
    """R3.10: it has no range, and it is no less a reason to begin with somebody who knows bones."""
    exercise = planned(woman_of_66() | scan).exercise
    assert exercise.level is Level.SUPERVISED
    assert reason in exercise.reasons


def test_a_low_score_from_a_scan_before_20_begins_with_help():
    exercise = exercise_level(BEFORE_20)
    assert (exercise.level, exercise.reasons) == (Level.SUPERVISED, ("low_before_20",))
    assert {"scan", "cause"} <= set(doctor_questions(BEFORE_20, (), exercise))


def test_where_both_scores_are_low_nothing_is_called_unsettled():
    """R6.4: the headline says "low, whichever counts"."""
    scan = with_t(total_hip=-3.5) | {"total_hip.z_score": -3.5}
    plan = planned(of_woman(45, "transition", **scan))
    assert plan.exercise.reasons == ("z_score_low",)
    assert "printed_score" not in plan.doctor_questions


def test_a_low_z_score_is_named_beside_a_low_t_score():
    scan = with_t(total_hip=-3.3) | {"total_hip.z_score": -2.3}
    assert set(planned(of_woman(62, **scan)).exercise.reasons) == {"t_score_low", "z_score_low"}


@pytest.mark.parametrize(
    ("differs", "level"),
    [
        ({}, Level.FULL),
        ({"weight_kg": 50.0}, Level.SUPERVISED),  # BMI 18.37
        ({"weight_kg": ""}, Level.OPEN),
        ({"conditions": ["eating_disorder"]}, Level.SUPERVISED),
        ({"conditions": [NOT_KNOWN]}, Level.OPEN),
        ({"medicines": ["none"]}, Level.SUPERVISED),
        ({"medicines": [NOT_KNOWN]}, Level.SUPERVISED),  # not known to be the injection
    ],
)
def test_periods_that_stopped_on_a_contraceptive_injection_are_not_told_as_too_little_food(differs, level):
    """R7.2: the injection is asked about before food; beside low weight or an eating disorder a doctor looks first."""
    injection = {"missed_periods": "yes", "medicines": ["depot_contraceptive"]}
    plan = planned(of_woman(33, "premenopausal", **injection | differs, **with_t(total_hip=-0.5)))
    assert plan.exercise.level is level
    on_injection = "medicines" not in differs
    assert ("periods_on_injection" in plan.doctor_questions) == on_injection
    too_little = level is Level.SUPERVISED and on_injection
    assert ("periods" in plan.doctor_questions) == too_little
    assert ("periods_stopped" in plan.doctor_questions) != on_injection
    assert "doctor" in {action.key for action in plan.actions}


def test_food_that_was_told_as_the_reason_counts_beside_an_injection():
    injection = {"medicines": ["depot_contraceptive"], "periods_stopped_because": "little_food_or_much_sport"}
    assert level_of(of_woman(38, "postmenopausal", **injection, **with_t(total_hip=-0.5))) is Level.SUPERVISED


# 165 cm: 50 kg is a BMI of 18.37, 51 kg one of 18.73. Under 18.5 is low.
@pytest.mark.parametrize(
    ("differs", "level"),
    [
        ({"conditions": ["eating_disorder"], "weight_kg": 50.0}, Level.SUPERVISED),
        ({"conditions": ["eating_disorder"], "weight_kg": 51.0}, Level.SUPERVISED),
        ({"conditions": ["none"], "weight_kg": 50.0}, Level.FULL),
        ({"conditions": ["eating_disorder"], "weight_kg": ""}, Level.SUPERVISED),
        ({"conditions": [NOT_KNOWN], "weight_kg": 50.0}, Level.OPEN),
        ({"conditions": [NOT_KNOWN], "weight_kg": 66.0}, Level.BUILD_UP),
        ({"conditions": ["none"], "weight_kg": ""}, Level.BUILD_UP),
    ],
)
@pytest.mark.parametrize("who", [woman_of_66(), of_man(66, **with_t(total_hip=-1.4))])
def test_low_weight_after_an_eating_disorder_calls_for_a_doctor_before_more_training(who, differs, level):
    """Both together: too little food for how much one moves. One that is known not to hold rules it out.

    A weight or an illness that was not told keeps nobody from training, but from the highest level.
    """
    exercise = planned(who | differs).exercise
    assert exercise.level is level
    both = differs == {"conditions": ["eating_disorder"], "weight_kg": 50.0}
    assert ("may_eat_too_little" in exercise.reasons) == both
    still_open = {"conditions", "weight_kg"} & set(exercise.open_questions)
    assert bool(still_open) == (level in {Level.OPEN, Level.BUILD_UP})


@pytest.mark.parametrize(("age", "asked"), [(39, True), (44, True), (45, False)])
def test_periods_are_asked_for_under_45_only(age, asked):
    """From 45 on the change before menopause is the usual reason."""
    assert question_of("missed_periods").applies(of_woman(age, "premenopausal")) == asked
    exercise = planned(of_woman(age, "premenopausal", missed_periods="yes", **with_t(total_hip=-0.5))).exercise
    assert exercise.level is (Level.SUPERVISED if asked else Level.FULL)


@pytest.mark.parametrize("stage", ["premenopausal", "transition", "not_known"])
def test_periods_that_nobody_can_tell_of_keep_a_young_woman_from_the_highest_level(stage):
    exercise = planned(of_woman(33, stage, missed_periods=NOT_KNOWN, **with_t(total_hip=-0.5))).exercise
    assert exercise.level is Level.OPEN
    assert "missed_periods" in exercise.open_questions


BY_DOCTOR = {"periods_stopped_because": "menopause"}


@pytest.mark.parametrize(
    ("because", "level"),
    [
        ("menopause", Level.FULL),
        ("ovaries_removed", Level.FULL),
        ("hormones", Level.FULL),
        ("little_food_or_much_sport", Level.SUPERVISED),
        (NOT_KNOWN, Level.SUPERVISED),
        ("", Level.SUPERVISED),
    ],
)
def test_periods_that_ended_before_45_are_menopause_only_where_a_doctor_said_so(because, level):
    """R7.1: for want of a reason, or from little food, a doctor looks before more training."""
    scan = with_t(total_hip=-0.5)
    exercise = planned(of_woman(38, "postmenopausal", periods_stopped_because=because, **scan)).exercise
    assert exercise.level is level


@pytest.mark.parametrize(
    "who", [of_woman(33, "postmenopausal", **BY_DOCTOR), of_woman(50, "premenopausal"), of_man(33)]
)
def test_whose_periods_are_not_asked_for_is_not_held_back_by_them(who):
    who = {key: answer for key, answer in who.items() if key != "missed_periods"} | with_t(total_hip=-0.5)
    exercise = planned(who).exercise
    assert "missed_periods" not in exercise.open_questions
    assert exercise.level is Level.FULL


# ------------------------------------------------------------------ what is not known


@pytest.mark.parametrize("who", [woman_of_66(), of_man(66, **with_t(total_hip=-1.4))])
def test_a_break_before_40_of_which_the_bone_is_not_told_may_have_been_the_spine_or_hip(who):
    assert level_of(who) is Level.FULL
    exercise = planned(who | {"fracture_before_40": "yes"}).exercise
    assert (exercise.level, exercise.open_questions) == (
        Level.OPEN,
        ("fracture_sites_before_40", "fracture_count_before_40"),
    )


def test_no_scan_where_one_is_advised_begins_gently_and_names_no_question_that_was_answered():
    exercise = planned(of_woman(70)).exercise
    assert (exercise.level, exercise.open_questions) == (Level.OPEN, ())
    assert "name a scan to ask for" in level_words(exercise).open


@pytest.mark.parametrize("who", [of_man(35), of_woman(33, "premenopausal"), of_woman(50, weight_kg=90.0)])
def test_who_has_no_scan_and_no_reason_for_one_is_not_held_back_by_it_nor_on_the_highest_level(who):
    exercise = planned(who).exercise
    assert (exercise.level, exercise.open_questions) == (Level.BUILD_UP, ())


@pytest.mark.parametrize("t", ["1.4", "2.6"])
def test_a_lost_minus_is_never_the_highest_level(t):
    """A score that waits for its sign may be in the osteoporosis range."""
    scan = with_t(lumbar_spine=-1.0, total_hip=-1.0) | {"lumbar_spine.t_score": t}
    assert level_of(of_woman(66, **scan)) is Level.OPEN


def test_a_score_that_contradicts_its_bone_density_is_never_the_highest_level():
    """0.588 g/cm2 at a Hologic neck is (0.588 - 0.858) / 0.120 = -2.25, the report prints +1.8."""
    scan = with_t(femoral_neck=1.8, total_hip=-1.0)
    scan |= {"femoral_neck.bmd_g_cm2": 0.588, "scanner_make": "hologic", "femoral_neck.z_score": 1.9}
    assert level_of(of_woman(66, **scan)) is Level.OPEN


def test_a_low_score_beside_one_that_waits_still_calls_for_help():
    scan = with_t(lumbar_spine=-1.0, total_hip=-2.6) | {"lumbar_spine.t_score": "1.4"}
    assert level_of(of_woman(66, **scan)) is Level.SUPERVISED


def all_not_known(age):
    """Every choice and tick list answered "I don't know", all numbers left out."""
    said = {
        question.key: [NOT_KNOWN] if question.kind == "choices" else NOT_KNOWN
        for question in questions().values()
        if NOT_KNOWN in question.options and question.key not in {"vertebrae", "vertebrae_other"}
    }
    return said | {"age_years": age}


@pytest.mark.parametrize("age", [55, 68])
def test_who_knows_nothing_begins_gently_and_sees_what_is_open(age):
    exercise = planned(all_not_known(age)).exercise
    assert (exercise.level, exercise.reasons) == (Level.OPEN, ())
    assert {"warning_signs", "fracture_since_50", "has_scan", "exercise_cautions"} <= set(exercise.open_questions)


def test_who_answered_nothing_is_treated_alike():
    assert planned({}).exercise.level is Level.OPEN
    assert planned({}).exercise.reasons == ()


@pytest.mark.parametrize(
    "who", [{}, {"age_years": 35}, {"age_years": 45, "sex": "female"}, all_not_known(55), all_not_known(68)]
)
def test_an_open_question_is_one_that_this_person_is_asked_and_has_not_answered(who):
    """A link must not lead to a question that is not on the page."""
    check = built(who)[0]
    answers = answers_from(check)
    still_open = planned(who).exercise.open_questions
    assert still_open
    for key in still_open:
        assert question_of(key).applies(answers), key
        assert answers.get(key) in (None, NOT_KNOWN, [NOT_KNOWN]), key


@pytest.mark.parametrize(
    ("differs", "question"),
    [
        ({"fracture_since_50": NOT_KNOWN}, "fracture_since_50"),
        ({"fracture_since_50": "yes", "fracture_count": "1", "fracture_sites": [NOT_KNOWN]}, "fracture_sites"),
        ({"fracture_since_50": "yes", "fracture_sites": ["wrist"], "fracture_count": NOT_KNOWN}, "fracture_count"),
        ({"fracture_at_40_to_49": NOT_KNOWN}, "fracture_at_40_to_49"),
        ({"fracture_before_40": NOT_KNOWN}, "fracture_before_40"),
        ({"warning_signs": [NOT_KNOWN]}, "warning_signs"),
        ({"exercise_cautions": [NOT_KNOWN]}, "exercise_cautions"),
        ({"rises_from_chair": NOT_KNOWN}, "rises_from_chair"),
        ({"care_home": NOT_KNOWN}, "care_home"),
        ({"falls_12_months": NOT_KNOWN}, "falls_12_months"),
        ({"tallest_height_cm": ""}, "tallest_height_cm"),
        ({"has_scan": NOT_KNOWN}, "has_scan"),
        ({"total_hip.t_score": ""}, "total_hip.t_score"),
        ({"bone_medicine": "bisphosphonate_tablets"}, "bone_medicine_signs"),
    ],
)
def test_one_open_answer_is_enough_to_begin_gently_and_is_named(differs, question):
    exercise = planned(woman_of_66(**differs)).exercise
    assert exercise.level is Level.OPEN
    assert question in exercise.open_questions
    assert "“" in level_words(exercise).open


@pytest.mark.parametrize(
    "question",
    [
        "warning_signs",
        "exercise_cautions",
        "fracture_since_50",
        "fracture_at_40_to_49",
        "fracture_before_40",
        "falls_12_months",
        "rises_from_chair",
        "care_home",
        "resistance_days_per_week",
        "height_cm",
    ],
)
def test_a_question_without_an_answer_holds_back_as_i_do_not_know_does(question):
    answers = {key: answer for key, answer in woman_of_66().items() if key != question}
    exercise = planned(answers).exercise
    level = Level.BUILD_UP if question == "resistance_days_per_week" else Level.OPEN  # it calls for no help
    assert (exercise.level, exercise.open_questions) == (level, (question,))


# ------------------------------------------------------------------ what holds for everybody

RISKY = {
    "warning_signs": [["back_pain"], ["cannot_stand"]],
    "fracture_since_50": ["yes"],
    "fracture_at_40_to_49": ["yes"],
    "fracture_before_40": ["yes"],
    "falls_12_months": ["1", "2", "3"],
    "rises_from_chair": ["no"],
    "care_home": ["yes"],
    "missed_periods": ["yes"],
    "tallest_height_cm": [171.0],
    "exercise_cautions": [[caution] for caution in ExerciseCaution],
}
SAFE = {key: NOTHING_ELSE[key] for key in RISKY}
OPEN = {key: [NOT_KNOWN] if isinstance(SAFE[key], list) else NOT_KNOWN for key in RISKY} | {"tallest_height_cm": ""}
of_breaks = st.fixed_dictionaries(
    {
        "fracture_sites": st.lists(st.sampled_from([*FractureSite, NOT_KNOWN]), unique=True),
        "fracture_count": st.sampled_from(["1", "2", "3", NOT_KNOWN]),
    }
)


@st.composite
def people(draw):
    """Adults of whom each answer is safe, risky or open."""
    who = draw(
        st.sampled_from([of_woman(33, "premenopausal"), of_woman(55), of_woman(72), of_man(45), of_man(64), of_man(83)])
    )
    scan = draw(st.sampled_from([{}, with_t(total_hip=-0.5), with_t(total_hip=-1.8), with_t(total_hip=-2.7)]))
    trains = {"resistance_days_per_week": draw(st.sampled_from(["0", "1", "2", "5", NOT_KNOWN]))}
    said = {key: draw(st.sampled_from([SAFE[key], SAFE[key], OPEN[key], *RISKY[key]])) for key in RISKY}
    return {**who, **scan, **trains, **said, **draw(of_breaks)}


def height_of(level):
    """What is open ranks with help: which of the two is the more careful depends on the answer."""
    return CAREFUL_FIRST.index(Level.SUPERVISED if level is Level.OPEN else level)


@settings(max_examples=60)
@given(people(), st.data())
def test_a_break_a_fall_or_a_caution_never_raises_the_level(who, data):
    key = data.draw(st.sampled_from(sorted(RISKY)))
    worse = data.draw(st.sampled_from(RISKY[key]))
    before = {**who, key: SAFE[key]}
    assert height_of(level_of({**before, key: worse})) <= height_of(level_of(before))


@settings(max_examples=60)
@given(people(), st.sampled_from(sorted(RISKY)))
def test_i_do_not_know_is_never_bolder_than_no(who, key):
    assert height_of(level_of({**who, key: OPEN[key]})) <= height_of(level_of({**who, key: SAFE[key]}))


@settings(max_examples=60)
@given(people())
def test_a_level_below_build_up_has_a_reason_and_the_highest_has_nothing_open(who):
    exercise = planned(who).exercise
    if exercise.level in {Level.URGENT, Level.STOP, Level.SUPERVISED}:
        assert exercise.reasons
        assert {LEVELS["reasons"][reason]["level"] for reason in exercise.reasons} == {exercise.level}
    if exercise.level is Level.FULL:
        assert exercise.open_questions == ()


@settings(max_examples=40)
@given(people(), st.integers(-79, -25).map(lambda tenths: tenths / 10), st.integers(0, 20).map(lambda more: more / 10))
def test_a_lower_t_score_is_never_bolder(who, t, higher):
    low = level_of({**who, **with_t(total_hip=t)})
    assert height_of(low) <= height_of(level_of({**who, **with_t(total_hip=round(t + higher, 1))}))


# ------------------------------------------------------------------ the words


def texts_of(level):
    entry = LEVELS["levels"][level]
    return [entry["title"], entry["lead"], *entry["safe"], *entry["keep"], *entry["learn"], *entry["ask"]]


@pytest.mark.parametrize("level", Level)
def test_no_level_tells_anybody_not_to_move(level):
    said = " ".join([*texts_of(level), *(entry["text"] for entry in LEVELS["reasons"].values())])
    assert not re.search(r"\bdo not (move|exercise|train|walk|lift|jump)|\bnever\b|\bavoid|\bforbidden", said, re.I)
    assert not re.search(r"\brest in bed|\bsit still|\btoo (weak|old)\b", said, re.I)


@pytest.mark.parametrize("level", [Level.SUPERVISED, Level.STOP])
def test_the_careful_levels_say_that_moving_is_good(level):
    assert "moving" in LEVELS["levels"][level]["lead"]
    assert "good for you" in LEVELS["levels"][level]["lead"]


def test_only_the_highest_level_speaks_of_very_heavy_lifting_and_only_with_a_coach():
    heavy = [(level, text) for level in Level for text in texts_of(level) if "five sets of five" in text]
    [(level, text)] = heavy
    assert level is Level.FULL
    assert "only with a qualified coach" in text


def test_jumps_are_for_nobody_below_build_up():
    """At the careful levels jumps stand among what to ask about first."""
    for level in (Level.URGENT, Level.STOP, Level.SUPERVISED, Level.OPEN):
        entry = LEVELS["levels"][level]
        assert not re.search("jump|impact|heavy", " ".join([*entry["keep"], *entry["learn"]]))


def test_every_claim_that_has_a_name_is_one_that_can_be_asked():
    assert document("names.toml")["claim"].keys() <= CLAIMS.keys()


def test_every_level_is_there_and_every_reason_is_a_sentence():
    assert LEVELS["levels"].keys() == set(Level)
    assert all(entry["text"].endswith(".") for entry in LEVELS["reasons"].values())


def test_every_reason_is_given_to_somebody_above():
    """Every claim leads to its level in some person of this file."""
    with_help = [
        {"fracture_since_50": "yes", "fracture_sites": ["spine", "hip"], "fracture_count": "2", "falls_12_months": "2"},
        {
            "tallest_height_cm": 169.0,
            "exercise_cautions": [caution.value for caution in ExerciseCaution if caution != "heart_symptoms"],
        },
        with_t(total_hip=-2.5),
        {"warning_signs": ["new_stoop"]},
        {"warning_signs": ["chest_pain"]},
        {"warning_signs": ["back_pain"], "bone_medicine": "denosumab"},
        {"exercise_cautions": ["heart_symptoms"]},
        ON_TABLETS | {"bone_medicine_signs": ["thigh_pain"]},
        ON_TABLETS | {"exercise_cautions": ["new_pain"]},
        {"rises_from_chair": "no", "care_home": "yes"},
        {},
    ]
    given_reasons = {reason for differs in with_help for reason in planned(woman_of_66(**differs)).exercise.reasons}
    young = with_t(total_hip=-2.5) | {"total_hip.z_score": -2.1, "missed_periods": "yes"}
    given_reasons |= set(planned(of_woman(33, "premenopausal", **young)).exercise.reasons)
    without_z = young | {"total_hip.z_score": "", "missed_periods": "no"}
    given_reasons |= set(planned(of_woman(33, "premenopausal", **without_z)).exercise.reasons)
    mother = {"pregnancy": "breastfeeding", "tallest_height_cm": 169.0}
    given_reasons |= set(planned(of_woman(33, "premenopausal", **mother)).exercise.reasons)
    for differs in (
        {"weight_kg": 36.0},
        {"conditions": ["eating_disorder"], "weight_kg": 50.0},
        {"scan_method": "xray_by_computer", **with_t(lumbar_spine=-3.7)},
    ):
        given_reasons |= set(planned(woman_of_66(**differs)).exercise.reasons)
    given_reasons |= set(exercise_level(BEFORE_20).reasons)
    assert given_reasons == LEVELS["reasons"].keys()


@pytest.mark.parametrize("caution", ["blood_pressure", "new_pain", "recent_surgery"])
def test_who_should_ask_a_doctor_first_is_not_told_that_lifting_is_fine(caution):
    """The careful words stand in place of the usual ones of a level, also beside another reason for help."""
    for differs in ({}, {"falls_12_months": "2"}):
        safe = " ".join(level_words(planned(woman_of_66(exercise_cautions=[caution], **differs)).exercise).safe)
        assert "Lifting and jumping: ask your doctor first." in safe
        assert "yes" not in safe


@pytest.mark.parametrize("trains", [{}, {"resistance_days_per_week": "0"}])
def test_while_answers_are_open_nobody_is_told_to_lift_heavy_or_jump(trains):
    """A scan that is not known may be in the osteoporosis range."""
    safe = " ".join(level_words(planned(of_woman(66, **trains)).exercise).safe)
    assert "Heavy lifting and jumping: not before that is settled." in safe
    assert "step by step" not in safe


def test_what_is_safe_grows_with_the_level_and_walking_is_for_everybody():
    """A stop: no lifting before a clinician. Help: heavy and jumps ask first. Then step by step."""
    people = {
        Level.STOP: woman_of_66(warning_signs=["back_pain"]),
        Level.SUPERVISED: woman_of_66(falls_12_months="2"),
        Level.BUILD_UP: woman_of_66(resistance_days_per_week="0"),
        Level.FULL: woman_of_66(),
    }
    said = {level: level_words(planned(who).exercise).safe for level, who in people.items()}
    assert all(any("Walking" in text for text in safe) for safe in said.values())
    assert "Lifting, jumping and brisk walking: not before a clinician has seen you." in said[Level.STOP]
    assert {"Heavy lifting: ask first.", "Jumping: ask first."} <= set(said[Level.SUPERVISED])
    assert "Heavy lifting: later, step by step." in said[Level.BUILD_UP]
    assert "Very heavy lifting: with a qualified coach." in said[Level.FULL]
    assert set(LEVELS["held"]["claims"]) <= {
        claim for claim, entry in LEVELS["reasons"].items() if entry["level"] == "supervised"
    }


@pytest.mark.parametrize(("who", "trains"), list(product([of_woman(66), of_man(66)], [{}, SEDENTARY])))
def test_the_words_of_a_level_are_filled_in(who, trains):
    said = level_words(planned({**who, **trains, **with_t(total_hip=-1.4)}).exercise)
    assert said.title
    assert said.lead
    assert said.keep
    assert said.ask
    assert not re.search(r"[{}]|None", " ".join([said.lead, said.open, *said.reasons]))


def test_nobody_under_20_gets_a_plan():
    for who in ({"age_years": 18}, of_woman(19, "premenopausal")):
        check, _ = build(who, today=TODAY)
        assert assess(check, on=TODAY).plan is None


def test_a_question_is_quoted_as_its_label_begins():
    """The rest of such a label says how to answer it."""
    for key, quoted in LEVELS["asked"].items():
        assert label_of(key).startswith(quoted)
        assert quoted.endswith("?")
    asked = {key for entry in LEVELS["reasons"].values() for key in entry["questions"]}
    assert {key for key in asked if not label_of(key).endswith("?")} <= LEVELS["asked"].keys()
