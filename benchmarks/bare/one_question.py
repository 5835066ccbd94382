"""A page with one text field."""

import streamlit as st

st.title("Hello")
st.text_input("What do you weigh?")
