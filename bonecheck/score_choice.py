"""Which score counts for whom: T-score classes, or the Z-score against one's own age."""

from dataclasses import dataclass
from enum import StrEnum

from bonecheck.evidence import threshold
from bonecheck.outcomes import Score
from bonecheck.person import MenopausalStatus, Person, Sex


class Why(StrEnum):
    """The reason for a choice of score; each names its words."""

    POSTMENOPAUSAL = "postmenopausal"
    TRANSITION = "transition"
    WOMAN_PAST_MENOPAUSE_BY_AGE = "woman_past_menopause_by_age"
    WOMAN_STAGE_NOT_KNOWN = "woman_stage_not_known"
    MAN_OLD_ENOUGH = "man_old_enough"
    PREMENOPAUSAL = "premenopausal"
    MAN_TOO_YOUNG = "man_too_young"
    STAGE_NEEDED = "stage_needed"
    SEX_NEEDED = "sex_needed"
    AGE_NEEDED = "age_needed"
    UNDER_20 = "under_20"


@dataclass(frozen=True, slots=True)
class ScoreChoice:
    """The score that counts and why; `score` is None for people under 20, whose scans are not read here."""

    score: Score | None
    why: Why


def choose_score(person: Person) -> ScoreChoice:
    """T-score, Z-score or undecided for this person.

    Women after menopause or in the transition, and men of 50 and over: T-score. Women before menopause
    and men under 50: Z-score. Sources: ``iscd_2005``, ``lau_op`` (transition); two rules of our own for
    women who gave no stage stand in `thresholds.toml`.
    """
    age = person.age_years
    if age is not None and not threshold("adult_age").is_met_by(age):
        return ScoreChoice(None, Why.UNDER_20)
    if person.sex is Sex.FEMALE:
        return _for_woman(age, person.menopausal_status)
    if person.sex is Sex.MALE:
        if age is None:
            return ScoreChoice(Score.UNDECIDED, Why.AGE_NEEDED)
        if threshold("t_score_age_men").is_met_by(age):
            return ScoreChoice(Score.T_SCORE, Why.MAN_OLD_ENOUGH)
        return ScoreChoice(Score.Z_SCORE, Why.MAN_TOO_YOUNG)
    return ScoreChoice(Score.UNDECIDED, Why.SEX_NEEDED)


def _for_woman(age: int | None, stage: MenopausalStatus | None) -> ScoreChoice:
    match stage:
        case MenopausalStatus.POSTMENOPAUSAL:
            return ScoreChoice(Score.T_SCORE, Why.POSTMENOPAUSAL)
        case MenopausalStatus.TRANSITION:
            return ScoreChoice(Score.T_SCORE, Why.TRANSITION)
        case MenopausalStatus.PREMENOPAUSAL:
            return ScoreChoice(Score.Z_SCORE, Why.PREMENOPAUSAL)
    if age is None:
        return ScoreChoice(Score.UNDECIDED, Why.AGE_NEEDED)
    if threshold("menopause_taken_as_past_age").is_met_by(age):
        return ScoreChoice(Score.T_SCORE, Why.WOMAN_PAST_MENOPAUSE_BY_AGE)
    if threshold("menopause_stage_unknown_age").is_met_by(age):
        return ScoreChoice(Score.T_SCORE, Why.WOMAN_STAGE_NOT_KNOWN)
    return ScoreChoice(Score.UNDECIDED, Why.STAGE_NEEDED)
