"""The levers of What if: moved, and no answer with them."""

from datetime import date

import streamlit as st

from bonecheck import Check
from bonecheck.compare.what_if import (
    Mark,
    Position,
    Settings,
    Start,
    mark_of,
    offered,
    position_of,
    positions,
    start_of,
)
from bonecheck.compare.what_if import supposed as what_if_check
from bonecheck.ui.session.answers import check, nothing_given, report, widget_key
from bonecheck.ui.session.keys import GENERATION, PUSHED, WHAT_IF


def changed_check() -> Check | None:
    """The open person with the levers of What if moved; None where none is."""
    if nothing_given():
        return None
    start = _start()
    return supposed(start) if what_if(start) else None


def _start() -> Start:
    judged, _ = check()
    return start_of(judged, report(judged))


def in_short() -> str:
    """The levers that are moved and where they stand, as one word: "falls:2,score:-2.5"."""
    if WHAT_IF not in st.session_state:
        return ""
    return ",".join(f"{key}:{_in_short(place)}" for key, place in what_if(_start()).items())


def take(short: str) -> None:
    """Moves the levers as `in_short` told it, and all others back; a lever or a place that there is not is left out."""
    move_levers_back()
    start = _start()
    here = offered(start)
    for key, _, told in (each.partition(":") for each in short.split(",")):
        there = positions(key, start) if key in here else ()
        if (place := next((place for place in there if _in_short(place) == told), None)) is not None:
            move_lever(key, place, start)


def _in_short(place: Position) -> str:
    return place if isinstance(place, str) else f"{place:g}"


def what_if(start: Start) -> Settings:
    """The levers that are moved, and where they stand. They are no answers: never saved, never part of the draft.

    A lever whose start has changed since, because the answer behind it did, is not moved any more, nor one that is not
    offered any more.
    """
    moved: dict[str, tuple[Position, Mark]] = st.session_state.get(WHAT_IF, {})
    here = offered(start)
    return {key: place for key, (place, mark) in moved.items() if key in here and mark == mark_of(key, start)}


def supposed(start: Start) -> Check:
    """The check of somebody with the levers moved."""
    return what_if_check(start, what_if(start), on=date.today())


def slider(key: str, position: Position) -> str:
    """Gives the slider of a lever its place before it is drawn, and returns the slider's key."""
    widget = _slider_key(key)
    if widget not in st.session_state:
        st.session_state[widget] = position
    return widget


def slid(key: str, start: Start) -> None:
    """Callback of a slider: notes where it stands."""
    _note_lever(key, st.session_state[_slider_key(key)], start)


def move_lever(key: str, position: Position, start: Start) -> None:
    """Callback of the buttons beside a slider.

    The slider becomes a new one: where only a piece of the page is drawn again, an old one keeps its old place in
    the browser.
    """
    _note_lever(key, position, start)
    st.session_state[f"{PUSHED}_{key}"] = st.session_state.get(f"{PUSHED}_{key}", 0) + 1


def move_levers_back() -> None:
    """Callback: every lever to its start."""
    st.session_state.pop(WHAT_IF, None)
    st.session_state[GENERATION] = st.session_state.get(GENERATION, 0) + 1


def _note_lever(key: str, position: Position, start: Start) -> None:
    """Keeps where a lever stands; at its start it is not moved."""
    moved = {other: place for other, place in st.session_state.get(WHAT_IF, {}).items() if other != key}
    if position != position_of(key, start):
        moved[key] = (position, mark_of(key, start))
    st.session_state[WHAT_IF] = moved


def _slider_key(key: str) -> str:
    return widget_key(f"what_if.{key}.{st.session_state.get(f'{PUSHED}_{key}', 0)}")
