"""Published fracture-risk models, a module each, and the list that `assess()` walks; no blend of them, and no words."""

from bonecheck.answers.risk_factors import Condition, Medicine, RiskFactors
from bonecheck.outcomes import NotAssessed, Value
from bonecheck.risk.chance import ModelRisk, Remark
from bonecheck.risk.models import caroc, fracture_index, garvan, own_frax, qfracture
from bonecheck.risk.models.inputs import Inputs

MODELS = (garvan, qfracture, caroc, fracture_index, own_frax)


# What we ask and none of the models takes; QFracture takes all the others.
_UNSEEN_CONDITIONS = {
    Condition.EARLY_MENOPAUSE,
    Condition.LOW_SEX_HORMONES,
    Condition.STOMACH_SURGERY,
    Condition.EATING_DISORDER,
}
_SEEN_MEDICINES = {Medicine.ANTIDEPRESSANT, Medicine.EPILEPSY_MEDICINE}


def unseen(risks: RiskFactors) -> Remark | None:
    """What was ticked that no model counts; None if there is nothing."""
    conditions = risks.conditions.ticked if risks.conditions else ()
    medicines = risks.medicines.ticked if risks.medicines else ()
    ticked: dict[str, Value] = {
        "conditions": tuple(item for item in conditions if item in _UNSEEN_CONDITIONS),
        "medicines": tuple(item for item in medicines if item not in _SEEN_MEDICINES),
    }
    found = {key: items for key, items in ticked.items() if items}
    return Remark(key="risk_unseen", values=found) if found else None


def models_for(inputs: Inputs) -> tuple[ModelRisk | NotAssessed, ...]:
    """What every model makes of one person, side by side, or why it does not fit."""
    return tuple(model.for_person(inputs) for model in MODELS)
