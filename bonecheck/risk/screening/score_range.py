"""What a tool says before a scan, as the range that fits the answers, and for whom a tool was made."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import numpy as np
import numpy.typing as npt

from bonecheck.answers.person import Answer, EthnicGroup, MenopausalStatus, PeriodsStopped, Person, Sex
from bonecheck.evidence.entries import COMPARISONS
from bonecheck.evidence.library import threshold
from bonecheck.evidence.models import Refer, ToolAccepts
from bonecheck.outcomes import NotAssessed
from bonecheck.scan.score_choice import is_early_menopause


class RiskGroup(StrEnum):
    """Groups of a tool that sorts instead of naming a limit."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningScore:
    """What one tool says: a hint at low bone density, not at fractures.

    `low` and `high` are the least and the greatest score that fit the answers, and `unknown` names the questions
    whose answers would bring them together. `points_to_a_scan` is NOT_KNOWN where the limit lies between them.
    A tool that sorts into groups has no limit: there `limit` and `points_to_a_scan` are None, and `groups` holds
    each group that may be hers, lowest risk first. `comparison` says on which side of the limit to ask for a scan.
    """

    tool: str
    low: float
    high: float
    comparison: str | None = None
    limit: float | None = None
    points_to_a_scan: Answer | None = None
    groups: tuple[RiskGroup, ...] = ()
    unknown: tuple[str, ...] = ()


Floats = npt.NDArray[np.float64]

_ROUNDING = 6  # decimals that floating point gets right: 150 lb in kg and back is 149.99999999999997


def judged(tool: str, refer: Refer, scores: Floats, unknown: tuple[str, ...] = ()) -> ScreeningScore:
    """All `scores` that fit the answers, against the limit of the tool."""
    low, high = float(scores.min()), float(scores.max())
    met = {COMPARISONS[refer.when](score, refer.limit) for score in (low, high)}
    if met == {False} and refer.sources_differ_from is not None and high >= refer.sources_differ_from:
        met = {True, False}  # another source has a lower limit: no "no" then
    return ScreeningScore(
        tool=tool,
        low=low,
        high=high,
        comparison=refer.when,
        limit=refer.limit,
        points_to_a_scan=Answer.NOT_KNOWN if len(met) > 1 else Answer.YES if met == {True} else Answer.NO,
        unknown=unknown,
    )


def age_and_weight(tool: str, accepts: ToolAccepts, person: Person) -> tuple[int, float] | NotAssessed:
    """Age [years] and weight [kg] of a woman for whom the tool was made, or why it cannot be used."""
    refused = partial(NotAssessed, key=f"tool_{tool}")
    if person.sex is Sex.MALE:
        return refused(reason="tool_for_women")
    if person.sex is Sex.BOTH:
        return refused(reason="made_for_one_sex")
    if person.sex is not Sex.FEMALE:
        return refused(reason="sex_needed", question="sex")
    if accepts.ethnic_groups and person.ethnic_group not in accepts.ethnic_groups:
        not_told = person.ethnic_group in {None, EthnicGroup.NOT_KNOWN}
        return refused(reason="tool_for_asian_women", question="ethnic_group" if not_told else None)
    if person.age_years is None:
        return refused(reason="age_needed", question="age_years")
    if person.age_years < accepts.age_years_from:
        return refused(reason="tool_age", values={"age": accepts.age_years_from})
    if accepts.after_menopause and not is_past_menopause(person, person.age_years):
        return refused(reason="tool_after_menopause", question=_open_stage(person))
    if person.weight_kg is None:
        return refused(reason="weight_needed", question="weight_kg")
    return person.age_years, person.weight_kg


def is_past_menopause(person: Person, age_years: int) -> bool:
    """Whether she is past menopause; under 45 only where a doctor said so or her ovaries were removed. Rule of our notes, R7.1."""
    match person.menopausal_status:
        case MenopausalStatus.POSTMENOPAUSAL:
            return threshold("menopause_taken_at_its_word_age").is_met_by(age_years) or is_early_menopause(person)
        case MenopausalStatus.PREMENOPAUSAL | MenopausalStatus.TRANSITION:
            return False
    return threshold("hidden_stage_past_age").is_met_by(age_years)  # as the T-score is read without a stage


def _open_stage(person: Person) -> str | None:
    """The question whose answer could tell that she is past menopause."""
    if person.menopausal_status in {None, MenopausalStatus.NOT_KNOWN}:
        return "menopausal_status"
    if person.menopausal_status is not MenopausalStatus.POSTMENOPAUSAL:
        return None  # told, and it is not past
    is_open = person.periods_stopped_because in {None, PeriodsStopped.NOT_KNOWN}
    return "periods_stopped_because" if is_open else None


def could_score(answer: StrEnum | None, scoring: Collection[StrEnum]) -> tuple[bool, bool]:
    """Whether an answer scores points, in the least and in the greatest case: one that is not known may or may not.

    >>> could_score(Answer.NO, {Answer.YES}), could_score(None, {Answer.YES})
    ((False, False), (False, True))
    """
    is_open = answer is None or answer == Answer.NOT_KNOWN  # all lists of answers spell it alike
    scores = Answer.of(None if is_open else answer in scoring)
    return scores is Answer.YES, scores is not Answer.NO


def unsettled(**cases: tuple[bool, bool]) -> tuple[str, ...]:
    """The questions, by key, whose least and greatest case differ."""
    return tuple(question for question, (least, greatest) in cases.items() if least != greatest)


def truncated(x: Floats) -> Floats:
    """`x` without its decimals, toward zero, past the small errors of floating point.

    >>> [float(truncated(np.asarray(x))) for x in (14.999999999999996, 14.99, -0.8)]
    [15.0, 14.0, 0.0]
    """
    return np.trunc(np.round(x, _ROUNDING)) + 0.0  # never -0.0
