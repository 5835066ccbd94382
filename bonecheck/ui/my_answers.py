"""Every answer on one page, each with the way to change it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from bonecheck.answers.as_given import REGIONS, SCORES, regions_of
from bonecheck.answers.fronts import is_shown
from bonecheck.answers.questions import Question, RawAnswer, questions
from bonecheck.ui import cards, check
from bonecheck.ui import questions as asked
from bonecheck.ui.prose import literal
from bonecheck.ui.session import answers, place
from bonecheck.ui.session.place import SCREENS
from bonecheck.words.interface import text
from bonecheck.words.language import capital, name
from bonecheck.words.questions import item_of, label_of
from bonecheck.words.side_by_side import answer_words

_OUTSIDE = ("report_details", "sharper", "row")  # asked elsewhere in the app; here each in a fold of its own


def page() -> None:
    """The answers of the check, one line each; then in folds what is asked outside of it."""
    st.title(text("my_answers.title"), anchor=False)
    st.markdown(text("my_answers.intro"))
    asked.units()
    for part in SCREENS:
        shown = [q for q in questions().values() if q.part == part and is_shown(q, answers.answers())]
        if not shown:
            continue
        with st.container(key=f"mine_part_{part}"):
            st.header(name("part", part), anchor=False)
            if part == check.SCAN:
                _scan()
            for question in shown:
                if fold := _fold(f"mine_{question.key}", label_of(question.key), _said(question)):
                    with fold:
                        asked.ask(question)
    for part in _OUTSIDE:
        fold = st.expander(name("part", part), key=f"mine_{part}", on_change="rerun")
        if fold.open:
            with fold:
                asked.ask_part(part)


def _scan() -> None:
    """One line for each place of the report, with all its numbers."""
    for region in (each for each in regions_of(answers.answers()) if each in REGIONS):
        given = {score: answers.answers().get(f"{region}.{score}") for score in SCORES}
        told = [f"{label_of(score)} {_words(score, number)}" for score, number in given.items() if number is not None]
        if fold := _fold(f"mine_{region}", capital(name("region", region)), ", ".join(told)):
            with fold:
                asked.ask_with_what_is_behind(f"{region}.t_score")


def _said(question: Question) -> str:
    """The answer in words; empty where there is none."""
    if question.kind == "counts":
        items = {item: answers.answers().get(f"{question.key}.{item}") for item in question.item_keys}
        return ", ".join(f"{item_of(question, item)}: {_words(question.key, n)}" for item, n in items.items() if n)
    given = answers.given(question.key)
    return "" if given is None else _words(question.key, given)


def _words(key: str, given: RawAnswer) -> str:
    return literal(answer_words(key, given, answers.units()))


def _fold(key: str, label: str, said: str) -> DeltaGenerator | None:
    """A line with a question and its answer. Its name stays while it is open: under a new one it would close."""
    line = f"{label} **{said or text('my_answers.none')}**"
    return cards.fold(key, place.held(f"line_{key}", line, hold=bool(st.session_state.get(key))))
