"""Tells which column each number of a table stands in, and leaves out a row that does not fit."""

from dataclasses import dataclass, replace

from bonecheck.answers.report_import.claims import (
    BMD,
    CHANGE,
    Claim,
    Ledger,
    T,
    Z,
    is_of_kind,
    is_plausible,
    snippet,
)
from bonecheck.answers.report_import.columns import (
    DATE,
    NOTHING,
    PLACE,
    READ,
    SCORE,
    VALUE,
    Column,
    column,
    is_one_head,
    with_percent_named,
)
from bonecheck.answers.report_import.found import FoundDate, Origin, Reason
from bonecheck.answers.report_import.grid import Cell, Line, clusters, column_of, is_empty_cell, is_number_cell
from bonecheck.answers.report_import.mentions import Mention, all_joined, mentions
from bonecheck.answers.report_import.people import names_a_relative
from bonecheck.answers.report_import.tokens import TWO_POINTS, Number, Tokens


@dataclass(slots=True)
class TableRow:
    """One row: its label, its number cells, and the heading above it."""

    line: Line
    label: str
    cells: list[Cell]
    heading: Mention | None


@dataclass(slots=True)
class Table:
    """A head and its rows."""

    head: list[Line]
    rows: list[TableRow]
    sign: str
    last: int  # index of its last line


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """What is known of the columns of a table; nothing where its heads and its cells do not fit."""

    by_index: dict[int, Column] | None = None  # between bars or tabs
    in_order: list[Column] | None = None  # every cell has its head
    by_span: list[tuple[tuple[int, int], Column]] | None = None  # where cells stand below one another
    flat: tuple[Column, ...] = ()  # of rows whose blanks are lost


def read_rows(table: Table, ledger: Ledger, *, prior: bool) -> None:
    """Adds the rows of a table to the ledger; `prior` if the whole table is of an earlier scan."""
    if not table.rows:
        return
    columns = _columns(table)
    for row in table.rows:
        found = _assigned(row, columns)
        origin = Origin(text=snippet(row.line.text), line=row.line.number, page=row.line.page)
        if found is None or names_a_relative(row.line.tokens):
            ledger.leave_out(Reason.COLUMNS_DO_NOT_FIT if found is None else Reason.OTHER_PERSON, origin)
            continue
        newest = max((head.when.iso for head, _ in found if head.when), default="")
        _claims(row, found, newest, origin, ledger, prior=prior)


def _columns(table: Table) -> _Columns:
    """The columns of a table, the way its text parts them. All rows must agree, so they are told once for all."""
    if table.sign:
        return _Columns(by_index=_by_index(table))
    grids = [row.cells for row in table.rows if row.cells]
    columns = _by_position(table, grids) if grids else _Columns()
    return replace(columns, flat=_flat_heads(table)) if len(grids) < len(table.rows) else columns


def _by_index(table: Table) -> dict[int, Column]:
    texts: dict[int, str] = {}
    for line in table.head:
        for cell in line.cells(table.sign):
            texts[cell.column or 0] = f"{texts.get(cell.column or 0, '')} {cell.text}".strip()
    heads = [texts.get(number, "") for number in range(max(texts, default=-1) + 1)]
    return dict(enumerate(_named(heads)))


def _by_position(table: Table, grids: list[list[Cell]]) -> _Columns:
    """Each cell under the head that stands above it; all must agree, or no row is read."""
    head_cells = _finest(table).cells("")
    if len(table.head) == 1 and all(_is_whole(head_cells, cells) for cells in grids):  # every cell has its head
        return _Columns(in_order=_dated([column(cell.text) for cell in head_cells]))
    spans = clusters(grids)
    heads = None if spans is None else _heads_by_cluster(table, spans)
    if spans is None or heads is None:
        return _Columns()
    return _Columns(by_span=list(zip(spans, _named(heads), strict=True)))


def _named(heads: list[str]) -> list[Column]:
    return _dated(with_percent_named([column(text) for text in heads], heads))


def _finest(table: Table) -> Line:
    """The line of a head that has most cells."""
    return max(table.head, key=lambda line: len(line.cells("")))


def _assigned(row: TableRow, columns: _Columns) -> list[tuple[Column, Cell]] | None:
    """Each cell of a row with its column; None where they do not fit."""
    if columns.by_index is not None:
        return [(columns.by_index.get(cell.column or 0, Column(NOTHING)), cell) for cell in row.cells]
    if not row.cells:
        return _by_count(row, columns.flat)
    if columns.in_order is not None:
        return list(zip(columns.in_order, row.cells, strict=True))
    if columns.by_span is None:
        return None
    spans = [span for span, _ in columns.by_span]
    return [(columns.by_span[at][1], cell) for cell in row.cells if (at := column_of(cell, spans)) is not None]


def _is_whole(heads: list[Cell], cells: list[Cell]) -> bool:
    """Whether every head has its cell in a row: none stands below another head, or none can be blank."""
    if len(heads) != len(cells):
        return False
    pairs = list(zip(heads, cells, strict=True))
    if not any(cell.overlaps(head.start, head.end) for own, cell in pairs for head in heads if head is not own):
        return True
    first, *others = pairs
    return (
        all(is_one_head(head.text) for head in heads)
        and column(first[0].text).kind in {PLACE, DATE}
        and not is_number_cell(first[1].text)
        and all(is_number_cell(cell.text) or is_empty_cell(cell.text) for _, cell in others)
    )


def _dated(columns: list[Column]) -> list[Column]:
    """A date above the first of several columns speaks of those behind it too, until the next date."""
    if len({c.when for c in columns if c.when is not None}) < 2:
        return columns
    found, when = [], None
    for each in columns:
        when = each.when or when
        found.append(replace(each, when=when) if each.kind in {BMD, T, Z} else each)
    return found


def _heads_by_cluster(table: Table, spans: list[tuple[int, int]]) -> list[str] | None:
    """The words above each column. A head over nothing belongs to an empty column; one over two must name both."""
    finest = _finest(table)
    head_cells = finest.cells("")
    heads = [""] * len(spans)
    by_order = len(head_cells) == len(spans)
    for line in table.head:
        cells = line.cells("")
        in_order = by_order and len(cells) == len(spans)
        for number, cell in enumerate(cells):
            touched = [at for at, (start, end) in enumerate(spans) if cell.overlaps(start, end)]
            if in_order:
                if touched not in ([], [number]):
                    return None
                touched = [number]
            elif len(touched) > 1 and line is finest:
                return None
            for at in touched:
                heads[at] = f"{heads[at]} {cell.text}".strip()
    return heads


def _by_count(row: TableRow, heads: tuple[Column, ...]) -> list[tuple[Column, Cell]] | None:
    """Where blanks are lost, columns are known by their number alone: as many numbers as heads, and each of its kind."""
    fits = []
    for cells in _flat_cells(row) if heads else ():
        if len(heads) == len(cells):
            pairs = list(zip(heads, cells, strict=True))
            if all(_fits(head, cell) for head, cell in pairs):
                fits.append(pairs)
    return fits[0] if len(fits) == 1 else None


def _flat_heads(table: Table) -> tuple[Column, ...]:
    """The columns of a head whose blanks are lost: one for each word of what is measured; empty where none is sure."""
    text = table.head[-1].text
    tokens = Tokens(text)
    if tokens.has("marks", "not_the_bone", "prior"):
        return ()  # "TBS T-score" and "Previous T-score" are one column, or two
    named = [column(text[phrase.start : phrase.end]) for phrase in tokens.phrases if phrase.names("measures")]
    numeric = tuple(c for c in named if c.kind not in {PLACE, DATE} and c.is_label)
    return numeric if any(c.kind in READ for c in numeric) else ()


def _flat_cells(row: TableRow) -> list[list[Cell]]:
    """The numbers of a row whose blanks are lost; a dash apart may be a sign or an empty cell."""
    start = len(row.label)
    pieces: list[Cell] = []
    at = start
    for piece in row.line.text[start:].split(" "):
        if piece:
            pieces.append(Cell(at, at + len(piece), piece))
        at += len(piece) + 1
    unit = {"g/cm2", "g/cm²", "%", "sd", "*"}
    pieces = [piece for piece in pieces if piece.text.casefold() not in unit]
    joined: list[Cell] = []
    for cell in pieces:
        if joined and joined[-1].text in {"-", "−", "–"} and is_number_cell(cell.text) and cell.text[0].isdigit():
            joined[-1] = Cell(joined[-1].start, cell.end, f"{joined[-1].text}{cell.text}")
        else:
            joined.append(cell)
    return [pieces] if len(joined) == len(pieces) else [pieces, joined]


def _fits(head: Column, cell: Cell) -> bool:
    if is_empty_cell(cell.text):
        return True
    if not is_number_cell(cell.text):
        return head.kind == NOTHING
    if head.kind not in READ:
        return True
    number = _number(cell, head.kind)
    return number is not None and is_plausible(head.kind, number.value if number.sign else 99, number.decimals)


def _number(cell: Cell, kind: str) -> Number | None:
    """The one number of a cell; of "-0.0070 (-0.8%)" the percent, where that is asked for."""
    tokens = Tokens(cell.text)
    numbers = tokens.numbers
    if kind == CHANGE:
        percent = [n for n in numbers if tokens.folded[n.end :].lstrip().startswith("%")]
        numbers = percent or numbers
    return numbers[0] if len(numbers) == 1 else None


def _claims(
    row: TableRow, found: list[tuple[Column, Cell]], newest: str, origin: Origin, ledger: Ledger, *, prior: bool
) -> None:
    """The claims of one row, the present and the earlier columns apart."""
    label = Tokens(row.label)
    place = _place(row, label)
    if place is not None and place.is_difference:
        return
    read: dict[bool, dict[str, Number]] = {False: {}, True: {}}
    spoilt = False
    for head, cell in found:
        kind = _kind_of_value(label) if head.kind == VALUE else head.kind
        if kind == "change_in_grams":
            kind = CHANGE if "%" in cell.text else NOTHING
        if kind == SCORE and is_number_cell(cell.text):
            ledger.leave_out(Reason.KIND_NOT_SURE, origin)
        if kind not in READ or is_empty_cell(cell.text) or not is_number_cell(cell.text):
            spoilt |= (
                kind in {BMD, T, Z}
                and not is_empty_cell(cell.text)
                and (any(n.decimals for n in Tokens(cell.text).numbers) or TWO_POINTS.search(cell.text) is not None)
            )
            continue
        number = _number(cell, kind)
        if number is None or not is_of_kind(kind, number):
            spoilt |= kind in {BMD, T, Z}
            if kind in {BMD, T, Z}:
                ledger.leave_out(
                    Reason.SIGN_NOT_SURE if number and number.sign is None else Reason.COLUMNS_DO_NOT_FIT, origin
                )
            continue
        earlier = head.prior or (head.when is not None and head.when.iso < newest and kind in {BMD, T, Z})
        if kind in read[earlier] and read[earlier][kind].value != number.value:
            spoilt = True
        read[earlier][kind] = number
    if spoilt:  # a number that cannot be what its column says: the others may stand in wrong columns too
        ledger.leave_out(Reason.COLUMNS_DO_NOT_FIT, origin)
        return
    when = _when(label, found)
    for earlier, numbers in read.items():
        if numbers:
            values = {kind: number.value for kind, number in numbers.items()}
            claim = Claim(place, values, origin, prior=prior or earlier, from_table=True)
            for kind, number in numbers.items():
                claim.note_print(kind, number.value, number.decimals, is_signed=number.signed)
            claim.when = None if earlier else when
            claim.said = "" if earlier else _said(label)
            ledger.claims.append(claim)


def _said(label: Tokens) -> str:
    """The class that a cell of the row prints."""
    said = label.names("marks") & {"low", "normal"}
    return said.pop() if len(said) == 1 else ""


def _kind_of_value(label: Tokens) -> str:
    names = label.names("measures")
    kinds = [kind for name, kind in (("t_score", T), ("z_score", Z), ("bmd", BMD)) if name in names]
    if len(kinds) == 2 and BMD in kinds:  # "bone density T-score"
        kinds.remove(BMD)
    return kinds[0] if len(kinds) == 1 else NOTHING


def _place(row: TableRow, label: Tokens) -> Mention | None:
    found = mentions(label)
    if not found:
        return row.heading
    joined = all_joined(found)
    return Mention(0, 0, "several") if joined is None else joined.under(row.heading)


def _when(label: Tokens, found: list[tuple[Column, Cell]]) -> FoundDate | None:
    if label.dates:
        return label.dates[0].date
    for head, cell in found:
        if head.kind == DATE and (dates := Tokens(cell.text).dates):
            return dates[0].date
    return None
