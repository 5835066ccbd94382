"""What the first line of the results is about: the one most pressing thing that is known. Keys and values, no words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bonecheck.answers.person import Answer
from bonecheck.answers.risk_factors import FractureSite, RiskFactors
from bonecheck.evidence.entries import FirstActions, LeadRule
from bonecheck.evidence.library import threshold, whole
from bonecheck.outcomes import Concern, Finding, NotAssessed, Outcome, Value
from bonecheck.plan.claims import Claims
from bonecheck.plan.types import Action, Plan
from bonecheck.scan.fractures import MAJOR, FractureLevel, broke_ever, fracture_level
from bonecheck.scan.score_choice import Why


class Leads(StrEnum):
    """What comes first, the most pressing first."""

    CARE_NOW = "care_now"
    CARE_TODAY = "care_today"
    DOCTOR_TODAY = "doctor_today"
    DOCTOR_SOON = "doctor_soon"
    DOCTOR = "doctor"
    RANGE = "range"  # the range of the score, or what else the scan says
    SCAN = "scan"
    REPORT = "report"
    OPEN = "open"  # what is missing, by its reason
    LITTLE_KNOWN = "little_known"
    NO_SIGN = "no_sign"

    @property
    def calls(self) -> bool:
        """Whether it sends to a doctor, with reasons."""
        return self in {Leads.CARE_NOW, Leads.CARE_TODAY, Leads.DOCTOR_TODAY, Leads.DOCTOR_SOON, Leads.DOCTOR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A reason for the doctor; `group` orders it, `key` and `values` fill its words."""

    group: str
    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What leads; its reasons, the gravest first; or the headline or the gap that it tells; `open` answers are counted."""

    leads: Leads
    reasons: tuple[Reason, ...] = ()
    key: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    open: int = 0


def lead(first: Outcome, outcomes: tuple[Outcome, ...], claims: Claims, plan: Plan | None) -> Lead:
    """What the first line is about. What calls for a doctor is what the plan sends to the doctor for: one rule for both.

    A broken hip or spine is named first, whatever the score. Falls go along with another reason, and call by themselves
    only where no range can be named. Without a scan nothing is called fine: either all that could be a sign was told, and
    none was, or too little is known.
    """
    found = {outcome.key: outcome for outcome in (first, *outcomes) if isinstance(outcome, Finding)}
    if urgent := _care_now(found.values()):
        return urgent
    reasons = sorted(_reasons(found, claims, plan), key=lambda reason: _place(reason.group))
    beside = tuple(_beside(found, claims, reasons))
    if plan is not None and reasons:
        named = tuple((*reasons, *beside)[: whole(LeadRule).most])
        return Lead(leads=_how_soon(reasons, plan, found), reasons=named)
    if isinstance(first, Finding):
        return Lead(leads=Leads.RANGE, key=first.key, values=first.values)
    return _without_range(first, outcomes, claims, plan, beside)


def _care_now(found: Iterable[Finding]) -> Lead | None:
    """A sign that needs care now stands alone; where there are several, one that cannot wait for a call comes first."""
    today = whole(FirstActions).reasons
    urgent = [each for each in found if each.concern is Concern.GET_CARE_NOW and each.key in today]
    if not urgent:
        return None
    first = min(urgent, key=lambda each: today[each.key].today)
    leads = Leads.CARE_TODAY if today[first.key].today else Leads.CARE_NOW
    return Lead(leads=leads, reasons=(Reason(group=today[first.key].group, key=first.key),))


def _reasons(found: Mapping[str, Finding], claims: Claims, plan: Plan | None) -> Iterator[Reason]:
    """All that the plan sends to the doctor for."""
    for action in plan.actions if plan else ():
        if action.key == "denosumab_gap":
            key = next((key for key in found if key.startswith("denosumab_")), "denosumab_time_not_known")
            yield Reason(group="denosumab", key=key)
        elif action.key == "doctor":
            yield from _of_action(action, found, claims)


def _of_action(action: Action, found: Mapping[str, Finding], claims: Claims) -> Iterator[Reason]:
    rule = whole(FirstActions)
    for key in action.reasons:
        group = (rule.reasons.get(key) or rule.because[key]).group
        values = found[key].values if key in found else {}
        if group == "fracture":
            yield _of_fracture(claims.risks)
        elif group == "height":
            of_height = next((each for each in found.values() if each.key.startswith("height_loss_")), None)
            yield Reason(group=group, key=group, values=of_height.values if of_height else {})
        elif group == "steroids" and _are_long(claims.risks) and f"{key}_long" in whole(LeadRule).reasons:
            yield Reason(group=group, key=f"{key}_long")
        else:
            yield Reason(group=group, key=key, values=values)


def _of_fracture(risks: RiskFactors) -> Reason:
    """Which bone broke: hip and spine before all others, and no other beside them."""
    is_major = fracture_level(risks) is FractureLevel.MAJOR
    of_interest = MAJOR if is_major else [site for site in FractureSite if site is not FractureSite.OTHER]
    bones = tuple(site for site in of_interest if broke_ever(risks, site) is Answer.YES)
    if not bones:
        return Reason(group="fracture", key="fracture_unnamed")
    group = "hip_or_spine" if is_major else "fracture"
    key = "vertebra" if bones == (FractureSite.SPINE,) else group
    return Reason(group=group, key=key, values={"bones": bones})


def _are_long(risks: RiskFactors) -> bool:
    months = risks.glucocorticoid_months
    return months is not None and threshold("steroid_months").is_met_by(months)


def _beside(found: Mapping[str, Finding], claims: Claims, reasons: list[Reason]) -> Iterator[Reason]:
    """What goes along with a reason: falls, and a score that makes a broken bone count."""
    if claims.holds("fell_often") is Answer.YES:
        falls = claims.risks.falls_12_months or 0
        yield Reason(group="falls", key="falls_2" if falls == 2 else "falls_3")  # "2" and "3 or more" are the answers
    if "diagnosis_by_other_fracture" in found and "headline_t_osteopenia" in found:
        yield Reason(group="score", key="headline_t_osteopenia", values=found["headline_t_osteopenia"].values)


_SAY_SOON = {
    *("recent_fracture", "recent_fracture_before_50", "severe_range", "frax_australia_very_high"),
    *("change_far", "t_score_fell"),
}


def _how_soon(reasons: list[Reason], plan: Plan, found: Mapping[str, Finding]) -> Leads:
    """No slower than the findings say it."""
    if plan.exercise.level.waits or any(reason.group == "denosumab" for reason in reasons):
        return Leads.DOCTOR_TODAY
    is_soon = any(reason.group == "hip_or_spine" for reason in reasons) or bool(found.keys() & _SAY_SOON)
    return Leads.DOCTOR_SOON if is_soon else Leads.DOCTOR


def _without_range(
    first: NotAssessed, outcomes: tuple[Outcome, ...], claims: Claims, plan: Plan | None, beside: tuple[Reason, ...]
) -> Lead:
    if plan is None or first.reason == Why.SCANNED_UNDER_20:
        return Lead(leads=Leads.OPEN, key=first.reason)
    if beside:
        return Lead(leads=Leads.DOCTOR, reasons=beside)
    keys = {action.key for action in plan.actions}
    if "report" in keys:
        return Lead(leads=Leads.REPORT)
    if "scan" in keys:
        return Lead(leads=Leads.SCAN)
    if claims.has_scan is Answer.YES:
        return Lead(leads=Leads.OPEN, key=first.reason)
    missing = [outcome for outcome in outcomes if isinstance(outcome, NotAssessed) and outcome.question is not None]
    is_known = not {outcome.key for outcome in missing} & set(whole(LeadRule).safety)
    count = len(missing)
    return Lead(leads=Leads.NO_SIGN if is_known else Leads.LITTLE_KNOWN, open=count)


def _place(group: str) -> int:
    order = whole(LeadRule).order
    return order.index(group)
