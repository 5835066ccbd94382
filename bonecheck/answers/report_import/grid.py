"""Cuts lines into cells, and cells into columns: by bars and tabs, by position, or by count where blanks are lost."""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from bonecheck.answers.report_import.tokens import Tokens

_GAP = re.compile(r" {2,}|\t+")
_RULE = re.compile(r"[\s|:+=\-–—_]*")
EMPTY = re.compile(r"[-–—−_.*]*|n/?a|n\.a\.|none|nil|not\s+available|k\.?\s?a\.?")


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a line, and where it stands in it; `column` where the text itself parts its columns."""

    start: int
    end: int
    text: str
    column: int | None = None

    def overlaps(self, start: int, end: int) -> bool:
        """Whether it shares a place of the line with these."""
        return self.start < end and start < self.end


@dataclass(frozen=True)
class Line:
    """A line of the report with its cells; `number` counts from 1."""

    text: str
    number: int
    page: int = 1

    @cached_property
    def tokens(self) -> Tokens:
        """What is found in it."""
        return Tokens(self.text)

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it, or a rule only."""
        return _RULE.fullmatch(self.text) is not None

    @property
    def parted(self) -> str:
        """The sign that parts its columns; empty where blanks do."""
        for sign in "|\t":
            if self.text.strip().strip("|").count(sign):
                return sign
        return ";" if self.text.count(";") >= 2 and ". " not in self.text else ""

    def cells(self, sign: str | None = None) -> list[Cell]:
        """What stands between bars, tabs or wide gaps."""
        sign = self.parted if sign is None else sign
        found: list[Cell] = []
        if sign:
            text = self.text.rstrip()
            indent = len(text) - len(text.lstrip()) if sign == "|" else 0
            at, column = (indent + 1, 0) if sign == "|" and text[indent : indent + 1] == "|" else (0, 0)
            for piece in text[at:].split(sign):
                lead = len(piece) - len(piece.lstrip(" "))
                if piece.strip():
                    found.append(Cell(at + lead, at + lead + len(piece.strip()), piece.strip(), column))
                at, column = at + len(piece) + 1, column + 1
            return found
        at = 0
        for gap in [*_GAP.finditer(self.text), None]:
            end = gap.start() if gap else len(self.text)
            piece = self.text[at:end]
            if piece.strip():
                lead = len(piece) - len(piece.lstrip())
                found.append(Cell(at + lead, at + len(piece.rstrip()), piece.strip()))
            at = gap.end() if gap else end
        return found

    def cut(self, start: int, end: int | None) -> "Line":
        """The part of it between two places, the rest blank."""
        stop = len(self.text) if end is None else end
        return Line(" " * start + self.text[start:stop], self.number, self.page)


def is_number_cell(text: str) -> bool:
    """Whether a cell holds a result: a number with no more than its unit or a mark."""
    tokens = Tokens(text)
    if not tokens.numbers or len(tokens.numbers) > 2 or tokens.dates or tokens.spans:
        return False
    if any(phrase.names("places") for phrase in tokens.phrases):
        return False
    units = [phrase for phrase in tokens.phrases if phrase.names("units")]
    return not re.search(r"[^\W\d_]", tokens.besides(units))


def with_numbers_apart(cells: list[Cell]) -> list[Cell]:
    """The cells of a row, each number a cell of its own: between narrow columns one blank is the whole gap."""
    found: list[Cell] = []
    for cell in cells:
        starts = [0]
        if is_number_cell(cell.text):
            one, *others = Tokens(cell.text).numbers
            starts += [n.start for n in others if re.search(r"\s$", cell.text[one.end : n.start])]
        for start, end in pairwise([*starts, len(cell.text)]):
            piece = cell.text[start:end].rstrip()
            found.append(Cell(cell.start + start, cell.start + start + len(piece), piece, cell.column))
    return found


def is_empty_cell(text: str) -> bool:
    """Whether a cell says that there is no number: a dash, "n/a"."""
    return EMPTY.fullmatch(text.strip().casefold()) is not None


def clusters(rows: list[list[Cell]]) -> list[tuple[int, int]] | None:
    """The columns in which the cells of all rows stand; None if two cells of one row come to lie in one column."""
    spans = sorted((cell.start, cell.end) for row in rows for cell in row)
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    for row in rows:
        places = [column_of(cell, merged) for cell in row]
        if len(set(places)) != len(places) or None in places:
            return None
    return merged


def column_of(cell: Cell, columns: list[tuple[int, int]]) -> int | None:
    """The one column in which a cell stands."""
    touched = [number for number, (start, end) in enumerate(columns) if cell.overlaps(start, end)]
    return touched[0] if len(touched) == 1 else None
