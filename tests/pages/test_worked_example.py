"""The worked example on screen: it opens by itself, and the model that disagrees stands beside the others.

Every number and verdict is the matter of tests/compare/.
"""

import re

import plotly.graph_objects as go
import pytest

from bonecheck.compare.worked_example import Measure, comparison
from bonecheck.evidence.library import citations
from bonecheck.ui.worked_example import drawing
from bonecheck.words.risk import licence_note
from bonecheck.words.worked_example import table_lines
from tests.pages.visitor import EXAMPLE, Visitor


@pytest.fixture(scope="module")
def page():
    return Visitor().open(EXAMPLE)


def test_it_asks_nothing_and_describes_both_women_with_their_scores(page):
    assert page.title == "T-score or risk factors: what weighs more?"
    assert list(page.inputs()) == []
    assert "T-score of -1.5 at the femoral neck" in page.plain()
    assert "Her mother broke a hip after 50. She smokes 15 a day." in page.text()
    assert "T-score of -2.0. That is a little lower. She has no risk factor." in page.plain()


def test_the_model_that_disagrees_and_those_that_cannot_tell_are_said(page):
    for said in (
        "one model says B",  # before the picture
        "Garvan puts B higher: 13 against 11. It cannot see family or smoking.",
        "CAROC calls it a tie.",
        "QFracture is no test.** It cannot see the T-score.",
        "one model alone would mislead you",
    ):
        assert said in page.text()


def test_the_licence_note_of_qfracture_stands_beside_its_score(page):
    note = licence_note("qfracture_2012")
    assert page.text("licence_note") == note
    read = [(element.type, getattr(element, "value", "")) for element in page.elements()]
    between = read.index(("caption", note)) - [kind for kind, _ in read].index("plotly_chart")
    assert 0 < between <= 2  # only the legend between


def test_the_table_has_every_row_and_the_sources_are_named(page):
    [rows] = page.tables().values()
    assert [list(row.values()) for row in rows] == [list(line) for line in table_lines()]
    for source in ("kanis_2008", "garvan", "caroc_2010", "qfracture_2012"):
        assert citations()[source].text in page.text()


def test_every_chance_is_drawn_once_on_one_scale_and_said_in_words(page):
    """Major 14, 9, 13, 13, any 11, 6 for A, and the hip likewise: six models or readings, two bars each."""
    for key in page.charts:
        layout = page.figure(key)["layout"]
        assert len(layout["shapes"]) == 12
        assert layout["xaxis"]["range"][0] == 0
    wider, hip = page.charts
    assert [label for label in page.labels(wider) if re.match(r"[AB]: ", label)] == [
        "A: 14", "B: 8", "A: 9", "B: 8", "A: 13", "B: 9", "A: 13", "B: 13", "A: 11", "B: 13", "A: 6", "B: 3",
    ]  # fmt: skip
    said = page.charts[wider].alt
    assert "Garvan: out of 100 women like A, about 11 break a bone in a minor fall within 10 years." in said
    assert "Out of 100 women like B, about 13 do. B comes out higher." in said
    said = page.charts[hip].alt
    assert "1.5 out of 100 women like A break a hip, and 1.4 out of 100 like B. A comes out higher, barely." in said


@pytest.mark.parametrize("dark", [False, True])
def test_the_women_are_told_apart_without_colour(dark):
    [(row, pair)] = [(row, row.pairs[0]) for row in comparison() if row.key == "garvan"]
    assert row.measure is Measure.PERCENT
    full, empty = go.Figure(drawing([(row, pair)], dark=dark)).layout.shapes
    assert full.fillcolor == full.line.color
    assert empty.fillcolor == "rgba(0,0,0,0)"
