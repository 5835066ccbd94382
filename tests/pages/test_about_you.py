"""The About you page: bad input is met in place, and units change nothing but how a value looks."""

import pytest

from tests.pages.visitor import ABOUT, RESULTS, START, Visitor
from tests.people import plain

BAD = [
    ("age_years", "sixty", "We could not read “sixty” as a number. Type your age in whole years, such as 62."),
    ("age_years", "150", "You typed 150. We expect 1 to 120 years."),
    ("age_years", "0", "You typed 0. We expect 1 to 120 years."),
    ("age_years", "62.5", "You typed 62.5. We need a whole number of years."),
    ("height_cm", "1.7", "You typed 1.7. We expect 100 cm to 230 cm."),
    ("height_cm", "tall", "We could not read “tall” as a number."),
    ("height_cm", "12 parsecs", "We do not know the unit in “12 parsecs”."),
    ("tallest_height_cm", "999", "You typed 999. We expect 100 cm to 230 cm."),
    ("weight_kg", "6", "You typed 6. We expect 25 kg to 300 kg."),
    ("weight_kg", "-61", "You typed -61. We expect 25 kg to 300 kg."),
]


@pytest.mark.parametrize(("key", "typed", "said"), BAD)
def test_a_bad_answer_gets_one_clear_message_beside_its_field_and_stays_as_typed(key, typed, said):
    visitor = Visitor().open(ABOUT).give(key, typed)
    [message] = visitor.messages(f"q_{key}")
    assert message.startswith(said)
    assert visitor.shown(key) == typed
    elsewhere = [text for text in visitor.messages() if text != message]
    assert len(elsewhere) == 1
    assert "(1)" in elsewhere[0]  # one line beside Next, which counts what waits


def test_a_bad_answer_holds_up_next_and_an_emptied_field_lets_it_go():
    visitor = Visitor().open(ABOUT).give("age_years", "sixty").press("Next")
    assert visitor.title == "About you"
    assert visitor.shown("age_years") == "sixty"
    visitor.give("age_years", "").press("Next")
    assert visitor.title == "Your scan"
    assert visitor.answers == {}


def test_a_bad_answer_does_not_hold_up_going_back_and_is_still_there_later():
    visitor = Visitor().open(ABOUT).give("age_years", "sixty").press("Back")
    visitor.open(ABOUT)
    assert visitor.shown("age_years") == "sixty"
    assert len(visitor.messages("q_age_years")) == 1


def test_a_bad_answer_is_named_on_the_results_page_with_a_way_back_to_it():
    visitor = Visitor({"sex": "female", "height_cm": "1.7"}).open(RESULTS)
    assert "How tall are you now?" in visitor.text("unusable_0")
    assert "You typed 1.7." in visitor.text("unusable_0")
    visitor.press("Go to the question", within="unusable_0")
    assert visitor.title == "About you"
    assert visitor.shown("height_cm") == "1.7"


def test_good_and_bad_answers_stand_side_by_side_and_nothing_typed_is_lost():
    visitor = Visitor().open(ABOUT)
    for key, typed in (("age_years", "sixty"), ("height_cm", "1.7"), ("weight_kg", "61.7")):
        visitor.give(key, typed)
    assert [visitor.shown(key) for key in ("age_years", "height_cm", "weight_kg")] == ["sixty", "1.7", "61.7 kg"]
    assert visitor.answers == {"age_years": "sixty", "height_cm": "1.7", "weight_kg": 61.7}
    assert len([text for text in visitor.messages() if "(2)" in text]) == 1


def test_a_height_in_metres_is_put_right_with_one_tap():
    visitor = Visitor().open(ABOUT).give("height_cm", "1.7").press("Use 170 cm")
    assert visitor.answers == {"height_cm": 170.0}
    assert visitor.shown("height_cm") == "170 cm"
    assert visitor.messages() == []


def test_a_child_is_told_kindly_that_the_check_is_for_adults():
    visitor = Visitor().open(ABOUT).give("age_years", "7")
    [message] = visitor.messages("q_age_years")
    assert message.startswith("This check is made for adults aged 20 and over")
    assert visitor.shown("age_years") == "7"
    visitor.open(RESULTS)
    assert visitor.title == "We cannot show your place on the T-score line yet"
    assert "This check is made for adults aged 20 and over" in visitor.text()


def test_a_tallest_height_below_the_height_now_is_questioned_beside_it():
    visitor = Visitor().open(ABOUT).give("height_cm", "165").give("tallest_height_cm", "160")
    [message] = visitor.messages("q_tallest_height_cm")
    assert message.startswith("This is less than your height now.")
    assert visitor.messages("q_height_cm") == []
    assert (visitor.shown("height_cm"), visitor.shown("tallest_height_cm")) == ("165 cm", "160 cm")
    assert "Height loss" in visitor.open(RESULTS).text()


def test_an_empty_page_may_be_left_without_a_word():
    visitor = Visitor().open(ABOUT).press("Next")
    assert visitor.title == "Your scan"
    assert visitor.messages() == []


# ------------------------------------------------------------------ menopause is asked only where it applies


@pytest.mark.parametrize(
    ("sex", "age", "asked"),
    [("female", "52", True), ("female", "64", True), ("female", "65", False), ("male", "52", False),
     ("not_known", "52", False), ("female", "", True)],
)  # fmt: skip
def test_the_menopause_question_is_asked_only_where_it_changes_something(sex, age, asked):
    visitor = Visitor().open(ABOUT).give("sex", sex).give("age_years", age)
    assert (visitor.find("menopausal_status") is not None) is asked


# ------------------------------------------------------------------ units


def test_162_cm_shown_in_feet_and_back_is_still_exactly_162_cm():
    visitor = Visitor().open(ABOUT).give("height_cm", "162")
    visitor.give("units", "us")
    assert visitor.shown("height_cm") == "5 ft 4 in"
    assert visitor.answers["height_cm"] == 162.0
    visitor.give("units", "metric")
    assert visitor.shown("height_cm") == "162 cm"
    assert visitor.answers["height_cm"] == 162.0


@pytest.mark.parametrize("start", ["metric", "us"])
@pytest.mark.parametrize("cm", [100.0, 137.7, 152.4, 161.9, 162.0, 162.56, 175.3, 183.1, 199.95, 229.9])
def test_switching_units_there_and_back_never_changes_a_stored_value(start, cm):
    stored = {"units": start, "height_cm": cm, "tallest_height_cm": 230.0, "weight_kg": cm / 2.3}
    visitor = Visitor(stored).open(ABOUT)
    shown = [visitor.shown(key) for key in ("height_cm", "weight_kg")]
    visitor.give("units", {"metric": "us", "us": "metric"}[start])
    assert visitor.answers == {**stored, "units": {"metric": "us", "us": "metric"}[start]}
    assert visitor.shown("height_cm") != shown[0]
    visitor.give("units", start)
    assert visitor.answers == stored
    assert [visitor.shown(key) for key in ("height_cm", "weight_kg")] == shown


def test_a_value_typed_in_one_system_is_understood_in_the_other():
    visitor = Visitor().open(ABOUT).give("units", "us")
    visitor.give("height_cm", "5'4\"").give("weight_kg", "150")
    assert visitor.answers["height_cm"] == pytest.approx(64 * 2.54)
    assert visitor.answers["weight_kg"] == pytest.approx(150 * 0.45359237)
    visitor.give("units", "metric")
    assert [visitor.shown(key) for key in ("height_cm", "weight_kg")] == ["162.6 cm", "68 kg"]


def test_what_cannot_be_read_stays_as_typed_when_the_units_change():
    visitor = Visitor().open(ABOUT).give("weight_kg", "heavy").give("units", "us")
    assert visitor.shown("weight_kg") == "heavy"
    assert visitor.answers["weight_kg"] == "heavy"


@pytest.mark.parametrize(("locale", "units", "example"), [("en-US", "us", "5 ft 4 in"), ("nl-NL", "metric", "162 cm")])
def test_the_first_units_are_those_of_the_browsers_language_and_are_no_answer(locale, units, example):
    visitor = Visitor(locale=locale).open(ABOUT)
    assert visitor.shown("units") == units
    assert visitor.widget("height_cm").proto.placeholder == example
    assert visitor.answers == {}
    assert "Delete my answers" not in visitor.buttons


def test_the_units_stay_chosen_on_every_page_and_after_coming_back():
    visitor = Visitor().open(ABOUT).give("units", "us").open(START).open(ABOUT)
    assert visitor.shown("units") == "us"
    visitor.give("height_cm", "64")
    assert visitor.shown("height_cm") == "5 ft 4 in"


def test_messages_speak_the_units_of_the_person():
    visitor = Visitor().open(ABOUT).give("units", "us").give("weight_kg", "20")
    [message] = visitor.messages("q_weight_kg")
    assert plain(message).startswith("You typed 20. We expect 55.1 lb to 661.4 lb.")
