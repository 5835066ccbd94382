"""What stands around every page: the typeface, the sample badge, messages, and one's own answers at the foot."""

import base64
from functools import cache
from pathlib import Path

import streamlit as st

from bonecheck import to_json
from bonecheck.samples import sample
from bonecheck.ui import answers
from bonecheck.wording import message

_HERE = Path(__file__).parent


@cache
def _style() -> str:
    """The page style. The typeface stands in it as data: the fixed top level has no folder to serve it from."""
    faces = []
    for weight in (400, 700):
        font = (_HERE / "fonts" / f"atkinson-hyperlegible-latin-{weight}-normal.woff2").read_bytes()
        source = f"url(data:font/woff2;base64,{base64.b64encode(font).decode()}) format('woff2')"
        faces.append(
            "@font-face{font-family:'Atkinson Hyperlegible';font-style:normal;font-display:swap;"
            f"font-weight:{weight};src:{source}}}"
        )
    return f"<style>{''.join(faces)}{(_HERE / 'frame.css').read_text(encoding='utf-8')}</style>"


def style() -> None:
    """Typeface and layout."""
    st.html(_style())


def note(beside: str) -> None:
    """The message about this piece of the page, if there is one."""
    if (found := answers.take_note(beside)) is not None:
        (st.error if found.is_problem else st.success)(found.text)


def head(*, on_check: bool) -> None:
    """Above the page: which sample person is open, and on the pages of the check how to fill in one's own."""
    badge = "sample_badge_on_check" if on_check else "sample_badge"
    if (key := answers.open_sample_key()) is not None:
        with st.container(key="sample_badge", horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f":material/person: **Sample: {sample(key).name}.** {message(badge)}", width="stretch")
            st.button("Leave", key="leave_sample", help=message("sample_leave"), on_click=answers.leave_sample)


def foot() -> None:
    """Below the page: what happens to one's answers, and how to keep or delete them."""
    st.divider()
    with st.container(key="foot"):
        note("foot")
        if answers.open_sample_key() is None and answers.has_own_answers():
            st.markdown("**Your answers**")
            st.caption(message("answers_kept_long" if answers.remembered() else "answers_kept"))
            with st.container(horizontal=True):
                st.download_button(
                    "Save my answers as a file",
                    data=to_json(answers.check()[0]),
                    file_name="bonecheck.json",
                    mime="application/json",
                    on_click="ignore",
                    key="save_answers",
                )
                st.button("Delete my answers", key="forget", on_click=answers.forget)
            st.checkbox(
                "Remember my answers on this device for 30 days",
                value=answers.remembered(),
                key=answers.widget_key("remember"),
                on_change=answers.remember,
            )
        st.caption(message("intended_purpose"))
