"""A page with one slider and one Plotly chart that follows it."""

import plotly.graph_objects as go
import streamlit as st

XS = [-5 + 8 * step / 60 for step in range(61)]

st.title("Hello")
value = st.slider("T-score", -5.0, 3.0, -1.5, 0.1)
st.plotly_chart(
    go.Figure(
        data=[
            {"type": "scatter", "x": XS, "y": [x * value for x in XS]},
            {"type": "scatter", "x": XS, "y": [x * x for x in XS]},
            {"type": "scatter", "x": [value], "y": [0]},
        ],
        layout={"annotations": [{"x": value, "y": 0, "text": f"T-score {value:.1f}"}]},
    ),
    key="chart",
)
