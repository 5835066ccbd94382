"""The points of the tools on whole tables: worked examples, every printed edge, and what moves them which way."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonecheck.evidence.library import model
from bonecheck.risk.screening import TOOLS, abone, orai, ost, osta, score
from tests.people import GOLDEN
from tests.risk.screening.people import kg

with (GOLDEN / "screening_examples.csv").open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines))

BY_NAME = {tool.TOOL: tool for tool in TOOLS}
FLAGS = {
    "ost": (),
    "osta": (),
    "orai": ("not_on_oestrogen_now",),
    "score": ("not_black", "rheumatoid_arthritis", "never_oestrogen"),
    "abone": ("never_oestrogen_six_months",),
}
COUNTS = {"score": ("fractures",)}


def columns_of(tool):
    return (*FLAGS[tool], *COUNTS.get(tool, ()))


def as_table(rows):
    """Golden rows of one tool as the table it takes."""
    weights = [float(row["weight"]) for row in rows]
    return {
        "age_years": [int(row["age_years"]) for row in rows],
        "weight_kg": [w if row["unit"] == "kg" else kg(w) for w, row in zip(weights, rows, strict=True)],
        **{name: [int(row[name]) for row in rows] for name in columns_of(rows[0]["tool"])},
    }


def one(tool, **values):
    """The score of one woman to whom no yes/no factor applies, unless said."""
    plain = dict.fromkeys(columns_of(tool.TOOL), 0)
    return float(tool.score({"age_years": 60, "weight_kg": 75.0, **plain, **values}))


# ------------------------------------------------------------------ worked examples


def test_all_worked_examples_are_there():
    assert len(ROWS) == 30
    assert {row["tool"] for row in ROWS} == set(BY_NAME)


@pytest.mark.parametrize("name", BY_NAME)
def test_the_worked_examples_come_out(name):
    rows = [row for row in ROWS if row["tool"] == name]
    assert BY_NAME[name].score(as_table(rows)).tolist() == [float(row["score"]) for row in rows]


@pytest.mark.parametrize("name", [name for name in BY_NAME if name != "osta"])
def test_the_limit_sorts_the_worked_examples(name):
    refer = model(name)["refer"]
    for row in (row for row in ROWS if row["tool"] == name):
        points = float(row["score"])
        met = points < refer["limit"] if refer["when"] == "<" else points >= refer["limit"]
        assert ("yes" if met else "no") == row["points_to_a_scan"], row


# ------------------------------------------------------------------ every printed edge


@pytest.mark.parametrize(("age", "points"), [(54, 0), (55, 5), (56, 5), (64, 5), (65, 9), (66, 9), (74, 9), (75, 15)])
def test_orai_points_for_a_womans_age(age, points):
    assert one(orai, age_years=age) == points


@pytest.mark.parametrize("age", [0, 44, 44.9])
def test_orai_has_no_points_for_a_woman_under_45(age):
    assert np.isnan(one(orai, age_years=age))
    assert one(orai, age_years=45) == 0


@pytest.mark.parametrize(
    ("weight", "points"), [(59.9, 9), (60, 3), (60.1, 3), (69.9, 3), (69.99, 3), (70, 0), (70.1, 0)]
)
def test_orai_points_for_a_womans_weight(weight, points):
    assert one(orai, age_years=50, weight_kg=weight) == points


@pytest.mark.parametrize(("age", "points"), [(64, 0), (65, 0), (66, 1)])
def test_abone_counts_a_woman_over_65_but_not_of_65(age, points):
    assert one(abone, age_years=age) == points


@pytest.mark.parametrize(("weight", "points"), [(63.4, 1), (63.5, 0), (63.6, 0), (kg(139), 1), (kg(140), 0)])
def test_abone_counts_a_woman_under_63_and_a_half_kilograms(weight, points):
    assert one(abone, weight_kg=weight) == points


@pytest.mark.parametrize(("age", "tens"), [(49, 4), (50, 5), (59, 5), (60, 6), (69, 6), (70, 7), (99, 9), (100, 10)])
def test_score_counts_the_decades_a_woman_has_lived(age, tens):
    assert one(score, age_years=age, weight_kg=kg(100)) == 3 * tens - 10


@pytest.mark.parametrize("pounds", range(60, 660, 10))
def test_score_takes_off_a_whole_tenth_of_the_pounds_that_a_woman_typed(pounds):
    """150, 300 and 600 lb come back from kilograms a hair too low."""
    assert one(score, age_years=60, weight_kg=kg(pounds)) == 18 - pounds // 10
    assert one(score, age_years=60, weight_kg=kg(pounds - 0.1)) == 18 - (pounds // 10 - 1)
    assert one(score, age_years=60, weight_kg=kg(pounds + 0.1)) == 18 - pounds // 10


@pytest.mark.parametrize(("fractures", "points"), [(0, 0), (1, 4), (2, 8), (3, 12), (4, 12), (np.inf, 12)])
def test_score_counts_three_fractures_at_most(fractures, points):
    assert one(score, fractures=fractures) - one(score) == points


@pytest.mark.parametrize("tool", [ost, osta])
@pytest.mark.parametrize(
    ("above_age", "index"), [(10.1, 2), (10, 2), (9.9, 1), (4.9, 0), (0, 0), (-4.9, 0), (-5, -1), (-5.1, -1), (-25, -5)]
)
def test_the_index_drops_its_decimals_toward_zero(tool, above_age, index):
    """0.2 x (weight - age): 2.02, 2, 1.98, 0.98, 0, -0.98, -1, -1.02, -5."""
    found = one(tool, age_years=60, weight_kg=60 + above_age)
    assert found == index
    assert not np.signbit(found) or found < 0  # never minus zero


@pytest.mark.parametrize(
    ("weight", "age", "by_way"),
    [
        (60, 60, [0, 0, 0]),
        (58, 60, [0, -1, 0]),  # 0.2 x -2 = -0.4; parts 11 (11.6) - 12
        (57.6, 60, [0, -1, 0]),  # -0.48
        (57.5, 60, [0, -1, -1]),  # -0.5; a half away from zero
        (56, 60, [0, -1, -1]),  # -0.8; parts 11 (11.2) - 12
        (60, 64, [0, 0, -1]),  # -0.8; parts 12 - 12 (12.8)
        (55, 60, [-1, -1, -1]),
        (50, 72, [-4, -4, -4]),  # -4.4; parts 10 - 14 (14.4)
        (50, 72.5, [-4, -4, -5]),  # -4.5
        (48, 70, [-4, -5, -4]),  # -4.4; parts 9 (9.6) - 14
        (45, 70, [-5, -5, -5]),
    ],
)
def test_osta_is_made_whole_in_each_published_way(weight, age, by_way):
    assert osta.scores_by_way({"age_years": age, "weight_kg": weight}).tolist() == by_way


# ------------------------------------------------------------------ shapes, and what is not known


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.TOOL)
def test_one_woman_alone_and_in_a_table_has_the_same_score(tool):
    ages, weights = np.array([50, 61, 66, 80]), np.array([80.0, 66.0, 63.5, 48.0])
    rest = dict.fromkeys(columns_of(tool.TOOL), 1)
    together = tool.score({"age_years": ages, "weight_kg": weights, **rest})
    alone = [tool.score({"age_years": a, "weight_kg": w, **rest}) for a, w in zip(ages, weights, strict=True)]
    assert together.shape == (4,)
    assert all(isinstance(found, np.ndarray) and found.shape == () for found in alone)
    assert together.tolist() == [float(found) for found in alone]


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.TOOL)
def test_a_value_that_is_missing_from_a_womans_row_leaves_her_without_a_score(tool):
    for name in ("age_years", "weight_kg", *columns_of(tool.TOOL)):
        assert np.isnan(one(tool, **{name: np.nan})), name


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.TOOL)
def test_a_missing_column_is_refused_by_name(tool):
    whole = {"age_years": 60, "weight_kg": 60.0, **dict.fromkeys(columns_of(tool.TOOL), 0)}
    for name in whole:
        with pytest.raises(KeyError, match=name):
            tool.score({key: value for key, value in whole.items() if key != name})


# ------------------------------------------------------------------ which way it moves

AGES = st.integers(45, 105)
WEIGHTS = st.floats(30, 200)


@given(age=AGES, weight=WEIGHTS, more=st.floats(0, 80), older=st.integers(0, 40), yes=st.integers(0, 1))
def test_a_heavier_or_younger_woman_is_never_nearer_to_a_scan(age, weight, more, older, yes):
    for tool in TOOLS:
        same = dict.fromkeys(columns_of(tool.TOOL), yes)
        nearer = -1 if tool in (ost, osta) else 1  # a low index, but many points, mean a scan
        before = nearer * one(tool, age_years=age, weight_kg=weight, **same)
        assert nearer * one(tool, age_years=age, weight_kg=weight + more, **same) <= before
        assert nearer * one(tool, age_years=age + older, weight_kg=weight, **same) >= before


@given(age=AGES, weight=WEIGHTS, fractures=st.integers(0, 6), others=st.integers(0, 1))
def test_one_more_risk_factor_never_lowers_a_score(age, weight, fractures, others):
    for tool in TOOLS:
        name = tool.TOOL
        rest = {**dict.fromkeys(FLAGS[name], others), **dict.fromkeys(COUNTS.get(name, ()), fractures)}
        given_all = {"age_years": age, "weight_kg": weight, **rest}
        for flag in FLAGS[name]:
            assert one(tool, **{**given_all, flag: 1}) > one(tool, **{**given_all, flag: 0})
        for count in COUNTS.get(name, ()):
            assert one(tool, **{**given_all, count: fractures + 1}) >= one(tool, **given_all)


# ------------------------------------------------------------------ the data


@pytest.mark.parametrize("name", BY_NAME)
def test_the_limits_are_those_of_the_notes(name):
    """fracture_models.md, section 8."""
    printed = {
        "ost": ("<", 2),
        "orai": (">=", 9),
        "score": (">=", 6),
        "abone": (">=", 2),
    }
    entry = model(name)
    if name == "osta":
        groups = entry["groups"]
        assert (groups["low_above"], groups["high_under"]) == (-1, -4)
        assert "refer" not in entry
    else:
        refer = entry["refer"]
        assert (refer["when"], refer["limit"]) == printed[name]
