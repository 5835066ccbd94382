"""Asks a one-person rule once for each different case of a table: many people share their answers, so rules stay single."""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from bonecheck.answers.questions import RawAnswer
from bonecheck.answers.risk_factors import RiskFactors
from bonecheck.build import read_part
from bonecheck.cohort.cells import Cells, Read
from bonecheck.risk.columns import Floats, Ints

_KEPT = 200_000  # different cases of a rule whose outcome is kept from one piece to the next; it bounds memory
_FEW = 1_000  # whole numbers up to here are their own codes

Rule = Callable[..., tuple[float, ...]]  # the day, then an answer of each column


class Memory:
    """What the rules said of cases that were met, for as long as one table is worked on: no answer outlives it."""

    def __init__(self, on: date) -> None:
        self.on = on
        self._known: dict[Rule, dict[tuple[Read, ...], tuple[float, ...]]] = {}

    def by_case(self, rule: Rule, *columns: Cells) -> list[Floats]:
        """What `rule` says of every row, an array for each number that it gives."""
        codes, said = self._said(rule, *columns)
        found = np.array(said, dtype=np.float64).reshape(len(said), -1)
        return [np.ascontiguousarray(numbers)[codes] for numbers in found.T]

    def sets(self, rule: Rule, *columns: Cells) -> tuple[Ints, tuple[tuple[float, ...], ...]]:
        """The same where `rule` gives a set of numbers: for every row the place of its set, and the different sets."""
        codes, said = self._said(rule, *columns)
        different = {one: place for place, one in enumerate(dict.fromkeys(said))}
        return np.array([different[one] for one in said], dtype=np.intp)[codes], tuple(different)

    def _said(self, rule: Rule, *columns: Cells) -> tuple[Ints, list[tuple[float, ...]]]:
        codes, cases = together(*columns)
        known = self._known.setdefault(rule, {})
        if len(known) > _KEPT:
            known.clear()
        for case in cases:
            if case not in known:
                known[case] = rule(self.on, *case)
        return codes, [known[case] for case in cases]


def together(*columns: Cells) -> tuple[Ints, list[tuple[Read, ...]]]:
    """For each row the number of its case, and the cases: the answers of these columns that stand together."""
    first, *rest = (coded(cells) for cells in columns)
    codes = first.codes
    cases: list[tuple[Read, ...]] = [(value,) for value in first.values]
    for more in rest:
        if len(more.values) == 1:
            cases = [(*case, more.values[0]) for case in cases]
            continue
        codes, keys = pd.factorize(codes * len(more.values) + more.codes)
        befores, values = divmod(keys, len(more.values))
        cases = [
            (*cases[before], more.values[value])
            for before, value in zip(befores.tolist(), values.tolist(), strict=True)
        ]
    return codes, cases


def coded(cells: Cells) -> Cells:
    """The same column with its numbers as codes too."""
    if cells.numbers is None or len(cells.codes):
        return cells
    numbers, highest = cells.numbers, cells.column.question.highest
    if cells.column.kind == "whole_number" and highest is not None and highest <= _FEW:
        codes = np.where(np.isnan(numbers), -1.0, numbers).astype(np.intp) + 1
        return Cells(cells.column, codes, (None, *range(int(highest) + 1)))
    codes, different = pd.factorize(numbers)
    return Cells(cells.column, codes + 1, (None, *different.tolist()))


def answers_of(names: tuple[str, ...], told: tuple[Read, ...]) -> dict[str, RawAnswer]:
    """The answers of one case, as `build` takes them."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in zip(names, told, strict=True)
        if value is not None
    }


def risks_of(names: tuple[str, ...], told: tuple[Read, ...], on: date) -> RiskFactors:
    """The risk factors of one case, as `build` reads them."""
    return read_part(RiskFactors, answers_of(names, told), names, today=on)


def as_case(cells: Cells, rule: Callable[[Read], Any]) -> Cells:
    """The column with `rule` of each answer in its place, so that answers that mean the same are one case."""
    new: dict[Any, int] = {}
    places = np.array([new.setdefault(rule(value), len(new)) for value in cells.values], dtype=np.intp)
    return Cells(cells.column, places[cells.codes], tuple(new))
