"""What whoever presents finds while answers of somebody real are on screen: that they are, and the way to the next person."""

import streamlit as st

from bonecheck.ui import check, icons
from bonecheck.ui.session import answers, kept, place
from bonecheck.words.interface import text


def shows_real_answers() -> bool:
    """Whether an audience may be looking at the answers of somebody real."""
    return place.presenting() and kept.open_sample_key() is None and answers.has_own_answers()


def real_answers() -> None:
    """That they are real."""
    st.markdown(f"{icons.REAL} **{text('frame.real_answers')}**", width="stretch")


def next_person() -> None:
    """The way on to the next person, who must not find the answers; it asks once, as all deleting does."""
    with st.popover(text("frame.next_person"), key="next_person", icon=icons.NEXT_PERSON, type="tertiary"):
        st.markdown(text("frame.next_person_asks"))
        if st.button(text("frame.delete_now"), key="next_person_now", icon=icons.DELETE):
            kept.next_person()
            st.switch_page(check.file_of(check.ABOUT))
