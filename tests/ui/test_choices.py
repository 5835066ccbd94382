"""A row of choices of which one is always taken."""

from types import MappingProxyType

import streamlit as st

from bonecheck.ui import choices


def test_a_choice_that_is_lost_while_its_row_is_drawn_falls_back_and_is_not_written(monkeypatch):
    """Two quick runs of a page can leave the row without a choice; Streamlit lets nobody write it once it is drawn."""
    state = {"risk_view": "words"}
    monkeypatch.setattr(st, "session_state", state)

    def lost(*_, **__):
        monkeypatch.setattr(st, "session_state", MappingProxyType({"risk_view": None}))

    monkeypatch.setattr(st, "segmented_control", lost)
    assert choices.one_of("risk_view", {"bars": "Bars", "words": "Words"}) == "bars"
    assert state["risk_view"] == "words"
