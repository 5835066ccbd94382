"""What the pages are called, in links and in the tab of the browser."""

from collections.abc import Callable

import streamlit as st

from bonecheck.ui.session.keys import PAGES
from bonecheck.words.interface import text
from bonecheck.words.language import language

Pages = dict[str, list[st.Page]]


def page(file: str, address: str, *, default: bool = False) -> st.Page:
    """A page. Its title stands in the texts under its address, which must never change with the language."""
    return st.Page(f"pages/{file}.py", title=text(f"menu.{address}"), url_path=address, default=default)


def of_visit(make: Callable[[], Pages]) -> Pages:
    """The pages, made once in a visit for each language: Streamlit looks for the file of each one that is made."""
    made: dict[str, Pages] = st.session_state.setdefault(PAGES, {})
    if language() not in made:
        made[language()] = make()
    return made[language()]


def tab_title(opened: st.Page) -> str:
    """What stands in the tab of the browser."""
    return text("menu.tab", page=opened.title) if opened.url_path else text("menu.tab_start")
