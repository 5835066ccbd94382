"""Finds tables: where their head stands, which lines are their rows, and the heading above each of them."""

from collections.abc import Iterable
from itertools import islice

from bonecheck.answers.report_import.claims import BMD, Ledger, T, Z
from bonecheck.answers.report_import.columns import DATE, PLACE, READ, Column, column
from bonecheck.answers.report_import.grid import Cell, Line, is_empty_cell, is_number_cell, with_numbers_apart
from bonecheck.answers.report_import.mentions import Mention, mentions
from bonecheck.answers.report_import.table_rows import Table, TableRow, read_rows
from bonecheck.answers.report_import.tokens import Tokens

_MOST_HEAD_LINES = 4
_MOST_BLANKS = 1


def is_head(line: Line) -> bool:
    """Whether a line names at least two columns and holds no result."""
    if line.is_blank or len(line.text) > 400:
        return False
    cells = line.cells()
    if any(is_number_cell(cell.text) for cell in cells):
        return False
    tokens = line.tokens
    if any(n.decimals for n in tokens.numbers) or ". " in line.text.strip():
        return False
    kinds = [column(cell.text) for cell in cells]
    named = {c.kind for c in kinds if c.kind in READ}
    if len(cells) == 2 and kinds[0].kind == PLACE and kinds[1].kind in READ:
        return True
    if len(cells) >= 3:
        return bool(named) and sum(c.is_label for c in kinds) >= 2 and all(len(c.text) < 60 for c in cells)
    measures = [p for p in tokens.phrases if p.is_any("measures", "bmd", "t_score", "z_score")]
    words = sum(len(piece) > 1 for piece in line.text.replace("(", " ").replace(")", " ").split())
    return len({frozenset(p.names("measures")) for p in measures}) >= 2 and words <= 3 * len(measures) + 4


def heads_from(lines: list[Line], at: int) -> list[Line]:
    """The lines of a head that begins here: those that follow with words of columns, and no result."""
    found = [lines[at]]
    sign = lines[at].parted
    for line in lines[at + 1 : at + _MOST_HEAD_LINES]:
        cells = line.cells(sign)
        if line.is_blank and sign == "|":
            continue
        if line.is_blank or not cells or any(is_number_cell(c.text) for c in cells) or sign:
            break
        if line.tokens.numbers or (mentions(line.tokens) and not any(column(c.text).kind for c in cells)):
            break
        if not all(_may_be_head(cell.text) for cell in cells):
            break
        found.append(line)
    return found


def _may_be_head(text: str) -> bool:
    tokens = Tokens(text)
    named = any(phrase.names("measures") or phrase.names("units") for phrase in tokens.phrases)
    return len(text) < 30 and (named or bool(tokens.dates) or text.strip("() ") in {"%", "g"} or len(text.split()) < 4)


def read_table(lines: list[Line], at: int, heading: Mention | None, ledger: Ledger, *, prior: bool) -> int:
    """Reads the table whose head begins at this line; gives the index of the first line behind it."""
    head = heads_from(lines, at)
    sign = head[0].parted
    blocks = _blocks(head, sign)
    first = at + len(head)
    if sign == "|":
        while first < len(lines) and lines[first].is_blank and "-" in lines[first].text:
            first += 1
    last = first
    above = [_heading_above(lines, at, start, end) for start, end in blocks]
    for (start, end), own in zip(blocks, above, strict=True):
        if len(blocks) == 1:
            table = _collect(islice(lines, first, None), head, first, heading)
        else:
            cut = (line.cut(start, end) for line in islice(lines, first, None))
            table = _collect(
                cut, [line.cut(start, end) for line in head], first, own or _unless_of_another(heading, above)
            )
        read_rows(table, ledger, prior=prior)
        last = max(last, table.last + 1)
    return last


def _blocks(head: list[Line], sign: str) -> list[tuple[int, int | None]]:
    """Where tables that stand side by side begin and end: a column of places or dates comes again behind results."""
    if sign:
        return [(0, None)]
    cuts = [0]
    for line in head:
        cells = line.cells(sign)
        columns = [column(cell.text) for cell in cells]
        first = 0
        for at, (cell, each) in enumerate(zip(cells, columns, strict=True)):
            if each.kind in {PLACE, DATE} and _scores(columns[first:at]) & _scores(columns[at:]):
                cuts.append(cell.start)
                first = at
    cuts = sorted(set(cuts))
    near = [cut for at, cut in enumerate(cuts) if at == 0 or cut - cuts[at - 1] > 3]
    return list(zip(near, [*near[1:], None], strict=True))


def _scores(columns: list[Column]) -> set[str]:
    """What is measured in some columns, those of earlier scans aside."""
    return {each.kind for each in columns if each.kind in {BMD, T, Z} and not each.prior}


def _unless_of_another(heading: Mention | None, above: list[Mention | None]) -> Mention | None:
    """The heading of the whole page; none where it may be that of the table beside, and the own one was not read."""
    return None if heading is None or any(own and own.site == heading.site for own in above) else heading


def _heading_above(lines: list[Line], at: int, start: int, end: int | None) -> Mention | None:
    """The place that stands above one of several tables side by side."""
    for line in reversed(lines[max(0, at - 5) : at]):
        cut = line.cut(_start_of_word(line, start), end if end is None else _start_of_word(line, end))
        found = mentions(cut.tokens)
        if len(found) == 1:
            return found[0]
    return None


def _start_of_word(line: Line, at: int) -> int:
    """Where the word begins that stands at this place: titles are not always flush with their table."""
    return len(line.text) if at > len(line.text) else line.text.rfind(" ", 0, at + 1) + 1


def _collect(lines: Iterable[Line], head: list[Line], first: int, heading: Mention | None) -> Table:
    """The rows below a head, with group headings among them; ends where something else begins."""
    table, blanks, sign = Table(head, [], head[0].parted, first - 1), 0, head[0].parted
    is_new = False  # no row stands yet below the heading
    for at, line in enumerate(lines, start=first):
        if line.is_blank:
            blanks += 1
            if blanks > _MOST_BLANKS and not line.text.strip("| "):
                break
            continue
        if is_head(line) or (sign and line.parted != sign):
            break
        cells = line.cells(sign) if sign else with_numbers_apart(line.cells(sign))
        row = _row(line, cells, heading)
        if row is None:
            found = mentions(line.tokens)
            if len(found) == 1 and len(line.text.split()) <= 5 and not line.tokens.numbers:
                heading = found[0].under(heading)
                blanks, is_new = 0, True
                continue
            break
        if not is_new and not any(mention.site for mention in mentions(Tokens(row.label))):
            row.heading = _heading_of_row(row, table.rows)
        table.rows.append(row)
        table.last, blanks, is_new = at, 0, False
    return table


def _heading_of_row(row: TableRow, above: list[TableRow]) -> Mention | None:
    """The heading of a row such as "Total": that of the rows above it, if they are of another place than the heading."""
    for other in reversed(above):
        found = mentions(Tokens(other.label))
        if len(found) == 1 and found[0].site:
            if row.heading is not None and row.heading.site == found[0].site:
                return row.heading
            return Mention(0, 0, found[0].site, "", found[0].side)
    return row.heading


def _row(line: Line, cells: list[Cell], heading: Mention | None) -> TableRow | None:
    """A row has a label, then results; None for anything else, such as a sentence."""
    results = [cell for cell in cells if is_number_cell(cell.text) or is_empty_cell(cell.text)]
    labels = [cell for cell in cells if cell not in results]
    if len(cells) == 1 or not results:  # blanks are lost, or the whole row is one cell
        return _collapsed_row(line, heading)
    if any(len(cell.text) > 60 for cell in labels) or not any(is_number_cell(cell.text) for cell in results):
        return None
    label = " | ".join(cell.text for cell in labels)  # so that no cell goes on in the next one
    if not labels or not (mentions(Tokens(label)) or Tokens(label).dates):
        return None
    return TableRow(line, label, cells, heading)


def _collapsed_row(line: Line, heading: Mention | None) -> TableRow | None:
    tokens = line.tokens
    if len(line.text) > 140 or not tokens.numbers:
        return None
    first = min([n.start for n in tokens.numbers])
    label = line.text[:first]
    if tokens.has("measures", "bmd", "t_score", "z_score"):
        return None
    if Tokens(label).has("marks", "down", "up"):  # "Lumbar spine: a decrease of 2.0 %" below a table
        return None
    named = mentions(Tokens(label)) or tokens.dates
    return TableRow(line, label, [], heading) if named and len(label.split()) <= 6 else None
