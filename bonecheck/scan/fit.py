"""Whether the numbers of one site fit together: T-score, Z-score and bone density."""

from bonecheck.answers.dxa_report import ALL_VERTEBRAE, ScannerMake, SiteMeasurement, SkeletalSite
from bonecheck.answers.person import Person, Sex
from bonecheck.evidence.library import threshold
from bonecheck.scan.densitometry import (
    Bmd,
    BmdCategory,
    ExpectedRange,
    TScore,
    YoungAdultReference,
    ZScore,
    one_decimal,
    young_adult_reference,
)
from bonecheck.scan.held import Held
from bonecheck.scan.score_choice import Score

_HIP = {SkeletalSite.FEMORAL_NECK, SkeletalSite.TOTAL_HIP}
GAP_UNDER = ("z_above_t_under_40", "z_above_t_under_60", "z_above_t_under_70")  # each with an age of its own


def is_in_lowest_range(value: float, score: Score) -> bool:
    """Whether no other number could move the result to a lower range."""
    if score is Score.Z_SCORE:
        return ZScore(value).expected_range is ExpectedRange.BELOW
    return TScore(value).category is BmdCategory.OSTEOPOROSIS


def contradiction(
    measurement: SiteMeasurement,
    make: ScannerMake | None,
    person: Person,
    age_at_scan_years: float | None,
    score: Score,
) -> Held | None:
    """Whether the printed scores of a site cannot all be right, so that none of them is read.

    The T-score against the one that the bone density gives, and against the Z-score, which is normally the
    higher one from 50 on. Nothing is held where either number of the two leads to the lowest range. Limits:
    `thresholds.toml`, our own choice.
    """
    printed = measurement.t_score
    if printed is None:
        return None
    computed = reference_t_score(measurement, make, person.sex)
    if computed is not None and not _both_lowest(printed, computed) and _bmd_contradicts(printed, computed, score):
        return Held.T_AND_BMD_CONFLICT
    if measurement.z_score is None or age_at_scan_years is None or _both_lowest(printed, measurement.z_score):
        return None
    is_above = t_is_above_z_from_50(printed, measurement.z_score, age_at_scan_years)
    return Held.T_AND_Z_CONFLICT if is_above else None


def t_is_above_z_from_50(t_score: float, z_score: float, age_at_scan_years: float) -> bool:
    """Whether the T-score lies further above the Z-score than tables explain, at an age whose Z-score is the higher."""
    limit = threshold("t_above_z" if t_score < 0 else "t_above_z_otherwise")
    old_enough = threshold("contradiction_age").is_met_by(age_at_scan_years)
    return old_enough and limit.is_met_by(round(t_score - z_score, 6))


def z_is_too_good(measurement: SiteMeasurement, age_at_scan_years: float | None) -> bool:
    """Whether the Z-score lies further above the T-score than any table shows at this age.

    Both are asked about; the T-score keeps its class, since the Z-score may be the slip.
    """
    if measurement.t_score is None or measurement.z_score is None:
        return False
    limits = ["z_above_t"]
    if age_at_scan_years is not None:
        limits += [limit for limit in GAP_UNDER if threshold(f"{limit}_age").is_met_by(age_at_scan_years)]
    above = round(measurement.z_score - measurement.t_score, 6)
    return any(threshold(limit).is_met_by(above) for limit in limits)


def t_is_above_z(measurement: SiteMeasurement, person: Person, age_at_scan_years: float | None) -> bool:
    """Whether the T-score lies further above the Z-score than reference tables explain, at any age.

    From 50 on this holds the site back, unless both are in the lowest range; under 50 it is asked about only.
    """
    t_score, z_score, age = measurement.t_score, measurement.z_score, age_at_scan_years
    if t_score is None or z_score is None:
        return False
    limit = "t_above_z_otherwise"
    if age is not None and threshold("contradiction_age").is_met_by(age):
        limit = "t_above_z" if t_score < 0 else limit
    elif age is not None and person.sex is Sex.FEMALE and measurement.site in _HIP:
        old_enough = threshold("t_above_z_at_40_to_49_age").is_met_by(age)
        if old_enough and threshold("t_above_z_at_40_to_49_t_score").is_met_by(t_score):
            limit = "t_above_z_at_40_to_49"
    return threshold(limit).is_met_by(round(t_score - z_score, 6))


def reference_t_score(measurement: SiteMeasurement, make: ScannerMake | None, sex: Sex | None) -> float | None:
    """T-score that the reference tables give for the printed bone density, to one decimal; None without a table.

    A spine needs all of L1-L4: the tables hold no other combination.
    """
    reference = _young_adults(measurement, make, sex)
    if reference is None or measurement.bmd_g_cm2 is None:
        return None
    bmd = Bmd(g_cm2=measurement.bmd_g_cm2, site=measurement.site, make=reference.make)
    return one_decimal(reference.t_score(bmd).sd)


def is_far_from_bmd(printed: float, computed: float) -> bool:
    """Whether a printed T-score lies far from the one that its bone density gives, or on the other side of zero.

    Compared at one decimal.
    """
    limit = threshold("t_and_bmd_sign_conflict" if printed * computed < 0 else "t_and_bmd_conflict")
    return limit.is_met_by(round(abs(one_decimal(printed) - computed), 6))


def _young_adults(
    measurement: SiteMeasurement, make: ScannerMake | None, sex: Sex | None
) -> YoungAdultReference | None:
    if measurement.site is SkeletalSite.LUMBAR_SPINE and measurement.vertebrae != ALL_VERTEBRAE:
        return None
    return young_adult_reference(measurement.site, sex, make) if sex and make else None


def _both_lowest(one: float, other: float) -> bool:
    return all(is_in_lowest_range(number, Score.T_SCORE) for number in (one, other))


def _bmd_contradicts(printed: float, computed: float, score: Score) -> bool:
    """Far apart, on two sides of zero, or in a better range than the bone density gives."""
    if is_far_from_bmd(printed, computed):
        return True
    edge = {BmdCategory.NORMAL: "t_score_normal", BmdCategory.OSTEOPENIA: "t_score_osteoporosis"}.get(
        TScore(printed).category
    )
    if edge is None or score is not Score.T_SCORE:
        return False
    return threshold("t_and_bmd_range_conflict").is_met_by(round(threshold(edge).value - computed, 6))
