"""Reads the cells of a table column by column: each different cell once, and what cannot be read as a problem."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from bonecheck.answers.as_given import LONGEST_TYPED
from bonecheck.answers.questions import NOT_KNOWN
from bonecheck.answers.typed import read_typed
from bonecheck.answers.units import UnitSystem
from bonecheck.cohort.columns import BETWEEN, Column
from bonecheck.errors import ImplausibleValue
from bonecheck.risk.columns import Bools, Floats, Ints

Read = str | int | float | tuple[str, ...] | None  # an answer as it is packed: a list of ticks as a tuple
_PLAIN_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)", re.ASCII)
_UNSIGNED = re.compile(r"(?:\d+\.?\d*|\.\d+)", re.ASCII)
_COMMA = re.compile(r"[+\-\u2212]?\d+,\d+")
DECIMAL_COMMA, NOT_AN_OPTION = "decimal_comma", "not_an_option"


@dataclass(frozen=True, slots=True)
class Cells:
    """One column as read. `codes` point into `values`, the different answers, of which the first is None: not told.

    A number column has `numbers` in place of codes. `bad` marks the cells with a problem: they are not told. `keys` names
    the problem by row, and `given` holds what stood there, for the one-person rules to judge. `has_plus` marks the scores
    above zero that were written with their sign.
    """

    column: Column
    codes: Ints
    values: tuple[Read, ...]
    bad: Bools | None = None
    given: Mapping[int, str | float] = field(default_factory=dict)
    keys: Mapping[int, str] = field(default_factory=dict)
    numbers: Floats | None = None
    waits_for_sign: Collection[int] = ()
    has_plus: Bools | None = None

    def answer(self, row: int) -> Read:
        """The answer of one row, as `build` takes it."""
        if row in self.given:
            return self.given[row]
        if self.numbers is not None:
            number = float(self.numbers[row])
            return None if number != number else int(number) if self.column.kind == "whole_number" else number
        return self.values[int(self.codes[row])]


def read_cells(column: Column, cells: pd.Series) -> Cells:
    """One column of a table."""
    if column.is_number:
        return _numbers(column, cells)
    codes, different = _different(cells)
    read = [_read(column, cell) for cell in different]
    values: dict[Read, int] = {None: 0}
    for answer, _ in read:
        values.setdefault(answer, len(values))
    places = np.array([0, *(values[answer] for answer, _ in read)], dtype=np.intp)
    bad_codes = np.array([False, *(is_bad for _, is_bad in read)])
    if not bad_codes.any():
        return Cells(column, places[codes + 1], tuple(values))
    bad = bad_codes[codes + 1]
    rows = np.flatnonzero(bad).tolist()
    # Of ticks those that are known stay.
    given = {} if column.kind == "choices" else {row: _text(different[codes[row]]) for row in rows}
    return Cells(column, places[codes + 1], tuple(values), bad, given, dict.fromkeys(rows, NOT_AN_OPTION))


def _different(cells: pd.Series) -> tuple[Ints, Sequence[Any]]:
    """For each row a number, -1 where it is blank, and the different cells by these numbers."""
    if isinstance(cells.dtype, pd.CategoricalDtype):
        return cells.cat.codes.to_numpy(np.intp), cells.cat.categories.to_list()
    try:
        codes, different = pd.factorize(cells)
    except TypeError:  # a list in a cell
        codes, different = pd.factorize(cells.map(_joined, na_action="ignore"))
    return codes, list(different)


def _joined(cell: Any) -> str:
    return BETWEEN.join(map(str, cell)) if isinstance(cell, (list, tuple, np.ndarray)) else str(cell)


def _read(column: Column, cell: Any) -> tuple[Read, bool]:
    """The answer in a cell, and whether there is a problem with it."""
    match column.kind:
        case "choices":
            return _ticks(column, str(cell))
        case "date":
            return _date(cell), False
        case "text":
            return _text(cell) or None, False
    text = _code(cell)
    if not text:
        return None, False
    option = _options(column).get(text)
    return option, option is None


@cache
def _options(column: Column) -> Mapping[str, str]:
    return {option.casefold(): option for option in column.question.options}


def _text(cell: Any) -> str:
    return str(cell).strip()[:LONGEST_TYPED]


def _code(cell: Any) -> str:
    """A cell as the key of an option: True as "yes", 2.0 as "2"."""
    if isinstance(cell, (bool, np.bool_)):
        return "yes" if cell else "no"
    text = _text(cell).casefold()
    return text.removesuffix(".0") if _PLAIN_NUMBER.fullmatch(text) else text


def _ticks(column: Column, text: str) -> tuple[Read, bool]:
    """The ticks of a cell; one that is not known leaves the rest open, and is never a no."""
    options = _options(column)
    ticks = [tick for part in text.casefold().split(BETWEEN) if (tick := part.strip())]
    known = tuple(dict.fromkeys(options[tick] for tick in ticks if tick in options))
    if len(known) == len(set(ticks)):
        return known or None, False
    return (*(tick for tick in known if tick != NOT_KNOWN), NOT_KNOWN), True


def _date(cell: Any) -> Read:
    if isinstance(cell, date):  # and a time of pandas
        return date(cell.year, cell.month, cell.day).isoformat()
    text = _text(cell)
    return (text.removesuffix(".0") if _PLAIN_NUMBER.fullmatch(text) else text) or None


# ---------------------------------------------------------------- numbers


def _numbers(column: Column, cells: pd.Series) -> Cells:
    question, codes = column.question, np.zeros(0, dtype=np.intp)
    given: dict[int, str | float] = {}
    keys: dict[int, str] = {}
    unsigned: set[int] = set()
    has_plus: Bools | None = None
    if pd.api.types.is_numeric_dtype(cells.dtype) and not pd.api.types.is_bool_dtype(cells.dtype):
        numbers = cells.to_numpy(np.float64, na_value=np.nan)
    else:
        places, different = _different(cells)
        read = [_number(column, cell) for cell in different]
        numbers = np.array([np.nan, *(number for number, _ in read)])[places + 1]
        if question.signed:
            has_plus = np.array([False, *(not _UNSIGNED.fullmatch(_text(cell)) for cell in different)])[places + 1]
        refused = np.array([False, *(problem is not None for _, problem in read)])[places + 1]
        for row in np.flatnonzero(refused).tolist():
            text, problem = _text(different[places[row]]), read[places[row]][1]
            if problem is not None:
                given[row], keys[row] = (f"? {text}" if problem.key == DECIMAL_COMMA else text), problem.key
                unsigned |= {row} if problem.has_two_signs else set()
    if question.lowest is not None and question.highest is not None:
        # A number of a scan is given as text: so its site waits for the right one, as where a person typed it.
        known: dict[str, _Problem | None] = {}
        as_text = question.signed or question.quantity == "bone_density"
        for row in np.flatnonzero((numbers < question.lowest) | (numbers > question.highest)).tolist():
            given[row], keys[row] = float(numbers[row]), "out_of_range"
            if as_text:
                given[row] = text = f"{numbers[row]:.12g}"
                problem = known[text] if text in known else known.setdefault(text, _typed(column, text)[1])
                keys[row] = problem.key if problem else "out_of_range"
                unsigned |= {row} if problem and problem.has_two_signs else set()
    if column.kind == "whole_number":
        for row in np.flatnonzero(numbers != np.floor(numbers)).tolist():
            if numbers[row] == numbers[row]:
                given[row] = float(numbers[row])
                keys.setdefault(row, "not_whole")
    if not keys:
        return Cells(column, codes, (None,), numbers=numbers, has_plus=has_plus)
    bad = np.zeros(len(numbers), dtype=np.bool_)
    bad[list(keys)] = True
    return Cells(column, codes, (None,), bad, given, keys, np.where(bad, np.nan, numbers), unsigned, has_plus)


@dataclass(frozen=True, slots=True)
class _Problem:
    """What is wrong with a cell, and whether it may be meant with either sign."""

    key: str
    has_two_signs: bool = False


def _number(column: Column, cell: Any) -> tuple[float, _Problem | None]:
    """The number in a cell, NaN for none, and the problem with it.

    Text that is more than a plain number is read as a person's would be, in metric units; but a comma may as well part
    thousands, and is not read.
    """
    if isinstance(cell, (int, float, np.integer, np.floating)) and not isinstance(cell, (bool, np.bool_)):
        try:
            return float(cell), None
        except OverflowError:
            return np.nan, _Problem("out_of_range")
    text = _text(cell)
    if not text or _PLAIN_NUMBER.fullmatch(text):
        return float(text or "nan"), None
    return (np.nan, _Problem(DECIMAL_COMMA)) if _COMMA.match(text) else _typed(column, text)


def _typed(column: Column, text: str) -> tuple[float, _Problem | None]:
    try:
        return read_typed(column.question, text, UnitSystem.METRIC), None
    except ImplausibleValue as error:
        return np.nan, _Problem(error.key, len(error.corrections) == 2)
