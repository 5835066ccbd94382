"""Draws the checklist: one line a row, opened in place with its bar, its goal, its worth and its own questions."""

from collections.abc import Iterable
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from bonecheck.answers.fronts import fronts
from bonecheck.answers.questions import questions
from bonecheck.evidence.effects import effect
from bonecheck.evidence.entries import ChecklistFile
from bonecheck.evidence.library import whole
from bonecheck.plan.checklist import asks, group_of
from bonecheck.plan.types import ChecklistLine, Group, Level, Plan, Status
from bonecheck.plan.week import is_worth_planning
from bonecheck.ui import cards
from bonecheck.ui.session import answers, place
from bonecheck.ui.session.audience import is_unread
from bonecheck.words.effects import sentence
from bonecheck.words.language import capital, joined, message, texts
from bonecheck.words.plan import (
    group_words,
    level_words,
    row_sentence,
    row_short,
    row_words,
    summary,
    will_keep,
)
from bonecheck.words.questions import option_of

_STATUS_ICON = {
    Status.MET: "check_circle",
    Status.BELOW: "trending_up",
    Status.ABOVE: "trending_down",
    Status.UNKNOWN: "help",
    Status.NOT_APPLICABLE: "remove",
}
ICON = {
    "doctor": "stethoscope",
    "balance": "sports_gymnastics",
    "home": "home",
    "smoking": "smoke_free",
    "resistance": "fitness_center",
    "alcohol": "wine_bar",
    "calcium": "nutrition",
    "vitamin_d": "sunny",
    "protein": "egg_alt",
    "impact": "directions_run",
    "walking": "directions_walk",
    "cola": "local_drink",
    "caffeine": "local_cafe",
    "sodium": "grain",
}
_FOLDED = {Group.WEAK: "science", Group.NOT_FOR_YOU: "do_not_disturb_on"}  # one line each, until it is opened
_ROOM = 1.25  # the bar reaches a quarter past the goal
_COUNTRY = "country"


def page(plan: Plan) -> None:
    """A line of summary, how to begin, every line by its group, and whose goals these are."""
    st.markdown(f"**{summary(plan.rows)}**")
    with st.container(key="lines_checklist", gap=None):
        _how_to_begin(plan)
        shown = {row.key: _group_shown(row) for row in plan.rows}
        for group in Group:
            rows = [row for row in _in_order(plan) if shown[row.key] is group]
            if rows and group in _FOLDED:
                _folded(group, rows, plan)
            elif rows:
                st.html(f'<p class="group">{escape(group_words(group))}</p>')
                for row in rows:
                    _row(row, plan)
        _country()
    st.page_link("pages/learn/learn.py", label=message("plan_to_topics"), icon=":material/menu_book:")


def tick_row(row: ChecklistLine, plan: Plan, *, again: bool = False) -> bool:
    """The box of a line, where it is worth planning. Whether it is."""
    is_worth_it = is_worth_planning(row, plan.exercise.level)
    if is_worth_it:
        tick_box(row.key, keeps=row.status is Status.MET, again=again)
    return is_worth_it


def tick_box(key: str, *, keeps: bool = False, again: bool = False) -> None:
    """A box that puts a thing into the week; `keeps` says that the person does it already, `again` that it stands here twice."""
    what, item = option_of(questions()["will_do"], key), f"will_do.{key}"
    widget = answers.widget_key(f"{item}.again" if again else item)
    st.session_state[widget] = answers.is_ticked("will_do", key)  # it may have been ticked in its other place
    label = message("plan_will_keep", what=will_keep(key)) if keeps else message("plan_will_do", what=what)
    st.checkbox(
        capital(will_keep(key) if keeps else what) if again else label,
        key=widget,
        on_change=answers.tick,
        args=("will_do", key, widget),
    )


def line(key: str, title: str, icon: str, said: str, *, status: str = "", mark: str = "") -> DeltaGenerator | None:
    """A line that opens in place, with how it stands at its right end; its body is drawn once it is open, None until then."""
    with st.container(key=f"row_{key}", gap=None):
        _stands(title, said, status, mark)
        return cards.fold(f"open_{key}", title, icon=f":material/{icon}:")


def _stands(title: str, said: str, status: str, mark: str) -> None:
    """How a line stands. It stands apart from the fold: a fold whose name changes is drawn anew, and closed."""
    heard = f'<span class="unseen">. {escape(status)}.</span>' if status else ""
    sign = f'<i data-mark="{mark}" aria-hidden="true"></i>' if mark else ""
    st.html(f'<p class="now"><span class="unseen">{escape(title)}: </span><span>{escape(said)}{heard}</span>{sign}</p>')


def points(title: str, lines: Iterable[str]) -> None:
    """Lines under a heading of their own; nothing where there are none."""
    if items := "\n".join(f"- {line}" for line in lines):
        st.markdown(f"**{title}**\n\n{items}")


# ---------------------------------------------------------------- lines


def _in_order(plan: Plan) -> list[ChecklistLine]:
    """In the order of what they are worth."""
    order = whole(ChecklistFile).rows
    return sorted(plan.rows, key=lambda row: order.index(row.key))


def _group_shown(row: ChecklistLine) -> Group:
    """The group of a line. While it is open it keeps its place, so that an answer moves nothing under the finger."""
    return place.held(f"group_{row.key}", group_of(row), hold=_is_open(row.key))


def _is_open(key: str) -> bool:
    """Whether a line is open, asked before it is drawn."""
    return bool(st.session_state.get(f"open_{key}"))


def _folded(group: Group, rows: list[ChecklistLine], plan: Plan) -> None:
    """Lines that need nobody's work, behind one line that names them."""
    named = joined(row_words(row, plan.exercise.level).title for row in rows)
    if fold := line(group, group_words(group), _FOLDED[group], named):
        with fold, st.container(key=f"lines_{group}", gap=None):
            if group is Group.WEAK:
                st.caption(texts("checklist.toml")["words"]["line"]["weak_last"])
            for row in rows:
                _row(row, plan)


def _row(row: ChecklistLine, plan: Plan) -> None:
    text = row_words(row, plan.exercise.level)
    fold = line(row.key, text.title, ICON[row.key], row_short(row), status=text.status, mark=_STATUS_ICON[row.status])
    keys = place.gathered(f"asks_{row.key}", asks(row) if fold else (), hold=fold is not None)
    if not fold:
        return
    with fold:
        for key in keys:
            cards.ask_once(key, row.key)  # above all that an answer changes, so that nothing moves under the finger
        st.markdown(f"**{text.status}.** {' · '.join(part for part in (text.answer, text.target) if part)}")
        _bar(row, plan)
        for said in (text.remark, text.find_out):
            if said:
                st.markdown(said)
        tick_row(row, plan)
        if row.key == "calcium":
            st.page_link("pages/results/meals.py", label=message("plan_to_meals"), icon=":material/restaurant:")
        points(message("plan_how"), text.how)
        points(message("plan_worth"), text.worth)
        st.caption(f"{text.evidence} {message('plan_one_each')}")
        with st.expander(message("plan_sources"), type="compact"):
            cards.show_sources(text.sources)


def _bar(row: ChecklistLine, plan: Plan) -> None:
    """How far the answer reaches, and a line at the goal; the words beside it say the same."""
    if row.answer is None or row.target is None:
        return
    full = max(
        row.target.most * _ROOM,
        row.answer.most,
        row.upper_limit if row.status is Status.ABOVE and row.upper_limit else 0,
    )
    sure, likely, goal = (
        min(100.0, 100 * part / full) for part in (row.answer.least, row.answer.most, row.target.least)
    )
    st.html(
        f'<div class="bonecheck-bar" role="img" aria-label="{escape(row_sentence(row, plan.exercise.level))}">'
        f'<span class="likely" style="width:{likely:.1f}%"></span><span class="sure" style="width:{sure:.1f}%"></span>'
        f'<span class="goal" style="left:{goal:.1f}%"></span></div>'
    )
    if row.answer.least != row.answer.most:
        st.caption(texts("checklist.toml")["words"]["summary"]["legend"])


# ---------------------------------------------------------------- how to begin, and whose goals


def _how_to_begin(plan: Plan) -> None:
    """The level of exercise, why it is this one, and the answers that could change it."""
    data, level = texts("exercise_levels.toml"), level_words(plan.exercise)
    if not (fold := line("begin", message("plan_exercise_title"), "exercise", level.title)):
        return
    with fold:
        st.markdown(level.lead)
        points(message("plan_safe"), level.safe)
        _open_answers(plan)
        if not is_unread():  # a reason may name a score
            points(message("plan_level_why"), level.reasons)
        points(message("plan_keep"), level.keep)
        points(message("plan_learn"), level.learn)
        points(message("plan_ask"), level.ask)
        if plan.exercise.level is Level.URGENT:
            return
        st.caption(data["about"]["note"])
        with st.expander(message("plan_sources"), type="compact"):
            cards.show_sources(data["about"]["sources"])
        _liftmor()


def _open_answers(plan: Plan) -> None:
    """The open questions that could change the level, each to be answered here; or what else is open.

    A question that was answered stays while the line is open: there may be more to tick.
    """
    keys = tuple(dict.fromkeys(fronts().get(key, key) for key in plan.exercise.open_questions))
    asked_here = place.gathered("level", keys, hold=_is_open("begin"))
    if plan.exercise.open_questions:
        st.markdown(message("plan_open_first", count=len(keys)))
    elif still_open := level_words(plan.exercise).open:
        st.markdown(still_open)
    for key in asked_here:
        cards.answer_here(key, f"level_{key}")


def to_open_answers(plan: Plan) -> None:
    """How many answers could change the level, and the way to them."""
    keys = {fronts().get(key, key) for key in plan.exercise.open_questions}
    if not keys:
        return
    st.markdown(message("plan_open_first", count=len(keys)))
    st.button(
        message("plan_answer_them"), key="to_open_answers", icon=":material/arrow_forward:", on_click=_open_how_to_begin
    )


def _open_how_to_begin() -> None:
    place.look_at("plan_part", "checklist")
    st.session_state["open_begin"] = True


def _liftmor() -> None:
    told = texts("exercise_levels.toml")["liftmor"]
    if fold := cards.fold("liftmor", told["title"]):
        with fold:
            points(message("plan_was"), told["was"])
            points(message("plan_was_not"), told["was_not"])
            points(message("plan_numbers"), (sentence(effect(key)) for key in told["effects"]))
            st.caption(message("plan_one_each"))
            cards.show_sources(told["sources"])


def _country() -> None:
    """For which country the goals hold, and how to change that."""
    lives_in = answers.country()
    named = message("plan_no_country") if lives_in is None else option_of(questions()[_COUNTRY], lives_in)
    if fold := line(_COUNTRY, message("plan_goals_for"), "public", named):
        with fold:
            cards.ask_once(_COUNTRY, _COUNTRY)
