"""Answers that tests put into the browser, as an earlier visit would have left them."""

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
