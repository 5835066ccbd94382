"""What holds of a person: breaks, periods, a birth, frailty."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import reduce
from operator import or_

from bonecheck.answers.lifestyle import ExerciseCaution
from bonecheck.answers.person import Answer, MenopausalStatus, PeriodsStopped, Pregnancy, Sex
from bonecheck.answers.risk_factors import Condition, FractureSite, HormoneTherapy, Medicine, WarningSign
from bonecheck.evidence.library import threshold
from bonecheck.plan.known import NO, NOT_KNOWN, YES, Known, chosen, is_open, meets, ticked
from bonecheck.scan.score_choice import Score, is_early_menopause, is_or_was_pregnant


def _is_female(claims: Known) -> Answer:
    """Not known where the report gives scores for both: they say nothing of the body."""
    return NOT_KNOWN if claims.person.sex is Sex.BOTH else chosen(claims.person.sex, Sex.FEMALE)


def caution(item: ExerciseCaution) -> Callable[[Known], Answer]:
    """What makes exercise unsafe to begin alone, as a claim."""
    return lambda claims: ticked(claims.lifestyle.exercise_cautions, item)


def any_sign(claims: Known, signs: Iterable[str]) -> Answer:
    """Whether one of these warning signs was told."""
    return reduce(or_, (ticked(claims.risks.warning_signs, sign) for sign in signs))


def broke(claims: Known, site: FractureSite) -> Answer:
    """Whether this bone broke at any adult age."""
    periods = {
        "fracture_since_50": claims.risks.broke(site),
        "fracture_at_40_to_49": claims.risks.broke_at_40_to_49(site),
        "fracture_before_40": claims.risks.broke_before_40(site),
    }
    return reduce(or_, (Answer.of(broke) for question, broke in periods.items() if claims.asked(question)))


def several_fractures(claims: Known) -> Answer:
    """Whether more than one bone broke in a minor fall as an adult."""
    risks = claims.risks
    parts = [
        (broke, count)
        for question, broke, count in (
            ("fracture_since_50", risks.fracture_since_50, risks.fracture_count),
            ("fracture_at_40_to_49", risks.fracture_at_40_to_49, risks.fracture_count_at_40_to_49),
            ("fracture_before_40", risks.fracture_before_40, risks.fracture_count_before_40),
        )
        if claims.asked(question)
    ]
    if threshold("several_fractures").is_met_by(sum(count or 1 for broke, count in parts if broke is YES)):
        return YES
    return NO if all(broke is NO or (broke is YES and count) for broke, count in parts) else NOT_KNOWN


def missed_periods(claims: Known) -> Answer:
    """Periods that stopped before 45 and that neither menopause, hormones nor a pregnancy explains.

    No also for those who are not asked, unless it is only an open answer that keeps the question from them.
    """
    person = claims.person
    if person.periods_stopped_because is not None and person.periods_stopped_because.explains:
        return NO
    young = person.age_years is not None and not threshold("menopause_taken_at_its_word_age").is_met_by(
        person.age_years
    )
    if young and person.menopausal_status is MenopausalStatus.POSTMENOPAUSAL:
        return YES
    if claims.asked("missed_periods"):
        return Answer.of(claims.risks.missed_periods)
    if _is_female(claims) is NOT_KNOWN:
        person = replace(person, sex=Sex.FEMALE)
    if person.menopausal_status is None:
        person = replace(person, menopausal_status=MenopausalStatus.PREMENOPAUSAL)
    return NOT_KNOWN if replace(claims, person=person).asked("missed_periods") else NO


def may_eat_too_little(claims: Known) -> Answer:
    """Two of: periods that stopped, low weight, an eating disorder; or food or sport told as what stopped the periods."""
    disorder, thin = claims.holds("eating_disorder"), claims.holds("underweight")
    told = claims.person.periods_stopped_because is PeriodsStopped.LITTLE_FOOD_OR_MUCH_SPORT
    return Answer.of(told) | (_periods_gone(claims) & (disorder | thin)) | (disorder & thin)


def periods_stopped(claims: Known) -> Answer:
    """Periods that stopped with no sign of too little food, and no injection that may explain it: a doctor looks why."""
    if claims.holds("may_eat_too_little") is YES or claims.holds("injection_may_explain") is YES:
        return NO
    return _periods_gone(claims)


def injection_may_explain(claims: Known) -> Answer:
    """Periods that stopped on a contraceptive injection, with no other reason told: the injection is the first to ask about."""
    missed = _periods_gone(claims)
    untold = claims.person.periods_stopped_because in {None, PeriodsStopped.NOT_KNOWN}
    return missed & ticked(claims.risks.medicines, Medicine.DEPOT_CONTRACEPTIVE) & Answer.of(untold)


def _periods_gone(claims: Known) -> Answer:
    """Periods that stopped, unless a pregnancy or breastfeeding explains it. Rule of our notes, R7.2."""
    if claims.person.pregnancy in {Pregnancy.PREGNANT, Pregnancy.BREASTFEEDING}:
        return NO
    return claims.holds("missed_periods") | _stopped_for_want_of_food(claims)


def _stopped_for_want_of_food(claims: Known) -> Answer:
    """Periods that ended early: menopause only where a doctor has said so. Rule of our notes, R7.1."""
    because, status = claims.person.periods_stopped_because, claims.person.menopausal_status
    if because is PeriodsStopped.LITTLE_FOOD_OR_MUCH_SPORT:
        return YES
    if not claims.asked("periods_stopped_because") or status is not MenopausalStatus.POSTMENOPAUSAL:
        return NO
    return NOT_KNOWN if because is None else Answer.of(because is PeriodsStopped.NOT_KNOWN)


def early_menopause(claims: Known) -> Answer:
    """Menopause before 45, said by a doctor, as long as it is usual to talk about replacing the hormones."""
    person, conditions = claims.person, claims.risks.conditions
    age = person.age_years
    if person.sex is Sex.MALE or (age is not None and threshold("menopause_stage_unknown_age").is_met_by(age)):
        return NO
    if is_early_menopause(person):
        return YES
    return ticked(conditions, Condition.EARLY_MENOPAUSE) | ticked(conditions, Condition.MENOPAUSE_AT_40_TO_44)


def birth_and_spine(claims: Known) -> Answer:
    """Whether something points to the spine around a birth, less height than before also; open while the pregnancy is not told.

    Rule of our notes, R7.15.
    """
    person = claims.person
    shorter = meets("height_loss_since_measured", person.height_loss_cm)
    if "pregnancy_and_spine" in claims.found or (is_or_was_pregnant(person) and shorter is YES):
        return YES
    asked = claims.asked("pregnancy") or person.sex is None or person.age_years is None
    if not asked or person.sex is Sex.MALE or not is_open(claims, "pregnancy"):
        return NO
    points_to_spine = shorter | claims.holds("red_flag") | claims.holds("spine_fracture")
    return NO if points_to_spine is NO else NOT_KNOWN


_NO_HORMONES_WITH = (
    Condition.CANCER,
    Condition.MYELOMA,
    Condition.LEUKAEMIA_OR_LYMPHOMA,
    Condition.HEART_OR_STROKE,
)


def may_ask_about_hormones(claims: Known) -> Answer:
    """A woman under 60 around or after menopause, on no hormones of any kind, whom no illness we ask for keeps from them."""
    if claims.person.sex is not Sex.FEMALE or claims.holds("age_60") is not NO or claims.score is not Score.T_SCORE:
        return NO
    kept_from = (
        *(ticked(claims.risks.conditions, condition) for condition in _NO_HORMONES_WITH),
        ticked(claims.risks.medicines, Medicine.AROMATASE_INHIBITOR),
        ticked(claims.risks.medicines, Medicine.TAMOXIFEN_BEFORE_MENOPAUSE),
    )
    on_none = claims.risks.hormone_therapy in {None, *_HORMONES_NOT_NOW}
    if _stopped_for_want_of_food(claims) is not NO:  # periods that ended early, and no doctor has said why
        return NO
    return YES if on_none and all(answer is NO for answer in kept_from) else NO


_HORMONES_NOT_NOW = (HormoneTherapy.NONE, HormoneTherapy.PAST, HormoneTherapy.NOT_KNOWN)


_MAY_CAUSE_FALLS = (
    Condition.PARKINSONS,
    Condition.MULTIPLE_SCLEROSIS,
    Condition.SPINAL_CORD_INJURY,
    Condition.HEART_OR_STROKE,  # a stroke stands there beside a heart attack
)


def may_fall_by_illness(claims: Known) -> Answer:
    """An illness, or a sign in the legs, that can make falls more likely, whether or not a fall was told."""
    weak_legs = ticked(claims.risks.warning_signs, WarningSign.NUMB_OR_WEAK_LEGS)
    return reduce(or_, (ticked(claims.risks.conditions, condition) for condition in _MAY_CAUSE_FALLS), weak_legs)


def needs_help_to_rise(claims: Known) -> Answer:
    """Whether the arms are needed to rise from a chair."""
    return ~Answer.of(claims.risks.rises_from_chair)


def frail(claims: Known) -> Answer:
    """Whether small tasks wear this person out, the arms are needed to rise, or a care home is the home."""
    worn_out = ticked(claims.lifestyle.exercise_cautions, ExerciseCaution.FRAIL)
    return worn_out | needs_help_to_rise(claims) | Answer.of(claims.risks.care_home)
