"""Rows of a report that somebody brings, against reference tables and the rules of the scan: what else is in doubt."""

from dataclasses import replace

from bonecheck.answers.dxa_report import ScannerMake, Side, SiteMeasurement, SkeletalSite
from bonecheck.answers.person import Sex
from bonecheck.answers.report_import.claims import T, Z
from bonecheck.answers.report_import.doubts import MOST_OF_AGE, is_off
from bonecheck.answers.report_import.found import Doubt, FoundReport, FoundRow, FoundSide, FoundSite
from bonecheck.scan.densitometry import ExpectedRange, ZScore
from bonecheck.scan.fit import is_far_from_bmd, reference_t_score, t_is_above_z_from_50

_SITES = {
    (FoundSite.HIP, "neck"): SkeletalSite.FEMORAL_NECK,
    (FoundSite.HIP, "total"): SkeletalSite.TOTAL_HIP,
    (FoundSite.FOREARM, "radius_33"): SkeletalSite.ONE_THIRD_RADIUS,
}
SIGN_DOUBTS = {T: Doubt.SIGN_NOT_PRINTED, Z: Doubt.Z_SIGN_NOT_PRINTED}
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


def looked_over(report: FoundReport) -> FoundReport:
    """The report with every doubt, also those that only tables and rules of the scan raise.

    The scanner and the age are those of the present scan, so rows of earlier scans are held against neither.
    """
    earlier = tuple(replace(scan, rows=tuple(map(_with_sign_doubts, scan.rows))) for scan in report.earlier)
    return replace(report, rows=tuple(_looked_over(row, report) for row in report.rows), earlier=earlier)


def _looked_over(row: FoundRow, report: FoundReport) -> FoundRow:
    found = []
    if t_against_bmd(row, report.maker, report.sex):
        found.append(Doubt.T_AGAINST_BMD)
    age, t_score, z_score = report.age_years, row.t_score, row.z_score
    if t_score is not None and z_score is not None and age is not None and t_is_above_z_from_50(t_score, z_score, age):
        found.append(Doubt.T_ABOVE_Z)
    return _with_sign_doubts(_with(row, found), report.maker, report.sex)


def _with(row: FoundRow, doubts: list[Doubt]) -> FoundRow:
    return replace(row, doubts=tuple(dict.fromkeys([*row.doubts, *doubts])))


def _with_sign_doubts(row: FoundRow, make: ScannerMake | None = None, sex: Sex | None = None) -> FoundRow:
    """The row with a doubt for each score above zero that may have lost its minus.

    None where the other numbers of the row fit this sign and would deny the other one, and none for a Z-score beside a
    T-score that has its sign, as most reports print them, unless it would be low with a minus.
    """
    found = []
    for kind, doubt in SIGN_DOUBTS.items():
        if kind in row.unsigned and not (kind == Z and _is_small_beside_a_signed_t(row)):
            turned = replace(row, **{kind: -getattr(row, kind)})
            if _denies(row, kind, make, sex) or not _denies(turned, kind, make, sex):
                found.append(doubt)
    return _with(row, found)


def _is_small_beside_a_signed_t(row: FoundRow) -> bool:
    has_signed_t = row.t_score is not None and T not in row.unsigned
    return has_signed_t and row.z_score is not None and ZScore(-row.z_score).expected_range is ExpectedRange.WITHIN


def _denies(row: FoundRow, kind: str, make: ScannerMake | None, sex: Sex | None) -> bool:
    """Whether percent of the mean, or the bone density, speaks against a score of this row."""
    if kind == Z:
        return is_off(row.z_score, row.percent_of_age, MOST_OF_AGE)
    return is_off(row.t_score, row.percent_of_young) or t_against_bmd(row, make, sex)


def t_against_bmd(row: FoundRow, make: ScannerMake | None, sex: Sex | None) -> bool:
    """Whether the T-score of a row lies far from the one that its bone density gives: a sign or a column may be wrong.

    The limits are those by which numbers that were typed are held back, in `thresholds.toml`.
    """
    measurement = as_measurement(row)
    if measurement is None or measurement.t_score is None:
        return False
    computed = reference_t_score(measurement, make, sex)
    return computed is not None and is_far_from_bmd(measurement.t_score, computed)
