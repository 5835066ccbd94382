"""Hazard models made person by person: the sum behind a chance, what each factor does, and open answers.

First on equations made up so that a pencil is enough, then on Garvan and QFracture, the factors against the printed
coefficients and the sums against the models' own table functions.
"""

import itertools
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonecheck.answers.questions import NOT_KNOWN
from bonecheck.evidence.library import model
from bonecheck.risk.chance import FractureKind, Range
from bonecheck.risk.models import fracture_index, garvan, hazard, qfracture
from bonecheck.risk.models.hazard import Term
from tests.risk.models.people import (
    GIVES,
    MANY,
    adults,
    chance,
    flags_of,
    lacking,
    person,
    results,
    risk,
    with_flags,
)

WIDER = {"garvan": "any", "qfracture_2012": "major"}
GARVAN = model("garvan")["coefficients"]
QFRACTURE = model("qfracture_2012")["models"]
OUTCOME = {"major": "osteoporotic_fracture", "hip": "hip_fracture"}


# ------------------------------------------------------------------ equations for a pencil


class Doubling:
    """Each step of `up` doubles the hazard of any fracture and triples that of the hip; `down` halves any fracture.

    `hip_survival` of 0.99 keeps the hip below; 0.5 lifts it above.
    """

    kinds = (FractureKind.ANY, FractureKind.HIP)
    factors = {  # noqa: RUF012
        FractureKind.ANY: {"up": math.log(2), "down": -math.log(2)},
        FractureKind.HIP: {"up": math.log(3), "down": 0.0},
    }

    def __init__(self, hip_survival=0.99):
        self.baseline = {FractureKind.ANY: 0.9, FractureKind.HIP: hip_survival}

    def addition(self, kind, factor, value):
        return self.factors[kind][factor] * value

    def text(self, kind, factor, value):
        return f"{factor} {value:g}"

    def survival(self, kind, years):
        return self.baseline[kind] if years == 5 else self.baseline[kind] ** 2


def made(up, down, hip_survival=0.99):
    terms = (Term(factor="up", options=up, plain=0, question="up?"), Term(factor="down", options=down, plain=0, question="down?"))  # fmt: skip
    found = hazard.chances(Doubling(hip_survival), terms, (5, 10))
    return {(one.kind.value, one.years): one for one in found}, hazard.open_questions(found, terms)


def near(low, high):
    return Range(pytest.approx(low, abs=1e-9), pytest.approx(high, abs=1e-9))


def test_a_chance_follows_from_the_sum_of_what_is_known():
    """One step up: any 1 - 0.9^2 = 19 %; in ten years 1 - 0.81^2 = 34.39 %; the hip 1 - 0.99^3 = 2.9701 %."""
    found, still_open = made((1.0,), (0.0,))
    assert found["any", 5].you == near(19, 19)
    assert found["any", 10].you == near(34.39, 34.39)
    assert found["hip", 5].you == near(2.9701, 2.9701)
    assert found["any", 5].comparison == near(10, 10)
    assert found["hip", 5].comparison == near(1, 1)
    assert still_open == ()


def test_an_open_answer_spans_from_the_least_to_the_greatest_chance():
    """One to three steps up, and perhaps one down: hazards from 2 / 2 to 8, so 1 - 0.9 to 1 - 0.9^8."""
    found, still_open = made((1.0, 2.0, 3.0), (0.0, 1.0))
    assert found["any", 5].you == near(10, 100 * (1 - 0.9**8))
    assert found["hip", 5].you == near(100 * (1 - 0.99**3), 100 * (1 - 0.99**27))
    assert found["any", 5].comparison == near(10, 10)
    assert still_open == ("up?", "down?")  # 4 times or more against twice: what narrows most comes first


def test_a_factor_is_left_out_alone_and_an_open_one_is_not():
    found, _ = made((0.0, 1.0), (1.0,))
    up, down = found["any", 5].drivers
    assert (up.factor, up.low, up.high, up.without) == ("up", 1.0, pytest.approx(2), None)
    assert (down.factor, down.low, down.high) == ("down", pytest.approx(0.5), pytest.approx(0.5))
    assert down.without == near(10, 19)  # no longer halved
    assert found["any", 5].you == near(100 * (1 - 0.9**0.5), 10)
    assert [driver.factor for driver in found["hip", 5].drivers] == ["up"]  # the hip does not know "down"


def test_the_wider_outcome_is_lifted_to_the_hip_at_the_end_where_it_is_below():
    """Hip survival 0.5: from 50 % to 1 - 0.5^3 = 87.5 %, while any fracture runs from 10 % to 19 %."""
    found, _ = made((0.0, 1.0), (0.0,), hip_survival=0.5)
    assert found["any", 5].you == found["hip", 5].you == near(50, 87.5)
    assert (found["any", 5].raised_to_hip, found["hip", 5].raised_to_hip) == (True, False)
    assert found["any", 5].comparison == near(50, 50)
    assert found["any", 5].working.sum == (0, pytest.approx(math.log(2)))  # the sum still is the model's own


def test_the_sum_is_written_without_the_terms_that_add_nothing():
    found, _ = made((2.0,), (0.0,))
    [line] = found["any", 5].working.lines
    assert (line.factor, line.text, line.low, line.high) == ("up", "up 2", *[pytest.approx(2 * math.log(2))] * 2)


# ------------------------------------------------------------------ the sum behind a chance


def from_sum(working):
    return tuple(100 * (1 - working.survival ** math.exp(total)) for total in working.sum)


@given(
    st.sampled_from(["female", "male"]),
    st.integers(60, 84),
    st.integers(-45, 10),
    st.sampled_from(["0", "1", "2", "3", NOT_KNOWN]),
    st.sampled_from(["0", "1", "2", "3", NOT_KNOWN]),
)
@MANY
def test_garvans_sum_gives_the_number_of_its_table_function(sex, age, tenths, breaks, falls):
    broke = {"fracture_since_50": NOT_KNOWN if breaks == NOT_KNOWN else "yes" if breaks != "0" else "no"}
    broke |= {"fracture_count": breaks} if breaks in "123" else {}
    found = risk(person(sex, age, tenths / 10, falls_12_months=falls, **broke), "garvan")
    counts = [range(4) if said == NOT_KNOWN else [int(said)] for said in (breaks, falls)]
    for years in (5, 10):
        seen = {"sex": sex, "age": age, "t_score": tenths / 10, "years": years}
        own = [
            garvan.risks({**seen, "prior_fractures": prior, "falls": fell})
            for prior, fell in itertools.product(*counts)
        ]
        for kind, attribute in (("any", "any_fracture_percent"), ("hip", "hip_fracture_percent")):
            one = found.chance(FractureKind(kind), years)
            percents = [float(getattr(of_one, attribute)) for of_one in own]
            assert from_sum(one.working) == pytest.approx((min(percents), max(percents)), abs=1e-9)
            hip = from_sum(found.chance(FractureKind.HIP, years).working)
            assert (one.you.low, one.you.high) == pytest.approx(
                tuple(max(pair) for pair in zip(from_sum(one.working), hip, strict=True)), abs=1e-9
            )
            lifted = one.you.low - min(percents), one.you.high - max(percents)
            assert not one.raised_to_hip or max(lifted) > 0
            assert one.raised_to_hip or min(lifted) < 1e-6


@given(st.sampled_from(["female", "male"]), st.integers(30, 84), st.integers(80, 160), st.integers(0, 3), st.data())
@MANY
def test_qfractures_sum_gives_the_number_of_its_table_function(sex, age, kg, smoking, data):
    flags = data.draw(st.sets(st.sampled_from([flag for flag in flags_of(sex) if age >= 50 or flag != "b_fracture4"])))
    smokes = [
        {"smoking": "never"},
        {"smoking": "ex"},
        {"smoking": "current", "cigarettes_per_day": 9},
        {"smoking": "current", "cigarettes_per_day": 10},
    ][smoking]
    stage = {"menopausal_status": "premenopausal"} if sex == "female" and age < 55 else {}
    answers = with_flags(person(sex, age, height_cm=200, weight_kg=kg, **smokes, **stage), *flags)
    found = risk(answers, "qfracture_2012")
    codes = {"ethrisk": 1, "smoke_cat": smoking, "alcohol_cat6": 0, **{flag: flag in flags for flag in GIVES}}
    for years in (5, 10):
        own = qfracture.risks({"sex": sex, "age": age, "bmi": kg / 4, "years": years, **codes})
        percents = {
            "major": float(own.osteoporotic_fracture_percent),
            "hip": float(own.hip_fracture_percent),
        }
        for kind, percent in percents.items():
            one = found.chance(FractureKind(kind), years)
            assert from_sum(one.working) == pytest.approx((percent, percent), abs=1e-9)
            shown = max(percents.values()) if kind == "major" else percent
            assert (one.you.low, one.you.high) == pytest.approx((shown, shown), abs=1e-9)
            assert one.raised_to_hip == (shown > percent) or shown - percent < 1e-6


@given(adults(65))
@MANY
def test_the_points_of_the_fracture_index_add_up_to_its_score(answers):
    """Counted again from what the woman said; both readings where the sources differ on the T-score."""
    found = results(answers | {"sex": "female", "hormone_therapy": "none"})["fracture_index"]
    said = {
        "age": answers["age_years"],
        "t_score": answers["total_hip.t_score"],
        "weight_kg": answers["weight_kg"],
        "fracture_after_50": answers["fracture_since_50"] == "yes",
        "mother_hip_fracture": answers["parent_hip_fracture"] in {"mother", "both"}
        and answers["mother_broke_hip_after_50"] == "yes",
        "current_smoker": answers["smoking"] == "current",
        "needs_arms": answers["rises_from_chair"] == "no",
    }
    points = tuple(int(fracture_index.points(said, edges_count_as_lower=lower)) for lower in (False, True))
    percents = [fracture_index.risks(total) for total in points]
    for one in found.chances:
        assert one.working.sum == points
        assert one.you == Range(*(float(getattr(percent, f"{one.kind}_percent")) for percent in percents))


SIGNS = {"×": "*", "^": "**", "−": "-", "ln(": "log("}


@pytest.mark.parametrize("sex", ["female", "male"])
@pytest.mark.parametrize("age", [60, 75, 84])
def test_each_line_of_the_sum_works_out_to_what_it_adds(sex, age):
    """By pencil, with coefficients to four decimals: on a cube of the age that leaves 0.03 in a man of 84."""
    smokes = {"smoking": "current", "cigarettes_per_day": 12}
    answers = with_flags(person(sex, age, -2.5, height_cm=160, weight_kg=70, **smokes), "b_falls", "b_fracture4")
    for model_key, wider in WIDER.items():
        for kind in (wider, "hip"):
            lines = chance(answers, model_key, kind, 10).working.lines
            assert lines
            for line in lines:
                text = line.text
                for sign, python in SIGNS.items():
                    text = text.replace(sign, python)
                assert re.fullmatch(r"[-+*/(). 0-9log]+", text)
                by_hand = eval(text, {"log": math.log})  # checked above: numbers, signs and a logarithm
                assert by_hand == pytest.approx(line.low, abs=0.05), (line.factor, line.text)


# ------------------------------------------------------------------ what each factor does


def equations(sex, kind):
    return QFRACTURE[OUTCOME[kind]][sex]


ALL_FLAGS = [(sex, flag) for sex in ("female", "male") for flag in flags_of(sex)]


@pytest.mark.parametrize(("sex", "flag"), ALL_FLAGS)
def test_one_flag_multiplies_the_hazard_as_its_coefficient_says(sex, flag):
    plain = person(sex, 60)
    for kind in ("major", "hip"):
        for years in (5, 10):
            one = chance(with_flags(plain, flag), "qfracture_2012", kind, years)
            coefficient = equations(sex, kind)["flags"].get(flag)
            if coefficient is None:  # malabsorption for the hip, and the family for a woman's
                assert one.drivers == ()
                continue
            [driver] = one.drivers
            assert (driver.factor, driver.weight) == (flag, "times")
            assert driver.low == driver.high == pytest.approx(math.exp(coefficient), rel=1e-12)
            assert driver.without == chance(plain, "qfracture_2012", kind, years).you


@pytest.mark.parametrize(
    ("said", "factor", "code"),
    [
        ({"smoking": "ex"}, "smoke_cat", "1"),
        ({"smoking": "current", "cigarettes_per_day": 20}, "smoke_cat", "4"),
        ({"drinks_per_week.beer": 20}, "alcohol_cat6", "3"),  # 5 units a day
    ],
)
@pytest.mark.parametrize("sex", ["female", "male"])
def test_smoking_and_alcohol_multiply_as_the_coefficient_of_their_code_says(sex, said, factor, code):
    for kind in ("major", "hip"):
        [driver] = chance(person(sex, 60, **said), "qfracture_2012", kind, 10).drivers
        assert driver.factor == factor
        assert driver.low == driver.high == pytest.approx(math.exp(equations(sex, kind)[factor][code]), rel=1e-12)
        assert driver.without == chance(person(sex, 60), "qfracture_2012", kind, 10).you


def test_a_low_weight_multiplies_by_its_term_against_body_mass_index_25():
    """Women, major: 2.9094622051197 x (10/20 - 10/25) = 0.29094622; 80 kg at 200 cm are 20."""
    [driver] = chance(person(age=60, height_cm=200, weight_kg=80), "qfracture_2012", "major", 10).drivers
    assert driver.factor == "bmi"
    assert driver.low == driver.high == pytest.approx(math.exp(2.9094622051197 * 0.1), rel=1e-9)
    assert driver.without.low == pytest.approx(3.2192, abs=5e-5)  # section 3: woman of 60 with BMI 25


@pytest.mark.parametrize("kind", ["any", "hip"])
def test_garvans_factors_multiply_as_their_coefficients_say(kind):
    """Woman of 60 at T -2.5, the average being -1.2, with two breaks and a fall."""
    broke = {"fracture_since_50": "yes", "fracture_sites": ["rib"], "fracture_count": "2"}
    one = chance(person(age=60, neck=-2.5, falls_12_months="1", **broke), "garvan", kind, 10)
    of = GARVAN["female"][kind]
    expected = {
        "prior_fractures": 2 * of["b_prior"],
        "falls": of["b_falls"],
        "t_score": of["b_tscore"] * (-2.5 - -1.2),
    }
    assert {driver.factor: driver.low for driver in one.drivers} == pytest.approx(
        {factor: math.exp(added) for factor, added in expected.items()}
    )
    others = {
        "prior_fractures": person(age=60, neck=-2.5, falls_12_months="1"),
        "falls": person(age=60, neck=-2.5, **broke),
        "t_score": person(age=60, neck=-1.2, falls_12_months="1", **broke),
    }
    for driver in one.drivers:
        assert driver.low == driver.high
        assert driver.without == chance(others[driver.factor], "garvan", kind, 10).you


@given(st.sampled_from(["female", "male"]), st.integers(60, 84), st.data())
@MANY
def test_leaving_out_one_factor_is_the_same_person_without_it(sex, age, data):
    flags = data.draw(st.sets(st.sampled_from(flags_of(sex)), min_size=1, max_size=6))
    answers = with_flags(person(sex, age, -1.5), *flags)
    for kind in ("major", "hip"):
        drivers = {driver.factor: driver for driver in chance(answers, "qfracture_2012", kind, 10).drivers}
        assert drivers.keys() == flags & equations(sex, kind)["flags"].keys()
        if not drivers:
            continue
        factor = data.draw(st.sampled_from(sorted(drivers)))
        spared = chance(lacking(answers, GIVES[factor]), "qfracture_2012", kind, 10).you
        assert drivers[factor].without.low == pytest.approx(spared.low, abs=1e-9)
        assert drivers[factor].without.high == pytest.approx(spared.high, abs=1e-9)


@given(st.sampled_from(["female", "male"]), st.integers(60, 84), st.data())
@MANY
def test_what_is_not_known_is_open_and_what_is_known_is_not(sex, age, data):
    flags = data.draw(st.sets(st.sampled_from([flag for flag in flags_of(sex) if len(GIVES[flag]) == 1]), max_size=4))
    unknown = data.draw(st.sets(st.sampled_from(["falls_12_months", "smoking", "glucocorticoids", "parent_hip_fracture"])))  # fmt: skip
    answers = with_flags(person(sex, age, -1.5), *flags) | dict.fromkeys(unknown, NOT_KNOWN)
    factor_of = {
        "falls_12_months": {"b_falls", "falls"},
        "smoking": {"smoke_cat"},
        "glucocorticoids": {"b_corticosteroids"},
        "parent_hip_fracture": {"fh_osteoporosis"},
    }
    still_open = set().union(*(factor_of[question] for question in unknown))
    for model_key, wider in WIDER.items():
        for kind in (wider, "hip"):
            one = chance(answers, model_key, kind, 10)
            for driver in one.drivers:
                assert (driver.low != driver.high) == (driver.factor in still_open)
                assert (driver.without is None) == (driver.factor in still_open)
            for line in one.working.lines:
                assert (line.low != line.high) == (line.factor in still_open)


@given(adults(60))
@MANY
def test_the_strongest_factor_comes_first(answers):
    answers |= {"fracture_before_40": NOT_KNOWN, "t_score_reference": "men"}
    for model_key, wider in WIDER.items():
        for kind in (wider, "hip"):
            strength = [
                max(abs(math.log(driver.low)), abs(math.log(driver.high)))
                for driver in chance(answers, model_key, kind, 10).drivers
            ]
            assert strength == sorted(strength, reverse=True)


def test_the_question_that_would_narrow_most_comes_first():
    """A man's hip: parent e^1.233 = 3.4 times, falls e^0.531 = 1.7, steroids e^0.164 = 1.2 (section 3's equations).

    His major outcome: parent e^1.700, falls e^0.543, steroids e^0.296: the same order.
    """
    man = person("male", 70, glucocorticoids=NOT_KNOWN, falls_12_months=NOT_KNOWN, parent_hip_fracture=NOT_KNOWN)
    assert risk(man, "qfracture_2012").open_questions == ("parent_hip_fracture", "falls_12_months", "glucocorticoids")
