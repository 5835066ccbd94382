"""A piece of a table as people: their answers by column, and which rows have a problem that more than one answer hangs on."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from bonecheck.answers.as_given import REGIONS, SCORES
from bonecheck.answers.check import Check
from bonecheck.answers.questions import Answers, RawAnswer, question_of
from bonecheck.answers.typed import ct_density_in, percent_in
from bonecheck.build import build, read_scan_date
from bonecheck.cohort.cases import Memory, Rule, coded
from bonecheck.cohort.cells import DECIMAL_COMMA, NOT_AN_OPTION, Cells, read_cells
from bonecheck.cohort.columns import ID, Column, column_in, columns_in, in_order
from bonecheck.errors import ImplausibleValue
from bonecheck.risk.columns import Bools, Floats

COLUMN_TWICE = "column_twice"
TOLD_BY_WHY = ("under_20", "t_score_premenopausal", "t_score_man_too_young")  # remarks on the score that counts


class People:
    """The rows of a table, read. A column that stands in it twice is not read, since either may be meant."""

    def __init__(self, table: pd.DataFrame, memory: Memory) -> None:
        self.memory, self.on, self.count = memory, memory.on, len(table)
        names = [str(name) for name in table.columns]
        self.twice = [column.name for column in columns_in() if names.count(column.name) > 1]
        self.cells = {
            column.name: read_cells(column, table.iloc[:, place])
            for place, name in enumerate(names)
            if (column := column_in(name)) is not None and name not in {ID, *self.twice}
        }
        self.problems: dict[int, list[tuple[str, str]]] = {}  # by row: column and key
        self.remarks: dict[
            int, list[tuple[str, str]]
        ] = {}  # the same of rows judged one by one, for what stops nothing

    def of(self, name: str) -> Cells:
        """A column; of one that the table does not have nobody told anything."""
        if (cells := self.cells.get(name)) is not None:
            return cells
        column = column_in(name)
        assert column is not None, name
        numbers = np.full(self.count, np.nan) if column.is_number else None
        codes = np.zeros(0 if column.is_number else self.count, dtype=np.intp)
        self.cells[name] = cells = Cells(column, codes, (None,), numbers=numbers)
        return cells

    def numbers(self, name: str) -> Floats:
        """The numbers of a column, NaN where not told."""
        numbers = self.of(name).numbers
        assert numbers is not None
        return numbers

    def where_asked(self, name: str) -> Cells:
        """A column without the answers that hang on another one which was not given: nobody reads them."""
        cells = coded(self.of(name))
        if len(cells.values) == 1:
            return cells
        asked = np.zeros(self.count, dtype=np.bool_)
        for rules in question_of(name).asked_if:
            hangs_on = [(key, rule) for key, rule in rules.items() if isinstance(rule, list)]
            asked |= np.all([self.rows_with(key, *rule) for key, rule in hangs_on], axis=0) if hangs_on else True
        return replace(cells, codes=np.where(asked, cells.codes, 0))

    def ask(self, rule: Rule, *columns: Cells) -> list[Floats]:
        """What a one-person rule says of every row, asked once for each different case of these columns."""
        return self.memory.by_case(rule, *columns)

    def has(self, name: str) -> bool:
        """Whether the table has this column."""
        return name in self.cells

    def rows_with(self, name: str, *values: str) -> Bools:
        """The rows whose answer is one of these, or has one of them ticked."""
        cells = self.of(name)
        wanted = set(values)
        has = [bool(wanted & set(value)) if isinstance(value, tuple) else value in wanted for value in cells.values]
        return np.array(has, dtype=np.bool_)[cells.codes]

    @cached_property
    def has_numbers(self) -> Bools:
        """The rows with a number of a scan, or something in its place."""
        found = np.zeros(self.count, dtype=np.bool_)
        for region in REGIONS:
            for score in SCORES:
                if (cells := self.cells.get(f"{region}.{score}")) is not None and cells.numbers is not None:
                    found |= ~np.isnan(cells.numbers)
                    if cells.bad is not None:
                        found |= cells.bad
        return found

    def has_plus(self, name: str) -> Bools:
        """The rows with a plus sign in this column, or with words that settle the sign."""
        found = self.of(name).has_plus
        return np.zeros(self.count, dtype=np.bool_) if found is None else found

    def is_bad(self, name: str) -> Bools:
        """The rows with a problem in this column."""
        bad = self.of(name).bad
        return np.zeros(self.count, dtype=np.bool_) if bad is None else bad

    def leave_out_what_does_not_fit(self) -> None:
        """Takes out a number that another one shows to be wrong, and notes it: see `second_look`."""
        taller = self.numbers("height_cm") - self.numbers("tallest_height_cm")
        self._leave_out("tallest_height_cm", np.round(taller, 1) > 0, "tallest_too_low")
        above = self.numbers("frax_hip_percent") > self.numbers("frax_major_percent")
        self._leave_out("frax_hip_percent", above, "frax_hip_above_major")

    def _leave_out(self, name: str, rows: Bools, key: str) -> None:
        if not rows.any():
            return
        cells, numbers = self.of(name), self.numbers(name)
        numbers_by_row = {row: float(numbers[row]) for row in np.flatnonzero(rows).tolist()}
        for row in numbers_by_row:
            self._keep(row, name, key)
        given: dict[int, str | float] = {**cells.given, **numbers_by_row}
        self.cells[name] = replace(cells, numbers=np.where(rows, np.nan, numbers), given=given)

    def problem_rows(self) -> Bools:
        """Keeps the plain problems, and gives the rows with one that only the whole of the answers can judge.

        Plain is a problem in a cell that is asked of everybody and read for itself.
        """
        hard = np.zeros(self.count, dtype=np.bool_)
        for name in self.twice:
            for row in range(self.count):
                self._keep(row, name, COLUMN_TWICE)
        for cells in self.cells.values():
            if cells.bad is None:
                continue
            if _is_plain(cells.column):
                for row, key in cells.keys.items():
                    self._keep(row, cells.column.name, key)
            elif _is_of_scan(cells.column):
                others = {text for text in set(cells.given.values()) if _is_of_another_scale(str(text))}
                hard[[row for row, text in cells.given.items() if text in others]] = True
            else:
                hard |= cells.bad
        dates = self.of("scan_date")
        wrong = np.array([isinstance(value, str) and _is_no_scan_date(value, self.on) for value in dates.values])
        hard |= wrong[dates.codes]
        return hard

    def note_scan_problems(self, scanned: Bools, t_of_bmd: Mapping[str, Floats]) -> None:
        """Notes the problems with numbers of a scan; a T-score without its sign as `build` does, by its bone density."""
        for region, computed in t_of_bmd.items():
            for score in _OF_SCAN:
                for row, key in self.of(f"{region}.{score}").keys.items():
                    by_bmd = row in self.of(f"{region}.{score}").waits_for_sign and score == "t_score"
                    fits = by_bmd and not np.isnan(computed[row])
                    if scanned[row]:
                        self._keep(row, f"{region}.{score}", "plus_or_minus_by_bmd" if fits else key)

    def _keep(self, row: int, column: str, key: str) -> None:
        self.problems.setdefault(row, []).append((column, key))

    def check(self, row: int) -> Check:
        """The check of one row, as `build` makes it; its problems are kept in place of those noted before, its remarks too."""
        answers = self.answers(row)
        check, problems = build(answers, today=self.on)
        found = [(problem.question, problem.key) for problem in problems if problem.stops]
        remarks = ((problem.question, problem.key) for problem in problems if not problem.stops)
        self.remarks[row] = [(column, key) for column, key in remarks if not key.startswith(TOLD_BY_WHY)]
        for name, cells in self.cells.items():
            if cells.bad is not None and cells.bad[row]:
                if cells.column.kind == "choices" and question_of(name).applies(answers):
                    found.append((name, NOT_AN_OPTION))
                if cells.keys.get(row) == DECIMAL_COMMA:
                    found = [(column, DECIMAL_COMMA if column == name else key) for column, key in found]
        twice = [(name, COLUMN_TWICE) for name in self.twice]
        self.problems.pop(row, None)
        if found or twice:
            self.problems[row] = [*twice, *found]
        return check

    def answers(self, row: int) -> Answers:
        """The answers of one row, as `build` takes them; a number of a scan says that there is one."""
        answers: dict[str, RawAnswer] = {}
        for name, cells in self.cells.items():
            if (answer := cells.answer(row)) is not None:
                answers[name] = list(answer) if isinstance(answer, tuple) else answer
        if "has_scan" not in answers and self.has_numbers[row]:
            answers["has_scan"] = "yes"
        return answers

    def problem_texts(self) -> Iterator[tuple[int, str]]:
        """The rows with a problem, and all of it as codes in the order of the columns."""
        for row, found in self.problems.items():
            yield row, in_order(found)


_OF_SCAN = ("t_score", "z_score", "bmd_g_cm2")


def _is_of_scan(column: Column) -> bool:
    return column.name.rpartition(".")[2] in _OF_SCAN


def _is_of_another_scale(text: str) -> bool:
    """Percent, or a density of CT: for the one-person rules."""
    return percent_in(text) is not None or ct_density_in(text) is not None


def _is_plain(column: Column) -> bool:
    return column.question.asked_if == ({},) and column.question.part != "scan_site" and column.name != "age_years"


def _is_no_scan_date(value: str, on: date) -> bool:
    try:
        read_scan_date(value, on)
    except ImplausibleValue:
        return True
    return False
