"""What whoever presents finds while answers of somebody real are on screen: that they are, the way to the next person, and
the way out.
"""

import streamlit as st

from bonecheck.ui import check, icons
from bonecheck.ui.session import kept, place
from bonecheck.words.interface import text


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


def leave() -> None:
    """The way out of presenter mode, which asks once what is to become of the answers; both ways lead off them."""
    with st.popover(text("frame.leave"), key="leave_answers", icon=icons.LEAVE, type="tertiary"):
        st.markdown(text("frame.leave_asks"))
        st.button(text("frame.leave_delete"), key="leave_delete", icon=icons.DELETE, on_click=kept.delete_and_leave)
        st.button(text("frame.leave_keep"), key="leave_keep", on_click=place.leave_stage)
