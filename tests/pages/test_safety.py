"""What must never be missed on the screen: urgent signs, contradictions, and numbers that are not read yet."""

import pytest

from tests.pages.visitor import ABOUT, BONES, RESULTS, SCAN, Visitor

NO_PLACE = "We cannot show your place on the T-score line yet"
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
    visitor = Visitor(WOMAN).open(BONES)
    assert URGENT not in visitor.text()
    visitor.give("warning_signs", ["cannot_stand"])
    assert visitor.title == "Bones and falls"
    assert URGENT in visitor.text()


@pytest.mark.parametrize("person", [{**WOMAN, T: -0.2}, {"age_years": 18}, {"has_scan": "no"}])
def test_an_urgent_sign_leads_and_its_card_follows_at_once_whatever_the_scan_says(person):
    visitor = Visitor({**person, "warning_signs": ["cannot_stand"]}).open(RESULTS)
    assert visitor.title == "Get care now: hip pain that keeps you from standing"
    read = [(element.type, getattr(element, "value", "")) for element in visitor.elements()]
    assert [value for _, value in read].count(URGENT) == 1
    between = [
        kind for kind, _ in read[[kind for kind, _ in read].index("title") + 1 : read.index(("subheader", URGENT))]
    ]
    assert between == ["markdown"]  # "Get care now" and nothing else


def test_two_quick_taps_never_turn_a_sign_into_none_of_these():
    """The second tap still carries "none", since the page had not taken it away yet."""
    visitor = Visitor({**WOMAN, "warning_signs": ["cannot_stand"]}).open(BONES)
    visitor.give("warning_signs", ["none", "cannot_stand", "back_pain"])
    assert visitor.answers["warning_signs"] == ["cannot_stand", "back_pain"]


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
    assert visitor.title == NO_PLACE
    assert "the one that counts" not in visitor.text()


def test_a_number_still_to_be_read_may_be_the_lowest_so_no_range_is_named():
    scan = {**WOMAN, "scan_regions": ["lumbar_spine", "femoral_neck_left"], T: -0.2, "lumbar_spine.t_score": "2.9"}
    visitor = Visitor(scan).open(RESULTS)
    assert "could not be read yet" in visitor.text()
    assert "normal range" not in visitor.title


def test_the_check_pages_say_that_a_sample_is_open():
    assert "To fill in your own, leave the sample." in Visitor({"age_years": 55}, sample="maria").open(ABOUT).text()
