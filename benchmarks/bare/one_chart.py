"""A page with one Plotly chart."""

import plotly.graph_objects as go
import streamlit as st

st.title("Hello")
st.plotly_chart(go.Figure(data=[{"type": "scatter", "x": [1, 2, 3], "y": [1, 3, 2]}]))
