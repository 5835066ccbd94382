"""People and scans for the tests: short builders, so that a test names only what it is about."""

import csv
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bonecheck import Check, Finding, NotAssessed, Outcome, Problem, Report, assess, build
from bonecheck.answers.as_given import REGIONS
from bonecheck.answers.dxa_report import DxaReport, Side, SiteMeasurement, SkeletalSite, Vertebra
from bonecheck.answers.person import Answer, MenopausalStatus, Person, Sex
from bonecheck.answers.questions import questions
from bonecheck.answers.risk_factors import BoneMedicine, Checklist, GlucocorticoidUse, RiskFactors
from bonecheck.answers.units import UnitSystem
from bonecheck.errors import ImplausibleValue
from bonecheck.plan.types import Action, ChecklistLine, Plan
from bonecheck.words.outcomes import words
from bonecheck.words.plan import action_words, doctor_question, first_words, level_words
from bonecheck.words.problems import problem_words

TESTS = Path(__file__).parent
ROOT = TESTS.parent
PACKAGE = ROOT / "bonecheck"
DATA = PACKAGE / "data"
GOLDEN = TESTS / "golden"
SHARED_REFERENCE = ROOT.parent / "shared" / "reference"  # beside the checkout, here and in CI; absent elsewhere


def notes(name: str) -> str:
    """The lines of our reading notes that hold a number which stands in a text."""
    return (GOLDEN / f"{name}.md").read_text(encoding="utf-8")


def golden_rows(name: str) -> list[dict[str, str]]:
    """A table of `tests/golden`."""
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


TODAY = date(2026, 11, 22)
ALL_VERTEBRAE = tuple(Vertebra)


def woman(
    age: int | None = 66, stage: MenopausalStatus | None = MenopausalStatus.POSTMENOPAUSAL, **more: Any
) -> Person:
    return Person(sex=Sex.FEMALE, age_years=age, menopausal_status=stage, **more)


def man(age: int | None = 66, **more: Any) -> Person:
    return Person(sex=Sex.MALE, age_years=age, **more)


def at(region: str, t: float | None = None, z: float | None = None, bmd: float | None = None) -> SiteMeasurement:
    """One site of a scan; a spine is L1-L4."""
    site, side = REGIONS[region]
    levels = ALL_VERTEBRAE if site is SkeletalSite.LUMBAR_SPINE else None
    return SiteMeasurement(site=site, side=side, vertebrae=levels, t_score=t, z_score=z, bmd_g_cm2=bmd)


def spine(levels: tuple[Vertebra, ...] | None, t: float | None = None, **more: Any) -> SiteMeasurement:
    return SiteMeasurement(site=SkeletalSite.LUMBAR_SPINE, vertebrae=levels, t_score=t, **more)


def hip(side: Side | None, t: float | None = None, **more: Any) -> SiteMeasurement:
    return SiteMeasurement(site=SkeletalSite.TOTAL_HIP, side=side, t_score=t, **more)


def scanned(person: Person, *measurements: SiteMeasurement, risks: RiskFactors | None = None, **scan: Any) -> Check:
    """A person with a scan."""
    return Check(
        has_scan=Answer.YES,
        person=person,
        dxa_report=DxaReport(measurements=measurements, **scan),
        risk_factors=risks or RiskFactors(),
    )


def unscanned(person: Person, risks: RiskFactors | None = None) -> Check:
    return Check(has_scan=Answer.NO, person=person, risk_factors=risks or RiskFactors())


def report(check: Check) -> Report:
    return assess(check, on=TODAY)


def built(answers: Mapping[str, Any]) -> tuple[Check, tuple[Problem, ...]]:
    return build(answers, today=TODAY)


def said(problem: Problem, units: UnitSystem = UnitSystem.METRIC) -> str:
    """What a person sees of a problem, with plain signs."""
    return plain(problem_words(problem, units))


def refusal(error: ImplausibleValue, question: str, units: UnitSystem = UnitSystem.METRIC) -> str:
    """What a person sees beside a question whose answer is refused, with plain signs."""
    return said(Problem(question=question, key=error.key, values=error.values), units)


def finding(from_report: Report, key: str) -> Finding:
    """The one finding with this key."""
    [found] = [outcome for outcome in from_report.findings if outcome.key == key]
    return found


def finding_keys(from_report: Report) -> set[str]:
    return {outcome.key for outcome in from_report.findings}


def not_assessed(from_report: Report) -> set[tuple[str, str]]:
    """What could not be assessed, each with the reason."""
    return {(outcome.key, outcome.reason) for outcome in from_report.not_assessed}


def read_by_the_person(from_report: Report) -> str:
    """All that a report says to the person, a sentence or more a line: results, open points, first steps, exercise, doctor."""
    unread = [outcome for outcome in (*from_report.screening, *from_report.models) if isinstance(outcome, NotAssessed)]
    told = [words(outcome) for outcome in (from_report.headline, *from_report.outcomes, *unread)]
    lines = [f"{said.title}\n{said.plain}" for said in told]
    if (plan := from_report.plan) is not None:
        level = plan.exercise.level
        actions = [action_words(action, level) for action in plan.actions]
        exercise = level_words(plan.exercise)
        lines += [f"{said.title}\n{said.why}\n{said.begin}" for said in actions]
        lines += [exercise.title, exercise.lead, *exercise.reasons, exercise.open]
        lines += [*exercise.safe, *exercise.keep, *exercise.learn, *exercise.ask]
        lines += [doctor_question(key) for key in plan.doctor_questions]
        lines += [first_words("reassurance")] if plan.reassures else []
    return plain("\n".join(lines))


def deciding(from_report: Report) -> list[str]:
    return [site.region for site in from_report.sites if site.decides]


def concern(outcome: Outcome) -> int | None:
    """The concern of a finding; None where nothing could be judged."""
    return None if isinstance(outcome, NotAssessed) else int(outcome.concern)


def plain(text: str) -> str:
    """`text` without the quotes and signs that only typography needs."""
    return re.sub("[\u2212\u2013]", "-", text)


# ------------------------------------------------------------------ people with a plan


def counted(question: str, **given: float) -> dict[str, float]:
    """An answer for every item to count, none of those not named."""
    return {f"{question}.{item}": float(given.get(item, 0)) for item in questions()[question].item_keys}


# Somebody without any risk that we ask for, who does all that the checklist asks for. A test or a file names what
# differs: age, sex, scan, and what is not as it should be.
NOTHING_ELSE: dict[str, Any] = {
    "country": "us",
    "height_cm": 165.0,
    "weight_kg": 66.0,
    "tallest_height_cm": 165.0,
    "ethnic_group": "white",
    "has_scan": "no",
    "fracture_since_50": "no",
    "fracture_at_40_to_49": "no",
    "fracture_before_40": "no",
    "falls_12_months": "0",
    "rises_from_chair": "yes",
    "care_home": "no",
    "warning_signs": ["none"],
    "parent_hip_fracture": "neither",
    "parent_osteoporosis": "no",
    "smoking": "never",
    "rheumatoid_arthritis": "no",
    "conditions": ["none"],
    "missed_periods": "no",
    "medicines": ["none"],
    "glucocorticoids": "never",
    "hormone_therapy": "none",
    "bone_medicine": "none",
    "bone_medicine_before": ["none"],
    "pregnancy": "no",
    "exercise_cautions": ["none"],
    "resistance_days_per_week": "3",
    "impact_days_per_week": "4",
    "balance_days_per_week": "3",
    "walking_minutes_per_day": 40.0,
    "home_checked": "yes",
    "calcium_supplement_mg_per_day": 0.0,
    "protein_portions_per_day": 4.0,
    "vitamin_d_supplement_iu_per_day": 800.0,
    "salt_habit": "rarely",
    "cola_per_week": 1.0,
    **counted("drinks_per_week", wine=2),
    **counted("caffeine_drinks_per_day", brewed_coffee=1),
    **counted("calcium_servings_per_week", milk=11, yogurt=7, hard_cheese=7, bread=14, greens=7, fortified_drink=3),
}
# Who trains and eats none of it.
SEDENTARY: dict[str, Any] = {
    "resistance_days_per_week": "0",
    "impact_days_per_week": "0",
    "balance_days_per_week": "0",
    "walking_minutes_per_day": 5.0,
    "home_checked": "no",
}


def of_woman(age: int, stage: str = "postmenopausal", **differs: Any) -> dict[str, Any]:
    """The answers of a woman who differs from `NOTHING_ELSE` in this."""
    return {**NOTHING_ELSE, "age_years": age, "sex": "female", "menopausal_status": stage, **differs}


def of_man(age: int, **differs: Any) -> dict[str, Any]:
    """The answers of a man who differs from `NOTHING_ELSE` in this."""
    return {**NOTHING_ELSE, "age_years": age, "sex": "male", **differs}


def with_t(**scores: float) -> dict[str, Any]:
    """The answers of a scan with these T-scores by region, and a Z-score a good deal higher."""
    spine = {"lumbar_spine.vertebrae": "L1-L4"} if "lumbar_spine" in scores else {}
    return {
        "has_scan": "yes",
        "scan_regions": list(scores),
        "scan_date": "2026-06-01",
        "t_score_reference": "women",
        **spine,
        **{f"{region}.t_score": t for region, t in scores.items()},
        **{f"{region}.z_score": round(t + 1.2, 1) for region, t in scores.items()},
    }


def planned(answers: Mapping[str, Any]) -> Plan:
    """The plan of somebody with these answers."""
    made = report(built(answers)[0]).plan
    assert made is not None
    return made


def line(plan: Plan, key: str) -> ChecklistLine:
    """One line of the checklist."""
    [row] = [row for row in plan.rows if row.key == key]
    return row


def firsts(plan: Plan) -> list[str]:
    """What to do first, by key."""
    return [action.key for action in plan.actions]


def first(plan: Plan, key: str) -> Action:
    """One of the first things to do."""
    [action] = [action for action in plan.actions if action.key == key]
    return action


# With a FRAX result: nothing of what makes it count too little.
NOTHING_AGAINST_COMFORT = {
    "fracture_since_50": Answer.NO,
    "fracture_at_40_to_49": Answer.NO,
    "fracture_before_40": Answer.NO,
    "falls_12_months": 0,
    "glucocorticoids": GlucocorticoidUse.NEVER,
    "conditions": Checklist(others=Answer.NO),
    "bone_medicine": BoneMedicine.NONE,
}

# What a woman of 62 with a DXA report is not asked. Without a scan only; men; women under 45, or under 55; a CT; a report with two sets of scores.
NOT_ASKED_OF_HER = {
    "oestrogen_six_months",
    "t_score_reference",
    "missed_periods",
    "periods_stopped_because",
    "pregnancy",
    "ct_density_mg_cm3",
    "z_score_other_sex",
}

# A woman with a report in which something is told of everything: two sites, one vertebra, a heel, a bone medicine.
REPORT = {
    "age_years": 62,
    "sex": "female",
    "menopausal_status": "postmenopausal",
    "height_cm": 160.0,
    "tallest_height_cm": 165.0,
    "has_scan": "yes",
    "scan_regions": ["femoral_neck_left", "lumbar_spine", "heel"],
    "femoral_neck_left.t_score": -1.8,
    "lumbar_spine.t_score": -1.0,
    "lumbar_spine.vertebrae": "other",
    "lumbar_spine.vertebrae_other": ["L1"],
    "bone_medicine": "denosumab",
    "conditions": ["coeliac"],
}
