"""The language of a visit, for everything that is drawn or made in it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import ParamSpec, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from bonecheck.ui.session.keys import LANGUAGE
from bonecheck.words.language import ENGLISH, ask_visit, language, speaking

P = ParamSpec("P")
T = TypeVar("T")


def language_of_visit() -> str:
    """The language that was chosen in the visit whose script, fragment or callback runs here; else English."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return ENGLISH
    chosen: str = st.session_state.get(LANGUAGE, ENGLISH)
    return chosen


def in_its_language() -> AbstractContextManager[None]:
    """For a whole run, so that not every text has to ask the visit."""
    return speaking(language_of_visit())


def made_later(make: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Callable[[], T]:
    """For a download that is made when it is asked for: then no session can be seen, so the language goes with it."""
    code = language()

    def made() -> T:
        with speaking(code):
            return make(*args, **kwargs)

    return made


ask_visit(language_of_visit)
