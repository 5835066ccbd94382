"""A page with one heading and one line."""

import streamlit as st

st.title("Hello")
st.write("This page holds nothing else.")
