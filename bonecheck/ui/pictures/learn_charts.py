"""Draws the pictures of the Learn pages: the T-score line, bars with their likely range, and stacks of 100."""

from datetime import date
from typing import Any

import streamlit as st

from bonecheck import Check, assess
from bonecheck.pictures import look
from bonecheck.pictures.bone_layout import lay_out
from bonecheck.pictures.look import Drawing
from bonecheck.ui.pictures import bone_plot, charts, risk_charts
from bonecheck.ui.tables import table
from bonecheck.words.bone_line import bone_line, empty_line
from bonecheck.words.language import message, name
from bonecheck.words.learn import text
from bonecheck.words.learn_pictures import Bar, Picture, Stack, picture

# Heights in px within a row, from the top down: its words, the bar, the gap to the next row.
_WORDS, _BAR, _GAP = 24, 20, 14
_ROW = _WORDS + _BAR + _GAP
_LEGEND = 26
_WIDEST_NUMBER = 4  # shares narrower than this, in percent, have no room for a number
_STEPS = (0.005, 0.01, 0.02, 0.5, 1, 2, 5, 10, 20, 50, 100, 200)


def show(key: str) -> None:
    """A picture with its title, its words, and its table; where there is nothing to draw, words and table only."""
    shown = picture(key)
    st.header(shown.title, anchor=False)
    if (drawn := drawing(shown, dark=charts.is_dark())) is None:
        st.markdown("\n".join(f"- {point}" for point in shown.points))
    else:
        charts.show(drawn, key=f"learn_{key}", alt=shown.alt)
        st.caption(shown.alt)
    with st.expander(text("table"), type="compact"):
        table(shown.title, list(shown.columns), (list(row) for row in shown.rows))
    if shown.note:
        st.caption(shown.note)


def drawing(shown: Picture, *, dark: bool) -> Drawing | None:
    """The drawing of a picture, or None if there is nothing to draw; readable at 360 px and up."""
    if shown.line is not None:
        return _line(shown, shown.line, dark=dark)
    if shown.bars:
        return _bars(shown, look.mode_of(dark=dark))
    if shown.stacks:
        return _stacks(shown, look.mode_of(dark=dark))
    return None


def _line(shown: Picture, check: Check, *, dark: bool) -> Drawing | None:
    """The T-score line as on the results page, for a made-up person or with nobody on it."""
    report = assess(check, on=date.today())
    if report.spectrum is None:
        return None
    who = message("line_example")
    drawn = bone_line(report, report.spectrum, who) if shown.shows_scores else empty_line(report.spectrum, shown.alt)
    return bone_plot.drawing(lay_out(drawn), dark=dark)


def _bars(shown: Picture, mode: str) -> Drawing:
    ink = look.INK[mode]
    ends = [end for bar in shown.bars for end in (bar.value, bar.low, bar.high) if end is not None]
    least, most = min(0.0, *ends), max(0.0, *ends, *([shown.mark.value] if shown.mark else []))
    shapes, labels = [], []
    for number, bar in enumerate(shown.bars):
        top = -_ROW * number
        words = risk_charts.label(least, top - _WORDS / 2, f"{bar.title}: <b>{bar.said}</b>", 14, ink)
        labels.append({**words, "bgcolor": look.PAPER[mode], "borderpad": 0})  # no line runs through the words
        shapes += _bar_shapes(bar, top - _WORDS, mode)
    bottom = -_ROW * len(shown.bars)
    if least < 0:
        shapes.append(risk_charts.upright(0.0, bottom, 0.0, ink))
    if shown.mark:
        shapes.append(risk_charts.upright(shown.mark.value, bottom - _WORDS, 0.0, look.PEERS[mode], dash="dash"))
        said = risk_charts.label(shown.mark.value, bottom - _WORDS / 2, shown.mark.said, 14, look.PEERS[mode], shift=-6)
        labels.append({**said, "xanchor": "right"})
        bottom -= _WORDS
    ticks = _ticks(least, most)
    ticktext = [_tick(value) for value in ticks]
    return risk_charts.bar_drawing(shapes, labels, _across(least, most), bottom, ticks, mode, ticktext=ticktext)


def _bar_shapes(bar: Bar, top: float, mode: str) -> list[dict[str, Any]]:
    """The bar, full or hollow, and across it a thin line over the likely range."""
    colour, ink = look.ACCENT[mode], look.INK[mode]
    body = {"type": "rect", "x0": 0, "x1": bar.value, "y0": top - _BAR + 2, "y1": top - 2}
    shapes = [{**body, "fillcolor": look.CLEAR if bar.hollow else colour, "line": {"width": 2, "color": colour}}]
    if bar.low is None or bar.high is None:
        return shapes
    middle = top - _BAR / 2
    ends = [(bar.low, bar.low, middle - 6, middle + 6), (bar.high, bar.high, middle - 6, middle + 6)]
    # A light line lies under the dark one, so that it shows on the bar and beside it.
    for width, shade in ((5, look.PAPER[mode]), (2, ink)):
        for x0, x1, y0, y1 in [(bar.low, bar.high, middle, middle), *ends]:
            line = {"width": width, "color": shade}
            shapes.append({"type": "line", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "line": line})
    return shapes


def _across(least: float, most: float) -> list[float]:
    room = 0.02 * (most - least)
    return [least - (room if least < 0 else 0.0), most + room]


def _ticks(least: float, most: float) -> list[float]:
    step = next((step for step in _STEPS if (most - least) / step <= 6), 500)
    return [round(step * number, 3) for number in range(-int(-least / step), int(most / step) + 1)]


def _tick(value: float) -> str:
    return f"{value:g}".replace("-", "\u2212")


def _stacks(shown: Picture, mode: str) -> Drawing:
    ink = look.INK[mode]
    shapes, labels = _legend(shown.last_range, mode)
    for number, stack in enumerate(shown.stacks):
        top = -_LEGEND - _ROW * number
        labels.append(risk_charts.label(0, top - _WORDS / 2, f"<b>{stack.title}</b>", 14, ink))
        more_shapes, more_labels = _stack(stack, top - _WORDS, mode)
        shapes += more_shapes
        labels += more_labels
    bottom = -_LEGEND - _ROW * len(shown.stacks)
    return risk_charts.bar_drawing(shapes, labels, [0, 100], bottom, [0, 25, 50, 75, 100], mode)


def _stack(stack: Stack, top: float, mode: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    shapes, labels, left = [], [], 0.0
    for segment in stack.segments:
        frame = {"type": "rect", "x0": left, "x1": left + segment.share, "y0": top - _BAR, "y1": top}
        fill = look.BAND[segment.range][mode] if segment.range in look.BAND else look.CLEAR
        dash = "dot" if segment.range == "either" else "solid"
        shapes.append({**frame, "fillcolor": fill, "line": {"width": 1, "color": look.INK[mode], "dash": dash}})
        if segment.said and segment.share >= _WIDEST_NUMBER:
            words = risk_charts.label(left + segment.share / 2, top - _BAR / 2, segment.said, 13, look.INK[mode])
            labels.append({**words, "xanchor": "center"})
        left += segment.share
    return shapes, labels


def _legend(last: str, mode: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What the three stretches stand for, in the order they have in every bar."""
    shapes, labels = [], []
    for left, band in ((0, "osteoporosis"), (38, "osteopenia"), (73, "normal")):
        square = {"type": "rect", "x0": left, "x1": left + 4.5, "y0": -18, "y1": -4}
        line = {"width": 1, "color": look.INK[mode]}
        shapes.append({**square, "fillcolor": look.BAND[band][mode], "line": line})
        words = text(last) if band == "normal" and last != "normal" else name("band", band)
        labels.append(risk_charts.label(left + 4.5, -11, words, 14, look.INK[mode], shift=5))
    return shapes, labels
