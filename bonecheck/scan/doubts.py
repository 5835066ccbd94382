"""What can make the score of a site read too high, so that it reassures too much."""

from bonecheck.answers.dxa_report import DxaReport, SiteDoubt, SkeletalSite
from bonecheck.answers.person import Answer
from bonecheck.answers.risk_factors import Condition, FractureSite, RiskFactors

_OF_SPINE = (
    SiteDoubt.SPINE_SURGERY_OR_METAL,
    SiteDoubt.SPINE_WEAR,
    SiteDoubt.SPINE_BRIDGED,
    SiteDoubt.SCOLIOSIS,
    SiteDoubt.RECENT_CONTRAST,
)
SPINE_BROKEN = "spine_broken"


def doubts_of(site: SkeletalSite, report: DxaReport, risks: RiskFactors) -> tuple[str, ...]:
    """What was told that spoils a scan of `site`. Sources: ``spine_wear``, ``high_bmd_causes``; metal: our own rule."""
    told = report.site_doubts.ticked if report.site_doubts is not None else ()
    match site:
        case SkeletalSite.LUMBAR_SPINE:
            return _of_spine(told, risks)
        case SkeletalSite.ONE_THIRD_RADIUS:
            return tuple(doubt for doubt in (SiteDoubt.ARM_BROKEN_OR_METAL,) if doubt in told)
    return tuple(doubt for doubt in (SiteDoubt.HIP_METAL,) if doubt in told)


def _of_spine(told: tuple[str, ...], risks: RiskFactors) -> tuple[str, ...]:
    doubts: list[str] = [doubt for doubt in _OF_SPINE if doubt in told]
    conditions = risks.conditions
    bridged = conditions is not None and conditions.answer(Condition.ANKYLOSING_SPONDYLITIS) is Answer.YES
    if bridged and SiteDoubt.SPINE_BRIDGED not in doubts:
        doubts.append(Condition.ANKYLOSING_SPONDYLITIS)
    breaks = (risks.broke, risks.broke_at_40_to_49, risks.broke_before_40)
    if any(broke(FractureSite.SPINE) is Answer.YES for broke in breaks):
        doubts.append(SPINE_BROKEN)
    return tuple(doubts)
