"""Garvan against its worked examples, and how it moves with what it sees."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonecheck.answers.questions import NOT_KNOWN
from bonecheck.risk.chance import Range
from bonecheck.risk.models import garvan
from tests.people import ROOT
from tests.risk.models.people import chance, one_number, person, risk

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


# ------------------------------------------------------------------ one person

# fracture_models.md, section 5.2: sex, age, T, breaks, falls; any in 5 and 10 years, hip in 5 and 10 years.
WORKED_EXAMPLES = [
    ("female", 60, -1.5, 0, 0, 5.2025, 10.8290, 0.7620, 1.5205),
    ("female", 60, -2.0, 0, 0, 6.3240, 13.0767, 1.1584, 2.3069),
    ("female", 60, -2.5, 0, 0, 7.6772, 15.7483, 1.7592, 3.4927),
    ("female", 60, -2.5, 1, 0, 13.1616, 26.1209, 3.9216, 7.7006),
    ("female", 70, -2.5, 0, 0, 10.4268, 21.0395, 2.9039, 5.7318),
    ("female", 70, -2.5, 1, 1, 21.2201, 40.0505, 9.0934, 17.3837),
    ("male", 60, -2.5, 0, 0, 3.2742, 6.1718, 0.8625, 1.6772),
    ("male", 70, -2.5, 0, 0, 7.7346, 14.2769, 2.4939, 4.8115),
    ("male", 70, -2.5, 1, 1, 18.6821, 32.6820, 5.5243, 10.5024),
    ("male", 80, -1.0, 0, 0, 11.6959, 21.1815, 1.6125, 3.1244),
]


def somebody(sex, age, t_score, prior_fractures=0, falls=0):
    """A person as in a row of the notes; bones that broke were ribs."""
    broke = {"fracture_since_50": "yes", "fracture_sites": ["rib"], "fracture_count": str(prior_fractures)}
    return person(sex, age, t_score, falls_12_months=str(falls), **(broke if prior_fractures else {}))


def test_the_notes_have_ten_people():
    assert len(WORKED_EXAMPLES) == 10


@pytest.mark.parametrize("row", WORKED_EXAMPLES, ids=str)
def test_a_person_of_the_notes_gets_the_printed_chances(row):
    answers, (any_5, any_10, hip_5, hip_10) = somebody(*row[:5]), row[5:]
    for kind, years, expected in (("any", 5, any_5), ("any", 10, any_10), ("hip", 5, hip_5), ("hip", 10, hip_10)):
        assert one_number(answers, "garvan", kind, years) == pytest.approx(expected, abs=5e-5)
        assert not chance(answers, "garvan", kind, years).raised_to_hip


@pytest.mark.parametrize(
    ("extreme", "any_break", "hip"),
    [(("female", 75, -3, 3, 3), 96.8, 98.0), (("male", 60, -4, 0, 3), 12.5, 13.5)],
    ids=["woman of 75", "man of 60"],
)
def test_in_extreme_people_any_fracture_is_raised_to_the_hip_and_it_is_said(extreme, any_break, hip):
    """Section 5.2."""
    wider, narrow = (chance(somebody(*extreme), "garvan", kind, 10) for kind in ("any", "hip"))
    assert narrow.you.low == pytest.approx(hip, abs=0.05)
    assert wider.you == narrow.you
    assert (wider.raised_to_hip, narrow.raised_to_hip) == (True, False)
    own = 100 * (1 - wider.working.survival ** np.exp(wider.working.sum[0]))  # the sum still shows the model's number
    assert own == pytest.approx(any_break, abs=0.05)


def test_garvan_speaks_of_any_and_hip_fractures_in_5_and_10_years():
    found = risk(somebody("female", 70, -2.5), "garvan")
    assert [(one.kind, one.years) for one in found.chances] == [("any", 5), ("hip", 5), ("any", 10), ("hip", 10)]


def test_a_break_without_a_number_may_be_one_or_three():
    """Between the same woman with one break and with three."""
    woman = person(age=70, neck=-2.5, fracture_since_50="yes", fracture_sites=["rib"])
    ends = [one_number(somebody("female", 70, -2.5, number), "garvan", "hip", 10) for number in (1, 3)]
    for unsaid in (woman, woman | {"fracture_count": NOT_KNOWN}):
        assert chance(unsaid, "garvan", "hip", 10).you == Range(*ends)
        assert risk(unsaid, "garvan").open_questions == ("fracture_count",)


def test_garvan_sees_neither_family_nor_smoking_nor_steroids_nor_illness():
    """Section 1: no family history, smoking, steroids, BMI."""
    plain = somebody("female", 70, -2.5)
    burdened = plain | {
        "parent_hip_fracture": "both", "smoking": "current", "cigarettes_per_day": 40, "glucocorticoids": "now",
        "conditions": ["parkinsons", "dementia"], "weight_kg": 45, "fracture_at_40_to_49": "yes",
        "fracture_before_40": "yes",
    }  # fmt: skip
    assert [one.you for one in risk(plain, "garvan").chances] == [one.you for one in risk(burdened, "garvan").chances]


def test_a_woman_beyond_the_reference_tables_is_compared_with_her_own_t_score():
    """The table ends at 85 (looker_1998, printed as 80 and over, drawn at 85 and not beyond)."""
    assert risk(person(age=85, neck=-2.5), "garvan").comparison.key == "comparison_average_t_score"
    beyond = risk(person(age=86, neck=-2.5), "garvan")
    assert beyond.comparison.key == "comparison_same_t_score"
    assert all(one.you == one.comparison for one in beyond.chances)


def test_a_chance_is_asked_for_by_its_years():
    """5 years told as 10 would halve it, or double it."""
    told = risk(person(neck=-2.5), "garvan")
    found = [told.number_for(hip=hip, years=years) for hip in (False, True) for years in (5, 10)]
    assert [chance.years for chance in found] == [5, 10, 5, 10]
    assert told.number_for(hip=False, years=7) is None
