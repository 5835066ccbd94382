"""What a person eats, in calcium, protein and caffeine: the table as read, sums by hand, and what never happens."""

import re
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonecheck.answers.lifestyle import Lifestyle
from bonecheck.answers.person import Country
from bonecheck.answers.samples import sample
from bonecheck.answers.units import QUANTITIES, UnitSystem, read_number
from bonecheck.evidence.library import document, table
from bonecheck.plan.food import (
    NEARLY_MG,
    Diet,
    caffeine_mg_per_day,
    calcium_mg_per_day,
    food_groups,
    foods,
    foods_of,
    foods_with_protein,
    ideas,
    kinds,
    protein_g_per_day,
    protein_g_per_portion,
)
from bonecheck.plan.targets import Target
from bonecheck.plan.targets import calcium_mg_per_day as calcium_target
from bonecheck.words import food as food_words
from bonecheck.words.food import found
from tests.people import PACKAGE, built, golden_rows, man, woman

NO_DIET = Diet()
WOMAN_60_US, WOMAN_60_UK = (calcium_target(woman(60, country=country)) for country in (Country.US, Country.UK))
NOTHING = {group: 0.0 for group in food_groups()}


def eats(**servings_a_week: float) -> Lifestyle:
    """Somebody who eats so many servings of these groups, or of these foods, and did not answer the rest."""
    return Lifestyle(
        calcium_servings_per_week={key: n for key, n in servings_a_week.items() if key in food_groups()},
        food_servings_per_week={key: n for key, n in servings_a_week.items() if key in foods()},
    )


def all_answered(**servings_a_week: float) -> Lifestyle:
    """The same, with 0 for every other group and no tablets."""
    given_foods = {key: n for key, n in servings_a_week.items() if key in foods()}
    given_groups = {key: n for key, n in servings_a_week.items() if key in food_groups()}
    return Lifestyle(
        calcium_servings_per_week=NOTHING | given_groups,
        food_servings_per_week=given_foods,
        calcium_supplement_mg_per_day=0.0,
    )


def middle_mg(lifestyle: Lifestyle) -> float:
    intake = calcium_mg_per_day(lifestyle)
    assert intake is not None
    return intake.middle


# ------------------------------------------------------------------ the table


SAME = {
    "label": "food",
    "household_serving": "household_serving",
    "serving_g": "serving_g",
    "calcium_mg_per_serving": "calcium_mg_per_serving",
    "calcium_mg_per_100g": "calcium_mg_per_100g",
    "protein_g_per_serving": "protein_g_per_serving",
    "absorption_percent": "absorption_pct_measured",
    "counts": "counts_toward_goal",
    "diet": "diet",
    "fortified": "fortified",
    "source_code": "source_code",
}
SOURCES = {
    "usda_sr28": "Standard Reference 28",
    "usda_sr26": "Standard Reference 26",
    "ifct_2017": "Indian Food Composition Tables 2017",
    "usda_fdc": "FoodData Central",
}


def test_the_table_has_124_foods_and_12_groups():
    assert (len(foods()), len(table("calcium_foods")), len(food_groups())) == (124, 124, 12)


def test_every_food_is_as_in_the_reference_row_by_row():
    for row, original in zip(table("calcium_foods"), golden_rows("calcium_foods"), strict=True):
        assert {here: row[here] for here in SAME} == {here: original[there] for here, there in SAME.items()}
        assert SOURCES[row["source"]] in original["source"]
        assert row["note"].startswith(original["note"])
        is_dairy = original["category"].startswith("dairy") or original["absorption_class"] == "dairy"
        assert (row["dairy"] == "yes") == (is_dairy or row["item"] == "milk_chocolate")


def test_a_serving_has_the_calcium_of_its_weight():
    """To the rounding of the table, which rounds servings to whole milligrams."""
    for food in foods().values():
        assert food.calcium_mg == pytest.approx(food.calcium_mg_per_100g * food.serving_g / 100, abs=0.75), food.item


def test_the_five_foods_whose_calcium_stays_bound_are_those_that_do_not_count():
    assert {food.item for food in foods().values() if not food.counts} == {
        "spinach_boiled", "swiss_chard_boiled", "beet_greens_boiled", "amaranth_leaves_boiled",
        "rhubarb_cooked_with_sugar",
    }  # fmt: skip
    assert {food.item for food in foods_of("not_counted")} == {
        food.item for food in foods().values() if not food.counts
    }


def test_every_food_that_is_left_out_of_its_group_says_why():
    for row in table("calcium_foods"):
        assert (row["typical"] == "no") == ("left out of the group: " in row["note"]), row["item"]
        assert (row["typical"] != "") == (row["group"] in food_groups()), row["item"]


@pytest.mark.parametrize("group", food_groups())
def test_a_serving_of_a_group_is_its_usual_foods_times_its_weight(group):
    [serving_g] = [float(row["serving_g"]) for row in table("calcium_groups") if row["item"] == group]
    per_100g = sorted(
        float(row["calcium_mg_per_100g"])
        for row in table("calcium_foods")
        if row["group"] == group and row["typical"] == "yes"
    )
    serving = food_groups()[group].calcium_mg
    expected = [per_100g[0], median(per_100g), per_100g[-1]]
    assert [serving.least, serving.middle, serving.most] == pytest.approx([mg * serving_g / 100 for mg in expected])


@pytest.mark.parametrize(
    ("group", "bhof_mg", "bhof_serving_g"),
    [
        ("milk", 300, 244),  # 8 oz
        ("yogurt", 300, 170),  # 6 oz
        ("hard_cheese", 300, 42.5),  # 1.5 oz
        ("fortified_drink", 350, 243),
    ],
)
def test_a_serving_agrees_with_the_number_of_bhof(group, bhof_mg, bhof_serving_g):
    """BHOF counts 300 mg a serving, 350 if fortified (lifestyle_evidence.md, section 3.1)."""
    ours = food_groups()[group]
    as_large = ours.calcium_mg.times(bhof_serving_g / ours.serving_g)
    assert as_large.least < bhof_mg < as_large.most
    assert group == "yogurt" or as_large.middle == pytest.approx(bhof_mg, rel=0.1)  # Greek yogurt has less


# ------------------------------------------------------------------ the day's calcium, by hand


def test_nothing_about_food_is_no_intake():
    assert calcium_mg_per_day(Lifestyle()) is None
    assert calcium_mg_per_day(Lifestyle(calcium_supplement_mg_per_day=500, calcium_base_mg_per_day=250)) is None


def test_a_glass_of_milk_a_day_with_the_flat_base():
    """Milks have 113, 114, 116, 120, 122, 125, 129 and 134 mg per 100 g; a glass is 244 g; 7 / 7 = 1 a day."""
    intake = calcium_mg_per_day(eats(milk=7))
    assert intake.least == pytest.approx(250 + 113 * 2.44)
    assert intake.middle == pytest.approx(250 + (120 + 122) / 2 * 2.44)
    assert intake.most == pytest.approx(250 + 134 * 2.44)


def test_the_sample_of_maria_adds_up():
    """Milk 7, yogurt 3, hard cheese 3, bread 14 a week, no tablets."""
    milk, yogurt = 1.21 * 244, 1.31 * 170 * 3 / 7  # yogurt: (130 + 132) / 2
    cheese, bread = 7.565 * 30 * 3 / 7, 1.525 * 30 * 14 / 7  # (731 + 782) / 2; (144 + 161) / 2
    intake = calcium_mg_per_day(sample("maria").check.lifestyle)
    assert intake.middle == pytest.approx(250 + milk + yogurt + cheese + bread)
    assert intake.supplement_mg == 0
    assert len(intake.open) == 8  # the other groups


def test_foods_filled_in_one_by_one_take_the_place_of_their_group():
    """Two cups of whole milk (276 mg) and one of skim milk (299 mg) a week, whatever stands for milk."""
    one_by_one = {"milk_whole": 2, "milk_skim": 1}
    expected = 250 + (2 * 276 + 299) / 7
    for lifestyle in (eats(**one_by_one), eats(milk=21, **one_by_one), all_answered(**one_by_one)):
        intake = calcium_mg_per_day(lifestyle)
        assert (intake.least, intake.middle, intake.most) == pytest.approx((expected, expected, expected))


def test_a_food_with_0_servings_takes_no_place_and_leaves_its_group_open():
    assert middle_mg(eats(milk=7, goat_milk=0)) == middle_mg(eats(milk=7))
    assert "calcium_servings_per_week.milk" in calcium_mg_per_day(eats(goat_milk=0)).open


def test_foods_outside_the_groups_add_to_them():
    """Ragi, 30 g of flour with 109 mg, every day."""
    ragi = {"finger_millet_ragi_dry": 7}
    assert middle_mg(eats(milk=7, **ragi)) == pytest.approx(middle_mg(eats(milk=7)) + 109)


def test_tablets_add_and_the_base_is_the_persons_own_if_they_give_one():
    with_tablets = Lifestyle(calcium_servings_per_week=NOTHING, calcium_supplement_mg_per_day=500)
    assert middle_mg(with_tablets) == 250 + 500
    for base in (0, 100, 400):
        assert middle_mg(Lifestyle(calcium_servings_per_week=NOTHING, calcium_base_mg_per_day=base)) == base


def test_an_open_group_is_named_and_never_read_as_zero():
    intake = calcium_mg_per_day(eats(milk=7))
    open_groups = {f"calcium_servings_per_week.{group}" for group in food_groups() if group != "milk"}
    assert set(intake.open) == open_groups | {"calcium_supplement_mg_per_day"}
    assert intake.food_mg.keys() == {"milk"}
    assert intake.supplement_mg is None
    assert calcium_mg_per_day(all_answered(milk=7)).open == ()
    assert calcium_mg_per_day(all_answered(milk=7)).food_mg.keys() == food_groups().keys()


@pytest.mark.parametrize("item", [food.item for food in foods_of("not_counted")])
def test_a_food_whose_calcium_stays_bound_adds_nothing_and_is_listed(item):
    with_it, without = calcium_mg_per_day(eats(milk=7, **{item: 14})), calcium_mg_per_day(eats(milk=7))
    assert (with_it.least, with_it.middle, with_it.most) == (without.least, without.middle, without.most)
    assert ([food.item for food in with_it.not_counted], without.not_counted) == ([item], ())
    assert "Does not count" in food_words.facts(foods()[item])


def test_calcium_is_not_multiplied_by_how_much_of_it_is_absorbed():
    """Kale is absorbed better than milk (49 against 32 of 100 parts), and still counts as it stands: 94 mg a cup."""
    assert middle_mg(eats(kale_boiled=7)) == pytest.approx(250 + 94)


# ------------------------------------------------------------------ protein


def test_a_portion_of_protein_lies_between_beans_and_chicken():
    """Half a cup of pinto beans, 15.4 / 2 g; 3 oz of chicken breast, 26.4 g."""
    assert protein_g_per_portion() == pytest.approx((7.7, 26.4))
    assert protein_g_per_day(Lifestyle(protein_portions_per_day=2)) == pytest.approx((15.4, 52.8))
    assert protein_g_per_day(Lifestyle(protein_portions_per_day=0)) == (0, 0)
    assert protein_g_per_day(Lifestyle()) is None


# ------------------------------------------------------------------ units and drinks, at the published factors


def test_blood_vitamin_d_is_divided_by_2_496():
    """20 ng/mL is 50 nmol/L in the notes: 50 / 2.496 = 20.03."""
    level = QUANTITIES["vitamin_d_level"]
    assert level.stored(50, "nmol/l", UnitSystem.US) == pytest.approx(50 / 2.496)
    assert level.stored(2.496, "nmol/l", UnitSystem.US) == pytest.approx(1)
    assert level.stored(20, "ng/ml", UnitSystem.METRIC) == 20


@pytest.mark.parametrize("unit", ["ug", "mcg", "\u00b5g", "\u03bcg"])
def test_a_microgram_of_vitamin_d_is_40_iu(unit):
    dose = QUANTITIES["vitamin_d_dose"]
    assert dose.stored(1, read_number(f"1 {unit}").unit, UnitSystem.METRIC) == 40
    assert dose.stored(20, read_number(f"20 {unit}").unit, UnitSystem.US) == 800


@pytest.mark.parametrize("drink", ["beer", "wine", "spirits"])
def test_a_usual_drink_is_a_us_drink_of_14_grams(drink):
    """Seven a week, one a day. 10 ml of alcohol is a UK unit of 8 g, so 14 g is 1.75 units."""
    drinks = {f"drinks_per_week.{row['item']}": 0.0 for row in table("drinks")}
    check, _ = built({**drinks, f"drinks_per_week.{drink}": 7.0})
    assert check.risk_factors.alcohol_g_per_day == pytest.approx(14, abs=0.3)
    [row] = [row for row in table("drinks") if row["item"] == drink]
    uk_units = float(row["ml"]) * float(row["percent_alcohol"]) / 100 / 10
    assert check.risk_factors.alcohol_g_per_day == pytest.approx(8 * uk_units, abs=0.05)
    assert uk_units == pytest.approx(1.75, abs=0.05)


@pytest.mark.parametrize(
    ("drink", "mg"),
    [
        ("brewed_coffee", 96), ("espresso", 63), ("instant_coffee", 62), ("black_tea", 48), ("green_tea", 29),
        ("energy_drink", 79),
    ],
)  # fmt: skip
def test_a_drink_has_the_caffeine_that_the_table_of_the_mayo_clinic_prints(drink, mg):
    assert caffeine_mg_per_day(Lifestyle(caffeine_drinks_per_day={drink: 1})).mg == mg
    [row] = [row for row in table("caffeine_drinks") if row["item"] == drink]
    assert row["ml"] == ("30" if drink == "espresso" else "237")


def test_cola_of_a_week_is_shared_over_its_days():
    """33 mg a glass of 8 oz; 7 glasses a week are one a day."""
    assert caffeine_mg_per_day(Lifestyle(cola_per_week=7)).mg == pytest.approx(33)
    both = Lifestyle(caffeine_drinks_per_day={"brewed_coffee": 2, "black_tea": 1}, cola_per_week=14)
    assert caffeine_mg_per_day(both).mg == pytest.approx(2 * 96 + 48 + 2 * 33)


def test_drinks_without_an_answer_are_open_and_no_answer_is_no_caffeine():
    assert caffeine_mg_per_day(Lifestyle()) is None
    assert set(caffeine_mg_per_day(Lifestyle(caffeine_drinks_per_day={"espresso": 1})).open) == {
        "cola_per_week",
        *(f"caffeine_drinks_per_day.{row['item']}" for row in table("caffeine_drinks") if row["item"] != "espresso"),
    }
    everything = {row["item"]: 0.0 for row in table("caffeine_drinks")}
    none_at_all = caffeine_mg_per_day(Lifestyle(caffeine_drinks_per_day=everything, cola_per_week=0))
    assert (none_at_all.mg, none_at_all.open) == (0, ())


# ------------------------------------------------------------------ search, diets and ideas


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("paneer", "paneer"), ("PANEER", "paneer"), (" ragi ", "finger_millet_ragi_dry"), ("yoghurt", "yogurt_plain_low_fat"),
        ("pak choi", "bok_choy_pak_choi_boiled"), ("spinach", "spinach_boiled"), ("soya", "soy_drink_with_added_calcium_unsweetened"),
        ("methi", "fenugreek_leaves_raw"), ("bhindi", "okra_boiled"), ("tinned", "anchovies_canned_in_oil"),
    ],
)  # fmt: skip
def test_a_food_is_found_by_its_names(words, item):
    matching = {food.item for food in found(words, NO_DIET)}
    assert item in matching
    assert len(matching) < 30


def test_letters_that_are_in_no_name_find_nothing():
    assert found("xyzzy", NO_DIET) == ()


def test_an_idea_comes_from_what_the_person_eats():
    """1,200 - (250 + 295 + 3 x 223 / 7 ...) leaves a gap; yogurt and milk are what this woman eats."""
    two = ideas(eats(milk=7, yogurt=3, bread=14), WOMAN_60_US, NO_DIET)
    assert {one.food.group for one in two} == {"milk", "yogurt"}
    assert all(one.is_eaten for one in two)


def test_a_small_gap_needs_a_serving_every_other_day_only():
    """The UK target of 700 less 250 and 295 leaves 155 mg; half a serving of 305 mg a day is 152.5, of 311 is 155.5."""
    offered = ideas(all_answered(milk=7), WOMAN_60_UK, NO_DIET)
    by_group = {one.food.group: one for one in offered}
    gap_mg = 700 - 250 - 1.21 * 244
    assert by_group["milk"].servings_per_week == 7  # 152.5 does not close 154.76
    assert by_group["yogurt"].servings_per_week == 3.5
    assert all(one.closes_the_gap == (one.added_mg_per_day >= gap_mg) for one in offered)
    assert by_group["yogurt"].added_mg_per_day == 311 / 2


def test_a_person_who_reaches_the_target_or_gave_no_food_gets_no_idea():
    assert ideas(eats(milk=28), WOMAN_60_US, NO_DIET) == ()  # 250 + 4 x 295 = 1,431
    assert ideas(Lifestyle(), WOMAN_60_US, NO_DIET) == ()


def test_a_vegan_who_eats_tofu_is_offered_tofu_first_and_no_dairy():
    offered = ideas(eats(tofu=2, milk=7), WOMAN_60_US, Diet(vegan=True))
    assert offered[0].food.group == "tofu"
    assert offered[0].is_eaten
    assert all(one.food.diet == "vegan" for one in offered)


DIETS = st.builds(Diet, vegetarian=st.booleans(), vegan=st.booleans(), dairy_free=st.booleans())
SERVINGS = st.floats(0, 60, allow_nan=False).map(lambda number: round(number, 1))
LIFESTYLES = st.builds(
    Lifestyle,
    calcium_servings_per_week=st.dictionaries(st.sampled_from(sorted(food_groups())), SERVINGS, max_size=12),
    food_servings_per_week=st.dictionaries(st.sampled_from(sorted(foods())), SERVINGS, max_size=8),
    calcium_base_mg_per_day=st.none() | st.floats(0, 1000),
    calcium_supplement_mg_per_day=st.none() | st.floats(0, 2500),
)
TARGETS = st.builds(
    lambda age, somebody, country: calcium_target(somebody(age, country=country)),
    st.integers(20, 100),
    st.sampled_from([woman, man]),
    st.sampled_from([None, *Country]),
)


def goes_with(food, diet):
    """Said again, in other words than the app does."""
    allowed = {"vegan"} if diet.vegan else {"vegan", "vegetarian"} if diet.vegetarian else {food.diet}
    return food.diet in allowed and (not food.dairy or not (diet.dairy_free or diet.vegan))


@given(DIETS, st.sampled_from(["", "a", "milk", "cheese", "fish", "soy"]))
def test_a_filter_never_offers_a_food_outside_the_diet(diet, words):
    offered = found(words, diet)
    assert all(goes_with(food, diet) for food in (*offered, *foods_with_protein(diet)))
    assert {food.item for food in found(words, NO_DIET)} - {food.item for food in offered} == {
        food.item for food in found(words, NO_DIET) if not goes_with(food, diet)
    }
    assert len(foods_with_protein(diet)) == 3


@given(LIFESTYLES, TARGETS, DIETS)
def test_ideas_never_pass_the_upper_limit_and_fit_the_diet(lifestyle, target, diet):
    offered, intake = ideas(lifestyle, target, diet), calcium_mg_per_day(lifestyle)
    assert len(offered) <= 2
    assert all(goes_with(one.food, diet) and one.food.counts for one in offered)
    assert len({one.food.item for one in offered}) == len(offered)
    for one in offered:
        assert one.closes_the_gap == (intake.middle + one.added_mg_per_day >= target.most - NEARLY_MG)
    if offered and target.upper_limit is not None:
        assert intake.most + sum(one.added_mg_per_day for one in offered) <= target.upper_limit
        assert intake.middle < target.most


def test_ideas_leave_room_below_the_upper_limit_for_the_most_that_somebody_may_eat():
    """She may eat up to 1,289 mg already; a food that fits the middle of the range would pass 2,000."""
    lifestyle = Lifestyle(
        calcium_servings_per_week={"yogurt": 10, "hard_cheese": 1, "soft_cheese": 7, "fish_with_bones": 3, "other": 7},
        food_servings_per_week={"parmesan_hard": 3},
        calcium_base_mg_per_day=0,
        calcium_supplement_mg_per_day=0,
    )
    target = Target(least=1200, most=1200, upper_limit=2000, body="us", source="iom_2011", assumed_body=False)
    offered = ideas(lifestyle, target, Diet(vegetarian=True, dairy_free=True))
    assert offered
    assert calcium_mg_per_day(lifestyle).most + sum(one.added_mg_per_day for one in offered) <= 2000


def amounts(lifestyle):
    intake = calcium_mg_per_day(lifestyle)
    return intake.least, intake.middle, intake.most


@given(LIFESTYLES, st.data(), st.floats(0.1, 30))
def test_more_servings_never_lower_the_intake(lifestyle, data, more):
    """More of what is counted already, or a first answer to a group that was open."""
    groups, eaten = dict(lifestyle.calcium_servings_per_week), dict(lifestyle.food_servings_per_week)
    if not groups and not eaten:
        return
    before = amounts(lifestyle)
    counted = [item for item, servings in eaten.items() if servings > 0]
    key = data.draw(st.sampled_from([*food_groups(), *counted]))
    (groups if key in food_groups() else eaten)[key] = (groups | eaten).get(key, 0.0) + more
    after = amounts(Lifestyle(
        calcium_servings_per_week=groups,
        food_servings_per_week=eaten,
        calcium_base_mg_per_day=lifestyle.calcium_base_mg_per_day,
        calcium_supplement_mg_per_day=lifestyle.calcium_supplement_mg_per_day,
    ))  # fmt: skip
    assert all(later >= earlier - 1e-9 for earlier, later in zip(before, after, strict=True))


@given(LIFESTYLES)
def test_an_intake_is_the_sum_of_its_parts_and_its_range_holds_its_middle(lifestyle):
    intake = calcium_mg_per_day(lifestyle)
    if intake is None:
        assert not lifestyle.calcium_servings_per_week
        return
    whole = intake.base_mg + (intake.supplement_mg or 0.0) + sum(mg.middle for mg in intake.food_mg.values())
    assert intake.middle == pytest.approx(whole)
    assert intake.least <= intake.middle + 1e-9 <= intake.most + 2e-9
    assert sum(mg for _, mg in food_words.parts(intake)) == pytest.approx(intake.middle)
    assert set(intake.food_mg) <= set(kinds()) - {"not_counted"}


# ------------------------------------------------------------------ in words


def test_the_sum_is_at_least_while_anything_is_open():
    assert "at least" in food_words.total(calcium_mg_per_day(eats(milk=7)))
    assert "at least" not in food_words.total(calcium_mg_per_day(all_answered(milk=7)))
    assert "Food groups still open: 11" in food_words.remarks(calcium_mg_per_day(eats(milk=7)))
    assert food_words.remarks(calcium_mg_per_day(all_answered(milk=7))) == ""


def test_spinach_that_was_filled_in_is_named_beside_the_sum_with_its_reason():
    intake = calcium_mg_per_day(eats(spinach_boiled=3))
    assert "Not in this sum: Spinach, boiled" in food_words.remarks(intake)
    assert "about 5 of 100" in food_words.facts(foods()["spinach_boiled"])  # 5.1 measured
    assert "From milk it is about 32" in food_words.facts(foods()["spinach_boiled"])  # 32.1
    assert "was not measured" in food_words.facts(foods()["swiss_chard_boiled"])


@pytest.mark.parametrize(("tablets_mg", "said"), [(400, ""), (1450, "may be above"), (1500, "is above")])
def test_above_the_upper_limit_there_is_a_warning(tablets_mg, said):
    """A woman of 60 has a limit of 2,000. A glass of milk a day and all other food are 526 to 577 mg.

    With 1,450 mg more that is 1,976 to 2,027, with 1,500 mg 2,026 to 2,077.
    """
    lifestyle = Lifestyle(
        calcium_servings_per_week=NOTHING | {"milk": 7}, calcium_supplement_mg_per_day=float(tablets_mg)
    )
    warning = food_words.over_limit(lifestyle, woman(60, country=Country.US))
    assert said in warning
    assert bool(warning) == bool(said)
    assert food_words.over_limit(lifestyle, woman(60, country=Country.UK)) == warning  # the US limit warns
    assert (food_words.gap(calcium_mg_per_day(lifestyle), WOMAN_60_US) == "") == (said == "is above")


@pytest.mark.parametrize(
    ("tablets_mg", "said"), [(1422, ""), (1450, "may be above 2,000 mg"), (1475, "is above 2,000 mg")]
)
def test_without_an_age_the_lowest_limit_of_all_adults_warns(tablets_mg, said):
    """526 to 577 mg of food, as above: with 1,422 mg 1,948 to 1,999, with 1,450 1,976 to 2,027, with 1,475 from 2,001."""
    lifestyle = Lifestyle(
        calcium_servings_per_week=NOTHING | {"milk": 7}, calcium_supplement_mg_per_day=float(tablets_mg)
    )
    warning = food_words.over_limit(lifestyle, woman(None))
    assert said in warning
    assert bool(warning) == bool(said)
    assert "at your age" not in warning


@pytest.mark.parametrize(("tablets_mg", "warns"), [(1999.0, False), (2000.0, False), (2001.0, True), (5000.0, True)])
def test_tablets_alone_are_warned_of_before_any_food_is_filled_in(tablets_mg, warns):
    assert bool(food_words.over_limit(Lifestyle(calcium_supplement_mg_per_day=tablets_mg), woman(None))) == warns
    assert not food_words.over_limit(Lifestyle(calcium_supplement_mg_per_day=tablets_mg), woman(19, None))


def test_the_target_is_said_with_its_body_and_what_stands_in():
    assert "1,200 mg** a day" in food_words.aim(woman(60, country=Country.US))
    assert "700 mg" in food_words.aim(woman(60, country=Country.UK))
    assert "no UK upper limit" in food_words.aim(woman(60, country=Country.UK))
    assert "stands in for you" in food_words.aim(woman(60, country=Country.CANADA))
    assert "no country" in food_words.aim(woman(60))
    assert "your age" in food_words.aim(woman(None, country=Country.US))


def test_what_an_idea_leaves_adds_up_with_the_gap_on_the_screen():
    intake = calcium_mg_per_day(eats(milk=7, beans=3))
    gap_mg = WOMAN_60_US.most - intake.middle  # 1,200 - 250 - 295.24 - 40.48 * 3 / 7 = 637.4
    assert gap_mg == pytest.approx(1200 - 250 - 1.21 * 244 - 0.46 * 88 * 3 / 7)
    [milk] = [one for one in ideas(eats(milk=7, beans=3), WOMAN_60_US, NO_DIET) if one.food.group == "milk"]
    said = food_words.idea(milk, gap_mg)  # 640 - 310 = 330
    assert "about 310 mg a day" in said
    assert "leaves about 330 mg" in said


@pytest.mark.parametrize(
    ("mg", "together"),
    [(1098, False), (1099, True), (1383, True), (1384, False)],
)
def test_two_ideas_that_close_the_gap_only_together_say_so(mg, together):
    """Milk and a pot of yogurt a day are 250 + 295.24 + 222.7 = 767.94 mg.

    The ideas bring 311 and 305 mg. Yogurt alone reaches 1,078.94, which is near enough up to 20 mg more, both
        together 1,383.94.
    """
    lifestyle = all_answered(milk=7, yogurt=7)
    eaten_mg = middle_mg(lifestyle)
    target = Target(least=mg, most=mg, upper_limit=None, body="us", source="iom_2011", assumed_body=False)
    offered = ideas(lifestyle, target, NO_DIET)
    assert food_words.both_close(offered, mg - eaten_mg) is together


def test_a_size_is_said_in_grams_once():
    assert food_words.size(foods()["paneer"]) == "50 g piece"
    assert food_words.size(foods()["milk_whole"]) == "1 cup, 244 g"
    assert not any("chosen" in food_words.size(food) for food in foods().values())


def test_the_table_of_the_day_says_what_is_not_answered():
    lines = {line[0]: line[1:] for line in food_words.rows(calcium_mg_per_day(eats(milk=7)), WOMAN_60_US)}
    assert lines["Milk"] == ["276", "295", "327"]
    assert lines["Tofu set with calcium"] == ["open"] * 3
    assert lines["Target"] == ["1,200"] * 3
    assert lines["Upper limit"] == ["2,000"] * 3


def test_every_text_of_the_page_is_said_somewhere():
    code = "".join(
        file.read_text(encoding="utf-8")
        for file in (PACKAGE / "words" / "food.py", *(PACKAGE / "ui").rglob("meals*.py"))
    )
    texts = document("meals.toml")
    put_together = {"total_exact", "total_open_exact"} | {key for key in texts if key.startswith("idea_")}
    put_together |= {"over_limit_no_age", "may_be_over_limit_no_age"}
    assert {key for key in texts.keys() - put_together if not re.search(rf"[\"']{key}[\"']", code)} == set()


def test_every_kind_of_food_has_a_name():
    assert document("meals.toml")["kind"].keys() == set(kinds())
    assert kinds()[:12] == tuple(food_groups())


def test_a_target_between_two_ends_is_said_as_two_numbers():
    target = Target(least=1000, most=1200, upper_limit=2000, body="us", source="iom_2011", assumed_body=False)
    [line] = [line for line in food_words.rows(calcium_mg_per_day(eats(milk=7)), target) if line[0] == "Target"]
    assert line == ["Target", "1,000", "", "1,200"]
