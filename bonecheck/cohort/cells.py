"""Reads the cells of a table column by column: each different cell once, and what cannot be read as a problem."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from bonecheck.answers.as_given import LONGEST_TYPED
from bonecheck.answers.questions import NOT_KNOWN
from bonecheck.cohort.columns import BETWEEN, Column
from bonecheck.risk.columns import Bools, Floats, Ints

Read = str | int | float | tuple[str, ...] | None  # an answer as it is packed: a list of ticks as a tuple
_PLAIN_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)", re.ASCII)
_COMMA = re.compile(r"[+-\u2212]?\d+,\d+")
DECIMAL_COMMA, NOT_AN_OPTION, OUT_OF_RANGE, NOT_WHOLE = "decimal_comma", "not_an_option", "out_of_range", "not_whole"


@dataclass(frozen=True, slots=True)
class Cells:
    """One column as read. `codes` point into `values`, the different answers, of which the first is None: not told.

    A number column has `numbers` as well. `bad` marks the cells with a problem: they are not told. `given` holds what
    stood there, by row, for the one-person rules to judge.
    """

    column: Column
    codes: Ints
    values: tuple[Read, ...]
    bad: Bools | None = None
    given: Mapping[int, str | float] | None = None
    numbers: Floats | None = None

    def answer(self, row: int) -> Read:
        """The answer of one row, as `build` takes it."""
        if self.given is not None and row in self.given:
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
    bad = given = None
    if bad_codes.any():
        bad = bad_codes[codes + 1]
        if column.kind != "choices":  # of which the ticks that are known stay
            given = {row: _text(different[codes[row]]) for row in np.flatnonzero(bad).tolist()}
    return Cells(column, places[codes + 1], tuple(values), bad, given)


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
            return _ticks(column, _text(cell))
        case "date":
            return _date(cell), False
        case "text":
            return _text(cell) or None, False
    text = _code(cell)
    if text in column.question.options or not text:
        return text or None, False
    return None, True


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
    ticks = [tick for part in text.casefold().split(BETWEEN) if (tick := part.strip())]
    known = tuple(dict.fromkeys(tick for tick in ticks if tick in column.question.options))
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
    texts: dict[int, str] = {}
    if pd.api.types.is_numeric_dtype(cells.dtype) and not pd.api.types.is_bool_dtype(cells.dtype):
        numbers = cells.to_numpy(np.float64, na_value=np.nan)
    else:
        codes, different = _different(cells)
        read = [_number(cell) for cell in different]
        numbers = np.array([np.nan, *(np.nan if isinstance(one, str) else one for one in read)])[codes + 1]
        is_text = np.array([False, *(isinstance(one, str) and bool(one) for one in read)])[codes + 1]
        texts = {row: str(read[codes[row]]) for row in np.flatnonzero(is_text).tolist()}
    question = column.question
    outside = np.zeros(len(numbers), dtype=np.bool_)
    if question.lowest is not None and question.highest is not None:
        outside = (numbers < question.lowest) | (numbers > question.highest)
    if column.kind == "whole_number":
        outside |= np.isfinite(numbers) & (numbers != np.floor(numbers))
    bad = given = None
    if texts or outside.any():
        bad = outside.copy()
        bad[list(texts)] = True
        # A number of a scan as text: so its site waits for the right one, as where a person typed it.
        as_text = question.signed or question.quantity == "bone_density"
        given = {
            row: f"{numbers[row]:.12g}" if as_text else float(numbers[row]) for row in np.flatnonzero(outside).tolist()
        }
        given |= {row: f"? {text}" if is_comma(text) else text for row, text in texts.items()}
        numbers = np.where(bad, np.nan, numbers)
    return Cells(column, np.zeros(0, dtype=np.intp), (None,), bad, given, numbers)


def _number(cell: Any) -> float | str:
    """The number in a cell, NaN for none, or the text in it that is no plain number."""
    if isinstance(cell, (int, float, np.integer, np.floating)) and not isinstance(cell, (bool, np.bool_)):
        try:
            return float(cell)
        except OverflowError:
            return _text(cell)
    text = _text(cell)
    return float(text) if _PLAIN_NUMBER.fullmatch(text) else text


def is_comma(text: str) -> bool:
    """Whether a cell has a comma where a number has its point: it may as well part thousands, so it is not read."""
    return _COMMA.match(text.removeprefix("? ")) is not None


def problem_of(cells: Cells, row: int) -> str:
    """The key of the problem of a bad cell whose question is asked of everybody."""
    if not cells.column.is_number:
        return NOT_AN_OPTION
    given = (cells.given or {})[row]
    if isinstance(given, str):
        return DECIMAL_COMMA if is_comma(given) else "not_a_number"
    question = cells.column.question
    inside = question.lowest is None or question.highest is None or question.lowest <= given <= question.highest
    return NOT_WHOLE if inside else OUT_OF_RANGE
