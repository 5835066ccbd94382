"""Two readings of one scan, side by side: against two sexes, or by T-score beside the Z-score that counts."""

from collections.abc import Iterator

from bonecheck.answers.dxa_report import DxaReport
from bonecheck.outcomes import Concern, Finding, NotAssessed, Outcome, Value
from bonecheck.scan.densitometry import BmdCategory, ExpectedRange, TScore, ZScore
from bonecheck.scan.fit import is_in_lowest_range
from bonecheck.scan.score_choice import Score, ScoreChoice, Why
from bonecheck.scan.site_reading import RADIUS, SiteReading

_SOURCES = ("iscd_2019_transgender", "design")
_STAGE_OPEN = {Why.WOMAN_STAGE_NOT_KNOWN, Why.STAGE_HIDDEN, Why.STAGE_NEEDED, Why.STAGE_THEN_NOT_KNOWN}
_ALIKE = {  # a class and a range that say the same
    (BmdCategory.NORMAL, ExpectedRange.WITHIN),
    (BmdCategory.OSTEOPOROSIS, ExpectedRange.BELOW),
}


def both_readings(choice: ScoreChoice, report: DxaReport, sites: tuple[SiteReading, ...]) -> Iterator[Outcome]:
    """The second reading, for those whose report can be read in two ways."""
    if choice.why is Why.MENOPAUSE_BEFORE_40:
        yield from _beside_the_z_score(sites)
    elif choice.why is Why.BOTH_TOO_YOUNG:
        yield from _by_both_sexes(report, sites)
    elif choice.why in _STAGE_OPEN:
        yield from _where_the_scores_differ(sites)


def references_differ(choice: ScoreChoice, report: DxaReport, sites: tuple[SiteReading, ...]) -> bool:
    """Whether a person under 50 is below the expected range by one reference and within it by the other."""
    if choice.why is not Why.BOTH_TOO_YOUNG:
        return False
    lowest = _lowest_of_both(report, sites)
    return lowest is not None and len({ZScore(score).expected_range for score in lowest}) > 1


def low_by_both(sites: tuple[SiteReading, ...]) -> tuple[SiteReading, SiteReading] | None:
    """The sites of the lowest printed T-score and Z-score, where both are low, so that it is so whichever counts."""
    lowest = _lowest_of_each(sites)
    if lowest is None:
        return None
    by_t, by_z = lowest
    is_low = is_in_lowest_range(by_t.t_score or 0.0, Score.T_SCORE)
    return lowest if is_low and is_in_lowest_range(by_z.z_score or 0.0, Score.Z_SCORE) else None


def either_way(sites: tuple[SiteReading, ...]) -> Finding | None:
    """That it makes no difference which score counts, where the stage that decides it is open; None where it does."""
    lowest = _lowest_of_each(sites)
    if lowest is None or (low_by_both(sites) is None and fine_by_both(sites) is None):
        return None
    return Finding(
        key="score_either_way",
        concern=Concern.NONE_FOUND,
        sources=("who_classes", "iscd_2005", "design"),
        values=_both_scores(*lowest),
    )


def fine_by_both(sites: tuple[SiteReading, ...]) -> Finding | None:
    """Normal by the T-score and within the range by the Z-score, so that it is so whichever counts; None unless both are.

    A forearm alone is no all-clear.
    """
    printed = [site for site in sites if not site.t_is_estimated and not site.z_is_estimated]
    if all(site.site is RADIUS for site in printed) or len(printed) < len(sites):
        return None
    for site in printed:
        if not site.counts or site.t_score is None or site.z_score is None:
            return None
        if site.doubts or site.pair_is_odd or site.is_far_above:
            return None
        normal = TScore(site.t_score).category is BmdCategory.NORMAL
        if not normal or ZScore(site.z_score).expected_range is not ExpectedRange.WITHIN:
            return None
    t_score, z_score = min(site.t_score or 0.0 for site in printed), min(site.z_score or 0.0 for site in printed)
    values: dict[str, Value] = {"t_score": t_score, "z_score": z_score}
    return Finding(key="fine_by_both", concern=Concern.NONE_FOUND, sources=("who_classes", "iscd_2005"), values=values)


def _beside_the_z_score(sites: tuple[SiteReading, ...]) -> Iterator[Outcome]:
    """The T-score after menopause before 40; one in the osteoporosis range has a finding of its own."""
    printed = [site for site in sites if site.counts and site.t_score is not None]
    lowest = min(printed, key=lambda site: site.t_score or 0.0, default=None)
    if lowest is None or TScore(lowest.t_score or 0.0).category is BmdCategory.OSTEOPOROSIS:
        return
    values: dict[str, Value] = {"score": lowest.t_score or 0.0, "site": lowest.region}
    yield Finding(key="also_t_score", concern=Concern.WORTH_DISCUSSING, sources=("design",), values=values)


def _where_the_scores_differ(sites: tuple[SiteReading, ...]) -> Iterator[Outcome]:
    """Both readings side by side, where the stage that decides between them is open. Rule of our notes, R7.12."""
    lowest = _lowest_of_each(sites)
    if lowest is None or any(site.pair_is_odd or site.is_far_above for site in lowest):
        return
    values = _both_scores(*lowest)
    if (values["category"], values["expected_range"]) not in _ALIKE:
        sources = ("who_classes", "iscd_2005", "design")
        yield Finding(key="both_scores_differ", concern=Concern.WORTH_DISCUSSING, sources=sources, values=values)


def _lowest_of_each(sites: tuple[SiteReading, ...]) -> tuple[SiteReading, SiteReading] | None:
    """The sites with the lowest printed T-score and the lowest printed Z-score; None unless there are both."""
    by_t = [site for site in sites if site.counts and site.t_score is not None and not site.t_is_estimated]
    by_z = [site for site in sites if site.counts and site.z_score is not None and not site.z_is_estimated]
    if not by_t or not by_z:
        return None
    return min(by_t, key=lambda site: site.t_score or 0.0), min(by_z, key=lambda site: site.z_score or 0.0)


def _both_scores(by_t: SiteReading, by_z: SiteReading) -> dict[str, Value]:
    t_score, z_score = by_t.t_score or 0.0, by_z.z_score or 0.0
    return {
        "t_score": t_score,
        "z_score": z_score,
        "category": TScore(t_score).category,
        "expected_range": ZScore(z_score).expected_range,
    }


def _by_both_sexes(report: DxaReport, sites: tuple[SiteReading, ...]) -> Iterator[Outcome]:
    lowest = _lowest_of_both(report, sites)
    if lowest is None:
        field = f"{sites[0].region}.z_score_other_sex" if sites else "scan_regions"
        yield NotAssessed(key="other_reference", reason="other_reference_not_given", question=field)
        return
    ranges = {ZScore(score).expected_range for score in lowest}
    values: dict[str, Value] = {"score": lowest[0], "other_score": lowest[1]}
    if len(ranges) > 1:
        yield Finding(key="both_references_differ", concern=Concern.SEE_A_CLINICIAN, sources=_SOURCES, values=values)
        return
    concern = Concern.WORTH_DISCUSSING if ranges == {ExpectedRange.BELOW} else Concern.NONE_FOUND
    values["expected_range"] = next(iter(ranges))
    yield Finding(key="both_references_agree", concern=concern, sources=_SOURCES, values=values)


def _lowest_of_both(report: DxaReport, sites: tuple[SiteReading, ...]) -> tuple[float, float] | None:
    """The lowest printed Z-score by each reference; None unless the report gives both."""
    counted = {site.region for site in sites if site.counts}
    measured = [measurement for measurement in report.measurements if measurement.region in counted]
    own = [measurement.z_score for measurement in measured if measurement.z_score is not None]
    other = [measurement.z_score_other_sex for measurement in measured if measurement.z_score_other_sex is not None]
    return (min(own), min(other)) if own and other else None
