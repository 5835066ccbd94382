"""Draws the twelve weeks of exercise: a line for each stage, the moves as drawings, and what to leave out."""

import streamlit as st

from bonecheck.plan.programme import Programme, programme
from bonecheck.plan.types import Plan
from bonecheck.ui import cards, learn
from bonecheck.ui.checklist import line, points, to_open_answers
from bonecheck.ui.pictures import moves
from bonecheck.ui.session import answers
from bonecheck.words import programme as words

HOW_TO_TRAIN = "how_to_train"


def weeks(plan: Plan) -> None:
    """The programme of this person's level, or why it waits; nothing at a sign that needs care now."""
    found = programme(plan, answers.check()[0].person)
    if found.data is None:
        if said := words.waits(found):
            st.header(words.text("title"), anchor=False)
            st.markdown(said)
        return
    st.header(words.text("title"), anchor=False)
    st.markdown(f"**{words.column_text(found, 'title')}.** {words.column_text(found, 'lead')}")
    to_open_answers(plan)
    with st.container(key="lines_weeks", gap=None):
        for number, stage in enumerate(found.data.stages):
            _stage(found, number, words.weeks(stage))
        _moves(found)
    if fold := cards.fold("weeks_sources", words.text("sources")):
        with fold:
            _sources(found)


def _stage(found: Programme, number: int, title: str) -> None:
    """One stage as a line that opens in place."""
    if fold := line(f"weeks_{number}", title, "event_repeat", words.in_short(found, number)):
        with fold:
            st.markdown("\n".join(f"- **{told.kind}.** {told.text}" for told in words.lines(found, number)))
            _rules(found)


def _rules(found: Programme) -> None:
    """What is left out, what always holds, and that this treats nothing: wherever somebody is about to train."""
    st.markdown(
        f"**{words.text('leave_out')}.** {' '.join(words.leave_out(found))}\n\n"
        f"**{words.text('rules')}.** {' '.join(words.rules())} {words.text('note')}"
    )


def _moves(found: Programme) -> None:
    """Each move as a drawing with its words; drawn only while the fold is open."""
    drawn = words.moves(found)
    if fold := line("moves", words.text("moves"), "exercise", words.text("drawn", count=len(drawn))):
        with fold, st.container(key="moves_drawn"):
            _rules(found)
            for move in drawn:
                _move(move)
            learn.more(HOW_TO_TRAIN)


def _move(move: words.MoveWords) -> None:
    with st.container(key=f"move_{move.key}", gap="small"):
        st.subheader(move.title, anchor=False)
        st.markdown(moves.svg(move.key, move.drawn), unsafe_allow_html=True)
        st.markdown(f"{move.how} {move.careful}")


def _sources(found: Programme) -> None:
    st.markdown(words.text("sure"))
    for number, stage in enumerate(found.data.stages if found.data else ()):
        points(words.weeks(stage), (f"{told.kind}: {told.certainty}" for told in words.lines(found, number)))
    cards.show_sources(words.sources(found))
