"""The bare pages behind the same kind of entry as `bonecheck.ui.server`, with nothing added to it.

Run with `uvicorn benchmarks.bare.server:hello` from the folder of app.py, so that the settings are the same.
"""

from pathlib import Path

import streamlit as st

PAGES = Path(__file__).parent

hello = st.App(PAGES / "hello.py")
one_question = st.App(PAGES / "one_question.py")
one_chart = st.App(PAGES / "one_chart.py")
