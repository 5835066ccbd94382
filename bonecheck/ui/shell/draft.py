"""Keeps the answers in the person's own browser, so that a refresh or a new server loses nothing."""

from pathlib import Path

import streamlit as st

from bonecheck.ui.session import kept

_KEY = "_draft"
_COMPONENT = st.components.v2.component(
    "bonecheck_draft",
    html="<span hidden>\n</span>",
    js=Path(__file__).with_name("draft.js").read_text(encoding="utf-8"),
)


def sync(*, reload: bool = False) -> bool:
    """Restores the draft in the first run of a session, and hands the newest one down in every later run.

    Call once in app.py, before the page. False while the browser has not answered yet: draw nothing then.
    With `reload` the browser loads the page again instead of answering.
    """
    restored = kept.is_restored()
    _COMPONENT(
        key=_KEY,
        data={
            **(kept.draft() if restored else {}),
            "ask": not restored,
            "reload": reload,
            "session": kept.session_token(),
        },
        on_restored_change=lambda: kept.restore_from(_KEY),
        on_reconnected_change=lambda: None,
        on_forgotten_change=kept.no_longer_remember,
        height=1,
    )
    return restored
