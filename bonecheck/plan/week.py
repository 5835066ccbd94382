"""The week that follows from what a person ticked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from msgspec import UNSET

from bonecheck.evidence.entries import WeeklyPlan
from bonecheck.evidence.library import document, whole
from bonecheck.plan.types import ChecklistLine, Level, Plan, Status

_EXERCISE = {"balance", "resistance", "impact", "walking"}


class Reminder(StrEnum):
    """When a calendar reminds of an entry."""

    NONE = "none"
    ON_TIME = "on_time"
    ON_DAY = "on_day"
    MINUTES_15 = "minutes_15"
    MINUTES_30 = "minutes_30"
    EVENING_BEFORE = "evening_before"


_MINUTES_BEFORE = {Reminder.ON_TIME: 0, Reminder.MINUTES_15: 15, Reminder.MINUTES_30: 30}


class Manner(StrEnum):
    """How a thing is done: as for everybody, as this person does already, or gently until somebody has shown how."""

    USUAL = "text"
    KEPT = "kept"
    WITH_HELP = "supervised"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing to do on some days of the week ("MO" to "SU"), or once, on the first of these days that comes.

    One with a `slot`, such as "exercise", may stand at a time of day, and takes up `minutes` of it.
    """

    key: str
    manner: Manner
    days: tuple[str, ...]
    once: bool
    slot: str | None = None
    minutes: int = 0

    def first_day(self, after: date) -> date:
        """The first of its days that comes after this one, within a week."""
        order = list(document("weekly_plan.toml")["days"])
        return min(after + timedelta(days=(order.index(day) - after.weekday() - 1) % 7 + 1) for day in self.days)


def slots_in(entries: Collection[Entry]) -> tuple[str, ...]:
    """The slots of a week for which a time of day can be chosen."""
    return tuple(dict.fromkeys(entry.slot for entry in entries if entry.slot is not None))


def reminders(*, timed: bool) -> tuple[Reminder, ...]:
    """Those to choose from, with or without a time of day."""
    if timed:
        return tuple(reminder for reminder in Reminder if reminder is not Reminder.ON_DAY)
    return (Reminder.NONE, Reminder.ON_DAY, Reminder.EVENING_BEFORE)


def begins(entries: Collection[Entry], at: Mapping[str, str]) -> dict[str, time]:
    """When the entries of the slots in `at` begin: at the time chosen, or when what stands on one of their days ends."""
    taken: list[tuple[datetime, datetime, frozenset[str]]] = []
    found: dict[str, time] = {}
    for entry in entries:
        if entry.slot is None or entry.slot not in at:
            continue
        begin, room = datetime.combine(date.min, time.fromisoformat(at[entry.slot])), timedelta(minutes=entry.minutes)
        for start, end, days in sorted(taken, key=lambda each: each[:2]):
            if days.intersection(entry.days) and start < begin + room and begin < end:
                begin = end
        taken.append((begin, begin + room, frozenset(entry.days)))
        found[entry.key] = begin.time()
    return found


def reminds(remind: Reminder, begin: time | None) -> timedelta | None:
    """How long after its beginning an entry reminds of itself, mostly less than nothing; None where it does not.

    What stands on a whole day begins at midnight, and reminds in the morning.
    """
    since_midnight = timedelta() if begin is None else timedelta(hours=begin.hour, minutes=begin.minute)
    match remind:
        case Reminder.NONE:
            return None
        case Reminder.EVENING_BEFORE:
            return _clock("evening") - timedelta(days=1) - since_midnight
        case _ if begin is not None and remind in _MINUTES_BEFORE:
            return -timedelta(minutes=_MINUTES_BEFORE[remind])
    return _clock("morning") - since_midnight


def _clock(when: str) -> timedelta:
    told = time.fromisoformat(document("weekly_plan.toml")[when])
    return timedelta(hours=told.hour, minutes=told.minute)


def last_day(begun: date) -> date:
    """The day on which a plan ends and the check is worth repeating."""
    return begun + timedelta(weeks=document("weekly_plan.toml")["weeks"])


def is_worth_planning(row: ChecklistLine, level: Level) -> bool:
    """Whether to offer a line of the checklist for the week.

    Not what has no target, not a habit that the person does not have, and not more of what is too much already.
    """
    entry = whole(WeeklyPlan).entries[row.key]
    match row.status:
        case Status.NOT_APPLICABLE:
            return False
        case Status.MET if not entry.keeps:
            return False
        case Status.UNKNOWN if entry.only_if_told:
            return False
        case Status.ABOVE if not entry.lowers:
            return False
    return may_be_planned(row.key, level)


def may_be_planned(key: str, level: Level) -> bool:
    """Whether a thing can stand in this person's week: no exercise before the clinician, no jumps without help."""
    if level.waits:
        return key not in _EXERCISE
    return not (level.is_gentle and key == "impact")


def weekly_plan(ticked: Collection[str], plan: Plan) -> tuple[Entry, ...]:
    """What was ticked as entries of a week, in the order of `data/weekly_plan.toml`.

    What the person does well enough already goes on as it is. Who begins with help and ticked an exercise is
    reminded to ask for that help.
    """
    level, entries = plan.exercise.level, whole(WeeklyPlan).entries
    chosen = {key for key in ticked if may_be_planned(key, level)}
    if level is Level.SUPERVISED and chosen & _EXERCISE:
        chosen.add("physiotherapist")
    return tuple(
        Entry(
            key=key,
            manner=_manner(key, plan, has_words_for_help=entry.supervised is not UNSET),
            days=entry.days,
            once=entry.once,
            slot=entry.slot or None,
            minutes=entry.minutes or 0,
        )
        for key, entry in entries.items()
        if key in chosen
    )


def _manner(key: str, plan: Plan, *, has_words_for_help: bool) -> Manner:
    if any(row.key == key and row.status is Status.MET for row in plan.rows):
        return Manner.KEPT
    return Manner.WITH_HELP if plan.exercise.level.is_gentle and has_words_for_help else Manner.USUAL
