"""The week that follows from what a person ticked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bonecheck.evidence.entries import WeeklyPlan
from bonecheck.evidence.library import document, whole
from bonecheck.plan.types import ChecklistLine, Level, Plan, Status

_EXERCISE = {"balance", "resistance", "impact", "walking"}


class Manner(StrEnum):
    """How a thing is done: as for everybody, as this person does already, or gently until somebody has shown how."""

    USUAL = "text"
    KEPT = "kept"
    WITH_HELP = "supervised"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing to do on some days of the week ("MO" to "SU"), or once, on the first of these days that comes."""

    key: str
    manner: Manner
    days: tuple[str, ...]
    once: bool

    def first_day(self, after: date) -> date:
        """The first of its days that comes after this one, within a week."""
        order = list(document("weekly_plan.toml")["days"])
        return min(after + timedelta(days=(order.index(day) - after.weekday() - 1) % 7 + 1) for day in self.days)


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
    level, entries = plan.exercise.level, document("weekly_plan.toml")["entries"]
    chosen = {key for key in ticked if may_be_planned(key, level)}
    if level is Level.SUPERVISED and chosen & _EXERCISE:
        chosen.add("physiotherapist")
    return tuple(
        Entry(
            key=key,
            manner=_manner(key, plan, has_words_for_help="supervised" in entry),
            days=tuple(entry["days"]),
            once=entry.get("once", False),
        )
        for key, entry in entries.items()
        if key in chosen
    )


def _manner(key: str, plan: Plan, *, has_words_for_help: bool) -> Manner:
    if any(row.key == key and row.status is Status.MET for row in plan.rows):
        return Manner.KEPT
    return Manner.WITH_HELP if plan.exercise.level.is_gentle and has_words_for_help else Manner.USUAL
