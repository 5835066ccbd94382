"""A broken bone leads the headline, also where there is no score to lead."""

import pytest

from bonecheck.lead import Leads
from bonecheck.words.outcomes import first_sentence, words
from tests.people import built, finding, finding_keys, not_assessed, report

WITHOUT_A_SCAN = {"sex": "female", "age_years": 70, "has_scan": "no"}
BROKEN = {"fracture_since_50": "yes"}


@pytest.mark.parametrize("bone", ["hip", "spine", "wrist", "pelvis", "not_known"])
@pytest.mark.parametrize("has_scan", ["no", "not_known", "yes"])
def test_a_broken_bone_leads_without_a_score(bone, has_scan):
    answers = WITHOUT_A_SCAN | BROKEN | {"fracture_sites": [bone], "has_scan": has_scan}
    headline = report(built(answers)[0]).headline
    assert headline.key.endswith("_with_break" if bone in {"hip", "spine"} else "_with_other_break")
    said = words(headline)
    assert said.title.startswith("Your broken bone")
    assert "doctor" in said.title


@pytest.mark.parametrize("has_scan", ["no", "not_known", "yes"])
def test_a_break_of_the_last_two_years_leads_soon(has_scan):
    lately = BROKEN | {"fracture_sites": ["wrist"], "last_fracture": "within_2_years", "has_scan": has_scan}
    told = report(built(WITHOUT_A_SCAN | lately)[0])
    assert told.headline.key.endswith("_with_recent_break")
    assert words(told.headline).title.endswith("soon.")
    assert told.lead.leads is Leads.DOCTOR_SOON


@pytest.mark.parametrize(
    ("last", "t", "soon"),
    [
        ("within_2_years", -0.5, True),
        ("longer_ago", -0.5, False),
        ("longer_ago", -2.5, True),
        ("longer_ago", -2.4, False),
    ],
)
def test_the_headline_is_no_slower_than_what_it_leads(last, t, soon):
    """A break of the last two years, and one beside the osteoporosis range, say "soon"."""
    scan = {"has_scan": "yes", "scan_regions": ["total_hip"], "total_hip.t_score": str(t)}
    lately = BROKEN | {"fracture_sites": ["wrist"], "last_fracture": last}
    told = report(built(WITHOUT_A_SCAN | lately | scan)[0])
    assert ("Please talk to your doctor soon." in words(told.headline).plain) is soon
    assert (told.lead.leads is Leads.DOCTOR_SOON) is soon


@pytest.mark.parametrize(
    ("broke", "key"),
    [
        ({"fracture_since_50": "yes"}, "recent_fracture"),
        ({"fracture_since_50": "no", "fracture_at_40_to_49": "yes"}, "recent_fracture_before_50"),
        ({"fracture_since_50": "not_known", "fracture_at_40_to_49": "yes"}, "recent_fracture_before_50"),
    ],
)
def test_the_figures_of_breaks_since_50_are_told_of_a_break_since_50_alone(broke, key):
    """R8.10: women who broke a bone at 50 or over."""
    answers = {"sex": "male", "age_years": 51, "has_scan": "no", "last_fracture": "within_2_years"} | broke
    told = report(built(answers)[0])
    assert {each for each in finding_keys(told) if each.startswith("recent_fracture")} == {key}
    assert first_sentence(words(finding(told, key)).plain).startswith("Please see your doctor soon")


@pytest.mark.parametrize(
    ("age", "key"),
    [(52, "recent_fracture_before_50"), (53, "recent_fracture"), (98, "recent_fracture")],  # 49, two years, a birthday
)
def test_over_52_a_break_of_the_last_two_years_is_one_since_50(age, key):
    broke = {"fracture_since_50": "not_known", "fracture_at_40_to_49": "yes", "last_fracture": "within_2_years"}
    told = report(built({"sex": "female", "age_years": age, "has_scan": "no"} | broke)[0])
    assert {each for each in finding_keys(told) if each.startswith("recent_fracture")} == {key}


def test_without_a_break_none_leads():
    told = report(built(WITHOUT_A_SCAN | {"fracture_since_50": "no", "fracture_at_40_to_49": "not_known"})[0])
    assert told.headline.key == "report_without_scan"


def test_a_break_leads_beside_a_result_of_another_kind():
    arm = {"has_scan": "yes", "scan_method": "arm_or_finger_device", "fracture_since_50": "no"}
    forties = {"fracture_at_40_to_49": "yes", "fracture_count_at_40_to_49": "2"}
    told = report(built(WITHOUT_A_SCAN | arm | forties)[0])
    assert (told.headline.key, told.headline.reason) == ("report_with_other_break", "not_a_dxa")


@pytest.mark.parametrize(
    ("sites", "counts"),
    [(None, True), (["not_known"], True), (["rib"], True), (["other"], False)],
)
def test_a_break_since_50_counts_while_its_bone_is_open(sites, counts):
    """R8.2; an unusual bone that was told is another matter."""
    answers = WITHOUT_A_SCAN | BROKEN | ({} if sites is None else {"fracture_sites": sites})
    told = report(built(answers)[0])
    assert ("fracture_since_50" in finding_keys(told)) is counts
    assert ("fracture_in_minor_fall" in finding_keys(told)) is not counts
    is_open = sites in (None, ["not_known"])
    assert (("diagnosis_by_fracture", "fracture_sites_not_known") in not_assessed(told)) is is_open


@pytest.mark.parametrize(
    ("sites", "t", "leading", "beside"),
    [
        (["hip", "wrist"], -1.5, "diagnosis_by_hip_or_spine_fracture", ("wrist",)),
        (["spine", "rib", "other"], None, "diagnosis_by_hip_or_spine_fracture", ("rib", "other")),
        (["wrist", "rib"], -1.5, "diagnosis_by_other_fracture", ("rib",)),
        (["wrist", "rib"], -0.5, "fracture_since_50", None),
        (["pelvis", "other"], None, "fracture_since_50", ("other",)),
        (["other"], None, "fracture_in_minor_fall", None),
        (["hip"], None, "diagnosis_by_hip_or_spine_fracture", None),
    ],
)
def test_every_bone_that_broke_since_50_is_named(sites, t, leading, beside):
    scan = {} if t is None else {"has_scan": "yes", "scan_regions": ["total_hip"], "total_hip.t_score": str(t)}
    told = report(built(WITHOUT_A_SCAN | BROKEN | {"fracture_sites": sites} | scan)[0])
    assert leading in finding_keys(told)
    if beside is None:
        assert "other_fracture_since_50" not in finding_keys(told)
    else:
        assert finding(told, "other_fracture_since_50").values["bones"] == beside


@pytest.mark.parametrize(
    ("broke", "question"),
    [
        ({"fracture_since_50": "yes"}, "fracture_sites"),
        ({"fracture_since_50": "no", "fracture_at_40_to_49": "yes"}, "fracture_sites_at_40_to_49"),
    ],
)
def test_the_severe_range_waits_for_the_bone_at_any_time_of_life(broke, question):
    scan = {"has_scan": "yes", "scan_regions": ["total_hip"], "total_hip.t_score": "-2.9"}
    told = report(built(WITHOUT_A_SCAN | broke | scan)[0])
    assert "severe_range" not in finding_keys(told)
    [point] = [each for each in told.not_assessed if each.key == "severe_range"]
    assert (point.reason, point.question) == ("fracture_site_unclear", question)
    named = report(built(WITHOUT_A_SCAN | broke | {question: ["wrist"]} | scan)[0])
    assert "severe_range" in finding_keys(named)


def test_nobody_under_20_is_led_by_a_break():
    answers = {"sex": "female", "age_years": 19, "has_scan": "no", "fracture_before_40": "yes"}
    headline = report(built(answers | {"fracture_sites_before_40": ["hip"]})[0]).headline
    assert headline.reason == "under_20"
    assert headline.key == "report"
