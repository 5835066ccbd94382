"""What to ask the doctor, and when the next scan is usually talked about."""

from collections.abc import Iterable

from bonecheck.answers.dxa_report import SkeletalSite
from bonecheck.answers.person import Answer, Sex
from bonecheck.evidence.entries import DoctorTalk
from bonecheck.evidence.library import rows, threshold, whole
from bonecheck.evidence.tables import TimeToOsteoporosis
from bonecheck.plan.claims import Claims
from bonecheck.plan.types import ExerciseLevel, Level, ScanInterval
from bonecheck.scan.score_choice import Score
from bonecheck.scan.site_reading import SiteReading

_LEFT_OUT_OF_THE_STUDY = (
    "hip_fracture",
    "spine_fracture",
    "bone_medicine",
    "took_bone_medicine",
    "takes_hormones",
    "took_steroids",
    "rheumatoid_arthritis",
    "any_condition",
    "any_medicine",
    "red_flag",
    "height_lost",
)


def doctor_questions(claims: Claims, outcomes: Iterable[str], exercise: ExerciseLevel) -> tuple[str, ...]:
    """Keys of the questions that fit this person, in the order of `data/doctor_talk.toml`; none where care is needed now.

    `outcomes` are the keys of all findings and of all that could not be judged.
    """
    if exercise.level is Level.URGENT:
        return ()
    told = set(outcomes)
    return tuple(
        key
        for key, entry in whole(DoctorTalk).questions.items()
        if (entry.always or told & set(entry.after) or claims.any_of(entry.if_)) and not claims.any_of(entry.not_if)
    )


def next_scan(claims: Claims, sites: Iterable[SiteReading], *, is_old: bool) -> ScanInterval:
    """How long until one in ten women with such a T-score reached the osteoporosis range.

    Only for whom the study speaks: women of 67 and over without a broken hip or spine, bone medicine or hormones, and
    without an illness or medicine that harms bone, by the lowest printed T-score of femoral neck and total hip. Not where another site is in the osteoporosis range, or
    a site that is held back may turn out to be. Source: ``gourlay_2012``.
    """
    if claims.score is not Score.T_SCORE:
        return ScanInterval(why="no_t_score")
    if claims.person.sex is not Sex.FEMALE or claims.person.age_years is None:
        return ScanInterval(why="not_in_study")
    if not threshold("next_scan_age").is_met_by(claims.person.age_years):
        return ScanInterval(why="not_in_study")
    low = claims.holds("t_score_low")
    if low is Answer.YES:
        return ScanInterval(why="in_range_already")
    if claims.any_of(_LEFT_OUT_OF_THE_STUDY):
        return ScanInterval(why="not_in_study")
    if is_old:
        return ScanInterval(why="old_scan")
    hips = [
        site.t_score
        for site in sites
        if site.counts
        and not site.t_is_estimated
        and site.t_score is not None
        and site.site in {SkeletalSite.FEMORAL_NECK, SkeletalSite.TOTAL_HIP}
    ]
    if not hips:
        return ScanInterval(why="no_hip")
    if any(claims.holds(claim) is Answer.NOT_KNOWN for claim in _LEFT_OUT_OF_THE_STUDY):
        return ScanInterval(why="answers_open")
    if low is Answer.NOT_KNOWN:
        return ScanInterval(why="no_t_score")
    groups = rows(
        TimeToOsteoporosis
    )  # from the highest T-scores to the lowest; the last one ends at the osteoporosis range
    row = next((row for row in groups if row.t_from <= min(hips)), groups[-1])
    return ScanInterval(
        why="told" if row.is_reliable else "long",
        years=row.years,
        years_low=row.years_low,
        years_high=row.years_high,
    )
