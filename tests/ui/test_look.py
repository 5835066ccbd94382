"""The colours of the pictures are those of the theme, and lines are seen on what is behind them."""

import tomllib

import pytest

from bonecheck.compare.what_if import supposed
from bonecheck.pictures import look
from bonecheck.pictures.bone_layout import lay_out
from bonecheck.scan.spectrum import shared
from bonecheck.ui.pictures import bone_plot
from bonecheck.words.bone_line import Kind, two_on_one_line
from tests.compare.test_what_if import start
from tests.people import ROOT, TODAY, report

THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_pictures_have_the_colours_of_the_theme(mode):
    assert look.INK[mode] == THEME[mode]["textColor"]
    assert look.PAPER[mode] == THEME[mode]["backgroundColor"]
    assert look.ACCENT[mode] == THEME[mode]["linkColor"]
    assert [look.ACCENT[mode], look.PEERS[mode]] == THEME[mode]["chartCategoricalColors"][:2]


def luminance(colour: str) -> float:
    """WCAG 2.2: relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_line_that_leads_to_a_mark_is_seen_on_what_is_behind_it(mode):
    """WCAG 1.4.11: 3:1. Who stands second has a colour that the lowest range would swallow: their line keeps off it."""
    begins, now = start("maria"), report(supposed(start("maria"), {"score": -0.5}, on=TODAY))
    people = [("Now", now), ("Start", begins.report)]
    laid = lay_out(two_on_one_line(people, shared(each.spectrum for _, each in people), begins.region))
    assert {pin.mark.kind for pin in laid.pins} == {Kind.SECOND, Kind.SITE}
    strokes = [
        shape
        for shape in bone_plot.drawing(laid, dark=mode == "dark")["layout"]["shapes"]
        if shape["type"] == "line" and shape["x0"] in {mark.value for mark in laid.line.marks}
    ]
    assert len(strokes) == 3  # now, the start, the moved site
    ranges = [colours[mode] for colours in look.BAND.values()]
    for stroke in strokes:
        crosses_the_bar = min(-stroke["y0"], -stroke["y1"]) < laid.bar_bottom
        behind = [look.PAPER[mode], *(ranges if crosses_the_bar else [])]
        assert min(contrast(stroke["line"]["color"], colour) for colour in behind) >= 3, stroke
