"""Who is taking the check. Shows no scores."""

import streamlit as st

from bonecheck.ui import questions

st.caption("Step 1 of 4")
st.title("About you", anchor=False)
questions.units()
questions.ask_part("about_you")
questions.steps("about_you", ["about_you"], back="pages/check/start.py", forward="pages/check/your_scan.py")
