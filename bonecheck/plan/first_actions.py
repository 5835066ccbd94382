"""The first three things to do, chosen and ordered by the rule in `data/first_actions.toml`."""

from collections.abc import Iterable, Iterator, Mapping

from bonecheck.answers.person import Answer
from bonecheck.evidence import entries
from bonecheck.evidence.entries import FirstActions, LeadRule
from bonecheck.evidence.library import whole
from bonecheck.outcomes import Concern, Finding
from bonecheck.plan.claims import Claims
from bonecheck.plan.types import Action, ChecklistLine, ExerciseLevel, Level, Status
from bonecheck.scan.fractures import FractureLevel, fracture_level


def first_actions(
    claims: Claims, rows: tuple[ChecklistLine, ...], exercise: ExerciseLevel, findings: Iterable[Finding]
) -> tuple[Action, ...]:
    """The first things to do, the most pressing first; one alone where a sign needs care now.

    What cannot wait a day comes first, then a talk with the doctor where a finding calls for one. Falls and balance lead for people of 60 and
    over or with falls. The others are ordered by points: benefit, strength of evidence and size of the gap. What the
    person already does well fills up, since "keep it up" is a result as well.
    """
    rule = whole(FirstActions)
    pressing = [found for found in findings if found.concern >= Concern.SEE_A_CLINICIAN or _sends_anyway(found.key)]
    urgent = [found.key for found in pressing if found.concern is Concern.GET_CARE_NOW]
    if urgent:
        return (Action(key="doctor", status=Status.BELOW, reasons=tuple(urgent), is_urgent=True),)
    by_key = {row.key: row for row in rows}
    reasons = _reasons([found.key for found in pressing], claims)
    doctor = [Action(key="doctor", status=Status.BELOW, reasons=reasons)] if reasons else []
    actions = rule.actions
    open_now = {key: entry for key, entry in actions.items() if key != "doctor" and _is_open(claims, entry, by_key)}
    today = [_action(key, entry, by_key) for key, entry in open_now.items() if entry.today]
    if exercise.level.waits:
        return (*today, *doctor)
    first = [key for key, entry in open_now.items() if entry.first]
    others = sorted(
        (key for key, entry in open_now.items() if entry.benefit is not None),
        key=lambda key: _place(claims, actions[key], by_key),
    )
    kept = [key for key, entry in open_now.items() if entry.keeps]
    ordered = [*today, *doctor, *(_action(key, actions[key], by_key) for key in (*first, *others, *kept))]
    return tuple(ordered[: rule.points.how_many])


def _reasons(found: Iterable[str], claims: Claims) -> tuple[str, ...]:
    """The findings and claims that call for a doctor, one of each group, the gravest first, as the results name them."""
    rule = whole(FirstActions)
    told = set(found)
    holding = [key for key in rule.reasons if key in told]
    holding += [claim for claim in rule.because if claims.holds(claim) is Answer.YES]
    named: dict[str, str] = {}
    for key in holding:
        reason = rule.reasons.get(key) or rule.because[key]
        if not claims.any_of(reason.not_if):
            named.setdefault(reason.group, key)
    order = whole(LeadRule).order
    is_major = fracture_level(claims.risks) is FractureLevel.MAJOR
    ahead = {"fracture": "hip_or_spine"} if is_major else {}
    return tuple(named[group] for group in sorted(named, key=lambda group: order.index(ahead.get(group, group))))


def _sends_anyway(found: str) -> bool:
    """Whether a finding sends to the doctor by its words, whatever its concern."""
    reason = whole(FirstActions).reasons.get(found)
    return reason is not None and reason.at_any_concern


def _action(key: str, entry: entries.Action, rows: Mapping[str, ChecklistLine]) -> Action:
    return Action(key=key, status=_status(entry, rows), row=entry.row)


def reassures(
    claims: Claims, rows: Iterable[ChecklistLine], actions: Iterable[Action], exercise: ExerciseLevel
) -> bool:
    """Whether all that matters most is on target, and nothing else asks for more; what is open reassures nobody."""
    rule = whole(FirstActions).points
    on_target = all(row.status in {Status.MET, Status.NOT_APPLICABLE} for row in rows if row.key in rule.reassured_by)
    at_ease = exercise.level in {Level.BUILD_UP, Level.FULL}
    return (
        on_target
        and at_ease
        and not claims.any_of(rule.not_reassured_with)
        and all(action.status is Status.MET for action in actions)
    )


def _is_open(claims: Claims, entry: entries.Action, rows: Mapping[str, ChecklistLine]) -> bool:
    """Whether an action is there for this person: its claims hold, and its line of the checklist asks for it."""
    if claims.any_of(entry.not_if):
        return False
    if entry.only_if and not claims.any_of(entry.only_if):
        return False
    status = _status(entry, rows)
    return status is Status.MET if entry.keeps else status in entry.only_if_status


def _status(entry: entries.Action, rows: Mapping[str, ChecklistLine]) -> Status:
    if entry.row is not None:
        return rows[entry.row].status
    return Status.MET if entry.keeps else Status.BELOW


def _place(claims: Claims, entry: entries.Action, rows: Mapping[str, ChecklistLine]) -> tuple[bool, float]:
    """The leading ones first, then by points; equal points keep the order of the file."""
    leads = claims.any_of(entry.leads_if)
    return not leads, -sum(_points(claims, entry, rows))


def _points(claims: Claims, entry: entries.Action, rows: Mapping[str, ChecklistLine]) -> Iterator[float]:
    rule = whole(FirstActions).points
    row = rows.get(entry.row or "")
    yield entry.benefit or 0
    yield rule.strength[str(row.strength if row else entry.strength)]
    yield from (more for claim, more in entry.more.items() if claims.holds(claim) is Answer.YES)
    if row is None:
        yield rule.large_gap
    elif row.status is Status.UNKNOWN:
        yield rule.not_known
    else:
        yield rule.large_gap if row.gap >= rule.large_gap_from else rule.small_gap
