"""Which score counts for whom: T-score classes, or the Z-score against one's own age."""

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]

from bonecheck.answers.person import MenopausalStatus, Person, Sex
from bonecheck.evidence.library import threshold


class Score(StrEnum):
    """Which score a picture or a class uses."""

    T_SCORE = "t_score"
    Z_SCORE = "z_score"
    UNDECIDED = "undecided"


class Why(StrEnum):
    """The reason for a choice of score; each names its words."""

    POSTMENOPAUSAL = "postmenopausal"
    TRANSITION = "transition"
    PAST_MENOPAUSE_BY_AGE = "past_menopause_by_age"
    WOMAN_STAGE_NOT_KNOWN = "woman_stage_not_known"
    MAN_OLD_ENOUGH = "man_old_enough"
    PREMENOPAUSAL = "premenopausal"
    TOO_YOUNG_FOR_TRANSITION = "too_young_for_transition"
    MAN_TOO_YOUNG = "man_too_young"
    STAGE_NEEDED = "stage_needed"
    STAGE_THEN_NOT_KNOWN = "stage_then_not_known"
    SEX_NEEDED = "sex_needed"
    AGE_NEEDED = "age_needed"
    UNDER_20 = "under_20"
    SCANNED_UNDER_20 = "scanned_under_20"


@dataclass(frozen=True, slots=True)
class ScoreChoice:
    """The score that counts and why; `score` is None for scans of people under 20, which are not read here."""

    score: Score | None
    why: Why


def choose_score(person: Person, age_at_scan_years: float | None = None) -> ScoreChoice:
    """T-score, Z-score or undecided for this person's scan.

    Women after menopause or in the transition, and men of 50 and over: T-score. Women before menopause
    and men under 50: Z-score. Ages are those at the scan where its date is known; the menopause stage is
    today's. Sources: ``iscd_2005``, ``lau_op`` (transition); rules of our own for women who cannot tell their
    stage stand in `thresholds.toml`.
    """
    adult = threshold("adult_age")
    if person.age_years is not None and not adult.is_met_by(person.age_years):
        return ScoreChoice(None, Why.UNDER_20)
    age = person.age_years if age_at_scan_years is None else age_at_scan_years
    if age is not None and not adult.is_met_by(age):
        return ScoreChoice(None, Why.SCANNED_UNDER_20)
    if person.sex is Sex.FEMALE:
        return _for_woman(person, age)
    if person.sex is Sex.MALE:
        if age is None:
            return ScoreChoice(Score.UNDECIDED, Why.AGE_NEEDED)
        if threshold("t_score_age_men").is_met_by(age):
            return ScoreChoice(Score.T_SCORE, Why.MAN_OLD_ENOUGH)
        return ScoreChoice(Score.Z_SCORE, Why.MAN_TOO_YOUNG)
    if age is not None and threshold("menopause_taken_as_past_age").is_met_by(age):
        return ScoreChoice(Score.T_SCORE, Why.PAST_MENOPAUSE_BY_AGE)  # the same for women and men of this age
    return ScoreChoice(Score.UNDECIDED, Why.SEX_NEEDED)


def years_between(start: date, end: date) -> float:
    """Calendar years from one day to another: whole on each anniversary, that of 29 February being the 28th.

    >>> years_between(date(2016, 11, 22), date(2026, 11, 22)), years_between(date(2023, 1, 1), date(2023, 7, 2))
    (10.0, 0.4986301369863014)
    """
    whole: int = relativedelta(end, start).years
    last: date = start + relativedelta(years=whole)
    following: date = start + relativedelta(years=whole + 1)
    return whole + (end - last).days / (following - last).days


def age_at_scan(person: Person, scan_date: date | None, on: date) -> float | None:
    """Age at the scan in whole years, today's age if the date is not known; None without an age."""
    if person.age_years is None or scan_date is None:
        return person.age_years
    return person.age_years - math.floor(years_between(scan_date, on) + 0.5)


def _for_woman(person: Person, age: float | None) -> ScoreChoice:
    past = threshold("menopause_taken_as_past_age")
    early = threshold("early_menopause_doubtful_age")
    doubtful = age is not None and threshold("premenopausal_doubtful_age").is_met_by(age)
    match person.menopausal_status:
        case MenopausalStatus.POSTMENOPAUSAL:
            return ScoreChoice(Score.T_SCORE, Why.POSTMENOPAUSAL)
        case MenopausalStatus.TRANSITION if age is not None and early.is_met_by(age):
            return ScoreChoice(Score.Z_SCORE, Why.TOO_YOUNG_FOR_TRANSITION)
        case MenopausalStatus.TRANSITION:
            return ScoreChoice(Score.T_SCORE, Why.TRANSITION)
        case MenopausalStatus.PREMENOPAUSAL if not doubtful:
            return ScoreChoice(Score.Z_SCORE, Why.PREMENOPAUSAL)
    if age is None:
        return ScoreChoice(Score.UNDECIDED, Why.AGE_NEEDED)
    if past.is_met_by(age):
        return ScoreChoice(Score.T_SCORE, Why.PAST_MENOPAUSE_BY_AGE)
    if threshold("menopause_stage_unknown_age").is_met_by(age):
        return ScoreChoice(Score.T_SCORE, Why.WOMAN_STAGE_NOT_KNOWN)
    past_now = person.age_years is not None and past.is_met_by(person.age_years)
    return ScoreChoice(Score.UNDECIDED, Why.STAGE_THEN_NOT_KNOWN if past_now else Why.STAGE_NEEDED)
