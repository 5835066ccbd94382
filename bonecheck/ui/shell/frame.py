"""What stands around every page: the typeface, the sample badge, messages, and one's own answers at the foot."""

import base64
import re
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.proto.Html_pb2 import Html

from bonecheck import to_json
from bonecheck.ui import icons
from bonecheck.ui.session import answers, kept, place
from bonecheck.ui.session.audience import shows_real_answers
from bonecheck.ui.session.visit import made_later
from bonecheck.ui.shell import audience
from bonecheck.words import samples as sample_words
from bonecheck.words import stage
from bonecheck.words.interface import text
from bonecheck.words.language import message

_HERE = Path(__file__).parent
_FONT = re.compile(r"url\((fonts/[\w-]+\.woff2)\)")


@cache
def _style(*, presenting: bool) -> Html:
    """The page style: the frame, each page that has a sheet of its own, and large type while presenting.

    The typefaces stand in it as data: the fixed top level has no folder to serve them from.
    """
    pages = sorted(f"pages/{sheet.name}" for sheet in (_HERE / "pages").glob("*.css"))
    sheets = ("tokens.css", "frame.css", *pages, *(("presenter.css",) if presenting else ()), "print.css")
    rules = "".join((_HERE / sheet).read_text(encoding="utf-8") for sheet in sheets)
    return Html(body=f"<style>{_FONT.sub(_as_data, rules)}</style>")


def _as_data(font: re.Match[str]) -> str:
    data = base64.b64encode((_HERE / font[1]).read_bytes()).decode()
    return f"url(data:font/woff2;base64,{data})"


def style() -> None:
    """Typeface and layout. `st.html` would search all of it, with the typefaces, at every run; it ends at the same place."""
    st._event._enqueue("html", _style(presenting=place.presenting()))


def note(beside: str) -> None:
    """The message about this piece of the page, if there is one."""
    if (found := kept.take_note(beside)) is not None:
        (st.error if found.is_problem else st.success)(found.text)


def head(*, on_check: bool, for_coaches: bool, on_stage: bool) -> None:
    """Above the page: which sample person is open, and how to fill in one's own on the pages of the check; on the page
    for coaches, and while presenting, the switch of presenter mode, or with real answers the way out that asks. Behind a
    sample they are left first: then that way out follows. Nobody else sees anything of it, nor does anybody on the stage,
    which has a line of its own.
    """
    if place.take_way_off():
        st.switch_page("pages/coach/coach.py")
    if on_stage:
        return
    key = kept.open_sample_key()
    switches = for_coaches or place.presenting()
    if key is None and not switches:
        return
    note("head")
    with st.container(key="sample_badge", horizontal=True, vertical_alignment="center", gap="small"):
        if key is not None:
            badge = message("sample_badge_on_check" if on_check else "sample_badge")
            shown = text("frame.sample", name=sample_words.name(key), badge=badge)
            st.markdown(f"{icons.PERSON} {shown}", width="stretch")
        if shows_real_answers():
            if not for_coaches:
                audience.real_answers()
            audience.next_person()
            audience.leave()
        elif switches and not (place.presenting() and answers.has_own_answers()):
            st.toggle(
                stage.text("words", "toggle"),
                value=place.presenting(),
                key=answers.widget_key("presenting"),
                on_change=place.present,
            )
        if key is not None:
            st.button(text("frame.leave"), key="leave_sample", help=message("sample_leave"), on_click=kept.leave_sample)


def foot() -> None:
    """Below the page: one line; behind it what this is for, and how to keep or delete one's answers."""
    with st.container(key="foot"):
        note("foot")
        _undo()
        fold = st.expander(text("frame.foot"), key=place.MORE, on_change="rerun", type="compact")
        if fold.open:
            with fold:
                st.markdown(message("intended_purpose"))
                if kept.open_sample_key() is None and answers.has_own_answers():
                    _keep_or_delete()


def _keep_or_delete() -> None:
    st.markdown(message("answers_kept_long" if kept.remembered() else "answers_kept"))
    st.checkbox(
        text("frame.remember"), value=kept.remembered(), key=answers.widget_key("remember"), on_change=kept.remember
    )
    with st.container(horizontal=True):
        st.download_button(
            text("frame.save"),
            data=made_later(to_json, answers.as_told()),
            file_name="bonecheck.json",
            mime="application/json",
            on_click="ignore",
            key="save_answers",
            icon=icons.SAVE,
        )
        if not kept.asks_to_delete():
            st.button(text("frame.delete"), key="forget", icon=icons.DELETE, on_click=_ask_to_delete)
    if kept.asks_to_delete():
        st.markdown(f"**{text('frame.delete_all')}**")
        with st.container(horizontal=True, key="delete_all"):
            # Where the finger just was stands the way back: a second tap deletes nothing.
            st.button(text("frame.keep"), key="keep_all", on_click=kept.ask_to_delete, args=(False,))
            st.button(text("frame.delete_now"), key="delete_now", icon=icons.DELETE, on_click=_forget)


def _ask_to_delete() -> None:
    kept.ask_to_delete(True)
    place.aim_at("delete_all")


def _forget() -> None:
    kept.forget()
    place.aim_at("undo")


def _undo() -> None:
    """After deleting: that it is done, and the way back."""
    if not kept.can_undo_delete():
        return
    st.success(message("deleted"))
    with st.container(horizontal=True, key="undo"):
        st.button(text("frame.undo"), key="undo_delete", icon=icons.UNDO, on_click=kept.undo_delete)
        st.button(text("frame.for_good"), key="forget_for_good", on_click=kept.forget_for_good)
