"""Draws the pieces of the first page."""

import streamlit as st

from bonecheck.answers.samples import samples
from bonecheck.ui.session import answers, kept
from bonecheck.ui.shell import frame
from bonecheck.words import samples as sample_words
from bonecheck.words.interface import text
from bonecheck.words.language import message, prose


def promise() -> None:
    """The promise in two lines."""
    st.title(text("start.title"), anchor=False)
    st.markdown(prose("start_promise"))


def begin() -> None:
    """Begin, or go on where one left off."""
    started = answers.has_own_answers() and kept.open_sample_key() is None
    with st.container(horizontal=True):
        if st.button(text("start.go_on" if started else "start.begin"), key="begin", type="primary"):
            kept.leave_sample()
            st.switch_page("pages/check/about_you.py")
        if started and st.button(text("start.results"), key="see_results"):
            st.switch_page("pages/results/results.py")


def sample_people() -> None:
    """One card per sample person; one tap shows their results."""
    st.subheader(text("start.samples"), anchor=False)
    for person in (person for person in samples() if person.on_start):
        with st.container(border=True, key=f"sample_{person.key}"):
            st.markdown(f"**{sample_words.name(person.key)}.** {sample_words.story(person.key)}")
            if st.button(text("start.open_sample", name=sample_words.first_name(person.key)), key=f"open_{person.key}"):
                kept.open_sample(person.key)
                st.switch_page("pages/results/results.py")


def own_file() -> None:
    """Continue from a saved file."""
    st.subheader(text("start.file"), anchor=False)
    st.file_uploader(
        text("start.choose_file"),
        type=["json"],
        max_upload_size=1,
        key=answers.widget_key("file"),
        on_change=kept.load_uploaded,
    )
    frame.note("file")
    if kept.has_former_answers():
        st.button(message("former_answers"), key="bring_back", on_click=kept.bring_back)


def what_you_need() -> None:
    """What to have at hand, and what happens to the answers."""
    st.markdown(prose("start_need"))
