"""Draws a class before a room: each step as large as the window, in the frame of presenter mode."""

import streamlit as st

from bonecheck.pictures import classroom as pictures
from bonecheck.ui import cards, icons, presenter
from bonecheck.ui.prose import JOINER
from bonecheck.ui.session import classes, place
from bonecheck.ui.tables import table
from bonecheck.words.classroom import ClassStep, class_steps, text
from bonecheck.words.interface import text as of_page
from bonecheck.words.stage import text as of_stage


def takes(page: str) -> bool:
    """Whether the stage stands in the place of this page: with a class of which somebody is in."""
    found = classes.opened() if page == place.CLASS_PAGE and place.presenting() else None
    return found is not None and found.in_room and bool(found.classroom().members)


def page(found: classes.Open) -> None:
    """One step: a line with what is for the presenter, its message, its picture, a few lines, and the way on."""
    classroom = found.classroom()
    told = class_steps(classroom)
    number = min(place.step(), len(told) - 1)
    step = told[number]
    with st.container(key="stage", gap=None):
        _bar(step, text("stage", "bar_demo" if found.is_demo else "bar", count=len(classroom.members)))
        with st.container(key=f"presenter_step_{step.key}", gap=None):
            st.title(step.message.replace("-", f"-{JOINER}"), anchor=False)
            with st.container(key="stage_picture", gap=None):
                st.markdown(pictures.drawn(step.picture), unsafe_allow_html=True)
            with st.container(key="presenter_points", gap=None):
                st.markdown("\n\n".join(step.points))
        presenter.ways(number, [text(each.key, "title") for each in told])
    presenter.keys()


def _bar(step: ClassStep, who: str) -> None:
    with st.container(key="stage_bar", horizontal=True, vertical_alignment="center", wrap=False, gap=None):
        st.markdown(f"**{of_page('frame.name')}**", width="content")
        st.caption(who)
        with st.container(key="stage_tools", horizontal=True, vertical_alignment="center", wrap=False, gap=None):
            label = text("stage", "table")
            with st.popover(label, key=f"class_table_{step.key}", icon=icons.SOURCES, type="tertiary"):
                _small_print(step)
            leave = of_stage("words", "leave")
            st.button(leave, key="leave_stage", icon=icons.LEAVE, type="tertiary", on_click=classes.leave_the_room)


def _small_print(step: ClassStep) -> None:
    for told in step.tables:
        table(step.message, list(told.heads), (list(row) for row in told.rows))
    for line in step.small_print:
        st.markdown(line)
    cards.show_sources(step.sources)
