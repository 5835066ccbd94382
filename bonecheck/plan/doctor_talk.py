"""What to ask the doctor, and when the next scan is usually talked about."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bonecheck.answers.dxa_report import Lsc, ScanDate, SkeletalSite, first_and_last_day
from bonecheck.answers.person import Answer, MenopausalStatus, Sex
from bonecheck.evidence.entries import DoctorTalk
from bonecheck.evidence.library import rows, threshold, whole
from bonecheck.evidence.tables import BoneLoss, Figure, TimeToOsteoporosis
from bonecheck.plan.claims import Claims
from bonecheck.plan.types import ExerciseLevel, Level, ScanInterval, Shows
from bonecheck.scan.change_findings import LOSS
from bonecheck.scan.change_noise import is_percent, noise_of, printed_for
from bonecheck.scan.score_choice import Score, anniversary
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


_MAY_BE_LOW = ("t_score_low", "z_score_low", "score_may_be_low")


def next_scan(
    claims: Claims,
    sites: tuple[SiteReading, ...],
    lsc: tuple[Lsc, ...] = (),
    *,
    is_old: bool,
    scanned: ScanDate | None,
    on: date,
) -> ScanInterval:
    """What a study, guidelines and the noise of a scan say of the time to the next one.

    `scanned` is the date of a scan that still speaks of bone today; without one no day is named on which to ask.
    """
    found = _by_the_study(claims, sites, is_old=is_old)
    rarely = _rarely(claims, sites) if found.years is not None else ()
    told = replace(found, rarely=rarely, usual=_usual(claims), shows=_shows(claims, sites, lsc))
    after = _ask_after_years(claims, told)
    if after is None or scanned is None or not any(site.counts for site in sites):
        return told
    _, last = first_and_last_day(scanned, on)  # never sooner than the years say, where the day is not known
    day = anniversary(last, last.year + after)
    return replace(told, ask_after_years=after, ask_on=day) if day > on else told


def _ask_after_years(claims: Claims, told: ScanInterval) -> int | None:
    """Whole years from a scan until asking for the next one makes sense: the shortest time told to this person.

    Without treatment never under the time that is too soon for most, and only for whom nothing told calls for a doctor
    sooner. None after a loss, at a warning sign, and where it is not known which rule is theirs. Our choice among what
    R15.4 to R15.6 say.
    """
    if claims.found & LOSS or claims.holds("red_flag") is Answer.YES or claims.holds("denosumab_gap") is not Answer.NO:
        return None
    match told.usual:
        case "usual_on_medicine":
            return _figure("rescan_on_treatment")
        case "usual_on_steroids" if not claims.any_of(_MAY_BE_LOW):
            return _figure("rescan_on_steroids")
        case "usual_untreated" if claims.score is Score.T_SCORE:
            if any(claims.holds(claim) is not Answer.NO for claim in (*_MAY_BE_LOW, *_LEFT_OUT_OF_THE_STUDY)):
                return None
            named = [int(told.years_low)] if told.why == "told" and told.years_low is not None else []
            if "rarely_new_zealand" in told.rarely:
                named.append(_figure("rescan_new_zealand"))
            return max(_figure("rescan_no_sooner"), min(named, default=0))
    return None


def _figure(key: str) -> int:
    """A single figure in whole years; of a range its lower end."""
    found = next(row for row in rows(Figure) if row.key == key)
    return int(found.value if found.value is not None else found.low or 0)


def _rarely(claims: Claims, sites: tuple[SiteReading, ...]) -> tuple[str, ...]:
    """Guidelines with a long time, for women of whom the study speaks: older, in good health, with nothing that costs bone.

    By the lowest printed T-score of all. Sources: ``nz_rheumatology``, ``choosing_wisely_dxa``.
    """
    scores = [site.t_score for site in sites if site.t_score is not None and not site.t_is_estimated]
    if claims.holds("vitamin_d_short") is Answer.YES or any(site.doubts for site in sites):
        return ()
    is_normal = all(threshold("t_score_normal").is_met_by(score) for score in scores)
    told = {
        "rarely_new_zealand": all(threshold("rescan_rarely_above").is_met_by(score) for score in scores),
        "rarely_us": is_normal,
    }
    return tuple(key for key, holds in told.items() if holds)


def _usual(claims: Claims) -> str:
    """What guidelines say, as far as they speak of this person. Rules of our notes, R10.5, R10.9, R15.4 and R15.6."""
    if claims.holds("denosumab_gap") is Answer.YES:
        return "usual_after_denosumab"
    if claims.holds("bone_medicine") is Answer.YES:
        return "usual_on_medicine"
    if claims.holds("takes_steroids") is Answer.YES:
        return "usual_on_steroids"
    return "usual_untreated" if _is_untreated(claims) else "usual"


def _is_untreated(claims: Claims) -> bool:
    taken = ("bone_medicine", "takes_steroids", "takes_hormones", "hormone_blocker", "takes_blocker", "denosumab_gap")
    return all(claims.holds(claim) is Answer.NO for claim in taken)


def _shows(claims: Claims, sites: tuple[SiteReading, ...], lsc: tuple[Lsc, ...]) -> Shows | None:
    """The place at which the average loss shows first: the noise over the loss of a year, where a table has such women.

    The noise is that by which changes are told, where it may be more or less the most that it may be.
    Sources: ``finkelstein_2008``, ``ensrud_1995``. Other tables are not used: slower losses take longer than anybody waits.
    """
    person = claims.person
    if person.sex is not Sex.FEMALE or not _is_untreated(claims):
        return None
    found = []
    for row in rows(BoneLoss):
        stage = row.who == "transition" and person.menopausal_status is MenopausalStatus.TRANSITION
        aged = row.age_from is not None and person.age_years is not None and person.age_years >= row.age_from
        for site in sites:
            if (stage or aged) and site.site == row.site and site.counts and row.g_cm2_a_year and not site.doubts:
                printed = printed_for(site.site, lsc)
                if is_percent(printed) and site.bmd_g_cm2 is None:
                    continue
                _, noise, _ = noise_of(site.site, site.vertebrae, site.bmd_g_cm2 or 0.0, printed)
                found.append(
                    Shows(
                        who=row.who,
                        region=site.region,
                        years=round(noise / row.g_cm2_a_year, 1),
                        age_from=row.age_from,
                    )
                )
    return min(found, key=lambda shows: shows.years, default=None)


def _by_the_study(claims: Claims, sites: Iterable[SiteReading], *, is_old: bool) -> ScanInterval:
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
    if claims.found & LOSS:
        return ScanInterval(why="after_a_drop")
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
