"""Draws the page for coaches."""

import streamlit as st

from bonecheck.answers.samples import Sample, samples
from bonecheck.ui import presenter
from bonecheck.ui.session import kept
from bonecheck.words import samples as sample_words
from bonecheck.words.language import filled, texts


def page() -> None:
    """The whole page."""
    words = texts("coach.toml")
    st.title(words["title"], anchor=False)
    st.markdown(words["intro"])
    st.markdown(words["presenter"])
    presenter.all_notes()
    with st.container(border=True, key="coach_example"):
        st.subheader(words["example_title"], anchor=False)
        st.markdown(words["example_intro"])
        st.page_link("pages/learn/worked_example.py", label=words["example_link"], icon=":material/balance:")
        st.page_link("pages/coach/side_by_side.py", label=words["side_by_side_link"], icon=":material/compare_arrows:")
    st.header(words["clients_title"], anchor=False)
    st.markdown(words["clients_intro"])
    for person in samples():
        _client(person)
    st.header(words["role_title"], anchor=False)
    st.markdown("\n".join(f"- {line}" for line in words["role"]))


def _client(person: Sample) -> None:
    """One sample client; one tap shows their results."""
    words = texts("coach.toml")
    with st.container(border=True, key=f"client_{person.key}"):
        st.subheader(sample_words.name(person.key), anchor=False)
        st.markdown(sample_words.story(person.key))
        st.caption(filled(words["teaches"], teaches=sample_words.teaches(person.key)))
        if st.button(filled(words["open"], name=sample_words.first_name(person.key)), key=f"client_open_{person.key}"):
            kept.open_sample(person.key)
            st.switch_page("pages/results/results.py")
