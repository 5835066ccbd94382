"""A class: the people of one table as `assess()` judges each, and what a room may see of them together.

Counts, places on a line and labels of groups alone: no result of one person. Knows no pandas, so that pages may import it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bonecheck.answers.check import Check, Problem
from bonecheck.answers.person import Answer
from bonecheck.evidence.entries import ChecklistFile
from bonecheck.evidence.library import threshold, whole
from bonecheck.lead import Leads
from bonecheck.plan.programme import programme
from bonecheck.plan.types import Level, Status, WaitsFor
from bonecheck.report import Report
from bonecheck.scan.score_choice import Score
from bonecheck.scan.site_reading import score_of
from bonecheck.scan.spectrum import Spectrum, shared

MOST = 200  # rows; longer tables are for the command
FEWEST = 5  # people of whom a room sees a count of what is nobody else's business, and marks on a line
Place = tuple[int, str]  # a row by its number, and a column


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SheetRow:
    """One row as it stands in the file: its number as a spreadsheet counts, its label, and the text of each cell by column.

    Of one that is broken no cell is sure to stand in its column.
    """

    number: int
    label: str
    cells: Mapping[str, str]
    is_broken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A class as it was brought, and the names of the columns that are not read."""

    rows: tuple[SheetRow, ...]
    not_read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BadCell:
    """A cell that cannot be used, or may be a slip: what stands there, and what is to be said of it."""

    row: int
    label: str
    column: str
    given: str
    problem: Problem

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.row, self.column


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One row as a person; `bad` are the cells that are not used, and `odd` those that are used and may be a slip."""

    row: int
    label: str
    check: Check
    report: Report
    bad: tuple[BadCell, ...] = ()
    odd: tuple[BadCell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Classroom:
    """Who is in, what waits for a word on a cell, and the rows that are left out."""

    members: tuple[Member, ...]
    waiting: tuple[BadCell, ...] = ()
    left_out: tuple[int, ...] = ()
    broken: tuple[int, ...] = ()
    not_read: tuple[str, ...] = ()

    @property
    def rows_waiting(self) -> int:
        """How many rows are not in yet."""
        return len({cell.row for cell in self.waiting})

    @property
    def cells_left_out(self) -> int:
        """How many cells of those who are in are not used."""
        return sum(len(member.bad) for member in self.members)


# ---------------------------------------------------------------- marks on a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The deciding scores of all who are read by one kind of score, the lowest first, and a line for them.

    `in_band` counts them by the band of the line, as each person's own report names it.
    """

    score: Score
    values: tuple[float, ...]
    line: Spectrum
    in_band: Mapping[str, int]

    @property
    def may_be_shown(self) -> bool:
        """Whether a room may see them: there are enough, and they do not all lie in one band, which would tell everybody's."""
        return len(self.values) >= FEWEST and sum(count > 0 for count in self.in_band.values()) > 1


def marks(members: Iterable[Member]) -> tuple[Marks, ...]:
    """Those of whom it is settled which score decides, by T-score and by Z-score apart; nobody else has a mark."""
    found: dict[Score, list[tuple[float, str, Spectrum]]] = {Score.T_SCORE: [], Score.Z_SCORE: []}
    for member in members:
        if (mark := _mark(member.report)) is not None:
            found[mark[0]].append(mark[1:])
    told = []
    for score, of_score in found.items():
        if (line := shared(line for *_, line in of_score)) is not None:
            in_band = Counter(key for _, key, _ in of_score)
            values = tuple(sorted(value for value, *_ in of_score))
            told.append(
                Marks(score=score, values=values, line=line, in_band={b.key: in_band[b.key] for b in line.bands})
            )
    return tuple(told)


def _mark(report: Report) -> tuple[Score, float, str, Spectrum] | None:
    """The score, its value and its band, of somebody who has one that decides."""
    score = report.score
    if report.spectrum is None or score is None or score is Score.UNDECIDED:
        return None
    for site in report.sites:
        band = site.category if score is Score.T_SCORE else site.expected_range
        value = score_of(site, score)
        if site.decides and band is not None and value is not None:
            return score, value, band.value, report.spectrum
    return None


# ---------------------------------------------------------------- who trains with whom


class Together(StrEnum):
    """The groups of a class, the gentlest first."""

    ONE_TO_ONE = "one_to_one"
    GENTLY = "gently"
    BUILD_UP = "build_up"
    GO_ON = "go_on"


_GROUPS = {Level.OPEN: Together.GENTLY, Level.BUILD_UP: Together.BUILD_UP, Level.FULL: Together.GO_ON}


def group_of(member: Member) -> Together:
    """With whom somebody trains, by the level of their own plan.

    Whoever begins with help, or has to see a clinician before any training, begins one to one: so nobody in the room can
    tell the one from the other, and nobody moves before the coach has spoken with them.
    """
    plan = member.report.plan
    if plan is None or programme(plan, member.check.person).column is None:
        return Together.ONE_TO_ONE
    return _GROUPS.get(plan.exercise.level, Together.ONE_TO_ONE)


def groups(members: Iterable[Member]) -> dict[Together, tuple[str, ...]]:
    """The labels of each group in the order of the file; a group of nobody is not there."""
    found: dict[Together, list[str]] = {group: [] for group in Together}
    for member in members:
        found[group_of(member)].append(member.label)
    return {group: tuple(labels) for group, labels in found.items() if labels}


# ---------------------------------------------------------------- habits


_SENSITIVE = frozenset({"smoking", "alcohol"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """One line of the checklist over a class: on target, with room for more, not known, and without a goal for them."""

    key: str
    met: int
    room: int
    unknown: int
    no_goal: int

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """All four."""
        return self.met, self.room, self.unknown, self.no_goal

    @property
    def is_sensitive(self) -> bool:
        """Whether it is nobody else's business."""
        return self.key in _SENSITIVE

    @property
    def may_be_shown(self) -> bool:
        """Whether a room may see the counts; of what is sensitive only where no part is a few people, and none of room is all."""
        few = any(0 < count < FEWEST for count in self.counts)
        return not self.is_sensitive or not (few or self.room == sum(self.counts))


def habits(members: Iterable[Member]) -> tuple[Habit, ...]:
    """Every line that matters most, as each person's own checklist judges it, in its order there."""
    plans = [member.report.plan for member in members]
    found: dict[str, Counter[Status]] = {
        key: Counter() for key in whole(ChecklistFile).rows if key not in whole(ChecklistFile).last
    }
    for key, counts in found.items():
        counts.update(Status.NOT_APPLICABLE if plan is None else plan.row(key).status for plan in plans)
    return tuple(
        Habit(
            key=key,
            met=counts[Status.MET],
            room=counts[Status.BELOW] + counts[Status.ABOVE],
            unknown=counts[Status.UNKNOWN],
            no_goal=counts[Status.NOT_APPLICABLE],
        )
        for key, counts in found.items()
    )


# ---------------------------------------------------------------- whom falls were counted in


def like_the_trials(members: Iterable[Member]) -> int:
    """How many are of the age from which exercise against falls was tried, and live at home as far as told."""
    of_age = threshold("balance_age")
    return sum(
        member.check.person.age_years is not None
        and of_age.is_met_by(member.check.person.age_years)
        and member.check.risk_factors.care_home is not Answer.YES
        for member in members
    )


# ---------------------------------------------------------------- for the coach alone


def clinician_first(members: Iterable[Member]) -> tuple[Member, ...]:
    """Everybody whose own first line sends to a doctor, or whose plan waits for one; the most pressing first."""
    order = [*Leads]
    called = [member for member in members if member.report.lead.leads.calls or _waits(member.report)]
    return tuple(sorted(called, key=lambda member: order.index(member.report.lead.leads)))


def _waits(report: Report) -> bool:
    exercise = report.plan.exercise if report.plan else None
    return exercise is not None and (exercise.level.waits or exercise.waits_for is not WaitsFor.HELP)
