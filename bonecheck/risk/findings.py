"""What the answers about the person say, with or without a scan: warning signs, height, causes, medicines."""

from collections.abc import Iterator, Mapping, Sequence

from bonecheck.answers.person import Answer, Person, Sex
from bonecheck.answers.risk_factors import BoneMedicine, GlucocorticoidUse, RiskFactors, WarningSign
from bonecheck.answers.units import CM_PER_INCH
from bonecheck.evidence.library import threshold
from bonecheck.outcomes import Concern, Finding, NotAssessed, Outcome, Value
from bonecheck.risk.screening.score_range import ScreeningScore

URGENT = (WarningSign.CANNOT_STAND, WarningSign.NUMB_OR_WEAK_LEGS, WarningSign.BACK_PAIN_WITH_ILLNESS)


def warning_signs(risks: RiskFactors) -> Iterator[Outcome]:
    """Signs that need a clinician whatever the scan says; the urgent ones first. Sources: ``iof_warning_signs``."""
    if risks.warning_signs is None:
        yield NotAssessed(key="warning_signs", reason="not_answered", question="warning_signs")
        return
    for sign in sorted(WarningSign, key=lambda sign: sign not in URGENT):
        if risks.warning_signs.answer(sign) is Answer.YES:
            urgent = sign in URGENT
            yield Finding(
                key=f"warning_{sign}",
                concern=Concern.GET_CARE_NOW if urgent else Concern.SEE_A_CLINICIAN,
                sources=("design",) if urgent else ("iof_warning_signs",),
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
    """Steroids against the dose and time that harm bone. Sources: ``iscd_2007_imaging``, ``steroid_table``."""
    use = risks.glucocorticoids
    if use is GlucocorticoidUse.NEVER:
        return
    if use not in {GlucocorticoidUse.NOW, GlucocorticoidUse.PAST}:
        yield NotAssessed(key="glucocorticoids", reason="not_answered", question="glucocorticoids")
        return
    dose, months = risks.glucocorticoid_dose_mg_per_day, risks.glucocorticoid_months
    enough, long = threshold("steroid_dose"), threshold("steroid_months")
    sources = ("iscd_2007_imaging", "steroid_table")
    if (dose is not None and not enough.is_met_by(dose)) or (months is not None and not long.is_met_by(months)):
        concern = Concern.WORTH_DISCUSSING
        yield Finding(key="glucocorticoids_below", concern=concern, sources=sources)
    elif dose is None or months is None:
        question = "glucocorticoid_dose_mg_per_day" if dose is None else "glucocorticoid_months"
        yield NotAssessed(key="glucocorticoids", reason="steroid_dose_not_known", question=question)
    else:
        key = "glucocorticoids_now" if use is GlucocorticoidUse.NOW else "glucocorticoids_past"
        yield Finding(key=key, concern=Concern.SEE_A_CLINICIAN, sources=sources)


def bone_medicine(risks: RiskFactors) -> Iterator[Outcome]:
    """Bone medicines: denosumab has a card of its own, since stopping it is dangerous. Source: ``tga_denosumab``."""
    match risks.bone_medicine:
        case None | BoneMedicine.NOT_KNOWN:
            yield NotAssessed(key="bone_medicine", reason="not_answered", question="bone_medicine")
        case BoneMedicine.DENOSUMAB:
            yield Finding(key="denosumab", concern=Concern.SEE_A_CLINICIAN, sources=("tga_denosumab",))
        case BoneMedicine.NONE:
            return
        case _:
            yield Finding(key="on_bone_medicine", concern=Concern.WORTH_DISCUSSING, sources=("design",))


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
