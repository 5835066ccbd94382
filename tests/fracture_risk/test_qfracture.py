"""QFracture-2012 against the original program's own output, scalar against array, and what it refuses."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonecheck.fracture_risk import qfracture
from tests.people import ROOT

VECTORS = ROOT / "tests" / "golden" / "qfracture_vectors.csv"
OUTCOMES = ("osteoporotic_fracture", "hip_fracture")
with VECTORS.open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines))
WHITE_WOMAN = {"sex": "female", "age": 60, "bmi": 25.0, "ethrisk": 1, "smoke_cat": 0, "alcohol_cat6": 0, "years": 10}
FLAGS = [name for name in ROWS[0] if name.startswith("b_") or name == "fh_osteoporosis"]


def table(rows):
    """Rows of text as columns of numbers, sex as text."""
    columns = ("sex", "age", "bmi", "ethrisk", "smoke_cat", "alcohol_cat6", "years", *FLAGS)
    return {name: np.array([row[name] if name == "sex" else float(row[name]) for row in rows]) for name in columns}


def one(**given):
    """Both risks of one person, in percent."""
    person = {**WHITE_WOMAN, **dict.fromkeys(FLAGS, 0), **given}
    found = qfracture.risks({name: np.array([value]) for name, value in person.items()})
    return float(found.osteoporotic_fracture_percent[0]), float(found.hip_fracture_percent[0])


def test_all_200_rows_are_there():
    assert len(ROWS) == 200


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("suffix", ["", "_10y"])
def test_every_row_agrees_with_the_original_program_to_1e_10(outcome, suffix):
    rows = table(ROWS)
    if suffix:
        rows["years"] = np.full(len(ROWS), 10)
    expected = np.array([float(row[f"{outcome}{suffix}_pct"]) for row in ROWS])
    found = getattr(qfracture.risks(rows), f"{outcome}_percent")
    np.testing.assert_allclose(found, expected, rtol=1e-10)


@pytest.mark.parametrize(
    ("person", "major", "hip"),
    [  # fracture_models.md, section 3: 10 years, white, BMI 25, never smoked, no alcohol
        ({}, 3.2192, 0.6248),
        ({"fh_osteoporosis": 1}, 5.5234, 0.6248),
        ({"smoke_cat": 3}, 3.6299, 0.8527),
        ({"fh_osteoporosis": 1, "smoke_cat": 3}, 6.2184, 0.8527),
        ({"sex": "male"}, 0.9783, 0.3231),
        ({"sex": "male", "fh_osteoporosis": 1}, 5.2391, 1.1047),
        ({"age": 80, "b_fracture4": 1, "b_falls": 1}, 17.9137, 15.1976),
        ({"sex": "male", "age": 75, "b_carehome": 1, "b_parkinsons": 1}, 9.8805, 10.0759),
    ],
)
def test_the_published_examples_come_out(person, major, hip):
    assert one(**person) == (pytest.approx(major, abs=5e-5), pytest.approx(hip, abs=5e-5))


def test_one_person_and_a_table_agree_to_the_last_digit_across_chunks():
    rows = table(ROWS)
    many = {name: np.tile(column, 100) for name, column in rows.items()}  # 20,000 rows: more than one chunk
    alone, together = qfracture.risks(rows), qfracture.risks(many)
    for outcome in OUTCOMES:
        expected = np.tile(getattr(alone, f"{outcome}_percent"), 100)
        np.testing.assert_array_equal(getattr(together, f"{outcome}_percent"), expected)


@pytest.mark.parametrize("kind", [np.int64, np.uint8, np.bool_, np.float64])
def test_flags_may_be_of_any_kind_of_number(kind):
    rows = table(ROWS)
    changed = {name: column.astype(kind) if name in FLAGS else column for name, column in rows.items()}
    np.testing.assert_array_equal(
        qfracture.risks(changed).hip_fracture_percent, qfracture.risks(rows).hip_fracture_percent
    )


@pytest.mark.parametrize(
    "refused",
    [{"age": 29}, {"age": 101}, {"bmi": 19.9}, {"bmi": 40.1}, {"years": 0}, {"years": 19}, {"ethrisk": 0},
     {"ethrisk": 10}, {"smoke_cat": 5}, {"alcohol_cat6": 6}, {"sex": "unknown"}, {"bmi": float("nan")}],
)  # fmt: skip
def test_what_the_original_program_refuses_has_no_risk(refused):
    assert all(np.isnan(one(**refused)))


@pytest.mark.parametrize("kept", [{"age": 30}, {"age": 100}, {"bmi": 20}, {"bmi": 40}, {"years": 1}, {"years": 18}])
def test_the_edges_of_what_it_accepts_have_a_risk(kept):
    assert all(0 < risk < 100 for risk in one(**kept))


def test_a_missing_column_is_named():
    rows = table(ROWS)
    del rows["b_falls"]
    with pytest.raises(KeyError, match="b_falls"):
        qfracture.risks(rows)


@given(
    sex=st.sampled_from(["female", "male"]),
    age=st.integers(30, 100),
    bmi=st.floats(20, 40),
    flags=st.lists(st.sampled_from([f for f in FLAGS if f != "b_hrt_oest"]), unique=True, min_size=1),
)
def test_a_harmful_factor_never_lowers_a_risk(sex, age, bmi, flags):
    """All flags but oestrogen have coefficients above zero, or none, in every equation."""
    added, *before = flags
    known = {"sex": sex, "age": age, "bmi": bmi, **dict.fromkeys(before, 1)}
    without, with_it = one(**known), one(**known, **{added: 1})
    assert with_it[0] >= without[0]
    assert with_it[1] >= without[1]
