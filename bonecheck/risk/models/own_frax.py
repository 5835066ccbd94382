"""A FRAX result that the person brings along, beside published limits. FRAX itself is never worked out here.

Sources: ``nogg_2024``, ``bhof_frax``; the limits stand in `frax_limits`.
"""

from collections.abc import Iterator

from bonecheck.answers.dxa_report import SkeletalSite
from bonecheck.answers.person import Answer
from bonecheck.answers.risk_factors import FraxCountry
from bonecheck.evidence.library import threshold
from bonecheck.outcomes import Concern, Finding, NotAssessed, Outcome, Value
from bonecheck.risk.chance import Chance, FractureKind, ModelRisk, Range, Remark
from bonecheck.risk.models import frax_limits
from bonecheck.risk.models.frax_limits import Verdict
from bonecheck.risk.models.inputs import Inputs, broke_spine_or_hip, on_bone_medicine, remarks
from bonecheck.scan.densitometry import BmdCategory

YEARS = 10
_CONCERN = {
    Verdict.LOW: Concern.NONE_FOUND,
    Verdict.BELOW: Concern.NONE_FOUND,
    Verdict.BETWEEN: Concern.WORTH_DISCUSSING,
    Verdict.HIGH: Concern.SEE_A_CLINICIAN,
    Verdict.ABOVE: Concern.SEE_A_CLINICIAN,
}


def for_person(inputs: Inputs) -> ModelRisk | NotAssessed:
    """The numbers as typed, 10 years, or why they are not shown."""
    given = {FractureKind.MAJOR: inputs.risks.frax_major_percent, FractureKind.HIP: inputs.risks.frax_hip_percent}
    chances = tuple(
        Chance(kind=kind, years=YEARS, you=Range(percent, percent), as_typed=True)
        for kind, percent in given.items()
        if percent is not None
    )
    if not chances:
        return NotAssessed(key="model_own_frax", reason="frax_not_given", question="frax_major_percent")
    age = inputs.person.age_years
    if age is not None and not threshold("adult_age").is_met_by(age):
        return NotAssessed(key="model_own_frax", reason="under_20", question="age_years")
    if (refused := on_bone_medicine("own_frax", inputs)) is not None:
        return refused
    return ModelRisk(
        model="own_frax",
        sex=inputs.sex,
        age_years=inputs.age_years,
        chances=chances,
        remarks=(*remarks(inputs), Remark(key="remark_frax_country")),
    )


def findings(inputs: Inputs, category: BmdCategory | None) -> Iterator[Outcome]:
    """Where the result stands among the limits of the country that was chosen on the FRAX site.

    `category` is the class of the scan: the US limits are meant for osteopenia. A result under a limit is named only
    where nothing else that was told, or is still open, stands against that comfort.
    """
    if not isinstance(for_person(inputs), ModelRisk):
        return
    for outcome in _against_limits(inputs, category):
        is_low = isinstance(outcome, Finding) and outcome.concern is Concern.NONE_FOUND
        reason = _against_comfort(inputs, category) if is_low else None
        yield outcome if reason is None else NotAssessed(key="frax_limits", reason=reason)


def _against_comfort(inputs: Inputs, category: BmdCategory | None) -> str | None:
    """Why a result under a limit must not reassure this person."""
    risks = inputs.risks
    broke = broke_spine_or_hip(risks)
    asked = inputs.person.age_years is None or inputs.is_asked("fracture_since_50")
    if broke is Answer.YES or (broke is Answer.NOT_KNOWN and asked):
        return "frax_low_but_break"
    if category is BmdCategory.OSTEOPOROSIS:
        return "frax_low_but_scan"
    if inputs.has_scan is Answer.YES and (category is None or inputs.scan_is_old):
        return "frax_low_but_scan_open"
    if inputs.hip_score(SkeletalSite.FEMORAL_NECK) is not None and risks.frax_with_bmd is not Answer.YES:
        return "frax_low_without_bmd"
    return None


def _against_limits(inputs: Inputs, category: BmdCategory | None) -> Iterator[Outcome]:
    country = inputs.risks.frax_country
    if country is FraxCountry.OTHER:
        yield NotAssessed(key="frax_limits", reason="frax_other_country")
    elif country is FraxCountry.US:
        yield _against_us(inputs, category)
    elif country is FraxCountry.UK:
        yield _against_uk(inputs)
    else:
        yield NotAssessed(key="frax_limits", reason="frax_country_open", question="frax_country")


def _against_us(inputs: Inputs, category: BmdCategory | None) -> Outcome:
    if category is not BmdCategory.OSTEOPENIA:
        return NotAssessed(key="frax_limits", reason="frax_us_for_osteopenia")
    risks = inputs.risks
    verdict = frax_limits.us_verdict(risks.frax_major_percent, risks.frax_hip_percent)
    if verdict is None:
        return _other_number_missing(inputs)
    return Finding(key=f"frax_us_{verdict}", concern=_CONCERN[verdict], sources=("bhof_frax",))


def _against_uk(inputs: Inputs) -> Outcome:
    risks, age = inputs.risks, inputs.person.age_years
    if age is None:
        return NotAssessed(key="frax_limits", reason="age_needed", question="age_years")
    row = frax_limits.nogg_2024(age)
    if row is None:
        values = {"age": frax_limits.nogg_youngest()}
        return NotAssessed(key="frax_limits", reason="frax_uk_from_50", values=values)
    if risks.frax_with_bmd in {None, Answer.NOT_KNOWN}:
        return NotAssessed(key="frax_limits", reason="frax_with_bmd_open", question="frax_with_bmd")
    with_bmd = risks.frax_with_bmd is Answer.YES
    verdict = frax_limits.nogg_verdict(age, risks.frax_major_percent, risks.frax_hip_percent, with_bmd)
    if verdict is None:
        return _other_number_missing(inputs)
    limits: dict[str, Value] = {
        "age": age,
        "major_lower": _as_printed(row.major.lower),
        "major_limit": _as_printed(row.major.intervention),
        "major_upper": _as_printed(row.major.upper),
        "hip_lower": _as_printed(row.hip.lower),
        "hip_limit": _as_printed(row.hip.intervention),
        "hip_upper": _as_printed(row.hip.upper),
    }
    return Finding(key=f"frax_uk_{verdict}", concern=_CONCERN[verdict], sources=("nogg_2024",), values=limits)


def _other_number_missing(inputs: Inputs) -> NotAssessed:
    question = "frax_major_percent" if inputs.risks.frax_major_percent is None else "frax_hip_percent"
    return NotAssessed(key="frax_limits", reason="frax_one_number", question=question)


def _as_printed(percent: float) -> int | float:
    return int(percent) if percent.is_integer() else percent
