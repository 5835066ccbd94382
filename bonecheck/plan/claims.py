"""What holds for one person, as the plan asks it: each claim is yes, no, or not known."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from bonecheck.answers.lifestyle import ExerciseCaution, Lifestyle
from bonecheck.answers.person import Answer, MenopausalStatus, PeriodsStopped, Person, Sex
from bonecheck.answers.questions import questions
from bonecheck.answers.risk_factors import (
    BoneMedicine,
    Checklist,
    Condition,
    FractureSite,
    GlucocorticoidUse,
    HormoneTherapy,
    Medicine,
    RiskFactors,
    WarningSign,
    alcohol_g_per_day,
)
from bonecheck.evidence.library import threshold
from bonecheck.scan.score_choice import Score

YES, NO, NOT_KNOWN = Answer.YES, Answer.NO, Answer.NOT_KNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """All that the plan looks at, and what holds of it.

    `score` is the one that counts for this person, measured or not; None for people under 20. `t_score` and
    `z_score` are those of the site that decides, and None where that score does not count or is not known.
    `scan_advised` says that a finding told this person to ask for a scan.
    """

    person: Person
    risks: RiskFactors
    lifestyle: Lifestyle
    has_scan: Answer | None
    score: Score | None
    t_score: float | None
    z_score: float | None
    scan_advised: bool = False

    def holds(self, claim: str) -> Answer:
        """Whether a claim of `CLAIMS` holds. What was not answered is not known, and never no."""
        return CLAIMS[claim](self)

    def any_of(self, claims: Iterable[str]) -> bool:
        """Whether at least one of these holds for sure."""
        return any(self.holds(claim) is YES for claim in claims)

    def first_open(self, keys: Iterable[str]) -> str | None:
        """The first of these questions that this person is asked and has not answered."""
        return next((key for key in keys if _asked(self, key) and _is_open(self, key)), None)


def _meets(key: str, value: float | None) -> Answer:
    return Answer.of(None if value is None else threshold(key).is_met_by(value))


def _chosen(given: str | None, *options: str) -> Answer:
    """Whether one of these options was chosen; "I don't know" is written alike in every question."""
    return Answer.of(None if given is None or given == NOT_KNOWN else given in options)


def _ticked(items: Checklist | None, item: str) -> Answer:
    return Answer.of(None if items is None else items.answer(item))


def _any_ticked(items: Checklist | None) -> Answer:
    if items is None:
        return NOT_KNOWN
    return YES if items.ticked else items.others


def _is_female(claims: Claims) -> Answer:
    """Not known where the report gives scores for both: they say nothing of the body."""
    return NOT_KNOWN if claims.person.sex is Sex.BOTH else _chosen(claims.person.sex, Sex.FEMALE)


def _caution(caution: ExerciseCaution) -> Callable[[Claims], Answer]:
    return lambda claims: _ticked(claims.lifestyle.exercise_cautions, caution)


def _red_flag(claims: Claims) -> Answer:
    return reduce(or_, (_ticked(claims.risks.warning_signs, sign) for sign in WarningSign))


def _asked(claims: Claims, question: str) -> bool:
    """Whether a question is put to somebody of this age, sex and stage, with these breaks."""
    person, risks = claims.person, claims.risks
    answers = {
        "age_years": person.age_years,
        "sex": person.sex,
        "menopausal_status": person.menopausal_status,
        "fracture_since_50": risks.fracture_since_50,
        "fracture_at_40_to_49": risks.fracture_at_40_to_49,
    }
    return questions()[question].applies({key: given for key, given in answers.items() if given is not None})


def _is_open(claims: Claims, question: str) -> bool:
    """Whether a question has no answer yet, or "I don't know"; always so for the scan, which is not looked at here."""
    sections = (claims.person, claims.risks, claims.lifestyle)
    given = next((getattr(section, question) for section in sections if hasattr(section, question)), None)
    return given.others is NOT_KNOWN if isinstance(given, Checklist) else given is None or given == NOT_KNOWN


def _broke(claims: Claims, site: FractureSite) -> Answer:
    """Whether this bone broke at any adult age."""
    periods = {
        "fracture_since_50": claims.risks.broke(site),
        "fracture_at_40_to_49": claims.risks.broke_at_40_to_49(site),
        "fracture_before_40": claims.risks.broke_before_40(site),
    }
    return reduce(or_, (Answer.of(broke) for question, broke in periods.items() if _asked(claims, question)))


def _several_fractures(claims: Claims) -> Answer:
    parts = [
        (broke, count)
        for question, broke, count in (
            ("fracture_since_50", claims.risks.fracture_since_50, claims.risks.fracture_count),
            ("fracture_at_40_to_49", claims.risks.fracture_at_40_to_49, claims.risks.fracture_count_at_40_to_49),
            ("fracture_before_40", claims.risks.fracture_before_40, claims.risks.fracture_count_before_40),
        )
        if _asked(claims, question)
    ]
    if threshold("several_fractures").is_met_by(sum(count or 1 for broke, count in parts if broke is YES)):
        return YES
    return NO if all(broke is NO or (broke is YES and count) for broke, count in parts) else NOT_KNOWN


def _missed_periods(claims: Claims) -> Answer:
    """Periods that stopped before 45 and that neither menopause, hormones nor a pregnancy explains.

    No also for those who are not asked, unless it is only an open answer that keeps the question from them.
    """
    person = claims.person
    if person.periods_stopped_because in _EXPLAINED:
        return NO
    young = person.age_years is not None and not threshold("menopause_taken_at_its_word_age").is_met_by(
        person.age_years
    )
    if young and person.menopausal_status is MenopausalStatus.POSTMENOPAUSAL:
        return YES
    if _asked(claims, "missed_periods"):
        return Answer.of(claims.risks.missed_periods)
    if _is_female(claims) is NOT_KNOWN:
        person = replace(person, sex=Sex.FEMALE)
    if person.menopausal_status is None:
        person = replace(person, menopausal_status=MenopausalStatus.PREMENOPAUSAL)
    return NOT_KNOWN if _asked(replace(claims, person=person), "missed_periods") else NO


_EXPLAINED = {
    PeriodsStopped.MENOPAUSE,
    PeriodsStopped.OVARIES_REMOVED,
    PeriodsStopped.HORMONES,
    PeriodsStopped.PREGNANCY,
}


def _may_eat_too_little(claims: Claims) -> Answer:
    """Periods that stopped, or low weight after an eating disorder: a doctor looks before this person trains more."""
    disorder = _ticked(claims.risks.conditions, Condition.EATING_DISORDER)
    thin = _meets("underweight", claims.person.bmi_kg_m2)
    return _missed_periods(claims) | (disorder & thin)


def _early_menopause(claims: Claims) -> Answer:
    """Menopause before 45, as long as it is usual to talk about replacing the hormones."""
    person, told = claims.person, claims.risks.conditions
    age = person.age_years
    if person.sex is Sex.MALE or (age is not None and threshold("menopause_stage_unknown_age").is_met_by(age)):
        return NO
    young = age is not None and not threshold("menopause_taken_at_its_word_age").is_met_by(age)
    if young and person.periods_stopped_because in {PeriodsStopped.MENOPAUSE, PeriodsStopped.OVARIES_REMOVED}:
        return YES
    return _ticked(told, Condition.EARLY_MENOPAUSE) | _ticked(told, Condition.MENOPAUSE_AT_40_TO_44)


def _scan_advised(claims: Claims) -> Answer:
    """Somebody whom a finding tells to ask for a scan; a report that is only not at hand is asked for first."""
    if claims.has_scan is None:
        return NOT_KNOWN
    return Answer.of(claims.scan_advised and claims.has_scan is not NOT_KNOWN)


def _may_ask_about_hormones(claims: Claims) -> Answer:
    """A woman under 60 around or after menopause, not on hormones, whom no cancer keeps from them."""
    if claims.person.sex is not Sex.FEMALE or claims.holds("age_60") is not NO or claims.score is not Score.T_SCORE:
        return NO
    kept_from = (
        _ticked(claims.risks.conditions, Condition.CANCER),
        _ticked(claims.risks.medicines, Medicine.AROMATASE_INHIBITOR),
    )
    taken = claims.risks.hormone_therapy in {HormoneTherapy.OESTROGEN_ONLY, HormoneTherapy.COMBINED}
    return YES if not taken and all(answer is NO for answer in kept_from) else NO


def _needs_help_to_rise(claims: Claims) -> Answer:
    return ~Answer.of(claims.risks.rises_from_chair)


def _frail(claims: Claims) -> Answer:
    frail = _ticked(claims.lifestyle.exercise_cautions, ExerciseCaution.FRAIL)
    return frail | _needs_help_to_rise(claims) | Answer.of(claims.risks.care_home)


def _t_low(claims: Claims) -> Answer:
    """T-score of the osteoporosis range; no where the Z-score counts."""
    return NO if claims.score is Score.Z_SCORE else _meets("t_score_osteoporosis", claims.t_score)


def _z_low(claims: Claims) -> Answer:
    """Z-score below the range for age; no where the T-score counts."""
    return NO if claims.score is Score.T_SCORE else _meets("z_score_below_expected", claims.z_score)


def _low_bone_density(claims: Claims) -> Answer:
    """Below the normal range, whichever score counts."""
    return _z_low(claims) if claims.score is Score.Z_SCORE else ~_meets("t_score_normal", claims.t_score)


def _before_menopause(claims: Claims) -> Answer:
    if claims.person.sex in {None, Sex.BOTH, Sex.NOT_KNOWN} or claims.score in {None, Score.UNDECIDED}:
        return NOT_KNOWN
    return YES if claims.person.sex is Sex.FEMALE and claims.score is Score.Z_SCORE else NO


def _takes(claims: Claims, *medicines: BoneMedicine) -> Answer:
    return _chosen(claims.risks.bone_medicine, *medicines)


def _drinks_far_above(claims: Claims) -> Answer:
    """What was not answered can only add to what was."""
    grams, is_complete = alcohol_g_per_day(claims.risks.drinks_per_week)
    far = _meets("alcohol_far_above", grams)
    return far if is_complete or far is YES else NOT_KNOWN


def _above_zero(number: float | None) -> Answer:
    return Answer.of(None if number is None else number > 0)


CLAIMS: Mapping[str, Callable[[Claims], Answer]] = {
    "red_flag": _red_flag,
    "age_60": lambda claims: _meets("balance_age", claims.person.age_years),
    "fell": lambda claims: _above_zero(claims.risks.falls_12_months),
    "fell_often": lambda claims: _meets("falls_often", claims.risks.falls_12_months),
    "unsteady": _caution(ExerciseCaution.UNSTEADY),
    "new_pain": _caution(ExerciseCaution.NEW_PAIN),
    "recent_surgery": _caution(ExerciseCaution.RECENT_SURGERY),
    "heart_symptoms": _caution(ExerciseCaution.HEART_SYMPTOMS),
    "afraid": _caution(ExerciseCaution.AFRAID),
    "frail": _frail,
    "spine_fracture": lambda claims: _broke(claims, FractureSite.SPINE),
    "hip_fracture": lambda claims: _broke(claims, FractureSite.HIP),
    "several_fractures": _several_fractures,
    "height_lost": lambda claims: _meets("height_loss_mention", claims.person.height_loss_cm),
    "t_score_low": _t_low,
    "z_score_low": _z_low,
    "missed_periods": _missed_periods,
    "may_eat_too_little": _may_eat_too_little,
    "early_menopause": _early_menopause,
    "may_ask_about_hormones": _may_ask_about_hormones,
    "takes_hormones": lambda claims: _chosen(
        claims.risks.hormone_therapy, HormoneTherapy.OESTROGEN_ONLY, HormoneTherapy.COMBINED
    ),
    "takes_steroids": lambda claims: _chosen(claims.risks.glucocorticoids, GlucocorticoidUse.NOW),
    "took_steroids": lambda claims: _chosen(
        claims.risks.glucocorticoids, GlucocorticoidUse.NOW, GlucocorticoidUse.PAST
    ),
    "hormone_blocker": lambda claims: (
        _ticked(claims.risks.medicines, Medicine.AROMATASE_INHIBITOR)
        | _ticked(claims.risks.medicines, Medicine.PROSTATE_HORMONE)
    ),
    "any_condition": lambda claims: _any_ticked(claims.risks.conditions),
    "any_medicine": lambda claims: _any_ticked(claims.risks.medicines),
    "rheumatoid_arthritis": lambda claims: Answer.of(claims.risks.rheumatoid_arthritis),
    "care_home": lambda claims: Answer.of(claims.risks.care_home),
    "drinks_far_above": _drinks_far_above,
    "scan_advised": _scan_advised,
    "report_not_at_hand": lambda claims: Answer.of(None if claims.has_scan is None else claims.has_scan is NOT_KNOWN),
    "has_scan": lambda claims: Answer.of(claims.has_scan),
    "low_bone_density": _low_bone_density,
    "before_menopause": _before_menopause,
    "trains_strength": lambda claims: _meets("resistance_days", claims.lifestyle.resistance_days_per_week),
    "underweight": lambda claims: _meets("underweight", claims.person.bmi_kg_m2),
    "vitamin_d_short": lambda claims: ~_meets("vitamin_d_enough", claims.lifestyle.vitamin_d_level_ng_ml),
    "kidney_disease": lambda claims: _ticked(claims.risks.conditions, Condition.KIDNEY_DISEASE),
    "calcium_balance_ill": lambda claims: (
        _ticked(claims.risks.conditions, Condition.KIDNEY_DISEASE)
        | _ticked(claims.risks.conditions, Condition.HYPERPARATHYROIDISM)
    ),
    "calcium_tablets": lambda claims: _above_zero(claims.lifestyle.calcium_supplement_mg_per_day),
    "denosumab": lambda claims: _takes(claims, BoneMedicine.DENOSUMAB),
    "bone_medicine": lambda claims: _takes(claims, *(set(BoneMedicine) - {BoneMedicine.NONE, BoneMedicine.NOT_KNOWN})),
}
