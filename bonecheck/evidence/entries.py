"""The types of the TOML files with entries and rules: sources, cut-offs, questions, people, and the plan."""

import operator
from datetime import date
from typing import Annotated, Literal, get_args

from msgspec import UNSET, Meta, UnsetType, field

from bonecheck.evidence.schema import (
    Base,
    Certainty,
    ClaimKey,
    Comparison,
    Count,
    EffectKey,
    Entry,
    Filled,
    ItemsKey,
    Key,
    Level,
    Number,
    OutcomeKey,
    PartKey,
    QuestionKey,
    ResultKey,
    RowKey,
    SampleKey,
    Source,
    Status,
    Strength,
    Text,
    Texts,
    ThresholdKey,
    Whole,
)

COMPARISONS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


class Citation(Entry, frozen=True, kw_only=True):
    """One source, and how it was read."""

    FILE = "citations.toml"

    text: Filled
    link: Annotated[str, Meta(pattern="^(https?://.+)?$")]
    read: Literal["original", "part of the original", "abstract", "second hand", "design"]


class Threshold(Entry, frozen=True, kw_only=True):
    """A cut-off, with who it is for and where it comes from."""

    FILE = "thresholds.toml"

    label: Filled
    measure: Filled
    unit: Filled
    when: Comparison
    value: Number
    applies_to: Filled
    not_for: str
    source: Source
    where: Filled
    certainty: Certainty
    in_force: date
    reviewed_by: str

    def is_met_by(self, x: float) -> bool:
        """Whether `x`, in the unit of this threshold, is on the named side of the boundary."""
        return bool(COMPARISONS[self.when](x, self.value))


# ---------------------------------------------------------------- questions and people


class Within(Base, frozen=True, kw_only=True):
    """When a question is asked, by a number: within these, or short of a threshold."""

    at_least: Number | UnsetType = UNSET
    below: Number | UnsetType = UNSET
    short_of: ThresholdKey | UnsetType = UNSET

    def __post_init__(self) -> None:
        """A rule without a limit would ask nobody, or everybody."""
        if {self.at_least, self.below, self.short_of} == {UNSET}:
            raise ValueError("needs `at_least`, `below` or `short_of`")


Unit = Literal[
    "",
    "years",
    "months",
    "sd",
    "g_cm2",
    "cm",
    "kg",
    "percent_in_10_years",
    "percent",
    "a_day",
    "a_week",
    "minutes_a_day",
    "mg_a_day",
    "mg_cm3",
    "iu_a_day",
    "ng_ml",
]


AskedIf = dict[QuestionKey, tuple[Filled, ...] | Within]


class Question(Entry, frozen=True, kw_only=True):
    """One question; see the head of the file for the fields."""

    FILE = "questions.toml"

    part: PartKey
    placed: Filled
    kind: Literal["whole_number", "number", "choice", "choices", "counts", "date", "text", "gate", "joined"]
    label: Text
    why: Text
    quiet: bool = False
    unit: Unit = ""
    quantity: Literal["", "height", "weight", "bone_density", "vitamin_d_level", "vitamin_d_dose"] = ""
    lowest: Number | None = None
    highest: Number | None = None
    signed: bool = False
    advice: Text | Literal[""] = ""
    options: tuple[tuple[Filled, Text], ...] = ()
    items: ItemsKey | UnsetType = UNSET
    opens: tuple[QuestionKey, ...] = ()
    usual: str = ""
    asked_if: AskedIf | tuple[AskedIf, ...] = field(default_factory=dict)
    groups: tuple[tuple[Text, tuple[Filled, ...]], ...] = ()
    changes: tuple[ResultKey, ...] = ()

    @property
    def alternatives(self) -> tuple[AskedIf, ...]:
        """The sets of rules of which one must hold."""
        return self.asked_if if isinstance(self.asked_if, tuple) else (self.asked_if,)


class Hazard(Entry, frozen=True, kw_only=True):
    """One way in which the app could harm, and what stands against it."""

    FILE = "hazards.toml"

    harm: Text
    cause: Text
    guards: Text
    tests: Annotated[tuple[Filled, ...], Meta(min_length=1)]
    left: Text


class Sample(Entry, frozen=True, kw_only=True):
    """A made-up person; the answers stand in `samples/`."""

    FILE = "samples.toml"

    name: Filled
    story: Text
    teaches: Text
    on_start: bool
    beside: SampleKey | None = None


# ---------------------------------------------------------------- plan


class ChecklistRow(Base, frozen=True, kw_only=True):
    """The words of one line of the checklist, and what its worth comes from."""

    title: Text
    worth: Text
    asks: Annotated[tuple[QuestionKey, ...], Meta(min_length=1)]
    find_out: Text | UnsetType = UNSET
    unit: Key | UnsetType = UNSET
    unit_blood: Key | UnsetType = UNSET
    target: Text | UnsetType = UNSET
    effects: tuple[EffectKey, ...]
    how: Annotated[tuple[Text, ...], Meta(min_length=1)]
    how_supervised: tuple[Text, ...] = ()
    sources: Annotated[tuple[Source, ...], Meta(min_length=1)]
    remarks: Texts


class ChecklistFile(Whole, frozen=True, kw_only=True):
    """The lines of the checklist in their order, and those that stand last."""

    FILE = "checklist.toml"

    rows: tuple[RowKey, ...]
    last: tuple[RowKey, ...]
    asks_for: dict[Key, QuestionKey]
    balance: ChecklistRow
    home: ChecklistRow
    smoking: ChecklistRow
    resistance: ChecklistRow
    alcohol: ChecklistRow
    calcium: ChecklistRow
    vitamin_d: ChecklistRow
    protein: ChecklistRow
    impact: ChecklistRow
    walking: ChecklistRow
    cola: ChecklistRow
    caffeine: ChecklistRow
    sodium: ChecklistRow
    words: dict[str, dict[str, Text | tuple[Text, ...]]]


class Points(Base, frozen=True, kw_only=True):
    """How the first actions are ordered."""

    strength: dict[str, Count]
    large_gap: Count
    small_gap: Count
    not_known: Count
    large_gap_from: Annotated[float, Meta(gt=0, le=1)]
    how_many: Annotated[int, Meta(ge=1)]
    reassured_by: tuple[RowKey, ...]
    not_reassured_with: tuple[ClaimKey, ...]

    def __post_init__(self) -> None:
        """Points for each strength of evidence."""
        if self.strength.keys() != set(get_args(Strength)):
            raise ValueError(f"needs a `strength` for each of {get_args(Strength)}")


class Action(Base, frozen=True, kw_only=True):
    """One thing to do, for whom it is there, and what it is worth."""

    title: Text
    why: Text
    begin: Text
    row: RowKey | None = None
    today: bool = False
    first: bool = False
    keeps: bool = False
    benefit: Count | None = None
    strength: Strength | None = None
    more: dict[ClaimKey, Count] = field(default_factory=dict)
    leads_if: tuple[ClaimKey, ...] = ()
    only_if: tuple[ClaimKey, ...] = ()
    only_if_status: tuple[Status, ...] = ("below", "above", "unknown")
    not_if: tuple[ClaimKey, ...] = ()
    title_unknown: Text | UnsetType = UNSET
    title_urgent: Text | UnsetType = UNSET
    why_unknown: Text | UnsetType = UNSET
    why_urgent: Text | UnsetType = UNSET
    begin_supervised: Text | UnsetType = UNSET
    begin_open: Text | UnsetType = UNSET
    begin_stop: Text | UnsetType = UNSET
    begin_unknown: Text | UnsetType = UNSET
    begin_urgent: Text | UnsetType = UNSET
    begin_today: Text | UnsetType = UNSET

    def __post_init__(self) -> None:
        """It comes today, first, by its points, or to keep something up; points need a strength, its own or its line's."""
        if self.today + self.first + self.keeps + (self.benefit is not None) != 1:
            raise ValueError("needs one of `today`, `first`, `keeps` and `benefit`")
        if self.benefit is not None and self.row is None and self.strength is None:
            raise ValueError("has a benefit, and neither a row nor a strength")


class Reason(Base, frozen=True, kw_only=True):
    """Why to see a doctor: the group it belongs to, of which one is named, its words, and whether a call today is enough
    where it is urgent. A finding calls for the doctor from "see a clinician" on, or at any concern. `not_if` claims say the
    same in other words."""

    group: Key
    text: Text
    today: bool = False
    at_any_concern: bool = False
    not_if: tuple[ClaimKey, ...] = ()


class FirstActions(Whole, frozen=True, kw_only=True):
    """What to do first."""

    FILE = "first_actions.toml"

    points: Points
    actions: dict[Key, Action]
    words: Texts
    reasons: dict[OutcomeKey, Reason]
    because: dict[ClaimKey, Reason]


class LeadReason(Base, frozen=True, kw_only=True):
    """How a reason for the doctor stands in the first line: beside others, or alone; `in_full` also of its finding."""

    text: Text
    alone: Text | UnsetType = UNSET
    in_full: bool = False


class LeadRule(Whole, frozen=True, kw_only=True):
    """What the first line of the results is about, and its words."""

    FILE = "lead.toml"

    order: Annotated[tuple[Key, ...], Meta(min_length=1)]
    most: Annotated[int, Meta(gt=0)]
    words: Annotated[int, Meta(gt=0)]
    safety: tuple[OutcomeKey, ...]
    lines: Texts
    which: Texts
    names: Texts
    ranges: Texts
    where: Texts
    meanings: Texts
    open: Texts
    reasons: dict[Key, LeadReason]


class TalkQuestion(Base, rename={"if_": "if"}, frozen=True, kw_only=True):
    """A question for the doctor, and when it fits: after an outcome, if a claim holds, or always."""

    text: Text
    always: bool = False
    after: tuple[OutcomeKey, ...] = ()
    if_: tuple[ClaimKey, ...] = ()
    not_if: tuple[ClaimKey, ...] = ()

    def __post_init__(self) -> None:
        """A question that fits nobody is a slip."""
        if not (self.always or self.after or self.if_):
            raise ValueError("fits nobody: it has no `always`, no `after` and no `if`")


class TalkWords(Base, frozen=True, kw_only=True):
    """The headings of the talk, and the sources of what is said about medicines."""

    title: Text
    intro: Text
    red_flags_title: Text
    next_scan_title: Text
    next_scan_remind: Text
    next_scan_sooner: Text
    medicine_sources: tuple[Source, ...]


class RedFlags(Base, frozen=True, kw_only=True):
    """When to get help, and how soon."""

    now: Texts
    soon: Texts
    now_lead: Text
    soon_lead: Text
    note: Text
    sources: tuple[Source, ...]


class NextScanWords(Base, frozen=True, kw_only=True):
    """What is said about the next scan, by the reason why a study tells, or why none does."""

    told: Text
    long: Text
    no_t_score: Text
    not_in_study: Text
    answers_open: Text
    old_scan: Text
    after_a_drop: Text
    no_hip: Text
    in_range_already: Text
    rarely_new_zealand: Text
    rarely_us: Text
    shows_transition: Text
    shows_old_age: Text
    usual: Text
    usual_untreated: Text
    usual_on_medicine: Text
    usual_on_steroids: Text
    usual_after_denosumab: Text
    noise: Text
    sources: tuple[Source, ...]


class DoctorTalk(Whole, frozen=True, kw_only=True):
    """What to ask the doctor."""

    FILE = "doctor_talk.toml"

    questions: dict[Key, TalkQuestion]
    words: TalkWords
    red_flags: RedFlags
    next_scan: NextScanWords


class LevelReason(Base, frozen=True, kw_only=True):
    """A claim that sets the level of exercise, the questions that settle it, and its words."""

    level: Level
    questions: tuple[QuestionKey, ...]
    text: Text


class Held(Base, frozen=True, kw_only=True):
    """Claims with which a doctor looks before a physiotherapist does, and what to do meanwhile; `beside` may stand with them."""

    claims: tuple[ClaimKey, ...]
    safe: tuple[Text, ...]
    keep: tuple[Text, ...]
    learn: tuple[Text, ...]
    ask: tuple[Text, ...]
    beside: tuple[ClaimKey, ...] = ()


class LevelWords(Base, frozen=True, kw_only=True):
    """What a level says."""

    title: Text
    lead: Text
    safe: tuple[Text, ...]
    keep: tuple[Text, ...]
    learn: tuple[Text, ...]
    ask: tuple[Text, ...]


class AboutLevels(Base, frozen=True, kw_only=True):
    """Where the levels come from."""

    sources: Annotated[tuple[Source, ...], Meta(min_length=1)]
    note: Text
    open: Text
    no_scan: Text
    quoted: Text


class KeepMoving(Base, frozen=True, kw_only=True):
    """What stands above the plan: movement is good for everybody."""

    title: Text
    text: Text
    short: Text
    afraid: Text


class Liftmor(Base, frozen=True, kw_only=True):
    """The heavy-lifting study: what it was, and what it was not."""

    title: Text
    was: tuple[Text, ...]
    was_not: tuple[Text, ...]
    effects: tuple[EffectKey, ...]
    sources: tuple[Source, ...]


class ExerciseLevels(Whole, frozen=True, kw_only=True):
    """How to begin with exercise."""

    FILE = "exercise_levels.toml"

    reasons: dict[ClaimKey, LevelReason]
    held: Held
    no_more: Held
    levels: dict[Level, LevelWords]
    about: AboutLevels
    keep_moving: KeepMoving
    liftmor: Liftmor
    asked: dict[QuestionKey, Text]


MoveKind = Literal["strength", "balance", "impact", "back", "walk"]
Range = tuple[Count, Count]  # low and high
PROGRAMME_NUMBERS = ("days", "rounds", "repeats", "effort", "minutes", "seconds", "times")


class ProgrammeLine(Base, frozen=True, kw_only=True):
    """What one stage of the programme asks for: its numbers as ranges, and the words that name them."""

    kind: MoveKind
    text: Text
    sources: Annotated[tuple[Source, ...], Meta(min_length=1)]
    certainty: Certainty
    days: Range | UnsetType = UNSET
    rounds: Range | UnsetType = UNSET
    repeats: Range | UnsetType = UNSET
    effort: Range | UnsetType = UNSET
    minutes: Range | UnsetType = UNSET
    seconds: Range | UnsetType = UNSET
    times: Range | UnsetType = UNSET

    @property
    def ranges(self) -> dict[str, tuple[int, int]]:
        """The numbers that are given, by their names."""
        given = {name: getattr(self, name) for name in PROGRAMME_NUMBERS}
        return {name: pair for name, pair in given.items() if pair is not UNSET}

    def __post_init__(self) -> None:
        """Ranges run upwards, and what is our own choice says so."""
        for name, (low, high) in self.ranges.items():
            if low > high:
                raise ValueError(f"needs a `{name}` that runs from low to high")
        if self.certainty == "D" and "design" not in self.sources:
            raise ValueError("is our own choice, and so names `design` among its sources")


class ProgrammeStage(Base, frozen=True, kw_only=True):
    """Some weeks of the programme."""

    weeks: Range
    moves: Annotated[tuple[Key, ...], Meta(min_length=1)]
    lines: Annotated[tuple[ProgrammeLine, ...], Meta(min_length=1)]


class ProgrammeColumn(Base, frozen=True, kw_only=True):
    """The programme for some levels."""

    levels: Annotated[tuple[Level, ...], Meta(min_length=1)]
    title: Text
    lead: Text
    leave_out: Annotated[tuple[Text, ...], Meta(min_length=1)]
    stages: Annotated[tuple[ProgrammeStage, ...], Meta(min_length=1)]

    def __post_init__(self) -> None:
        """No week is missing, and none is there twice."""
        follows = 1
        for stage in self.stages:
            if stage.weeks[0] != follows or stage.weeks[1] < follows:
                raise ValueError(f"needs a stage that begins with week {follows}")
            follows = stage.weeks[1] + 1


class Move(Base, frozen=True, kw_only=True):
    """One move in words: how, what to mind, with help, and what its drawing shows."""

    title: Text
    kind: MoveKind
    how: Text
    careful: Text
    drawn: Text
    sources: Annotated[tuple[Source, ...], Meta(min_length=1)]
    supervised: Text | UnsetType = UNSET


class ProgrammeRule(Base, frozen=True, kw_only=True):
    """What always holds while training."""

    text: Text
    sources: Annotated[tuple[Source, ...], Meta(min_length=1)]
    certainty: Certainty


class ProgrammeWords(Base, frozen=True, kw_only=True):
    """What stands around the programme."""

    title: Text
    weeks: Text
    in_short: Text
    drawn: Text
    leave_out: Text
    rules: Text
    line: Text
    moves: Text
    sources: Text
    sure: Text
    note: Text
    optional: Text
    span: Text
    kind: dict[MoveKind, Text]
    waits: dict[Literal["stop", "held", "no_more", "pregnant"], Text]
    certainty: dict[Certainty, Text]


class ExerciseProgramme(Whole, frozen=True, kw_only=True):
    """Twelve weeks of exercise by level, with the moves."""

    FILE = "exercise_programme.toml"

    columns: dict[Key, ProgrammeColumn]
    moves: dict[Key, Move]
    rules: dict[Key, ProgrammeRule]
    words: ProgrammeWords

    def __post_init__(self) -> None:
        """Each level has one column at most, and each move of a stage is there."""
        levels = [level for column in self.columns.values() for level in column.levels]
        if len(levels) != len(set(levels)):
            raise ValueError("has a level in two columns")
        named = {move for column in self.columns.values() for stage in column.stages for move in stage.moves}
        if unknown := named - self.moves.keys():
            raise ValueError(f"names moves that are not there: {sorted(unknown)}")


Day = Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
Slot = Literal["exercise", "walk"]
Reminder = Literal["none", "on_time", "on_day", "minutes_15", "minutes_30", "evening_before"]
ClockTime = Annotated[str, Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class WeekEntry(Base, frozen=True, kw_only=True):
    """One thing for the week: its days, or the first of them that comes.

    One with a `slot` may stand at a time of day, and takes up `minutes` of it.
    """

    title: Text
    text: Text
    days: Annotated[tuple[Day, ...], Meta(min_length=1)]
    supervised: Text | UnsetType = UNSET
    once: bool = False
    keeps: bool = False
    lowers: bool = False
    only_if_told: bool = False
    slot: Slot | UnsetType = UNSET
    minutes: Annotated[int, Meta(ge=5, le=60)] | UnsetType = UNSET

    def __post_init__(self) -> None:
        """Each day once, in the order of the week; what is kept up is not brought down; and a time has its minutes."""
        if list(self.days) != [day for day in get_args(Day) if day in self.days]:
            raise ValueError("needs its days once each, in the order of the week")
        if self.keeps and self.lowers:
            raise ValueError("cannot both keep up and bring down")
        if (self.slot is UNSET) != (self.minutes is UNSET):
            raise ValueError("needs both `slot` and `minutes`, or neither")


class WeeklyPlan(Whole, frozen=True, kw_only=True):
    """The week and its calendar file."""

    FILE = "weekly_plan.toml"

    weeks: Annotated[int, Meta(ge=1)]
    summary: Text
    with_note: Text
    kept: Text
    look_again: Text
    check_up: Text
    note: Text
    no_time: Text
    days: dict[Day, Text]
    times: dict[ClockTime, Text]
    morning: ClockTime
    evening: ClockTime
    reminders: dict[Reminder, Text]
    entries: dict[Key, WeekEntry]

    def __post_init__(self) -> None:
        """What a text calls "{morning}" or "{evening}" has its words."""
        if not {self.morning, self.evening} <= self.times.keys():
            raise ValueError("`morning` and `evening` need their words in `times`")
