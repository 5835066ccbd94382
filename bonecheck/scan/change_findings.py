"""What the changes since earlier scans say, and which of it a doctor should hear of."""

from collections.abc import Iterator, Mapping

from bonecheck.answers.bone_medicines import has_denosumab_gap, takes_bone_medicine
from bonecheck.answers.dxa_report import SkeletalSite
from bonecheck.answers.questions import of_earlier
from bonecheck.answers.risk_factors import GlucocorticoidUse, RiskFactors
from bonecheck.evidence.library import threshold
from bonecheck.outcomes import Concern, Finding, NotAssessed, Outcome, Value
from bonecheck.scan.change import Change, SiteChanges, Verdict
from bonecheck.scan.change_looks import CannotTell
from bonecheck.scan.change_noise import precision_of
from bonecheck.scan.site_reading import SiteReading

# The findings that speak of a loss since an earlier scan.
LOSS = {
    "change_lower",
    "change_lower_on_medicine",
    "change_lower_after_denosumab",
    "change_lower_on_steroids",
    "change_far",
    "change_lower_in_all",
    "t_score_fell",
    "t_score_lower_on_medicine",
}
_ALONE = "change"  # what could not be told
_HIP = {SkeletalSite.FEMORAL_NECK, SkeletalSite.TOTAL_HIP}
_Told = tuple[SiteChanges, Change]


def change_findings(
    changes: tuple[SiteChanges, ...], sites: tuple[SiteReading, ...], risks: RiskFactors
) -> Iterator[Outcome]:
    """Each verdict once for all sites that have it since the same scan, then what could not be told, each reason once."""
    latest = [(site, site.latest) for site in changes]
    lower, higher, same = (
        [told for told in latest if told[1].verdict is verdict]
        for verdict in (Verdict.LOWER, Verdict.HIGHER, Verdict.SAME)
    )
    yield from _findings(_lower_key(risks), lower, _concern_of_loss(risks))
    far = [(site, next(change for change in reversed(site.to_now) if change.is_far)) for site in changes if site.is_far]
    yield from _findings("change_far", far, Concern.SEE_A_CLINICIAN)
    yield from _higher(higher, risks, hip_is_lower=any(site.site in _HIP for site, _ in lower))
    yield from _findings("change_same", same, Concern.NONE_FOUND)
    yield from _in_all(changes, risks)
    if sources := _noise_sources(latest):
        yield Finding(key="change_noise_published", concern=Concern.NONE_FOUND, sources=sources)
    yield from _t_scores(changes, risks)
    noise_sd = {site.region: site.noise_sd for site in sites}
    open_ones = [told for told in latest if not told[1].is_told and not _waits_in_vain(told[1])]
    yield from _not_told(open_ones, noise_sd)


def is_of_change(outcome: Outcome) -> bool:
    """Whether an outcome is about a change since an earlier scan."""
    return outcome.key == _ALONE or outcome.key in LOSS or outcome.key.startswith("change_")


def finding_of_site(key: str, site: SiteChanges, change: Change) -> Finding:
    """What a finding says of one site by itself."""
    return _finding(key, [(site, change)], Concern.NONE_FOUND)


def _waits_in_vain(change: Change) -> bool:
    """Whether a drop is large already, so that nobody is to hear that a later scan tells more."""
    return change.is_far and CannotTell.TOO_SOON in change.why


def _concern_of_loss(risks: RiskFactors) -> Concern:
    return Concern.WORTH_DISCUSSING if _lower_key(risks) == "change_lower" else Concern.SEE_A_CLINICIAN


def _lower_key(risks: RiskFactors) -> str:
    """What stands beside a loss: denosumab that wears off, a bone medicine, steroids, or none of them."""
    if has_denosumab_gap(risks):
        return "change_lower_after_denosumab"
    if takes_bone_medicine(risks):
        return "change_lower_on_medicine"
    return "change_lower_on_steroids" if risks.glucocorticoids is GlucocorticoidUse.NOW else "change_lower"


def _higher(higher: list[_Told], risks: RiskFactors, *, hip_is_lower: bool) -> Iterator[Finding]:
    """On a bone medicine a hip that fell decides the word, whatever the spine shows. Rule of our notes, R15.10."""
    if not takes_bone_medicine(risks):
        yield from _findings("change_higher", higher, Concern.NONE_FOUND)
        return
    beside = [told for told in higher if hip_is_lower and told[0].site is SkeletalSite.LUMBAR_SPINE]
    yield from _findings("change_hip_decides", beside, Concern.WORTH_DISCUSSING)
    others = [told for told in higher if told not in beside]
    yield from _findings("change_higher_on_medicine", others, Concern.WORTH_DISCUSSING)


def _in_all(changes: tuple[SiteChanges, ...], risks: RiskFactors) -> Iterator[Finding]:
    """What only all steps together show, and the last one does not."""
    for verdict, key, concern in (
        (Verdict.LOWER, "change_lower_in_all", _concern_of_loss(risks)),
        (Verdict.HIGHER, "change_higher_in_all", Concern.NONE_FOUND),
    ):
        told = [
            (site, site.in_all)
            for site in changes
            if site.in_all is not None and site.in_all.verdict is verdict and site.latest.verdict is not verdict
        ]
        yield from _findings(key, told, concern)


def _t_scores(changes: tuple[SiteChanges, ...], risks: RiskFactors) -> Iterator[Finding]:
    """A fall of a T-score where bone density tells nothing: no verdict.

    A large one is to be asked about soon, and any on a bone medicine goes along to the doctor.
    """
    fell = [
        (change.t_fell, site, change)
        for site in changes
        for change in site.to_now
        if not change.is_told and change.t_fell is not None and change.t_fell > 0
    ]
    limit = threshold("t_score_fall")
    large = [told for told in fell if limit.is_met_by(told[0])]
    if large or (fell and takes_bone_medicine(risks)):
        key = "t_score_fell" if large else "t_score_lower_on_medicine"
        fell = large or fell
        _, site, change = max(fell, key=lambda told: told[0])
        values: dict[str, Value] = {
            "sites": tuple(dict.fromkeys(each.region for _, each, _ in fell)),
            "site": site.region,
            "score_before": site.look(change.since).measured.t_score or 0.0,
            "score_after": site.look(change.until).measured.t_score or 0.0,
        }
        concern = Concern.SEE_A_CLINICIAN if large else Concern.WORTH_DISCUSSING
        yield Finding(key=key, concern=concern, sources=("design",), values=values)


def _not_told(open_ones: list[_Told], noise_sd: Mapping[str, float | None]) -> Iterator[NotAssessed]:
    """Each reason once, with all sites that have it. A T-score that moved less than the noise is told so."""
    by_reason: dict[str, list[_Told]] = {}
    for told in open_ones:
        by_reason.setdefault(_reason(*told, noise_sd), []).append(told)
    for reason, sites in by_reason.items():
        question = sites[0][1].question
        yield NotAssessed(
            key=_ALONE,
            reason=reason,
            # Earlier scans are asked for in a place of their own, and not where this stands.
            question=None if question is None or of_earlier(question)[0] else question,
            values={"sites": tuple(site.region for site, _ in sites)},
        )


def _reason(site: SiteChanges, change: Change, noise_sd: Mapping[str, float | None]) -> str:
    why, noise = change.why[0], noise_sd.get(site.region)
    is_small = change.t_fell is not None and noise is not None and abs(change.t_fell) < noise
    return f"{why}_small" if why is CannotTell.T_ALONE and is_small else why


def _findings(key: str, told: list[_Told], concern: Concern) -> Iterator[Finding]:
    """One finding for all sites compared with the same scan."""
    for since in dict.fromkeys(change.since for _, change in told):
        yield _finding(key, [each for each in told if each[1].since == since], concern)


def _finding(key: str, told: list[_Told], concern: Concern) -> Finding:
    """Its numbers are those of the site that moved most."""
    site, change = max(told, key=lambda each: abs(each[1].moved_g_cm2 or 0.0))
    values: dict[str, Value] = {
        "sites": tuple(site.region for site, _ in told),
        "site": site.region,
        "moved": change.moved_g_cm2 or 0.0,
        "moved_percent": change.moved_percent or 0.0,
        "noise": change.noise_g_cm2 or 0.0,
        "year": site.look(change.since).year,
    }
    return Finding(key=key, concern=concern, sources=("iscd_precision", *_noise_sources(told)), values=values)


def _noise_sources(told: list[_Told]) -> tuple[str, ...]:
    published = [
        precision_of(site.site).source
        for site, change in told
        if (change.is_told or change.is_far) and not change.noise_is_of_centre
    ]
    return tuple(dict.fromkeys(published))
