"""The 2008 tables against the cells and the worked comparison in the notes."""

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonecheck.errors import BonecheckError
from bonecheck.evidence.library import table
from bonecheck.risk.models import frax_2008
from bonecheck.risk.models.frax_2008 import NotInTheTable, Probability
from tests.people import SHARED_REFERENCE
from tests.test_golden import rows

BOTH_FACTORS = ("parental_hip_fracture", "current_smoking")
FACTORS = (*BOTH_FACTORS, "alcohol_over_2_units", "rheumatoid_arthritis", "oral_glucocorticoids",
           "previous_fragility_fracture")  # fmt: skip

# fracture_models.md, section 7.2: women, no risk factor; T-score +1, 0, -1, -2, -3, -4.
PRINTED = {
    (60, "major"): (4.2, 4.8, 5.6, 7.9, 12.6, 23.0),
    (60, "hip"): (0.1, 0.2, 0.4, 1.4, 4.4, 13.5),
    (70, "major"): (5.6, 6.8, 8.4, 11.5, 18.2, 30.4),
    (70, "hip"): (0.1, 0.4, 0.9, 2.4, 6.3, 16.2),
}
T_SCORES = (1, 0, -1, -2, -3, -4)

sexes, outcomes = st.sampled_from(["female", "male"]), st.sampled_from(["major", "hip"])


def one_decimal_of(percent):
    return pytest.approx(percent, abs=0.05)


def ratio(factor, outcome, sex="both"):
    """A ratio of the table of ratios, and its row."""
    [row] = [
        row for row in table("risk_ratios") if (row["factor"], row["outcome"], row["sex"]) == (factor, outcome, sex)
    ]
    return float(row["ratio"]), row


@pytest.mark.parametrize(
    ("age", "outcome", "t_score", "percent"),
    [(*key, t_score, cell) for key, cells in PRINTED.items() for t_score, cell in zip(T_SCORES, cells, strict=True)],
)
def test_a_woman_without_a_risk_factor_has_the_printed_percent(age, outcome, t_score, percent):
    assert frax_2008.with_t_score("female", outcome, age, t_score) == Probability(percent)


@pytest.mark.parametrize(
    ("outcome", "factor", "percent"),
    [  # fracture_models.md, section 9: "parent 12/6.0 and 0.9/0.7; smoking 6.5/6.0 and 1.1/0.7"
        ("major", "none", 6.0), ("major", "parental_hip_fracture", 12), ("major", "current_smoking", 6.5),
        ("hip", "none", 0.7), ("hip", "parental_hip_fracture", 0.9), ("hip", "current_smoking", 1.1),
    ],
)  # fmt: skip
def test_a_woman_of_60_with_one_factor_has_the_printed_percent(outcome, factor, percent):
    assert frax_2008.with_one_factor("female", outcome, 60, factor) == Probability(percent)


@pytest.mark.parametrize("sex", ["female", "male"])
def test_a_cell_printed_as_less_than_0_1_is_an_upper_limit(sex):
    assert frax_2008.with_t_score(sex, "hip", 50, 1) == Probability(0.1, is_upper_limit=True)
    assert frax_2008.between(sex, "hip", 50, 0.5).is_upper_limit
    assert frax_2008.illustration(sex, "hip", 50, 1, ["current_smoking"]).is_upper_limit
    assert not frax_2008.with_t_score(sex, "hip", 50, 0).is_upper_limit


def test_every_cell_of_both_tables_is_there_once():
    """Table 3: 2 sexes, 2 outcomes, 5 ages, 6 T-scores; table 2: 2, 2, 4 ages, no factor and six factors."""
    cells = table("frax_2008_uk")
    assert Counter(row["where"] for row in cells) == {"table 3": 2 * 2 * 5 * 6, "table 2": 2 * 2 * 4 * 7}
    assert len({tuple(row[key] for key in row if key != "percent_as_printed") for row in cells}) == len(cells)
    assert [row["percent_as_printed"] for row in cells if row["percent_as_printed"].startswith("<")] == ["<0.1"] * 2


def test_the_copy_is_the_reference_as_it_stands():
    """Where the reference folder is not beside the checkout, the cells above alone hold the copy."""
    copy = [
        (row["where"], row["sex"], row["outcome"], row["age"], row["t_score"], row["factor"], row["percent_as_printed"])
        for row in table("frax_2008_uk")
    ]
    where = {"T3_with_BMD_no_risk_factor": "table 3", "T2_without_BMD_single_risk_factor": "table 2"}
    original = [
        (
            where[row["table"]],
            row["sex"],
            row["outcome"].replace("mof", "major"),
            row["age"],
            row["fn_tscore"],
            row["risk_factor"],
            row["ten_year_probability_pct"],
        )
        for row in (rows("frax2008_uk.csv", SHARED_REFERENCE) if SHARED_REFERENCE.exists() else [])
    ]
    assert copy == (original or copy)


@pytest.mark.parametrize(
    ("sex", "outcome", "age", "t_score"),
    [("x", "hip", 60, -1), ("female", "wrist", 60, -1), ("female", "hip", 65, -1), ("female", "hip", 60, -5),
     ("female", "hip", 60, -1.5), ("female", "hip", 60, 2), ("female", "hip", 60, math.nan)],
)  # fmt: skip
def test_a_t_score_cell_that_is_not_printed_is_refused(sex, outcome, age, t_score):
    with pytest.raises(NotInTheTable, match="no_cell: where=table 3") as refused:
        frax_2008.with_t_score(sex, outcome, age, t_score)
    assert isinstance(refused.value, BonecheckError)


@pytest.mark.parametrize(("age", "factor"), [(90, "current_smoking"), (55, "none"), (60, "falls")])
def test_a_factor_cell_that_is_not_printed_is_refused(age, factor):
    with pytest.raises(NotInTheTable, match="no_cell: where=table 2"):
        frax_2008.with_one_factor("female", "hip", age, factor)


@pytest.mark.parametrize("t_score", [1.1, -4.1, 99, math.nan, math.inf, -math.inf])
def test_nobody_beyond_the_table_is_placed_between_its_cells(t_score):
    with pytest.raises(NotInTheTable):
        frax_2008.between("female", "major", 60, t_score)


def test_t_minus_1_5_is_the_geometric_mean_of_its_neighbours():
    """Section 9: major 6.65, hip 0.748."""
    major, hip = (frax_2008.between("female", outcome, 60, -1.5).percent for outcome in ("major", "hip"))
    assert major == pytest.approx(math.sqrt(5.6 * 7.9))
    assert hip == pytest.approx(math.sqrt(0.4 * 1.4))
    assert (major, hip) == (pytest.approx(6.65, abs=0.005), pytest.approx(0.748, abs=0.0005))


def test_the_risky_woman_is_above_the_other_though_her_t_score_is_better():
    """Section 9, woman 60. A: T -1.5, parental hip fracture, smoker, 14.4 and 1.51 %. B: T -2.0, none, 7.9 and 1.4 %."""
    risky = [frax_2008.illustration("female", outcome, 60, -1.5, BOTH_FACTORS) for outcome in ("major", "hip")]
    other = [frax_2008.illustration("female", outcome, 60, -2.0, ()) for outcome in ("major", "hip")]
    assert risky[0].percent == pytest.approx(math.sqrt(5.6 * 7.9) * 12 / 6.0 * 6.5 / 6.0)
    assert risky[0].percent == one_decimal_of(14.4)
    assert risky[1].percent == pytest.approx(1.51, abs=0.005)
    assert other == [Probability(7.9), Probability(1.4)]


def test_with_the_parental_ratio_of_2025_she_is_still_above_but_narrowly():
    """Section 9: 8.6 and 1.61 %."""
    major, hip = (
        frax_2008.illustration(
            "female", outcome, 60, -1.5, BOTH_FACTORS, {"parental_hip_fracture": ratio("parental_hip_fracture", outcome)[0]}
        ).percent
        for outcome in ("major", "hip")
    )  # fmt: skip
    assert (major, hip) == (one_decimal_of(8.6), pytest.approx(1.61, abs=0.005))
    assert major > 7.9
    assert hip > 1.4


def test_the_ratios_alone_put_her_above_too():
    """Section 9: hip 1.37 x 1.60 = 2.19 against 2.88^0.5 = 1.70; osteoporotic 1.19 x 1.13 = 1.34 against 1.17."""
    hip = ratio("parental_hip_fracture", "hip")[0] * ratio("current_smoking", "hip")[0]
    osteoporotic = ratio("parental_hip_fracture", "major")[0] * ratio("current_smoking", "any")[0]
    half_an_sd = [
        math.sqrt(ratio("femoral_neck_bmd_per_sd", outcome, "female")[0]) for outcome in ("hip", "osteoporotic")
    ]
    assert [round(number, 2) for number in (hip, half_an_sd[0], osteoporotic, half_an_sd[1])] == [
        2.19,
        1.70,
        1.34,
        1.17,
    ]


@pytest.mark.parametrize(
    ("factor", "outcome", "sex", "printed", "with_bmd"),
    [  # fracture_models.md, section 7.4
        ("parental_hip_fracture", "major", "both", ("1.19", "1.12", "1.27"), "no"),
        ("parental_hip_fracture", "hip", "both", ("1.37", "1.23", "1.52"), "no"),
        ("current_smoking", "any", "both", ("1.13", "", ""), "yes"),
        ("current_smoking", "hip", "both", ("1.60", "1.27", "2.02"), "yes"),
        ("femoral_neck_bmd_per_sd", "hip", "female", ("2.88", "2.31", "3.59"), "it is bone density"),
        ("femoral_neck_bmd_per_sd", "osteoporotic", "female", ("1.38", "1.28", "1.48"), "it is bone density"),
        ("femoral_neck_bmd_per_sd", "hip", "male", ("2.94", "2.02", "4.27"), "it is bone density"),
        ("femoral_neck_bmd_per_sd", "osteoporotic", "male", ("1.41", "1.33", "1.51"), "it is bone density"),
    ],
)
def test_a_ratio_is_as_printed(factor, outcome, sex, printed, with_bmd):
    _, row = ratio(factor, outcome, sex)
    assert (row["ratio"], row["ci_low"], row["ci_high"]) == printed
    assert row["with_bmd"] == with_bmd


def test_there_is_no_other_ratio():
    assert len(table("risk_ratios")) == 8


def test_a_factor_named_twice_counts_once():
    once, twice = (
        frax_2008.illustration("female", "hip", 60, -1.5, ["current_smoking"] * times).percent for times in (1, 2)
    )
    assert once == twice


def test_a_woman_of_90_can_be_shown_without_factors_only():
    assert frax_2008.illustration("female", "hip", 90, -2, ()) == frax_2008.with_t_score("female", "hip", 90, -2)
    with pytest.raises(NotInTheTable):
        frax_2008.illustration("female", "hip", 90, -2, ["current_smoking"])


@given(
    sex=sexes,
    outcome=outcomes,
    age=st.sampled_from([50, 60, 70, 80, 90]),
    t_score=st.floats(-4, 1),
    lower=st.floats(0, 3),
)
def test_a_lower_t_score_never_has_a_lower_percent(sex, outcome, age, t_score, lower):
    before = frax_2008.between(sex, outcome, age, t_score).percent
    assert frax_2008.between(sex, outcome, age, max(-4.0, t_score - lower)).percent >= before * (1 - 1e-12)


@given(
    sex=sexes,
    outcome=outcomes,
    age=st.sampled_from([50, 60, 70, 80]),
    t_score=st.floats(-4, 1),
    factors=st.lists(st.sampled_from(FACTORS), min_size=1, unique=True),
)
def test_one_more_factor_never_lowers_the_illustration(sex, outcome, age, t_score, factors):
    _, *before = factors
    without = frax_2008.illustration(sex, outcome, age, t_score, before).percent
    assert frax_2008.illustration(sex, outcome, age, t_score, factors).percent >= without * (1 - 1e-12)
