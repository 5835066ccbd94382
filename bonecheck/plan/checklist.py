"""The lifestyle checklist: thirteen lines, each with the answer, the target for this person and how far apart they are.

The lines stand in the order of what they are worth; those with weak evidence stand last. What was not answered is
unknown, and never short of the target.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bonecheck.answers.lifestyle import HomeChecked, SaltHabit
from bonecheck.answers.person import Answer, Sex
from bonecheck.answers.questions import question_of, questions
from bonecheck.answers.risk_factors import Smoking, alcohol_g_per_day
from bonecheck.evidence.entries import ChecklistFile, ExerciseLevels
from bonecheck.evidence.library import threshold, whole
from bonecheck.plan.claims import Claims
from bonecheck.plan.food import caffeine_mg_per_day, calcium_mg_per_day, protein_g_per_day
from bonecheck.plan.targets import (
    Target,
    calcium_limit_mg_per_day,
    least_calcium_limit_mg_per_day,
    raises_protein,
    vitamin_d_limit_iu_per_day,
)
from bonecheck.plan.targets import calcium_mg_per_day as calcium_target
from bonecheck.plan.targets import protein_g_per_day as protein_target
from bonecheck.plan.targets import vitamin_d_iu_per_day as vitamin_d_target
from bonecheck.plan.types import ChecklistLine, ExerciseLevel, Group, Level, Quantity, Status, Strength, WaitsFor

LIKELY_TO_FALL = ("fell", "unsteady", "frail")
_TELLS_OF_FALLS = ("falls_12_months", "exercise_cautions", "rises_from_chair")


def checklist(claims: Claims, exercise: ExerciseLevel) -> tuple[ChecklistLine, ...]:
    """Every line for this person: in the order of the data, then those without a target, and the weak ones last."""
    order = whole(ChecklistFile)
    rows = [_ROWS[key](claims, exercise) for key in order.rows]
    return tuple(sorted(rows, key=lambda row: (row.key in order.last, row.status is Status.NOT_APPLICABLE)))


def group_of(row: ChecklistLine) -> Group:
    """What is worth work, what is not known, what is fine; what is weak proof or no goal stands apart, whatever the answer."""
    if row.status is Status.NOT_APPLICABLE:
        return Group.NOT_FOR_YOU
    if row.key in whole(ChecklistFile).last:
        return Group.WEAK
    if row.status is Status.UNKNOWN:
        return Group.NOT_KNOWN
    return Group.FINE if row.status is Status.MET else Group.WORK_ON


def asks(row: ChecklistLine) -> tuple[str, ...]:
    """The questions that are answered in a line: first what holds its answer back, then its own."""
    order = whole(ChecklistFile)
    own: tuple[str, ...] = getattr(order, row.key).asks
    missing = order.asks_for.get(row.remark or "")
    back = question_of(row.question).key
    known = {behind for key in own for behind in (key, *questions()[key].opens)}
    first = () if back in known else (back,)
    return tuple(dict.fromkeys((*first, *((missing,) if missing else ()), *own)))


def _home(claims: Claims, exercise: ExerciseLevel) -> ChecklistLine:
    """Strong for people likely to fall; in others no fewer falls were found. Source: ``cochrane_home_2023``.

    Nobody with a sign that stops training, or an illness of nerves or legs, is called unlikely to fall: rule of our own.
    """
    said = claims.lifestyle.home_checked
    status = {
        HomeChecked.YES: Status.MET,
        HomeChecked.PARTLY: Status.BELOW,
        HomeChecked.NO: Status.BELOW,
    }.get(said or HomeChecked.NOT_KNOWN, Status.UNKNOWN)
    row = ChecklistLine(key="home", status=status, strength=Strength.STRONG, question="home_checked", said=said)
    if claims.holds("care_home") is Answer.YES:
        return _not_for(row, "care_home")
    if claims.any_of(LIKELY_TO_FALL):
        return row
    if claims.holds("may_fall_by_illness") is Answer.YES:
        return replace(row, strength=Strength.WEAK, remark="may_fall")
    if (still_open := claims.first_open(_TELLS_OF_FALLS)) is not None:
        found = replace(row, strength=Strength.WEAK, remark="falls_open")
        return found if status is Status.MET else replace(found, status=Status.UNKNOWN, question=still_open)
    row = replace(row, strength=Strength.WEAK)
    return row if exercise.level in {Level.URGENT, Level.STOP} else _not_for(row, "not_likely_to_fall")


def _days(key: str, question: str, days: int | None, strength: Strength) -> ChecklistLine:
    """A line counted in days a week."""
    least = threshold(f"{key}_days").value
    return ChecklistLine(
        key=key,
        status=_at_least(days, least),
        strength=strength,
        question=question,
        answer=None if days is None else Quantity(least=days, most=days),
        target=Quantity(least=least, most=least),
    )


def _balance(claims: Claims, exercise: ExerciseLevel) -> ChecklistLine:
    """Shown in people of 60 and over who live at home. Source: ``cochrane_falls_2020``."""
    row = _days("balance", "balance_days_per_week", claims.lifestyle.balance_days_per_week, Strength.STRONG)
    if claims.holds("care_home") is Answer.YES:
        row = replace(row, strength=Strength.MODERATE, remark="care_home")
    if claims.holds("age_60") is Answer.NO and not claims.any_of(LIKELY_TO_FALL):
        row = _not_for(row, "under_60")
    return _after_the_clinician(row, exercise)


def _resistance(claims: Claims, exercise: ExerciseLevel) -> ChecklistLine:
    row = _days("resistance", "resistance_days_per_week", claims.lifestyle.resistance_days_per_week, Strength.MODERATE)
    return _after_the_clinician(row, exercise)


def _impact(claims: Claims, exercise: ExerciseLevel) -> ChecklistLine:
    """Moderate before menopause; after it a choice and no goal. Source: ``bassey_1998``, ``strong_steady_straight``.

    As long as an answer is open that could make jumps unsafe, there is no goal, whatever is done now.
    """
    strength = Strength.MODERATE if claims.holds("before_menopause") is Answer.YES else Strength.CONTESTED
    row = _days("impact", "impact_days_per_week", claims.lifestyle.impact_days_per_week, strength)
    if exercise.level is Level.SUPERVISED:
        row = _not_for(row, _impact_with_help(claims, exercise))
    elif exercise.level is Level.OPEN and exercise.open_questions:
        question = exercise.open_questions[0]
        row = replace(row, status=Status.UNKNOWN, target=None, question=question, remark="level_open")
    elif exercise.level is Level.OPEN:
        row = _not_for(row, "not_settled")
    elif row.status is Status.BELOW and claims.holds("after_menopause") is Answer.YES:
        row = _not_for(row, "optional")
    return _after_the_clinician(row, exercise)


def _impact_with_help(claims: Claims, exercise: ExerciseLevel) -> str:
    """No jumps until somebody has looked, whatever is done now. Rule of our notes, R12.1."""
    jumps = bool(claims.lifestyle.impact_days_per_week)
    match exercise.waits_for:
        case WaitsFor.DOCTOR:
            return "clinician_first"
        case WaitsFor.DOCTOR_BEFORE_MORE:
            return "no_more_than_now" if jumps else "clinician_first"
        case _ if jumps:
            only_z = set(exercise.reasons) <= set(whole(ExerciseLevels).no_more.beside)
            return "no_more_than_now" if only_z else "no_jumps_yet"
        case _:
            return "ask_first"


def _walking(claims: Claims, exercise: ExerciseLevel) -> ChecklistLine:
    minutes, least = claims.lifestyle.walking_minutes_per_day, threshold("walking_minutes").value
    row = ChecklistLine(
        key="walking",
        status=_at_least(minutes, least),
        strength=Strength.WEAK,
        question="walking_minutes_per_day",
        answer=None if minutes is None else Quantity(least=minutes, most=minutes),
        target=Quantity(least=least, most=least),
    )
    return _after_the_clinician(row, exercise)


def _calcium(claims: Claims, exercise: ExerciseLevel) -> ChecklistLine:
    return _for_whom_calcium_is_safe(claims, _calcium_eaten(claims))


def _for_whom_calcium_is_safe(claims: Claims, row: ChecklistLine) -> ChecklistLine:
    """No goal with an illness of the calcium balance; what is too much is too much all the same."""
    if claims.holds("calcium_balance_ill") is not Answer.YES:
        return row
    return replace(row, target=None) if row.status is Status.ABOVE else _not_for(row, "ask_doctor")


def _calcium_eaten(claims: Claims) -> ChecklistLine:
    target, limit = calcium_target(claims.person), calcium_limit_mg_per_day(claims.person)
    intake, tablets_mg = calcium_mg_per_day(claims.lifestyle), claims.lifestyle.calcium_supplement_mg_per_day
    row = _food_row("calcium", "calcium_servings_per_week", Strength.MODERATE, target, limit)
    if intake is not None:
        amount = Quantity(least=intake.least, most=intake.most, at_least=bool(intake.open))
    elif tablets_mg:
        amount = Quantity(least=tablets_mg, most=tablets_mg, at_least=True)  # food can only add to it
    else:
        return row
    if limit is not None and claims.holds("calcium_over_limit") is Answer.YES:
        least_limit = "over_least_limit" if amount.least > least_calcium_limit_mg_per_day() else "near_limit"
        return _answered(row, Status.ABOVE, amount, "over_limit" if amount.least > limit else least_limit)
    status, remark = _eaten(amount, target)
    if status is Status.MET and amount.most > least_calcium_limit_mg_per_day():
        remark = "near_limit"
    if status is Status.UNKNOWN and target is not None and intake is not None and intake.open:
        row = replace(row, question=intake.open[0])
    return _answered(row, status, amount, remark)


def _eaten(amount: Quantity, target: Target | None) -> tuple[Status, str | None]:
    """How a range stands to the goal: one that reaches from below it to above it may be enough, or not."""
    if target is None:
        return Status.UNKNOWN, "no_target"
    if target.is_met_by(amount.least):
        return Status.MET, None
    if amount.at_least:
        return Status.UNKNOWN, "partly_answered"
    if amount.most < target.least:
        return Status.BELOW, None
    is_one_goal = target.least == target.most or amount.least < target.least
    return Status.UNKNOWN, "range_around_goal" if is_one_goal else "target_open"


def _vitamin_d(claims: Claims, exercise: ExerciseLevel) -> ChecklistLine:
    return _for_whom_calcium_is_safe(claims, _vitamin_d_level(claims))


def _vitamin_d_level(claims: Claims) -> ChecklistLine:
    """A blood level says more than a dose; a dose above the limit is told beside any level.

    Sources: ``iom_vitamin_d``, ``nos_vitamin_d``, ``endocrine_2024``.
    """
    blood, dose = claims.lifestyle.vitamin_d_level_ng_ml, claims.lifestyle.vitamin_d_supplement_iu_per_day
    target, limit = vitamin_d_target(claims.person), vitamin_d_limit_iu_per_day(claims.person)
    over_dose = claims.holds("vitamin_d_over_limit") is Answer.YES
    if blood is not None:
        row = _vitamin_d_in_blood(blood, over_dose=over_dose, takes_none=dose == 0)
        return row if dose is None else replace(row, dose=Quantity(least=dose, most=dose))
    row = _food_row("vitamin_d", "vitamin_d_supplement_iu_per_day", Strength.WEAK, target, limit)
    if dose is None:
        return row
    status, remark = _taken(dose, target, over_dose=over_dose)
    age = claims.person.age_years
    if remark == "food_and_sun" and age is not None and threshold("vitamin_d_supplement_age").is_met_by(age):
        status, remark = Status.BELOW, "tablet_from_75"
    return _answered(row, status, Quantity(least=dose, most=dose), remark)


def _taken(dose: float, target: Target | None, *, over_dose: bool) -> tuple[Status, str | None]:
    """A dose without a blood level: food and sun add to it, so a small one is not known to be short."""
    if over_dose:
        return Status.ABOVE, "over_dose"
    if target is None:
        return Status.UNKNOWN, "no_target"
    return (Status.MET, None) if target.is_met_by(dose) else (Status.UNKNOWN, "food_and_sun")


def _vitamin_d_in_blood(blood: float, *, over_dose: bool, takes_none: bool) -> ChecklistLine:
    status, remark = Status.MET, "blood_enough"
    if threshold("vitamin_d_low").is_met_by(blood):
        status, remark = Status.BELOW, "blood_low"
    elif not threshold("vitamin_d_enough").is_met_by(blood):
        status, remark = Status.BELOW, "blood_maybe_low"
    elif threshold("vitamin_d_high").is_met_by(blood):
        status, remark = Status.ABOVE, "blood_high_none_taken" if takes_none else "blood_high"
    if over_dose:  # a low level hides it no more than a high one
        beside = {Status.BELOW: "over_dose_and_low", Status.ABOVE: "over_dose_and_high"}
        status, remark = Status.ABOVE, beside.get(status, "over_dose")
    enough = threshold("vitamin_d_enough").value
    return ChecklistLine(
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


def _protein(claims: Claims, exercise: ExerciseLevel) -> ChecklistLine:
    """Only portions are counted, and other food brings some as well: a range that reaches the goal may be enough."""
    row = _protein_eaten(claims)
    return _not_for(row, "kidney_disease") if claims.holds("kidney_disease") is Answer.YES else row


def _protein_eaten(claims: Claims) -> ChecklistLine:
    low = claims.holds("low_bone_density") is Answer.YES
    target = protein_target(claims.person, raised=raises_protein(claims.person, low_bone_density=low))
    grams = protein_g_per_day(claims.lifestyle)
    row = _food_row("protein", "protein_portions_per_day", Strength.WEAK, target, missing="no_weight")
    if grams is None:
        return row
    amount = Quantity(least=grams[0], most=grams[1])
    if target is None:
        return _answered(replace(row, question="weight_kg"), Status.UNKNOWN, amount, "no_weight")
    if amount.least >= target.least:
        return _answered(row, Status.MET, amount)
    if amount.most < target.least:
        return _answered(row, Status.BELOW, amount)
    return _answered(row, Status.UNKNOWN, amount, "portions_only")


def _smoking(claims: Claims, exercise: ExerciseLevel) -> ChecklistLine:
    said = claims.risks.smoking
    status = {Smoking.NEVER: Status.MET, Smoking.EX: Status.MET, Smoking.CURRENT: Status.BELOW}.get(
        said or Smoking.NOT_KNOWN, Status.UNKNOWN
    )
    return ChecklistLine(key="smoking", status=status, strength=Strength.MODERATE, question="smoking", said=said)


def _alcohol(claims: Claims, exercise: ExerciseLevel) -> ChecklistLine:
    """The limit is about hips, and nobody is measured by it around a pregnancy. Source: ``kanis_2005_alcohol``."""
    grams, is_complete = alcohol_g_per_day(claims.risks.drinks_per_week)
    row = _limit("alcohol", grams, "alcohol_limit", Strength.MODERATE, "drinks_per_week", is_open=not is_complete)
    if not claims.any_of(("pregnant", "breastfeeding")):
        return row
    drinks_none = row.status is Status.MET and grams == 0
    return replace(row, target=None) if drinks_none else _not_for(row, "pregnant")


def _caffeine(claims: Claims, exercise: ExerciseLevel) -> ChecklistLine:
    intake = caffeine_mg_per_day(claims.lifestyle)
    return _limit(
        "caffeine",
        None if intake is None else intake.mg,
        "caffeine_limit_pregnant" if claims.holds("pregnant") is Answer.YES else "caffeine_limit",
        Strength.WEAK,
        "caffeine_drinks_per_day",
        is_open=intake is not None and bool(intake.open),
    )


def _cola(claims: Claims, exercise: ExerciseLevel) -> ChecklistLine:
    row = _limit("cola", claims.lifestyle.cola_per_week, "cola_daily", Strength.WEAK, "cola_per_week")
    return _not_for(row, "men") if claims.person.sex is Sex.MALE else row


def _sodium(claims: Claims, exercise: ExerciseLevel) -> ChecklistLine:
    """A habit tells no milligrams, so "some" has no goal. Source: ``carbone_2016``."""
    said = claims.lifestyle.salt_habit
    status = {SaltHabit.RARELY: Status.MET, SaltHabit.A_LOT: Status.ABOVE}.get(
        said or SaltHabit.NOT_KNOWN, Status.UNKNOWN
    )
    row = ChecklistLine(key="sodium", status=status, strength=Strength.CONTESTED, question="salt_habit", said=said)
    return _not_for(row, "habit_only") if said is SaltHabit.SOME else row


_ROWS: Mapping[str, Callable[[Claims, ExerciseLevel], ChecklistLine]] = {
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
) -> ChecklistLine:
    """A line where less is better: not above the limit. What is open could only add to it."""
    rule = threshold(limit)
    is_none_yet = is_open and value == 0  # "at least 0" says nothing
    status = Status.UNKNOWN
    if value is not None and rule.is_met_by(value):
        status = Status.ABOVE
    elif value is not None and not is_open:
        status = Status.MET
    return ChecklistLine(
        key=key,
        status=status,
        strength=strength,
        question=question,
        answer=None if value is None or is_none_yet else Quantity(least=value, most=value, at_least=is_open),
        target=Quantity(least=rule.value, most=rule.value),
        is_limit=True,
    )


def _food_row(
    key: str,
    question: str,
    strength: Strength,
    target: Target | None,
    upper_limit: float | None = None,
    *,
    missing: str = "no_target",
) -> ChecklistLine:
    """A line with what to aim for and what is too much, before the answer; `missing` says why there is no target."""
    row = ChecklistLine(key=key, status=Status.UNKNOWN, strength=strength, question=question, upper_limit=upper_limit)
    if target is None:
        return replace(row, remark=missing)
    return replace(
        row,
        target=Quantity(least=target.least, most=target.most),
        body=target.body,
        remark="us_figures" if target.assumed_body else None,
    )


def _answered(row: ChecklistLine, status: Status, amount: Quantity, remark: str | None = None) -> ChecklistLine:
    """`row` with the answer; a remark of its own speaks in place of that on the target."""
    return replace(row, status=status, answer=amount, remark=remark or row.remark)


def _not_for(row: ChecklistLine, remark: str) -> ChecklistLine:
    """`row` without a target, which this person does not have; a level in blood stays one."""
    return replace(row, status=Status.NOT_APPLICABLE, target=None, upper_limit=None, remark=remark)


def _after_the_clinician(row: ChecklistLine, exercise: ExerciseLevel) -> ChecklistLine:
    """No exercise is asked of somebody whom a clinician should see first, and no word on it where care is needed now.

    Where a doctor looks only before more is done, what is done is called neither enough nor too little.
    """
    if exercise.level is Level.URGENT:
        return _not_for(row, "care_now")
    waits = exercise.level is Level.STOP or exercise.waits_for is WaitsFor.DOCTOR
    if waits or (exercise.waits_for is WaitsFor.DOCTOR_BEFORE_MORE and row.status in {Status.BELOW, Status.UNKNOWN}):
        return _not_for(row, "clinician_first")
    no_more = exercise.waits_for is WaitsFor.DOCTOR_BEFORE_MORE and row.status is Status.MET
    return _not_for(row, "no_more_than_now") if no_more else row
