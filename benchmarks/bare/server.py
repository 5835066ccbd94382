"""The bare pages behind the same kind of entry as `bonecheck.ui.server`, with nothing added to it.

Run with `uvicorn benchmarks.bare.server:hello` from the folder of app.py, so that the settings are the same.
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st

PAGES = Path(__file__).parent


@asynccontextmanager
async def _lifespan(_app: Any) -> AsyncIterator[None]:
    logging.getLogger("uvicorn.access").disabled = True  # as in bonecheck; it costs a line for each file
    yield


hello = st.App(PAGES / "hello.py", lifespan=_lifespan)
one_question = st.App(PAGES / "one_question.py", lifespan=_lifespan)
one_chart = st.App(PAGES / "one_chart.py", lifespan=_lifespan)
one_slider = st.App(PAGES / "one_slider.py", lifespan=_lifespan)
