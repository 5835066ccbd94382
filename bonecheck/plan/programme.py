"""The twelve weeks of exercise for a person: which column of `data/exercise_programme.toml`, or why they wait."""

from dataclasses import dataclass

from bonecheck.answers.person import Person, Pregnancy
from bonecheck.evidence.entries import ExerciseProgramme, ProgrammeColumn
from bonecheck.evidence.library import whole
from bonecheck.plan.types import Level, Plan, WaitsFor


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A column of the programme; without one, `waits` says why, or is empty where not a word on training is said.

    `is_helped` says that a physiotherapist stands beside it, and `impact_is_a_choice` marks impact that is no goal for this person.
    """

    column: str | None
    waits: str = ""
    is_helped: bool = False
    impact_is_a_choice: bool = False

    @property
    def data(self) -> ProgrammeColumn | None:
        """The stages of its column."""
        return None if self.column is None else whole(ExerciseProgramme).columns[self.column]


def programme(plan: Plan, person: Person) -> Programme:
    """The milder column for whoever begins with help, or has an answer open that could call for it; none where a doctor comes first.

    Source: ``too_fit_to_fracture_moves``, ``strong_steady_straight``; the way from week to week is our own choice.
    """
    exercise = plan.exercise
    if exercise.level is Level.URGENT:
        return Programme(column=None)
    if exercise.level is Level.STOP:
        return Programme(column=None, waits="stop")
    if exercise.waits_for is not WaitsFor.HELP:
        return Programme(column=None, waits=exercise.waits_for)
    if person.pregnancy is Pregnancy.PREGNANT:
        return Programme(column=None, waits="pregnant")
    columns = whole(ExerciseProgramme).columns
    found = next(key for key, column in columns.items() if exercise.level.value in column.levels)
    return Programme(
        column=found,
        is_helped=exercise.level.is_gentle,
        impact_is_a_choice=plan.row("impact").remark == "optional",
    )
