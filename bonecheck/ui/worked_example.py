"""Draws the worked example: T-score or risk factors, two women in every model, as picture, words and table."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from bonecheck.evidence import citations
from bonecheck.fracture_probability import FractureKind
from bonecheck.risk_wording import licence_note
from bonecheck.ui import charts
from bonecheck.ui.charts import INK, PEERS
from bonecheck.ui.tables import table
from bonecheck.worked_example import (
    Measure,
    Pair,
    Row,
    break_words,
    comparison,
    models,
    seen_words,
    sentence,
    shown,
    table_columns,
    table_lines,
    text,
    title,
    verdict_words,
)
from bonecheck.wording import capital, message

_A = {"light": "#0d5c63", "dark": "#7fd1d9"}
# Heights in px within the lines of one model, from the top down: its name, what it sees and counts, two bars.
_NAME, _LINE, _BAR, _GAP, _AXIS = 26, 20, 22, 18, 34
_ROW = _NAME + _LINE + 2 * _BAR + _GAP
_ROOM_FOR_LABELS = 1.25


def page() -> None:
    """The whole page."""
    st.title(text("title"), anchor=False)
    for part in ("women", "question", "short_answer"):
        st.markdown(text(part))
    wider, hip = _drawn(hip=False), _drawn(hip=True)
    st.subheader(text("picture"), anchor=False)
    _picture("worked_example_wider", wider)
    st.caption(text("legend"))
    for note in (licence_note(key) for key in models()):
        if note:
            with st.container(key="licence_note"):
                st.caption(note)
    with st.expander(text("hip"), type="compact"):
        _picture("worked_example_hip", hip)
        st.caption(text("hip_legend"))
    with st.expander(text("in_words"), type="compact"):
        st.markdown("\n".join(f"- {sentence(row, pair)}" for row in comparison() for pair in row.pairs))
    with st.expander(text("as_table"), type="compact"):
        table(text("title"), table_columns(), table_lines())
        st.caption(text("table_legend"))
    st.header(text("conclusion_title"), anchor=False)
    st.markdown(text("conclusion"))
    _what_each_cannot_see()
    with st.expander(text("how_title")):
        st.markdown(text("how"))
    _sources()
    st.page_link("pages/results/results.py", label=text("results"), icon=":material/arrow_back:")
