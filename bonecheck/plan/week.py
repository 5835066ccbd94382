"""The week that follows from what a person ticked, and the same as a calendar file."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event

from bonecheck.evidence.library import document
from bonecheck.plan.types import ChecklistLine, Level, Plan, Status

_EXERCISE = {"balance", "resistance", "impact", "walking"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing to do on some days of the week ("MO" to "SU"), or once, on the first of these days that comes."""

    key: str
    title: str
    text: str
    days: tuple[str, ...]
    once: bool


def is_worth_planning(row: ChecklistLine, level: Level) -> bool:
    """Whether to offer a line of the checklist for the week.

    Not what has no target, not a habit that the person does not have, and not more of what is too much already.
    """
    entry = document("weekly_plan.toml")["entries"][row.key]
    match row.status:
        case Status.NOT_APPLICABLE:
            return False
        case Status.MET if not entry.get("keeps"):
            return False
        case Status.UNKNOWN if entry.get("only_if_told"):
            return False
        case Status.ABOVE if not entry.get("lowers"):
            return False
    return may_be_planned(row.key, level)


def may_be_planned(key: str, level: Level) -> bool:
    """Whether a thing can stand in this person's week: no exercise before the clinician, no jumps without help."""
    if level is Level.STOP:
        return key not in _EXERCISE
    return not (level is Level.SUPERVISED and key == "impact")


def weekly_plan(ticked: Collection[str], plan: Plan) -> tuple[Entry, ...]:
    """What was ticked as entries of a week, in the order of `data/weekly_plan.toml`.

    What the person does well enough already goes on as it is. Who begins with help and ticked an exercise is
    reminded to ask for that help.
    """
    level, entries = plan.exercise.level, document("weekly_plan.toml")["entries"]
    chosen = {key for key in ticked if may_be_planned(key, level)}
    if level is Level.SUPERVISED and chosen & _EXERCISE:
        chosen.add("physiotherapist")
    return tuple(
        Entry(
            key=key,
            title=entry["title"],
            text=_text(key, entry, plan),
            days=tuple(entry["days"]),
            once=entry.get("once", False),
        )
        for key, entry in entries.items()
        if key in chosen
    )


def _text(key: str, entry: Mapping[str, Any], plan: Plan) -> str:
    met = any(row.key == key and row.status is Status.MET for row in plan.rows)
    supervised = plan.exercise.level is Level.SUPERVISED and "supervised" in entry
    text: str = document("weekly_plan.toml")["kept"] if met else entry["supervised" if supervised else "text"]
    return text


def calendar_file(entries: Collection[Entry], *, on: date) -> bytes:
    """The week as an iCalendar file (RFC 5545): whole days from the day after `on`, for as many weeks as the data says.

    The same plan on the same day gives the same file, so a calendar that has it already shows nothing twice.
    """
    rule = document("weekly_plan.toml")
    calendar = Calendar()
    calendar.add("prodid", "-//bonecheck//plan//EN")
    calendar.add("version", "2.0")
    for entry in entries:
        calendar.add_component(_event(entry, on, rule))
    calendar.add_component(_look_again(on, rule))
    content: bytes = calendar.to_ical()
    return content


def _look_again(on: date, rule: Mapping[str, Any]) -> Event:
    """The day on which the plan ends and the check is worth repeating."""
    return _whole_day("look-again", rule["look_again"], rule["note"], on + timedelta(weeks=rule["weeks"]), on, rule)


def _event(entry: Entry, on: date, rule: Mapping[str, Any]) -> Event:
    first = min(_next(day, on, list(rule["days"])) for day in entry.days)
    event = _whole_day(entry.key, entry.title, f"{entry.text} {rule['note']}", first, on, rule)
    if not entry.once:
        until = on + timedelta(weeks=rule["weeks"])
        event.add("rrule", {"freq": "weekly", "byday": list(entry.days), "until": until})
    return event


def _whole_day(key: str, title: str, text: str, day: date, on: date, rule: Mapping[str, Any]) -> Event:
    event = Event()
    event.add("uid", f"{key}-{on:%Y%m%d}@bonecheck")
    event.add("dtstamp", datetime(on.year, on.month, on.day, tzinfo=UTC))
    event.add("summary", f"{rule['prefix']}{title}")
    event.add("description", text)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")  # the day stays free
    return event


def _next(day: str, on: date, days: list[str]) -> date:
    """The first such day of the week after `on`."""
    ahead = (days.index(day) - on.weekday() - 1) % 7 + 1
    return on + timedelta(days=ahead)
