"""Draws presenter mode: the results as steps in large type, by button and by key, and notes for the presenter."""

from datetime import date
from pathlib import Path

import streamlit as st

from bonecheck import Problem, Report
from bonecheck.risk.chance import Chance, ModelRisk
from bonecheck.scan.score_choice import Score
from bonecheck.ui import cards, choices, results, risk
from bonecheck.ui.pictures import change_chart, charts, risk_charts
from bonecheck.ui.pictures.change_layout import Layout, lay_out
from bonecheck.ui.prose import literal
from bonecheck.ui.session import answers, kept, place
from bonecheck.ui.tables import table
from bonecheck.words import role
from bonecheck.words import samples as sample_words
from bonecheck.words.language import capital, message
from bonecheck.words.presenter import (
    ACTIONS,
    BESIDE,
    CHANGED,
    MOVES,
    NUMBER,
    ROLES,
    STEPS,
    WHERE,
    Step,
    changed_site,
    comes_up,
    notes,
    short_table,
    spoken,
    steps,
    text,
)
from bonecheck.words.risk import sentence

_KEYS = st.components.v2.component(
    "bonecheck_presenter",
    html="<span hidden>\n</span>",
    js=Path(__file__).with_name("presenter.js").read_text(encoding="utf-8"),
)


def page(report: Report, problems: tuple[Problem, ...]) -> None:
    """One step: its message, its picture, a few lines, the small print, and the way on."""
    told = steps(report, problems, answers.units())
    if is_unread():
        told = role.unread(told, report)
    number = min(place.step(), len(told) - 1)  # an earlier scan may have been taken out since
    step = told[number]
    results.urgent(report)
    with st.container(key=f"presenter_step_{step.key}"):  # a new one for each step, so that no fold stays open
        title = text("titles", step.key)
        st.caption(text("words", "step", number=number + 1, count=len(told), title=title))
        st.title(step.message, anchor=False)
        _picture_and_points(step, report)
        _ways(number, len(told))
        with st.expander(text("words", "small_print")):
            _small_print(step, report)
        with st.expander(text("words", "notes")):
            _notes([step.key], _choose_role())
    _KEYS(key="_presenter", height=1)


def all_notes() -> None:
    """The role, and the notes of every step in one fold, to read where the audience does not see them."""
    chosen = _choose_role()
    with st.expander(text("words", "all_notes")):
        _notes(STEPS, chosen)


def notes_in_full() -> None:
    """The same, open from the beginning."""
    _notes(STEPS, _choose_role())


def is_unread() -> bool:
    """Whether real answers are on screen and nobody who may read them for others presents."""
    return kept.open_sample_key() is None and place.role() != role.CLINICIAN


def _choose_role() -> str:
    return choices.one_of(place.ROLE, {key: text("roles", key) for key in ROLES})


def _picture_and_points(step: Step, report: Report) -> None:
    """What the audience looks at; side by side where there is room and the picture is not a wide one."""
    shown = spoken(report) if step.key == BESIDE else None
    scans = _scans(report) if step.key == CHANGED else None
    if step.key == WHERE and is_unread():
        charts.unread(report)
    elif step.key == WHERE:
        charts.still(report)  # there at once, and on a wall nobody points at a mark
    if (step.key == NUMBER and report.sites) or shown is not None or scans is not None:
        picture, points = st.columns(2, gap="medium")
    else:
        picture = points = st.container()
    with picture:
        if step.key == NUMBER and report.sites:
            _table(short_table(report))
        elif shown is not None:
            _people(*shown)
        elif scans is not None:
            _over_time(scans, step)
    with points, st.container(key="presenter_points"):
        _points(step)
        if step.key == MOVES:
            risk.to_what_if()


def _people(model: ModelRisk, chance: Chance) -> None:
    charts.show(risk_charts.people(chance, dark=charts.is_dark()), key="presenter_people", alt=sentence(model, chance))


def _scans(report: Report) -> Layout | None:
    """The scans of one site over time, where they can be drawn."""
    return lay_out(changed_site(report), date.today(), with_t=report.score is Score.T_SCORE)


def _over_time(scans: Layout, step: Step) -> None:
    """Who does not see the scans hears the answer and its why."""
    alt = " ".join((step.message, *step.points))
    drawn = change_chart.drawing(scans, dark=charts.is_dark())
    charts.show(drawn, key="presenter_changed", alt=alt, config=charts.STILL)


def _table(rows: list[dict[str, str]]) -> None:
    table(text("titles", NUMBER), list(rows[0]), (list(row.values()) for row in rows))


def _points(step: Step) -> None:
    sign = "1." if step.key == ACTIONS else "-"
    points = [*step.points, *map(literal, step.quoted)]
    lines = points if len(points) == 1 else [f"{sign} {point}" for point in points]
    st.markdown("\n".join(lines))


def _small_print(step: Step, report: Report) -> None:
    """Everything that goes with the step and is too long for a wall."""
    for line in step.small_print:
        st.markdown(line)
    if step.key in {WHERE, NUMBER} and report.sites and not is_unread():
        results.sites_as_table(report)
    if step.key == BESIDE and (shown := spoken(report)) is not None:
        st.markdown(message("risk_people_legend"))
        risk.one_as_table(shown[0])
    cards.show_sources(step.sources)


def _ways(number: int, count: int) -> None:
    """Back and Next; the last step leads to the first again."""
    following = (number + 1) % count
    with st.container(horizontal=True, wrap=False, key="presenter_ways"):
        st.button(
            text("words", "back"),
            key="presenter_back",
            icon=":material/arrow_back:",
            disabled=number == 0,
            on_click=place.go_to_step,
            args=(number - 1,),
            width="stretch",
        )
        st.button(
            text("words", "next" if following else "again"),
            key="presenter_next",
            icon=":material/arrow_forward:" if following else ":material/replay:",
            type="primary",
            on_click=place.go_to_step,
            args=(following,),
            width="stretch",
        )


def _notes(keys: tuple[str, ...] | list[str], chosen: str) -> None:
    """What to say, what not to say and what to ask, in the chosen role."""
    for step in keys:
        if len(keys) > 1:
            st.subheader(capital(text("titles", step)), anchor=False)
        note = notes(chosen, step)
        for part in ("say", "do_not_say", "ask"):
            st.markdown(text("words", part, text=getattr(note, part)))
    st.subheader(text("words", "comes_up"), anchor=False)
    st.markdown("\n".join(f"- {line}" for line in comes_up(chosen)))
    if (key := kept.open_sample_key()) is not None:
        st.markdown(text("words", "sample", name=sample_words.name(key), story=sample_words.story(key)))
        st.markdown(text("words", "teaches", teaches=sample_words.teaches(key)))
    if len(keys) == 1:
        st.caption(text("words", "seen"))
