"""What the address of a page tells: which made-up person or class is open, at which step, and what is supposed of them.
Never anything of a real person.
"""

import streamlit as st

from bonecheck.answers.samples import samples
from bonecheck.ui.session import classes, kept, levers
from bonecheck.ui.session.keys import PAGE, PRESENTING, RUNS, STEP
from bonecheck.ui.session.place import CLASS_PAGE, presenting, step
from bonecheck.words.step import STEPS

CLIENT, AT_STEP, SUPPOSED, A_CLASS = "client", "step", "what_if", "class"
NAMES = (CLIENT, AT_STEP, SUPPOSED, A_CLASS)
WHAT_IF_PAGE = "what-if"


def follow(page: str) -> None:
    """Opens whom the address names, where a page is opened: by a link, by loading it anew, or by Back of the browser.

    One's own answers wait untouched behind whoever is opened. What is not known here is ignored. While a page stays open
    nobody but we change its address, and with a quick click the last but one comes back.
    """
    if st.session_state.get(PAGE) == page:
        return
    if page == CLASS_PAGE and st.query_params.get(A_CLASS) == classes.DEMO:
        classes.open_demo()
        _go_to_step()
        return
    client = st.query_params.get(CLIENT)
    if client not in {person.key for person in samples()}:
        return
    if client != kept.open_sample_key():
        kept.open_sample(client)
    _go_to_step()
    if page == WHAT_IF_PAGE and SUPPOSED in st.query_params:
        levers.take(st.query_params[SUPPOSED])


def _go_to_step() -> None:
    asked = st.query_params.get(AT_STEP, "")
    if asked in {str(number) for number in range(1, len(STEPS) + 1)}:
        st.session_state[PRESENTING] = True
        st.session_state[STEP] = int(asked) - 1


def asked_for() -> dict[str, str]:
    """What stands in the address: nothing at all but with a made-up person; then the step while presenting, and on What if
    the levers that are moved.
    """
    if st.session_state.get(PAGE) == CLASS_PAGE:
        return _of_class()
    key = kept.open_sample_key()
    if key is None:
        return {}
    told = {CLIENT: key}
    if presenting():
        told[AT_STEP] = str(step() + 1)
    if st.session_state.get(PAGE) == WHAT_IF_PAGE and (moved := levers.in_short()):
        told[SUPPOSED] = moved
    return told


def _of_class() -> dict[str, str]:
    """The class of made-up people, and no other."""
    if not classes.is_demo():
        return {}
    return {A_CLASS: classes.DEMO, **({AT_STEP: str(step() + 1)} if presenting() else {})}


def count_run() -> int:
    """Which run of this visit it is."""
    runs: int = st.session_state.get(RUNS, 0) + 1
    st.session_state[RUNS] = runs
    return runs
