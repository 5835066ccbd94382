"""Draws the plan: first steps, checklist, exercise level, the week, and the talk with the doctor."""

from collections.abc import Iterable
from datetime import date
from html import escape

import streamlit as st

from bonecheck import Report
from bonecheck.answers.questions import questions
from bonecheck.evidence.effects import effect
from bonecheck.evidence.library import threshold
from bonecheck.plan.types import Action, ChecklistLine, Level, Plan, Status
from bonecheck.plan.week import Entry, is_worth_planning, weekly_plan
from bonecheck.ui import cards, choices
from bonecheck.ui.session import answers, place
from bonecheck.ui.session.visit import made_later
from bonecheck.ui.tables import table
from bonecheck.words.effects import sentence
from bonecheck.words.language import message, texts
from bonecheck.words.medicines import medicine_words
from bonecheck.words.plan import (
    action_words,
    doctor_question,
    doctor_words,
    first_words,
    level_words,
    next_scan_words,
    red_flags,
    row_cells,
    row_columns,
    row_sentence,
    row_words,
    summary,
    will_keep,
)
from bonecheck.words.questions import label_of, option_of
from bonecheck.words.week import calendar_file, entry_words

FIRST, CHECKLIST, EXERCISE, WEEK, DOCTOR = "first", "checklist", "exercise", "week", "doctor"
PARTS = (FIRST, CHECKLIST, EXERCISE, WEEK, DOCTOR)
_ICON = {
    Status.MET: "check_circle",
    Status.BELOW: "trending_up",
    Status.ABOVE: "trending_down",
    Status.UNKNOWN: "help",
    Status.NOT_APPLICABLE: "remove",
}
_ROOM = 1.25  # the bar reaches a quarter past the goal


def nothing_yet() -> None:
    """What stands here before the first answer, and where to begin."""
    cards.nothing_yet(message("plan_title"), message("plan_nothing_yet"))


def page(report: Report) -> None:
    """The whole page, one part at a time."""
    st.title(message("plan_title"), anchor=False)
    if report.plan is None:
        st.markdown(message("plan_too_young"))
        cards.answer_here("age_years", "plan_age")
        return
    denosumab = [found for found in report.findings if found.key.startswith("denosumab")]
    part = choices.one_of("plan_part", {part: message(f"plan_part_{part}") for part in PARTS})
    with st.container(key=f"plan_{part}"):
        for number, found in enumerate(denosumab):
            cards.finding(found, number)
        _DRAW[part](report.plan)
        _next(part)


def _next(part: str) -> None:
    """A way on at the foot, since the choice of parts is far up by then."""
    for following in PARTS[PARTS.index(part) + 1 :][:1]:
        st.button(
            message("plan_next", part=message(f"plan_part_{following}")),
            key="plan_next",
            icon=":material/arrow_forward:",
            on_click=place.look_at,
            args=("plan_part", following),
        )


# ---------------------------------------------------------------- first steps, here and on the results


def first_steps(plan: Plan) -> None:
    """The first actions, each with why it is here and how to begin this week."""
    st.header(first_words("heading"), anchor=False)
    if plan.reassures:
        st.markdown(f":material/check_circle: **{first_words('reassurance')}**")
    for number, action in enumerate(plan.actions, start=1):
        text = action_words(action, plan.exercise.level)
        with st.container(border=True, key=f"action_{action.key}"):
            st.subheader(f"{number}. {text.title}" if len(plan.actions) > 1 else text.title, anchor=False)
            st.markdown(message("plan_why", why=text.why))
            st.markdown(message("plan_begin", begin=text.begin))
            _how_far(action, plan)
            if action.key == "doctor" and not action.is_urgent:
                _tick_box("doctor")
            elif action.row is not None:
                _tick_row(plan.row(action.row), plan)


def _how_far(action: Action, plan: Plan) -> None:
    """The answer and the goal behind a step, and the way to the calcium page."""
    if action.row is None:
        return
    text = row_words(plan.row(action.row), plan.exercise.level)
    if action.status is not Status.MET and text.target:
        st.caption(f"{text.answer} · {text.target}")
    if action.row == "calcium":
        st.page_link("pages/results/meals.py", label=message("plan_to_meals"), icon=":material/restaurant:")


def keep_moving(plan: Plan) -> None:
    """That moving is good with any T-score, and how to begin: above all numbers."""
    if plan.exercise.level.waits:
        return
    words, level = texts("exercise_levels.toml")["keep_moving"], level_words(plan.exercise)
    with st.container(border=True, key="keep_moving"):
        st.subheader(words["title"], anchor=False)
        st.markdown(words["afraid"] if plan.afraid else words["text"])
        st.markdown(f"**{level.title}.** {level.lead}")
        _open_answers(plan, "keep_moving", most=1)


def _open_answers(plan: Plan, key: str, *, most: int) -> None:
    """Open questions that could change the level, the first of them with the way to it; or what else is open."""
    if plan.exercise.open_questions:
        st.markdown(message("plan_open_first", count=len(plan.exercise.open_questions)))
    elif still_open := level_words(plan.exercise).open:
        st.markdown(still_open)
    for number, question in enumerate(plan.exercise.open_questions[:most]):
        cards.answer_here(question, f"{key}_{number}", label_of(question))


def _first(plan: Plan) -> None:
    first_steps(plan)
    keep_moving(plan)
    with st.expander(message("plan_why_order"), type="compact"):
        st.markdown(message("plan_order", age=int(threshold("balance_age").value)))


def _tick_row(row: ChecklistLine, plan: Plan) -> None:
    """The box of a line of the checklist, where it is worth planning."""
    if is_worth_planning(row, plan.exercise.level):
        _tick_box(row.key, keeps=row.status is Status.MET)


def _tick_box(key: str, *, keeps: bool = False) -> None:
    """A box that puts a thing into the week; `keeps` says that the person does it already."""
    what = option_of(questions()["will_do"], key)
    st.checkbox(
        message("plan_will_keep", what=will_keep(key)) if keeps else message("plan_will_do", what=what),
        value=answers.is_ticked("will_do", key),
        key=answers.widget_key(f"will_do.{key}"),
        on_change=answers.tick,
        args=("will_do", key),
    )


# ---------------------------------------------------------------- the checklist


def _checklist(plan: Plan) -> None:
    st.header(message("plan_part_checklist"), anchor=False)
    words = texts("checklist.toml")["words"]
    st.markdown(f"**{summary(plan.rows)}**")
    st.caption(f"{words['summary']['legend']} {message('plan_one_each')}")
    for row in plan.rows:
        _row(row, plan)
    st.caption(words["line"]["weak_last"])
    with st.expander(message("plan_as_table"), type="compact"):
        _rows_as_table(plan)
    st.page_link("pages/learn/learn.py", label=message("plan_to_topics"), icon=":material/menu_book:")


def _row(row: ChecklistLine, plan: Plan) -> None:
    text = row_words(row, plan.exercise.level)
    with st.container(border=True, key=f"row_{row.key}"):
        st.subheader(text.title, anchor=False)
        st.markdown(f":material/{_ICON[row.status]}: **{text.status}**")
        _bar(row, plan)
        st.markdown(" · ".join(part for part in (text.answer, text.target) if part))
        if text.remark:
            st.markdown(text.remark)
        if text.find_out:
            st.markdown(text.find_out)
            cards.answer_here(row.question, f"row_{row.key}", message("plan_answer", what=text.title))
        st.caption(text.evidence)
        if row.key == "calcium":
            st.page_link("pages/results/meals.py", label=message("plan_to_meals"), icon=":material/restaurant:")
        with st.expander(message("plan_worth_and_how", what=text.title), type="compact"):
            _list(message("plan_how"), text.how)
            _list(message("plan_worth"), text.worth)
            cards.show_sources(text.sources)
        _tick_row(row, plan)


def _bar(row: ChecklistLine, plan: Plan) -> None:
    """How far the answer reaches, and a line at the goal; the words beneath say the same."""
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


def _rows_as_table(plan: Plan) -> None:
    table(
        message("plan_part_checklist"),
        row_columns(),
        (row_cells(row, plan.exercise.level) for row in plan.rows),
    )


def _list(title: str, lines: Iterable[str]) -> None:
    if items := "\n".join(f"- {line}" for line in lines):
        st.markdown(f"**{title}**\n\n{items}")


# ---------------------------------------------------------------- exercise


def _exercise(plan: Plan) -> None:
    data, level = texts("exercise_levels.toml"), level_words(plan.exercise)
    st.header(message("plan_exercise_title"), anchor=False)
    with st.container(border=True, key="exercise_level"):
        st.subheader(level.title, anchor=False)
        st.markdown(level.lead)
        _list(message("plan_safe"), level.safe)
        _open_answers(plan, "level_open", most=len(plan.exercise.open_questions))
        _list(message("plan_level_why"), level.reasons)
        _list(message("plan_keep"), level.keep)
        _list(message("plan_learn"), level.learn)
        _list(message("plan_ask"), level.ask)
        if plan.exercise.level is Level.URGENT:
            return
        st.caption(data["about"]["note"])
        with st.expander(message("plan_sources"), type="compact"):
            cards.show_sources(data["about"]["sources"])
    with st.expander(data["liftmor"]["title"]):
        _list(message("plan_was"), data["liftmor"]["was"])
        _list(message("plan_was_not"), data["liftmor"]["was_not"])
        _list(message("plan_numbers"), (sentence(effect(key)) for key in data["liftmor"]["effects"]))
        st.caption(message("plan_one_each"))
        cards.show_sources(data["liftmor"]["sources"])


# ---------------------------------------------------------------- the week


def _week(plan: Plan) -> None:
    st.header(message("plan_part_week"), anchor=False)
    ticked = [key for key in questions()["will_do"].options if answers.is_ticked("will_do", key)]
    entries = weekly_plan(ticked, plan)
    if not entries:
        st.markdown(message("plan_week_empty"))
        return
    st.markdown(message("plan_week_intro"))
    once = [entry for entry in entries if entry.once]
    weekly = [entry for entry in entries if not entry.once]
    for day, day_name in texts("weekly_plan.toml")["days"].items():
        _list(day_name, (_entry(entry) for entry in weekly if day in entry.days))
    _list(message("plan_week_once"), map(_entry, once))
    _calendar(entries)


def _entry(entry: Entry) -> str:
    said = entry_words(entry)
    return f"**{said.title}.** {said.text}"


def _calendar(entries: tuple[Entry, ...]) -> None:
    st.download_button(
        message("plan_week_download"),
        data=made_later(calendar_file, entries, on=date.today()),
        file_name="bone-plan.ics",
        mime="text/calendar",
        on_click="ignore",
        key="week_file",
        icon=":material/calendar_month:",
    )
    st.caption(message("plan_week_file", weeks=texts("weekly_plan.toml")["weeks"]))


# ---------------------------------------------------------------- the doctor


def _doctor(plan: Plan) -> None:
    data = texts("doctor_talk.toml")
    if plan.doctor_questions:
        st.header(doctor_words("title"), anchor=False)
        st.markdown(doctor_words("intro"))
        st.markdown("\n".join(f"- {doctor_question(key)}" for key in plan.doctor_questions))
        _tick_box("doctor")
    st.header(doctor_words("red_flags_title"), anchor=False)
    for when in ("now", "soon"):
        flags = red_flags(when)
        _list(flags.lead, flags.signs)
    st.caption(data["red_flags"]["note"])
    st.header(doctor_words("next_scan_title"), anchor=False)
    st.markdown(next_scan_words(plan.next_scan))
    with st.expander(message("plan_sources"), type="compact"):
        cards.show_sources([*data["red_flags"]["sources"], *data["next_scan"]["sources"]])
    st.header(message("plan_medicines"), anchor=False)
    for text in medicine_words():
        st.markdown(f"**{text.title}**\n\n{text.plain}")
    with st.expander(message("plan_sources"), type="compact"):
        cards.show_sources(data["words"]["medicine_sources"])


_DRAW = {FIRST: _first, CHECKLIST: _checklist, EXERCISE: _exercise, WEEK: _week, DOCTOR: _doctor}
