"""Every number that a text of the Learn pages or on medicines may be filled with, as it is written in a sentence."""

from collections.abc import Mapping
from types import MappingProxyType

from bonecheck.evidence.effects import Effect, effects
from bonecheck.evidence.library import rows, table, thresholds
from bonecheck.evidence.tables import CalciumTarget, VitaminDTarget
from bonecheck.words.effects import amount
from bonecheck.words.language import bare, number, per_language, signed, single_figures

_SCORES = {"t_score_normal", "t_score_osteoporosis", "z_score_below_expected"}  # written with a sign


@per_language
def numbers() -> Mapping[str, str]:
    """Cut-offs, effects, single figures, shares of fractures and goals of intake, each by a name of its own.

    Cut-offs and effects go by their key, effects never with a sign; `_low`, `_high` and `_without` are parts of an
    effect or a figure. Goals go by body, sex and the age from which they hold.
    """
    found = {key: signed(cut.value) if key in _SCORES else bare(cut.value) for key, cut in thresholds().items()}
    for key, told in effects().items():
        found |= {key: amount(told)} | _parts_of(key, told)
    found |= single_figures()
    for share in table("fracture_share"):  # as printed: 48.0 stays 48.0
        found |= {
            share["key"]: share["percent"],
            f"{share['key']}_low": share["percent"],
            f"{share['key']}_high": share["percent_to"],
        }
    for name, targets in (("calcium", rows(CalciumTarget)), ("vitamin_d", rows(VitaminDTarget))):
        for goal in targets:
            place = f"{name}_{goal.body}_{goal.sex}_{goal.age_from_years}"
            found[place] = number(goal.target, decimals=0, grouped=True)
            if goal.upper_limit is not None:
                found[f"{place}_limit"] = number(goal.upper_limit, decimals=0, grouped=True)
    precision = {row["site"]: row for row in table("precision")}
    found |= {
        "spine_noise": precision["lumbar_spine"]["lsc_g_cm2"],
        "spine_noise_smallest": precision["lumbar_spine"]["smallest_lsc_g_cm2"],
        "neck_noise": precision["femoral_neck"]["lsc_g_cm2"],
    }
    return MappingProxyType(found)


def _parts_of(key: str, told: Effect) -> dict[str, str]:
    """The parts of an effect that a text may name by themselves."""
    parts = {"low": told.low, "high": told.high, "without": told.without}
    return {f"{key}_{part}": bare(abs(value)) for part, value in parts.items() if value is not None}
