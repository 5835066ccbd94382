"""Draws my week: each thing with its days, the calendar file, and the sheet that is printed."""

from datetime import date
from html import escape

import streamlit as st

from bonecheck.plan.programme import programme
from bonecheck.plan.types import Plan
from bonecheck.plan.week import Entry, Reminder, reminders, slots_in
from bonecheck.ui import choices, icons
from bonecheck.ui.session import answers
from bonecheck.ui.session.visit import made_later
from bonecheck.words.language import joined, message, short_days, texts
from bonecheck.words.programme import training_lines
from bonecheck.words.week import calendar_file, entry_words, reminder_words, text, time_words

_SHORT_WEEK = 4  # things to do up to which each stands with its words


def show(entries: tuple[Entry, ...], plan: Plan) -> None:
    """The week, and the two ways to take it along."""
    with st.container(key="week", gap="small"):
        for entry in entries:
            _entry(entry, with_text=len(entries) <= _SHORT_WEEK)
        if len(entries) > _SHORT_WEEK:
            with st.expander(message("plan_how"), type="compact"):
                st.markdown("\n".join(f"- **{said.title}.** {said.text}" for said in map(entry_words, entries)))
    with st.container(key="calendar"):
        _calendar(entries)
    with st.container(key="week_sheet"):
        _sheet(entries, plan)


def _entry(entry: Entry, *, with_text: bool) -> None:
    """One thing to do: what, on which days, and how."""
    said, names = entry_words(entry), texts("weekly_plan.toml")["days"]
    days = [names[day] for day in entry.days]
    if entry.once:
        marks = f'<span class="once">{escape(message("plan_week_once"))}</span>'
    else:
        letters = "".join(
            f"<i{' class=on' if day in entry.days else ''}>{escape(name[:1])}</i>" for day, name in names.items()
        )
        marks = f'<span class="days" role="img" aria-label="{escape(joined(days))}">{letters}</span>'
    how = f'<p class="how">{escape(said.text)}</p>' if with_text else ""
    st.html(f'<div class="week-entry"><p><b>{escape(said.title)}</b>{marks}</p>{how}</div>')


def _calendar(entries: tuple[Entry, ...]) -> None:
    """The week as a calendar file and on paper: one tap each, and before it what may be chosen, kept in this visit alone."""
    with st.expander(message("plan_week_times"), type="compact"):
        at = {slot: chosen for slot in slots_in(entries) if (chosen := _time_of(slot))}
        offered = {each.value: reminder_words(each) for each in reminders(timed=bool(at))}
        remind = Reminder(choices.from_list("plan_week_remind", offered, first=Reminder.NONE.value))
        if at and remind is not Reminder.NONE:
            st.caption(message("plan_week_whole_days", morning=time_words(texts("weekly_plan.toml")["morning"])))
    st.download_button(
        message("plan_week_download"),
        data=made_later(calendar_file, entries, on=date.today(), at=at, remind=remind),
        file_name="bone-plan.ics",
        mime="text/calendar",
        on_click="ignore",
        key="week_file",
        icon=":material/calendar_month:",
    )
    st.caption(message("plan_week_file", weeks=texts("weekly_plan.toml")["weeks"]))
    st.button(message("plan_week_print"), key="print_week", icon=icons.PRINT)


def _time_of(slot: str) -> str:
    """The time of day that was chosen for the entries of a slot; empty for whole days."""
    times = {at: time_words(at) for at in ("", *texts("weekly_plan.toml")["times"])}
    return choices.from_list(f"plan_week_at_{slot}", times, first="")


# ---------------------------------------------------------------- on paper


def _sheet(entries: tuple[Entry, ...], plan: Plan) -> None:
    """The week as one sheet with boxes to tick, which is seen on paper only; what holds while training stands below it."""
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in short_days())
    trains = any(entry.slot is not None for entry in entries)
    rules = training_lines(programme(plan, answers.check()[0].person)) if trains else ()
    st.html(
        f'<div class="week-sheet"><h2>{escape(message("plan_week"))}</h2>'
        f'<p class="begins">{escape(message("plan_week_of"))}</p>'
        f"<table><thead><tr><td></td>{heads}</tr></thead><tbody>{''.join(map(_row, entries))}</tbody></table>"
        + "".join(f"<p>{escape(line)}</p>" for line in (*rules, text("note")))
        + "</div>"
    )


def _row(entry: Entry) -> str:
    said, box = entry_words(entry), '<i class="box"></i>'
    days = texts("weekly_plan.toml")["days"]
    if entry.once:
        cells = f'<td class="once" colspan="{len(days)}">{box}{escape(message("plan_week_once"))}</td>'
    else:
        cells = "".join(f"<td>{box if day in entry.days else ''}</td>" for day in days)
    return f'<tr><th scope="row"><b>{escape(said.title)}.</b> {escape(said.text)}</th>{cells}</tr>'
