"""The lifestyle checklist: thirteen lines, each with the answer, the target for this person and how far apart they are.

The lines stand in the order of what they are worth; those with weak evidence stand last. What was not answered is
unknown, and never short of the target.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bonecheck.answers.lifestyle import HomeChecked, SaltHabit
from bonecheck.answers.person import Answer, Sex
from bonecheck.answers.risk_factors import Smoking, alcohol_g_per_day
from bonecheck.evidence.library import document, threshold
from bonecheck.plan.claims import Situation
from bonecheck.plan.food import caffeine_mg_per_day, calcium_mg_per_day, protein_g_per_day
from bonecheck.plan.targets import Target, raises_protein
from bonecheck.plan.targets import calcium_mg_per_day as calcium_target
from bonecheck.plan.targets import protein_g_per_day as protein_target
from bonecheck.plan.targets import vitamin_d_iu_per_day as vitamin_d_target
from bonecheck.plan.types import ExerciseLevel, Level, Quantity, Row, Status, Strength

LIKELY_TO_FALL = ("fell", "unsteady", "frail")


def checklist(it: Situation, exercise: ExerciseLevel) -> tuple[Row, ...]:
    """Every line for this person: in the order of the data, then those without a target, and the weak ones last."""
    order = document("checklist.toml")
    rows = [_ROWS[key](it, exercise) for key in order["rows"]]
    return tuple(sorted(rows, key=lambda row: (row.key in order["last"], row.status is Status.NOT_APPLICABLE)))


def _home(it: Situation, exercise: ExerciseLevel) -> Row:
    """Strong for people likely to fall; in others no fewer falls were found. Source: ``cochrane_home_2023``."""
    said = it.lifestyle.home_checked
    status = {
        HomeChecked.YES: Status.MET,
        HomeChecked.PARTLY: Status.BELOW,
        HomeChecked.NO: Status.BELOW,
    }.get(said or HomeChecked.NOT_KNOWN, Status.UNKNOWN)
    row = Row(key="home", status=status, strength=Strength.STRONG, question="home_checked", said=said)
    if it.holds("care_home") is Answer.YES:
        return _not_for(row, "care_home")
    if it.any_of(LIKELY_TO_FALL):
        return row
    return _not_for(replace(row, strength=Strength.WEAK), "not_likely_to_fall")


def _days(key: str, question: str, days: int | None, strength: Strength) -> Row:
    """A line counted in days a week."""
    least = threshold(f"{key}_days").value
    return Row(
        key=key,
        status=_at_least(days, least),
        strength=strength,
        question=question,
        answer=None if days is None else Quantity(least=days, most=days),
        target=Quantity(least=least, most=least),
    )


def _balance(it: Situation, exercise: ExerciseLevel) -> Row:
    """Shown in people of 60 and over who live at home. Source: ``cochrane_falls_2020``."""
    row = _days("balance", "balance_days_per_week", it.lifestyle.balance_days_per_week, Strength.STRONG)
    if it.holds("care_home") is Answer.YES:
        row = replace(row, strength=Strength.MODERATE, remark="care_home")
    if it.holds("age_60") is Answer.NO and not it.any_of(LIKELY_TO_FALL):
        row = _not_for(row, "under_60")
    return _after_the_clinician(_no_more_yet(it, row), exercise)


def _resistance(it: Situation, exercise: ExerciseLevel) -> Row:
    row = _days("resistance", "resistance_days_per_week", it.lifestyle.resistance_days_per_week, Strength.MODERATE)
    return _after_the_clinician(_no_more_yet(it, row), exercise)


def _impact(it: Situation, exercise: ExerciseLevel) -> Row:
    """Moderate before menopause, contested after. Source: ``bassey_1998``, ``strong_steady_straight``.

    As long as an answer is open that could make jumps unsafe, nobody is asked to jump.
    """
    strength = Strength.MODERATE if it.holds("before_menopause") is Answer.YES else Strength.CONTESTED
    row = _days("impact", "impact_days_per_week", it.lifestyle.impact_days_per_week, strength)
    if exercise.level is Level.SUPERVISED:
        if it.lifestyle.impact_days_per_week:
            row = _not_for(row, "no_more_than_now")
        else:
            row = _not_for(row, "clinician_first" if _needs_a_look_first(it) else "ask_first")
    elif row.status is Status.BELOW and not exercise.is_settled:
        question = next(iter(exercise.open_questions), row.question)
        row = replace(row, status=Status.UNKNOWN, question=question, remark="level_open")
    return _after_the_clinician(row, exercise)


def _walking(it: Situation, exercise: ExerciseLevel) -> Row:
    minutes, least = it.lifestyle.walking_minutes_per_day, threshold("walking_minutes").value
    row = Row(
        key="walking",
        status=_at_least(minutes, least),
        strength=Strength.WEAK,
        question="walking_minutes_per_day",
        answer=None if minutes is None else Quantity(least=minutes, most=minutes),
        target=Quantity(least=least, most=least),
    )
    return _after_the_clinician(_no_more_yet(it, row), exercise)


def _calcium(it: Situation, exercise: ExerciseLevel) -> Row:
    row = _calcium_eaten(it)
    return _not_for(row, "ask_doctor") if it.holds("calcium_balance_ill") is Answer.YES else row


def _calcium_eaten(it: Situation) -> Row:
    target, intake = calcium_target(it.person), calcium_mg_per_day(it.lifestyle)
    question = "calcium_servings_per_week"
    if intake is None:
        return _without_answer("calcium", Strength.MODERATE, question, target)
    amount = Quantity(least=intake.least, most=intake.most, at_least=bool(intake.open))
    status, remark = _eaten(intake.middle, bool(intake.open), target)
    if status is Status.UNKNOWN and target is not None and intake.open:
        question = intake.open[0]
    return _food_row("calcium", status, Strength.MODERATE, question, amount, target, remark)


def _eaten(middle: float, is_open: bool, target: Target | None) -> tuple[Status, str | None]:
    if target is None:
        return Status.UNKNOWN, "no_target"
    if target.upper_limit is not None and middle > target.upper_limit:
        return Status.ABOVE, "over_limit"
    if target.is_met_by(middle):
        return Status.MET, None
    if is_open:
        return Status.UNKNOWN, "partly_answered"
    return (Status.BELOW, None) if middle < target.least else (Status.UNKNOWN, "target_open")


def _vitamin_d(it: Situation, exercise: ExerciseLevel) -> Row:
    row = _vitamin_d_level(it)
    return _not_for(row, "ask_doctor") if it.holds("calcium_balance_ill") is Answer.YES else row


def _vitamin_d_level(it: Situation) -> Row:
    """A blood level says more than a dose. Sources: ``iom_vitamin_d``, ``nos_vitamin_d``, ``endocrine_2024``."""
    blood, dose, target = (
        it.lifestyle.vitamin_d_level_ng_ml,
        it.lifestyle.vitamin_d_supplement_iu_per_day,
        vitamin_d_target(it.person),
    )
    over_dose = target is not None and target.upper_limit is not None and dose is not None and dose > target.upper_limit
    if blood is not None:
        return _vitamin_d_in_blood(blood, over_dose=over_dose)
    if dose is None:
        return _without_answer("vitamin_d", Strength.WEAK, "vitamin_d_supplement_iu_per_day", target)
    status, remark = _taken(dose, target, over_dose=over_dose)
    age = it.person.age_years
    if remark == "food_and_sun" and age is not None and threshold("vitamin_d_supplement_age").is_met_by(age):
        status, remark = Status.BELOW, "tablet_from_75"
    amount = Quantity(least=dose, most=dose)
    return _food_row("vitamin_d", status, Strength.WEAK, "vitamin_d_supplement_iu_per_day", amount, target, remark)


def _taken(dose: float, target: Target | None, *, over_dose: bool) -> tuple[Status, str | None]:
    """A dose without a blood level: food and sun add to it, so a small one is not known to be short."""
    if over_dose:
        return Status.ABOVE, "over_dose"
    if target is None:
        return Status.UNKNOWN, "no_target"
    return (Status.MET, None) if target.is_met_by(dose) else (Status.UNKNOWN, "food_and_sun")


def _vitamin_d_in_blood(blood: float, *, over_dose: bool) -> Row:
    status, remark = Status.MET, "blood_enough"
    if threshold("vitamin_d_low").is_met_by(blood):  # also on a large dose, which may be the treatment
        status, remark = Status.BELOW, "blood_low"
    elif not threshold("vitamin_d_enough").is_met_by(blood):
        status, remark = Status.BELOW, "blood_maybe_low"
    elif threshold("vitamin_d_high").is_met_by(blood):
        status, remark = Status.ABOVE, "blood_high"
    elif over_dose:
        status, remark = Status.ABOVE, "over_dose"
    enough = threshold("vitamin_d_enough").value
    return Row(
        key="vitamin_d",
        status=status,
        strength=Strength.MODERATE,
        question="vitamin_d_level_ng_ml",
        answer=Quantity(least=blood, most=blood),
        target=Quantity(least=enough, most=enough),
        upper_limit=threshold("vitamin_d_high").value,
        body="blood",
        remark=remark,
    )


def _protein(it: Situation, exercise: ExerciseLevel) -> Row:
    """Only portions are counted, and other food brings some as well: a range that reaches the goal may be enough."""
    row = _protein_eaten(it)
    return _not_for(row, "kidney_disease") if it.holds("kidney_disease") is Answer.YES else row


def _protein_eaten(it: Situation) -> Row:
    question = "protein_portions_per_day"
    low = it.holds("low_bone_density") is Answer.YES
    target = protein_target(it.person, raised=raises_protein(it.person, low_bone_density=low))
    grams = protein_g_per_day(it.lifestyle)
    if grams is None:
        return _without_answer("protein", Strength.WEAK, question, target, missing="no_weight")
    amount = Quantity(least=grams[0], most=grams[1])
    if target is None:
        return _food_row("protein", Status.UNKNOWN, Strength.WEAK, "weight_kg", amount, None, "no_weight")
    status = Status.UNKNOWN
    if amount.least >= target.least:
        status = Status.MET
    elif amount.most < target.least:
        status = Status.BELOW
    remark = "portions_only" if status is Status.UNKNOWN else None
    return _food_row("protein", status, Strength.WEAK, question, amount, target, remark)


def _smoking(it: Situation, exercise: ExerciseLevel) -> Row:
    said = it.risks.smoking
    status = {Smoking.NEVER: Status.MET, Smoking.EX: Status.MET, Smoking.CURRENT: Status.BELOW}.get(
        said or Smoking.NOT_KNOWN, Status.UNKNOWN
    )
    return Row(key="smoking", status=status, strength=Strength.MODERATE, question="smoking", said=said)


def _alcohol(it: Situation, exercise: ExerciseLevel) -> Row:
    grams, is_complete = alcohol_g_per_day(it.risks.drinks_per_week)
    return _limit("alcohol", grams, "alcohol_limit", Strength.MODERATE, "drinks_per_week", is_open=not is_complete)


def _caffeine(it: Situation, exercise: ExerciseLevel) -> Row:
    intake = caffeine_mg_per_day(it.lifestyle)
    return _limit(
        "caffeine",
        None if intake is None else intake.mg,
        "caffeine_limit",
        Strength.WEAK,
        "caffeine_drinks_per_day",
        is_open=intake is not None and bool(intake.open),
    )


def _cola(it: Situation, exercise: ExerciseLevel) -> Row:
    row = _limit("cola", it.lifestyle.cola_per_week, "cola_daily", Strength.WEAK, "cola_per_week")
    return _not_for(row, "men") if it.person.sex is Sex.MALE else row


def _sodium(it: Situation, exercise: ExerciseLevel) -> Row:
    """A habit tells no milligrams, so "some" has no goal. Source: ``carbone_2016``."""
    said = it.lifestyle.salt_habit
    status = {SaltHabit.RARELY: Status.MET, SaltHabit.A_LOT: Status.ABOVE}.get(
        said or SaltHabit.NOT_KNOWN, Status.UNKNOWN
    )
    row = Row(key="sodium", status=status, strength=Strength.CONTESTED, question="salt_habit", said=said)
    return _not_for(row, "habit_only") if said is SaltHabit.SOME else row


_ROWS: Mapping[str, Callable[[Situation, ExerciseLevel], Row]] = {
    "balance": _balance,
    "home": _home,
    "smoking": _smoking,
    "resistance": _resistance,
    "alcohol": _alcohol,
    "calcium": _calcium,
    "vitamin_d": _vitamin_d,
    "protein": _protein,
    "impact": _impact,
    "walking": _walking,
    "cola": _cola,
    "caffeine": _caffeine,
    "sodium": _sodium,
}


# ---------------------------------------------------------------- what lines share


def _at_least(value: float | None, least: float) -> Status:
    if value is None:
        return Status.UNKNOWN
    return Status.MET if value >= least else Status.BELOW


def _limit(
    key: str, value: float | None, limit: str, strength: Strength, question: str, *, is_open: bool = False
) -> Row:
    """A line where less is better: not above the limit. What is open could only add to it."""
    rule = threshold(limit)
    status = Status.UNKNOWN
    if value is not None and rule.is_met_by(value):
        status = Status.ABOVE
    elif value is not None and not is_open:
        status = Status.MET
    return Row(
        key=key,
        status=status,
        strength=strength,
        question=question,
        answer=None if value is None else Quantity(least=value, most=value, at_least=is_open),
        target=Quantity(least=rule.value, most=rule.value),
        is_limit=True,
    )


def _food_row(
    key: str,
    status: Status,
    strength: Strength,
    question: str,
    amount: Quantity | None,
    target: Target | None,
    remark: str | None,
) -> Row:
    if remark is None and target is not None and target.assumed_body:
        remark = "us_figures"
    return Row(
        key=key,
        status=status,
        strength=strength,
        question=question,
        answer=amount,
        target=None if target is None else Quantity(least=target.least, most=target.most),
        upper_limit=None if target is None else target.upper_limit,
        body=None if target is None else target.body,
        remark=remark,
    )


def _without_answer(
    key: str, strength: Strength, question: str, target: Target | None, *, missing: str = "no_target"
) -> Row:
    return _food_row(key, Status.UNKNOWN, strength, question, None, target, missing if target is None else None)


def _not_for(row: Row, remark: str) -> Row:
    """`row` without a target, which this person does not have."""
    return replace(row, status=Status.NOT_APPLICABLE, target=None, upper_limit=None, body=None, remark=remark)


def _needs_a_look_first(it: Situation) -> bool:
    """Whether a doctor should look for a cause before this person trains more."""
    return it.any_of(("may_eat_too_little", *document("exercise_levels.toml")["held"]["claims"]))


def _no_more_yet(it: Situation, row: Row) -> Row:
    """`row` without a wish for more training where a doctor should look for a cause before."""
    return _not_for(row, "clinician_first") if row.status is Status.BELOW and _needs_a_look_first(it) else row


def _after_the_clinician(row: Row, exercise: ExerciseLevel) -> Row:
    """No exercise is asked of somebody whom a clinician should see first."""
    return _not_for(row, "clinician_first") if exercise.level is Level.STOP else row
