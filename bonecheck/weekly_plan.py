"""The week that follows from what a person ticked, and the same as a calendar file."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event

from bonecheck.evidence import document
from bonecheck.plan import Level, Row, Status

_EXERCISE = {"balance", "resistance", "impact", "walking"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing to do on some days of the week ("MO" to "SU"), or once, on the first of these days that comes."""

    key: str
    title: str
    text: str
    days: tuple[str, ...]
    once: bool


def is_worth_planning(row: Row, level: Level) -> bool:
    """Whether to offer a line of the checklist for the week.

    Not what has no target, not a habit that the person does not have, and not more of what is too much already.
    """
    entry = document("weekly_plan.toml")["entries"][row.key]
    match row.status:
        case Status.NOT_APPLICABLE:
            return False
        case Status.MET if not entry.get("keeps"):
            return False
        case Status.ABOVE if not entry.get("lowers"):
            return False
    return may_be_planned(row.key, level)


def may_be_planned(key: str, level: Level) -> bool:
    """Whether a thing can stand in this person's week: no exercise before the clinician, no jumps without help."""
    if level is Level.STOP:
        return key not in _EXERCISE
    return not (level is Level.SUPERVISED and key == "impact")


def weekly_plan(ticked: Collection[str], level: Level) -> tuple[Entry, ...]:
    """What was ticked as entries of a week, in the order of `data/weekly_plan.toml`."""
    return tuple(
        Entry(
            key=key,
            title=entry["title"],
            text=entry.get("supervised", entry["text"]) if level is Level.SUPERVISED else entry["text"],
            days=tuple(entry["days"]),
            once=entry.get("once", False),
        )
        for key, entry in document("weekly_plan.toml")["entries"].items()
        if key in ticked and may_be_planned(key, level)
    )


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
    content: bytes = calendar.to_ical()
    return content


def _event(entry: Entry, on: date, rule: Mapping[str, Any]) -> Event:
    first = min(_next(day, on, list(rule["days"])) for day in entry.days)
    event = Event()
    event.add("uid", f"{entry.key}-{on:%Y%m%d}@bonecheck")
    event.add("dtstamp", datetime(on.year, on.month, on.day, tzinfo=UTC))
    event.add("summary", f"{rule['prefix']}{entry.title}")
    event.add("description", f"{entry.text} {rule['note']}")
    event.add("dtstart", first)
    event.add("dtend", first + timedelta(days=1))
    event.add("transp", "TRANSPARENT")  # the day stays free
    if not entry.once:
        until = on + timedelta(weeks=rule["weeks"])
        event.add("rrule", {"freq": "weekly", "byday": list(entry.days), "until": until})
    return event


def _next(day: str, on: date, days: list[str]) -> date:
    """The first such day of the week after `on`."""
    ahead = (days.index(day) - on.weekday() - 1) % 7 + 1
    return on + timedelta(days=ahead)
