"""Draws the plan in three parts: what to do, the checklist, and the talk with the doctor."""

from datetime import date

import streamlit as st

from bonecheck import Report
from bonecheck.answers.questions import questions
from bonecheck.evidence.library import threshold
from bonecheck.plan.types import Action, Level, Plan, ScanInterval
from bonecheck.plan.week import weekly_plan
from bonecheck.ui import cards, checklist, choices, exercise, handout, week
from bonecheck.ui.checklist import points, tick_box, tick_row
from bonecheck.ui.session import answers, place
from bonecheck.ui.session.audience import is_unread
from bonecheck.ui.session.visit import made_later
from bonecheck.words import stage
from bonecheck.words.language import day, message, texts
from bonecheck.words.medicines import medicine_words
from bonecheck.words.plan import (
    action_words,
    doctor_question,
    doctor_words,
    first_words,
    next_scan_words,
    red_flags,
    row_short,
)
from bonecheck.words.week import check_up_file

DO, CHECKLIST, DOCTOR = "do", "checklist", "doctor"
PARTS = (DO, CHECKLIST, DOCTOR)
_QUESTIONS = 6  # that stand open


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
        if part == DOCTOR:
            handout.on_each_paper(report)
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


# ---------------------------------------------------------------- do: first steps, twelve weeks, my week


def _do(plan: Plan) -> None:
    first_steps(plan)
    if not plan.exercise.level.waits:
        words = texts("exercise_levels.toml")["keep_moving"]
        st.markdown(f"**{words['title']}.** {words['afraid'] if plan.afraid else words['short']}")
    with st.expander(message("plan_why_order"), type="compact"):
        st.markdown(message("plan_order", age=int(threshold("balance_age").value)))
    if plan.exercise.level is Level.URGENT:
        return
    exercise.weeks(plan)
    _week(plan)


def first_steps(plan: Plan) -> None:
    """The first actions, each with why it is here and how to begin this week."""
    st.header(first_words("heading"), anchor=False)
    if plan.reassures:
        said = stage.text("unread", "keep") if is_unread() else first_words("reassurance")
        st.markdown(f":material/check_circle: **{said}**")
    for number, action in enumerate(plan.actions, start=1):
        text = action_words(action, plan.exercise.level)
        with st.container(border=True, key=f"action_{action.key}", gap="small"):
            st.subheader(f"{number}. {text.title}" if len(plan.actions) > 1 else text.title, anchor=False)
            begin = message("plan_begin", begin=text.begin)
            why = "" if is_unread() else text.why  # it may name a score
            st.markdown(" ".join(part for part in (_how_far(action, plan), why, begin) if part))
            if action.row == "calcium":
                to_meals = message("plan_to_meals")
                st.page_link("pages/results/meals.py", label=to_meals, icon=":material/restaurant:")
            _tick(action, plan)


def _tick(action: Action, plan: Plan, *, again: bool = False) -> bool:
    """The box of a step, where it can stand in the week. Whether there is one."""
    if action.key == "doctor" and not action.is_urgent:
        tick_box("doctor", again=again)
        return True
    return action.row is not None and tick_row(plan.row(action.row), plan, again=again)


def _how_far(action: Action, plan: Plan) -> str:
    """The answer and the goal behind a step, where both are known."""
    if action.row is None:
        return ""
    row = plan.row(action.row)
    return "" if row.answer is None or row.target is None else message("plan_now", now=row_short(row))


def _week(plan: Plan) -> None:
    """What was ticked, each with its days; with no tick, the boxes of the first steps."""
    st.header(message("plan_week"), anchor=False)
    ticked = [key for key in questions()["will_do"].options if answers.is_ticked("will_do", key)]
    entries = weekly_plan(ticked, plan)
    if not entries:
        with st.container(key="week_boxes", gap="small"):
            st.markdown(message("plan_week_empty" if _boxes_again(plan) else "plan_week_none"))
        return
    week.show(entries, plan)


def _boxes_again(plan: Plan) -> bool:
    """The boxes of the first steps once more, where the week will stand. Whether there is one."""
    return any([_tick(action, plan, again=True) for action in plan.actions])


# ---------------------------------------------------------------- the doctor


def _doctor(plan: Plan) -> None:
    data = texts("doctor_talk.toml")
    if plan.doctor_questions:
        st.header(doctor_words("title"), anchor=False)
        st.markdown(doctor_words("intro"))
        _questions(plan.doctor_questions)
        tick_box("doctor")
    st.header(doctor_words("red_flags_title"), anchor=False)
    for when in ("now", "soon"):
        flags = red_flags(when)
        points(flags.lead, flags.signs)
    sources = data["red_flags"]["sources"]
    if not is_unread():  # when the next scan makes sense hangs on the score
        st.header(doctor_words("next_scan_title"), anchor=False)
        st.markdown(next_scan_words(plan.next_scan))
        _ask_later(plan.next_scan)
        sources = [*sources, *data["next_scan"]["sources"]]
    if fold := cards.fold("medicines", message("plan_medicines"), icon=":material/pill:"):
        with fold:
            for text in medicine_words():
                st.markdown(f"**{text.title}**\n\n{text.plain}")
            cards.show_sources(data["words"]["medicine_sources"])
    with st.expander(message("plan_sources"), type="compact"):
        st.markdown(data["red_flags"]["note"])
        cards.show_sources(sources)


def _ask_later(found: ScanInterval) -> None:
    """A reminder to ask for the next scan, as a calendar file, where a day for it can be named."""
    if found.ask_on is None:
        return
    with st.container(key="ask_later", gap="small"):
        st.download_button(
            doctor_words("next_scan_remind", day=day(found.ask_on)),
            data=made_later(check_up_file, found.ask_on, on=date.today()),
            file_name="next-check-up.ics",
            mime="text/calendar",
            on_click="ignore",
            key="ask_later_file",
            icon=":material/calendar_month:",
        )
        st.caption(doctor_words("next_scan_sooner", count=found.ask_after_years or 0))


def _questions(keys: tuple[str, ...]) -> None:
    """The most pressing questions, and the others in a fold: two or three are enough for one visit."""
    first, others = keys[:_QUESTIONS], keys[_QUESTIONS:]
    st.markdown("\n".join(f"- {doctor_question(key)}" for key in first))
    if others:
        with st.expander(message("plan_more_questions", count=len(others)), type="compact"):
            st.markdown("\n".join(f"- {doctor_question(key)}" for key in others))


_DRAW = {DO: _do, CHECKLIST: checklist.page, DOCTOR: _doctor}
