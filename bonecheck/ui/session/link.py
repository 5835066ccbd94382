"""What the address of a page tells: which made-up person or class is open, at which step, and what is supposed of them.
Never anything of a real person.
"""

import streamlit as st

from bonecheck.answers.samples import samples
from bonecheck.ui.session import classes, kept, levers
from bonecheck.ui.session.keys import PAGE, RUNS
from bonecheck.ui.session.place import present_by_link, presenting, step
from bonecheck.words.step import STEPS

CLIENT, AT_STEP, SUPPOSED = "client", "step", "what_if"
NAMES = (CLIENT, AT_STEP, SUPPOSED, classes.NAME)
WHAT_IF_PAGE = "what-if"


def follow(page: str) -> None:
    """Opens whom the address names, where a page is opened: by a link, by loading it anew, or by Back of the browser.

    One's own answers wait untouched behind whoever is opened. What is not known here is ignored. While a page stays open
    nobody but we change its address, and with a quick click the last but one comes back.
    """
    if st.session_state.get(PAGE) == page:
        return
    client = st.query_params.get(CLIENT)
    if classes.is_named(page):
        classes.open_demo(in_room=AT_STEP in st.query_params)
    elif client not in {person.key for person in samples()}:
        return
    elif client != kept.open_sample_key():
        kept.open_sample(client)
    if (asked := st.query_params.get(AT_STEP)) is not None:
        present_by_link(_step(asked))
    if page == WHAT_IF_PAGE and SUPPOSED in st.query_params:
        levers.take(st.query_params[SUPPOSED])


def _step(asked: str) -> int:
    """The step that is asked for; else the last or the first one: what is meant for the stage is never shown off it."""
    try:
        number = int(asked)
    except ValueError:
        number = 1
    return min(max(number, 1), len(STEPS)) - 1


def asked_for() -> dict[str, str]:
    """What stands in the address: nothing at all but with somebody made up; then the step while presenting, and on What if
    the levers that are moved.
    """
    key = kept.open_sample_key()
    if classes.is_open_page():
        told = {classes.NAME: classes.DEMO} if classes.is_demo() else {}
    else:
        told = {} if key is None else {CLIENT: key}
    if not told:
        return {}
    if presenting():
        told[AT_STEP] = str(step() + 1)
    if st.session_state.get(PAGE) == WHAT_IF_PAGE and (moved := levers.in_short()):
        told[SUPPOSED] = moved
    return told


def count_run() -> int:
    """Which run of this visit it is."""
    runs: int = st.session_state.get(RUNS, 0) + 1
    st.session_state[RUNS] = runs
    return runs
