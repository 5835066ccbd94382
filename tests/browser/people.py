"""Answers that tests put into the browser, as an earlier visit would have left them."""

from typing import Any

from bonecheck.answers.as_given import REGIONS
from bonecheck.answers.questions import questions
from tests.people import SEDENTARY, counted, of_man, of_woman, with_t
from tests.risk.models import people as risk_people

WOMAN = {
    "age_years": 62,
    "sex": "female",
    "menopausal_status": "postmenopausal",
    "has_scan": "yes",
    "scanner_make": "hologic",
}

# Maria's three sites; her lowest T-score is -2.1.
THREE_SITES = {
    **WOMAN,
    "scan_regions": ["lumbar_spine", "femoral_neck_left", "total_hip_left"],
    "lumbar_spine.vertebrae": "L1-L4",
    "lumbar_spine.t_score": -0.8,
    "femoral_neck_left.t_score": -2.1,
    "total_hip_left.t_score": -1.5,
}


def scan(**scores: float) -> dict[str, object]:
    """A woman of 62 with these T-scores."""
    return {
        **WOMAN,
        "scan_regions": list(scores),
        "lumbar_spine.vertebrae": "L1-L4",
        **{f"{region}.t_score": score for region, score in scores.items()},
    }


# A results page with every kind of card, and follow-up questions, ticks, remarks and messages on every page.
BUSY = {
    **THREE_SITES,
    "scan_regions": [*THREE_SITES["scan_regions"], "total_hip_right", "heel"],
    "total_hip_right.t_score": "1.8",
    "height_cm": "1.7",
    "tallest_height_cm": 170,
    "fracture_since_50": "yes",
    "fracture_sites": ["hip", "wrist"],
    "warning_signs": ["cannot_stand", "back_pain"],
    "smoking": "current",
    "drinks_per_week.wine": "a few",
    "conditions": ["coeliac", "lupus"],
    "glucocorticoids": "now",
    "medicines": ["antidepressant"],
    "fracture_at_40_to_49": "yes",
    "fracture_sites_at_40_to_49": ["wrist", "not_known"],
    "fracture_count_at_40_to_49": "2",
    "parent_hip_fracture": "mother",
    "frax_major_percent": 5,
    "frax_hip_percent": 7.5,
    "cola_per_week": "lots",
    "walking_minutes_per_day": "5000",
    "protein_portions_per_day": 3,
}
# The same with every site there is, and the longest texts that somebody may type.
CROWDED = {
    **BUSY,
    **scan(**dict.fromkeys(REGIONS, -1.7)),
    "total_hip.t_score": "1.8",
    "total_hip.bmd_g_cm2": "823",
    "one_third_radius.z_score": "not printed on the report I have here",
    "scan_regions": [*REGIONS, "heel", "finger", "whole_body"],
    "lumbar_spine.vertebrae": "other",
    "lumbar_spine.vertebrae_other": ["L1"],
    "scan_date": "2999-01-01",
    "drinks_per_week.wine": "a glass or two, on most days of the week but never on Mondays",
}

# Three earlier scans: of the same machine, of another one, and of one that is not known; a loss, a rise, and T-scores alone.
SCANS_OVER_TIME = {
    **THREE_SITES,
    "scan_method": "dxa",
    "scan_date": "2026-05-01",
    "lumbar_spine.bmd_g_cm2": 0.961,
    "total_hip_left.bmd_g_cm2": 0.759,
    "earlier.1.scan_date": "2019-03-01",
    "earlier.1.same_machine": "yes",
    "earlier.1.scanner_make": "hologic",
    "earlier.1.lumbar_spine.vertebrae": "L1-L4",
    "earlier.1.lumbar_spine.bmd_g_cm2": 0.91,
    "earlier.1.total_hip_left.bmd_g_cm2": 0.81,
    "earlier.1.femoral_neck_left.t_score": -1.9,
    "earlier.2.scan_date": "2022",
    "earlier.2.same_machine": "no",
    "earlier.2.scanner_make": "ge_lunar",
    "earlier.2.total_hip_left.bmd_g_cm2": 0.83,
    "earlier.2.total_hip_left.t_score": "1.4",
    "earlier.3.scan_date": "2024-02-01",
    "earlier.3.total_hip_left.bmd_g_cm2": 0.77,
    "earlier.3.lumbar_spine.t_score": -1.1,
}


def knowing_nothing(**given: Any) -> dict[str, Any]:
    """Somebody who says "I don't know" wherever that is an answer, and else only what is given."""
    unknown = {
        key: ["not_known"] if question.kind == "choices" else "not_known"
        for key, question in questions().items()
        if "not_known" in question.options
        and question.part not in {"scan_site", "earlier_scans"}
        and question.kind != "joined"
    }
    return {**unknown, **given}


FRAX = {"frax_major_percent": 7.5, "frax_hip_percent": 3.1, "frax_country": "uk", "frax_with_bmd": "yes"}

# A woman of 78 with three breaks and three falls; without FRAX four models speak of her, with it all five.
MANY_BREAKS = risk_people.person(
    age=78,
    neck=-2.8,
    fracture_since_50="yes",
    fracture_sites=["wrist", "upper_arm", "pelvis"],
    fracture_count="3",
    falls_12_months="3",
)
EVERY_MODEL = {**MANY_BREAKS, **FRAX}

# A woman of 70 who knows nothing but her age, her size and, in the second, one T-score.
AGE_AND_SIZE = knowing_nothing(sex="female", age_years=70, height_cm=165, weight_kg=66)
ALL_OPEN = {**AGE_AND_SIZE, **risk_people.scan(femoral_neck=-1.8)}

# A woman of 70 with one T-score who left a few questions open: ranges that are narrow enough to be drawn.
HALF_OPEN = risk_people.person(
    age=70,
    neck=-1.6,
    falls_12_months="not_known",
    smoking="not_known",
    parent_hip_fracture="not_known",
    parent_osteoporosis="not_known",
    glucocorticoids="not_known",
)

# ------------------------------------------------------------------ for the plan

IDLE = {**SEDENTARY, "walking_minutes_per_day": 10, "protein_portions_per_day": 3, "salt_habit": "some"}


def eats(**servings_per_week: int) -> dict[str, float]:
    """Servings of these foods in a week, and none of the others."""
    return counted("calcium_servings_per_week", **servings_per_week)


# One finding of osteopenia, no training, little calcium.
WOMAN_OF_54 = of_woman(54, **IDLE, **eats(milk=2, bread=7, hard_cheese=2), **with_t(lumbar_spine=-1.3))
# A broken spine, falls, unsteady and afraid.
WOMAN_OF_67 = of_woman(
    67,
    **{**IDLE, "exercise_cautions": ["afraid", "unsteady"]},
    **eats(milk=7, yogurt=5, bread=14, hard_cheese=4),
    **with_t(lumbar_spine=-2.7, total_hip_left=-2.1),
    fracture_since_50="yes",
    fracture_sites=["spine"],
    fracture_count="1",
    falls_12_months="2",
)
# Smokes and drinks 20 beers a week.
MAN_OF_58 = of_man(
    58,
    **IDLE,
    **with_t(lumbar_spine=-0.8, femoral_neck_left=-1.6),
    weight_kg=80.0,
    smoking="current",
    cigarettes_per_day=15,
    **counted("drinks_per_week", beer=20),
)
# Trains much, weighs little, and her periods stopped.
WOMAN_OF_33 = {
    **of_woman(33, "premenopausal", **IDLE, **eats(milk=3, yogurt=3, bread=7), **with_t(lumbar_spine=-2.2)),
    "lumbar_spine.z_score": -2.1,
    "missed_periods": "yes",
    "height_cm": 168.0,
    "tallest_height_cm": 168.0,
    "weight_kg": 52.0,
    "impact_days_per_week": "4",
    "walking_minutes_per_day": 60,
}
# Frail, fell once, no scan.
MAN_OF_80 = of_man(
    80,
    **{**IDLE, "exercise_cautions": ["frail", "unsteady"]},
    **eats(milk=7, yogurt=3, bread=14),
    falls_12_months="1",
    rises_from_chair="no",
)
# Does all that matters most already.
WOMAN_OF_62 = of_woman(62, **with_t(lumbar_spine=-1.2, femoral_neck_left=-1.4))

# A card for denosumab, ticks in the week, lines that are open, and lines of every kind.
BUSY_PLAN: dict[str, Any] = {
    **{key: answer for key, answer in WOMAN_OF_67.items() if key not in {"smoking", "cola_per_week"}},
    "bone_medicine": "denosumab",
    "drinks_per_week.beer": 20,
    "will_do": ["doctor", "balance", "home", "resistance", "calcium", "alcohol", "walking"],
}
