"""A FRAX result that the person brings along, beside published limits. FRAX itself is never worked out here.

Sources: ``nogg_2024``, ``bhof_frax``, ``frax_canada``, ``frax_australia``; the limits stand in `frax_limits`, and where
FRAX reads too low in `frax_fit`.
"""

from collections.abc import Iterator, Mapping

from bonecheck.answers.dxa_report import SkeletalSite
from bonecheck.answers.person import Answer
from bonecheck.answers.risk_factors import Condition, FraxCountry
from bonecheck.evidence.library import threshold
from bonecheck.outcomes import Concern, Finding, NotAssessed, Outcome, Value
from bonecheck.risk.chance import Chance, FractureKind, ModelRisk, Range, Remark
from bonecheck.risk.models import frax_fit, frax_limits
from bonecheck.risk.models.frax_limits import Verdict, as_printed
from bonecheck.risk.models.inputs import Inputs, break_weighs_more, on_bone_medicine, remarks, too_old
from bonecheck.scan.densitometry import BmdCategory

YEARS = 10
_CONCERN = {
    Verdict.LOW: Concern.NONE_FOUND,
    Verdict.BELOW: Concern.NONE_FOUND,
    Verdict.BETWEEN: Concern.WORTH_DISCUSSING,
    Verdict.HIGH: Concern.SEE_A_CLINICIAN,
    Verdict.ABOVE: Concern.SEE_A_CLINICIAN,
}
_SOURCES = {  # of the limits; what has no limits cites nothing
    FraxCountry.US: ("bhof_frax",),
    FraxCountry.UK: ("nogg_2024",),
    FraxCountry.CANADA: ("frax_canada",),
    FraxCountry.AUSTRALIA: ("frax_australia",),
}


SECONDARY = (  # illnesses that FRAX counts where they were ticked on its site; our notes, 10.4, list F
    Condition.OVERACTIVE_THYROID,
    Condition.TYPE_1_DIABETES,
    Condition.LOW_SEX_HORMONES,
    Condition.EARLY_MENOPAUSE,
    Condition.MALABSORPTION,
    Condition.LIVER_DISEASE,
    Condition.BRITTLE_BONES,
)


def for_person(inputs: Inputs) -> ModelRisk | NotAssessed:
    """The numbers as typed, 10 years, or why they are not shown."""
    given = {FractureKind.MAJOR: inputs.risks.frax_major_percent, FractureKind.HIP: inputs.risks.frax_hip_percent}
    chances = tuple(
        Chance(kind=kind, years=YEARS, you=Range(percent, percent), as_typed=True)
        for kind, percent in given.items()
        if percent is not None
    )
    age = inputs.person.age_years
    if age is not None and not threshold("frax_from_age").is_met_by(age):
        return NotAssessed(key="model_own_frax", reason="frax_not_made_for_age")
    if (refused := too_old("own_frax", inputs)) is not None:
        return refused
    if (refused := on_bone_medicine("own_frax", inputs)) is not None:
        return refused
    if not chances:
        return NotAssessed(key="model_own_frax", reason="frax_not_given", question="frax_major_percent")
    notes = [Remark(key="remark_break_not_seen_by_frax")] if break_weighs_more(inputs) is not Answer.NO else []
    told = inputs.risks.conditions.ticked if inputs.risks.conditions else ()
    ill = tuple(item for item in SECONDARY if item in told)
    ticked = [Remark(key="remark_frax_if_ticked", values={"conditions": ill})] if ill else []
    return ModelRisk(
        model="own_frax",
        sex=inputs.sex,
        age_years=inputs.age_years,
        chances=chances,
        remarks=(*notes, *ticked, *remarks(inputs), Remark(key="remark_frax_country")),
    )


def findings(inputs: Inputs, category: BmdCategory | None) -> Iterator[Outcome]:
    """Where the result stands among the limits of the country that was chosen on the FRAX site.

    `category` is the class of the scan. A result under a limit is named as such only where nothing else that was told,
    or is still open, stands against that comfort; else what stands against it is named in its place.
    """
    if not isinstance(for_person(inputs), ModelRisk):
        return
    for outcome in _against_limits(inputs, category):
        if isinstance(outcome, Finding) and outcome.concern is Concern.NONE_FOUND:
            yield _against_comfort(inputs, category) or outcome
            return
        yield outcome
        if isinstance(outcome, NotAssessed):
            if outcome.reason in _UNDER_A_LINE:
                yield from _weighing_more(inputs, category)
            else:
                yield from _weighing_more_than_what_is_told(inputs, category)


def _weighing_more_than_what_is_told(inputs: Inputs, category: BmdCategory | None) -> Iterator[Finding]:
    """What weighs more than a result that could be set beside no limit: nothing is said of a limit."""
    if weighs_more := frax_fit.fit(inputs, category).weighs_more:
        values: dict[str, Value] = {"frax_reasons": weighs_more}
        sources = ("frax_reads_low",)
        yield Finding(key="frax_weighs_more_no_limit", concern=Concern.WORTH_DISCUSSING, sources=sources, values=values)


_UNDER_A_LINE = {"frax_us_normal", "frax_us_no_score", "frax_under_one_line"}


def _against_comfort(inputs: Inputs, category: BmdCategory | None) -> Outcome | None:
    """Why a result under a limit must not reassure this person."""
    for outcome in _weighing_more(inputs, category):
        return outcome
    if inputs.has_scan is Answer.YES and (category is None or inputs.scan_is_old):
        return NotAssessed(key="frax_limits", reason="frax_low_but_scan_open")
    if inputs.hip_score(SkeletalSite.FEMORAL_NECK) is not None and inputs.risks.frax_with_bmd is not Answer.YES:
        return NotAssessed(key="frax_limits", reason="frax_low_without_bmd")
    fit = frax_fit.fit(inputs, category)
    if fit.is_open:
        return NotAssessed(key="frax_limits", reason="frax_low_but_open", question=fit.open_question)
    return None


def _weighing_more(inputs: Inputs, category: BmdCategory | None) -> Iterator[Finding]:
    """What weighs more than the result shows; the one correction that matters most with its size."""
    weighs_more = frax_fit.fit(inputs, category).weighs_more
    if not weighs_more:
        return
    values: dict[str, Value] = {"frax_reasons": weighs_more}
    main = frax_fit.main_correction(weighs_more, inputs)
    at_dose = frax_fit.corrected("steroid_dose", inputs) if "steroid_dose" in weighs_more else {}
    reaches = bool(at_dose) and _reaches_a_limit(inputs, at_dose)
    if reaches:  # a correction that leads to a limit matters most
        main = "steroid_dose", at_dose
    if main is None:
        concern = Concern.WORTH_DISCUSSING
        yield Finding(key="frax_weighs_more", concern=concern, sources=("frax_reads_low",), values=values)
        return
    correction, figures = main
    is_range = correction == "spine_below_neck" and figures["major_then"] != figures["major_at_most"]
    yield Finding(
        key=f"frax_weighs_more_{correction}{'_and_reaches' if reaches else '_by_two_ways' if is_range else ''}",
        concern=Concern.SEE_A_CLINICIAN if reaches else Concern.WORTH_DISCUSSING,
        sources=("frax_reads_low", *frax_fit.sources(correction)),
        values=values | dict(figures),
    )


def _reaches_a_limit(inputs: Inputs, figures: Mapping[str, Value]) -> bool:
    """Whether the result reaches a limit of its country once it is corrected as doctors do."""
    major, hip = (float(figures[key]) for key in ("major_then", "hip_then"))  # type: ignore[arg-type]
    verdict = _verdict(inputs, major, hip)
    return verdict is not None and _CONCERN[verdict] is Concern.SEE_A_CLINICIAN


def _verdict(inputs: Inputs, major: float | None, hip: float | None) -> Verdict | None:
    """Where these numbers stand among the limits of the person's country; None where that is not known."""
    age = inputs.person.age_years
    match inputs.risks.frax_country:
        case FraxCountry.US:
            return frax_limits.us_verdict(major, hip)
        case FraxCountry.UK if age is not None:
            return frax_limits.nogg_verdict(age, major, hip, inputs.risks.frax_with_bmd is Answer.YES)
        case FraxCountry.CANADA:
            return frax_limits.canada_verdict(major)
        case FraxCountry.AUSTRALIA:
            return frax_limits.australia_verdict(major, hip)
    return None


def _against_limits(inputs: Inputs, category: BmdCategory | None) -> Iterator[Outcome]:
    match inputs.risks.frax_country:
        case FraxCountry.OTHER:
            yield NotAssessed(key="frax_limits", reason="frax_other_country")
        case FraxCountry.US:
            yield _against_us(inputs, category)
        case FraxCountry.UK:
            yield from _against_uk(inputs)
        case FraxCountry.CANADA:
            yield _against_lines(inputs, "frax_canada")
        case FraxCountry.AUSTRALIA:
            very_high = frax_limits.is_very_high_in_australia(
                inputs.risks.frax_major_percent, inputs.risks.frax_hip_percent
            )
            yield _against_lines(inputs, "frax_australia_very_high" if very_high else "frax_australia")
        case _:
            yield NotAssessed(key="frax_limits", reason="frax_country_open", question="frax_country")


def _against_us(inputs: Inputs, category: BmdCategory | None) -> Outcome:
    """The US lines are for osteopenia. A score below it counts by itself, and a result at a line for the doctor always."""
    risks, sources = inputs.risks, _SOURCES[FraxCountry.US]
    verdict = _verdict(inputs, risks.frax_major_percent, risks.frax_hip_percent)
    reached = "above" if verdict is Verdict.ABOVE else "below"
    if category is BmdCategory.OSTEOPOROSIS:
        return Finding(key=f"frax_us_{reached}_score_lower", concern=Concern.SEE_A_CLINICIAN, sources=sources)
    if verdict is None:
        return _other_number_missing(inputs)
    if category is BmdCategory.OSTEOPENIA:
        return Finding(key=f"frax_us_{verdict}", concern=_CONCERN[verdict], sources=sources)
    if category is BmdCategory.NORMAL:
        if verdict is Verdict.ABOVE:
            return Finding(key="frax_us_above_score_normal", concern=Concern.WORTH_DISCUSSING, sources=sources)
        return NotAssessed(key="frax_limits", reason="frax_us_normal")
    if verdict is Verdict.ABOVE:
        return Finding(key="frax_us_above_no_score", concern=Concern.SEE_A_CLINICIAN, sources=sources)
    return NotAssessed(
        key="frax_limits", reason="frax_us_no_score", question=None if inputs.has_scan is Answer.YES else "has_scan"
    )


def _against_lines(inputs: Inputs, key: str) -> Outcome:
    """Countries of which some lines could be read, but not all: reaching one is told, being under it reassures nobody."""
    risks = inputs.risks
    verdict = _verdict(inputs, risks.frax_major_percent, risks.frax_hip_percent)
    if verdict is Verdict.ABOVE:
        country = risks.frax_country or FraxCountry.NOT_KNOWN
        return Finding(key=key, concern=Concern.SEE_A_CLINICIAN, sources=_SOURCES[country])
    return (
        _other_number_missing(inputs)
        if verdict is None
        else NotAssessed(key="frax_limits", reason="frax_under_one_line")
    )


def _against_uk(inputs: Inputs) -> Iterator[Outcome]:
    risks, age = inputs.risks, inputs.person.age_years
    if age is None:
        yield NotAssessed(key="frax_limits", reason="age_needed", question="age_years")
        return
    if risks.frax_with_bmd in {None, Answer.NOT_KNOWN}:
        yield NotAssessed(key="frax_limits", reason="frax_with_bmd_open", question="frax_with_bmd")
        return
    row = frax_limits.nogg_2024(age)
    if row is None:
        yield _before_the_first_uk_limit(inputs)
        return
    verdict = _verdict(inputs, risks.frax_major_percent, risks.frax_hip_percent)
    if verdict is None:
        yield _other_number_missing(inputs)
        return
    limits: dict[str, Value] = {
        "age": age,
        "major_lower": as_printed(row.major.lower),
        "major_limit": as_printed(row.major.intervention),
        "major_upper": as_printed(row.major.upper),
        "hip_lower": as_printed(row.hip.lower),
        "hip_limit": as_printed(row.hip.intervention),
        "hip_upper": as_printed(row.hip.upper),
    }
    key = f"frax_uk_{verdict}"
    if verdict is Verdict.BETWEEN and _has_t_score(inputs):
        key = "frax_uk_between_with_scan"
    yield Finding(key=key, concern=_CONCERN[verdict], sources=_SOURCES[FraxCountry.UK], values=limits)
    if verdict is Verdict.BETWEEN and None in {risks.frax_major_percent, risks.frax_hip_percent}:
        yield _other_number_missing(inputs)


def _has_t_score(inputs: Inputs) -> bool:
    """Whether the scan that this guidance asks for was done: a T-score counts."""
    return any(reading.counts and reading.t_score is not None for reading in inputs.sites)


def _before_the_first_uk_limit(inputs: Inputs) -> Outcome:
    """Limits rise with age, so a result that reaches the first that could be read is for the doctor at once."""
    risks, youngest = inputs.risks, frax_limits.nogg_youngest()
    with_bmd = risks.frax_with_bmd is Answer.YES
    verdict = frax_limits.nogg_verdict(youngest, risks.frax_major_percent, risks.frax_hip_percent, with_bmd)
    values: dict[str, Value] = {"age": youngest}
    if verdict is not None and _CONCERN[verdict] is Concern.SEE_A_CLINICIAN:
        sources = _SOURCES[FraxCountry.UK]
        return Finding(key="frax_uk_above_before_50", concern=Concern.SEE_A_CLINICIAN, sources=sources, values=values)
    return NotAssessed(key="frax_limits", reason="frax_uk_from_50", values=values)


def _other_number_missing(inputs: Inputs) -> NotAssessed:
    question = "frax_major_percent" if inputs.risks.frax_major_percent is None else "frax_hip_percent"
    return NotAssessed(key="frax_limits", reason="frax_one_number", question=question)
