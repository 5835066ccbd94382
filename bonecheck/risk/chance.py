"""What a fracture-risk model says about one person: the types of its answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bonecheck.outcomes import Value


class FractureKind(StrEnum):
    """Which fractures a number is about."""

    ANY = "any"
    MAJOR = "major"
    NON_VERTEBRAL = "non_vertebral"
    VERTEBRAL = "vertebral"
    HIP = "hip"


@dataclass(frozen=True, slots=True)
class Range:
    """Out of 100 people [percent]. Both ends are equal where every answer that the model needs is known."""

    low: float
    high: float

    @property
    def is_open(self) -> bool:
        """Whether an unknown answer leaves more than one number possible."""
        return self.low != self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """One factor in which the person differs, or may differ, from the comparison person.

    `weight` says what the amounts are: "times" multiplies the hazard, "points" adds points, "steps" moves up
    categories. The amounts differ where the answer is not known. `without` is the chance with this one factor
    as in the comparison person, and None where the model answers in bands. Where it `is_answered`, the model itself
    leaves open what the answer does.
    """

    factor: str
    weight: str
    low: float
    high: float
    without: Range | None = None
    is_answered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingLine:
    """One line of a model's sum: the term with the person's number in it, and what it adds to the least and the
    greatest sum. Mostly `low` is the lesser; where one factor makes up for another, it may not be.
    """

    factor: str
    text: str
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """The sum behind a chance: chance = 100 * (1 - survival ** exp(sum)); no survival for tables of points."""

    lines: tuple[WorkingLine, ...]
    survival: float | None = None

    @property
    def sum(self) -> tuple[float, float]:
        """The least and the greatest sum."""
        return sum(line.low for line in self.lines), sum(line.high for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """The chance of one kind of fracture within some years, for the person and for the comparison person.

    `raised_to_hip` says that the model's own number was below its number for the hip and was raised to it;
    `in_groups` that the model names groups such as "10 to 20", so that the range is not one of open answers;
    `is_beyond_counting` that the equations contradict each other so high up that no count is named; `as_typed` that the number is the person's own and is not rounded.
    """

    kind: FractureKind
    years: int
    you: Range
    comparison: Range | None = None
    drivers: tuple[Driver, ...] = ()
    working: Working | None = None
    raised_to_hip: bool = False
    is_beyond_counting: bool = False
    in_groups: bool = False
    as_typed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A condition or a limit that goes with a number; `key` names its words."""

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


# Remarks on something that a model does not see and that weighs so much that a comparison would mislead.
WITHHOLD = frozenset(
    {"remark_break_not_seen", "remark_recent_break_not_seen", "remark_height_not_seen", "remark_scan_not_seen"}
)


OTHER_GROUP = "remark_group_not_in_model"  # told, and no answer narrows the range that it leaves


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRisk:
    """What one published model makes of the person.

    `comparison` names the comparison person in words (None where the model has none), and `open_questions` the
    questions whose answers would narrow the ranges, the one that narrows most first. `is_highest` says that the model
    names its highest group, which nothing that it leaves out could lift.
    """

    model: str
    sex: str
    age_years: int
    chances: tuple[Chance, ...]
    comparison: Remark | None = None
    open_questions: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    is_highest: bool = False

    @property
    def is_withheld(self) -> bool:
        """Whether nobody stands beside the person, and no factor is taken apart, since the model leaves out what weighs more."""
        return any(remark.key in WITHHOLD for remark in self.remarks)

    def chance(self, kind: FractureKind, years: int) -> Chance | None:
        """The chance for this kind and time, if the model gives it."""
        return next((chance for chance in self.chances if (chance.kind, chance.years) == (kind, years)), None)

    def for_break(self, *, hip: bool) -> tuple[Chance, ...]:
        """The chances for the hip, or those for the model's widest group of breaks."""
        wanted = (chance for chance in self.chances if (chance.kind is FractureKind.HIP) == hip)
        return tuple(chance for chance in wanted if chance.kind is not FractureKind.VERTEBRAL)

    def number_for(self, *, hip: bool, years: int) -> Chance | None:
        """The one of these for this time, if the model gives it."""
        return next((chance for chance in self.for_break(hip=hip) if chance.years == years), None)
