"""Puts focus and scroll on the heading, or on one box, when the page or its part changes."""

from pathlib import Path

import streamlit as st

from bonecheck.ui.session import place
from bonecheck.words.interface import text

_COMPONENT = st.components.v2.component(
    "bonecheck_focus",
    html="<span hidden>\n</span>",
    js=Path(__file__).with_name("focus.js").read_text(encoding="utf-8"),
)


def move(page: str) -> None:
    """Call once in app.py, after the page."""
    token = f"{page}:{place.looked()}:{place.step()}"
    data = {"token": token, "target": place.take_target(), "aims": place.aims(), "ways": text("frame.ways")}
    _COMPONENT(key="_focus", data=data, height=1)
