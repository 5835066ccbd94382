"""One module per published fracture-risk model, and the list that `assess()` walks."""

from bonecheck.fracture_probability import ModelRisk
from bonecheck.fracture_risk import caroc, fracture_index, garvan, own_frax, qfracture
from bonecheck.fracture_risk.inputs import Inputs
from bonecheck.outcomes import NotAssessed

MODELS = (garvan, qfracture, caroc, fracture_index, own_frax)


def models_for(inputs: Inputs) -> tuple[ModelRisk | NotAssessed, ...]:
    """What every model makes of one person, side by side, or why it does not fit."""
    return tuple(model.for_person(inputs) for model in MODELS)
