"""Words for the week, and the week as a calendar file."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from bonecheck.plan.week import Entry, Manner, Reminder, begins, last_day, reminds
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


def time_words(at: str) -> str:
    """A time of day to choose; the whole day without one."""
    data = texts("weekly_plan.toml")
    said: str = data["times"][at] if at else data["no_time"]
    return said


def reminder_words(remind: Reminder) -> str:
    """A reminder to choose."""
    data = texts("weekly_plan.toml")
    return filled(data["reminders"][remind], **{when: time_words(data[when]) for when in ("morning", "evening")})


def calendar_file(
    entries: Collection[Entry],
    *,
    on: date,
    at: Mapping[str, str] | None = None,
    remind: Reminder = Reminder.NONE,
) -> bytes:
    """The week as an iCalendar file (RFC 5545), from the day after `on`, for as many weeks as the data says.

    `at` holds the times of day that were chosen, by slot; all else stands on whole days. The times are local ones,
    wherever the calendar is read. The same plan on the same day gives the same file, and the same entries whatever was
    chosen, so a calendar that has it already shows nothing twice.
    """
    times = begins(entries, at or {})
    events = [_of_week(entry, on, times.get(entry.key), remind) for entry in entries]
    again = text("summary", title=text("look_again"))
    return _file(*events, _event(f"look-again-{on:%Y%m%d}", again, text("note"), last_day(on), on, remind=remind))


def check_up_file(day: date, *, on: date) -> bytes:
    """A reminder to ask for the next scan, made on the day `on`. Others may read the calendar, so it names no scan."""
    uid = f"check-up-{day:%Y%m%d}"  # the same whenever it is made: a calendar shows it once
    return _file(_event(uid, text("check_up"), text("note"), day, on, remind=Reminder.ON_DAY))


def _file(*events: Event) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//bonecheck//plan//EN")
    calendar.add("version", "2.0")
    for event in events:
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _of_week(entry: Entry, on: date, begin: time | None, remind: Reminder) -> Event:
    said = entry_words(entry)
    note, room = text("with_note", text=said.text, note=text("note")), timedelta(minutes=entry.minutes)
    uid, summary = f"{entry.key}-{on:%Y%m%d}", text("summary", title=said.title)
    event = _event(uid, summary, note, entry.first_day(on), on, begin=begin, room=room, remind=remind)
    if not entry.once:
        # Of one kind with the beginning: a day, or a day and a time.
        until = last_day(on) if begin is None else datetime.combine(last_day(on), begin)
        event.add("rrule", {"freq": "weekly", "byday": list(entry.days), "until": until})
    return event


def _event(
    uid: str,
    summary: str,
    description: str,
    day: date,
    on: date,
    *,
    begin: time | None = None,
    room: timedelta = timedelta(),
    remind: Reminder,
) -> Event:
    """On the whole day, or from `begin` on."""
    event = Event()
    event.add("uid", f"{uid}@bonecheck")
    event.add("dtstamp", datetime(on.year, on.month, on.day, tzinfo=UTC))
    event.add("summary", summary)
    event.add("description", description)
    if begin is None:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")  # the day stays free
    else:
        event.add("dtstart", datetime.combine(day, begin))
        event.add("duration", room)
    if (after := reminds(remind, begin)) is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", after)
        event.add_component(alarm)
    return event
