"""What holds for one person, as the plan asks it: each claim is yes, no, or not known."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bonecheck.answers.lifestyle import ExerciseCaution, Lifestyle
from bonecheck.answers.person import Answer, MenopausalStatus, Person, Sex
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
class Situation:
    """All that the plan looks at.

    `score` is the one that counts for this person, measured or not; None for people under 20. `t_score` and
    `z_score` are those of the site that decides, and None where that score does not count or is not known.
    """

    person: Person
    risks: RiskFactors
    lifestyle: Lifestyle
    has_scan: Answer | None
    score: Score | None
    t_score: float | None
    z_score: float | None

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
    if value is None:
        return NOT_KNOWN
    return YES if threshold(key).is_met_by(value) else NO


def _any(*answers: Answer | None) -> Answer:
    """Yes if any is yes, no if all are, else not known."""
    if YES in answers:
        return YES
    return NO if all(answer is NO for answer in answers) else NOT_KNOWN


def _chosen(given: object, not_known: object, *options: object) -> Answer:
    """Whether one of these options was chosen."""
    if given is None or given is not_known:
        return NOT_KNOWN
    return YES if given in options else NO


def _ticked(items: Checklist | None, item: str) -> Answer:
    return NOT_KNOWN if items is None else items.answer(item)


def _any_ticked(items: Checklist | None) -> Answer:
    if items is None:
        return NOT_KNOWN
    return YES if items.ticked else items.others


def _caution(caution: ExerciseCaution) -> Callable[[Situation], Answer]:
    return lambda it: _ticked(it.lifestyle.exercise_cautions, caution)


def _red_flag(it: Situation) -> Answer:
    return _any(*(_ticked(it.risks.warning_signs, sign) for sign in WarningSign))


def _asked(it: Situation, question: str) -> bool:
    """Whether a question is put to somebody of this age, sex and stage, with these breaks."""
    person, risks = it.person, it.risks
    answers = {
        "age_years": person.age_years,
        "sex": person.sex,
        "menopausal_status": person.menopausal_status,
        "fracture_since_50": risks.fracture_since_50,
        "fracture_at_40_to_49": risks.fracture_at_40_to_49,
    }
    return questions()[question].applies({key: given for key, given in answers.items() if given is not None})


def _is_open(it: Situation, question: str) -> bool:
    """Whether a question has no answer yet, or "I don't know"; always so for the scan, which is not looked at here."""
    sections = (it.person, it.risks, it.lifestyle)
    given = next((getattr(section, question) for section in sections if hasattr(section, question)), None)
    return given.others is NOT_KNOWN if isinstance(given, Checklist) else given is None or given == NOT_KNOWN


def _broke(it: Situation, site: FractureSite) -> Answer:
    """Whether this bone broke. Breaks before 40 are not asked by bone, so such a break may have been this one."""
    return _any(
        it.risks.broke(site) if _asked(it, "fracture_since_50") else NO,
        it.risks.broke_at_40_to_49(site) if _asked(it, "fracture_at_40_to_49") else NO,
        NO if it.risks.fracture_before_40 is NO else NOT_KNOWN,
    )


def _several_fractures(it: Situation) -> Answer:
    parts = [
        (broke, count)
        for question, broke, count in (
            ("fracture_since_50", it.risks.fracture_since_50, it.risks.fracture_count),
            ("fracture_at_40_to_49", it.risks.fracture_at_40_to_49, it.risks.fracture_count_at_40_to_49),
            ("fracture_before_40", it.risks.fracture_before_40, 1),
        )
        if _asked(it, question)
    ]
    if threshold("several_fractures").is_met_by(sum(count or 1 for broke, count in parts if broke is YES)):
        return YES
    return NO if all(broke is NO or (broke is YES and count) for broke, count in parts) else NOT_KNOWN


def _missed_periods(it: Situation) -> Answer:
    return it.risks.missed_periods or NOT_KNOWN if _asked(it, "missed_periods") else NO


def _may_eat_too_little(it: Situation) -> Answer:
    """Periods that stopped, or low weight after an eating disorder: a doctor looks before this person trains more."""
    disorder = _ticked(it.risks.conditions, Condition.EATING_DISORDER)
    thin = _meets("underweight", it.person.bmi_kg_m2)
    both = NO if NO in {disorder, thin} else YES if disorder is thin is YES else NOT_KNOWN
    return _any(_missed_periods(it), both)


def _early_menopause(it: Situation) -> Answer:
    """Menopause before 40, as long as it is usual to talk about replacing the hormones."""
    age = it.person.age_years
    if it.person.sex is Sex.MALE or (age is not None and threshold("menopause_stage_unknown_age").is_met_by(age)):
        return NO
    stopped_young = age is not None and threshold("early_menopause_doubtful_age").is_met_by(age)
    if stopped_young and it.person.menopausal_status is MenopausalStatus.POSTMENOPAUSAL:
        return YES
    return _ticked(it.risks.conditions, Condition.EARLY_MENOPAUSE)


def _scan_advised(it: Situation) -> Answer:
    """A woman of the age at which a scan is advised, who has had none. Source: ``uspstf_2025``."""
    if it.person.sex is not Sex.FEMALE or it.has_scan is not NO:
        return NO
    return _meets("scan_advised_age", it.person.age_years)


def _may_ask_about_hormones(it: Situation) -> Answer:
    """A woman under 60 around or after menopause, not on hormones, whom no cancer keeps from them."""
    if it.person.sex is not Sex.FEMALE or it.holds("age_60") is not NO or it.score is not Score.T_SCORE:
        return NO
    kept_from = (
        _ticked(it.risks.conditions, Condition.CANCER),
        _ticked(it.risks.medicines, Medicine.AROMATASE_INHIBITOR),
    )
    taken = it.risks.hormone_therapy in {HormoneTherapy.OESTROGEN_ONLY, HormoneTherapy.COMBINED}
    return YES if not taken and all(answer is NO for answer in kept_from) else NO


def _needs_help_to_rise(it: Situation) -> Answer:
    return _not(it.risks.rises_from_chair or NOT_KNOWN)


def _frail(it: Situation) -> Answer:
    return _any(_caution(ExerciseCaution.FRAIL)(it), _needs_help_to_rise(it), it.risks.care_home or NOT_KNOWN)


def _t_low(it: Situation) -> Answer:
    """T-score of the osteoporosis range; no where the Z-score counts."""
    return NO if it.score is Score.Z_SCORE else _meets("t_score_osteoporosis", it.t_score)


def _z_low(it: Situation) -> Answer:
    """Z-score below the range for age; no where the T-score counts."""
    return NO if it.score is Score.T_SCORE else _meets("z_score_below_expected", it.z_score)


def _low_bone_density(it: Situation) -> Answer:
    """Below the normal range, whichever score counts."""
    return _z_low(it) if it.score is Score.Z_SCORE else _not(_meets("t_score_normal", it.t_score))


def _before_menopause(it: Situation) -> Answer:
    if it.person.sex in {None, Sex.NOT_KNOWN} or it.score in {None, Score.UNDECIDED}:
        return NOT_KNOWN
    return YES if it.person.sex is Sex.FEMALE and it.score is Score.Z_SCORE else NO


def _takes(it: Situation, *medicines: BoneMedicine) -> Answer:
    return _chosen(it.risks.bone_medicine, BoneMedicine.NOT_KNOWN, *medicines)


def _drinks_far_above(it: Situation) -> Answer:
    """What was not answered can only add to what was."""
    grams, is_complete = alcohol_g_per_day(it.risks.drinks_per_week)
    far = _meets("alcohol_far_above", grams)
    return far if is_complete or far is YES else NOT_KNOWN


def _above_zero(number: float | None) -> Answer:
    return NOT_KNOWN if number is None else YES if number > 0 else NO


def _not(answer: Answer) -> Answer:
    return {YES: NO, NO: YES, NOT_KNOWN: NOT_KNOWN}[answer]


CLAIMS: Mapping[str, Callable[[Situation], Answer]] = {
    "red_flag": _red_flag,
    "age_60": lambda it: _meets("balance_age", it.person.age_years),
    "fell": lambda it: _above_zero(it.risks.falls_12_months),
    "fell_often": lambda it: _meets("falls_often", it.risks.falls_12_months),
    "unsteady": _caution(ExerciseCaution.UNSTEADY),
    "new_pain": _caution(ExerciseCaution.NEW_PAIN),
    "recent_surgery": _caution(ExerciseCaution.RECENT_SURGERY),
    "heart_symptoms": _caution(ExerciseCaution.HEART_SYMPTOMS),
    "afraid": _caution(ExerciseCaution.AFRAID),
    "frail": _frail,
    "spine_fracture": lambda it: _broke(it, FractureSite.SPINE),
    "hip_fracture": lambda it: _broke(it, FractureSite.HIP),
    "several_fractures": _several_fractures,
    "height_lost": lambda it: _meets("height_loss_mention", it.person.height_loss_cm),
    "t_score_low": _t_low,
    "z_score_low": _z_low,
    "missed_periods": _missed_periods,
    "may_eat_too_little": _may_eat_too_little,
    "early_menopause": _early_menopause,
    "may_ask_about_hormones": _may_ask_about_hormones,
    "takes_hormones": lambda it: _chosen(
        it.risks.hormone_therapy,
        HormoneTherapy.NOT_KNOWN,
        HormoneTherapy.OESTROGEN_ONLY,
        HormoneTherapy.COMBINED,
    ),
    "takes_steroids": lambda it: _chosen(it.risks.glucocorticoids, GlucocorticoidUse.NOT_KNOWN, GlucocorticoidUse.NOW),
    "took_steroids": lambda it: _chosen(
        it.risks.glucocorticoids, GlucocorticoidUse.NOT_KNOWN, GlucocorticoidUse.NOW, GlucocorticoidUse.PAST
    ),
    "hormone_blocker": lambda it: _any(
        _ticked(it.risks.medicines, Medicine.AROMATASE_INHIBITOR),
        _ticked(it.risks.medicines, Medicine.PROSTATE_HORMONE),
    ),
    "any_condition": lambda it: _any_ticked(it.risks.conditions),
    "any_medicine": lambda it: _any_ticked(it.risks.medicines),
    "rheumatoid_arthritis": lambda it: it.risks.rheumatoid_arthritis or NOT_KNOWN,
    "care_home": lambda it: it.risks.care_home or NOT_KNOWN,
    "drinks_far_above": _drinks_far_above,
    "scan_advised": _scan_advised,
    "report_not_at_hand": lambda it: NOT_KNOWN if it.has_scan is None else YES if it.has_scan is NOT_KNOWN else NO,
    "has_scan": lambda it: it.has_scan or NOT_KNOWN,
    "low_bone_density": _low_bone_density,
    "before_menopause": _before_menopause,
    "trains_strength": lambda it: _meets("resistance_days", it.lifestyle.resistance_days_per_week),
    "underweight": lambda it: _meets("underweight", it.person.bmi_kg_m2),
    "vitamin_d_short": lambda it: _not(_meets("vitamin_d_enough", it.lifestyle.vitamin_d_level_ng_ml)),
    "kidney_disease": lambda it: _ticked(it.risks.conditions, Condition.KIDNEY_DISEASE),
    "calcium_balance_ill": lambda it: _any(
        _ticked(it.risks.conditions, Condition.KIDNEY_DISEASE),
        _ticked(it.risks.conditions, Condition.HYPERPARATHYROIDISM),
    ),
    "calcium_tablets": lambda it: _above_zero(it.lifestyle.calcium_supplement_mg_per_day),
    "denosumab": lambda it: _takes(it, BoneMedicine.DENOSUMAB),
    "bone_medicine": lambda it: _takes(it, *(set(BoneMedicine) - {BoneMedicine.NONE, BoneMedicine.NOT_KNOWN})),
}
