"""Where each part of a long file lies, so that it can be read by itself: the same rows as the local run reads in one go."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TextIO

from bonecheck.cohort.files import PARQUET, Piece, Source
from bonecheck.cohort.lines import lines_of, rows_of
from bonecheck.errors import UnreadableFile

_LINE_END = re.compile(rb"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a file, after `first_row` others; of a CSV, from byte to byte."""

    number: int
    first_row: int
    rows: int
    start: int = 0
    end: int = 0


def parts_of(source: Source) -> list[Part]:
    """All parts, in order; a table without a row is one part."""
    found = list(_of_csv(source) if source.ending != PARQUET else _of_parquet(source))
    return found or [Part(1, 0, 0, end=source.file.stat().st_size)]


def read_part(file: Path, part: Part) -> Piece:
    """One part of a file; raises `UnreadableFile` where it does not hold the rows that it should."""
    piece = next(_Part(file, part).pieces())
    if len(piece.table) != part.rows:  # odd quotes, of which pandas makes other rows than the lines show
        raise UnreadableFile("cohort_not_parted", file=file)
    return piece


class _Part(Source):
    """A file of which only one part is seen, behind the head."""

    def __init__(self, file: Path, part: Part) -> None:
        self.part, self.first_row = part, part.first_row
        super().__init__(file, max(part.rows, 1))
        if self.ending != PARQUET:
            self.rows += 1  # one row too many would show

    def _opened(self) -> TextIO:
        with self.file.open("rb") as data:
            head = next(lines_of(data))
            data.seek(max(self.part.start, len(head)))
            behind = data.read(max(self.part.end - data.tell(), 0))
        if not _LINE_END.search(head):
            head += b"\n"
        return TextIOWrapper(BytesIO(head + behind), encoding="utf-8-sig", errors="replace", newline="")


def _of_parquet(source: Source) -> Iterator[Part]:
    count = source.count()
    for number, first in enumerate(range(0, count, source.rows), start=1):
        yield Part(number, first, min(source.rows, count - first))


def _of_csv(source: Source) -> Iterator[Part]:
    number, first, rows, start, end = 1, 0, 0, 0, 0
    with source.file.open("rb") as data:
        for row in rows_of(data, source.separator.encode()):
            rows, start, end = rows + 1, start if rows else row.start, row.end
            if rows == source.rows:
                yield Part(number, first, rows, start, end)
                number, first, rows = number + 1, first + rows, 0
    if rows:
        yield Part(number, first, rows, start, end)
