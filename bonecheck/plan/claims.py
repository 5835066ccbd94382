"""What holds for one person, as the plan asks it: each claim is yes, no, or not known."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_

from bonecheck.answers.bone_medicines import (
    Denosumab,
    bone_builder_ended,
    denosumab,
    has_back_pain_after_denosumab,
    has_denosumab_gap,
    has_sign,
    has_slow_medicine,
)
from bonecheck.answers.lifestyle import ExerciseCaution, Lifestyle
from bonecheck.answers.person import Answer, MenopausalStatus, PeriodsStopped, Person, Pregnancy, Sex
from bonecheck.answers.questions import Answers, RawAnswer, questions
from bonecheck.answers.risk_factors import (
    BoneMedicine,
    Checklist,
    Condition,
    FractureSite,
    FraxCountry,
    GlucocorticoidUse,
    HormoneTherapy,
    Medicine,
    MedicineSign,
    RiskFactors,
    WarningSign,
    alcohol_g_per_day,
)
from bonecheck.evidence.entries import DoctorTalk
from bonecheck.evidence.library import threshold, whole
from bonecheck.plan.food import is_over_calcium_limit
from bonecheck.plan.targets import vitamin_d_limit_iu_per_day
from bonecheck.scan.score_choice import Score, is_early_menopause
from bonecheck.scan.site_reading import SiteReading, score_of

YES, NO, NOT_KNOWN = Answer.YES, Answer.NO, Answer.NOT_KNOWN
OF_THE_SCAN = frozenset({"t_score_low", "z_score_low", "score_may_be_low"})  # open as long as no scan was read
_ASK_FOR_A_SCAN = frozenset(  # findings of risk/
    {
        "scan_advised",
        "scan_advised_men",
        "scan_advised_for",
        "scan_worth_asking",
        "scan_ask_all_the_same",
        "scan_dxa_instead",
        "low_by_other_method",
        "ct_density_low",
        "ct_density_very_low",
        "ct_density_osteoporosis",
        "deciding_radius",
    }
)
_AROUND_BIRTH = (Pregnancy.PREGNANT, Pregnancy.BREASTFEEDING, Pregnancy.WITHIN_A_YEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """All that the plan looks at, and what holds of it.

    `score` is the one that counts for this person, measured or not; None for people under 20. `sites` are those of the
    scan, read, and `found` the keys of all findings: what the reading holds back is no fact here either. Whatever was
    asked once is remembered, since one plan asks the same claims over and over.
    """

    person: Person
    risks: RiskFactors
    lifestyle: Lifestyle
    has_scan: Answer | None
    score: Score | None
    sites: tuple[SiteReading, ...]
    found: frozenset[str]
    _known: dict[str, Answer] = field(default_factory=dict, init=False, repr=False, compare=False)
    _asked: dict[str, bool] = field(default_factory=dict, init=False, repr=False, compare=False)

    def holds(self, claim: str) -> Answer:
        """Whether a claim of `CLAIMS` holds. What was not answered is not known, and never no."""
        if claim not in self._known:
            self._known[claim] = CLAIMS[claim](self)
        return self._known[claim]

    def any_of(self, claims: Iterable[str]) -> bool:
        """Whether at least one of these holds for sure."""
        return any(self.holds(claim) is YES for claim in claims)

    def asked(self, question: str) -> bool:
        """Whether a question is put to somebody of this age, sex and stage, with these breaks."""
        if question not in self._asked:
            self._asked[question] = questions()[question].applies(_deciding(self))
        return self._asked[question]

    def first_open(self, keys: Iterable[str]) -> str | None:
        """The first of these questions that this person is asked and has not answered."""
        return next(filter(None, (_open(self, key) for key in keys)), None)


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


def _any_sign(claims: Claims, signs: Iterable[str]) -> Answer:
    return reduce(or_, (_ticked(claims.risks.warning_signs, sign) for sign in signs))


def _deciding(claims: Claims) -> Answers:
    """The answers that decide which questions are asked."""
    person, risks = claims.person, claims.risks
    answers: Mapping[str, RawAnswer | None] = {
        "age_years": person.age_years,
        "sex": person.sex,
        "menopausal_status": person.menopausal_status,
        "fracture_since_50": risks.fracture_since_50,
        "fracture_at_40_to_49": risks.fracture_at_40_to_49,
        "fracture_before_40": risks.fracture_before_40,
        "missed_periods": risks.missed_periods,
        "bone_medicine": risks.bone_medicine,
        "bone_medicine_before": list(risks.bone_medicine_before.ticked) if risks.bone_medicine_before else None,
    }
    return {key: given for key, given in answers.items() if given is not None}


def _open(claims: Claims, question: str) -> str | None:
    """A question that this person is asked and has not answered; of a report the field that is still to be told."""
    if question == "has_scan":
        return _open_of_the_scan(claims)
    return question if claims.asked(question) and _is_open(claims, question) else None


def _is_open(claims: Claims, question: str) -> bool:
    """Whether a question has no answer yet, or "I don't know"."""
    sections = (claims.person, claims.risks, claims.lifestyle)
    given = next((getattr(section, question) for section in sections if hasattr(section, question)), None)
    return given.others is NOT_KNOWN if isinstance(given, Checklist) else given is None or given == NOT_KNOWN


def _open_of_the_scan(claims: Claims) -> str | None:
    """What of the report could still be told. A scan that was never done is no open answer."""
    if claims.has_scan is NO:
        return None
    if claims.has_scan is not YES:
        return "has_scan"
    if not claims.sites:
        return "scan_regions"
    field = "z_score" if claims.score is Score.Z_SCORE else "t_score"
    for site in claims.sites:
        if (site.held is not None and site.held.leaves_result_open) or _printed(site, claims.score) is None:
            return f"{site.region}.{field}"
    return None


def _broke(claims: Claims, site: FractureSite) -> Answer:
    """Whether this bone broke at any adult age."""
    periods = {
        "fracture_since_50": claims.risks.broke(site),
        "fracture_at_40_to_49": claims.risks.broke_at_40_to_49(site),
        "fracture_before_40": claims.risks.broke_before_40(site),
    }
    return reduce(or_, (Answer.of(broke) for question, broke in periods.items() if claims.asked(question)))


def _several_fractures(claims: Claims) -> Answer:
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


def _missed_periods(claims: Claims) -> Answer:
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


def _may_eat_too_little(claims: Claims) -> Answer:
    """Two of: periods that stopped, low weight, an eating disorder; or food or sport told as what stopped the periods."""
    disorder, thin = claims.holds("eating_disorder"), claims.holds("underweight")
    told = claims.person.periods_stopped_because is PeriodsStopped.LITTLE_FOOD_OR_MUCH_SPORT
    return Answer.of(told) | (_periods_gone(claims) & (disorder | thin)) | (disorder & thin)


def _periods_stopped(claims: Claims) -> Answer:
    """Periods that stopped with no sign of too little food, and no injection that may explain it: a doctor looks why."""
    if claims.holds("may_eat_too_little") is YES or claims.holds("injection_may_explain") is YES:
        return NO
    return _periods_gone(claims)


def _injection_may_explain(claims: Claims) -> Answer:
    """Periods that stopped on a contraceptive injection, with no other reason told: the injection is the first to ask about."""
    missed = _periods_gone(claims)
    untold = claims.person.periods_stopped_because in {None, PeriodsStopped.NOT_KNOWN}
    return missed & _ticked(claims.risks.medicines, Medicine.DEPOT_CONTRACEPTIVE) & Answer.of(untold)


def _periods_gone(claims: Claims) -> Answer:
    """Periods that stopped, unless a pregnancy or breastfeeding explains it. Rule of our notes, R7.2."""
    if claims.person.pregnancy in {Pregnancy.PREGNANT, Pregnancy.BREASTFEEDING}:
        return NO
    return _missed_periods(claims) | _stopped_for_want_of_food(claims)


def _stopped_for_want_of_food(claims: Claims) -> Answer:
    """Periods that ended early: menopause only where a doctor has said so. Rule of our notes, R7.1."""
    because, status = claims.person.periods_stopped_because, claims.person.menopausal_status
    if because is PeriodsStopped.LITTLE_FOOD_OR_MUCH_SPORT:
        return YES
    if not claims.asked("periods_stopped_because") or status is not MenopausalStatus.POSTMENOPAUSAL:
        return NO
    return NOT_KNOWN if because is None else Answer.of(because is PeriodsStopped.NOT_KNOWN)


def _early_menopause(claims: Claims) -> Answer:
    """Menopause before 45, said by a doctor, as long as it is usual to talk about replacing the hormones."""
    person, conditions = claims.person, claims.risks.conditions
    age = person.age_years
    if person.sex is Sex.MALE or (age is not None and threshold("menopause_stage_unknown_age").is_met_by(age)):
        return NO
    if is_early_menopause(person):
        return YES
    return _ticked(conditions, Condition.EARLY_MENOPAUSE) | _ticked(conditions, Condition.MENOPAUSE_AT_40_TO_44)


def _birth_and_spine(claims: Claims) -> Answer:
    """Whether something points to the spine around a birth, less height than before also; open while the pregnancy is not told.

    Rule of our notes, R7.15.
    """
    person = claims.person
    shorter = _meets("height_loss_since_measured", person.height_loss_cm)
    if "pregnancy_and_spine" in claims.found or (person.pregnancy in _AROUND_BIRTH and shorter is YES):
        return YES
    asked = claims.asked("pregnancy") or person.sex is None or person.age_years is None
    if not asked or person.sex is Sex.MALE or not _is_open(claims, "pregnancy"):
        return NO
    points_to_spine = shorter | claims.holds("red_flag") | claims.holds("spine_fracture")
    return NO if points_to_spine is NO else NOT_KNOWN


def _found(claims: Claims, *findings: str) -> Answer:
    """Whether the results say one of these of a scan; open while nobody told whether there was one."""
    if claims.found & set(findings):
        return YES
    return NOT_KNOWN if claims.has_scan is None else NO


def _scan_advised(claims: Claims) -> Answer:
    """Whether the results say that a scan is worth asking for: by age, by a tool, or by what was told."""
    return _found(claims, *_ASK_FOR_A_SCAN)


_NO_HORMONES_WITH = (
    Condition.CANCER,
    Condition.MYELOMA,
    Condition.LEUKAEMIA_OR_LYMPHOMA,
    Condition.HEART_OR_STROKE,
)


def _may_ask_about_hormones(claims: Claims) -> Answer:
    """A woman under 60 around or after menopause, on no hormones of any kind, whom no illness we ask for keeps from them."""
    if claims.person.sex is not Sex.FEMALE or claims.holds("age_60") is not NO or claims.score is not Score.T_SCORE:
        return NO
    kept_from = (
        *(_ticked(claims.risks.conditions, condition) for condition in _NO_HORMONES_WITH),
        _ticked(claims.risks.medicines, Medicine.AROMATASE_INHIBITOR),
        _ticked(claims.risks.medicines, Medicine.TAMOXIFEN_BEFORE_MENOPAUSE),
    )
    on_none = claims.risks.hormone_therapy in {None, *_HORMONES_NOT_NOW}
    if _stopped_for_want_of_food(claims) is not NO:  # periods that ended early, and no doctor has said why
        return NO
    return YES if on_none and all(answer is NO for answer in kept_from) else NO


_HORMONES_NOT_NOW = (HormoneTherapy.NONE, HormoneTherapy.PAST, HormoneTherapy.NOT_KNOWN)


def _needs_help_to_rise(claims: Claims) -> Answer:
    return ~Answer.of(claims.risks.rises_from_chair)


def _frail(claims: Claims) -> Answer:
    worn_out = _ticked(claims.lifestyle.exercise_cautions, ExerciseCaution.FRAIL)
    return worn_out | _needs_help_to_rise(claims) | Answer.of(claims.risks.care_home)


# ---------------------------------------------------------------- what the scan says


def _printed(site: SiteReading, score: Score | None) -> float | None:
    """The score of a site as its report prints it."""
    is_z = score is Score.Z_SCORE
    if site.z_is_estimated if is_z else site.t_is_estimated:
        return None
    return site.z_score if is_z else site.t_score


def _in_doubt(site: SiteReading, score: Score) -> float | None:
    """The lowest that a score may be which is estimated, or held back with the result open; else None."""
    value = score_of(site, score)
    is_estimated = site.z_is_estimated if score is Score.Z_SCORE else site.t_is_estimated
    is_open = site.held is not None and site.held.leaves_result_open
    if value is None or not (is_open or (is_estimated and site.counts)):
        return None
    return value - threshold("estimate_margin").value if is_estimated else value


def _low(claims: Claims, score: Score, is_low: Callable[[float], bool]) -> Answer:
    """Whether a printed score that counts is low; not known where one that is held or estimated may be."""
    counting = [site for site in claims.sites if site.counts]
    if any(is_low(value) for site in counting if (value := _printed(site, score)) is not None):
        return YES
    if all(score_of(site, score) is None for site in counting):
        return NOT_KNOWN
    waits = any(site.held is not None and site.held.leaves_result_open for site in claims.sites)
    doubtful = any(is_low(value) for site in counting if (value := _in_doubt(site, score)) is not None)
    return NOT_KNOWN if waits or doubtful else NO


def _t_low(claims: Claims) -> Answer:
    """T-score of the osteoporosis range; no where the Z-score counts."""
    if claims.score is Score.Z_SCORE:
        return NO
    return NOT_KNOWN if claims.score is Score.UNDECIDED else _low(claims, Score.T_SCORE, _is_low_t)


def _z_low(claims: Claims) -> Answer:
    """Z-score below the range for age; where the T-score counts, at a site that gives none, or beside one as low.

    Beside a low T-score the results name a cause to look for, and so does the level.
    """
    if claims.score is not Score.T_SCORE:
        return _low(claims, Score.Z_SCORE, _is_low_z)
    if "z_score_low" in claims.found and claims.holds("t_score_low") is YES:
        return YES
    no_t = (_printed(site, Score.Z_SCORE) for site in claims.sites if site.counts and site.t_score is None)
    return Answer.of(any(_is_low_z(value) for value in no_t if value is not None))


def _is_low_t(value: float) -> bool:
    return threshold("t_score_osteoporosis").is_met_by(value)


def _is_low_z(value: float) -> bool:
    return threshold("z_score_below_expected").is_met_by(value)


def _score_may_be_low(claims: Claims) -> Answer:
    """A very low score that could not be settled: held, estimated, of the wrong kind for this person, or with no stage.

    Where the Z-score counts, a low T-score beside a printed Z-score within the range is none of them.
    """
    if "headline_low_by_both" in claims.found:
        return NO  # whichever score counts, it is low
    if not claims.sites:
        return NOT_KNOWN
    return Answer.of(any(_may_be_low(site, claims.score) for site in claims.sites))


def _may_be_low(site: SiteReading, score: Score | None) -> bool:
    t, z = _in_doubt(site, Score.T_SCORE), _in_doubt(site, Score.Z_SCORE)
    if score is not Score.Z_SCORE and t is not None and _is_low_t(t):
        return True
    if score is Score.T_SCORE:
        return False
    if z is not None and _is_low_z(z):
        return True
    is_open = site.counts or (site.held is not None and site.held.leaves_result_open)
    printed_t, printed_z = _printed(site, Score.T_SCORE), _printed(site, Score.Z_SCORE)
    if printed_t is None or not is_open or not _is_low_t(printed_t):
        return False
    return score is not Score.Z_SCORE or printed_z is None


def _low_bone_density(claims: Claims) -> Answer:
    """Below the normal range, whichever score counts."""
    if claims.score is Score.Z_SCORE:
        return _z_low(claims)
    return _low(claims, Score.T_SCORE, lambda value: not threshold("t_score_normal").is_met_by(value))


def _z_within(claims: Claims) -> Answer:
    """Z-score within the range for age, where it counts."""
    return NO if claims.score is Score.T_SCORE else ~_z_low(claims)


def _man_with_low_z(claims: Claims) -> Answer:
    """A man with a low printed Z-score, who takes no hormones of another kind and nothing that blocks his own."""
    man = _chosen(None if claims.person.sex is Sex.BOTH else claims.person.sex, Sex.MALE)
    others = _chosen(
        claims.risks.hormone_therapy, HormoneTherapy.OESTROGEN_ONLY, HormoneTherapy.COMBINED, HormoneTherapy.BLOCKER
    )
    blocked = _ticked(claims.risks.medicines, Medicine.PROSTATE_HORMONE)  # it lowers testosterone on purpose
    return NO if YES in {others, blocked} else man & _low(claims, Score.Z_SCORE, _is_low_z)


def _before_menopause(claims: Claims) -> Answer:
    if claims.person.sex in {None, Sex.BOTH, Sex.NOT_KNOWN} or claims.score in {None, Score.UNDECIDED}:
        return NOT_KNOWN
    return YES if claims.person.sex is Sex.FEMALE and claims.score is Score.Z_SCORE else NO


def _after_menopause(claims: Claims) -> Answer:
    if claims.person.sex in {None, Sex.BOTH, Sex.NOT_KNOWN} or claims.score in {None, Score.UNDECIDED}:
        return NOT_KNOWN
    return Answer.of(claims.person.sex is Sex.FEMALE and claims.score is Score.T_SCORE)


# ---------------------------------------------------------------- medicines and habits


def _takes(claims: Claims, *medicines: BoneMedicine) -> Answer:
    return _chosen(claims.risks.bone_medicine, *medicines)


def _if_told(claims: Claims, holds: bool) -> Answer:
    """A fact on bone medicines; "no" needs both questions on them."""
    now, before = claims.risks.bone_medicine, claims.risks.bone_medicine_before
    all_told = now not in {None, BoneMedicine.NOT_KNOWN} and before is not None and before.others is NO
    return YES if holds else Answer.of(False if all_told else None)


def _took_bone_medicine(claims: Claims) -> Answer:
    before = claims.risks.bone_medicine_before
    return NOT_KNOWN if before is None else YES if before.ticked else before.others


def _new_pain_on_medicine(claims: Claims) -> Answer:
    """New pain on a medicine with which an ache in the thigh is looked at, unless it is not in the thigh, hip or groin."""
    new_pain = _ticked(claims.lifestyle.exercise_cautions, ExerciseCaution.NEW_PAIN)
    return new_pain & Answer.of(has_slow_medicine(claims.risks)) & _not_ruled_out(claims)


def _not_ruled_out(claims: Claims) -> Answer:
    return Answer.of(has_sign(claims.risks, MedicineSign.THIGH_PAIN) is not NO)


def _drinks_far_above(claims: Claims) -> Answer:
    """What was not answered can only add to what was."""
    grams, is_complete = alcohol_g_per_day(claims.risks.drinks_per_week)
    far = _meets("alcohol_far_above", grams)
    return far if is_complete or far is YES else NOT_KNOWN


def _drinks_around_birth(claims: Claims) -> Answer:
    """Alcohol while pregnant or breastfeeding: our sources hold no amount for it, so a doctor or midwife is asked."""
    grams, is_complete = alcohol_g_per_day(claims.risks.drinks_per_week)
    drinks = YES if grams else Answer.of(False if is_complete else None)
    return drinks & (claims.holds("pregnant") | claims.holds("breastfeeding"))


_NO_LIMIT_HELD = {None, FraxCountry.OTHER, FraxCountry.NOT_KNOWN}


def _frax_and(claims: Claims, claim: Answer) -> Answer:
    """Something of a person that weighs more than a FRAX result under a limit, or beside none."""
    weighs_more = any(key.startswith("frax_weighs_more") for key in claims.found)
    return Answer.of(weighs_more or None) & claim


def _frax_reaches_some_limit(claims: Claims) -> Answer:
    """A FRAX result at or above the limits of the US, for somebody whose own country has none here.

    Australia has the same two limits, and Canada the one for a major break. Rules of our notes, R9.12 to R9.14.
    """
    risks, age = claims.risks, claims.person.age_years
    if risks.frax_country not in _NO_LIMIT_HELD or claims.holds("bone_medicine") is YES or age is None:
        return Answer.of(False if age is not None else None)
    if not (threshold("frax_from_age").is_met_by(age) and threshold("models_up_to_age").is_met_by(age)):
        return NO
    return _meets("frax_us_major", risks.frax_major_percent) | _meets("frax_us_hip", risks.frax_hip_percent)


def _vitamin_d_over_limit(claims: Claims) -> Answer:
    """A daily dose above the upper limit, whatever the blood level. Rule of our notes, R13.3."""
    dose, limit = claims.lifestyle.vitamin_d_supplement_iu_per_day, vitamin_d_limit_iu_per_day(claims.person)
    return Answer.of(None if dose is None or limit is None else dose > limit)


def _above_zero(number: float | None) -> Answer:
    return Answer.of(None if number is None else number > 0)


CLAIMS: Mapping[str, Callable[[Claims], Answer]] = {
    "urgent_sign": lambda claims: _any_sign(claims, whole(DoctorTalk).red_flags.now),
    "red_flag": lambda claims: _any_sign(claims, WarningSign),
    "past_models_age": lambda claims: ~_meets("models_up_to_age", claims.person.age_years),
    "age_60": lambda claims: _meets("balance_age", claims.person.age_years),
    "fell": lambda claims: _above_zero(claims.risks.falls_12_months),
    "fell_often": lambda claims: _meets("falls_often", claims.risks.falls_12_months),
    "unsteady": _caution(ExerciseCaution.UNSTEADY),
    "new_pain": _caution(ExerciseCaution.NEW_PAIN),
    "recent_surgery": _caution(ExerciseCaution.RECENT_SURGERY),
    "heart_symptoms": _caution(ExerciseCaution.HEART_SYMPTOMS),
    "blood_pressure": _caution(ExerciseCaution.BLOOD_PRESSURE),
    "afraid": _caution(ExerciseCaution.AFRAID),
    "frail": _frail,
    "worn_out": _caution(ExerciseCaution.FRAIL),
    "needs_arms_to_rise": _needs_help_to_rise,
    "spine_fracture": lambda claims: _broke(claims, FractureSite.SPINE),
    "hip_fracture": lambda claims: _broke(claims, FractureSite.HIP),
    "broke": lambda claims: Answer.of(
        any(
            broke is YES and claims.asked(question)
            for question, broke in (
                ("fracture_since_50", claims.risks.fracture_since_50),
                ("fracture_at_40_to_49", claims.risks.fracture_at_40_to_49),
                ("fracture_before_40", claims.risks.fracture_before_40),
            )
        )
        or None
    ),
    "several_fractures": _several_fractures,
    "height_lost": lambda claims: _meets("height_loss_mention", claims.person.height_loss_cm),
    "t_score_low": _t_low,
    "z_score_low": _z_low,
    "score_may_be_low": _score_may_be_low,
    "low_by_other_method": lambda claims: _found(
        claims, "low_by_other_method", "ct_density_osteoporosis", "ct_density_very_low"
    ),
    "low_before_20": lambda claims: _found(claims, "low_before_20"),
    "z_score_within": _z_within,
    "man_with_low_z": _man_with_low_z,
    "missed_periods": _missed_periods,
    "eating_disorder": lambda claims: _ticked(claims.risks.conditions, Condition.EATING_DISORDER),
    "may_eat_too_little": _may_eat_too_little,
    "periods_stopped": _periods_stopped,
    "injection_may_explain": _injection_may_explain,
    "early_menopause": _early_menopause,
    "birth_and_spine": _birth_and_spine,
    "may_ask_about_hormones": _may_ask_about_hormones,
    "pregnant": lambda claims: _chosen(claims.person.pregnancy, Pregnancy.PREGNANT),
    "breastfeeding": lambda claims: _chosen(claims.person.pregnancy, Pregnancy.BREASTFEEDING),
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
    "takes_blocker": lambda claims: _chosen(claims.risks.hormone_therapy, HormoneTherapy.BLOCKER),
    "any_condition": lambda claims: _any_ticked(claims.risks.conditions),
    "any_medicine": lambda claims: _any_ticked(claims.risks.medicines),
    "rheumatoid_arthritis": lambda claims: Answer.of(claims.risks.rheumatoid_arthritis),
    "care_home": lambda claims: Answer.of(claims.risks.care_home),
    "drinks_far_above": _drinks_far_above,
    "drinks_around_birth": _drinks_around_birth,
    "frax_and_falls": lambda claims: _frax_and(claims, claims.holds("fell_often")),
    "frax_and_diabetes": lambda claims: _frax_and(claims, _ticked(claims.risks.conditions, Condition.TYPE_2_DIABETES)),
    "frax_reaches_some_limit": _frax_reaches_some_limit,
    "scan_advised": _scan_advised,
    "forearm_alone": lambda claims: Answer.of(None if claims.has_scan is None else "deciding_radius" in claims.found),
    "report_not_at_hand": lambda claims: Answer.of(None if claims.has_scan is None else claims.has_scan is NOT_KNOWN),
    "has_scan": lambda claims: Answer.of(claims.has_scan),
    "low_bone_density": _low_bone_density,
    "before_menopause": _before_menopause,
    "after_menopause": _after_menopause,
    "trains_strength": lambda claims: _meets("resistance_days", claims.lifestyle.resistance_days_per_week),
    "underweight": lambda claims: _meets("underweight", claims.person.bmi_kg_m2),
    "very_low_weight": lambda claims: _meets("very_low_weight", claims.person.bmi_kg_m2),
    "vitamin_d_short": lambda claims: ~_meets("vitamin_d_enough", claims.lifestyle.vitamin_d_level_ng_ml),
    "vitamin_d_over_limit": _vitamin_d_over_limit,
    "vitamin_d_low_on_much": lambda claims: claims.holds("vitamin_d_over_limit") & claims.holds("vitamin_d_short"),
    "vitamin_d_high": lambda claims: _meets("vitamin_d_high", claims.lifestyle.vitamin_d_level_ng_ml),
    "vitamin_d_high_without_any": lambda claims: claims.holds("vitamin_d_high") & claims.holds("takes_no_vitamin_d"),
    "takes_no_vitamin_d": lambda claims: ~_above_zero(claims.lifestyle.vitamin_d_supplement_iu_per_day),
    "calcium_over_limit": lambda claims: Answer.of(is_over_calcium_limit(claims.lifestyle, claims.person)),
    "kidney_disease": lambda claims: _ticked(claims.risks.conditions, Condition.KIDNEY_DISEASE),
    "calcium_balance_ill": lambda claims: (
        _ticked(claims.risks.conditions, Condition.KIDNEY_DISEASE)
        | _ticked(claims.risks.conditions, Condition.HYPERPARATHYROIDISM)
        | _ticked(claims.risks.conditions, Condition.HIGH_URINE_CALCIUM)
    ),
    "calcium_tablets": lambda claims: _above_zero(claims.lifestyle.calcium_supplement_mg_per_day),
    "denosumab_on_time": lambda claims: _if_told(claims, denosumab(claims.risks) is Denosumab.ON_TIME),
    "denosumab_followed": lambda claims: _if_told(claims, denosumab(claims.risks) is Denosumab.FOLLOWED),
    "denosumab_gap": lambda claims: _if_told(claims, has_denosumab_gap(claims.risks)),
    "denosumab_back_pain": lambda claims: Answer.of(has_back_pain_after_denosumab(claims.risks)),
    "thigh_pain_on_medicine": lambda claims: has_sign(claims.risks, MedicineSign.THIGH_PAIN),
    "new_pain_on_medicine": _new_pain_on_medicine,
    "bone_builder_ended": lambda claims: _if_told(claims, bone_builder_ended(claims.risks)),
    "takes_bisphosphonate": lambda claims: _takes(
        claims, BoneMedicine.BISPHOSPHONATE_TABLETS, BoneMedicine.ZOLEDRONATE
    ),
    "bone_medicine": lambda claims: _takes(claims, *(set(BoneMedicine) - {BoneMedicine.NONE, BoneMedicine.NOT_KNOWN})),
    "took_bone_medicine": _took_bone_medicine,
}
