"""How much calcium, vitamin D and protein a day, for named people and at every boundary of age.

Expected values as printed in lifestyle_evidence.md, sections 2.1, 2.2 and 2.4.
"""

import pytest

from bonecheck.answers.person import Country, Person, Sex
from bonecheck.plan.targets import (
    Target,
    calcium_limit_mg_per_day,
    calcium_mg_per_day,
    protein_g_per_day,
    raises_protein,
    vitamin_d_iu_per_day,
    vitamin_d_limit_iu_per_day,
)
from tests.people import man, woman

US, UK, CANADA, ELSEWHERE = Country.US, Country.UK, Country.CANADA, Country.ELSEWHERE
SOMEBODY = {Sex.FEMALE: woman, Sex.MALE: man}


def numbers(target: Target) -> tuple[float, float, float | None]:
    return target.least, target.most, target.upper_limit


@pytest.mark.parametrize(
    ("person", "mg", "upper_limit", "body"),
    [
        (woman(45, None, country=US), 1000, 2500, "us"),
        (woman(60, country=US), 1200, 2000, "us"),
        (woman(60, country=UK), 700, 2000, "uk"),
        (man(60, country=US), 1000, 2000, "us"),
        (man(60, country=UK), 700, 2000, "uk"),
        (woman(75, country=US), 1200, 2000, "us"),
        (man(75, country=US), 1200, 2000, "us"),
        (woman(75, country=UK), 700, 2000, "uk"),
    ],
)
def test_named_people_have_their_calcium_target(person, mg, upper_limit, body):
    target = calcium_mg_per_day(person)
    assert numbers(target) == (mg, mg, upper_limit)
    assert (target.body, target.assumed_body) == (body, False)


@pytest.mark.parametrize(
    ("age", "women_mg", "men_mg", "upper_limit"),
    [
        (20, 1000, 1000, 2500),
        (49, 1000, 1000, 2500),
        (50, 1000, 1000, 2500),
        (51, 1200, 1000, 2000),
        (52, 1200, 1000, 2000),
        (69, 1200, 1000, 2000),
        (70, 1200, 1000, 2000),  # 70 is still 51 to 70
        (71, 1200, 1200, 2000),
        (72, 1200, 1200, 2000),
        (110, 1200, 1200, 2000),
    ],
)
def test_the_us_calcium_target_changes_at_51_and_71(age, women_mg, men_mg, upper_limit):
    expected = {Sex.FEMALE: women_mg, Sex.MALE: men_mg}
    for sex, mg in expected.items():
        target = calcium_mg_per_day(SOMEBODY[sex](age, country=US))
        assert numbers(target) == (mg, mg, upper_limit)
    unknown = calcium_mg_per_day(Person(age_years=age, country=US, sex=Sex.NOT_KNOWN))
    assert numbers(unknown) == (min(expected.values()), max(expected.values()), upper_limit)
    assert unknown == calcium_mg_per_day(Person(age_years=age, country=US))


@pytest.mark.parametrize(("age", "us_limit"), [(20, 2500), (50, 2500), (51, 2000), (70, 2000), (71, 2000), (110, 2000)])
@pytest.mark.parametrize("sex", [None, Sex.FEMALE, Sex.MALE, Sex.NOT_KNOWN])
def test_the_uk_calcium_target_is_700_for_every_adult_and_the_us_limit_warns(age, us_limit, sex):
    """No UK upper limit was read; none at all would call 10,000 IU or 4,000 mg "on target"."""
    assert numbers(calcium_mg_per_day(Person(age_years=age, sex=sex, country=UK))) == (700, 700, us_limit)


@pytest.mark.parametrize(("age", "iu"), [(20, 600), (69, 600), (70, 600), (71, 800), (72, 800), (110, 800)])
def test_the_us_vitamin_d_target_changes_at_71(age, iu):
    target = vitamin_d_iu_per_day(woman(age, None, country=US))
    assert numbers(target) == (iu, iu, 4000)
    assert target == vitamin_d_iu_per_day(Person(age_years=age, country=US))  # the same for both sexes


@pytest.mark.parametrize("age", [20, 70, 71])
def test_the_uk_vitamin_d_target_is_a_supplement_of_400(age):
    assert numbers(vitamin_d_iu_per_day(man(age, country=UK))) == (400, 400, 4000)


@pytest.mark.parametrize("target_of", [calcium_mg_per_day, vitamin_d_iu_per_day])
class TestWhereSomethingIsNotKnown:
    @pytest.mark.parametrize("country", [None, *Country])
    def test_nobody_under_20_has_a_target(self, target_of, country):
        assert target_of(woman(19, None, country=country)) is None
        assert target_of(woman(20, None, country=country)) is not None

    @pytest.mark.parametrize("country", [None, US, CANADA, ELSEWHERE, Country.NOT_KNOWN])
    def test_without_an_age_the_us_figures_are_not_guessed(self, target_of, country):
        assert target_of(woman(None, country=country)) is None

    def test_without_an_age_the_uk_figure_holds_as_it_is_the_same_for_all(self, target_of):
        assert target_of(woman(None, country=UK)) == target_of(woman(60, country=UK))

    @pytest.mark.parametrize("country", [None, CANADA, ELSEWHERE, Country.NOT_KNOWN])
    def test_the_us_figures_stand_in_for_other_countries_and_say_so(self, target_of, country):
        target, of_the_us = target_of(woman(60, country=country)), target_of(woman(60, country=US))
        assert (target.assumed_body, of_the_us.assumed_body) == (True, False)
        assert (numbers(target), target.body) == (numbers(of_the_us), "us")


@pytest.mark.parametrize("country", [None, *Country])
def test_without_an_age_the_lowest_limit_of_all_adults_warns(country):
    """IOM: 2,500 mg up to 50 and 2,000 mg from 51; 4,000 IU at every age. A warning does not wait for an age: the lower of
    the two limits warns (R13.3).
    """
    somebody = Person(country=country)
    assert calcium_limit_mg_per_day(somebody) == 2000
    assert vitamin_d_limit_iu_per_day(somebody) == 4000


@pytest.mark.parametrize("age", [20, 50, 51, 71])
def test_with_an_age_the_limit_is_that_beside_the_target_and_under_20_there_is_none(age):
    for country in (None, *Country):
        person = woman(age, None, country=country)
        assert calcium_limit_mg_per_day(person) == calcium_mg_per_day(person).upper_limit
        assert vitamin_d_limit_iu_per_day(person) == vitamin_d_iu_per_day(person).upper_limit
    assert calcium_limit_mg_per_day(woman(19, None)) is vitamin_d_limit_iu_per_day(woman(19, None)) is None


# ------------------------------------------------------------------ protein


@pytest.mark.parametrize(
    ("weight_kg", "raised", "least", "most"),
    [
        (65.0, False, 52.0, 52.0),  # 65 x 0.8
        (65.0, True, 65.0, 78.0),  # 65 x 1.0 and 65 x 1.2
        (50.0, False, 40.0, 40.0),
        (50.0, True, 50.0, 60.0),
    ],
)
def test_the_protein_target_goes_by_weight(weight_kg, raised, least, most):
    target = protein_g_per_day(woman(60, weight_kg=weight_kg), raised=raised)
    assert (target.least, target.most) == pytest.approx((least, most))
    assert target.upper_limit is None


@pytest.mark.parametrize("raised", [True, False])
def test_without_a_weight_or_under_20_there_is_no_protein_target(raised):
    assert protein_g_per_day(woman(60), raised=raised) is None
    assert protein_g_per_day(woman(19, None, weight_kg=60.0), raised=raised) is None
    assert protein_g_per_day(woman(None, weight_kg=60.0), raised=raised) is not None


@pytest.mark.parametrize(
    ("age", "low", "raised"),
    [(64, False, False), (65, False, True), (66, False, True), (64, True, True), (None, False, False)],
)
def test_more_protein_is_for_65_and_over_or_low_bone_density(age, low, raised):
    assert raises_protein(woman(age), low_bone_density=low) is raised


def test_a_target_is_met_at_its_higher_end():
    target = calcium_mg_per_day(Person(age_years=60, country=US))  # 1,000 for men, 1,200 for women
    assert [target.is_met_by(mg) for mg in (1000, 1199.9, 1200, 1201)] == [False, False, True, True]
