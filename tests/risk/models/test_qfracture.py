"""QFracture-2012 against the original program's own output, scalar against array, and what it refuses."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonecheck.answers.questions import NOT_KNOWN
from bonecheck.risk.chance import Range
from bonecheck.risk.models import qfracture
from tests.people import ROOT
from tests.risk.models.people import GIVES, chance, flags_of, person, remark_keys, risk, with_flags

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


# ------------------------------------------------------------------ one person


def shown(answers, **risks):
    """Both ten-year chances of a person."""
    return tuple(chance(answers, "qfracture_2012", kind, 10, **risks).you for kind in ("major", "hip"))


def counts_as(answers, *, risks=None, **codes):
    """Whether the person is scored as the model's own code says, in both outcomes."""
    expected = one(**{"sex": answers["sex"], "age": answers["age_years"], **codes})
    return shown(answers, **(risks or {})) == tuple(
        Range(pytest.approx(percent, rel=1e-12), pytest.approx(percent, rel=1e-12)) for percent in expected
    )


def lies_between(answers, *codes, **risks):
    """Whether each outcome runs from the lowest to the highest of these codes."""
    scored = [one(**{"sex": answers["sex"], "age": answers["age_years"], **code}) for code in codes]
    return shown(answers, **risks) == tuple(
        Range(pytest.approx(min(of_outcome), rel=1e-12), pytest.approx(max(of_outcome), rel=1e-12))
        for of_outcome in zip(*scored, strict=True)
    )


BROKE_A_WRIST = {"fracture_since_50": "yes", "fracture_sites": ["wrist"], "fracture_count": "1"}


@pytest.mark.parametrize(
    ("answers", "major", "hip"),
    [  # fracture_models.md, section 3: 10 years, white, BMI 25, never smoked, no alcohol
        (person(age=60), 3.2192, 0.6248),
        (person(age=60, parent_hip_fracture="mother"), 5.5234, 0.6248),
        (person(age=60, smoking="current", cigarettes_per_day=15), 3.6299, 0.8527),
        (person(age=60, parent_hip_fracture="father", smoking="current", cigarettes_per_day=15), 6.2184, 0.8527),
        (person("male", 60), 0.9783, 0.3231),
        (person("male", 60, parent_hip_fracture="both"), 5.2391, 1.1047),
        (person(age=80, **BROKE_A_WRIST, falls_12_months="1"), 17.9137, 15.1976),
    ],
    ids=["woman", "parent", "smoker", "parent and smoker", "man", "man, parent", "woman of 80"],
)
def test_a_person_of_the_notes_gets_the_printed_chances(answers, major, hip):
    for kind, expected in (("major", major), ("hip", hip)):
        found = chance(answers, "qfracture_2012", kind, 10)
        assert (found.you.low, found.you.high) == (pytest.approx(expected, abs=5e-5),) * 2
        assert not found.raised_to_hip


def test_for_a_man_of_75_in_a_care_home_with_parkinsons_the_major_outcome_is_raised_to_the_hip():
    """Section 3: 9.8805 against 10.0759."""
    man = person("male", 75, care_home="yes", conditions=["parkinsons"])
    major, hip = (chance(man, "qfracture_2012", kind, 10) for kind in ("major", "hip"))
    assert hip.you.low == pytest.approx(10.0759, abs=5e-5)
    assert major.you == hip.you
    assert (major.raised_to_hip, hip.raised_to_hip) == (True, False)
    own = 100 * (1 - major.working.survival ** np.exp(major.working.sum[0]))
    assert own == pytest.approx(9.8805, abs=5e-5)


def test_qfracture_sees_no_t_score():
    assert shown(person(age=70, neck=-4.0)) == shown(person(age=70, neck=1.0)) == shown(person(age=70))


@pytest.mark.parametrize(("number", "code"), [(0, 2), (9, 2), (10, 3), (19, 3), (20, 4), (60, 4)])
@pytest.mark.parametrize("sex", ["female", "male"])
def test_under_10_cigarettes_is_light_10_to_19_moderate_and_20_heavy(sex, number, code):
    assert counts_as(person(sex, 60, smoking="current", cigarettes_per_day=number), smoke_cat=code)


def test_smoking_never_before_and_now_are_told_apart():
    assert counts_as(person(age=60, smoking="never"), smoke_cat=0)
    assert counts_as(person(age=60, smoking="ex"), smoke_cat=1)
    assert lies_between(person(age=60, smoking="current"), *({"smoke_cat": code} for code in (2, 3, 4)))
    assert lies_between(person(age=60, smoking=NOT_KNOWN), *({"smoke_cat": code} for code in range(5)))


@pytest.mark.parametrize(
    ("grams", "code"),
    [
        (0, 0),
        (0.1, 1),  # under 1 unit
        (7.9, 1),
        (8, 2),  # 1 unit is 8 g
        (16, 2),
        (19.9, 2),  # 2.49 units, 2
        (20, 3),  # 2.5 units, 3
        (51.9, 3),  # 6.49 units, 6
        (52, 4),  # 6.5 units, 7
        (59, 4),  # 7.4 units, 7
        (60, 4),  # 7.5 units, 8
        (75.9, 4),  # 9.49 units, 9
        (76, 5),  # 9.5 units, 10
        (80, 5),
    ],
)
@pytest.mark.parametrize("sex", ["female", "male"])
def test_alcohol_is_counted_in_whole_units_of_8_grams(sex, grams, code):
    """Codes of the original: none; under 1 unit; 1-2; 3-6; 7-9; over 9. Halves are rounded up."""
    beers = grams * 7 / 14.2  # a beer of 355 ml and 5 % has 14.2 g
    assert counts_as(person(sex, 60, **{"drinks_per_week.beer": beers}), alcohol_cat6=code)


def test_one_beer_a_week_is_under_one_unit_a_day_and_twenty_are_three_to_six():
    """355 ml of 5 % are 14.2 g: one a week is 2.0 g a day, twenty are 40.6 g, which is 5 units."""
    assert counts_as(person(age=60, **{"drinks_per_week.beer": 1}), alcohol_cat6=1)
    assert counts_as(person(age=60, **{"drinks_per_week.beer": 20}), alcohol_cat6=3)


@pytest.mark.parametrize(("use", "code"), [("now", 1), ("never", 0)])
def test_steroids_now_and_never_are_told_apart(use, code):
    """The flag counts two prescriptions in the last 6 months."""
    assert counts_as(person(age=60, glucocorticoids=use), b_corticosteroids=code)


def test_steroids_of_the_past_may_have_been_taken_in_the_last_six_months():
    assert lies_between(person(age=60, glucocorticoids="past"), {"b_corticosteroids": 0}, {"b_corticosteroids": 1})


@pytest.mark.parametrize(("falls", "code"), [("0", 0), ("1", 1), ("3", 1)])
def test_one_fall_is_a_fall_and_three_are_no_more(falls, code):
    assert counts_as(person(age=60, falls_12_months=falls), b_falls=code)


SITES = [("wrist", 1), ("upper_arm", 1), ("pelvis", 0), ("rib", 0), ("other", 0)]


@pytest.mark.parametrize(("bone", "code"), SITES)
def test_a_wrist_or_shoulder_counts_and_another_bone_does_not(bone, code):
    """b_fracture4: previous wrist, spine, hip or shoulder fracture; after a spine or hip no number is shown."""
    since_50 = {"fracture_since_50": "yes", "fracture_sites": [bone]}
    at_40_to_49 = {"fracture_at_40_to_49": "yes", "fracture_sites_at_40_to_49": [bone]}
    for broke in (since_50, at_40_to_49):
        assert counts_as(person(age=60, **broke), b_fracture4=code)


@pytest.mark.parametrize(
    "broke",
    [
        {"fracture_before_40": "yes"},  # which bone is not asked
        {"fracture_before_40": NOT_KNOWN},
        {"fracture_since_50": "yes", "fracture_sites": [NOT_KNOWN]},
        {"fracture_since_50": "yes", "fracture_sites": ["rib", NOT_KNOWN]},
        {"fracture_since_50": NOT_KNOWN},
        {"fracture_at_40_to_49": "yes"},
        {"fracture_at_40_to_49": NOT_KNOWN},
    ],
    ids=str,
)
def test_a_broken_bone_that_is_not_named_may_be_one_that_counts(broke):
    assert lies_between(person(age=60, **broke), {"b_fracture4": 0}, {"b_fracture4": 1})


def test_a_wrist_since_50_settles_it_whatever_broke_before():
    for before in ({"fracture_before_40": "yes"}, {"fracture_at_40_to_49": NOT_KNOWN}):
        assert counts_as(person(age=60, **BROKE_A_WRIST, **before), b_fracture4=1)


def test_somebody_under_50_or_40_is_not_asked_about_years_to_come():
    """The blanks of questions that are not asked leave nothing open."""
    for age in (35, 45):
        young = person(age=age, menopausal_status="premenopausal")
        young = {key: value for key, value in young.items() if key != "fracture_since_50"}
        young = {key: value for key, value in young.items() if age >= 40 or key != "fracture_at_40_to_49"}
        assert counts_as(young, b_fracture4=0)
    broke_at_42 = {"fracture_at_40_to_49": "yes", "fracture_sites_at_40_to_49": ["wrist"]}
    assert counts_as(person(age=45, menopausal_status="premenopausal", **broke_at_42), b_fracture4=1)


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({"parent_hip_fracture": "mother"}, {1}),
        ({"parent_hip_fracture": "father"}, {1}),
        ({"parent_hip_fracture": "both"}, {1}),
        ({"parent_osteoporosis": "yes"}, {1}),
        ({"parent_osteoporosis": "yes", "parent_hip_fracture": NOT_KNOWN}, {1}),
        ({"parent_hip_fracture": "father", "parent_osteoporosis": NOT_KNOWN}, {1}),
        ({}, {0}),
        ({"parent_hip_fracture": NOT_KNOWN}, {0, 1}),
        ({"parent_osteoporosis": NOT_KNOWN}, {0, 1}),
    ],
    ids=str,
)
@pytest.mark.parametrize("sex", ["female", "male"])
def test_a_parent_counts_by_a_broken_hip_or_by_osteoporosis(sex, said, codes):
    assert lies_between(person(sex, 60, **said), *({"fh_osteoporosis": code} for code in codes))


@pytest.mark.parametrize(
    ("said", "flag", "codes"),
    [
        ({"conditions": ["epilepsy"]}, "b_epilepsy2", {1}),
        ({"medicines": ["epilepsy_medicine"]}, "b_epilepsy2", {1}),
        ({"conditions": ["lupus"]}, "b_ra_sle", {1}),
        ({"rheumatoid_arthritis": "yes"}, "b_ra_sle", {1}),
        ({"rheumatoid_arthritis": NOT_KNOWN}, "b_ra_sle", {0, 1}),
        ({"rheumatoid_arthritis": NOT_KNOWN, "conditions": ["lupus"]}, "b_ra_sle", {1}),
        ({"conditions": ["overactive_thyroid"]}, "b_endocrine", {1}),
        ({"conditions": ["hyperparathyroidism"]}, "b_endocrine", {1}),
        ({"conditions": ["cushing"]}, "b_endocrine", {1}),
        ({"conditions": ["coeliac"]}, "b_malabsorption", {1}),
        ({"conditions": ["inflammatory_bowel"]}, "b_malabsorption", {1}),
        ({"hormone_therapy": "combined"}, "b_hrt_oest", {0}),
        ({"hormone_therapy": "past"}, "b_hrt_oest", {0}),
        ({"hormone_therapy": "oestrogen_only"}, "b_hrt_oest", {1}),
        ({"hormone_therapy": NOT_KNOWN}, "b_hrt_oest", {0, 1}),
        ({"conditions": ["early_menopause", "eating_disorder", "stomach_surgery", "low_sex_hormones"]}, "b_liver", {0}),
        ({"medicines": ["acid_blocker", "aromatase_inhibitor", "thyroid_tablets"]}, "b_antidepressant", {0}),
    ],
    ids=str,
)
def test_a_condition_or_medicine_counts_where_the_model_lists_it(said, flag, codes):
    assert lies_between(person(age=60, **said), *({flag: code} for code in codes))


@pytest.mark.parametrize("sex", ["female", "male"])
def test_every_flag_of_the_model_is_reached_by_an_answer(sex):
    for flag in flags_of(sex):
        assert counts_as(with_flags(person(sex, 60), flag), **{flag: 1}), flag


@pytest.mark.parametrize(("sex", "flag"), [("female", "b_carehome"), ("male", "b_endocrine")])
def test_a_term_that_the_equations_of_this_sex_lack_moves_nothing_and_leaves_nothing_open(sex, flag):
    """Section 3: care home only for men; endocrine and oestrogen only for women."""
    plain, given = person(sex, 60), with_flags(person(sex, 60), flag)
    assert shown(plain) == shown(given)
    for one_chance in risk(given, "qfracture_2012").chances:
        assert flag not in {line.factor for line in one_chance.working.lines}
    unknown = plain | {key: [NOT_KNOWN] if isinstance(value, list) else NOT_KNOWN for key, value in GIVES[flag].items()}
    for one_chance in risk(unknown, "qfracture_2012").chances:
        assert flag not in {driver.factor for driver in one_chance.drivers}


def test_a_man_is_not_asked_about_hormone_therapy_and_nothing_stays_open():
    assert not any(one_chance.you.is_open for one_chance in risk(person("male", 60), "qfracture_2012").chances)


def test_a_womans_hip_does_not_see_the_family_and_no_hip_sees_the_bowel():
    """Section 3: malabsorption only in the major outcome; parental history in all but the female hip equation."""
    for sex, flag in (("female", "fh_osteoporosis"), ("female", "b_malabsorption"), ("male", "b_malabsorption")):
        (major, hip), (major_with, hip_with) = shown(person(sex, 60)), shown(with_flags(person(sex, 60), flag))
        assert major_with.low > major.low
        assert hip_with == hip


@pytest.mark.parametrize(
    ("group", "code"),
    [
        ("white", 1),
        ("indian", 2),
        ("pakistani", 3),
        ("bangladeshi", 4),
        ("other_asian", 5),
        ("black_caribbean", 6),
        ("black_african", 7),
        ("chinese", 8),
        ("other", 9),
        ("mexican_american", 9),  # not a group of the model: "other, including mixed"
    ],
)
@pytest.mark.parametrize("sex", ["female", "male"])
def test_each_group_has_the_code_of_the_original_and_is_compared_within_itself(sex, group, code):
    somebody = person(sex, 60, ethnic_group=group)
    assert counts_as(somebody, ethrisk=code)
    assert remark_keys(somebody, "qfracture_2012") == set()
    assert all(one.you == one.comparison for one in risk(somebody, "qfracture_2012").chances)


@pytest.mark.parametrize("sex", ["female", "male"])
def test_black_americans_lie_between_the_two_british_groups(sex):
    somebody = person(sex, 60, ethnic_group="black_american")
    assert lies_between(somebody, {"ethrisk": 6}, {"ethrisk": 7})
    found = risk(somebody, "qfracture_2012")
    assert found.open_questions == ()  # no answer would narrow it
    assert remark_keys(somebody, "qfracture_2012") == {"remark_group_not_in_model"}
    assert all(one.you == one.comparison for one in found.chances)  # people of the same group may be either as well


def test_a_group_that_is_not_given_counts_as_the_model_counts_it_and_this_is_said():
    """Code 1 of the original: White or not recorded."""
    known = person(age=60)
    blank = {key: value for key, value in known.items() if key != "ethnic_group"}
    for unsaid in (blank, known | {"ethnic_group": NOT_KNOWN}):
        assert counts_as(unsaid, ethrisk=1)
        assert remark_keys(unsaid, "qfracture_2012") == {"remark_ethnic_group_not_recorded"}
    assert remark_keys(known, "qfracture_2012") == set()


@pytest.mark.parametrize("bmi", [20, 22.5, 30, 40])
def test_weight_and_height_count_as_body_mass_index_and_the_comparison_has_25(bmi):
    """At 200 cm the index is a quarter of the weight."""
    somebody = person(age=60, height_cm=200, weight_kg=4 * bmi)
    assert counts_as(somebody, bmi=bmi)
    for one_chance, expected in zip(risk(somebody, "qfracture_2012").chances[2:], one(bmi=25), strict=True):
        assert one_chance.comparison.low == pytest.approx(expected, rel=1e-12)
    assert risk(somebody, "qfracture_2012").comparison.values["bmi"] == 25
