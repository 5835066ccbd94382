"""Draws findings and not-assessed outcomes as cards."""

from collections.abc import Iterable

import streamlit as st

from bonecheck import Concern, Finding, NotAssessed, Problem
from bonecheck.answers.questions import question_of
from bonecheck.evidence.library import citations
from bonecheck.ui.prose import literal
from bonecheck.ui.session import answers, place
from bonecheck.words import interface
from bonecheck.words.language import message, name
from bonecheck.words.outcomes import words
from bonecheck.words.problems import problem_words
from bonecheck.words.questions import label_of

PAGE_OF_PART = {
    "about_you": ("pages/check/about_you.py", "about_you", 0),
    "your_scan": ("pages/check/your_scan.py", "your_scan", 0),
    "scan_site": ("pages/check/your_scan.py", "your_scan", 0),
    "bones_and_falls": ("pages/check/risk_factors.py", "risk_factors", 0),
    "family_and_habits": ("pages/check/risk_factors.py", "risk_factors", 1),
    "conditions": ("pages/check/risk_factors.py", "risk_factors", 2),
    "medicines": ("pages/check/risk_factors.py", "risk_factors", 3),
    "moving": ("pages/check/lifestyle.py", "lifestyle", 0),
    "food": ("pages/check/lifestyle.py", "lifestyle", 1),
    "meals": ("pages/results/meals.py", "meals", 0),
    "plan": ("pages/results/plan.py", "plan", 0),
    "vitamin_d_and_drinks": ("pages/check/lifestyle.py", "lifestyle", 2),
}
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
    """What could not be judged, why, and a button to the question that would change it."""
    text = words(outcome)
    with st.container(key=f"open_{number}"):
        st.markdown(f"**{text.title}.** {text.plain}")
        if outcome.question is not None:
            link_to(outcome.question, f"open_{number}")


def unusable_answer(problem: Problem, number: int) -> None:
    """An answer that could not be used, with the way back to it."""
    with st.container(border=True, key=f"unusable_{number}"):
        st.markdown(f"**{label_of(problem.question)}**\n\n{literal(problem_words(problem, answers.units()))}")
        link_to(problem.question, f"unusable_{number}")


def link_to(answer_key: str, key: str, label: str = "") -> None:
    """A button that opens the page and part of a question and puts the focus on it."""
    file, page, part = PAGE_OF_PART[question_of(answer_key).part]
    label = label or message("go_to_question")
    if st.button(label, key=f"go_{key}", icon=":material/arrow_forward:", type="tertiary"):
        place.go_to_part(page, part)
        place.aim_at("lumbar_spine.vertebrae" if answer_key == "vertebrae" else answer_key)
        st.switch_page(file)
