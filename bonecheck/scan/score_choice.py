"""Which score counts for whom: T-score classes, or the Z-score against one's own age."""

import math
from calendar import isleap
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bonecheck.answers.dxa_report import ScanDate, first_and_last_day
from bonecheck.answers.person import MenopausalStatus, PeriodsStopped, Person, Pregnancy, Sex
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
    BOTH_OLD_ENOUGH = "both_old_enough"
    PREMENOPAUSAL = "premenopausal"
    PREGNANCY = "pregnancy"
    WOMAN_TOO_YOUNG = "woman_too_young"
    MENOPAUSE_BEFORE_40 = "menopause_before_40"
    HORMONES_HIDE_THE_STAGE = "hormones_hide_the_stage"
    PERIODS_STOPPED_YOUNG = "periods_stopped_young"
    REASON_NOT_TOLD = "reason_not_told"
    SCANNED_UNDER_45 = "scanned_under_45"
    MAN_TOO_YOUNG = "man_too_young"
    BOTH_TOO_YOUNG = "both_too_young"
    STAGE_NEEDED = "stage_needed"
    STAGE_HIDDEN = "stage_hidden"
    STAGE_THEN_NOT_KNOWN = "stage_then_not_known"
    BIRTHDAY_OPEN = "birthday_open"
    SEX_NEEDED = "sex_needed"
    AGE_NEEDED = "age_needed"
    UNDER_20 = "under_20"
    SCANNED_UNDER_20 = "scanned_under_20"


@dataclass(frozen=True, slots=True)
class ScoreChoice:
    """The score that counts and why; `score` is None for scans of people under 20, which are not read here.

    `ages` are the two ages that the person may have had at the scan, where the score depends on which it was.
    """

    score: Score | None
    why: Why
    ages: tuple[int, int] | None = None


_NOT_TOLD = {None, PeriodsStopped.NOT_KNOWN}


def choose_score(person: Person, age_at_scan_years: float | None = None) -> ScoreChoice:
    """T-score, Z-score or undecided for this person's scan.

    Women after menopause or in the transition, and everybody else of 50 and over: T-score. Women before menopause and
    others under 50: Z-score. No woman under 45 is taken as past menopause unless a doctor said so. Ages are those at
    the scan where its date is known; the menopause stage is today's. Sources: ``iscd_2005``, ``lau_op``
    (transition), ``iscd_2023`` (one reference for all T-scores); rules of our own stand in `thresholds.toml`.
    """
    adult = threshold("adult_age")
    if person.age_years is not None and not adult.is_met_by(person.age_years):
        return ScoreChoice(None, Why.UNDER_20)
    age = person.age_years if age_at_scan_years is None else age_at_scan_years
    if age is not None and not adult.is_met_by(age):
        return ScoreChoice(None, Why.SCANNED_UNDER_20)
    if is_or_was_pregnant(person) and (age is None or not threshold("hidden_stage_past_age").is_met_by(age)):
        return ScoreChoice(Score.Z_SCORE, Why.PREGNANCY)
    if person.sex is Sex.FEMALE:
        return _for_woman(person, age)
    if age is None:
        told = person.sex in {Sex.MALE, Sex.BOTH}
        return ScoreChoice(Score.UNDECIDED, Why.AGE_NEEDED if told else Why.SEX_NEEDED)
    old_enough = threshold("t_score_age_men").is_met_by(age)
    match person.sex:
        case Sex.MALE:
            why = Why.MAN_OLD_ENOUGH if old_enough else Why.MAN_TOO_YOUNG
        case Sex.BOTH:
            why = Why.BOTH_OLD_ENOUGH if old_enough else Why.BOTH_TOO_YOUNG
        case _ if old_enough:
            why = Why.PAST_MENOPAUSE_BY_AGE  # the same for women and men of this age
        case _:
            return ScoreChoice(Score.UNDECIDED, Why.SEX_NEEDED)
    return ScoreChoice(Score.T_SCORE if old_enough else Score.Z_SCORE, why)


def choose_score_at(person: Person, scan_date: ScanDate | None, on: date) -> ScoreChoice:
    """The score for a scan of this day or year; undecided where a birthday that we do not know decides it."""
    before = "scan_before_pregnancy_years" if person.pregnancy is Pregnancy.PREGNANT else "pregnancy_scan_years"
    if scan_date is not None and threshold(before).is_met_by(years_ago(scan_date, on)[1]):
        person = replace(person, pregnancy=None)  # that scan was made before
    ages = ages_at_scan(person, scan_date, on)
    if not ages:
        return choose_score(person)
    youngest, oldest = choose_score(person, ages[0]), choose_score(person, ages[-1])
    if youngest.score is oldest.score:
        return choose_score(person, age_at_scan(person, scan_date, on))
    if youngest.score is None:
        return youngest  # perhaps not grown up at the scan: not read
    if Score.UNDECIDED in {youngest.score, oldest.score}:
        return youngest if youngest.score is Score.UNDECIDED else oldest
    of_limit = next(age for age in ages if choose_score(person, age).score is not youngest.score)
    return ScoreChoice(Score.UNDECIDED, Why.BIRTHDAY_OPEN, (of_limit - 1, of_limit))


def is_early_menopause(person: Person) -> bool:
    """Menopause before 45 that a doctor named, or ovaries removed; by age and reason, not by what is ticked."""
    age, because = person.age_years, person.periods_stopped_because
    young = age is not None and not threshold("menopause_taken_at_its_word_age").is_met_by(age)
    return young and because is not None and because.is_menopause


def is_or_was_pregnant(person: Person) -> bool:
    """Whether this person is pregnant or breastfeeding, or was within the last twelve months."""
    return person.pregnancy in {Pregnancy.PREGNANT, Pregnancy.BREASTFEEDING, Pregnancy.WITHIN_A_YEAR}


def years_between(start: date, end: date) -> float:
    """Calendar years from one day to another: whole on each anniversary, that of 29 February being the 28th.

    >>> years_between(date(2016, 11, 22), date(2026, 11, 22)), years_between(date(2023, 1, 1), date(2023, 7, 2))
    (10.0, 0.4986301369863014)
    """
    whole = end.year - start.year - (end < anniversary(start, end.year))
    last, following = (anniversary(start, start.year + years) for years in (whole, whole + 1))
    return whole + (end - last).days / (following - last).days


def anniversary(day: date, year: int) -> date:
    """The same day of another year; that of 29 February is the 28th where there is none."""
    if (day.month, day.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return day.replace(year=year)


def age_at_scan(person: Person, scan_date: ScanDate | None, on: date) -> float | None:
    """Age at the scan in whole years, today's age if the date is not known; None without an age."""
    if person.age_years is None or scan_date is None:
        return person.age_years
    longest, shortest = years_ago(scan_date, on)
    return person.age_years - math.floor((longest + shortest) / 2 + 0.5)


def ages_at_scan(person: Person, scan_date: ScanDate | None, on: date) -> tuple[int, ...]:
    """The ages that the person may have had at the scan, youngest first.

    With a day two, unless it is a whole number of years ago; with a year alone up to three.
    """
    if person.age_years is None or scan_date is None:
        return ()
    longest, shortest = years_ago(scan_date, on)
    return tuple(person.age_years - whole for whole in range(math.ceil(longest), math.floor(shortest) - 1, -1))


def years_ago(scan_date: ScanDate, on: date) -> tuple[float, float]:
    """Calendar years since a scan, the most and the fewest that it may be: one and the same where its day is known."""
    first, last = first_and_last_day(scan_date, on)
    return years_between(first, on), years_between(last, on)


def _for_woman(person: Person, age: float | None) -> ScoreChoice:
    if age is None:
        return _by_stage_alone(person)
    if not threshold("menopause_taken_at_its_word_age").is_met_by(age):
        return _for_young_woman(person, age)
    match person.menopausal_status:
        case MenopausalStatus.POSTMENOPAUSAL:
            return ScoreChoice(Score.T_SCORE, Why.POSTMENOPAUSAL)
        case MenopausalStatus.TRANSITION:
            return ScoreChoice(Score.T_SCORE, Why.TRANSITION)
        case MenopausalStatus.PREMENOPAUSAL if not threshold("premenopausal_doubtful_age").is_met_by(age):
            return ScoreChoice(Score.Z_SCORE, Why.PREMENOPAUSAL)
        case MenopausalStatus.PREMENOPAUSAL if not threshold("menopause_taken_as_past_age").is_met_by(age):
            return ScoreChoice(Score.T_SCORE, Why.WOMAN_STAGE_NOT_KNOWN)
    return _without_a_stage(person, age)


def _without_a_stage(person: Person, age: float) -> ScoreChoice:
    """From 45 on, where no stage is told or it cannot be: by age, on condition, or left open."""
    if threshold("hidden_stage_past_age").is_met_by(age):
        return ScoreChoice(Score.T_SCORE, Why.PAST_MENOPAUSE_BY_AGE)
    if person.menopausal_status in {MenopausalStatus.MASKED_BY_HORMONES, MenopausalStatus.WOMB_REMOVED}:
        return ScoreChoice(Score.UNDECIDED, Why.STAGE_HIDDEN)
    if threshold("menopause_stage_unknown_age").is_met_by(age):
        return ScoreChoice(Score.T_SCORE, Why.WOMAN_STAGE_NOT_KNOWN)
    return _stage_open(person)


def _by_stage_alone(person: Person) -> ScoreChoice:
    """Regular periods speak for the Z-score at nearly every age; periods that stopped need the age to be read."""
    if person.menopausal_status is MenopausalStatus.PREMENOPAUSAL:
        return ScoreChoice(Score.Z_SCORE, Why.PREMENOPAUSAL)
    return ScoreChoice(Score.UNDECIDED, Why.AGE_NEEDED)


def _for_young_woman(person: Person, age: float) -> ScoreChoice:
    """The Z-score below 45, but from 40 on the T-score after a menopause that a doctor confirmed, or without ovaries."""
    before_40 = threshold("early_menopause_doubtful_age").is_met_by(age)
    stage, reason = person.menopausal_status, person.periods_stopped_because
    if stage is MenopausalStatus.PREMENOPAUSAL:
        return ScoreChoice(Score.Z_SCORE, Why.PREMENOPAUSAL)
    if stage in {MenopausalStatus.MASKED_BY_HORMONES, MenopausalStatus.WOMB_REMOVED, MenopausalStatus.NOT_KNOWN}:
        return ScoreChoice(Score.Z_SCORE, Why.HORMONES_HIDE_THE_STAGE)
    if stage is None:
        return ScoreChoice(Score.Z_SCORE, Why.WOMAN_TOO_YOUNG) if before_40 else _stage_open(person)
    if reason is not None and reason.is_menopause:
        if before_40:
            return ScoreChoice(Score.Z_SCORE, Why.MENOPAUSE_BEFORE_40)
        return ScoreChoice(
            Score.T_SCORE, Why.POSTMENOPAUSAL if stage is MenopausalStatus.POSTMENOPAUSAL else Why.TRANSITION
        )
    if reason not in _NOT_TOLD:
        return ScoreChoice(Score.Z_SCORE, Why.PERIODS_STOPPED_YOUNG)
    now = person.age_years
    if now is not None and threshold("menopause_taken_at_its_word_age").is_met_by(now):
        return ScoreChoice(Score.Z_SCORE, Why.SCANNED_UNDER_45)  # today nobody asks for the reason
    return ScoreChoice(Score.Z_SCORE, Why.REASON_NOT_TOLD)


def _stage_open(person: Person) -> ScoreChoice:
    """The stage that would decide is not told: to be asked, or no longer asked today."""
    if person.menopausal_status is MenopausalStatus.NOT_KNOWN:
        return ScoreChoice(Score.UNDECIDED, Why.STAGE_HIDDEN)
    past_now = person.age_years is not None and threshold("menopause_taken_as_past_age").is_met_by(person.age_years)
    return ScoreChoice(Score.UNDECIDED, Why.STAGE_THEN_NOT_KNOWN if past_now else Why.STAGE_NEEDED)
