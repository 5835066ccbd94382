"""How bone was measured: only a DXA of spine, hip or forearm on a table has a range; each other way its own answer."""

from collections.abc import Iterator, Mapping

from bonecheck.answers.dxa_report import DxaReport, ScanMethod, SiteMeasurement, SkeletalSite
from bonecheck.answers.risk_factors import RiskFactors
from bonecheck.answers.typed import ct_density_in, percent_in
from bonecheck.evidence.library import threshold
from bonecheck.outcomes import Concern, Finding, NotAssessed, Outcome, Value
from bonecheck.scan.fractures import telling_break
from bonecheck.scan.held import Held
from bonecheck.scan.score_choice import Score, ScoreChoice, Why

# The findings of a result that is as low as osteoporosis, but no DXA.
LOW_WITHOUT_DXA = ("low_by_other_method", "ct_density_osteoporosis", "ct_density_very_low")
_TOLD = {None, ScanMethod.NOT_KNOWN}
_STAGE_OPEN = {Why.TRANSITION, Why.WOMAN_STAGE_NOT_KNOWN}


def held_by_method(measurement: SiteMeasurement, report: DxaReport) -> Held | None:
    """Why a site has no range for the way it was measured. A spine or hip is taken as DXA until told otherwise."""
    if report.scan_method not in {ScanMethod.DXA, *_TOLD}:
        return Held.OTHER_METHOD
    if report.scan_method in _TOLD and not _has_spine_or_hip(report):
        return Held.METHOD_NEEDED  # a forearm alone may be from a device at a shop
    return None


def has_usable_scan(report: DxaReport, unread: Mapping[str, str]) -> bool:
    """Whether the scan is a DXA that these rules can read, as far as told.

    False for every other method, for heel, finger or whole body alone, for a forearm of which it is not told how it
    was measured, and for a CT density. True where nothing is told of the scan yet.
    """
    if report.scan_method not in {ScanMethod.DXA, *_TOLD}:
        return False
    if not report.measurements:
        return not report.unusable
    if all(_is_ct(measurement, unread) for measurement in report.measurements):
        return False
    return report.scan_method is ScanMethod.DXA or _has_spine_or_hip(report)


def method_findings(
    report: DxaReport,
    risks: RiskFactors,
    choice: ScoreChoice,
    age_at_scan_years: float | None,
    unread: Mapping[str, str],
) -> Iterator[Outcome]:
    """What a result says that is no score of a DXA: its own plain answer, and never a range of the T-score."""
    for unusable in report.unusable:
        yield NotAssessed(key=f"scan_{unusable}", reason=f"{unusable}_not_read", question="scan_regions")
    typed_ct = [value for key, text in unread.items() if (value := ct_density_in(text)) is not None]
    density = report.ct_density_mg_cm3 if report.scan_method is ScanMethod.CT else None
    if density is None and typed_ct:
        density = min(typed_ct)
    match report.scan_method:
        case ScanMethod.CT:
            yield from _ct(density, choice, age_at_scan_years, _contradicted_by(report, risks))
        case ScanMethod.HEEL_ULTRASOUND:
            yield NotAssessed(key="scan_heel", reason="heel_not_read", question="scan_method")
        case ScanMethod.SPINE_HIP_ULTRASOUND:
            yield NotAssessed(key="scan_ultrasound", reason="ultrasound_not_read", question="scan_method")
        case ScanMethod.ARM_OR_FINGER_DEVICE:
            yield NotAssessed(key="scan_device", reason="device_not_read", question="scan_method")
        case ScanMethod.XRAY_BY_COMPUTER:
            yield NotAssessed(key="scan_xray", reason="xray_not_read", question="scan_method")
        case None | ScanMethod.NOT_KNOWN if _has_spine_or_hip(report) and not typed_ct:
            reason = "method_not_told" if report.scan_method is None else "method_not_sure"
            yield NotAssessed(key="scan_method", reason=reason, question="scan_method")
        case _ if typed_ct:
            yield from _ct(density, choice, age_at_scan_years, _contradicted_by(report, risks))
    yield from _percent(risks, unread)


def _contradicted_by(report: DxaReport, risks: RiskFactors) -> str | None:
    """What does not fit a CT density that is called normal: a broken bone, or a very low score of the same CT."""
    if telling_break(risks):
        return "break"
    scores = [m.t_score for m in report.measurements if m.t_score is not None and report.scan_method is ScanMethod.CT]
    return "score" if any(threshold("t_score_osteoporosis").is_met_by(score) for score in scores) else None


def _ct(
    density: float | None, choice: ScoreChoice, age_at_scan_years: float | None, contradicted_by: str | None
) -> Iterator[Outcome]:
    """The ranges that CT readers use, after menopause and in older men. Source: ``qct_table``.

    A density that is called normal rules nothing out, and what speaks against it is named. A very low one is a reason for
    a DXA for everybody.
    """
    if density is None:
        yield NotAssessed(key="scan_ct", reason="ct_no_density", question="ct_density_mg_cm3")
        return
    values: dict[str, Value] = {"density": _plain(density)}
    old_enough = age_at_scan_years is not None and threshold("ct_density_age").is_met_by(age_at_scan_years)
    if choice.score is not Score.T_SCORE or choice.why in _STAGE_OPEN or not old_enough:
        too_young_then = age_at_scan_years is not None and not old_enough
        reason = "ct_too_young_then" if too_young_then else "ct_not_for_everybody"
        yield NotAssessed(key="scan_ct", reason=reason, values=values)
        if threshold("ct_density_osteoporosis").is_met_by(density):
            yield Finding(
                key="ct_density_very_low",
                concern=Concern.WORTH_DISCUSSING,
                sources=("qct_table", "design"),
                values=values,
            )
        return
    key, concern = "ct_density_low", Concern.WORTH_DISCUSSING
    if threshold("ct_density_normal").is_met_by(density):
        key = f"ct_density_normal_beside_{contradicted_by}" if contradicted_by else "ct_density_normal"
    elif threshold("ct_density_osteoporosis").is_met_by(density):
        key, concern = "ct_density_osteoporosis", Concern.SEE_A_CLINICIAN
    yield Finding(key=key, concern=concern, sources=("qct_table",), values=values)


def _percent(risks: RiskFactors, unread: Mapping[str, str]) -> Iterator[Outcome]:
    """A percentage of young adults beside the line used in Japan; it never becomes a T-score. Source: ``japan_2012``."""
    typed = [value for key, text in unread.items() if "z_score" not in key and (value := percent_in(text)) is not None]
    if not typed:
        return
    values: dict[str, Value] = {"percent": _plain(min(typed))}
    key, concern = "percent_above_line", Concern.WORTH_DISCUSSING
    if threshold("japan_line_percent").is_met_by(min(typed)):
        key, concern = "percent_at_line", Concern.SEE_A_CLINICIAN
    elif risks.any_fracture and threshold("japan_line_with_break").is_met_by(min(typed)):
        key, concern = "percent_with_break", Concern.SEE_A_CLINICIAN
    yield Finding(key=key, concern=concern, sources=("japan_2012",), values=values)


def _plain(number: float) -> int | float:
    """As it was typed: 86, not 86.0."""
    return int(number) if number == int(number) else number


def _has_spine_or_hip(report: DxaReport) -> bool:
    return any(measurement.site is not SkeletalSite.ONE_THIRD_RADIUS for measurement in report.measurements)


def _is_ct(measurement: SiteMeasurement, unread: Mapping[str, str]) -> bool:
    """Whether all that a site holds is a density in volume."""
    typed = [text for key, text in unread.items() if key.startswith(f"{measurement.region}.")]
    printed = (measurement.t_score, measurement.z_score, measurement.bmd_g_cm2)
    return printed == (None, None, None) and bool(typed) and all(ct_density_in(text) is not None for text in typed)
