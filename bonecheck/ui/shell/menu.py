"""What the pages are called, in links and in the tab of the browser."""

import streamlit as st

from bonecheck.words.interface import text


def page(file: str, address: str, *, default: bool = False) -> st.Page:
    """A page. Its title stands in the texts under its address, which must never change with the language."""
    return st.Page(f"pages/{file}.py", title=text(f"menu.{address}"), url_path=address, default=default)


def tab_title(opened: st.Page) -> str:
    """What stands in the tab of the browser."""
    return text("menu.tab", page=opened.title) if opened.url_path else text("menu.tab_start")
