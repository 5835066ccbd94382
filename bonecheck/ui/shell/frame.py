"""What stands around every page: the typeface, the sample badge, messages, and one's own answers at the foot."""

import base64
from functools import cache
from pathlib import Path

import streamlit as st

from bonecheck import to_json
from bonecheck.ui.session import answers, kept, place
from bonecheck.ui.session.visit import made_later
from bonecheck.words import presenter
from bonecheck.words import samples as sample_words
from bonecheck.words.interface import text
from bonecheck.words.language import message

_HERE = Path(__file__).parent


@cache
def _style(*, presenting: bool) -> str:
    """The page style: the frame, each page that has a sheet of its own, and large type while presenting.

    The typeface stands in it as data: the fixed top level has no folder to serve it from.
    """
    faces = []
    for weight in (400, 700):
        font = (_HERE / "fonts" / f"atkinson-hyperlegible-latin-{weight}-normal.woff2").read_bytes()
        source = f"url(data:font/woff2;base64,{base64.b64encode(font).decode()}) format('woff2')"
        faces.append(
            "@font-face{font-family:'Atkinson Hyperlegible';font-style:normal;font-display:swap;"
            f"font-weight:{weight};src:{source}}}"
        )
    pages = sorted((_HERE / "pages").glob("*.css"))
    sheets = [_HERE / "frame.css", *pages, *([_HERE / "presenter.css"] if presenting else [])]
    rules = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    return f"<style>{''.join(faces)}{rules}</style>"


def style() -> None:
    """Typeface and layout."""
    st.html(_style(presenting=place.presenting()))


def note(beside: str) -> None:
    """The message about this piece of the page, if there is one."""
    if (found := kept.take_note(beside)) is not None:
        (st.error if found.is_problem else st.success)(found.text)


def head(*, on_check: bool, for_coaches: bool) -> None:
    """Above the page: which sample person is open, how to fill in one's own on the pages of the check, and the switch
    of presenter mode, for those who show the app to others.
    """
    if place.take_curtain():
        st.switch_page("pages/coach/coach.py")
    badge = "sample_badge_on_check" if on_check else "sample_badge"
    key = kept.open_sample_key()
    if key is None and not (for_coaches or place.presenting()):
        return
    with st.container(key="sample_badge", horizontal=True, vertical_alignment="center", gap="small"):
        if key is not None:
            shown = text("frame.sample", name=sample_words.name(key), badge=message(badge))
            st.markdown(f":material/person: {shown}", width="stretch")
        st.toggle(
            presenter.text("words", "toggle"),
            value=place.presenting(),
            key=answers.widget_key("presenting"),
            on_change=place.present,
        )
        if key is not None:
            st.button(text("frame.leave"), key="leave_sample", help=message("sample_leave"), on_click=kept.leave_sample)


def foot() -> None:
    """Below the page: what happens to one's answers, and how to keep or delete them."""
    st.divider()
    with st.container(key="foot"):
        note("foot")
        if kept.open_sample_key() is None and answers.has_own_answers():
            st.markdown(text("frame.your_answers"))
            st.caption(message("answers_kept_long" if kept.remembered() else "answers_kept"))
            with st.container(horizontal=True):
                st.download_button(
                    text("frame.save"),
                    data=made_later(to_json, answers.check()[0]),
                    file_name="bonecheck.json",
                    mime="application/json",
                    on_click="ignore",
                    key="save_answers",
                )
                st.button(text("frame.delete"), key="forget", on_click=kept.forget)
            st.checkbox(
                text("frame.remember"),
                value=kept.remembered(),
                key=answers.widget_key("remember"),
                on_change=kept.remember,
            )
        st.caption(message("intended_purpose"))
