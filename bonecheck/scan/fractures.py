"""What a broken bone means beside a scan, or without one."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from bonecheck.answers.person import Answer, Country, Person
from bonecheck.answers.questions import questions
from bonecheck.answers.risk_factors import Checklist, FractureSite, LastFracture, RiskFactors, any_ticked
from bonecheck.evidence.library import threshold
from bonecheck.outcomes import Concern, Finding, NotAssessed, Outcome, Value
from bonecheck.scan.densitometry import BmdCategory


class FractureLevel(StrEnum):
    """How much a reported break adds to a scan."""

    NONE = "none"
    OTHER = "other"
    MAJOR = "major"  # hip or spine, at any adult age


NOT_TOLD = "not_told"  # in place of a bone that was not named
MAJOR = (FractureSite.HIP, FractureSite.SPINE)
_NAMED = tuple(bone for bone in FractureSite if bone is not FractureSite.OTHER)
_COUNTED_IN_CANADA = (*MAJOR, FractureSite.UPPER_ARM, FractureSite.PELVIS)
WITH_OSTEOPENIA = (FractureSite.UPPER_ARM, FractureSite.PELVIS, FractureSite.WRIST)
_YEARS_OF_A_RECENT_BREAK = 3  # "in the last 2 years", and the birthday that may lie between


def fracture_level(risks: RiskFactors) -> FractureLevel:
    """The level of the breaks that were told."""
    if Answer.YES in {broke_ever(risks, site) for site in MAJOR}:
        return FractureLevel.MAJOR
    return FractureLevel.OTHER if risks.any_fracture else FractureLevel.NONE


def may_be_hip_or_spine(risks: RiskFactors) -> bool:
    """Whether a hip or spine broke, or a bone broke and it is not told which."""
    return fracture_level(risks) is FractureLevel.MAJOR or bones_not_told(risks) is not None


def broke_ever(risks: RiskFactors, site: FractureSite) -> Answer:
    """Whether this bone broke at any adult age, in a minor fall or for no clear reason."""
    since_50, before_40 = Answer.of(risks.broke(site)), Answer.of(risks.broke_before_40(site))
    return since_50 | Answer.of(risks.broke_at_40_to_49(site)) | before_40


def a_break_counts(risks: RiskFactors) -> bool:
    """Whether a break is known that counts for the rules on fractures: any bone from 40 on, hip and spine at any adult age."""
    return Answer.YES in {risks.fracture_since_50, risks.fracture_at_40_to_49} or bool(_major_before_50(risks))


def is_recent(risks: RiskFactors) -> bool:
    """Whether a bone broke in the last two years. Source: ``imminent_risk_sweden``."""
    return risks.any_fracture and risks.last_fracture is LastFracture.WITHIN_2_YEARS


def may_be_recent(age_years: int, broke_at: int) -> bool:
    """Whether a break at the age of `broke_at` may lie in the last two years of somebody who is `age_years` now."""
    return age_years <= broke_at + _YEARS_OF_A_RECENT_BREAK


def counted_bones(risks: RiskFactors) -> frozenset[FractureSite]:
    """The bones that were named, of the breaks that count: since 40 any but an unusual one, hip and spine at any age."""
    since_40 = {bone for bone in _NAMED if Answer.YES in {risks.broke(bone), risks.broke_at_40_to_49(bone)}}
    return frozenset((*since_40, *_major_before_50(risks)))


def telling_break(risks: RiskFactors) -> bool:
    """Whether a hip or spine broke at any adult age, or since 40 another bone that tells of thin bone."""
    others = (broke(bone) for bone in WITH_OSTEOPENIA for broke in (risks.broke, risks.broke_at_40_to_49))
    return fracture_level(risks) is FractureLevel.MAJOR or Answer.YES in set(others)


def _major_before_50(risks: RiskFactors) -> tuple[FractureSite, ...]:
    """Hip and spine, where they broke before 50: they count at any adult age."""
    return tuple(bone for bone in MAJOR if Answer.YES in {risks.broke_at_40_to_49(bone), risks.broke_before_40(bone)})


def fractures(person: Person, risks: RiskFactors, category: BmdCategory | None) -> Iterator[Outcome]:
    """What a broken bone means whatever the T-score. Sources: ``nogg_scope`` (any age, causes), ``nbha_2014``, ``racgp_2024``.

    A hip or spine fracture counts at any adult age and any score; upper arm, pelvis and wrist count with osteopenia, and
    by the Australian guideline any bone that broke since 50.
    """
    if (question := open_fracture_question(person, risks)) is not None:
        yield NotAssessed(key="diagnosis_by_fracture", reason="fracture_not_known", question=question)
    if (question := bones_not_told(risks)) is not None:
        yield NotAssessed(key="diagnosis_by_fracture", reason="fracture_sites_not_known", question=question)
    if a_break_counts(risks) and (question := _open_band(person, risks)) is not None:
        yield NotAssessed(key="other_breaks", reason="other_breaks_not_known", question=question)
    yield from _which_bone(risks, category)
    yield from _others_since_50(risks, category)
    yield from _counted_in_canada(person, risks)
    yield from _earlier(risks)
    if risks.broke_at_40_to_49(FractureSite.WRIST) is Answer.YES:
        sources = ("canada_2023_fracture",)
        yield Finding(key="wrist_fracture_at_40_to_49", concern=Concern.WORTH_DISCUSSING, sources=sources)
    if risks.any_fracture:
        yield from _how_long_ago(person, risks)


def _which_bone(risks: RiskFactors, category: BmdCategory | None) -> Iterator[Finding]:
    """The bones that broke, the gravest first: one finding, and a second where the hip or spine broke before 50."""
    major, with_osteopenia, since_50 = (_since_50(risks, bones) for bones in (MAJOR, WITH_OSTEOPENIA, _NAMED))
    young = _major_before_50(risks)
    if major:
        yield _broken("diagnosis_by_hip_or_spine_fracture", "nbha_2014", "racgp_2024", bones=major)
    if young:
        yield _broken("spine_or_hip_fracture_young", "nogg_scope", "design", bones=young)
    if major:
        return
    if category is BmdCategory.OSTEOPENIA and with_osteopenia:
        yield _broken("diagnosis_by_other_fracture", "nbha_2014", bones=with_osteopenia)
    elif since_50 or _may_be_any_bone_since_50(risks):
        yield _broken("fracture_since_50", "racgp_2024", bones=since_50 or (NOT_TOLD,))
    elif risks.any_fracture and not young:
        yield _broken("fracture_in_minor_fall", "iof_warning_signs", "bhof_2022")


def _may_be_any_bone_since_50(risks: RiskFactors) -> bool:
    """A break since 50 of which the bone was not told: it may be any, and is not read as one that seldom counts."""
    return risks.fracture_since_50 is Answer.YES and any_ticked(risks.fracture_sites) is Answer.NOT_KNOWN


def _others_since_50(risks: RiskFactors, category: BmdCategory | None) -> Iterator[Finding]:
    """The other bones that broke since 50, where a graver one leads: no break that was told is left out."""
    leading = _since_50(risks, MAJOR)
    if not leading and category is BmdCategory.OSTEOPENIA:
        leading = _since_50(risks, WITH_OSTEOPENIA)
    leading = leading or _since_50(risks, _NAMED)
    others = tuple(bone for bone in _since_50(risks, FractureSite) if bone not in leading)
    if leading and others:
        values: dict[str, Value] = {"bones": others}
        sources = ("iof_warning_signs", "bhof_2022")
        yield Finding(key="other_fracture_since_50", concern=Concern.WORTH_DISCUSSING, sources=sources, values=values)


def _since_50(risks: RiskFactors, bones: Iterable[FractureSite]) -> tuple[FractureSite, ...]:
    """Which of these bones broke since 50."""
    return tuple(bone for bone in bones if risks.broke(bone) is Answer.YES)


def _broken(key: str, *sources: str, bones: tuple[str, ...] = ()) -> Finding:
    values: dict[str, Value] = {"bones": bones} if bones else {}
    return Finding(key=key, concern=Concern.SEE_A_CLINICIAN, sources=sources, values=values)


def _counted_in_canada(person: Person, risks: RiskFactors) -> Iterator[Finding]:
    """Breaks since 40 that Canada counts from 50 on; hip and spine since 50 count everywhere. Source: ``canada_2023_fracture``."""
    bones = tuple(
        bone
        for bone in _COUNTED_IN_CANADA
        if risks.broke_at_40_to_49(bone) is Answer.YES or (bone not in MAJOR and risks.broke(bone) is Answer.YES)
    )
    if person.country is not Country.CANADA or person.age_years is None or not bones:
        return
    if threshold("canada_fracture_age").is_met_by(person.age_years):
        yield _broken("fracture_after_40_in_canada", "canada_2023_fracture", bones=bones)


def _earlier(risks: RiskFactors) -> Iterator[Finding]:
    """Other bones than hip and spine that broke before 50, where a later or graver break leads."""
    leads = risks.fracture_since_50 is Answer.YES or bool(_major_before_50(risks))
    at_40, before_40 = risks.broke_at_40_to_49, risks.broke_before_40
    # A wrist of the forties has a finding of its own.
    bones = tuple(
        bone
        for bone in FractureSite
        if bone not in MAJOR
        and (before_40(bone) is Answer.YES or (bone is not FractureSite.WRIST and at_40(bone) is Answer.YES))
    )
    if leads and bones:
        values: dict[str, Value] = {"bones": bones}
        sources = ("iof_warning_signs", "bhof_2022")
        yield Finding(key="earlier_fracture", concern=Concern.WORTH_DISCUSSING, sources=sources, values=values)


def _open_band(person: Person, risks: RiskFactors) -> str | None:
    """The first time of life of which it is asked, and not told, whether a bone broke."""
    age = {} if person.age_years is None else {"age_years": person.age_years}
    bands = (key for key in _BANDS if questions()[key].applies(age))
    return next((key for key in bands if getattr(risks, key) not in {Answer.YES, Answer.NO}), None)


_BANDS = ("fracture_since_50", "fracture_at_40_to_49", "fracture_before_40")


def _how_long_ago(person: Person, risks: RiskFactors) -> Iterator[Outcome]:
    """The two years after a break are those in which the next one is likeliest. Source: ``imminent_risk_sweden``."""
    if risks.last_fracture is LastFracture.WITHIN_2_YEARS:
        sources = ("imminent_risk_sweden",)  # of women who broke a bone at 50 or over
        is_too_old = person.age_years is not None and not may_be_recent(person.age_years, 49)  # for one before 50
        is_since_50 = is_too_old or risks.fracture_since_50 is Answer.YES
        key = "recent_fracture" if is_since_50 else "recent_fracture_before_50"
        yield Finding(key=key, concern=Concern.SEE_A_CLINICIAN, sources=sources)
    elif risks.last_fracture is not LastFracture.LONGER_AGO:
        told = {key: getattr(risks, key) for key in _BANDS} | {"age_years": person.age_years}
        is_asked = questions()["last_fracture"].applies(
            {key: value for key, value in told.items() if value is not None}
        )
        question = "last_fracture" if is_asked else _open_band(person, risks)
        yield NotAssessed(key="recent_fracture", reason="last_fracture_not_known", question=question)


def bones_not_told(risks: RiskFactors) -> str | None:
    """The question on which bones broke that is open, as long as no hip or spine is known; one of them may be."""
    if fracture_level(risks) is FractureLevel.MAJOR:
        return None
    periods: tuple[tuple[Answer | None, str, Checklist | None], ...] = (
        (risks.fracture_since_50, "fracture_sites", risks.fracture_sites),
        (risks.fracture_at_40_to_49, "fracture_sites_at_40_to_49", risks.fracture_sites_at_40_to_49),
        (risks.fracture_before_40, "fracture_sites_before_40", risks.fracture_sites_before_40),
    )
    for broke, question, sites in periods:
        if broke is Answer.YES and (sites is None or sites.others is Answer.NOT_KNOWN):
            return question
    return None


def open_fracture_question(person: Person, risks: RiskFactors) -> str | None:
    """The first question on fractures that applies at this age and is still open; None once a break is known."""
    return None if a_break_counts(risks) else _open_band(person, risks)
