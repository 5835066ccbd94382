"""Published fracture-risk models, a module each, and the list that `assess()` walks; no blend of them, and no words."""

from bonecheck.answers.person import Answer
from bonecheck.answers.risk_factors import Condition, HormoneTherapy, Medicine, RiskFactors
from bonecheck.outcomes import NotAssessed, Value
from bonecheck.risk.chance import ModelRisk, Remark
from bonecheck.risk.models import caroc, fracture_index, garvan, own_frax, qfracture
from bonecheck.risk.models.inputs import Inputs, break_weighs_more, may_have_broken_now, without_comparison

MODELS = (garvan, qfracture, caroc, fracture_index, own_frax)


# What QFracture takes of the conditions; the other models take none of them.
_SEEN_CONDITIONS = {
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
_NAMED_AT_MOST = 5  # a longer list would not be read
_SEEN_MEDICINES = {Medicine.ANTIDEPRESSANT, Medicine.EPILEPSY_MEDICINE}


def unseen(risks: RiskFactors) -> Remark | None:
    """What was told that no model counts; None if there is nothing."""
    conditions = risks.conditions.ticked if risks.conditions else ()
    medicines = risks.medicines.ticked if risks.medicines else ()
    told = {
        "conditions": tuple(item for item in conditions if item not in _SEEN_CONDITIONS),
        "medicines": tuple(item for item in medicines if item not in _SEEN_MEDICINES),
        "reasons": ("blocker",) if risks.hormone_therapy is HormoneTherapy.BLOCKER else (),
    }
    found: dict[str, Value] = {key: items for key, items in told.items() if items}
    count = sum(map(len, told.values()))
    if count > _NAMED_AT_MOST:
        return Remark(key="risk_unseen_many", values={"count": count})
    return Remark(key="risk_unseen", values=found) if found else None


def models_for(inputs: Inputs) -> tuple[ModelRisk | NotAssessed, ...]:
    """What every model makes of one person, side by side, or why it does not fit."""
    return tuple(_beside_a_break(model.for_person(inputs), inputs) for model in MODELS)


def _beside_a_break(found: ModelRisk | NotAssessed, inputs: Inputs) -> ModelRisk | NotAssessed:
    """No number of a model after a break that weighs more than it counts, or beside a sign of one that nobody has seen yet.

    Where a break may be such a one, there is nobody to compare with.

    No model sees when a bone broke, and only CAROC sees some of a spine or a hip. A highest group stands, and so does
    one's own FRAX result, with its remark: the person has it already.
    """
    if not isinstance(found, ModelRisk) or found.is_highest or found.model == "own_frax":
        return found
    if may_have_broken_now(inputs.risks):
        return NotAssessed(key=f"model_{found.model}", reason="model_sign_of_a_break")
    match break_weighs_more(inputs):
        case Answer.NO:
            return found
        case Answer.YES:
            return NotAssessed(key=f"model_{found.model}", reason="model_break_not_counted")
    return without_comparison(found, _NOT_SEEN.get(found.model, "remark_break_not_seen"))


_NOT_SEEN = {"caroc_2010": "remark_recent_break_not_seen"}
