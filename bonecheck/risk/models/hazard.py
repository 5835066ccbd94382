"""From the two equations of a hazard model to one person's chances, with the range that unknown answers leave.

The sums of the models have no interactions, so the least and the greatest chance follow factor by factor.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bonecheck.evidence.library import threshold
from bonecheck.risk.chance import Chance, Driver, FractureKind, Range, Working, WorkingLine

YOU, COMPARISON = "you", "comparison"  # whose sum; the others are named by the factor that is left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One input of a model: the values that fit the person's answers, and that of the comparison person.

    Where it `is_shared`, the comparison person has what the person has: what is open is open for both. Without a
    `question` no answer settles what is open.
    """

    factor: str
    options: tuple[float, ...]
    plain: float
    question: str | None = None
    is_shared: bool = False


class Equations(Protocol):
    """What a hazard model offers; `kinds` are the wider outcome and the hip, in this order."""

    kinds: tuple[FractureKind, FractureKind]

    def addition(self, kind: FractureKind, factor: str, value: float) -> float:
        """What this value of this factor adds to the sum."""

    def text(self, kind: FractureKind, factor: str, value: float) -> str:
        """The same as a formula with the number filled in."""

    def survival(self, kind: FractureKind, years: int) -> float:
        """Baseline survival."""


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A term with what it adds to the sum of one outcome at least and at most, and in the comparison person."""

    term: Term
    plain: float
    plain_most: float
    low: float
    high: float


def chances(equations: Equations, terms: tuple[Term, ...], horizons: tuple[int, ...]) -> tuple[Chance, ...]:
    """Both outcomes at each horizon [years], from the sums: chance = 100 * (1 - survival ** exp(sum)).

    The wider outcome is shown at least as high as the hip: the equations of both models can cross in extreme people.
    """
    wider, hip = equations.kinds
    weighed = {kind: tuple(_weighed(equations, kind, term) for term in terms) for kind in equations.kinds}
    sums = {kind: _sums(weighed[kind]) for kind in equations.kinds}
    lines = {kind: _lines(equations, kind, weighed[kind]) for kind in equations.kinds}
    answered = {term.factor for term in terms if term.question is None}
    strongest = {kind: _strongest_first(weighed[kind]) for kind in equations.kinds}
    found = []
    for years in horizons:
        survival = {kind: equations.survival(kind, years) for kind in equations.kinds}
        shown = {
            kind: {whose: _range(survival[kind], *ends) for whose, ends in sums[kind].items()}
            for kind in equations.kinds
        }
        own_low, hip_low = shown[wider][YOU].low, shown[hip][YOU].low
        # Only where no answer would undo it: the far end of an open range says nothing about the person.
        crosses = own_low < hip_low
        shown[wider] = {whose: _at_least(own, shown[hip][whose]) for whose, own in shown[wider].items()}
        found += [
            Chance(
                kind=kind,
                years=years,
                you=shown[kind][YOU],
                comparison=shown[kind][COMPARISON],
                drivers=tuple(
                    Driver(
                        factor=factor,
                        weight="times",
                        low=low,
                        high=high,
                        without=shown[kind].get(factor),
                        is_answered=factor in answered,
                    )
                    for factor, low, high in strongest[kind]
                ),
                working=Working(lines=lines[kind], survival=survival[kind]),
                raised_to_hip=crosses and kind is wider,
                is_beyond_counting=crosses and threshold("beyond_counting").is_met_by(hip_low),
            )
            for kind in equations.kinds
        ]
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


def _weighed(equations: Equations, kind: FractureKind, term: Term) -> _Weighed:
    plain = equations.addition(kind, term.factor, term.plain)
    if term.options == (term.plain,):
        return _Weighed(term, plain, plain, plain, plain)
    added = [equations.addition(kind, term.factor, value) for value in term.options]
    least, most = min(added), max(added)
    return _Weighed(term, least, most, least, most) if term.is_shared else _Weighed(term, plain, plain, least, most)


def _sums(parts: tuple[_Weighed, ...]) -> Mapping[str, tuple[float, float]]:
    """The least and the greatest sum of you, of the comparison person, and of you without one factor.

    Rounded once at the end, so that no order of the terms matters: who is without a factor has the same sum.
    """
    low, high, plain, most = ([getattr(part, end) for part in parts] for end in ("low", "high", "plain", "plain_most"))
    found = {YOU: (math.fsum(low), math.fsum(high)), COMPARISON: (math.fsum(plain), math.fsum(most))}
    for part in parts:
        if part.term.options != (part.term.plain,) and len(part.term.options) == 1:
            instead = part.plain, -part.low
            found[part.term.factor] = math.fsum([*low, *instead]), math.fsum([*high, *instead])
    return found


def _range(survival: float, least: float, greatest: float) -> Range:
    """The chances [percent] behind the least and the greatest sum."""
    low = 100.0 * (1.0 - survival ** math.exp(least))
    return Range(low, low if greatest == least else 100.0 * (1.0 - survival ** math.exp(greatest)))


def _at_least(wider: Range, hip: Range) -> Range:
    return Range(max(wider.low, hip.low), max(wider.high, hip.high))


def _strongest_first(parts: tuple[_Weighed, ...]) -> list[tuple[str, float, float]]:
    """Every factor that differs, or may differ, from the comparison person, and what it multiplies the hazard by."""
    added = [(part.term.factor, part.low - part.plain, part.high - part.plain_most) for part in parts]
    differing = sorted((one for one in added if one[1] or one[2]), key=lambda one: max(-one[1], one[2]), reverse=True)
    return [(factor, math.exp(low), math.exp(high)) for factor, low, high in differing]


def _lines(equations: Equations, kind: FractureKind, parts: tuple[_Weighed, ...]) -> tuple[WorkingLine, ...]:
    """The sum line by line, without the factors that add nothing."""
    return tuple(
        WorkingLine(
            factor=part.term.factor,
            text=equations.text(kind, part.term.factor, part.term.options[0]) if len(part.term.options) == 1 else "",
            low=part.low,
            high=part.high,
        )
        for part in parts
        if part.low or part.high
    )
