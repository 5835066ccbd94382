"""Reads a table whose cells stand one below another, each on a line of its own: column by column, or row by row."""

import re
from dataclasses import dataclass, replace

from bonecheck.answers.report_import.claims import BMD, Claim, Ledger, T, Z, is_of_kind, joined_snippet
from bonecheck.answers.report_import.columns import DATE, PLACE, Column, column
from bonecheck.answers.report_import.found import Origin, Reason
from bonecheck.answers.report_import.grid import Line, is_empty_cell, is_number_cell
from bonecheck.answers.report_import.mentions import SPINE, Mention, mentions
from bonecheck.answers.report_import.tokens import Number, Tokens

_MOST_CELLS = 150
_LONGEST_NAME = 60
_LONGEST_CELL = 30
_SCORES = (BMD, T, Z)
_RESULT = re.compile(r"\d[.,]\d")
_PLACE, _LABEL, _NUMBER, _EMPTY, _TEXT = "place", "label", "number", "empty", "text"


@dataclass(frozen=True, slots=True)
class _Cell:
    """One line as a cell, and its index among the lines."""

    at: int
    line: Line
    sort: str
    place: Mention | None = None
    head: Column | None = None
    number: Number | None = None


@dataclass(frozen=True, slots=True)
class _Stack:
    """A word for what is measured, and the cells below it."""

    head: _Cell
    cells: list[_Cell]

    @property
    def kind(self) -> str:
        """What its numbers are; empty for those of another kind, or of an earlier scan."""
        column_ = self.head.head
        return column_.kind if column_ is not None and column_.kind in _SCORES and not column_.prior else ""


class Stacks:
    """The lines of a text as cells, each told once."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._cells: dict[int, _Cell | None] = {}

    def read(self, at: int, heading: Mention | None, ledger: Ledger, *, prior: bool) -> int:
        """Reads the stack of cells that begins at this line; gives the index behind it, or `at` where none begins.

        A row is read where every count fits; else nothing of the stack is, and it is listed.
        """
        line = self._lines[at]
        if _RESULT.search(line.text):
            return at
        first = self._cell(at)
        if first is None or first.sort not in {_PLACE, _LABEL}:
            return at
        cells = [cell for cell in self._run(at) if cell.head is None or cell.head.kind != PLACE]
        places = _leading(cells, _PLACE)
        labels = _leading(cells, _LABEL, places)
        after = cells[places + labels :]
        numbers = [cell for cell in cells if cell.number is not None]
        if not numbers or not after or (after[0].sort == _TEXT and not labels):
            return at
        if places > 1 or (places == 1 and labels > 1):
            cells, rows = _by_columns(cells, heading)
        elif not places and after[0].sort == _PLACE and len(after) > 1 and after[1].sort in {_NUMBER, _EMPTY}:
            cells, rows = _by_rows(cells, labels, heading)
        else:
            return at
        last = max((cell.at for cell in cells if cell.number is not None), default=cells[-1].at)
        if rows is None:
            text = joined_snippet([cell.line.text for cell in cells if cell.at <= last])
            ledger.leave_out(Reason.COLUMNS_DO_NOT_FIT, Origin(text=text, line=line.number, page=line.page))
        for row in rows or ():
            ledger.claims.append(_claim(row, prior=prior))
        return last + 1

    def _cell(self, at: int) -> _Cell | None:
        if at not in self._cells:
            self._cells[at] = _cell(self._lines[at], at)
        return self._cells[at]

    def _run(self, at: int) -> list[_Cell]:
        """The cells from this line on; blank lines between them count for nothing."""
        found: list[_Cell] = []
        for number in range(at, min(len(self._lines), at + 3 * _MOST_CELLS)):
            line = self._lines[number]
            if line.is_blank and len(line.text.strip()) != 1:  # a dash alone may be an empty cell, or a minus
                continue
            cell = self._cell(number)
            if cell is None or len(found) == _MOST_CELLS:
                break
            is_unit = cell.sort == _TEXT and found and found[-1].sort == _LABEL and _is_unit(line.text)
            if not is_unit:  # "BMD", and "(g/cm2)" below it
                found.append(cell)
        return found


# ---------------------------------------------------------------- cells


def _cell(line: Line, at: int) -> _Cell | None:
    text = line.text.strip()
    if not text or len(text) > _LONGEST_NAME:
        return None
    if is_empty_cell(text):
        return _Cell(at, line, _EMPTY)
    tokens = line.tokens
    if any(char.isdigit() for char in text) and is_number_cell(text):
        own = tokens.numbers
        return (
            _Cell(at, line, _NUMBER, number=own[0] if len(own) == 1 else None) if len(text) <= _LONGEST_CELL else None
        )
    head = column(text)
    known = re.search(r"[^\W\d_]{2,}", tokens.unknown) is None
    if not tokens.numbers and not tokens.dates and known:
        named = mentions(tokens)
        if named and not tokens.has("measures", "bmd", "t_score", "z_score"):
            return _Cell(at, line, _PLACE, place=named[0] if len(named) == 1 else None)
        if head.is_label and not named:
            return _Cell(at, line, _LABEL, head=head)
    is_short = len(text) <= _LONGEST_CELL and len(text.split()) <= 4
    return (
        _Cell(at, line, _TEXT)
        if is_short and not (text.endswith((":", "：", ".", "。")) or _RESULT.search(text))
        else None
    )


def _is_unit(text: str) -> bool:
    tokens = Tokens(text.strip())
    units = [phrase for phrase in tokens.phrases if phrase.names("units")]
    return not re.search(r"[^\W_]", tokens.besides(units)) and (bool(units) or "%" in text)


def _leading(cells: list[_Cell], sort: str, start: int = 0) -> int:
    """How many cells of one sort follow one another."""
    count = 0
    while start + count < len(cells) and cells[start + count].sort == sort:
        count += 1
    return count


# ---------------------------------------------------------------- column by column

_Row = tuple[Mention, _Cell, list[tuple[_Cell, _Cell]]]  # a place, its cell, and of each number its head and its cell


def _by_columns(cells: list[_Cell], heading: Mention | None) -> tuple[list[_Cell], list[_Row] | None]:
    """Names of places, then each column with as many numbers; and the cells that this takes."""
    rows: list[_Row] = []
    at, fits, groups = 0, True, 0
    while at < len(cells) and cells[at].sort == _PLACE:
        named = cells[at : at + _leading(cells, _PLACE, at)]
        at, stacks = _stacks(cells, at + len(named))
        extra = _texts_behind(stacks[-1].cells, len(named)) if stacks else 0
        if extra:  # words behind the last column are no part of it
            del stacks[-1].cells[-extra:]
            cells, at = cells[: at - extra], at - extra
        groups += 1
        places = _places_of(named, stacks, heading, is_alone=groups == 1 and at == len(cells))
        found = None if places is None or not stacks else _rows_of(places, named[-len(places) :], stacks)
        fits &= found is not None
        rows += found or []
    taken = [place for place, _, _ in rows]
    fits &= at == len(cells) and len({_key(place) for place in taken}) == len(taken)
    return cells, rows if fits else None


def _stacks(cells: list[_Cell], at: int) -> tuple[int, list[_Stack]]:
    found: list[_Stack] = []
    while at < len(cells) and cells[at].sort == _LABEL:
        head, at = cells[at], at + 1
        start = at
        while at < len(cells) and cells[at].sort not in {_LABEL, _PLACE}:
            at += 1
        found.append(_Stack(head, cells[start:at]))
    return at, found


def _texts_behind(cells: list[_Cell], size: int) -> int:
    count = 0
    while len(cells) - count > size and cells[-1 - count].sort == _TEXT:
        count += 1
    return count


def _places_of(
    named: list[_Cell], stacks: list[_Stack], heading: Mention | None, *, is_alone: bool
) -> list[Mention] | None:
    """The places of the rows. "Lumbar spine" above "L1-L4" is one, if each column has one number."""
    places = [cell.place.under(heading) if cell.place is not None else None for cell in named]
    if any(place is None for place in places):
        return None
    whole = [place for place in places if place is not None]
    if len(whole) > 1 and all(len(stack.cells) == 1 for stack in stacks):
        first, *others = whole
        if len(others) > 1 or first.region or first.vertebrae or (is_alone and first.site != SPINE):
            return None
        one = first.joined(others[0])
        return None if one is None or one.side is not others[0].under(first).side else [one]
    return whole if all(place.is_whole for place in whole) else None


def _rows_of(places: list[Mention], named: list[_Cell], stacks: list[_Stack]) -> list[_Row] | None:
    """The rows where every column has as many cells as there are places, and each number can be what its head says."""
    read = [stack for stack in stacks if stack.kind]
    heads = [stack.head.head for stack in stacks]
    if (
        not read
        or len({stack.kind for stack in read}) != len(read)
        or any(h and (h.when or h.kind == DATE) for h in heads)
    ):
        return None
    for stack in stacks:
        if len(stack.cells) != len(places) or (stack.kind and not all(_fits(stack.kind, c) for c in stack.cells)):
            return None
    return [
        (place, cell, [(stack.head, stack.cells[at]) for stack in read])
        for at, (place, cell) in enumerate(zip(places, named, strict=True))
    ]


# ---------------------------------------------------------------- row by row


def _by_rows(cells: list[_Cell], labels: int, heading: Mention | None) -> tuple[list[_Cell], list[_Row] | None]:
    """Heads, then each place with as many numbers as there are heads."""
    heads, rest = cells[:labels], cells[labels:]
    rest = rest[: len(rest) - _texts_behind(rest, 0)]
    kinds = [_Stack(head, []).kind for head in heads]
    named = [kind for kind in kinds if kind]
    rows: list[_Row] = []
    is_sure = bool(named) and len(set(named)) == len(named) and len(rest) % (labels + 1) == 0
    is_sure &= not any(cell.head and (cell.head.when or cell.head.kind == DATE) for cell in heads)
    for start in range(0, len(rest), labels + 1):
        first, *others = rest[start : start + labels + 1]
        place = first.place.under(heading) if first.place is not None else None
        if place is None or not place.is_whole or len(others) != labels or any(c.sort == _PLACE for c in others):
            is_sure = False
            break
        pairs = [(head, kind, cell) for head, kind, cell in zip(heads, kinds, others, strict=True) if kind]
        is_sure &= all(_fits(kind, cell) for _, kind, cell in pairs)
        rows.append((place, first, [(head, cell) for head, _, cell in pairs]))
    is_sure &= len({_key(place) for place, _, _ in rows}) == len(rows)
    return [*heads, *rest], rows if is_sure else None


# ---------------------------------------------------------------- claims


def _fits(kind: str, cell: _Cell) -> bool:
    return cell.number is not None and is_of_kind(kind, cell.number)


def _key(place: Mention) -> Mention:
    return replace(place, start=0, end=0)


def _claim(row: _Row, *, prior: bool) -> Claim:
    place, named, pairs = row
    values, pieces, first = {}, [named.line.text], named.line
    for head, cell in pairs:
        assert head.head is not None
        assert cell.number is not None
        values[head.head.kind] = cell.number.value
        pieces += [head.line.text, cell.line.text]
    origin = Origin(text=joined_snippet(pieces), line=first.number, page=first.page)
    claim = Claim(place, values, origin, prior=prior, from_table=True)
    for head, cell in pairs:
        if head.head is not None and cell.number is not None:
            claim.note_print(head.head.kind, cell.number.value, cell.number.decimals, is_signed=cell.number.signed)
    return claim
