"""The About you page: bad input is met in place, and units change nothing but how a value looks."""

import pytest

from tests.pages.visitor import ABOUT, BODY, RESULTS, START, Visitor
from tests.people import plain

# What was typed, and how the message begins; which message for which slip is the matter of tests/answers/test_questions.py.
BAD = {
    "height_cm": ("1.7", "You typed 1.7. We expect 100 cm to 230 cm."),
    "weight_kg": ("6", "You typed 6. We expect 25 kg to 300 kg."),
}


def test_each_bad_answer_has_one_message_beside_its_field_and_stays_as_typed():
    visitor = Visitor().open(BODY).give("tallest_height_cm", "171.5")
    for key, (typed, _) in BAD.items():
        visitor.give(key, typed)
    for key, (typed, begins) in BAD.items():
        [message] = visitor.messages(f"q_{key}")
        assert message.startswith(begins)
        assert visitor.shown(key) == typed
    assert visitor.shown("tallest_height_cm") == "171.5 cm"
    assert visitor.answers == {"tallest_height_cm": 171.5, **{key: typed for key, (typed, _) in BAD.items()}}
    assert len(visitor.messages()) == 3
    [box] = visitor.messages("errors")  # one box on top, with a link to each
    assert box.startswith("2 answers could not be used yet.")
    assert [f"(#ask_{key})" in box for key in BAD] == [True, True]


def test_a_bad_answer_holds_up_next_but_not_back_and_an_emptied_field_lets_it_go():
    visitor = Visitor().open(ABOUT).give("age_years", "sixty").press("Next")
    assert visitor.messages("q_age_years")[0].startswith(
        "We could not read “sixty” as a number. Type your age in whole"
    )
    assert (visitor.title, visitor.shown("age_years")) == ("About you", "sixty")
    assert visitor.press("Back").title != "About you"
    visitor.open(ABOUT)
    assert visitor.shown("age_years") == "sixty"
    assert len(visitor.messages("q_age_years")) == 1
    visitor.give("age_years", "").press("Next")
    assert visitor.title == "Your scan"
    assert visitor.messages() == []
    assert visitor.answers == {}


def test_a_bad_answer_is_named_on_the_results_page_and_put_right_there():
    visitor = Visitor({"sex": "female", "height_cm": "1.7"}).open(RESULTS)
    assert "You typed 1.7." in visitor.text("unusable_0")
    assert visitor.shown("height_cm") == "1.7"
    visitor.give("height_cm", "170")
    assert visitor.answers["height_cm"] == 170.0
    assert visitor.containers("unusable_") == []


def test_a_child_is_told_kindly_that_the_check_is_for_adults():
    visitor = Visitor().open(ABOUT).give("age_years", "7")
    [message] = visitor.messages("q_age_years")
    assert message.startswith("This check is made for adults aged 20 and over")
    assert visitor.shown("age_years") == "7"
    visitor.open(RESULTS)
    assert visitor.title == "This check is made for adults of 20 and over"
    assert "This check is made for adults aged 20 and over" in visitor.text()


def test_the_menopause_question_comes_and_goes_with_sex_and_age():
    """For whom it is asked is the matter of tests/answers/test_questions.py; here, that the page follows each answer."""
    visitor = Visitor().open(ABOUT)
    for key, value, is_asked in (
        ("sex", "female", True), ("age_years", "64", True), ("age_years", "65", False), ("age_years", "52", True),
        ("sex", "male", False), ("sex", "not_known", False),
    ):  # fmt: skip
        visitor.give(key, value)
        assert (visitor.find("menopausal_status") is not None) is is_asked, (key, value)


# ------------------------------------------------------------------ units


@pytest.mark.parametrize(("units", "other"), [("metric", "us"), ("us", "metric")])
def test_switching_units_there_and_back_never_changes_a_stored_value(units, other):
    stored = {"units": units, "height_cm": 162.3, "tallest_height_cm": 175.3, "weight_kg": 59.87, "age_years": 62}
    visitor = Visitor(stored).open(BODY)
    keys = ("height_cm", "tallest_height_cm", "weight_kg")
    shown = {units: [visitor.shown(key) for key in keys]}
    visitor.give("units", other)
    assert visitor.answers == {**stored, "units": other}
    shown[other] = [visitor.shown(key) for key in keys]
    visitor.give("units", units)
    assert visitor.answers == stored
    assert [visitor.shown(key) for key in keys] == shown[units]
    # 162.3 / 2.54 = 63.9 and 175.3 / 2.54 = 69.0 inches; 59.87 / 0.45359237 = 132.0 lb
    assert shown == {"metric": ["162.3 cm", "175.3 cm", "59.9 kg"], "us": ["5 ft 4 in", "5 ft 9 in", "132 lb"]}


def test_a_value_typed_in_one_system_is_understood_in_the_other():
    visitor = Visitor().open(BODY).give("units", "us")
    visitor.give("height_cm", "5'4\"").give("weight_kg", "150")
    assert visitor.answers["height_cm"] == pytest.approx(64 * 2.54)
    assert visitor.answers["weight_kg"] == pytest.approx(150 * 0.45359237)
    visitor.give("units", "metric")
    assert [visitor.shown(key) for key in ("height_cm", "weight_kg")] == ["162.6 cm", "68 kg"]


def test_what_cannot_be_read_stays_as_typed_when_the_units_change_and_messages_speak_them():
    visitor = Visitor().open(BODY).give("weight_kg", "20").give("units", "us")
    assert visitor.shown("weight_kg") == visitor.answers["weight_kg"] == "20"
    [message] = visitor.messages("q_weight_kg")
    assert plain(message).startswith("You typed 20. We expect 55.1 lb to 661.4 lb.")


@pytest.mark.parametrize(
    ("locale", "units", "example"), [("en-US", "us", "such as 5 ft 4 in"), ("nl-NL", "metric", "such as 162 cm")]
)
def test_the_first_units_are_those_of_the_browsers_language_and_are_no_answer(locale, units, example):
    visitor = Visitor(locale=locale).open(BODY)
    assert visitor.shown("units") == units
    assert visitor.widget("height_cm").proto.placeholder == example
    assert visitor.answers == {}
    assert "Delete my answers" not in visitor.buttons


def test_the_units_stay_chosen_on_every_page_and_after_coming_back():
    visitor = Visitor().open(BODY).give("units", "us").open(START).open(BODY)
    assert visitor.shown("units") == "us"
    visitor.give("height_cm", "64")
    assert visitor.shown("height_cm") == "5 ft 4 in"
