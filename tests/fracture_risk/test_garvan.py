"""Garvan against its worked examples, and how it moves with what it sees."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonecheck.fracture_risk import garvan
from tests.people import ROOT

with (ROOT / "tests" / "golden" / "garvan_worked_examples.csv").open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines))


def risks(years, rows):
    columns = {name: [float(row[name]) for row in rows] for name in ("age", "t_score", "prior_fractures", "falls")}
    return garvan.risks({**columns, "sex": [row["sex"] for row in rows], "years": [years] * len(rows)})


def one(sex="female", age=60, t_score=-2.5, prior_fractures=0, falls=0, years=10):
    row = {"sex": sex, "age": age, "t_score": t_score, "prior_fractures": prior_fractures, "falls": falls}
    found = risks(years, [row])
    return float(found.any_fracture_percent[0]), float(found.hip_fracture_percent[0])


def test_all_worked_examples_are_there():
    assert len(ROWS) == 20


@pytest.mark.parametrize("years", [5, 10])
def test_the_worked_examples_come_out(years):
    found = risks(years, ROWS)
    for outcome, column in (("any", "any_fracture_percent"), ("hip", "hip_fracture_percent")):
        expected = [float(row[f"{outcome}_{years}y_percent"]) for row in ROWS]
        np.testing.assert_allclose(getattr(found, column), expected, rtol=1e-12)


def test_three_or_more_fractures_or_falls_count_as_three():
    assert one(prior_fractures=7, falls=9) == one(prior_fractures=3, falls=3)


def test_hip_is_never_above_any_fracture_once_guarded():
    """Woman 75, T -3, three fractures, three falls: 98.0 against 96.8 (fracture_models.md, section 5.2)."""
    row = {"sex": "female", "age": 75, "t_score": -3, "prior_fractures": 3, "falls": 3}
    raw = risks(10, [row])
    assert raw.hip_fracture_percent[0] == pytest.approx(98.0, abs=0.05)
    assert raw.any_fracture_percent[0] == pytest.approx(96.8, abs=0.05)
    assert raw.guarded().any_fracture_percent[0] == raw.hip_fracture_percent[0]


@pytest.mark.parametrize("refused", [{"sex": "unknown"}, {"years": 7}])
def test_what_the_model_does_not_know_has_no_risk(refused):
    assert all(np.isnan(one(**refused)))


@given(
    sex=st.sampled_from(["female", "male"]),
    age=st.integers(60, 95),
    t_score=st.floats(-5, 2),
    lower=st.floats(0.01, 3),
    years=st.sampled_from([5, 10]),
)
def test_risk_rises_as_the_t_score_falls(sex, age, t_score, lower, years):
    before, after = one(sex, age, t_score, years=years), one(sex, age, t_score - lower, years=years)
    assert after[0] >= before[0]
    assert after[1] >= before[1]
