"""The line on top of every page: the name as the way home, the four ways through the app, and the menu.

On a phone the four ways stand at the foot of the screen instead, where the thumb is; see frame.css.
"""

import streamlit as st

from bonecheck.ui import check, icons
from bonecheck.ui.session import place
from bonecheck.words.interface import text

WAYS = ("check", "results", "plan", "learn")
_MENU = (
    ("results/my_answers", icons.CHANGE),
    ("results/what_if", icons.WHAT_IF),
    ("results/meals", ":material/restaurant:"),
    ("learn/questions", icons.HELP),
    ("learn/check_yourself", ":material/task_alt:"),
    ("learn/worked_example", ":material/balance:"),
    ("coach/side_by_side", icons.COMPARE),
    ("coach/coach", icons.COACH),
    ("learn/evidence", icons.SOURCES),
)


def show(here: str) -> None:
    """Draws the line; `here` is the way on which the open page lies, if it lies on one."""
    files = {
        "check": check.file_of(place.last_screen() or check.ABOUT),
        "results": check.RESULTS,
        "plan": "pages/results/plan.py",
        "learn": "pages/learn/learn.py",
    }
    signs = {"check": icons.CHECK, "results": icons.RESULTS, "plan": icons.PLAN, "learn": icons.LEARN}
    with st.container(key="bar", horizontal=True, vertical_alignment="center", wrap=False, gap=None):
        st.page_link(check.START, label=text("frame.name"))
        with st.container(key=f"ways_{here or 'none'}", horizontal=True, wrap=False, gap=None):
            for way in WAYS:
                st.page_link(files[way], label=text(f"frame.{way}"), icon=signs[way])
        menu = st.popover(text("frame.menu"), key=place.MENU, on_change="rerun", type="tertiary")
        if menu.open:
            with menu:
                _menu()


def _menu() -> None:
    """All that is not on one of the four ways, or not at its beginning."""
    with st.container(key="menu_pages", gap=None):
        for file, sign in _MENU:
            st.page_link(f"pages/{file}.py", icon=sign)
        print_button("print_menu")
        with st.container(key="themes", horizontal=True, gap="xsmall"):
            for theme in ("Light", "Dark", "System"):  # as Streamlit names them; focus.js asks it for them
                st.button(text(f"frame.theme.{theme}"), key=f"theme_{theme}", type="tertiary")


def print_button(key: str) -> None:
    """Prints the page as it stands; its key begins with `print`, by which focus.js knows it."""
    st.button(text("frame.print"), key=key, icon=icons.PRINT, type="tertiary")
