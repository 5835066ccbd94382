"""Rows of a report that somebody brings, against the reference tables: a T-score that its bone density contradicts."""

from bonecheck.answers.dxa_report import ScannerMake, Side, SiteMeasurement, SkeletalSite
from bonecheck.answers.person import Sex
from bonecheck.answers.report_import.found import FoundRow, FoundSide, FoundSite
from bonecheck.scan.fit import reference_t_score, t_and_bmd_limit

_SITES = {
    (FoundSite.HIP, "neck"): SkeletalSite.FEMORAL_NECK,
    (FoundSite.HIP, "total"): SkeletalSite.TOTAL_HIP,
    (FoundSite.FOREARM, "radius_33"): SkeletalSite.ONE_THIRD_RADIUS,
}
_SIDES = {FoundSide.LEFT: Side.LEFT, FoundSide.RIGHT: Side.RIGHT}


def as_measurement(row: FoundRow) -> SiteMeasurement | None:
    """The measurement that a row would become; None for rows that never decide."""
    if row.site is FoundSite.LUMBAR_SPINE and not row.secondary:
        site = SkeletalSite.LUMBAR_SPINE
    elif (found := _SITES.get((row.site, row.region or ""))) is not None:
        site = found
    else:
        return None
    is_hip = site in {SkeletalSite.FEMORAL_NECK, SkeletalSite.TOTAL_HIP}
    return SiteMeasurement(
        site=site,
        side=_SIDES.get(row.side) if is_hip and row.side is not None else None,
        vertebrae=row.vertebrae if site is SkeletalSite.LUMBAR_SPINE else None,
        t_score=row.t_score,
        z_score=row.z_score,
        bmd_g_cm2=row.bmd_g_cm2,
    )


def t_against_bmd(row: FoundRow, make: ScannerMake | None, sex: Sex | None) -> bool:
    """Whether the T-score of a row lies far from the one that its bone density gives: a sign or a column may be wrong.

    The limits are those by which numbers that were typed are held back, in `thresholds.toml`.
    """
    measurement = as_measurement(row)
    if measurement is None or measurement.t_score is None:
        return False
    computed = reference_t_score(measurement, make, sex)
    if computed is None:
        return False
    limit = t_and_bmd_limit(measurement.t_score, computed)
    return limit.is_met_by(round(abs(measurement.t_score - computed), 6))
