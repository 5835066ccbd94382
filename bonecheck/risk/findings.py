"""What the answers about the person say, with or without a scan: warning signs, height, causes, medicines."""

from collections.abc import Iterator, Mapping, Sequence

from bonecheck.answers.bone_medicines import (
    Denosumab,
    bone_builder_ended,
    denosumab,
    has_back_pain_after_denosumab,
    has_sign,
    has_slow_medicine,
)
from bonecheck.answers.lifestyle import ExerciseCaution, Lifestyle
from bonecheck.answers.person import Answer, Person, Sex
from bonecheck.answers.risk_factors import BoneMedicine, GlucocorticoidUse, MedicineSign, RiskFactors, WarningSign
from bonecheck.answers.units import CM_PER_INCH
from bonecheck.evidence.entries import DoctorTalk
from bonecheck.evidence.library import threshold, whole
from bonecheck.outcomes import Concern, Finding, NotAssessed, Outcome, Value
from bonecheck.risk.screening.score_range import ScreeningScore


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
        yield NotAssessed(key="warning_signs", reason="signs_not_known", question="warning_signs")


def height_loss(person: Person) -> Iterator[Outcome]:
    """Height lost since the tallest. Sources: ``iof_warning_signs``, ``nof_height``."""
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
    limit_cm = threshold("height_loss_since_measured").value
    values: dict[str, Value] = {
        "loss_cm": loss,
        "loss_in": round(loss / CM_PER_INCH, 1),
        "since_measured_in": round(limit_cm / CM_PER_INCH, 1),
    }
    yield Finding(key=key, concern=concern, sources=("iof_warning_signs", "nof_height"), values=values)


def missed_periods(risks: RiskFactors) -> Iterator[Outcome]:
    """Periods that stopped before menopause, a sign of too little oestrogen. Source: ``nof_causes``."""
    if risks.missed_periods is Answer.YES:
        yield Finding(key="missed_periods", concern=Concern.SEE_A_CLINICIAN, sources=("nof_causes",))


def causes(risks: RiskFactors) -> Iterator[Outcome]:
    """Conditions and medicines that can thin bone or go with more fractures. Sources: ``nof_causes``, ``qfracture_2012``."""
    if risks.conditions is None or risks.conditions.others is Answer.NOT_KNOWN:
        yield NotAssessed(key="conditions", reason="not_answered", question="conditions")
    elif risks.rheumatoid_arthritis in {None, Answer.NOT_KNOWN}:
        yield NotAssessed(key="conditions", reason="not_answered", question="rheumatoid_arthritis")
    if risks.medicines is None or risks.medicines.others is Answer.NOT_KNOWN:
        yield NotAssessed(key="medicines", reason="not_answered", question="medicines")
    if named := _named_causes(risks):
        sources = ("nof_causes", "qfracture_2012")
        yield Finding(key="known_causes", concern=Concern.WORTH_DISCUSSING, sources=sources, values=named)


def _named_causes(risks: RiskFactors) -> dict[str, Value]:
    """The conditions and medicines that were ticked; empty if none was."""
    arthritis = ("rheumatoid_arthritis",) if risks.rheumatoid_arthritis is Answer.YES else ()
    conditions = (*arthritis, *(risks.conditions.ticked if risks.conditions else ()))
    medicines = risks.medicines.ticked if risks.medicines else ()
    return {key: named for key, named in {"conditions": conditions, "medicines": medicines}.items() if named}


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
        yield Finding(key=f"denosumab_{stands}", concern=Concern.SEE_A_CLINICIAN, sources=sources)
    match risks.bone_medicine:
        case None | BoneMedicine.NOT_KNOWN:
            yield NotAssessed(key="bone_medicine", reason="not_answered", question="bone_medicine")
        case BoneMedicine.NONE | BoneMedicine.DENOSUMAB:
            pass
        case _:
            yield Finding(key="on_bone_medicine", concern=Concern.WORTH_DISCUSSING, sources=("design",))
    yield from _signs_on_bone_medicine(risks, lifestyle)
    if bone_builder_ended(risks):
        yield Finding(key="bone_builder_stopped", concern=Concern.SEE_A_CLINICIAN, sources=("acr_guideline",))


def _signs_on_bone_medicine(risks: RiskFactors, lifestyle: Lifestyle) -> Iterator[Finding]:
    """An ache in the thigh, hip or groin, or a sign in the jaw, on a medicine that stays in bone for long."""
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


def scan_advised(
    person: Person, risks: RiskFactors, has_scan: Answer | None, tools: Sequence[ScreeningScore | NotAssessed]
) -> Iterator[Outcome]:
    """Whether a scan is worth asking for, for those who have none at hand. Source: ``uspstf_2025``.

    Women of the age at which US experts advise a scan need no tool. Below it, after menopause, the tools decide:
    one that points to a scan is enough to ask; "none does" needs the answer of each that has a limit, and nothing
    else that was told as a reason to ask.
    """
    if has_scan not in {Answer.NO, Answer.NOT_KNOWN} or person.sex is None or person.age_years is None:
        return
    advised = threshold("scan_advised_age")
    if risks.bone_medicine not in {None, BoneMedicine.NONE, BoneMedicine.NOT_KNOWN}:
        yield NotAssessed(key="scan_tools", reason="scan_on_bone_medicine")
    elif person.sex is Sex.MALE:
        yield NotAssessed(key="scan_tools", reason="scan_men")
    elif person.sex is Sex.FEMALE and advised.is_met_by(person.age_years):
        yield Finding(key="scan_advised", concern=Concern.WORTH_DISCUSSING, sources=("uspstf_2025",))
    elif person.sex is Sex.FEMALE:
        with_limit = [tool for tool in tools if isinstance(tool, ScreeningScore) and tool.limit is not None]
        yield _by_tools(with_limit, _reasons_to_ask(person, risks))


def _reasons_to_ask(person: Person, risks: RiskFactors) -> dict[str, Value]:
    """What the person told that the tools do not count, or not in full; empty if nothing."""
    loss = person.height_loss_cm
    told = {
        "fracture": risks.any_fracture,
        "steroids": risks.glucocorticoids in {GlucocorticoidUse.NOW, GlucocorticoidUse.PAST},
        "height": loss is not None and threshold("height_loss_mention").is_met_by(loss),
    }
    reasons: dict[str, Value] = {"reasons": tuple(key for key, holds in told.items() if holds)}
    return (reasons if any(told.values()) else {}) | _named_causes(risks)


def _by_tools(tools: Sequence[ScreeningScore], reasons: Mapping[str, Value]) -> Outcome:
    pointing = [tool for tool in tools if tool.points_to_a_scan is Answer.YES]
    still_open = [question for tool in tools if tool.points_to_a_scan is Answer.NOT_KNOWN for question in tool.unknown]
    sources = ("uspstf_2025", "screening_rules_2008")
    if pointing:
        values = {"count": len(pointing), "tools": len(tools)}
        return Finding(key="scan_worth_asking", concern=Concern.WORTH_DISCUSSING, sources=sources, values=values)
    if reasons:
        return Finding(key="scan_ask_all_the_same", concern=Concern.WORTH_DISCUSSING, sources=sources, values=reasons)
    if not tools:
        return NotAssessed(key="scan_tools", reason="scan_no_tool")
    if any(tool.points_to_a_scan is Answer.NOT_KNOWN for tool in tools):
        return NotAssessed(key="scan_tools", reason="scan_tools_open", question=still_open[0] if still_open else None)
    return Finding(key="scan_not_pointed_to", concern=Concern.NONE_FOUND, sources=sources, values={"count": len(tools)})
