"""The first line of the results: what comes first for whom, and what it never says."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from bonecheck import Concern, Report
from bonecheck.answers.check import Check
from bonecheck.evidence.entries import LeadRule
from bonecheck.evidence.library import document, whole
from bonecheck.lead import Leads
from bonecheck.outcomes import Finding, NotAssessed
from bonecheck.scan.fractures import FractureLevel, fracture_level
from bonecheck.words.lead import lead_words, sentences_beside
from bonecheck.words.risk import model_text
from tests.made_up import made_up
from tests.people import NOTHING_ELSE, built, of_woman, plain, report
from tests.test_report_has_no_words import people

DOCTOR = "Talk to your doctor: "
NECK = {"has_scan": "yes", "scan_regions": ["femoral_neck"]}
T = "femoral_neck.t_score"
WRIST = {"fracture_since_50": "yes", "fracture_sites": ["wrist"], "fracture_count": "1", "last_fracture": "longer_ago"}
HIP = WRIST | {"fracture_sites": ["wrist", "hip"]}
SHORTER = {"height_cm": 170.0, "tallest_height_cm": 175.0}
STEROIDS = {"glucocorticoids": "now", "glucocorticoid_months": 72.0}


def dropped(now: float) -> dict[str, Any]:
    """A neck of -0.4 that had 0.900 g/cm2 six years before, on the same machine."""
    before = {
        "earlier.1.scan_date": "2020-06-01",
        "earlier.1.same_machine": "yes",
        "earlier.1.femoral_neck_left.bmd_g_cm2": 0.9,
    }
    scan = {"has_scan": "yes", "scan_regions": ["femoral_neck_left"], "scan_date": "2026-06-01"}
    return scan | before | {"femoral_neck_left.t_score": -0.4, "femoral_neck_left.bmd_g_cm2": now}


@cache
def everyone() -> list[tuple[Check, Report]]:
    """The samples, the vignettes, some of them mixed, and 500 made up at random."""
    given = [*(answers for _, answers in people()), *made_up(500)]
    checks = [built(answers)[0] for answers in given]
    return [(check, report(check)) for check in checks]


def line(answers: Mapping[str, Any]) -> str:
    return plain(lead_words(report(built(NOTHING_ELSE | dict(answers))[0])))


# ------------------------------------------------------------------ what comes first


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (NECK | {T: -2.1}, "Your score, -2.1, is in the osteopenia range"),
        (NECK | {T: -2.1} | WRIST, f"{DOCTOR}a broken wrist and a score of -2.1"),
        (NECK | {T: -2.7} | WRIST, "Talk to your doctor soon: a broken wrist and a score of -2.7"),
        (NECK | {T: -2.7}, f"{DOCTOR}a score of -2.7, in the osteoporosis range"),
        (NECK | {T: -1.4} | HIP, "Talk to your doctor soon: a broken hip"),
        (NECK | {T: -0.4}, "Your score, -0.4, is in the normal range"),
        (dropped(0.845), f"{DOCTOR}a drop between two scans"),  # 0.055, the noise of the neck
        (dropped(0.846), "Your score, -0.4, is in the normal range"),
        (dropped(0.845) | WRIST, f"{DOCTOR}a broken wrist and a drop between two scans"),
        (
            {"has_scan": "no", "falls_12_months": "2"} | STEROIDS | SHORTER,
            f"{DOCTOR}long steroid use, 5 cm less height and two falls",
        ),
        ({"has_scan": "no", "units": "us"} | SHORTER, f"{DOCTOR}2 in less height"),
        (NECK | {T: -1.2, "falls_12_months": "2"}, "Your score, -1.2, is in the osteopenia range"),
        ({"has_scan": "no"}, "Ask your doctor about a bone scan"),
        ({"has_scan": "not_known"}, "Your scan report is missing: ask the clinic for a copy"),
        (NECK | HIP | {T: -2.7, "warning_signs": ["cannot_stand"]}, "Get care now: hip pain that keeps you from standing"),
        (
            NECK | HIP | {T: -2.1, "bone_medicine": "denosumab", "denosumab_last_dose": "within_2_years"},
            "Call your doctor today: a broken hip and late denosumab",
        ),
    ],
)  # fmt: skip
def test_the_most_pressing_thing_leads(answers, said):
    assert line(of_woman(68, **answers)) == said


def test_whatever_the_scan_says_a_broken_hip_or_spine_is_named_first():
    told = 0
    for check, found in everyone():
        adult = found.plan is not None
        if fracture_level(check.risk_factors) is FractureLevel.MAJOR and adult and not _care_now(found):
            assert found.lead.reasons[0].group == "hip_or_spine", check
            told += 1
    assert told > 20


def test_a_sign_that_needs_care_now_stands_alone():
    urgent = [found for _, found in everyone() if _care_now(found)]
    assert len(urgent) > 10
    for found in urgent:
        assert found.lead.leads in {Leads.CARE_NOW, Leads.CARE_TODAY}
        assert lead_words(found).startswith(("Get care now: ", "Call a doctor today: "))


def test_everything_that_calls_for_a_doctor_calls_in_the_first_line():
    """But for denosumab that is on time, whose card says not to stop it."""
    for check, found in everyone():
        pressing = {each.key for each in found.findings if each.concern >= Concern.SEE_A_CLINICIAN} - {"denosumab"}
        if pressing and found.plan is not None:
            assert found.lead.leads.calls, (pressing, check)


def test_what_cannot_wait_a_day_is_never_dropped_for_room():
    for _, found in everyone():
        if found.plan and any(action.key == "denosumab_gap" for action in found.plan.actions):
            assert "denosumab" in lead_words(found)


# ------------------------------------------------------------------ what it never says


def test_the_line_is_short_and_says_no_diagnosis_and_no_model():
    models = [model_text(key).name for key in document("risk_models.toml")]
    for check, found in everyone():
        said = lead_words(found)
        assert 0 < len(said.split()) <= whole(LeadRule).words, said
        assert not re.search(r"\byou have\b|[{}]|None|\bnan\b", said, re.IGNORECASE), said
        assert not [model for model in models if model in said.replace("your FRAX result", "")], (said, check)
        assert not re.match(r"The [TZ]-score|[-−+\d]", said), said


def test_no_sign_is_said_only_to_those_who_answered_what_could_be_one():
    told = [(check, found) for check, found in everyone() if found.lead.leads is Leads.NO_SIGN]
    assert told
    for check, found in told:
        open_points = {outcome.key for outcome in found.not_assessed}
        assert not open_points & {
            "warning_signs",
            "diagnosis_by_fracture",
            "glucocorticoids",
            "bone_medicine",
            "height_loss",
        }
        assert check.risk_factors.falls_12_months in {None, 0, 1}


def test_a_range_is_named_only_where_the_scan_gives_one():
    for _, found in everyone():
        said = lead_words(found)
        if re.search(r"(?:normal|osteopenia) range|fine|within the", said):
            assert isinstance(found.headline, Finding), said
        if isinstance(found.headline, NotAssessed):
            assert "range" not in " ".join(re.findall(r"is in the \w+ range", said))


def test_what_takes_comfort_away_stands_under_the_picture():
    for _, found in everyone():
        beside = " ".join(sentences_beside(found))
        assert not re.search(r"[{}]|None|\bnan\b", beside)
        if isinstance(found.headline, Finding):
            for remark in ("on_edge", "reads_high", "not_read"):
                if remark in found.headline.values:
                    assert document("messages.toml")[f"headline_{remark}"] in beside


def _care_now(found: Report) -> bool:
    return any(each.concern is Concern.GET_CARE_NOW for each in found.findings)
