"""Keeps the address of the page in step with whoever made-up is open, so that loading anew, Back and links work."""

from pathlib import Path

import streamlit as st

from bonecheck.ui.session import link

_COMPONENT = st.components.v2.component(
    "bonecheck_address",
    html="<span hidden>\n</span>",
    js=Path(__file__).with_name("address.js").read_text(encoding="utf-8"),
)


def keep(key: str = "_address") -> None:
    """Call once in app.py, after the page, and by another key in a piece of it that is drawn alone. `st.query_params` would
    make a step of Back out of every change.

    The number of the run has it written anew each time: a link within the app leads to an address that tells nothing.
    """
    data = {"names": list(link.NAMES), "told": link.asked_for(), "run": link.count_run()}
    _COMPONENT(key=key, data=data, height=1)
