"""Training, food and habits, as answered. Scored elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bonecheck.answers.risk_factors import Checklist


class ExerciseCaution(StrEnum):
    """What makes it wise to begin exercise with help, or frightens people off it."""

    UNSTEADY = "unsteady"
    NEW_PAIN = "new_pain"
    FRAIL = "frail"
    RECENT_SURGERY = "recent_surgery"
    HEART_SYMPTOMS = "heart_symptoms"
    BLOOD_PRESSURE = "blood_pressure"
    AFRAID = "afraid"


class HomeChecked(StrEnum):
    """Whether the home was made safe from falls."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_KNOWN = "not_known"


class SaltHabit(StrEnum):
    """How salty the person eats."""

    RARELY = "rarely"
    SOME = "some"
    A_LOT = "a_lot"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifestyle:
    """Lifestyle, as far as answered; None means not answered."""

    exercise_cautions: Checklist | None = None
    resistance_days_per_week: int | None = None
    impact_days_per_week: int | None = None
    balance_days_per_week: int | None = None
    walking_minutes_per_day: float | None = None
    home_checked: HomeChecked | None = None
    calcium_servings_per_week: Mapping[str, float] = field(default_factory=dict)
    food_servings_per_week: Mapping[str, float] = field(default_factory=dict)
    calcium_base_mg_per_day: float | None = None
    calcium_supplement_mg_per_day: float | None = None
    protein_portions_per_day: float | None = None
    vitamin_d_level_ng_ml: float | None = None
    vitamin_d_supplement_iu_per_day: float | None = None
    caffeine_drinks_per_day: Mapping[str, float] = field(default_factory=dict)
    salt_habit: SaltHabit | None = None
    cola_per_week: float | None = None
    will_do: Checklist | None = None
