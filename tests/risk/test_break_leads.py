"""A broken hip or spine leads the headline, also where there is no score to lead."""

import pytest

from tests.people import built, report

WITHOUT_A_SCAN = {"sex": "female", "age_years": 70, "has_scan": "no"}
BROKEN = {"fracture_since_50": "yes"}


@pytest.mark.parametrize(("bone", "leads"), [("hip", True), ("spine", True), ("wrist", False)])
@pytest.mark.parametrize("has_scan", ["no", "not_known", "yes"])
def test_a_broken_hip_or_spine_leads_without_a_score(bone, leads, has_scan):
    answers = WITHOUT_A_SCAN | BROKEN | {"fracture_sites": [bone], "has_scan": has_scan}
    headline = report(built(answers)[0]).headline
    assert headline.key.endswith("_with_break") == leads


def test_nobody_under_20_is_led_by_a_break():
    answers = {"sex": "female", "age_years": 19, "has_scan": "no", "fracture_before_40": "yes"}
    headline = report(built(answers | {"fracture_sites_before_40": ["hip"]})[0]).headline
    assert headline.reason == "under_20"
    assert headline.key == "report"
