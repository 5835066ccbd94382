"""Periods that stopped early, early menopause, and pregnancy: what bears on bone, with or without a scan."""

from collections.abc import Iterator

from bonecheck.answers.person import Answer, MenopausalStatus, PeriodsStopped, Person
from bonecheck.answers.risk_factors import Condition, FractureSite, RiskFactors, WarningSign
from bonecheck.evidence.library import threshold
from bonecheck.outcomes import Concern, Finding, Outcome
from bonecheck.scan.fractures import broke_ever
from bonecheck.scan.score_choice import is_early_menopause, is_or_was_pregnant

_SPINE_SIGNS = (WarningSign.BACK_PAIN, WarningSign.NEW_STOOP)


def missed_periods(person: Person, risks: RiskFactors) -> Iterator[Outcome]:
    """Periods that stopped before 45, by the reason that was told. Sources: ``fha_2017``, ``poi_2025``, ``nof_causes``.

    Hormones and pregnancy explain it; whatever else it is, a doctor hears of it, whatever the scan says.
    """
    if (key := _early_menopause(person, risks)) is not None:
        found = ("early_menopause_2018", "poi_2025")
        yield Finding(key=key, concern=Concern.WORTH_DISCUSSING, sources=found)
        return
    if not periods_stopped_young(person, risks):
        if _change_under_45(person):
            sources_of_change = ("poi_2025", "early_menopause_2018", "design")
            yield Finding(key="periods_change_young", concern=Concern.WORTH_DISCUSSING, sources=sources_of_change)
        return
    sources = ["nof_causes"]
    match person.periods_stopped_because:
        case PeriodsStopped.LITTLE_FOOD_OR_MUCH_SPORT:
            key, sources = "missed_periods_energy", [*sources, "fha_2017"]
        case PeriodsStopped.ILLNESS:
            key = "missed_periods_illness"
        case _:
            key, sources = "missed_periods", [*sources, "poi_2025"]
    yield Finding(key=key, concern=Concern.SEE_A_CLINICIAN, sources=tuple(sources))


def periods_stopped_young(person: Person, risks: RiskFactors) -> bool:
    """Whether periods stopped or became rare before 45, and neither menopause, hormones nor a pregnancy explains it."""
    told = risks.missed_periods is Answer.YES or _stopped_under_45(person)
    return told and not _is_explained(person)


def _is_explained(person: Person) -> bool:
    because = person.periods_stopped_because
    return is_or_was_pregnant(person) or (because is not None and because.explains)


def _stopped_under_45(person: Person) -> bool:
    age = person.age_years
    young = age is not None and threshold("adult_age").is_met_by(age) and not _meets_45(age)
    return young and person.menopausal_status is MenopausalStatus.POSTMENOPAUSAL


def _change_under_45(person: Person) -> bool:
    """Periods that change before 45, where neither hormones, a pregnancy nor a doctor explains it. Rule of our notes, R7.1."""
    young = person.age_years is not None and not _meets_45(person.age_years)
    return young and not _is_explained(person) and person.menopausal_status is MenopausalStatus.TRANSITION


def _meets_45(age_years: int) -> bool:
    return threshold("menopause_taken_at_its_word_age").is_met_by(age_years)


def _early_menopause(person: Person, risks: RiskFactors) -> str | None:
    """The finding on a menopause before 40, or between 40 and 44; None where none is told."""
    told = risks.conditions.ticked if risks.conditions else ()
    age = person.age_years
    confirmed = is_early_menopause(person)
    before_40 = confirmed and age is not None and threshold("early_menopause_doubtful_age").is_met_by(age)
    if Condition.EARLY_MENOPAUSE in told or before_40:
        return "menopause_before_40"
    return "menopause_at_40_to_44" if Condition.MENOPAUSE_AT_40_TO_44 in told or confirmed else None


def pregnancy(person: Person, risks: RiskFactors) -> Iterator[Outcome]:
    """Signs of a spine fracture while pregnant, breastfeeding or in the year after: rare, and found late.

    Source: ``pregnancy_fractures_2023``.
    """
    if is_or_was_pregnant(person) and points_to_spine(person, risks):
        sources = ("pregnancy_fractures_2023",)
        yield Finding(key="pregnancy_and_spine", concern=Concern.SEE_A_CLINICIAN, sources=sources)


def points_to_spine(person: Person, risks: RiskFactors) -> bool:
    """Whether a sign, lost height or a break that was told points to the spine."""
    loss, signs = person.height_loss_cm, risks.warning_signs
    has_sign = signs is not None and any(signs.answer(sign) is Answer.YES for sign in _SPINE_SIGNS)
    shorter = loss is not None and threshold("height_loss_mention").is_met_by(loss)
    return has_sign or shorter or broke_ever(risks, FractureSite.SPINE) is Answer.YES
