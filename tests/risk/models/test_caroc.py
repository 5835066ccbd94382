"""CAROC 2010 at every cut-off, up each step, and outside its population."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonecheck.evidence.library import model, table
from bonecheck.risk.models import caroc
from bonecheck.risk.models.caroc import Category
from tests.people import SHARED_REFERENCE
from tests.test_golden import rows

LOW, MODERATE, HIGH, NONE = Category.LOW, Category.MODERATE, Category.HIGH, Category.NONE

# The table of fracture_models.md, section 6: age, women low above, high at or below, men low above, high at or below.
PRINTED = [
    (50, -2.5, -3.8, -2.5, -3.9),
    (55, -2.5, -3.8, -2.5, -3.9),
    (60, -2.3, -3.7, -2.5, -3.7),
    (65, -1.9, -3.5, -2.4, -3.7),
    (70, -1.7, -3.2, -2.3, -3.7),
    (75, -1.2, -2.9, -2.3, -3.8),
    (80, -0.5, -2.6, -2.1, -3.8),
    (85, 0.1, -2.2, -2.0, -3.8),
]
CUT_OFFS = [
    (sex, age, *cut_offs)
    for age, *both in PRINTED
    for sex, cut_offs in (("female", both[:2]), ("male", both[2:]))
]  # fmt: skip
EVERY_ROW = pytest.mark.parametrize(("sex", "age", "low_above", "high_to"), CUT_OFFS)
FACTORS = ("fracture_after_40", "spine_or_hip_fracture", "several_fractures", "prolonged_steroids")
NO_FACTOR = dict.fromkeys(FACTORS, False)

sexes = st.sampled_from(["female", "male"])
ages = st.integers(50, 105)
t_scores = st.integers(-60, 30).map(lambda tenths: tenths / 10)
factors = st.fixed_dictionaries(dict.fromkeys(FACTORS, st.booleans()))


def one(sex="female", age=60, t_score=-3.0, **yes):
    found = caroc.categories({"sex": sex, "age": age, "t_score": t_score, **NO_FACTOR, **yes})
    assert found.shape == ()
    return Category(int(found))


@EVERY_ROW
def test_a_t_score_just_above_the_first_cut_off_is_low_and_at_it_moderate(sex, age, low_above, high_to):
    assert one(sex, age, round(low_above + 0.1, 1)) is LOW
    assert one(sex, age, low_above) is MODERATE
    assert one(sex, age, round(low_above - 0.1, 1)) is MODERATE


@EVERY_ROW
def test_a_t_score_just_above_the_second_cut_off_is_moderate_and_at_it_high(sex, age, low_above, high_to):
    assert one(sex, age, round(high_to + 0.1, 1)) is MODERATE
    assert one(sex, age, high_to) is HIGH
    assert one(sex, age, round(high_to - 0.1, 1)) is HIGH


@EVERY_ROW
def test_a_row_holds_for_five_years_and_the_last_for_ever(sex, age, low_above, high_to):
    last_birthday = 110 if age == 85 else age + 4
    for years in (age, last_birthday, last_birthday + 0.9):
        assert one(sex, years, round(low_above + 0.1, 1)) is LOW
        assert one(sex, years, low_above) is MODERATE
        assert one(sex, years, high_to) is HIGH


def test_a_woman_of_59_has_the_row_of_55_and_one_of_60_the_next():
    assert one(age=59, t_score=-2.4) is LOW  # low above -2.5
    assert one(age=60, t_score=-2.4) is MODERATE  # low above -2.3


def test_the_two_results_that_an_r_package_prints():
    """fracture_models.md, section 6."""
    assert one("female", 65, -2.0) is MODERATE
    assert one("male", 55, -1.0) is LOW


def test_family_history_and_smoking_are_not_seen_so_the_two_women_of_the_article_tie():
    """fracture_models.md, section 9: both low."""
    assert one("female", 60, -1.5) is one("female", 60, -2.0) is LOW


@pytest.mark.parametrize("slip", [-1e-9, 1e-9])
def test_a_slip_in_the_ninth_decimal_moves_nobody_over_a_cut_off(slip):
    assert one("female", 55, -2.5 + slip) is MODERATE
    assert one("female", 55, -3.8 + slip) is HIGH


@pytest.mark.parametrize(("t_score", "group"), [(-2.45, LOW), (-2.49, LOW), (-2.5, MODERATE), (-2.54, MODERATE)])
def test_a_t_score_printed_with_two_decimals_is_compared_as_printed(t_score, group):
    """Low above -2.5, high at or below -3.8: section 6."""
    assert one("female", 55, t_score) is group
    assert one("female", 55, -3.79) is MODERATE


@pytest.mark.parametrize("factor", ["fracture_after_40", "prolonged_steroids"])
def test_one_fracture_or_steroids_move_up_one_category(factor):
    assert [one(t_score=t, **{factor: True}) for t in (-1.0, -3.0, -4.0)] == [MODERATE, HIGH, HIGH]


def test_a_fracture_and_steroids_together_give_high():
    assert one(t_score=2.0, fracture_after_40=True, prolonged_steroids=True) is HIGH


@pytest.mark.parametrize("factor", ["spine_or_hip_fracture", "several_fractures"])
@pytest.mark.parametrize("t_score", [3.0, -1.0, -3.0, -4.0])
def test_a_broken_spine_or_hip_or_several_fractures_give_high_whatever_the_t_score(factor, t_score):
    assert one(t_score=t_score, **{factor: True}) is HIGH


def test_osteoporosis_at_spine_or_total_hip_gives_at_least_moderate():
    for t_score, category in ((-1.0, MODERATE), (-3.0, MODERATE), (-4.0, HIGH)):
        assert one(t_score=t_score, osteoporosis_at_spine_or_total_hip=True) is category
    assert one(t_score=-1.0, osteoporosis_at_spine_or_total_hip=False) is LOW
    assert one(t_score=-1.0, osteoporosis_at_spine_or_total_hip=True, fracture_after_40=True) is MODERATE


@pytest.mark.parametrize(
    "outside",
    [{"age": 49}, {"age": 49.9}, {"age": float("nan")}, {"sex": "not_known"}, {"t_score": float("nan")}],
    ids=str,
)
def test_nobody_outside_the_population_has_a_category(outside):
    assert one(**outside) is NONE
    assert one(**outside, spine_or_hip_fracture=True, osteoporosis_at_spine_or_total_hip=True) is NONE


@pytest.mark.parametrize("column", ["sex", "age", "t_score", *FACTORS])
def test_a_missing_column_is_named(column):
    columns = {"sex": "female", "age": 60, "t_score": -1.0, **NO_FACTOR}
    del columns[column]
    with pytest.raises(KeyError, match=column):
        caroc.categories(columns)


@pytest.mark.parametrize("answer", [None, "no", float("nan"), 2])
@pytest.mark.parametrize("factor", [*FACTORS, "osteoporosis_at_spine_or_total_hip"])
def test_an_answer_that_is_not_known_is_never_read_as_no(factor, answer):
    with pytest.raises(ValueError, match="not known"):
        one(**{factor: answer})


def test_the_data_is_the_printed_table_with_its_percent_edges():
    found = [
        (row["sex"], int(row["age_min"]), float(row["low_if_fn_tscore_above"]), float(row["high_if_fn_tscore_at_or_below"]))
        for row in table("caroc_2010")
    ]  # fmt: skip
    assert sorted(found) == sorted(CUT_OFFS)
    assert model("caroc_2010")["percent_edges"] == [10, 20]  # low under 10 %, moderate 10-20 %, high over 20 %


@pytest.mark.parametrize("sex", caroc.SEXES)
def test_every_age_from_50_on_has_one_row(sex):
    ends = [(int(row["age_min"]), row["age_max"]) for row in table("caroc_2010") if row["sex"] == sex]
    assert ends[0][0] == 50
    assert ends[-1][1] == ""
    assert [int(end) + 1 for _, end in ends[:-1]] == [start for start, _ in ends[1:]]


def test_the_copy_is_the_reference_as_it_stands():
    """Where the reference folder is not beside the checkout, the table above alone holds the copy."""
    copy = [{key: row[key] for key in row if key != "source"} for row in table("caroc_2010")]
    assert len(copy) == 16
    assert copy == (rows("caroc.csv", SHARED_REFERENCE) if SHARED_REFERENCE.exists() else copy)


@given(sex=sexes, age=ages, t_score=t_scores, lower=st.integers(1, 40), yes=factors)
def test_a_lower_t_score_never_lowers_the_category(sex, age, t_score, lower, yes):
    assert one(sex, age, t_score - lower / 10, **yes) >= one(sex, age, t_score, **yes)


@given(sex=sexes, age=ages, t_score=t_scores, yes=factors, added=st.sampled_from(FACTORS))
def test_one_more_factor_never_lowers_the_category(sex, age, t_score, yes, added):
    assert one(sex, age, t_score, **{**yes, added: True}) >= one(sex, age, t_score, **yes)


@given(st.lists(st.tuples(st.sampled_from(["female", "male", "x"]), st.integers(40, 100), t_scores, factors)))
def test_a_table_and_its_people_one_by_one_agree(people):
    columns = {
        "sex": np.array([sex for sex, *_ in people], dtype=str),
        "age": [age for _, age, *_ in people],
        "t_score": [t_score for _, _, t_score, _ in people],
        **{name: [yes[name] for *_, yes in people] for name in FACTORS},
    }
    assert caroc.categories(columns).tolist() == [one(sex, age, t, **yes) for sex, age, t, yes in people]
