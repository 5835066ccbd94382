"""What to say of scores that may reassure too much: far above average, spoilt by something told, or a pair that is odd."""

from collections.abc import Iterator

from bonecheck.answers.dxa_report import SiteDoubt, SkeletalSite
from bonecheck.evidence.library import threshold
from bonecheck.outcomes import Concern, Finding, Outcome
from bonecheck.scan.held import Held
from bonecheck.scan.site_reading import RADIUS, SiteReading, height_of

SPINE = SkeletalSite.LUMBAR_SPINE
_DOUBT = {SPINE: "spine_doubt", RADIUS: "arm_doubt"}


def cautions(sites: tuple[SiteReading, ...], age_at_scan_years: float | None, *, led_by: str) -> Iterator[Outcome]:
    """Each caution once; `led_by` is the key of the headline, which may have said it already."""
    yield from _high(sites, led_by)
    yield from _told(sites)
    if (above := spine_above_hip(sites, age_at_scan_years)) is not None:
        yield _worth("spine_above_hip", "spine_wear", above=above)
    elif spine_is_alone(sites, age_at_scan_years) and not any(site.doubts for site in sites if site.site is SPINE):
        yield _worth("spine_alone", "spine_wear")


def odd_pairs(sites: tuple[SiteReading, ...]) -> Iterator[Outcome]:
    """T- and Z-scores that lie apart as no table shows: both are asked about, and the class stays."""
    for site in sites:
        if site.pair_is_odd and site.counts and site.t_score is not None and site.z_score is not None:
            key = "z_far_above_t" if z_lies_too_high(site) else "t_above_z"
            yield _worth(key, "design", site=site.region, t_score=site.t_score, z_score=site.z_score)


def z_lies_too_high(site: SiteReading) -> bool:
    """Whether the Z-score lies so far above the T-score that one of them is wrong: as a comfort it does not count."""
    if site.t_score is None or site.z_score is None:
        return False
    return site.counts and site.pair_is_odd and site.z_score > site.t_score


def part_of(site: SiteReading) -> str:
    """Spine, hip or forearm: what can make a score too high differs between them."""
    return {SPINE: "spine", RADIUS: "forearm"}.get(site.site, "hip")


def far_above(sites: tuple[SiteReading, ...]) -> list[SiteReading]:
    """Sites that count and are too high to be called normal, the highest first."""
    return [site for site in _far_above_anywhere(sites) if site.counts]


def _far_above_anywhere(sites: tuple[SiteReading, ...]) -> list[SiteReading]:
    """Also a forearm beside spine and hip: too high is a question to the doctor at any site (``high_bmd_z``)."""
    seen = (site for site in sites if site.counts or site.held is Held.RADIUS_BESIDE_SPINE_OR_HIP)
    return sorted((site for site in seen if site.is_far_above), key=lambda site: -height_of(site)[1])


def look_at(site: SiteReading, sites: tuple[SiteReading, ...]) -> str:
    """What to look at beside the picture of a site far above average: other scores, other pictures, or a new scan."""
    part, other = part_of(site), {"spine": "hip", "hip": "spine"}.get(part_of(site))
    if other is None:
        alone = all(part_of(each) == part for each in sites)
        return part if alone else "forearm_beside"
    beside = [each for each in sites if part_of(each) == other and each.counts]
    if not beside:
        return f"{part}_alone"
    return f"{part}_beside_{other}" if any(each.is_far_above for each in beside) else part


def reads_high_by(site: SiteReading) -> tuple[str, ...]:
    """A curved spine by itself did not change the score (``spine_wear``); all else that was told of a site can."""
    return tuple(doubt for doubt in site.doubts if doubt != SiteDoubt.SCOLIOSIS)


def reads_high(site: SiteReading) -> bool:
    """Whether something was told that can make a score here too high."""
    return bool(reads_high_by(site))


def spine_above_hip(sites: tuple[SiteReading, ...], age_at_scan_years: float | None) -> float | None:
    """How far the spine lies above the lowest T-score of the hip, where that makes the spine doubtful."""
    spine, hips = _spine_and_hips(sites)
    t_scores = [site.t_score for site in hips if site.t_score is not None]
    if spine is None or spine.t_score is None or not t_scores:
        return None
    above = round(spine.t_score - min(t_scores), 6)
    may_be_worn = reads_high(spine) or _is_of_age_for_wear(age_at_scan_years)
    return above if may_be_worn and threshold("spine_above_hip").is_met_by(above) else None


def spine_is_alone(sites: tuple[SiteReading, ...], age_at_scan_years: float | None) -> bool:
    """Whether an older spine stands without a T-score of the hip, so that nothing shows whether it reads too high."""
    spine, hips = _spine_and_hips(sites)
    no_hip_t = all(site.t_score is None for site in hips)
    return spine is not None and no_hip_t and _is_of_age_for_wear(age_at_scan_years)


def _high(sites: tuple[SiteReading, ...], led_by: str) -> Iterator[Outcome]:
    """The highest site of spine, hip and forearm, and all others there that are far above; but what the headline named."""
    high = _far_above_anywhere(sites)
    named = high[0].region if high and led_by == "headline_far_above" else None
    for part in dict.fromkeys(part_of(site) for site in high):
        here = [site for site in high if part_of(site) == part and site.region != named]
        if here:
            score, value = height_of(here[0])
            yield _worth(
                "far_above_average",
                "high_bmd_z",
                "high_bmd_causes",
                sites=tuple(site.region for site in here),
                score=value,
                score_name=score,
                reads_high_from=part,
                look_at=look_at(here[0], sites),
            )


def _told(sites: tuple[SiteReading, ...]) -> Iterator[Outcome]:
    """What was told of a site, once for a hip of which neck and whole were measured."""
    told = {_DOUBT.get(site.site, "hip_doubt"): site for site in sites if site.doubts}
    for key, site in told.items():
        if site.held is Held.ONE_VERTEBRA:
            continue
        sources = ("spine_wear", "high_bmd_causes") if site.site is SPINE else ("design",)
        if doubts := reads_high_by(site):
            yield _worth(key, *sources, doubts=doubts)
        if SiteDoubt.SCOLIOSIS in site.doubts:
            yield Finding(key="spine_curved", concern=Concern.NONE_FOUND, sources=sources)


def _worth(key: str, *sources: str, **values: str | float | tuple[str, ...]) -> Finding:
    return Finding(key=key, concern=Concern.WORTH_DISCUSSING, sources=sources, values=values)


def _is_of_age_for_wear(age_at_scan_years: float | None) -> bool:
    return age_at_scan_years is not None and threshold("spine_wear_age").is_met_by(age_at_scan_years)


def _spine_and_hips(sites: tuple[SiteReading, ...]) -> tuple[SiteReading | None, list[SiteReading]]:
    counted = [site for site in sites if site.counts and site.site is not RADIUS]
    spine = next((site for site in counted if site.site is SPINE), None)
    return spine, [site for site in counted if site is not spine]
