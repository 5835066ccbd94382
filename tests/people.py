"""People and scans for the tests: short builders, so that a test names only what it is about."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bonecheck import Check, Finding, NotAssessed, Outcome, Problem, Report, assess, build
from bonecheck.densitometry import Side, SkeletalSite, Vertebra
from bonecheck.dxa_report import DxaReport, SiteMeasurement
from bonecheck.form import REGIONS
from bonecheck.person import Answer, MenopausalStatus, Person, Sex
from bonecheck.risk_factors import RiskFactors

TESTS = Path(__file__).parent
ROOT = TESTS.parent
PACKAGE = ROOT / "bonecheck"
DATA = PACKAGE / "data"
GOLDEN = TESTS / "golden"
SHARED_REFERENCE = ROOT.parent / "shared" / "reference"  # beside the checkout, here and in CI; absent elsewhere

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


def finding(from_report: Report, key: str) -> Finding:
    """The one finding with this key."""
    [found] = [outcome for outcome in from_report.findings if outcome.key == key]
    return found


def finding_keys(from_report: Report) -> set[str]:
    return {outcome.key for outcome in from_report.findings}


def not_assessed(from_report: Report) -> set[tuple[str, str]]:
    """What could not be assessed, each with the reason."""
    return {(outcome.key, outcome.reason) for outcome in from_report.not_assessed}


def deciding(from_report: Report) -> list[str]:
    return [site.region for site in from_report.sites if site.decides]


def concern(outcome: Outcome) -> int | None:
    """The concern of a finding; None where nothing could be judged."""
    return None if isinstance(outcome, NotAssessed) else int(outcome.concern)


def plain(text: str) -> str:
    """`text` without the quotes and signs that only typography needs."""
    return re.sub("[\u2212\u2013]", "-", text)
