"""The page on calcium in meals: the day's total, every food, and answers that stay."""

import re

import pytest

from bonecheck import from_json, to_json
from bonecheck.answers.as_given import answers_from
from bonecheck.evidence.library import document
from bonecheck.plan.food import food_groups, foods, foods_of
from bonecheck.ui.session import keys
from tests.pages.visitor import ABOUT, LIFESTYLE, MEALS, RESULTS, START, Visitor
from tests.people import built, plain

WOMAN = {"age_years": 60, "sex": "female", "country": "us"}
MILK, BASE, TABLETS = "calcium_servings_per_week.milk", "calcium_base_mg_per_day", "calcium_supplement_mg_per_day"
NO_FOOD = {f"calcium_servings_per_week.{group}": 0.0 for group in food_groups()}
EVERY_KIND = tuple(document("meals.toml")["kind"])


def at_meals(**answers) -> Visitor:
    return Visitor({**WOMAN, **answers}).open(MEALS)


def open_fold(visitor: Visitor, kind: str) -> Visitor:
    """Opens the foods of one kind, as a tap on its fold does."""
    visitor.app.session_state[f"fold_{kind}"] = True
    return visitor.run()


def food_fields(visitor: Visitor) -> set[str]:
    """The foods that can be filled in now."""
    named = re.compile(r"w\d*_food_servings_per_week\.(.+)")
    keys = [named.fullmatch(element.key or "") for element in visitor.inputs()]
    return {key[1] for key in keys if key}


def search(visitor: Visitor, words: str) -> Visitor:
    visitor.app.text_input(key="meals_search").set_value(words)
    return visitor.run()


def on_a_diet(visitor: Visitor, *diets: str) -> Visitor:
    [pills] = [element for element in visitor.elements() if element.key == "meals_diet"]
    pills.set_value(list(diets))
    return visitor.run()


# ------------------------------------------------------------------ who it is for


def test_without_any_answer_the_page_says_what_it_needs_and_links_there():
    visitor = Visitor().open(MEALS)
    assert "It needs your age and a few foods" in visitor.text()
    [link] = [element for element in visitor.elements() if element.type == "page_link"]
    assert link.proto.page == "about-you"
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
    visitor.press("Go to the question", within="meals_day")
    assert visitor.title == "About you"


@pytest.mark.parametrize(
    ("country", "said", "not_said"),
    [
        ("us", "1,200 mg", "stands in"),
        ("uk", "700 mg", "stands in"),
        ("canada", "the US one stands in", "no country"),
        (None, "no country", "stands in"),
    ],
)
def test_the_target_is_that_of_the_country_or_says_what_stands_in(country, said, not_said):
    given = {"age_years": 60, "sex": "female"} | ({"country": country} if country else {})
    day = Visitor(given).open(MEALS).text("meals_day")
    assert said in day
    assert not_said not in day


def test_the_country_can_be_changed_from_here():
    for country in ("us", "canada"):
        visitor = at_meals(country=country).press("Change the country")
        assert visitor.title == "About you"


# ------------------------------------------------------------------ the day


def test_no_food_yet_is_no_total_and_no_picture():
    visitor = at_meals()
    assert "No food is filled in yet" in visitor.text("meals_day")
    assert not visitor.app.get("plotly_chart")


def test_a_glass_of_milk_a_day_shows_at_once_as_a_range():
    """250 + 2.44 x 113, 121 or 134 mg is 526, 545 or 577."""
    visitor = at_meals().give(MILK, "7")
    said = plain(visitor.text("meals_day"))
    assert "at least about **550 mg** of calcium a day (from 530 to 580 mg)" in said
    assert "That leaves about **650 mg** a day" in said  # 1,200 - 545 = 655, to ten 650 or 660
    assert visitor.answers[MILK] == 7


def test_the_picture_has_the_same_as_a_sentence_and_a_table():
    visitor = at_meals(**NO_FOOD | {MILK: 7.0, TABLETS: 500.0})
    alt = visitor.picture("meals_bar").alt
    assert "1,050 mg" in alt  # 250 + 295 + 500
    assert "1,200 mg" in alt
    assert "all other food 250 mg, food you counted 300 mg, tablets 500 mg" in visitor.text("meals_day")
    tables = [element.proto.body for element in visitor.elements() if element.type == "html"]
    assert any("Where your calcium comes from" in body and "1,045" in body for body in tables)


def test_the_base_is_visible_and_can_be_changed():
    visitor = at_meals(**NO_FOOD)
    assert visitor.widget(BASE).placeholder == "250"
    assert "about **250 mg**" in plain(visitor.text("meals_day"))
    visitor.give(BASE, "100")
    assert "about **100 mg**" in plain(visitor.text("meals_day"))
    visitor.give(BASE, "")
    assert "about **250 mg**" in plain(visitor.text("meals_day"))


def test_above_the_upper_limit_a_warning_asks_to_show_the_numbers():
    visitor = at_meals(**NO_FOOD | {TABLETS: 1700.0})  # 1,950
    assert visitor.messages() == []
    visitor.give(TABLETS, "1800")  # 2,050
    [warning] = visitor.messages("meals_day")
    assert "above 2,000 mg" in warning
    assert "doctor or pharmacist" in warning


def test_what_cannot_be_read_stays_as_typed_with_one_message():
    visitor = at_meals().give(MILK, "lots")
    assert visitor.shown(MILK) == "lots"
    [problem] = visitor.messages()
    assert "such as 7" in problem


# ------------------------------------------------------------------ foods


def test_only_a_few_fields_are_drawn_until_a_fold_is_opened():
    visitor = at_meals()
    assert food_fields(visitor) == set()
    assert len(list(visitor.inputs())) <= 20
    open_fold(visitor, "milk")
    assert food_fields(visitor) == {food.item for food in foods_of("milk")}


def test_every_food_can_be_reached_by_its_fold():
    visitor = at_meals()
    for kind in EVERY_KIND:
        visitor.app.session_state[f"fold_{kind}"] = True
    assert food_fields(visitor.run()) == foods().keys()


def test_a_food_shows_its_size_both_ways_its_calcium_and_its_protein():
    said = open_fold(at_meals(), "milk").text("meals_foods")
    assert "1 cup, 244 g: 276 mg calcium, 7.7 g protein" in said  # whole milk


def test_foods_one_by_one_take_the_place_of_their_group():
    visitor = open_fold(at_meals(**NO_FOOD | {MILK: 7.0}), "milk").give("food_servings_per_week.milk_whole", "14")
    assert "about **800 mg**" in plain(visitor.text("meals_day"))  # 250 + 2 x 276 = 802
    assert "count in place of this number: 550 mg a day" in visitor.text("meals_foods")


@pytest.mark.parametrize(("words", "item"), [("paneer", "paneer"), ("RAGI", "finger_millet_ragi_dry")])
def test_a_food_is_found_and_filled_in(words, item):
    visitor = search(at_meals(), words)
    assert food_fields(visitor) == {item}
    assert visitor.find(MILK) is None  # the groups make room
    visitor.give(f"food_servings_per_week.{item}", "7")
    assert visitor.answers[f"food_servings_per_week.{item}"] == 7
    assert search(visitor, "").find(MILK) is not None


def test_a_search_for_nothing_we_have_says_so_and_one_for_much_says_how_much():
    visitor = search(at_meals(), "xyzzy")
    assert "No food with these letters" in visitor.text("meals_foods")
    visitor = search(visitor, "e")
    assert len(food_fields(visitor)) == 12
    assert "Type more letters" in visitor.text("meals_foods")


def test_a_food_that_does_not_count_says_why_and_adds_nothing():
    visitor = search(at_meals(**NO_FOOD), "spinach")
    assert "about 5 of 100 parts" in visitor.text("meals_foods")
    visitor.give("food_servings_per_week.spinach_boiled", "7")
    assert "about **250 mg**" in plain(visitor.text("meals_day"))
    assert "Not in this sum: Spinach, boiled" in visitor.text("meals_day")


def test_a_vegan_sees_vegan_foods_only_and_keeps_what_was_answered():
    visitor = on_a_diet(at_meals(), "vegan")
    assert visitor.find(MILK) is None
    assert visitor.find("calcium_servings_per_week.tofu") is not None
    for kind in EVERY_KIND:
        visitor.app.session_state[f"fold_{kind}"] = True
    assert {foods()[item].diet for item in food_fields(visitor.run())} == {"vegan"}
    assert on_a_diet(at_meals(**{MILK: 7.0}), "vegan").find(MILK) is not None


def test_a_diet_is_no_answer_and_stays_while_moving_between_pages():
    visitor = on_a_diet(at_meals(), "dairy_free")
    assert visitor.answers == WOMAN
    visitor.open(ABOUT).open(MEALS)
    assert visitor.find("calcium_servings_per_week.hard_cheese") is None


def test_the_groups_that_are_not_eaten_are_filled_in_with_one_tap():
    visitor = at_meals().give(MILK, "7").press("Fill the empty groups with 0")
    assert "still open" not in visitor.text("meals_day")
    assert {key: visitor.answers[key] for key in NO_FOOD} == NO_FOOD | {MILK: 7}


# ------------------------------------------------------------------ answers like all others


def test_answers_given_here_stay_between_pages_and_in_the_saved_file():
    visitor = open_fold(at_meals(), "soft_cheese").give("food_servings_per_week.paneer", "3").give(BASE, "200")
    visitor.open(ABOUT).open(MEALS)
    assert open_fold(visitor, "soft_cheese").shown("food_servings_per_week.paneer") == "3"
    assert visitor.shown(BASE) == "200"
    check, problems = built(visitor.answers)
    assert problems == ()
    assert check.lifestyle.food_servings_per_week == {"paneer": 3}
    again = Visitor(answers_from(from_json(to_json(check)))).open(MEALS)
    assert open_fold(again, "soft_cheese").shown("food_servings_per_week.paneer") == "3"
    assert again.shown(BASE) == "200"


def test_the_check_and_this_page_ask_the_same_question():
    visitor = Visitor(WOMAN).open(LIFESTYLE, 1).give(MILK, "5")
    assert visitor.open(MEALS).shown(MILK) == "5"
    visitor.give(MILK, "9")
    assert visitor.open(LIFESTYLE, 1).shown(MILK) == "9"


def test_the_check_does_not_ask_food_by_food():
    for part in range(3):
        visitor = Visitor(WOMAN).open(LIFESTYLE, part)
        assert food_fields(visitor) == set()
        assert visitor.find(BASE) is None


def test_a_sample_person_is_shown_and_ones_own_answers_wait():
    visitor = Visitor({"age_years": 45, MILK: 1.0}).open(START).press_key("open_maria").open(MEALS)
    assert visitor.shown(MILK) == "7"
    visitor.give(MILK, "14").press("Leave").open(MEALS)
    assert visitor.shown(MILK) == "1"
    assert visitor.app.session_state[keys.OWN] == {"age_years": 45, MILK: 1.0}


# ------------------------------------------------------------------ ideas, protein, worth


def test_two_ideas_come_from_what_the_person_eats():
    visitor = at_meals(**{MILK: 7.0, "calcium_servings_per_week.yogurt": 3.0})
    said = visitor.text("meals_ideas")
    assert "two ideas from what you eat" in said
    assert len(re.findall(r"^- ", said, re.MULTILINE)) == 2
    assert "Milk" in said
    assert "Yogurt" in said


def test_ideas_follow_the_diet():
    visitor = on_a_diet(at_meals(**{MILK: 7.0}), "vegan")
    assert "Milk, 1 % fat" not in visitor.text("meals_ideas")
    assert len(re.findall(r"^- ", visitor.text("meals_ideas"), re.MULTILINE)) == 2


def test_where_there_is_no_gap_there_is_no_idea():
    assert at_meals(**NO_FOOD | {MILK: 28.0}).text("meals_ideas") == ""  # 250 + 4 x 295 = 1,431


@pytest.mark.parametrize(
    ("age", "weight", "said"),
    [(64, 65.0, "at least **52 g**"), (65, 65.0, "**65 to 78 g**"), (65, None, "Tell us your weight")],
)
def test_protein_goes_by_weight_and_age(age, weight, said):
    given = {"age_years": age, "sex": "female"} | ({"weight_kg": weight} if weight else {})
    assert said in Visitor(given).open(MEALS).text()


def test_low_bone_density_raises_the_protein_band():
    scan = {"has_scan": "yes", "scan_regions": ["total_hip"], "menopausal_status": "postmenopausal", "weight_kg": 65.0}
    for t_score, said in ((-0.9, "at least **52 g**"), (-1.0, "at least **52 g**"), (-1.1, "**65 to 78 g**")):
        assert said in at_meals(**scan, **{"total_hip.t_score": t_score}).text()


@pytest.mark.parametrize("conditions", [["kidney_disease"], ["kidney_disease", "not_known"]])
def test_with_kidney_disease_there_is_no_amount_of_protein(conditions):
    said = at_meals(weight_kg=65.0, conditions=conditions).text()
    assert "Ask your doctor how much protein" in said
    assert "52 g" not in said


@pytest.mark.parametrize("conditions", [None, ["none"], ["not_known"], ["coeliac"]])
def test_whoever_did_not_tick_kidney_disease_is_told_to_ask_first_all_the_same(conditions):
    given = {"conditions": conditions} if conditions else {}
    said = at_meals(weight_kg=65.0, **given).text()
    assert "52 g" in said
    assert "If you have kidney disease, ask your doctor first" in said


def test_portions_are_grams_as_a_range():
    """3 x 7.7 and 3 x 26.4 g."""
    assert "**23 to 79 g**" in at_meals(protein_portions_per_day=3.0).text()


def test_the_page_says_what_calcium_is_worth_and_names_its_sources():
    visitor = at_meals()
    assert "about 1 % to bone density, once" in visitor.text()
    assert "0.6 to 1.8 %" in visitor.text()
    assert "Tai 2015" in visitor.text()


def test_the_way_to_a_question_of_this_page_leads_here():
    visitor = Visitor({**WOMAN, BASE: "some"}).open(RESULTS)
    visitor.press("Go to the question", within="unusable_0")
    assert visitor.title == "Calcium in your meals"
    assert visitor.open(ABOUT).title == "About you"
