"""Who should ask for a bone-density scan: the groups that guidelines name, then the tools, then nobody's rule."""

from collections.abc import Iterator, Mapping, Sequence

from bonecheck.answers.bone_medicines import takes_bone_medicine
from bonecheck.answers.person import Answer, Country, MenopausalStatus, Person, Sex
from bonecheck.answers.risk_factors import (
    Condition,
    GlucocorticoidUse,
    HormoneTherapy,
    LastFracture,
    Medicine,
    ParentHipFracture,
    RiskFactors,
    Smoking,
)
from bonecheck.evidence.library import threshold
from bonecheck.outcomes import Concern, Finding, NotAssessed, Outcome, Value
from bonecheck.risk.periods import periods_stopped_young, points_to_spine
from bonecheck.risk.screening.ost import points_for_man
from bonecheck.risk.screening.score_range import RiskGroup, ScreeningScore, is_past_menopause
from bonecheck.scan.fractures import open_fracture_question
from bonecheck.scan.method import LOW_WITHOUT_DXA
from bonecheck.scan.score_choice import is_early_menopause, is_or_was_pregnant

# Ticks that name no illness or medicine of the lists on scans for sure: asthma stands there beside COPD, a heart attack
# beside a stroke, thyroid tablets count only above the right dose, the rest is weak, common, or has no such rule.
_NOT_BY_ITSELF = {
    Condition.ASTHMA_OR_COPD,
    Condition.HEART_OR_STROKE,
    Condition.DEMENTIA,
    Condition.DEPRESSION,
    Condition.OTHER,
    Medicine.ANTIDEPRESSANT,
    Medicine.ACID_BLOCKER,
    Medicine.DEPOT_CONTRACEPTIVE,
    Medicine.THYROID_TABLETS,
    Medicine.LITHIUM_OR_ANTIPSYCHOTIC,
    Medicine.WATER_TABLET,
    Medicine.ALUMINIUM_ANTACID,
    Medicine.HIGH_VITAMIN_A,
    Medicine.OTHER,
}
_GROUPS = ("iscd_2023", "endocrine_men_2012", "canada_2010_scan", "canada_2023_scan", "ost_men")
_NOTHING_POINTS_TO_A_SCAN = {"scan_not_pointed_to", "scan_tools"}
# Reasons for a scan that lie outside what the tools look at: age by itself, a break, an illness, a low result of another kind.
_SEEN_BY_NO_TOOL = {
    "scan_advised",
    "scan_advised_men",
    "scan_advised_for",
    "scan_if_steroids_go_on",
    "scan_ask_all_the_same",
    "scan_ask_about",
    "scan_dxa_instead",
    "low_before_20",
    "ct_density_low",
    *LOW_WITHOUT_DXA,
}
SCAN_ADVICE = (  # the findings that say whether a scan is worth asking for
    "scan_advised",
    "scan_advised_men",
    "scan_advised_for",
    "scan_if_steroids_go_on",
    "scan_advised_again",
    "scan_worth_asking",
    "scan_ask_all_the_same",
    "scan_ask_about",
    "scan_dxa_instead",
    "scan_after_birth",
    "scan_after_birth_ask",
    "scan_not_pointed_to",
)


def scan_advised(
    person: Person,
    risks: RiskFactors,
    has_scan: Answer | None,
    tools: Sequence[ScreeningScore | NotAssessed],
    *,
    is_old: bool = False,
    measured_otherwise: bool = False,
    was_low: bool = False,
) -> Iterator[Outcome]:
    """Whether a scan is worth asking for, for those without one that can be used.

    Sources: ``iscd_2023``, ``uspstf_2025``, ``canada_2023_scan``, ``canada_2010_scan``, ``endocrine_men_2012``. Women
    after menopause under 65 whom no group names are looked at by the tools. Who was measured in another way than by DXA
    (`measured_otherwise`) is never told that nothing points to a scan; `was_low` is an earlier result that is low, but no DXA
    of a grown-up.
    """
    if person.sex is None or person.age_years is None or has_scan is None:
        return
    if has_scan is Answer.YES:
        if is_old and (again := _new_since(risks)):
            values: dict[str, Value] = {"reasons": again}
            yield Finding(
                key="scan_advised_again", concern=Concern.WORTH_DISCUSSING, sources=("design",), values=values
            )
        return
    named = _by_a_guideline(person, person.age_years, risks)
    if takes_bone_medicine(risks):
        if named is not None:
            yield _after_birth(person, risks, named, was_low=was_low)
        yield NotAssessed(key="scan_tools", reason="scan_on_bone_medicine")
        return
    advice: Finding | NotAssessed = named or _without_a_guideline(person, person.age_years, risks, tools)
    if measured_otherwise and advice.key in _NOTHING_POINTS_TO_A_SCAN:
        advice = Finding(key="scan_dxa_instead", concern=Concern.WORTH_DISCUSSING, sources=("iscd_2023", "design"))
    yield _after_birth(person, risks, advice, was_low=was_low)


def beside_the_advice(
    tools: tuple[ScreeningScore | NotAssessed, ...], outcomes: Sequence[Outcome]
) -> tuple[ScreeningScore | NotAssessed, ...]:
    """The tools beside the advice: none says no, or a low risk, where a scan is advised for what a tool does not look at.

    Around a birth none is counted: a scan then would tell little, whatever a tool says.
    """
    if any(outcome.key.startswith("scan_after_birth") or _waits_for_weaning(outcome) for outcome in outcomes):
        return tuple(_not_used(tool, "scan_after_birth") for tool in tools)
    if all(outcome.key not in _SEEN_BY_NO_TOOL for outcome in outcomes):
        return tools
    return tuple(_not_used(tool, "tool_sees_less") if _points_to_none(tool) else tool for tool in tools)


def _waits_for_weaning(outcome: Outcome) -> bool:
    return isinstance(outcome, NotAssessed) and outcome.reason == "scan_after_birth"


def _not_used(tool: ScreeningScore | NotAssessed, reason: str) -> NotAssessed:
    return tool if isinstance(tool, NotAssessed) else NotAssessed(key=f"tool_{tool.tool}", reason=reason)


def _points_to_none(tool: ScreeningScore | NotAssessed) -> bool:
    """Whether a tool says no, or sorts into a group that may be the lowest."""
    return isinstance(tool, ScreeningScore) and (
        tool.points_to_a_scan is Answer.NO or (tool.points_to_a_scan is None and RiskGroup.LOW in tool.groups)
    )


def _after_birth(person: Person, risks: RiskFactors, advice: Outcome, *, was_low: bool) -> Outcome:
    """Advice to have a scan is held around a birth: bone density dips then, and mostly comes back. Rule of our notes, R7.14.

    Not beside an earlier low result, a sign of the spine or an illness that harms bone: then the doctor says when.
    """
    if not is_or_was_pregnant(person):
        return advice
    if was_low or points_to_spine(person, risks) or _harmed(risks):
        return Finding(key="scan_after_birth_ask", concern=Concern.WORTH_DISCUSSING, sources=("kovacs_2025",))
    if isinstance(advice, NotAssessed) or advice.concern is Concern.NONE_FOUND:
        return NotAssessed(key="scan_tools", reason="scan_after_birth")
    return Finding(key="scan_after_birth", concern=Concern.WORTH_DISCUSSING, sources=("kovacs_2025",))


def _harmed(risks: RiskFactors) -> bool:
    """Whether an illness was told for which guidelines name a scan."""
    return bool(_causes_on_the_lists(risks).get("conditions"))


def _new_since(risks: RiskFactors) -> tuple[str, ...]:
    """Risks that are there now, beside a scan of years ago."""
    told = {
        "recent_fracture": risks.last_fracture is LastFracture.WITHIN_2_YEARS,
        "steroids": risks.glucocorticoids is GlucocorticoidUse.NOW,
    }
    return tuple(key for key, holds in told.items() if holds)


def _by_a_guideline(person: Person, age: int, risks: RiskFactors) -> Finding | None:
    """A scan that a guideline names by age or by what was told; on a bone medicine as well."""
    may_be_woman, may_be_man = person.sex is not Sex.MALE, person.sex is not Sex.FEMALE
    if may_be_woman and not may_be_man and threshold("scan_advised_age").is_met_by(age):
        return Finding(key="scan_advised", concern=Concern.WORTH_DISCUSSING, sources=("uspstf_2025", "iscd_2023"))
    if named := _reasons_for_a_scan(person, age, risks):  # of these the US statement on men does not speak
        return Finding(key="scan_advised_for", concern=Concern.WORTH_DISCUSSING, sources=_GROUPS, values=named)
    if threshold("scan_advised_age_men").is_met_by(age):
        sources = ("iscd_2023", "endocrine_men_2012")
        return Finding(key="scan_advised_men", concern=Concern.WORTH_DISCUSSING, sources=sources)
    if _have_begun_steroids(risks):
        return Finding(key="scan_if_steroids_go_on", concern=Concern.WORTH_DISCUSSING, sources=("acr_2022",))
    return None


def _without_a_guideline(
    person: Person, age: int, risks: RiskFactors, tools: Sequence[ScreeningScore | NotAssessed]
) -> Finding | NotAssessed:
    if person.sex is Sex.FEMALE:
        with_limit = [tool for tool in tools if isinstance(tool, ScreeningScore) and tool.limit is not None]
        if with_limit or is_past_menopause(person, age):
            return _by_tools(person, with_limit, risks)
    if told := _told_beside_the_lists(person, risks):
        return Finding(key="scan_ask_about", concern=Concern.WORTH_DISCUSSING, sources=("nof_causes",), values=told)
    if (question := _open_reason(person, risks)) is not None:
        return NotAssessed(key="scan_tools", reason="scan_reasons_open", question=question)
    return NotAssessed(key="scan_tools", reason="scan_men" if person.sex is Sex.MALE else "scan_no_rule")


def _reasons_for_a_scan(person: Person, age: int, risks: RiskFactors) -> dict[str, Value]:
    """What puts this person into a group that guidelines name; empty if nothing."""
    of_50 = threshold("scan_with_risk_age_men").is_met_by(age)
    low_weight = person.weight_kg is not None and threshold("low_weight").is_met_by(person.weight_kg)
    in_transition = person.menopausal_status is MenopausalStatus.TRANSITION and not periods_stopped_young(person, risks)
    is_man = person.sex is not Sex.FEMALE
    told = {
        "fracture": risks.any_fracture,
        "steroids": _steroids_count(risks),
        "periods": periods_stopped_young(person, risks),
        "early_menopause": is_early_menopause(person),
        "blocker": risks.hormone_therapy is HormoneTherapy.BLOCKER,
        "low_weight": low_weight and ((is_man and of_50) or in_transition),
        "smoking": risks.smoking is Smoking.CURRENT and is_man and of_50,
        # The tool is made for people without bone medicine.
        "weight_for_age": is_man and not takes_bone_medicine(risks) and points_for_man(person),
    }
    if not any(told.values()) and person.country is Country.CANADA and of_50:
        told |= _by_the_canadian_rule(age, risks, low_weight=low_weight)
    return _as_values(tuple(key for key, holds in told.items() if holds), _causes_on_the_lists(risks))


def _as_values(reasons: tuple[str, ...], causes: Mapping[str, tuple[str, ...]]) -> dict[str, Value]:
    """What was told, by its kind; a kind with nothing in it is left out."""
    return {kind: keys for kind, keys in {"reasons": reasons, **causes}.items() if keys}


def _causes_on_the_lists(risks: RiskFactors) -> dict[str, tuple[str, ...]]:
    """The illnesses and medicines for which guidelines name a scan."""
    return {
        kind: tuple(item for item in items if item not in _NOT_BY_ITSELF) for kind, items in named_causes(risks).items()
    }


def _told_beside_the_lists(person: Person, risks: RiskFactors) -> dict[str, Value]:
    """What can affect bone though no guideline names a scan for it by itself: nobody is then called free of risk."""
    bmi = person.bmi_kg_m2
    thin = bmi is not None and threshold("underweight").is_met_by(bmi)
    return _as_values((*(("low_weight",) if thin else ()), *_lost_height(person)), named_causes(risks))


def _lost_height(person: Person) -> tuple[str, ...]:
    """A reason for a picture of the spine; no list of those who need a scan names it by itself. Source: ``nogg_case_finding``."""
    loss = person.height_loss_cm
    return ("height",) if loss is not None and threshold("height_loss_mention").is_met_by(loss) else ()


def _steroids_count(risks: RiskFactors) -> bool:
    """Steroids at the dose of the rule and for its time; what was not told counts. Source: ``acr_2022``."""
    months = risks.glucocorticoid_months
    return _take_or_took_enough(risks) and (months is None or threshold("steroid_months").is_met_by(months))


def _take_or_took_enough(risks: RiskFactors) -> bool:
    dose = risks.glucocorticoid_dose_mg_per_day
    enough = dose is None or threshold("steroid_dose").is_met_by(dose)
    return enough and risks.glucocorticoids in {GlucocorticoidUse.NOW, GlucocorticoidUse.PAST}


def _have_begun_steroids(risks: RiskFactors) -> bool:
    """Whether steroids are taken that will count once their time is reached."""
    return risks.glucocorticoids is GlucocorticoidUse.NOW and _take_or_took_enough(risks) and not _steroids_count(risks)


def _by_the_canadian_rule(age: int, risks: RiskFactors, *, low_weight: bool) -> dict[str, bool]:
    """From 50 two of these, from 65 one. Source: ``canada_2023_scan``."""
    told = {
        "low_weight": low_weight,
        "smoking": risks.smoking is Smoking.CURRENT,
        "parent": risks.parent_hip_fracture
        in {ParentHipFracture.MOTHER, ParentHipFracture.FATHER, ParentHipFracture.BOTH},
    }
    wanted = (
        "scan_risks_canada_from_65" if threshold("scan_advised_age").is_met_by(age) else "scan_risks_canada_from_50"
    )
    return told if threshold(wanted).is_met_by(sum(told.values())) else {}


def _open_reason(person: Person, risks: RiskFactors) -> str | None:
    """The first question that is open and could put this person into such a group."""
    if (question := open_fracture_question(person, risks)) is not None:
        return question
    open_points = {
        "conditions": risks.conditions is None or risks.conditions.others is Answer.NOT_KNOWN,
        "medicines": risks.medicines is None or risks.medicines.others is Answer.NOT_KNOWN,
        "glucocorticoids": risks.glucocorticoids in {None, GlucocorticoidUse.NOT_KNOWN},
    }
    return next((question for question, is_open in open_points.items() if is_open), None)


def named_causes(risks: RiskFactors) -> dict[str, tuple[str, ...]]:
    """The conditions and medicines of our lists that were ticked; empty if none was."""
    arthritis = ("rheumatoid_arthritis",) if risks.rheumatoid_arthritis is Answer.YES else ()
    conditions = (*arthritis, *(risks.conditions.ticked if risks.conditions else ()))
    medicines = risks.medicines.ticked if risks.medicines else ()
    listed = {"conditions": conditions, "medicines": medicines}
    told = {kind: tuple(item for item in items if item != Condition.OTHER) for kind, items in listed.items()}
    return {kind: items for kind, items in told.items() if items}


def _by_tools(person: Person, tools: Sequence[ScreeningScore], risks: RiskFactors) -> Finding | NotAssessed:
    reasons = _as_values(_lost_height(person), named_causes(risks))
    pointing = [tool for tool in tools if tool.points_to_a_scan is Answer.YES]
    still_open = [question for tool in tools if tool.points_to_a_scan is Answer.NOT_KNOWN for question in tool.unknown]
    sources = ("uspstf_2025", "screening_rules_2008")
    if pointing:
        values = {"count": len(pointing), "tools": len(tools)}
        return Finding(key="scan_worth_asking", concern=Concern.WORTH_DISCUSSING, sources=sources, values=values)
    if reasons:
        return Finding(key="scan_ask_all_the_same", concern=Concern.WORTH_DISCUSSING, sources=sources, values=reasons)
    if not tools:
        return NotAssessed(key="scan_tools", reason="scan_no_tool")
    if any(tool.points_to_a_scan is Answer.NOT_KNOWN for tool in tools):
        return NotAssessed(key="scan_tools", reason="scan_tools_open", question=still_open[0] if still_open else None)
    if (question := _open_reason(person, risks)) is not None:
        return NotAssessed(key="scan_tools", reason="scan_reasons_open", question=question)
    return Finding(key="scan_not_pointed_to", concern=Concern.NONE_FOUND, sources=sources, values={"count": len(tools)})
