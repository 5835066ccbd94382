"""Words for the week, and the week as a calendar file."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from bonecheck.plan.week import Entry, Manner, last_day
from bonecheck.words.language import filled, texts


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryWords:
    """One thing to do: what, and how."""

    title: str
    text: str


def entry_words(entry: Entry) -> EntryWords:
    """The words of one entry of the week."""
    own = texts("weekly_plan.toml")["entries"][entry.key]
    return EntryWords(
        title=own["title"], text=text("kept") if entry.manner is Manner.KEPT else filled(own[entry.manner])
    )


def text(key: str, /, **values: str) -> str:
    """A text of the week with its values."""
    return filled(texts("weekly_plan.toml")[key], **values)


def calendar_file(entries: Collection[Entry], *, on: date) -> bytes:
    """The week as an iCalendar file (RFC 5545): whole days from the day after `on`, for as many weeks as the data says.

    The same plan on the same day gives the same file, so a calendar that has it already shows nothing twice.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//bonecheck//plan//EN")
    calendar.add("version", "2.0")
    for entry in entries:
        calendar.add_component(_event(entry, on))
    calendar.add_component(_whole_day("look-again", text("look_again"), text("note"), last_day(on), on))
    content: bytes = calendar.to_ical()
    return content


def _event(entry: Entry, on: date) -> Event:
    said = entry_words(entry)
    note = text("with_note", text=said.text, note=text("note"))
    event = _whole_day(entry.key, said.title, note, entry.first_day(on), on)
    if not entry.once:
        event.add("rrule", {"freq": "weekly", "byday": list(entry.days), "until": last_day(on)})
    return event


def _whole_day(key: str, title: str, description: str, day: date, on: date) -> Event:
    event = Event()
    event.add("uid", f"{key}-{on:%Y%m%d}@bonecheck")
    event.add("dtstamp", datetime(on.year, on.month, on.day, tzinfo=UTC))
    event.add("summary", text("summary", title=title))
    event.add("description", description)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")  # the day stays free
    return event
