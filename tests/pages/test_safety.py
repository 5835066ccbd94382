"""What must never be missed on the screen: urgent signs, contradictions, unread numbers, and other people's answers."""

import json

import pytest

from bonecheck.answers.samples import samples
from bonecheck.ui.session import keys
from tests.pages.visitor import ABOUT, RESULTS, RISKS, SCAN, START, Visitor

T, Z, BMD = "femoral_neck_left.t_score", "femoral_neck_left.z_score", "femoral_neck_left.bmd_g_cm2"
WOMAN = {
    "age_years": 68,
    "sex": "female",
    "has_scan": "yes",
    "scan_regions": ["femoral_neck_left"],
    "scanner_make": "hologic",
}
URGENT = "Hip pain and you cannot put weight on the leg: get urgent care now"


def test_an_urgent_sign_is_answered_at_once_where_it_is_ticked():
    visitor = Visitor(WOMAN).open(RISKS)
    assert URGENT not in visitor.text()
    visitor.give("warning_signs", ["cannot_stand"])
    assert visitor.title == "Bones and falls"
    assert URGENT in visitor.text()


@pytest.mark.parametrize("person", [{**WOMAN, T: -0.2}, {"age_years": 18}, {"has_scan": "no"}])
def test_an_urgent_sign_stands_above_the_headline_whatever_the_scan_says(person):
    visitor = Visitor({**person, "warning_signs": ["cannot_stand"]}).open(RESULTS)
    kinds = [(element.type, getattr(element, "value", "")) for element in visitor.elements()]
    assert kinds.index(("subheader", URGENT)) < next(i for i, (kind, _) in enumerate(kinds) if kind == "title")
    assert sum(value == URGENT for _, value in kinds) == 1


def test_two_quick_taps_never_turn_a_sign_into_none_of_these():
    """The second tap still carries "none", since the page had not taken it away yet."""
    visitor = Visitor({**WOMAN, "warning_signs": ["cannot_stand"]}).open(RISKS)
    visitor.give("warning_signs", ["none", "cannot_stand", "back_pain"])
    assert visitor.answers["warning_signs"] == ["cannot_stand", "back_pain"]


def test_none_of_these_wins_when_it_is_the_one_that_was_tapped():
    visitor = Visitor({**WOMAN, "warning_signs": ["back_pain"]}).open(RISKS)
    visitor.give("warning_signs", ["back_pain", "none"])
    assert visitor.answers["warning_signs"] == ["none"]


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ({T: 1.8, BMD: 0.594}, "contradict each other"),  # (0.594 - 0.858) / 0.120 = -2.2
        ({T: -0.8, Z: -2.6}, "Are the two swapped"),
    ],
)
def test_a_contradiction_is_named_beside_the_field_and_leaves_no_range_on_results(scores, said):
    visitor = Visitor({**WOMAN, **scores}).open(SCAN)
    assert any(said in message for message in visitor.messages("site_femoral_neck_left"))
    visitor.open(RESULTS)
    assert visitor.title == "We cannot show your place on the T-score line yet"
    assert "the one that counts" not in visitor.text()


def test_a_number_still_to_be_read_may_be_the_lowest_so_no_range_is_named():
    scan = {**WOMAN, "scan_regions": ["lumbar_spine", "femoral_neck_left"], T: -0.2, "lumbar_spine.t_score": "2.9"}
    visitor = Visitor(scan).open(RESULTS)
    assert "could not be read yet" in visitor.text()
    assert "normal range" not in visitor.title


def test_a_file_that_took_the_place_of_answers_can_be_undone():
    own = {"age_years": 55, "weight_kg": "heavy"}
    visitor = Visitor(own).open(START).upload(json.dumps({"schema_version": 1, "person": {"age_years": 70}}).encode())
    assert visitor.answers["age_years"] == 70
    visitor.press("Bring back my former answers")
    assert visitor.answers == own
    assert "Bring back my former answers" not in visitor.buttons


def test_the_check_pages_say_that_a_sample_is_open():
    visitor = Visitor({"age_years": 55}).open(START).press_key(f"open_{samples()[0].key}").open(ABOUT)
    assert "To fill in your own, leave the sample." in visitor.text()
    visitor.give("age_years", "80").press("Leave")
    assert visitor.answers == {"age_years": 55}
    assert visitor.app.session_state[keys.OWN] == {"age_years": 55}
