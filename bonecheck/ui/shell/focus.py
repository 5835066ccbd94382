"""Puts focus and scroll on the heading, or on one question, when the page or its part changes."""

import re
from pathlib import Path

import streamlit as st

from bonecheck.answers.as_given import is_answer_key
from bonecheck.ui.session import answers, place
from bonecheck.words.interface import text

_COMPONENT = st.components.v2.component(
    "bonecheck_focus",
    html="<span hidden>\n</span>",
    js=Path(__file__).with_name("focus.js").read_text(encoding="utf-8"),
)


def move(page: str) -> None:
    """Call once in app.py, after the page."""
    target = place.take_target()
    css = re.sub(r"[^a-zA-Z0-9_-]", "-", _key_of(target)) if target else None
    token = f"{page}:{place.looked()}:{place.step()}"
    _COMPONENT(
        key="_focus", data={"token": token, "target": css, "aims": place.aims(), "ways": text("frame.ways")}, height=1
    )


def _key_of(target: str) -> str:
    """The key of what is to have the focus: a box as it is called, a question by its first widget."""
    return answers.first_widget_key(target) if is_answer_key(target) else target
