"""The bars of chances: a scale that does not stretch with what stands on it, and groups of a model as brackets."""

import pytest

from bonecheck.pictures.look import ACCENT
from bonecheck.risk.chance import Chance, FractureKind, ModelRisk, Range
from bonecheck.ui.pictures import risk_charts

CAPTIONS = ("now {amount}", "start {amount}")


def chance(low: float, high: float | None = None, *, in_groups: bool = False) -> Chance:
    you = Range(low, low if high is None else high)
    return Chance(kind=FractureKind.MAJOR, years=10, you=you, in_groups=in_groups)


def drawn(now: Chance, start: Chance | None = None, *, model: str = "garvan") -> dict:
    risk = ModelRisk(model=model, sex="female", age_years=70, chances=(now,))
    return risk_charts.beside([(risk, now, start)], CAPTIONS, dark=False)


def scale(drawing: dict) -> float:
    """The last number under the bars."""
    return drawing["layout"]["xaxis"]["tickvals"][-1]


def of_now(drawing: dict) -> list[dict]:
    """What is drawn in the colour of the person."""
    return [shape for shape in drawing["layout"]["shapes"] if shape["line"]["color"] == ACCENT["light"]]


@pytest.mark.parametrize(
    ("longest", "end"), [(0.4, 30), (29.9, 30), (30.0, 30), (30.1, 60), (60.0, 60), (60.1, 100), (100.0, 100)]
)
def test_the_scale_ends_at_30_60_or_100_whoever_has_the_longest_bar(longest, end):
    for drawing in (drawn(chance(longest), chance(0.2)), drawn(chance(0.2), chance(longest))):
        assert scale(drawing) == end
        assert drawing["layout"]["xaxis"]["range"][1] > end  # room for what is written at the bar


def test_a_bar_that_grows_is_drawn_longer_and_the_other_stays():
    before, after = drawn(chance(17), chance(17)), drawn(chance(29), chance(17))
    assert before["layout"]["xaxis"] == after["layout"]["xaxis"]
    [one], [other] = of_now(before), of_now(after)
    assert (one["x1"], other["x1"]) == (17, 29)
    assert before["layout"]["shapes"][-1] == after["layout"]["shapes"][-1]


def test_a_group_is_a_bracket_between_its_ends_and_no_bar():
    for low, high in ((0, 10), (10, 20)):
        shapes = of_now(drawn(chance(low, high, in_groups=True), model="caroc_2010"))
        assert {shape["type"] for shape in shapes} == {"line"}
        [across] = [shape for shape in shapes if shape["y0"] == shape["y1"]]
        assert (across["x0"], across["x1"], across["line"].get("dash", "")) == (
            low,
            high,
            "",
        )
        assert sorted(shape["x0"] for shape in shapes if shape["y0"] != shape["y1"]) == [low, high]


def test_over_20_has_one_end_and_goes_on_in_dots():
    shapes = of_now(drawn(chance(20, 100, in_groups=True), model="caroc_2010"))
    assert [shape["x0"] for shape in shapes if shape["y0"] != shape["y1"]] == [20]
    assert max(shapes, key=lambda shape: shape["x1"])["line"]["dash"] == "dot"


def test_what_an_open_answer_leaves_possible_is_a_dotted_bar():
    shapes = of_now(drawn(chance(12, 19)))
    assert [(shape["type"], shape["x0"], shape["x1"]) for shape in shapes] == [("rect", 0, 12), ("rect", 12, 19)]
    assert shapes[1]["line"]["dash"] == "dot"
