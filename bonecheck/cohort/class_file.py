"""Reads a class from a CSV in memory, and judges each row as the person that it is."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from bonecheck.answers.check import Check, Problem
from bonecheck.answers.questions import NOT_KNOWN, RawAnswer
from bonecheck.assessment import assess
from bonecheck.build import build
from bonecheck.cohort.cases import Memory
from bonecheck.cohort.cells import DECIMAL_COMMA, NOT_AN_OPTION
from bonecheck.cohort.classroom import MOST, BadCell, Classroom, Member, Place, Sheet, SheetRow
from bonecheck.cohort.columns import ID, column_in
from bonecheck.cohort.files import read_as_text
from bonecheck.cohort.people import People
from bonecheck.errors import UnreadableFile
from bonecheck.evidence.library import data_bytes
from bonecheck.report import Report

EXAMPLE = "example"  # the label of the row in the template that shows how a row is filled; it is no person
_HEAD = 1  # the row of a spreadsheet that holds the names of the columns
_LONGEST_LABEL = 16


def read_class(data: bytes) -> Sheet:
    """The rows of a class. Raises `UnreadableFile` if it is no table of ours, empty, or longer than a class.

    A row without anything in it is none; a row without a label has its number for one.
    """
    piece, not_read = read_as_text(data, MOST + _HEAD)
    names = [str(name) for name in piece.table.columns]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise UnreadableFile("class_column_twice", columns=", ".join(twice))
    rows = tuple(_rows(piece.table, [] if piece.broken is None else piece.broken.tolist()))
    if not rows:
        raise UnreadableFile("class_empty")
    if len(rows) > MOST:
        raise UnreadableFile("class_too_many", most=MOST)
    return Sheet(rows=_with_labels_apart(rows), not_read=not_read)


def demo_class() -> Sheet:
    """Thirty made-up people."""
    return read_class(data_bytes("class_of_30.csv"))


def template() -> bytes:
    """What a coach fills in: the columns that matter for a class, and one row that shows how."""
    return data_bytes("class_template.csv")


def _rows(table: pd.DataFrame, broken: list[bool]) -> Iterator[SheetRow]:
    for place, (row, is_broken) in enumerate(zip(table.to_dict("records"), broken, strict=False)):
        cells = {str(name): str(cell).strip() for name, cell in row.items() if isinstance(cell, str) and cell.strip()}
        label = cells.pop(ID, "")
        if (cells or is_broken) and label.casefold() != EXAMPLE:
            number = place + 1 + _HEAD
            yield SheetRow(number=number, label=label[:_LONGEST_LABEL], cells=cells, is_broken=is_broken)


def _with_labels_apart(rows: tuple[SheetRow, ...]) -> tuple[SheetRow, ...]:
    labels = [row.label for row in rows]
    return tuple(
        row if row.label and labels.count(row.label) == 1 else replace(row, label=f"{row.label} #{row.number}".strip())
        for row in rows
    )


# ---------------------------------------------------------------- judging


class Judge:
    """Judges a class again and again while its cells are put right; a row anew only where it changed."""

    def __init__(self, sheet: Sheet, on: date) -> None:
        self.sheet, self.on = sheet, on
        self._known: dict[SheetRow, _Read] = {}
        self._typed: dict[Place, str] = {}

    def judge(
        self, typed: Mapping[Place, str], cells_out: Collection[Place] = (), rows_out: Collection[int] = ()
    ) -> Classroom:
        """Everybody of whom no cell waits for a word, each by `build` and `assess`.

        `typed` is what stands in place of a cell, read as the form reads it. A cell of `cells_out` is not used, and stays
        with its person as it was given: a score that nobody can read holds its site. A row with another bad cell waits.
        """
        self._read(typed)
        members, waiting = [], []
        for row in self.sheet.rows:
            if row.is_broken or row.number in rows_out:
                continue
            read = self._known[row]
            if opened := [cell for cell in read.bad if cell.place not in cells_out]:
                waiting += opened
                continue
            if read.report is None:
                read.report = assess(read.check, on=self.on)
            members.append(
                Member(
                    row=row.number,
                    label=row.label,
                    check=read.check,
                    report=read.report,
                    bad=tuple(read.bad),
                    odd=tuple(read.odd),
                )
            )
        return Classroom(
            members=tuple(members),
            waiting=tuple(waiting),
            left_out=tuple(row.number for row in self.sheet.rows if row.number in rows_out),
            broken=tuple(row.number for row in self.sheet.rows if row.is_broken),
            not_read=self.sheet.not_read,
        )

    def _read(self, typed: Mapping[Place, str]) -> None:
        changed = {place[0] for place, text in {*typed.items()} ^ {*self._typed.items()}}
        self._typed = dict(typed)
        rows = [row for row in self.sheet.rows if row not in self._known or row.number in changed]
        cells = [_cells(row, typed) for row in rows]
        people = People(pd.DataFrame(cells, dtype=object), Memory(self.on))
        for place, row in enumerate(rows):
            self._known[row] = _checked(people, place, row, cells[place], typed)


@dataclass(slots=True)
class _Read:
    """A row as it was read, and its report once it was wanted."""

    check: Check
    bad: list[BadCell]
    odd: list[BadCell]
    report: Report | None = None


def _cells(row: SheetRow, typed: Mapping[Place, str]) -> dict[str, str]:
    """The cells of a row by column, with what was typed in their place; "not_known" in place of a number tells nothing."""
    mine = {column: text for (number, column), text in typed.items() if number == row.number}
    return {name: text for name, text in {**row.cells, **mine}.items() if text and not _is_unknown(name, text)}


def _is_unknown(name: str, text: str) -> bool:
    column = column_in(name)
    return column is not None and column.is_number and text.casefold() == NOT_KNOWN


def _checked(people: People, place: int, row: SheetRow, cells: Mapping[str, str], typed: Mapping[Place, str]) -> _Read:
    check, problems = build(_answers(people, place, row, cells, typed), today=people.on)
    found = {problem.question: problem for problem in problems if problem.stops}
    for name, given in cells.items():
        of_column = people.of(name)
        if of_column.bad is None or not of_column.bad[place]:
            continue
        if of_column.column.kind == "choices" and of_column.column.question.applies(people.answers(place)):
            found[name] = Problem(question=name, key=NOT_AN_OPTION, values={"given": given})
        elif of_column.keys.get(place) == DECIMAL_COMMA and name in found and (row.number, name) not in typed:
            point = given.replace(",", ".")
            found[name] = Problem(question=name, key=DECIMAL_COMMA, values={"given": given}, corrections=(point,))

    def told(name: str, problem: Problem) -> BadCell:
        return BadCell(row=row.number, label=row.label, column=name, given=cells.get(name, ""), problem=problem)

    odd = [told(problem.question, problem) for problem in problems if not problem.stops]
    return _Read(check, [told(name, problem) for name, problem in found.items()], odd)


def _answers(
    people: People, place: int, row: SheetRow, cells: Mapping[str, str], typed: Mapping[Place, str]
) -> dict[str, RawAnswer]:
    """The answers of a row as `build` takes them. A score without its sign is asked about, as where a person types it."""
    answers = dict(people.answers(place))
    for name, text in cells.items():
        column = column_in(name)
        if column is None or not column.is_number:
            continue
        is_unsigned = column.question.signed and text[0] not in "+-\u2212"
        if (row.number, name) in typed or (is_unsigned and isinstance(answers.get(name), (int, float))):
            answers[name] = text
    return answers
