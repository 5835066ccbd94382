"""Published fracture-risk models, a module each, and the list that `assess()` walks; no blend of them, and no words."""

from collections.abc import Iterable
from dataclasses import replace

from bonecheck.answers.person import Answer
from bonecheck.answers.risk_factors import Checklist, Condition, FractureSite, HormoneTherapy, Medicine, RiskFactors
from bonecheck.outcomes import NotAssessed, Value
from bonecheck.risk.chance import ModelRisk, Remark
from bonecheck.risk.models import caroc, fracture_index, garvan, own_frax, qfracture
from bonecheck.risk.models.inputs import (
    Inputs,
    adult_breaks,
    break_weighs_more,
    lost_height,
    may_have_broken_now,
    several,
    without_comparison,
)
from bonecheck.risk.scan_advice import named_causes
from bonecheck.risk.shown import shows_a_number

MODELS = (garvan, qfracture, caroc, fracture_index, own_frax)


# What QFracture takes of the conditions; the other models take none of them.
_SEEN_CONDITIONS = {
    "rheumatoid_arthritis",
    Condition.OVERACTIVE_THYROID,
    Condition.HYPERPARATHYROIDISM,
    Condition.CUSHING,
    Condition.COELIAC,
    Condition.INFLAMMATORY_BOWEL,
    Condition.MALABSORPTION,
    Condition.LIVER_DISEASE,
    Condition.KIDNEY_DISEASE,
    Condition.TYPE_1_DIABETES,
    Condition.TYPE_2_DIABETES,
    Condition.LUPUS,
    Condition.ASTHMA_OR_COPD,
    Condition.HEART_OR_STROKE,
    Condition.CANCER,
    Condition.LEUKAEMIA_OR_LYMPHOMA,
    Condition.EPILEPSY,
    Condition.PARKINSONS,
    Condition.DEMENTIA,
}
_ASKED_BY_FRAX = {"rheumatoid_arthritis", *own_frax.SECONDARY}
_NAMED_AT_MOST = 5  # a longer list would not be read
_SEEN_MEDICINES = {Medicine.ANTIDEPRESSANT, Medicine.EPILEPSY_MEDICINE}


def unseen(risks: RiskFactors, models: Iterable[ModelRisk | NotAssessed]) -> Remark | None:
    """What was told that no model with a number counts; None if there is nothing, or no number."""
    with_number = {each.model for each in models if isinstance(each, ModelRisk) and shows_a_number(each)}
    if not with_number:
        return None
    sees_illness, frax_asks = "qfracture_2012" in with_number, "own_frax" in with_number
    named = named_causes(risks)
    conditions = (*named.get("conditions", ()), *_other(risks.conditions, Condition.OTHER))
    medicines = named.get("medicines", ())
    told = {
        "conditions": tuple(
            item
            for item in conditions
            if not (sees_illness and item in _SEEN_CONDITIONS) and not (frax_asks and item in _ASKED_BY_FRAX)
        ),
        "medicines": tuple(item for item in medicines if not (sees_illness and item in _SEEN_MEDICINES)),
        "reasons": ("blocker",) if risks.hormone_therapy is HormoneTherapy.BLOCKER else (),
    }
    found: dict[str, Value] = {key: items for key, items in told.items() if items}
    count = sum(map(len, told.values()))
    if count > _NAMED_AT_MOST:
        return Remark(key="risk_unseen_many", values={"count": count})
    return Remark(key="risk_unseen", values=found) if found else None


def _other(given: Checklist | None, item: Condition) -> tuple[str, ...]:
    return (item,) if given is not None and item in given.ticked else ()


def models_for(inputs: Inputs) -> tuple[ModelRisk | NotAssessed, ...]:
    """What every model makes of one person, side by side, or why it does not fit."""
    return tuple(_beside_a_break(model.for_person(inputs), inputs) for model in MODELS)


def _beside_a_break(found: ModelRisk | NotAssessed, inputs: Inputs) -> ModelRisk | NotAssessed:
    """No number of a model after a break that weighs more than it counts, or beside a sign of one that nobody has seen yet.

    Where a break may be such a one, or much height was lost, there is nobody to compare with.

    No model sees when a bone broke, and only CAROC sees some of a spine or a hip. A highest group stands, and so does
    one's own FRAX result, with its remark: the person has it already.
    """
    if not isinstance(found, ModelRisk) or found.is_highest or found.model == "own_frax":
        return found
    if may_have_broken_now(inputs.risks):
        return NotAssessed(key=f"model_{found.model}", reason="model_sign_of_a_break")
    match break_weighs_more(inputs):
        case Answer.YES:
            return NotAssessed(key=f"model_{found.model}", reason="model_break_not_counted")
        case Answer.NOT_KNOWN:
            return without_comparison(found, _NOT_SEEN.get(found.model, "remark_break_not_seen"))
    if lost_height(inputs.person):
        return without_comparison(found, "remark_height_not_seen")
    note = _not_weighed(found.model, inputs)
    return found if note is None else replace(found, remarks=(Remark(key=note), *found.remarks))


def _not_weighed(model: str, inputs: Inputs) -> str | None:
    """The remark on breaks that were told and that this model leaves out; None if there are none."""
    risks = inputs.risks
    match model:
        case "qfracture_2012":
            others = {bone for told in adult_breaks(inputs) if told.sites for bone in told.sites.ticked} - _SEEN_BONES
            left_out = risks.any_fracture and (bool(others) or several(adult_breaks(inputs)) is Answer.YES)
            return "remark_breaks_not_weighed" if left_out else None
        case "caroc_2010":
            return "remark_break_before_40_not_weighed" if risks.fracture_before_40 is Answer.YES else None
        case "garvan" | "fracture_index":
            early = Answer.YES in {risks.fracture_before_40, risks.fracture_at_40_to_49}
            return "remark_break_before_50_not_weighed" if early else None
    return None


# The bones that QFracture asks for, all in one yes or no.
_SEEN_BONES = {FractureSite.WRIST, FractureSite.SPINE, FractureSite.HIP, FractureSite.UPPER_ARM}
_NOT_SEEN = {"caroc_2010": "remark_recent_break_not_seen"}
