"""A FRAX result that a person brings along, just below, at and just above every published limit."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonecheck.risk.models.frax_limits import Verdict, nogg_2024, nogg_verdict, us_verdict
from tests.people import SHARED_REFERENCE
from tests.test_golden import rows

LOW, BETWEEN, HIGH, BELOW, ABOVE = Verdict.LOW, Verdict.BETWEEN, Verdict.HIGH, Verdict.BELOW, Verdict.ABOVE

# fracture_models.md, section 7.1: lower, intervention, upper; major, then hip.
PRINTED = {
    50: ((3.4, 7.3, 8.8), (0.23, 0.91, 1.1)),
    55: ((4.5, 9.5, 11.4), (0.43, 1.5, 1.7)),
    60: ((6.0, 12.2, 14.6), (0.80, 2.3, 2.8)),
    65: ((8.6, 16.5, 19.8), (1.4, 3.5, 4.2)),
    70: ((11.1, 20.3, 24.4), (2.6, 5.4, 6.5)),
}
AGES = [
    (50, 50), (54, 50), (54.9, 50), (55, 55), (59, 55), (60, 60), (64, 60), (65, 65), (69, 65), (70, 70), (75, 70),
    (90, 70), (105, 70),
]  # fmt: skip
EVERY_AGE = pytest.mark.parametrize(("age", "row"), AGES)
STEP = 0.01
percents = st.integers(0, 1000).map(lambda tenths: tenths / 10)


def around(limit):
    return round(limit - STEP, 2), limit, round(limit + STEP, 2)


@EVERY_AGE
def test_an_age_has_the_limits_of_its_five_years_and_from_70_on_the_last(age, row):
    found = nogg_2024(age)
    printed = tuple((limits.lower, limits.intervention, limits.upper) for limits in (found.major, found.hip))
    assert (found.age_min, printed) == (row, PRINTED[row])


@pytest.mark.parametrize("age", [49, 49.9, 40, math.nan])
def test_nobody_under_50_has_limits_or_a_verdict(age):
    assert nogg_2024(age) is None
    assert nogg_verdict(age, 50.0, 20.0, with_bmd=False) is None
    assert nogg_verdict(age, 50.0, 20.0, with_bmd=True) is None


def test_very_high_is_stated_from_70_on_and_marked_as_derived_before():
    """Section 7.1: 1.6 times intervention, stated at 70 and over as 32.5 major and 8.6 hip."""
    stated = nogg_2024(70)
    assert (stated.major.very_high, stated.hip.very_high) == (32.5, 8.6)
    assert not stated.very_high_is_derived
    for age in (50, 55, 60, 65):
        row = nogg_2024(age)
        assert row.very_high_is_derived
        assert row.major.very_high == pytest.approx(1.6 * row.major.intervention, abs=0.05)
        assert row.hip.very_high == pytest.approx(1.6 * row.hip.intervention, abs=0.005)


def test_upper_is_1_2_times_intervention_as_the_notes_say_of_the_whole_table():
    for age in PRINTED:
        for limits in (nogg_2024(age).major, nogg_2024(age).hip):
            assert limits.upper == pytest.approx(1.2 * limits.intervention, abs=0.1)


def test_the_copy_is_the_reference_as_it_stands():
    """Where the reference folder is not beside the checkout, the table above alone holds the copy."""
    if not SHARED_REFERENCE.exists():
        return
    original = [row for row in rows("nogg_thresholds.csv", SHARED_REFERENCE) if row["version"] == "NOGG_2024"]
    assert len(original) == 5
    for row in original:
        found = nogg_2024(float(row["age_min"]))
        for prefix, limits in (("mof", found.major), ("hip", found.hip)):
            assert limits.lower == float(row[f"{prefix}_lower_assessment_pct"])
            assert limits.intervention == float(row[f"{prefix}_intervention_pct"])
            assert limits.upper == float(row[f"{prefix}_upper_assessment_pct"])


# ------------------------------------------------------------------ UK, without bone density


@EVERY_AGE
def test_without_bone_density_major_counts_against_the_lower_and_the_upper_limit(age, row):
    lower, _, upper = PRINTED[row][0]
    assert [nogg_verdict(age, major, 0.0, with_bmd=False) for major in around(lower)] == [LOW, BETWEEN, BETWEEN]
    assert [nogg_verdict(age, major, 0.0, with_bmd=False) for major in around(upper)] == [BETWEEN, HIGH, HIGH]


@EVERY_AGE
def test_without_bone_density_hip_counts_against_the_lower_and_the_upper_limit(age, row):
    lower, _, upper = PRINTED[row][1]
    assert [nogg_verdict(age, 0.0, hip, with_bmd=False) for hip in around(lower)] == [LOW, BETWEEN, BETWEEN]
    assert [nogg_verdict(age, 0.0, hip, with_bmd=False) for hip in around(upper)] == [BETWEEN, HIGH, HIGH]


# ------------------------------------------------------------------ UK, with bone density


@EVERY_AGE
def test_with_bone_density_only_the_intervention_limit_counts(age, row):
    (_, major_limit, _), (_, hip_limit, _) = PRINTED[row]
    assert [nogg_verdict(age, major, 0.0, with_bmd=True) for major in around(major_limit)] == [BELOW, ABOVE, ABOVE]
    assert [nogg_verdict(age, 0.0, hip, with_bmd=True) for hip in around(hip_limit)] == [BELOW, ABOVE, ABOVE]


def test_the_higher_of_the_two_verdicts_counts():
    assert nogg_verdict(67, 5.0, 5.0, with_bmd=False) is HIGH  # major low, hip above 4.2
    assert nogg_verdict(67, 25.0, 0.5, with_bmd=False) is HIGH  # major above 19.8, hip low
    assert nogg_verdict(67, 10.0, 0.5, with_bmd=False) is BETWEEN
    assert nogg_verdict(67, 5.0, 3.6, with_bmd=True) is ABOVE


# ------------------------------------------------------------------ one number missing


@pytest.mark.parametrize("missing", [None, math.nan])
def test_with_one_number_missing_the_other_decides_but_never_reassures(missing):
    assert nogg_verdict(67, 25.0, missing, with_bmd=False) is HIGH
    assert nogg_verdict(67, missing, 2.0, with_bmd=False) is BETWEEN
    assert nogg_verdict(67, missing, 3.5, with_bmd=True) is ABOVE
    assert nogg_verdict(67, 5.0, missing, with_bmd=False) is None
    assert nogg_verdict(67, missing, 0.5, with_bmd=False) is None
    assert nogg_verdict(67, 5.0, missing, with_bmd=True) is None
    assert us_verdict(20, missing) is ABOVE
    assert us_verdict(missing, 3) is ABOVE
    assert us_verdict(19.9, missing) is None
    assert us_verdict(missing, 2.9) is None


def test_without_any_number_there_is_no_verdict():
    assert nogg_verdict(67, None, None, with_bmd=False) is None
    assert nogg_verdict(67, None, None, with_bmd=True) is None
    assert us_verdict(None, None) is None


# ------------------------------------------------------------------ US


def test_the_us_limits_are_20_percent_major_or_3_percent_hip():
    """Section 7.1: hip is 3 % or more, or major is 20 % or more."""
    assert [us_verdict(major, 0.0) for major in (19.9, 20.0, 20.1)] == [BELOW, ABOVE, ABOVE]
    assert [us_verdict(0.0, hip) for hip in (2.9, 3.0, 3.1)] == [BELOW, ABOVE, ABOVE]
    assert us_verdict(20, 3) is ABOVE


# ------------------------------------------------------------------ any result

RANK = {LOW: 0, BETWEEN: 1, HIGH: 2, BELOW: 0, ABOVE: 1}


@given(
    age=st.integers(50, 105), major=percents, hip=percents, more_major=percents, more_hip=percents, bmd=st.booleans()
)
def test_a_higher_result_never_has_a_lower_verdict(age, major, hip, more_major, more_hip, bmd):
    before, after = nogg_verdict(age, major, hip, bmd), nogg_verdict(age, major + more_major, hip + more_hip, bmd)
    assert RANK[after] >= RANK[before]
    assert RANK[us_verdict(major + more_major, hip + more_hip)] >= RANK[us_verdict(major, hip)]


@given(age=st.integers(50, 105), major=percents, hip=percents, bmd=st.booleans())
def test_leaving_a_number_out_never_turns_a_verdict_into_a_lower_one_that_reassures(age, major, hip, bmd):
    both = nogg_verdict(age, major, hip, bmd)
    for alone in (nogg_verdict(age, major, None, bmd), nogg_verdict(age, None, hip, bmd)):
        assert alone is None or 0 < RANK[alone] <= RANK[both]
