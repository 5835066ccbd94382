"""The types of a plan: how safe it is to train, the checklist, the first actions, and the talk with the doctor."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Level(StrEnum):
    """How to begin with exercise, the most careful first."""

    URGENT = "urgent"
    STOP = "stop"
    SUPERVISED = "supervised"
    OPEN = "open"
    BUILD_UP = "build_up"
    FULL = "full"

    @property
    def waits(self) -> bool:
        """Whether a clinician comes before any training."""
        return self in {Level.URGENT, Level.STOP}

    @property
    def is_gentle(self) -> bool:
        """Whether training begins with help, or lightly until what is open is settled."""
        return self in {Level.SUPERVISED, Level.OPEN}


class WaitsFor(StrEnum):
    """What comes first at a level: help with the moves, a doctor before any training, or a doctor before more of it."""

    HELP = "help"
    DOCTOR = "held"
    DOCTOR_BEFORE_MORE = "no_more"


class Strength(StrEnum):
    """How strong the evidence is that this matters for bone or for falls."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    CONTESTED = "contested"


class Status(StrEnum):
    """How an answer stands to its target."""

    MET = "met"
    BELOW = "below"
    ABOVE = "above"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Group(StrEnum):
    """Where a line of the checklist stands, the most worth doing first."""

    WORK_ON = "work_on"
    NOT_KNOWN = "not_known"
    FINE = "fine"
    WEAK = "weak"
    NOT_FOR_YOU = "not_for_you"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseLevel:
    """The level, the claims that led to it, and the questions still open that hold it back from "full".

    `waits_for` narrows a level with help: a doctor looks before any training, or before more of it.
    """

    level: Level
    reasons: tuple[str, ...]
    open_questions: tuple[str, ...]
    waits_for: WaitsFor = WaitsFor.HELP


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number or a range in the unit of its row; `at_least` where some of it was not answered."""

    least: float
    most: float
    at_least: bool = False

    @property
    def middle(self) -> float:
        """Half-way between the two ends."""
        return (self.least + self.most) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistLine:
    """One line of the checklist.

    `answer` is what the person does, as an amount, and `said` the answer itself where it is a choice. `dose` is what is
    taken a day, where `answer` is a blood level. `target` is
    what to reach, or with `is_limit` what not to pass. `upper_limit` is where more becomes too much. `remark` names
    further words, and `question` is where the answer can be given or changed.
    """

    key: str
    status: Status
    strength: Strength
    question: str
    answer: Quantity | None = None
    dose: Quantity | None = None
    said: str | None = None
    target: Quantity | None = None
    is_limit: bool = False
    upper_limit: float | None = None
    body: str | None = None
    remark: str | None = None

    @property
    def gap(self) -> float:
        """How far from enough, from 0 (there) to 1 (all of it missing, or twice the limit and more)."""
        if self.status not in {Status.BELOW, Status.ABOVE}:
            return 0.0
        if self.answer is None or self.target is None or self.target.least <= 0:
            return 1.0
        return min(1.0, abs(self.target.least - self.answer.middle) / self.target.least)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One of the first things to do.

    `reasons` are the findings and claims behind a talk with the doctor, and `row` the line of the checklist behind the others.
    """

    key: str
    status: Status
    row: str | None = None
    reasons: tuple[str, ...] = ()
    is_urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shows:
    """How long the average loss of women like this one takes to show above the noise of a scan, and at which place."""

    who: str
    region: str
    years: float
    age_from: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanInterval:
    """How long until one in ten people like this had reached the osteoporosis range, or why no study tells.

    Years are None where `why` names the reason instead. `rarely` names guidelines with a long time, `usual` is the key of
    what guidelines say for this person, and `shows` what a scan needs to show anything, where a table has people like
    this one. `ask_on` is the day on which asking for a scan makes sense, so many years after the last one; None where
    nothing told names a time for this person, or where it has come already.
    """

    why: str
    rarely: tuple[str, ...] = ()
    usual: str = "usual"
    shows: Shows | None = None
    years: float | None = None
    years_low: float | None = None
    years_high: float | None = None
    ask_after_years: int | None = None
    ask_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that the plan page, the results and the hand-out show.

    `reassures` says that all that matters most is on target. `afraid` says that the person is afraid to move or to fall.
    """

    exercise: ExerciseLevel
    rows: tuple[ChecklistLine, ...]
    actions: tuple[Action, ...]
    reassures: bool
    afraid: bool
    doctor_questions: tuple[str, ...]
    next_scan: ScanInterval

    def row(self, key: str) -> ChecklistLine:
        """One line of the checklist."""
        return next(row for row in self.rows if row.key == key)
