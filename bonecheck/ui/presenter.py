"""Draws presenter mode: the results as a few steps that fill the window, by button and by key, and notes for the presenter."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import streamlit as st

from bonecheck import Concern, Problem, Report
from bonecheck.pictures import stage
from bonecheck.scan.score_choice import Score
from bonecheck.ui import cards, change, choices, icons, results, risk
from bonecheck.ui.pictures import change_svg
from bonecheck.ui.pictures.change_layout import lay_out
from bonecheck.ui.prose import JOINER, literal
from bonecheck.ui.session import answers, kept, place
from bonecheck.ui.session.audience import is_unread
from bonecheck.ui.shell import audience
from bonecheck.ui.tables import table
from bonecheck.words import role
from bonecheck.words import samples as sample_words
from bonecheck.words.language import capital, joined, message
from bonecheck.words.outcomes import words
from bonecheck.words.presenter import ROLES, changed_site, comes_up, notes, steps
from bonecheck.words.stage import Bars, text
from bonecheck.words.step import ACTIONS, BESIDE, CHANGED, MOVES, NUMBER, STEPS, WHERE, Person, Step

RESULTS = "results"  # the address of the page whose place the stage takes
NOTES = "notes"  # in the address of the page for coaches: the notes alone, for a second window or another device
_KEYS = st.components.v2.component(
    "bonecheck_presenter",
    html="<span hidden>\n</span>",
    js=Path(__file__).with_name("presenter.js").read_text(encoding="utf-8"),
)


def takes(page: str) -> bool:
    """Whether the stage stands in the place of this page."""
    return page == RESULTS and place.presenting() and not answers.nothing_given()


def page(report: Report, problems: tuple[Problem, ...]) -> None:
    """One step: a line with what is for the presenter, its message, its picture, a few lines, and the way on."""
    key = kept.open_sample_key()
    who = None if key is None else sample_words.first_name(key)
    partner = _partner()
    told = steps(report, problems, answers.units(), who=who, partner=partner)
    if is_unread():
        told = role.unread(told, report)
    number = min(place.step(), len(told) - 1)  # an answer may have taken a step away since
    step = told[number]
    with st.container(key="stage", gap=None):
        _bar(step, report, None if key is None else _who(key, partner))
        _urgent(report)
        with st.container(key=f"presenter_step_{step.key}", gap=None):
            st.title(
                step.message.replace("-", f"-{JOINER}"), anchor=False
            )  # "T-score" is not parted at its end of a line
            if step.key == ACTIONS:  # what is asked first stands before what depends on it
                _points(step)
            with st.container(key="stage_picture", gap=None):
                _picture(step, report)
            if step.key != ACTIONS:
                _points(step)
        ways(number, [text("titles", each.key) for each in told])
    keys()


def all_notes() -> None:
    """The role, and the notes of every step in one fold, to read where the audience does not see them."""
    chosen = _choose_role()
    with st.expander(text("words", "all_notes")):
        _notes(STEPS, chosen)


def notes_link() -> str:
    """The way to the notes in a window of their own, as a link of a text, which opens one."""
    return f"[{text('words', 'own_window')}](coaches?{NOTES})"


def notes_in_full() -> None:
    """The same, open from the beginning."""
    _notes(STEPS, _choose_role())


def _choose_role() -> str:
    return choices.one_of(place.ROLE, {key: text("roles", key) for key in ROLES})


def _partner() -> Person | None:
    """Whoever is shown together with the sample person, by name."""
    partner = kept.open_partner()
    return None if partner is None else (sample_words.first_name(partner.key), answers.report(partner.check))


def _who(key: str, partner: Person | None) -> str:
    """Whom the stage shows, and that nobody of that name is told of here."""
    both = None if partner is None else joined(sorted((sample_words.first_name(key), partner[0])))
    return text("words", "client", who=both or sample_words.name(key))


def _bar(step: Step, report: Report, client: str | None) -> None:
    """The line on top: the name, who it is, and what is for the presenter: the wall of clients, and apart from it the way out."""
    with st.container(key="stage_bar", horizontal=True, vertical_alignment="center", wrap=False, gap=None):
        st.page_link("pages/coach/coach.py", label=text("words", "name"))
        if client is not None:
            st.caption(client)
        else:
            audience.real_answers()
        with st.container(key="stage_tools", horizontal=True, vertical_alignment="center", wrap=False, gap=None):
            if step.key == MOVES:
                risk.to_what_if(icons.WHAT_IF)
            # a new one for each step, so that none stays open
            if step.small_print or step.sources:
                label = text("words", "small_print")
                with st.popover(label, key=f"small_print_{step.key}", icon=icons.SOURCES, type="tertiary"):
                    _small_print(step, report)
            with st.popover(text("words", "notes"), key=f"notes_{step.key}", icon=icons.NOTES, type="tertiary"):
                _notes((step.key,), _choose_role())
            st.page_link("pages/coach/coach.py", label=text("words", "clients"), icon=icons.CLIENTS)
            if client is not None:
                st.button(
                    text("words", "next_client"),
                    key="next_client",
                    icon=icons.NEXT_CLIENT,
                    type="tertiary",
                    on_click=kept.open_next_sample,
                )
                st.button(
                    text("words", "leave"),
                    key="leave_stage",
                    icon=icons.LEAVE,
                    type="tertiary",
                    on_click=kept.leave_sample,
                )
            else:
                audience.next_person()
                audience.leave()


def _urgent(report: Report) -> None:
    """Signs that need care now: above every step."""
    found = [each for each in report.findings if each.concern is Concern.GET_CARE_NOW and each is not report.headline]
    if found:
        with st.container(key="stage_urgent", gap=None):
            for each in found:
                said = words(each)
                st.markdown(f":material/emergency: **{said.title}** {said.plain}")


def _picture(step: Step, report: Report) -> None:
    if step.key == CHANGED:
        site = changed_site(report)
        if (layout := lay_out(site, date.today(), with_t=report.score is Score.T_SCORE)) is not None:
            alt = " ".join((step.message, *step.points))
            st.markdown(change_svg.filling(layout, alt), unsafe_allow_html=True)
    elif step.picture is not None:
        st.markdown(stage.drawn(step.picture, icons.FIRST_STEPS), unsafe_allow_html=True)


def _points(step: Step) -> None:
    """A few lines; what a person typed is shown as it stands, and what a licence wants is small."""
    lines = [*step.points, *map(literal, step.quoted)]
    with st.container(key="presenter_points", gap=None):
        if lines:
            st.markdown("\n\n".join(lines))
        for note in step.fine:
            with st.container(key="stage_fine"):
                st.markdown(note)


def _small_print(step: Step, report: Report) -> None:
    """Everything that goes with the step and is too long for a wall, and the picture as a table."""
    for line in step.small_print:
        st.markdown(line)
    if step.key in {WHERE, NUMBER} and report.sites and not is_unread():
        results.sites_as_table(report)
    if step.key == CHANGED:
        change.as_table(report)
    if step.key == BESIDE and step.model is not None:
        st.markdown(message("risk_people_legend"))
        risk.one_as_table(step.model)
    if isinstance(step.picture, Bars):
        rows = ([bar.label, bar.said] for bar in step.picture.bars)
        table(text("titles", MOVES), [text("moves", "column_factor"), text("moves", "column_number")], rows)
    cards.show_sources(step.sources)


def keys() -> None:
    """The arrow keys and those of a clicker, and type as large as there is room for."""
    _KEYS(key="_presenter", height=1)


def ways(number: int, titles: Sequence[str]) -> None:
    """Back, a dot for each step, and Next; at the last step the way leads on to nothing, and by a button to the first."""
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key="presenter_ways", gap=None):
        st.button(
            text("words", "back"),
            key="presenter_back",
            icon=icons.BACK,
            disabled=number == 0,
            on_click=place.go_to_step,
            args=(number - 1,),
        )
        with st.container(horizontal=True, wrap=False, vertical_alignment="center", key="stage_dots", gap=None):
            for which, title in enumerate(titles):
                is_here = which == number
                label = text("words", "here" if is_here else "to_step", number=which + 1, title=title)
                st.button(
                    label,
                    key=f"stage_dot_{'here' if is_here else 'there'}_{which}",
                    type="tertiary",
                    on_click=place.go_to_step,
                    args=(which,),
                )
            st.caption(text("words", "step", number=number + 1, count=len(titles)))
        if number < len(titles) - 1:
            st.button(
                text("words", "next"),
                key="presenter_next",
                icon=icons.ONWARD,
                icon_position="right",
                type="primary",
                on_click=place.go_to_step,
                args=(number + 1,),
            )
        else:
            st.button(
                text("words", "again"), key="presenter_again", icon=icons.AGAIN, on_click=place.go_to_step, args=(0,)
            )


def _notes(keys: tuple[str, ...], chosen: str) -> None:
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
        st.caption(text("words", "seen", link=notes_link()))
