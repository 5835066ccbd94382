"""The worked example on screen: it opens by itself, and the model that disagrees stands beside the others."""

import json
import re

import pytest

from bonecheck.compare.worked_example import Measure, comparison
from bonecheck.ui.worked_example import figure
from bonecheck.words.risk import licence_note
from bonecheck.words.worked_example import table_lines
from tests.pages.test_every_page import NEVER
from tests.pages.visitor import Visitor

PAGE = "learn/worked_example"


@pytest.fixture
def page():
    return Visitor().open(PAGE)


def charts(visitor):
    return [chart.proto for chart in visitor.app.get("plotly_chart")]


def test_it_opens_cold_and_answers_nothing(page):
    assert page.title == "T-score or risk factors: what weighs more?"
    assert page.answers == {}
    assert list(page.inputs()) == []


def test_both_women_are_described_with_their_scores(page):
    assert "T-score of −1.5 at the femoral neck" in page.text()
    assert "Her mother broke a hip after 50. She smokes 15 a day." in page.text()
    assert "T-score of −2.0. That is a little lower. She has no risk factor." in page.text()


def test_the_model_that_disagrees_and_those_that_cannot_tell_are_said(page):
    said = page.text()
    assert "one model says B" in said  # before the picture
    assert "Garvan puts B higher: 13 against 11. It cannot see family or smoking." in said
    assert "CAROC calls it a tie." in said
    assert "QFracture is no test.** It cannot see the T-score." in said
    assert "one model alone would mislead you" in said


def test_the_licence_note_of_qfracture_stands_beside_its_score(page):
    assert page.text("licence_note") == licence_note("qfracture_2012")
    kinds = [element.type for element in page.elements()]
    [note] = [
        n
        for n, element in enumerate(page.elements())
        if getattr(element, "value", "") == licence_note("qfracture_2012")
    ]
    assert 0 < note - kinds.index("plotly_chart") <= 2  # only the legend between


def test_the_table_has_every_row(page):
    [html] = [text for text in page.strings() if "bonecheck-table" in text]
    rows = re.findall(r'<th scope="row">(.*?)</th>', html)
    assert rows == [line[0] for line in table_lines()]
    for name in (
        "UK tables of 2008 (not FRAX)",
        "Study figures only",
        "FRACTURE Index",
        "Garvan",
        "QFracture",
        "CAROC",
    ):
        assert any(row.startswith(name) for row in rows)
    assert "<td>A, barely</td>" in html
    assert "<td>B</td>" in html


def test_the_pictures_say_the_same_in_words(page):
    wider, hip = charts(page)
    assert "Garvan: out of 100 women like A, about 11 break a bone in a minor fall within 10 years." in wider.alt
    assert "Out of 100 women like B, about 13 do. B comes out higher." in wider.alt
    assert "1.5 out of 100 women like A break a hip, and 1.4 out of 100 like B. A comes out higher, barely." in hip.alt


def test_every_chance_is_drawn_once_on_one_scale(page):
    """Major 14, 9, 13, 13, any 11, 6 for A, and the hip likewise: six models or readings, two bars each."""
    for chart in charts(page):
        spec = json.loads(chart.spec)
        assert len(spec["layout"]["shapes"]) == 12
        assert set(spec["layout"]["xaxis"]["range"][:1]) == {0}
    labels = [label["text"] for label in json.loads(charts(page)[0].spec)["layout"]["annotations"]]
    assert [re.sub("<.*?>", "", text) for text in labels if re.match(r"(<b>)?[AB]: ", text)] == [
        "A: 14", "B: 8", "A: 9", "B: 8", "A: 13", "B: 9", "A: 13", "B: 13", "A: 11", "B: 13", "A: 6", "B: 3",
    ]  # fmt: skip


@pytest.mark.parametrize("dark", [False, True])
def test_the_women_are_told_apart_without_colour(dark):
    [(row, pair)] = [(row, row.pairs[0]) for row in comparison() if row.key == "garvan"]
    assert row.measure is Measure.PERCENT
    full, empty = figure([(row, pair)], dark=dark).layout.shapes
    assert full.fillcolor == full.line.color
    assert empty.fillcolor == "rgba(0,0,0,0)"


def test_the_sources_of_every_model_are_named(page):
    for source in (
        "Kanis 2008",
        "McCloskey 2025",
        "Kanis 2005",
        "Johnell 2005",
        "Black 2001",
        "Nguyen 2007",
        "CAROC 2010",
        "BMJ 2012",
    ):
        assert source in page.text()


def test_nothing_on_it_diagnoses_anybody(page):
    assert [text for text in page.strings() if NEVER.search(text)] == []
