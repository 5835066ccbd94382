"""Turns off Streamlit's old discovery of a `pages/` folder, which our fixed layout has.

Until `st.navigation` has run once in a server process, Streamlit looks pages up in that folder itself: a first
visit to /results then gets a "Page not found" dialog on top of the right page. Uses one private name of Streamlit.
"""

from streamlit.runtime.pages_manager import PagesManager


def is_on() -> bool:
    """Whether this process still looks pages up in the folder; st.navigation turns that off."""
    return bool(PagesManager.uses_pages_directory)


def turn_off() -> None:
    """Does beforehand what the first st.navigation would do."""
    PagesManager.uses_pages_directory = False
