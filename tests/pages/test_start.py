"""The first page: begin, and continue from a file, whatever the file holds."""

import json

import pytest

from bonecheck import answers_from, build, to_json
from bonecheck.answers.samples import samples
from bonecheck.answers.saved_file import LARGEST_FILE_BYTES
from tests.pages.visitor import ABOUT, COACH, RESULTS, SCAN, START, Visitor
from tests.people import TODAY

OWN = {"age_years": 55, "sex": "male", "weight_kg": "heavy"}
TWO_LEFT_HIPS = [
    {"site": "total_hip", "side": "left", "t_score": -1.0},
    {"site": "total_hip", "side": "left", "t_score": -1.2},
]


def file(**content):
    return json.dumps({"schema_version": 1, **content}).encode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "This file could not be read. It is damaged, or it is not a bonecheck file."),
        (b"{not json", "This file could not be read."),
        (file(has_scan="yes")[:-5], "This file could not be read."),
        (b"\xff\xfe\x00binary", "This file could not be read."),
        (b"%PDF-1.7 ...", "This file could not be read."),
        (b"[" * 100_000, "This file could not be read."),
        (b"[]", "This is not a bonecheck file."),
        (b"{}", "This is not a bonecheck file."),
        (b'{"resourceType": "DiagnosticReport"}', "This is not a bonecheck file."),
        (b'{"schema_version": "1"}', "This is not a bonecheck file."),
        (b'{"schema_version": 99}', "This file was saved by a newer bonecheck (format 99; this one reads up to 1)."),
        (file(person={"age_years": "old"}), "One value in this file is not as expected:"),
        (file(person={"sex": "yes"}), "One value in this file is not as expected:"),
        (file(has_scan="yes", dxa_report={"measurements": TWO_LEFT_HIPS}),
         "One value in this file is not as expected: The left total hip stands in this scan 2 times."),
        (file(person={"name": "x" * LARGEST_FILE_BYTES}), "This file is too large."),
    ],
    ids=["empty", "no json", "cut off", "binary", "pdf", "deep", "a list", "bare", "foreign", "text version", "newer",
         "text for a number", "no such sex", "two left hips", "too large"],
)  # fmt: skip
def test_a_file_that_cannot_be_used_gets_one_clear_message_and_loses_nothing(data, said):
    visitor = Visitor(OWN).open(START).upload(data)
    [message] = visitor.messages()
    assert message.startswith(said)
    assert [element.type for element in visitor.elements() if element.type in {"error", "alert"}]
    assert visitor.answers == OWN
    assert visitor.open(ABOUT).shown("weight_kg") == "heavy"


def test_the_message_about_a_file_stands_beside_the_file_field():
    visitor = Visitor().open(START).upload(b"{not json")
    order = [element.type for element in visitor.elements()]
    assert order[order.index("file_uploader") + 1] in {"error", "alert"}


def test_after_a_bad_file_a_good_one_is_still_taken():
    visitor = Visitor(OWN).open(START).upload(b"{not json")
    visitor.widget("file").clear()
    visitor.run().upload(file(person={"age_years": 71}))
    assert visitor.answers == {"units": "metric", "age_years": 71}


@pytest.mark.parametrize("person", samples(), ids=lambda person: person.key)
def test_a_saved_file_brings_back_the_same_answers(person):
    answers = answers_from(person.check)
    check, problems = build(answers, today=TODAY)
    visitor = Visitor(OWN).open(START).upload(to_json(check))
    if any(problem.stops for problem in problems):  # Ruth, whose minus sign is lost
        assert visitor.messages() == [
            "Your answers were loaded. 1 of them need a look; they are marked on their pages."
        ]
    else:
        assert visitor.messages() == ["Your answers were loaded from the file."]
    assert visitor.answers == answers
    own = visitor.open(RESULTS).title
    assert own == Visitor().open(COACH).press_key(f"client_open_{person.key}").title
    assert visitor.open(ABOUT).shown("age_years") == str(person.check.person.age_years)


def test_a_loaded_file_replaces_all_that_was_answered_before():
    visitor = Visitor(OWN).open(ABOUT).open(START).upload(file(person={"height_cm": 162}))
    assert visitor.answers == {"units": "metric", "height_cm": 162}
    visitor.open(ABOUT)
    assert [visitor.shown(key) for key in ("age_years", "weight_kg", "height_cm")] == ["", "", "162 cm"]


def test_a_file_loaded_beside_an_open_sample_becomes_ones_own():
    visitor = Visitor().open(START).press_key("open_maria").open(START).upload(file(person={"age_years": 71}))
    assert visitor.answers == {"units": "metric", "age_years": 71}
    assert "Leave" not in visitor.buttons


def test_a_file_with_figures_that_nobody_can_have_is_loaded_and_each_is_marked_on_its_page():
    data = file(
        person={"age_years": 300, "height_cm": 1.7},
        has_scan="yes",
        dxa_report={
            "measurements": [{"site": "femoral_neck", "side": "left", "t_score": -18}],
            "scan_date": "2999-01-01",
        },
    )
    visitor = Visitor().open(START).upload(data)
    [message] = visitor.messages()
    assert message.startswith("Your answers were loaded. 4 of them need a look")
    visitor.open(ABOUT)
    assert len(visitor.messages("q_age_years")) == 1
    assert len(visitor.messages("q_height_cm")) == 1
    visitor.open(SCAN)
    assert len(visitor.messages("q_scan_date")) == 1
    assert len(visitor.messages("site_femoral_neck_left")) == 1


def test_begin_becomes_go_on_once_something_is_answered():
    visitor = Visitor().open(START)
    assert "Begin" in visitor.buttons
    assert "See my results" not in visitor.buttons
    visitor.press("Begin").give("age_years", "62").open(START)
    assert "Begin" not in visitor.buttons
    assert visitor.press("Go on with my check").title == "About you"
    assert visitor.open(START).press("See my results").title == "We cannot show your place on the T-score line yet"


def test_the_first_page_says_what_happens_to_the_answers_and_what_the_check_is_not():
    text = Visitor().open(START).text()
    assert "What happens to your answers" in text
    assert "it is not a diagnosis" in text
