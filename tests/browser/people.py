"""Answers that tests put into the browser, as an earlier visit would have left them."""

from typing import Any

from bonecheck.questions import questions
from tests.fracture_risk import people as risk_people

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


def knowing_nothing(**given: Any) -> dict[str, Any]:
    """Somebody who says "I don't know" wherever that is an answer, and else only what is given."""
    unknown = {
        key: "not_known" if question.kind == "choice" else ["not_known"]
        for key, question in questions().items()
        if "not_known" in question.options and question.part != "scan_site"
    }
    return {**unknown, **given}


FRAX = {"frax_major_percent": 7.5, "frax_hip_percent": 3.1, "frax_country": "uk", "frax_with_bmd": "yes"}

# A woman of 78 with three breaks and three falls; without FRAX four models speak of her, with it all five.
MANY_BREAKS = risk_people.person(
    age=78,
    neck=-2.8,
    fracture_since_50="yes",
    fracture_sites=["wrist", "hip", "spine"],
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
