"""From the two equations of a hazard model to one person's chances, with the range that unknown answers leave.

The sums of the models have no interactions, so the least and the greatest chance follow factor by factor.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bonecheck.evidence.library import threshold
from bonecheck.risk.chance import Chance, Driver, FractureKind, Range, Working, WorkingLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One input of a model: the values that fit the person's answers, and that of the comparison person."""

    factor: str
    options: tuple[float, ...]
    plain: float
    question: str | None = None


class Equations(Protocol):
    """What a hazard model offers; `kinds` are the wider outcome and the hip, in this order."""

    kinds: tuple[FractureKind, FractureKind]

    def addition(self, kind: FractureKind, factor: str, value: float) -> float:
        """What this value of this factor adds to the sum."""

    def text(self, kind: FractureKind, factor: str, value: float) -> str:
        """The same as a formula with the number filled in."""

    def survival(self, kind: FractureKind, years: int) -> float:
        """Baseline survival."""

    def percent(self, columns: Mapping[str, npt.NDArray[np.float64]]) -> Mapping[FractureKind, npt.NDArray[np.float64]]:
        """The model's own scores for a table with one column per factor and one of `years`."""


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A term with what it adds to the sum of one outcome: in the comparison person, at least, and at most."""

    term: Term
    plain: float
    low: float
    high: float
    value_of_low: float
    value_of_high: float


def chances(equations: Equations, terms: tuple[Term, ...], horizons: tuple[int, ...]) -> tuple[Chance, ...]:
    """Both outcomes at each horizon [years], scored by the model's table function in one call.

    The wider outcome is shown at least as high as the hip: the equations of both models can cross in extreme people.
    """
    weighed = {kind: tuple(_weighed(equations, kind, term) for term in terms) for kind in equations.kinds}
    differing = [
        number for number, term in enumerate(terms) if term.options != (term.plain,) and len(term.options) == 1
    ]
    table = _Table(equations, weighed, horizons, differing)
    wider, hip = equations.kinds
    lines = {kind: _lines(equations, kind, weighed[kind]) for kind in equations.kinds}
    strongest = {kind: _strongest_first(weighed[kind]) for kind in equations.kinds}
    found = []
    for years in horizons:
        for kind in (wider, hip):
            own = {scenario: table.range(scenario, kind, years) for scenario in table.scenarios}
            shown = own
            if kind is wider:
                shown = {scenario: _at_least(own[scenario], table.range(scenario, hip, years)) for scenario in own}
            # Only where no answer would undo it: the far end of an open range says nothing about the person.
            crosses = table.range("you", wider, years).low < table.range("you", hip, years).low
            beyond = crosses and threshold("beyond_counting").is_met_by(table.range("you", hip, years).low)
            found.append(
                Chance(
                    kind=kind,
                    years=years,
                    you=shown["you"],
                    comparison=shown["comparison"],
                    drivers=tuple(
                        replace(driver, without=shown[driver.factor]) if driver.factor in shown else driver
                        for driver in strongest[kind]
                    ),
                    working=Working(lines=lines[kind], survival=equations.survival(kind, years)),
                    raised_to_hip=crosses and kind is wider,
                    is_beyond_counting=beyond,
                )
            )
    return tuple(found)


def open_questions(found: tuple[Chance, ...], terms: tuple[Term, ...]) -> tuple[str, ...]:
    """The questions behind unknown inputs, the one that leaves the widest range first."""
    question_of = {term.factor: term.question for term in terms}
    widest: dict[str, float] = {}
    for chance in found[:2]:  # the two outcomes; later horizons have the same factors
        spreads: dict[str, float] = {}
        for driver in chance.drivers:
            question = question_of[driver.factor]
            if question is not None and driver.low != driver.high:
                spreads[question] = spreads.get(question, 0.0) + math.log(driver.high / driver.low)
        widest = {key: max(widest.get(key, 0.0), spreads.get(key, 0.0)) for key in {**widest, **spreads}}
    return tuple(sorted(widest, key=lambda question: -widest[question]))


class _Table:
    """One row for each person to score: you, the comparison person, and you without one factor; all in one call."""

    def __init__(
        self,
        equations: Equations,
        weighed: Mapping[FractureKind, tuple[_Weighed, ...]],
        horizons: tuple[int, ...],
        differing: list[int],
    ) -> None:
        rows: dict[tuple[float, ...], int] = {}
        self._ends: dict[tuple[str, FractureKind], tuple[int, int]] = {}
        for kind, terms in weighed.items():
            plain = [part.term.plain for part in terms]
            you = [part.value_of_low for part in terms], [part.value_of_high for part in terms]
            scenarios = {"you": you, "comparison": (plain, plain)}
            for number in differing:
                without = tuple([*row[:number], plain[number], *row[number + 1 :]] for row in you)
                scenarios[terms[number].term.factor] = without[0], without[1]
            for scenario, (low, high) in scenarios.items():
                ends = rows.setdefault(tuple(low), len(rows)), rows.setdefault(tuple(high), len(rows))
                self._ends[scenario, kind] = ends
            self.scenarios = tuple(scenarios)
        table = np.tile(np.array(list(rows)).T, len(horizons))
        columns = {part.term.factor: column for part, column in zip(weighed[equations.kinds[0]], table, strict=True)}
        columns["years"] = np.repeat(np.array(horizons, dtype=np.float64), len(rows))
        scored = equations.percent(columns)
        self._percent = {
            (kind, years): percent
            for kind in equations.kinds
            for years, percent in zip(horizons, scored[kind].reshape(len(horizons), -1).tolist(), strict=True)
        }

    def range(self, scenario: str, kind: FractureKind, years: int) -> Range:
        """The model's own range, before the hip is looked at."""
        low, high = self._ends[scenario, kind]
        percent = self._percent[kind, years]
        return Range(percent[low], percent[high])


def _weighed(equations: Equations, kind: FractureKind, term: Term) -> _Weighed:
    plain = equations.addition(kind, term.factor, term.plain)
    if term.options == (term.plain,):
        return _Weighed(term, plain, plain, plain, term.plain, term.plain)
    added = [(equations.addition(kind, term.factor, value), value) for value in term.options]
    (low, value_of_low), (high, value_of_high) = min(added), max(added)
    return _Weighed(term, plain, low, high, value_of_low, value_of_high)


def _at_least(wider: Range, hip: Range) -> Range:
    return Range(max(wider.low, hip.low), max(wider.high, hip.high))


def _strongest_first(terms: tuple[_Weighed, ...]) -> list[Driver]:
    """Every factor that differs, or may differ, from the comparison person, and what it multiplies the hazard by."""
    found = []
    for part in terms:
        if part.low != part.plain or part.high != part.plain:
            low, high = part.low - part.plain, part.high - part.plain
            driver = Driver(factor=part.term.factor, weight="times", low=math.exp(low), high=math.exp(high))
            found.append((max(-low, high), driver))
    found.sort(key=itemgetter(0), reverse=True)
    return [driver for _, driver in found]


def _lines(equations: Equations, kind: FractureKind, terms: tuple[_Weighed, ...]) -> tuple[WorkingLine, ...]:
    """The sum line by line, without the factors that add nothing."""
    return tuple(
        WorkingLine(
            factor=part.term.factor,
            text=equations.text(kind, part.term.factor, part.value_of_low) if len(part.term.options) == 1 else "",
            low=part.low,
            high=part.high,
        )
        for part in terms
        if part.low or part.high
    )
