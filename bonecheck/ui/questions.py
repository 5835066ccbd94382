"""Draws questions from `data/questions.toml` as widgets, with their problems beside them."""

from functools import partial
from pathlib import Path
from typing import Literal

import streamlit as st

from bonecheck import Problem
from bonecheck.answers.as_given import REGIONS, scores_of
from bonecheck.answers.questions import Question, question_of, questions
from bonecheck.answers.units import UnitSystem
from bonecheck.ui.prose import literal
from bonecheck.ui.session import answers, place
from bonecheck.words.interface import text
from bonecheck.words.language import capital, message, name
from bonecheck.words.problems import problem_words
from bonecheck.words.questions import heading_of, item_of, label_of, option_of, unit_of, why_of

STEPS = 4  # pages of the check
_WITH_EXAMPLE = {"height", "weight", "vitamin_d_level", "vitamin_d_dose"}  # quantities that show an answer to go by
_LONG_OPTION = 24  # characters; a choice with a longer option stands in a column, the others in a row


def ask_part(part: str) -> None:
    """Every question of a part that applies to this person."""
    problems = answers.check()[1]
    for question in questions().values():
        if question.part == part and question.applies(answers.answers()):
            ask(question, problems)


def ask(question: Question, problems: tuple[Problem, ...]) -> None:
    """One question: its widget, why we ask, and what is wrong with the answer."""
    with st.container(key=f"q_{question.key}"):
        if question.kind == "counts":
            _counts(question, problems)
            return
        if question.groups:
            _groups(question)
        else:
            _widget(question, question.key)
            st.caption(why_of(question))
        show_problems(question.key, problems)


def units() -> None:
    """The switch between metric and US units."""
    widget = answers.widget_key("units")
    st.segmented_control(
        text("check.units"),
        list(UnitSystem),
        format_func=lambda system: text(f"check.system.{system}"),
        default=answers.units(),
        required=True,
        key=widget,
        on_change=answers.switch_units,
    )


def ask_scan_sites() -> None:
    """The numbers of each chosen site."""
    problems = answers.check()[1]
    chosen = answers.answers().get("scan_regions")
    regions = [region for region in REGIONS if isinstance(chosen, list) and region in chosen]
    if not regions:
        return
    scores = scores_of(answers.answers())
    st.subheader(text("check.numbers"), anchor=False)
    st.caption("  \n".join(f"**{label_of(score)}**: {why_of(questions()[score])}" for score in scores))
    for region in regions:
        with st.container(key=f"site_{region}", border=True):
            st.markdown(f"**{capital(name('region', region))}**")
            if region == "lumbar_spine":
                _ask_vertebrae(problems)
            with st.container(horizontal=True, gap="small", wrap=False, key=f"scores_{region}"):
                for score in scores:
                    with st.container(gap=None):
                        st.markdown(label_of(score))
                        _text(questions()[score], f"{region}.{score}", label_of(f"{region}.{score}"))
            for score in scores:
                show_problems(f"{region}.{score}", problems)


def show_problems(key: str, problems: tuple[Problem, ...]) -> None:
    """What is wrong with an answer, and what the person may have meant, to be chosen with one tap."""
    for problem in problems:
        if problem.question != key:
            continue
        show = st.error if problem.stops else st.info
        show(literal(problem_words(problem, answers.units())))
        if problem.corrections:
            with st.container(horizontal=True):
                for answer in problem.corrections:
                    use = text("check.use", answer=literal(answer))
                    st.button(use, key=f"fix_{key}_{answer}", on_click=answers.keep_typed, args=(key, answer))


def open_part(page: str, parts: list[str], *, step: int) -> str:
    """Heads a page of one or several parts and gives the part that is open."""
    number = min(place.place(page), len(parts) - 1)
    where = "check.step_and_part" if len(parts) > 1 else "check.step"
    st.caption(text(where, step=step, steps=STEPS, part=number + 1, parts=len(parts)))
    st.title(name("part", parts[number]), anchor=False)
    return parts[number]


def steps(page: str, parts: list[str], *, back: str, forward: str, forward_label: str = "next") -> None:
    """Back and Next. Next, on the last part with the text `forward_label`, waits while an answer on the screen cannot be used, and says so."""
    number = min(place.place(page), len(parts) - 1)
    last = number == len(parts) - 1
    on_screen = {parts[number], "scan_site"} if page == "your_scan" else {parts[number]}
    wrong = [
        problem for problem in answers.check()[1] if problem.stops and question_of(problem.question).part in on_screen
    ]
    with st.container(horizontal=True, key="steps"):
        if st.button(text("check.back"), key="back") and place.may_step():
            _open(page, number - 1, len(parts), back)
        onward = text(f"check.{forward_label if last else 'next'}")
        if st.button(onward, key="next", type="primary") and not wrong and place.may_step():
            _open(page, number + 1, len(parts), forward)
    if wrong:
        st.warning(message("look_first", count=len(wrong)))


def _open(page: str, part: int, parts: int, elsewhere: str) -> None:
    if 0 <= part < parts:
        place.go_to_part(page, part)
        st.rerun()
    if part > 0:  # onward: the next page begins with its first part, also in a second run through the check
        place.go_to_part(Path(elsewhere).stem, 0)
    st.switch_page(elsewhere)


def _widget(question: Question, key: str) -> None:
    if question.kind == "choice":
        options = question.options
        st.radio(
            label_of(question.key),
            options,
            format_func=partial(option_of, question),
            index=None,
            horizontal=max(len(option_of(question, option)) for option in options) <= _LONG_OPTION,
            key=answers.seed(key),
            on_change=answers.keep,
            args=(key,),
        )
    elif question.kind == "choices":
        st.pills(
            label_of(question.key),
            question.options,
            format_func=partial(option_of, question),
            selection_mode="multi",
            key=answers.seed(key),
            on_change=answers.keep,
            args=(key,),
        )
    elif question.kind == "date":
        st.date_input(
            label_of(question.key),
            value=None,
            min_value="1970-01-01",
            max_value="2100-01-01",
            format="MM/DD/YYYY" if answers.units() is UnitSystem.US else "DD/MM/YYYY",
            key=answers.seed(key),
            on_change=answers.keep,
            args=(key,),
        )
    else:
        _text(question, key)


def _groups(question: Question) -> None:
    """A long list of ticks, group by group; what stands in no group comes last."""
    st.markdown(f"**{label_of(question.key)}**")
    st.caption(why_of(question))
    for number, group in enumerate(question.groups):
        _pills(question, heading_of(question, number), group, answers.seed_group(question.key, number, group))
    _pills(question, text("check.last_group"), question.last_options, answers.seed(question.key))


def _pills(question: Question, label: str, options: tuple[str, ...], widget: str) -> None:
    st.pills(
        label,
        options,
        format_func=partial(option_of, question),
        selection_mode="multi",
        key=widget,
        on_change=answers.keep_groups,
        args=(question.key,),
    )


def _text(question: Question, key: str, label: str = "", *, width: int | Literal["stretch"] = "stretch") -> None:
    """A text field, also for numbers: number fields turn 12,5 into 125 and hide the minus on some phones.

    A field with a `label` of its own has its visible words beside it; the label is for screen readers.
    """
    unit = "" if question.quantity in _WITH_EXAMPLE else unit_of(question)
    st.text_input(
        label or label_of(question.key),
        placeholder=placeholder(question) or unit,
        key=answers.seed(key),
        on_change=answers.keep,
        args=(key,),
        label_visibility="collapsed" if label else "visible",
        width=width,
    )


def placeholder(question: Question) -> str:
    """What to type, in the units in use."""
    if question.quantity not in _WITH_EXAMPLE:
        return ""
    return text(f"check.example.{answers.units()}.{question.quantity}")


def _counts(question: Question, problems: tuple[Problem, ...]) -> None:
    st.markdown(f"**{label_of(question.key)}**")
    st.caption(why_of(question))
    for item in question.item_keys:
        key, label = f"{question.key}.{item}", item_of(question, item)
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"count_{key}", wrap=False):
            st.markdown(label, width="stretch")
            _text(question, key, f"{label}, {unit_of(question)}", width=110)
        show_problems(key, problems)
    st.button(text("check.fill_zeros"), key=f"zeros_{question.key}", on_click=answers.fill_zeros, args=(question,))


def _ask_vertebrae(problems: tuple[Problem, ...]) -> None:
    levels = ["vertebrae"]
    if answers.answers().get("lumbar_spine.vertebrae") == "other":
        levels.append("vertebrae_other")
    for key in levels:
        _widget(questions()[key], f"lumbar_spine.{key}")
        st.caption(why_of(questions()[key]))
        show_problems(f"lumbar_spine.{key}", problems)
