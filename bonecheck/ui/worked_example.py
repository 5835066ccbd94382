"""Draws the worked example: T-score or risk factors, two women in every model, as a picture, in words and as a table."""

from typing import Any

import streamlit as st

from bonecheck.compare.worked_example import Measure, Pair, Reading, Verdict, comparison, models
from bonecheck.pictures import look
from bonecheck.risk.chance import FractureKind
from bonecheck.ui import cards
from bonecheck.ui.pictures import charts, risk_charts
from bonecheck.ui.tables import table
from bonecheck.words.risk import licence_note
from bonecheck.words.worked_example import (
    blind_words,
    model_name,
    picture_lines,
    sentence,
    shown,
    table_columns,
    table_lines,
    text,
)

_COLOUR = {"A": look.ACCENT, "B": look.PEERS}
# Heights in px within the lines of one model, from the top down: its name, what it sees and counts, two bars.
_NAME, _LINE, _BAR, _GAP = 24, 20, 22, 20
_ROW = _NAME + _LINE + 2 * _BAR + _GAP
_ROOM_FOR_LABELS = 1.25  # the longest bar leaves a fifth of the width to its label


def page() -> None:
    """The whole page."""
    st.title(text("title"), anchor=False)
    for part in ("women", "question", "short_answer"):
        st.markdown(text(part))
    st.header(text("picture"), anchor=False)
    _picture("worked_example_wider", hip=False)
    st.caption(text("legend"))
    with st.container(key="licence_note"):
        st.caption(licence_note("qfracture_2012"))
    with st.expander(text("hip"), type="compact"):
        _picture("worked_example_hip", hip=True)
        st.caption(text("hip_legend"))
    with st.expander(text("in_words"), type="compact"):
        st.markdown("\n".join(f"- {sentence(row, pair)}" for row in comparison() for pair in row.pairs))
    with st.expander(text("as_table"), type="compact"):
        table(text("title"), table_columns(), table_lines())
        st.caption(text("table_legend"))
    st.header(text("conclusion_title"), anchor=False)
    st.markdown(text("conclusion"))
    st.header(text("blind_title"), anchor=False)
    st.markdown("\n".join(f"- **{model_name(model)}:** {blind_words(model)}" for model in models().values()))
    with st.expander(text("how_title")):
        st.markdown(text("how"))
    with st.expander(text("sources_title")):
        cards.show_sources(dict.fromkeys(key for model in models().values() for key in model.sources))
    st.page_link("pages/results/results.py", label=text("results"), icon=":material/arrow_back:")


def _picture(key: str, *, hip: bool) -> None:
    """The models that give a chance for these breaks, with the same in words as alt text."""
    drawn = [
        (row, pair)
        for row in comparison()
        for pair in row.pairs
        if row.measure is Measure.PERCENT and (pair.kind is FractureKind.HIP) == hip
    ]
    said = " ".join(sentence(row, pair) for row, pair in drawn)
    charts.show(drawing(drawn, dark=charts.is_dark()), key=key, alt=said)


def drawing(drawn: list[tuple[Reading, Pair]], *, dark: bool) -> look.Drawing:
    """A bar for each woman in each model, all on one scale; readable at 360 px and up."""
    mode = look.mode_of(dark=dark)
    ink = look.INK[mode]
    most = max(max(pair.a, pair.b) for _, pair in drawn)
    shapes: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    for number, (row, pair) in enumerate(drawn):
        top = -_ROW * number
        first, second = picture_lines(row, pair)
        labels.append(risk_charts.label(0, top - _NAME / 2, f"<b>{first}</b>", 15, ink))
        labels.append(risk_charts.label(0, top - _NAME - _LINE / 2, second, 13, ink))
        for place, (who, value) in enumerate((("A", pair.a), ("B", pair.b))):
            bar = top - _NAME - _LINE - place * _BAR
            shapes.append(_bar(value, bar, _COLOUR[who][mode], solid=who == "A"))
            said = f"{who}: {shown(row, pair, value)}"
            is_higher = row.higher == who and row.verdict is not Verdict.NO_TEST
            labels.append(
                risk_charts.label(value, bar - _BAR / 2 + 1, f"<b>{said}</b>" if is_higher else said, 14, ink, shift=6)
            )
    across = [0, most * _ROOM_FOR_LABELS]
    ticks = risk_charts.ticks_to(most)
    return risk_charts.bar_drawing(shapes, labels, across, -_ROW * len(drawn), ticks, mode)


def _bar(value: float, top: float, colour: str, *, solid: bool) -> dict[str, Any]:
    """Full for A, empty for B, so that no colour is needed to tell them apart."""
    return {
        "type": "rect",
        "x0": 0,
        "x1": value,
        "y0": top - _BAR + 4,
        "y1": top - 2,
        "fillcolor": colour if solid else look.CLEAR,
        "line": {"width": 2, "color": colour},
    }
