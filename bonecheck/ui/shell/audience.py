"""What whoever presents finds while answers of somebody real are on screen: that they are, the way to the next person, and
the way out; and the curtain that is closed over them afterwards, and over what is too much for a wall.
"""

import streamlit as st

from bonecheck.ui import check, icons
from bonecheck.ui.session import kept, place
from bonecheck.ui.session.audience import is_behind_curtain, shows_real_answers
from bonecheck.words.interface import text

_MY_ANSWERS = "my-answers"
_RESULTS = {"results", "what-if", "plan", "meals"}  # the addresses of pages that show what came of one's own answers
_ANSWERS_SHOWN = "answers_shown"


def curtain(page: str) -> bool:
    """Draws the curtain in the place of a page that shows one's own answers, where it is closed. Whether it is.

    While presenting it is closed over the list of all answers alone, until they are asked for, and again on the next page.
    """
    if is_behind_curtain() and (page in _RESULTS | {_MY_ANSWERS} or place.screen_at(page) is not None):
        label = "frame.show_results" if page in _RESULTS else "frame.show_answers"
        _closed("frame.curtain", "frame.curtain_why", label)
        return True
    if page == _MY_ANSWERS and shows_real_answers() and not place.held(_ANSWERS_SHOWN, False):
        _closed("my_answers.title", "frame.curtain_in_room", "frame.show_answers")
        return True
    return False


def _closed(title: str, why: str, label: str) -> None:
    st.title(text(title), anchor=False)
    st.markdown(text(why))
    st.button(text(label), key="open_curtain", icon=icons.REAL, on_click=_open)


def _open() -> None:
    if place.presenting():
        place.held(_ANSWERS_SHOWN, True, hold=False)
    else:
        place.open_curtain()
    place.look_again()


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
