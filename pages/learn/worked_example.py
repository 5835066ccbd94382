"""The article's comparison, model by model: T-score -1.5 with two risk factors, or -2.0 with none."""

import streamlit as st

st.title("x", anchor=False)
