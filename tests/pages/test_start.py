"""The first page: begin, and continue from a file, whatever the file holds."""

import json

import pytest

from bonecheck import answers_from, build, to_json
from bonecheck.answers.samples import sample
from bonecheck.answers.saved_file import LARGEST_FILE_BYTES
from tests.pages.visitor import ABOUT, BODY, BONES, HABITS, RESULTS, SCAN, START, Visitor
from tests.people import TODAY

OWN = {"age_years": 55, "sex": "male", "weight_kg": "heavy"}


def file(**content):
    return json.dumps({"schema_version": 1, **content}).encode()


# One of each kind; all that can be wrong with a file is the matter of tests/answers/test_saved_file.py.
UNUSABLE = {
    "no json": (b"{not json", "This file could not be read. It is damaged, or it is not a bonecheck file."),
    "binary": (b"\xff\xfe\x00binary", "This file could not be read."),
    "foreign": (b'{"resourceType": "DiagnosticReport"}', "This is not a bonecheck file."),
    "newer": (
        b'{"schema_version": 99}',
        "This file was saved by a newer bonecheck (format 99; this one reads up to 2).",
    ),
    "no such sex": (
        file(person={"sex": "yes"}),
        "In this file, person.sex holds “yes”, which is not one of the answers there.",
    ),
    "too large": (file(person={"name": "x" * LARGEST_FILE_BYTES}), "This file is too large."),
}


def test_a_file_that_cannot_be_used_gets_one_clear_message_beside_its_field_and_loses_nothing():
    for kind, (data, said) in UNUSABLE.items():
        visitor = Visitor(OWN).open(START).upload(data)
        [message] = visitor.messages()
        assert message.startswith(said), kind
        order = [element.type for element in visitor.elements()]
        assert order[order.index("file_uploader") - 1] in {"error", "alert"}
        assert visitor.answers == OWN
    assert visitor.open(BODY).shown("weight_kg") == "heavy"


def test_after_a_bad_file_a_good_one_is_still_taken():
    visitor = Visitor(OWN).open(START).upload(b"{not json")
    visitor.widget("file").clear()
    visitor.run().upload(file(person={"age_years": 71}))
    assert visitor.answers == {"units": "metric", "age_years": 71}


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("maria", "Your answers were loaded from the file."),
        # Ruth lost a minus sign.
        ("ruth", "Your answers were loaded. One of them needs a look; it is marked on its page."),
    ],
)
def test_a_saved_file_brings_back_the_same_answers_and_results(key, said):
    answers = answers_from(sample(key).check)
    visitor = Visitor(OWN).open(START).upload(to_json(build(answers, today=TODAY)[0]))
    assert visitor.messages() == [said]
    assert visitor.answers == answers
    assert visitor.open(RESULTS).title == Visitor(sample=key).open(RESULTS).title
    assert visitor.open(ABOUT).shown("age_years") == str(sample(key).check.person.age_years)


def test_a_loaded_file_replaces_all_that_was_answered_before():
    visitor = Visitor(OWN).open(ABOUT).open(BODY).open(START).upload(file(person={"height_cm": 162}))
    assert visitor.answers == {"units": "metric", "height_cm": 162}
    assert visitor.open(ABOUT).shown("age_years") == ""
    visitor.open(BODY)
    assert [visitor.shown(key) for key in ("weight_kg", "height_cm")] == ["", "162 cm"]


def test_a_file_that_took_the_place_of_answers_can_be_undone():
    visitor = Visitor(OWN).open(START).upload(file(person={"age_years": 70}))
    assert visitor.answers["age_years"] == 70
    visitor.press("Bring back my former answers")
    assert visitor.answers == OWN
    assert "Bring back my former answers" not in visitor.buttons


def test_a_file_loaded_beside_an_open_sample_becomes_ones_own():
    visitor = Visitor(sample="maria").open(START).upload(file(person={"age_years": 71}))
    assert visitor.answers == {"units": "metric", "age_years": 71}
    assert "Leave" not in visitor.buttons


def test_a_file_with_figures_that_nobody_can_have_is_loaded_and_each_is_marked_on_its_page():
    scan = {"measurements": [{"site": "femoral_neck", "side": "left", "t_score": -18}], "scan_date": "2999-01-01"}
    data = file(person={"age_years": 300, "height_cm": 1.7}, has_scan="yes", dxa_report=scan)
    visitor = Visitor().open(START).upload(data)
    [message] = visitor.messages()
    assert message.startswith("Your answers were loaded. 4 of them need a look")
    for page, key in ((ABOUT, "age_years"), (BODY, "height_cm")):
        assert len(visitor.open(page).messages(f"q_{key}")) == 1
    visitor.open(SCAN)
    assert [len(visitor.messages(place)) for place in ("q_scan_date", "site_femoral_neck_left")] == [1, 1]


@pytest.mark.parametrize(("button", "answer"), [("I have my scan report", "yes"), ("I have no report", "no")])
def test_the_two_ways_in_answer_the_first_question(button, answer):
    visitor = Visitor().open(START).press(button)
    assert visitor.title == "About you"
    assert visitor.answers == {"has_scan": answer}
    visitor.give("age_years", "62").press("Next")
    assert visitor.title == ("Your scan" if answer == "yes" else "Bones and falls")
    assert visitor.find("has_scan") is None  # it is not asked again


def test_who_has_answers_goes_on_where_they_left():
    visitor = Visitor().open(START).press("I have no report").give("age_years", "62").press("Next").open(START)
    assert "I have no report" not in visitor.buttons
    assert visitor.press("Go on: Bones and falls").title == "Bones and falls"
    assert visitor.open(START).press("My results").answers == {"has_scan": "no", "age_years": 62}


def test_one_number_stands_on_the_line_at_once_and_is_not_typed_twice():
    visitor = Visitor().open(START).unfold("one_number")
    assert visitor.answers == {}  # looking answers nothing
    visitor.give("age_years", "66").give("sex", "female").give("femoral_neck.t_score", "-2.1")
    assert visitor.answers == {"has_scan": "yes", "age_years": 66, "sex": "female", "femoral_neck.t_score": -2.1}
    assert [line for line in visitor.strings() if 'class="bone-line"' in line and "You: −2.1" in line]
    visitor.press("Go on into the check")
    assert (visitor.title, visitor.shown("femoral_neck.t_score")) == ("Your scan", "-2.1")


def test_one_number_is_read_also_by_somebody_who_said_no_report_and_a_sign_is_asked_for_at_once():
    visitor = Visitor({"has_scan": "no", "age_years": 71, "sex": "male"}).open(START).unfold("one_number")
    visitor.give("femoral_neck.t_score", "1.7")
    assert "Plus or minus?" in visitor.messages("site_femoral_neck")[0]
    visitor.give("femoral_neck.t_score", "-1.7")
    assert visitor.answers["has_scan"] == "yes"
    assert [line for line in visitor.strings() if 'class="bone-line"' in line and "You: −1.7" in line]


def test_after_the_last_screen_the_results_come_first():
    for screen, first in ((BONES, "go_on"), (HABITS, "see_results")):
        visitor = Visitor({"age_years": 71, "sex": "male"}).open(screen).open(START)
        ways = [element.key for element in visitor.elements() if element.type == "button"]
        assert next(key for key in ways if key in {"go_on", "see_results"}) == first


def test_the_first_page_says_what_happens_to_the_answers_and_what_the_check_is_not():
    visitor = Visitor().open(START)
    [foot] = [fold.label for fold in visitor.app.expander if "not a diagnosis" in fold.label]
    assert "Your answers stay in this browser" in foot
    assert len(visitor.text().split()) < 100
