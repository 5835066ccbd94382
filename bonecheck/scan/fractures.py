"""What a broken bone means beside a scan, or without one."""

from collections.abc import Iterator
from enum import StrEnum

from bonecheck.answers.person import Answer, Person
from bonecheck.answers.questions import questions
from bonecheck.answers.risk_factors import FractureSite, RiskFactors
from bonecheck.evidence.library import threshold
from bonecheck.outcomes import Concern, Finding, NotAssessed, Outcome
from bonecheck.scan.densitometry import BmdCategory


class FractureLevel(StrEnum):
    """How much a reported break adds to a scan."""

    NONE = "none"
    OTHER = "other"
    MAJOR = "major"  # hip or spine since 50


MAJOR = (FractureSite.HIP, FractureSite.SPINE)
WITH_OSTEOPENIA = (FractureSite.UPPER_ARM, FractureSite.PELVIS, FractureSite.WRIST)


def fracture_level(risks: RiskFactors) -> FractureLevel:
    """The level of the breaks that were told."""
    if Answer.YES in {risks.broke(site) for site in MAJOR}:
        return FractureLevel.MAJOR
    return FractureLevel.OTHER if risks.any_fracture else FractureLevel.NONE


def a_break_counts(person: Person, risks: RiskFactors) -> bool:
    """Whether a break is known that counts for the rules on fractures."""
    return risks.fracture_since_50 is Answer.YES or broke_before_50(person, risks)


def broke_before_50(person: Person, risks: RiskFactors) -> bool:
    """A break before 50 that counts for the rules on fractures."""
    before_40 = _before_40_counts(person) and risks.fracture_before_40 is Answer.YES
    return before_40 or risks.fracture_at_40_to_49 is Answer.YES


def _before_40_counts(person: Person) -> bool:
    """Whether breaks before 40 count: only in people who are younger now."""
    return person.age_years is None or not threshold("fractures_count_from_age").is_met_by(person.age_years)


def fractures(person: Person, risks: RiskFactors, category: BmdCategory | None) -> Iterator[Outcome]:
    """What a broken bone means whatever the T-score. Sources: ``nbha_2014`` (spine: our own careful reading).

    A hip or spine fracture since 50 counts at any T-score; upper arm, pelvis and wrist count with osteopenia.
    """
    if (question := open_fracture_question(person, risks)) is not None:
        yield NotAssessed(key="diagnosis_by_fracture", reason="fracture_not_known", question=question)
    since_50 = risks.fracture_since_50 is Answer.YES
    if since_50 and (risks.fracture_sites is None or risks.fracture_sites.others is Answer.NOT_KNOWN):
        yield NotAssessed(key="diagnosis_by_fracture", reason="fracture_sites_not_known", question="fracture_sites")
    groups: list[tuple[str, tuple[FractureSite, ...]]] = [("diagnosis_by_hip_or_spine_fracture", MAJOR)]
    if category is BmdCategory.OSTEOPENIA:
        groups.append(("diagnosis_by_other_fracture", WITH_OSTEOPENIA))
    for key, bones in groups:
        broken = tuple(bone for bone in bones if risks.broke(bone) is Answer.YES)
        if broken:
            values = {"bones": broken}
            yield Finding(key=key, concern=Concern.SEE_A_CLINICIAN, sources=("nbha_2014",), values=values)
            return
    if risks.any_fracture:
        sources = ("iof_warning_signs", "bhof_2022")
        yield Finding(key="fracture_in_minor_fall", concern=Concern.SEE_A_CLINICIAN, sources=sources)


def open_fracture_question(person: Person, risks: RiskFactors) -> str | None:
    """The first question on fractures that applies at this age and is still open; None once a break is known."""
    if a_break_counts(person, risks):
        return None
    age = {} if person.age_years is None else {"age_years": person.age_years}
    for key in ("fracture_since_50", "fracture_at_40_to_49", "fracture_before_40"):
        counts = key != "fracture_before_40" or _before_40_counts(person)
        if counts and questions()[key].applies(age) and getattr(risks, key) not in {Answer.YES, Answer.NO}:
            return key
    return None
