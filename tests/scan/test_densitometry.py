"""T- and Z-scores, their classes, and the reference data behind them."""

import math

import pytest

from bonecheck.answers.dxa_report import ScannerMake, SkeletalSite, Vertebra
from bonecheck.answers.person import Sex
from bonecheck.errors import MismatchedReference
from bonecheck.scan.densitometry import (
    Bmd,
    BmdCategory,
    ExpectedRange,
    Population,
    TScore,
    ZScore,
    age_curve,
    age_matched_reference,
    measurement_noise_g_cm2,
    one_decimal,
    spine_can_be_judged,
    standardised_bmd_g_cm2,
    young_adult_reference,
)

NECK, HIP = SkeletalSite.FEMORAL_NECK, SkeletalSite.TOTAL_HIP
SPINE, RADIUS = SkeletalSite.LUMBAR_SPINE, SkeletalSite.ONE_THIRD_RADIUS
HOLOGIC = ScannerMake.HOLOGIC
NORMAL, OSTEOPENIA, OSTEOPOROSIS = BmdCategory


@pytest.mark.parametrize(
    ("t", "category"),
    [
        (3.0, NORMAL),
        (0.0, NORMAL),
        (-0.9, NORMAL),
        (-1.0, NORMAL),
        (-1.04, OSTEOPENIA),  # as printed, never rounded first (R4.1)
        (-1.05, OSTEOPENIA),
        (-1.1, OSTEOPENIA),
        (-2.4, OSTEOPENIA),
        (-2.44, OSTEOPENIA),
        (-2.45, OSTEOPENIA),
        (-2.49, OSTEOPENIA),
        (-2.5, OSTEOPOROSIS),
        (-2.6, OSTEOPOROSIS),
        (-5.0, OSTEOPOROSIS),
    ],
)
def test_a_t_score_is_sorted_as_it_is_printed(t, category):
    assert TScore(t).category is category


@pytest.mark.parametrize(
    ("z", "expected"),
    [
        (0.0, ExpectedRange.WITHIN),
        (-1.9, ExpectedRange.WITHIN),
        (-1.94, ExpectedRange.WITHIN),
        (-1.95, ExpectedRange.WITHIN),  # as printed, never rounded first (R4.1)
        (-2.0, ExpectedRange.BELOW),  # ISCD: -2.0 or lower
        (-2.04, ExpectedRange.BELOW),
        (-2.1, ExpectedRange.BELOW),
    ],
)
def test_a_z_score_of_minus_two_itself_is_below_the_expected_range(z, expected):
    assert ZScore(z).expected_range is expected


@pytest.mark.parametrize(
    ("computed", "printed"),
    [(-2.45, -2.5), (-2.44, -2.4), (-2.4499999999, -2.5), (-1.05, -1.1), (0.05, 0.1), (-0.04, 0.0), (2.25, 2.3)],
)
def test_a_score_is_rounded_as_on_paper_halves_away_from_zero(computed, printed):
    assert one_decimal(computed) == printed


def test_a_score_just_below_zero_is_printed_without_a_minus_sign():
    assert math.copysign(1, one_decimal(-0.04)) == 1


@pytest.mark.parametrize(
    ("z", "of_100"),
    # The normal curve: 1 SD below leaves 15.87 of 100 below, 2 SD below 2.28.
    [(0.0, 50.0), (-1.0, 15.87), (1.0, 84.13), (-2.0, 2.28)],
)
def test_a_z_score_says_how_many_people_of_ones_age_have_less_bone(z, of_100):
    assert ZScore(z).percentile == pytest.approx(of_100, abs=0.005)


# ------------------------------------------------------------------ young adults


@pytest.mark.parametrize(
    ("site", "make", "mean", "sd"),
    [  # densitometry notes, section 2.1
        (NECK, HOLOGIC, 0.858, 0.120),
        (HIP, HOLOGIC, 0.942, 0.122),
        (SPINE, HOLOGIC, 1.047, 0.110),
        (NECK, ScannerMake.GE_LUNAR, 1.038, 0.139),
        (HIP, ScannerMake.GE_LUNAR, 1.008, 0.126),
        (SPINE, ScannerMake.GE_LUNAR, 1.182, 0.120),
        (NECK, ScannerMake.NORLAND, 0.960, 0.132),
        (HIP, ScannerMake.NORLAND, 0.919, 0.122),
        (SPINE, ScannerMake.NORLAND, 1.050, 0.119),
    ],
)
def test_young_white_women_are_the_zero_and_the_unit_of_t_scores(site, make, mean, sd):
    reference = young_adult_reference(site, Sex.FEMALE, make)
    assert (reference.mean_g_cm2, reference.sd_g_cm2) == (mean, sd)
    assert reference.t_score(Bmd(g_cm2=mean, site=site, make=make)).sd == 0
    assert reference.t_score(Bmd(g_cm2=mean - 2 * sd, site=site, make=make)).sd == pytest.approx(-2)


@pytest.mark.parametrize("site", SkeletalSite)
@pytest.mark.parametrize("make", ScannerMake)
def test_no_man_has_a_young_adult_reference(site, make):
    assert young_adult_reference(site, Sex.MALE, make) is None


@pytest.mark.parametrize("make", [ScannerMake.OTHER, ScannerMake.NOT_KNOWN])
@pytest.mark.parametrize("site", SkeletalSite)
def test_a_scanner_of_unknown_make_has_no_reference(site, make):
    assert young_adult_reference(site, Sex.FEMALE, make) is None
    assert age_matched_reference(site, Sex.FEMALE, make, Population.WHITE, 65) is None
    assert standardised_bmd_g_cm2(Bmd(g_cm2=0.8, site=site, make=make)) is None


@pytest.mark.parametrize("make", ScannerMake)
def test_the_forearm_has_no_reference(make):
    assert young_adult_reference(RADIUS, Sex.FEMALE, make) is None
    assert measurement_noise_g_cm2(RADIUS) is None


@pytest.mark.parametrize(
    ("site", "make"), [(HIP, HOLOGIC), (NECK, ScannerMake.GE_LUNAR)], ids=["another site", "another maker"]
)
def test_a_neck_is_never_compared_with_another_site_or_maker(site, make):
    bmd = Bmd(g_cm2=0.7, site=site, make=make)
    with pytest.raises(MismatchedReference, match=f"given={site}/{make}: expected=femoral_neck/hologic"):
        young_adult_reference(NECK, Sex.FEMALE, HOLOGIC).t_score(bmd)
    with pytest.raises(MismatchedReference, match=f"given={site}/{make}: expected=femoral_neck/hologic"):
        age_matched_reference(NECK, Sex.FEMALE, HOLOGIC, Population.WHITE, 65).z_score(bmd)


# ------------------------------------------------------------------ people of the same age


def white_neck(age):
    return age_matched_reference(NECK, Sex.FEMALE, HOLOGIC, Population.WHITE, age)


@pytest.mark.parametrize(
    ("age", "mean", "sd"),
    [
        (60, (0.737 + 0.681) / 2, (0.121 + 0.119) / 2),  # half way between the mid-points 55 and 65
        (57, 0.737 + 0.2 * (0.681 - 0.737), 0.121 + 0.2 * (0.119 - 0.121)),  # a fifth of the way
        (20, 0.858, 0.120),  # flat before the first mid-point
        (25, 0.858, 0.120),
        (85, 0.573, 0.108),
        (85.9, 0.573, 0.108),  # flat to the end of that year of life
    ],
)
def test_between_mid_points_of_decades_the_mean_runs_in_a_straight_line(age, mean, sd):
    assert white_neck(age).mean_g_cm2 == pytest.approx(mean, abs=1e-9)
    assert white_neck(age).sd_g_cm2 == pytest.approx(sd, abs=1e-9)


@pytest.mark.parametrize("age", [-1, 19, 19.9, 86, 89, 90, 120])
def test_there_are_no_peers_outside_the_ages_of_the_table(age):
    assert white_neck(age) is None


@pytest.mark.parametrize(("age", "reached"), [(69, True), (69.9, True), (70, False)])
def test_the_hip_table_stops_at_69(age, reached):
    reference = age_matched_reference(HIP, Sex.FEMALE, HOLOGIC, Population.WHITE, age)
    assert (reference is not None) == reached


@pytest.mark.parametrize("site", [NECK, HIP, SPINE])
def test_men_have_no_peers_in_any_table(site):
    assert age_matched_reference(site, Sex.MALE, HOLOGIC, Population.WHITE, 65) is None
    assert age_curve(site, Sex.MALE, HOLOGIC, Population.WHITE) == ()


def test_women_of_65_on_a_lunar_scanner_are_the_hologic_women_converted():
    """Standardised: 0.019 + 1.087 x 0.681 = 0.759247; on Lunar (0.759247 + 0.023) / 0.939; SD 0.119 x 1.087 / 0.939."""
    lunar = age_matched_reference(NECK, Sex.FEMALE, ScannerMake.GE_LUNAR, Population.WHITE, 65)
    assert lunar.mean_g_cm2 == pytest.approx((0.759247 + 0.023) / 0.939)
    assert lunar.sd_g_cm2 == pytest.approx(0.119 * 1.087 / 0.939)


def test_the_same_woman_has_the_same_z_score_on_either_scanner():
    hologic_g_cm2 = 0.600
    lunar_g_cm2 = (0.019 + 1.087 * hologic_g_cm2 + 0.023) / 0.939
    on_hologic = white_neck(72).z_score(Bmd(g_cm2=hologic_g_cm2, site=NECK, make=HOLOGIC)).sd
    lunar = age_matched_reference(NECK, Sex.FEMALE, ScannerMake.GE_LUNAR, Population.WHITE, 72)
    assert lunar.z_score(Bmd(g_cm2=lunar_g_cm2, site=NECK, make=ScannerMake.GE_LUNAR)).sd == pytest.approx(on_hologic)


def test_the_age_curve_has_a_point_for_every_year_of_the_table_and_falls_with_age():
    curve = age_curve(NECK, Sex.FEMALE, HOLOGIC, Population.WHITE)
    assert [point.age_years for point in curve] == list(range(20, 86))
    means = [point.mean_g_cm2 for point in curve]
    assert means == sorted(means, reverse=True)


# ------------------------------------------------------------------ noise and vertebrae


@pytest.mark.parametrize(
    ("site", "precision_error"),
    [(HIP, 0.016), (NECK, 0.020)],  # Nelson 2010, upper end of the range
)
def test_two_scans_of_one_person_differ_by_less_than_2_77_precision_errors(site, precision_error):
    """The least significant change: 1.96 times the spread of a difference, which is sqrt(2) precision errors."""
    least_significant_change = measurement_noise_g_cm2(site)
    assert least_significant_change == pytest.approx(2.77 * precision_error, abs=0.0005)
    assert least_significant_change == pytest.approx(1.96 * math.sqrt(2) * precision_error, abs=0.0005)


def test_the_least_significant_change_of_a_spine_is_the_highest_of_three_hospitals():
    assert measurement_noise_g_cm2(SPINE) == 0.039


L1, L2, L3, L4 = Vertebra


@pytest.mark.parametrize(
    ("vertebrae", "judged"),
    [
        ((), False),
        ((L1,), False),
        ((L4,), False),
        ((L1, L1), False),  # the same vertebra twice is one vertebra
        ((L1, L2), True),
        ((L1, L3), True),  # they need not touch, ISCD 2023
        ((L1, L2, L4), True),
        ((L1, L2, L3, L4), True),
        (None, True),  # levels not printed: the whole region
    ],
)
def test_a_spine_needs_two_vertebrae(vertebrae, judged):
    assert spine_can_be_judged(vertebrae) is judged
