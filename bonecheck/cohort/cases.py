"""Asks a one-person rule once for each different case of a table: many people share their answers, so rules stay single."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from bonecheck.cohort.cells import Cells, Read
from bonecheck.risk.columns import Floats, Ints

_KEPT = 200_000  # different cases whose outcome is kept from one piece to the next; it bounds memory
_FEW = 1_000  # whole numbers up to here are their own codes

kept = lru_cache(maxsize=_KEPT)


def by_case(rule: Callable[..., tuple[float, ...]], *columns: Cells) -> list[Floats]:
    """What `rule` says of every row, an array for each number that it gives; it is called with a value of each column."""
    codes, cases = together(*columns)
    found = np.array([rule(*case) for case in cases], dtype=np.float64)
    return [np.ascontiguousarray(numbers)[codes] for numbers in found.T]


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


def as_case(cells: Cells, rule: Callable[[Read], Any]) -> Cells:
    """The column with `rule` of each answer in its place, so that answers that mean the same are one case."""
    new: dict[Any, int] = {}
    places = np.array([new.setdefault(rule(value), len(new)) for value in cells.values], dtype=np.intp)
    return Cells(cells.column, places[cells.codes], tuple(new))
