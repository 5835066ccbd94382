"""Puts focus and scroll on the heading, or on one question, when the page or its part changes."""

import re
from pathlib import Path

import streamlit as st

from bonecheck.ui.session import answers, place

_COMPONENT = st.components.v2.component(
    "bonecheck_focus",
    html="<span hidden>\n</span>",
    js=Path(__file__).with_name("focus.js").read_text(encoding="utf-8"),
)


def move(page: str) -> None:
    """Call once in app.py, after the page."""
    target = place.take_target()
    css = re.sub(r"[^a-zA-Z0-9_-]", "-", answers.first_widget_key(target)) if target else None
    token = f"{page}:{place.place(page.replace('-', '_'))}:{place.step()}"
    _COMPONENT(key="_focus", data={"token": token, "target": css}, height=1)
