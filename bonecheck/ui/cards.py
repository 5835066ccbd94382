"""Draws findings and not-assessed outcomes as cards."""

from collections.abc import Iterable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from bonecheck import Concern, Finding, NotAssessed, Problem
from bonecheck.answers.as_given import REGIONS, SCORES
from bonecheck.answers.fronts import fronts
from bonecheck.evidence.library import citations
from bonecheck.ui import questions
from bonecheck.ui.session import place
from bonecheck.words import interface
from bonecheck.words.language import message, name
from bonecheck.words.lead import is_never_cut
from bonecheck.words.outcomes import first_sentence, words
from bonecheck.words.questions import label_of

_ICON = {Concern.WORTH_DISCUSSING: "chat", Concern.SEE_A_CLINICIAN: "stethoscope", Concern.GET_CARE_NOW: "emergency"}


def nothing_yet(title: str, why: str) -> None:
    """What stands on a page before the first answer, and where to begin."""
    st.title(title, anchor=False)
    st.markdown(why)
    st.page_link("pages/check/about_you.py", label=message("begin_check"), icon=":material/arrow_forward:")


def finding(outcome: Finding, number: int) -> None:
    """A finding: what the reader does next, what it is, in plain words; the clinical line and sources beneath."""
    text = words(outcome)
    with st.container(border=outcome.concern is not Concern.NONE_FOUND, key=f"card_{number}_{outcome.key}"):
        if (icon := _ICON.get(outcome.concern)) is not None:
            st.markdown(f":material/{icon}: **{name('next_step', outcome.concern.name.lower())}**")
        st.subheader(text.title, anchor=False)
        st.markdown(text.plain)
        details(text.clinical, outcome.sources)


def in_short(outcome: Finding, number: int) -> None:
    """A finding in two lines: what it is, and its first sentence; in full where the rest must not be missed."""
    text = words(outcome)
    with st.container(key=f"card_{number}_{outcome.key}", gap=None):
        st.markdown(f":material/{_ICON.get(outcome.concern, 'info')}: **{text.title}**")
        st.markdown(text.plain if is_never_cut(outcome) else first_sentence(text.plain))


def fold(key: str, label: str, *, icon: str = "") -> DeltaGenerator | None:
    """A fold whose body is drawn once it is open; None while it is closed. Its label must not change while a page is open.

    A quiet one, but with an `icon`, which stands in a list of lines.
    """
    box = st.expander(label, key=key, icon=icon or None, on_change="rerun", type="default" if icon else "compact")
    return box if box.open else None


def details(clinical: str, sources: tuple[str, ...]) -> None:
    """For the doctor, and where it comes from; folded."""
    with st.expander(message("for_your_doctor"), type="compact"):
        st.markdown(clinical)
        show_sources(sources)


def show_sources(keys: Iterable[str]) -> None:
    """Where something comes from, one line each."""
    for key in keys:
        citation = citations()[key]
        place = "source.cited_with_link" if citation.link else "source.cited"
        st.markdown(f"- {interface.text(place, source=citation.text, link=citation.link)}")


def not_assessed(outcome: NotAssessed, number: int) -> None:
    """What could not be judged, why, and the question that would change it."""
    text = words(outcome)
    with st.container(key=f"open_{number}"):
        st.markdown(f"**{text.title}.** {text.plain}")
        if outcome.question is not None:
            answer_here(outcome.question, f"open_{number}")


def unusable_answer(problem: Problem, number: int) -> None:
    """An answer that could not be used, with its question."""
    with st.container(border=True, key=f"unusable_{number}"):
        ask_once(problem.question, f"unusable_{number}")


def answer_here(answer_key: str, at: str, label: str = "", *, is_missed: bool = True) -> None:
    """A fold with the question itself, to be answered where its answer is missed; its body is drawn once it is open.

    A question has one place on a page: where it is missed twice, the second place says so. One that is missed no more
    stays in its place, and is not spoken of in others.
    """
    key = _seen(answer_key)
    if _has_its_place(key, at, says=is_missed) and (box := fold(f"answer_{at}", label or label_of(key))):
        with box:
            questions.ask_with_what_is_behind(key)


def ask_once(answer_key: str, at: str) -> None:
    """A question in sight, with what it opens, by the same rule of one place on a page."""
    key = _seen(answer_key)
    if _has_its_place(key, at):
        questions.ask_with_what_is_behind(key)


def _seen(answer_key: str) -> str:
    """The question that a person sees where this answer is wanted: itself, or the one in front of it."""
    return "vertebrae" if answer_key == "lumbar_spine.vertebrae" else fronts().get(answer_key, answer_key)


def _has_its_place(key: str, at: str, *, says: bool = True) -> bool:
    """Whether a question has its one place on this page here; else, where wanted, it is said that it stands above."""
    is_here = all([place.is_asked_at(each, at) for each in _places(key)])
    if not is_here and says:
        st.markdown(message("asked_above", question=label_of(key)))
    return is_here


def _places(key: str) -> tuple[str, ...]:
    """What a question takes up on a page: a number of the scan comes with all numbers of its site."""
    if key in SCORES:
        return questions.score_rows()
    region = key.partition(".")[0]
    return (region,) if region in REGIONS else (key,)
