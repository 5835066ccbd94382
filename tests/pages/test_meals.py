"""The page on calcium in meals: the day's total, every food, and answers that stay.

Sums, ideas and sentences are the matter of tests/plan/.
"""

import re

import pytest

from bonecheck import from_json, to_json
from bonecheck.answers.as_given import answers_from
from bonecheck.evidence.library import document
from bonecheck.plan.food import food_groups, foods, foods_of
from bonecheck.ui.plan import CHECKLIST
from tests.pages.visitor import ABOUT, MEALS, PLAN, Visitor
from tests.people import built

WOMAN = {"age_years": 60, "sex": "female", "country": "us"}
MILK, BASE, TABLETS = "calcium_servings_per_week.milk", "calcium_base_mg_per_day", "calcium_supplement_mg_per_day"
NO_FOOD = {f"calcium_servings_per_week.{group}": 0.0 for group in food_groups()}
EVERY_KIND = tuple(document("meals.toml")["kind"])


def at_meals(**answers) -> Visitor:
    return Visitor({**WOMAN, **answers}).open(MEALS)


def open_folds(visitor: Visitor, *kinds: str) -> Visitor:
    """Opens the foods of these kinds, as a tap on their folds does."""
    for kind in ("other_kinds_title", *kinds):
        visitor.app.session_state[f"fold_{kind}"] = True
    return visitor.run()


def asked_here(visitor: Visitor, at: str) -> Visitor:
    """Opens the question that stands where its answer is missed."""
    visitor.app.session_state[f"answer_{at}"] = True
    return visitor.run()


def food_fields(visitor: Visitor) -> set[str]:
    """The foods that can be filled in now."""
    named = re.compile(r"w\d*_food_servings_per_week\.(.+)")
    keys = [named.fullmatch(element.key or "") for element in visitor.inputs()]
    return {key[1] for key in keys if key}


# ------------------------------------------------------------------ who it is for


def test_without_any_answer_the_page_says_what_it_needs_and_links_there():
    visitor = Visitor().open(MEALS)
    assert "It needs your age and a few foods" in visitor.text()
    assert list(visitor.links().values()) == [ABOUT]
    assert list(visitor.inputs()) == []


@pytest.mark.parametrize(("age", "is_asked"), [(19, False), (20, True)])
def test_under_20_the_page_is_kind_and_shows_no_amount(age, is_asked):
    visitor = Visitor({"age_years": age, "country": "us", MILK: 7.0}).open(MEALS)
    assert ("ask your doctor or a dietitian" in visitor.text()) != is_asked
    assert bool(visitor.find(MILK)) == is_asked
    assert ("1,000 mg" in visitor.text()) == is_asked


def test_without_an_age_the_total_stands_without_a_target_and_a_button_leads_to_the_age():
    visitor = Visitor({"country": "us", MILK: 7.0}).open(MEALS)
    assert "Tell us your age" in visitor.text("meals_day")
    assert "550 mg" in visitor.text("meals_day")  # 250 + 295
    asked_here(visitor, "meals_age").give("age_years", "60")
    assert "1,200 mg" in visitor.text("meals_day")


@pytest.mark.parametrize(
    ("country", "said"), [("uk", "700 mg"), ("canada", "the US one stands in"), (None, "no country")]
)
def test_the_target_is_that_of_the_country_or_says_what_stands_in_and_leads_to_that_question(country, said):
    told = {"age_years": 60, "sex": "female"} | ({"country": country} if country else {})
    visitor = open_folds(Visitor(told, locale="fr-FR").open(MEALS), "other_bodies_title")
    assert said in visitor.text("meals_day")
    assert ("stands in" in visitor.text("meals_day")) == (country == "canada")
    asked_here(visitor, "meals_country").give("country", "us")
    assert "(US)" in visitor.text("meals_day")


# ------------------------------------------------------------------ the day


def test_no_food_yet_is_no_total_and_no_picture_and_a_glass_of_milk_shows_at_once_as_a_range():
    """250 + 2.44 x 113, 121 or 134 mg is 526, 545 or 577."""
    visitor = at_meals()
    assert "No food is filled in yet" in visitor.text("meals_day")
    assert not visitor.charts
    visitor.give(MILK, "7")
    said = visitor.plain("meals_day")
    assert "at least about **550 mg** of calcium a day (from 530 to 580 mg)" in said
    assert "That leaves about **650 mg** a day" in said  # 1,200 - 545 = 655, to ten 650 or 660
    assert visitor.answers[MILK] == 7


def test_the_picture_has_the_same_as_a_sentence_and_a_table():
    visitor = at_meals(**NO_FOOD | {MILK: 7.0, TABLETS: 500.0})
    alt = visitor.charts["meals_bar"].alt
    assert "1,050 mg" in alt  # 250 + 295 + 500
    assert "1,200 mg" in alt
    assert "all other food 250 mg, food you counted 300 mg, tablets 500 mg" in visitor.text("meals_day")
    assert "1,045" in str(visitor.tables()["Where your calcium comes from"])


def test_the_base_is_visible_and_can_be_changed():
    visitor = at_meals(**NO_FOOD)
    assert visitor.widget(BASE).placeholder == "250"
    for typed, mg in (("100", 100), ("", 250)):
        assert f"about **{mg} mg**" in visitor.give(BASE, typed).plain("meals_day")


def test_above_the_upper_limit_a_warning_asks_to_show_the_numbers():
    visitor = at_meals(**NO_FOOD | {TABLETS: 1700.0})  # 1,950
    assert visitor.messages() == []
    [warning] = visitor.give(TABLETS, "1800").messages("meals_day")  # 2,050
    assert "above 2,000 mg" in warning
    assert "doctor or pharmacist" in warning


def test_what_cannot_be_read_stays_as_typed_with_one_message_beside_it():
    visitor = at_meals().give(MILK, "lots").give(BASE, "some")
    assert (visitor.shown(MILK), visitor.shown(BASE)) == ("lots", "some")
    assert ["such as 7" in message for message in visitor.messages("meals_foods")] == [True, False]
    assert len(visitor.messages()) == 2


# ------------------------------------------------------------------ foods


def test_foods_are_drawn_only_where_a_fold_is_open_and_every_food_can_be_reached():
    visitor = at_meals()
    assert food_fields(visitor) == set()
    assert len(list(visitor.inputs())) <= 20
    assert food_fields(open_folds(visitor, "milk")) == {food.item for food in foods_of("milk")}
    assert "1 cup, 244 g: 276 mg calcium, 7.7 g protein" in visitor.text("meals_foods")  # whole milk
    assert food_fields(open_folds(visitor, *EVERY_KIND)) == foods().keys()


def test_a_food_is_found_and_filled_in_while_the_groups_make_room():
    visitor = at_meals().choose("meals_search", "RAGI")
    assert food_fields(visitor) == {"finger_millet_ragi_dry"}
    assert visitor.find(MILK) is None
    visitor.give("food_servings_per_week.finger_millet_ragi_dry", "7")
    assert visitor.answers["food_servings_per_week.finger_millet_ragi_dry"] == 7
    assert visitor.choose("meals_search", "").find(MILK) is not None


def test_a_search_for_nothing_we_have_says_so_and_one_for_much_says_how_much():
    visitor = at_meals().choose("meals_search", "xyzzy")
    assert "No food with these letters" in visitor.text("meals_foods")
    visitor.choose("meals_search", "e")
    assert len(food_fields(visitor)) == 12
    assert "Type more letters" in visitor.text("meals_foods")


def test_a_diet_shows_its_own_foods_and_ideas_keeps_what_was_answered_and_is_no_answer_itself():
    visitor = open_folds(at_meals(), *EVERY_KIND).choose("meals_diet", ["vegan"])
    assert visitor.find(MILK) is None
    assert visitor.find("calcium_servings_per_week.tofu") is not None
    assert {foods()[item].diet for item in food_fields(visitor)} == {"vegan"}
    assert visitor.answers == WOMAN
    assert visitor.open(ABOUT).open(MEALS).find(MILK) is None

    drinks_milk = at_meals(**{MILK: 7.0}).choose("meals_diet", ["vegan"])
    assert drinks_milk.find(MILK) is not None
    assert "Milk, 1 % fat" not in drinks_milk.text("meals_ideas")
    assert len(re.findall(r"^- ", drinks_milk.text("meals_ideas"), re.MULTILINE)) == 2


def test_the_groups_that_are_not_eaten_are_filled_in_with_one_tap():
    visitor = at_meals().give(MILK, "7").press("Fill the empty groups with 0")
    assert "still open" not in visitor.text("meals_day")
    assert {key: visitor.answers[key] for key in NO_FOOD} == NO_FOOD | {MILK: 7}


# ------------------------------------------------------------------ answers like all others


def test_answers_given_here_stay_between_pages_and_in_the_saved_file():
    paneer = "food_servings_per_week.paneer"
    visitor = open_folds(at_meals(), "soft_cheese").give(paneer, "3").give(BASE, "200")
    check, problems = built(visitor.answers)
    assert problems == ()
    assert check.lifestyle.food_servings_per_week == {"paneer": 3}
    loaded = Visitor(answers_from(from_json(to_json(check))))
    for seen in (visitor.open(ABOUT), loaded):
        open_folds(seen.open(MEALS), "soft_cheese")
        assert (seen.shown(paneer), seen.shown(BASE)) == ("3", "200")


def test_the_checklist_and_this_page_ask_the_same_question_but_the_checklist_not_food_by_food():
    visitor = Visitor(WOMAN)
    visitor.app.session_state["open_calcium"] = True
    visitor.open(PLAN, CHECKLIST).give(MILK, "5")
    assert food_fields(visitor) == set()
    assert visitor.find(BASE) is None
    assert visitor.open(MEALS).shown(MILK) == "5"
    visitor.give(MILK, "9")
    visitor.app.session_state["open_calcium"] = True
    assert visitor.open(PLAN, CHECKLIST).shown(MILK) == "9"


def test_a_sample_person_is_shown_and_ones_own_answers_wait():
    visitor = Visitor({"age_years": 45, MILK: 1.0}, sample="maria").open(MEALS)
    assert visitor.shown(MILK) == "7"
    visitor.give(MILK, "14").press("Leave").open(MEALS)
    assert visitor.shown(MILK) == "1"
    assert visitor.answers == {"age_years": 45, MILK: 1.0}


# ------------------------------------------------------------------ ideas, protein, worth


def test_two_ideas_come_from_what_the_person_eats_and_none_where_there_is_no_gap():
    visitor = at_meals(**NO_FOOD | {MILK: 7.0, "calcium_servings_per_week.yogurt": 3.0})
    said = visitor.text("meals_ideas")
    assert "Two ideas from what you eat" in said
    assert len(re.findall(r"^- .*(?:Milk|Yogurt)", said, re.MULTILINE)) == 2
    assert visitor.give(MILK, "28").text("meals_ideas") == ""  # 250 + 4 x 295 + 3 of yogurt, above 1,200


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"weight_kg": 65.0, "protein_portions_per_day": 3.0},
            ("at least **52 g**", "**23 to 79 g**"),
        ),  # 3 x 7.7, 26.4
        ({"weight_kg": 65.0}, ("If you have kidney disease, ask your doctor first",)),
        ({}, ("Tell us your weight",)),
        ({"weight_kg": 65.0, "conditions": ["kidney_disease", "not_known"]}, ("Ask your doctor how much protein",)),
    ],
    ids=["portions counted", "weight known", "weight open", "kidney disease"],
)
def test_protein_goes_by_weight_and_with_kidney_disease_it_is_the_doctors_question(given, said):
    text = open_folds(at_meals(**given), "protein_title").text()
    assert [part for part in said if part not in text] == []
    assert ("52 g" in text) == ("weight_kg" in given and "conditions" not in given)


def test_the_page_says_what_calcium_is_worth_and_names_its_sources():
    text = open_folds(at_meals(), "worth_title").text()
    for said in ("about 1 % to bone density, once", "0.6 to 1.8 %", "Tai 2015"):
        assert said in text
