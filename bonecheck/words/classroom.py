"""A class before a room: where all its scores lie, who trains with whom, habits as counts, and falls as published.

Each step holds the same facts as a sentence, a picture and a table. A label stands in no step but that on training.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bonecheck.cohort.classroom import (
    FEWEST,
    Classroom,
    Habit,
    Marks,
    Member,
    Together,
    groups,
    habits,
    like_the_trials,
    marks,
)
from bonecheck.plan.class_falls import class_falls
from bonecheck.plan.types import WaitsFor
from bonecheck.scan.score_choice import Score
from bonecheck.words import effects
from bonecheck.words.bone_line import BoneLine, empty_line
from bonecheck.words.language import Said, cut_off, filled, joined, name, number, texts

MARKS, Z_MARKS, GROUPS, HABITS, FALLS = "marks", "z_marks", "groups", "habits", "falls"
MOST_LETTERS = 400  # of labels, with two for the room of each: more cannot be read from a chair
_FALLS_FROM, _FALLS_ELSE = 10, 30  # people: of fewer a year's falls tell nothing, so they are told of a usual class


@dataclass(frozen=True, slots=True, kw_only=True)
class Swarm:
    """A mark for each of many people on one line; places are percent of its width, from the lowest."""

    line: BoneLine
    places: tuple[float, ...]
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCard:
    """One group: how many, what it does, and who is in it."""

    title: str
    people: str
    line: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCards:
    """All groups side by side."""

    cards: tuple[GroupCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HabitBar:
    """One habit: its parts as kind, people and words."""

    label: str
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HabitBars:
    """All habits on one scale, and what each kind of part is called."""

    bars: tuple[HabitBar, ...]
    legend: tuple[tuple[str, str], ...]
    of: int
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FallRows:
    """Falls as marks, without exercise and with it: a label, how many there are, how many are no more, and words."""

    rows: tuple[tuple[str, int, int, str], ...]
    alt: str


Picture = Swarm | GroupCards | HabitBars | FallRows


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTable:
    """The same facts as a table."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassStep:
    """One screen for a room."""

    key: str
    message: str
    picture: Picture
    tables: tuple[ClassTable, ...]
    points: tuple[str, ...] = ()
    small_print: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def text(group: str, key: str, /, **values: Said) -> str:
    """One text of the class with its values."""
    return filled(_texts(group)[key], **values)


def heads(group: str, key: str = "heads", /, **values: Said) -> tuple[str, ...]:
    """The column heads of a table."""
    return tuple(filled(head, **values) for head in _texts(group)[key])


def class_steps(classroom: Classroom) -> tuple[ClassStep, ...]:
    """What a room sees of a class, one by one; a step that would show only a few people is left out."""
    members = classroom.members
    found = (*_marks(members), _groups(members), _habits(members), _falls(members))
    return tuple(step for step in found if step is not None)


def _texts(group: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = texts("classroom.toml")[group]
    return found


# ---------------------------------------------------------------- where the scores lie


def _marks(members: tuple[Member, ...]) -> Iterator[ClassStep]:
    """A line for each kind of score that enough people have; on the first one stands who has no mark on any."""
    found = marks(members)
    shown = [each for each in found if each.may_be_shown]
    few = [
        text(
            "marks",
            "few" if len(each.values) < FEWEST else "alike",
            count=len(each.values),
            score=name("score", each.score),
        )
        for each in found
        if each not in shown
    ]
    without = len(members) - sum(len(each.values) for each in found)
    beside = [*few, *([text("marks", "none", count=without)] if without else [])]
    for each in shown:
        scores, where = name("scores", each.score), _where(each)
        count = len(each.values)
        yield ClassStep(
            key=MARKS if each.score is Score.T_SCORE else Z_MARKS,
            message=text("marks", "message", count=count, score=name("score", each.score), scores=scores),
            picture=_swarm(each, text("marks", "alt", count=count, scores=scores, said=where)),
            points=(" ".join((where, *(beside if each is shown[0] else ()))), text("marks", "doctor")),
            tables=(_marks_table(each),),
        )


def _swarm(found: Marks, alt: str) -> Swarm:
    line = empty_line(found.line, "")
    across = line.high - line.low
    return Swarm(
        line=line, places=tuple(round(100 * (value - line.low) / across, 2) for value in found.values), alt=alt
    )


def _where(found: Marks) -> str:
    counts = [*found.in_band.values()]
    if found.score is Score.Z_SCORE:
        return text("marks", "z_score", low=counts[0], high=sum(counts[1:]))
    return text("marks", "t_score", low=counts[0], between=counts[1], high=sum(counts[2:]))


def _marks_table(found: Marks) -> ClassTable:
    counts = [*found.in_band.values()]
    if found.score is Score.Z_SCORE:
        cut = cut_off("z_score_below_expected")
        ranges = [text("marks", "at_or_lower", cut=cut), text("marks", "higher", cut=cut)]
    else:
        low, high = cut_off("t_score_osteoporosis"), cut_off("t_score_normal")
        ranges = [
            text("marks", "at_or_lower", cut=low),
            text("marks", "between", low=low, high=high),
            text("marks", "at_or_higher", cut=high),
        ]
    last = len(ranges) - 1
    people = (*counts[:last], sum(counts[last:]))
    rows = tuple((said, number(count)) for said, count in zip(ranges, people, strict=True))
    return ClassTable(heads=heads("marks", f"{found.score}_heads"), rows=rows)


# ---------------------------------------------------------------- who trains with whom


def _groups(members: tuple[Member, ...]) -> ClassStep:
    found = groups(members)
    shows_labels = sum(len(member.label) + 2 for member in members) <= MOST_LETTERS
    cards = tuple(
        GroupCard(
            title=_texts("groups")[group]["title"],
            people=text("groups", "people", count=len(labels)),
            line=_texts("groups")[group]["line"],
            labels=labels if shows_labels else (),
        )
        for group, labels in found.items()
    )
    beside = () if shows_labels else (text("groups", "in_table"),)
    joins = (text("groups", "begins"),) if Together.ONE_TO_ONE in found and len(found) > 1 else ()
    return ClassStep(
        key=GROUPS,
        message=text("groups", "message", count=len(found)),
        picture=GroupCards(cards=cards),
        points=(" ".join((text("groups", "pace"), *joins, *beside)),),
        tables=(
            ClassTable(
                heads=heads("groups"),
                rows=tuple(
                    (card.title, card.people, ", ".join(labels))
                    for card, labels in zip(cards, found.values(), strict=True)
                ),
            ),
        ),
        sources=tuple(texts("exercise_levels.toml")["about"]["sources"]),
    )


# ---------------------------------------------------------------- habits


def _habits(members: tuple[Member, ...]) -> ClassStep | None:
    if len(members) < FEWEST:
        return None
    found = habits(members)
    told = [habit for habit in found if habit.may_be_shown]
    shown = [
        habit for habit in told if 2 * habit.no_goal <= len(members)
    ]  # what is no goal for most stands in the table
    hidden = [text("habits", habit.key) for habit in found if habit not in told]
    most = max((habit for habit in shown if not habit.is_sensitive), key=lambda habit: habit.room, default=None)
    if most is None:
        return None
    kinds = ("met", "room", "unknown", "no_goal")
    said: dict[str, Said] = {"habit": _title(most), "count": most.room, "all": len(members)}
    notes = (text("habits", "hidden", habits=joined(hidden)),) if hidden else ()
    return ClassStep(
        key=HABITS,
        message=text("habits", "message", **said) if most.room else text("habits", "message_met"),
        picture=HabitBars(
            bars=tuple(
                HabitBar(label=_title(habit), parts=tuple(zip(kinds, habit.counts, strict=True))) for habit in shown
            ),
            legend=tuple((kind, text("habits", kind)) for kind in kinds),
            of=len(members),
            alt=" ".join(_habit_alt(habit) for habit in shown),
        ),
        points=(" ".join((text("habits", "blank"), *notes)),),
        tables=(
            ClassTable(
                heads=heads("habits"),
                rows=tuple((_title(habit), *map(number, habit.counts)) for habit in told),
            ),
        ),
    )


def _title(habit: Habit) -> str:
    title: str = texts("checklist.toml")[habit.key]["title"]
    return title


def _habit_alt(habit: Habit) -> str:
    said = dict(zip(("met", "room", "unknown", "no_goal"), habit.counts, strict=True))
    return text("habits", "alt", habit=_title(habit), **said)


# ---------------------------------------------------------------- falls


def _falls(members: tuple[Member, ...]) -> ClassStep | None:
    """Falls in a class of this size, where somebody is of the age in which they were counted."""
    here = like_the_trials(members)
    if not here:
        return None
    is_small = len(members) < _FALLS_FROM
    found = class_falls(_FALLS_ELSE if is_small else len(members))
    without, with_it, low, high = map(_whole, (found.without, found.with_it, found.low, found.high))
    told: dict[str, Said] = {"people": found.people, "without": without, "with_it": with_it}
    size = (text("falls", "other_size", people=found.people),) if is_small else ()
    who = (text("falls", "here", count=here, all=len(members)),) if not is_small else ()
    rows = (
        (text("falls", "without"), without, 0, text("falls", "falls", count=without)),
        (text("falls", "with_it"), with_it, without - with_it, text("falls", "falls", count=with_it)),
    )
    return ClassStep(
        key=FALLS,
        message=text("falls", "message", **told),
        picture=FallRows(rows=rows, alt=text("falls", "alt", **told)),
        points=(" ".join((*who, *size, text("falls", "likely", low=low, high=high))), text("falls", "who")),
        tables=(
            ClassTable(
                heads=heads("falls", people=found.people),
                rows=tuple((label, number(count)) for label, count, *_ in rows),
            ),
        ),
        small_print=(effects.sentence(found.found),),
        sources=(found.found.source,),
    )


def _whole(falls: float) -> int:
    """Falls as a whole number, halves up."""
    return int(falls + 0.5)


# ---------------------------------------------------------------- for the coach alone


def private_words(member: Member) -> tuple[str, str, str]:
    """What to say to somebody who should see a clinician first, because of what, and what their training waits for.

    Reasons are named by what they are about, and by no illness.
    """
    private, lead = _texts("private"), member.report.lead
    when = private["when"].get(lead.leads, private["when"]["doctor"])
    groups_of_reasons = dict.fromkeys(private["reasons"].get(reason.group, private["other"]) for reason in lead.reasons)
    return when, joined(groups_of_reasons or (private["other"],)), private["training"][_training(member)]


def _training(member: Member) -> str:
    plan = member.report.plan
    if plan is None:
        return "none"
    exercise = plan.exercise
    if exercise.level.waits:
        return "waits"
    return exercise.level.value if exercise.waits_for is WaitsFor.HELP else exercise.waits_for.value
