"""What whoever presents finds on top of every page: the next client, and with real answers on screen the next person."""

import streamlit as st

from bonecheck.ui import check, icons
from bonecheck.ui.session import answers, kept, place
from bonecheck.words import presenter
from bonecheck.words.interface import text


def next_client() -> None:
    """Who follows on the wall, without a way over it: the stage stays."""
    label = presenter.text("words", "next_client")
    st.button(label, key="next_client", icon=icons.NEXT_CLIENT, on_click=kept.open_next_sample)


def shows_real_answers() -> bool:
    """Whether an audience may be looking at the answers of somebody real."""
    return place.presenting() and kept.open_sample_key() is None and answers.has_own_answers()


def real_answers() -> None:
    """That they are real, and the way on to the next person, who must not find them; it asks once, as all deleting does."""
    st.markdown(f"{icons.REAL} **{text('frame.real_answers')}**", width="stretch")
    if not kept.asks_for_next_person():
        st.button(text("frame.next_person"), key="next_person", icon=icons.NEXT_PERSON, on_click=_ask)
        return
    with st.container(key="next_person_asks", horizontal=True, vertical_alignment="center", width="content"):
        st.markdown(text("frame.next_person_asks"), width="content")
        if st.button(text("frame.delete_now"), key="next_person_now", icon=icons.DELETE):
            kept.next_person()
            st.switch_page(check.file_of(check.ABOUT))
        # Where the finger just was stands the way back: a second tap deletes nothing.
        st.button(text("frame.keep"), key="next_person_keep", on_click=kept.ask_for_next_person, args=(False,))


def _ask() -> None:
    kept.ask_for_next_person()
    place.aim_at("next_person_keep")
