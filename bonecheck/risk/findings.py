"""What the answers about the person say, with or without a scan: warning signs, height, causes, medicines."""

from collections.abc import Iterator

from bonecheck.answers.bone_medicines import (
    Denosumab,
    bone_builder_ended,
    denosumab,
    has_back_pain_after_denosumab,
    has_sign,
    has_slow_medicine,
    question_of_the_signs,
)
from bonecheck.answers.lifestyle import ExerciseCaution, Lifestyle
from bonecheck.answers.person import Answer, Person, Sex
from bonecheck.answers.risk_factors import (
    BoneMedicine,
    Condition,
    GlucocorticoidUse,
    HormoneTherapy,
    Medicine,
    MedicineSign,
    RiskFactors,
    WarningSign,
    any_ticked,
)
from bonecheck.answers.units import CM_PER_INCH, UnitSystem
from bonecheck.evidence.entries import DoctorTalk
from bonecheck.evidence.library import threshold, whole
from bonecheck.outcomes import Concern, Finding, NotAssessed, Outcome, Value
from bonecheck.risk.scan_advice import named_causes


def urgent_signs() -> frozenset[WarningSign]:
    """The signs that need care now: one list, in `data/doctor_talk.toml`."""
    return frozenset(WarningSign(sign) for sign in whole(DoctorTalk).red_flags.now)


def warning_signs(risks: RiskFactors) -> Iterator[Outcome]:
    """Signs that need a clinician whatever the scan says; the urgent ones first.

    Back pain while denosumab is late or was stopped is urgent as well. Sources: ``iof_warning_signs``, ``mhra_denosumab``.
    """
    if risks.warning_signs is None:
        yield NotAssessed(key="warning_signs", reason="not_answered", question="warning_signs")
        return
    rebound = has_back_pain_after_denosumab(risks)
    if rebound:
        sources = ("mhra_denosumab", "tga_denosumab", "design")
        yield Finding(key="denosumab_back_pain", concern=Concern.GET_CARE_NOW, sources=sources)
    now = urgent_signs()
    for sign in sorted(WarningSign, key=lambda sign: sign not in now):
        said_already = rebound and sign is WarningSign.BACK_PAIN
        if risks.warning_signs.answer(sign) is Answer.YES and not said_already:
            yield Finding(
                key=f"warning_{sign}",
                concern=Concern.GET_CARE_NOW if sign in now else Concern.SEE_A_CLINICIAN,
                sources=("design",) if sign in now else ("iof_warning_signs",),
            )
    if risks.warning_signs.others is Answer.NOT_KNOWN:
        yield Finding(key="signs_not_sure", concern=Concern.SEE_A_CLINICIAN, sources=("iof_warning_signs", "design"))
        yield NotAssessed(key="warning_signs", reason="signs_not_known", question="warning_signs")


def height_loss(person: Person, units: UnitSystem = UnitSystem.METRIC) -> Iterator[Outcome]:
    """Height lost since the tallest, told in the units of the person. Sources: ``iof_warning_signs``, ``nof_height``."""
    loss = person.height_loss_cm
    if loss is None:
        question = "height_cm" if person.height_cm is None else "tallest_height_cm"
        yield NotAssessed(key="height_loss", reason="height_not_known", question=question)
        return
    key, concern = "height_loss_small", Concern.NONE_FOUND
    if threshold("height_loss_imaging").is_met_by(loss):
        key, concern = "height_loss_imaging", Concern.SEE_A_CLINICIAN
    elif threshold("height_loss_mention").is_met_by(loss):
        key, concern = "height_loss_mention", Concern.WORTH_DISCUSSING
    elif threshold("height_loss_since_measured").is_met_by(loss):
        key, concern = "height_loss_some", Concern.WORTH_DISCUSSING
    elif loss == 0:
        key = "height_loss_none"
    values: dict[str, Value] = {
        "loss_cm": loss,
        "loss": _in_units(loss, units, whole=_whole_cm(loss)),
        "mention": _in_units(threshold("height_loss_mention").value, units),
        "since_measured": _in_units(threshold("height_loss_since_measured").value, units),
        "length_unit": "in" if units is UnitSystem.US else "cm",
    }
    yield Finding(key=key, concern=concern, sources=("iof_warning_signs", "nof_height"), values=values)


def _in_units(length_cm: float, units: UnitSystem, whole: float | None = None) -> float:
    """A length as it is told: inches to one decimal, or centimetres, whole ones where given."""
    if units is UnitSystem.US:
        return round(length_cm / CM_PER_INCH, 1)
    return length_cm if whole is None else whole


def _whole_cm(loss_cm: float) -> float:
    """Whole centimetres, unless they would stand on another side of a limit than the loss itself."""
    limits = ("height_loss_mention", "height_loss_imaging", "height_loss_since_measured")
    crosses = any(threshold(key).is_met_by(loss_cm) != threshold(key).is_met_by(round(loss_cm)) for key in limits)
    return loss_cm if crosses else round(loss_cm)


def causes(risks: RiskFactors) -> Iterator[Outcome]:
    """Conditions and medicines that can thin bone or go with more fractures. Sources: ``nof_causes``, ``qfracture_2012``."""
    if risks.conditions is None or risks.conditions.others is Answer.NOT_KNOWN:
        yield NotAssessed(key="conditions", reason="not_answered", question="conditions")
    elif risks.rheumatoid_arthritis in {None, Answer.NOT_KNOWN}:
        yield NotAssessed(key="conditions", reason="not_answered", question="rheumatoid_arthritis")
    if risks.medicines is None or risks.medicines.others is Answer.NOT_KNOWN:
        yield NotAssessed(key="medicines", reason="not_answered", question="medicines")
    named: dict[str, tuple[str, ...]] = named_causes(risks)
    if risks.hormone_therapy is HormoneTherapy.BLOCKER:
        named = {"reasons": ("blocker",), **named}
    if named:
        sources = ("nof_causes", "qfracture_2012")
        yield Finding(key="known_causes", concern=Concern.WORTH_DISCUSSING, sources=sources, values={**named})
    if others := _others(risks):
        values: dict[str, Value] = {"others": others}
        yield Finding(key="other_cause", concern=Concern.WORTH_DISCUSSING, sources=("design",), values=values)


def _others(risks: RiskFactors) -> tuple[str, ...]:
    """Whether an illness, a medicine or both are told that our lists do not name; never read as none."""
    told = {
        "condition": risks.conditions is not None and Condition.OTHER in risks.conditions.ticked,
        "medicine": risks.medicines is not None and Medicine.OTHER in risks.medicines.ticked,
    }
    return tuple(kind for kind, holds in told.items() if holds)


def look_for_causes(person: Person, risks: RiskFactors, *, has_low_score: bool) -> Iterator[Outcome]:
    """What doctors look for after a low score or a break in a minor fall; what is known already is not asked about.

    Sources: ``nogg_case_finding`` (everybody, not only with a low Z-score), ``low_z_tests``, ``aace_2010``.
    """
    if not has_low_score and not risks.any_fracture:
        return
    known = set(risks.conditions.ticked) if risks.conditions else set()
    hormones = {Sex.MALE: ("testosterone",), Sex.FEMALE: ()}.get(person.sex or Sex.NOT_KNOWN, ("sex_hormones",))
    values: dict[str, Value] = {
        "possible": tuple(item for item in _POSSIBLE if item not in known),
        "tests": (*_FIRST_TESTS, *hormones),
        "further": tuple(test for test, finds in _FURTHER_TESTS.items() if finds not in known) or ("rarer",),
    }
    sources = ("nogg_case_finding", "low_z_tests", "aace_2010", "nof_causes")
    yield Finding(key="look_for_causes", concern=Concern.WORTH_DISCUSSING, sources=sources, values=values)


_POSSIBLE = ("vitamin_d", Condition.HYPERPARATHYROIDISM, Condition.OVERACTIVE_THYROID, Condition.COELIAC, "medicine")
_FIRST_TESTS = ("calcium", "phosphate", "kidneys", "alkaline_phosphatase", "vitamin_d", "blood_count")
_FURTHER_TESTS = {  # and the illness that each finds
    "thyroid": Condition.OVERACTIVE_THYROID,
    "parathyroid": Condition.HYPERPARATHYROIDISM,
    "coeliac": Condition.COELIAC,
    "myeloma": Condition.MYELOMA,
}


def glucocorticoids(risks: RiskFactors) -> Iterator[Outcome]:
    """Steroids: the dose first, then the time. What was not told is open, and never read as too little.

    Bone is lost most in the first months, so that who has just begun is told as well. Source: ``acr_2022``.
    """
    use = risks.glucocorticoids
    if use is GlucocorticoidUse.NEVER:
        return
    if use not in {GlucocorticoidUse.NOW, GlucocorticoidUse.PAST}:
        yield NotAssessed(key="glucocorticoids", reason="not_answered", question="glucocorticoids")
        return
    dose, months = risks.glucocorticoid_dose_mg_per_day, risks.glucocorticoid_months
    too_low = dose is not None and not threshold("steroid_dose").is_met_by(dose)
    too_short = months is not None and not threshold("steroid_months").is_met_by(months)
    key = "glucocorticoids_now" if use is GlucocorticoidUse.NOW else "glucocorticoids_past"
    if too_low or (too_short and use is GlucocorticoidUse.PAST):
        key = "glucocorticoids_any_dose"
    elif too_short:
        key = "glucocorticoids_begun"
    concern = Concern.WORTH_DISCUSSING if key == "glucocorticoids_any_dose" else Concern.SEE_A_CLINICIAN
    yield Finding(key=key, concern=concern, sources=("acr_2022", "steroid_table"))
    if dose is None and not (too_short and use is GlucocorticoidUse.PAST):
        question = "glucocorticoid_dose_mg_per_day"
        yield NotAssessed(key="glucocorticoids", reason="steroid_dose_not_known", question=question)
    elif months is None and not too_low:
        yield NotAssessed(key="glucocorticoids", reason="steroid_dose_not_known", question="glucocorticoid_months")


def bone_medicine(risks: RiskFactors, lifestyle: Lifestyle) -> Iterator[Outcome]:
    """Bone medicines, taken now or stopped, and the early signs of the harm that some of them can do.

    Denosumab has cards of its own, since a gap is dangerous. Sources: ``tga_denosumab``, ``mhra_denosumab``,
    ``mhra_thigh``, ``jaw``, ``acr_guideline``.
    """
    stands = denosumab(risks)
    if stands is Denosumab.ON_TIME:
        yield Finding(key="denosumab", concern=Concern.SEE_A_CLINICIAN, sources=("tga_denosumab",))
    elif stands is not None and stands.is_a_gap and not has_back_pain_after_denosumab(risks):
        sources = ("mhra_denosumab", "tga_denosumab", "design")
        takes_another = risks.bone_medicine not in {None, *_NO_OTHER}
        beside = "_beside_another" if stands is Denosumab.STOPPED and takes_another else ""
        yield Finding(key=f"denosumab_{stands}{beside}", concern=Concern.SEE_A_CLINICIAN, sources=sources)
    match risks.bone_medicine:
        case None | BoneMedicine.NOT_KNOWN:
            yield NotAssessed(key="bone_medicine", reason="not_answered", question="bone_medicine")
        case BoneMedicine.NONE | BoneMedicine.DENOSUMAB:
            pass
        case _:
            yield Finding(key="on_bone_medicine", concern=Concern.WORTH_DISCUSSING, sources=("design",))
    past_is_open = any_ticked(risks.bone_medicine_before) is Answer.NOT_KNOWN  # an injection that ended may stand there
    if past_is_open and risks.bone_medicine not in {None, BoneMedicine.NOT_KNOWN}:
        yield NotAssessed(key="bone_medicine_before", reason="not_answered", question="bone_medicine_before")
    yield from _signs_on_bone_medicine(risks, lifestyle)
    if bone_builder_ended(risks):
        yield Finding(key="bone_builder_stopped", concern=Concern.SEE_A_CLINICIAN, sources=("acr_guideline",))


_NO_OTHER = {BoneMedicine.NONE, BoneMedicine.NOT_KNOWN, BoneMedicine.DENOSUMAB}


def _signs_on_bone_medicine(risks: RiskFactors, lifestyle: Lifestyle) -> Iterator[Outcome]:
    """An ache in the thigh, hip or groin, or a sign in the jaw, on a medicine that stays in bone for long."""
    if Answer.NOT_KNOWN in {has_sign(risks, sign) for sign in MedicineSign}:
        question = question_of_the_signs(risks)
        yield NotAssessed(key="bone_medicine_signs", reason="medicine_signs_not_known", question=question)
    thigh = has_sign(risks, MedicineSign.THIGH_PAIN)
    cautions = lifestyle.exercise_cautions
    new_pain = cautions is not None and cautions.answer(ExerciseCaution.NEW_PAIN) is Answer.YES
    if thigh is Answer.YES:
        yield Finding(key="thigh_pain_on_medicine", concern=Concern.SEE_A_CLINICIAN, sources=("mhra_thigh",))
    elif new_pain and has_slow_medicine(risks) and thigh is not Answer.NO:
        sources = ("mhra_thigh", "design")
        yield Finding(key="new_pain_on_medicine", concern=Concern.SEE_A_CLINICIAN, sources=sources)
    if has_sign(risks, MedicineSign.JAW) is Answer.YES:
        yield Finding(key="jaw_on_medicine", concern=Concern.SEE_A_CLINICIAN, sources=("jaw", "design"))
