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
from bonecheck.risk.models.frax_limits import as_printed
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
    low_score = "osteoporosis_score" if category is BmdCategory.OSTEOPOROSIS else "very_low_score"  # no class: no range
    told: dict[str, tuple[Answer, str]] = {
        "spine_or_hip_break": (ever_broke_spine_or_hip(inputs), _break_question(inputs)),
        "recent_break": (broke_lately(inputs), "last_fracture"),
        "several_breaks": (several(adult_breaks(inputs)), _break_question(inputs, number=True)),
        low_score: (_scored_so_low(inputs, category), "scan_regions"),
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
    """The size of the correction `key`, and the person's own numbers with it; empty where none can be named for them."""
    match key:
        case "steroid_dose":
            return _for_steroid_dose(inputs.risks)
        case "type_2_diabetes":
            return _sizes(key)
        case "spine_below_neck":
            return _for_spine(inputs)
    return {}


def _for_steroid_dose(risks: RiskFactors) -> dict[str, Value]:
    """As doctors do it, on both numbers. The abstract says above the limit dose, so at it no sum is made."""
    major, hip, dose = risks.frax_major_percent, risks.frax_hip_percent, risks.glucocorticoid_dose_mg_per_day
    if major is None or hip is None or dose is None or dose <= threshold("frax_steroid_dose").value:
        return {}
    then = {
        f"{outcome}_then": round(value * (1 + _row("steroid_dose", outcome).percent / 100), 1)
        for outcome, value in (("major", major), ("hip", hip))
    }
    return {"major": as_printed(major), "hip": as_printed(hip), **then, **_sizes("steroid_dose")}


def _for_spine(inputs: Inputs) -> dict[str, Value]:
    """By the paper for each rounded unit; by the UK answers to questions with the difference as it stands."""
    below, major = spine_below_neck(inputs), inputs.risks.frax_major_percent
    if below is None or major is None or inputs.risks.frax_with_bmd is not Answer.YES:
        return {}
    percent = _row("spine_below_neck", "major").percent
    low, high = sorted(_whole(major * (1 + percent * units / 100)) for units in (_whole(below), below))
    return {"major": as_printed(major), "major_by": as_printed(percent), "major_then": low, "major_at_most": high}


def _sizes(key: str) -> dict[str, Value]:
    """The percent to add for both kinds of breaks, with the published range."""
    return {
        f"{row.outcome}_{end}": as_printed(size)
        for row in rows(FraxCorrection)
        if row.correction == key
        for end, size in (("by", row.percent), ("least", row.percent_low), ("most", row.percent_high))
        if size is not None
    }


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
