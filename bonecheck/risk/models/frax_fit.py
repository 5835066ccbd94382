"""Where a FRAX result reads too low: what weighs more than its number shows, and the one published correction.

A correction is named with its size and shown on the person's own numbers, as doctors do it by hand; one alone, for
nobody has studied several together. It is never a chance of ours. Sizes stand in `data/reference/frax_corrections.csv`.
Sources: ``frax_reads_low``, ``frax_one_only``, and those of the table.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from bonecheck.answers.dxa_report import SkeletalSite
from bonecheck.answers.person import Answer
from bonecheck.answers.risk_factors import BoneMedicine, Condition, GlucocorticoidUse, RiskFactors
from bonecheck.evidence.library import rows, threshold
from bonecheck.evidence.tables import FraxCorrection
from bonecheck.outcomes import Value
from bonecheck.risk.models.inputs import (
    Inputs,
    adult_breaks,
    broke_lately,
    ever_broke_spine_or_hip,
    open_break_question,
    several,
)
from bonecheck.scan.densitometry import BmdCategory, one_decimal

# In this order, where more than one holds: by the size of the correction, and last falls, whose size is not public.
CORRECTED = ("type_2_diabetes", "steroid_dose", "spine_below_neck", "falls")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """What weighs more than a FRAX result shows, and the first open question that could add to it."""

    weighs_more: tuple[str, ...]
    open_question: str | None
    is_open: bool


def fit(inputs: Inputs, category: BmdCategory | None) -> Fit:
    """Whether a FRAX result under a limit may reassure this person. What is not known does not."""
    risks = inputs.risks
    told: dict[str, tuple[Answer, str]] = {
        "spine_or_hip_break": (ever_broke_spine_or_hip(inputs), _break_question(inputs)),
        "recent_break": (broke_lately(inputs), "last_fracture"),
        "several_breaks": (several(adult_breaks(inputs)), _break_question(inputs, number=True)),
        "osteoporosis_score": (_scored_so_low(inputs, category), "scan_regions"),
        "steroid_dose": _steroid_dose(risks),
        "type_2_diabetes": (_has_type_2_diabetes(risks), "conditions"),
        "falls": (_falls_often(risks), "falls_12_months"),
        "spine_below_neck": (Answer.of(spine_below_neck(inputs) is not None), "scan_regions"),
    }
    found = [key for key, (answer, _) in told.items() if answer is Answer.YES]
    bmi = inputs.person.bmi_kg_m2
    if found and bmi is not None and threshold("underweight").is_met_by(bmi):
        found.append("low_weight")
    still_open = [question for answer, question in told.values() if answer is Answer.NOT_KNOWN]
    if inputs.person.age_years is None:
        still_open.append("age_years")
    if risks.bone_medicine in {None, BoneMedicine.NOT_KNOWN}:
        still_open.append("bone_medicine")
    return Fit(weighs_more=tuple(found), open_question=still_open[0] if still_open else None, is_open=bool(still_open))


def corrected(key: str, inputs: Inputs) -> dict[str, Value]:
    """The person's own numbers with the one correction `key`, and its size; empty where no size is published, or none for them."""
    risks = inputs.risks
    major, hip = risks.frax_major_percent, risks.frax_hip_percent
    if key == "steroid_dose" and _is_above_the_limit_dose(risks) and major is not None and hip is not None:
        sizes = {outcome: _row(key, outcome) for outcome in ("major", "hip")}
        return {
            "major": major,
            "hip": hip,
            "major_then": round(major * (1 + sizes["major"].percent / 100), 1),
            "hip_then": round(hip * (1 + sizes["hip"].percent / 100), 1),
            **{f"{outcome}_{end}": getattr(row, name) for outcome, row in sizes.items() for end, name in _ENDS.items()},
        }
    if key == "type_2_diabetes":
        sizes = {outcome: _row(key, outcome) for outcome in ("major", "hip")}
        return {f"{outcome}_{end}": getattr(row, name) for outcome, row in sizes.items() for end, name in _ENDS.items()}
    below = spine_below_neck(inputs)
    if key == "spine_below_neck" and below is not None and major is not None and risks.frax_with_bmd is Answer.YES:
        # By the paper for each rounded unit; by the UK answers to questions, with the difference as it stands.
        percent = _row(key, "major").percent
        low, high = sorted(_whole(major * (1 + percent * units / 100)) for units in (_whole(below), below))
        return {"major": major, "major_by": percent, "major_then": low, "major_at_most": high}
    return {}


def spine_below_neck(inputs: Inputs) -> float | None:
    """How far the spine lies below the femoral neck [SD], where it is far enough to matter; else None."""
    neck = inputs.hip_score(SkeletalSite.FEMORAL_NECK)
    spine = [
        reading.t_score
        for reading in inputs.sites
        if reading.site is SkeletalSite.LUMBAR_SPINE and reading.counts and reading.t_score is not None
    ]
    if neck is None or not spine:
        return None
    below = one_decimal(neck.sd - min(spine))
    return below if threshold("frax_spine_below_neck").is_met_by(below) else None


_ENDS = {"by": "percent", "least": "percent_low", "most": "percent_high"}


def _row(key: str, outcome: str) -> FraxCorrection:
    return next(row for row in rows(FraxCorrection) if (row.correction, row.outcome) == (key, outcome))


def _whole(x: float) -> int:
    """The nearest whole number, halves upwards."""
    return math.floor(round(x, 6) + 0.5)


def _break_question(inputs: Inputs, *, number: bool = False) -> str:
    """The first open question on breaks, at any adult age."""
    risks = inputs.risks
    if (question := open_break_question(inputs, bones=not number, number=number)) is not None:
        return question
    if risks.fracture_before_40 is not Answer.YES:
        return "fracture_before_40"
    return "fracture_count_before_40" if number else "fracture_sites_before_40"


def _scored_so_low(inputs: Inputs, category: BmdCategory | None) -> Answer:
    """Whether a T-score lies in the osteoporosis range, also where it has no class for this person."""
    low = any(
        reading.t_score is not None and threshold("t_score_osteoporosis").is_met_by(reading.t_score)
        for reading in inputs.sites
        if reading.counts
    )
    return Answer.of(low or category is BmdCategory.OSTEOPOROSIS)


def _steroid_dose(risks: RiskFactors) -> tuple[Answer, str]:
    """Whether the dose now is one that FRAX counts too little of. At the very limit there is no comfort either."""
    use, dose = risks.glucocorticoids, risks.glucocorticoid_dose_mg_per_day
    if use is GlucocorticoidUse.NOW:
        high = Answer.NOT_KNOWN if dose is None else Answer.of(threshold("frax_steroid_dose").is_met_by(dose))
        return high, "glucocorticoid_dose_mg_per_day"
    is_told = use in {GlucocorticoidUse.NEVER, GlucocorticoidUse.PAST}
    return Answer.NO if is_told else Answer.NOT_KNOWN, "glucocorticoids"


def _is_above_the_limit_dose(risks: RiskFactors) -> bool:
    """Whether the published correction holds: its abstract says above the limit, so at it no sum is made."""
    dose = risks.glucocorticoid_dose_mg_per_day
    return dose is not None and dose > threshold("frax_steroid_dose").value


def _has_type_2_diabetes(risks: RiskFactors) -> Answer:
    return Answer.NOT_KNOWN if risks.conditions is None else risks.conditions.answer(Condition.TYPE_2_DIABETES)


def _falls_often(risks: RiskFactors) -> Answer:
    falls = risks.falls_12_months
    return Answer.NOT_KNOWN if falls is None else Answer.of(threshold("falls_often").is_met_by(falls))


def main_correction(weighs_more: tuple[str, ...], inputs: Inputs) -> tuple[str, Mapping[str, Value]] | None:
    """The one correction to name, and its figures: that which matters most among those that hold."""
    for key in CORRECTED:
        if key in weighs_more and (key == "falls" or corrected(key, inputs)):
            return key, corrected(key, inputs)
    return None


def sources(correction: str) -> tuple[str, ...]:
    """Where the size of a correction stands, and that it may be one alone; nothing for falls, whose size is not public."""
    return tuple(
        dict.fromkeys([*(row.source for row in rows(FraxCorrection) if row.correction == correction), "frax_one_only"])
    )
