"""What the scan report says; "no scan" is a full path."""

import streamlit as st

from bonecheck.ui import questions

st.caption("Step 2 of 4")
st.title("Your scan", anchor=False)
questions.ask_part("your_scan")
questions.ask_scan_sites()
questions.steps("your_scan", ["your_scan"], back="pages/check/about_you.py", forward="pages/check/risk_factors.py")
