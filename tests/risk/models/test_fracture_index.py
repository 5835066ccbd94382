"""FRACTURE Index: every edge of its points, every band of its risks."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonecheck.answers.units import KG_PER_POUND, QUANTITIES, UnitSystem
from bonecheck.risk.models import fracture_index

# fracture_models.md, section 8.
FACTORS = {"fracture_after_50": 1, "mother_hip_fracture": 1, "current_smoker": 1, "needs_arms": 2}
BANDS = [
    ((1, 2), 8.6, 0.4, 1.2),
    ((3, 4), 13.1, 0.9, 2.5),
    ((5,), 16.5, 1.9, 5.3),
    ((6, 7), 19.8, 3.9, 7.1),
    (tuple(range(8, 16)), 27.5, 8.7, 11.2),
]
NO_POINTS = {"age": 60, "t_score": 0.0, "weight_kg": 65.0, **dict.fromkeys(FACTORS, False)}
BOTH_READINGS = pytest.mark.parametrize("edges_count_as_lower", [False, True])

people = st.fixed_dictionaries(
    {
        "age": st.integers(50, 100),
        "t_score": st.integers(-60, 30).map(lambda tenths: tenths / 10),
        "weight_kg": st.integers(400, 900).map(lambda hectograms: hectograms / 10),
        **dict.fromkeys(FACTORS, st.booleans()),
    }
)


def score(edges_count_as_lower=False, **known):
    found = fracture_index.points({**NO_POINTS, **known}, edges_count_as_lower=edges_count_as_lower)
    assert found.shape == ()
    return int(found)


def percents(points):
    found = fracture_index.risks(points)
    assert found.hip_percent.shape == ()
    return float(found.non_vertebral_percent), float(found.hip_percent), float(found.vertebral_percent)


@pytest.mark.parametrize(
    ("age", "points"),
    [(64, 0), (64.9, 0), (65, 1), (69, 1), (70, 2), (74, 2), (75, 3), (79, 3), (80, 4), (84, 4), (85, 5), (100, 5)],
)
def test_each_five_years_from_65_to_85_add_a_point(age, points):
    assert score(age=age) == points


@BOTH_READINGS
@pytest.mark.parametrize(
    ("t_score", "points"),
    [(2.0, 0), (-1.0, 0), (-1.01, 2), (-1.99, 2), (-2.01, 3), (-2.49, 3), (-2.51, 4), (-5.0, 4)],
)
def test_a_t_score_beside_the_open_edges_has_the_same_points_in_both_readings(t_score, points, edges_count_as_lower):
    assert score(edges_count_as_lower, t_score=t_score) == points


@pytest.mark.parametrize(("t_score", "higher", "lower"), [(-2.0, 2, 3), (-2.5, 3, 4)])
@pytest.mark.parametrize("slip", [0.0, 1e-9, -1e-9])
def test_a_t_score_on_an_open_edge_is_read_either_way(t_score, higher, lower, slip):
    assert score(False, t_score=t_score + slip) == higher
    assert score(True, t_score=t_score + slip) == lower


@pytest.mark.parametrize(("factor", "points"), FACTORS.items())
def test_each_factor_adds_its_points(factor, points):
    assert score(**{factor: True}) == points


@pytest.mark.parametrize(
    ("pounds", "points"), [("124.9", 1), ("125", 0), ("125.1", 0)]
)  # fmt: skip
def test_a_weight_typed_in_pounds_is_light_under_125(pounds, points):
    weight_kg = QUANTITIES["weight"].stored(float(pounds), "lb", UnitSystem.US)
    assert score(weight_kg=weight_kg) == points


@pytest.mark.parametrize(
    ("weight_kg", "points"),
    [(56.6, 1), (56.69, 1), (56.699, 0), (56.69904625, 0), (125 * KG_PER_POUND, 0), (56.7, 0), (57, 0)],
)
def test_125_pounds_in_kilograms_are_not_under_125_pounds(weight_kg, points):
    """125 x 0.45359237 = 56.69904625."""
    assert score(weight_kg=weight_kg) == points


def test_the_highest_score_is_15_and_the_lowest_0():
    assert score(age=90, t_score=-3, weight_kg=50, **dict.fromkeys(FACTORS, True)) == 5 + 4 + 1 + 1 + 1 + 1 + 2
    assert score() == 0


@pytest.mark.parametrize(
    ("points", "percent"), [(points, tuple(percent)) for band, *percent in BANDS for points in band]
)
def test_a_score_has_the_risks_of_its_band(points, percent):
    assert percents(points) == percent


@pytest.mark.parametrize("points", [0, 16, -1, -15])
def test_a_score_that_the_table_does_not_cover_has_no_risk(points):
    assert all(math.isnan(percent) for percent in percents(points))


def test_the_two_women_of_the_article():
    """fracture_models.md, section 9: woman 60, T -1.5, mother broke a hip, smokes; woman 60, T -2.0, neither."""
    risky = {"t_score": -1.5, "mother_hip_fracture": True, "current_smoker": True}
    assert score(False, **risky) == score(True, **risky) == 4
    assert percents(4) == (13.1, 0.9, 2.5)
    assert score(False, t_score=-2.0) == 2
    assert percents(2)[:2] == (8.6, 0.4)
    assert score(True, t_score=-2.0) == 3
    assert percents(3) == percents(4)


@pytest.mark.parametrize("unknown", ["age", "t_score", "weight_kg"])
def test_an_unknown_number_leaves_no_score_and_no_risk(unknown):
    assert score(**{unknown: float("nan")}) == fracture_index.NO_SCORE == -1
    assert all(math.isnan(percent) for percent in percents(-1))


@pytest.mark.parametrize("answer", [None, "no", float("nan"), 2])
@pytest.mark.parametrize("factor", FACTORS)
def test_an_answer_that_is_not_known_is_never_read_as_no(factor, answer):
    with pytest.raises(ValueError, match="not known"):
        score(**{factor: answer})


@pytest.mark.parametrize("column", NO_POINTS)
def test_a_missing_column_is_named(column):
    with pytest.raises(KeyError, match=column):
        fracture_index.points(
            {name: value for name, value in NO_POINTS.items() if name != column}, edges_count_as_lower=False
        )


@BOTH_READINGS
@given(person=people, lower=st.integers(1, 40))
def test_a_lower_t_score_never_lowers_the_score(person, lower, edges_count_as_lower):
    after = {**person, "t_score": person["t_score"] - lower / 10}
    assert score(edges_count_as_lower, **after) >= score(edges_count_as_lower, **person)


@BOTH_READINGS
@given(person=people, added=st.sampled_from(sorted(FACTORS)))
def test_one_more_factor_never_lowers_the_score(person, added, edges_count_as_lower):
    assert score(edges_count_as_lower, **{**person, added: True}) >= score(edges_count_as_lower, **person)


@given(person=people)
def test_counting_the_edges_as_lower_never_lowers_the_score(person):
    assert score(True, **person) - score(False, **person) in {0, 1}


@given(st.integers(1, 14))
def test_no_risk_falls_as_the_score_rises(points):
    before, after = percents(points), percents(points + 1)
    assert all(one <= other for one, other in zip(before, after, strict=True))


@BOTH_READINGS
@given(many=st.lists(people))
def test_a_table_and_its_women_one_by_one_agree(many, edges_count_as_lower):
    columns = {name: np.array([person[name] for person in many]) for name in NO_POINTS}
    columns |= {name: columns[name].astype(bool) for name in FACTORS}
    found = fracture_index.points(columns, edges_count_as_lower=edges_count_as_lower)
    assert found.tolist() == [score(edges_count_as_lower, **person) for person in many]
    hips = fracture_index.risks(found).hip_percent
    np.testing.assert_array_equal(hips, [percents(points)[1] for points in found])
