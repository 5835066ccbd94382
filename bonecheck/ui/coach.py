"""Draws the page for coaches: a wall of sample clients, and what else helps to show the app to others."""

from datetime import date
from html import escape

import streamlit as st

from bonecheck.answers.samples import Sample, marks, samples
from bonecheck.ui import check, choices, icons, presenter
from bonecheck.ui.pictures import charts
from bonecheck.ui.session import kept, place, wall
from bonecheck.words import samples as sample_words
from bonecheck.words.language import filled, texts


def page() -> None:
    """The whole page, or the notes alone where the address asks for them."""
    words = texts("coach.toml")
    if presenter.NOTES in st.query_params:
        st.title(words["notes_title"], anchor=False)
        presenter.notes_in_full()
        st.header(words["for_coach"], anchor=False)
        _lessons(samples())
        return
    st.title(words["title"], anchor=False)
    if not place.presenting():
        with st.container(key="coach_intro", gap=None):
            st.markdown(f"{words['intro']} {words['presenter']}")
    st.page_link("pages/coach/classroom.py", label=words["class_link"], icon=icons.COACH)
    choices.pill(wall.FILTER, {mark: words["filters"][mark] for mark in wall.to_look_for()})
    with st.container(key="client_wall", gap=None):
        for person in wall.shown():
            _client(person)
    with st.container(key="coach_text"):
        if not place.presenting():
            with st.expander(words["for_coach"]):
                _lessons(wall.shown())
        st.header(words["role_title"], anchor=False)
        st.markdown("\n".join(f"- {line}" for line in words["role"]))
        presenter.all_notes()
        st.markdown(presenter.notes_link())
        with st.container(border=True, key="coach_example"):
            st.subheader(words["example_title"], anchor=False)
            st.markdown(words["example_intro"])
            st.page_link("pages/learn/worked_example.py", label=words["example_link"], icon=":material/balance:")
            st.page_link(
                "pages/coach/side_by_side.py", label=words["side_by_side_link"], icon=":material/compare_arrows:"
            )


def _client(person: Sample) -> None:
    """One sample client. The whole card is a button with their name, which shows their results."""
    with st.container(key=f"client_card_{person.key}", gap=None):
        if st.button(sample_words.name(person.key), key=f"client_open_{person.key}", type="tertiary"):
            kept.open_sample(person.key)
            st.switch_page(check.RESULTS)
        st.markdown(_about(person), unsafe_allow_html=True)


def _about(person: Sample) -> str:
    """The line, the story and the chips of a client."""
    words = texts("coach.toml")
    line = charts.small(person.key, date.today()) or f'<div class="no-line">{escape(words["no_scan"])}</div>'
    chips = "".join(f"<li>{escape(chip)}</li>" for chip in _chips(person))
    listed = f'<ul class="chips">{chips}</ul>' if chips else ""
    return f'<div class="client">{line}<p>{escape(sample_words.story(person.key))}</p>{listed}</div>'


def _chips(person: Sample) -> list[str]:
    beside = "" if person.beside is None else sample_words.first_name(person.beside)
    chips = texts("coach.toml")["chips"]
    return [filled(chips[mark], beside=beside) for mark in marks(person)]


def _lessons(people: tuple[Sample, ...]) -> None:
    """What each client is made for: the punch lines, which an audience must not read beforehand."""
    words = texts("coach.toml")
    lessons = ((sample_words.first_name(each.key), sample_words.teaches(each.key)) for each in people)
    st.markdown("\n".join(f"- {filled(words['teaches'], name=name, teaches=said)}" for name, said in lessons))
