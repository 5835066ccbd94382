"""Chances in words: out of 100 people, both ways, with the years, never finer than a model can know."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonecheck import NotAssessed
from bonecheck.answers.questions import NOT_KNOWN
from bonecheck.risk import shown
from bonecheck.risk.chance import Chance, Driver, FractureKind, ModelRisk, Range, Remark
from bonecheck.risk.screening.score_range import ScreeningScore
from bonecheck.words import risk as risk_words
from bonecheck.words.risk import amount, amount_not, exact, formula, sentence, short, tool_rule, weight
from tests.people import plain
from tests.risk.models.people import MANY, adults, chance, person, results, risk, scan

SINGLE = Chance(kind=FractureKind.HIP, years=10, you=Range(0, 0))
GROUPED = Chance(kind=FractureKind.MAJOR, years=10, you=Range(0, 10), in_groups=True)
TYPED = Chance(kind=FractureKind.MAJOR, years=10, you=Range(0, 0), as_typed=True)


def said(low, high=None, of=SINGLE):
    """How many will, and how many will not."""
    part = Range(low, low if high is None else high)
    return amount(of, part), amount_not(of, part)


# ------------------------------------------------------------------ whole people


@pytest.mark.parametrize(
    ("percent", "will", "will_not"),
    [
        (0, "fewer than 1", "more than 99"),
        (0.49, "fewer than 1", "more than 99"),
        (0.6, "about 1", "about 99"),
        (1.4, "about 1", "about 99"),
        (1.6, "about 2", "about 98"),
        (49.4, "about 49", "about 51"),
        (98.4, "about 98", "about 2"),
        (99.4, "about 99", "about 1"),
        (99.51, "more than 99", "fewer than 1"),
        (100, "more than 99", "fewer than 1"),
    ],
)
def test_one_number_is_said_in_whole_people_both_ways(percent, will, will_not):
    assert said(percent) == (will, will_not)


def test_half_a_person_is_one_and_99_and_a_half_are_nearly_all():
    assert said(0.5)[0] == "about 1"
    assert said(99.5)[0] == "more than 99"


@pytest.mark.parametrize(
    ("low", "high", "will", "will_not"),
    [
        (3.4, 12.2, "between 3 and 12", "between 88 and 97"),
        (0.2, 12.2, "between fewer than 1 and 12", "between 88 and more than 99"),
        (12.2, 99.8, "between 12 and more than 99", "between fewer than 1 and 88"),
        (0.2, 99.8, "between fewer than 1 and more than 99", "between fewer than 1 and more than 99"),
        (99.2, 99.9, "99 or more", "1 or fewer"),
        (0.2, 1.3, "1 or fewer", "99 or more"),
        (11.6, 12.4, "about 12", "about 88"),
        (0.1, 0.4, "fewer than 1", "more than 99"),
        (99.6, 99.9, "more than 99", "fewer than 1"),
    ],
)
def test_an_open_answer_gives_a_range_both_ways_lower_end_first(low, high, will, will_not):
    assert said(low, high) == (will, will_not)


@pytest.mark.parametrize(
    ("low", "high", "will", "will_not"),
    [
        (0, 10, "under 10", "over 90"),
        (10, 20, "between 10 and 20", "between 80 and 90"),
        (20, 100, "over 20", "under 80"),
        (0, 20, "under 20", "over 80"),
        (10, 100, "over 10", "under 90"),
        (0, 100, "any number", "any number"),
    ],
)
def test_a_model_of_groups_is_quoted_by_its_edges(low, high, will, will_not):
    assert said(low, high, of=GROUPED) == (will, will_not)


def whole_people(words):
    return [int(number) for number in re.findall(r"\d+", words)]


@given(st.integers(5, 994).map(lambda tenths: tenths / 10))
@MANY
def test_those_who_will_and_those_who_will_not_are_100_people(percent):
    [will], [will_not] = (whole_people(words) for words in said(percent))
    assert will + will_not == 100


@pytest.mark.parametrize(
    ("woman", "percent"),
    [(person(age=75, neck=-1.5), 16.5), (person(age=85, neck=-1.5, rises_from_chair="no"), 27.5)],
    ids=["5 points", "9 points"],
)
def test_those_who_will_and_those_who_will_not_are_100_women_in_the_fracture_index_too(woman, percent):
    """Its table has halves: 16.5 for 5 points, here 3 + 2, and 27.5 from 8 on, here 5 + 2 + 2 (section 8)."""
    index = chance(woman, "fracture_index", "non_vertebral", 5)
    assert index.you == Range(percent, percent)
    [will], [will_not] = (whole_people(words) for words in said(percent, of=index))
    assert will + will_not == 100


ends_of_ranges = st.integers(0, 1000).filter(lambda tenths: tenths not in {5, 995}).map(lambda tenths: tenths / 10)


@given(st.tuples(ends_of_ranges, ends_of_ranges).map(sorted))
@MANY
def test_the_ends_of_a_range_mirror_each_other(ends):
    """Those who will from the one end, those who will not from the other; 0.5 and 99.5 are said in words of their own."""
    low, high = ends
    forth, back = said(low, high)
    numbers = whole_people(forth.replace("fewer than 1", "0").replace("more than 99", "100"))
    mirrored = whole_people(back.replace("fewer than 1", "0").replace("more than 99", "100"))
    assert [100 - number for number in reversed(mirrored)] == numbers


@given(st.floats(0, 100), st.floats(0, 100))
@MANY
def test_a_higher_chance_is_never_said_as_fewer_people(one, other):
    lower, higher = sorted((one, other))
    assert shown.out_of_100(lower) <= shown.out_of_100(higher)
    assert abs(shown.out_of_100(lower) - lower) <= 0.5


# ------------------------------------------------------------------ short, exact, as typed


@pytest.mark.parametrize(
    ("low", "high", "of", "expected"),
    [
        (11.2, 11.2, SINGLE, "11"),
        (3.4, 12.2, SINGLE, "3 to 12"),
        (0.2, 0.3, SINGLE, "under 1"),
        (0.2, 12.2, SINGLE, "under 1 to 12"),
        (99.7, 99.7, SINGLE, "99+"),
        (0, 10, GROUPED, "under 10"),
        (10, 20, GROUPED, "10 to 20"),
        (20, 100, GROUPED, "over 20"),
    ],
)
def test_a_picture_has_room_for_a_few_characters(low, high, of, expected):
    assert short(of, Range(low, high)) == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (10.829, 10.829, "10.8"),
        (1.5205, 7.7006, "between 1.5 and 7.7"),
        (0.1, 0.1, "0.1"),
        (0.043, 0.043, "0.043"),
        (0.00015, 0.00015, "0.00015"),
    ],
)
def test_a_table_has_one_decimal_and_two_figures_for_tiny_chances(low, high, expected):
    assert exact(SINGLE, Range(low, high)) == expected


@pytest.mark.parametrize(("typed", "rest"), [(12, "88"), (2.5, "97.5"), (0.1, "99.9"), (19.9, "80.1"), (100, "0")])
def test_a_frax_result_stands_as_it_was_typed(typed, rest):
    part = Range(typed, typed)
    assert amount(TYPED, part) == short(TYPED, part) == exact(TYPED, part) == f"{typed}"
    assert amount_not(TYPED, part) == rest


# ------------------------------------------------------------------ sentences

SOMEBODY = person(age=60, neck=-2.5)


def test_a_sentence_has_the_model_both_ways_the_years_and_the_people_to_compare_with():
    """Hip in 10 years 3.4927 (section 5.2). At -1.2: 100 * (1 - 0.99979307^e^(0.0507 * 60 + 0.8417 * 1.2)) = 1.18."""
    assert 100 * (1 - 0.99979307 ** math.exp(0.0507 * 60 + 0.8417 * 1.2)) == pytest.approx(1.18, abs=0.005)
    found = risk(SOMEBODY, "garvan")
    words = plain(sentence(found, found.chance(FractureKind.HIP, 10)))
    for part in ("Garvan", "100 women", "about 3", "About 97", "10 years", "break a hip", "-1.2", "about 1", "about 99"):  # fmt: skip
        assert part in words


def test_a_range_in_a_sentence_has_both_ends_both_ways():
    """With one break and with three, hip in 10 years: 0.0507 * 60 + 0.8417 * 2.5 + 0.8127 * 1 or 3."""
    ends = [100 * (1 - 0.99979307 ** math.exp(0.0507 * 60 + 0.8417 * 2.5 + 0.8127 * n)) for n in (1, 3)]
    assert ends == pytest.approx([7.70, 33.44], abs=0.005)
    found = risk(SOMEBODY | {"fracture_since_50": "yes", "fracture_sites": ["rib"]}, "garvan")
    words = sentence(found, found.chance(FractureKind.HIP, 10))
    assert "between 8 and 33" in words
    assert "Between 67 and 92" in words


@given(adults(60), st.booleans())
@MANY
def test_every_result_is_a_sentence_with_its_years_and_both_ways(answers, falls_known):
    answers |= {} if falls_known else {"falls_12_months": NOT_KNOWN}
    answers |= {"frax_major_percent": 12.5, "frax_hip_percent": 3}
    for found in results(answers).values():
        if isinstance(found, NotAssessed):
            continue
        for one in map(shown.as_shown, found.chances):
            words = sentence(found, one)
            assert f"{one.years} years" in words
            assert amount(one, one.you).lower() in words.lower()
            assert amount_not(one, one.you).lower() in words.lower()
            assert ("men" if found.sex == "male" else "women") in words
            assert "{" not in words
            if one.comparison is not None:
                assert risk_words.comparison_words(found) in words
                assert amount_not(one, one.comparison) in words


def test_who_the_comparison_is_names_the_age_the_score_or_the_weight():
    def comparison(model_key, answers=SOMEBODY):
        return plain(risk_words.comparison_words(risk(answers, model_key)))

    assert all(part in comparison("garvan") for part in ("women", "60", "-1.2"))
    osteopenic = person(age=60, neck=-1.5)
    assert all(part in comparison("qfracture_2012", osteopenic) for part in ("women", "60", "BMI 25"))
    man = person("male", 70, -2.5, t_score_reference=NOT_KNOWN)
    assert "your T-score" in comparison("garvan", man)
    assert comparison("garvan", man).startswith("men of 70")
    typed = ModelRisk(model="own_frax", sex="female", age_years=60, chances=())
    assert risk_words.comparison_words(typed) == ""


def test_every_remark_of_a_model_has_words():
    below_dose = {"glucocorticoids": "now", "glucocorticoid_dose_mg_per_day": 5, "glucocorticoid_months": 6}
    people = [
        person(age=70, neck=-2.0, scan_date="2015-01-01", bone_medicine=NOT_KNOWN, **below_dose, ethnic_group=NOT_KNOWN),
        person("male", 70, -2.0, t_score_reference=NOT_KNOWN, frax_major_percent=12),
        person(age=70, has_scan="yes", scan_regions=["femoral_neck"], scanner_make="hologic", **{"femoral_neck.bmd_g_cm2": 0.6}),
    ]  # fmt: skip
    found = {remark.key: risk_words.remark_words(remark) for who in people for one in results(who).values() if not isinstance(one, NotAssessed) for remark in one.remarks}  # fmt: skip
    assert len(found) == 11
    assert all(words and "{" not in words for words in found.values())
    assert all(number in found["remark_steroid_dose_between"] for number in ("7.5", "3 months"))


# ------------------------------------------------------------------ factors and sums


@pytest.mark.parametrize(
    ("kind", "low", "high", "expected"),
    [
        ("times", 1.8, 1.8, "1.8 times"),
        ("times", 1.736, 1.736, "1.74 times"),
        ("times", 1.0, 2.5, "1 to 2.5 times"),
        ("points", 2.0, 2.0, "2 points"),
        ("points", 1.0, 1.0, "1 point"),
        ("points", -1.0, -1.0, "\u22121 point"),
        ("points", 2.0, 3.0, "2 to 3 points"),
        ("steps", 1.0, 1.0, "1"),
        ("steps", 0.0, 2.0, "0 to 2"),
    ],
)
def test_a_factor_says_what_it_does(kind, low, high, expected):
    assert expected in weight(Driver(factor="falls", weight=kind, low=low, high=high))


@pytest.mark.parametrize(
    ("tool", "said"),
    [
        (ScreeningScore(tool="ost", low=1, high=1, comparison="<", limit=2), "under 2"),
        (ScreeningScore(tool="orai", low=9, high=11, comparison=">=", limit=9), "9 or more"),
        (ScreeningScore(tool="osta", low=-2, high=-2), "above -1 low, -1 to -4 medium, under -4 high"),
    ],
    ids=lambda part: "",
)
def test_the_limit_of_a_tool_is_said_as_its_paper_prints_it(tool, said):
    assert plain(tool_rule(tool)) == said


def numbers(words):
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", plain(words))]


HAND = {
    "woman, Garvan, hip": (SOMEBODY, "garvan", "hip", 10),
    "woman, Garvan, any": (SOMEBODY, "garvan", "any", 10),
    "woman, QFracture, hip": (person(age=75, smoking="ex"), "qfracture_2012", "hip", 10),
    "man, QFracture, major": (person("male", 75, conditions=["parkinsons"]), "qfracture_2012", "major", 10),
    "man, Garvan, any": (person("male", 80, -2.5), "garvan", "any", 10),
    "man, Garvan, hip": (person("male", 80, -2.5), "garvan", "hip", 10),
    "man, Garvan, hip, 5 years": (person("male", 80, -2.5), "garvan", "hip", 5),
}


@pytest.mark.parametrize("who", HAND)
def test_the_formula_can_be_worked_out_by_hand(who):
    """Chance = 100 x (1 - survival ^ (e ^ sum)), with the numbers as they stand in the text, to its decimal."""
    one = chance(*HAND[who])
    words = formula(one)
    sum_, _, _, survival, percent, *_ = numbers(words)  # sum; 100 and 1 of the formula; survival; result
    assert sum_ == pytest.approx(one.working.sum[0], abs=5e-5)
    assert 100 * (1 - survival ** math.exp(sum_)) == pytest.approx(percent, abs=0.06)
    assert percent == pytest.approx(one.you.low, abs=0.05)


def test_the_formula_of_points_names_the_points_and_the_chance_of_the_table():
    """At 70: 2 points, 4 for a T-score of -2.8: 6 points, 3.9 % hip (section 8)."""
    words = formula(chance(person(age=70, neck=-2.8), "fracture_index", "hip", 5))
    assert numbers(words)[:2] == [6, 3.9]


def test_the_formula_of_groups_names_the_steps_and_the_group():
    words = formula(chance(person(age=60) | scan(femoral_neck=-1.5, lumbar_spine=-2.5), "caroc_2010", "major", 10))
    assert numbers(words)[0] == 1
    assert "between 10 and 20" in words


def test_an_open_sum_has_both_ends_in_the_formula():
    """No fall to three: 0.0507 * 60 + 0.8417 * 2.5 = 5.14625, and 3 * 0.3614 more."""
    one = chance(SOMEBODY | {"falls_12_months": NOT_KNOWN}, "garvan", "hip", 10)
    low, high, *_ = numbers(formula(one))
    assert (low, high) == pytest.approx((5.14625, 6.23045), abs=1e-4)


def test_the_formula_of_a_lifted_number_shows_the_models_own():
    """Woman of 75, T -3, three breaks and three falls: 96.8 of her own, lifted to 98.0 (section 5.2)."""
    broke = {"fracture_since_50": "yes", "fracture_sites": ["rib"], "fracture_count": "3", "falls_12_months": "3"}
    one = chance(person(age=75, neck=-3.0, **broke), "garvan", "any", 10)
    assert "96.8" in formula(one)
    assert exact(one, one.you) == "98.0"


def test_a_typed_result_has_no_formula():
    assert formula(TYPED) == ""


def test_only_qfracture_carries_the_note_of_its_licence():
    assert "ClinRisk" in risk_words.licence_note("qfracture_2012")
    assert risk_words.licence_note("garvan") == risk_words.licence_note("own_frax") == ""


def test_a_remark_may_stand_without_values():
    assert risk_words.remark_words(Remark(key="remark_bone_medicine_open"))
